"""`python -m infra.sam.events`: writes `events/`, one event of an HTTP API for each function, out of recorded requests.

The recording is of a FreeSWITCH 1.10.12 whose domain was 127.0.0.1; here it is the demo's. Who asks is left open:
`make sam-local` fills it in, for the passwords are new at every start.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

ROOT = Path(__file__).parents[2]
EVENTS = ROOT / "events"
RECORDED = ROOT / "tests" / "fixtures" / "xml_curl_requests.jsonl"
RECORDED_DOMAIN, DOMAIN = "127.0.0.1", "example.com"
# What stands for the credentials of whoever asks.
FREESWITCH, OPERATOR = "Basic FREESWITCH", "Bearer OPERATOR"
ROUTES = {
    "/v1/conferences/internal/events": "ANY /v1/conferences/{conference}/events",
    "/v1/rooms/internal": "ANY /v1/rooms/{room}",
}
FORM = "application/x-www-form-urlencoded"

# The line of the recording, and the fields that hold the domain there.
LOOKUPS = {
    "directory": (22, ("key_value", "domain", "sip_auth_realm", "sip_to_host", "sip_from_host", "sip_request_host")),
    "dialplan": (23, ("variable_domain_name", "variable_sip_auth_realm", "variable_requested_domain_name")),
    "configuration": (24, ()),
}
# The demo's conference has a profile of its own.
IN_THE_DEMO = {"profile_name": "video"}
# What freeswitch/scripts/dial_in posts; the demo's conference and PIN.
DIAL_IN = {
    "id": "00000000",
    "pin": "1234",
    "caller": "+4930123456",
    "number": "496131123456789",
    "node": "fs1",
    "call": "3aa09c8c-5197-4d7c-9a53-902dbf37db52",
}


def events() -> dict[str, object]:
    """Every event by the name of its function."""
    lines = RECORDED.read_text(encoding="utf-8").splitlines()
    made: dict[str, object] = {
        name: _form(f"/{name}", _in_the_demo(json.loads(lines[line - 1])["body"], fields))
        for name, (line, fields) in LOOKUPS.items()
    }
    made["pin_check"] = _form("/pin-check", urlencode(DIAL_IN))
    made["mux_control"] = _event("GET", "/v1/conferences", "", {"authorization": OPERATOR, "accept": "*/*"})
    made["live"] = _event("GET", "/v1/conferences/internal/events", "", {"authorization": OPERATOR, "accept": "*/*"})
    made["rooms"] = _event("GET", "/v1/rooms/internal", "", {"authorization": OPERATOR, "accept": "*/*"})
    made["feed"] = {
        "Records": [{"messageId": "059f36b4-87a3-44ab-83d2-661975830a7d", "body": _wake(), "eventSource": "aws:sqs"}]
    }
    of_hooks = json.dumps({"domain": DOMAIN, "conference": "internal", "seq": 2078000000001})
    made["webhooks"] = {
        "Records": [{"messageId": "2f0d8a52-7c4e-4b7a-9a0e-5d3f7a1b6c11", "body": of_hooks, "eventSource": "aws:sqs"}]
    }
    made["sweep"] = {
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": "2026-11-23T00:54:18Z",
        "region": "eu-central-1",
        "resources": ["arn:aws:events:eu-central-1:123456789012:rule/freeswitch-functions-sweep"],
        "detail": {},
    }
    return made


def _wake() -> str:
    """A batch of the demo's conference, as whoever appended it to the feed sends it."""
    event = {
        "conference": "internal",
        "seq": 2078000000001,
        "id": "9b2f4c1e-8d2a-4f6b-9a77-2d5f1f0c4e11",
        "type": "member.talking",
        "at": "2026-11-23T00:54:18.000Z",
        "meeting": "3aa09c8c-5197-4d7c-9a53-902dbf37db52",
        "revision": None,
        "data": {"uuid": "9d1c4d0e-0b1f-4a39-8d0b-6d6f0f1f7a11", "talking": True},
    }
    return json.dumps({"conference": "internal", "domain": DOMAIN, "events": [event]})


def written(event: object) -> str:
    return json.dumps(event, indent=2) + "\n"


def _in_the_demo(body: str, fields: tuple[str, ...]) -> str:
    pairs = parse_qsl(body, keep_blank_values=True)
    there = [(name, DOMAIN if name in fields and text == RECORDED_DOMAIN else text) for name, text in pairs]
    return urlencode([(name, IN_THE_DEMO.get(name, text)) for name, text in there])


def _form(path: str, body: str) -> object:
    headers = {"authorization": FREESWITCH, "content-type": FORM, "user-agent": "freeswitch-xml/1.0"}
    return _event("POST", path, body, headers)


def _event(method: str, path: str, body: str, headers: Mapping[str, str]) -> object:
    """Payload 2.0; AWS encodes a form's body."""
    route = ROUTES.get(path) or ("ANY /v1/{proxy+}" if path.startswith("/v1/") else f"ANY {path}")
    event: dict[str, object] = {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "api.example.com", "content-length": str(len(body)), **headers},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api-id",
            "domainName": "api.example.com",
            "domainPrefix": "api",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": headers.get("user-agent", "curl/8.5.0"),
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": route,
            "stage": "$default",
            "time": "23/Nov/2026:00:54:18 +0000",
            "timeEpoch": 1795395258713,
        },
        "isBase64Encoded": body != "",
    }
    return {**event, "body": b64encode(body.encode()).decode()} if body else event


def main() -> None:
    EVENTS.mkdir(exist_ok=True)
    for name, event in events().items():
        (EVENTS / f"{name}.json").write_text(written(event), encoding="utf-8")


if __name__ == "__main__":
    main()
