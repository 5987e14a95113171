"""Something new begins where there is least to do, and nowhere where nothing new may begin."""

from msgspec import structs

from functions.shared.claims.placing import least_loaded_first, load_of
from functions.shared.tables.nodes import LOST_SECONDS, Node

NOW = 1_800_000_000.0
UP = Node(
    name="fs1", queue_url="queue", heartbeat=NOW, lease_owner="relay", lease_until=NOW + 10, switch_up=True,
    switch_seen=NOW,
)  # fmt: skip


def named(nodes: list[Node]) -> list[str]:
    return [node.name for node in nodes]


def test_those_with_least_to_do_come_first() -> None:
    nodes = [structs.replace(UP, name=name, load=load) for name, load in (("b", 80.0), ("a", 90.0), ("c", 0.0))]

    assert named(least_loaded_first(nodes, NOW)) == ["c", "b", "a"]


def test_draining_lost_and_unserved_nodes_and_those_without_freeswitch_take_nothing() -> None:
    none = [
        structs.replace(UP, draining=True),
        structs.replace(UP, heartbeat=NOW - LOST_SECONDS - 1),
        structs.replace(UP, lease_owner=None),
        structs.replace(UP, switch_up=False),
    ]

    assert least_loaded_first(none, NOW) == []
    assert named(least_loaded_first([*none, structs.replace(UP, name="well")], NOW)) == ["well"]


def test_a_conference_costs_by_its_members_and_the_size_of_its_picture() -> None:
    # 1280 x 720 pixels, 30 times a second, are 27.6 million.
    assert round(load_of("board", None, 1), 1) == 27.6
    assert load_of("board", None, 4) == 4 * load_of("board", "1280x720", 1)
    assert load_of("board", "1920x1080", 2) == 2.25 * load_of("board", None, 2)
    assert load_of("board", "no size", 2) == load_of("board", None, 2)
    assert load_of("board", None, 0) == 0


def test_who_waits_costs_next_to_nothing() -> None:
    assert load_of("waiting.board", None, 20) < load_of("board", None, 1)
