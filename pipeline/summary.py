"""The run report for people: what became of the documents, which facts there are, what is left over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.run import Report

#: Runs of so few documents show some facts.
_SMALL = 20
_EXAMPLES = 5
_ROWS = 12


def print_summary(report: Report, out: Path) -> None:
    """Prints what a run did."""
    old = report.known + report.unchanged
    rate = f", {report.documents / report.seconds:.0f} a second" if report.documents > _SMALL and report.seconds else ""
    click.echo(
        f"{report.documents:,} documents, {report.facts:,} facts, {report.leftovers:,} leftovers in {report.seconds:.1f} s{rate}"
    )
    if old:
        click.echo(f"{old:,} sources were read before and have not changed")
    if report.replaced:
        click.echo(f"{report.replaced:,} documents were replaced")
    for title, counts in (
        ("documents", report.outcomes),
        ("facts by metric", report.metrics),
        ("leftovers by reason", report.reasons),
    ):
        print_counts(title, counts)
    if report.documents > _SMALL and report.slowest:
        click.echo("\nslowest documents")
        for seconds, id in report.slowest:
            click.echo(f"  {seconds:8.2f} s  {id}")
    if 0 < report.documents <= _SMALL and report.facts:
        _print_examples(out)
    click.echo(f"\nwritten to {out}/ (newsfacts show {out}; newsfacts status {out})")


def print_counts(title: str, counts: dict[str, int]) -> None:
    """Counts under a title, largest first, a long tail in one line."""
    if not counts:
        return
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = ordered[:_ROWS], ordered[_ROWS:]
    if rest:
        shown.append((f"{len(rest)} others", sum(n for _, n in rest)))
    width = max(len(name) for name, _ in shown)
    click.echo(f"\n{title}")
    for name, n in shown:
        click.echo(f"  {name:<{width}} {n:>9,}")


def _print_examples(out: Path) -> None:
    from pipeline.show import print_table, rows_of

    click.echo("\nsome facts")
    print_table(rows_of(out, limit=_EXAMPLES))
