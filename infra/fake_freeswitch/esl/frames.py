"""What FreeSWITCH writes on a connection, frame by frame."""

GARBAGE = b"\x00\xff garbage \xfe: \r\n\n\nContent-Length: banana\n\n"
_GOODBYE = "Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"


def reply(text: str) -> bytes:
    return f"Content-Type: command/reply\nReply-Text: {text}\n\n".encode()


def response(text: str) -> bytes:
    body = text.encode()
    return b"Content-Type: api/response\nContent-Length: %d\n\n" % len(body) + body


def goodbye() -> bytes:
    head = f"Content-Type: text/disconnect-notice\nContent-Length: {len(_GOODBYE)}\n\n"
    return head.encode() + _GOODBYE.encode()
