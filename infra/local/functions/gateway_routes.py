"""Where the local gateway is reached: the WebSocket itself, and `@connections` for the functions alone."""

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from infra.local.aws.key import AwsKey
from infra.local.aws.signatures import Asked, is_signed
from infra.local.functions.gateway import Gateway


def gateway_routes(gateway: Gateway, stage: str, key: AwsKey) -> list[BaseRoute]:
    """`/stage` for clients, `/stage/@connections/{id}` for who signs with this run's key."""

    async def connections(request: Request) -> Response:
        frame = await request.body()
        # What is signed is the path as it stands on the wire, quoted once more.
        path = quote(bytes(request.scope["raw_path"]), safe="/-_.~")
        asked = Asked(request.method, path, request.url.query, dict(request.headers), frame)
        if not is_signed(asked, key.name, key.secret, datetime.now(UTC)):
            return JSONResponse({"message": "Forbidden"}, 403, {"x-amzn-ErrorType": "ForbiddenException"})
        connection = str(request.path_params["connection"])
        status = await (gateway.post(connection, frame) if request.method == "POST" else gateway.close(connection))
        return _ERRORS.get(status) or Response(status_code=status)

    return [
        WebSocketRoute(f"/{stage}", gateway.connect),
        Route(f"/{stage}/@connections/{{connection}}", connections, methods=["POST", "DELETE"]),
    ]


_ERRORS = {
    410: JSONResponse({"message": "gone"}, 410, {"x-amzn-ErrorType": "GoneException"}),
    413: JSONResponse({"message": "Payload Too Large"}, 413, {"x-amzn-ErrorType": "PayloadTooLargeException"}),
}
