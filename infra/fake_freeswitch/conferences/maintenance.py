"""``conference::maintenance`` events with the header sets of a real switch."""

from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.event import Event
from infra.fake_freeswitch.state.switch import Switch

SUBCLASS = "conference::maintenance"
_API = "conference_api.c"
# Which function of FreeSWITCH 1.10.12 sends an action, and from which line.
_SOURCES = {
    "conference-create": ("mod_conference.c", "conference_new", "3848"),
    "conference-destroy": ("mod_conference.c", "conference_thread_run", "863"),
    "add-member": ("conference_member.c", "conference_member_add", "962"),
    "del-member": ("conference_member.c", "conference_member_del", "1355"),
    "floor-change": ("conference_member.c", "conference_member_set_floor_holder", "1158"),
    "video-floor-change": ("conference_video.c", "conference_video_set_floor_holder", "4816"),
    "start-talking": ("conference_loop.c", "conference_loop_input", "1154"),
    "stop-talking": ("conference_loop.c", "stop_talking_handler", "794"),
    "play-file": ("conference_file.c", "conference_file_play", "268"),
    "play-file-done": ("conference_file.c", "conference_file_close", "52"),
    "play-file-member-done": ("conference_file.c", "conference_file_close", "52"),
    "play-file-member": (_API, "conference_api_sub_play", "2846"),
    "start-recording": ("conference_record.c", "conference_record_thread_run", "319"),
    "stop-recording": ("conference_record.c", "conference_record_thread_run", "427"),
    "pause-recording": (_API, "conference_api_sub_pauserec", "3860"),
    "resume-recording": (_API, "conference_api_sub_pauserec", "3860"),
    "mute-member": (_API, "conference_api_sub_mute", "339"),
    "unmute-member": (_API, "conference_api_sub_unmute", "492"),
    "vmute-member": (_API, "conference_api_sub_vmute", "617"),
    "unvmute-member": (_API, "conference_api_sub_unvmute", "687"),
    "vblind-member": (_API, "conference_api_sub_vblind", "720"),
    "unvblind-member": (_API, "conference_api_sub_unvblind", "769"),
    "deaf-member": (_API, "conference_api_sub_deaf", "797"),
    "undeaf-member": (_API, "conference_api_sub_undeaf", "839"),
    "hold-member": (_API, "conference_api_sub_hold", "440"),
    "unhold-member": (_API, "conference_api_sub_unhold", "389"),
    "kick-member": (_API, "conference_api_sub_kick", "902"),
    "hup-member": (_API, "conference_api_sub_hup", "871"),
    "dtmf-member": (_API, "conference_api_sub_dtmf", "1049"),
    "energy-level-member": (_API, "conference_api_sub_energy", "1228"),
    "auto-energy-level-member": (_API, "conference_api_sub_auto_energy", "1370"),
    "max-energy-level-member": (_API, "conference_api_sub_max_energy", "1442"),
    "agc-level-member": (_API, "conference_api_sub_agc", "1325"),
    "volume-in-member": (_API, "conference_api_sub_volume_in", "1574"),
    "volume-out-member": (_API, "conference_api_sub_volume_out", "1609"),
    "dtmf": ("conference_loop.c", "conference_loop_event", "620"),
    "lock": (_API, "conference_api_sub_lock", "3474"),
    "unlock": (_API, "conference_api_sub_unlock", "3496"),
    "exit-sounds-off": (_API, "conference_api_sub_exit_sound", "3528"),
    "exit-sounds-on": (_API, "conference_api_sub_exit_sound", "3520"),
    "exit-sound-file-changed": (_API, "conference_api_sub_exit_sound", "3545"),
    "enter-sounds-off": (_API, "conference_api_sub_enter_sound", "3579"),
    "enter-sounds-on": (_API, "conference_api_sub_enter_sound", "3570"),
    "enter-sound-file-changed": (_API, "conference_api_sub_enter_sound", "3595"),
    "transfer": (_API, "conference_api_sub_transfer", "3704"),
    "speak-text": (_API, "conference_api_sub_say", "2886"),
    "speak-text-member": (_API, "conference_api_sub_saymember", "2944"),
    "bgdial-result": ("mod_conference.c", "conference_outcall_run", "1708"),
}
# FreeSWITCH writes the action before these headers, everywhere else after them.
_BEFORE_ACTION = ("seconds", "milliseconds", "samples", "Old-Conference-Name", "New-Conference-Name")


def conference_headers(conference: Conference) -> list[tuple[str, str]]:
    """The C set of every maintenance event; variables travel under their bare names."""
    return [
        ("Conference-Name", conference.name),
        ("Conference-Domain", conference.domain),
        ("Conference-Size", str(conference.size)),
        ("Conference-Ghosts", str(conference.ghosts)),
        ("Conference-Profile-Name", conference.profile.name),
        ("Conference-Unique-ID", conference.uuid),
        *conference.variables.items(),
    ]


def member_headers(conference: Conference, member: Member) -> list[tuple[str, str]]:
    """What the M set adds to the C set."""

    def flag(value: bool) -> str:
        return "true" if value else "false"

    return [
        ("Floor", flag(conference.floor == member.id)),
        *member.channel.headers(),
        ("Video", flag(member.video)),
        ("Hear", flag(member.can_hear)),
        ("See", flag(member.can_be_seen)),
        ("Speak", flag(member.can_speak)),
        ("Talking", flag(member.talking)),
        ("Mute-Detect", "false"),
        ("Hold", flag(member.hold)),
        ("Member-ID", str(member.id)),
        ("Member-Type", "moderator" if member.moderator else "member"),
        ("Member-Ghost", flag(member.ghost)),
        ("Energy-Level", str(member.energy_level)),
        ("Current-Energy", str(member.energy)),
    ]


def tell(switch: Switch, conference: Conference, action: str, member: Member | None = None, /, **extra: str) -> None:
    """Send one maintenance event; the keywords are the action's own headers, ``_`` standing for ``-``."""
    own = [(_header(name), value) for name, value in extra.items()]
    source = _SOURCES.get(action, ("mod_conference.c", "conference", "1"))
    if "Error" in extra and action == "start-recording":
        source = ("conference_record.c", "conference_record_thread_run", "280")
    elif action == "play-file" and "Error" not in extra:
        source = (_API, "conference_api_sub_play", "2817")
    with switch.lock:
        if conference.over:
            return
        event = switch.new_event("CUSTOM", source, conference_headers(conference), SUBCLASS)
        if action == "floor-change":
            _add_floor_change(event, conference, member, own)
        elif action == "play-file-member-done" and member:
            event.add_all(header for header in own if header[0] in _BEFORE_ACTION)
            event.add("Action", action)
            # As the real switch has it: everything about the conference twice.
            event.add_all([*conference_headers(conference), *member_headers(conference, member)])
            event.add_all(header for header in own if header[0] not in _BEFORE_ACTION)
        else:
            if member:
                event.add_all(member_headers(conference, member))
            event.add_all(header for header in own if header[0] in _BEFORE_ACTION)
            event.add("Action", action)
            event.add_all(header for header in own if header[0] not in _BEFORE_ACTION)
        switch.send(event)


def _add_floor_change(event: Event, conference: Conference, member: Member | None, own: list[tuple[str, str]]) -> None:
    old, new = own
    event.add("Action", "floor-change")
    event.add(*old)
    if member:
        event.add_all(conference_headers(conference))
        event.add_all(member_headers(conference, member))
    event.add(*new)


def _header(name: str) -> str:
    return name.replace("_", "-")
