"""Whether a stage can come true: its layouts, its slots and its people are there, and no slot is taken by two."""

from functions.mux_control.picture.canvas import View
from functions.mux_control.submission.references import require_own
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.meeting import ANY_MEETING
from functions.shared.commands.overlays import banner_argument, fonts_of
from functions.shared.grammars.names import trouble_with
from functions.shared.stage.wish import Stage
from functions.shared.state import Banner
from functions.shared.tables.provisioned.users import find_user


def check_stage(stage: Stage, view: View, grant: Grant) -> None:
    """Raise a Problem for a wish that cannot come true: 422 with the field, 409 for what is not loaded yet."""
    if stage.layout is not None and stage.layout_group is not None:
        raise invalid_field("layout_group", "excludes layout", expected="the one or the other")
    layouts = _layouts(stage, view)
    slots = {image.reservation_id for name in layouts for image in view.there.layouts[name].images}
    seen: set[str] = set()
    for index, place in enumerate(stage.places):
        if place.slot in seen:
            raise invalid_field(f"places[{index}].slot", "is taken by an earlier place", value=place.slot)
        seen.add(place.slot)
        if place.slot not in slots:
            there = ", ".join(sorted(slots - {""})[:30]) or "none: the layout has no reservation ids"
            raise invalid_field(f"places[{index}].slot", "is no slot of the layout", value=place.slot, expected=there)
    for index, wish in enumerate(stage.members):
        if wish.banner is not None:
            _check_banner(f"members[{index}].banner", wish.banner)
            for one in fonts_of(wish.banner):
                require_own(one, grant, f"members[{index}].")
    _check_people(stage, view, grant)


def _check_people(stage: Stage, view: View, grant: Grant) -> None:
    people = [(f"places[{i}].who[{n}]", who) for i, place in enumerate(stage.places) for n, who in enumerate(place.who)]
    people += [(f"members[{i}].who", wish.who) for i, wish in enumerate(stage.members)]
    people += [("video_floor", stage.video_floor)] if stage.video_floor else []
    known: dict[str, bool] = {}
    for field, who in people:
        if who.call is not None and view.conference.member(who.call) is None:
            raise invalid_field(f"{field}.call", f"no member of {view.conference.name} has this call uuid")
        if who.invitee is not None and (trouble := trouble_with(who.invitee)):
            raise invalid_field(f"{field}.invitee", trouble)
        if who.user is not None:
            if who.user not in known:
                known[who.user] = find_user(grant.domain, who.user)[1] is not None
            if not known[who.user]:
                raise invalid_field(f"{field}.user", f"is no user of {grant.domain}", value=who.user)


def _check_banner(field: str, banner: Banner) -> None:
    try:
        banner_argument(banner, ANY_MEETING.own)
    except UnsafeText as error:
        raise invalid_field(field + error.field.removeprefix("banner"), error.problem) from None


def _layouts(stage: Stage, view: View) -> list[str]:
    """The layouts that may be shown; 409 for one that the running conference cannot have."""
    if stage.layout_group is not None:
        group = view.there.groups.get(stage.layout_group)
        if group is None:
            raise _unknown("layout_group", stage.layout_group, view)
        if view.running and view.is_newer_group(stage.layout_group):
            raise _not_loaded(stage.layout_group, view)
        return [name for name in group.layouts if name in view.there.layouts]
    if stage.layout is None:
        return list(view.there.layouts)
    if stage.layout not in view.there.layouts:
        raise _unknown("layout", stage.layout, view)
    if view.running and view.is_newer(stage.layout):
        raise _not_loaded(stage.layout, view)
    return [stage.layout]


def _unknown(field: str, name: str, view: View) -> Problem:
    exists = name in (view.own.groups if field == "layout_group" else view.own.layouts)
    if view.running and exists:
        return _not_loaded(name, view)
    return invalid_field(field, "is none that this conference can show", value=name)


def _not_loaded(name: str, view: View) -> Problem:
    detail = f"{name} is newer than {view.conference.name}, or not in its room's list: FreeSWITCH loads layouts once, "
    return Problem("layout_not_loaded", detail + "when a conference begins, so it can be shown in the next one")
