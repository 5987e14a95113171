"""Stages of a file: read as the API reads them, and what is wrong with them at its place in the file."""

import re

import msgspec

from functions.shared.api.field_errors import field_errors
from functions.shared.provisioning.checks.stages import Fault
from functions.shared.provisioning.findings import Finding, PathPart
from functions.shared.stage.wish import Stage

_STEP = re.compile(r"[A-Za-z_]+|[0-9]+")


def read_stage(value: object) -> tuple[Stage, list[Finding]]:
    """Read one; what is none is an empty one, with everything that is wrong with it."""
    try:
        return msgspec.convert(value, Stage), []
    except msgspec.ValidationError as error:
        found = field_errors(value, Stage)
        wrong = [(place_of(one.field), _advice(one.problem, one.expected)) for one in found]
        return Stage(), wrong or [([], str(error))]


def finding_of(fault: Fault) -> Finding:
    """A fault at its place below the stage."""
    return place_of(fault.field), _advice(fault.problem, fault.expected)


def place_of(field: str) -> list[PathPart]:
    """`places[0].who[1].user` as the steps that lead there."""
    return [int(step) if step.isdigit() else step for step in _STEP.findall(field)]


def _advice(problem: str, expected: str | None) -> str:
    return f"{problem}; right is {expected}" if expected else problem
