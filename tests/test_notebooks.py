"""The notebooks run from top to bottom on the seeds as the pipeline reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.document import DOCUMENT_SCHEMA
from pipeline.extract import extract_batch
from pipeline.readers import Reject, read
from pipeline.reconcile import reconcile_run

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run on the seeds."""
    out = tmp_path_factory.mktemp("outputs")
    documents = [
        item for path in sorted((ROOT / "seeds").iterdir()) for item in read(path) if not isinstance(item, Reject)
    ]
    facts, leftovers = extract_batch(documents)
    pq.write_table(facts, out / "facts.parquet")
    pq.write_table(leftovers, out / "leftovers.parquet")
    rows = [{name: getattr(document, name) for name in DOCUMENT_SCHEMA.names} for document in documents]
    pq.write_table(pa.Table.from_pylist(rows, schema=DOCUMENT_SCHEMA), out / "documents.parquet")
    reconcile_run(out)
    return out


def outputs(path: Path) -> list[dict[str, Any]]:
    """All outputs of a notebook's cells after running it in its own folder."""
    book = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(book, timeout=100, resources={"metadata": {"path": str(path.parent)}}).execute()
    return [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]


#: What a reader must find in the outputs: figures of the seeds, and as many plots.
SHOWN = {
    "1-facts-in-pandas": (["152.6", "66.04", "704.0", "709.7", "697.1", "KITA"], 2),
    "2-facts-in-duckdb": (["152.6", "704.0", "709.7", "agree"], 0),
    "3-checking-a-run": (["confirmed", "single", "agree", "reason", "[["], 0),
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSFACTS_OUT", str(run))
    found = outputs(path)
    assert not [output for output in found if output.get("name") == "stderr"], "a notebook warns of nothing"
    shown = "\n".join(output.get("text") or output["data"].get("text/plain", "") for output in found)
    words, plots = SHOWN[path.stem]
    assert [word for word in words if word not in shown] == []
    assert sum("image/png" in output.get("data", {}) for output in found) == plots


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(cell.execution_count is None and cell.outputs == [] for cell in code)
    assert not any("pip install" in cell.source or cell.source[:1] == "!" for cell in code)


def test_every_notebook_is_known() -> None:
    assert [path.stem for path in NOTEBOOKS] == sorted(SHOWN)
