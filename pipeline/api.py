"""The Python interface: articles in, a pandas DataFrame of facts out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import MIN_CONFIDENCE
from pipeline.document import Document

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: Columns with few different values.
_CATEGORIES = ("metric", "measure", "unit", "bound", "status", "basis", "adjustment")
_DATES = ("period_start", "period_end", "published_at")


def read(path: str | Path | Iterable[str | Path]) -> list[Document]:
    """The articles of files, folders, globs or archives as documents, in the order of the input.

    What cannot be read is left out with a warning that says why. Raises `pipeline.readers.InputError` for an input
    that does not exist.
    """
    from pipeline import readers

    documents: list[Document] = []
    for source in readers.plan(path if isinstance(path, str | Path) else list(path)):
        for item in readers.read(source):
            if isinstance(item, Document):
                documents.append(item)
            else:
                warnings.warn(f"{item.path}: {item.reason} {item.detail}".rstrip(), stacklevel=2)
    return documents


def extract(
    source: str | Path | Document | Iterable[str | Path | Document],
    *,
    out: str | Path | None = None,
    min_confidence: float = MIN_CONFIDENCE,
) -> pd.DataFrame:
    """The facts of articles, one row each, in the order of the text.

    `source` is a path (file, folder, glob, archive), a Document, or several of these. With `out` the tables are also
    written to that folder as `newsfacts extract` does, and the frame holds all facts in it. Facts less sure than
    `min_confidence` are left out. Columns are those of the facts table: dates are `datetime64`, text is `string`, columns
    with few values are categories.
    """
    given = [source] if isinstance(source, str | Path | Document) else list(source)
    if out is not None:
        return _frame(_stored(given, Path(out), min_confidence))
    from pipeline.extract import extract_batch

    documents: list[Document] = []
    for item in given:
        documents += [item] if isinstance(item, Document) else read(item)
    facts = extract_batch(documents).facts
    if min_confidence:
        import pyarrow.compute as pc

        facts = facts.filter(pc.greater_equal(facts["confidence"], min_confidence))
    return _frame(facts)


def _stored(paths: list[Any], out: Path, min_confidence: float) -> pa.Table:
    from pipeline.engines import engine
    from pipeline.progress import Silent
    from pipeline.run import Options, run
    from pipeline.show import rows_of

    if any(isinstance(path, Document) for path in paths):
        raise TypeError("out= needs paths: documents in memory have no file that a later run could compare")
    options = Options(tuple(str(path) for path in paths), out, min_confidence=min_confidence)
    with engine("inline") as pool:
        run(options, pool, Silent())
    return rows_of(out)


def _frame(facts: pa.Table) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa

    frame = facts.to_pandas(types_mapper={pa.string(): pd.StringDtype()}.get)
    for name in _DATES:
        frame[name] = pd.to_datetime(frame[name])
    for name in _CATEGORIES:
        frame[name] = frame[name].astype("category")
    return frame
