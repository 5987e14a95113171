"""What functions/rooms answers: shapes and words, which the API's description has as well."""

from typing import Final

from functions.shared.api.operation import Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, MAX_LIMIT
from functions.shared.provisioning.over_http import shapes

USERS: Final = "/v1/users"
ROOMS: Final = "/v1/rooms"
INVITEES: Final = f"{ROOMS}/{{room}}/invitees"
GROUPS: Final = "/v1/groups"
BODY_CODES = (
    "invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "idempotency_key_reused",
    "revision_moved", "wrong_state",
)  # fmt: skip
PAGED = (
    Query(
        "limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}, "entries at most"
    ),
    Query("cursor", {"type": "string"}, "the `next` of the page before"),
    Query("prefix", {"type": "string"}, "only those whose name begins so"),
)
_VERBS = {
    "GET": ("get", "{one} as provisioned."),
    "PUT": ("put", "Make {one}, or put it in the place of the one that is there. Secrets that are left out stay."),
    "PATCH": ("patch", "Change some fields of {one} (RFC 7396); null is the field's default."),
    "DELETE": ("delete", "Remove {one}."),
}  # fmt: skip


def _of_one(path: str, noun: str, one: str, body: type, answer: type) -> list[Operation]:
    return [
        Operation(
            method=method, path=path, name=f"{verb}_{noun}", tag="provisioning",
            body=body if method in ("PUT", "PATCH") else None,
            answer=None if method == "DELETE" else answer,
            makes=method == "PUT",
            keyed=method != "GET",
            codes=BODY_CODES if method != "GET" else (),
            summary=words.format(one=one)[0].upper() + words.format(one=one)[1:],
        )
        for method, (verb, words) in _VERBS.items()
    ]  # fmt: skip


def _list(path: str, name: str, answer: type, summary: str, queries: tuple[Query, ...] = PAGED) -> Operation:
    return Operation(
        method="GET", path=path, name=name, tag="provisioning", answer=answer, queries=queries,
        summary=summary,
    )  # fmt: skip


PROVISIONING_OPERATIONS = (
    _list(USERS, "list_users", shapes.UserList, "The domain's users, without those who are there by a link."),
    *_of_one(f"{USERS}/{{user}}", "user", "a user", shapes.UserBody, shapes.UserView),
    _list(ROOMS, "list_rooms", shapes.RoomList, "The domain's rooms."),
    *_of_one(f"{ROOMS}/{{room}}", "room", "a room", shapes.RoomBody, shapes.RoomView),
    _list(INVITEES, "list_invitees", shapes.InviteeList, "Who has a PIN of their own in a room.", ()),
    *_of_one(f"{INVITEES}/{{invitee}}", "invitee", "an invitee", shapes.InviteeBody, shapes.InviteeView),
    _list(GROUPS, "list_groups", shapes.UserGroupList, "The domain's groups."),
    *_of_one(f"{GROUPS}/{{group}}", "group", "a group", shapes.UserGroupBody, shapes.UserGroupView),
    *_of_one("/v1/gateways/{gateway}", "gateway", "a gateway", shapes.GatewayBody, shapes.GatewaySetting),
    _list("/v1/dial-in-numbers", "list_dial_in_numbers", shapes.DialInNumbers, "What telephones dial.", ()),
)
