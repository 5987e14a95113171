"""What a channel says is believed only where FreeSWITCH itself wrote it."""

import pytest

from freeswitch.relay.conferences.channel_questions import domain_of, invitee_of, user_of


@pytest.mark.parametrize(
    ("key", "domain"),
    [
        ("conference_weekly_meeting_example.com_1000", "example.com"),
        ("conference_weekly_meeting_example.com_", "example.com"),
        ("conference_weekly_meeting_example.com_a_b", "example.com"),
        ("conference_other_example.com_1000", None),
        ("conference_weekly_meeting_", None),
        ("conference_weekly_meeting_example.com", None),
        ("_undef_", None),
        ("-ERR No such channel!\n", None),
        ("", None),
    ],
)
def test_the_domain_is_read_out_of_the_channels_key(key: str, domain: str | None) -> None:
    answers = {"uuid_getvar a-call conference_call_key": key}

    assert domain_of(answers.__getitem__, "weekly_meeting", "a-call") == domain


@pytest.mark.parametrize(
    ("authorized", "name", "domain", "user"),
    [
        ("true", "1000", "example.com", "1000@example.com"),
        ("true", "1000", "Other.Example", "1000@other.example"),
        ("true", "_undef_", "example.com", None),
        ("true", "1000", "_undef_", None),
        # Hung up between two questions: never taken for one of the conference's own.
        ("true", "1000", "-ERR No such channel!\n", None),
        ("_undef_", "1000", "example.com", None),
        ("-ERR No such channel!\n", "1000", "example.com", None),
    ],
)
def test_only_an_authenticated_name_of_a_domain_is_a_user(
    authorized: str, name: str, domain: str, user: str | None
) -> None:
    answers = {
        "uuid_getvar a-call sip_authorized": authorized,
        "uuid_getvar a-call user_name": name,
        "uuid_getvar a-call domain_name": domain,
        "uuid_getvar a-call called_user": "_undef_",
    }

    assert user_of(answers.__getitem__, "a-call") == user


@pytest.mark.parametrize("called", ["1002@example.com", "1002"], ids=["now", "by an earlier version"])
def test_whom_the_api_called_is_a_user(called: str) -> None:
    answers = {"uuid_getvar a-call sip_authorized": "_undef_", "uuid_getvar a-call called_user": called}

    assert user_of(answers.__getitem__, "a-call") == called


@pytest.mark.parametrize(
    ("answer", "invitee"),
    [("Grace", "Grace"), ("_undef_", None), ("-ERR No such channel!\n", None), ("G\u202er", "Gr")],
)
def test_an_invitee_is_whose_pin_was_shown(answer: str, invitee: str | None) -> None:
    assert invitee_of({"uuid_getvar a-call dial_in_invitee": answer}.__getitem__, "a-call") == invitee
