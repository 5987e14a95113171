"""What an operation of the API is: a method of a path, with its body, its answer and what a token needs for it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.deprecation import Deprecation
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command
from functions.shared.rights import COMMANDS, FIELDS, OPERATIONS, Needs
from functions.shared.state import ConferenceState


@dataclass(frozen=True)
class Context:
    """What a wish is about: a living conference that the caller may change, and the request's path and query."""

    conference: ConferenceState
    grant: Grant
    request: Request
    # The id that the command will have.
    new_id: str = ""

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])


@dataclass(frozen=True)
class Query:
    """A parameter of the query string."""

    name: str
    schema: Mapping[str, object]
    meaning: str


Read = Callable[[Request, Grant], Awaitable[Response]]
ReadFirst = Callable[[Request, Grant], Awaitable[Response | None]]
# From the body as JSON to the command, or a Problem.
Make = Callable[[object, Context], Command]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one path; either it reads (`read`) or it makes a command (`make`)."""

    method: str
    path: str
    name: str
    summary: str
    tag: str
    body: object | None = None
    # The command that a field of the body becomes, by the field's name.
    kinds: Mapping[str, str] = field(default_factory=dict)
    answer: type[msgspec.Struct] | None = None
    queries: tuple[Query, ...] = ()
    read: Read | None = None
    # What `read` answers with, where it is no JSON.
    media: str = "application/json"
    # With which status, where all went well; 201 may stand beside it where something is made.
    status: int = 200
    makes: bool = False
    # Whether `read` knows a request again by its Idempotency-Key.
    keyed: bool = False
    # Whether it is asked without a token; then `read_openly` answers.
    public: bool = False
    read_openly: "Callable[[Request], Awaitable[Response]] | None" = None
    # Whether it asks for no revision though it changes something.
    unconditional: bool = False
    # What it can be had as, too.
    other_media: tuple[str, ...] = ()
    # Codes of problems that only this operation answers with.
    codes: tuple[str, ...] = ()
    make: Make | None = None
    # Whether the command is about those who wait for the conference, not about its members.
    at_the_door: bool = False
    # Whether `read` itself asks the conference's room who is kept out: its function reads no meetings.
    by_room: bool = False
    # Looked at before a command is made: what it answers with needs none.
    read_first: ReadFirst | None = None
    # Since when and until when it is there for those only who use it already (docs/versions.md); every answer says so.
    deprecated: Deprecation | None = None

    @property
    def needs(self) -> Needs:
        """The abilities of which a token needs one."""
        return OPERATIONS[self.name]

    @property
    def needs_of_fields(self) -> Mapping[str, Needs]:
        """What each field of the body needs."""
        of_commands = {name: COMMANDS[kind] for name, kind in self.kinds.items()}
        return of_commands | dict(FIELDS.get(self.name, {}))

    @property
    def changes(self) -> bool:
        """Whether it changes something: the audit has an entry of every time that it does."""
        return self.method != "GET"
