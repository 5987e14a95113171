"""Commands to a FreeSWITCH node rather than to a conference."""

from functions.shared.commands.fields import CommandBase, Dialable, DomainName


class FlushUser(CommandBase, frozen=True):
    """Forget what the node has cached about a user, so that a change works at once."""

    user: Dialable
    domain: DomainName


class DropRegistration(CommandBase, frozen=True):
    """End a user's registrations on the node."""

    user: Dialable
    domain: DomainName
    profile: Dialable = "internal"


class EndUserCalls(CommandBase, frozen=True):
    """End every call on the node that this user made."""

    user: Dialable
    domain: DomainName
