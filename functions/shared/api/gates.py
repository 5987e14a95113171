"""What every request passes: the token, its rate, the conference it covers, the ability it needs."""

from collections.abc import Awaitable, Callable, Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from functions.shared.api.auditing import name_operation, refused
from functions.shared.api.operation import Make, Operation
from functions.shared.api.problems import Problem
from functions.shared.api.rate_limits import RateLimits
from functions.shared.api.tokens import Grant, RefusedToken, Tokens
from functions.shared.observations import count

# DynamoDB refuses keys over 1 to 2 kB, which would look as if the table were broken; no name of ours is as long.
MAX_NAME_BYTES = 256

Endpoint = Callable[[Request], Awaitable[Response]]
Submit = Callable[[Make, Request, Grant], Awaitable[Response]]


def routes(
    operations: Iterable[Operation], tokens: Tokens, limits: RateLimits, submit: Submit | None = None
) -> list[Route]:
    """Make one route for each path: with one for each method a 405 would name only the first method.

    Args:
        submit: what becomes of a wish that is a command; a function whose operations only read has none.
    """
    by_path: dict[str, dict[str, Endpoint]] = {}
    for operation in operations:
        by_path.setdefault(operation.path, {})[operation.method] = endpoint(operation, tokens, limits, submit)
    return [Route(path, _dispatch(endpoints), methods=list(endpoints)) for path, endpoints in by_path.items()]


def endpoint(operation: Operation, tokens: Tokens, limits: RateLimits, submit: Submit | None) -> Endpoint:
    """Make the endpoint of an operation."""

    async def answer(request: Request) -> Response:
        count("Requested")
        name_operation(request, operation.name)
        try:
            grant = tokens.authenticate(request.headers.get("authorization"))
        except RefusedToken as problem:
            refused(request, problem.grant, problem)
            raise
        limits.take((grant.domain, grant.sub))
        _refuse_long_names(request)
        try:
            return await _answer(operation, request, grant, submit)
        except Problem as problem:
            # Others look; who tries to change something is noted.
            if problem.code == "missing_ability" and operation.changes:
                refused(request, grant, problem)
            raise

    return answer


async def _answer(operation: Operation, request: Request, grant: Grant, submit: Submit | None) -> Response:
    # 404 before 403: a token learns nothing of what it does not cover.
    if "conference" in request.path_params:
        grant.require_conference(str(request.path_params["conference"]))
    if operation.ability is not None:
        grant.require(operation.ability)
    if operation.read_first is not None and (done := await operation.read_first(request, grant)) is not None:
        return done
    if operation.make is not None and submit is not None:
        return await submit(operation.make, request, grant)
    return await operation.read(request, grant) if operation.read else Response(status_code=204)


def _refuse_long_names(request: Request) -> None:
    for noun, name in request.path_params.items():
        if len(str(name).encode()) > MAX_NAME_BYTES:
            raise Problem("not_found", f"no {noun} has a name of more than {MAX_NAME_BYTES} bytes")


def _dispatch(endpoints: dict[str, Endpoint]) -> Endpoint:
    async def answer(request: Request) -> Response:
        # Starlette adds HEAD to whatever takes GET.
        return await endpoints["GET" if request.method == "HEAD" else request.method](request)

    return answer
