"""Another node on which somebody is rung for a conference of ours."""

from typing import Annotated

import msgspec
from msgspec import Meta

from functions.shared.encoders.between_nodes import NODE_ADDRESS
from functions.shared.grammars.fields import Dialable, DomainName

NodeName = Annotated[str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$", examples=["fs2"])]
Address = Annotated[str, Meta(max_length=259, pattern=f"^{NODE_ADDRESS.pattern}$")]


class ReachedNode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A node, where it takes the calls of others, and the id and domain of the user who is registered there."""

    node: NodeName
    address: Address
    user: Dialable
    domain: DomainName
