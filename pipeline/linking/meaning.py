"""Meaning: status and basis of a number, from the cue words whose scope it stands in."""

from __future__ import annotations

from pipeline.context.status import Cue, status_of
from pipeline.linking.expectedbehind import expected_behind
from pipeline.linking.items import Item
from pipeline.linking.period import words
from pipeline.linking.story import Scene, Story, within
from pipeline.periods.period import Period, PeriodMention
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_FORETELLERS = entries.words("sources", "foretellers")

#: Behind "annual": a quarter's growth told for a year.
_PACES = (" rate", " pace", " clip")


def status_and_cue(
    story: Story, scene: Scene, at: int, quantity: Quantity, period: Period | None, metric: str
) -> tuple[str, Cue | None]:
    """Status of a number and the cue that gives it: cues before it in its clause hold, and those of the clause that introduces it."""
    cues = [cue for cue in story.cues if cue.kind == "status"]
    if metric == "fdi":
        cues = [
            cue for cue in cues if not story.text[cue.start : cue.end].lower().startswith("pledg")
        ]  # recorded pledges are data
    if (verb := expected_behind(story, scene, at)) is not None:
        return "target" if verb.code == "aim" else "forecast", None
    if scene.clause.cue in {"if", "should", "unless", "assuming"}:
        return "hypothetical", None
    cues = _without_set_in(story, scene, cues, quantity) if cues else cues
    scopes = [_own_scope(scene, at)] if cues else []
    walk, link = scene.parent, scene.clause.link
    while cues and walk is not None and link in {"content", "same", "ellipsis", "paren", "sub", "main"}:
        bare = scene.verb is not None and scene.verb.form == "base" and scene.verb in scene.clause.items
        if link in {"content", "ellipsis", "paren"} or (link in {"same", "main"} and (scene.verb is None or bare)):
            scopes.append((walk.start, min(walk.end, quantity.start)))
        if link in {"main", "sub"} and walk.clause.link == "content" and _has_happened(scene, walk):
            break  # "sees sales falling 5 percent next year, and its shares dropped 8 percent"
        link, walk = walk.clause.link, walk.parent
    return status_of(cues, quantity.start, scopes, period, story.document.published_at)


def _without_set_in(story: Story, scene: Scene, cues: list[Cue], quantity: Quantity) -> list[Cue]:
    """The cues without those of a relative that is set in before a number of another clause: "Revenue, which analysts had expected to
    come in at 21.6 billion, rose 19 percent"."""
    above: list[Scene] = []
    walk: Scene | None = scene
    while walk is not None:
        above.append(walk)
        walk = walk.parent
    for other in story.scenes:
        if other.clause.link == "relative" and other.end <= quantity.start and other.parent in above:
            if other not in above:
                cues = [cue for cue in cues if not other.start <= cue.start < other.end]
    return cues


def _has_happened(scene: Scene, foretold: Scene) -> bool:
    """Whether a clause tells with a verb of its own what has been, behind one on what is foretold in another form."""
    if scene.verb is None or scene.verb.form != "past" or scene.verb not in scene.clause.items or foretold.verb is None:
        return False
    if any(item.kind == "U" for item in scene.clause.items[: scene.clause.items.index(scene.verb)]):
        return False
    return foretold.verb.form in {"ing", "base"}


def _behind_subject(scene: Scene, at: int) -> int:
    """Where the cues that hold for a count end: behind the auxiliary of its verb where it opens its clause ("2,300 jobs will go"), else
    at the number itself."""
    items = scene.clause.items
    if items[at].form not in {"count", "number"} or any(
        item.kind not in {"G", "E", "H", "J", "K"} for item in items[:at]
    ):
        return items[at].start
    aside = False
    for i, item in enumerate(items[at + 1 :], at + 1):
        if item.kind == "," and (aside or items[i + 1 : i + 2] and items[i + 1].low == "or"):
            aside = not aside  # "500 jobs, or 9 percent of the total, could go"
        if aside or item.kind == ",":
            continue
        if item.kind == "U" and item.low in {"will", "would", "could", "may", "might"}:
            return item.end
        if item.kind not in {"P", "M", "w", "H", "R", "E", "L", "C", "G"}:
            break
    return items[at].start


def _own_scope(scene: Scene, at: int) -> tuple[int, int]:
    """The stretch of its clause whose cues hold for a number: all before it; in a comparison from the number before to the next one."""
    items = scene.clause.items
    if scene.clause.link != "compare":
        targets, kinds = words("targets"), words("kinds_of_targets")
        behind = items[at + 1 : at + 4]
        noun = next((item for item in behind if item.low in targets or item.low not in kinds), None)
        called = noun is not None and (
            noun.low in targets or (noun.kind == "M" and noun.low.rpartition(" ")[2] in targets)
        )
        foretold = noun if called else _foretold_behind(items, at)  # "a 7% growth target"
        return scene.start, _behind_subject(scene, at) if foretold is None else foretold.end  # "its 33 per cent target"
    begin = next((items[j].end for j in range(at - 1, -1, -1) if items[j].kind == "Q"), scene.start)
    end = next((items[j].start for j in range(at + 1, len(items)) if items[j].kind in {"Q", "J"}), scene.end)
    return begin, end


