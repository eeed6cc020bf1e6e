"""Reject: a document that could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """What stands in the documents table for something unreadable: `reason` is `unreadable`, `empty` or `too long`."""

    id: str
    path: str
    reason: str
    detail: str = ""
