"""``xml_list`` as FreeSWITCH writes it: texts URL-encoded, attributes escaped."""

import time
from xml.sax.saxutils import quoteattr

from infra.fake_freeswitch.state.conference import Conference, Member, Recording
from infra.fake_freeswitch.state.event import url_encode


def xml_list(conferences: list[Conference]) -> str:
    rooms = "".join(_conference(conference) for conference in conferences)
    return (
        f'<?xml version="1.0"?>\n<conferences>\n{rooms}</conferences>\n'
        if rooms
        else ('<?xml version="1.0"?>\n<conferences></conferences>\n')
    )


def _conference(conference: Conference) -> str:
    attributes = {
        "name": conference.name,
        "member-count": str(conference.size),
        "ghost-count": str(conference.ghosts),
        "rate": str(conference.profile.rate),
        "uuid": conference.uuid,
        "locked": _flag(conference.locked),
        "destruct": _flag(conference.destroying),
        "running": "true",
        "answered": "true",
        "enforce_min": "true",
        "dynamic": "true",
        "exit_sound": _flag(conference.exit_sound and bool(conference.profile.exit_sound)),
        "enter_sound": _flag(conference.enter_sound and bool(conference.profile.enter_sound)),
        "max_members": str(conference.max_members or ""),
        "recording": _flag(bool(conference.recordings)),
        "video_floor_only": _flag("video-floor-only" in conference.profile.flags),
        "video_rfc4579": _flag("rfc-4579" in conference.profile.flags),
        "run_time": str(int(time.time() - conference.created)),
    }
    shown = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items() if value not in ("", "false"))
    pairs = conference.variables.items()
    variables = "".join(
        f"      <variable name={quoteattr(name)} value={quoteattr(value)}></variable>\n" for name, value in pairs
    )
    people = "".join(_recording(recording) for recording in conference.recordings)
    people += "".join(_member(conference, member) for member in conference.members)
    return (
        f"  <conference {shown}>\n"
        + (f"    <variables>\n{variables}    </variables>\n" if variables else "    <variables></variables>\n")
        + f"    <members>\n{people}    </members>\n  </conference>\n"
    )


def _member(conference: Conference, member: Member) -> str:
    active = not member.hold
    flags = {
        "can_hear": member.can_hear and active,
        "can_see": member.can_see and active,
        "can_speak": member.can_speak and active,
        "mute_detect": False,
        "talking": member.talking and active,
        "hold": member.hold,
        "has_video": member.video,
        "video_bridge": False,
        "has_floor": conference.floor == member.id,
        "is_moderator": member.moderator,
        "end_conference": member.end_conference,
        "mandatory_member_end_conference": False,
        "is_ghost": member.ghost,
    }
    now = time.time()
    values = {
        "uuid": member.channel.uuid,
        "caller_id_name": member.channel.caller_name or member.channel.user,
        "caller_id_number": member.channel.number,
        "join_time": str(int(now - member.joined)),
        "last_talking": str(int(now - member.talked)) if member.talked else "N/A",
        "energy": str(member.energy_level),
        "volume_in": str(member.volume_in),
        "volume_out": str(member.volume_out),
        "output-volume": str(member.volume_out),
    }
    told = "".join(f"          <{name}>{_flag(value)}</{name}>\n" for name, value in flags.items())
    rest = "".join(f"        <{name}>{url_encode(value)}</{name}>\n" for name, value in values.items())
    return (
        f'      <member type="caller">\n        <id>{member.id}</id>\n        <flags>\n{told}        </flags>\n'
        f"{rest}      </member>\n"
    )


def _recording(recording: Recording) -> str:
    status = ' status="paused"' if recording.paused else ""
    path = url_encode(recording.path)
    return (
        f'      <member type="recording_node">\n        <record_path{status}>{path}</record_path>\n'
        f'        <join_time type="UNIX-epoch">{int(recording.started)}</join_time>\n      </member>\n'
    )


def _flag(value: bool) -> str:
    return "true" if value else "false"
