"""Recordings and streams in the feed of their conference: told once their rows say so."""

from functions.shared.feed.appending import append_once, last_seq
from functions.shared.feed.events import Event
from functions.shared.feed.own_events import output_changed, output_forgotten
from functions.shared.grammars.moments import rfc3339
from functions.shared.outputs.jobs import NOT_ERASED, OutputRow


def changed_event(row: OutputRow, *, now: float) -> Event:
    """The output is as its row says; every version of a row is told once."""
    at = rfc3339(now)
    return output_changed(row.conference, row.conference_uuid, row.state, row.version, at=at)


def forgotten_event(row: OutputRow, *, now: float) -> Event:
    """The output is gone; one that was shown once more because its files could not be deleted is so a second time."""
    again = row.version if row.state.reason == NOT_ERASED else None
    return output_forgotten(row.conference, row.conference_uuid, row.state, at=rfc3339(now), version=again)


def tell_forgotten(row: OutputRow, *, now: float) -> None:
    """Tell that an output is gone, unless that is told.

    Raises:
        TablesUnavailable: it may be told; to tell it again is right.
    """
    after = last_seq(row.conference, now=now) if row.told_after is None else row.told_after
    append_once([forgotten_event(row, now=now)], domain=row.job.domain or None, now=now, after=after)
