"""Branches: whether what a branch grew by is a part of industry's output or of the economy's, in a report on either."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.metric import Metric
from pipeline.linking.phrases import Product
from pipeline.linking.story import Scene, Story, about_company
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: How it is said that all is counted by head.
_PER_HEAD = re.compile(r"\s?(?:on an?|in) per[ -](?:capita|head|person) (?:basis|terms)", re.IGNORECASE)
#: So many numbers back the output of industry is still told of.
_LATELY = 4


def branch_of(story: Story, scene: Scene, quantity: Quantity, metric: Metric) -> Metric:
    """The metric as a part of the whole that was told of: "Industrial output fell 9.9 percent, services 7.8 percent" in a report on the
    economy, "Industrial output rose 3.8 percent. Power generation increased 5.6 percent"."""
    if metric.code == "industrial_production" and _is_on_economy(story):
        if _is_no_industry(scene) or _goes_on_with_one(story, scene):
            return metric.renamed("gdp")
    if metric.code == "gdp" and any(good.label == "core industries" for good in scene.phrase.products):
        return metric.renamed("industrial_production")
    if metric.code == "gdp" and "per" in story.low and _is_per_head(story, quantity):
        return metric.renamed("gdp_per_capita")
    if metric.code == "labor_force" and quantity.kind == "percent" and story.facts:
        told = story.facts[-1]  # "400,000 people were unemployed, equivalent to 7.1 percent of the labour force"
        counted = told.metric == "unemployment" and told.measure == "level" and told.char_start >= story.sentence.start
        return metric.renamed("unemployment_rate") if counted else metric
    if metric.code == "production_volume" and quantity.kind == "percent" and _is_on_industry(story):
        return metric.renamed("industrial_production")
    return metric


def _is_per_head(story: Story, quantity: Quantity) -> bool:
    """Whether a number is of the economy by head: "On a per-capita basis, GDP fell 0.4 percent", "shrank 0.4 percent in per capita terms"."""
    others = [other for other in story.quantities if other.kind not in {"ordinal", "duration"}]
    begin = max((other.end for other in others if other.end <= quantity.start), default=story.sentence.start)
    end = min((other.start for other in others if other.start >= quantity.end), default=story.sentence.end)
    first = begin == story.sentence.start
    before = first and _PER_HEAD.search(story.text, begin, quantity.start) is not None
    return before or _PER_HEAD.match(story.text, quantity.end, end) is not None


def _is_on_economy(story: Story) -> bool:
    """Whether headline and lead are about the economy."""
    return story.state.topic is not None and story.state.topic.value.code == "gdp"


def _is_on_industry(story: Story) -> bool:
    """Whether a country's industry has been told of shortly before."""
    whole = (None, "core industries")
    lately = any(f.metric == "industrial_production" and f.product in whole for f in story.facts[-_LATELY:])
    return lately and not about_company(story)


def _is_no_industry(scene: Scene) -> bool:
    """Whether the branch that a clause names makes nothing in factories or mines."""
    return any(good.label in entries.words("growth", "no_industry") for good in scene.phrase.products)


def _goes_on_with_one(story: Story, scene: Scene) -> bool:
    """Whether a clause goes on with such a branch, told of in its sentence: "Services output rose 0.2 percent, led by a 2 percent jump in
    retailing"."""
    told = story.facts[-1] if story.facts else None
    if told is None or told.char_start < story.sentence.start or scene.clause.link not in {"same", "paren", "relative"}:
        return False
    return told.metric == "gdp" and told.product in entries.words("growth", "no_industry")


#: What is told branch by branch.
_OF_WORK = {"employment", "jobs_added", "unemployment", "layoffs"}


#: What is put out, where no word says by whom.
_PUT_OUT = {"output", "production", "the output"}


def branch_again(draft: Draft) -> None:
    """The branch whose output alone a paragraph has told of, where it goes on with "output": "Factory output rose 0.6%. Output was up 3%
    from a year earlier"."""
    metric, story = draft.metric, draft.story
    if metric.code != "industrial_production" or metric.name not in _PUT_OUT or draft.products:
        return
    begin = story.text.rfind("\n", 0, story.sentence.start)
    told = [f for f in story.facts if f.char_start > begin and f.metric == metric.code]
    branches = {f.product for f in told}
    if len(branches) != 1 or told[0].product is None or told[0].reporter != told[-1].reporter or about_company(story):
        return
    if metric.start >= story.sentence.start and story.text[story.sentence.start : metric.end].lower() in _PUT_OUT:
        draft.products = [Product(told[0].product, told[0].char_start, told[0].char_end)]


def branch_in_name(draft: Draft) -> None:
    """The shops of a company that a country's trade would be called by: "Retail revenue was $11 million"."""
    metric = draft.metric
    if metric.code == "revenue" and not draft.products and metric.name in entries.words("divisions", "own_retail"):
        draft.products = [Product("retail", metric.start, metric.end)]


def branch_behind(draft: Draft) -> None:
    """The branch of a number of jobs in a row, behind it ("fell by 27,000 in food services and by 23,000 in retail trade"), or the
    government right before it."""
    items, at = draft.items, draft.at
    if draft.metric.code not in _OF_WORK or at == 0:
        return
    if items[at - 1].kind == "B" and items[at - 1].low == "government" and any(item.kind == "Q" for item in items[:at]):
        draft.products = [Product("government", items[at - 1].start, items[at - 1].end)]
        return  # "Health care added 67,000 jobs and government 52,000"
    if at >= len(items) - 2 or items[at - 1].low != "by":
        return
    good = items[at + 2]
    row = any(item.kind == "Q" for item in items[:at])
    if row and items[at + 1].low in {"in", "at", "among"} and good.kind == "P":
        draft.products = [Product(good.code, good.start, good.end)]
