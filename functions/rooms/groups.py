"""Groups of the domain's users."""

from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.answers import Fields, answer_with, not_found, page_of, plain_of, written_view
from functions.rooms.wishes import Wish, changing, commit, converted, merged, refuse, require_seen
from functions.shared.api.tokens import Grant
from functions.shared.encoders.dial_strings import WORD
from functions.shared.provisioning.checks.domains import MOST_MEMBERS, check_group
from functions.shared.provisioning.difference import Change, changes_to
from functions.shared.provisioning.entries import GroupEntry
from functions.shared.provisioning.rows import Row
from functions.shared.tables.provisioned.documents import Documents, Stored, Written, read_documents
from functions.shared.tables.provisioned.domain_items import Domain, Group, User
from functions.shared.tables.provisioned.users import DOMAIN_KEY, UsersItem, group_key, user_key


def view_of(group: Group, written: Written) -> Fields:
    return {**plain_of(group), **written_view(written)}


async def list_groups(request: Request, grant: Grant) -> Response:
    def shown(key: str, documents: Documents) -> Fields | None:
        stored = documents.stored(key, Group)
        return None if stored is None else view_of(stored.document, stored.written)

    return page_of(request, grant, group_key(""), shown)


async def get_group(request: Request, grant: Grant) -> Response:
    found = _find(grant.domain, str(request.path_params["group"]))
    return answer_with(view_of(found.document, found.written))


@changing
def put_group(wish: Wish) -> Response:
    return _write(wish, wish.raw)


@changing
def patch_group(wish: Wish) -> Response:
    current = plain_of(_find(wish.domain, wish.named("group")).document, "name")
    return _write(wish, merged(current, wish.raw))


@changing
def delete_group(wish: Wish) -> Response:
    name = wish.named("group")
    found = _find(wish.domain, name)
    require_seen(wish, found.written.revision)
    return commit(wish, [Change("remove", UsersItem, wish.domain, group_key(name), before=found.text)], None)


def _write(wish: Wish, plain: Fields) -> Response:
    name, key = wish.named("group"), group_key(wish.named("group"))
    members = plain.get("members")
    # What is no name is told below, and may be no key of a table either.
    named = (
        [one for one in members if isinstance(one, str) and WORD.fullmatch(one)] if isinstance(members, list) else []
    )
    keys = [user_key(one) for one in dict.fromkeys(named[:MOST_MEMBERS])]
    there = read_documents(UsersItem, wish.domain, [DOMAIN_KEY, key, *keys], whole=True)
    if there.get(DOMAIN_KEY, Domain) is None:
        raise not_found("domain", wish.domain)
    before = there.stored(key, Group)
    require_seen(wish, before.written.revision if before else None)
    entry, conversion = converted({**plain, "name": name}, GroupEntry)
    found = (there.get(each, User) for each in keys)
    refuse(
        conversion, check_group(entry, {user.id for user in found if user is not None and user.entry is None}), plain
    )
    changes = changes_to(
        [Row(UsersItem, wish.domain, key, entry, before is None or before.written.by_api)], now=wish.now
    )
    written = changes[0].written if changes else before.written if before else Written()
    return commit(wish, changes, lambda: view_of(entry, written), status=200 if before else 201)


def _find(domain: str, name: str) -> Stored[Group]:
    found = read_documents(UsersItem, domain, [group_key(name)], whole=True).stored(group_key(name), Group)
    if found is None:
        raise not_found("group", name)
    return found
