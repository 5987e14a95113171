"""What is really so on the stand-in, in the words of the HTTP API, to be compared with what that shows."""

import msgspec

from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.switch import Switch


class TrueMember(msgspec.Struct, frozen=True, kw_only=True):
    """A member; the names are those of the API."""

    uuid: str
    number: int
    user: str
    muted: bool
    video_muted: bool
    deaf: bool
    on_hold: bool
    floor: bool
    video_floor: bool
    moderator: bool
    slot: str | None
    role: str | None
    volume_in: int
    volume_out: int


class TrueConference(msgspec.Struct, frozen=True, kw_only=True):
    """A conference with its members, and the paths that it records to."""

    name: str
    uuid: str
    locked: bool
    layout: str
    layout_group: str
    max_members: int
    members: tuple[TrueMember, ...]
    recordings: tuple[str, ...]


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """Everything."""

    core: str
    conferences: tuple[TrueConference, ...]


def truth_of(switch: Switch) -> Truth:
    with switch.lock:
        living = [found for found in switch.conferences.values() if not found.destroying]
        return Truth(core=switch.core_uuid, conferences=tuple(_conference(found) for found in living))


def _conference(conference: Conference) -> TrueConference:
    return TrueConference(
        name=conference.name,
        uuid=conference.uuid,
        locked=conference.locked,
        layout=conference.layout,
        layout_group=conference.layout_group,
        max_members=conference.max_members,
        members=tuple(_member(conference, member) for member in conference.members if not member.kicked),
        recordings=tuple(recording.path for recording in conference.recordings),
    )


def _member(conference: Conference, member: Member) -> TrueMember:
    variables = member.channel.variables
    return TrueMember(
        uuid=member.channel.uuid,
        number=member.id,
        user=member.channel.user,
        muted=not member.can_speak,
        video_muted=not member.can_be_seen,
        # Who is on hold hears music only; the call itself says what comes after.
        deaf=variables.get("deaf_after_hold") == "true" if member.hold else not member.can_hear,
        on_hold=member.hold,
        floor=conference.floor == member.id,
        video_floor=conference.video_floor == member.id,
        moderator=member.moderator,
        slot=member.reservation_id or None,
        role=member.role_id or None,
        volume_in=member.volume_in,
        volume_out=member.volume_out,
    )
