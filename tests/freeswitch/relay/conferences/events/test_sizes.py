"""Where FreeSWITCH's count of members differs from ours for long, something was missed."""

from tests.freeswitch.relay.conferences.played import BEGIN, played
from tests.freeswitch.relay.events import of_member


def test_a_wrong_size_for_a_moment_is_no_gap_but_for_long_it_is() -> None:
    conferences, _ = played(*BEGIN)
    moment = [conferences.apply(of_member("start-talking", 1, size=3, at=1.0)).gap for _ in range(20)]
    longer = [conferences.apply(of_member("start-talking", 1, size=3, at=4.0)).gap for _ in range(2)]

    assert not any(moment)
    assert longer == ["FreeSWITCH counts 3 members, 2 are known", None]


def test_a_right_size_in_between_forgives() -> None:
    conferences, _ = played(*BEGIN)
    sizes = [3, 3, 3, 3, 2, 3, 3, 3, 3]
    gaps = [conferences.apply(of_member("start-talking", 1, size=size, at=at)).gap for at, size in enumerate(sizes)]

    assert not any(gaps)
