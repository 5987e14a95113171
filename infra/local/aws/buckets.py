"""The embedded S3 does one thing at a time.

moto goes through a bucket's names in one thread while another adds or takes away: who asked for a list got an error.
"""

import threading
from collections.abc import Callable
from typing import Any

from moto.s3.responses import S3Response

from infra.local.aws.turns import alone_with

one_at_a_time = alone_with(threading.RLock())
# Behind these the body of a request has come: a client that sends slowly holds up nobody.
ACTS = ("_bucket_response", "_key_response")


def install() -> Callable[[], None]:
    """Put this in moto's place, for the whole process; gives what puts moto's own back."""
    kind: Any = S3Response
    before = {name: getattr(kind, name) for name in ACTS}
    for name, act in before.items():
        setattr(kind, name, one_at_a_time(act))

    def put_back() -> None:
        for name, act in before.items():
            setattr(kind, name, act)

    return put_back
