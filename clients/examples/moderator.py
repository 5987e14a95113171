"""A moderator on the feed: takes words away that nobody wants to read, and gives the word by the order of hands.

    python moderator.py URL TOKEN internal --unwanted darn,blast --hosts ada

It lets in whoever waits, deletes messages with unwanted words, and when one of the hosts writes `next`, whoever has
had a hand up for longest is asked to speak and the hand goes down. The token needs `view`, `chat` and `host`.
"""

import argparse
import asyncio
import re
import sys
from collections.abc import Collection, Sequence

from freeswitch_functions_client import AsyncApi, Live, Problem
from freeswitch_functions_client.schemas import (
    AdmitBody,
    ConferenceView,
    Event,
    MemberPatch,
    MemberState,
    MessageBody,
    Question,
)

NEXT = "next"


class Moderator:
    """What is done about each event."""

    def __init__(self, api: AsyncApi, conference: str, unwanted: Sequence[str], hosts: Collection[str]) -> None:
        self._api = api
        self._conference = conference
        words = "|".join(map(re.escape, unwanted))
        self._unwanted = re.compile(rf"\b({words})\b", re.IGNORECASE) if unwanted else None
        self._hosts = hosts

    async def on(self, event: Event, conference: ConferenceView | None) -> None:
        """Do what one event asks for."""
        if event.type == "waiting.joined":
            await self._api.admit_waiting(self._conference, AdmitBody(uuids=[str(event.data["uuid"])]))
        elif event.type == "message.posted":
            text = str(event.data.get("text") or "")
            if self._unwanted and self._unwanted.search(text):
                await self._api.delete_message(self._conference, str(event.data["id"]))
                print("deleted a message of", event.data["sender"], flush=True)
            elif text.strip() == NEXT and event.data["sender"] in self._hosts:
                await self._give_the_word(conference)

    async def _give_the_word(self, conference: ConferenceView | None) -> None:
        speaker = first_hand(conference)
        if speaker is None:
            await self._say("no hand is up")
            return
        await self._api.update_member(self._conference, speaker.uuid, MemberPatch(hand=False))
        if speaker.muted:
            # Nobody is unmuted by somebody else: they are asked, and hear it.
            await self._api.ask_to_unmute(self._conference, speaker.uuid, Question(language="en"))
        await self._say(f"{speaker.name} has the word")

    async def _say(self, text: str) -> None:
        await self._api.post_message(self._conference, MessageBody(text=text))
        print(text, flush=True)


def first_hand(conference: ConferenceView | None) -> MemberState | None:
    """Who has had a hand up for longest."""
    up = [one for one in conference.members if one.hand_raised_at] if conference else []
    return min(up, key=lambda one: str(one.hand_raised_at), default=None)


async def moderate(url: str, token: str, conference: str, unwanted: Sequence[str], hosts: Collection[str]) -> None:
    """Follow the conference until somebody ends this; a wish that is refused is told and not asked again."""
    async with AsyncApi(url, token) as api, Live(api) as live:
        moderator = Moderator(api, conference, unwanted, hosts)
        async for watched in live.watch(conference):
            if watched.anew:
                print("following", conference, flush=True)
            for event in watched.events:
                try:
                    await moderator.on(event, watched.conference)
                except Problem as problem:
                    print(f"{event.type}: {problem}", file=sys.stderr, flush=True)


def main() -> None:
    """Moderate until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Moderates a conference by its feed.")
    for name in ("url", "token", "conference"):
        parser.add_argument(name)
    parser.add_argument("--unwanted", type=lambda text: [word for word in text.split(",") if word], default=[])
    parser.add_argument("--hosts", type=lambda text: text.split(","), default=[], help="subjects of tokens")
    asked = parser.parse_args()
    asyncio.run(moderate(asked.url, asked.token, asked.conference, asked.unwanted, asked.hosts))


if __name__ == "__main__":
    main()
