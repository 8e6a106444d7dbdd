"""The demo: a made-up municipality with a year of meetings, whose minutes go the same way as anybody's.

`flask demo load` fills an empty database: people and roles, then each meeting's minutes as text through the reader, the
review and publishing, then ticks and notes on what is past. Deterministic for one day and one seed.
"""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.web.writes import transaction

demo = AppGroup("demo", help="Demo data for a made-up municipality.")


@demo.command("load")
@click.option(
    "--actions", type=click.IntRange(0, 5_000_000), default=0, help="Further open and done actions, for benchmarks."
)
@click.option("--people", type=click.IntRange(0, 100_000), default=0, help="Further people with a role each.")
@click.option("--years", type=click.IntRange(1, 20), default=1, help="Years of meetings behind us.")
@click.option("--seed", type=int, default=1, help="Another number gives other figures.")
def load(actions: int, people: int, years: int, seed: int) -> None:
    """Load the demo into an empty database; leaves one that holds something as it is."""
    from tracker.demo import bulk, fill

    moment = current_app.extensions["clock"].now()
    if fill.is_loaded():
        click.echo("The database holds data already: the demo is not loaded.")
        return
    with transaction():
        fill.load(now=moment, zone=current_app.config["ZONE"], years=years, seed=seed)
    if actions or people:
        with transaction():
            bulk.load(now=moment, zone=current_app.config["ZONE"], actions=actions, people=people, seed=seed)
    click.echo("The demo is loaded: Fjordby Kommune.")
    sys.stdout.flush()
