"""Empty tables for each test: moto takes 8 ms to make one, `deepcopy` 0.3 ms to copy one, reading one again 0.03 ms."""

import pickle
from collections.abc import Callable, Iterable

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from functions.shared.tables.base import TableItem

_made: dict[str, bytes] = {}
_filled: dict[Callable[[], object], bytes] = {}


def make_tables(kinds: Iterable[type[TableItem]]) -> None:
    """Make the tables of these items, empty; inside `mock_aws` only."""
    for kind in kinds:
        name, there = kind.Meta.table_name, dynamodb_backends[DEFAULT_ACCOUNT_ID][str(kind.Meta.region)].tables
        if name in _made:
            there[name] = pickle.loads(_made[name])
        else:
            kind.create_table(billing_mode="PAY_PER_REQUEST")
            _made[name] = pickle.dumps(there[name], pickle.HIGHEST_PROTOCOL)


def fill_table(kind: type[TableItem], fill: Callable[[], object]) -> None:
    """Have an empty table filled; the second time of the same `fill` is a copy of what the first one wrote."""
    name, there = kind.Meta.table_name, dynamodb_backends[DEFAULT_ACCOUNT_ID][str(kind.Meta.region)].tables
    if fill in _filled:
        there[name] = pickle.loads(_filled[fill])
    else:
        fill()
        _filled[fill] = pickle.dumps(there[name], pickle.HIGHEST_PROTOCOL)
