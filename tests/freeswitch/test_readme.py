"""The node's README lists every variable that a node reads, with its default."""

import re
from pathlib import Path

NODE = Path(__file__).parents[2] / "freeswitch"
START = (NODE / "start.sh").read_text(encoding="utf-8")
VARS = (NODE / "conf/vars.xml").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (NODE / "README.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| `[A-Z]", line)
]
LISTED = {name: row for row in ROWS for name in re.findall(r"`(\w+)`", row[0])}
# what start.sh itself hands on
INTERNAL = {"LOOKUPS", "TRUNK_IPV6", "NODES_PROFILE"}


def test_every_variable_is_listed_and_every_listed_one_is_read() -> None:
    read = {name[1:] for name in re.findall(r"=(\$[A-Z_0-9]+)\"", VARS)} - INTERNAL
    read |= set(re.findall(r"(?m)^(?:default|need|check) ([A-Z_0-9]+) ", START))

    assert set(LISTED) == read


def test_the_listed_defaults_are_those_of_the_configuration() -> None:
    of_variable = dict(re.findall(r'data="(\w+)=\$([A-Z_0-9]+)"', VARS))
    defaults = {
        of_variable[name]: value
        for name, value in re.findall(r'cmd="set" data="(\w+)=([^"$]+)"', VARS)
        if name in of_variable and of_variable[name] not in INTERNAL
    }

    for name, value in defaults.items():
        names, listed = re.findall(r"`(\w+)`", LISTED[name][0]), re.findall(r"`([^`]+)`", LISTED[name][1])
        if listed:
            assert listed[names.index(name)] == value, name
