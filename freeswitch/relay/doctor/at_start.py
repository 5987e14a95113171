"""The doctor's look at the node when the relay starts: what is not in order goes to the log."""

from collections.abc import Callable
from xml.etree.ElementTree import ParseError

from freeswitch.relay.doctor import examine_over
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.telemetry.logs import logger
from functions.shared.settings import DoctorSettings

# The stand-in of a demo has no configuration to look at.
NOT_EXAMINED = "the doctor could not examine the node"


def look_once(await_switch: Callable[[], object], settings: DoctorSettings) -> None:
    """Wait for FreeSWITCH, look on a connection of its own, and log each finding that is not in order."""
    await_switch()
    try:
        findings = examine_over(settings)
    except (EslError, ParseError) as problem:
        logger.info(NOT_EXAMINED, extra={"problem": str(problem)})
        return
    wrong = [finding for finding in findings if finding.status != "ok"]
    for finding in wrong:
        # `subject` and `mend` never hold a secret: they are read by whoever reads the log
        logger.warning(finding.subject, extra={"doctor": finding.status, "mend": finding.mend})
    logger.info("the doctor has looked", extra={"looked_at": len(findings), "not_in_order": len(wrong)})
