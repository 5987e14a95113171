"""A call between nodes goes to one node, with a note of ours and nothing else."""

import pytest

from functions.shared.encoders.between_nodes import bridge_to_node
from functions.shared.encoders.dial_strings import UnsafeWord


@pytest.mark.parametrize("address", ["10.0.0.2:5090", "node-2.inside.example:5090"])
def test_a_call_goes_to_one_node(address: str) -> None:
    note = "n" * 32
    data = bridge_to_node(address, note, browser=True, picture=True)

    codecs = "absolute_codec_string=^^:opus@48000h@20i@1c:VP8"
    assert data == f"{{{codecs},media_timeout_audio=3000,sip_h_X-Entry={note}}}sofia/nodes/crossing@{address}"


def test_a_call_to_a_node_that_may_be_gone_rings_a_few_seconds_only() -> None:
    assert ",originate_timeout=5}" in bridge_to_node(
        "10.0.0.2:5090", "n" * 32, browser=True, picture=True, hurried=True
    )


@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("10.0.0.2", "n" * 32),
        ("10.0.0.2:5090,sofia/external/x@evil.example", "n" * 32),
        ("10.0.0.2:5090;transport=tcp", "n" * 32),
        ("${x}:5090", "n" * 32),
        ("10.0.0.2:0", "n" * 32),
        ("10.0.0.2:5090", "n,x=y" + "n" * 32),
        ("10.0.0.2:5090", "n}" + "n" * 32),
        ("10.0.0.2:5090", ""),
    ],
)
def test_no_address_and_no_note_names_anything_else(address: str, note: str) -> None:
    with pytest.raises(UnsafeWord):
        bridge_to_node(address, note, browser=False, picture=False)
