"""Columns as integer codes: grouping and joining millions of rows without touching their strings."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

#: Code of a null, and of a day that is not known.
NULL = -1


def codes(column: pa.ChunkedArray) -> np.ndarray:
    """An int64 code for each distinct value, NULL for nulls; equal only within one column."""
    return named_codes(column)[0]


def named_codes(column: pa.ChunkedArray) -> tuple[np.ndarray, list]:
    """The codes of a column, and the value that each code stands for."""
    coded = encoded(column)
    return pc.fill_null(coded.indices, NULL).to_numpy(zero_copy_only=False).astype(
        np.int64
    ), coded.dictionary.to_pylist()


def encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """The column as one dictionary array."""
    whole = column.combine_chunks()
    return (whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole).dictionary_encode()


def combined(*columns: np.ndarray) -> np.ndarray:
    """One dense code (0, 1, ...) for each distinct row of code columns."""
    whole = dense(columns[0])
    for column in columns[1:]:
        part = dense(column)
        whole = dense(whole * (part.max(initial=0) + 1) + part)
    return whole


def dense(column: np.ndarray) -> np.ndarray:
    """The codes 0, 1, ... in the order of the values."""
    return np.unique(column, return_inverse=True)[1].astype(np.int64)


def days(column: pa.ChunkedArray) -> np.ndarray:
    """Days since 1970-01-01 as int64, NULL for nulls."""
    return pc.fill_null(column.cast(pa.int32()), NULL).to_numpy().astype(np.int64)


def mapped(column: pa.ChunkedArray, names: Mapping[str, str]) -> pa.ChunkedArray:
    """The column of strings with the names that stand in `names` replaced."""
    if not names:
        return column
    coded = encoded(column)
    renamed = pa.array([names.get(name, name) for name in coded.dictionary.to_pylist()], column.type)
    return pa.chunked_array([renamed.take(coded.indices)])


def codes_in_order(column: pa.ChunkedArray) -> np.ndarray:
    """The rank of each value among the sorted values, so that ties are broken alike whatever the order of the rows."""
    return pc.rank(column.combine_chunks(), sort_keys="ascending", tiebreaker="first").to_numpy()


def lists(groups: np.ndarray, values: pa.Array, n: int) -> pa.ListArray:
    """`n` lists of values; `groups` names each value's list and is in ascending order."""
    offsets = np.searchsorted(groups, np.arange(n + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values)
