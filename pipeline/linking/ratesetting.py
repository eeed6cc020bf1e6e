"""Rate setting: which rates are those that a central bank sets, by who moves them."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.vocabulary import entries


@only(kinds={"percent"}, words={"rate", "rates"})
def moved_its_rate(asked: Asked) -> Found | None:
    """The rate that a central bank moves, though the text spoke of prices before: "Inflation rose to 4 percent; the central bank raised
    its rate twice, to 6.5 percent"."""
    scene = asked.scene
    if not scene.phrase.bodies or scene.verb is None or scene.verb.code not in {"raise", "lower", "hold"}:
        return None
    rate = next((item for item in asked.before[::-1] if item.kind == "M"), None)
    if rate is None or rate.low not in {"rate", "rates"} or rate.start < scene.verb.start:
        return None
    bank = scene.phrase.bodies[-1]
    return Found(Metric.of(rate).renamed("policy_rate"), "read") if _is_central_bank(asked, bank) else None


@only(kinds={"percent", "points"})
def untold_rate(asked: Asked) -> Found | None:
    """The rate that a central bank is told to hold or move without its name: "expects the Bank of Ghana to hold at 28 percent", "to cut by
    100 basis points to 27 percent", "The Federal Reserve has raised its target by 25 basis points"."""
    verb, bodies = asked.scene.verb, asked.scene.phrase.bodies
    if verb is None or verb.code not in {"raise", "lower", "hold"} or not bodies or bodies[-1].kind != "B":
        return None
    behind = [item for item in asked.before if item.start > verb.start]
    plain = all(
        item.kind in {"R", "G", "b"} or item.low in {"its", "target"} or (item.kind == "Q" and item.form == "points")
        for item in behind
    )
    led = asked.quantity.kind == "points" or verb.low.endswith(" at") or (behind and behind[-1].low in {"at", "to"})
    if not plain or not led or not _is_central_bank(asked, bodies[-1]):
        return None
    return Found(Metric.told("policy_rate", verb), "read")


@only(kinds={"money"}, words=entries.words("markets", "injects"))
def lent_to_banks(asked: Asked) -> Found | None:
    """What a central bank lends to all banks at once: "injected more than 1 trillion euros into the banking system"."""
    items, at = asked.items, asked.at
    injects, lenders = entries.words("markets", "injects"), entries.words("markets", "lenders")
    verb = next((item for item in asked.before[::-1] if item.kind in {"V", "A", "w"} and item.low in injects), None)
    if verb is None or at + 2 >= len(items) or items[at + 1].low not in {"into", "to"}:
        return None
    behind = items[at + 2 : at + 5]
    named = any(
        item.low in lenders or item.low.startswith(("banking ", "financial ", "money market")) for item in behind
    )
    bank = any(_is_central_bank(asked, body) for body in asked.scene.phrase.bodies)
    return Found(Metric.told("lending", verb), "read") if named and bank else None


#: What a central bank does to its rate, as a noun.
_STEPS = {"hike", "cut", "move", "increase", "reduction", "step", "rise", "change"}


@only(kinds={"percent"}, words=_STEPS)
def next_step(asked: Asked) -> Found | None:
    """The policy rate told of last where a step leads it on: "Economists expect the next hike, to 1.25%, in January", "Its next move
    will be a cut to 2 percent"."""
    held, before = asked.held, asked.before
    if held is None or held.code != "policy_rate" or not asked.held_within(2) or not before or before[-1].low != "to":
        return None
    if any(item.kind in {"M", "P", "C"} for item in before[-7:]) or asked.scene.phrase.metric is not None:
        return None
    step = next((item for item in before[:-1][::-1] if item.kind not in {",", "E", "H"}), None)
    return Found(held, "sentence") if step is not None and step.low in _STEPS else None


@only(kinds={"points"})
def step_untold(asked: Asked) -> Found | None:
    """The policy rate that the sentence says a central bank kept or moved, for the next step of it, which is told without its object:
    "left interest rates unchanged but signalled that it could cut by half a percentage point"."""
    verb, story = asked.scene.verb, asked.story
    if verb is None or verb.code not in {"raise", "lower"} or not asked.before or asked.scene.clause.link == "main":
        return None
    behind = [item for item in asked.before if item.start >= verb.end]
    if any(item.kind in {"M", "P", "C", "w"} for item in behind):
        return None
    for scene in story.scenes[::-1]:
        if scene.start >= asked.scene.start:
            continue
        rate = next((item for item in scene.clause.items if item.kind == "M"), None)
        if rate is None:
            continue
        metric = Metric.of(rate)
        bank = metric.code == "policy_rate" or any(
            _is_central_bank(asked, x) for x in scene.clause.items if x.kind == "B"
        )
        if bank and (metric.code == "policy_rate" or rate.low in {"rate", "rates"}):
            return Found(metric.renamed("policy_rate"), "sentence")
        return None
    return None


def set_by_bank(asked: Asked, metric: Metric) -> bool:
    """Whether a rate is the one that a central bank sets: "The Bank of Mexico kept its rate at 4.25 percent", "is expected to leave its
    rate at", "The bank has slashed the rate by 500 basis points"."""
    if metric.name not in {"rate", "rates", "benchmark"} or asked.quantity.kind not in {"percent", "points"}:
        return False
    above = asked.scene.parent
    told = [*(above.clause.items[:6] if above is not None else []), *asked.before[:6]]
    named = [item for item in told if item.kind == "B"] or [item for item in told if item.kind == "O"]
    bank = named[-1] if named else None
    if bank is None or not _is_central_bank(asked, bank):
        return False
    at = next((i for i, item in enumerate(asked.items) if item.start == metric.start), 0)
    before = [item for item in asked.items[:at] if item.kind != "E"][-1:]
    if bool(before) and before[0].kind == "'":
        return at > 1 and asked.items[at - 2] is bank  # "The Bank of Canada's rate has been at 1 per cent"
    return bool(before) and (before[0].low == "its" or before[0].code in {"hold", "raise", "lower"})


def _is_central_bank(asked: Asked, bank: Item) -> bool:
    """Whether a body sets rates by its role, or is "the bank" of a text on a country whose rate is named."""
    if bank.kind == "O":
        return bank.low == "the bank" and asked.state.main_company is None and "policy_rate" in asked.story.named
    return bank.data.get("role") == "central_bank"


def _of_topic(asked: Asked, metric: Metric) -> str | None:
    """The rate that a report on a central bank's rate says is moved, whatever was told last: "Unemployment will average 2 percent. The rate
    will be lowered once more, to 3.75 percent"."""
    verb = asked.scene.verb
    if asked.topic is None or asked.topic.code != "policy_rate" or verb is None or asked.items[0].low != "the":
        return None
    moved = verb.low in entries.words("markets", "rate_moves") and asked.items[1].start == metric.start
    return "policy_rate" if moved else None


@only(names={"rate", "rates", "benchmark"}, kinds={"percent"})
def of_bank(asked: Asked, metric: Metric) -> str | None:
    """The rates of a central bank are its policy rate: "The Bank of Korea held rates at 3.5%" in a report on jobs."""
    if metric.name == "rate":
        return _of_topic(asked, metric)
    beside = asked.items if asked.scene.clause.link != "relative" else [*asked.scene.clause.before[-3:], *asked.items]
    return "policy_rate" if any(item.kind == "B" and _is_central_bank(asked, item) for item in beside) else None
