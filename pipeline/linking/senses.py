"""Senses: words that are noun or verb, preposition or comparative, settled by their neighbours."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.metric import entry

#: Verbs that are modifiers of a noun behind them, and verbs of saying that are nouns behind a modifier.
_ADJECTIVES = {"gross", "net", "total", "average", "record", "aggregate"}


_SAYING_NOUNS = {
    "note",
    "notes",
    "claim",
    "claims",
    "survey",
    "surveys",
    "poll",
    "polls",
    "state",
    "states",
    "quote",
    "quotes",
    "release",
    "releases",
    "estimate",
    "estimates",
    "project",
    "projects",
}


_NOUN_FORMS = {"base", "s"}


#: Behind "that" and "those": the places named before.
_LANDS = {"country", "countries", "nation", "nations", "region", "bloc", "market", "markets"}
#: What a result is measured by in "better than expected".
_FORESEEN = {"expected", "forecast", "anticipated", "predicted", "estimated", "projected", "feared", "hoped", "usual"}


def _beyond_expectations(items: list[Item]) -> list[Item]:
    """Makes "better than expected", "a smaller-than-expected drop" one adverb: it begins no comparison and governs no number."""
    out: list[Item] = []
    for item in items:
        if item.low == "out" and out and out[-1].low in {"stripping", "leaving", "stripped"}:
            out[-1:] = [Item("R", out[-1].start, item.end, "excluding")]
        elif (
            item.low in _FORESEEN
            and len(out) > 1
            and out[-1].low == "than"
            and (out[-2].kind == "D" or (out[-2].kind in {"w", "G"} and out[-2].low.endswith(("er", "re", "ss", "ly"))))
        ):
            first = out[-2]
            out[-2:] = [Item("G", first.start, item.end, f"{first.low} than {item.low}")]
        else:
            out.append(item)
    return out


_SESSIONS = {
    "morning", "afternoon", "early", "late", "midday", "premarket", "pre-market", "aftermarket", "after-hours", "extended", "intraday",
    "hours", "market",
}  # fmt: skip
_SEATED = {"based", "headquartered", "listed"}


def _at_home(items: list[Item]) -> list[Item]:
    """Makes "the Columbus, Ohio-based retailer" one name that stands for the company spoken of."""
    at = next((i for i, item in enumerate(items) if item.kind in {"w", "V"} and item.low in _SEATED and i), None)
    if at is None:
        return items
    first = at
    while first and at - first < 5 and (items[first - 1].kind in {"L", ","} or items[first - 1].name):
        first -= 1
    if first == at or not first or items[first - 1].low not in {"the", "a", "an"}:
        return items
    last = at + 1
    while (
        last < len(items) and last - at < 5 and items[last].kind in {"w", "P", "H", "M", "O"} and not items[last].name
    ):
        last += 1
    if last == at + 1 or items[first - 1].low != "the":
        return items  # "the Seoul-based Hana Bank", "a Seoul-based firm": its name follows, or it is another
    stand_in = Item("O", items[first - 1].start, items[last - 1].end, "the company", "", "company_pronoun")
    return [*items[: first - 1], stand_in, *items[last:]]


def settle(items: list[Item]) -> list[Item]:
    """Settles words that are noun or verb by their neighbours."""
    items = _at_home(_beyond_expectations(items))
    for i, item in enumerate(items):
        before = items[i - 1] if i else None
        if item.kind == "C" and before is not None and before.kind == "C" and item.start - before.end == 1:
            item.kind, item.code, item.name = "w", "", True  # "the Ford Puma"
        after = items[i + 1] if i + 1 < len(items) else None
        if item.low in {"that", "those", "these"} and after is not None and after.low in _LANDS:
            item.kind, item.form = "O", "country_pronoun"  # "imports from that country"
        elif (
            item.kind == "M"
            and item.low == "growth"
            and before is not None
            and (before.low in {"a", "an"} or before.low in {"registering", "recording", "showing", "marking"})
            and after is not None
            and after.low == "of"
        ):
            item.kind, item.code, item.form = "N", "nominal_up", "nominal_up"  # "$14 billion, a growth of 140 percent"
        elif item.low == "in terms of" and after is not None and after.low in _TELLS_OF_SIZE:
            item.kind, after.kind = "G", "G"  # "in terms of volume, the increase was 12 percent"
        elif (
            item.kind == "V"
            and item.low == "total"
            and before is not None
            and before.kind in {"T", "E", "H"}
            and after is not None
            and after.kind in {"V", "U"}
        ):
            item.kind, item.code, item.form = "O", "", "pronoun"  # "the 10-month total was down 1.6 percent"
        elif item.kind == "M" and item.low == "units" and i > 1 and items[i - 2].low in {"exported", "imported"}:
            item.kind, item.data = "w", None  # "General Motors exported 191,250 units"
        elif item.kind == "M" and item.code in {"imports", "exports"} and _is_taxed(items, i):
            item.kind, item.data = "w", None  # "the tariffs it imposed on Chinese imports"
        elif (
            item.kind == "M"
            and item.low in {"contract", "contracts"}
            and before is not None
            and (before.kind == "U" or (before.kind == "M" and item.low == "contracts"))
            and after is not None
            and (after.kind in {"Q", "G"} or after.low in {"by", "at"})
        ):
            item.kind, item.code, item.form, item.data = "V", "down", "base", None  # "GDP will contract by 1 percent"
        elif item.kind == "M" and item.low == "market" and after is not None and after.low in _OF_MARKETS:
            item.kind, item.code, item.form, item.data = (
                "H",
                "neutral",
                "",
                None,
            )  # "the average market estimate of 19.65 trillion won"
        elif item.name and item.kind == "w" and after is not None and after.name and after.low in _QUARTERS:
            item.kind, item.code, item.form, item.low = "P", f"{item.low} {after.low}", "", f"{item.low} {after.low}"
            item.end, item.data, after.kind = after.end, {"label": item.code}, "G"
        elif (
            item.kind == "w"
            and item.low in _FIRMS
            and before is not None
            and (before.kind in {"L", "H"} or (before.name and i > 1 and items[i - 2].low == "the"))
        ):
            item.kind, item.form = "O", "company_pronoun"  # "the Korean company"
            before.kind = "H"
        elif (
            item.kind == "V"
            and (item.code == "be" or item.low in {"has", "have", "had", "having"})
            and _carries_verb(items, i + 1)
        ):
            item.kind = "U"
        elif (
            item.low == "net"
            and item.kind == "V"
            and after is not None
            and after.kind in {"M", "P", "Y"}
            and (before is None or before.kind in {",", "E", "H", "J", "K", "'", ";"})
        ):
            item.kind, item.code = "H", ""  # "net orders stood at 94"
        elif (
            item.low in _STANDINGS
            and item.kind == "V"
            and (before is None or before.kind in {",", "J", "K", ";", "E", "P", "w", "'"})
            and after is not None
            and after.kind in {"w", "P", "C", "L", "H"}
        ):
            item.kind, item.code = "H", "neutral"  # "top automaker Hyundai Motor", "chemical firm LG Chem"
        elif (
            item.kind == "V"
            and item.code == "reach"
            and item.form == "s"
            and before is not None
            and before.kind in {"J", ","}
            and after is not None
            and after.kind in {",", "J", "."}
        ):
            item.kind, item.code = "w", ""  # "camping products and books, also fell"
        elif (
            item.kind == "V"
            and item.form in _NOUN_FORMS
            and item.code in {"up", "down", "raise", "lower", "reach", "project", "aim", "other", "share", "swing"}
        ):
            nominal = before is not None and (
                before.kind in {"E", "'", "H"}
                or (before.kind == "Q" and before.form in {"percent", "points", "fraction"})
                or (
                    before.kind == "Q"
                    and before.form != "ordinal"
                    and i > 1
                    and items[i - 2].kind in {"E", "'"}
                    and not before.low.startswith("one")
                )
                or (before.kind == "D")
                or (before.kind == "T" and before.code in {"basis", "rate"})
                or (
                    before.kind == "w"
                    and i >= 2
                    and items[i - 2].kind in {"E", "Q", "H"}
                    and not before.low.endswith("s")
                    and item.code in {"up", "down"}
                    and item.form == "base"
                )
            )
            if nominal and not (before is not None and before.kind == "E" and before.low in _STANDS_ALONE):
                noun = item.code in {"up", "raise", "down", "lower"}
                item.kind = "N" if noun else "H" if item.low == "record" else "w"
                item.code = {
                    "up": "nominal_up",
                    "raise": "nominal_up",
                    "down": "nominal_down",
                    "lower": "nominal_down",
                }.get(item.code, item.code)
            elif (
                item.low == "total"
                and before is not None
                and before.low == "of"
                and after is not None
                and after.kind == "P"
            ):
                item.kind, item.code = "H", ""  # "66 percent of total memory output"
        elif item.kind == "M" and item.low in {"trade", "trading"} and before is not None and before.low in _SESSIONS:
            item.kind, item.code = "w", ""  # "slid to 3,120 pesos in morning trade"
        elif (
            item.kind == "M" and item.low == "currencies" and before is not None and before.low in {"constant", "local"}
        ):
            item.kind, item.code = "w", ""  # "at constant currencies"
        elif item.kind == "M" and item.low == "valued at" and _has_metric_before(items, i):
            item.kind, item.code, item.form = "V", "reach", "past"  # "exports were valued at $5 billion"
        elif item.kind == "W" and item.low in {"that", "those"} and _is_pronoun(before, after):
            item.kind, item.form = "O", "pronoun"  # "that of the secondary industry", "that in manufacturing"
        elif (
            item.kind == "P"
            and item.code == "output"
            and after is not None
            and (
                after.low in {"of", "in", "at", "from"}
                or (before is not None and before.kind in {"w", "P", "'", "L"} and after.kind == "V")
            )
        ):
            item.kind, item.code, item.data = (
                "M",
                "industrial_production",
                {**entry("industrial_production"), "strength": "weak"},
            )
        elif item.kind == "M" and item.low in {"growth", "growth rate"} and before is not None and before.kind == "M":
            item.kind, item.code, item.form, item.data = "N", "nominal_up", "nominal_up", None  # "passenger growth"
        elif (
            item.low in _FIGURES
            and item.kind == "w"
            and before is not None
            and before.kind == "T"
            and before.code == "rate"
        ):
            item.kind, item.form = "O", "pronoun"  # "the annual figure"
        elif item.low == "terms" and before is not None:
            _terms(items, i)
        elif (
            item.kind in {"M", "w"}
            and item.low in _TELLS_OF_SIZE
            and before is not None
            and before.low in {"in", "by"}
            and not (after is not None and after.kind in {"M", "w", "P"})
        ):
            before.kind, item.kind = "G", "G"  # "fell 4.5% in volume"
        elif item.kind == "P" and item.low in _MAKERS and before is not None and before.kind == "P":
            item.kind, item.code = "w", ""  # "battery manufacturers"
        elif item.kind in {"M", "P"} and after is not None and after.low in _FIRMS - {"group", "bank"}:
            item.kind = "H"  # "a food delivery company", "the world's largest beverage maker"
        elif (
            item.kind == "M"
            and item.low == "pay"
            and before is not None
            and (before.kind in {"U", "C", "O", "J"} or before.low == "to")
        ):
            item.kind, item.code, item.form, item.data = "V", "other", "base", None
        elif item.kind == "V" and item.low in {"excluding", "including"}:
            item.kind, item.code = "R", ""
        elif (
            item.kind == "V"
            and item.low in _ADJECTIVES
            and after is not None
            and after.kind in {"M", "P", "w", "H", "Y"}
            and (before is None or before.kind in {",", "E", "H", "J", "K", "'", ";", "R"})
        ):
            item.kind, item.code = "H", ""  # "gross public debt", "average house prices"
        elif (
            item.kind == "V"
            and item.form == "past"
            and item.code != "be"
            and before is not None
            and (before.kind == "'" or (before.kind == "E" and before.low not in _STANDS_ALONE))
            and after is not None
            and after.kind in {"M", "P", "w", "H", "Y", "N", "S"}
            and not after.low.endswith("ly")
        ):
            item.kind, item.code = "H", ""  # "the combined market share", "its planned investment"
        elif (
            item.kind == "V"
            and item.low in _SAYING_NOUNS
            and before is not None
            and before.kind in {"E", "H", "I", "P", "M", "'"}
        ):
            item.kind, item.code = "w", ""  # "the Treasury note fell", "a survey showed"
        elif item.kind == "w" and _is_past(item, before, after):
            item.kind, item.code, item.form = "V", "other", "past"
        elif (
            item.kind == "D"
            and item.low in {"over", "under", "above", "below", "off", "behind", "up", "down"}
            and (not _beside_number(items, i) or (item.low == "over" and after is not None and after.kind == "T"))
        ):
            if item.low not in {"up", "down", "off"}:
                item.kind, item.code = "R", ""
        elif (
            item.kind == "N"
            and item.low in _VERB_LIKE
            and not (before is not None and before.kind in {"E", "H", "Q", "'", "D", "R"})
            and after is not None
        ):
            if after.kind in {"Q", "R", "D", "G", "T", "E"} and after.low not in {"of", "in", "and"}:
                item.kind, item.code = "V", "up" if item.code == "nominal_up" else "down"
                item.form = "base" if not item.low.endswith("s") else "s"
    return items


#: Determiners that may be subjects themselves: "all reported growth".
_STANDS_ALONE = {"that", "these", "those", "this", "all", "some", "both", "each", "any"}


_FIGURES = {"figure", "number", "reading", "tally", "print", "result"}


def _is_pronoun(before: Item | None, after: Item | None) -> bool:
    """Whether "that" stands for a noun: at the head of a phrase ("and that of imports") and no relative ("the index that")."""
    if before is None and after is not None and after.kind in {"V", "U"}:
        return True  # "That was down 34 percent"
    if after is None or after.kind != "R" or after.low not in {"of", "in", "for", "on", "from", "to", "with"}:
        return False
    return before is None or before.kind in {",", ";", "J", "K", "X", "V", "R", "D"} or before.low == "than"


def _has_metric_before(items: list[Item], i: int) -> bool:
    """Whether the clause's subject is a metric already."""
    for item in reversed(items[:i]):
        if item.kind == "M":
            return True
        if item.kind in {",", "V", "K", ";"}:
            return False
    return False


