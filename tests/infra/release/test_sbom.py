"""The bill of materials: valid CycloneDX, complete, and the same for the same sources."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from infra.release.sbom import bill_of_materials, of_lock, of_requirements

ROOT = Path(__file__).parents[3]
MOMENT = datetime(2026, 12, 1, tzinfo=UTC)

REQUIREMENTS = """# a comment
Some_Package[extra,more]==1.2.3 ; python_version < "3.13" \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
other==2.0 \\
    --hash=sha256:{b}
""".format(a="a" * 64, b="b" * 64)
LOCK: dict[str, dict[str, dict[str, object]]] = {
    "packages": {
        "": {"name": "pages", "version": "0.0.0"},
        "node_modules/@scope/shipped": {"version": "1.0.0", "integrity": "sha512-AAAA"},
        "node_modules/plain/node_modules/nested": {"version": "2.0.0", "integrity": "sha512-AAAA"},
        "node_modules/tool": {"version": "3.0.0", "integrity": "sha512-AAAA", "dev": True},
        "node_modules/linked": {"link": True},
    }
}


def bill() -> Any:
    return json.loads(bill_of_materials(ROOT, "1.2.3", MOMENT))


def test_it_is_what_the_standard_says() -> None:
    text = bill_of_materials(ROOT, "1.2.3", MOMENT)

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert text == bill_of_materials(ROOT, "1.2.3", MOMENT)


def test_a_package_has_its_name_version_and_hashes() -> None:
    found = {str(one.purl): sorted(hash_.content for hash_ in one.hashes) for one in of_requirements(REQUIREMENTS)}

    assert found == {"pkg:pypi/some-package@1.2.3": ["a" * 64, "b" * 64], "pkg:pypi/other@2.0": ["b" * 64]}


def test_of_npm_s_packages_those_are_in_it_that_are_shipped() -> None:
    found = {str(one.purl): [hash_.content for hash_ in one.hashes] for one in of_lock(LOCK)}

    assert found == {"pkg:npm/%40scope/shipped@1.0.0": ["000000"], "pkg:npm/nested@2.0.0": ["000000"]}


def test_every_function_the_relay_and_the_pages_are_in_it_with_what_they_need() -> None:
    told = bill()
    needs = {one["ref"]: one.get("dependsOn", []) for one in told["dependencies"]}
    functions = {path.parent.name for path in (ROOT / "functions").glob("*/requirements.txt")}

    assert set(needs["freeswitch-functions@1.2.3"]) == {
        "relay@1.2.3",
        "edge@1.2.3",
        "pages@1.2.3",
        "client typescript@1.2.3",
        *(f"function {name}@1.2.3" for name in functions),
    }
    assert any(one.startswith("pkg:pypi/starlette@") for one in needs["function directory@1.2.3"])
    assert any(one.startswith("pkg:pypi/greenswitch@") for one in needs["relay@1.2.3"])
    assert any(one.startswith("pkg:npm/jssip@") for one in needs["pages@1.2.3"])
    # Whatever is named is there, once.
    components = [one["bom-ref"] for one in told["components"]]
    assert len(components) == len(set(components))
    assert {one for each in needs.values() for one in each} <= set(components)


def test_every_line_that_pins_something_is_read() -> None:
    nodes = [ROOT / "requirements" / f"{name}.txt" for name in ("relay", "edge")]
    for path in (*(ROOT / "functions").glob("*/requirements.txt"), *nodes):
        text = path.read_text()
        assert len(list(of_requirements(text))) == sum("==" in line for line in text.splitlines()), path
        assert all(one.hashes for one in of_requirements(text)), path
