"""A telephone company that is reached over TCP or TLS."""

import re
import socket
import ssl
import threading

from tests.live.carrier import Carrier, Contract
from tests.live.sip_message import Message, parse

CRYPTO = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + "A" * 40


class StreamCarrier(Carrier):
    """One listener; with a context every connection is TLS."""

    def __init__(
        self, contract: Contract | None = None, context: ssl.SSLContext | None = None, host: str = "127.0.0.1"
    ) -> None:
        super().__init__(contract, host)
        self._socket.close()
        self._context = context
        self._socket = socket.socket()
        self._socket.bind((host, 0))
        self._socket.listen()
        self._socket.settimeout(0.2)
        self.port = self._socket.getsockname()[1]
        # Why a handshake failed, in the words of the TLS library.
        self.failed_handshakes: list[str] = []
        self.connections: list[threading.Thread] = []

    def _serve(self) -> None:
        while not self._stopping.is_set():
            try:
                plain, source = self._socket.accept()
            except TimeoutError:
                continue
            thread = threading.Thread(target=self._converse, args=(plain, source), daemon=True)
            self.connections.append(thread)
            thread.start()
        for thread in self.connections:
            thread.join(2)

    def _converse(self, plain: socket.socket, source: tuple[str, int]) -> None:
        plain.settimeout(5)
        try:
            connection = self._context.wrap_socket(plain, server_side=True) if self._context else plain
        except (ssl.SSLError, OSError) as error:
            self.failed_handshakes.append(str(error))
            plain.close()
            return
        connection.settimeout(0.2)
        held = b""
        with connection:
            while not self._stopping.is_set():
                try:
                    came = connection.recv(65535)
                except TimeoutError:
                    continue
                except OSError:
                    return
                if not came:
                    return
                held = self._answered(connection, held + came, source)

    def _answered(self, connection: socket.socket, held: bytes, source: tuple[str, int]) -> bytes:
        """Answer every whole request and give back what is left."""
        while (end := held.find(b"\r\n\r\n")) >= 0:
            length = re.search(rb"^(?:content-length|l)\s*:\s*(\d+)", held[:end], re.IGNORECASE | re.MULTILINE)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(held) < whole:
                break
            # Two line breaks alone keep the connection open.
            if held[:whole].strip():
                for answer in self.received(parse(held[:whole], source)):
                    connection.sendall(answer.encode())
            held = held[whole:]
        return held

    def session(self, request: Message) -> str:
        plain = super().session(request)
        if "RTP/SAVP" not in request.body:
            return plain
        return plain.replace("RTP/AVP", "RTP/SAVP") + f"{CRYPTO}\r\n"
