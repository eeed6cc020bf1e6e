from __future__ import annotations
import hashlib, os
from dataclasses import dataclass
from pathlib import Path
from pipeline.document import Document

@dataclass(frozen=True)
class Source:
    path: str
    size: int
    mtime_ns: int

@dataclass(frozen=True)
class Reject:
    id: str
    path: str
    reason: str
    detail: str

@dataclass
class Gate:
    reason: str|None=None
    detail: str|None=None
    language: str|None='en'

def plan(inputs, shard_size=250):
    for i in inputs:
        p=Path(i)
        fs=[p] if p.is_file() else sorted(x for x in p.rglob('*') if x.is_file())
        for f in fs:
            st=f.stat()
            yield Source(str(f), st.st_size, st.st_mtime_ns)

def split(source, n):
    yield source

def read(source):
    t=Path(source.path).read_text(encoding='utf-8', errors='replace')
    yield Document.of(t, id=Path(source.path).stem, path=source.path)

def first_gate(d):
    n=sum('\uac00'<=c<='\ud7a3' for c in d.text[:1000])
    return Gate('not English','Korean','ko') if n>50 else Gate()
def signature(t): return None
def link_near_duplicates(rows): return {}
