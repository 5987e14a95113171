"""The dates that a list of holidays stands for."""

from collections.abc import Mapping

from msgspec.structs import replace

from functions.shared.tables.provisioned.routes import Route
from infra.provisioning.file_format import Provisioning

Holidays = Mapping[str, tuple[str, ...]]


def with_holidays(route: Route, holidays: Holidays) -> Route:
    """The route with the dates of each list instead of its name: whoever routes a call reads nothing else."""
    hours = tuple(
        replace(one, dates=_dates(one.dates, holidays), not_dates=_dates(one.not_dates, holidays))
        for one in route.when.hours
    )
    return replace(route, when=replace(route.when, hours=hours))


def _dates(written: tuple[str, ...], holidays: Holidays) -> tuple[str, ...]:
    return tuple(
        date for one in written for date in ([f"{each} {one}" for each in holidays[one]] if one in holidays else [one])
    )


def named_holidays(file: Provisioning) -> Holidays:
    return {entry.name: entry.dates for entry in file.holidays}
