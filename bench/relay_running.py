"""The relay in a process of its own: how soon it acts, how much it does, how soon it is back after kill -9.

A program: it needs the address of an AWS in AWS_ENDPOINT_URL and prints its ratios as JSON.
"""

import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from statistics import median
from subprocess import Popen

from bench.ratio import Ratio
from freeswitch.relay.inbox import VISIBILITY_SECONDS, Inbox
from freeswitch.relay.process import connect
from functions.shared.command_queue import send_command
from functions.shared.commands.conference import SetMaxMembers
from functions.shared.commands.members import Mute
from functions.shared.tables.commands import claim_command, create_command
from functions.shared.tables.nodes import NodesItem
from tests.freeswitch.relay.child import relay_process, serving
from tests.freeswitch.relay.stage import NODE, PASSWORD, REGION, Stage, command_row, make_queue, stage

SAMPLES = 25


def main() -> int:
    aws = os.environ["AWS_ENDPOINT_URL"]
    with stage(start=False, mocked=False) as here:
        here.switch.join("internal", "1000", "Ada")
        ratios = [after_kill(here, aws)]
        # Another queue: moto goes on with the question of a relay that is gone, and would give it the messages.
        here.queue_url, here.dead_url = make_queue("commands-served")
        ratios += served(here, aws)
    json.dump([asdict(ratio) for ratio in ratios], sys.stdout)
    return 0


def served(here: Stage, aws: str) -> list[Ratio]:
    """What a relay that serves can do."""
    with serving_relay(here, aws):
        whole = median(to_execution(here) for _ in range(SAMPLES))
        parts = parts_alone(here)
        told = " + ".join(f"{part} {seconds * 1000:.1f}" for part, seconds in parts.items())
        note = f"{whole * 1000:.1f} ms; {told}"
        ratios = [Ratio("row written → executed on ESL ÷ its parts alone", whole / sum(parts.values()), 1.2, note=note)]
        for conferences in (1, 10, 100):
            speed = commands_per_second(here, conferences)
            ratios.append(Ratio(f"commands a second, {conferences} conferences at once", speed, unit="/s"))
    return ratios


@contextmanager
def serving_relay(here: Stage, aws: str, *arguments: str) -> Iterator["Popen[str]"]:
    # As if no relay had ever been here: no lease to wait for, nobody who says that he serves.
    NodesItem(NODE).delete()
    with relay_process(here, aws, *arguments) as process:
        wait(serving, 60)
        yield process


def to_execution(here: Stage) -> float:
    """From before the row is written, as the API does it, to the command's arrival on the switch."""
    # Until the relay waits for messages again.
    threading.Event().wait(0.2)
    row = command_row(SetMaxMembers(count=7), "internal", here.conference_uuid("internal"))
    already = len(here.switch.received)
    began = time.monotonic()
    create_command(row)
    send_command(here.queue_url, row)
    wait(lambda: any(" set max_members" in one.text for one in here.switch.received[already:]), 10)
    arrived = next(one.at for one in here.switch.received[already:] if " set max_members" in one.text)
    wait(lambda: not here.row(row.id).is_open, 10)
    return arrived - began


def parts_alone(here: Stage) -> dict[str, float]:
    """Each part of the way by itself, on the same tables, queue and switch."""
    url, _ = make_queue("commands-alone")
    inbox, taken = Inbox(url, REGION), queue.Queue[float]()
    esl = connect("127.0.0.1", here.switch.port, PASSWORD, on_event=None, on_garbage=None)
    samples: dict[str, list[float]] = {"row": [], "queue": [], "claim": [], "ESL": []}
    for sample in range(SAMPLES):
        # A group of its own each time: the message before is still in flight.
        row = command_row(SetMaxMembers(count=7), f"alone{sample}", "u")
        samples["row"].append(timed(partial(create_command, row)))
        waiting = threading.Thread(target=take_one, args=(inbox, taken))
        waiting.start()
        # Long enough for the question to be there before the message is.
        threading.Event().wait(0.05)
        began = time.monotonic()
        send_command(url, row)
        samples["queue"].append(taken.get(timeout=10) - began)
        waiting.join()
        samples["claim"].append(timed(partial(claim_command, row.id, owner="x", now=0, seconds=1)))
        samples["ESL"].append(timed(lambda: esl.api("conference internal get count")))
    esl.abandon()
    return {part: median(seconds) for part, seconds in samples.items()}


def take_one(inbox: Inbox, taken: "queue.Queue[float]") -> None:
    """Wait for a message and say when it came."""
    inbox.receive(5)
    taken.put(time.monotonic())


def commands_per_second(here: Stage, conferences: int, each: int = 1) -> float:
    """Mutes until all have ended; forty commands in all, or one for every conference."""
    names = [f"room{number}" for number in range(conferences)]
    calls = {name: here.switch.join(name, "1000", "Ada").channel.uuid for name in names}
    wait(lambda: all(here.stored(name) is not None for name in names), 60)
    each = max(each, 40 // conferences)
    began, before = time.monotonic(), len(here.switch.commands)
    sent = [here.send(Mute(member=calls[name], muted=turn % 2 == 0), name) for turn in range(each) for name in names]
    # Looked at on the switch: to read the rows again and again would keep the tables busy.
    wait(lambda: sum(" mute " in one or " unmute " in one for one in here.switch.commands[before:]) >= len(sent), 120)
    wait(lambda: not any(here.row(command_id).is_open for command_id in reversed(sent)), 30)
    return len(sent) / (time.monotonic() - began)


def after_kill(here: Stage, aws: str) -> Ratio:
    """A relay dies with a command in its hands; when does the next command of that conference end?"""
    with serving_relay(here, aws, "--stop-at", "claimed") as dying:
        here.send(SetMaxMembers(count=7))
        dying.wait(30)
        killed = time.monotonic()
        following = here.send(SetMaxMembers(count=8))
    with relay_process(here, aws):
        wait(lambda: not here.row(following).is_open, 60)
    ratio = (time.monotonic() - killed) / VISIBILITY_SECONDS
    return Ratio("next command of the conference after kill -9 ÷ visibility time-out", ratio, 1.1)


def timed(call: Callable[[], object]) -> float:
    began = time.monotonic()
    call()
    return time.monotonic() - began


def wait(condition: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what was awaited did not come")
        threading.Event().wait(0.005)


if __name__ == "__main__":
    sys.exit(main())
