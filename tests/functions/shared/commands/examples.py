"""The rows of all nouns' tests together: for what must hold of every command."""

from importlib import import_module

from functions.shared.commands.catalogue import NOUNS
from tests.functions.shared.commands import claims, test_composites

TESTS = [import_module("tests.{}.test_{}".format(*noun.__name__.rsplit(".", 1))) for noun in NOUNS]

PLAIN_EXAMPLES: list[tuple[claims.Body, tuple[str, ...]]] = [row for test in TESTS for row in test.SENT]
EXAMPLES = [*PLAIN_EXAMPLES, *test_composites.SENT]
RULES: list[claims.Rule] = [row for test in TESTS for row in test.RULES]
TEXTS: list[tuple[claims.Body, str, str]] = [row for test in TESTS for row in getattr(test, "TEXTS", ())]
PROVEN: list[tuple[claims.Body, claims.Event]] = [row for test in TESTS for row in getattr(test, "PROVEN", ())]
