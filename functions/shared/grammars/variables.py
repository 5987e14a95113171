"""Which variables somebody may name who is not us: of a user's calls, and of the node for a gateway's password."""

import re

# A list of what is good, not of what is bad: FreeSWITCH knows a thousand variables, in any mixture of capitals, and of
# some whatever begins like them (`execute_on_answer_2`). It knows none that begins with `x_` or `my`.
OWN_VARIABLE = re.compile(r"(x_|my)[0-9A-Za-z_]{1,62}")
HARMLESS_VARIABLES = frozenset(
    {"absolute_codec_string", "callgroup", "jitterbuffer_msec", "rtp_secure_media", "timezone", "toll_allow"}
)
VARIABLE_ADVICE = f"must begin with x_ or my, or be one of {', '.join(sorted(HARMLESS_VARIABLES))}"

# The node's passwords for carriers (TRUNK_PASSWORD there), and no other secret of it: a gateway sends it to its proxy.
TRUNK_SECRET = re.compile(r"trunk_[0-9a-z_]{1,58}")


def may_be_provisioned(variable: str) -> bool:
    """Tell whether a user's calls may have this variable from somebody who is not us."""
    return variable in HARMLESS_VARIABLES or OWN_VARIABLE.fullmatch(variable) is not None
