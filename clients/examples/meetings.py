"""A small service of one's own: it makes meetings, hands out links, and knows by a webhook who is in.

    API_URL=http://127.0.0.1:3000 API_TOKEN=… python meetings.py 8400

POST /meetings {"name", "host", "guests": […]} answers a link for each; GET /meetings/{name} says who is there now.
"""

import os
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from freeswitch_functions_client import AsyncApi, Problem
from freeswitch_functions_client.schemas import EntryBody, Event, RoomBody, SecretBody, WebhookBody
from freeswitch_functions_client.webhooks import NotSigned, event_of

HOOK, EVENTS = "meetings", ("member.joined", "member.left", "conference.ended")


class Meeting(msgspec.Struct, forbid_unknown_fields=True):
    """What a meeting is made of."""

    name: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9-]{0,31}$")]
    host: Annotated[str, msgspec.Meta(min_length=1)]
    guests: tuple[str, ...] = ()


class Attendance:
    """Who is in which meeting, by what the webhook tells; a real service keeps it in its database."""

    def __init__(self) -> None:
        self._inside: dict[str, dict[str, str]] = {}
        self._seen = deque[str](maxlen=10_000)  # an event may come twice, for a day

    def take(self, event: Event) -> None:
        """Fold an event; one that came before changes nothing."""
        people, member = self._inside.setdefault(event.conference, {}), event.data.get("member")
        if event.id in self._seen:
            return
        self._seen.append(event.id)
        if event.type == "member.joined" and isinstance(member, dict):
            people[str(member["uuid"])] = str(member.get("name") or "somebody")
        elif event.type == "member.left":
            people.pop(str(event.data["uuid"]), None)
        elif event.type == "conference.ended":
            people.clear()

    def of(self, meeting: str) -> list[str]:
        """The names of those who are in."""
        return sorted(self._inside.get(meeting, {}).values())


def service(api: AsyncApi, address: str) -> Starlette:
    """The service before `api`; `address` is where the webhook reaches it."""
    attendance = Attendance()
    secrets: list[str] = []

    async def make(request: Request) -> Response:
        try:
            wish = msgspec.json.decode(await request.body(), type=Meeting)
        except msgspec.DecodeError as error:
            return JSONResponse({"wrong": str(error)}, 422)
        try:
            await api.put_room(wish.name, RoomBody(lobby="outside", admission="with_moderator"))
            entries = [EntryBody(name=wish.host, role="moderator"), *(EntryBody(name=guest) for guest in wish.guests)]
            links = [{"name": one.name, "url": (await api.create_entry(wish.name, one)).url} for one in entries]
        except Problem as problem:
            return JSONResponse({"problem": str(problem)}, problem.status or 503)
        return JSONResponse({"name": wish.name, "links": links}, 201)

    async def show(request: Request) -> Response:
        return JSONResponse({"name": (name := request.path_params["name"]), "inside": attendance.of(name)})

    async def told(request: Request) -> Response:
        try:
            attendance.take(event_of(secrets[0], request.headers, await request.body()))
        except (IndexError, NotSigned):
            return Response(status_code=401)
        return Response(status_code=204)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        async with api:
            await api.put_webhook(HOOK, WebhookBody(url=f"{address}/told", events=EVENTS))
            # A secret is told once, so who begins anew takes a new one.
            secrets.append(str((await api.rotate_webhook_secret(HOOK, SecretBody(overlap_seconds=0))).secret))
            yield

    post = (Route(path, answer, methods=["POST"]) for path, answer in (("/meetings", make), ("/told", told)))
    return Starlette(routes=[Route("/meetings/{name}", show), *post], lifespan=life)


if __name__ == "__main__":
    port = int(sys.argv[1])
    api = AsyncApi(os.environ["API_URL"], os.environ["API_TOKEN"])
    uvicorn.run(service(api, f"http://127.0.0.1:{port}"), host="127.0.0.1", port=port)
