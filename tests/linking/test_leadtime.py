"""The time that headline and lead give to a text."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.extract import read_facts


def test_month_alone_behind_the_headline_is_no_time_of_a_crop() -> None:
    text = (
        "August 2020\n\nThe board sees 2020 maize production in Kenya declining.\n\n"
        "It puts the total 2020 maize crop at 3.4 million tonnes.\n\nWheat production is seen at 0.3 million tonnes."
    )
    facts, _ = read_facts(Document.of(text, title="Lower maize crop seen in Kenya"))
    assert [fact.period for fact in facts] == ["2020", "2020"]


def test_month_alone_dates_what_names_no_other_time() -> None:
    text = "August 2020\n\nKenya's maize exports rose 3 percent."
    facts, _ = read_facts(Document.of(text, title="More maize leaves Kenya"))
    assert [fact.period for fact in facts] == ["2020-08"]
