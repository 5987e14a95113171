"""The API's description as JSON, for makers of clients: `python -m infra.description`."""

import sys

import msgspec

from functions.mux_control.operations import DESCRIPTION

if __name__ == "__main__":
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(DESCRIPTION), indent=1).decode() + "\n")
