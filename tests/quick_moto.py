"""moto's answers in the tests, sooner: some two fifths of what the tests ask it for is spent beside the point.

Values of DynamoDB are written down as they are kept, and names and moments worked out once, as in the local stack.
Besides, moto lists at each `mock_aws` two thousand addresses for the package `requests`, which nothing here uses.
"""

from typing import Any

from moto.core import models
from moto.core.serialize import JSONSerializer

from infra.local.aws import pace
from infra.local.aws.answers import plain_values

_writer: Any = JSONSerializer
# moto's own, for tests that compare with it.
MOTO_S_OWN = _writer._serialize_type_structure


def install() -> None:
    """For the whole process, before the first `mock_aws`."""
    pace.install()
    models.RESPONSES_METHODS.clear()
    _writer._serialize_type_structure = plain_values(MOTO_S_OWN)
