"""ESL text of the commands to a conference."""

import re
from functools import singledispatch

from functions.shared.commands import conference
from functions.shared.commands.errors import UnsafeText
from functions.shared.commands.lines import (
    DIALABLE,
    DOMAIN,
    LAYOUT,
    UUID,
    VARIABLE,
    Line,
    in_conference,
    media_path,
    word,
)
from functions.shared.commands.targets import Target
from functions.shared.media import IMAGES, PROMPTS

# Inside single quotes FreeSWITCH takes these as they are, whatever their alphabet.
_NAME_CHARACTERS = re.compile(r"[^\W_][\w .+-]{0,63}")
_VALUE_CHARACTERS = re.compile(r"""[^\x00-\x1f\x7f-\x9f\ud800-\udfff'"\\$]{1,256}""")


@singledispatch
def conference_line(command: object, target: Target) -> Line:
    raise TypeError(f"not a command to a conference: {command!r} for {target.conference}")


@conference_line.register
def _(command: conference.Lock, target: Target) -> Line:
    word_now = "lock" if command.locked else "unlock"
    return in_conference(target.conference, word_now, expects=rf"\+OK \S+ {word_now}ed")


@conference_line.register
def _(command: conference.SetMaxMembers, target: Target) -> Line:
    # The reply is the limit there was before, bare.
    return in_conference(target.conference, f"set max_members {command.count}", expects=r"\d+")


@conference_line.register
def _(command: conference.SetVariable, target: Target) -> Line:
    name = word("name", command.name, VARIABLE)
    if command.value is None:
        return in_conference(target.conference, f"setvar {name}", expects=r"\+OK")
    value = word("value", command.value, _VALUE_CHARACTERS, "may not have control characters, quotes, backslash or $")
    if value != value.strip():
        raise UnsafeText("value", value, "may not begin or end with a space")
    return in_conference(target.conference, f"setvar {name} '{value}'", expects=r"\+OK")


@conference_line.register
def _(command: conference.ClearSlots, target: Target) -> Line:  # noqa: ARG001  # the type is what is looked up
    return in_conference(target.conference, "vid-res-id all clear", expects=r"\+OK reservation_id cleared")


@conference_line.register
def _(command: conference.SetLayout, target: Target) -> Line:
    layout = _layout_word("layout", command.layout)
    expects = rf"\+OK Change (canvas \d+|personal canvas set) to layout \[{re.escape(layout)}\]"
    return in_conference(target.conference, f"vid-layout {layout}", expects=expects)


@conference_line.register
def _(command: conference.SetLayoutGroup, target: Target) -> Line:
    group = word("group", command.group, LAYOUT)
    # An unknown group is answered "+OK … [(null)]" first, and a personal canvas says -ERR for yes.
    personal = rf"-ERR Change personal canvas to layout group \[{re.escape(group)}\]"
    expects = rf"\+OK Change to layout group \[{re.escape(group)}\]|{personal}"
    return in_conference(target.conference, f"vid-layout group:{group}", expects=expects, harmless=personal)


def _layout_word(field: str, name: str) -> str:
    word(field, name, LAYOUT)
    if name.lower().startswith("group") or name.lower() == "list":
        raise UnsafeText(field, name, "may not begin with `group` nor be `list`: FreeSWITCH reads that otherwise")
    return name


@conference_line.register
def _(command: conference.ClearVideoFloor, target: Target) -> Line:  # noqa: ARG001  # the type is what is looked up
    return in_conference(target.conference, "clear-vid-floor", expects=r"\+OK floor Cleared")


@conference_line.register
def _(command: conference.SetVideoSize, target: Target) -> Line:
    # Never a canvas number: one that does not exist ends FreeSWITCH.
    size = f"{command.width}x{command.height}"
    return in_conference(target.conference, f"vid-res {size}", expects=rf"\+OK Resolution set to \[{size}\]")


@conference_line.register
def _(command: conference.SetVideoRate, target: Target) -> Line:
    return in_conference(target.conference, f"vid-fps {command.fps}", expects=r"\+OK FPS set to \[[0-9.]+\]")


@conference_line.register
def _(command: conference.SetBackground, target: Target) -> Line:
    return _image(target, "vid-bgimg", "Bgimg", command.image)


@conference_line.register
def _(command: conference.SetForeground, target: Target) -> Line:
    return _image(target, "vid-fgimg", "FGimg", command.image)


def _image(target: Target, verb: str, name: str, image: str | None) -> Line:
    if image is None:
        # Clearing works, and is answered with an error all the same.
        cleared = rf"(\+OK Set {name} clear|-ERR Error Setting {name} clear)"
        return in_conference(target.conference, f"{verb} clear", expects=cleared, harmless=cleared)
    path = media_path("image", image, IMAGES, target.images_root)
    return in_conference(
        target.conference, f"{verb} {path}", expects=rf"\+OK Set {name} (\S*/)?{re.escape(IMAGES[image])}"
    )


@conference_line.register
def _(command: conference.Play, target: Target) -> Line:
    path = media_path("prompt", command.prompt, PROMPTS, target.prompts_root)
    played = rf"\+OK \(play\) Playing file (\S*/)?{re.escape(PROMPTS[command.prompt])}"
    if command.member is None:
        return in_conference(target.conference, f"play {path}", expects=played)
    number = target.number(word("member", command.member, UUID))
    return in_conference(target.conference, f"play {path} {number}", expects=rf"{played} to member \d+")


@conference_line.register
def _(command: conference.StopPlaying, target: Target) -> Line:
    to_member = "" if command.member is None else f" {target.number(word('member', command.member, UUID))}"
    return in_conference(target.conference, f"stop all{to_member}", expects=r"\+OK Stopped \d+ files\.")


@conference_line.register
def _(command: conference.Dial, target: Target) -> Line:
    if command.user is not None and command.domain is not None:
        called = word("user", command.user, DIALABLE)
        address = f"user/{called}@{word('domain', command.domain, DOMAIN)}"
    else:
        gateway = word("gateway", command.gateway or "", DIALABLE)
        called = word("number", command.number or "", DIALABLE)
        address = f"sofia/gateway/{gateway}/{called}"
    # Our own uuid is what proves the join; only an answer counts, not a ringing tone; and who was called is what the
    # member is named after, not "Outbound Call".
    new_call = word("new_call", target.new_call, UUID)
    options = f"{{origination_uuid={new_call},ignore_early_media=true,origination_callee_id_name={called}}}"
    caller = ""
    if command.caller_id_number is not None or command.caller_id_name is not None:
        caller = f" {word('caller_id_number', command.caller_id_number or target.conference, DIALABLE)}"
    if command.caller_id_name is not None:
        name = word(
            "caller_id_name", command.caller_id_name, _NAME_CHARACTERS, "may have letters, digits, space . _ + -"
        )
        caller += f" '{name}'"
    # "+OK" comes whatever happened, the cause says what; NORMAL_CLEARING is the cause of a call that was never made.
    expects = r"\+OK Call Requested: result: \[SUCCESS\]"
    return in_conference(target.conference, f"dial {options}{address}{caller}", expects=expects)
