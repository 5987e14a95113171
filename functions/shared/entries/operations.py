"""Operations on entries, and on tokens that are good no more; the API's description has them as well."""

from typing import Final

from functions.shared.api.operation import Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, MAX_LIMIT
from functions.shared.entries import shapes

ENTRIES: Final = "/v1/rooms/{room}/entries"
REVOCATIONS: Final = "/v1/tokens/revocations"
BODY_CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field")
PAGED = (
    Query(
        "limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}, "entries at most"
    ),
    Query("cursor", {"type": "string"}, "the `next` of the page before"),
)
ENTRY_OPERATIONS = (
    Operation(
        method="GET", path=ENTRIES, name="list_entries", tag="entries", answer=shapes.EntryList, queries=PAGED,
        summary="The links into a room.",
    ),
    Operation(
        method="POST", path=ENTRIES, name="create_entry", tag="entries", body=shapes.EntryBody,
        answer=shapes.EntryMade, makes=True, keyed=True,
        codes=(*BODY_CODES, "idempotency_key_reused", "wrong_state"),
        summary="Make a link into a room for one person.",
    ),
    Operation(
        method="DELETE", path=f"{ENTRIES}/{{entry}}", name="revoke_entry", tag="entries", unconditional=True,
        keyed=True, codes=BODY_CODES,
        summary="Let nobody in by this link any more: its call ends, its token is dead.",
    ),
    Operation(
        method="POST", path="/v1/entries/redeem", name="redeem_entry", tag="entries", body=shapes.Redeeming,
        answer=shapes.Entrance, public=True,
        codes=(*BODY_CODES, "entry_unknown", "entry_early", "entry_used_up", "entry_over", "entry_revoked",
               "entry_kept_out"),
        summary="Come in by a link: without a token, and only so often from one address.",
    ),
    Operation(
        method="POST", path="/v1/conferences/{conference}/observers", name="observe", tag="entries", by_room=True,
        answer=shapes.Observation, makes=True, unconditional=True,
        codes=("conference_not_found", "not_observable", "wrong_state"),
        summary="Watch the conference's picture without being in it: who is there is told that somebody watches.",
    ),
    Operation(
        method="GET", path=REVOCATIONS, name="list_revocations", tag="tokens", answer=shapes.RevocationList,
        summary="Tokens that are good no more.",
    ),
    Operation(
        method="POST", path=REVOCATIONS, name="revoke_tokens", tag="tokens", body=shapes.RevocationBody,
        answer=shapes.Revocation, makes=True, codes=BODY_CODES,
        summary="Refuse a token, or what a subject was issued before a moment.",
    ),
    Operation(
        method="DELETE", path=REVOCATIONS, name="allow_tokens", tag="tokens", unconditional=True,
        queries=(
            Query("jti", {"type": "string"}, "the token's id"),
            Query("sub", {"type": "string"}, "or the subject"),
        ),
        codes=("invalid_field",),
        summary="Take a revocation back.",
    ),
)  # fmt: skip
