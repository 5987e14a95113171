"""What a file's scenes and cue lists may not say, by the checks of the API; the tables say what else is there."""

import time
from collections.abc import Iterator

import msgspec

from functions.shared.layout_sets.rendering import Known, known, listed
from functions.shared.provisioning.checks.stages import Around, faults_of
from functions.shared.provisioning.findings import Finding, at, twice
from functions.shared.stage.wish import MOST_CUES, MOST_SCENES, SceneName
from functions.shared.tables.assets import find_asset
from functions.shared.tables.conferences.scenes import scenes_of
from functions.shared.tables.provisioned.layouts import layouts_of
from functions.shared.tables.provisioned.users import find_user
from infra.provisioning.file_format import DomainInFile, Provisioning, RoomInFile
from infra.provisioning.layout_documents import group_of, layout_of
from infra.provisioning.scene_documents import conference_of
from infra.provisioning.stages import finding_of


def check_scenes(file: Provisioning, main_domain: str) -> Iterator[Finding]:
    """Find what is wrong with the scenes and cue lists of all rooms.

    Raises:
        TablesUnavailable: what else is there cannot be read.
    """
    domains = {domain.name: domain for domain in file.domains}
    for index, room in enumerate(file.rooms):
        if room.scenes or room.cues:
            conference = conference_of(room, main_domain)
            there = {scene.name for scene in scenes_of(conference) if scene.domain == room.domain}
            yield from at(["rooms", index], _of_room(room, conference, there, domains.get(room.domain)))


def _of_room(room: RoomInFile, conference: str, there: set[str], domain: DomainInFile | None) -> Iterator[Finding]:
    names = {scene.name for scene in room.scenes}
    yield from twice("scenes", [scene.name for scene in room.scenes])
    if len(names | there) > MOST_SCENES:
        yield ["scenes"], f"may be {MOST_SCENES} at most; {len(there - names)} are there that the file does not name"
    around = _around(room, conference, domain)
    for index, scene in enumerate(room.scenes):
        try:
            msgspec.convert(scene.name, SceneName)
        except msgspec.ValidationError:
            yield ["scenes", index, "name"], "must be 1 to 64 of A-Z a-z 0-9 _ . -"
        yield from at(["scenes", index, "stage"], map(finding_of, faults_of(scene.stage, around)))
    if len(room.cues) > MOST_CUES:
        yield ["cues"], f"may be {MOST_CUES} at most"
    for index, name in enumerate(room.cues):
        if name not in names | there:
            known_ones = ", ".join(sorted(names | there)) or "none"
            yield ["cues", index], f"must be a scene of this room: {known_ones}"


def _around(room: RoomInFile, conference: str, domain: DomainInFile | None) -> Around:
    users = {name for user in domain.users for name in (user.id, user.alias)} if domain is not None else set()
    return Around(
        conference=conference,
        domain=room.domain,
        there=_shown(room, domain),
        is_user=lambda user: user in users or find_user(room.domain, user)[1] is not None,
        has_font=lambda name: _has_font(room.domain, name),
        # A call is over by the next time that the file is applied.
        is_call=lambda _: False,
    )


def _shown(room: RoomInFile, domain: DomainInFile | None) -> Known:
    """What the room's conference will be able to show: its list, or what every node has."""
    if not room.picture.shown:
        return known()
    before = layouts_of(room.domain)
    layouts = {name: stored.layout for name, stored in before.layouts.items()}
    groups = {name: stored.group for name, stored in before.groups.items()}
    if domain is not None:
        layouts |= {entry.name: layout_of(entry) for entry in domain.layouts}
        groups |= {entry.name: group_of(entry) for entry in domain.layout_groups}
    return listed(room.picture.shown, known(layouts.values(), groups.values()))


def _has_font(domain: str, name: str) -> bool:
    asset = find_asset(domain, name, now=time.time())
    return asset is not None and asset.ready("font") is not None
