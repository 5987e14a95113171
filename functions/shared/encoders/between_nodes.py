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
# Somebody who is called is rung on so many other nodes at most: nobody is on so many, and each is a write.
MOST_NODES = 5
# No header that a caller has brought goes on to another node, or to a trunk (it does by default).
OWN_HEADERS_ONLY = "sip_copy_custom_headers=false"

# One channel: with two A would make another sound of it for B (seen: three times the work). As the caller has it where
# they are no browser: without a picture none is asked for.
_SOUND_AND_PICTURE = "opus@48000h@20i@1c:VP8"
_TELEPHONE_WITH_PICTURE = "opus@48000h@20i@1c:PCMA:PCMU:VP8:H264"
_TELEPHONE = "PCMA:PCMU:opus@48000h@20i@1c"
# The other node always sends the sound of the conference; when it dies, the caller is told so soon.
_SILENT_MS = 3000

# How the call on the other node ends when the conference is not there any more: no packet comes (the node is gone,
# switch_core_media.c:2832), or its relay has ended it because the conference is on another node now, with a cause that
# nobody else gives and that stands in the BYE (RFC 3326). Who was removed, or has hung up, ends otherwise.
MOVED = "REDIRECTION_TO_NEW_DESTINATION"
GONE_CAUSES = f"MEDIA_TIMEOUT,{MOVED}"
# Ends the caller's own call as the other one ended, but for the causes that `continue_on_fail` names: the endpoint
# `error` fails with the cause that it is given (mod_dptools.c:4189). Braces of a variable, no API call.
ENDS_LIKE_IT = "error/${bridge_hangup_cause}"
# A variable of a caller whose node is gone: since when, in seconds since 1970; 0 at first, as no action knows the time.
GONE_SINCE = "node_gone_since"
# And how the last try to bring them there went, in FreeSWITCH's words (originate_disposition): who was there, however
# long ago the first node was lost, has lost another one just now.
GONE_BRIDGE, WAS_THERE = "node_gone_bridge", "call accepted"
# What they hear meanwhile, some three seconds of it: a short quiet tone.
HOLDS_ON = "tone_stream://v=-24;%(200,2800,440)"
# So long a call may ring at a node that perhaps is gone.
_ANSWER_SECONDS = 5


# The variable of a call that is moved in which stands where to: what FreeSWITCH logs of the move has no note in it.
MOVES_TO = "moves_to_node"


def moved_call(call: str) -> str:
    """Text of the command that takes a call out of its conference and to where its variable says, without a new call.

    What is done then is written here and not looked up (a dialplan `inline`, mod_dptools.c): the functions need not be
    asked for each of many. Should that node be gone one day, the call comes to the dialplan anew, by the number that it
    dialled first. Any quote or blank in it would end the call, so there is none that is not ours.
    """
    actions = (
        ("set", OWN_HEADERS_ONLY),
        ("set", "hangup_after_bridge=false"),
        ("set", "continue_on_fail=false"),
        ("bridge", f"${{{MOVES_TO}}}"),
        ("set", f"continue_on_fail={GONE_CAUSES}"),
        ("bridge", ENDS_LIKE_IT),
        ("set", f"{GONE_SINCE}=0"),
        ("transfer", "${destination_number} XML ${context}"),
    )
    inline = "^".join(f"{application}:{data}" for application, data in actions)
    return f"uuid_transfer {call} 'm:^:{inline}' inline"


def bridge_to_node(address: str, note: str, *, browser: bool, picture: bool, hurried: bool = False) -> str:
    """Data of `bridge`: into a conference on another node, which the note lets the call into.

    Args:
        hurried: that node may be gone, and the caller has been answered.

    Raises:
        UnsafeWord: the address is none, or the note.
    """
    codecs = _codecs(browser=browser, picture=picture)
    options = f"{codecs},media_timeout_audio={_SILENT_MS},{NOTE_HEADER}={note}"
    options += f",originate_timeout={_ANSWER_SECONDS}" if hurried else ""
    return f"{{{options}}}{_endpoint(address, note)}"


def leg_to_node(address: str, note: str, *, browser: bool, picture: bool, call: str = "") -> str:
    """One of several legs of a `bridge` or a call: to users on another node, whom the note names.

    Without a time-out: two people may be silent, a conference never is.

    Args:
        call: the uuid that the leg is to have, if it is to have one of ours.

    Raises:
        UnsafeWord: the address is none, or the note.
    """
    own = f"origination_uuid={call}," if call else ""
    return f"[{own}{_codecs(browser=browser, picture=picture)},{NOTE_HEADER}={note}]{_endpoint(address, note)}"


def _codecs(*, browser: bool, picture: bool) -> str:
    codecs = _TELEPHONE
    if picture:
        codecs = _SOUND_AND_PICTURE if browser else _TELEPHONE_WITH_PICTURE
    return f"absolute_codec_string=^^:{codecs}"


def _endpoint(address: str, note: str) -> str:
    if not NODE_ADDRESS.fullmatch(address):
        raise UnsafeWord(f"address is {address[:80]!r}; it must be host:port")
    if not NOTE.fullmatch(note):
        raise UnsafeWord("the note is none of ours")
    return f"sofia/{NODES}/{CROSSING}@{address}"
