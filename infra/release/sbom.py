"""What is in a release, for programs that ask for weaknesses and licences: a CycloneDX bill of materials.

It names what is shipped, out of the files that pin it: packages of each function, of relay and edge, those that the
pages are built of, and those that the clients want. What tests and tools need is in none of these.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

NAME: Final = "freeswitch-functions"
# A name, its extras, its version; then everything up to a line that does not go on.
_PINNED: Final = re.compile(
    r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE
)
_SHA256: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
PAGES: Final = ("web", "clients/typescript")


def bill_of_materials(root: Path, version: str, moment: datetime) -> str:
    """Write it; the same sources, version and moment give the same text.

    Args:
        root: the sources.
        version: of the release.
        moment: when it was made, with its zone.
    """
    whole = _ours(NAME, version, ComponentType.APPLICATION)
    serial = uuid5(NAMESPACE_URL, f"urn:{NAME}:{version}:{moment.isoformat()}")
    bom = Bom(metadata=BomMetaData(component=whole, timestamp=moment), serial_number=serial)
    known: dict[str, Component] = {}
    parts = []
    for name, packages in _shipped(root):
        part = _ours(name, version, ComponentType.APPLICATION)
        bom.components.add(part)
        parts.append(part)
        needs = [known.setdefault(str(package.purl), package) for package in packages]
        bom.register_dependency(part, needs)
    for package in known.values():
        bom.components.add(package)
        bom.register_dependency(package)
    bom.register_dependency(whole, parts)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _ours(name: str, version: str, kind: ComponentType) -> Component:
    return Component(name=name, version=version, type=kind, bom_ref=f"{name}@{version}")


def _shipped(root: Path) -> Iterator[tuple[str, list[Component]]]:
    for path in sorted((root / "functions").glob("*/requirements.txt")):
        yield f"function {path.parent.name}", list(of_requirements(path.read_text(encoding="utf-8")))
    for name in ("relay", "edge"):
        yield name, list(of_requirements((root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")))
    for name in PAGES:
        lock = json.loads((root / name / "package-lock.json").read_text(encoding="utf-8"))
        yield ("pages" if name == "web" else f"client {name.rpartition('/')[2]}"), list(of_lock(lock))


def of_requirements(text: str) -> Iterator[Component]:
    """The packages that a file pins, with the hashes of every file that each may come as."""
    for name, version, rest in _PINNED.findall(text):
        yield _package(
            PackageURL("pypi", None, name.lower().replace("_", "-"), version),
            (HashType(alg=HashAlgorithm.SHA_256, content=one) for one in _SHA256.findall(rest)),
        )


def of_lock(lock: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Iterator[Component]:
    """The packages of an npm lock that are needed when it runs."""
    for place, about in lock["packages"].items():
        if not place.startswith("node_modules/") or about.get("dev") or about.get("link"):
            continue
        group, _, name = place.rpartition("node_modules/")[2].rpartition("/")
        algorithm, _, digest = str(about.get("integrity", "")).partition("-")
        hashes = [HashType(alg=HashAlgorithm.SHA_512, content=base64.b64decode(digest).hex())]
        yield _package(
            PackageURL("npm", group or None, name, str(about["version"])), hashes if algorithm == "sha512" else ()
        )


def _package(purl: PackageURL, hashes: Iterable[HashType]) -> Component:
    return Component(
        name=purl.name,
        group=purl.namespace,
        version=purl.version,
        purl=purl,
        bom_ref=purl.to_string(),
        hashes=hashes,
        type=ComponentType.LIBRARY,
    )
