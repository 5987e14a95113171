"""The container files: linted, closed, and in step with what they start."""

import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from functions.shared import settings
from infra.local.template import Template

ROOT = Path(__file__).parents[2]
DOCKERFILES = ("freeswitch/Dockerfile", "freeswitch/relay/Dockerfile")
SCRIPTS = sorted((ROOT / "freeswitch").glob("*.sh"))
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]


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


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_write_only_where_it_must(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["user"] == "10001:10001"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")


def test_no_service_has_a_secret_in_its_file() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|TOKEN|SECRET|KEY", name) and not name.endswith("_FILE"):
                assert re.fullmatch(r"\$\{\w+:-\}", str(value)), name


def test_docker_compose_up_starts_the_whole_system_and_the_fleets_relay_waits_to_be_named() -> None:
    assert {name for name, service in SERVICES.items() if "profiles" not in service} == {
        "secrets",
        "freeswitch",
        "local-stack",
    }
    assert SERVICES["relay"]["profiles"] == SERVICES["edge"]["profiles"] == ["fleet"]


def test_each_variable_that_compose_hands_to_the_edge_is_one_that_it_reads() -> None:
    groups = (settings.EdgeSettings, settings.TableSettings)
    read = {declared.metadata["name"] for group in groups for declared in dataclasses.fields(group)}

    assert set(SERVICES["edge"]["environment"]) <= read
    assert "EDGE_URL" in SERVICES["relay"]["environment"]


def test_each_variable_that_compose_hands_to_the_node_is_one_that_it_reads() -> None:
    read = text("freeswitch/start.sh") + text("freeswitch/conf/vars.xml")

    for name in SERVICES["freeswitch"]["environment"]:
        assert re.search(rf"\b{name.removesuffix('_FILE')}\b", read), name


def test_an_empty_variable_is_as_good_as_none() -> None:
    """Compose hands over every variable, empty when nobody set it."""
    environ = SERVICES["freeswitch"]["environment"]
    empty = {name: "" for name, value in environ.items() if str(value).endswith(":-}")}
    given = {"SIP_DOMAIN": "example.com", "XML_CURL_URL": "http://127.0.0.1:3000", "XML_CURL_PASSWORD": "lookups"}
    said = subprocess.run(
        [ROOT / "freeswitch/start.sh", "--check"],
        env={"PATH": "/usr/bin:/bin", **empty, **given},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert (said.returncode, said.stderr) == (0, "")


def test_stills_are_written_into_memory_that_freeswitch_and_the_relay_share() -> None:
    volume = COMPOSE["volumes"]["stills"]["driver_opts"]

    assert volume["type"] == "tmpfs"
    assert {"size=256m", "mode=0700", "uid=10001"} <= set(volume["o"].split(","))
    for name in ("freeswitch", "relay", "local-stack"):
        assert f"stills:{SERVICES[name]['environment']['STILLS_ROOT']}" in SERVICES[name]["volumes"]


def test_the_compose_file_follows_the_compose_specification() -> None:
    said = run(program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "compose.yaml")

    assert said.returncode == 0, said.stdout + said.stderr


def test_docker_compose_reads_the_file_where_it_is_installed() -> None:
    version = run("docker", "compose", "version", "--short").stdout if shutil.which("docker") else ""
    if version:
        assert run("docker", "compose", "--file", "compose.yaml", "config", "--quiet").stderr == ""

    # without it the specification above is all there is to hold the file against
    assert COMPOSE["name"] == "freeswitch-functions"


def test_secrets_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    script = str(ROOT / "freeswitch/make-secrets.sh")

    run(script, str(tmp_path))
    first = {file.name: file.read_text() for file in tmp_path.iterdir()}
    run(script, str(tmp_path))

    assert set(first) == {"esl-password", "xml-curl-password"}
    assert first == {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert all(len(value) == 48 for value in first.values())
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())


def test_a_secret_comes_from_its_file_unless_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "esl").write_text("from-the-file")
    told = [str(ROOT / "freeswitch/with-secrets.sh"), "/usr/bin/printenv", "ESL_PASSWORD"]

    def said(**environ: str) -> str:
        return subprocess.run(told, env=environ, capture_output=True, text=True, timeout=20, check=False).stdout.strip()

    assert said(ESL_PASSWORD_FILE=str(tmp_path / "esl"), PATH="/usr/bin:/bin") == "from-the-file"
    assert said(ESL_PASSWORD_FILE=str(tmp_path / "esl"), ESL_PASSWORD="given", PATH="/usr/bin:/bin") == "given"


READ_BY_THE_RELAY = (
    settings.TableSettings,
    settings.QueueSettings,
    settings.RelaySettings,
    settings.StreamSettings,
    settings.RecordingSettings,
    settings.StillSettings,
    settings.OutputSettings,
)


def test_the_relay_of_a_fleet_is_given_what_the_functions_have() -> None:
    # With another prefix, bucket or secret it would serve tables that nobody reads, or could open no stream's key.
    secrets = dict.fromkeys(
        ("PinHashKey", "ApiTokenSecret", "EntryTokenSecret", "TurnSecret", "StreamKeySecret", "WebhookKeySecret"), "x"
    )
    of_functions = Template(name="stack", region="eu-central-1").function_settings(secrets)
    read = {declared.metadata["name"] for group in READ_BY_THE_RELAY for declared in dataclasses.fields(group)}
    shared = read & set(of_functions)

    assert {"TABLE_PREFIX", "RECORDINGS_BUCKET", "STREAM_KEY_SECRET"} <= shared
    assert shared <= set(SERVICES["relay"]["environment"])
