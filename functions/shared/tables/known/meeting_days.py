"""For how long a domain keeps the meetings that were, and what was written in them."""

from functions.shared.settings import MeetingSettings, read
from functions.shared.tables.provisioned.users import find_domain

_default_days = read(MeetingSettings).retention_days


def meeting_days(domain: str) -> int:
    """For how many days; 0 is for ever. One table call.

    Raises:
        TablesUnavailable: no answer in time.
    """
    found = find_domain(domain)
    return _default_days if found is None or found.meeting_days is None else found.meeting_days
