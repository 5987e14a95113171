"""Small configurations of our own, written into a folder and imported."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.import_freeswitch.configuration import Counted, Wishes, read_configuration
from infra.import_freeswitch.report import Report

# As long and as random as provisioning wants it.
PASSWORD = "vQ8rT2mZx5Lw9KpB"
DIRECTORY = f"""<include>
<domain name="example.com">
 <groups><group name="team"><users>
  <user id="1000"><params><param name="password" value="{PASSWORD}"/></params><variables>
   <variable name="toll_allow" value="local,abroad"/><variable name="user_context" value="inside"/></variables></user>
  <user id="1001"><params><param name="password" value="{PASSWORD}"/></params><variables>
   <variable name="toll_allow" value="local"/><variable name="user_context" value="inside"/></variables></user>
 </users></group></groups>
</domain>
</include>"""
CONFERENCES = """<configuration name="conference.conf"><profiles>
<profile name="default">
 <param name="video-mode" value="mux"/><param name="enter-sound" value="tone"/>
</profile>
</profiles></configuration>"""
SOFIA = """<configuration name="sofia.conf"><profiles>
<profile name="external"><gateways>
 <gateway name="carrier">
  <param name="proxy" value="sip.carrier.example"/><param name="register" value="false"/>
 </gateway>
</gateways><settings>
 <param name="context" value="outside"/><param name="auth-calls" value="false"/>
</settings></profile>
<profile name="internal"><settings>
 <param name="context" value="inside"/><param name="auth-calls" value="true"/>
</settings></profile>
</profiles></configuration>"""


@dataclass(frozen=True)
class Imported:
    """What came of a folder."""

    content: dict[str, Any]
    told: list[str]
    counted: Counted

    def context(self, name: str) -> dict[str, Any]:
        return next(one for one in self.content["contexts"] if one["name"] == name)

    def about(self, words: str) -> list[str]:
        return [line for line in self.told if words in line]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def imported(
    folder: Path, files: dict[str, str], chosen: Mapping[str, str] | None = None, *, rooms: int = 100
) -> Imported:
    """Import files; a directory, a conference profile and a gateway are there unless they say otherwise."""
    usual = {
        "directory/default.xml": DIRECTORY,
        "autoload_configs/conference.conf.xml": CONFERENCES,
        "autoload_configs/sofia.conf.xml": SOFIA,
    }
    report = Report()
    write(folder, {**usual, **files})
    content, counted = read_configuration(folder, Wishes(chosen or {}, most_rooms=rooms), report)
    return Imported(content, [str(line) for line in report.lines()], counted)


def dialplan(extensions: str, context: str = "inside") -> dict[str, str]:
    return {f"dialplan/{context}.xml": f'<include>\n<context name="{context}">\n{extensions}\n</context>\n</include>'}


def extension(name: str, expression: str, *actions: str, more: str = "") -> str:
    """One on a line of its own; an action is `application data`."""
    written = "".join(
        f'<action application="{one.partition(" ")[0]}" data="{one.partition(" ")[2]}"/>' for one in actions
    )
    inside = f'<condition field="destination_number" expression="{expression}">{written}</condition>'
    return f'<extension name="{name}">{more}{inside}</extension>'


def asks_for(variable: str, expression: str) -> str:
    return f'<condition field="${{{variable}}}" expression="{expression}"/>'
