"""Who and what there is: forty callers, ten rooms, each with a number."""

from collections.abc import Sequence

from functions.shared.nodes.passwords import hashed

DOMAIN = "example.com"
NODE = "fs1"
CALLERS = 40
CLIENTS = 20
# So many of them record, one film each at a time.
RECORDERS = 2
# Two of them stay: somebody must always be there to be commanded.
STEADY_CALLERS = 2
ROOMS = tuple(f"room-{number}" for number in range(10))
STEADY_ROOM = ROOMS[0]
# Clients leave that one alone: what is measured there must not wait behind their commands.
COMMANDED_ROOMS = ROOMS[1:]
# What the stand-in's callers say unless told otherwise.
PASSWORD = "mypassword"
NUMBERS = {room: str(7000 + place) for place, room in enumerate(ROOMS)}


def user(caller: int) -> str:
    return str(1000 + caller)


def provisioning(node_passwords: Sequence[str]) -> dict[str, object]:
    """What `infra.provision` takes; JSON is YAML."""
    users = [{"id": user(caller), "password": PASSWORD, "name": f"Caller {caller}"} for caller in range(CALLERS)]
    return {
        "allow_weak_passwords": True,
        "nodes": [{"name": NODE, "domains": [DOMAIN], "credentials": [hashed(one) for one in node_passwords]}],
        "domains": [{"name": DOMAIN, "cacheable": 600_000, "users": users}],
        "rooms": [{"name": room, "domain": DOMAIN, "open": True} for room in ROOMS],
        "contexts": [
            {
                "name": "public",
                "routes": [
                    {"name": room, "number": number, "target": {"kind": "room", "room": room}}
                    for room, number in NUMBERS.items()
                ],
            }
        ],
    }
