"""How a handler says that FreeSWITCH would answer with the usage line."""


class Usage(Exception):
    """Raised with the text, if any, that comes before the usage line."""

    def __init__(self, before: str = "") -> None:
        super().__init__(before)
        self.before = before
