"""Who follows a conference in a page: pure, as the state is."""

from freeswitch_functions_client.schemas import Event, Watcher


def watchers_after(watchers: tuple[Watcher, ...], event: Event) -> tuple[Watcher, ...]:
    """Return who does after the event, the first to come first.

    Of a meeting that ended nothing is told any more; whoever waits for the next one is told with it.
    """
    if event.type in ("conference.started", "conference.ended"):
        return ()
    subject, name, since = (event.data.get(field) for field in ("subject", "name", "since"))
    if event.type not in ("presence.joined", "presence.left") or not isinstance(subject, str):
        return watchers
    others = tuple(one for one in watchers if one.subject != subject)
    if event.type == "presence.left" or not isinstance(since, str):
        return others
    new = Watcher(subject=subject, name=name if isinstance(name, str) else None, since=since)
    return tuple(sorted((*others, new), key=lambda one: one.since))
