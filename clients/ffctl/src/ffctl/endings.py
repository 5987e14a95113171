"""How a call of ffctl ends: its exit codes, and what is said where it did not do what was asked."""

from collections.abc import Mapping

import msgspec

from freeswitch_functions_client import Problem
from freeswitch_functions_client.schemas import CommandView, Step

NOT_SO = 1
USAGE = 2
REFUSED = 3
UNSURE = 4
NOWHERE = 5
ELSEWHERE = 6
INTERRUPTED = 130

# docs/ffctl.md shows them.
MEANINGS = {
    0: "it is done: an answer, a command that is `confirmed` or `accepted`",
    NOT_SO: (
        "it was tried and is not so: a command that `failed` or `expired`, a delivery or still that failed; "
        "the doctor found something"
    ),
    USAGE: "the words on the command line are wrong; nothing was sent",
    REFUSED: "the API refuses it, and says which field and what would be right",
    UNSURE: "nobody knows: no answer, `unknown`, or no end in time",
    NOWHERE: "there is no address or no token, or the keyring does not give it",
    ELSEWHERE: "it is not done over the API; what to type on the operator's machine is printed",
    INTERRUPTED: "Ctrl-C",
}
_OF_STATE = {"confirmed": 0, "accepted": 0, "failed": NOT_SO, "expired": NOT_SO}


class Unable(Exception):
    """It cannot be done, and why.

    Args:
        words: for people; what would be right is in them.
        code: what ffctl exits with.
    """

    def __init__(self, words: str, code: int) -> None:
        self.code = code
        super().__init__(words)


def of_problem(problem: Problem) -> int:
    """Return the exit code of a request that failed."""
    return UNSURE if problem.is_unsure else REFUSED


def of_command(command: CommandView) -> int:
    """Return the exit code of a command; one that is still open has no end that anybody saw."""
    return _OF_STATE.get(command.state, UNSURE)


def problem_document(problem: Problem) -> Mapping[str, object]:
    """Return a refusal as the API says it (RFC 9457); where nobody answered, or somebody else, one of the same form."""
    if problem.body is not None:
        return {name: value for name, value in _plain(problem.body).items() if value is not None}
    return {"type": "about:blank", "title": str(problem), "status": problem.status, "code": "", "detail": str(problem)}


def worded(command: CommandView) -> str:
    """Say how a command ended, step by step where it has some."""
    told = [_worded(command)]
    if of_command(command) == UNSURE and command.state in ("queued", "running"):
        told.append(f"its end was not seen yet: ffctl command {command.id}")
    return "\n".join([*told, *(f"  {_worded(step)}" for step in command.steps)])


def _worded(one: CommandView | Step) -> str:
    why = ": ".join(words for words in (one.reason, one.detail) if words)
    seen = one.evidence.event or one.evidence.kind if one.evidence else ""
    told = f"{one.kind}: {one.state}"
    return told + (f", {why}" if why else "") + (f" (seen: {seen})" if seen else "")


def _plain(body: msgspec.Struct) -> Mapping[str, object]:
    plain: Mapping[str, object] = msgspec.to_builtins(body)
    return plain
