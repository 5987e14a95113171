"""Erases a person from a domain's audit and meetings: `python -m infra.erase_person --domain example.com --name ada`.

Entries stay, under a pseudonym that leads to nobody any more; names, tokens and addresses in them cannot be read again.
Of stays in meetings only the times are left, of messages that there was one. The feed and what says who has just left
go by themselves within two days.
"""

import argparse
import sys
import time
from collections.abc import Sequence

from msgspec import structs

from functions.shared.encoders.dial_strings import as_domain
from functions.shared.settings import SettingError
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.audit import append
from functions.shared.tables.history.people import find_person, forget_person
from functions.shared.tables.known.people import KNOWN_SECONDS
from infra.erased_messages import erase_messages, messages_with
from infra.erased_stays import erase_stays, meetings_with
from infra.operators import entry_by_operator


def main(arguments: Sequence[str] | None = None) -> int:
    """Erase one; 1 where nobody of that name is known."""
    parser = argparse.ArgumentParser(prog="python -m infra.erase_person", description=__doc__)
    parser.add_argument("--domain", required=True, type=as_domain, help="such as example.com")
    who = (
        "the `sub` of tokens, or the id of a provisioned user; `id@other.domain` in meetings for one of another domain"
    )
    parser.add_argument("--name", required=True, help=who)
    options = parser.parse_args(arguments)
    now = time.time()
    try:
        person = find_person(options.domain, options.name, now)
        meetings, messages = meetings_with(options.domain, options.name), messages_with(options.domain, options.name)
        if person is None and not meetings and not messages:
            print(f"nobody called {options.name!r} is known to audit or meetings of {options.domain}", file=sys.stderr)
            return 1
        entry = entry_by_operator(options.domain, "erase_person", now=now)
        if person is not None:
            pseudonym = forget_person(options.domain, options.name, structs.replace(entry, about=person.pseudonym))
            print(f"erased: entries of {pseudonym} lead to nobody any more")
            print(f"processes of the API may write under that pseudonym for {KNOWN_SECONDS:.0f} seconds more")
        else:
            append(structs.replace(entry, object="meetings"))
        print(f"erased from {erase_stays(meetings, options.domain, options.name)} stays in {len(meetings)} meetings")
        print(f"erased {erase_messages(messages)} messages")
    except (SettingError, TablesUnavailable) as error:
        print(f"infra.erase_person: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
