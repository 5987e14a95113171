"""A user who is disabled by provisioning is logged out, hung up and kept out, cached or not."""

from pathlib import Path

import yaml

from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

DEMO = ROOT / "infra/demo.yaml"


def test_who_is_disabled_is_out_at_once_and_back_when_enabled_again(
    switch: Switch, stack: Stack, tmp_path: Path
) -> None:
    changed = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    (user,) = [user for user in changed["domains"][0]["users"] if user["id"] == "1002"]
    user["enabled"] = False
    file = tmp_path / "disabled.yaml"
    file.write_text(yaml.safe_dump(changed), encoding="utf-8")

    with Telephone(switch.ports["sip"], "1002", "mypassword") as telephone:
        assert telephone.register() == 200
        assert telephone.call("999") == 200
        wait_until(lambda: len(switch.members("external")) == 1, "one in external")
        stack.provision(file)

        assert telephone.hung_up.wait(20)
        wait_until(lambda: "1002@" not in switch.api("sofia status profile internal reg"), "no registration")
        assert telephone.register() == 403

        stack.provision(DEMO)
        wait_until(lambda: telephone.register() == 200, "registered again", within=15)
