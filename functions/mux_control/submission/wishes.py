"""What a client may say of a job: how it is wished for, never its id, its sealed key or its paths.

Every way in (the job's own path, `/commands`, scenes) makes a job of the same body by the same function.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

import msgspec

from functions.shared.api.bodies import Body, refusal
from functions.shared.api.field_errors import field_errors
from functions.shared.api.operation import Context
from functions.shared.api.problems import FieldError
from functions.shared.commands import Command, PlainCommand

SERVERS_OWN = "is filled in by the server"


@dataclass(frozen=True)
class Job:
    """A command of which the server fills in a part; `make` gets what the client says, without the kind."""

    command: type[PlainCommand]
    body: type[msgspec.Struct]
    make: Callable[[object, Context], Command]

    @property
    def kind(self) -> str:
        return str(self.command.__struct_config__.tag)


def read_wish(raw: object, body: type[Body], command: type[PlainCommand]) -> Body:
    """Read what a client says of a job.

    Raises:
        Problem: every field that is wrong; one that only the server fills says so.
    """
    owned = _server_fields(body, command)
    taken = [
        FieldError(field=name, problem=SERVERS_OWN, expected="leave it out")
        for name in (raw if isinstance(raw, dict) else ())
        if name in owned
    ]
    if taken:
        rest = {name: value for name, value in raw.items() if name not in owned} if isinstance(raw, dict) else raw
        raise refusal([*taken, *field_errors(rest, body)], "")
    try:
        return msgspec.convert(raw, body)
    except msgspec.ValidationError as error:
        raise refusal(field_errors(raw, body), str(error)) from None


def described(jobs: Iterable[Job], others: Iterable[type[msgspec.Struct]]) -> object:
    """The commands as the description shows them: of a job only what a client may say."""
    by_command = {job.command: job for job in jobs}
    kinds = [_tagged(by_command[kind]) if kind in by_command else kind for kind in others]
    return reduce(or_, kinds)


def without_kind(raw: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in raw.items() if name != "kind"}


def _server_fields(body: type[msgspec.Struct], command: type[PlainCommand]) -> frozenset[str]:
    ours, theirs = msgspec.structs.fields(command), msgspec.structs.fields(body)
    return frozenset(field.encode_name for field in ours) - {field.encode_name for field in theirs}


@cache
def _tagged(job: Job) -> type[msgspec.Struct]:
    namespace = {"__doc__": job.command.__doc__, "__module__": job.body.__module__}
    return msgspec.defstruct(
        f"{job.command.__name__}Wish", [], bases=(job.body,), namespace=namespace, tag_field="kind", tag=job.kind
    )
