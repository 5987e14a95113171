"""The claims' asserts say what was different, as those of a test do."""

import pytest

pytest.register_assert_rewrite("tests.functions.shared.commands.claims")
