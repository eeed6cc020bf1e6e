"""Who foresaw a figure: the attribution of forecasts, with a body's full name and its initials taken as one."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reconcile.columns import mapped

_IN_BRACKETS = re.compile(r"^(?P<name>.+?)\s*\((?P<short>[A-Z][A-Za-z&.-]*)\)$")
_SMALL_WORDS = {"and", "for", "of", "on", "the"}


def forecasters(facts: pa.Table) -> pa.ChunkedArray:
    """For each fact that is no actual figure who made it, as one name for each body; null for actual figures."""
    foreseen = pc.not_equal(facts["status"], "actual")
    named = pc.if_else(foreseen, facts["attribution"], pa.scalar(None, pa.string()))
    return mapped(named, _one_name_each(sorted(pc.unique(named).drop_null().to_pylist())))


def _one_name_each(names: list[str]) -> dict[str, str]:
    """Name as written -> the body's one name: "KITA" and "Korea International Trade Association (KITA)" are the same."""
    short_of: dict[str, str] = {}
    for name in names:
        if found := _IN_BRACKETS.match(name):
            short_of[name] = short_of[found["name"]] = found["short"]
    shorts = {name for name in names if name.isupper() and " " not in name}
    for name in names:
        if name not in short_of:
            words = re.findall(r"[^\W\d_]+", name.removeprefix("the ").removeprefix("The "))
            initials = {
                "".join(word[0] for word in words).upper(),
                "".join(w[0] for w in words if w.lower() not in _SMALL_WORDS).upper(),
            }
            alike = sorted(initials & shorts)
            if len(words) > 1 and alike:
                short_of[name] = alike[0]
    return short_of
