"""Units that our table does not know: quantulum3 normalises their names, remembered by surface."""

from __future__ import annotations

import functools
import re

from pipeline.quantities.lexicon import Unit
from pipeline.quantities.surroundings import Span

_S = r"[^\S\n]"
_UNIT_LIKE = re.compile(
    rf"(?:{_S}|-)?((?:kilo|mega|giga|tera|peta|milli|micro|nano|pico|centi|deci|hecto)[a-z]{{3,16}}|[A-Za-zµμ]{{1,5}}/[A-Za-z]{{1,4}}[²³23]?|mbar|mAh|kPa|dBm|lux|lumens?)(?![\w])"
)


@functools.lru_cache(maxsize=1024)
def _by_quantulum(surface: str) -> Unit | None:
    """A unit that our table does not know, as quantulum3 reads "1 <surface>"; None where it knows none either."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import parser

    try:
        found = parser.parse("1 " + surface)
    except Exception:  # quantulum3 raises many kinds on odd surfaces; an unreadable unit is no unit
        return None
    if len(found) != 1 or found[0].value != 1 or found[0].unit.entity.name in ("dimensionless", "unknown", "currency"):
        return None
    return Unit(found[0].unit.name, "physical", found[0].unit.name) if found[0].span == (0, len(surface) + 2) else None


def unknown_unit_after(text: str, end: int) -> Span | None:
    """A unit-like word that our table does not know ("kilopascals", "km/ms"), normalised by quantulum3 and remembered."""
    m = _UNIT_LIKE.match(text, end)
    unit = _by_quantulum(m[1]) if m else None
    return Span(unit, m.start(1), m.end(1)) if m and unit else None
