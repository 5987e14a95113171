"""The article's demo on a real switch: who lands where, and what they see and hear."""

from pathlib import Path

from tests.live.browser import Browser
from tests.live.processes import wait_until
from tests.live.switch import Switch
from tests.live.telephone import Telephone

PASSWORD = "mypassword"


def users(switch: Switch, conference: str) -> set[str]:
    return {member["caller"] for member in switch.members(conference)}


def moves(browser: Browser) -> None:
    before = browser.frames()
    wait_until(lambda: browser.frames() > before + 20, "the picture moves")


def test_the_known_users_meet_in_internal_and_everybody_else_lands_in_external(switch: Switch) -> None:
    port = switch.ports["sip"]
    with (
        Telephone(port, "1000", PASSWORD) as ada,
        Telephone(port, "1001", PASSWORD) as grace,
        Telephone(port, "1002", PASSWORD) as edsger,
    ):
        assert [ada.call("999"), grace.call("999"), edsger.call("999")] == [200, 200, 200]
        wait_until(lambda: users(switch, "internal") | users(switch, "external") == {"1000", "1001", "1002"}, "all in")

        assert users(switch, "internal") == {"1000", "1001"}
        assert users(switch, "external") == {"1002"}

    wait_until(lambda: not switch.members("internal") and not switch.members("external"), "everybody left")


def test_two_browsers_see_each_other_in_one_picture(
    switch: Switch, two_browsers: tuple[Browser, Browser], pictures: Path
) -> None:
    one, other = two_browsers

    joined = [
        browser.join("999", user, PASSWORD, switch.websocket) for browser, user in ((one, "1000"), (other, "1001"))
    ]
    assert joined == [{"joined": True}, {"joined": True}]
    wait_until(lambda: len(switch.members("internal")) == 2, "two in internal")

    assert all("video" in member["flags"] for member in switch.members("internal"))
    for browser in two_browsers:
        moves(browser)
    # The grid turns to two places when the second camera sends; the page shows the switch's one picture of both.
    one.do("screenshot", file=str(pictures / "two-in-the-mux.png"))
    switch.api(f"conference internal vid-write-png {pictures}/canvas.png")
    wait_until((pictures / "canvas.png").exists, "the canvas as a file")
    assert (one.do("frames")["width"], one.do("frames")["height"]) == (1280, 720)


def test_a_wrong_password_is_told_to_the_browser_in_words(switch: Switch, caller_page: str, pictures: Path) -> None:
    with Browser(caller_page) as browser:
        answer = browser.join("999", "1000", "wrong", switch.websocket)

        assert answer["joined"] is False
        assert "refused" in str(answer["alert"])
        browser.do("screenshot", file=str(pictures / "wrong-password.png"))


def test_leaving_takes_the_caller_out_of_the_conference(switch: Switch, caller_page: str) -> None:
    # The browsers of an earlier test may have gone without a word: they are members until their media time-out.
    wait_until(lambda: not switch.members("internal"), "nobody is left of earlier tests", within=60)
    with Browser(caller_page) as browser:
        assert browser.join("999", "1000", PASSWORD, switch.websocket) == {"joined": True}
        wait_until(lambda: users(switch, "internal") == {"1000"}, "one in internal")

        browser.do("press", name="Leave")

        wait_until(lambda: not switch.members("internal"), "nobody in internal", within=10)
