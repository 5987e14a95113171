"""The table of commands, for those that ask for it."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from functions.shared.tables.commands.rows import CommandsItem, create_command
from tests.functions.shared.tables.a_command import ROW


@pytest.fixture
def with_a_command() -> Iterator[None]:
    with mock_aws():
        CommandsItem.create_table(billing_mode="PAY_PER_REQUEST")
        create_command(ROW)
        yield
