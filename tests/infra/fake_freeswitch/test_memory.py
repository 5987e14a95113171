"""As a program the stand-in does not grow with what it has done."""

import gc
import os
import platform
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path

import pytest

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.__main__ import KEPT
from infra.fake_freeswitch.conferences.still import still
from infra.fake_freeswitch.esl.recent import Recent
from infra.fake_freeswitch.memory import ARENAS, give_back
from tests.infra.fake_freeswitch.esl_client import EslClient
from tests.soak.sizes import resident_megabytes

ROOT = Path(__file__).parents[3]
# As much as five commands a second make in two minutes.
COMMANDS = 600
# Before, the same left 7 MB: each event takes 4 to 5 kB.
MOST_BYTES = 1_000_000


def read_all(client: EslClient) -> None:
    try:
        while True:
            client.read()
    except (EOFError, OSError, ValueError):
        pass  # the test is over


def test_two_minutes_of_commands_leave_nothing_behind() -> None:
    with (
        FakeFreeswitch(kept=KEPT) as switch,
        EslClient(switch.port) as events,
        EslClient(switch.port) as client,
    ):
        events.log_in(switch.password).ask("event json CUSTOM conference::maintenance API")
        reader = threading.Thread(target=read_all, args=(events,), daemon=True)
        reader.start()
        client.log_in(switch.password)
        ada = switch.join("internal", "1000", "Ada")

        def work(commands: int) -> None:
            for number in range(commands):
                client.ask(f"api conference internal {('mute', 'unmute')[number % 2]} {ada.id}")
                if number % 5 == 0:
                    switch.hang_up(switch.join("internal", "1001"))
            switch.wait_for(lambda: switch.switch.agenda.idle, 10)

        # The diary is full before it is looked at: it is bounded, and tested for that.
        work(COMMANDS)
        for _ in range(4000):
            switch.switch.diary.note("command", text="conference internal mute 1", reply="+OK mute 1\n")
        tracemalloc.start()
        try:
            gc.collect()
            before = tracemalloc.get_traced_memory()[0]
            work(COMMANDS)
            gc.collect()
            grown = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()

        assert grown < MOST_BYTES
        assert max(len(switch.events), len(switch.received)) <= KEPT
    reader.join(5)


def test_what_is_recent_is_kept_and_what_is_old_goes() -> None:
    recent: Recent[int] = Recent(10)
    for number in range(100):
        recent.append(number)

    assert len(recent) <= 10
    assert recent[-5:] == [95, 96, 97, 98, 99]


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's own, and looks into /proc")
def test_what_painting_in_other_threads_has_left_is_given_back() -> None:
    with FakeFreeswitch(kept=KEPT) as switch:
        switch.join("internal", "1000", "Ada")
        conference = switch.conferences["internal"]
        threads = [threading.Thread(target=still, args=(conference,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        before = resident_megabytes(os.getpid())

        give_back()

        after = resident_megabytes(os.getpid())
        assert before is not None
        assert after is not None
        assert after < before


# Threads that are there at once each take an arena of their own where there is one.
ARENAS_TAKEN = """
import ctypes, threading
from infra.fake_freeswitch.memory import few_arenas
few_arenas()
libc, all_there = ctypes.CDLL(None), threading.Barrier(8)
libc.malloc.restype = ctypes.c_void_p
def take():
    libc.malloc(100_000)
    all_there.wait(10)
threads = [threading.Thread(target=take) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="arenas are glibc's")
def test_threads_share_a_few_arenas() -> None:
    told = subprocess.run([sys.executable, "-c", ARENAS_TAKEN], cwd=ROOT, capture_output=True, text=True, check=True)

    assert 1 <= told.stdout.count("<heap nr=") <= ARENAS
