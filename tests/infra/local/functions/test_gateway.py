"""The local gateway makes the events of a WebSocket API out of real sockets, and keeps API Gateway's limits."""

from collections.abc import Iterator

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from infra.local.functions.gateway import CONNECTS_A_SECOND, FRAME_BYTES, LIFE_SECONDS, SILENCE_SECONDS
from tests.infra.local.functions.served import KEY, Served, served

SECONDS = 20


@pytest.fixture
def here() -> Iterator[Served]:
    with served() as running:
        yield running


def opened(here: Served, query: str = "?ticket=x") -> tuple[ClientConnection, str]:
    """A socket and its connection's id."""
    before = len([one for one in here.told.events if one["requestContext"]["eventType"] == "CONNECT"])
    socket = here.dial(query)
    event = here.told.wait_for("CONNECT", before + 1)[-1]
    return socket, str(event["requestContext"]["connectionId"])


def status_of(here: Served, connection: str, *, key: str = KEY.secret, delete: bool = False) -> int:
    """What `@connections` answers to the same client that the functions have."""
    client = boto3.client(
        "apigatewaymanagementapi",
        region_name="eu-central-1",
        endpoint_url=f"http://127.0.0.1:{here.port}/live",
        aws_access_key_id=KEY.name,
        aws_secret_access_key=key,
        config=Config(retries={"total_max_attempts": 1}),
    )
    try:
        if delete:
            answer = client.delete_connection(ConnectionId=connection)
        else:
            answer = client.post_to_connection(ConnectionId=connection, Data=b'{"n": 1}')
    except ClientError as error:
        return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
    return int(answer["ResponseMetadata"]["HTTPStatusCode"])


def test_a_sockets_life_becomes_three_kinds_of_events(here: Served) -> None:
    socket, connection = opened(here)
    socket.send('{"type": "ping"}')
    (said,) = here.told.wait_for("MESSAGE")
    socket.close()
    (gone,) = here.told.wait_for("DISCONNECT")

    (came,) = here.told.wait_for("CONNECT")
    assert came["queryStringParameters"] == {"ticket": "x"}
    assert {one["requestContext"]["connectionId"] for one in (came, said, gone)} == {connection}
    assert [one["requestContext"]["routeKey"] for one in (came, said, gone)] == ["$connect", "$default", "$disconnect"]
    assert said["body"] == '{"type": "ping"}'
    assert gone["requestContext"]["disconnectStatusCode"] == 1000


def test_who_is_not_admitted_gets_no_socket(here: Served) -> None:
    here.told.admits = 401

    with pytest.raises(InvalidStatus) as refused:
        here.dial()

    assert refused.value.response.status_code == 401
    assert [one["requestContext"]["eventType"] for one in here.told.events] == ["CONNECT"]


def test_another_origins_page_is_not_even_asked_for_its_ticket(here: Served) -> None:
    with pytest.raises(InvalidStatus) as refused:
        here.dial(origin="https://stranger.example")

    assert refused.value.response.status_code == 403
    assert here.told.events == []


def test_what_the_functions_post_comes_over_the_socket(here: Served) -> None:
    socket, connection = opened(here)

    assert status_of(here, connection) == 200
    assert socket.recv(SECONDS) == '{"n": 1}'
    assert status_of(here, connection, delete=True) == 204
    with pytest.raises(ConnectionClosed):
        socket.recv(SECONDS)
    assert status_of(here, connection) == 410
    assert status_of(here, "nobody") == 410


def test_only_who_has_this_runs_key_may_post(here: Served) -> None:
    socket, connection = opened(here)

    assert status_of(here, connection, key="another") == 403
    with pytest.raises(TimeoutError):
        socket.recv(0.2)
    socket.close()


def test_a_frame_over_32_kb_ends_the_connection_both_ways(here: Served) -> None:
    socket, _ = opened(here)
    socket.send("x" * (FRAME_BYTES + 1))
    with pytest.raises(ConnectionClosed) as ended:
        socket.recv(SECONDS)
    assert ended.value.rcvd is not None
    assert ended.value.rcvd.code == 1009

    socket, connection = opened(here)
    assert here.on_its_loop(here.gateway.post(connection, b"x" * (FRAME_BYTES + 1))) == 413
    with pytest.raises(ConnectionClosed) as ended:
        socket.recv(SECONDS)
    assert ended.value.rcvd is not None
    assert ended.value.rcvd.code == 1009


@pytest.mark.parametrize("active", [False, True])
def test_silence_ends_a_connection_and_whatever_goes_over_it_is_none(here: Served, active: bool) -> None:
    socket, connection = opened(here)
    here.clock.now += SILENCE_SECONDS - 1
    if active:
        assert here.on_its_loop(here.gateway.post(connection, b"{}")) == 200
    here.clock.now += 2

    if active:
        assert socket.recv(SECONDS) == "{}"
        assert status_of(here, connection) == 200
        socket.close()
    else:
        with pytest.raises(ConnectionClosed):
            socket.recv(SECONDS)


def test_after_two_hours_a_connection_ends_however_much_is_said(here: Served) -> None:
    socket, connection = opened(here)
    posts = int(LIFE_SECONDS // SILENCE_SECONDS) - 1
    for _ in range(posts):
        here.clock.now += SILENCE_SECONDS - 1
        assert here.on_its_loop(here.gateway.post(connection, b"{}")) == 200
    # Somebody said something a moment ago.
    here.clock.now = here.clock.now + LIFE_SECONDS - posts * (SILENCE_SECONDS - 1) - 1
    assert here.on_its_loop(here.gateway.post(connection, b"{}")) == 200
    here.clock.now += 2

    # What was sent before comes; then it is over.
    assert list(socket) == ["{}"] * (posts + 1)
    with pytest.raises(ConnectionClosed):
        socket.recv(SECONDS)


def test_so_many_may_connect_in_one_second(here: Served) -> None:
    here.told.admits = 401
    found = [here.gateway.may_connect() for _ in range(CONNECTS_A_SECOND + 1)]
    with pytest.raises(InvalidStatus) as refused:
        here.dial()
    here.clock.now += 1

    assert found == [True] * CONNECTS_A_SECOND + [False]
    assert refused.value.response.status_code == 429
    assert here.gateway.may_connect()
