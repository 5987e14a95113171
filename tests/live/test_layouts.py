"""A real switch takes every shipped layout, and chooses a grid by the number of cameras."""

from functions.shared.layouts.library import GROUPS, LAYOUTS
from tests.live.processes import wait_until
from tests.live.switch import Switch
from tests.live.telephone import Telephone


def test_every_shipped_layout_and_group_can_be_chosen(switch: Switch) -> None:
    with Telephone(switch.ports["sip"], "1002", "mypassword") as telephone:
        assert telephone.call("999") == 200
        wait_until(lambda: bool(switch.members("external")), "one in external")

        for layout in LAYOUTS:
            assert f"to layout [{layout.name}]" in switch.api(f"conference external vid-layout {layout.name}")
        for group in GROUPS:
            said = switch.api(f"conference external vid-layout group:{group.name}")
            assert f"+OK Change to layout group [{group.name}]" in said
            assert "-ERR" not in said


def test_the_log_holds_no_complaint_about_the_layouts(switch: Switch) -> None:
    log = switch.log()

    assert not [word for word in ("invalid layout", "invalid image", "invalid group") if word in log]
