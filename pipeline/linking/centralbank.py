"""Central bank: whose rate and whose outlook a central bank's numbers are, where no country stands beside them."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.state import Held
from pipeline.linking.story import within

#: What a central bank foretells of its own country where no other is named: "The BOJ cut its inflation forecast to 2.4%".
_FORETOLD_AT_HOME = {"consumer_prices", "core_consumer_prices", "gdp", "unemployment_rate"}


def of_central_bank(draft: Draft) -> None:
    """The country of the bank that sets a rate or foretells prices: "the Swiss National Bank kept its rate at 1.75%"."""
    phrase, code = draft.scene.phrase, draft.metric.code
    if code in _FORETOLD_AT_HOME:
        above = draft.scene.parent if draft.clause.link in {"content", "ellipsis"} else None
        body = next(iter([*phrase.bodies, *(above.phrase.bodies if above is not None else [])]), None)
        nobody = draft.frame.reporter is None and not draft.partners
        if (
            nobody
            and body is not None
            and body.data.get("role") == "central_bank"
            and len(body.data.get("country") or "") == 2
        ):
            draft.holder = Held(body.data["country"], body.start, body.end)
        return
    if code != "policy_rate" or phrase.reporters or phrase.bare:
        return
    if not phrase.bodies:
        draft.holder = _bank_of_line(draft) or draft.holder
        return
    body = phrase.bodies[-1]
    if body.data.get("role") == "central_bank" and len(body.data.get("country") or "") == 2:
        draft.holder = Held(body.data["country"], body.start, body.end)


def _bank_of_line(draft: Draft) -> Held | None:
    """The country of the central bank named last in the paragraph, unless another place was named since: "The Riksbank meets on
    Tuesday. Economists expect it to keep rates at 2 percent"."""
    story, start = draft.story, draft.items[draft.at].start
    for mention in within(story.mentions.names, story.text.rfind("\n", 0, start) + 1, start)[::-1]:
        if mention.kind == "place":
            return None
        country = mention.data.get("country") or "" if mention.kind == "body" else ""
        if len(country) == 2 and mention.data.get("role") == "central_bank":
            return Held(country, mention.start, mention.end)
    return None
