"""What the preparation tells the supervisor: light, because the supervisor imports it."""

import msgspec


class Prepared(msgspec.Struct, frozen=True):
    """What there is now: the queues' addresses by logical id, and a token for the demo's operator."""

    queues: dict[str, str]
    token: str
