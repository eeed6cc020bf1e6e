"""Observations as SDMX-CSV 2.0, and the data structure definition (DSD) that it needs as SDMX-ML 2.1.

Codes follow SDMX practice: CL_FREQ, CL_OBS_STATUS and `_T` (total), `_Z` (not applicable), `_U` (unknown) are those of the SDMX
content-oriented guidelines; TIME_PERIOD is an SDMX observational time period. What makes an observation stands in dimensions.
"""

from __future__ import annotations

import calendar
import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa

if TYPE_CHECKING:
    from sdmx.message import StructureMessage

AGENCY, FLOW, VERSION = "NEWSFACTS", "OBSERVATIONS", "1.0"

#: Codes of the coded components, with their names.
CODELISTS: dict[str, dict[str, str]] = {
    "FREQ": {"A": "annual", "S": "half-yearly", "Q": "quarterly", "M": "monthly", "W": "weekly", "D": "daily", "_O": "other span"},
    "TRANSFORMATION": {
        "N": "level",
        "SH": "share of the whole, per cent",
        **{
            f"{code}{suffix}": f"{name}{since}"
            for code, name in (("G", "relative change, per cent"), ("D", "change in the metric's own unit"), ("P", "change in percentage points"))
            for suffix, since in (
                ("Y", " from a year earlier"), ("Q", " from the quarter before"), ("M", " from the month before"),
                ("1", " from another earlier period"), ("", ""),
            )
        },
    },
    "OBS_STATUS": {"A": "normal value", "E": "estimated value", "F": "forecast value"},
    "UNIT_MULT": {"0": "units"},
    "BOUND": {"eq": "equal", "approx": "about", "ge": "at least", "le": "at most", "range": "middle of a stated range"},
}  # fmt: skip

DIMENSIONS = [
    "FREQ", "REF_AREA", "COUNTERPART_AREA", "INDICATOR", "PRODUCT", "TRANSFORMATION", "UNIT_MEASURE", "ADJUSTMENT", "SCENARIO",
    "FORECASTER", "TIME_PERIOD",
]  # fmt: skip
ATTRIBUTES = ["UNIT_MULT", "OBS_STATUS", "BOUND", "SOURCE"]

_CODE = {"change_pct": "G", "change_abs": "D", "change_pp": "P"}
_SINCE = {"yoy": "Y", "qoq": "Q", "mom": "M", "prev": "1", None: ""}
_STATUS = {"actual": "A", "estimate": "E"}
_FREQ = {4: "A", 7: "M", 10: "D"}

#: Documents named as the source of one value.
_MOST_SOURCES = 20


