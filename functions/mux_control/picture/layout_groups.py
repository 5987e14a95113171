"""Groups of layouts: which one for how many people."""

import time
from functools import partial
from typing import Annotated

import msgspec
from msgspec import Meta, structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.picture.layout_bodies import Remark, refuse, remarks
from functions.mux_control.picture.layout_changes import readings, require_rooms, show_in
from functions.mux_control.picture.layouts import BODY_CODES, not_found
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Operation
from functions.shared.api.problems import Problem
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.layout_sets.in_rooms import known_in, rooms_showing
from functions.shared.layout_sets.rendering import GROUP_PREFIX, LIBRARY_GROUPS
from functions.shared.layouts import Group
from functions.shared.layouts.lint import lint_group
from functions.shared.tables.provisioned.layouts import (
    DomainLayouts,
    StoredDocument,
    StoredGroup,
    delete_group,
    layouts_of,
    put_group,
)

GROUPS = "/v1/layout-groups"
GROUP = f"{GROUPS}/{{group}}"


class GroupBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Layouts in growing size: FreeSWITCH shows the first that holds everybody, otherwise the last."""

    layouts: Annotated[tuple[Annotated[str, Meta(max_length=64)], ...], Meta(max_length=100)]


class GroupView(msgspec.Struct, frozen=True, kw_only=True):
    """A group; one of the library has revision 0."""

    name: str
    own: bool
    revision: int
    layouts: tuple[str, ...]
    warnings: tuple[Remark, ...]


class Groups(msgspec.Struct, frozen=True):
    """The library's groups and the domain's own."""

    items: tuple[GroupView, ...]


async def list_groups(_: Request, grant: Grant) -> Response:
    domain = layouts_of(grant.domain)
    names = sorted({*LIBRARY_GROUPS, *domain.groups})
    views = tuple(_view(name, domain) for name in names)
    return Response(msgspec.json.encode(Groups(views)), media_type="application/json")


async def get_group(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["group"])
    return _answer(_view(name, layouts_of(grant.domain)))


async def put_one(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["group"])
    raw = await read_json(request)
    body = read_body(raw, GroupBody)
    group = Group(name, body.layouts)
    for domain, before in readings(grant.domain, name, partial(_own, name)):
        refuse(lint_group(group, known_in(domain).layouts), "group")
        require_rooms(grant, rooms_showing(grant.domain, domain, GROUP_PREFIX + name))
        require_revision(request, before.revision if before else None)
        stored = StoredGroup(group=group, revision=domain.next_revision(before), changed_at=time.time())
        entry = structs.replace(entry_of(request, grant, "done", raw), revision=stored.revision)
        if put_group(grant.domain, stored, domain, entry):
            break
    written = layouts_of(grant.domain)
    show_in(grant.domain, rooms_showing(grant.domain, written, GROUP_PREFIX + name), f"{name} is kept")
    return _answer(_view(name, written))


async def delete_one(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["group"])
    for domain, before in readings(grant.domain, name, partial(_own, name)):
        rooms = rooms_showing(grant.domain, domain, GROUP_PREFIX + name)
        require_rooms(grant, rooms)
        if before is None:
            show_in(grant.domain, rooms if name in LIBRARY_GROUPS else [], f"{name} is gone")
            raise not_found(name)
        require_revision(request, before.revision)
        if rooms and name not in LIBRARY_GROUPS:
            raise Problem("layout_in_use", f"{name} is shown by the room {', '.join(rooms)}; take it out there first")
        entry = structs.replace(entry_of(request, grant, "done"), revision=before.revision)
        if delete_group(grant.domain, name, domain, entry):
            break
    show_in(grant.domain, rooms, f"{name} is gone")
    return Response(status_code=204)


def _own(name: str, domain: DomainLayouts) -> StoredDocument | None:
    return domain.groups.get(name) or domain.damaged_groups.get(name)


def _view(name: str, domain: DomainLayouts) -> GroupView:
    stored = domain.groups.get(name)
    group = stored.group if stored else LIBRARY_GROUPS.get(name)
    if group is None:
        raise not_found(name)
    return GroupView(
        name=name,
        own=stored is not None,
        revision=stored.revision if stored else 0,
        layouts=group.layouts,
        warnings=remarks(lint_group(group, known_in(domain).layouts)),
    )


def _answer(view: GroupView) -> Response:
    return Response(msgspec.json.encode(view), headers={"ETag": f'"{view.revision}"'}, media_type="application/json")


OPERATIONS = (
    Operation(
        method="GET", path=GROUPS, name="list_layout_groups", tag="layouts", answer=Groups,
        read=list_groups, summary="The groups of layouts, each with which layout for how many people.",
    ),
    Operation(
        method="GET", path=GROUP, name="get_layout_group", tag="layouts", answer=GroupView,
        read=get_group, codes=("layout_not_found",), summary="A group of layouts.",
    ),
    Operation(
        method="PUT", path=GROUP, name="put_layout_group", tag="layouts", body=GroupBody,
        answer=GroupView, read=put_one, codes=BODY_CODES, summary="Make or change a group of layouts.",
    ),
    Operation(
        method="DELETE", path=GROUP, name="delete_layout_group", tag="layouts", read=delete_one,
        codes=("layout_not_found", "layout_in_use", "revision_moved"),
        summary="Remove a group of the domain that no room shows.",
    ),
)  # fmt: skip
