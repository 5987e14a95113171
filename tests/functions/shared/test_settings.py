"""Settings come from the environment, and a wrong one is named."""

import pytest

from functions.shared.settings import LookupSettings, SettingError, TableSettings, read


def test_a_setting_has_its_default_until_the_environment_says_otherwise() -> None:
    assert read(TableSettings, {}).prefix == "freeswitch-functions-"
    assert read(TableSettings, {"TABLE_PREFIX": "live-", "DYNAMODB_READ_SECONDS": "0.2"}).read_seconds == 0.2


@pytest.mark.parametrize("environ", [{}, {"XML_CURL_PASSWORD": ""}])
def test_a_missing_mandatory_setting_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="XML_CURL_PASSWORD"):
        read(LookupSettings, environ)


def test_a_wrong_value_is_quoted_with_what_would_be_right() -> None:
    with pytest.raises(SettingError, match="DYNAMODB_READ_SECONDS is 'soon'; it must be a number"):
        read(TableSettings, {"DYNAMODB_READ_SECONDS": "soon"})


def test_a_secret_is_not_shown() -> None:
    settings = read(LookupSettings, {"XML_CURL_PASSWORD": "one, two"})

    assert settings.passwords == ("one", "two")
    assert "one" not in repr(settings)
