"""From a wish to a command: written as queued, sent to the node's queue, answered with what is known by then."""

import time
from collections.abc import Sequence
from http import HTTPStatus

from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control import commands
from functions.mux_control.submission.call_budgets import spend_calls
from functions.mux_control.submission.entering import through_the_door
from functions.mux_control.submission.idempotency import check_same_request, command_id, marks_of
from functions.mux_control.submission.queued import queued
from functions.mux_control.submission.references import check_references, is_taken
from functions.mux_control.submission.still_turns import require_turn
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_json
from functions.shared.api.idempotency_keys import idempotency_key
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.queries import preferred_wait
from functions.shared.api.revisions import require_match
from functions.shared.api.sight.presence import people_waiting, present_conference
from functions.shared.api.sight.standing import as_ranked
from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry
from functions.shared.command_life.adopting import adopted, touches_picture
from functions.shared.command_life.command_queue import NotSent, send_command
from functions.shared.command_life.newcomers import seats_for
from functions.shared.command_life.on_air import changes_layout, keeping_on_air
from functions.shared.command_life.outcomes import CommandRow, id_at_node
from functions.shared.command_life.reconciling import reconcile
from functions.shared.commands import Command, encode_command, kind_of
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.layout_sets.shown import can_show
from functions.shared.stage.wish import Seats, Stage, StoredStage
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import create_command, find_command_of_key
from functions.shared.tables.conferences.stages import create_with_stage, find_stage
from functions.shared.tables.known.nodes import node_now
from functions.shared.tables.nodes import Node
from functions.shared.tables.provisioned.rooms import find_room_of
from functions.shared.telemetry.observations import count, logger
from functions.shared.told.late_commands import end_if_late

# How often others may change the stage while a command that changes it, too, is written.
STAGE_TRIES = 5


async def submit(operation: Operation, request: Request, grant: Grant) -> Response:
    """Write and send the command that an operation makes of a request."""
    make = operation.make
    assert make is not None  # noqa: S101  # for the type checker: others make no command
    raw = await read_json(request)
    key = idempotency_key(request)
    name, marks = command_id(grant, key), marks_of(request, raw)
    known = find_command_of_key(name, now=time.time()) if key is not None else None
    if known is None:
        name_asked = str(request.path_params["conference"])
        look = people_waiting if operation.at_the_door else present_conference
        present = look(name_asked, grant, node_of=node_now)
        conference = present.conference
        grant = as_ranked(grant, conference)
        if_match = require_match(request, conference)
        new = id_at_node(conference.node, name)
        command = make(raw, Context(conference, grant, request, new))
        check_references(command, conference, grant)
        command = _keeping_on_air(through_the_door(command, conference, grant), conference, grant)
        # Who waits is spoken of as of the conference for which they do.
        conference = structs.replace(conference, name=name_asked)
        node = present.serving_node()
        if key is not None and is_taken(command, conference.name):
            # A key is remembered for a day, what it made may be there for years.
            known = find_command_of_key(name, now=time.time())
            if known is None:
                raise Problem("idempotency_key_reused", f"this Idempotency-Key made {new} long ago; use a new key")
            return await _answer(_known(known, marks), request, grant)
        if isinstance(command, TakeStill):
            require_turn(conference, command.still)
        entry = entry_of(request, grant, "accepted", raw)
        row = structs.replace(
            queued(new, kind_of(command), encode_command(command).decode(), conference, grant, entry=entry),
            key="" if key is None else name,
            fingerprint=marks[0],
            if_match=if_match,
        )
        entry = structs.replace(
            entry,
            id=row.id,
            at=row.created_at,
            command=row.id,
            kinds=tuple(kind_of(step) for step in command.plain()),
            revision=conference.revision,
        )
        spent = spend_calls(command, grant)
        if _written(row, command, conference, entry):
            count("CommandAccepted")
            wake(node, row)
            return await _answer(row, request, grant)
        # Somebody was faster with the same key.
        spent.give_back()
        known = find_command_of_key(name, now=time.time())
    return await _answer(_known(known, marks), request, grant)


def _keeping_on_air(command: Command, conference: ConferenceState, grant: Grant) -> Command:
    """Nobody goes off air with another layout; three table calls for one."""
    if not changes_layout(command):
        return command
    shown, stage = can_show(grant.domain, find_room_of(conference.name)), find_stage(conference.name)
    kept = () if stage is None else reconcile(stage.stored.stage, conference).commands
    return keeping_on_air(command, conference, lambda state: shown.layout_of(state)[0], kept)


def _written(row: CommandRow, command: Command, conference: ConferenceState, entry: Entry) -> bool:
    """Write the command and its entry in the audit; False where its id exists already.

    Where somebody changes by hand what a stage speaks of, the stage is changed along with it: otherwise the relay would
    put it back. Both are written or neither.
    """
    for _ in range(STAGE_TRIES):
        kept = find_stage(conference.name) if touches_picture(command) else None
        stage = adopted(kept.stored.stage, command, conference) if kept is not None else None
        try:
            if kept is None or stage is None or stage == kept.stored.stage:
                return create_command(row, entry)
            seats = _seats_of(stage, kept.stored, conference)
            changed = structs.replace(kept.stored, stage=stage, seats=seats, revision=kept.stored.revision + 1)
            done = create_with_stage(row, changed, kept, entry)
        except TablesUnavailable as error:
            raise _nobody_knows(row) from error
        if done != "moved":
            return done == "done"
    raise unavailable(f"others keep changing the stage of {conference.name}; nothing was done")


def _seats_of(stage: Stage, stored: StoredStage, conference: ConferenceState) -> tuple[Seats, ...]:
    """The places that the relay has to know; two table calls where the layout is another."""
    if (stage.layout, stage.layout_group) == (stored.stage.layout, stored.stage.layout_group):
        return stored.seats
    there = can_show(stored.domain, find_room_of(conference.name)).there
    return seats_for(stage, there.layouts, there.groups)


def _nobody_knows(row: CommandRow) -> Problem:
    """What was asked of the tables may have been done, though no answer came."""
    count("TablesUnavailable")
    detail = (
        f"it is not known whether the command {row.id} was taken; look, or ask again under the same Idempotency-Key"
    )
    problem = unavailable(detail)
    problem.headers["Location"] = commands.location(row.id)
    return problem


def _known(row: CommandRow | None, marks: Sequence[str]) -> CommandRow:
    """The command that the key made before."""
    if row is None:
        raise unavailable("the command was being written; ask again")
    check_same_request(row, marks)
    return end_if_late(row, time.time())


def wake(node: Node, row: CommandRow) -> None:
    """Tell the node's relay of a written command; what the queue does not take, the relay finds within seconds."""
    try:
        send_command(node.queue_url, row)
    except NotSent as error:
        count("CommandNotSent")
        logger.warning("a command waits to be found by its relay", extra={"command": row.id, "reason": str(error)})


async def _answer(row: CommandRow, request: Request, grant: Grant) -> Response:
    wait = preferred_wait(request)
    row = await commands.settled(row, wait, grant)
    headers = {"Location": commands.location(row.id)}
    if wait:
        headers["Preference-Applied"] = f"wait={wait}"
    status = HTTPStatus.OK if wait and not row.is_open else HTTPStatus.ACCEPTED
    return commands.command_response(row, status, headers)
