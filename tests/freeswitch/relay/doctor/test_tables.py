"""The doctor asks the tables for the time."""

import pytest
from moto import mock_aws

from freeswitch.relay.clock import SystemClock
from freeswitch.relay.doctor.tables import seconds_ahead
from tests.freeswitch.relay.play import make_tables
from tests.freeswitch.relay.shifted_clock import ShiftedClock


@pytest.mark.parametrize("shift", [-20.0, 40.0])
def test_a_host_whose_clock_is_wrong_is_found(shift: float) -> None:
    with mock_aws():
        make_tables()
        ahead, problem = seconds_ahead("fs1", ShiftedClock(SystemClock(), shift))

    assert ahead == pytest.approx(shift, abs=1)
    assert problem == ""


def test_a_host_whose_clock_is_right_agrees() -> None:
    with mock_aws():
        make_tables()

        assert seconds_ahead("fs1", SystemClock()) == (0.0, "")


def test_a_refusal_tells_the_time_and_why() -> None:
    with mock_aws():
        ahead, problem = seconds_ahead("fs1", ShiftedClock(SystemClock(), 600.0))

    assert ahead == pytest.approx(600, abs=1)
    assert "ResourceNotFoundException" in problem
