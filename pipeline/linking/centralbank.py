"""Central bank: whose rate and whose outlook a central bank's numbers are, where no country stands beside them."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.state import Held
from pipeline.linking.story import within
from pipeline.vocabulary.trie import Mention

#: What a central bank foretells of its own country where no other is named: "The BOJ cut its inflation forecast to 2.4%".
_FORETOLD_AT_HOME = {"consumer_prices", "core_consumer_prices", "gdp", "unemployment_rate"}


@only(codes=_FORETOLD_AT_HOME | {"policy_rate"})
def of_central_bank(draft: Draft) -> None:
    """The country of the bank that sets a rate or foretells prices: "the Swiss National Bank kept its rate at 1.75%"."""
    phrase, code = draft.scene.phrase, draft.metric.code
    if code in _FORETOLD_AT_HOME:
        above = draft.scene.parent if draft.clause.link in {"content", "ellipsis"} else None
        body = next(iter([*phrase.bodies, *(above.phrase.bodies if above is not None else [])]), None)
        if draft.frame.reporter is None and not draft.partners and body is not None:
            draft.holder = _home_of(body) or draft.holder
        return
    if (owner := _owner_of(draft)) is not None:
        draft.holder, draft.products, draft.partners = owner, [], []
        return
    if phrase.reporters or phrase.bare:
        return
    if not phrase.bodies:
        draft.holder = _bank_of_line(draft) or draft.holder
        return
    draft.holder = _home_of(phrase.bodies[-1]) or draft.holder


def _owner_of(draft: Draft) -> Held | None:
    """The country of the bank whose steps a number counts, whoever the sentence is about: "Peru's builders recover, helped by the Riksbank's
    combined 75 basis points of cuts"."""
    items = draft.items
    before = next((i for i in range(draft.at - 1, 0, -1) if items[i].kind not in {"H", "G", "w", "V"}), 0)
    if not before or items[before].kind != "'" or items[before - 1].kind != "B":
        return None
    return _home_of(items[before - 1])


def _home_of(body: Item | Mention) -> Held | None:
    """The country of a body that is a central bank; None of any other, and of a bank of several countries."""
    country = body.data.get("country") or ""
    if body.data.get("role") != "central_bank" or len(country) != 2:
        return None
    return Held(country, body.start, body.end)


def _bank_of_line(draft: Draft) -> Held | None:
    """The country of the central bank named last in the paragraph, unless another place was named since: "The Riksbank meets on
    Tuesday. Economists expect it to keep rates at 2 percent"."""
    story, start = draft.story, draft.items[draft.at].start
    for mention in within(story.mentions.names, story.text.rfind("\n", 0, start) + 1, start)[::-1]:
        if mention.kind == "place":
            return None
        if mention.kind == "body" and (home := _home_of(mention)) is not None:
            return home
    return None
