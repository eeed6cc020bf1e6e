"""Spoken of: what a number measures whose sentence only stands for the metric that the one before spoke of without a figure."""

from __future__ import annotations

from pipeline.context.attribution import PERSONAL
from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric
from pipeline.linking.shortnames import take
from pipeline.linking.state import Held
from pipeline.linking.story import within
from pipeline.linking.toldfirst import told_right_before
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_REPORTS = entries.words("sources", "reports")
_FORETOLD = entries.words("forecasts", "foretold")

#: What a figure does, unlike the office that tells it: "Unemployment fell, the office said. It stood at 3.8 percent".
_MOVES = {"up", "down", "reach", "be", "hold"}
#: Pronouns that may stand for a metric.
_STANDS = {"it", "they", "these", "this"}


def told_before(asked: Asked) -> Found | None:
    """What the sentence before spoke of without a number: "Core prices remained high. They jumped 0.4%"."""
    told = asked.state.told_of
    if (trade := _of_sector(asked)) is not None:
        return trade
    if (named := _named_in_front(asked)) is not None:
        return Found(named, "sentence")
    pronoun = asked.scene.phrase.pronoun
    verb = asked.scene.verb
    doubles = asked.quantity.kind == "multiple" and asked.before[-1:] == [pronoun]  # "In May they doubled"
    moves = (doubles or (verb is not None and verb.code in _MOVES)) and asked.scene.clause.link == "main"
    stands_in = pronoun is not None and (pronoun.low.startswith("the ") or (pronoun.low in _STANDS and moves))
    stands_in = stands_in or _is_its_rate(asked)
    if (stands_in or _points_back(asked) or _tells_forecast(asked)) and (
        first := told_right_before(asked.story)
    ) is not None:
        metric = take(asked, first)
        return Found(metric, "context") if metric is not None else None  # "Inflation in Chile rose. The figure was 4%"
    if _is_report(asked) and (named := _named_last(asked)) is not None:
        return Found(named, "context")
    if told is None:
        return None
    if told.sentence == asked.story.number - 1 and not asked.held_within(1) and _tells_forecast(asked):
        metric = take(asked, told.value)
        return (
            Found(metric, "context") if metric is not None else None
        )  # "Output is due. Economists look for a drop of"
    goes_on = pronoun is not None and pronoun.low not in PERSONAL and told.sentence == asked.story.number - 1
    if not goes_on and not _leads(asked, told):
        return None
    metric = take(asked, told.value)
    return Found(metric, "context") if metric is not None else None


def _named_in_front(asked: Asked) -> Metric | None:
    """What the words before a clause have named last, where its pronoun moves as only that does: "H&M predicted a drop in June sales,
    suggesting they could fall by 6%"."""
    pronoun, verb = asked.scene.phrase.pronoun, asked.scene.verb
    if pronoun is None or pronoun.low not in {"it", "they"} or verb is None or asked.quantity.kind != "percent":
        return None
    if not asked.reading.sign or verb.code not in {"up", "down"}:
        return None
    fronts = [item for scene in asked.story.scenes if scene.start < asked.scene.start for item in scene.clause.items]
    before = [*fronts, *asked.scene.clause.before]
    if any(item.kind == "Q" for item in before):
        return None
    gauge = next((item for item in before[::-1] if item.kind == "M"), None)
    if gauge is None or gauge.low.endswith("s") != (pronoun.low == "they"):
        return None
    return take(asked, Metric.of(gauge))


def _points_back(asked: Asked) -> bool:
    """Whether a clause begins with a change that was told of without its number: "Retail sales rose in May. The 0.5 percent gain followed"."""
    items, at = asked.items, asked.at
    if not 0 < at < len(items) - 2 or items[at - 1].low not in {"the", "that"} or asked.scene.phrase.metric is not None:
        return False
    change = next((i for i, item in enumerate(items[at + 1 : at + 4], at + 1) if item.kind not in {"T", "H", "G"}), 0)
    if not change or items[change].kind != "N" or change + 1 >= len(items):
        return False
    return at == 1 and items[change + 1].low not in {"in", "of", "for"}


