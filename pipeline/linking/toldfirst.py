"""Told first: the metric that opens a sentence without figures which names somebody: "Inflation in Hungary picked up, the office said"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.metric import Metric, candidates
from pipeline.linking.phrase import Phrase
from pipeline.linking.state import Held
from pipeline.linking.story import Story
from pipeline.vocabulary import entries

#: Short names that tell theirs where nothing else was told.
_PLAIN = {"prices": "consumer_prices", "growth": "gdp"}
#: How a central bank moves its rate, or keeps it.
_MOVES, _LEAVES = {"hold", "raise", "lower"}, {"left", "leave", "leaves"}
#: What a rate or figure of a metric is that is not one itself.
_RATES = {"unemployment": "unemployment_rate", "employment": "employment_rate"}


def note_subject_told(story: Story) -> None:
    """Notes the metric that is the subject of such a sentence, whose "rate" or "figure" the next one may give. Names of many
    things tell nothing, but for "prices" and "growth": those of consumers and of the economy."""
    metric = _rate_set(story) or _subject(story)
    if metric is None:
        return
    if metric.weak and metric.name in _PLAIN:
        metric = metric.renamed(_PLAIN[metric.name])
    elif metric.weak and candidates(metric.name, False, story.named):
        return
    metric = metric._replace(weak=False)
    story.named.update(_stood_for(metric.code))
    story.state.told_first = Held(metric, metric.start, metric.end, story.number, story.sentence.paragraph)
    phrase = _told(story)
    story.state.told_parts = (phrase.products, phrase.partners) if phrase is not None else ([], [])


def _subject(story: Story) -> Metric | None:
    """The metric of the first clause that has one in its subject, if it is no company's, else the one whose forecasts the first clause
    is about: "Economists slashed growth forecasts for Britain"."""
    phrase = _told(story)
    if phrase is None and story.scenes:
        foretold, items = entries.words("forecasts", "foretold"), story.scenes[0].clause.items
        for item, behind in pairwise(items):
            if item.kind == "M" and (item.low.rpartition(" ")[2] in foretold or behind.low in foretold):
                return Metric.of(item)
        return None
    if phrase is None or phrase.metric is None or phrase.companies or phrase.metric.data.get("home") == "company":
        return None
    return Metric.of(phrase.metric)


def _told(story: Story) -> Phrase | None:
    """What the first clause with a metric in its subject names there."""
    return next((scene.phrase for scene in story.scenes if scene.phrase.metric is not None), None)


def _rate_set(story: Story) -> Metric | None:
    """The rate that a central bank moved or kept: "The Bank of Korea kept interest rates on hold"."""
    items = story.scenes[0].clause.items if story.scenes else []
    bank = next((item for item in items if item.kind == "B"), None)
    if bank is None or bank.data.get("role") != "central_bank":
        return None
    for verb, item in pairwise(x for x in items if x.kind not in {"E", "O", "H", "'"}):
        moved = verb.kind == "V" and (verb.code in _MOVES or verb.low in _LEAVES)
        if moved and item.code == "policy_rate":
            return Metric.of(item)._replace(weak=False)
    return None


def told_right_before(story: Story) -> Metric | None:
    """The metric that the sentence before opened with, where no figure has been told since."""
    told, held = story.state.told_first, story.state.metric
    if told is None or told.sentence != story.number - 1:
        return None
    metric: Metric = told.value
    return metric if held is None or held.sentence < told.sentence else None


def spoken_right_before(story: Story) -> list[str]:
    """The codes that its "rate" or "index" may stand for."""
    metric = told_right_before(story)
    return _stood_for(metric.code) if metric is not None else []


def _stood_for(code: str) -> list[str]:
    """The codes that a "rate" or "figure" of a metric may have."""
    return [_RATES[code], code] if code in _RATES else [code]
