"""How a conference begins, fills, talks, empties and ends."""

import time

from infra.fake_freeswitch.conferences.floor import FRAME, give_up_floors, take_floor, take_video_floor
from infra.fake_freeswitch.conferences.maintenance import tell
from infra.fake_freeswitch.conferences.playing import end_all_of
from infra.fake_freeswitch.conferences.recorder import stop_all
from infra.fake_freeswitch.state.channel import Channel, microseconds
from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.profile import Profile
from infra.fake_freeswitch.state.switch import Switch


def find_conference(switch: Switch, name: str) -> Conference | None:
    """The living conference of a name; one that is being destroyed goes out of the list (mod_conference.c:2655)."""
    with switch.lock:
        found = switch.conferences.get(name)
        if found is None or not found.destroying:
            return found
        _unlist(switch, found)
        return None


def open_conference(switch: Switch, name: str, profile: Profile) -> Conference:
    with switch.lock:
        conference = Conference(name, profile, domain=profile.domain or switch.domain)
        switch.conferences[name] = conference
        switch.diary.note("open", conference=name, meeting=conference.uuid)
        tell(switch, conference, "conference-create")
        return conference


def join(
    switch: Switch,
    conference: Conference,
    channel: Channel,
    *,
    member_id: int = 0,
    flags: frozenset[str] = frozenset(),
) -> Member:
    """Let a call in. The event comes before the member is listed, as on the real switch."""
    with switch.lock:
        flags |= conference.profile.member_flags
        member = Member(
            member_id or switch.next_member_id(),
            channel,
            can_speak="mute" not in flags,
            can_hear="deaf" not in flags,
            can_be_seen="vmute" not in flags,
            moderator="moderator" in flags,
            ghost="ghost" in flags,
            end_conference="endconf" in flags,
            energy_level=conference.profile.energy_level,
            # Of who has no camera it reads neither.
            reservation_id=channel.variables.get("video_reservation_id", "") if channel.video else "",
            role_id=channel.variables.get("video_role_id", "") if channel.video else "",
            banner=channel.variables.get("video_banner_text", ""),
        )
        switch.channels[channel.uuid] = channel
        conference.members.insert(0, member)
        _note(switch, "join", conference, member)
        channel.variables |= {
            "conference_name": conference.name,
            "conference_member_id": str(member.id),
            "conference_moderator": "true" if member.moderator else "false",
            "conference_ghost": "true" if member.ghost else "false",
            "conference_uuid": conference.uuid,
            "conference_call_key": f"conference_{conference.name}_{conference.domain}_{channel.number}",
        }
        if conference.size == 1 and not member.ghost:
            say_prompt(switch, conference, "alone")
        tell(switch, conference, "add-member", member)
        conference.fit_group()
        if member.video and not member.ghost and not conference.video_floor:
            take_video_floor(switch, conference, member)
        switch.later(FRAME, lambda: settle_floor(switch, conference))
        if conference.enter_sound and conference.profile.enter_sound and conference.size > 1:
            switch.later(0.4, lambda: _sound_done(switch, conference, conference.profile.enter_sound))
        return member


def leave(switch: Switch, conference: Conference, member: Member) -> None:
    """Take a member out; the last one ends the conference."""
    with switch.lock:
        if member not in conference.members:
            return
        was_video_floor = conference.video_floor == member.id
        conference_left = len(conference.members) == 1
        give_up_floors(switch, conference, member)
        conference.members.remove(member)
        _note(switch, "leave", conference, member)
        end_all_of(switch, conference, member)
        member.channel.variables.pop("conference_call_key", None)
        if conference.size == 1 and not member.ghost:
            say_prompt(switch, conference, "alone")
        tell(switch, conference, "del-member", member)
        for pair in [pair for pair in conference.relationships if member.id in pair]:
            del conference.relationships[pair]
        conference.fit_group()
        if conference_left or member.end_conference:
            _end(switch, conference)
            return
        if was_video_floor:
            heir = next((other for other in conference.people if other.video), None)
            if heir:
                take_video_floor(switch, conference, heir)
        switch.later(FRAME, lambda: settle_floor(switch, conference))
        if conference.exit_sound and conference.profile.exit_sound:
            switch.later(0.5, lambda: _sound_done(switch, conference, conference.profile.exit_sound))


