"""The processes of the local stack: started in groups of their own, ended in the reverse order, none left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

WITH_PARENT = Path(__file__).with_name("with_parent.py")
ROOT = Path(__file__).parents[2]

# The relay finishes its command and gives its lease back: 10 s at most.
STOP_SECONDS = 12.0
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child:
    """A running program of this repository."""

    def __init__(
        self, name: str, module: str, environment: Mapping[str, str], arguments: Sequence[str], log: Path | None
    ) -> None:
        self.name = name
        output = log.open("ab") if log else None
        descriptors = [int(argument) for argument in arguments if argument.isdecimal()]
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-E", WITH_PARENT, str(os.getpid()), sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            pass_fds=descriptors,
            # Ctrl-C reaches a whole group at once; these end in order instead.
            start_new_session=True,
        )
        if output:
            output.close()


class Children:
    """All of them, as a context: leaving it ends them."""

    def __init__(self) -> None:
        self._running: list[Child] = []

    def start(
        self,
        name: str,
        module: str,
        environment: Mapping[str, str],
        arguments: Sequence[str] = (),
        *,
        log: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a module of this repository; decimal arguments are file descriptors that it inherits.

        What it writes to stdout goes into `log`; stderr is the terminal's.
        """
        child = Child(name, module, environment, arguments, log)
        self._running.append(child)
        return child.process

    def finish(self, process: subprocess.Popen[bytes], seconds: float) -> int:
        """Wait for one that ends by itself, and return its status.

        Raises:
            TimeoutError: it did not.
        """
        (child,) = (one for one in self._running if one.process is process)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"the {child.name} did not end within {seconds:.0f} s") from None
        self._running.remove(child)
        return process.returncode

    def wait(self) -> Child:
        """Wait until one of them ends, which none of them should, and return it."""
        while True:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
            for child in self._running:
                if ended is not None and child.process.pid == ended.si_pid:
                    child.process.wait()
                    return child

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # What is being ended cannot be interrupted any more; it takes STOP_SECONDS at most.
        before = {number: signal.signal(number, signal.SIG_IGN) for number in ENDING}
        deadline = time.monotonic() + STOP_SECONDS
        try:
            while self._running:
                self._end(self._running.pop(), deadline)
        finally:
            # Who is started afterwards would inherit that nothing ends it.
            for number, handler in before.items():
                signal.signal(number, handler if handler is not None else signal.SIG_DFL)

    @staticmethod
    def _end(child: Child, deadline: float) -> None:
        child.process.terminate()
        try:
            child.process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            print(f"{child.name} did not end in time and was killed", file=sys.stderr)
        try:
            # The whole group: also what it had started itself.
            os.killpg(child.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # the usual case: nobody is left
        child.process.wait()
