"""A changed user takes effect on a node."""

import re

from functions.shared.commands.common.command import NodeCommand
from functions.shared.commands.common.lines import DIALABLE, DOMAIN, Line, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import BY_STATE
from functions.shared.commands.leaving import BY_COMMAND
from functions.shared.grammars.fields import Dialable, DomainName


class FlushUser(NodeCommand, frozen=True):
    """Forget what the node has cached about a user, so that a change works at once."""

    user: Dialable
    domain: DomainName

    def lines(self, _: Meeting, /) -> tuple[Line, ...]:
        user = f"{word('user', self.user, DIALABLE)} {word('domain', self.domain, DOMAIN)}"
        return (Line(f"xml_flush_cache id {user}", expects=r"\+OK cleared \d+ entr(y|ies)"),)


class DropRegistration(NodeCommand, frozen=True):
    """End a user's registrations on the node."""

    user: Dialable
    domain: DomainName
    profile: Dialable = "internal"

    proven = BY_STATE

    def _words(self) -> tuple[str, str]:
        user = f"{word('user', self.user, DIALABLE)}@{word('domain', self.domain, DOMAIN)}"
        return word("profile", self.profile, DIALABLE), user

    def lines(self, _: Meeting, /) -> tuple[Line, ...]:
        profile, user = self._words()
        expects = r"\+OK flushing all registrations matching specified call_id"
        return (Line(f"sofia profile {profile} flush_inbound_reg {user}", expects=expects),)

    def state_query(self, _: Meeting, /) -> str:
        profile, user = self._words()
        return f"sofia status profile {profile} user {user}"

    def shown(self, answer: str, _: Meeting, /) -> bool | None:
        count = re.search(r"^Total items returned: (\d+)\n=+$", answer, re.MULTILINE)
        return None if count is None else count[1] == "0"


class ReloadAddresses(NodeCommand, frozen=True):
    """Read again from which addresses users call without a password."""

    def lines(self, _: Meeting, /) -> tuple[Line, ...]:
        return (Line("reloadacl", expects=r"\+OK acl reloaded"),)


class EndUserCalls(NodeCommand, frozen=True):
    """End every call on the node that this user made."""

    user: Dialable
    domain: DomainName

    def lines(self, _: Meeting, /) -> tuple[Line, ...]:
        # Both variables are what FreeSWITCH authenticated; one alone would end calls of the same name elsewhere.
        user = f"user_name {word('user', self.user, DIALABLE)} domain_name {word('domain', self.domain, DOMAIN)}"
        return (Line(f"hupall {BY_COMMAND} {user}", expects=r"\+OK hangup all channels matching .*"),)
