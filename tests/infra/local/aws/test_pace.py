"""moto answers the same, only sooner."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from moto.core import responses as moto_responses
from moto.core import utils
from moto.dynamodb.responses import DynamoHandler
from moto.sqs import models as moto_models
from moto.sqs.models import SQSBackend
from moto.sqs.responses import SQSResponse

from infra.local.aws import pace

# They export nothing of what they import.
models: Any = moto_models
responses: Any = moto_responses
WORDS = ("ReceiveMessage", "DelaySeconds", "MD5OfBody", "", "already_small")


@pytest.fixture
def quick() -> Iterator[None]:
    put_back = pace.install()
    yield
    put_back()


@pytest.mark.usefixtures("quick")
def test_names_and_moments_are_moto_s_own() -> None:
    for kind in (SQSResponse, DynamoHandler):
        assert responses.method_names_from_class(kind) == utils.method_names_from_class(kind)
    for place in (models, responses):
        assert [place.camelcase_to_underscores(word) for word in WORDS] == [
            utils.camelcase_to_underscores(word) for word in WORDS
        ]
    # moto's moments have no zone.
    moment = datetime(2026, 2, 28, 23, 59, 59, 250_000, tzinfo=UTC).replace(tzinfo=None)
    assert (models.unix_time(moment), models.unix_time_millis(moment)) == (
        utils.unix_time(moment),
        utils.unix_time_millis(moment),
    )
    before, now, after = utils.unix_time(), models.unix_time(), utils.unix_time()
    assert before - 0.001 <= now <= after + 0.001


@pytest.mark.usefixtures("quick")
def test_a_queue_counts_what_is_there_what_is_held_and_what_comes_later() -> None:
    backend = SQSBackend("eu-central-1", "123456789012")
    queue = backend.create_queue("wakes", {}, VisibilityTimeout="15")
    for number in range(5):
        backend.send_message("wakes", f"message {number}", delay_seconds=60 * (number == 4))
    backend.receive_message("wakes", 2, 0, 15)

    assert {name: value for name, value in queue.attributes.items() if name.startswith("ApproximateNumber")} == {
        "ApproximateNumberOfMessages": 2,
        "ApproximateNumberOfMessagesDelayed": 1,
        "ApproximateNumberOfMessagesNotVisible": 2,
    }


def test_what_was_moto_s_is_put_back() -> None:
    before = (models.unix_time, responses.method_names_from_class)
    pace.install()()

    assert (models.unix_time, responses.method_names_from_class) == before
