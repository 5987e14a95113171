"""Calls that a conference makes."""

from typing import Annotated
from uuid import NAMESPACE_OID, uuid5

from msgspec import Meta

from functions.shared.commands.common.command import SceneStep
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.events import Confirmed, Event, Failed, Verdict
from functions.shared.commands.common.lines import (
    CALLER_NAME,
    DIALABLE,
    DOMAIN,
    NAME,
    UUID,
    Line,
    conference_word,
    in_conference,
    word,
)
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.common.reaching import ReachedNode
from functions.shared.encoders.between_nodes import MOST_NODES, NOTE_HEADER, leg_to_node
from functions.shared.encoders.dial_strings import (
    CALLED_USER,
    MOST_CONTACTS,
    NO_REDIRECT,
    UnsafeWord,
    contacts_in,
    gateway_on_switch,
)
from functions.shared.grammars.fields import CallerIdName, Dialable, DomainName, GatewayName, ProfileName
from functions.shared.rooms.waiting import ADMITTED_TO, MUSIC_GOES_ON, PROFILE, waiting_room_of
from functions.shared.telemetry.hidden import HIDDEN


def _on_switch(domain: str, gateway: str) -> str:
    try:
        return gateway_on_switch(domain, gateway)
    except UnsafeWord as error:
        raise UnsafeText("gateway", gateway, str(error).partition("; ")[2]) from None


class Dial(SceneStep, frozen=True):
    """Call a user, or a number through a named gateway, and join the answered call to the conference."""

    user: Dialable | None = None
    # Whose user or gateway: the API writes the domain of the token here, whatever the request says.
    domain: DomainName | None = None
    gateway: GatewayName | None = None
    number: Dialable | None = None
    caller_id_number: Dialable | None = None
    caller_id_name: CallerIdName | None = None

    # Whether who answers waits to be let in, as the room's lobby says: the API writes it.
    waits: bool = False
    # And into which profile they come with a moderator.
    admitted_to: ProfileName | None = None
    # How long it may last once it was answered: the API writes what the domain allows.
    seconds: Annotated[int, Meta(ge=60, le=86400)] | None = None
    # The other nodes on which the user is registered: the API writes them.
    others: Annotated[tuple[ReachedNode, ...], Meta(max_length=MOST_NODES)] = ()

    proven = by_event("add-member", "CHANNEL_HANGUP", within=65.0)
    retry = "once_only"
    # It rings for up to a minute.
    slow = True
    # A note brings one call to the other node, and nobody else's.
    hides = ((rf"({NOTE_HEADER}=)[^],}} ]+", rf"\1{HIDDEN}"),)

    def __post_init__(self) -> None:
        to_user = self.user is not None and self.domain is not None
        to_number = self.gateway is not None and self.number is not None and self.domain is not None
        if to_user == to_number or (self.user is not None and self.gateway is not None):
            raise ValueError("name either a user and its domain, or a gateway, its domain and a number")

    def asked_before(self, _: Meeting, /) -> str | None:
        if self.user is None:
            return None
        # Devices are registered under the user's id, whatever name is called.
        return f"sofia_contact */{self._user(self.others[0].user if self.others else None)}"

    def reached(self) -> tuple[ReachedNode, ...]:
        return self.others

    def calls(self, meeting: Meeting, /) -> tuple[str, ...]:
        return tuple(_leg(meeting, number) for number in range(MOST_CONTACTS + len(self.others)))

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        called, addresses = self._addresses(meeting)
        # Only an answer counts, not a ringing tone; who was called is what the member is named after, not "Outbound
        # Call"; and which user it is the call itself tells.
        options = f"ignore_early_media=true,origination_callee_id_name={called}"
        if self.user is not None:
            options += f",{CALLED_USER}={self._user()},presence_id={self._user()},sip_invite_domain={self.domain}"
            options += f",{NO_REDIRECT}=true"
        if self.waits:
            options += f",{MUSIC_GOES_ON}=true"
        if self.waits and self.admitted_to is not None:
            options += f",{ADMITTED_TO}={word('admitted_to', self.admitted_to, NAME)}"
        if self.seconds is not None:
            # A colon, for the conference's own splitting ends at a space (switch_channel.c:3744 takes both).
            options += f",execute_on_answer=sched_hangup:+{int(self.seconds)}"
        # A uuid of our own for each device is what proves the join; FreeSWITCH takes no uuid twice.
        legs = [f"[origination_uuid={_leg(meeting, number)}]{address}" for number, address in enumerate(addresses)]
        for number, other in enumerate(self.others, MOST_CONTACTS):
            note, call = meeting.notes[other.node], _leg(meeting, number)
            # Whether a picture is seen there is settled with the device.
            legs.append(leg_to_node(other.address, note, browser=False, picture=True, call=call))
        # "+OK" comes whatever happened, the cause says what; NORMAL_CLEARING is the cause of a call that was never
        # made.
        expects = r"\+OK Call Requested: result: \[SUCCESS\]"
        text = f"dial {{{options}}}{','.join(legs)}{self._caller(meeting)}"
        if self.waits:
            # With the profile it is the name of no conference that there is: FreeSWITCH makes it, or finds it, when
            # the call is answered (conference_api.c:244).
            place = f"{conference_word(waiting_room_of(meeting.conference))}@{PROFILE}"
            return (Line(f"conference {place} {text}", expects=expects),)
        return (in_conference(meeting.conference, text, expects=expects),)

    def _addresses(self, meeting: Meeting) -> tuple[str, tuple[str, ...]]:
        """Who is called, and where: all devices of a user."""
        if self.user is not None:
            user = self._user()
            # Nobody is registered, or the name is an alias: the directory knows.
            return self.user, contacts_in(meeting.told) or (() if self.others else (f"user/{user}",))
        number = word("number", self.number or "", DIALABLE)
        return number, (f"sofia/gateway/{_on_switch(self.domain or '', self.gateway or '')}/{number}",)

    def _user(self, known_as: str | None = None) -> str:
        return f"{word('user', known_as or self.user or '', DIALABLE)}@{word('domain', self.domain or '', DOMAIN)}"

    def _caller(self, meeting: Meeting) -> str:
        # A telephone company is told nothing rather than a conference's name; FreeSWITCH itself would show a colleague
        # 0000000000.
        if self.caller_id_number is None and (self.caller_id_name is None or self.gateway is not None):
            return "" if self.gateway is not None else f" {word('caller_id_number', meeting.conference, DIALABLE)}"
        caller = f" {word('caller_id_number', self.caller_id_number or meeting.conference, DIALABLE)}"
        if self.caller_id_name is None:
            return caller
        problem = "may have letters, digits, space . _ + -"
        return f"{caller} '{word('caller_id_name', self.caller_id_name, CALLER_NAME, problem)}'"

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        if event.get("Unique-ID") not in self.calls(meeting):
            return None
        if event.get("Event-Name") == "CHANNEL_HANGUP":
            # A device that was busy, or too late, says nothing of the one that answered.
            answered = event.get("Caller-Channel-Answered-Time", "0") != "0"
            return Failed("CHANNEL_HANGUP", "call_failed", event.get("Hangup-Cause", "")) if answered else None
        place = waiting_room_of(meeting.conference) if self.waits else meeting.conference
        joined = event.get("Action") == "add-member" and event.get("Conference-Name") == place
        return Confirmed("add-member") if joined else None


def _leg(meeting: Meeting, number: int) -> str:
    """The uuid of the call to one device."""
    call = word("new_call", meeting.new_call, UUID)
    return call if number == 0 else str(uuid5(NAMESPACE_OID, f"{call} {number}"))
