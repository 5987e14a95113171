"""The HTTP API of freeswitch-functions as typed calls.

The API's shapes are in `freeswitch_functions_client.schemas`.
"""

from freeswitch_functions_client.api import Api
from freeswitch_functions_client.async_api import AsyncApi
from freeswitch_functions_client.outcome import is_open
from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.version import VERSION

__all__ = ["VERSION", "Api", "AsyncApi", "Problem", "is_open"]
__version__ = VERSION
