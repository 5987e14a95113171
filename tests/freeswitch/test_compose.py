"""What the Compose files promise: rights, limits, secrets as files, what must be said, a trial that none can reach."""

import dataclasses
import re
import shutil
import subprocess
from typing import Any

import pytest

from functions.shared import settings
from infra.local.template import Template
from infra.release.version_places import PLACES
from tests.freeswitch.compose import FILES, FLEET, ROOT, SHARED, TRIAL, TURN, NotSaid, document, said, services
from tests.freeswitch.test_containers import program, run, text

SERVICES = [(file, name) for file in FILES for name in document(file)["services"]]
SECRET = re.compile("PASSWORD|TOKEN|SECRET|KEY|CREDENTIALS")
# What a node of a fleet is told at least.
NODE = {
    "NODE_NAME": "fs7",
    "SIP_DOMAIN": "example.com",
    "COMMAND_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/commands-fs7.fifo",
    "TABLE_PREFIX": "freeswitch-functions-",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "FUNCTIONS_URL": "https://api.example.com",
    "RECORDINGS_BUCKET": "",
    "STILLS_BUCKET": "stills",
    "ASSETS_BUCKET": "assets",
    "XML_CURL_PASSWORD_FILE": "/etc/node/xml-curl-password",
    "STREAM_KEY_SECRET_FILE": "/etc/node/stream-key-secret",
}
TURN_SERVER = {"TURN_SECRET_FILE": "/etc/turn/secret", "TURN_PEERS": "203.0.113.5", "TURN_REALM": "turn.example.com"}


def service(file: str, name: str) -> dict[str, Any]:
    return services(file)[name]


def environment(file: str, name: str, **environ: str) -> dict[str, str]:
    """What one service is given."""
    given = said(service(file, name)["environment"], environ)
    assert isinstance(given, dict)
    return given


def read_by(*groups: type) -> set[str]:
    return {declared.metadata["name"] for group in groups for declared in dataclasses.fields(group)}


@pytest.mark.parametrize(("file", "name"), SERVICES)
def test_a_service_can_write_only_where_it_must(file: str, name: str) -> None:
    its = service(file, name)

    assert its["read_only"] is True
    assert its["user"] == "10001:10001"
    assert its["cap_drop"] == ["ALL"]
    assert its["security_opt"] == ["no-new-privileges:true"]
    assert not its.get("privileged")
    assert its.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "coturn" else [])


@pytest.mark.parametrize(("file", "name"), SERVICES)
def test_a_service_has_limits_of_memory_processors_and_processes(file: str, name: str) -> None:
    its = said(service(file, name), NODE | TURN_SERVER)
    assert isinstance(its, dict)

    assert re.fullmatch(r"\d+[mg]", its["mem_limit"])
    assert float(its["cpus"]) >= 0
    assert its["pids_limit"] > 0
    # Without a size a tmpfs may have half of the host's memory.
    for mount in its.get("tmpfs", ()):
        assert "size=" in mount or mount.startswith("/run/freeswitch:")


@pytest.mark.parametrize(("file", "name"), SERVICES)
def test_an_image_has_a_tag_which_a_release_moves(file: str, name: str) -> None:
    image, _, tag = service(file, name)["image"].rpartition(":")

    assert re.fullmatch(r"\d+\.\d+\.\d+(-r\d+)?", tag), image
    if image != "coturn/coturn":
        places = PLACES[SHARED if image == "freeswitch-node" else file]
        assert f"\n    image: {image}:{{}}\n" in places or f"\n  image: {image}:{{}}\n" in places


@pytest.mark.parametrize(("file", "name"), SERVICES)
def test_a_secret_is_a_file_and_never_in_the_environment(file: str, name: str) -> None:
    for variable in service(file, name).get("environment", {}):
        if SECRET.search(variable):
            assert variable.endswith("_FILE"), variable
    given = environment(file, name, **NODE, **TURN_SERVER) if "environment" in service(file, name) else {}
    there = {f"/run/secrets/{secret}" for secret in service(file, name).get("secrets", ())}
    for variable, value in given.items():
        if variable.endswith("_FILE") and value and SECRET.search(variable):
            assert value in there or value.startswith("/var/lib/node-secrets/"), variable


