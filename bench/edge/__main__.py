"""Prints the measurement: `python -m bench.edge`."""

from bench.edge import measure

if __name__ == "__main__":
    for ratio in measure():
        print(f"{ratio.name}: {ratio.value:.1f} ({ratio.note})")
