"""How one step of a command ended, and what all of them together come to."""

from functions.shared.command_life.outcomes import Outcome, Step
from functions.shared.commands import PlainCommand, kind_of


def failed(step: PlainCommand, reason: str, detail: str, *, reply: str | None = None) -> Step:
    return Step.failed(kind_of(step), reason, detail, reply=reply)


def unknown(step: PlainCommand, reason: str, detail: str, *, reply: str | None = None) -> Step:
    return Step(kind=kind_of(step), state="unknown", reason=reason, detail=detail, reply=reply)


def step_of(step: PlainCommand, outcome: Outcome) -> Step:
    """How a command that was run by itself ended, as a step of something larger."""
    if outcome.state == "expired":
        return failed(step, "late", outcome.detail or "")
    return Step(
        kind=kind_of(step),
        state=outcome.state,
        reason=outcome.reason,
        detail=outcome.detail,
        reply=outcome.reply,
        evidence=outcome.evidence,
    )


def outcome_of(steps: list[Step], *, composite: bool) -> Outcome:
    """One outcome of all steps: as good as the worst of them, in the words of that one."""
    order = ("confirmed", "accepted", "unknown", "failed")
    worst = max((step for step in steps if step.state != "skipped"), key=lambda step: order.index(step.state))
    assert worst.state != "skipped"  # noqa: S101  # for the type checker: they are left out above
    return Outcome(
        state=worst.state,
        reason=worst.reason,
        detail=worst.detail,
        reply=worst.reply,
        evidence=worst.evidence,
        steps=tuple(steps) if composite else (),
    )
