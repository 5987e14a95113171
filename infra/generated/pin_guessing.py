"""How long a PIN withstands guessing, as docs/dial-in.md shows it: `python -m infra.generated.pin_guessing`."""

from functions.pin_check.budgets import LONGEST_WAIT_SECONDS, OF_AN_ID
from functions.shared.tables.counters.attempts import HOUR

# Answered, listened to, id and PIN typed: faster than a person, about what tones at full speed need.
SECONDS_TO_TYPE = 10.0
LINES = (1, 10, 100, 500, 1000)
DIGITS = (4, 6, 9)
HEAD = "| lines | guesses an hour | 4 digits | 6 digits | 9 digits |\n|---:|---:|---:|---:|---:|"


def guesses_an_hour(lines: int) -> float:
    """Return how many guesses at one id are compared in an hour, each with another caller's number.

    A line cannot guess faster than it types. The id's pace holds all of them together to its ceiling, but for this: a
    guess waits no longer than stated, so many lines get one guess each in that time.
    """
    typed = lines * HOUR / SECONDS_TO_TYPE
    waited = lines * HOUR / (SECONDS_TO_TYPE + LONGEST_WAIT_SECONDS)
    return min(typed, max(OF_AN_ID.ceiling, waited))


def hours_to_break(digits: int, lines: int) -> float:
    """Return the expected time until one right PIN among all of so many digits is found: half of them are tried."""
    return float(10**digits) / 2 / guesses_an_hour(lines)


def told(hours: float) -> str:
    """Write hours in the unit that a reader would choose."""
    for unit, length in (("years", 365.25 * 24), ("days", 24.0), ("hours", 1.0)):
        if hours >= 2 * length:
            return f"{hours / length:,.0f} {unit}"
    return f"{hours * 60:,.0f} minutes"


def table() -> str:
    """Return the table in Markdown."""
    rows = [
        f"| {lines:,} | {guesses_an_hour(lines):,.0f} | "
        + " | ".join(told(hours_to_break(digits, lines)) for digits in DIGITS)
        + " |"
        for lines in LINES
    ]
    return "\n".join([HEAD, *rows])


if __name__ == "__main__":
    print(table())
