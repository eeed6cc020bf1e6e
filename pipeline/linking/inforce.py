"""In force: the time of a tariff that names none."""

from __future__ import annotations

from pipeline.linking.draft import Draft
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
