"""One run from its start to all that is known of it."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec

from infra.local.children import Children
from tests.soak.callers import Callers
from tests.soak.clients import Api, Clients
from tests.soak.disk import Disk
from tests.soak.evidence import Evidence
from tests.soak.faults import Faults, Recovery
from tests.soak.final_state import Json, differences
from tests.soak.history import Asked, History
from tests.soak.probe import Probe
from tests.soak.promises import CALM_SECONDS, EMPTY_SECONDS, END_SECONDS, RECORDING_SECONDS, busy
from tests.soak.recordings import erased_by, recordings_of
from tests.soak.rows import Storage
from tests.soak.schedule import Blow
from tests.soak.sizes import Sizes
from tests.soak.stack import Stack
from tests.soak.standin import DiaryReader, Orders
from tests.soak.told import feed_of
from tests.soak.world import STEADY_CALLERS, STEADY_ROOM

# Everybody has called once by then.
GATHER_SECONDS = 30.0
TURN_SECONDS = 0.2
# A command's deadline.
COMMAND_SECONDS = 30.0


class Run:
    """Puts the parts together; used by one thread, which also starts and ends the processes."""

    def __init__(self, seed: int, seconds: float, patience: float, folder: Path) -> None:
        self._seed, self._seconds, self._patience, self._folder = seed, seconds, patience, folder
        self._remarks: list[str] = []

    def run(self, children: Children, disk: Disk, blows: Sequence[Blow]) -> Evidence:
        """All of it."""
        stack = Stack(self._folder, children, disk)
        stack.start_all()
        storage = Storage(stack.aws, stack.region, stack.aws_key, stack.commands_table, stack.queues)
        orders, history = Orders(stack.control_port), History(self._folder / "history.jsonl")
        diary, sizes = DiaryReader(stack.control_port, self._folder / "diary.jsonl"), Sizes(stack)
        api = Api("soak", stack.port, stack.token("soak"), history)
        diary.start()
        callers = Callers(self._seed, stack.control_port, diary)
        callers.start()
        self._gather(diary, api)
        clients, began = Clients(self._seed, stack, history), time.time()
        sizes.start()
        clients.start()
        recoveries = self._storm(blows, Faults(stack, orders, disk, Probe(api, diary)), stack, began)
        clients.stop()
        callers.stop()
        stack.be_well()
        self._wait_for_ends(storage, api)
        differing = self._compare(orders, api)
        seconds = RECORDING_SECONDS * self._patience * busy()
        recordings = recordings_of(storage.commands(), api, seconds, erased=erased_by(history.asked))
        sizes.stop()
        diary.stop()
        feeds_read_at = time.time()
        feeds = {name: feed_of(api, name) for name in sorted({one.conference for one in diary.entries} - {""})}
        (self._folder / "feeds.json").write_bytes(msgspec.json.encode(feeds))
        history.close()
        rows = storage.commands()
        (self._folder / "rows.jsonl").write_bytes(msgspec.json.Encoder().encode_lines(list(rows.values())))
        (self._folder / "sizes.json").write_bytes(msgspec.json.encode(sizes.lives))
        evidence = Evidence(
            began=began,
            history=history,
            rows=rows,
            entries=diary.entries,
            lost_entries=diary.lost,
            stills_root=stack.stills_root,
            recoveries=recoveries,
            deaths=stack.deaths,
            differences=differing,
            messages=self._messages(storage),
            recordings=recordings,
            feeds=feeds,
            feeds_read_at=feeds_read_at,
            sizes=sizes,
            calls=callers.calls,
            refused_calls=callers.refused,
            disk_is_real=disk.is_real,
            remarks=self._remarks,
        )
        stack.close()
        return evidence

    def _gather(self, diary: DiaryReader, api: Api) -> None:
        """Wait until there is somebody, and the API shows it."""
        until = time.monotonic() + GATHER_SECONDS * busy()
        while time.monotonic() < until:
            asked = Asked(client=api.name, method="GET", path=f"/v1/conferences/{STEADY_ROOM}")
            api.ask(asked)
            if asked.status == 200 and len(diary.present) > STEADY_CALLERS:
                return
            time.sleep(TURN_SECONDS)
        raise TimeoutError(f"after {GATHER_SECONDS:g} s nobody is in a conference; see {self._folder}")

    def _storm(self, blows: Sequence[Blow], faults: Faults, stack: Stack, began: float) -> list[Recovery]:
        """One blow after the other, each when its time has come and the one before is over."""
        recoveries = []
        for blow in blows:
            self._wait_until(began + blow.at, stack)
            if time.time() - began + blow.usual > self._seconds:
                self._remarks.append(f"there was no time for {blow.name}")
                continue
            recovery = faults.strike(blow)
            recoveries.append(recovery)
            took = "never" if recovery.seconds is None else f"{recovery.seconds:.2f} s"
            print(f"  {recovery.began - began:6.1f} s  {blow.name}: {took}", file=sys.stderr, flush=True)
        self._wait_until(began + self._seconds, stack)
        return recoveries

    @staticmethod
    def _wait_until(moment: float, stack: Stack) -> None:
        # Also where everything is late by now: nobody else would start what has died.
        stack.look_for_deaths()
        while (left := moment - time.time()) > 0:
            time.sleep(min(left, TURN_SECONDS))
            stack.look_for_deaths()

    def _wait_for_ends(self, storage: Storage, api: Api) -> None:
        """Wait until every command has ended, or should have; whoever asks for a late one ends it."""
        until = time.monotonic() + COMMAND_SECONDS + END_SECONDS * self._patience * busy()
        while time.monotonic() < until:
            still_open = [row for row in storage.commands().values() if row.is_open]
            if not still_open:
                return
            for row in still_open:
                if row.deadline < time.time():
                    api.ask(Asked(client=api.name, method="GET", path=f"/v1/commands/{row.id}"))
            time.sleep(TURN_SECONDS)

    def _messages(self, storage: Storage) -> dict[str, int]:
        """How many messages each queue holds once all had time to be worked off."""
        until = time.monotonic() + EMPTY_SECONDS * self._patience * busy()
        while any((found := storage.messages()).values()) and time.monotonic() < until:
            time.sleep(TURN_SECONDS)
        return found

    def _compare(self, orders: Orders, api: Api) -> list[str]:
        """What differs between the API and the switch a moment after all is quiet."""
        until = time.monotonic() + CALM_SECONDS * self._patience * busy()
        while True:
            found = list(differences(orders.truth(), self._listed(api), lambda name: self._shown(api, name)))
            if not found or time.monotonic() > until:
                return found
            time.sleep(TURN_SECONDS)

    @staticmethod
    def _listed(api: Api) -> set[str]:
        found = api.ask(Asked(client=api.name, method="GET", path="/v1/conferences?limit=100"))
        return {item["name"] for item in found["items"]} if isinstance(found, dict) and "items" in found else set()

    @staticmethod
    def _shown(api: Api, name: str) -> Json | None:
        asked = Asked(client=api.name, method="GET", path=f"/v1/conferences/{quote(name)}")
        found = api.ask(asked)
        return found if asked.status == 200 and isinstance(found, dict) else None
