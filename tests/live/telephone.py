"""A SIP telephone over UDP: registers, calls, presses keys, hangs up."""

import socket
import threading
import time
from queue import Empty, Queue
from types import TracebackType
from typing import Self

from tests.live.sip_message import Dialogue, Message, answered, credentials, new_tag, parse, sound_offer
from tests.live.sound import Sound

HOST = "127.0.0.1"
ANSWER_SECONDS = 20.0
CHALLENGES = {401: ("www-authenticate", "Authorization"), 407: ("proxy-authenticate", "Proxy-Authorization")}


class Telephone:
    """One user at one port of the switch; an empty password never answers a challenge."""

    def __init__(self, port: int, user: str, password: str = "", domain: str = "example.com", host: str = HOST) -> None:
        self.user, self.password, self.domain = user, password, domain
        self._server = (HOST, port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._host = host
        self._socket.bind((host, 0))
        self._socket.settimeout(0.2)
        self._address = f"{host}:{self._socket.getsockname()[1]}"
        self._answers: Queue[Message] = Queue()
        self._stopping = threading.Event()
        self.hung_up, self.called, self.cancelled = threading.Event(), threading.Event(), threading.Event()
        # How the other side hung up.
        self.goodbye: Message | None = None
        self.invited: list[Message] = []
        # What a caller hears: 200 is an answer, 180 rings for ever, 486 is busy.
        self.answers_with = 200
        # A new call is answered once this is set.
        self.may_answer = threading.Event()
        self.may_answer.set()
        # The address to which a 302 sends the caller.
        self.moved_to = ""
        # Whether it says that it sends telephone events.
        self.events = True
        # What it registers, where that is not its address.
        self.contact = f"<sip:{user}@{self._address}>"
        self._tag = new_tag()
        self.sound = Sound(host)
        self._call: Dialogue | None = None
        # Calls that came and were answered, by Call-ID, until somebody hangs up.
        self._taken: dict[str, Dialogue] = {}
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it can be called without a switch."""
        return f"sip:{self.user}@{self._address}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        if self._call and not self.hung_up.is_set():
            self.hang_up()
        for dialogue in list(self._taken.values()):
            self._ask("BYE", dialogue)
        self.sound.stop()
        self._stopping.set()
        self._thread.join(2)
        self._socket.close()

    def register(self) -> int:
        """Give the status of the registration."""
        own = f"<sip:{self.user}@{self.domain}>"
        dialogue = Dialogue(f"sip:{self.domain}", new_tag(), f"{own};tag={new_tag()}", own)
        return self._ask("REGISTER", dialogue, "Expires: 60\r\n").status

    def vanish(self) -> None:
        """Hear and say nothing any more, as a telephone whose plug was pulled."""
        self._stopping.set()
        self._thread.join(2)
        self._socket.close()
        self._taken.clear()

    def left_alone(self) -> None:
        """Its switch is gone: nobody would answer its goodbye."""
        self.hung_up.set()

    def call(self, number: str, direction: str = "sendrecv", uri: str = "", headers: str = "") -> int:
        """Call a number and give the final status; 200 means that sound flows. `uri` may name it in another way."""
        called = f"sip:{number}@{self.domain}"
        dialogue = Dialogue(uri or called, new_tag(), f"<sip:{self.user}@{self.domain}>;tag={new_tag()}", f"<{called}>")
        body = sound_offer(self._host, self.sound.port, direction, events=self.events)
        answer = self._ask("INVITE", dialogue, f"{headers}Content-Type: application/sdp\r\n", body)
        if answer.status == 200:
            self._call = dialogue
            dialogue.to = answer.headers["to"]
            dialogue.uri = answer.headers["contact"].partition("<")[2].partition(">")[0]
            self._send("ACK", dialogue, "", "", dialogue.sequence)
            self.sound.start(answer.body)
        return answer.status

    def change(self, direction: str) -> int:
        """Change the running call: `sendonly` puts the other side on hold."""
        assert self._call
        body = sound_offer(self._host, self.sound.port, direction).replace(
            "o=- 1 1", f"o=- 1 {self._call.sequence + 1}"
        )
        answer = self._ask("INVITE", self._call, "Content-Type: application/sdp\r\n", body)
        self._send("ACK", self._call, "", "", self._call.sequence)
        return answer.status

    def hang_up(self) -> None:
        assert self._call
        self._ask("BYE", self._call)
        self.hung_up.set()

    def _ask(self, method: str, dialogue: Dialogue, headers: str = "", body: str = "") -> Message:
        """Send a request, prove who we are if asked, and give the final answer."""
        proof = ""
        for _ in range(2):
            dialogue.sequence += 1
            self._send(method, dialogue, proof + headers, body, dialogue.sequence)
            answer = self._final(f"{dialogue.sequence} {method}")
            asked = CHALLENGES.get(answer.status)
            if asked is None or not self.password or proof:
                break
            if method == "INVITE":
                self._send("ACK", dialogue, "", "", dialogue.sequence)
            challenge = answer.headers[asked[0]]
            proof = f"{asked[1]}: {credentials(challenge, method, dialogue.uri, self.user, self.password)}\r\n"
        if method == "INVITE" and answer.status != 200:
            self._send("ACK", dialogue, "", "", dialogue.sequence)
        return answer

    def _final(self, sequence: str) -> Message:
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = self._answers.get(timeout=0.2)
            except Empty:
                continue
            if answer.headers.get("cseq") == sequence and answer.status >= 200:
                return answer
        raise TimeoutError(f"no answer to {sequence} in {ANSWER_SECONDS:g} s")

    def _send(self, method: str, dialogue: Dialogue, headers: str, body: str, sequence: int) -> None:
        text = (
            f"{method} {dialogue.uri} SIP/2.0\r\nVia: SIP/2.0/UDP {self._address};branch=z9hG4bK{new_tag()};rport\r\n"
            f"Max-Forwards: 70\r\nFrom: {dialogue.from_}\r\nTo: {dialogue.to}\r\nCall-ID: {dialogue.call_id}\r\n"
            f"CSeq: {sequence} {method}\r\nContact: {self.contact}\r\nUser-Agent: telephone\r\n"
            f"{headers}Content-Length: {len(body)}\r\n\r\n{body}"
        )
        self._socket.sendto(text.encode(), self._server)

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                message = parse(*self._socket.recvfrom(65535))
            except TimeoutError:
                continue
            if message.status:
                self._answers.put(message)
            elif message.method != "ACK":
                if message.method in {"BYE", "CANCEL"}:
                    self._taken.pop(message.headers["call-id"], None)
                if message.method == "BYE":
                    self.goodbye = message
                    self.hung_up.set()
                self._accept(message)

    def _accept(self, request: Message) -> None:
        """Say yes to whatever the switch asks during a call, and to a new call what the user wishes."""
        new = request.method == "INVITE" and ";tag=" not in request.headers["to"]
        if new:
            self.invited.append(request)
            self.called.set()
            self.may_answer.wait(ANSWER_SECONDS)
        if new and self.answers_with != 200:
            self._answer(request, self.answers_with)
        elif request.method == "CANCEL":
            self.cancelled.set()
            self._answer(request, 200)
            self._answer(self.invited[-1], 487)
        elif request.method == "INVITE":
            self._answer(request, 200, sound_offer(self._host, self.sound.port))
            if new:
                self._taken[request.headers["call-id"]] = answered(request, self._tag)
            if new and len(self.invited) == 1:
                self.sound.start(request.body)
        else:
            self._answer(request, 200)

    def _answer(self, request: Message, status: int, body: str = "") -> None:
        kept = "".join(f"{name}: {request.headers[name.lower()]}\r\n" for name in ("Via", "From", "Call-ID", "CSeq"))
        to = request.headers["to"]
        if request.method == "INVITE":
            to += "" if ";tag=" in to else f";tag={self._tag}"
            kept += f"Contact: <{self.moved_to or self.address}>\r\n"
            kept += "Content-Type: application/sdp\r\n" if body else ""
        answer = f"SIP/2.0 {status} .\r\n{kept}To: {to}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        self._socket.sendto(answer.encode(), request.source)
