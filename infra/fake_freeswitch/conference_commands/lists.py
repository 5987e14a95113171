"""``list``, ``json_list``, ``xml_list`` and ``count`` as FreeSWITCH writes them."""

import json
import time
from typing import Union

from infra.fake_freeswitch.state.conference import Conference, Member, Recording

Value = Union[bool, int, str, "dict[str, Value]", "list[Value]"]


def member_line(conference: Conference, member: Member, delimiter: str = ";") -> str:
    """One row of ``list``. Nothing is escaped: a caller's name may forge rows."""
    flags = [
        *(["hear"] if member.can_hear and not member.hold else []),
        *(["speak"] if member.can_speak and not member.hold else []),
        *(["talking"] if member.talking and not member.hold else []),
        *(["hold"] if member.hold else []),
        *(["video"] if member.video else []),
        *(["floor"] if conference.floor == member.id else []),
        *(["vid-floor"] if conference.video_floor == member.id else []),
        *(["moderator"] if member.moderator else []),
        *(["ghost"] if member.ghost else []),
        *([f"res-id:{member.reservation_id}"] if member.reservation_id else []),
        *([f"role-id:{member.role_id}"] if member.role_id else []),
    ]
    channel = member.channel
    volumes = (str(member.volume_in), str(member.volume_out), str(member.energy_level))
    return (
        delimiter.join(
            (str(member.id), channel.name, channel.uuid, _name(member), channel.number, "|".join(flags), *volumes)
        )
        + "\n"
    )


def title_line(conference: Conference) -> str:
    count = len(conference.members)
    locked = " locked" if conference.locked else ""
    flags = "|".join(_flags(conference))
    people = f"{count} member{'' if count == 1 else 's'}"
    return f"+OK Conference {conference.name} ({people} rate: {conference.profile.rate}{locked} flags: {flags})\n"


def _flags(conference: Conference) -> list[str]:
    sounds = [
        *(["exit_sound"] if conference.exit_sound and conference.profile.exit_sound else []),
        *(["enter_sound"] if conference.enter_sound and conference.profile.enter_sound else []),
    ]
    return [
        *(["locked"] if conference.locked else []),
        *(["destruct"] if conference.destroying else []),
        "running",
        "answered",
        "enforce_min",
        "dynamic",
        *sounds,
        *(["recording"] if conference.recordings else []),
        *(["video_floor_only"] if "video-floor-only" in conference.profile.flags else []),
        *(["video_rfc4579"] if "rfc-4579" in conference.profile.flags else []),
        *(["livearray_sync"] if "livearray-sync" in conference.profile.flags else []),
        *(["video_floor_lock"] if conference.video_floor_locked else []),
        *(["transcode_video", "video_muxing"] if conference.mux else []),
        *(["minimize_video_encoding"] if "minimize-video-encoding" in conference.profile.flags else []),
        "json_status",
        *(["video_required_for_canvas"] if "video-required-for-canvas" in conference.profile.flags else []),
        *(["personal_canvas"] if conference.personal else []),
    ]


def list_of(conferences: list[Conference], words: list[str], *, named: bool) -> str:
    options = [word.lower() for word in words]
    delimiter = words[options.index("delim") + 1] if "delim" in options[:-1] else ";"
    if "pretty" in options:
        return "".join(f"{member.id}) {_name(member)} ({member.channel.user})\n" for member in conferences[0].members)
    if "count" in options and named:
        return str(conferences[0].size)
    if not conferences:
        return "+OK No active conferences.\n"
    text = ""
    for conference in conferences:
        if not named:
            text += title_line(conference)
        if "count" in options or ("summary" in options and not named):
            continue
        text += "".join(member_line(conference, member, delimiter) for member in conference.members)
    return text


def json_list(conferences: list[Conference], words: list[str]) -> str:
    found: list[Value] = [_as_json(conference) for conference in conferences]
    if words[:1] == ["compact"]:
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return _printed(found, 0)


def _printed(value: Value, depth: int) -> str:
    """JSON with the line breaks and tabs of cJSON."""
    if isinstance(value, list):
        return "[" + ", ".join(_printed(item, depth + 1) for item in value) + "]"
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    tabs = "\t" * (depth + 1)
    lines = [f"{tabs}{json.dumps(name)}:\t{_printed(item, depth + 1)}" for name, item in value.items()]
    return "{\n" + ",\n".join(lines) + ("\n" if lines else "") + tabs[:-1] + "}"


def _as_json(conference: Conference) -> Value:
    profile = conference.profile
    # Newest first, as in every list of FreeSWITCH; a recorder is a member too.
    members: list[Value] = [_recording_as_json(recording) for recording in conference.recordings]
    members += [_member_as_json(conference, member) for member in conference.members]
    found: dict[str, Value] = {
        "conference_name": conference.name,
        "member_count": conference.size,
        "ghost_count": conference.ghosts,
        "rate": profile.rate,
        "run_time": int(time.time() - conference.created),
        "conference_uuid": conference.uuid,
        "canvas_count": 1 if conference.mux else 0,
        "max_bw_in": 0,
        "force_bw_in": 0,
        "video_floor_packets": profile.floor_packets,
    }
    states = {
        "locked": conference.locked,
        "destruct": conference.destroying,
        "wait_mod": False,
        "audio_always": "audio-always" in profile.flags,
        "running": True,
        "answered": True,
        "enforce_min": True,
        "bridge_to": False,
        "dynamic": True,
        "exit_sound": conference.exit_sound and bool(profile.exit_sound),
        "enter_sound": conference.enter_sound and bool(profile.enter_sound),
        "recording": bool(conference.recordings),
        "video_bridge": False,
        "video_floor_only": "video-floor-only" in profile.flags,
        "video_rfc4579": "rfc-4579" in profile.flags,
    }
    found |= states
    if conference.max_members:
        found["max_members"] = conference.max_members
    found["variables"] = dict(conference.variables)
    found["members"] = members
    return found


def _member_as_json(conference: Conference, member: Member) -> Value:
    now = time.time()
    flags: dict[str, Value] = {
        "can_hear": member.can_hear and not member.hold,
        "can_see": member.can_see and not member.hold,
        "can_speak": member.can_speak and not member.hold,
        "hold": member.hold,
        "mute_detect": False,
        "talking": member.talking,
        "has_video": member.video,
        "video_bridge": False,
        "has_floor": conference.floor == member.id,
        "is_moderator": member.moderator,
        "end_conference": member.end_conference,
        "mandatory_member_end_conference": False,
        "pass_digits": False,
    }
    return {
        "type": "caller",
        "id": member.id,
        "flags": flags,
        "uuid": member.channel.uuid,
        "caller_id_name": _name(member),
        "caller_id_number": member.channel.number,
        "join_time": int(now - member.joined),
        "last_talking": int(now - member.talked) if member.talked else 0,
        "energy": member.energy_level,
        "volume_in": member.volume_in,
        "volume_out": member.volume_out,
        "output-volume": member.volume_out,
        "input-volume": member.volume_in,
    }


def _recording_as_json(recording: Recording) -> Value:
    status: dict[str, Value] = {"status": "paused"} if recording.paused else {}
    return {
        "type": "recording_node",
        "record_path": recording.path,
        **status,
        "join_time": int(recording.started),
    }


def _name(member: Member) -> str:
    return member.channel.caller_name or member.channel.user
