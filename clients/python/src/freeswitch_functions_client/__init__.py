"""The HTTP API of freeswitch-functions as typed calls, and what happens in a conference as it happens.

The API's shapes are in `freeswitch_functions_client.schemas`.
"""

from freeswitch_functions_client.api import Api
from freeswitch_functions_client.async_api import AsyncApi
from freeswitch_functions_client.feed.live import Live
from freeswitch_functions_client.feed.state import apply, fold
from freeswitch_functions_client.feed.watched import Watched
from freeswitch_functions_client.operations import Operations
from freeswitch_functions_client.outcome import is_open
from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.request import Request
from freeswitch_functions_client.unsent import request_of
from freeswitch_functions_client.version import VERSION

__all__ = [
    "VERSION",
    "Api",
    "AsyncApi",
    "Live",
    "Operations",
    "Problem",
    "Request",
    "Watched",
    "apply",
    "fold",
    "is_open",
    "request_of",
]
__version__ = VERSION
