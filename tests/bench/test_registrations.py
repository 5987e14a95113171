"""The telephones that measure a switch: they prove who they are, ask again, and tell who did not get in."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import pytest

from bench.registrations import telephones
from bench.registrations.processes import helper
from bench.registrations.telephones import Telephones, Told

USERS = ("2000", "2001", "2002")


def register(port: int, seconds: float = 0.3) -> Told:
    asking = Telephones(port)
    try:
        return asking.register(cycle(USERS), seconds, at_once=2)
    finally:
        asking.close()


@contextmanager
def registrar(answers: Iterator[str]) -> Iterator[int]:
    """Answer each packet with the next first line; an empty one is no answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.bind(("127.0.0.1", 0))
        own.settimeout(0.05)
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    packet, source = own.recvfrom(65535)
                except TimeoutError:
                    continue
                if first := next(answers):
                    kept = [line for line in packet.decode().split("\r\n") if line.startswith(("Call-ID", "CSeq"))]
                    challenge = 'WWW-Authenticate: Digest realm="example.com", nonce="1", algorithm=MD5, qop="auth"'
                    own.sendto("\r\n".join([f"SIP/2.0 {first}", *kept, challenge, "", ""]).encode(), source)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield own.getsockname()[1]
        finally:
            over.set()
            thread.join()


def test_everybody_registers_and_is_counted() -> None:
    with helper("bench.registrations.registrar_stub") as port:
        told = register(port)

    assert told.users == set(USERS)
    assert told.rate > 0
    assert (len(told.took) >= told.within, dict(told.refused)) == (True, {})


def test_whoever_is_refused_is_told() -> None:
    with registrar(cycle(["403 Forbidden"])) as port:
        told = register(port)

    assert told.took == []
    assert set(told.refused) == {403}


def test_a_challenge_without_end_is_given_up() -> None:
    with registrar(cycle(["401 Unauthorized"])) as port:
        told = register(port)

    assert (told.took, set(told.refused)) == ([], {401})


def test_a_lost_packet_is_sent_again_and_silence_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telephones, "AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(telephones, "LAST_SECONDS", 0.4)
    with registrar(cycle(["", "200 OK"])) as port:
        lost = register(port)
    with registrar(cycle([""])) as port:
        silent = register(port)

    assert lost.again > 0
    assert lost.took
    assert (silent.took, set(silent.refused)) == ([], {0})
