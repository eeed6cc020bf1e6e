"""Puts the page together: counts, rows, template, style and script in one HTML file that asks no network for anything.

The content security policy allows the page's own script and style by their hashes and nothing else, so that even markup that
came from an article could neither run nor load anything; that the text of articles never becomes markup is the script's part
(it sets text, never HTML).
"""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.report import overview, payload, tables

#: In the order in which they are joined into one script.
SCRIPTS = ("data.js", "format.js", "table.js", "article.js", "chart.js", "main.js")


def render(run: tables.Run, limit: int) -> str:
    """The HTML of the page for a run, showing at most `limit` documents."""
    sample = tables.choose(run, limit)
    style = _asset("page.css")
    script = "'use strict';\n{\n" + "\n".join(_asset(name) for name in SCRIPTS) + "}\n"
    environment = Environment(
        loader=PackageLoader("pipeline.report", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["label"] = label
    environment.filters["count"] = lambda number: f"{number:,}"
    return environment.get_template("page.html").render(
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        data=payload.script_json(payload.packed(sample)),
        overview=overview.overview_of(run),
        shown={"whole": sample.whole, "documents": len(sample.documents), "facts": len(sample.facts)},
        has={"observations": sample.observations is not None, "conflicts": sample.conflicts is not None},
    )


def label(code: str) -> str:
    """A code as a reader would write it: `trade_balance` is `Trade balance`, `gdp` is `GDP`."""
    words = [w.upper() if w in _INITIALS else w for w in code.replace("_", " ").split(" ")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


_INITIALS = {"gdp", "fdi", "pmi", "eps", "fx", "ebitda"}


def _asset(name: str) -> str:
    return resources.files("pipeline.report").joinpath("assets", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """The content's hash as a source of a content security policy (CSP level 2)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
