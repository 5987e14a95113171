"""A folder with a static configuration as the content of a provisioning file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.shared.encoders.dial_strings import as_domain
from infra.import_freeswitch.conferences import Conferences
from infra.import_freeswitch.dialplan.contexts import Dialplan
from infra.import_freeswitch.dialplan.targets import Known
from infra.import_freeswitch.directory.domains import DomainIn, read_directory
from infra.import_freeswitch.directory.gateways import Gateways
from infra.import_freeswitch.layouts import read_layouts
from infra.import_freeswitch.reading.document import Placed, parse
from infra.import_freeswitch.reading.preprocessing import Preprocessor
from infra.import_freeswitch.reading.variables import Variables, is_known
from infra.import_freeswitch.report import CannotImport, Place, Report
from infra.import_freeswitch.rooms import Rooms

# Where there is no freeswitch.xml: the sections as FreeSWITCH's own example includes them.
_USUAL = """<document type="freeswitch/xml">
<X-PRE-PROCESS cmd="include" data="vars.xml"/>
<section name="configuration">
<X-PRE-PROCESS cmd="include" data="autoload_configs/*.xml"/>
</section>
<section name="dialplan">
<X-PRE-PROCESS cmd="include" data="dialplan/*.xml"/>
</section>
<section name="directory">
<X-PRE-PROCESS cmd="include" data="directory/*.xml"/>
</section>
</document>"""
_READ = ("conference.conf", "conference_layouts.conf", "sofia.conf")
_TRUE = frozenset({"true", "yes", "on", "1", "enabled", "active", "allow"})


@dataclass(frozen=True)
class Wishes:
    """What whoever imports has said."""

    variables: Mapping[str, str]
    outside: bool = False
    most_rooms: int = 100


@dataclass(frozen=True)
class Counted:
    """How much was there, for the last line."""

    users: int
    groups: int
    gateways: int
    rooms: int
    extensions: int
    taken: int
    layouts: int


def read_configuration(folder: Path, wishes: Wishes, report: Report) -> tuple[dict[str, Any], Counted]:
    """Read a folder.

    Raises:
        CannotImport: it is none with a configuration, or no XML.
    """
    variables = Variables(wishes.variables, report)
    root = parse(_segments(folder, variables, wishes, report).segments)
    return _Reading(root, variables, wishes, report).content()


def _segments(folder: Path, variables: Variables, wishes: Wishes, report: Report) -> Preprocessor:
    if not folder.is_dir():
        raise CannotImport(f"{folder}: is no folder")
    preprocessor = Preprocessor(folder, variables, report, outside=wishes.outside)
    main = folder / "freeswitch.xml"
    if main.is_file():
        preprocessor.read(main)
    elif any((folder / name).is_dir() for name in ("directory", "dialplan", "autoload_configs")):
        why = "there is none; read are vars.xml, autoload_configs/*.xml, dialplan/*.xml and directory/*.xml"
        report.note(Place("freeswitch.xml", 1), "the file", why)
        preprocessor.read_text(_USUAL, "freeswitch.xml", folder)
    else:
        raise CannotImport(f"{folder}: there is neither freeswitch.xml nor directory, dialplan or autoload_configs")
    return preprocessor


class _Reading:
    """One configuration, section by section."""

    def __init__(self, root: Placed, variables: Variables, wishes: Wishes, report: Report) -> None:
        self._root, self._variables, self._wishes, self._report = root, variables, wishes, report

    def content(self) -> tuple[dict[str, Any], Counted]:
        configurations = {one.get("name", ""): one for one in self._section("configuration", "configuration")}
        gateways = Gateways(self._report)
        strangers = self._sip_profiles(configurations.get("sofia.conf"), gateways)
        domains = [
            domain
            for section in self._sections("directory")
            for domain in read_directory(section, gateways, self._report)
        ]
        domains = domains or self._only_domain()
        conferences = Conferences(configurations.get("conference.conf"), self._report)
        first = domains[0].name if domains else ""
        gateways.give_to(first)
        rooms = Rooms(first, conferences)
        known = Known({domain.name: domain for domain in domains}, gateways, rooms)
        contexts: list[dict[str, Any]] = []
        read = taken = 0
        for section in self._sections("dialplan"):
            dialplan = Dialplan(
                section, known, self._values(domains), strangers, self._report, most_rooms=self._wishes.most_rooms
            )
            contexts += dialplan.contexts()
            read, taken = read + dialplan.read, taken + dialplan.taken
        conferences.tell_unused()
        layouts = read_layouts(configurations.get("conference_layouts.conf"), self._report)
        self._tell_the_rest(configurations)
        for domain in domains:
            trunks = gateways.of_domain(domain.name)
            domain.entry |= ({"gateways": trunks} if trunks else {}) | (layouts if domain.name == first else {})
        content = {
            "domains": [domain.entry for domain in domains], "rooms": [*rooms.found.values()], "contexts": contexts,
        }  # fmt: skip
        users = sum(len(_listed(domain, "users")) for domain in domains)
        groups = sum(len(domain.groups) for domain in domains)
        many = len(layouts.get("layouts", ())) if isinstance(layouts.get("layouts"), list) else 0  # type: ignore[arg-type]
        return content, Counted(users, groups, len(gateways.found), len(rooms.found), read, taken, many)

    def _only_domain(self) -> list[DomainIn]:
        """Where the directory has none: rooms, gateways and routes need one all the same."""
        name, place = self._wishes.variables.get("domain", ""), Place("directory", 1)
        if not name:
            self._report.error(
                place, "the directory", "has no domain; say whose all of it is: --set domain=example.com"
            )
            return []
        self._report.note(place, "the directory", f"has no domain; all of it is of {name}, as --set says")
        return [DomainIn({"name": as_domain(name), "users": []})]

    def _sections(self, name: str) -> Iterator[Placed]:
        """FreeSWITCH takes the first section of a name (switch_xml.c:1891)."""
        found = [one for one in self._root.children("section") if one.get("name") == name]
        for other in found[1:]:
            self._report.left_out(other.place, other.shown, "is there already, and FreeSWITCH takes the first one")
        yield from found[:1]

    def _section(self, name: str, tag: str) -> Iterator[Placed]:
        for section in self._sections(name):
            yield from section.children(tag)

    def _sip_profiles(self, sofia: Placed | None, gateways: Gateways) -> frozenset[str]:
        """Read the gateways of SIP profiles; gives the contexts in which nobody is asked for a password."""
        strangers = set()
        for profile in sofia.children("profiles", "profile") if sofia is not None else ():
            gateways.of_profile(profile)
            settings = {one.get("name"): one.get("value", "") for one in profile.children("settings", "param")}
            if settings.get("auth-calls", "").lower() not in _TRUE:
                strangers.add(settings.get("context", "default"))
            why = "SIP profiles are the node's own, see its folder; of this one the gateways were read"
            self._report.left_out(profile.place, profile.shown, why)
        return frozenset(strangers)

    def _values(self, domains: list[DomainIn]) -> dict[str, str]:
        """Variables that every call has: global ones, and those of the only domain."""
        values = self._variables.known()
        values.pop("domain_name", None)
        if len(domains) == 1:
            own = {name: value for name, value in domains[0].variables.items() if is_known(value)}
            values |= own | {"domain_name": domains[0].name, "dialed_domain": domains[0].name}
        return values

    def _tell_the_rest(self, configurations: Mapping[str, Placed]) -> None:
        for name, element in configurations.items():
            if name not in _READ:
                self._report.left_out(
                    element.place, element.shown, "what a node needs of it is in the node's own files"
                )
        for section in self._root.children("section"):
            if section.get("name") not in ("configuration", "dialplan", "directory"):
                self._report.left_out(section.place, section.shown, "nothing here is made of it")


def _listed(domain: DomainIn, name: str) -> list[object]:
    found = domain.entry.get(name, [])
    return found if isinstance(found, list) else []
