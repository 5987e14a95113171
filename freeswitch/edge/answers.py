"""Answers of the functions, kept for as long as each of them allows; in memory only, so many and no more."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Final, NamedTuple

from functions.shared.lookups.keeping import NEVER, Keeping

# A node's users and what they dial; an answer has 1 to 3 kB.
MOST_ANSWERS: Final = 20_000
MOST_BYTES: Final = 64 * 1024 * 1024
MOST_FORGOTTEN: Final = 4_096


@dataclass(frozen=True)
class Answer:
    """What a function answered; `nobody` if it looked for a user who is not there."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    keeping: Keeping = NEVER
    nobody: bool = False

    @cached_property
    def head(self) -> bytes:
        """The beginning of it in HTTP, written once: the first line and the headers; further ones may follow."""
        first = f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}\r\n"
        named = (*self.headers, ("Content-Length", str(len(self.body))))
        return (first + "".join(f"{name.lower()}: {value}\r\n" for name, value in named)).encode("latin-1")


class Key(NamedTuple):
    """What an answer is known by: who asked, and every input of the decision.

    `credential` is a hash of what the node proves itself with: whoever proves something else finds nothing.
    `user` is (domain, id or alias) where the question is about a user, so that the answer can be forgotten.
    """

    credential: bytes
    path: str
    question: Hashable
    user: tuple[str, str] | None = None


@dataclass(frozen=True)
class Kept:
    """An answer; `asked_at` is when its question was sent, in seconds of a steady clock."""

    answer: Answer
    asked_at: float

    def fresh_for(self, now: float) -> float:
        """For how many seconds more it is as good as a new one; negative since when it is not."""
        return self.asked_at + self.answer.keeping.fresh - now

    def serves_outage(self, now: float, most: float) -> bool:
        """Whether it may be used while no function answers; `most` is the node's own limit in seconds."""
        return now - self.asked_at < min(self.answer.keeping.in_outage, most)


@dataclass
class Answers:
    """The answers that were used last."""

    most: int = MOST_ANSWERS
    most_bytes: int = MOST_BYTES
    _kept: OrderedDict[Key, Kept] = field(default_factory=OrderedDict)
    _bytes: int = 0
    # When users were forgotten: what was asked before that is not kept when it comes in later.
    _forgotten: OrderedDict[tuple[str, str], float] = field(default_factory=OrderedDict)
    _floor: float = float("-inf")

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Kept | None:
        """What is kept under the key, however old."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def keep(self, key: Key, answer: Answer, asked_at: float) -> None:
        """Put an answer in the place of an older one; one that may not be kept takes that away."""
        newer = self._kept.get(key)
        if asked_at <= self._forgotten_at(key.user) or (newer is not None and newer.asked_at > asked_at):
            return
        self.drop(key)
        if answer.keeping == NEVER:
            return
        self._kept[key] = Kept(answer, asked_at)
        self._bytes += len(answer.body)
        while len(self._kept) > self.most or self._bytes > self.most_bytes:
            self.drop(next(iter(self._kept)))

    def drop(self, key: Key) -> None:
        """Forget one answer, if it is kept."""
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._bytes -= len(kept.answer.body)

    def forget_user(self, user: tuple[str, str], now: float) -> int:
        """Forget what is known of a user, whoever asked; returns how many answers that were."""
        self._forgotten[user] = now
        self._forgotten.move_to_end(user)
        if len(self._forgotten) > MOST_FORGOTTEN:
            self._floor = self._forgotten.popitem(last=False)[1]
        return self._drop_all([key for key in self._kept if key.user == user])

    def forget_credential(self, credential: bytes) -> int:
        """Forget what somebody was told who proves themselves no more."""
        return self._drop_all([key for key in self._kept if key.credential == credential])

    def _forgotten_at(self, user: tuple[str, str] | None) -> float:
        return float("-inf") if user is None else self._forgotten.get(user, self._floor)

    def _drop_all(self, keys: list[Key]) -> int:
        for key in keys:
            self.drop(key)
        return len(keys)
