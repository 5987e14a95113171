"""Whether a stage can come true in a conference: what it names is there, and the conference has loaded it."""

import time

from functions.mux_control.picture.canvas import View
from functions.shared.api.bodies import refusal
from functions.shared.api.problems import FieldError, Problem
from functions.shared.api.tokens import Grant
from functions.shared.provisioning.checks.stages import Around, faults_of
from functions.shared.stage.wish import Stage
from functions.shared.tables.assets import find_asset
from functions.shared.tables.provisioned.users import find_user

MOST_ERRORS = 20


def check_stage(stage: Stage, view: View, grant: Grant) -> None:
    """Raise a Problem for a wish that cannot come true: 422 with every field, 409 for what is not loaded yet."""
    _require_loaded(stage, view)
    around = Around(
        conference=view.conference.name,
        domain=grant.domain,
        there=view.there,
        is_user=lambda user: find_user(grant.domain, user)[1] is not None,
        has_font=lambda name: _has_font(grant.domain, name),
        is_call=lambda call: view.conference.member(call) is not None,
    )
    errors = [
        FieldError(field=one.field, problem=one.problem, value=one.value, expected=one.expected)
        for one in faults_of(stage, around)
    ]
    if errors:
        raise refusal(errors[:MOST_ERRORS], "")


def _has_font(domain: str, name: str) -> bool:
    asset = find_asset(domain, name, now=time.time())
    return asset is not None and asset.ready("font") is not None


def _require_loaded(stage: Stage, view: View) -> None:
    """Raise 409 for a layout or group of the domain's that the running conference cannot have."""
    if not view.running or (stage.layout is not None and stage.layout_group is not None):
        return
    group, layout = stage.layout_group, stage.layout
    if group is not None and (view.is_newer_group(group) if group in view.there.groups else group in view.own.groups):
        raise _not_loaded(group, view)
    if layout is not None and (view.is_newer(layout) if layout in view.there.layouts else layout in view.own.layouts):
        raise _not_loaded(layout, view)


def _not_loaded(name: str, view: View) -> Problem:
    detail = f"{name} is newer than {view.conference.name}, or not in its room's list: FreeSWITCH loads layouts once, "
    return Problem("layout_not_loaded", detail + "when a conference begins, so it can be shown in the next one")
