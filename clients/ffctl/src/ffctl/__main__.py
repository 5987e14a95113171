"""`python -m ffctl`."""

from ffctl.app import app

app(prog_name="ffctl")
