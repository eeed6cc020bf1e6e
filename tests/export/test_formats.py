"""Exports read back by others' readers: csv, json, openpyxl, sdmx1."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sdmx
from click.testing import CliRunner

from pipeline.commands.export import command
from pipeline.export import dictionary, text, xlsx
from pipeline.export.sdmx import DIMENSIONS, time_period
from pipeline.fact import FACT_SCHEMA, to_table
from pipeline.reconcile import reconcile_run
from tests.reconcile.gold_facts import SEEDS, fact, gold_documents, gold_table, write_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    facts = gold_table(sorted(SEEDS.glob("*.jsonl")))
    directory = write_run(tmp_path_factory.mktemp("run"), facts, gold_documents().values())
    reconcile_run(directory)
    return directory


def export(run: Path, *options: str) -> str:
    result = CliRunner().invoke(command, [str(run), *options])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()[-1]


def test_csv_holds_every_row_and_column(run: Path, tmp_path: Path) -> None:
    path = Path(export(run, "--format", "csv", "--table", "observations", "--out", str(tmp_path / "o.csv")))
    table = pq.read_table(run / "observations.parquet")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == table.schema.names
    for read, row in zip(rows, table.to_pylist(), strict=True):
        assert float(read["value"]) == row["value"]
        assert json.loads(read["fact_ids"]) == row["fact_ids"]
        assert read["product"] == (row["product"] or "")


def test_jsonl_holds_every_row_and_column(run: Path) -> None:
    path = Path(export(run, "--format", "jsonl", "--table", "facts"))
    assert path.name == "facts.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    expected = pq.read_table(run / "facts.parquet").to_pylist()
    for row in expected:
        row.update(
            {name: row[name].isoformat() for name in ("period_start", "period_end", "published_at") if row[name]}
        )
    assert rows == expected


def test_the_workbook_has_a_sheet_for_each_table(run: Path) -> None:
    book = openpyxl.load_workbook(export(run, "--format", "xlsx"))
    assert book.sheetnames == ["observations", "facts", "checks", "conflicts", "columns"]
    rows = list(book["observations"].iter_rows(values_only=True))
    table = pq.read_table(run / "observations.parquet")
    assert list(rows[0]) == table.schema.names
    assert [row[rows[0].index("value")] for row in rows[1:]] == table["value"].to_pylist()


HOSTILE = [
    "=1+1", "+1", "-1 percent", "@SUM(A1)", "\t=1", "plain", 'a "quoted", cell\nin two lines',
    '=HYPERLINK("http://example.org")',
]  # fmt: skip


def test_no_text_becomes_a_formula() -> None:
    table = pa.table({"text": HOSTILE, "number": [-1.5] * len(HOSTILE)})
    file = io.BytesIO()
    text.write(table, file, "csv")
    rows = list(csv.reader(io.StringIO(file.getvalue().decode(), newline="")))[1:]
    assert [row[0] for row in rows] == [f"'{one}" if one[0] in "=+-@\t" else one for one in HOSTILE]
    assert {row[1] for row in rows} == {"-1.5"}, "numbers stay numbers"
    book = io.BytesIO()
    xlsx.write({"sheet": table.append_column("control", pa.array(["a\x00b"] * len(HOSTILE)))}, book)
    cells = list(openpyxl.load_workbook(book)["sheet"].iter_rows(min_row=2))
    assert {cell.data_type for row in cells for cell in row} == {"s", "n"}
    assert cells[0][2].value == "a\ufffdb"


def test_a_sheet_does_not_hold_more_than_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    with pytest.raises(ValueError, match="facts has 3 rows"):
        xlsx.write({"facts": pa.table({"a": [1, 2, 3]})}, io.BytesIO())


def read_sdmx(path: Path) -> tuple[Any, list[Any]]:
    structure = sdmx.read_sdmx(path.with_name(path.name.replace(".csv", ".structure.xml")))
    flow = structure.dataflow["OBSERVATIONS"]
    return flow, sdmx.read_sdmx(path, structure=flow).data[0].obs


def test_sdmx_csv_is_read_back_with_its_structure(run: Path) -> None:
    path = Path(export(run, "--format", "sdmx-csv"))
    flow, observations = read_sdmx(path)
    assert [dimension.id for dimension in flow.structure.dimensions] == DIMENSIONS
    assert [attribute.id for attribute in flow.structure.attributes] == ["UNIT_MULT", "OBS_STATUS", "BOUND", "SOURCE"]
    rows = {tuple(str(value.value) for value in one.dimension.values.values()): one for one in observations}
    assert len(rows) == len(observations), "no two observations share a key"
    chips = rows["_O", "KR", "_Z", "exports", "semiconductors", "N", "USD", "_Z", "actual", "_Z", "2025-01-01/P11M"]
    assert float(chips.value) == 152.6e9
    attached = {name: attribute.value for name, attribute in chips.attached_attribute.items()}
    assert attached == {
        "UNIT_MULT": "0",
        "OBS_STATUS": "A",
        "BOUND": "eq",
        "SOURCE": "001_1599bf9d5883437d 044_0000278327",
    }
    forecast = rows["A", "KR", "_Z", "exports", "_T", "N", "USD", "_Z", "forecast", "KITA", "2026"]
    assert (float(forecast.value), forecast.attached_attribute["OBS_STATUS"].value) == (711e9, "F")
    growth = rows["M", "KR", "US", "exports", "_T", "GY", "%", "_Z", "actual", "_Z", "2025-11"]
    assert float(growth.value) in (13.7, -0.2)
    kept = pq.read_table(run / "observations.parquet").to_pylist()
    kept = [row for row in kept if row["period"] and row["measure"] not in ("rank", "streak", "count")]
    assert len(observations) == len(kept)


def test_every_code_stands_in_its_codelist(run: Path) -> None:
    flow, observations = read_sdmx(Path(export(run, "--format", "sdmx-csv")))
    for dimension in flow.structure.dimensions:
        codes = dimension.local_representation.enumerated
        if codes is not None:
            assert {str(one.dimension.values[dimension.id].value) for one in observations} <= set(codes.items)
    names = {
        name for name in DIMENSIONS if flow.structure.dimensions.get(name).local_representation.enumerated is not None
    }
    assert names == {"FREQ", "INDICATOR", "TRANSFORMATION"}


def test_sdmx_files_are_the_same_each_time(run: Path, tmp_path: Path) -> None:
    one, two = (
        Path(export(run, "--format", "sdmx-csv", "--out", str(tmp_path / name / "o.sdmx.csv"))) for name in "ab"
    )
    for suffix in (".csv", ".structure.xml"):
        assert (
            Path(str(one).replace(".csv", suffix)).read_bytes() == Path(str(two).replace(".csv", suffix)).read_bytes()
        )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025", ("A", "2025")),
        ("2025-H1", ("S", "2025-S1")),
        ("2025-Q3", ("Q", "2025-Q3")),
        ("2025-11", ("M", "2025-11")),
        ("2025-W47", ("W", "2025-W47")),
        ("2025-11-14", ("D", "2025-11-14")),
        ("2025-01/2025-11", ("_O", "2025-01-01/P11M")),
        ("2024/2026", ("_O", "2024-01-01/P36M")),
        ("2025-12-01/2025-12-20", ("_O", "2025-12-01/P20D")),
    ],
)
def test_periods_as_sdmx_writes_them(period: str, expected: tuple[str, str]) -> None:
    made = fact("a", dt.date(2026, 1, 1), "1", 1.0, period=period)
    assert time_period(period, made.period_start, made.period_end) == expected


def test_the_data_package_describes_the_files_that_are_there(run: Path, tmp_path: Path) -> None:
    package = json.loads(Path(export(run, "--format", "datapackage")).read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == {"facts", "documents", "observations", "checks", "conflicts"}
    for name, resource in resources.items():
        schema = pq.read_schema(run / resource["path"])
        assert [field["name"] for field in resource["schema"]["fields"]] == schema.names
        assert all(field["description"] for field in resource["schema"]["fields"]), name
    assert resources["facts"]["schema"]["primaryKey"] == ["fact_id"]
    assert resources["facts"]["schema"]["foreignKeys"][0]["reference"] == {"resource": "documents", "fields": ["id"]}
    directory = write_run(tmp_path, to_table([fact("a", None, "1", 1.0)], FACT_SCHEMA))
    (directory / "facts.parquet").rename(directory / "part-0.parquet")
    (directory / "facts.parquet").mkdir()
    (directory / "part-0.parquet").rename(directory / "facts.parquet" / "part-0.parquet")
    package = json.loads(Path(export(directory, "--format", "datapackage")).read_text(encoding="utf-8"))
    assert package["resources"][0]["path"] == "facts.parquet/part-0.parquet"


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path), "--format", "csv"])
    assert result.exit_code == 1
    assert "run `newsfacts reconcile` first" in result.output
    assert not list(tmp_path.iterdir())


def test_the_data_dictionary_is_current() -> None:
    assert dictionary.PAGE.read_text(encoding="utf-8") == dictionary.page(), "run `make docs`"
    for _, schema in dictionary.TABLES.values():
        assert all(f"`{name}`" in dictionary.page() for name in schema.names)
