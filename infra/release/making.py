"""What goes out with a release, made in one folder: packages, zips, sources, bill of materials, checksums."""

import gzip
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import yaml

from functions.shared.settings import child_environment
from infra.release.sbom import NAME, bill_of_materials
from infra.release.version_places import NotWritten
from infra.release.zips import zip_folder

SUMS: Final = "SHA256SUMS"
COMPOSE_FILES: Final = ("compose.services.yaml", "compose.yaml", "compose.fleet.yaml")
UV: Final = str(Path(sys.executable).with_name("uv"))


def run(root: Path, *words: str, environment: Mapping[str, str] | None = None) -> bytes:
    """Run a program to its end, and give what it says.

    Raises:
        NotWritten: it failed, with the end of what it said.
    """
    try:
        done = subprocess.run(
            words,
            cwd=root,
            # A `make release` around this would pass its own flags on.
            env=child_environment(environment or {}, without="MAKE"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise NotWritten(f"{words[0]} cannot be run: {error.strerror}") from error
    if done.returncode != 0:
        said = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()
        raise NotWritten("\n".join([f"{' '.join(words)} failed:", *said[-15:]]))
    return done.stdout


def python_packages(root: Path, out: Path) -> None:
    """The wheels and the sources of the client for Python, and of the program made of it."""
    for package in ("clients/python", "clients/ffctl"):
        run(root, UV, "build", "--quiet", "--out-dir", str(out), package)
    # uv keeps its folders out of repositories.
    (out / ".gitignore").unlink(missing_ok=True)


def npm_package(root: Path, out: Path) -> None:
    """The tarball of the client for TypeScript."""
    client = root / "clients" / "typescript"
    # What an earlier build made of a file that is gone would go along.
    shutil.rmtree(client / "dist", ignore_errors=True)
    run(client, "npm", "run", "--silent", "build")
    run(client, "npm", "pack", "--silent", "--pack-destination", str(out))


def function_zips(built: Path, out: Path, version: str) -> None:
    """One zip for each function that `make build` has made.

    Raises:
        NotWritten: it has made none.
    """
    folders = sorted(path.parent for path in built.glob("*/functions") if path.is_dir())
    if not folders:
        raise NotWritten(f"{built} has no built function")
    for folder in folders:
        zip_folder(folder, out / f"{NAME}-{version}-{folder.name}.zip")


def sources(root: Path, out: Path, version: str, tree: str, moment: datetime) -> None:
    """The sources of a tree of git: what the images are built of; each file says that it is of this moment."""
    prefix = f"{NAME}-{version}"
    archive = run(root, "git", "archive", "--format=tar", f"--prefix={prefix}/", tree)
    dated = io.BytesIO()
    # Of a tree git says the time at which it is asked, and its own gzip does so, too.
    with tarfile.open(fileobj=io.BytesIO(archive)) as read, tarfile.open(fileobj=dated, mode="w") as written:
        for one in read:
            written.addfile(one.replace(mtime=int(moment.timestamp())), read.extractfile(one) if one.isfile() else None)
    # `gzip.compress` names the machine's system in its head, until Python 3.13; this names none.
    with (
        (out / f"{prefix}.tar.gz").open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=0) as packed,
    ):
        packed.write(dated.getvalue())


def materials(root: Path, out: Path, version: str, moment: datetime) -> None:
    """The bill of materials."""
    (out / f"{NAME}-{version}.cdx.json").write_text(bill_of_materials(root, version, moment), encoding="utf-8")


def checksums(out: Path) -> None:
    """SHA-256 of every file, as `sha256sum --check` reads it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(out.iterdir())
        if path.name != SUMS
    ]
    (out / SUMS).write_text("".join(lines), encoding="utf-8")


def images(root: Path, out: Path, version: str) -> None:
    """How the images of the Compose files are built of the sources, as a script: nothing here pushes one."""
    files = [yaml.safe_load((root / name).read_text(encoding="utf-8")) for name in COMPOSE_FILES]
    services = [one for file in files for one in file["services"].values() if "build" in one]
    builds = {str(one["image"]).rpartition(":")[0]: one["build"] for one in services}
    prefix = f"{NAME}-{version}"
    lines = [
        "#!/bin/sh",
        f"# Builds the images of {NAME} {version} out of {prefix}.tar.gz, which lies beside this file.",
        "# Needs Docker with BuildKit, and in SIGNALWIRE_TOKEN what freeswitch/README.md says.",
        "set -eu",
        'cd "$(dirname "$0")"',
        f"sha256sum --check --ignore-missing {SUMS}",
        f"tar -xzf {prefix}.tar.gz",
        f"cd {prefix}",
        *(_build(name, version, build) for name, build in sorted(builds.items())),
    ]
    script = out / f"{prefix}-images.sh"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    script.chmod(0o755)


def _build(name: str, version: str, build: Mapping[str, Any]) -> str:
    words = ["docker build", f"--file {build['dockerfile']}", f"--tag {name}:{version}"]
    words += [f"--target {build['target']}"] if "target" in build else []
    words += [f"--secret id={secret},env={secret.upper()}" for secret in build.get("secrets", ())]
    return " ".join([*words, str(build["context"])])
