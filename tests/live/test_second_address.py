"""A node whose first address of the functions is dead asks the second, and nobody notices."""

import os
from pathlib import Path

from tests.live.processes import free_ports, wait_until
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone


def test_users_register_and_call_through_the_second_address(stack: Stack, tmp_path: Path) -> None:
    (dead,) = free_ports(1)
    switch = Switch(
        os.environ["FREESWITCH"], tmp_path, f"http://127.0.0.1:{dead}", LOOKUP_PASSWORD, XML_CURL_URL_2=stack.url
    )
    switch.start()
    try:
        with Telephone(switch.ports["sip"], "1002", "mypassword") as telephone:
            assert telephone.register() == 200
            assert telephone.call("999") == 200
            wait_until(lambda: len(switch.members("external")) == 1, "one in external")
        with Telephone(switch.ports["sip"], "1002", "wrong") as telephone:
            assert telephone.register() == 403
    finally:
        switch.stop()
