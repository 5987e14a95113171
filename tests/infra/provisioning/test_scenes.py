"""Scenes and cue lists of a file: the API's own, by its checks; pruned where a file made them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from functions.mux_control.app import create_app
from functions.shared.tables.conferences.scenes import find_cues, scenes_of
from functions.shared.tables.history.audit import AuditItem
from functions.shared.tables.provisioned.users import forget_domains
from infra.provision import changes_of, main
from infra.provisioning.source import Refused, Source
from tests.functions import control
from tests.functions.control import bearer

FILE = """
domains:
  - name: example.com
    users: [{id: "1000", password: x8K2-pQw9-Zr4t-A}]
    layouts: [{name: mine, images: [{x: 0, y: 0, scale: 360, reservation_id: presenter}]}]
rooms:
  - name: board
    domain: example.com
    picture: {layouts: [mine, 2x2]}
    scenes:
      - {name: opening, stage: {layout: mine, places: [{slot: presenter, who: [{user: "1000"}]}]}}
      - {name: panel, stage: {layout: 2x2}}
    cues: [opening, panel, opening]
"""
PANEL, CUES = "      - {name: panel, stage: {layout: 2x2}}\n", "    cues: [opening, panel, opening]\n"
HERE = "/v1/conferences/board"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "site.yaml"
    path.write_text(FILE)
    return path


@pytest.fixture
def api() -> Iterator[TestClient]:
    """The API beside the file."""
    with control.installation():
        yield TestClient(create_app(control.SETTINGS), headers=bearer(), raise_server_exceptions=False)
    forget_domains()


def run(path: Path, *options: str) -> int:
    return main([str(path), "--yes", *options])


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        changes_of(Source("site.yaml", text), prune=False)
    return [str(one) for one in refused.value.problems]


def test_scenes_of_a_file_are_those_of_the_api_and_a_second_run_changes_nothing(
    api: TestClient, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(file) == 0
    listed = api.get(f"{HERE}/scenes").json()["items"]
    shown = api.post(f"{HERE}/cues/next")
    capsys.readouterr()

    assert [(one["name"], one["stage"]["layout"], one["revision"]) for one in listed] == [
        ("opening", "mine", 1),
        ("panel", "2x2", 1),
    ]
    assert (shown.status_code, shown.json()["stage"]["layout"]) == (200, "mine")
    assert run(file) == 0
    assert capsys.readouterr().out == "nothing to change\n"
    # Where somebody stands in the list is theirs.
    assert api.get(f"{HERE}/cues").json()["current"] == 0


def test_a_scene_that_differs_is_written_anew_with_the_next_revision_and_its_entry(api: TestClient, file: Path) -> None:
    run(file)
    api.put(f"{HERE}/scenes/panel", json={"stage": {"layout": "mine"}})
    file.write_text(FILE.replace("{layout: 2x2}", "{layout: 2x2, video_floor: {part: speaker}}"))

    assert run(file) == 0

    panel = api.get(f"{HERE}/scenes/panel").json()
    assert (panel["stage"]["video_floor"], panel["revision"]) == ({"part": "speaker"}, 3)
    entries = [item.body for item in AuditItem.scan()]
    assert any("provision_change" in one and "scene#panel" in one and "example.com" in one for one in entries)


def test_pruning_removes_the_scenes_that_files_made_and_leaves_those_of_the_api(api: TestClient, file: Path) -> None:
    run(file)
    api.put(f"{HERE}/scenes/of-the-api", json={"stage": {"layout": "2x2"}})
    # Who made it stays, whoever changes it.
    api.put(f"{HERE}/scenes/panel", json={"stage": {"layout": "mine"}})
    file.write_text(FILE.replace(PANEL, "").replace(CUES, ""))

    assert run(file) == 0
    kept = [scene.name for scene in scenes_of("board")]
    assert run(file, "--prune") == 0

    assert kept == ["of-the-api", "opening", "panel"]
    assert [scene.name for scene in scenes_of("board")] == ["of-the-api", "opening"]
    assert find_cues("board") is None


def test_pruning_leaves_a_cue_list_of_the_api(api: TestClient, file: Path) -> None:
    file.write_text(FILE.replace(CUES, ""))
    run(file)
    assert api.put(f"{HERE}/cues", json={"scenes": ["panel"]}).status_code == 201

    assert run(file, "--prune") == 0

    assert api.get(f"{HERE}/cues").json()["scenes"] == ["panel"]


def test_scenes_go_with_the_room_that_a_file_names_no_more(api: TestClient, file: Path) -> None:
    run(file)
    file.write_text(FILE[: FILE.index("rooms:")])

    assert run(file, "--prune") == 0

    assert (scenes_of("board"), find_cues("board")) == ([], None)


@pytest.mark.usefixtures("api")
def test_everything_that_is_wrong_with_scenes_is_told_at_once_at_its_place() -> None:
    text = FILE.replace('layout: mine, places: [{slot: presenter, who: [{user: "1000"}]}]', WRONG)
    found = problems(text.replace("{name: panel, stage: {layout: 2x2}}", "{name: a b, stage: {layout: 3x3}}"))

    assert [one.partition(": ")[2] for one in found] == [
        "rooms[0].scenes[0].stage.places[0].slot 'nowhere': is no slot of the layout; right is presenter",
        "rooms[0].scenes[0].stage.places[0].who[0].user '2000': is no user of example.com",
        "rooms[0].scenes[0].stage.places[1].slot 'nowhere': is taken by an earlier place",
        f"rooms[0].scenes[0].stage.members[0].banner.font_face 'own/gone': {NO_FONT}",
        "rooms[0].scenes[1].name 'a b': must be 1 to 64 of A-Z a-z 0-9 _ . -",
        "rooms[0].scenes[1].stage.layout '3x3': is none that this conference can show",
        "rooms[0].cues[1] 'panel': must be a scene of this room: a b, opening",
    ]


NO_FONT = "is no font that the domain has; right is one of /v1/assets that is `ready`"
WRONG = (
    'layout: mine, places: [{slot: nowhere, who: [{user: "2000"}]}, {slot: nowhere, who: [{part: speaker}]}], '
    "members: [{who: {part: moderator}, banner: {text: Ada, font_face: own/gone}}]"
)


@pytest.mark.usefixtures("api")
@pytest.mark.parametrize(
    ("stage", "place"),
    [
        ("{layout: 7}", "rooms[0].scenes[1].stage.layout"),
        ("{lay: 2x2}", "rooms[0].scenes[1].stage.lay"),
        ("{places: [{slot: a, who: [{user: a, part: speaker}]}]}", "rooms[0].scenes[1].stage.places"),
        ("7", "rooms[0].scenes[1].stage"),
    ],
)
def test_what_is_no_stage_is_refused_where_it_stands(stage: str, place: str) -> None:
    (found,) = problems(FILE.replace("{layout: 2x2}", stage))

    assert found.startswith("site.yaml:12: " + place), found


def test_the_api_tells_every_fault_of_a_stage_at_once(api: TestClient, file: Path) -> None:
    run(file)
    wish = {"layout": "mine", "places": [{"slot": slot, "who": [{"user": "2000"}]} for slot in ("a", "b")]}
    answer = api.put(f"{HERE}/stage", json=wish)

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [
        "places[0].slot", "places[1].slot", "places[0].who[0].user", "places[1].who[0].user",
    ]  # fmt: skip
