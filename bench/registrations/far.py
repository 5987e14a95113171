"""`python -m bench.registrations.far PORT SECONDS` prints the port from which the other one is so far away."""

import sys
import threading

from bench.edge.distance import distance

if __name__ == "__main__":
    with distance(int(sys.argv[1]), float(sys.argv[2])) as port:
        print(port, flush=True)
        threading.Event().wait()
