"""A command's row, in a table that has just been made."""

from functions.shared.command_life.outcomes import CommandRow

ROW = CommandRow(
    id="c1", kind="mute", body='{"kind":"mute"}', node="fs1", domain="example.com", subject="me", conference="internal",
    conference_uuid="u", fingerprint="f", created_at=100.125, deadline=130.125,
)  # fmt: skip
