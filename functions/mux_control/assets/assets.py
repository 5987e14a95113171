"""The domain's own pictures, sounds and fonts: seen, asked for, looked at, removed."""

import secrets
import time

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.assets.bodies import AssetBody, Assets, AssetUpload, AssetView, view_of
from functions.mux_control.assets.bucket import erase, link, require_bucket, upload_url
from functions.mux_control.assets.checking import OVERTAKEN, check, require_font
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, MAX_LIMIT, Cursors
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.assets.asset import MOST_ASSETS, UPLOAD_SECONDS, Asset, AssetName, AssetWish, too_long
from functions.shared.grammars.moments import rfc3339
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.assets import (
    assets_of,
    count_assets,
    delete_asset,
    find_asset,
    put_removal,
    put_wish,
)
from functions.shared.told.assets import as_removed, tell_removed

ASSETS = "/v1/assets"
ASSET = f"{ASSETS}/{{asset}}"
BODY_CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "revision_moved")

_settings = read(ApiSettings)
_cursors = Cursors(_settings.token_secrets or (_settings.jwks_url,))


async def list_assets(request: Request, grant: Grant) -> Response:
    page, now = _cursors.page(request, grant), time.time()
    # One more than asked for tells whether there is a next page.
    found = assets_of(grant.domain, after=page.after, limit=page.limit + 1, now=now)
    shown = found[: page.limit]
    more = _cursors.make(shown[-1].wish.name, request, grant) if len(found) > page.limit else None
    items = tuple(view_of(asset, now=now) for asset in shown)
    return Response(msgspec.json.encode(Assets(items, more)), media_type="application/json")


async def get_asset(request: Request, grant: Grant) -> Response:
    asset = found_asset(request, grant)
    return _answer(view_of(asset, now=time.time(), url=link(asset)))


async def put_asset(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["asset"])
    _check_name(name)
    raw = await read_json(request)
    body = read_body(raw, AssetBody)
    require_font(grant, body.kind)
    if trouble := too_long(body.kind, body.bytes):
        raise invalid_field("bytes", trouble, value=str(body.bytes))
    require_bucket()
    now = time.time()
    before = find_asset(grant.domain, name, now=now)
    if before is not None:
        require_font(grant, before.wish.kind)
    require_revision(request, before.wish.revision if before else None)
    if before is not None and (state := before.state(now)) not in ("awaiting", "failed"):
        raise Problem("asset_exists", f"{name} is {state}; a file never changes under a name: delete it first")
    if before is None and count_assets(grant.domain) >= MOST_ASSETS:
        raise Problem(
            "asset_limit", f"a domain has {MOST_ASSETS} pictures, sounds and fonts at most; delete some first"
        )
    wish = AssetWish(
        domain=grant.domain,
        name=name,
        kind=body.kind,
        bytes=body.bytes,
        version=secrets.token_hex(16),
        revision=before.wish.revision + 1 if before else 1,
        made_at=now,
    )
    entry = structs.replace(entry_of(request, grant, "done", raw), revision=wish.revision)
    if not put_wish(wish, before, entry):
        raise OVERTAKEN
    upload = AssetUpload(method="PUT", url=upload_url(wish), bytes=wish.bytes, until=rfc3339(now + UPLOAD_SECONDS))
    return _answer(view_of(Asset(wish=wish), now=now, upload=upload), status=200 if before else 201)


async def check_asset(request: Request, grant: Grant) -> Response:
    asset = found_asset(request, grant)
    looked_at, is_over = await check(asset, request, grant)
    now = time.time()
    return _answer(view_of(looked_at, now=now, url=link(looked_at)), status=200 if is_over else 202)


async def delete_one(request: Request, grant: Grant) -> Response:
    asset = found_asset(request, grant)
    require_font(grant, asset.wish.kind)
    require_revision(request, asset.wish.revision)
    if asset.state(time.time()) == "checking":
        raise Problem("wrong_state", f"{asset.wish.name} is being looked at; ask again when that is over")
    now = time.time()
    going = as_removed(asset.wish, now=now)
    entry = structs.replace(entry_of(request, grant, "done"), revision=asset.wish.revision)
    # From here on nobody finds it any more; if its file cannot go now, to ask again goes on.
    if not put_removal(going, asset, entry):
        raise OVERTAKEN
    erase(asset)
    tell_removed(going, now=now)
    delete_asset(going)
    return Response(status_code=204)


def found_asset(request: Request, grant: Grant) -> Asset:
    """The one that the path names, of the token's domain."""
    name = str(request.path_params["asset"])
    asset = find_asset(grant.domain, name, now=time.time())
    if asset is None:
        raise Problem("asset_not_found", f"there is no picture, sound or font {name[:64]!r}")
    return asset


def _check_name(name: str) -> None:
    try:
        msgspec.convert(name, AssetName)
    except msgspec.ValidationError:
        expected = "small letters, digits, _ and -, at most 59, not beginning with _ or -"
        raise invalid_field("asset", "is no name", value=name[:64], expected=expected) from None


def _answer(view: AssetView, status: int = 200) -> Response:
    headers = {"ETag": f'"{view.revision}"'}
    return Response(msgspec.json.encode(view), status, headers, "application/json")


_PAGING = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}, "entries a page"),
    Query("cursor", {"type": "string"}, "the `next` of the page before"),
)

OPERATIONS = (
    Operation(
        method="GET", path=ASSETS, name="list_assets", tag="assets", answer=Assets, queries=_PAGING, read=list_assets,
        summary="The domain's own pictures, sounds and fonts by name (docs/assets.md).",
    ),
    Operation(
        method="GET", path=ASSET, name="get_asset", tag="assets", answer=AssetView, read=get_asset,
        codes=("asset_not_found",), summary="A picture, sound or font of the domain, and where it can be had.",
    ),
    Operation(
        method="PUT", path=ASSET, name="put_asset", tag="assets", body=AssetBody, answer=AssetView, read=put_asset,
        makes=True, codes=("asset_exists", "asset_limit", "wrong_state", *BODY_CODES),
        summary="Ask for an upload: the answer says where the file is to be sent. Fonts need `operate` as well.",
    ),
    Operation(
        method="POST", path=f"{ASSET}/check", name="check_asset", tag="assets", answer=AssetView, read=check_asset,
        status=202, unconditional=True, codes=("asset_not_found", "wrong_state", "node_unserved"),
        summary="Have an uploaded file looked at. 202 while that goes on, 200 once it is `ready` or `failed`; "
        "`Prefer: wait=20` waits for that.",
    ),
    Operation(
        method="DELETE", path=ASSET, name="delete_asset", tag="assets", read=delete_one,
        codes=("asset_not_found", "wrong_state", "revision_moved"),
        summary="Remove a picture, sound or font with its file. What a conference shows of it stays till that changes.",
    ),
)  # fmt: skip