def _is_taxed(items: list[Item], i: int) -> bool:
    """Whether goods that come in are what a tariff named before is laid on."""
    j = i - 1
    while j >= 0 and items[j].kind in {"L", "P", "w", "H", "E", "J", "'", "G"} and items[j].low != "on":
        j -= 1
    if j < 1 or items[j].low not in {"on", "against"}:
        return False
    return any(item.kind == "M" and item.code == "tariff_rate" for item in items[max(0, j - 8) : j])


def _terms(items: list[Item], i: int) -> None:
    """Makes "in U.S. dollar terms", "in volume terms" one adverbial that names no place or product."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if items[j].kind in {"Q", "V", ","}:
            return
        if items[j].low == "in":
            for item in items[j : i + 1]:
                item.kind = "G"
            return


def _is_past(item: Item, before: Item | None, after: Item | None) -> bool:
    """Whether an unknown word in -ed is a verb: behind a name or noun and before an object or preposition ("manufacturing bucked the trend")."""
    return (
        item.low.endswith("ed")
        and len(item.low) > 4
        and not item.name
        and before is not None
        and before.kind in {"w", "P", "M", "L", "C", "O", "B", "I", "S", "G"}
        and after is not None
        and (
            after.kind in {"E", "R", "H", "O", "T"}
            or (before.kind in {"C", "O"} and after.kind in {"C", "L", "P", "w", "M"} and item.low not in _OWNED)
        )
    )


#: "Up 10 percent in volume and 23 percent in value": what a change was measured in.
_TELLS_OF_SIZE = {"volume", "value", "quantity", "tonnage", "turnover"}


#: Participles that tie a name to the noun behind: "a Samsung-backed startup", "the Hanwha-led group".
_OWNED = {
    "based", "backed", "owned", "led", "listed", "headquartered", "affiliated", "linked", "made", "branded", "designed", "related",
    "invested", "funded", "controlled", "operated", "run", "built", "centered", "centred", "dominated", "sponsored", "supplied",
}  # fmt: skip


#: What markets expect, and who is in them.
_OF_MARKETS = {
    "estimate", "estimates", "consensus", "expectation", "expectations", "forecast", "forecasts", "projection", "projections",
    "watchers", "observers", "participants",
}  # fmt: skip
#: Parts of a country or town by their last word: "Dongjak District".
_QUARTERS = {"district", "ward", "county", "province", "prefecture"}


#: Words that are verbs elsewhere, adjectives or nouns before the name of a firm.
_STANDINGS = {"top", "leading", "firm"}


#: Who makes the product named before them.
_MAKERS = {
    "manufacturers",
    "manufacturer",
    "makers",
    "producers",
    "businesses",
    "retailers",
    "industry",
    "firms",
    "companies",
}


_FIRMS = {
    "company", "firm", "carmaker", "automaker", "chipmaker", "conglomerate", "retailer", "lender", "bank",
    "manufacturer", "giant", "group", "maker",
}  # fmt: skip


def _beside_number(items: list[Item], i: int) -> bool:
    """Whether a number stands right before or after, past articles and adverbs."""
    for step in (1, -1):
        j = i + step
        while 0 <= j < len(items) and items[j].kind in {"E", "G", "H"}:
            j += step
        if 0 <= j < len(items) and items[j].kind == "Q":
            return True
    return False


def _carries_verb(items: list[Item], at: int) -> bool:
    """Whether a participle follows, so that the form of be or have before it is an auxiliary."""
    while at < len(items) and items[at].kind in {"G", "U"}:
        at += 1
    return (
        at < len(items)
        and items[at].kind in {"V", "A"}
        and items[at].form in {"past", "ing"}
        and items[at].code != "be"
    ) or (at < len(items) and items[at].low == "been")


_VERB_LIKE = {
    "increase", "increases", "rise", "rises", "gain", "gains", "jump", "surge", "climb", "advance", "leap", "spike",
    "rebound", "decrease", "decreases",
    "decline", "declines", "drop", "drops", "fall", "falls", "dip", "slump", "plunge", "slide", "tumble", "slip",
    "rally", "retreat", "bounce", "crash",
}  # fmt: skip
