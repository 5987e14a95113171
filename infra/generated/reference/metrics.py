"""What functions, relay and edge count; the meanings are the comments beside the names."""

import inspect
import re

from functions.shared.telemetry import metric_names
from functions.shared.telemetry.metric_names import GAUGES, NAMES, NAMESPACE
from infra.generated.reference.markdown import chapters, prose, table

_HEAD = f"""# Metrics

They are written as lines of the log that CloudWatch makes metrics of, in the namespace `{NAMESPACE}`: by a function
as they happen, by a relay and an edge once a minute. A *sum* counts what happened, a *gauge* says how it is."""
# `    "Name",  # what it means`, or the line before them that says who counts them.
_ENTRY = re.compile(r'^    "(\w+)",(?:  # (.*))?$|^Of(\w+) = Literal')


def page() -> str:
    """Return the page of all metrics, by who counts them.

    Raises:
        ValueError: a name is not where it can be read with its meaning.
    """
    found: dict[str, list[tuple[str, str, str]]] = {}
    counter = meaning = ""
    for line in inspect.getsource(metric_names).splitlines():
        if not (entry := _ENTRY.match(line)):
            continue
        name, said, who = entry.groups()
        if who:
            counter = who
            continue
        meaning = said or meaning  # a comment also speaks for the names without one that follow
        kind = "gauge" if name in GAUGES else "sum"
        found.setdefault(counter, []).append((f"`{name}`", kind, prose(re.sub("^gauge(: )?", "", meaning))))
    if [row[0].strip("`") for rows in found.values() for row in rows] != list(NAMES):
        raise ValueError("metric_names.py is written in another way than this reads it")
    words = {"Functions": "Counted by the functions", "Both": "By both", "Relay": "By the relay", "Edge": "By the edge"}
    parts = [
        part for who, rows in found.items() for part in (f"## {words[who]}", table(("metric", "", "meaning"), rows))
    ]
    return chapters(_HEAD, *parts)