#: So many items behind a number says at most who expected it.
_FEW = 7


def _foretold_behind(items: list[Item], at: int) -> Item | None:
    """The word that says behind a number that it was expected: "above the $9.31 billion expected by Wall Street", "the 4.4% rise forecast
    in a poll", "the 4.2% analysts had expected", "the $66 billion economists were looking for"."""
    behind = items[at + 1 : at + _FEW]
    while behind and behind[0].kind in {"N", "M", "Y"}:
        behind = behind[1:]
    if not behind:
        return None
    if behind[0].low in _FORETELLERS:
        rest = [item for item in behind[1:] if item.low not in {"had", "have", "were"}][:1]
        looking = bool(rest) and (rest[0].code == "project" or rest[0].low == "looking")
        return rest[0] if looking else None
    after = behind[1] if len(behind) > 1 else None
    ends = after is None or after.kind in {".", ",", "T"} or after.low in {"by", "in", "for"}
    past = behind[0].form == "past" or behind[0].low == "forecast"
    return behind[0] if ends and past and behind[0].code == "project" else None


def adjustment_of(story: Story, scene: Scene, quantity: Quantity) -> str | None:
    """How a number is adjusted, all ways joined by "+": by the cues of its clause, or nearer to it than to any other number."""
    if not story.cues:
        return None
    numbers = story.quantities
    ways = {
        way
        for cue in story.cues
        if cue.kind == "adjustment"
        and (
            scene.start <= cue.start < scene.end
            or min(numbers, key=lambda number: abs(number.start - cue.start), default=None) is quantity
        )
        for way in cue.code.split("+")
    }
    return "+".join(sorted(ways)) or None


def basis_and_cue(
    story: Story, scene: Scene, at: int, measure: str, metric: str
) -> tuple[str | None, tuple[int, int] | None]:
    """What a change is compared with, and the characters that say so: the nearest basis the sentence names."""
    if not measure.startswith("change"):
        return None, None
    items = scene.clause.items
    number = items[at]
    found: list[tuple[int, str, int, int]] = []
    for mention in story.periods:
        if (
            mention.basis
            and not _is_time_of_number(story, mention)
            and not _dates_another(story, items[at].data, mention.start)
            and not _names_forecast(story, mention.end)
        ):
            found.append((abs(mention.start - number.end), mention.basis, mention.start, mention.end))
    for cue in story.cues:
        if cue.kind == "basis":
            found.append((abs(cue.start - number.end), cue.code, cue.start, cue.end))
    if found:
        _, basis, start, end = min(found)
        paced = metric == "gdp" and story.text.startswith(_PACES, end)
        return "qoq" if paced else basis, (start, end)  # "grew at an annual rate of 2.8 percent": a quarter's growth
    return None, None


def _names_forecast(story: Story, end: int) -> bool:
    """Whether a time that a number is set against is that of a forecast, which says nothing of what a change is counted from: "compared
    with its August estimate of 2 percent"."""
    behind = story.text[end : end + _WORD].lower().replace("’s", "").replace("'s", "").split()
    return bool(behind) and behind[0].rstrip(".,;") in words("foresight")


#: So many characters hold the word behind a time, and the ending of one that owns the number behind it.
_WORD, _OWNED = 24, 4


def _is_time_of_number(story: Story, mention: PeriodMention) -> bool:
    """Whether a comparison's time is that of the number right before or behind it: "from 1.8 percent in September", "faster than
    December's 3.5 percent"."""
    before = within(story.mentions.quantities, story.sentence.start, mention.start)
    behind = within(story.mentions.quantities, mention.end, mention.end + _OWNED)
    if behind and story.text[mention.end : behind[0].start].strip() in {"'s", "’s"}:
        return True
    return (
        bool(before)
        and story.text[before[-1].end : mention.start].strip().lower()
        in {"in", "for", "during", "in the", "at", "as of"}
        and mention.start - before[-1].end < 9
    )


def _dates_another(story: Story, quantity: Quantity, mention_start: int) -> bool:
    """Whether a comparison belongs to another number: "8.2 percent, up from 7.8 percent in the previous quarter"."""
    between = within(story.mentions.quantities, quantity.end, mention_start)
    return bool(between) and mention_start - between[-1].end < 8
