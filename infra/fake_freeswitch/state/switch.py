"""The state of the stand-in: its calls and conferences, and everybody who listens to its events."""

import re
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from infra.fake_freeswitch.state.account import Account
from infra.fake_freeswitch.state.agenda import Agenda
from infra.fake_freeswitch.state.channel import Channel, new_uuid
from infra.fake_freeswitch.state.conference import Conference
from infra.fake_freeswitch.state.diary import Diary
from infra.fake_freeswitch.state.event import Event
from infra.fake_freeswitch.state.profile import BUILT_IN, Profile

VERSION = "1.10.12-release+git~20240802T210227Z~a88d069d6f~64bit"


class Listener(Protocol):
    def offer(self, event: Event) -> None: ...


class Switch:
    def __init__(self, hostname: str = "fake", domain: str = "127.0.0.1") -> None:
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.agenda = Agenda(self.lock)
        self.diary = Diary()
        self.hostname = hostname
        self.domain = domain
        self.listeners: list[Listener] = []
        self.profiles: dict[str, Profile] = dict(BUILT_IN)
        # Those that listen, and where; with `nodes` other nodes reach it.
        self.sip_profiles: dict[str, int] = {"internal": 5060}
        self.globals: dict[str, str] = {
            "hostname": hostname,
            "switchname": hostname,
            "domain": domain,
            "fonts_dir": "/usr/share/freeswitch/fonts",
            "recordings_dir": "/var/lib/freeswitch/recordings",
            "sounds_dir": "/var/lib/freeswitch/sounds",
        }
        self.lost_events = 0
        self.cached_users: dict[str, Account] = {}
        self.recording_errors: list[str] = [
            "/dev/null/",
            "rtmp://127.0.0.1:1/",
            "rtmp://127.0.0.1:1935/",
            "rtmps://127.0.0.1:1936/",
        ]
        self.write_recordings = False
        # What a recorded file holds as soon as it is open, instead of the sample.
        self.recording_content: bytes | None = None
        self.recordings_stall = False
        self.files: dict[str, float] = {}
        self.call_outcomes: dict[str, str] = {}
        self.begin()

    def begin(self) -> None:
        """Start from nothing with a new Core-UUID; FreeSWITCH counts member ids and events from 1 again."""
        self.core_uuid = new_uuid()
        self.started = time.time()
        self.sequence = 0
        self.member_ids = 0
        self.sessions = 0
        self.channels: dict[str, Channel] = {}
        self.conferences: dict[str, Conference] = {}
        self.registrations: dict[str, tuple[str, str]] = {}
        # Contacts of further devices, by user@domain.
        self.more_devices: dict[str, list[str]] = {}
        # State and status of each, in FreeSWITCH's words.
        self.gateways: dict[str, tuple[str, str]] = {}
        self.diary.note("begin", text=self.core_uuid)

    def next_member_id(self) -> int:
        self.member_ids += 1
        return self.member_ids

    def stamp(self, event: Event, source: tuple[str, str, str]) -> None:
        """The headers that open every event."""
        self.sequence += 1
        now = time.time()
        utc = datetime.fromtimestamp(now, UTC)
        local = utc.astimezone()
        if event.subclass:
            event.add("Event-Subclass", event.subclass)
        event.add_all(
            [
                ("Event-Name", event.name),
                ("Core-UUID", self.core_uuid),
                ("FreeSWITCH-Hostname", self.hostname),
                ("FreeSWITCH-Switchname", self.hostname),
                ("FreeSWITCH-IPv4", "192.0.2.2"),
                ("FreeSWITCH-IPv6", "::1"),
                ("Event-Date-Local", f"{local:%Y-%m-%d %H:%M:%S}"),
                ("Event-Date-GMT", f"{utc:%a, %d %b %Y %H:%M:%S} GMT"),
                ("Event-Date-Timestamp", str(int(now * 1_000_000))),
                ("Event-Calling-File", source[0]),
                ("Event-Calling-Function", source[1]),
                ("Event-Calling-Line-Number", source[2]),
                ("Event-Sequence", str(self.sequence)),
            ]
        )

    def new_event(
        self, name: str, source: tuple[str, str, str], headers: Iterable[tuple[str, str]] = (), subclass: str = ""
    ) -> Event:
        event = Event(name, subclass)
        self.stamp(event, source)
        event.add_all(headers)
        return event

    def send(self, event: Event) -> None:
        """Hand an event to every listener, unless it is to be lost."""
        with self.changed:
            if self.lost_events:
                self.lost_events -= 1
            else:
                for listener in list(self.listeners):
                    listener.offer(event)
            self.changed.notify_all()

    def fire(
        self, name: str, source: tuple[str, str, str], headers: Iterable[tuple[str, str]] = (), subclass: str = ""
    ) -> None:
        with self.lock:
            self.send(self.new_event(name, source, headers, subclass))

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        self.agenda.later(seconds, action)

    def conference_of(self, channel_uuid: str) -> Conference | None:
        return next((found for found in self.conferences.values() if found.member_of(channel_uuid)), None)

    def duration_of(self, path: str) -> float | None:
        """How long a sound lasts, or None when there is no such file."""
        if path.startswith("silence_stream://"):
            return int(path.rpartition("/")[2]) / 1000
        if tone := re.search(r"%\((\d+),(\d+)", path):
            return (int(tone[1]) + int(tone[2])) / 1000
        if path.startswith("tone_stream://"):
            return 0.3
        if path in self.files:
            return self.files[path]
        return 1.0 if Path(path).is_file() else None

    def outcome_of(self, dial_string: str) -> str:
        """``SUCCESS`` or the cause a call to this address ends with; what was not told follows from the address."""
        told = next((cause for part, cause in self.call_outcomes.items() if part in dial_string), "")
        endpoint, _, address = re.sub(r"^(\{[^}]*\}|\[[^\]]*\])+", "", dial_string).partition("/")
        if told:
            return told
        if endpoint == "user":
            return "SUCCESS" if address in self.registrations else "USER_NOT_REGISTERED"
        if endpoint == "sofia" and "/sip:" in address:
            return "SUCCESS"
        return "INVALID_GATEWAY" if endpoint == "sofia" else "CHAN_NOT_IMPLEMENTED"

    def contacts_of(self, address: str) -> list[str]:
        """The contact of each device that is registered as user@domain."""
        contact = self.registrations.get(address, ("", ""))[1]
        return [contact.rpartition("<")[2].rstrip(">"), *self.more_devices.get(address, [])] if contact else []
