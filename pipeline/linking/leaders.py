"""Leaders: goods, branches and investors that a list or a row names with each of its numbers."""

from __future__ import annotations

from pipeline.linking import phrases
from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.part import Part
from pipeline.linking.phrases import Product
from pipeline.linking.story import about_company
from pipeline.linking.subject import FLOWS
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_LED = entries.words("phrases", "led")
_COMES = entries.words("phrases", "comes")

#: What stands between the first of several and its number.
_BEHIND_LEADER = (["with"], [",", "with"], [",", "up"], [",", "down"], [",", "at"], ["at"], [",", "by"], [","])


def single_out(part: Part) -> None:
    """The good or branch that leads a list, or that a number comes from: "led by leisure and hospitality, with 58,000",
    "110,000 came from the services sector"."""
    items, at = part.items, part.at
    if part.share:
        return
    led = _leader(items, at) if "by" in part.clause.lows else []
    if leader := led or _next_of_row(items, at):
        part.products = leader
        return
    if part.quantity.kind == "percent":
        return
    ahead = items[at + 1 : at + 6]
    named: Item | None = None
    if len(ahead) > 2 and ahead[0].low in _COMES and ahead[1].low == "from":
        named = next((item for item in ahead[2:4] if item.kind == "P"), None)
    if named is not None:
        part.products = [Product(named.code, named.start, named.end)]


def _leader(items: list[Item], at: int) -> list[Product]:
    """The goods right before a number that lead a list or follow in it: "led by leisure and hospitality, with", "followed by tools at"."""
    by = next(
        (i for i in range(at - 1, max(0, at - 10), -1) if items[i].low == "by" and items[i - 1].low in _LED), None
    )
    if by is None:
        return []
    last = next((i for i in range(at - 1, by, -1) if items[i].kind in {"P", "w"}), by)
    if [item.low for item in items[last + 1 : at]] not in _BEHIND_LEADER:
        return []
    named = phrases.read(items[by + 1 : last + 1])
    whole = not (named.metric or named.companies or named.bare or named.reporters or named.partners)
    return [good for good in named.products if good.strong] if whole else []


def _next_of_row(items: list[Item], at: int) -> list[Product]:
    """The good that a change stands behind in a row of them: "coal, which fell 23 percent, and natural gas, down 5 percent"."""
    if at < 5 or items[at - 1].kind != "D" or items[at - 2].kind != "," or items[at - 3].kind != "P":
        return []
    joined = items[at - 4].kind == "J" or (items[at - 4].kind == "," and items[at - 5].kind == "Q")
    told = any(item.form == "percent" for item in items[: at - 3])
    good = items[at - 3]
    return [Product(good.code, good.start, good.end)] if joined and told else []


@only(codes={"net_buying"}, links={"same"})
def name_traders(part: Part) -> None:
    """Who buys or sells on balance, named in a clause that hangs on another's: "offsetting net selling by foreigners of 3 billion"."""
    kinds = entries.words("markets", "investors")
    named = [Product(x.code, x.start, x.end) for x in part.items[: part.at] if x.kind == "P" and x.low in kinds]
    if named:
        part.products = named if part.order >= 0 else named[-1:]


def _worked_in(items: list[Item], at: int) -> Item | None:
    """The branch behind jobs that come or go in it: "9,500 jobs were created in industry", "30,000 in farming"."""
    behind = [item for item in items[at + 1 : at + 7] if item.kind not in {"U", "G", "E"}]
    to = next((i for i, item in enumerate(behind[:3]) if item.low == "in"), None)
    if to is None or len(behind) < to + 2 or behind[to + 1].kind != "P":
        return None
    return behind[to + 1] if [item.kind for item in behind[:to]] in (["M", "V"], ["V"], []) else None


@only(readings={"jobs gained or lost"})
def name_employers(part: Part) -> None:
    """The employers that no list knows in a row of branches that add or lose jobs: "local governments 9,000 and banks 4,000",
    "health care (39,000) and government (25,000)"."""
    clause = part.scene.clause
    if (branch := _worked_in(part.items, part.at)) is not None:
        part.products = [Product(branch.code, branch.start, branch.end)]
    if clause.link not in {"ellipsis", "paren"}:
        return
    row = part.items[: part.at] if clause.link == "ellipsis" else clause.before[-1:]
    row = [item for item in row if item.kind not in {"E", "J", ",", "G"}]
    if not 0 < len(row) < 4 or any(item.kind not in {"w", "B", "H"} for item in row):
        return
    if any(item.kind == "w" and not item.low.isalpha() for item in row):
        return
    part.products = [Product(" ".join(item.low for item in row), row[0].start, row[-1].end)]


def leads_with(part: Part) -> bool:
    """Whether a branch that no list knows is told to lead with a flow: "Agritech led with $8 billion in exports"."""
    verb, goods = part.scene.verb, part.frame.products
    if (
        verb is None
        or part.metric.code not in FLOWS
        or part.frame.fresh
        or not (len(goods) == 1 or goods and part.order >= 0)
    ):
        return False
    leads = verb.low in entries.words("readings", "leads") or verb.low in entries.words("timing", "logged")
    leads = leads or verb.low in entries.words("scenes", "sees")  # "The toy sector saw a rise in exports of 6 percent"
    return leads and goods[0].end < verb.start and not about_company(part.story)
