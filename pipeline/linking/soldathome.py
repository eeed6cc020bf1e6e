"""Sold at home: "sales" whose own words say that the goods went to buyers in the country, whatever the report tells of exports."""

from __future__ import annotations

import re

from pipeline.linking.metric import Metric
from pipeline.linking.story import Story

#: Goods behind "sales", and where they are sold.
_AT_HOME = re.compile(r" of [^.,;:\d]{2,40} (?:in the (?:country|domestic market)|at home|domestically)\b")


def are_sold_at_home(story: Story, metric: Metric) -> bool:
    """Whether the words behind "sales" say that the goods were sold at home: "Sales of hybrids in the country rose"."""
    return _AT_HOME.match(story.text, metric.end) is not None
