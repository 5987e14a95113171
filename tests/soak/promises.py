"""What is promised after each kind of fault, in seconds until commands run again, and where each number comes from."""

import os
from collections.abc import Mapping

# A promise is for a machine that has time. The one minute of `make test` runs beside other tests: `patience` is this.
BUSY_MACHINE = 4.0
# What waits for each processor while only the soak runs; every promise is stretched by what there is more.
OWN_LOAD = 3.0

PROMISES: Mapping[str, float] = {
    # The relay notices at once and connects anew (link.py).
    "cut events": 1.0,
    "cut commands": 1.0,
    "cut both": 1.0,
    # A command's API event is late by 0.5 s (echo.py), a question takes 5 s (pair.py), then as above.
    "hush events": 7.0,
    # Silence of 10 s, a question of 5 s, looked for every 2 s (link.py), then as above.
    "hush commands": 18.0,
    # The visibility of a message in its hands is 15 s (inbox.py); the lease ends before.
    "kill relay": 16.0,
    # From when the new relay serves the node: nothing of the old one is in its way.
    "end relay": 1.5,
    # A Lambda's neighbour is warm; here a process starts, which takes seconds.
    "kill functions": 10.0,
    "end functions": 10.0,
    # From when somebody is in a conference again: rooms are known within 5 s (link.py).
    "restart switch": 5.0,
    "switch away": 5.0,
    # A lease that could not be kept is taken anew within 1.25 s (node.py); the queue is asked again within 10 s.
    "tables slow": 10.0,
    "tables refusing": 10.0,
    "tables gone": 10.0,
    "tables silent": 10.0,
    "tables deaf": 10.0,
    "queue slow": 10.0,
    "queue refusing": 10.0,
    "queue silent": 10.0,
    # What the queue gave out while the answer was lost is hidden for 15 s; the relay looks for it every 5 s.
    "queue gone": 10.0,
    "queue deaf": 10.0,
    # A recording begins again.
    "disk full": 10.0,
}
# From the last event on the relay sends for so long without asking which meeting it is (HEARD_SECONDS in pair.py).
UNHEARD_SECONDS = 1.0
# A command that was accepted ends by its deadline; one that a dead relay had in its hands ends when the next one may
# take it (16 s), and one that nobody took is ended by whoever looks, here a client every 5 s.
END_SECONDS = 20.0
# A recording that has been stopped is joined, probed, hashed, stored and verified.
RECORDING_SECONDS = 20.0
# After everything is well again, the API shows what is so on the switch.
CALM_SECONDS = 10.0
# A wake in the hands of functions that were killed is hidden for 20 s (WakeQueue in template.yaml), and with it all
# that is told of the same conference; then it is worked off.
EMPTY_SECONDS = 30.0
# Growth of a process that has been running for two minutes, in MB a minute, over the rest of its life.
GROWTH_MB_A_MINUTE = 0.5
# Less is a second encoder, a larger pool; a leak gets there.
NOTABLE_MB = 10.0
# The same, for a life too short to fit a line into: the stand-in's encoders take some 30 MB when it records first.
GROWTH_MB = 60.0


def busy() -> float:
    """How many times longer everything takes now, because others use this machine too; 1 where nobody does."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1) / OWN_LOAD)
