"""FreeSWITCH's own way to cut a command into words."""

_ESCAPES = {"'": "'", '"': '"', "\\": "\\", "n": "\n", "r": "\r", "t": "\t", "s": " "}


def split_words(text: str, limit: int = 25) -> list[str]:
    """Cut at spaces; the last allowed word keeps the rest. A leading ``^^`` names another delimiter."""
    delimiter = " "
    if text.startswith("^^") and len(text) > 2:
        delimiter, text = text[2], text[3:]
        return [_cleaned(word) for word in text.split(delimiter, limit - 1)]
    words: list[str] = []
    position = 0
    while position < len(text):
        while position < len(text) and text[position] == " ":
            position += 1
        end = len(text) if len(words) == limit - 1 else _end_of_word(text, position)
        words.append(_cleaned(text[position:end]))
        position = end
        while position < len(text) and text[position] == " ":
            position += 1
    return words


def _end_of_word(text: str, position: int) -> int:
    quoted = False
    while position < len(text):
        if text[position] == "\\":
            position += 1
        elif text[position] == "'":
            quoted = not quoted
        elif text[position] == " " and not quoted:
            return position
        position += 1
    return len(text)


def _cleaned(word: str) -> str:
    """Resolve escapes and drop quotes; an apostrophe without a later partner stays."""
    kept: list[str] = []
    end = 0
    quoted = False
    position = 0
    while position < len(word):
        char = word[position]
        follower = word[position + 1 : position + 2]
        if char == "\\" and follower in _ESCAPES and follower:
            kept.append(_ESCAPES[follower])
            position += 1
            end = len(kept)
        elif char == "'" and (quoted or "'" in word[position + 1 :]):
            quoted = not quoted
            if quoted:
                end = len(kept)
        else:
            kept.append(char)
            if char != " " or quoted:
                end = len(kept)
        position += 1
    return "".join(kept[:end])
