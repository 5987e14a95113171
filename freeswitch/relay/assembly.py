"""The parts of a relay and how they know each other."""

from collections.abc import Callable
from functools import partial
from typing import TypedDict, Unpack

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock, SystemClock, TablesClock
from freeswitch.relay.commands.hands import Hands
from freeswitch.relay.commands.inbox import Inbox
from freeswitch.relay.commands.newcomers import Newcomers
from freeswitch.relay.commands.open_commands import OpenCommands
from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.commands.rows import CommandRows
from freeswitch.relay.commands.stage_keeper import StageKeeper
from freeswitch.relay.commands.worker import CommandWorker
from freeswitch.relay.conferences.doors import Doors
from freeswitch.relay.conferences.follower import Follower
from freeswitch.relay.conferences.foreign import Foreign
from freeswitch.relay.conferences.observers import Observers
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.doctor.certificate_watch import CertificateWatch, shown_by
from freeswitch.relay.door.keeper import Doorkeeper
from freeswitch.relay.executors import Executors
from freeswitch.relay.hosting.going_on import GoingOn, after
from freeswitch.relay.hosting.keys import HostKeys
from freeswitch.relay.hosting.outputs_going_on import OutputsGoingOn
from freeswitch.relay.hosting.people_going_on import PeopleGoingOn
from freeswitch.relay.lease.node import NodeLease
from freeswitch.relay.lease.sign_of_life import SignOfLife
from freeswitch.relay.loops.beside import count_with
from freeswitch.relay.outputs.put_together import AllOutputSettings
from freeswitch.relay.registrations.registrations import Registrations
from freeswitch.relay.rules.rule_keeper import RuleKeeper
from freeswitch.relay.switch.event_queue import EventQueue
from freeswitch.relay.switch.event_values import Event
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.pair import connect
from freeswitch.relay.switch.watches import Watches
from freeswitch.relay.telemetry.metrics import Metrics
from freeswitch.relay.trunks.gateways import Gateways
from functions.shared.command_life.command_queue import send_command
from functions.shared.settings import RelaySettings


class Options(TypedDict, total=False):
    """What tests and the bench may replace or watch."""

    clock: Clock
    write_metrics: Callable[[str], None]
    # Told how far each command has come.
    checkpoint: Callable[[str], None]
    output_settings: AllOutputSettings | None


