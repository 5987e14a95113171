"""``sendmsg``: what a call is told to run beside what it runs already."""

from collections.abc import Callable, Mapping

from infra.fake_freeswitch.conferences.floor import FRAME
from infra.fake_freeswitch.state.channel import Channel
from infra.fake_freeswitch.state.switch import Switch


def told(call: str, headers: Mapping[str, str]) -> str:
    """The message as one line, for whoever looks at what came."""
    words = ("sendmsg", call, headers.get("execute-app-name", ""), headers.get("execute-app-arg", ""))
    return " ".join(word for word in words if word)


def send(switch: Switch, call: str, headers: Mapping[str, str]) -> str:
    """FreeSWITCH says yes when it has the message; the call looks at it with its next frame."""
    channel = switch.channels.get(call)
    if channel is None:
        return f"-ERR invalid session id [{call}]"
    run = _APPLICATIONS.get(headers.get("execute-app-name", ""))
    if run is not None and headers.get("call-command") == "execute":
        switch.later(FRAME, lambda: run(switch, channel, headers.get("execute-app-arg", "")))
    return "+OK"


def note(switch: Switch, call: str, text: str, answer: str, connection: int) -> None:
    """Write into the diary what was said to a call of which meeting."""
    with switch.lock:
        found = switch.conference_of(call)
        name, meeting = (found.name, found.uuid) if found else ("", "")
        switch.diary.note("command", connection=connection, text=text, reply=answer, conference=name, meeting=meeting)


def _set_profile_var(_switch: Switch, channel: Channel, argument: str) -> None:
    name, _, value = argument.partition("=")
    if name == "caller_id_name":
        channel.caller_name = value


def _event(switch: Switch, channel: Channel, argument: str) -> None:
    """An event of one's own with the headers of the call."""
    own = dict(part.split("=", 1) for part in argument.split(",") if "=" in part)
    name, subclass = own.pop("Event-Name", "CHANNEL_APPLICATION"), own.pop("Event-Subclass", "")
    headers = [*own.items(), *channel.headers(with_variables=True)]
    switch.fire(name, ("mod_dptools.c", "event_function", "1946"), headers, subclass)


_APPLICATIONS: dict[str, Callable[[Switch, Channel, str], None]] = {
    "set_profile_var": _set_profile_var,
    "event": _event,
}
