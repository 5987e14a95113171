"""Why a command cannot be taken or sent."""


class InvalidCommand(ValueError):
    """A field is missing, unknown or out of its limits; `field` is its path, `problem` one sentence."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}" if field else problem)
        self.field = field
        self.problem = problem


class UnsafeText(InvalidCommand):
    """A field's value does not fit the grammar of its place in the ESL line."""

    def __init__(
        self, field: str, value: str, problem: str = "has characters that may not be sent to FreeSWITCH"
    ) -> None:
        super().__init__(field, problem)
        self.value = value


class MemberGone(LookupError):
    """The command names a call that is not (any more) in the conference."""

    def __init__(self, member: str) -> None:
        super().__init__(f"no member with the call uuid {member}")
        self.member = member


class Refused(Exception):
    """FreeSWITCH would say yes, and what was meant would not come of it; `reason` is one of a reply's."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
