"""A request of FreeSWITCH as the edge reads it: where it goes, and under which key its answer may be kept."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from freeswitch.edge.answers import Key
from functions.shared.encoders.xml_curl import request_fields
from functions.shared.lookups.calls import same_call
from functions.shared.lookups.entry_questions import EntryQuestion, entry_question
from functions.shared.lookups.strangers import Question, address_of

DIRECTORY: Final = "/directory"
DIALPLAN: Final = "/dialplan"
PIN_CHECK: Final = "/pin-check"
PATHS: Final = (DIRECTORY, DIALPLAN, "/configuration", PIN_CHECK)
FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Asked:
    """A POST to one of the functions; without a key its answer is never kept.

    Attributes:
        telephone: who asks for whom, where a telephone proves who it is; its address has a budget.
    """

    path: str
    body: bytes
    authorization: str
    content_type: str
    key: Key | None = None
    telephone: Question | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What goes on to the function beside the body: nobody is let in by the edge."""
        given = {"Authorization": self.authorization, "Content-Type": self.content_type}
        return {name: value for name, value in given.items() if value}


def asked(path: str, body: bytes, authorization: str, content_type: str) -> Asked:
    """Read a request; PINs, files of the configuration and what is no form are passed on as they are."""
    credential = sha256(authorization.encode()).digest()
    telephone = key = None
    if authorization and content_type.startswith(FORM):
        if path == DIRECTORY:
            question = entry_question(request_fields(body))
            key = Key(credential, path, question, (question.domain, question.user) if question.user else None)
            telephone = telephone_of(question)
        elif path == DIALPLAN:
            fields = request_fields(body)
            call = same_call(fields)
            # Names of variables that came with the call stand in its answer, which is this call's alone.
            key = None if call.conference_variables else Key(credential, path, (fields.get("section"), call))
    return Asked(path, body, authorization, content_type, key, telephone)


def telephone_of(question: EntryQuestion) -> Question | None:
    """Return who asks for whom, for the budgets; None where no telephone asks."""
    if not question.address or not question.domain:
        return None
    return Question("", address_of(question.address), question.domain, question.user)
