"""Tones as a telephone carries them: A-law bytes of one frequency, and how loud a frequency is in what was heard."""

import math
from functools import cache

RATE = 8000
AMPLITUDE = 8000
# A tone counts as heard from here on (of 32768): far above what a codec adds, far below what somebody sends.
AUDIBLE = 300


def _byte(sample: int) -> int:
    """G.711 A-law: sign, exponent, four bits; every second bit turned."""
    sign = 0x80 if sample >= 0 else 0
    size = min(abs(sample) >> 4, 0x7FF)
    exponent = max(0, size.bit_length() - 4)
    mantissa = size >> max(exponent - 1, 0) & 0x0F
    return (sign | exponent << 4 | mantissa) ^ 0x55


def _sample(byte: int) -> int:
    bits = byte ^ 0x55
    exponent, mantissa = (bits >> 4) & 7, bits & 0x0F
    size = (mantissa << 4) + 8 if exponent == 0 else ((mantissa << 4) + 0x108) << (exponent - 1)
    return size if bits & 0x80 else -size


@cache
def _samples() -> tuple[int, ...]:
    return tuple(_sample(byte) for byte in range(256))


def tone(hertz: int, start: int, count: int) -> bytes:
    """Samples `start` to `start + count` of a tone."""
    return bytes(
        _byte(round(AMPLITUDE * math.sin(2 * math.pi * hertz * n / RATE))) for n in range(start, start + count)
    )


# The two tones of each key (ITU-T Q.23).
ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477)
PAD = ("123", "456", "789", "*0#")


@cache
def key_tone(key: str, milliseconds: int = 100) -> bytes:
    """What a key sounds like."""
    row = next(number for number, keys in enumerate(PAD) if key in keys)
    low, high = ROWS[row], COLUMNS[PAD[row].index(key)]
    return bytes(
        _byte(round(AMPLITUDE * (math.sin(2 * math.pi * low * n / RATE) + math.sin(2 * math.pi * high * n / RATE))))
        for n in range(milliseconds * RATE // 1000)
    )


def loudness(sound: bytes, hertz: int) -> float:
    """Amplitude of one frequency (Goertzel's algorithm), of 32768."""
    if not sound:
        return 0.0
    turn = 2 * math.cos(2 * math.pi * hertz / RATE)
    before, last = 0.0, 0.0
    for byte in sound:
        before, last = last, _samples()[byte] + turn * last - before
    return 2 * math.sqrt(max(before * before + last * last - turn * before * last, 0.0)) / len(sound)
