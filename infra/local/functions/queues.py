"""Hands the functions what is in their queues, as Lambda's event source does."""

import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.telemetry.observations import logger
from infra.local.template import Template

Handler = Callable[[Mapping[str, Any], Any], dict[str, Any]]

WAIT_SECONDS = 10
# So many conferences are told of at the same time.
READERS = 4
AFTER_FAILURE_SECONDS = 1.0


class QueueReader:
    """One function's queue; several of these may read the same one."""

    def __init__(self, handler: Handler, url: str, batch: int, sqs: Any) -> None:
        self._handler, self._url, self._batch, self._sqs = handler, url, batch, sqs

    def run(self, stopping: threading.Event) -> None:
        """Hand over messages until the end."""
        while not stopping.is_set():
            try:
                self.run_once()
            except (BotoCoreError, ClientError) as error:
                logger.warning("a queue cannot be read", extra={"queue": self._url, "reason": str(error)})
                stopping.wait(AFTER_FAILURE_SECONDS)

    def run_once(self, wait: int = WAIT_SECONDS) -> None:
        """Hand over what is there, or comes within some seconds; what failed comes again when its time is over."""
        found = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=self._batch, WaitTimeSeconds=wait)
        messages = found.get("Messages", [])
        if not messages:
            return
        records = [{"messageId": one["MessageId"], "body": one["Body"], "eventSource": "aws:sqs"} for one in messages]
        try:
            answer = self._handler({"Records": records}, SimpleNamespace(aws_request_id="local"))
        except Exception:  # noqa: BLE001  # whatever it is, logged; the loop lives
            logger.exception("a function failed with what its queue brought")
            return
        failed = {one["itemIdentifier"] for one in answer.get("batchItemFailures", [])}
        done = [one for one in messages if one["MessageId"] not in failed]
        for one in done:
            self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=one["ReceiptHandle"])


def start_queue_readers(template: Template, region: str, stopping: threading.Event) -> None:
    """Read every queue that the template gives to a function, each with some threads, in the embedded services."""
    sqs = cast("Any", boto3.client)(
        "sqs",
        region_name=region,
        config=Config(connect_timeout=2, read_timeout=WAIT_SECONDS + 5, retries={"total_max_attempts": 1}),
    )
    for module, queue, batch in template.queue_events():
        handler = import_module(module).handler
        for number in range(READERS):
            reader = QueueReader(handler, template.queue_url(queue, sqs.meta.endpoint_url), batch, sqs)
            threading.Thread(target=reader.run, args=(stopping,), name=f"{queue}-{number}", daemon=True).start()
