"""A caller's home: a network namespace with a cable to this machine, a packet filter, an address that can change."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

FORWARDER = Path(__file__).with_name("forwarder.py")
NAME, CABLE, PLUG = "fs-home", "fs-cable", "fs-plug"
# Two addresses of this machine at the cable's end: the switch's, and the TURN server's.
SWITCH, TURN = "10.77.0.1", "10.77.0.9"
ADDRESSES = ("10.77.0.2", "10.77.0.3")
DEADLINE_S = 60
INSIDE = ("ip", "netns", "exec", NAME)


def missing() -> str:
    """What this machine lacks for a home, empty when it lacks nothing."""
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    lacking = [program for program in ("ip", "nft", "tc", "turnserver", "openssl") if not shutil.which(program)]
    return f"not installed: {', '.join(lacking)} (Debian: iproute2, nftables, coturn, openssl)" if lacking else ""


def run(*command: str) -> str:
    """Run a command and give what it says.

    Raises:
        AssertionError: it failed, with its words.
    """
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert done.returncode == 0, (command, done.stderr)
    return done.stdout


class Home:
    """What happens to a caller's network."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = [str(port) for port in ports]
        self._inner: subprocess.Popen[str] | None = None

    def inside(self, *command: str) -> str:
        return run(*INSIDE, *command)

    def plug_in(self, address: str = ADDRESSES[0]) -> None:
        """Another address than before, if there was one."""
        self.inside("ip", "address", "flush", "dev", PLUG)
        self.inside("ip", "address", "add", f"{address}/24", "dev", PLUG)

    def only(self, *allowed: str) -> None:
        """Let nothing out to the switch's machine but these (`udp dport 3478`), and the page and SIP over TCP."""
        pages = f"tcp dport {{ {', '.join(self._ports)} }}"
        rules = "\n".join(f"{rule} accept" for rule in (f"ip daddr {SWITCH} {pages}", "oifname lo", *allowed))
        self._filter(f"{rules}\nip daddr {{ {SWITCH}, {TURN} }} drop")

    def lose(self, percent: int, *, arriving: int = 0) -> None:
        """Lose so many of the packets of sound and picture that leave, and of those that arrive."""
        self._filter(
            f"ip daddr {SWITCH} meta l4proto udp numgen random mod 100 < {percent} drop",
            f"ip saddr {SWITCH} meta l4proto udp numgen random mod 100 < {arriving} drop",
        )

    def let_everything_through(self) -> None:
        self._filter("")
        subprocess.run([*INSIDE, "tc", "qdisc", "del", "dev", PLUG, "root"], capture_output=True, check=False)

    def narrow(self, kilobits: int) -> None:
        """What leaves the home has this rate, in thousand bits a second."""
        rate = ["tbf", "rate", f"{kilobits}kbit", "burst", "8kb", "latency", "300ms"]
        self.inside("tc", "qdisc", "replace", "dev", PLUG, "root", *rate)

    def open_ways(self) -> None:
        """The page and SIP can be reached, as on this machine."""
        self._inner = _forwarder(INSIDE, "127.0.0.1", SWITCH, self._ports)

    def cut_ways(self) -> None:
        """Page and SIP cannot be reached; sound and picture go on."""
        if self._inner:
            self._inner.kill()
            self._inner.communicate(timeout=DEADLINE_S)
            self._inner = None

    def _filter(self, rules: str, arriving: str = "") -> None:
        out = f"chain out {{ type filter hook output priority 0;\n{rules}\n}}\n"
        into = f"chain into {{ type filter hook input priority 0;\n{arriving}\n}}\n"
        script = f"flush ruleset\ntable inet home {{\n{out}{into}}}\n"
        subprocess.run([*INSIDE, "nft", "-f", "-"], input=script, text=True, timeout=DEADLINE_S, check=True)


def _forwarder(before: Sequence[str], host: str, target: str, ports: Sequence[str]) -> subprocess.Popen[str]:
    command = [*before, sys.executable, str(FORWARDER), host, target, *ports]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for _ in ports:
        assert process.stdout.readline().strip() in ports, command
    return process


@contextmanager
def home(ports: Sequence[int]) -> Iterator[Home]:
    """Make it; `ports` of this machine's 127.0.0.1 are the same in there."""
    with ExitStack() as stack:
        # What a run that was killed has left.
        for left in (["ip", "netns", "del", NAME], ["ip", "link", "del", CABLE]):
            subprocess.run(left, capture_output=True, check=False)
        run("ip", "netns", "add", NAME)
        stack.callback(run, "ip", "netns", "del", NAME)
        run("ip", "link", "add", CABLE, "type", "veth", "peer", "name", PLUG, "netns", NAME)
        for address in (SWITCH, TURN):
            run("ip", "address", "add", f"{address}/24", "dev", CABLE)
        run("ip", "link", "set", CABLE, "up")
        made = Home(ports)
        for device in ("lo", PLUG):
            made.inside("ip", "link", "set", device, "up")
        made.plug_in()
        outer = _forwarder((), SWITCH, "127.0.0.1", [str(port) for port in ports])
        stack.callback(outer.communicate, timeout=DEADLINE_S)
        stack.callback(outer.kill)
        made.open_ways()
        stack.callback(made.cut_ways)
        yield made
