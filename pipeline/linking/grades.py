"""Grades: percentages that say how pure or whole a good is: "5 percent broken rice", "iron ore with 62 percent iron content"."""

from __future__ import annotations

import re

from pipeline.quantities.quantity import Quantity

_GRADE = re.compile(
    r"[ -](?:(?:iron|protein|moisture|sugar|copper|nickel|metal|gold|fat|sulphur|sulfur) content\b|content\b"
    r"|brokens?\b(?= (?:rice|white|parboiled|variety|grade|grains?|[a-z]+ rice)|[,.)])"
    r"|Fe\b|(?:iron )?grade\b|grade-|(?=parboiled )|(?=iron (?:ore|fines))|purity\b|pure\b|protein (?=wheat))"
)


def grade_end(quantity: Quantity, text: str) -> int:
    """Where the words end that make a percentage the grade of a good; -1 where it is none."""
    if quantity.kind != "percent":
        return -1
    match = _GRADE.match(text, quantity.end)
    return max(match.end() - match[0].endswith((" ", "-")), quantity.end) if match is not None else -1
