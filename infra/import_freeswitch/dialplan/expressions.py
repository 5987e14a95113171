"""An expression over dialled numbers as a tree: how many numbers it describes, and which."""

from dataclasses import dataclass

DIGITS = "0123456789"


class TooRich(ValueError):
    """The expression has something that is not read here, or describes too many numbers."""


@dataclass(frozen=True)
class One:
    """One of these characters; any without one."""

    characters: str


@dataclass(frozen=True)
class Edge:
    """The beginning or the end of the number."""

    sign: str


@dataclass(frozen=True)
class Group:
    """One of several sequences; `number` of a group that `$1` can name."""

    options: tuple["Sequence", ...]
    number: int = 0


@dataclass(frozen=True)
class Times:
    """A piece that comes more than once, or perhaps not at all."""

    piece: "Piece"
    least: int
    most: int | None


Piece = One | Edge | Group | Times
Sequence = tuple[Piece, ...]


def width(piece: Piece) -> int | None:
    """How many characters it takes; None if that differs."""
    match piece:
        case One():
            return 1
        case Edge():
            return 0
        case Times(below, least, most):
            one = width(below)
            return one * least if one is not None and least == most else None
        case Group(options):
            found = {sequence_width(option) for option in options}
            return found.pop() if len(found) == 1 else None


def sequence_width(sequence: Sequence) -> int | None:
    found = [width(piece) for piece in sequence]
    return sum(one for one in found if one is not None) if None not in found else None


def numbers_of(whole: Group, limit: int) -> frozenset[str]:
    """Every number that an expression with both of its ends describes.

    Raises:
        TooRich: there are more than `limit`, or without an end.
    """
    for option in whole.options:
        if len(option) < 2 or (option[0], option[-1]) != (Edge("^"), Edge("$")):
            raise TooRich("the expression is not bound to both ends of the number")
    return frozenset().union(*(_spelled(option[1:-1], limit) for option in whole.options))


def _spelled(sequence: Sequence, limit: int) -> frozenset[str]:
    found = frozenset({""})
    for piece in sequence:
        tails = _of_piece(piece, limit)
        if len(found) * len(tails) > limit:
            raise TooRich(f"the expression describes more than {limit} numbers")
        found = frozenset(head + tail for head in found for tail in tails)
    return found


def _of_piece(piece: Piece, limit: int) -> frozenset[str]:
    match piece:
        case One(characters):
            if not characters:
                raise TooRich("the expression takes any character")
            return frozenset(characters)
        case Edge():
            raise TooRich("the expression has an end in its middle")
        case Group(options):
            return frozenset().union(*(_spelled(option, limit) for option in options))
        case Times(below, least, most):
            if most is None:
                raise TooRich("the expression describes numbers of any length")
            return frozenset().union(*(_spelled((below,) * count, limit) for count in range(least, most + 1)))


def first_of(whole: Group) -> frozenset[str] | None:
    """What numbers begin with that an expression takes; None where that is anything, or is not looked at."""
    found: frozenset[str] = frozenset()
    for option in whole.options:
        begins = option[1] if len(option) > 1 and option[0] == Edge("^") else None
        while isinstance(begins, Group) and len(begins.options) == 1 and begins.options[0]:
            begins = begins.options[0][0]
        repeated = begins.piece if isinstance(begins, Times) and begins.least else begins
        if not isinstance(repeated, One) or not repeated.characters:
            return None
        found |= frozenset(repeated.characters)
    return found
