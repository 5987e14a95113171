"""A struct that msgspec knows may be read by many threads at once."""

import subprocess
import sys
from pathlib import Path

import msgspec

from functions.shared.known_structs import know_structs

ROOT = Path(__file__).parents[3]
# Without it the process dies in the first few rounds: seen with msgspec 0.22.
MANY_READ = """
import sys, threading, msgspec
from typing import Annotated
from functions.shared.known_structs import know_structs
sys.setswitchinterval(1e-6)
fields = [(f"f{i}", Annotated[int, msgspec.Meta(ge=0, le=100 + i)] | None, None) for i in range(60)]
structs = [msgspec.defstruct(f"S{n}", fields) for n in range(300)]
know_structs()
for struct in structs:
    together = threading.Barrier(8)
    def read():
        together.wait(30)
        msgspec.json.decode(b'{"f1": 1}', type=struct)
    threads = [threading.Thread(target=read) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
"""


def test_many_threads_read_it_for_the_first_time_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_READ], cwd=ROOT, timeout=120, check=False)

    assert done.returncode == 0


def test_one_that_nobody_can_read_is_passed_over() -> None:
    before = know_structs()
    msgspec.defstruct("Odd", [("what", frozenset[int] | list[int])])
    msgspec.defstruct("Even", [("what", int)])

    assert know_structs() == before + 1
