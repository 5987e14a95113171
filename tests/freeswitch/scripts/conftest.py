"""Which Lua interpreters run the script, and a back end per test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.freeswitch.scripts.back_end import BackEnd, serving
from tests.freeswitch.scripts.calls import Caller, Step

Dial = Callable[..., list[Step]]


@pytest.fixture(params=["lua5.2", "lua5.3", "lua5.4"])
def lua(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if shutil.which(name):
        return name
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed, and CI must run the dial-in script")
    pytest.skip(f"{name} is not installed (apt install {name} lua-socket lua-sec lua-cjson)")


@pytest.fixture
def back_end() -> Iterator[BackEnd]:
    with serving(BackEnd()) as one:
        yield one


@pytest.fixture
def dial(lua: str, back_end: BackEnd, tmp_path: Path) -> Dial:
    def dial_in(*typed: str, **details: object) -> list[Step]:
        caller = Caller(back_end.url, list(typed))
        for name, value in details.items():
            assert hasattr(caller, name), name
            setattr(caller, name, value)
        return caller.call(lua, tmp_path)

    return dial_in
