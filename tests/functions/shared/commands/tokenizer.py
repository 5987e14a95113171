"""A model of how mod_conference splits a command into words, written from its documented behaviour."""

LIMIT = 25
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "s": " ", "'": "'", '"': '"', "\\": "\\"}


def words(line: str) -> list[str]:
    """Words of the text after `conference `: at most 25, split at blanks outside single quotes."""
    pieces: list[str] = []
    rest = line.strip(" ")
    while rest and len(pieces) < LIMIT:
        end = len(rest) if len(pieces) == LIMIT - 1 else _end_of_word(rest)
        pieces.append(_cleaned(rest[:end]))
        rest = rest[end:].lstrip(" ")
    return pieces


def _end_of_word(text: str) -> int:
    quoted, position = False, 0
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 1
        elif character == "'":
            quoted = not quoted
        elif character == " " and not quoted:
            return position
        position += 1
    return len(text)


def _cleaned(word: str) -> str:
    """Quotes go where a later one closes them; known escapes become what they stand for."""
    result, quoted, position = "", False, 0
    while position < len(word):
        character = word[position]
        following = word[position + 1 : position + 2]
        if character == "\\" and following in ESCAPES:
            result += ESCAPES[following]
            position += 1
        elif character == "'" and (quoted or "'" in word[position + 1 :]):
            quoted = not quoted
        else:
            result += character
        position += 1
    return result
