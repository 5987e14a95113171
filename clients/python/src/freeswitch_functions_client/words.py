"""Words from a list, when an answer is read: a later version of the API may know more of them than this package."""


class Literal:
    """Where the program runs `Literal["up", "lost"]` is `str`; type checkers see `typing.Literal` in its place."""

    def __class_getitem__(cls, words: object) -> type:
        first = words[0] if isinstance(words, tuple) else words
        return type(first)
