"""healthy.sh says whether both SIP profiles run, and event-socket.sh asks FreeSWITCH anything."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.freeswitch.event_socket import EventSocket, event_socket

FOLDER = Path(__file__).parents[2] / "freeswitch"
PASSWORD = "a-password-of-the-event-socket"
# As FreeSWITCH 1.10.12 prints it.
STATUS = """                     Name\t   Type\t                                      Data\tState
=================================================================================================
                 internal\tprofile\t      sip:mod_sofia@127.0.0.1:5060\tRUNNING (0)
                 external\tprofile\t      sip:mod_sofia@127.0.0.1:5080\t{external} (0)
              example.com\t  alias\t                    internal\tALIASED
=================================================================================================
"""


def run(program: str, server: EventSocket, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "esl-password").write_text(PASSWORD)
    return subprocess.run(
        [FOLDER / program, *arguments],
        env={"PATH": os.environ["PATH"], "ESL_PORT": server.port, "RUN_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


@pytest.mark.parametrize(
    ("external", "status", "said"),
    [("RUNNING", 0, ""), ("STOPPED", 1, "of the profiles internal and external, 1 run\n")],
)
def test_a_node_is_well_while_both_profiles_run(tmp_path: Path, external: str, status: int, said: str) -> None:
    with event_socket(lambda _command: STATUS.format(external=external)) as server:
        done = run("healthy.sh", server, tmp_path)

        assert (done.returncode, done.stderr) == (status, said)
        assert (server.asked, server.passwords) == (["sofia status"], [PASSWORD])


def test_a_switch_that_is_not_there_is_not_well(tmp_path: Path) -> None:
    with event_socket(str) as server:
        pass
    done = run("healthy.sh", server, tmp_path)

    assert done.returncode == 1
    assert done.stderr.endswith("of the profiles internal and external, 0 run\n")


def test_anything_can_be_asked_from_a_terminal(tmp_path: Path) -> None:
    with event_socket(lambda command: f"you asked {command}\n") as server:
        done = run("event-socket.sh", server, tmp_path, "show", "channels")

        assert done.returncode == 0
        assert done.stdout.endswith("\n\nyou asked show channels\n")
