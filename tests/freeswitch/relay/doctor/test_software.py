"""Faults of what runs: version, modules, codecs, commands."""

import pytest

from tests.freeswitch.relay.doctor.canned import complaints, table
from tests.freeswitch.relay.doctor.planting import Plant, answers, module

PLANTED: dict[str, tuple[Plant, str]] = {
    "an old version": (
        answers("version", "FreeSWITCH Version 1.10.9-release"),
        "unsafe FreeSWITCH is version 1.10.9, which has known holes",
    ),
    "no version": (answers("version", "-ERR no reply"), "unsafe FreeSWITCH is version unknown, which has known holes"),
    "system over the event socket": (
        answers("show api", table("name,description,syntax,ikey", ["system,Execute a command,<cmd>,mod_commands"])),
        "unsafe system commands are allowed as API commands",
    ),
    "system in the dialplan": (
        answers("show application", table("name,description,syntax,ikey", ["system,Execute,<cmd>,mod_dptools"])),
        "unsafe system commands are allowed in the dialplan",
    ),
    "api expansion": (
        answers("eval ${hostname()}", "node.example"),
        "unsafe ${command()} in a text runs the command",
    ),
    "a dangerous module": (
        module("mod_shell_stream"),
        "unsafe mod_shell_stream is loaded, which plays the output of any command",
    ),
    "no H264": (
        answers(
            "show codec",
            table("type,name,ikey", ["codec,OPUS (STANDARD),x", "codec,G.711 alaw,x", "codec,VP8 Video,x"]),
        ),
        "warning there is no codec H264 Video, needed for the picture of SIP devices, and every RTMP stream",
    ),
    "no rtmps": (
        answers("show file", table("type,name,ikey", ["file,mp4,x", "file,mkv,x", "file,rtmp,x"])),
        "warning there is no format rtmps, needed for streams",
    ),
    "a module that passes H264 through": (
        module("mod_h26x"),
        "warning mod_h26x is loaded, which passes H264 through and cannot encode it",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    plant, expected = PLANTED[fault]

    assert complaints(plant) == [expected]
