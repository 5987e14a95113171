"""What is kept of FreeSWITCH's replies."""

from tests.functions.shared.commands.asking import read
from tests.functions.shared.commands.here import ADA


def test_the_whole_text_is_kept() -> None:
    found = read({"kind": "mute", "member": ADA, "muted": True}, ["+OK mute 3\n"])

    assert found.text == "+OK mute 3"