class Parts:
    """Everything of one relay, put together; nothing runs yet."""

    def __init__(self, settings: RelaySettings, region: str, **options: Unpack[Options]) -> None:
        checkpoint = options.get("checkpoint", _nobody)
        output_settings = options.get("output_settings") or AllOutputSettings()
        self._sign = SignOfLife(settings.node)
        self.owner = self._sign.owner
        self.clock = TablesClock(options.get("clock") or SystemClock())
        self.metrics = Metrics(settings.node, options.get("write_metrics", _nobody))
        count_with(partial(self.metrics.count, "UnexpectedErrors"))
        self.stopping = Signal()
        self.rooms = Rooms()
        self.lease = NodeLease(
            settings.node,
            self.owner,
            settings.queue_url,
            clock=self.clock,
            metrics=self.metrics,
            rooms=self.rooms,
            switch_up=self.rooms.ready.is_set,
            told_until=lambda: self.writer.told_until,
            gateways=lambda: None if self.gateways.states is None else self.gateways.states.values(),
        )
        self.queue = EventQueue(seconds_ahead=lambda: self.clock.ahead or 0.0)
        self.writer = StateWriter(
            settings.node,
            self.clock,
            self.metrics,
            term=lambda: self.lease.term,
            behind=lambda: self.queue.seconds_behind,
        )
        self.watches = Watches()
        self.link = Link(
            partial(connect, settings.esl_host, settings.esl_port, settings.esl_password),
            self.queue,
            self.clock,
            self.metrics,
            lost=self._switch_lost,
        )
        self.gateways = Gateways(self.link, self.clock, self.metrics, ready=self.rooms.ready.is_set)
        self.registrations = Registrations(
            settings.node, self.link, self.clock, may_work=self.may_work, term=lambda: self.lease.term
        )
        self.certificates = CertificateWatch(
            partial(shown_by, settings), self.clock, self.metrics, may_work=self.may_work
        )
        executors = Executors(
            settings,
            region,
            self.link,
            self.rooms,
            watches=self.watches,
            writer=self.writer,
            clock=self.clock,
            found=output_settings,
            term=lambda: self.lease.term,
            count=self.metrics.count,
            checkpoint=checkpoint,
        )
        execution = executors.execution
        self.outputs, self.stills, self.speech = executors.outputs, executors.stills, executors.speech
        self.judging, self.placing = executors.judging, executors.placing
        own = OwnCommands(settings.node, self.clock, partial(send_command, settings.queue_url))
        mark = partial(self.writer.mark, soon=True)
        newcomers = Newcomers(settings.node, self.clock, self.metrics, commands=own, mark=mark)
        self.stages = StageKeeper(self.rooms, execution, self.clock, self.metrics, settings.node, newcomers=newcomers)
        self.door = Doorkeeper(
            self.rooms,
            execution,
            self.link,
            decide=self.writer.door.decide,
            clock=self.clock,
            metrics=self.metrics,
        )
        self.rows = CommandRows(
            self.owner,
            settings.node,
            execution=execution,
            stages=self.stages,
            uploads=self.judging,
            rooms=self.rooms,
            writer=self.writer,
            clock=self.clock,
            metrics=self.metrics,
            may_wait=self.may_hold,
            checkpoint=checkpoint,
        )
        self.hands = Hands()
        self.inbox = Inbox(settings.queue_url, region)
        self.worker = CommandWorker(
            self.inbox,
            self.rows,
            self.hands,
            self.clock,
            self.metrics,
            may_hold=self.may_hold,
            stopping=self.stopping,
            ready=self.rooms.ready,
            checkpoint=checkpoint,
        )
        self.open_commands = OpenCommands(
            settings.node,
            self.rows,
            self.hands,
            rooms=self.rooms,
            clock=self.clock,
            metrics=self.metrics,
            may_begin=self.worker.may_begin,
        )
        doors = Doors(self.link, self.rooms)
        outputs = OutputsGoingOn(settings.node, self.clock, own, output_settings.streams.key_secrets)
        self.writer.on_recalled = after(doors.look, GoingOn(settings.node, self.clock, own).look, outputs.look)
        people = PeopleGoingOn(settings.node, own, self.writer.teller.hand_stays_up)
        self.writer.on_foreign = Foreign(self.link, settings.foreign_seconds).look
        self.keys = HostKeys(settings.node, self.rooms, own)
        self.rules = RuleKeeper(
            settings.node,
            self.rooms,
            self.clock,
            self.metrics,
            commands=own,
            mark=mark,
            may_work=self.may_work,
            outputs=self.outputs,
            key_secrets=output_settings.streams.key_secrets,
        )
        self.follower = Follower(
            self.link,
            self.queue,
            self.rooms,
            writer=self.writer,
            watches=self.watches,
            clock=self.clock,
            metrics=self.metrics,
            on_entry=after(doors.look, people.look),
            on_change=Observers(self.link).look,
            on_event=self._event_came,
            on_snapshot=self._snapshot_taken,
            followed_until=lambda: self.lease.followed_until,
        )

    def _switch_lost(self) -> None:
        self.rooms.ready.clear()
        self.watches.lose_all()

    def _event_came(self, event: Event) -> None:
        self.outputs.take(event)
        self.gateways.take(event)
        self.registrations.take(event)
        self.door.take(event)
        self.keys.take(event)

    def _snapshot_taken(self) -> None:
        self.gateways.look_again()
        self.registrations.look_again()
        self.outputs.snapshot_taken()
        self.stages.look_again_at_all()
        self.open_commands.hurry()
        # The API may send commands to this node again.
        self.lease.hurry.set()

    def may_hold(self) -> bool:
        """Whether a message in hand may be kept until a command may be begun."""
        return self.lease.held and not self.stopping.is_set()

    def may_work(self) -> bool:
        return self.lease.held and self.rooms.ready.is_set()


def _nobody(_: str) -> None:
    """Nobody wants to know."""
