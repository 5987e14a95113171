"""A change that is no command and is done once for its Idempotency-Key: its answer is kept with it for a day."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.submission.idempotency import command_id, marks_of
from functions.shared.api.idempotency_keys import idempotency_key, is_one_of
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.tables.kept_answers import KeptAnswer, find_answer, new_answer
from functions.shared.tables.transactions import Put, Write, write_together


class _Kept(msgspec.Struct, frozen=True):
    """What of a kept answer also stands in a header."""

    revision: int | None = None


@dataclass(frozen=True)
class Once:
    """What a request is known by; without a key it is another one every time."""

    key: str | None
    marks: tuple[str, ...]
    now: float

    @classmethod
    def of(cls, request: Request, grant: Grant, raw: object) -> "Once":
        key = idempotency_key(request)
        name = None if key is None else command_id(grant, key)
        return cls(name, marks_of(request, raw), time.time())

    def earlier(self) -> Response | None:
        """What the same request was answered.

        Raises:
            Problem: 422 where the key came with another request.
        """
        kept = None if self.key is None else find_answer(self.key, now=self.now)
        if kept is None:
            return None
        if not is_one_of(kept.fingerprint, self.marks):
            raise Problem("idempotency_key_reused", "this Idempotency-Key came with another request; use a new key")
        if kept.status == 204:
            return Response(status_code=204)
        revision = msgspec.json.decode(kept.body, type=_Kept).revision
        headers = {} if revision is None else {"ETag": f'"{revision}"'}
        return Response(bytes(kept.body), kept.status, headers, media_type="application/json")

    def write(self, writes: Sequence[Write], answer: Response, moved: Problem) -> Response:
        """Write a change and its answer, all of it or nothing.

        Args:
            moved: raised where somebody else was faster; the same request, if it was that, is answered as before.
        """
        if not write_together([*writes, *self.kept(answer)]):
            return answer
        if (earlier := self.earlier()) is not None:
            return earlier
        raise moved

    def kept(self, answer: Response) -> tuple[Put, ...]:
        """What keeps the answer, to be written together with what it tells of."""
        if self.key is None:
            return ()
        body = msgspec.Raw(bytes(answer.body) or b"null")
        told = KeptAnswer(fingerprint=self.marks[0], status=answer.status_code, body=body)
        return (new_answer(self.key, told, now=self.now),)
