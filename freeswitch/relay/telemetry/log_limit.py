"""A warning is said so often a minute and no more: what fails again and again fills no disk and hides nothing else."""

import logging

MINUTE = 60.0
MOST_A_MINUTE = 20
# More texts than the relay has; whatever makes them up as it goes is not remembered without end.
MOST_TEXTS = 500


class LogLimit(logging.Filter):
    """Counts by what is said, whomever it is about; the next one that is said tells how many were `left_out`."""

    def __init__(self) -> None:
        super().__init__()
        # When its minute began, how often it was said since, how often it was left out.
        self._said: dict[tuple[str, str], tuple[float, int, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is said."""
        if record.levelno < logging.WARNING:
            return True
        text = (record.name, str(record.msg))
        began, said, left_out = self._said.get(text, (record.created, 0, 0))
        if not 0 <= record.created - began < MINUTE:
            began, said = record.created, 0
        if said >= MOST_A_MINUTE:
            self._said[text] = began, said, left_out + 1
            return False
        if left_out:
            record.left_out = left_out
        if text not in self._said and len(self._said) >= MOST_TEXTS:
            self._said.clear()
        self._said[text] = began, said + 1, 0
        return True
