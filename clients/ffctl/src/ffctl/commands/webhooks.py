"""Servers that are told what happens."""

import typer

from ffctl.arguments import BodyFile, Fields, Id, IfMatch, Most, Name, body
from ffctl.desk import Desk, desk_of
from freeswitch_functions_client.schemas import DeliveryView, SecretBody, WebhookBody

app = typer.Typer(no_args_is_help=True, help="Servers that are told what happens.")
COLUMNS = ("name", "url", "enabled", "disabled", "failing", "events", "conferences", "revision")
DELIVERIES = ("id", "kind", "state", "next_at", "attempts")
# The first try comes at once and may take its ten seconds; later ones are hours apart.
TOLD_SECONDS = 30.0


@app.command("list")
def list_(context: typer.Context) -> None:
    """All of the domain, and how it goes with them."""
    desk_of(context).show_all(lambda api: api.list_webhooks().items, COLUMNS)


@app.command()
def get(context: typer.Context, webhook: Name) -> None:
    """One of them, without its secret."""
    desk_of(context).show(lambda api: api.get_webhook(webhook))


@app.command()
def put(
    context: typer.Context, webhook: Name, fields: Fields = None, file: BodyFile = None, if_match: IfMatch = None
) -> None:
    """Make one or change it: url=https://… events=member.joined,member.left; a new one's secret is in this answer."""
    desk = desk_of(context)
    wish = body(desk, WebhookBody, fields, file)
    desk.show(lambda api: api.put_webhook(webhook, wish, if_match=if_match))


@app.command()
def delete(context: typer.Context, webhook: Name, if_match: IfMatch = None) -> None:
    """Tell it nothing any more."""
    desk_of(context).do(lambda api: api.delete_webhook(webhook, if_match=if_match), f"{webhook} is gone")


@app.command("rotate-secret")
def rotate_secret(context: typer.Context, webhook: Name, fields: Fields = None) -> None:
    """Make a new secret, shown this once: overlap_seconds=86400 for how long the old one signs, too."""
    desk = desk_of(context)
    wish = body(desk, SecretBody, fields)
    desk.show(lambda api: api.rotate_webhook_secret(webhook, wish))


@app.command()
def deliveries(context: typer.Context, webhook: Name, most: Most = 50) -> None:
    """What it was told, and what it answered."""
    desk_of(context).show_all(lambda api: api.all_deliveries(webhook), DELIVERIES, most=most)


@app.command()
def test(context: typer.Context, webhook: Name) -> None:
    """Send it an event that says so, and wait for what it answers."""
    desk = desk_of(context)
    _told(desk, webhook, desk.ask(lambda api: api.test_webhook(webhook)))


@app.command()
def redeliver(context: typer.Context, webhook: Name, delivery: Id) -> None:
    """Send it once more, and wait for what it answers."""
    desk = desk_of(context)
    _told(desk, webhook, desk.ask(lambda api: api.redeliver(webhook, delivery)))


def _told(desk: Desk, webhook: str, delivery: DeliveryView) -> None:
    """Show a delivery after its next attempt; one that has to be made again is one that failed now."""
    before = len(delivery.attempts)
    ended = desk.until(
        lambda: desk.ask(lambda api: api.get_delivery(webhook, delivery.id)),
        lambda one: one.state in ("delivered", "failed") or len(one.attempts) > before,
        TOLD_SECONDS,
    )
    desk.show(lambda _: ended)
    if ended.state != "delivered":
        desk.fail(f"it was not delivered: {ended.state}")
