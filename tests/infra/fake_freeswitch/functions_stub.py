"""A stub of the functions over HTTP: answers with prepared documents and keeps what was asked."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self, cast
from urllib.parse import parse_qsl

from infra.fake_freeswitch.state.digest import a1_hash

DIRECTORY = """<document type="freeswitch/xml"><section name="directory"><domain name="example.com">
<params><param name="dial-string" value="user/x"/></params>
<variables><variable name="domain_wide" value="1"/></variables>
<user id="{user}" number-alias="{user}"{cacheable}><params><param name="a1-hash" value="{a1}"/></params>
<variables><variable name="user_context" value="public"/><variable name="accountcode" value="{user}"/>
<variable name="effective_caller_id_number" value="{user}"/></variables>
</user></domain></section></document>"""
NOBODY = '<document type="freeswitch/xml"><section name="directory"><domain name="example.com"/></section></document>'
NOT_FOUND = '<document type="freeswitch/xml"><section name="result"><result status="not found"/></section></document>'
DIALPLAN = """<document type="freeswitch/xml"><section name="dialplan"><context name="public"><extension name="e">
<condition>{actions}</condition></extension></context></section></document>"""
ROOM = (
    '<action application="multiunset" data="conference_pin conference_member_flags"/>'
    '<action application="set" data="conference_member_flags=moderator|mute"/>'
    '<action application="set" data="video_reservation_id=left"/>'
    '<action application="answer" data=""/><action application="conference" data="room42@video"/>'
)
CONFERENCE = """<document type="freeswitch/xml"><section name="configuration"><configuration name="conference.conf">
<profiles><profile name="video"><param name="rate" value="48000"/><param name="video-mode" value="mux"/>
<param name="video-layout-conf" value="layouts-room42.conf"/><param name="video-layout-name" value="pair"/>
<param name="max-members" value="2"/><param name="energy-level" value="150"/></profile></profiles>
</configuration></section></document>"""
LAYOUTS = """<document type="freeswitch/xml"><section name="configuration"><configuration name="layouts-room42.conf">
<layout-settings><layouts><layout name="pair"><image x="0" y="0" scale="180" reservation_id="left"/>
<image x="180" y="0" scale="180" reservation_id="right"/></layout></layouts>
<groups><group name="ours"><layout>pair</layout></group></groups></layout-settings>
</configuration></section></document>"""


class FunctionsStub(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, list[tuple[str, str]], dict[str, str]]] = []
        self.status = 200
        self.actions = ROOM
        self.cacheable = ""
        self.password = "mypassword"
        self.layouts = LAYOUTS
        self.pin_answer = '{"result":"refused","retry_after":1}'
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join(timeout=5)

    def answer(self, path: str, fields: dict[str, str]) -> str:
        if path == "/directory":
            return self._directory(fields["user"])
        if path == "/dialplan":
            return DIALPLAN.format(actions=self.actions)
        if path == "/pin-check":
            return self.pin_answer
        return {"conference.conf": CONFERENCE, "layouts-room42.conf": self.layouts}.get(fields["key_value"], NOT_FOUND)

    def _directory(self, user: str) -> str:
        if user not in ("1000", "1001"):
            return NOBODY
        a1 = a1_hash(user, "example.com", self.password)
        return DIRECTORY.format(user=user, a1=a1, cacheable=f' cacheable="{self.cacheable}"' if self.cacheable else "")


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        stub = cast(FunctionsStub, self.server)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        pairs = parse_qsl(body, keep_blank_values=True)
        stub.asked.append((self.path, pairs, dict(self.headers)))
        text = stub.answer(self.path, dict(pairs)).encode() if stub.status == 200 else b""
        self.send_response(stub.status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Tests read `asked` instead."""
