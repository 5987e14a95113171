"""A call on its way through the actions of its dialplan."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

import msgspec

from infra.fake_freeswitch.callers.conference_entry import enter
from infra.fake_freeswitch.callers.dialplan import Action, expanded
from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.conferences.life import hang_up
from infra.fake_freeswitch.state.channel import Channel
from infra.fake_freeswitch.state.switch import Switch

_ANSWER_SOURCE = ("switch_channel.c", "switch_channel_perform_mark_answered", "3846")


class _Admission(msgspec.Struct):
    result: str
    conference: str = ""
    profile: str = "video"
    role: str = "participant"
    name: str | None = None
    slot: str | None = None
    flags: tuple[str, ...] = ()


@dataclass
class Call:
    switch: Switch
    xml_curl: XmlCurl
    channel: Channel
    # What this caller types when the dial-in script asks.
    dial_in: tuple[str, str] = ("", "")
    done: list[Action] = field(default_factory=list)

    def follow(self, actions: list[Action]) -> None:
        """Run the actions in order; a member stays, everybody else is hung up at the end."""
        self.channel.state, self.channel.state_number = "CS_EXECUTE", "4"
        if not actions:
            hang_up(self.switch, self.channel, "NO_ROUTE_DESTINATION")
        for application, data in actions:
            self.done.append((application, data))
            if self.channel.hangup_cause or self._run(application, expanded(data, self.channel.variables)):
                return
        hang_up(self.switch, self.channel)

    def _run(self, application: str, data: str) -> bool:
        """Run one application; True when the call stays where it is."""
        variables = self.channel.variables
        match application:
            case "answer":
                self._answer()
            case "set" | "export":
                name, _, value = data.partition("=")
                variables[name] = value
            case "set_profile_var":
                name, _, value = data.partition("=")
                if name == "caller_id_name":
                    self.channel.caller_name = value
                elif name == "caller_id_number":
                    self.channel.number_shown = value
            case "unset":
                variables.pop(data, None)
            case "multiset":
                variables |= dict(pair.partition("=")[::2] for pair in _several(data))
            case "multiunset":
                for name in _several(data):
                    variables.pop(name, None)
            case _:
                return self._go(application, data)
        return False

    def _go(self, application: str, data: str) -> bool:
        """The applications that decide where the call stays; those that only play or wait are passed over."""
        match application:
            case "conference":
                return enter(self.switch, self.xml_curl, self.channel, data)
            case "lua" if data.startswith("contacts.lua "):
                self._ask_for_contacts(data.split()[1:])
            case "lua":
                return self._dial_in()
            case "bridge":
                cause = self.switch.outcome_of(data)
                hang_up(self.switch, self.channel, "NORMAL_CLEARING" if cause == "SUCCESS" else cause)
            case "hangup":
                hang_up(self.switch, self.channel, data or "NORMAL_CLEARING")
        return bool(self.channel.hangup_cause)

    def _answer(self) -> None:
        with self.switch.lock:
            self.channel.answer()
            self.switch.fire("CHANNEL_ANSWER", _ANSWER_SOURCE, self.channel.headers(with_variables=True))
            self.channel.call_state, self.channel.state_number = "ACTIVE", "10"

    def _ask_for_contacts(self, addresses: list[str]) -> None:
        """What the script does whose variables the directory's dial-string names."""
        for address in addresses:
            found = [f"sofia/internal/{contact}" for contact in self.switch.contacts_of(address)]
            self.channel.variables[f"all_contacts_{address}"] = ",".join(found) or "error/user_not_registered"

    def _dial_in(self) -> bool:
        """What the dial-in script does when the caller types at once what is asked."""
        if self.channel.call_state != "ACTIVE":
            self._answer()
        who = {"caller": self.channel.user, "node": self.switch.hostname, "call": self.channel.uuid}
        number, pin = self.dial_in
        answer = self.xml_curl.post("/pin-check", urlencode(who | {"id": number, "pin": pin}))
        admission = msgspec.json.decode(answer, type=_Admission) if answer else _Admission("refused")
        if admission.result != "ok":
            return False
        flags = [*admission.flags, *(["moderator"] if admission.role == "moderator" else [])]
        if flags:
            self.channel.variables["conference_member_flags"] = "|".join(flags)
        if admission.slot:
            self.channel.variables["video_reservation_id"] = admission.slot
        if admission.name:
            self.channel.caller_name = self.channel.variables["video_banner_text"] = admission.name
        return enter(self.switch, self.xml_curl, self.channel, f"{admission.conference}@{admission.profile}")


def _several(data: str) -> list[str]:
    """Words at spaces, or at the character that a leading ``^^`` names."""
    return data[3:].split(data[2]) if data.startswith("^^") and len(data) > 3 else re.split(r"\s+", data.strip())
