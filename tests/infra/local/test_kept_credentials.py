"""Secrets that outlive a run: the same at the next start, for this user only, never half written."""

import json
from pathlib import Path

import pytest

from functions.shared.settings import LocalStackSettings
from infra.local.kept_credentials import FILE, Unreadable, kept_credentials


def test_the_next_run_has_the_same_ones_and_another_folder_has_others(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = (kept_credentials(LocalStackSettings(), tmp_path / "a") for _ in range(2))

    assert first == second
    assert kept_credentials(LocalStackSettings(), tmp_path / "b").token_secret != first.token_secret


def test_only_this_user_can_read_them_and_nothing_stays_beside_them(tmp_path: Path) -> None:
    kept_credentials(LocalStackSettings(), tmp_path)
    # One that was killed while it wrote has left this.
    (tmp_path / "secrets.new").write_text("{")
    kept_credentials(LocalStackSettings(), tmp_path)

    assert [(one.name, one.stat().st_mode & 0o777) for one in tmp_path.iterdir()] == [(FILE, 0o600)]


def test_what_the_terminal_says_counts_and_is_kept_from_then_on(tmp_path: Path) -> None:
    before = kept_credentials(LocalStackSettings(), tmp_path)
    said = LocalStackSettings(token_secret="t" * 40, xml_curl_passwords=("new", "old"))

    now, later = kept_credentials(said, tmp_path), kept_credentials(LocalStackSettings(), tmp_path)

    assert now == later
    assert (now.token_secret, now.xml_curl_passwords) == ("t" * 40, ("new", "old"))
    assert (now.pin_hash_key, now.aws) == (before.pin_hash_key, before.aws)


def test_a_secret_that_a_later_version_adds_is_made_then(tmp_path: Path) -> None:
    before = kept_credentials(LocalStackSettings(), tmp_path)
    kept = json.loads((tmp_path / FILE).read_bytes())
    del kept["credentials"]["turn_secret"]
    (tmp_path / FILE).write_text(json.dumps(kept))

    now = kept_credentials(LocalStackSettings(), tmp_path)

    assert now.turn_secret
    assert now.turn_secret != before.turn_secret
    assert now.entry_token_secret == before.entry_token_secret


@pytest.mark.parametrize("value", [17, None, ["x"]])
def test_a_value_of_a_wrong_kind_is_named_and_none_is_shown(value: object, tmp_path: Path) -> None:
    kept_credentials(LocalStackSettings(), tmp_path)
    kept = json.loads((tmp_path / FILE).read_bytes())
    kept["credentials"]["pin_hash_key"] = value
    (tmp_path / FILE).write_text(json.dumps(kept))

    with pytest.raises(Unreadable, match="pin_hash_key") as error:
        kept_credentials(LocalStackSettings(), tmp_path)

    assert kept["credentials"]["token_secret"] not in str(error.value)
    assert str(tmp_path / FILE) in str(error.value)
