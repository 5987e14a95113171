"""Ends the calls of observers who may watch no more: the one place for all ways by which the right to it ends.

A switch knows nothing of tokens and rooms, and its relay may not read them. So the user of the call goes, and every
node of the domain is told to end what that user has: the same as for any user who is removed.
"""

from collections.abc import Callable
from functools import partial

from msgspec import structs

from functions.shared.audit.entry import Entry, kept_until
from functions.shared.command_life.outcomes import RULE
from functions.shared.observers.right import Reason, Rights
from functions.shared.provisioning.user_changes import Author, UserChange, announce
from functions.shared.tables.base import TablesUnavailable, answering
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.known.people import audit_days, pseudonyms_of
from functions.shared.tables.live.observing import Observing, all_observing, forget_observing, no_longer_observing
from functions.shared.tables.provisioned.users import UsersItem, user_key
from functions.shared.tables.transactions import write_together
from functions.shared.telemetry.observations import count, logger

# As commands and the audit name who did it.
BY_RULE = f"{RULE}observers"
OPERATION = "end_observing"


def end_observers(*, now: float, domain: str = "", has_time: Callable[[], bool] = lambda: True) -> int:
    """Look at everybody who observes, or at those of one domain, and end the calls of those who may not any more.

    Killed anywhere in between, the next look goes on; one that fails keeps no other from being ended.

    Args:
        now: seconds since 1970.

    Returns:
        How many were ended.

    Raises:
        TablesUnavailable: of one or more; the next look goes on.
    """
    rights, ended, failure = Rights(now), 0, None
    for one in all_observing():
        if domain and one.viewer.domain != domain:
            continue
        if not has_time():
            logger.error("observers were not all looked at; the next look begins anew")
            break
        try:
            if one.until <= now:
                # The call ends by itself.
                forget_observing(one.user)
            elif (reason := rights.why_over(one)) is not None:
                _end(one, reason, now)
                ended += 1
        except TablesUnavailable as error:
            logger.error("an observer was not looked at", extra={"conference": one.conference, "reason": str(error)})
            failure = error
    if failure is not None:
        count("TablesUnavailable")
        raise failure
    return ended


def _end(one: Observing, reason: Reason, now: float) -> None:
    """In this order: first nobody comes in by it any more, and it is forgotten once it is ended."""
    domain, author = one.viewer.domain, Author(BY_RULE, partial(_entry, now=now))
    with answering():
        UsersItem(domain, user_key(one.user)).delete()
    announce([UserChange(domain=domain, names=(one.user,), may_call=False)], author, now=now)
    about = pseudonyms_of(domain, [one.viewer.subject])[one.viewer.subject]
    entry = structs.replace(_entry(domain, now), conference=one.conference, about=about, reason=reason)
    write_together([no_longer_observing(one.user), new_entry(entry)])
    count("ObserversEnded")
    logger.info("who observed may do so no more", extra={"conference": one.conference, "reason": reason})


def _entry(domain: str, now: float) -> Entry:
    expires = kept_until(now, audit_days(domain))
    return Entry(domain=domain, at=now, operation=OPERATION, result="done", object=BY_RULE, expires=expires)
