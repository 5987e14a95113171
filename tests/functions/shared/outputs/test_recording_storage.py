"""Where recordings go, by domain."""

import pytest

from functions.shared.outputs.recording_storage import Storage, check_storage, storage_of
from functions.shared.outputs.retention import RETENTION_DAYS
from functions.shared.settings import RecordingSettings, SettingError

OWN = '{"A.example": {"bucket": "theirs", "prefix": "x/", "retention_days": 30}, "b.example": {"retention_days": 1}}'
SETTINGS = RecordingSettings(bucket="ours", prefix="recordings", retention_days=7, by_domain=OWN)


@pytest.mark.parametrize(
    ("domain", "storage"),
    [
        ("a.example", Storage("theirs", "x/", 30)),
        ("a.EXAMPLE", Storage("theirs", "x/", 30)),
        ("b.example", Storage("ours", "recordings", 1)),
        ("c.example", Storage("ours", "recordings", 7)),
    ],
)
def test_a_domain_has_its_own_place_or_everybodys(domain: str, storage: Storage) -> None:
    assert storage_of(domain, SETTINGS) == storage


def test_a_key_is_made_of_ids_only() -> None:
    assert (
        storage_of("a.example", SETTINGS).key("fs1", "a.example", "internal", "r1.mp4")
        == "fs1/x/a.example/internal/r1.mp4"
    )
    assert Storage("b", "", 0).key("fs1", "", "internal", "r1.mp4") == "fs1/internal/r1.mp4"


@pytest.mark.parametrize("text", ["{", "[]", '{"a": {"buckett": "x"}}'])
def test_what_cannot_be_read_is_told_by_its_name(text: str) -> None:
    with pytest.raises(SettingError, match="RECORDINGS_BY_DOMAIN"):
        storage_of("a.example", RecordingSettings(by_domain=text))


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (RecordingSettings(retention_days=2), "RECORDINGS_RETENTION_DAYS has 2 days"),
        (RecordingSettings(by_domain='{"a.example": {"retention_days": 31}}'), "a.example has 31 days"),
        (RecordingSettings(by_domain="{"), "RECORDINGS_BY_DOMAIN"),
    ],
)
def test_days_without_a_rule_in_the_bucket_are_refused_at_the_start(settings: RecordingSettings, named: str) -> None:
    with pytest.raises(SettingError, match=named):
        check_storage(settings)


def is_taken(settings: RecordingSettings) -> bool:
    try:
        check_storage(settings)
    except SettingError:
        return False
    return True


def test_just_the_days_with_a_rule_in_the_bucket_are_taken() -> None:
    taken = [days for days in range(-1, 4000) if is_taken(RecordingSettings(retention_days=days))]

    assert taken == list(RETENTION_DAYS)
    assert is_taken(SETTINGS)
