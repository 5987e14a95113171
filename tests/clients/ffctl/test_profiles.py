"""An address has a name, and its token is in the keyring and nowhere else."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from ffctl.endings import Unable
from ffctl.keys import KeysWhenNeeded
from tests.clients.ffctl.terminals import KeysInMemory, Terminal
from tests.clients.python.both import json

TOKEN = "a-token-that-nobody-may-see"


@pytest.fixture
def plain(tmp_path: Path) -> Terminal:
    """A terminal without profiles, and an API that has no conferences."""
    return Terminal(tmp_path, lambda _: json({"items": [], "next": None}), environ={})


def add(plain: Terminal, name: str = "work", url: str = "https://api.example.com") -> None:
    done = plain.run("profiles", "add", name, "--url", url, typed=f"{TOKEN}\n")
    assert done.exit_code == 0, done.stderr
    assert TOKEN not in done.stdout + done.stderr


def test_a_profile_counts_with_its_token(plain: Terminal, tmp_path: Path) -> None:
    add(plain)
    done = plain.run("conferences", "list")

    assert (done.exit_code, done.stdout) == (0, "none\n")
    assert str(plain.requests[0].url) == "https://api.example.com/v1/conferences"
    assert plain.requests[0].headers["Authorization"] == f"Bearer {TOKEN}"
    assert [TOKEN in file.read_text() for file in tmp_path.rglob("*") if file.is_file()] == [False]


def test_the_first_one_counts_until_another_is_chosen_or_named(plain: Terminal) -> None:
    add(plain)
    add(plain, "home", "https://home.example.com")
    hosts = []
    for words in ((), ("--profile", "home")):
        plain.run("conferences", "list", *words)
        hosts.append(plain.requests[-1].url.host)
    assert plain.run("profiles", "choose", "home").exit_code == 0
    plain.run("conferences", "list")

    assert [*hosts, plain.requests[-1].url.host] == ["api.example.com", "home.example.com", "home.example.com"]
    assert "home" in plain.run("profiles", "list").stdout


def test_a_token_goes_to_its_own_address_only(plain: Terminal, tmp_path: Path) -> None:
    add(plain)
    file = tmp_path / "profiles.json"
    file.write_text(file.read_text().replace("api.example.com", "elsewhere.example.com"))
    done = plain.run("conferences", "list")

    assert done.exit_code == 5
    assert "no token" in done.stderr
    assert plain.requests == []


def test_one_that_is_removed_is_forgotten_with_its_token(plain: Terminal) -> None:
    add(plain)
    assert plain.run("profiles", "remove", "work").exit_code == 0

    assert plain.keys.kept == {}
    assert plain.run("conferences", "list").exit_code == 5
    assert "none" in plain.run("profiles", "choose", "work").stderr


def test_without_a_keyring_nothing_is_kept_and_it_is_said(plain: Terminal, tmp_path: Path) -> None:
    plain.keys = KeysInMemory(is_there=False)
    done = plain.run("profiles", "add", "work", "--url", "https://api.example.com", typed=TOKEN)

    assert done.exit_code == 5
    assert "no keyring" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_keyring_the_terminals_token_counts(plain: Terminal) -> None:
    add(plain)
    plain.keys = KeysInMemory(is_there=False)
    plain.environ = {"FFCTL_TOKEN": "of-this-terminal"}

    assert plain.run("conferences", "list").exit_code == 0
    assert plain.requests[0].headers["Authorization"] == "Bearer of-this-terminal"


@pytest.mark.parametrize("url", ["http://api.example.com", "api.example.com", "https://", "https://user:word@host", ""])
def test_what_is_no_address_is_refused(url: str, plain: Terminal) -> None:
    done = plain.run("conferences", "list", "--url", url)

    assert done.exit_code in (2, 5)
    assert plain.requests == []


class OfAFile(KeyringBackend):
    """Keeps what it is given in a file in clear."""

    priority: ClassVar[float] = 1

    def __init__(self) -> None:
        """It takes no settings of the environment."""

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError(f"{service} {username} was asked for")

    set_password = delete_password = get_password  # type: ignore[assignment]


OfAFile.__module__ = "keyrings.alt.file"


@pytest.mark.parametrize(
    "backend", [fail.Keyring(), null.Keyring(), OfAFile()], ids=["none", "one that keeps nothing", "a file"]
)
def test_a_keyring_that_is_none_is_not_used(backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)

    uses: list[Callable[[], object]] = [
        lambda: KeysWhenNeeded().keep("work", TOKEN),
        lambda: KeysWhenNeeded().find("work"),
    ]
    for use in uses:
        with pytest.raises(Unable, match="no keyring that is open") as refused:
            use()
        assert refused.value.code == 5
