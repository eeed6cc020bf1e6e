"""Which program and vocabulary read something: the version that the ledger keeps and a change of which reads anew."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from pipeline import __version__

_PACKAGE = Path(__file__).parent


def models() -> Path:
    """The folder with the vocabulary: beside the package in the repository, inside it in an installed wheel."""
    inside = _PACKAGE / "models"
    return inside if inside.is_dir() else _PACKAGE.parent / "models"


@functools.cache
def vocabulary_hashes() -> dict[str, str]:
    """SHA-256 of every vocabulary file, by its name relative to the models folder."""
    root = models()
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@functools.cache
def fingerprint() -> str:
    """The package's version with eight hex digits of its code and vocabulary, such as `0.1.0+1a2b3c4d`."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(str(path.relative_to(_PACKAGE)).encode() + b"\0" + path.read_bytes())
    for name, value in vocabulary_hashes().items():
        digest.update(f"{name}\0{value}\n".encode())
    return f"{__version__}+{digest.hexdigest()[:8]}"
