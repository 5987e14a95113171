"""A command until its end: asked for as it is by now, whatever the network does meanwhile."""

from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.schemas import CommandView

# Of one question for a command's end; the server allows up to 20.
WAIT_SECONDS = 10
# A command's own deadline is 30 s; dialling out takes longer.
FOLLOW_SECONDS = 90.0
UNANSWERED_SECONDS = 1.0
TOO_MANY = 429


def is_open(command: CommandView) -> bool:
    """Whether its end is still to come."""
    return command.state in ("queued", "running")


def pause_after(problem: Problem) -> float:
    """Return how many seconds to wait until it is asked again; no answer says nothing of the command.

    Raises:
        Problem: it will be answered the same again.
    """
    if not (problem.is_unsure or problem.status == TOO_MANY):
        raise problem
    return max(UNANSWERED_SECONDS, float(problem.retry_after_seconds or 0))
