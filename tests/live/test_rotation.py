"""docs/rotation.md on a running switch: its passwords change, and who is in a call notices nothing."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.live import switch as live_switch
from tests.live.carrier import Carrier, Contract
from tests.live.dialling_in import dial_in
from tests.live.processes import ROOT, wait_until
from tests.live.stack import NEXT_LOOKUP_PASSWORD, Stack
from tests.live.switch import ESL_PASSWORD, TRUNK_PASSWORD, Switch
from tests.live.telephone import Telephone
from tests.live.test_dial_in import PIN, ROOM
from tests.live.test_disabling import DEMO

PASSWORD, NEXT_PASSWORD = "mypassword", "the-next-password-of-ada"
NEXT_TRUNK_PASSWORD = "the-next-password-of-the-trunk"
GATEWAY = "example.com-rotated"
NEXT_ESL_PASSWORD = "the-next-event-socket-password"


def rotated(switch: Switch, **variables: str) -> None:
    """Write what the document says, and have FreeSWITCH read it."""
    lines = [f'<X-PRE-PROCESS cmd="set" data="{name}={value}"/>\n' for name, value in variables.items()]
    (switch.folder / "run/rotated.xml").write_text("".join(["<include>\n", *lines, "</include>\n"]))
    assert switch.api("reloadxml").startswith("+OK")


@pytest.fixture
def put_back(switch: Switch) -> Iterator[None]:
    yield
    (switch.folder / "run/rotated.xml").unlink(missing_ok=True)
    switch.api("reloadxml")
    switch.api("reload mod_xml_curl")
    listen_anew(switch, ESL_PASSWORD)


def listen_anew(switch: Switch, password: str) -> None:
    switch.api("sched_api +1 none reload mod_event_socket")
    live_switch.ESL_PASSWORD = password
    # Not before the scheduled second has come: the old event socket still answers, and refuses.
    time.sleep(1.5)
    wait_until(lambda: reachable(switch), "the event socket takes the password", within=20)


def reachable(switch: Switch) -> bool:
    try:
        return "is ready" in switch.api("status")
    except (OSError, AssertionError, KeyError):
        return False


@pytest.mark.usefixtures("put_back")
def test_the_password_of_look_ups_changes_while_a_call_is_up(switch: Switch) -> None:
    with (
        Telephone(switch.ports["trunk"], "4930123456") as first,
        Telephone(switch.ports["trunk"], "4930123457") as then,
    ):
        dial_in(first, ROOM, PIN)
        wait_until(lambda: len(switch.members("my-conf-name")) == 1, "one in my-conf-name")

        rotated(switch, functions_password=NEXT_LOOKUP_PASSWORD)
        assert "+OK module loaded" in switch.api("reload mod_xml_curl")
        dial_in(then, ROOM, PIN)

        # The second was let in with the new password: by the dialplan, and by the script that checked the PIN.
        wait_until(lambda: len(switch.members("my-conf-name")) == 2, "two in my-conf-name")
        assert switch.api("global_getvar functions_password") == NEXT_LOOKUP_PASSWORD
        assert not first.hung_up.is_set()


@pytest.mark.usefixtures("put_back")
def test_the_event_socket_s_password_changes_while_a_call_is_up(switch: Switch, stack: Stack) -> None:
    wait_until(lambda: not switch.members("my-conf-name"), "nobody in my-conf-name")
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        dial_in(telephone, ROOM, PIN)
        wait_until(lambda: len(switch.members("my-conf-name")) == 1, "one in my-conf-name")

        rotated(switch, esl_password=NEXT_ESL_PASSWORD)
        listen_anew(switch, NEXT_ESL_PASSWORD)

        assert len(switch.members("my-conf-name")) == 1
        assert not telephone.hung_up.is_set()
    assert stack.program is not None
    assert stack.program.process.poll() is None


@pytest.mark.usefixtures("put_back")
def test_a_trunk_s_password_changes_while_a_call_is_up_through_it(switch: Switch, stack: Stack, tmp_path: Path) -> None:
    with (
        Carrier(Contract(user="me", password=TRUNK_PASSWORD)) as carrier,
        Telephone(switch.ports["sip"], "1000", "mypassword") as caller,
    ):
        stack.provision(through(carrier, tmp_path))
        switch.api("xml_flush_cache")
        switch.api("sofia profile external rescan")
        wait_until(lambda: is_registered(switch), "the trunk is registered")
        assert caller.call("0900124") == 200, carrier.refused

        carrier.contract = Contract(user="me", password=NEXT_TRUNK_PASSWORD)
        carrier.forget()
        rotated(switch, trunk_password=NEXT_TRUNK_PASSWORD)
        switch.api(f"sofia profile external killgw {GATEWAY}")
        wait_until(lambda: rescanned(switch), "the trunk is registered anew", within=60)

        assert carrier.await_request("REGISTER", proved=True).method == "REGISTER"
        assert not caller.hung_up.is_set()
        with Telephone(switch.ports["sip"], "1001", "mypassword") as another:
            assert another.call("0900125") == 200, carrier.refused
        switch.api(f"sofia profile external killgw {GATEWAY}")


def test_a_user_s_password_changes_while_the_user_is_in_a_call(switch: Switch, stack: Stack, tmp_path: Path) -> None:
    with Telephone(switch.ports["sip"], "1000", PASSWORD) as telephone:
        assert telephone.register() == 200
        assert telephone.call("999") == 200
        wait_until(lambda: len(switch.members("internal")) == 1, "one in internal")

        stack.provision(with_password(NEXT_PASSWORD, tmp_path))
        with Telephone(switch.ports["sip"], "1000", NEXT_PASSWORD) as changed:
            # The nodes are told to forget the user; that takes a moment.
            wait_until(lambda: changed.register() == 200, "the new password registers", within=15)
        with Telephone(switch.ports["sip"], "1000", PASSWORD) as old:
            assert old.register() == 403

        assert len(switch.members("internal")) == 1
        assert not telephone.hung_up.is_set()
        stack.provision(DEMO)
        wait_until(lambda: telephone.register() == 200, "the old password is back", within=15)


def with_password(password: str, folder: Path) -> Path:
    """The demo with another password of 1000."""
    demo = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    (user,) = [user for user in demo["domains"][0]["users"] if user["id"] == "1000"]
    user["password"] = password
    file = folder / "password.yaml"
    file.write_text(yaml.safe_dump(demo), encoding="utf-8")
    return file


def through(carrier: Carrier, folder: Path) -> Path:
    """The demo with a gateway that registers, and a route to it."""
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    described = {"proxy": carrier.proxy, "realm": "carrier.example", "username": "me", "secret": "trunk_password"}
    demo["domains"][0]["gateways"] = [{"name": "rotated", "register": True, **described}]
    target = {"kind": "gateway", "domain": "example.com", "gateway": "rotated", "strip": 1}
    demo["contexts"][0] |= {"may_call_out": True}
    demo["contexts"][0]["routes"] += [{"name": "out", "pattern": r"0\d+", "target": target}]
    file = folder / "rotated.yaml"
    file.write_text(yaml.safe_dump(demo), encoding="utf-8")
    return file


def is_registered(switch: Switch) -> bool:
    return "\tREGED" in switch.api(f"sofia status gateway {GATEWAY}")


def rescanned(switch: Switch) -> bool:
    if "Invalid Gateway" in switch.api(f"sofia status gateway {GATEWAY}"):
        switch.api("sofia profile external rescan")
    return is_registered(switch) and GATEWAY in switch.api("sofia status")