@pytest.mark.parametrize("file", FILES)
def test_every_secret_of_a_running_service_comes_from_a_file_of_the_host(file: str) -> None:
    declared = document(file)["secrets"]

    for name in {name for its in services(file).values() for name in its.get("secrets", ())}:
        assert set(declared[name]) == {"file"}
        assert re.match(r"\$\{\w+_FILE:[-?]", declared[name]["file"])


def test_a_secret_that_is_not_named_is_not_told_to_the_program() -> None:
    without, with_it = environment(FLEET, "freeswitch", **NODE), {**NODE, "TRUNK_PASSWORD_FILE": "trunk"}

    assert without["TRUNK_PASSWORD_FILE"] == ""
    assert environment(FLEET, "freeswitch", **with_it)["TRUNK_PASSWORD_FILE"] == "/run/secrets/trunk_password"
    assert environment(FLEET, "relay", **NODE)["AWS_SHARED_CREDENTIALS_FILE"] == ""


@pytest.mark.parametrize(("file", "needed"), [(FLEET, NODE), (TURN, TURN_SERVER), (TRIAL, {})])
def test_what_is_mandatory_is_asked_for_in_words(file: str, needed: dict[str, str]) -> None:
    everything = [services(file), document(file)["secrets"]]
    said(everything, needed)

    for name in needed:
        with pytest.raises(NotSaid, match=rf"^{name}: \S+ \S+ "):
            said(everything, {key: value for key, value in needed.items() if key != name})


def test_the_shared_file_asks_for_nothing() -> None:
    said(document(SHARED), {})


def test_the_trial_is_out_of_reach_of_others() -> None:
    switch, stack = environment(TRIAL, "freeswitch"), environment(TRIAL, "local-stack")

    assert (switch["LISTEN_IP"], switch["WSS_BINDING"]) == ("127.0.0.1", "127.0.0.1:7443")
    assert {"EXTERNAL_IP", "STUN_SERVER"}.isdisjoint(switch)
    assert stack["LISTEN_IP"] == switch["LISTEN_IP"]
    # Whoever asks for an address is told why not, by the local stack.
    asked = {"LISTEN_IP": "203.0.113.5", "EXTERNAL_IP": "203.0.113.6"}
    assert asked.items() <= environment(TRIAL, "local-stack", **asked).items()
    assert environment(TRIAL, "freeswitch", **asked)["LISTEN_IP"] == asked["LISTEN_IP"]


def test_a_node_of_a_fleet_has_no_demo() -> None:
    assert set(services(FLEET)) == {"secrets", "freeswitch", "relay", "edge"}
    assert set(services(TRIAL)) == {"secrets", "freeswitch", "local-stack"}


def test_without_the_edge_freeswitch_and_the_relay_are_told_so() -> None:
    alone = {**NODE, "XML_CURL_URL": "https://api.example.com", "EDGE_URL": ""}

    assert environment(FLEET, "freeswitch", **alone)["XML_CURL_URL"] == "https://api.example.com"
    assert environment(FLEET, "relay", **alone)["EDGE_URL"] == ""
    assert environment(FLEET, "freeswitch", **NODE)["XML_CURL_URL"] == "http://127.0.0.1:3080"
    assert environment(FLEET, "relay", **NODE)["EDGE_URL"] == "http://127.0.0.1:3080"


def test_each_variable_that_the_edge_is_given_is_one_that_it_reads() -> None:
    assert set(environment(FLEET, "edge", **NODE)) <= read_by(settings.EdgeSettings, settings.TableSettings)


