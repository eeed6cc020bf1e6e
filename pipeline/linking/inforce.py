"""In force: the time of a tariff that names none."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.period import When
from pipeline.periods.period import Period
from pipeline.vocabulary import entries


@only(codes={"tariff_rate"}, measures={"level"})
def in_force(draft: Draft) -> When | None:
    """The year of the news for a tariff without a time of its own, whatever time the trade around it is told of: "Exports fell in
    August. Washington levies a 15 percent tariff on Swiss goods"."""
    when, story, published = draft.when, draft.story, draft.story.document.published_at
    if published is None:
        return None
    told = story.facts[-1].metric if story.facts else ""
    aside = any(s.clause.link == "relative" and s.parent is draft.scene and s.facts for s in story.scenes)
    aside = (
        aside and told != "tariff_rate"
    )  # "Vietnam, which sold $137 billion of goods last year, faces a 46 percent levy"
    if when.how == "read" or (when.how == "sentence" and not (aside or draft.reading.old)):
        return None
    same = told == "tariff_rate" and when.period is not None and story.facts[-1].period == when.period.iso
    if when.how == "paragraph" and same:
        return None
    sentence = story.low
    if any(term in sentence for term in entries.words("tariffs", "earlier_terms")):
        return When(None, how="document")  # "In his first term China imposed tariffs of 25 percent"
    return When(Period.year(published.year), how="document")


#: Days before the news within which a day without its year is one that a tariff has been in force since, and behind it within
#: which it is one that a tariff is to come into force on.
_LONG_AGO, _SOON = 300, 150


def in_force_from(draft: Draft, item: Item, period: Period | None) -> Period | None:
    """The coming day or month of a name that a tariff holds from: "will impose duties of 34 percent from April 10", written in April,
    "will charge 25 percent, rising to 50 percent on Jan. 1"."""
    mention, published = item.data, draft.story.document.published_at
    if period is None or published is None or mention.origin != "partial" or mention.bare not in {"day", "month"}:
        return None
    later, past = period.shift(years=1), (published - period.last).days
    if past <= 0 or (later.first - published).days > _SOON:
        return None
    ahead = any(x.kind == "U" and x.low in {"will", "would"} for s in draft.story.scenes for x in s.clause.items)
    return later if ahead or past > _LONG_AGO else None
