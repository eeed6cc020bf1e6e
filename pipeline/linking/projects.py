"""Projects: what those are worth that a report on investment counts: "licensed 25 new projects worth $450 million"."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.phrases import Phrase, Product
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_PROJECTS = entries.words("deals", "projects")
_WORTH = entries.words("deals", "worth_of_projects")

#: What reports tell of such projects, and what their names leave out.
_INVESTED = {"fdi", "investment", "capex"}
_EMPTY = {"investment", "such", "these", "those", "foreign", "fdi"}
#: What stands between projects and what they are worth.
_SMALL = {"E", "G", "H", "R", "w"}


@only(kinds={"money"}, whose="country")
def worth_of_projects(asked: Asked) -> Found | None:
    """The investment in projects by what they are worth, in a report on investment: "licensed 12 road projects valued at $3 million"."""
    told = next((held.code for held in (asked.held, asked.topic) if held is not None and held.code in _INVESTED), None)
    if told is None or asked.named is not None:
        return None
    items, at = asked.items, asked.at
    last = next((i for i in range(at - 1, -1, -1) if items[i].low in _PROJECTS), None)
    if last is None or any(item.kind in {"Q", ",", "J"} for item in items[last:at]):
        return None
    between = [item for item in items[last + 1 : at] if item.kind not in _SMALL or item.low in _WORTH]
    if len(between) != 1 or between[0].low not in _WORTH:
        return None
    metric = Metric.told("investment" if told == "capex" else told, items[last])
    return Found(metric, "sentence", Phrase(products=_kind_of(asked, last)))


def _kind_of(asked: Asked, last: int) -> list[Product]:
    """The projects at item `last` by the word that tells them from others: "new projects"; none where they are all."""
    kind = asked.items[last - 1] if last else None
    if kind is None or kind.kind not in {"H", "w", "P"} or kind.low in _EMPTY:
        return []
    end = asked.items[last].end
    return [Product(asked.story.text[kind.start : end].lower(), kind.start, end)]
