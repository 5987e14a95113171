"""A call leg as FreeSWITCH describes it in events and lookups."""

import time
import uuid
from dataclasses import dataclass, field


def microseconds() -> str:
    return str(int(time.time() * 1_000_000))


def new_uuid() -> str:
    return str(uuid.uuid4())


@dataclass
class Channel:
    user: str
    domain: str = "127.0.0.1"
    caller_name: str = ""
    destination: str = "999"
    context: str = "public"
    profile: str = "internal"
    video: bool = True
    uuid: str = field(default_factory=new_uuid)
    variables: dict[str, str] = field(default_factory=dict)
    created: str = field(default_factory=microseconds)
    answered: str = "0"
    hung_up: str = "0"
    state: str = "CS_EXECUTE"
    state_number: str = "10"
    call_state: str = "ACTIVE"
    answer_state: str = "ringing"
    hangup_cause: str = ""
    dialplan: str = "XML"
    transfer_source: str = ""
    rdnis: str = ""
    profile_index: int = 1
    profile_created: str = ""
    network: str = "127.0.0.1"
    network_port: str = "5070"
    # What the dialplan made of the number that it shows.
    number_shown: str = ""

    @property
    def name(self) -> str:
        return f"sofia/{self.profile}/{self.user}@{self.domain}"

    @property
    def number(self) -> str:
        return self.number_shown or self.user

    def answer(self) -> None:
        self.answer_state, self.answered = "answered", microseconds()

    def basics(self) -> list[tuple[str, str]]:
        return [
            ("Channel-State", self.state),
            ("Channel-Call-State", self.call_state),
            ("Channel-State-Number", self.state_number),
            ("Channel-Name", self.name),
            ("Unique-ID", self.uuid),
            ("Call-Direction", "inbound"),
            ("Presence-Call-Direction", "inbound"),
            ("Channel-HIT-Dialplan", "true"),
            ("Channel-Call-UUID", self.uuid),
            ("Answer-State", self.answer_state),
            ("Hangup-Cause", self.hangup_cause),
            ("Channel-Read-Codec-Name", "PCMU"),
            ("Channel-Read-Codec-Rate", "8000"),
            ("Channel-Read-Codec-Bit-Rate", "64000"),
            ("Channel-Write-Codec-Name", "PCMU"),
            ("Channel-Write-Codec-Rate", "8000"),
            ("Channel-Write-Codec-Bit-Rate", "64000"),
        ]

    def profile_headers(self, prefix: str) -> list[tuple[str, str]]:
        """The caller profile under ``Caller-`` or ``Hunt-``."""
        name = self.caller_name or self.user
        times = ("Progress", "Progress-Media")
        later = ("Transfer", "Resurrect", "Bridged")
        headers = [
            ("Direction", "inbound"),
            ("Logical-Direction", "inbound"),
            ("Username", self.user),
            ("Dialplan", self.dialplan),
            ("Caller-ID-Name", name),
            ("Caller-ID-Number", self.number),
            ("Orig-Caller-ID-Name", name),
            ("Orig-Caller-ID-Number", self.user),
            ("Network-Addr", self.network),
            ("ANI", self.user),
            ("Destination-Number", self.destination),
            ("Unique-ID", self.uuid),
            ("Source", "mod_sofia"),
            ("Transfer-Source", self.transfer_source),
            ("Context", self.context),
            ("RDNIS", self.rdnis),
            ("Channel-Name", self.name),
            ("Profile-Index", str(self.profile_index)),
            ("Profile-Created-Time", self.profile_created or self.created),
            ("Channel-Created-Time", self.created),
            ("Channel-Answered-Time", self.answered),
            *[(f"Channel-{name}-Time", "0") for name in times],
            ("Channel-Hangup-Time", self.hung_up),
            *[(f"Channel-{name}-Time", "0") for name in later],
            ("Channel-Last-Hold", "0"),
            ("Channel-Hold-Accum", "0"),
            ("Screen-Bit", "true"),
            ("Privacy-Hide-Name", "false"),
            ("Privacy-Hide-Number", "false"),
        ]
        return [(f"{prefix}-{header}", value) for header, value in headers if value]

    def headers(self, with_variables: bool = False) -> list[tuple[str, str]]:
        found = self.basics() + self.profile_headers("Caller")
        if with_variables:
            found += [(f"variable_{name}", value) for name, value in self.variables.items()]
        return found
