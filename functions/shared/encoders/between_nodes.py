"""Calls from one node to another: what brings one there, and what it is known by; the only maker of it."""

import re

from functions.shared.encoders.dial_strings import UnsafeWord

# Where a node takes the calls of others: a host name or an IPv4 address, and a port.
NODE_ADDRESS = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]{0,251}[0-9A-Za-z])?:[1-9][0-9]{0,4}")
NOTE = re.compile(r"[0-9A-Za-z_-]{16,128}")
# The SIP profile, and the context, of calls from another node; what such a call dials; and its header with the note.
NODES = "nodes"
CROSSING = "crossing"
NOTE_HEADER = "sip_h_X-Entry"
# No header that a caller has brought goes on to another node, or to a trunk (it does by default).
OWN_HEADERS_ONLY = "sip_copy_custom_headers=false"

# One channel: with two A would make another sound of it for B (seen: three times the work). As the caller has it where
# they are no browser: without a picture none is asked for.
_SOUND_AND_PICTURE = "opus@48000h@20i@1c:VP8"
_TELEPHONE_WITH_PICTURE = "opus@48000h@20i@1c:PCMA:PCMU:VP8:H264"
_TELEPHONE = "PCMA:PCMU:opus@48000h@20i@1c"
# The other node always sends the sound of the conference; when it dies, the caller is told so soon.
_SILENT_MS = 3000


def bridge_to_node(address: str, note: str, *, browser: bool, picture: bool) -> str:
    """Data of `bridge`: into a conference on another node, which the note lets the call into.

    Raises:
        UnsafeWord: the address is none, or the note.
    """
    if not NODE_ADDRESS.fullmatch(address):
        raise UnsafeWord(f"address is {address[:80]!r}; it must be host:port")
    if not NOTE.fullmatch(note):
        raise UnsafeWord("the note is none of ours")
    codecs = _TELEPHONE
    if picture:
        codecs = _SOUND_AND_PICTURE if browser else _TELEPHONE_WITH_PICTURE
    options = f"absolute_codec_string=^^:{codecs},media_timeout_audio={_SILENT_MS},{NOTE_HEADER}={note}"
    return f"{{{options}}}sofia/{NODES}/{CROSSING}@{address}"
