"""What a run of the local stack is opened with: made anew at every start, and too long to be guessed."""

import msgspec

from functions.shared.settings import LocalStackSettings
from infra.local.credentials import Credentials, make_credentials


def secrets_of(credentials: Credentials) -> dict[str, str]:
    """Every secret of a run, by its name."""
    named = msgspec.structs.asdict(credentials)
    key, passwords = named.pop("aws"), named.pop("xml_curl_passwords")
    return {**named, "key's name": key.name, "key's secret": key.secret, "password": passwords[0]}


def test_each_run_has_a_key_and_secrets_of_its_own_and_nobody_guesses_them() -> None:
    runs = [secrets_of(make_credentials(LocalStackSettings())) for _ in range(20)]

    for name in runs[0]:
        made = [run[name] for run in runs]
        assert len(set(made)) == len(runs), name
        # 20 characters of 16 are 80 bits, and that is the key's name, which is no secret.
        assert min(map(len, made)) >= (20 if name == "key's name" else 32), name
    assert len({*runs[0].values()}) == len(runs[0])
