"""What `make build` makes, and how to start it as Lambda does."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path

from tests.build.runtime_stub import RuntimeStub

ROOT = Path(__file__).parents[2]
BUILT = ROOT / ".aws-sam" / "native"

# The artifact and the runtime client are all that the interpreter sees beyond its own library.
CLEAN = [sys.executable, "-I", "-S", "-B", "-c"]
START = """
import sys
artifact, runtime, handler = sys.argv[1:]
sys.path[:0] = [artifact]
sys.path.append(runtime)
from awslambdaric.__main__ import main
main(["awslambdaric", handler])
"""
RUNTIME_PACKAGES = ("awslambdaric", "simplejson", "snapshot-restore-py")


def build() -> Path:
    """Run `make build` for this machine's own Python, unless what it made last is newer than every source."""
    BUILT.parent.mkdir(exist_ok=True)
    with (BUILT.parent / "native.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = BUILT / "template.yaml"
        if not made.exists() or made.stat().st_mtime < newest_source():
            made.unlink(missing_ok=True)
            done = subprocess.run(
                ["make", "build", f"BUILD_DIR={BUILT.relative_to(ROOT)}", f"PYTHON={sys.executable}", "ARCH=native"],
                cwd=ROOT,
                # A `make test` around this would pass its own flags on.
                env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=900,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    return BUILT


def newest_source() -> float:
    sources = [ROOT / "template.yaml", ROOT / "samconfig.toml", *(ROOT / "functions").rglob("*")]
    return max(each.stat().st_mtime for each in sources if each.is_file() and "__pycache__" not in each.parts)


def runtime_folder(folder: Path) -> Path:
    """Fill a folder with awslambdaric and what it needs, and nothing else: on Lambda it comes with the runtime."""
    for package in RUNTIME_PACKAGES:
        installed = distribution(package)
        for name in {file.parts[0] for file in installed.files or []}:
            if not name.endswith(".dist-info") and name != "..":
                (folder / name).symlink_to(Path(str(installed.locate_file(name))))
    return folder


@contextmanager
def started(artifact: Path, runtime: Path, handler: str, environ: Mapping[str, str]) -> Iterator[RuntimeStub]:
    """Run a built function against a Runtime API of our own."""
    with RuntimeStub() as stub:
        process = subprocess.Popen(
            [*CLEAN, START, str(artifact), str(runtime), handler],
            cwd=artifact,
            env={**environ, "AWS_LAMBDA_RUNTIME_API": stub.address, "PATH": os.defpath},
            stdin=subprocess.DEVNULL,
        )
        try:
            yield stub
        finally:
            process.kill()
            process.wait()


def imports(artifact: Path, module: str) -> bool:
    """Whether the module can be imported with nothing but the artifact."""
    code = f"import sys; sys.path.insert(0, {str(artifact)!r}); import {module}"
    done = subprocess.run([*CLEAN, code], capture_output=True, text=True, timeout=60, check=False)
    missing = f"No module named {module!r}" in done.stderr
    assert done.returncode == 0 or missing, done.stderr
    return done.returncode == 0


def api_token(environ: dict[str, str], *words: str) -> str:
    """A token for example.com, made as an operator makes one."""
    return subprocess.run(
        [sys.executable, "-m", "infra.token", "--domain", "example.com", *words],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout.strip()
