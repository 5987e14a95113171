"""A user as the directory describes it, and whether a digest is right."""

from dataclasses import dataclass, field

from infra.fake_freeswitch.state.digest import Challenge, a1_hash


@dataclass(frozen=True)
class Account:
    """A user as the directory describes it, with what it inherits from its domain."""

    user: str
    domain: str
    params: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    number_alias: str = ""
    cache_until: float = 0.0

    def accepts(self, challenge: Challenge, response: str) -> bool:
        """No password at all lets everybody in, unless ``allow-empty-password`` is false: so does FreeSWITCH."""
        known, password = self.params.get("a1-hash", ""), self.params.get("password", "")
        if not known and not password:
            return self.params.get("allow-empty-password", "true") != "false"
        return challenge.response(known or a1_hash(self.user, challenge.realm, password)) == response
