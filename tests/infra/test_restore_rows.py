"""Rows come back from a restored table: what is missing, and nothing that is there, has ended, or makes itself."""

import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.known.revocations import forget_revocations, known_revocations
from functions.shared.tables.revocations import RevocationsItem, revoke_subject, revoke_token
from infra.restore_rows import RESTORABLE, main
from tests.infra.test_template import TEMPLATE
from tests.tables import make_tables

DOMAIN, RESTORED = "example.com", "revocations-of-yesterday"
LIVE = str(RevocationsItem.Meta.table_name)
NOW = time.time()
# Longer than all tests together: this file may be read long before it is run.
LATER = NOW + 24 * 3600


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    with mock_aws():
        make_tables([RevocationsItem])
        forget_revocations()
        yield
        forget_revocations()


def client() -> Any:
    return boto3.client("dynamodb", region_name=str(RevocationsItem.Meta.region))


def restored_as_it_is_now(live: str = LIVE) -> None:
    """What `aws dynamodb restore-table-to-point-in-time` makes: a table of another name with the same rows."""
    schema = client().describe_table(TableName=live)["Table"]["KeySchema"]
    names = [{"AttributeName": key["AttributeName"], "AttributeType": "S"} for key in schema]
    client().create_table(
        TableName=RESTORED, BillingMode="PAY_PER_REQUEST", KeySchema=schema, AttributeDefinitions=names
    )
    for row in client().scan(TableName=live)["Items"]:
        client().put_item(TableName=RESTORED, Item=row)


def restore(*more: str) -> int:
    return main(["revocations", "--restored", RESTORED, "--yes", *more], now=NOW)


def test_what_was_lost_comes_back_and_what_is_there_stays(capsys: pytest.CaptureFixture[str]) -> None:
    revoke_token(DOMAIN, "lost", until=LATER)
    revoke_subject(DOMAIN, "ada", before=NOW - 600, until=LATER)
    revoke_token(DOMAIN, "over", until=NOW - 600)
    restored_as_it_is_now()
    for item in RevocationsItem.scan():
        item.delete()
    # Refused anew since: the older row would let tokens in that were issued in between.
    revoke_subject(DOMAIN, "ada", before=NOW, until=LATER + 300)

    assert restore() == 0

    found = known_revocations(DOMAIN)
    assert (found.tokens, found.subjects) == (frozenset({"lost"}), {"ada": NOW})
    assert f"1 of 1 rows are back in {LIVE}" in capsys.readouterr().out
    assert restore() == 1
    assert "lacks nothing" in capsys.readouterr().out


def test_only_rows_of_one_domain_come_back_if_only_they_are_asked_for() -> None:
    for domain in (DOMAIN, "other.example"):
        revoke_token(domain, "lost", until=LATER)
    restored_as_it_is_now()
    for item in RevocationsItem.scan():
        item.delete()

    assert restore("--begins", "other.") == 0

    assert [item.domain for item in RevocationsItem.scan()] == ["other.example"]


def test_of_conferences_only_what_outlives_them_comes_back() -> None:
    make_tables([ConferencesItem])
    live = str(ConferencesItem.Meta.table_name)
    rows: dict[str, str | None] = {
        "#": None, "member#u1": None, "stream#s1": None, "#stage": None,
        "recording#done": None, "recording#under-way": "fs1", "scene#break": None, "cues": None,
    }  # fmt: skip
    for key, node in rows.items():
        ConferencesItem("board", key, body="{}", uuid="u", live_node=node).save()
    restored_as_it_is_now(live)
    for item in ConferencesItem.scan():
        item.delete()

    assert main(["conferences", "--restored", RESTORED, "--yes"], now=NOW) == 0

    assert {item.key for item in ConferencesItem.scan()} == {"recording#done", "scene#break", "cues"}


def test_nothing_is_written_unasked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    revoke_token(DOMAIN, "lost", until=LATER)
    restored_as_it_is_now()
    next(iter(RevocationsItem.scan())).delete()
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)

    assert main(["revocations", "--restored", RESTORED], now=NOW) == 1

    assert list(RevocationsItem.scan()) == []
    assert "say --yes" in capsys.readouterr().err


def test_a_table_that_was_not_restored_yet_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert restore() == 2
    assert "infra.restore_rows: " in capsys.readouterr().err


def test_what_makes_itself_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    made_by_itself = set(
        "allowances attempts claims commands connections feed nodes tellings tickets".split()  # noqa: SIM905
    )
    for table in made_by_itself:
        with pytest.raises(SystemExit):
            main([table, "--restored", RESTORED])
    capsys.readouterr()

    declared = {one["TableName"] for one in TEMPLATE.of_type("AWS::DynamoDB::Table").values()}
    assert {name.rpartition("-")[2] for name in declared} == made_by_itself | set(RESTORABLE)
