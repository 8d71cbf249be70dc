"""Time zones and countries to choose from."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

import holidays
import holidays.registry

from careapp.blocks.kit import option

NO_COUNTRY = "none"
_REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zones(own: str) -> list[tuple[str, list[dict[str, object]]]]:
    """Return the time zones of the world by region, and one's own where it is not among them."""
    groups = _all_zones()
    is_listed = any(choice["value"] == own for _, choices in groups for choice in choices)
    return groups if is_listed else [("Now", [option(own, own)]), *groups]


@cache
def _all_zones() -> list[tuple[str, list[dict[str, object]]]]:
    names = [*sorted(name for name in available_timezones() if name.split("/")[0] in _REGIONS), "UTC"]
    regions = [(region, list(group)) for region, group in groupby(names, key=lambda name: name.split("/")[0])]
    return [group for region, listed in regions for group in _in_hundreds(region, listed)]


@cache
def countries() -> list[tuple[str, list[dict[str, object]]]]:
    """Return the countries whose public holidays are known, by their first letter, after none."""
    supported = holidays.list_supported_countries()
    named = {code: _spaced(name) for name, code, *_ in holidays.registry.COUNTRIES.values() if code in supported}
    by_name = sorted((name, code) for code, name in named.items())
    listed = groupby(by_name, key=lambda pair: pair[0][0])
    groups = [(letter, [option(name, code) for name, code in pairs]) for letter, pairs in listed]
    return [("–", [option("No country", NO_COUNTRY)]), *groups]


def _in_hundreds(label: str, names: list[str]) -> Iterable[tuple[str, list[dict[str, object]]]]:
    for at in range(0, len(names), 100):
        part = names[at : at + 100]
        title = label if len(names) <= 100 else f"{label}, {part[0].split('/')[1]} to {part[-1].split('/')[1]}"
        yield title, [option(name.replace("_", " "), name) for name in part]


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
