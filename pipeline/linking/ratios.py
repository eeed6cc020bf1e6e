"""Ratios: what is set against GDP by its name is the metric, whatever its words are: "the fiscal balance-to-GDP ratio", "exports to
Gross Domestic Product (GDP) ratio"."""

from __future__ import annotations

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.beside import phrase_start
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import RATIOS, WHOLES, Metric
from pipeline.linking.toldfirst import told_right_before

_RATIO = {"ratio", "ratios"}
#: Between a long name and its short one.
_AROUND = {",", "("}
#: What creditors are paid, and what a state pays them out of.
_SERVED = {"interest_payments", "debt_service"}
BUDGETED = {"tax_revenue", "government_spending", "government_revenue", "budget", "revenue"}


def name_ratios(items: list[Item]) -> list[Item]:
    """The items with each metric and the GDP behind "to" made one metric: a ratio's own name, or the amount that "ratio of" leads to."""
    at = next((i for i in range(2, len(items)) if items[i].code in WHOLES and items[i - 1].low == "to"), 0)
    if not at or items[at - 2].code in WHOLES:
        return items
    tied = items[at - 1].tied and items[at].tied
    end, metric = _behind_gloss(items, at), items[at - 2]
    named = end < len(items) and items[end].low in _RATIO
    of = next((i for i in range(at - 2, max(0, at - 9), -1) if items[i].low == "of"), 0)
    led = bool(of) and items[of - 1].low in _RATIO
    if metric.kind != "M" or not (named or tied or led):
        return items
    one = Item(
        "M", metric.start, items[end - 1 + named].end, f"{metric.low}-to-gdp", metric.code, metric.form, metric.data
    )
    one.name, one.tied, one.inner = metric.name, metric.tied, metric.inner
    return [*items[: at - 2], one, *name_ratios(items[end + named :])]


def _behind_gloss(items: list[Item], at: int) -> int:
    """Where a text goes on behind GDP and its other name: "Gross Domestic Product, GDP, ratio", "gross domestic product (GDP) ratio"."""
    glossed = items[at + 1 : at + 4]
    if len(glossed) == 3 and glossed[0].kind in _AROUND and glossed[1].code in WHOLES and glossed[2].kind in {",", ")"}:
        return at + 4
    return at + 1


def set_against_whole(asked: Asked) -> Found | None:
    """What a part of GDP is of where the subject does not say it: what its verb acts on ("brought the fiscal deficit in Ghana to 5 percent
    of GDP"), or, for a move of nothing named, the ratio told last ("An exception was a jump to 52 percent of GDP")."""
    verb_at, items, subject = asked.scene.clause.verb_at, asked.before, asked.frame.metric
    end = asked.at - 2 if asked.at > 1 and items[-1].kind == "J" and items[-2].kind == "Q" else asked.at
    begin = -1 if subject is None or subject.code in WHOLES else verb_at  # nothing is a part of itself
    named = next((i for i in range(end - 1, begin, -1) if items[i].kind in {"M", "Q", "C"}), 0)
    if named:
        if items[named].kind != "M" or items[named].code not in RATIOS:
            return None
        end = next((i for i in range(named, asked.at) if items[i].kind == ","), asked.at)
        stretch = items[phrase_start(items, items[named]) : end]
        return Found(Metric.of(items[named]), "read", phrases.read(stretch, subject=True))
    moved = any(item.kind == "N" for item in items[verb_at + 1 :]) or any(item.kind == "S" for item in items[:verb_at])
    if not moved or asked.frame.metric is not None or any(item.kind in {"P", "C"} for item in items):
        return None
    held, last = asked.held, asked.story.facts[-1] if asked.story.facts else None
    alike = last is not None and last.measure == "share_pct" and held is not None and last.metric == held.code
    if not alike or held is None or held.code not in RATIOS or not asked.held_within(1):
        return None
    return Found(held, "context")


def stood_for(asked: Asked) -> Metric | None:
    """What "it" stands for that is set against a whole: what the sentence before spoke of without a figure ("Public debt is low. It stands
    at 34 percent of GDP"), else what was told last."""
    told, held = asked.state.told_of, asked.state.metric
    spoken = told_right_before(asked.story)
    if spoken is None and told is not None and told.sentence == asked.story.number - 1:
        spoken = told.value if held is None or held.sentence < told.sentence else None
    return spoken or asked.held


def is_of_nothing(draft: Draft) -> bool:
    """Whether a part of GDP is one of nothing that the text names: "The package is worth 5 percent of GDP"."""
    unnamed = draft.metric.code in WHOLES and draft.measure == "share_pct" and not (draft.products or draft.partners)
    return unnamed and draft.quantity.kind == "percent" and all(x.kind != "M" for x in draft.items[: draft.at])


def paid_out_of(asked: Asked) -> Found | None:
    """What creditors are paid is a part of a state's income, no income of its own: "Debt service takes 40 percent of tax revenue",
    "carry a heavy debt-service burden, amounting to 40 percent of revenue"."""
    scene = asked.scene
    above = scene.parent.clause.items if scene.parent is not None and scene.clause.link == "same" else []
    named = next((item for item in [*above, *asked.before] if item.code in _SERVED), None)
    return Found(Metric.of(named), "read") if named is not None else None