def write_csv(observations: pa.Table, sources: dict[str, list[str]], file: BinaryIO) -> tuple[int, int]:
    """Writes observations (OBSERVATION_SCHEMA) as SDMX-CSV 2.0; `sources` are the documents behind each observation_id.

    Time series hold levels, changes and shares for a period: ranks, streaks, counts and figures without a period are left out,
    and so is all but the first of observations that only the whole of a share tells apart. Returns rows written and left out.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES])
    head = ["dataflow", f"{AGENCY}:{FLOW}({VERSION})", "I"]
    seen: set[tuple[str, ...]] = set()
    for row in _rows(observations):
        key = dimensions(row)
        if key is not None and key not in seen:
            seen.add(key)
            said_by = " ".join(sources.get(row["observation_id"], [])[:_MOST_SOURCES])
            writer.writerow(
                [*head, *key, repr(row["value"]), "0", _STATUS.get(row["status"], "F"), row["bound"], said_by]
            )
    text.flush()
    text.detach()
    return len(seen), len(observations) - len(seen)


def _rows(observations: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in observations.to_batches(max_chunksize=8192):
        yield from batch.to_pylist()


def dimensions(row: dict[str, Any]) -> tuple[str, ...] | None:
    """The key of an observation in the order of DIMENSIONS; None for what is no time series."""
    transformation = {"level": "N", "share_pct": "SH"}.get(row["measure"])
    if row["measure"] in _CODE:
        transformation = _CODE[row["measure"]] + _SINCE[row["basis"]]
    if transformation is None or row["period"] is None:
        return None
    freq, period = time_period(row["period"], row["period_start"], row["period_end"])
    actual = row["status"] == "actual"
    return (
        freq,
        row["reporter"] or "_U",
        row["partner"] or "_Z",
        row["metric"],
        row["product"] or "_T",
        transformation,
        row["unit"],
        row["adjustment"] or "_Z",
        row["status"],
        "_Z" if actual else row["attribution"] or "_U",
        period,
    )


def time_period(period: str, start: Any, end: Any) -> tuple[str, str]:
    """FREQ and SDMX TIME_PERIOD of a period of the record: `2025-H1` is `2025-S1`, a span is `2025-01-01/P11M`."""
    if "/" in period and start is not None and end is not None:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        whole = start.day == 1 and (end - start).days >= 27 and _last_of_month(end)
        return "_O", f"{start.isoformat()}/{f'P{months}M' if whole else f'P{(end - start).days + 1}D'}"
    for letter, freq in (("H", "S"), ("Q", "Q"), ("W", "W")):
        if letter in period:
            return freq, period.replace("H", "S")
    return _FREQ.get(len(period), "_O"), period


def _last_of_month(day: Any) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def structure(indicators: list[str]) -> StructureMessage:
    """The dataflow and its DSD with codelists; `indicators` become the codes of CL_INDICATOR. Needs the package sdmx1."""
    from sdmx import message
    from sdmx.model import common, v21

    agency = common.Agency(id=AGENCY)
    maintained: dict[str, Any] = {"maintainer": agency, "version": VERSION, "is_final": True}
    lists = {**CODELISTS, "INDICATOR": {code: code.replace("_", " ") for code in indicators}}
    codelists = {
        name: common.Codelist(
            id=f"CL_{name}",
            name=name,
            items={code: common.Code(id=code, name=text) for code, text in codes.items()},
            **maintained,
        )
        for name, codes in lists.items()
    }
    concepts = common.ConceptScheme(id="CS_NEWSFACTS", name="Concepts of Newsfacts", **maintained)
    for name in [*DIMENSIONS, "OBS_VALUE", *ATTRIBUTES]:
        concepts.append(common.Concept(id=name, name=name.replace("_", " ").lower()))

    def represented(name: str) -> common.Representation:
        kind = "observationalTimePeriod" if name == "TIME_PERIOD" else "string"
        free = common.Facet(value_type=common.FacetValueType[kind])
        return common.Representation(enumerated=codelists.get(name), non_enumerated=[] if name in codelists else [free])

    dsd = v21.DataStructureDefinition(id=FLOW, name="Observations of economic news", **maintained)
    for order, name in enumerate(DIMENSIONS, 1):
        kind = common.TimeDimension if name == "TIME_PERIOD" else common.Dimension
        dsd.dimensions.append(
            kind(id=name, concept_identity=concepts[name], order=order, local_representation=represented(name))
        )
    dsd.measures.append(v21.PrimaryMeasure(id="OBS_VALUE", concept_identity=concepts["OBS_VALUE"]))
    for name in ATTRIBUTES:
        dsd.attributes.append(
            v21.DataAttribute(
                id=name,
                concept_identity=concepts[name],
                local_representation=represented(name),
                related_to=v21.PrimaryMeasureRelationship(),
            )
        )
    flow = v21.DataflowDefinition(id=FLOW, name="Observations of economic news", structure=dsd, **maintained)
    return message.StructureMessage(
        codelist={codelist.id: codelist for codelist in codelists.values()},
        concept_scheme={concepts.id: concepts},
        structure={dsd.id: dsd},
        dataflow={flow.id: flow},
    )


def write_structure(indicators: list[str], file: BinaryIO) -> None:
    """Writes `structure` as SDMX-ML 2.1; the same indicators give the same bytes."""
    import datetime as dt

    from sdmx import to_xml
    from sdmx.message import Header

    message = structure(indicators)
    message.header = Header(id=AGENCY, prepared=dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    file.write(to_xml(message, pretty_print=True))
