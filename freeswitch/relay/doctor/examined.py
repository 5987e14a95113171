"""What a live node says of itself over its event socket, and what its host shows, read once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree as ET

from freeswitch.relay.trunks.readings import LIST, after_listing
from functions.shared.commands.overlays import DEFAULT_FONT
from functions.shared.nodes.gateway_states import GatewayState

Ask = Callable[[str], str]

# The whole configuration as FreeSWITCH has read it. Not `xml_locate configuration …`: that would ask the functions, and
# show what they say instead.
TREE = "xml_locate root"

# One address of each inner network, and one of this machine.
INNER_ADDRESSES = ("10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254", "127.0.0.1")
_LIST_NAME = re.compile(r"[A-Za-z0-9_.]+")
_VERSION = re.compile(r"FreeSWITCH Version (\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True)
class Registered:
    """A try to register at a SIP profile: the realm that it asked for, and why it let nobody in, empty if it did."""

    profile: str
    address: str
    realm: str = ""
    refusal: str = ""


# What the file holds, next to what is shown; `unseen`: the doctor cannot read it (a container of its own).
InFile = Literal["the same", "another", "another key", "nothing good", "unseen"]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What one listener shows, and what lies in the file that its profile read when it started."""

    where: str
    file: str = ""
    in_file: InFile = "unseen"
    names: tuple[str, ...] = ()
    # seconds since 1970
    ends: float = 0.0
    # signed by its own key, as `start.sh` makes one: nobody outside knows it
    made_here: bool = False
    # why nothing was shown
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Host:
    """What only a process on the same host can see; None is: not looked at."""

    now: float
    esl_password: str = ""
    # addresses on which somebody listens at the event socket's port
    esl_listeners: frozenset[str] = frozenset()
    free_share: float | None = None
    stills_file_system: str | None = None
    # seconds by which the functions' clock is ahead
    functions_ahead: float | None = None
    functions_problem: str = ""
    # seconds by which this host's clock is ahead of the tables'
    ahead_of_tables: float | None = None
    tables_problem: str = ""
    # what espeak-ng says of its version; empty where it is not installed
    speech: str | None = None
    registered: tuple[Registered, ...] = ()
    certificates: tuple[Shown, ...] = ()
    # by which browsers reach this node; empty where nobody has said
    host_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Node:
    """The node's side of it."""

    version: tuple[int, ...] = ()
    configuration: ET.Element = field(default_factory=lambda: ET.Element("document"))
    variables: dict[str, str] = field(default_factory=dict)
    modules: frozenset[str] = frozenset()
    apis: frozenset[str] = frozenset()
    applications: frozenset[str] = frozenset()
    codecs: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    expands_api: bool = False
    clock: float = 0.0
    gateways: tuple[GatewayState, ...] = ()
    # inner addresses to which browsers may have their media sent, by the list that lets them
    inner_media: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # whether the font is there that banners have which name none; None: nobody knows where it would be
    default_font: bool | None = None
    # whether FreeSWITCH sees the folder to which the relay brings what domains have of their own; None: there is none
    sees_assets: bool | None = None

    def params(self, file: str, path: str = "settings") -> dict[str, str]:
        """The parameters of a configuration file; the last of the same name counts, as for most modules."""
        found = self.configuration.find(f"section[@name='configuration']/configuration[@name='{file}']/{path}")
        return params(found) if found is not None else {}

    def all(self, file: str, path: str) -> list[ET.Element]:
        """Elements of a configuration file."""
        return self.configuration.findall(f"section[@name='configuration']/configuration[@name='{file}']/{path}")


def params(parent: ET.Element) -> dict[str, str]:
    return {param.get("name", ""): param.get("value", "") for param in parent.findall("param")}


def examine(ask: Ask, assets_root: str = "") -> Node:
    """Ask the node everything that the checks need; no command changes anything."""
    version = _VERSION.search(ask("version"))
    hostname = ask("hostname").strip()
    variables = dict(line.split("=", 1) for line in ask("global_getvar").splitlines() if "=" in line)
    fonts = variables.get("fonts_dir", "")
    configuration = ET.fromstring(ask(TREE))  # noqa: S314  # FreeSWITCH's own tree
    return Node(
        version=tuple(int(part) for part in version.groups()) if version else (),
        configuration=configuration,
        variables=variables,
        modules=_column(ask("show modules"), "ikey"),
        apis=_column(ask("show api"), "name"),
        applications=_column(ask("show application"), "name"),
        codecs=_column(ask("show codec"), "name"),
        formats=_column(ask("show file"), "name"),
        expands_api=ask("eval ${hostname()}").strip() == hostname,
        clock=_number(ask("strepoch")),
        gateways=tuple((after_listing(ask(LIST), {}, 0.0) or {}).values()),
        inner_media=_inner_media(ask, configuration),
        default_font=_exists(ask, f"{fonts}/{DEFAULT_FONT}") if fonts else None,
        sees_assets=_exists(ask, assets_root) if assets_root else None,
    )


def _exists(ask: Ask, path: str) -> bool:
    return ask(f"file_exists {path}").strip() == "true"


def _inner_media(ask: Ask, configuration: ET.Element) -> dict[str, tuple[str, ...]]:
    """Ask FreeSWITCH itself which addresses its lists let through."""
    lists = {param.get("value", "") for param in configuration.iterfind(".//param[@name='apply-candidate-acl']")}
    return {
        name: tuple(address for address in INNER_ADDRESSES if ask(f"acl {address} {name}").strip() == "true")
        for name in sorted(lists)
        if _LIST_NAME.fullmatch(name)
    }


def _column(table: str, name: str) -> frozenset[str]:
    """One column of `show …`. Only a description holds commas: what is left of it counts from the left."""
    head, *rows = table.strip().splitlines() or [""]
    names = head.split(",")
    if name not in names:
        return frozenset()
    place = names.index(name) if name == "name" else names.index(name) - len(names)
    cells = (row.split(",") for row in rows if "," in row)
    return frozenset(cell[place] for cell in cells if len(cell) >= len(names))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
