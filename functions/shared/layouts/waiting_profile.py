"""The profile of the conferences in which people wait: a soft tone, an empty picture, and nobody is heard or seen."""

from typing import Final

from functions.shared.grammars.media import PROMPTS
from functions.shared.layouts.conference_profile import Param
from functions.shared.rooms.waiting import FLAGS
from functions.shared.rooms.waiting import PROFILE as NAME

# Three soft notes and a pause; FreeSWITCH begins them anew as long as somebody waits.
MUSIC: Final = "tone_stream://v=-16;%(600,100,392);%(600,100,494);%(900,2200,587)"
# What somebody hears who is not let in.
REFUSED_PROMPT: Final = "not_let_in"

PARAMS: Final = (
    Param("domain", "", "sip_domain"),
    Param("rate", "48000"),
    Param("interval", "20"),
    Param("channels", "1"),
    Param("energy-level", "200"),
    # A key would unmute who waits.
    Param("caller-controls", "none"),
    Param("moderator-controls", "none"),
    Param("moh-sound", MUSIC),
    Param("kicked-sound", PROMPTS[REFUSED_PROMPT]),
    Param("video-mode", "mux"),
    Param("video-canvas-size", "640x360"),
    Param("video-fps", "5"),
    Param("video-codec-bandwidth", "256kb"),
    Param("video-layout-name", "1x1"),
    Param("video-canvas-bgcolor", "#1d1f21"),
    Param("video-letterbox-bgcolor", "#1d1f21"),
    Param("max-members", "200"),
    # wait-mod: the music goes on when a second one comes (conference_member.c:907). Who waits is never a moderator.
    Param("conference-flags", "wait-mod|minimize-video-encoding|video-required-for-canvas|video-mute-exit-canvas"),
    # Whoever comes in without flags of their own, by a transfer or called by the API.
    Param("member-flags", "|".join(FLAGS)),
)

__all__ = ["MUSIC", "NAME", "PARAMS", "REFUSED_PROMPT"]
