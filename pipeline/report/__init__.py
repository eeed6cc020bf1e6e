"""The page: one self-contained HTML file to check a run's facts against the articles they were read from.

`tables` reads what a run wrote and chooses the documents to show, `overview` counts the whole run, `payload` packs the
chosen rows as JSON, `page` puts them together with the template, style and script of the folder `assets/`.
The same tables give the same bytes: the page holds no clock and no path of the machine that wrote it.
"""

from __future__ import annotations

from pathlib import Path

#: Documents shown unless the caller asks for another number; a page of so many stays under 15 MB.
DEFAULT_LIMIT = 1000


def write_report(directory: Path, out: Path | None = None, limit: int = DEFAULT_LIMIT) -> Path:
    """Writes the page of the run in `directory` to `out` (default: `report.html` beside the tables); returns its path.

    The file appears whole or not at all. Raises `tables.MissingTable` where facts or documents are missing or lack columns.
    """
    import os

    from pipeline.report import page, tables

    target = out or directory / "report.html"
    html = page.render(tables.open_run(directory), limit)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        partial.write_text(html, encoding="utf-8", newline="\n")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target
