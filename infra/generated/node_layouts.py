"""`python -m infra.generated.node_layouts`: the layouts that a node has without the functions, from the library."""

from pathlib import Path

from functions.shared.encoders import xml_curl
from functions.shared.layouts import xml
from functions.shared.layouts.library import GROUPS, LAYOUTS

FILE = Path(__file__).parents[2] / "freeswitch/conf/autoload_configs/conference_layouts.conf.xml"
_ORIGIN = (
    "<!-- Made by `python -m infra.generated.node_layouts` from functions/shared/layouts/library.py: change it there."
    " -->\n"
)


def rendered() -> str:
    return _ORIGIN + xml_curl.configuration("conference_layouts.conf", xml.settings(LAYOUTS, GROUPS)) + "\n"


if __name__ == "__main__":
    FILE.write_text(rendered(), encoding="utf-8")
