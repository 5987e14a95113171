"""One conference by asking: the state once, then what happens after it, as long as anybody wants to know.

What is to be done stands here once, as steps; `Api.watch` and `AsyncApi.watch` do them.
"""

from collections.abc import Generator, Mapping

import msgspec

from freeswitch_functions_client.feed.pauses import Pauses
from freeswitch_functions_client.feed.watched import Folded, Watched
from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.request import Request
from freeswitch_functions_client.schemas import Page

# The server waits so long for something to happen.
WAIT_SECONDS = 20
# Where too many wait already it answers at once; then it is not asked more often than this.
QUIET_SECONDS = 5.0
# So long an interruption is borne.
PATIENCE_SECONDS = 600.0
PASSING = (429, 500, 502, 503, 504)

State = Mapping[str, object]
Answer = State | Problem | None
# Something to ask and be sent the answer of, to wait for so many seconds, or to tell.
Step = Request | float | Watched
Steps = Generator[Step, Answer, None]


def watching(conference: str, pauses: Pauses) -> Steps:
    """Say step by step how a conference is followed.

    Raises:
        Problem: it may not be followed, or nobody has answered for as long as `pauses` are patient.
    """
    while True:
        seq, folded = yield from _anew(conference, pauses)
        yield Watched(folded.conference, (), anew=True)
        while True:
            began = pauses.now()
            page = yield from _page(conference, pauses, seq)
            if page.gap is not None:
                break
            seq = page.seq
            if page.items:
                folded.take(page.items)
                yield Watched(folded.conference, tuple(page.items), anew=False)
            else:
                now = yield from _unlike(conference, pauses, folded)
                if now is not None:
                    folded = now
                    yield Watched(folded.conference, (), anew=False)
                yield max(0.0, QUIET_SECONDS - (pauses.now() - began))


def _anew(conference: str, pauses: Pauses) -> Generator[Step, Answer, tuple[int, Folded]]:
    # The number first: what begins between the two questions is told after it.
    page = yield from _page(conference, pauses, None)
    state = yield from _state(conference, pauses)
    seq = state.get("seq") if state is not None else None
    return (seq if isinstance(seq, int) else page.seq), Folded(state)


def _unlike(conference: str, pauses: Pauses, folded: Folded) -> Generator[Step, Answer, Folded | None]:
    """What is to be told though no event has told it: a node that is gone tells nothing."""
    state = yield from _state(conference, pauses)
    before = folded.conference
    now = Folded(state)
    if (before is None) != (now.conference is None):
        return now
    if before and now.conference and before.node_state != now.conference.node_state:
        folded.look({name: value for name, value in (state or {}).items() if name in ("node_state", "as_of")})
        return folded
    return None


def _page(conference: str, pauses: Pauses, after: int | None) -> Generator[Step, Answer, Page]:
    query = {} if after is None else {"after": after, "wait": WAIT_SECONDS}
    where = "/v1/conferences/{conference}/events"
    told = yield from _asked(Request("GET", where, names={"conference": conference}, query=query), pauses)
    return msgspec.convert(told, Page)


def _state(conference: str, pauses: Pauses) -> Generator[Step, Answer, State | None]:
    request = Request("GET", "/v1/conferences/{conference}", names={"conference": conference})
    try:
        return (yield from _asked(request, pauses))
    except Problem as problem:
        if problem.code in ("conference_not_found", "conference_ended"):
            return None
        raise


def _asked(request: Request, pauses: Pauses) -> Generator[Step, Answer, State]:
    while True:
        answer = yield request
        if isinstance(answer, Problem):
            if not (answer.is_unsure or answer.status in PASSING):
                raise answer
            yield pauses.after(answer)
        else:
            pauses.over()
            return answer or {}
