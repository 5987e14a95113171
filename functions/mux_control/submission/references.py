"""Whether what a command names exists and may be touched by the caller: members, conferences, users, gateways."""

import time

import msgspec

from functions.mux_control.submission.called import check_dial
from functions.mux_control.submission.stream_hosts import refuse_private
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant, no_conference
from functions.shared.assets.naming import Named
from functions.shared.commands import Command, PlainCommand, kind_of
from functions.shared.commands.calls import Dial
from functions.shared.commands.leaving import Transfer
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.grammars.media import OWN
from functions.shared.layouts.conference_profile import NAME as VIDEO
from functions.shared.outputs.stream_targets import TargetRefused, read_target
from functions.shared.rights import COMMANDS
from functions.shared.state import ConferenceState
from functions.shared.tables.assets import find_asset
from functions.shared.tables.conferences.outputs import find_output
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.conferences.stills import find_still
from functions.shared.tables.known.nodes import known_node
from functions.shared.tables.own_rows import find_own_conference, find_own_room
from functions.shared.tables.provisioned.rooms import Room


def check_references(command: Command, conference: ConferenceState, grant: Grant) -> None:
    """Raise a Problem for the first step that the caller may not do or that names what is not there."""
    for position, step in enumerate(command.plain()):
        prefix = "" if step is command else f"steps[{position}]."
        grant.require(COMMANDS[kind_of(step)], f"the command {kind_of(step)!r}")
        _check_members(step, conference, prefix)
        for one in step.assets():
            require_own(one, grant, prefix)
        if isinstance(step, Transfer):
            _check_transfer(step, conference, grant, prefix)
        if isinstance(step, StartStream):
            _check_stream(step, prefix)
        if isinstance(step, Dial):
            check_dial(step, grant, prefix)


def require_own(one: Named, grant: Grant, prefix: str = "") -> None:
    """Raise 422 where the domain has no such picture, sound or font that is ready."""
    asset = find_asset(grant.domain, one.name, now=time.time())
    if asset is None or asset.ready(one.kind) is None:
        expected = "one of /v1/assets that is `ready`"
        raise invalid_field(
            f"{prefix}{one.field}", f"is no {one.kind} that the domain has", value=OWN + one.name, expected=expected
        )


def is_taken(command: Command, conference: str) -> bool:
    """Whether what the command would begin is there already under its id."""
    match command:
        case StartRecording(recording=output):
            return find_output(conference, "recording", output) is not None
        case StartStream(stream=output):
            return find_output(conference, "stream", output) is not None
        case TakeStill(still=still):
            return find_still(conference, still, now=0.0) is not None
    return False


def _check_members(step: PlainCommand, conference: ConferenceState, prefix: str) -> None:
    fields = msgspec.structs.asdict(step)
    for field in ("member", "other"):
        uuid = fields.get(field)
        if uuid is not None and conference.member(uuid) is None:
            raise invalid_field(
                f"{prefix}{field}",
                f"no member of {conference.name} has this call uuid",
                value=uuid,
                expected=f"the `uuid` of one of the members in /v1/conferences/{conference.name}",
            )


def _check_transfer(step: Transfer, conference: ConferenceState, grant: Grant, prefix: str) -> None:
    grant.require_conference(step.conference)
    room = find_own_room(step.conference, grant.domain)
    # Into a room of ours nobody is sent while another domain's meeting has its name.
    stored = find_conference(step.conference) if room else find_own_conference(step.conference, grant.domain)
    if stored is not None and stored.ended_at is None and _is_there(stored.state.node, conference.node):
        if stored.state.domain != grant.domain:
            raise no_conference(step.conference)
        if stored.state.node != conference.node:
            detail = f"{prefix}conference: {step.conference} is on the node {stored.state.node}"
            raise Problem("conference_elsewhere", detail)
    elif room is None and step.conference in grant.conferences:
        # FreeSWITCH would make it the node's and not the token's.
        problem = "is not running, and no room of that name is provisioned: nobody could reach who is sent there"
        raise invalid_field(f"{prefix}conference", problem, value=step.conference, expected="a room's conference")
    elif room is None:
        raise no_conference(step.conference)
    wanted = profile_of(room)
    if step.profile not in (None, wanted):
        problem = f"is not the profile of {step.conference}"
        raise invalid_field(f"{prefix}profile", problem, value=step.profile, expected=f"{wanted}, or nothing")


def profile_of(room: Room | None) -> str:
    """The profile of a room; without one it is what every node has."""
    return room.profile if room is not None else VIDEO


def _is_there(node: str, here: str) -> bool:
    """Whether a conference goes on there, as far as can be seen; a lost node keeps nobody from beginning it here."""
    if node == here:
        return True
    found = known_node(node)
    return found is not None and found.state(time.time()) == "up"


def _check_stream(step: StartStream, prefix: str) -> None:
    try:
        refuse_private(read_target(step.url))
    except TargetRefused as refusal:
        raise invalid_field(f"{prefix}url", refusal.problem) from None
