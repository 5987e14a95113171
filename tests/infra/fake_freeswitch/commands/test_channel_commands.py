"""Commands about calls end those that they name, and no others."""

from collections.abc import Iterator

import pytest

from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.replies import read_replies
from functions.shared.commands.node import EndUserCalls
from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.commands.api_commands import execute


@pytest.fixture
def switch() -> Iterator[FakeFreeswitch]:
    with FakeFreeswitch(domain="example.com") as running:
        for user in ("1000", "1001", "1000"):
            running.join("internal", user, "Ada")
        yield running


def users(switch: FakeFreeswitch) -> list[str]:
    return [channel.user for channel in switch.switch.channels.values()]


def test_calls_of_one_user_are_ended_and_the_reply_is_what_the_command_waits_for(switch: FakeFreeswitch) -> None:
    lines = EndUserCalls(user="1000", domain="example.com").lines(Meeting("internal"))

    replies = [execute(switch.switch, name, rest) for name, _, rest in (line.text.partition(" ") for line in lines)]

    assert users(switch) == ["1001"]
    assert read_replies(lines, replies, for_video=False).ok


@pytest.mark.parametrize(
    "variables", ["user_name 1000 domain_name other.example", "user_name 10 domain_name example.com"]
)
def test_a_call_that_has_one_of_the_values_only_goes_on(switch: FakeFreeswitch, variables: str) -> None:
    reply = execute(switch.switch, "hupall", f"MANAGER_REQUEST {variables}")

    assert users(switch) == ["1000", "1001", "1000"]
    assert reply.startswith("+OK hangup all channels matching [user_name]=[10")


def test_without_variables_all_calls_are_ended(switch: FakeFreeswitch) -> None:
    assert execute(switch.switch, "hupall", "") == "+OK hangup all channels with cause MANAGER_REQUEST\n"

    assert users(switch) == []