def _note(switch: Switch, what: str, conference: Conference, member: Member) -> None:
    call = member.channel.uuid
    switch.diary.note(what, conference=conference.name, meeting=conference.uuid, call=call, member=member.id)


def _end(switch: Switch, conference: Conference) -> None:
    conference.destroying = True
    stop_all(switch, conference)
    for member in list(conference.members):
        hang_up(switch, member.channel, "NORMAL_CLEARING")
    switch.later(FRAME, lambda: _destroy(switch, conference))


def _destroy(switch: Switch, conference: Conference) -> None:
    # Its name may be another's by now: the end is told nevertheless, and once.
    _unlist(switch, conference)
    tell(switch, conference, "conference-destroy")
    conference.over = True


def _unlist(switch: Switch, conference: Conference) -> None:
    """Nothing that names it reaches it any more: this is its end in the diary."""
    if switch.conferences.get(conference.name) is conference:
        del switch.conferences[conference.name]
        switch.diary.note("end", conference=conference.name, meeting=conference.uuid)


def hang_up(switch: Switch, channel: Channel, cause: str = "NORMAL_CLEARING") -> None:
    """End a call; whichever conference it is in loses it."""
    with switch.lock:
        if channel.hangup_cause:
            return
        channel.hangup_cause, channel.answer_state, channel.hung_up = cause, "hangup", microseconds()
        source = ("switch_channel.c", "switch_channel_perform_hangup", "3445")
        switch.fire("CHANNEL_HANGUP", source, channel.headers(with_variables=True))
        conference = switch.conference_of(channel.uuid)
        member = conference.member_of(channel.uuid) if conference else None
        if conference and member:
            leave(switch, conference, member)
        channel.state, channel.state_number, channel.call_state = "CS_REPORTING", "11", "HANGUP"
        channel.variables |= {"hangup_cause": cause, "end_uepoch": channel.hung_up}
        source = ("switch_core_state_machine.c", "switch_core_session_reporting_state", "943")
        headers = [("Hangup-Cause", cause)]
        headers += [header for header in channel.headers(with_variables=True) if header[0] != "Hangup-Cause"]
        switch.fire("CHANNEL_HANGUP_COMPLETE", source, headers)
        switch.channels.pop(channel.uuid, None)


def speak(switch: Switch, conference: Conference, member: Member, *, voice: bool, energy: int = 6217) -> None:
    """Somebody begins or stops making a noise; only who may speak is heard and announced."""
    with switch.lock:
        member.voice = voice
        hear_member(switch, conference, member, energy if voice else 0)


def hear_member(switch: Switch, conference: Conference, member: Member, energy: int = 6217) -> None:
    heard = member.voice and member.can_speak and not member.hold and member in conference.members
    if heard and not member.talking:
        member.talking, member.energy, member.talked = True, energy, time.time()
        tell(switch, conference, "start-talking", member)
        holder = conference.member(conference.floor)
        if holder and holder is not member and not holder.voice:
            take_floor(switch, conference, member)
    elif member.talking and not member.voice:
        member.talking, member.talked = False, time.time()
        tell(switch, conference, "stop-talking", member)


def settle_floor(switch: Switch, conference: Conference) -> None:
    if not conference.floor and conference.people and not conference.destroying:
        take_floor(switch, conference, conference.people[-1])


def say_prompt(switch: Switch, conference: Conference, name: str) -> None:
    path = conference.profile.sound(name)
    if path:
        error = {} if path.startswith("tone_stream") else {"Error": "File could not be played"}
        tell(switch, conference, "play-file", File=path, Async="false", **error)


def _sound_done(switch: Switch, conference: Conference, path: str) -> None:
    if not conference.destroying:
        tell(switch, conference, "play-file-done", seconds="0", milliseconds="800", samples="38400", File=path)
