"""What a host does with everybody at once, or asks of one."""

from typing import Literal

import msgspec

from functions.mux_control.members import MEMBER, present_member
from functions.mux_control.submission.bodies import checked
from functions.shared.api.bodies import read_body
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import Problem
from functions.shared.commands import Command
from functions.shared.commands.hosting import AskToUnmute, EndConference, LetIn, MuteAll, ResumeRules

CONFERENCE = "/v1/conferences/{conference}"


class Question(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """In which language the member is asked."""

    language: Literal["de", "en"] = "en"


def mute_all(_: object, __: Context) -> Command:
    return MuteAll()


def end_conference(_: object, __: Context) -> Command:
    return EndConference()


def let_in(_: object, context: Context) -> Command:
    return checked({"kind": "let_in", "person": context.path("person")}, LetIn)


def resume_rules(_: object, __: Context) -> Command:
    return ResumeRules()


def ask_to_unmute(raw: object, context: Context) -> Command:
    member = present_member(context.conference, context.path("member"))
    if member.muted is False:
        raise Problem("wrong_state", f"{member.uuid} is not muted: there is nothing to ask for")
    asked = read_body(raw, Question)
    return checked({"kind": "ask_to_unmute", "member": member.uuid, **msgspec.to_builtins(asked)}, AskToUnmute)


OPERATIONS = (
    Operation(
        method="POST", path=f"{CONFERENCE}/mute-all", name="mute_all", tag="hosting", make=mute_all,
        summary="Mute everybody who is there now, but for the hosts.",
    ),
    Operation(
        method="POST", path=f"{MEMBER}/ask-to-unmute", name="ask_to_unmute", tag="hosting", body=Question,
        make=ask_to_unmute, codes=("wrong_state",),
        summary="Ask a muted member to be heard again: they hear it, and `asked_to_unmute_at` tells their page.",
    ),
    Operation(
        method="DELETE", path=f"{CONFERENCE}/kept-out/{{person}}", name="let_in", tag="hosting", make=let_in,
        summary="Let somebody in again who is kept out: a `person` of the conference's `standings`.",
    ),
    Operation(
        method="POST", path=f"{CONFERENCE}/rules/resume", name="resume_rules", tag="picture", make=resume_rules,
        summary="Let the room's rules keep the picture again: since `picture_by_hand_at` they have left it alone.",
    ),
    Operation(
        method="POST", path=f"{CONFERENCE}/end", name="end_conference", tag="hosting", make=end_conference,
        summary="End the conference for all: it is locked, then everybody's call ends.",
    ),
)  # fmt: skip