def _is_its_rate(asked: Asked) -> bool:
    """Whether the subject is the rate at which something goes on, told in numbers of it: "The annualized pace rose to 935,000"; or a bond, by
    its years, whose yield was spoken of: "The 10-year was at 4.02%"."""
    items, verb = asked.items, asked.scene.clause.verb_at
    if (
        2 < asked.at < 6
        and asked.quantity.kind == "percent"
        and items[0].low == "the"
        and items[1].low.endswith("-year")
    ):
        first = told_right_before(asked.story)
        return first is not None and first.code == "bond_yield"
    if not 1 < verb < asked.at or items[0].low != "the" or asked.quantity.kind == "percent":
        return False
    if items[verb - 1].low.rpartition(" ")[2] not in {"rate", "pace"}:
        return False
    return all(item.kind in {"w", "H", "T", "M"} for item in items[1:verb]) and sum(x.kind == "M" for x in items) < 2


def _is_report(asked: Asked) -> bool:
    """Whether the subject is a report on what was spoken of: "Inventories may have shrunk. Last week's report showed a 2 million drop"."""
    verb = asked.scene.verb
    subject = asked.items[: max(asked.scene.clause.verb_at, 0)]
    if verb is None or not subject or subject[-1].low not in _REPORTS:
        return False
    if asked.held_within(1) and subject[-1].low in _FORETOLD:
        return False  # "Exports rose 4 percent as tea prices climbed. The median forecast was 2 percent": of exports
    return all(item.kind in {"T", "'", "E", "H", "w", "O", "B", "L"} for item in subject)


def _named_last(asked: Asked) -> Metric | None:
    """The metric that its paragraph named last, if the number can be its."""
    story = asked.story
    told = story.facts[-1].char_end if story.facts else 0
    begin = max(story.text.rfind("\n", 0, story.sentence.start) + 1, told)
    for mention in within(story.mentions.names, begin, story.sentence.start)[::-1]:
        if mention.kind == "metric" and mention.data.get("strength") != "weak" and mention.form != "share":
            return take(asked, Metric.told(mention.code, mention, name=story.text[mention.start : mention.end].lower()))
    return None


def _of_sector(asked: Asked) -> Found | None:
    """The trade in a good that the sentence before spoke of, for "the sector" that stands for it: "Growth was strongest in fruit exports.
    The sector grew 6 percent"."""
    held, items = asked.state.good_spoken_of, asked.before
    if held is None or held.sentence != asked.story.number - 1 or asked.quantity.kind not in {"percent", "money"}:
        return None
    stand_ins = entries.words("modifiers", "stand_ins")
    subject = [item for item in items[: asked.scene.clause.verb_at] if item.kind not in {"G", "E"}]
    alone = len(subject) == 1 and subject[0].low.removeprefix("the ").removeprefix("this ") in stand_ins
    if not alone or asked.company or asked.frame.metric is not None:
        return None
    return Found(Metric.told(held.value[0], subject[0]), "context")


def _tells_forecast(asked: Asked) -> bool:
    """Whether a clause gives a forecast without saying of what: "Goldman Sachs lowered its forecast for 2017 to 0.2 percent"."""
    if asked.quantity.kind != "percent" or any(item.kind in {"M", "P"} for item in asked.before):
        return False
    said = entries.words("forecasts", "foretold") | entries.words("growth", "pollsters")
    return any(item.low in said for item in asked.before)


def _leads(asked: Asked, told: Held) -> bool:
    """Whether a line of a list goes on with the subject of the line that leads to it: "Industrial production: - decreased by 0.7% for energy"."""
    held, first = asked.state.metric, asked.items[0]
    leads = held is None or held.sentence <= told.sentence or held.value.code == told.value.code
    return leads and asked.story.sentence.bullet and first.kind == "V" and first.code in {"up", "down"}
