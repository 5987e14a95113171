"""A lower third for a while: a name and what somebody is, below their picture.

    python lower_third.py URL TOKEN internal Grace "Grace Hopper, compilers" --seconds 8

Who is meant is found by the name that the conference shows, or by the user. What stood there before comes back.
"""

import argparse
import sys
import time

import msgspec

from freeswitch_functions_client import Api, Problem
from freeswitch_functions_client.schemas import Banner, CommandView, ConferenceView, MemberPatch, MemberState

LOOK = Banner(text="a name", font_scale=5, fg="#ffffff", bg="#1d3557")
# FreeSWITCH shows nothing by which anybody could tell that a banner is there: its yes is all there is.
DONE = ("accepted", "confirmed")


def whom(conference: ConferenceView, wanted: str) -> MemberState:
    """Return the one who is meant.

    Raises:
        LookupError: nobody is, or several are; it says who is there.
    """
    found = [one for one in conference.members if wanted in (one.name, one.user)]
    if len(found) != 1:
        there = ", ".join(str(one.name) for one in conference.members) or "nobody"
        raise LookupError(f"{wanted!r} is {len(found) or 'none'} of those in {conference.name}: {there}")
    return found[0]


def show(api: Api, conference: str, member: MemberState, banner: Banner | None) -> CommandView | None:
    """Show a banner, or what was there before (None), and wait for what comes of it."""
    command = api.update_member(conference, member.uuid, MemberPatch(banner=banner), wait=5)
    return api.outcome(command)


def main() -> int:
    """Show it, wait, and take it away again; 1 if it could not be shown."""
    parser = argparse.ArgumentParser(description="A name below somebody's picture, for a while.")
    for name in ("url", "token", "conference", "who", "text"):
        parser.add_argument(name)
    parser.add_argument("--seconds", type=float, default=8.0)
    asked = parser.parse_args()
    with Api(asked.url, asked.token) as api:
        try:
            member = whom(api.get_conference(asked.conference), asked.who)
            shown = show(api, asked.conference, member, msgspec.structs.replace(LOOK, text=asked.text))
            if shown is None or shown.state not in DONE:
                print(f"not shown: {shown and (shown.reason or shown.state)}", file=sys.stderr)
                return 1
            print(f"{asked.text}: {shown.state}", flush=True)
            try:
                time.sleep(asked.seconds)
            finally:
                # Ctrl-C as well: nobody wants a lower third that stays.
                show(api, asked.conference, member, member.banner)
        except (LookupError, Problem) as trouble:
            print(trouble, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
