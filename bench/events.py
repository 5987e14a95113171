"""An API Gateway event as AWS sends it, and the context that Lambda gives along."""

from base64 import b64encode
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

CONTEXT = SimpleNamespace(
    function_name="bench",
    memory_limit_in_mb=512,
    invoked_function_arn="arn:aws:lambda:eu-central-1:123456789012:function:bench",
    aws_request_id="bench",
)


def http_event(path: str, fields: dict[str, str], user: str, password: str) -> dict[str, Any]:
    """Return a form post as an HTTP API event (payload 2.0), base64-encoded as AWS does it."""
    return {
        "version": "2.0",
        "routeKey": f"POST {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "host": "bench.example",
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": "freeswitch-xml/1.0",
            "authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode(),
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "bench",
            "domainName": "bench.example",
            "http": {"method": "POST", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": ""},
            "requestId": "bench",
            "routeKey": f"POST {path}",
            "stage": "$default",
            "time": "23/Nov/2026:00:00:00 +0000",
            "timeEpoch": 1795392000000,
        },
        "body": b64encode(urlencode(fields).encode()).decode(),
        "isBase64Encoded": True,
    }
