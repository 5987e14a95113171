"""Which events an ESL connection wants, and which its filters let through."""

import re
from dataclasses import dataclass, field

from infra.fake_freeswitch.state.event import Event

STYLES = ("plain", "json", "xml")
# The event names that FreeSWITCH 1.10.12 knows; any other word is ignored.
NAMES = frozenset(
    [
        "CUSTOM",
        "CLONE",
        "CHANNEL_CREATE",
        "CHANNEL_DESTROY",
        "CHANNEL_STATE",
        "CHANNEL_CALLSTATE",
        "CHANNEL_ANSWER",
        "CHANNEL_HANGUP",
        "CHANNEL_HANGUP_COMPLETE",
        "CHANNEL_EXECUTE",
        "CHANNEL_EXECUTE_COMPLETE",
        "CHANNEL_HOLD",
        "CHANNEL_UNHOLD",
        "CHANNEL_BRIDGE",
        "CHANNEL_UNBRIDGE",
        "CHANNEL_PROGRESS",
        "CHANNEL_PROGRESS_MEDIA",
        "CHANNEL_OUTGOING",
        "CHANNEL_PARK",
        "CHANNEL_UNPARK",
        "CHANNEL_APPLICATION",
        "CHANNEL_ORIGINATE",
        "CHANNEL_UUID",
        "API",
        "LOG",
        "INBOUND_CHAN",
        "OUTBOUND_CHAN",
        "STARTUP",
        "SHUTDOWN",
        "PUBLISH",
        "UNPUBLISH",
        "TALK",
        "NOTALK",
        "SESSION_CRASH",
        "MODULE_LOAD",
        "MODULE_UNLOAD",
        "DTMF",
        "MESSAGE",
        "PRESENCE_IN",
        "NOTIFY_IN",
        "PRESENCE_OUT",
        "PRESENCE_PROBE",
        "MESSAGE_WAITING",
        "MESSAGE_QUERY",
        "ROSTER",
        "CODEC",
        "BACKGROUND_JOB",
        "DETECTED_SPEECH",
        "DETECTED_TONE",
        "PRIVATE_COMMAND",
        "HEARTBEAT",
        "TRAP",
        "ADD_SCHEDULE",
        "DEL_SCHEDULE",
        "EXE_SCHEDULE",
        "RE_SCHEDULE",
        "RELOADXML",
        "NOTIFY",
        "PHONE_FEATURE",
        "PHONE_FEATURE_SUBSCRIBE",
        "SEND_MESSAGE",
        "RECV_MESSAGE",
        "REQUEST_PARAMS",
        "CHANNEL_DATA",
        "GENERAL",
        "COMMAND",
        "SESSION_HEARTBEAT",
        "CLIENT_DISCONNECTED",
        "SERVER_DISCONNECTED",
        "SEND_INFO",
        "RECV_INFO",
        "RECV_RTCP_MESSAGE",
        "SEND_RTCP_MESSAGE",
        "CALL_SECURE",
        "NAT",
        "RECORD_START",
        "RECORD_STOP",
        "PLAYBACK_START",
        "PLAYBACK_STOP",
        "CALL_UPDATE",
        "FAILURE",
        "SOCKET_DATA",
        "MEDIA_BUG_START",
        "MEDIA_BUG_STOP",
        "CONFERENCE_DATA_QUERY",
        "CONFERENCE_DATA",
        "CALL_SETUP_REQ",
        "CALL_SETUP_RESULT",
        "CALL_DETAIL",
        "DEVICE_STATE",
        "TEXT",
        "SHUTDOWN_REQUESTED",
        "ALL",
    ]
)


@dataclass
class Subscription:
    style: str = "plain"
    names: set[str] = field(default_factory=set)
    subclasses: set[str] = field(default_factory=set)
    filters: list[tuple[str, str]] = field(default_factory=list)

    def listen(self, words: list[str]) -> bool:
        """Take the words after ``event``; False when none of them names an event."""
        known = False
        custom = False
        for word in words:
            if custom:
                self.subclasses.add(word)
            elif word.upper() in NAMES:
                known = True
                self.names.add(word.upper())
                custom = word.upper() == "CUSTOM"
        return known

    def ignore(self, words: list[str]) -> bool:
        known = False
        custom = False
        for word in words:
            if custom:
                self.subclasses.discard(word)
            elif word.upper() in NAMES:
                known = True
                custom = word.upper() == "CUSTOM"
                if word.upper() == "ALL":
                    self.names.clear()
                    self.subclasses.clear()
                elif not custom:
                    self.names.discard("ALL")
                    self.names.discard(word.upper())
        return known

    def clear(self) -> None:
        self.names.clear()
        self.subclasses.clear()

    def wants(self, event: Event) -> bool:
        if "ALL" in self.names:
            subscribed = True
        elif event.name == "CUSTOM":
            subscribed = "CUSTOM" in self.names and event.subclass in self.subclasses
        else:
            subscribed = event.name in self.names
        return subscribed and self._passes(event)

    def _passes(self, event: Event) -> bool:
        """Any matching filter lets an event through; one with ``-`` keeps it out; no filter, no question."""
        if not self.filters:
            return True
        passed = False
        for header, wanted in self.filters:
            value = event.get(header)
            if value and _matches(value, wanted.removeprefix("-")):
                if wanted.startswith("-"):
                    return False
                passed = True
        return passed


def _matches(value: str, wanted: str) -> bool:
    if len(wanted) > 1 and wanted.startswith("/") and wanted.endswith("/"):
        return re.search(wanted[1:-1], value) is not None
    return value.lower() == wanted.lower()
