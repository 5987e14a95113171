"""The text in a node's row, whoever has written it."""

import pytest

from functions.shared.nodes.gateway_states import MOST_GATEWAYS, GatewayState, read, write

UP = GatewayState(name="example.com-a", up=True, registration="registered", since=7.5)
DOWN = GatewayState(name="example.com-b", up=False, registration="failed", reason="403 Forbidden", since=8)


def test_it_reads_back_as_written_but_only_for_its_owner() -> None:
    text = write("relay-1", [UP, DOWN])

    assert read(text, "relay-1") == (DOWN, UP)
    assert (read(text, "relay-2"), read(text, None)) == ((), ())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"owner": 1}', '{"owner": "relay-1", "gateways": 5}'])
def test_what_cannot_be_read_is_nothing(text: str) -> None:
    assert read(text, "relay-1") == ()


def test_of_another_versions_text_is_read_what_can_be() -> None:
    text = (
        '{"owner": "relay-1", "more": 1, "gateways": [{"name": "a", "up": true, "registration": "none", "later": {}},'
        ' {"name": "b", "up": true, "registration": "a new word"}, 7]}'
    )

    assert [gateway.name for gateway in read(text, "relay-1")] == ["a"]


def test_a_row_does_not_grow_beyond_what_a_table_takes() -> None:
    many = [
        GatewayState(name=f"{'d' * 250}-{n}", up=n != 9999, registration="none", reason="x" * 80) for n in range(10_000)
    ]

    text = write("relay-1", many)

    assert len(text) < 300_000
    kept = read(text, "relay-1")
    assert (len(kept), kept[0].up) == (MOST_GATEWAYS, False)
