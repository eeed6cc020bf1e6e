"""Account: the numbers that became no fact."""

from __future__ import annotations

from pipeline.fact import Leftover
from pipeline.linking.story import Story
from pipeline.quantities.quantity import Quantity

#: Kinds of numbers that tell of time and order and become no fact; the kind is the reason.
TELLING = {"ordinal", "duration"}


def account_for_rest(story: Story) -> None:
    """Leaves over every number that no sentence dealt with: those that are no quantity, those of dates, those whose words another item holds."""
    source = story.document.id
    done = {fact.char_start for fact in story.facts} | {row.char_start for row in story.leftovers}
    for item in story.mentions.rejected:
        story.leftovers.append(
            Leftover(source, item.text, item.start, item.end, item.reason, sentence=line_at(story, item.start))
        )
    for time in story.mentions.periods:
        if any(map(str.isdigit, time.text)):
            story.leftovers.append(
                Leftover(source, time.text, time.start, time.end, "date", sentence=line_at(story, time.start))
            )
    for number in story.mentions.quantities:
        if number.start not in done:
            row = Leftover(
                source,
                number.text,
                number.start,
                number.end,
                number.kind if number.kind in TELLING else "no metric",
                number.value,
                number.unit,
                line_at(story, number.start),
            )
            story.leftovers.append(row)


def line_at(story: Story, at: int) -> str:
    """The line of the text that holds a character, at most 500 characters to either side."""
    reach = max(0, at - 500)
    begin = max(story.text.rfind("\n", reach, at) + 1, reach)
    end = story.text.find("\n", at, at + 500)
    return story.text[begin : end if end >= 0 else at + 500].strip()


def leave(story: Story, quantity: Quantity, reason: str) -> None:
    story.leftovers.append(
        Leftover(
            story.document.id,
            quantity.text,
            quantity.start,
            quantity.end,
            reason,
            quantity.value,
            quantity.unit,
            story.text[story.sentence.start : story.sentence.end],
        )
    )
