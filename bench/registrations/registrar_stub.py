"""A registrar that looks at nothing: how fast the telephones are where nothing holds them up.

`python -m bench.registrations.registrar_stub` names its port and answers until it is ended.
"""

import re
import socket

_ECHOED = re.compile(rb"\r\n((?:Via|From|To|Call-ID|CSeq): [^\r]+)")


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.bind(("127.0.0.1", 0))
        print(own.getsockname()[1], flush=True)
        while True:
            packet, source = own.recvfrom(65535)
            first = b"200 OK" if b"\r\nAuthorization:" in packet else b"401 Unauthorized"
            challenge = b'WWW-Authenticate: Digest realm="example.com", nonce="1", algorithm=MD5, qop="auth"'
            lines = [b"SIP/2.0 " + first, *_ECHOED.findall(packet), challenge, b"Content-Length: 0", b"", b""]
            own.sendto(b"\r\n".join(lines), source)


if __name__ == "__main__":
    main()