def test_each_variable_that_the_local_stack_is_given_is_one_that_something_of_it_reads() -> None:
    groups = [one for one in vars(settings).values() if isinstance(one, type) and dataclasses.is_dataclass(one)]
    given = {name.removesuffix("_FILE") for name in environment(TRIAL, "local-stack")}

    assert given <= read_by(*groups)


@pytest.mark.parametrize("file", [TRIAL, FLEET])
def test_each_variable_that_the_node_is_given_is_one_that_it_reads(file: str) -> None:
    read = text("freeswitch/start.sh") + text("freeswitch/conf/vars.xml")

    for name in service(file, "freeswitch")["environment"]:
        assert re.search(rf"\b{name.removesuffix('_FILE')}\b", read), name


@pytest.mark.parametrize(("file", "environ"), [(TRIAL, {}), (FLEET, NODE)])
def test_an_empty_variable_is_as_good_as_none(file: str, environ: dict[str, str]) -> None:
    """Compose hands over every variable, empty when nobody set it."""
    given = {name: value for name, value in environment(file, "freeswitch", **environ).items() if "_FILE" not in name}
    started = subprocess.run(
        [ROOT / "freeswitch/start.sh", "--check"],
        env={"PATH": "/usr/bin:/bin", **given, "XML_CURL_PASSWORD": "lookups", "TRUNK_PASSWORD_FILE": ""},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert (started.returncode, started.stderr) == (0, "")


@pytest.mark.parametrize(("file", "beside"), [(TRIAL, "local-stack"), (FLEET, "relay")])
def test_stills_are_written_into_memory_that_freeswitch_and_the_relay_share(file: str, beside: str) -> None:
    volume = document(file)["volumes"]["stills"]["driver_opts"]

    assert volume["type"] == "tmpfs"
    assert {"size=256m", "mode=0700", "uid=10001"} <= set(volume["o"].split(","))
    for name in ("freeswitch", beside):
        its = service(file, name)
        assert f"stills:{its['environment']['STILLS_ROOT']}" in its["volumes"]


@pytest.mark.parametrize("file", [*FILES, SHARED])
def test_a_compose_file_follows_the_compose_specification(file: str) -> None:
    checked = run(program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", file)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_docker_compose_reads_the_files_where_it_is_installed() -> None:
    version = run("docker", "compose", "version", "--short").stdout if shutil.which("docker") else ""
    for file, environ in ((TRIAL, {}), (FLEET, NODE), (TURN, TURN_SERVER)) if version else ():
        words = [f"{name}={value}" for name, value in environ.items()]
        assert run("env", *words, "docker", "compose", "--file", file, "config", "--quiet").stderr == ""

    # without it the specification above is all there is to hold them against
    assert {document(file)["name"] for file in FILES} == {"freeswitch-functions"}


READ_BY_THE_RELAY = (
    settings.TableSettings,
    settings.QueueSettings,
    settings.RelaySettings,
    settings.StreamSettings,
    settings.RecordingSettings,
    settings.StillSettings,
    settings.OutputSettings,
)
# In the same groups, and used by mux_control alone.
OF_THE_API = {"RECORDINGS_LINK_SECONDS", "STILLS_PAUSE_SECONDS"}


def test_the_relay_of_a_fleet_is_given_what_the_functions_have() -> None:
    # With another prefix, bucket or secret it would serve tables that nobody reads, or could open no stream's key.
    secrets = dict.fromkeys(
        ("PinHashKey", "ApiTokenSecret", "EntryTokenSecret", "TurnSecret", "StreamKeySecret", "WebhookKeySecret"), "x"
    )
    of_functions = Template(name="stack", region="eu-central-1").function_settings(secrets)
    shared = read_by(*READ_BY_THE_RELAY) & set(of_functions) - OF_THE_API

    assert {"TABLE_PREFIX", "RECORDINGS_BUCKET", "STREAM_KEY_SECRET"} <= shared
    assert shared <= {name.removesuffix("_FILE") for name in service(FLEET, "relay")["environment"]}
