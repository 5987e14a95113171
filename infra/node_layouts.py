"""`python -m infra.node_layouts` writes the layouts that a node has without the functions, from the layout library."""

from pathlib import Path

from functions.shared import xml_curl
from functions.shared.layouts import xml
from functions.shared.layouts.library import GROUPS, LAYOUTS

FILE = Path(__file__).parents[1] / "freeswitch/conf/autoload_configs/conference_layouts.conf.xml"
_ORIGIN = "<!-- Made by `python -m infra.node_layouts` from functions/shared/layouts/library.py: change it there. -->\n"


def rendered() -> str:
    return _ORIGIN + xml_curl.configuration("conference_layouts.conf", xml.settings(LAYOUTS, GROUPS)) + "\n"


if __name__ == "__main__":
    FILE.write_text(rendered(), encoding="utf-8")
