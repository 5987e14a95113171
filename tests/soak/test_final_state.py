"""What the API shows in the end is compared with the switch field by field."""

import msgspec
import pytest

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.state.truth import truth_of
from tests.soak.final_state import Json, differences


def shown(switch: FakeFreeswitch) -> dict[str, dict[str, object]]:
    """The API's answers as they should be."""
    found: list[dict[str, object]] = msgspec.to_builtins(truth_of(switch.switch))["conferences"]
    return {str(conference["name"]): conference for conference in found}


def told(switch: FakeFreeswitch, answers: dict[str, dict[str, object]]) -> list[str]:
    def get(name: str) -> Json | None:
        return answers.get(name)

    return list(differences(truth_of(switch.switch), set(answers), get))


def test_where_all_is_shown_as_it_is_nothing_differs() -> None:
    with FakeFreeswitch() as switch:
        switch.join("internal", "1000")
        switch.join("external", "1001")

        assert told(switch, shown(switch)) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("uuid", "another", "internal: uuid is"),
        ("locked", True, "internal: locked is False on the switch, True in the API"),
        ("locked", None, ""),
        ("max_members", 7, "internal: max_members is 0 on the switch, 7 in the API"),
        ("members", [], "internal: member 1 ("),
    ],
)
def test_a_field_of_a_conference_that_differs_is_told(field: str, value: object, words: str) -> None:
    with FakeFreeswitch() as switch:
        switch.join("internal", "1000")
        answers = shown(switch)
        answers["internal"][field] = value

        found = told(switch, answers)

    assert [one.startswith(words) for one in found] == ([True] if words else [])


@pytest.mark.parametrize(("field", "value", "differs"), [("muted", True, 1), ("muted", None, 1), ("floor", None, 0)])
def test_a_field_of_a_member_may_be_unknown_only_where_nobody_can_ask_for_it(
    field: str, value: object, differs: int
) -> None:
    with FakeFreeswitch() as switch:
        switch.join("internal", "1000")
        answers = shown(switch)
        members = answers["internal"]["members"]
        assert isinstance(members, tuple)
        members[0][field] = value

        assert len(told(switch, answers)) == differs


def test_conferences_and_members_too_many_or_too_few_are_told() -> None:
    with FakeFreeswitch() as switch:
        switch.join("internal", "1000")
        answers = shown(switch)
        switch.join("external", "1001")
        answers["gone"] = {}

        found = told(switch, answers)

    assert found == [
        "the API lists gone, which is not on the switch",
        "external is on the switch, and the API does not show it",
    ]


@pytest.mark.parametrize("value", [None, True])
def test_of_who_is_on_hold_nobody_can_ask_for_the_voice(value: bool | None) -> None:
    with FakeFreeswitch() as switch:
        ada = switch.join("internal", "1000")
        ada.hold = True
        answers = shown(switch)
        members = answers["internal"]["members"]
        assert isinstance(members, tuple)
        members[0]["muted"] = value

        assert len(told(switch, answers)) == (0 if value is None else 1)
