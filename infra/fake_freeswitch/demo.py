"""The demo on the stand-in: a few people with names call in and talk in turns."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from infra.fake_freeswitch.callers.phone import Phone
from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.conferences.life import speak
from infra.fake_freeswitch.state.switch import Switch

TURN_SECONDS = 4.0
# Only who follows a conference from its first event on knows its domain. The callers wait for somebody so long.
FOLLOWER_SECONDS = 15.0
LOOK_SECONDS = 0.05
RETRY_SECONDS = 2.0
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guest:
    user: str
    name: str
    number: str
    video: bool = True


GUESTS = (
    Guest("1000", "Ada Lovelace", "999"),
    Guest("1001", "Grace Hopper", "999"),
    Guest("1002", "Alan Turing", "999"),
    Guest("1000", "Mary Jackson", "999"),
)


class Demo:
    def __init__(
        self,
        switch: Switch,
        xml_curl: XmlCurl,
        password: str,
        guests: tuple[Guest, ...] = GUESTS,
        *,
        followed: Callable[[], bool] = lambda: True,
    ) -> None:
        self._switch = switch
        self._followed = followed
        self._stopping = threading.Event()
        self._guests = guests
        self._phones = [
            Phone(
                switch, xml_curl, guest.user, switch.domain, password, guest.name, guest.video, str(5070 + 2 * number)
            )
            for number, guest in enumerate(guests)
        ]
        self._thread = threading.Thread(target=self._run, name="fake-freeswitch-demo", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        until = time.monotonic() + FOLLOWER_SECONDS
        while not self._followed() and time.monotonic() < until:
            if self._stopping.wait(LOOK_SECONDS):
                return
        wait = 0.0
        turn = 0
        while not self._stopping.wait(wait):
            missing = [pair for pair in zip(self._phones, self._guests, strict=True) if not self._inside(pair[0])]
            for phone, guest in missing:
                self._bring_in(phone, guest)
            wait = RETRY_SECONDS if any(not self._inside(phone) for phone in self._phones) else TURN_SECONDS
            turn += 1
            self._give_word(turn)

    def _inside(self, phone: Phone) -> bool:
        """In a conference, or put out of one by somebody: then the guest does not come back."""
        return phone.call is not None and bool(phone.call.done)

    def _bring_in(self, phone: Phone, guest: Guest) -> None:
        if not phone.register():
            log.warning("user %s was not let in", guest.user)
            return
        call = phone.dial(guest.number)
        if call.channel.hangup_cause:
            log.warning("the call of %s to %s ended: %s", guest.user, guest.number, call.channel.hangup_cause)

    def _give_word(self, turn: int) -> None:
        with self._switch.lock:
            for conference in self._switch.conferences.values():
                people = sorted(conference.members, key=lambda member: member.id)
                for place, member in enumerate(people):
                    speak(self._switch, conference, member, voice=place == turn % len(people))
