"""How a sound that was played ends, and those of a member who leaves."""

from infra.fake_freeswitch.conferences.maintenance import tell
from infra.fake_freeswitch.state.conference import Conference, Member, Playing
from infra.fake_freeswitch.state.switch import Switch


def play_to(switch: Switch, conference: Conference, member: Member, path: str, seconds: float) -> None:
    """One of the member's own prompts, which nobody asked for by `play`."""
    playing = Playing(path, seconds, member)
    conference.playing.append(playing)
    switch.later(seconds, lambda: finished(switch, conference, playing))


def finished(switch: Switch, conference: Conference, playing: Playing) -> None:
    """Tell the end of a sound, once; of a member who has left without a word about who it was.

    mod_conference: `conference_file_close` looks for the member, who is off the list by then.
    """
    if playing not in conference.playing:
        return
    conference.playing.remove(playing)
    milliseconds = int(playing.seconds * 1000)
    length = {
        "seconds": str(milliseconds // 1000),
        "milliseconds": str(milliseconds),
        "samples": str(conference.profile.rate * milliseconds // 1000),
    }
    action = "play-file-member-done" if playing.member else "play-file-done"
    member = playing.member if playing.member in conference.members else None
    extra = {"Async": "true"} if playing.asynchronous else {}
    tell(switch, conference, action, member, **length, File=playing.path, **extra)


def end_all_of(switch: Switch, conference: Conference, member: Member) -> None:
    """What is played to a member ends when they leave, before `del-member` is told."""
    for playing in [one for one in conference.playing if one.member is member]:
        finished(switch, conference, playing)
