"""Refuses stream targets in private networks; a name is looked up, but nobody waits long for that."""

from functions.shared.api.problems import invalid_field
from functions.shared.outputs.stream_hosts import trouble_by_now
from functions.shared.outputs.stream_targets import Place
from functions.shared.settings import StreamSettings, read

_settings = read(StreamSettings)


def refuse_private(place: Place) -> None:
    """422 for a private host or an odd port; what is not known by now is the relay's to find out."""
    if trouble := trouble_by_now(place, _settings):
        raise invalid_field("url", trouble, expected="a host on the public internet and a port of streams")
