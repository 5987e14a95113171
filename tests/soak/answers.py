"""What the API answered fits what became of it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from functions.mux_control.submission.idempotency import command_id
from functions.shared.api.tokens import Grant
from functions.shared.command_life.outcomes import CommandRow, id_at_node
from tests.soak.account import Account
from tests.soak.history import Asked, History, Look
from tests.soak.span import Span
from tests.soak.violations import Violation
from tests.soak.world import DOMAIN, NODE

OPEN = frozenset({"queued", "running", ""})
# Such an answer says that nothing was done.
REFUSALS = frozenset({"node_unserved", "switch_down", "rate_limited"})


def wrong_answers(history: History, rows: Mapping[str, CommandRow]) -> Iterator[Violation]:
    """Lost commands, ends that changed, keys that made two commands, failures of the service."""
    yield from _failures(history.asked)
    yield from _lost(history.asked, rows)
    yield from _changed(history.asked, rows)
    yield from _keys(history.asked, rows)


def _failures(asked: Sequence[Asked]) -> Iterator[Violation]:
    for one in asked:
        if one.status == 500:
            words = f"{one.method} {one.path} of {one.client} was answered 500 {one.code}"
            yield Violation(claim="the service never fails", words=words, at=one.answered)


def _lost(asked: Sequence[Asked], rows: Mapping[str, CommandRow]) -> Iterator[Violation]:
    for command in {one.command for one in asked if one.command} - rows.keys():
        first = next(one for one in asked if one.command == command)
        words = f"{first.method} {first.path} was answered {first.status} with {command}, which is nowhere"
        yield Violation(claim="nothing accepted is lost", words=words, at=first.answered)


def _changed(asked: Sequence[Asked], rows: Mapping[str, CommandRow]) -> Iterator[Violation]:
    """An end that was told is the end."""
    for one in asked:
        row = rows.get(one.command)
        if row is None or one.state in OPEN or one.state == row.state:
            continue
        words = f"{row.kind} {row.id} was reported as {one.state}, and is {row.state}"
        yield Violation(claim="an end that was told does not change", words=words, at=one.answered)


def _keys(asked: Sequence[Asked], rows: Mapping[str, CommandRow]) -> Iterator[Violation]:
    by_key: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in asked:
        if one.key is not None:
            by_key[one.client, one.key].append(one)
    for (client, key), requests in by_key.items():
        made = {one.command for one in requests if one.command}
        expected = id_at_node(NODE, command_id(Grant(sub=client, domain=DOMAIN), key))
        if made - {expected}:
            words = f"the key {key} of {client} made {', '.join(sorted(made))}, not {expected}"
            yield Violation(claim="a key makes one command", words=words, at=requests[0].sent)
        if all(one.code in REFUSALS for one in requests) and expected in rows:
            words = f"{requests[0].path} of {client} was refused ({requests[0].code}), and yet there is {expected}"
            yield Violation(claim="what is refused is not done", words=words, at=requests[0].sent)
        for one in requests:
            # The same key for another body, after the first was accepted.
            other = made and one.body != requests[0].body and one.status < 300 and one.status
            if other:
                words = f"{one.path} of {client} took the key {key} again for another body: {one.status}"
                yield Violation(claim="a key is good for one request", words=words, at=one.answered)


def not_shown(looks: Sequence[Look], account: Account, unheard: Sequence[Span] = ()) -> Iterator[Violation]:
    """What was confirmed stood in the conference, unless somebody has changed it since, or the meeting is over."""
    for look in looks:
        over = account.ended_before(look.meeting, look.at) or any(look.at in span for span in unheard)
        if look.shown != look.expected and not over and not _set_by_another(look, account):
            words = f"{look.field} is {look.shown!r} right after {look.command} was confirmed with {look.expected!r}"
            yield Violation(claim="confirmed means that the conference shows it", words=words, at=look.at)


def _set_by_another(look: Look, account: Account) -> bool:
    """Whether the stand-in did something else to the same field after it, before the API answered."""
    number = account.numbers[look.meeting].get(look.call, 0)
    beginning = "set max_members " if look.field == "max_members" else rf"vid-res-id ({number}|all) "
    pattern = re.compile(rf"conference \S+ {beginning}")
    told = [entry for entry in account.commands_of(look.meeting) if pattern.match(entry.text)]
    own = next((place for place, entry in enumerate(told) if str(look.expected) in entry.text), None)
    return own is None or any(str(look.expected) not in entry.text for entry in told[own:] if entry.at <= look.at + 5)
