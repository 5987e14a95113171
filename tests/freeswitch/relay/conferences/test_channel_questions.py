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
    ("authorized", "name", "user"),
    [
        ("true", "1000", "1000"),
        ("true", "_undef_", None),
        ("_undef_", "1000", None),
        ("-ERR No such channel!\n", "1000", None),
    ],
)
def test_only_an_authenticated_name_is_a_user(authorized: str, name: str, user: str | None) -> None:
    answers = {
        "uuid_getvar a-call sip_authorized": authorized,
        "uuid_getvar a-call user_name": name,
        "uuid_getvar a-call called_user": "_undef_",
    }

    assert user_of(answers.__getitem__, "a-call") == user


def test_whom_the_api_called_is_a_user() -> None:
    answers = {"uuid_getvar a-call sip_authorized": "_undef_", "uuid_getvar a-call called_user": "1002"}

    assert user_of(answers.__getitem__, "a-call") == "1002"


@pytest.mark.parametrize(
    ("answer", "invitee"),
    [("Grace", "Grace"), ("_undef_", None), ("-ERR No such channel!\n", None), ("G\u202er", "Gr")],
)
def test_an_invitee_is_whose_pin_was_shown(answer: str, invitee: str | None) -> None:
    assert invitee_of({"uuid_getvar a-call dial_in_invitee": answer}.__getitem__, "a-call") == invitee
