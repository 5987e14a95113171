"""The keyring of who is signed in: Secret Service, macOS' Keychain, Windows' Credential Locker."""

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringError

from ffctl.endings import NOWHERE, Unable

SERVICE = "ffctl"
# These keep what they are given in a file in clear.
IN_CLEAR = "keyrings.alt"


class SystemKeys:
    """Tokens in that keyring."""

    def find(self, place: str) -> str | None:
        try:
            return self._backend().get_password(SERVICE, place)
        except KeyringError as error:
            raise Unable(f"the keyring does not give the token: {error}", NOWHERE) from error

    def keep(self, place: str, token: str) -> None:
        try:
            self._backend().set_password(SERVICE, place, token)
        except KeyringError as error:
            raise Unable(f"the keyring does not take the token: {error}", NOWHERE) from error

    def forget(self, place: str) -> None:
        try:
            backend = self._backend()
            if backend.get_password(SERVICE, place) is not None:
                backend.delete_password(SERVICE, place)
        except KeyringError as error:
            raise Unable(f"the keyring does not forget the token: {error}", NOWHERE) from error

    @staticmethod
    def _backend() -> KeyringBackend:
        chosen = keyring.get_keyring()
        every = list(chosen.backends) if isinstance(chosen, chainer.ChainerBackend) else [chosen]
        for one in every:
            if not (isinstance(one, fail.Keyring | null.Keyring) or type(one).__module__.startswith(IN_CLEAR)):
                return one
        raise Unable(
            "this system has no keyring that is open (Secret Service, Keychain, Credential Locker), and a token is "
            "kept in no file in clear: put it into the variable FFCTL_TOKEN of this terminal",
            NOWHERE,
        )
