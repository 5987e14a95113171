"""The relay in a process of its own: how soon it acts, how much it does, how soon it is back after kill -9.

A program: it needs the address of an AWS in AWS_ENDPOINT_URL and prints its ratios as JSON.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus
from statistics import median
from subprocess import Popen

from starlette.testclient import TestClient

from bench.ratio import Ratio
from bench.relay_alone import Parts, ask
from bench.waiting import wait
from freeswitch.relay.commands.inbox import VISIBILITY_SECONDS
from functions.shared.commands.conference import SetMaxMembers
from functions.shared.commands.muting import Mute
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.audit import AuditItem
from functions.shared.tables.history.people import PeopleItem
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.layouts import LayoutsItem
from functions.shared.tables.provisioned.rendered import RenderedItem
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.tables.provisioned.users import UsersItem
from functions.shared.tables.revocations import RevocationsItem
from infra.token import mint
from tests.freeswitch.relay.child import relay_process, serving
from tests.freeswitch.relay.play import NODE, Play, make_queue, playground

SAMPLES = 25


def main() -> int:
    aws = os.environ["AWS_ENDPOINT_URL"]
    with playground(start=False, mocked=False) as here:
        here.switch.join("internal", "1000", "Ada")
        ratios = [after_kill(here, aws)]
        # Another queue: moto goes on with the question of a relay that is gone, and would give it the messages.
        here.queue_url, here.dead_url = make_queue("commands-served")
        ratios += served(here, aws)
    json.dump([asdict(ratio) for ratio in ratios], sys.stdout)
    return 0


def served(here: Play, aws: str) -> list[Ratio]:
    """What a relay that serves can do."""
    with serving_relay(here, aws):
        api = api_client()
        wait(lambda: here.stored("internal") is not None, 10)
        # Taking turns, so that what else runs on the machine is shared.
        alone = Parts(here, api)
        rounds = [(to_execution(here, api), alone.measure()) for _ in range(SAMPLES)]
        alone.esl.abandon()
        told = " + ".join(f"{part} {median(parts[part] for _, parts in rounds) * 1000:.1f}" for part in rounds[0][1])
        ratios = [
            Ratio(
                "HTTP request → executed on ESL ÷ its parts alone",
                median(whole / sum(parts.values()) for whole, parts in rounds),
                1.2,
                note=f"{median(whole for whole, _ in rounds) * 1000:.1f} ms; {told}",
            )
        ]
        for conferences in (1, 10, 100):
            speed = commands_per_second(here, conferences)
            ratios.append(
                Ratio(f"commands a second, {conferences} conferences at once", speed, unit="/s", note="on moto")
            )
    return ratios


@contextmanager
def serving_relay(here: Play, aws: str, *arguments: str) -> Iterator["Popen[str]"]:
    # As if no relay had ever been here: no lease to wait for, nobody who says that he serves.
    NodesItem(NODE).delete()
    with relay_process(here, aws, *arguments) as process:
        wait(serving, 60)
        yield process


def api_client() -> TestClient:
    """The HTTP API, as API Gateway calls it, with a token that may control."""
    for kind in (AuditItem, LayoutsItem, PeopleItem, RenderedItem, RevocationsItem, RoomsItem, UsersItem):
        kind.create_table(billing_mode="PAY_PER_REQUEST")
    from functions.mux_control.app import create_app  # noqa: PLC0415  # its clients are made for the AWS of this bench

    settings = read(ApiSettings)
    token = mint(settings, domain="example.com", conferences=("*",), can=("control",), subject="bench")
    return TestClient(create_app(settings), headers={"Authorization": f"Bearer {token}"})


def to_execution(here: Play, api: TestClient) -> float:
    """From before the request is made to the command's arrival on the switch."""
    # Until the relay waits for messages again.
    threading.Event().wait(0.2)
    already = len(here.switch.received)
    began = time.monotonic()
    command = ask(api, HTTPStatus.ACCEPTED).json()["id"]
    wait(lambda: any(" set max_members" in one.text for one in here.switch.received[already:]), 10)
    arrived = next(one.at for one in here.switch.received[already:] if " set max_members" in one.text)
    wait(lambda: has_ended(here, command), 10)
    return arrived - began


def commands_per_second(here: Play, conferences: int, each: int = 1) -> float:
    """Mutes until all have ended; forty commands in all, or one for every conference."""
    names = [f"room{number}" for number in range(conferences)]
    calls = {name: here.switch.join(name, "1000", "Ada").channel.uuid for name in names}
    wait(lambda: all(here.stored(name) is not None for name in names), 60)
    each = max(each, 40 // conferences)
    began, before = time.monotonic(), len(here.switch.commands)
    sent = [here.send(Mute(member=calls[name], muted=turn % 2 == 0), name) for turn in range(each) for name in names]
    # Looked at on the switch: to read the rows again and again would keep the tables busy.
    wait(lambda: sum(" mute " in one or " unmute " in one for one in here.switch.commands[before:]) >= len(sent), 120)
    wait(lambda: all(has_ended(here, command_id) for command_id in reversed(sent)), 30)
    return len(sent) / (time.monotonic() - began)


def has_ended(here: Play, command_id: str) -> bool:
    """Whether a command's row says so; a row that the embedded tables did not give in time says nothing yet."""
    try:
        return not here.row(command_id).is_open
    except TablesUnavailable:
        return False


def after_kill(here: Play, aws: str) -> Ratio:
    """A relay dies with a command in its hands; when does the next command of that conference end?"""
    with serving_relay(here, aws, "--stop-at", "claimed") as dying:
        here.send(SetMaxMembers(count=7))
        dying.wait(30)
        killed = time.monotonic()
        following = here.send(SetMaxMembers(count=8))
    with relay_process(here, aws):
        wait(lambda: has_ended(here, following), 60)
    ratio = (time.monotonic() - killed) / VISIBILITY_SECONDS
    return Ratio("next command of the conference after kill -9 ÷ visibility time-out", ratio, 1.1)


if __name__ == "__main__":
    sys.exit(main())
