"""How often a request is made: again where nobody could say whether it was done, and under the same key."""

from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.request import Request

PAUSES_SECONDS = (1.0, 3.0)

# What a change is told because an earlier try was done (a scene is forgotten: 404; is another one: 412), or before
# anybody looks whether it was.
SAYS_NOTHING = (401, 403, 404, 410, 412, 429)


class Tries:
    """The tries of one request."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._failed = 0

    def pause_after(self, problem: Problem) -> float:
        """Return how many seconds to wait before the next try.

        Raises:
            Problem: there is none. Its status is 0 where nobody knows whether the change was done.
        """
        is_open = problem.is_unsure or self._may_be_done(problem)
        if not (is_open and self._request.may_be_repeated):
            raise problem
        if self._failed == len(PAUSES_SECONDS):
            raise problem if problem.is_unsure else Problem(0) from problem
        pause = PAUSES_SECONDS[self._failed]
        self._failed += 1
        return max(pause, float(problem.retry_after_seconds or 0))

    def _may_be_done(self, problem: Problem) -> bool:
        """Whether a refusal may be because an earlier try was done; what only reads is simply refused."""
        return self._failed > 0 and self._request.method != "GET" and problem.status in SAYS_NOTHING
