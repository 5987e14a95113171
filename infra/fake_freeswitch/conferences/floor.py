"""Who has the floor of a conference, heard and seen."""

from infra.fake_freeswitch.conferences.maintenance import tell
from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.switch import Switch

# A real switch mixes and looks every 20 ms.
FRAME = 0.02


def _shown(number: int) -> str:
    return str(number) if number else "none"


def take_floor(switch: Switch, conference: Conference, member: Member | None) -> None:
    """Give the audio floor to a member, or to nobody; the picture follows unless it is locked."""
    old, conference.floor = conference.floor, member.id if member else 0
    tell(switch, conference, "floor-change", member, Old_ID=_shown(old), New_ID=_shown(conference.floor))
    # With ``video-auto-floor-msec`` the picture waits until somebody has spoken that long.
    patience = conference.profile.floor_packets * FRAME
    if patience:
        switch.later(patience, lambda: _follow(switch, conference, member))
    else:
        _follow(switch, conference, member)


def _follow(switch: Switch, conference: Conference, member: Member | None) -> None:
    if not member or conference.floor != member.id or conference.video_floor in (0, member.id):
        return
    if member.video and not member.reservation_id and not conference.video_floor_locked:
        take_video_floor(switch, conference, member)


def take_video_floor(switch: Switch, conference: Conference, member: Member | None) -> None:
    new = member.id if member else 0
    if new == conference.video_floor:
        return
    old, conference.video_floor = conference.video_floor, new
    tell(switch, conference, "video-floor-change", Old_ID=_shown(old), New_ID=_shown(new))


def pass_floor(switch: Switch, conference: Conference) -> None:
    """Whoever holds the floor without being heard loses it to somebody who is."""
    holder = conference.member(conference.floor)
    speaker = next((member for member in conference.members if member.talking), None)
    if holder and not holder.talking and speaker and not (holder.can_speak and not holder.hold):
        take_floor(switch, conference, speaker)


def give_up_floors(switch: Switch, conference: Conference, member: Member) -> None:
    """A member goes: a real switch tells ``none`` to ``none`` for the floor, and nothing for the picture."""
    if conference.floor == member.id:
        conference.floor = 0
        tell(switch, conference, "floor-change", Old_ID="none", New_ID="none")
    if conference.video_floor == member.id:
        conference.video_floor = 0
        conference.video_floor_locked = False


def yield_video_floor(switch: Switch, conference: Conference, member: Member) -> None:
    """Who sits on a reserved image leaves the video floor to somebody else."""
    if conference.video_floor != member.id:
        return
    others = [other for other in conference.members if other is not member and other.video]
    heir = next((other for other in others if not other.reservation_id), others[0] if others else None)
    if heir:
        take_video_floor(switch, conference, heir)
