"""Settings come from the environment, and a wrong one is named."""

import pytest

from functions.shared.settings import (
    LocalStackSettings,
    PinSettings,
    SettingError,
    StandInSettings,
    TableSettings,
    read,
)


def test_a_setting_has_its_default_until_the_environment_says_otherwise() -> None:
    assert read(TableSettings, {}).prefix == "freeswitch-functions-"
    assert read(TableSettings, {"TABLE_PREFIX": "live-", "DYNAMODB_READ_SECONDS": "0.2"}).read_seconds == 0.2


@pytest.mark.parametrize("environ", [{"ESL_PASSWORD": "x"}, {"ESL_PASSWORD": "x", "XML_CURL_PASSWORD": ""}])
def test_a_missing_mandatory_setting_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="XML_CURL_PASSWORD"):
        read(StandInSettings, environ)


def test_a_wrong_value_is_quoted_with_what_would_be_right() -> None:
    with pytest.raises(SettingError, match="DYNAMODB_READ_SECONDS is 'soon'; it must be a number"):
        read(TableSettings, {"DYNAMODB_READ_SECONDS": "soon"})


def test_a_secret_is_not_shown() -> None:
    settings = read(LocalStackSettings, {"XML_CURL_PASSWORD": "one, two"})

    assert settings.xml_curl_passwords == ("one", "two")
    assert "one" not in repr(settings)


def test_a_key_that_could_be_guessed_is_refused_and_not_shown() -> None:
    # With the table in hand, a PIN of six digits is as safe as this key.
    with pytest.raises(SettingError, match=r"PIN_HASH_KEY is too short.*32 characters or more") as refused:
        read(PinSettings, {"PIN_HASH_KEY": "only-thirty-one-characters-long"})

    assert "thirty-one" not in str(refused.value)
