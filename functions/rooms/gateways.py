"""Gateways of the domain: all of them are one item, for FreeSWITCH asks for them at once."""

from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.answers import Fields, answer_with, not_found, plain_of
from functions.rooms.wishes import Wish, changing, commit, converted, merged, refuse, require_seen
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.provisioning.checks.domains import check_domain
from functions.shared.provisioning.difference import Change, changes_to
from functions.shared.provisioning.entries import DomainEntry, GatewayEntry
from functions.shared.provisioning.rows import Row
from functions.shared.tables.provisioned.documents import Stored, Written, read_documents
from functions.shared.tables.provisioned.domain_items import Domain, Gateway, Gateways
from functions.shared.tables.provisioned.users import DOMAIN_KEY, GATEWAYS_KEY, UsersItem

# A row has 400 kB at most.
MOST_GATEWAYS = 200


async def get_gateway(request: Request, grant: Grant) -> Response:
    stored, found = _find(grant.domain, str(request.path_params["gateway"]))
    return answer_with(_view(found, stored))


@changing
def put_gateway(wish: Wish) -> Response:
    return _write(wish, wish.raw)


@changing
def patch_gateway(wish: Wish) -> Response:
    _, found = _find(wish.domain, wish.named("gateway"))
    return _write(wish, merged(plain_of(found, "name"), wish.raw))


@changing
def delete_gateway(wish: Wish) -> Response:
    name = wish.named("gateway")
    stored, _ = _find(wish.domain, name)
    require_seen(wish, stored.written.revision)
    left = tuple(one for one in stored.document.gateways if one.name != name)
    if not left:
        return commit(wish, [Change("remove", UsersItem, wish.domain, GATEWAYS_KEY, before=stored.text)], None)
    of_api = {one: at for one, at in stored.document.of_api.items() if one != name}
    return commit(wish, _changed(wish, Gateways(left, of_api)), None)


def _write(wish: Wish, plain: Fields) -> Response:
    name = wish.named("gateway")
    there = read_documents(UsersItem, wish.domain, [DOMAIN_KEY, GATEWAYS_KEY], whole=True)
    settings = there.get(DOMAIN_KEY, Domain)
    if settings is None:
        raise not_found("domain", wish.domain)
    stored = there.stored(GATEWAYS_KEY, Gateways)
    listed = stored.document if stored else Gateways(())
    before = next((one for one in listed.gateways if one.name == name), None)
    require_seen(wish, stored.written.revision if stored and before else None)
    entry, conversion = converted({**plain, "name": name}, GatewayEntry)
    known = {field: getattr(settings, field) for field in Domain.__struct_fields__}
    found = check_domain(DomainEntry(**known, gateways=(entry,)), weak_passwords=False)
    refuse(conversion, [(place[2:], advice) for place, advice in found if place[:1] == ["gateways"]], plain)
    if before is None and len(listed.gateways) >= MOST_GATEWAYS:
        raise Problem("wrong_state", f"the domain has {MOST_GATEWAYS} gateways already")
    others = tuple(one for one in listed.gateways if one.name != name)
    of_api = dict(listed.of_api)
    if before is None or name in of_api:
        of_api[name] = int(wish.now * 1000)
    gateway = Gateway(**{field: getattr(entry, field) for field in Gateway.__struct_fields__})
    same = before == gateway
    changes = [] if same else _changed(wish, Gateways((*others, gateway), of_api))
    written = changes[0].written if changes else stored.written if stored else Written()
    shown = Stored(Gateways((gateway,), of_api), "", written)
    return commit(wish, changes, lambda: _view(gateway, shown), status=200 if before else 201)


def _changed(wish: Wish, gateways: Gateways) -> list[Change]:
    return changes_to([Row(UsersItem, wish.domain, GATEWAYS_KEY, gateways, by_api=None)], now=wish.now)


def _find(domain: str, name: str) -> tuple[Stored[Gateways], Gateway]:
    stored = read_documents(UsersItem, domain, [GATEWAYS_KEY], whole=True).stored(GATEWAYS_KEY, Gateways)
    found = next((one for one in stored.document.gateways if one.name == name), None) if stored else None
    if stored is None or found is None:
        raise not_found("gateway", name)
    return stored, found


def _view(gateway: Gateway, stored: Stored[Gateways]) -> Fields:
    made_by = "api" if gateway.name in stored.document.of_api else "file"
    return {**plain_of(gateway), "revision": stored.written.revision, "made_by": made_by}
