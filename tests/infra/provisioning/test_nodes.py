"""`nodes:` of a provisioning file."""

from textwrap import dedent

import pytest

from functions.shared.nodes.passwords import hashed
from functions.shared.tables.provisioned.identities import Identity, find_identity
from infra import node_credential
from infra.provision import changes_of
from infra.provisioning.applying import apply
from infra.provisioning.source import Refused, Source
from tests.functions.lookups import provision

pytestmark = pytest.mark.usefixtures("lookup_tables")
ONE, TWO, THREE = hashed("one"), hashed("two"), hashed("three")


def written(nodes: str) -> list[str]:
    changes = changes_of(Source("nodes.yaml", f"nodes: [{nodes}]"), prune=False)
    apply(changes)
    return [str(change) for change in changes]


def test_a_node_keeps_its_credentials_where_the_file_names_none() -> None:
    written(f"{{name: fs9, domains: [Example.COM], credentials: [{ONE}, {TWO}]}}")
    written("{name: fs9, domains: [example.com, other.example]}")

    assert find_identity("fs9") == Identity(
        name="fs9", domains=("example.com", "other.example"), credentials=(ONE, TWO)
    )


def test_an_empty_list_takes_the_credentials_away() -> None:
    written(f"{{name: fs9, domains: [example.com], credentials: [{ONE}]}}")
    (change,) = written("{name: fs9, domains: [example.com], credentials: []}")

    assert find_identity("fs9") == Identity(name="fs9", domains=("example.com",))
    assert ONE not in change


@pytest.mark.parametrize(
    ("node", "advice"),
    [
        ("{name: 'f s', domains: []}", "nodes[0].name 'f s': must be 1 to 64 of"),
        ("{name: fs1, domains: [a_b.example/]}", "nodes[0].domains[0] 'a_b.example/': must be a host name"),
        ("{name: fs1, domains: [a.example, A.example]}", "nodes[0].domains[1]"),
        ("{name: fs1, domains: [], credentials: [the-password]}", "nodes[0].credentials[0]"),
        (f"{{name: fs1, domains: [], credentials: [{hashed('')}]}}", "must be SHA-256 of a password"),
        (f"{{name: fs1, domains: [], credentials: [{ONE}, {TWO}, {THREE}]}}", "must be 2 at most"),
        (f"{{name: fs1, domains: [], credentials: [{ONE}, {ONE}]}}", "is there already"),
        ("{name: fs1, domains: []}, {name: fs1, domains: []}", "fs1 is there already"),
        ("{name: fs1, domains: [], address: 10.0.0.2}", "nodes[0].address '10.0.0.2': must be host:port"),
        ("{name: fs1, domains: [], websocket: 'https://a'}", "nodes[0].websocket 'https://a': must be an address such"),
        ("{name: fs1, domains: [], websocket: 'ws://a.example'}", "nodes[0].websocket 'ws://a.example': is not encr"),
        ("{name: fs1}", "nodes[0].domains: is missing"),
    ],
)
def test_what_a_node_may_not_say_is_refused_with_its_place(node: str, advice: str) -> None:
    with pytest.raises(Refused) as refused:
        written(node)

    assert advice in str(refused.value)


def test_a_password_in_the_place_of_its_hash_is_not_shown() -> None:
    with pytest.raises(Refused) as refused:
        written("{name: fs1, domains: [], credentials: [the-password-itself]}")

    assert "the-password-itself" not in str(refused.value)


def test_a_made_credential_is_32_random_bytes_and_the_hash_that_the_file_needs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert node_credential.main(["fs9"]) == 0
    told = dict(line.strip().split("=", 1) for line in capsys.readouterr().out.splitlines() if "=" in line)
    assert node_credential.main(["f s"]) == 2

    assert told["NODE_NAME"] == "fs9"
    assert len(told["XML_CURL_PASSWORD"]) == 43


def test_the_printed_lines_are_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    node_credential.main(["fs9"])
    printed = capsys.readouterr().out
    password = printed.partition("XML_CURL_PASSWORD=")[2].partition("\n")[0]
    provision(dedent(printed[printed.index("  nodes:") :]))

    assert find_identity("fs9") == Identity(name="fs9", domains=("example.com",), credentials=(hashed(password),))
