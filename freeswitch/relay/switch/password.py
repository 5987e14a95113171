"""Refuses a password that anybody could guess: the event socket is a shell on the FreeSWITCH host."""

LEAST_CHARACTERS = 20
KNOWN_TO_ALL = "ClueCon"


class WeakPassword(ValueError):
    """The event socket's password must be changed first."""


def check_password(password: str, *, allow_weak: bool) -> None:
    """Raises WeakPassword, without the password in its text."""
    if allow_weak:
        return
    if password == KNOWN_TO_ALL:
        raise WeakPassword(f"ESL_PASSWORD is {KNOWN_TO_ALL}, FreeSWITCH's default, which everybody knows: change it")
    if len(password) < LEAST_CHARACTERS:
        raise WeakPassword(f"ESL_PASSWORD has fewer than {LEAST_CHARACTERS} characters: make it longer")
