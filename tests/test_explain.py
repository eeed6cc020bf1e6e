"""What explain prints of a sentence."""

from __future__ import annotations

import datetime as dt

from pipeline.explain import render


def test_each_field_shows_the_characters_it_was_read_from() -> None:
    lines = render("Korea's chip exports to China rose 3.8 percent in November.", dt.date(2025, 12, 1)).splitlines()
    fields = {line.split()[0]: line for line in lines if line.startswith("    ")}
    assert '"exports"' in fields["metric"]
    assert '"chip"' in fields["product"]
    assert '"China"' in fields["partner"]
    assert '"rose"' in fields["measure"]
    assert '"November"' in fields["period"]


def test_a_number_that_became_no_fact_says_why() -> None:
    out = render("He is 46 and lives at 12 Main Street.", dt.date(2025, 12, 1))
    assert out.count("no fact (") == 2


def test_what_is_inherited_says_from_where() -> None:
    out = render("Korea's exports rose 3 percent in November. Imports fell 2 percent.", dt.date(2025, 12, 1))
    assert "from the paragraph" in out or "from the context" in out
