"""`make release VERSION=1.2.3`: writes the version, makes what goes out, commits and tags. It pushes nothing.

Until everything is made nothing is committed; what fails before leaves the sources as they were.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from infra.release import making
from infra.release.changelog import released, section
from infra.release.sbom import NAME
from infra.release.version_places import SEMANTIC, NotWritten, changed, parsed

ROOT = Path(__file__).parents[2]
CHANGELOG = "CHANGELOG.md"
VERSION_FILE = "functions/shared/version.py"


def texts_of(root: Path, version: str, now: datetime) -> dict[str, str]:
    """Look whether this version can be released now; give the files that say it, as they will be.

    Raises:
        NotWritten: it cannot, with everything that is in the way.
    """
    wanted = parsed(version)
    problems: list[str] = []
    texts: dict[str, str] = {}
    unsaved = making.run(root, "git", "status", "--porcelain").decode().splitlines()
    if unsaved:
        problems.append("these are not committed: " + ", ".join(line[3:] for line in unsaved[:5]))
    tags = making.run(root, "git", "tag", "--list", "v*").decode().split()
    newest = max((parsed(tag[1:]) for tag in tags if SEMANTIC.fullmatch(tag[1:])), default=None)
    if newest is not None and wanted <= newest:
        problems.append(f"{version} does not come after {'.'.join(map(str, newest))}, which is released")
    # The first release may have the number that the sources have borne until then.
    old = _present(root)
    if wanted < parsed(old):
        problems.append(f"{version} does not come after {old}, which the sources say")

    def with_release() -> dict[str, str]:
        return {
            CHANGELOG: released((root / CHANGELOG).read_text(encoding="utf-8"), version, now.astimezone(UTC).date())
        }

    for make in (partial(changed, root, old, version), with_release):
        try:
            texts |= make()
        except NotWritten as problem:
            problems.append(str(problem))
    if problems:
        raise NotWritten("\n".join(problems))
    return texts


def _present(root: Path) -> str:
    found = SEMANTIC.search((root / VERSION_FILE).read_text(encoding="utf-8"))
    if found is None:
        raise NotWritten(f"{VERSION_FILE} says no version")
    return found[0]


def release(root: Path, version: str, out: Path, built: Callable[[], Path], now: datetime) -> list[Path]:
    """Release a version; gives the files that go out.

    Args:
        root: the sources, in a repository of git.
        version: three numbers.
        out: the folder for what is made; it must not be there.
        built: builds the functions, and says where.
        now: the moment of the release; what goes out says its day, so that who makes it again gets the same bytes.

    Raises:
        NotWritten: nothing was released.
    """
    if out.exists():
        raise NotWritten(f"{out} is there already; move it away")
    texts = texts_of(root, version, now)
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    out.mkdir(parents=True)
    before = {name: (root / name).read_text(encoding="utf-8") for name in texts}
    try:
        _write(root, texts)
        making.python_packages(root, out)
        making.npm_package(root, out)
        making.function_zips(built(), out, version)
        making.materials(root, out, version, day)
        making.images(root, out, version)
        said = section(texts[CHANGELOG], version)
        (out / f"{NAME}-{version}.md").write_text(said, encoding="utf-8")
        making.run(root, "git", "add", "--", *texts)
        making.sources(root, out, version, making.run(root, "git", "write-tree").decode().strip(), day)
        making.checksums(out)
        making.run(root, "git", "commit", "--quiet", "--message", f"Version {version}")
    except BaseException:
        _write(root, before)
        shutil.rmtree(out)
        making.run(root, "git", "reset", "--quiet")
        raise
    making.run(root, "git", "tag", "--annotate", "--message", f"Version {version}", f"v{version}")
    return sorted(out.iterdir())


def _write(root: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.release", description=__doc__)
    parser.add_argument("version", help="three numbers, such as 1.2.3")
    parser.add_argument("--out", type=Path, help="folder for what is made; dist/VERSION without it")
    parser.add_argument("--built", type=Path, help="functions that were built already; without it `make build` runs")
    chosen = parser.parse_args()
    out = (chosen.out or ROOT / "dist" / chosen.version).absolute()

    def built() -> Path:
        if chosen.built:
            return Path(chosen.built).absolute()
        folder = ".aws-sam/release"
        shutil.rmtree(ROOT / folder, ignore_errors=True)
        making.run(ROOT, "make", "build", f"BUILD_DIR={folder}")
        return ROOT / folder

    try:
        made = release(ROOT, chosen.version, out, built, datetime.now(UTC))
    except NotWritten as problem:
        print(f"not released:\n{problem}", file=sys.stderr)
        return 1
    print("\n".join(f"{path.stat().st_size:>12,}  {path}" for path in made))
    tag = f"v{chosen.version}"
    print(f"\n{tag} is committed and tagged here, and pushed nowhere: git push origin HEAD {tag}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
