"""The container files: linted, closed, and in step with what they start."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILES = ("freeswitch/Dockerfile", "freeswitch/relay/Dockerfile")
SCRIPTS = sorted((ROOT / "freeswitch").glob("*.sh"))


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def program(name: str) -> str:
    """A program of requirements/dev.txt, beside the Python that runs the tests."""
    return str(Path(sys.executable).with_name(name))


@pytest.mark.parametrize("name", DOCKERFILES)
def test_the_linter_has_nothing_to_say(name: str) -> None:
    said = run(program("hadolint"), name)

    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_one_that_a_shell_can_read(script: Path) -> None:
    shell = script.read_text(encoding="utf-8").splitlines()[0].removeprefix("#!")

    assert run(shell, "-n", str(script)).stderr == ""
    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize("name", DOCKERFILES)
def test_every_image_runs_as_somebody_who_is_not_root(name: str) -> None:
    last_of_stage = [
        stage for stage in re.split(r"(?m)^FROM ", text(name)) if "ENTRYPOINT" in stage or "CMD [" in stage
    ]

    assert last_of_stage
    for stage in last_of_stage:
        if "HEALTHCHECK" in stage:
            assert "\nUSER 10001:10001\n" in stage


def test_the_token_is_a_build_secret_and_in_no_layer() -> None:
    dockerfile = text("freeswitch/Dockerfile")

    assert "--mount=type=secret,id=signalwire_token,required=true" in dockerfile
    assert "--mount=type=tmpfs,target=/etc/apt/auth.conf.d" in dockerfile
    assert not re.search(r"(?m)^(ARG|ENV) .*TOKEN", dockerfile)
    # an argument of a program could be read by others while it runs
    assert "--user" not in dockerfile


def test_every_module_that_the_configuration_loads_is_installed() -> None:
    loaded = re.findall(r'<load module="mod_(\w+)"/>', text("freeswitch/conf/autoload_configs/modules.conf.xml"))
    installed = set(re.findall(r"freeswitch-mod-([a-z-]+)", text("freeswitch/Dockerfile")))

    assert {name.replace("_", "-") for name in loaded} == installed


@pytest.mark.parametrize("name", DOCKERFILES)
def test_what_is_copied_exists_and_reaches_the_build(name: str) -> None:
    ignored = {line for line in text(".dockerignore").splitlines() if line and not line.startswith(("#", "!"))}
    for copied in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", text(name)):
        for path in copied.split():
            assert (ROOT / path).exists(), path
            assert path.split("/")[0] not in ignored


def test_secrets_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    script = str(ROOT / "freeswitch/make-secrets.sh")

    run(script, str(tmp_path))
    first = {file.name: file.read_text() for file in tmp_path.iterdir()}
    run(script, str(tmp_path))

    assert set(first) == {"esl-password", "xml-curl-password"}
    assert first == {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert all(len(value) == 48 for value in first.values())
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())


SECRETS = ("ESL_PASSWORD", "XML_CURL_PASSWORD", "STREAM_KEY_SECRET", "TURN_SECRET")


def started(name: str, **environ: str) -> tuple[int, str]:
    """What a program in an image finds under a name, and how with-secrets.sh ended."""
    told = [str(ROOT / "freeswitch/with-secrets.sh"), "/usr/bin/printenv", name]
    environ |= {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(told, env=environ, capture_output=True, text=True, timeout=20, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_comes_from_its_file_unless_it_is_given(name: str, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-the-file\n")
    named = {f"{name}_FILE": str(file)}

    assert started(name, **named) == (0, "from-the-file")
    assert started(name, **named, **{name: "given"}) == (0, "given")
    assert started(name, **{f"{name}_FILE": ""})[0] == 1
    assert started(name, **{f"{name}_FILE": "/dev/null"}) == (64, f"{name}_FILE is /dev/null, where nothing is")


@pytest.mark.parametrize("name", ["XML_CURL_PASSWORD", "TRUNK_PASSWORD", "TRUNK_PASSWORD_3"])
def test_freeswitch_takes_its_secrets_from_files_too(name: str, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    environ = {"PATH": "/usr/bin:/bin", "SIP_DOMAIN": "example.com", "XML_CURL_URL": "http://127.0.0.1:3000"}
    environ |= {"XML_CURL_PASSWORD_FILE": str(file), f"{name}_FILE": str(file)}

    def checked(secret: str) -> tuple[int, str]:
        file.write_text(secret)
        command = [str(ROOT / "freeswitch/start.sh"), "--check"]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=20, check=False)
        return done.returncode, done.stderr

    assert checked("of-the-file\n") == (0, "")
    assert f"{name} must be without spaces" in checked("not good")[1]
    assert f"{name}_FILE is {file}, where nothing is" in checked("")[1]


def left_out(path: str) -> bool:
    """Whether .dockerignore keeps a file out, as Docker reads it: by the last pattern for it or a folder above it."""
    out = False
    above = [path, *map(str, list(Path(path).parents)[:-1])]
    for line in text(".dockerignore").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!")
        parts = re.split(r"(\*\*/|\*)", pattern)
        expression = "".join({"**/": "(?:.*/)?", "*": "[^/]*"}.get(part, re.escape(part)) for part in parts)
        if any(re.fullmatch(expression, one) for one in above):
            out = not line.startswith("!")
    return out


@pytest.mark.parametrize("folder", ["", "freeswitch/", "freeswitch/conf/tls/", "infra/", "web/"])
@pytest.mark.parametrize("name", [".env", ".env.production", "site.env", "agent.pem", "node.key", "relay.log"])
def test_what_may_be_secret_comes_into_no_image_in_whichever_folder_it_lies(folder: str, name: str) -> None:
    assert left_out(folder + name)


def test_nothing_of_the_repository_that_an_image_copies_is_left_out() -> None:
    copied = {
        path
        for name in DOCKERFILES
        for paths in re.findall(r"(?m)^COPY (?!--from)((?:.+\\\n)?.+) \S+$", text(name))
        for path in paths.replace("\\\n", " ").split()
    }
    tracked = run("git", "ls-files", *sorted(copied)).stdout.splitlines()

    assert len(tracked) > 500
    assert [path for path in tracked if left_out(path) and path != ".dockerignore"] == []
