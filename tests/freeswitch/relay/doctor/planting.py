"""Ways to plant a fault in a canned node."""

from collections.abc import Callable

from tests.freeswitch.relay.doctor.canned import MODULES, Canned, table

Plant = Callable[[Canned], None]


def answers(command: str, text: str) -> Callable[[Canned], None]:
    def plant(canned: Canned) -> None:
        canned.answers[command] = text

    return plant


def text(old: str, new: str) -> Callable[[Canned], None]:
    return lambda canned: canned.change(old, new)


def param(profile: str, name: str, value: str | None) -> Callable[[Canned], None]:
    return lambda canned: canned.set(profile, name, value)


def module(name: str) -> Callable[[Canned], None]:
    return answers(
        "show modules", table("type,name,ikey,filename", [f"api,x,{each},/mod" for each in (*MODULES, name)])
    )


def as_it_is(_canned: Canned) -> None:
    """Plants nothing."""


def both(first: Plant, second: Plant) -> Plant:
    """Two changes that are one fault."""

    def plant(canned: Canned) -> None:
        first(canned)
        second(canned)

    return plant
