"""Small real receivers of streams on loopback: ffmpeg for RTMP, and TLS in front of it for RTMPS."""

import datetime as dt
import re
import shutil
import signal
import socket
import ssl
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.live.processes import wait_until

FFMPEG = shutil.which("ffmpeg")
HOST = "127.0.0.1"


class Receiver:
    """Takes one stream at a time, whatever its key, and writes what it hears to a file; begun anew for the next."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port, self._folder, self._count = port, folder, 0
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"rtmp://{HOST}:{self.port}/live"

    @property
    def film(self) -> Path:
        """What the newest stream brought."""
        return self._folder / f"received-{self.port}-{self._count}.flv"

    @property
    def told(self) -> tuple[str, str]:
        """Application and name of the newest stream, as this receiver says that it was told them."""
        log = self._log.read_text(encoding="utf-8")
        # It says what is other than its own address.
        (application,) = re.findall(r"App field don't match up: (.*) <-> live$", log, re.MULTILINE)
        name, *_ = re.findall(r"Unexpected stream (.*), expecting live$", log, re.MULTILINE)
        return application, name

    @property
    def _log(self) -> Path:
        return self._folder / f"received-{self.port}-{self._count}.log"

    def start(self) -> None:
        self._count += 1
        assert FFMPEG
        take = ["-listen", "1", "-i", self.url, "-c", "copy", "-flush_packets", "1", "-f", "flv", str(self.film)]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [FFMPEG, "-hide_banner", "-loglevel", "warning", "-y", *take],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        wait_until(lambda: _listens(self.port), "the receiver listens")

    def received(self) -> int:
        """How many bytes have come."""
        return self.film.stat().st_size if self.film.exists() else 0

    def signal(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait(10)

    def finish(self, within: float = 20.0) -> None:
        """Wait until the sender has gone and the film is whole."""
        assert self._process
        self._process.wait(within)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self.kill()


class TlsFront:
    """Takes TLS off what comes to its port and hands it on to another."""

    def __init__(self, folder: Path, behind: int) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(folder))
        self._server = socket.create_server((HOST, 0))
        self._context, self._behind = context, behind
        self._open: list[socket.socket] = []
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"rtmps://{HOST}:{self.port}/live"

    def close(self) -> None:
        self._server.close()
        for one in self._open:
            one.close()

    def _serve(self) -> None:
        while True:
            try:
                bare, _ = self._server.accept()
                self._open.append(bare)
                outer = self._context.wrap_socket(bare, server_side=True)
                inner = socket.create_connection((HOST, self._behind))
                self._open += [outer, inner]
            except OSError:
                # Closed, or somebody who speaks no TLS.
                if self._server.fileno() < 0:
                    return
                continue
            for source, target in ((outer, inner), (inner, outer)):
                threading.Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        # One of them hung up: so does the other.
        pass
    for one in (source, target):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It is down already.
            continue


def _listens(port: int) -> bool:
    """Whether somebody listens; without connecting, which would be the one stream that is taken."""
    ends = f":{port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return any(line.split()[1].endswith(ends) and line.split()[3] == "0A" for line in lines)


def certificate(folder: Path) -> Path:
    """A certificate of this run, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "receiver.example")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "receiver.pem"
    encoded = serialization.Encoding.PEM
    private = key.private_bytes(encoded, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + signed.public_bytes(encoded))
    return file
