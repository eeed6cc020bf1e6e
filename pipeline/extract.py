"""The pure function in the middle: documents in, facts and leftovers out; no files, no state, no clock."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa

from pipeline.document import Document
from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA, Fact, Leftover, to_table


class Extraction(NamedTuple):
    """What a batch of documents gave, as Arrow tables of FACT_SCHEMA and LEFTOVER_SCHEMA."""

    facts: pa.Table
    leftovers: pa.Table


def read_facts(document: Document) -> tuple[list[Fact], list[Leftover]]:
    """All facts of one document in the order of the text, and every number that became none."""
    return [], []


def extract_batch(documents: list[Document]) -> Extraction:
    """Facts and leftovers of many documents; the same documents give the same bytes."""
    facts: list[Fact] = []
    leftovers: list[Leftover] = []
    for document in documents:
        found, left = read_facts(document)
        facts += found
        leftovers += left
    return Extraction(to_table(facts, FACT_SCHEMA), to_table(leftovers, LEFTOVER_SCHEMA))
