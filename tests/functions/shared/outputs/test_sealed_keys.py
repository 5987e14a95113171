"""Sealed stream keys: open for their stream with the right secret, otherwise not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.outputs.sealed_keys import CannotOpen, CannotSeal, open_key, seal_key

SECRET, OTHER = "s" * 32, "o" * 40


@given(st.text(max_size=500))
def test_a_sealed_key_opens_and_does_not_show(key: str) -> None:
    sealed = seal_key(key, stream="s1", secrets=[SECRET])

    assert open_key(sealed, stream="s1", secrets=[SECRET]) == key
    assert len(key) < 4 or key not in sealed


def test_the_same_key_never_looks_the_same() -> None:
    assert seal_key("k", stream="s1", secrets=[SECRET]) != seal_key("k", stream="s1", secrets=[SECRET])


def test_after_a_rotation_the_old_secret_still_opens() -> None:
    sealed = seal_key("a key", stream="s1", secrets=[SECRET])

    assert open_key(sealed, stream="s1", secrets=[OTHER, SECRET]) == "a key"


@pytest.mark.parametrize(("stream", "secret"), [("s2", SECRET), ("s1", OTHER)])
def test_another_stream_or_secret_opens_nothing(stream: str, secret: str) -> None:
    sealed = seal_key("a key", stream="s1", secrets=[SECRET])

    with pytest.raises(CannotOpen):
        open_key(sealed, stream=stream, secrets=[secret])


@pytest.mark.parametrize("sealed", ["", "v1.", "v1.AAAA", "v1.!", "v1.é", "plain"])
def test_what_is_damaged_does_not_open(sealed: str) -> None:
    with pytest.raises(CannotOpen):
        open_key(sealed, stream="s1", secrets=[SECRET])


@pytest.mark.parametrize("secrets", [[], ["short"]])
def test_without_a_good_secret_nothing_is_sealed(secrets: list[str]) -> None:
    with pytest.raises(CannotSeal, match="STREAM_KEY_SECRET"):
        seal_key("a key", stream="s1", secrets=secrets)
