"""The rows of `list` are read from both ends, and a caller's name cannot forge one."""

from functions.shared.commands import ListedMember, parse_member_list
from functions.shared.commands.common.member_list import listed_member
from tests.functions.shared.commands.here import ADA, BOB
from tests.functions.shared.commands.recorded import replies

ROW = f"3;sofia/internal/1001@127.0.0.1;{ADA};1001;1001;hear|speak|video|res-id:presenter|role-id:speaker;1;-2;200\n"


def test_the_recorded_list_is_read() -> None:
    (ada, bob) = parse_member_list(replies("conference internal list")[0])

    assert (ada.number, ada.uuid, bob.number, bob.uuid) == (3, ADA, 2, BOB)
    assert ada.flags == {"hear", "speak", "talking", "video"}
    assert bob.flags == {"hear", "speak", "talking", "video", "floor", "vid-floor"}


def test_a_row_shows_slot_role_and_volumes() -> None:
    assert parse_member_list(ROW) == (
        ListedMember(
            number=3,
            uuid=ADA,
            flags=frozenset({"hear", "speak", "video", "res-id:presenter", "role-id:speaker"}),
            slot="presenter",
            role="speaker",
            volume_in=1,
            volume_out=-2,
        ),
    )


def test_semicolons_in_a_callers_name_move_nothing() -> None:
    row = ROW.replace(";1001;1001;", ";x;hear|res-id:forged;0;0;0;1001;")

    assert parse_member_list(row) == parse_member_list(ROW)


def test_a_forged_row_makes_the_member_unknown_rather_than_wrong() -> None:
    forged = f"3;sofia/x;{ADA};x;1;hear|res-id:forged;0;0;0\n"
    with_forged_name = f"4;sofia/internal/evil@a;{BOB};x\n{forged};2;hear;0;0;0\n"

    assert listed_member(ROW + with_forged_name, ADA, 3) is None
    assert listed_member(ROW, ADA, 3) == parse_member_list(ROW)[0]


def test_a_number_or_uuid_of_somebody_else_is_not_the_member() -> None:
    assert listed_member(ROW, ADA, 4) is None
    assert listed_member(ROW, BOB, 3) is None


def test_what_is_not_a_row_is_left_out() -> None:
    assert parse_member_list("-ERR Conference x not found\n;;;;;;;;;\na;b;c;d;e;f;g;h;i\n٣;b;c;d;e;f;0;0;0\n\n") == ()
