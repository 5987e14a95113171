"""What the doctor sees of its own host."""

import socket
from pathlib import Path

import pytest

from freeswitch.relay.doctor.host import file_system, free_share, listeners, seconds_ahead, speech

HEAD = "  sl  local_address rem_address   st\n"


def test_a_listener_of_this_host_is_seen_with_its_address() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        assert listeners(listening.getsockname()[1]) == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("address", "state", "seen"),
    [
        ("0100007F:1F55", "0A", {"127.0.0.1"}),
        ("00000000:1F55", "0A", {"0.0.0.0"}),
        ("00000000000000000000000000000000:1F55", "0A", {"::"}),
        ("00000000000000000000000001000000:1F55", "0A", {"::1"}),
        ("0100007F:1F55", "01", set()),
        ("0100007F:1F56", "0A", set()),
    ],
)
def test_the_kernels_table_is_read(tmp_path: Path, address: str, state: str, seen: set[str]) -> None:
    table = tmp_path / "tcp"
    table.write_text(f"{HEAD}   0: {address} 00000000:0000 {state}\n")

    assert listeners(8021, [table, tmp_path / "no-such-table"]) == seen


def test_the_free_share_of_a_folder_that_is_not_here_is_not_known(tmp_path: Path) -> None:
    assert 0 <= (free_share(str(tmp_path)) or -1) <= 1
    assert free_share(str(tmp_path / "elsewhere")) is None


def test_functions_that_do_not_answer_are_told_with_the_reason() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        ahead, problem = seconds_ahead(f"http://127.0.0.1:{unused.getsockname()[1]}")

    assert ahead is None
    assert "refused" in problem


def test_a_folders_file_system_is_that_of_the_nearest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\ntmpfs /run tmpfs rw 0 0\n"
        "/dev/sdb1 /run ext4 rw 0 0\ntmpfs /var/a\\040b tmpfs rw 0 0\n"
    )

    told = {
        folder: file_system(folder, mounts)
        for folder in ("/dev/shm/freeswitch-stills", "/dev/shmx", "/run/stills", "/var/a b/c", "/")
    }
    assert told == {
        "/dev/shm/freeswitch-stills": "tmpfs",
        "/dev/shmx": "ext4",
        "/run/stills": "ext4",
        "/var/a b/c": "tmpfs",
        "/": "ext4",
    }
    assert file_system("/dev/shm", tmp_path / "nowhere") is None


def test_espeak_ngs_version_is_what_it_says_and_nothing_where_it_is_not(tmp_path: Path) -> None:
    program = tmp_path / "speaks"
    program.write_text("#!/bin/sh\necho 'eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/3.2'\n")
    program.chmod(0o755)
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)

    assert speech(str(program)) == "1.51"
    assert speech(str(broken)) == ""
    assert speech(str(tmp_path / "missing")) == ""
