"""The stand-in as one object: start it, fill conferences, look at what it was told, make it misbehave."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from infra.fake_freeswitch.callers.phone import Phone
from infra.fake_freeswitch.conferences.life import find_conference, hang_up, join, leave, open_conference, speak
from infra.fake_freeswitch.conferences.maintenance import tell
from infra.fake_freeswitch.conferences.recorder import end
from infra.fake_freeswitch.esl.faults import Faults
from infra.fake_freeswitch.esl.recent import Recent
from infra.fake_freeswitch.esl.server import EslServer, Received
from infra.fake_freeswitch.state.channel import Channel
from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.event import Event
from infra.fake_freeswitch.state.profile import Profile
from infra.fake_freeswitch.state.static_configuration import static_profiles
from infra.fake_freeswitch.state.switch import Switch

# Long enough for a relay that refuses weak ones.
FOR_TESTS = "a password for tests"


class FakeFreeswitch:
    def __init__(
        self,
        password: str = FOR_TESTS,
        port: int = 0,
        *,
        domain: str = "example.com",
        hostname: str = "fake",
        heartbeat: float = 20.0,
        profiles: tuple[Profile, ...] = (),
        kept: int = 20_000,
    ) -> None:
        self.switch = Switch(hostname, domain)
        self.switch.profiles |= static_profiles({"sip_domain": domain})
        self.switch.profiles |= {profile.name: profile for profile in profiles}
        self.esl = EslServer(self.switch, password, port, heartbeat, kept=kept)
        self.password = password
        # An event takes 4 to 5 kB: 20,000 of them are enough for a test and too much for a program that runs on.
        self.events: Recent[Event] = Recent(kept)
        self.switch.listeners.append(self.events)
        # A telephone of this user and name; None where nobody has told where the functions are.
        self.new_phone: Callable[[str, str], Phone] | None = None

    def __enter__(self) -> Self:
        self.switch.agenda.start()
        self.esl.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.esl.end()
        self.switch.agenda.stop()

    @property
    def port(self) -> int:
        return self.esl.port

    @property
    def faults(self) -> Faults:
        return self.esl.faults

    @property
    def followed(self) -> bool:
        """Whether anybody has asked for events."""
        return any(connection.listens for connection in list(self.esl.connections))

    @property
    def conferences(self) -> dict[str, Conference]:
        return self.switch.conferences

    @property
    def commands(self) -> list[str]:
        """Every ``api`` and ``bgapi`` command received, in order."""
        with self.switch.lock:
            return [received.text for received in self.esl.received]

    @property
    def received(self) -> list[Received]:
        with self.switch.lock:
            return list(self.esl.received)

    def open(self, name: str, profile: str = "video-mcu-stereo") -> Conference:
        """Make a conference that has nobody in it yet."""
        return open_conference(self.switch, name, self.switch.profiles[profile])

    def join(
        self,
        conference: str,
        user: str,
        name: str = "",
        *,
        video: bool = True,
        moderator: bool = False,
        profile: str = "video-mcu-stereo",
        variables: dict[str, str] | None = None,
        uuid: str = "",
    ) -> Member:
        """Put a caller into a conference; the first one creates it."""
        with self.switch.lock:
            found = find_conference(self.switch, conference) or self.open(conference, profile)
            channel = Channel(
                user,
                self.switch.domain,
                name,
                video=video,
                variables={"user_name": user, "domain_name": self.switch.domain, **(variables or {})},
            )
            channel.uuid = uuid or channel.uuid
            channel.answer()
            self.switch.sessions += 1
            flags = frozenset({"moderator"}) if moderator else frozenset()
            return join(self.switch, found, channel, flags=flags)

    def conference_of(self, member: Member) -> Conference:
        found = self.switch.conference_of(member.channel.uuid)
        if not found:
            raise LookupError(f"member {member.id} is in no conference")
        return found

    def leave(self, member: Member) -> None:
        """The member goes, its call goes on."""
        leave(self.switch, self.conference_of(member), member)

    def hang_up(self, member: Member, cause: str = "NORMAL_CLEARING") -> None:
        hang_up(self.switch, member.channel, cause)

    def talk(self, member: Member) -> None:
        speak(self.switch, self.conference_of(member), member, voice=True)

    def be_silent(self, member: Member) -> None:
        speak(self.switch, self.conference_of(member), member, voice=False)

    def press(self, call: str, key: str, data: str) -> None:
        """A key of a telephone whose control is an event: FreeSWITCH tells it, with the control's data."""
        with self.switch.lock:
            conference = self.switch.conference_of(call)
            member = conference.member_of(call) if conference else None
            if conference is None or member is None:
                raise LookupError("nobody with this call is in a conference")
            tell(self.switch, conference, "dtmf", member, DTMF_Key=key, Data=data)

    def break_recording(self, part: str) -> None:
        """A recording or stream whose path holds this text ends, and nobody is told why."""
        with self.switch.lock:
            for conference in self.switch.conferences.values():
                for recording in [found for found in conference.recordings if part in found.path]:
                    end(self.switch, conference, recording)

    def drop_connections(self) -> None:
        self.esl.drop()

    def send_garbage(self, data: bytes) -> None:
        self.esl.broadcast(data)

    def lose_events(self, count: int) -> None:
        """The next events are numbered but reach nobody."""
        with self.switch.lock:
            self.switch.lost_events = count

    def stop_listening(self) -> None:
        self.esl.stop()

    def listen_again(self) -> None:
        self.esl.start()

    def restart(self) -> None:
        """Crash and come back on the same port: no calls, no conferences, a new Core-UUID, no goodbye."""
        self.esl.stop()
        with self.switch.lock:
            self.switch.agenda.forget()
            self.switch.begin()
        self.esl.start()

    def wait_for(self, condition: Callable[[], bool], timeout: float = 5.0) -> None:
        """Wait until something holds; it is asked again after every event, command and connection."""
        deadline = time.monotonic() + timeout
        with self.switch.changed:
            while not condition():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError("the stand-in never came to the awaited state")
                self.switch.changed.wait(min(left, 0.05))

    def actions(self, conference: str = "") -> list[str]:
        """The maintenance actions sent so far."""
        with self.switch.lock:
            return [
                event.get("Action")
                for event in self.events
                if event.subclass == "conference::maintenance" and conference in ("", event.get("Conference-Name"))
            ]
