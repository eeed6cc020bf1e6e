"""The page in a real headless Chromium: it loads, filters, marks, draws, and a hostile article does nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document
from pipeline.fact import Evidence, Fact, Leftover
from pipeline.report import write_report
from tests.report import tables as made
from tests.report.chromium import Browser, installed

TABS = ("overview", "facts", "observations", "conflicts", "articles", "charts")
pytestmark = pytest.mark.skipif(
    installed() is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    tab = Browser()
    yield tab
    tab.close()


def trade_article(id_: str, day: int, level: str, value: float) -> tuple[Document, list[Fact], list[Leftover]]:
    text = (
        f"Korea's exports reached {level} billion in 2025 📈📈, up 3.8 percent from 2024, the trade ministry said.\n"
        "KITA expects exports of $720 billion in 2026 and aims at $800 billion in 2027. Call 555-1234."
    )
    document = Document.of(
        text, id=id_, title=f"Exports top {level} billion 📈", publisher="Wire", published_at=dt.date(2026, 1, day)
    )
    level_at = document.text.index(level, document.headline_end)
    facts = [
        made.fact(document, f"{level} billion", level_at, value=value),
        made.fact(document, "3.8 percent", measure="change_pct", unit="%", value=3.8, basis="yoy"),
        made.fact(document, "$720 billion", value=720e9, period="2026", status="forecast", attribution="KITA"),
        made.fact(document, "$800 billion", value=800e9, period="2027", status="target", attribution="KITA"),
    ]
    at = document.text.index("555-1234")
    return document, facts, [Leftover(id_, "555-1234", at, at + 8, "identifier")]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two articles about the same figure, which they report differently."""
    one, two = trade_article("one", 5, "$709.7", 709.7e9), trade_article("two", 7, "$712.0", 712e9)
    more = made.reconciled([[a, b] for a, b in zip(one[1], two[1], strict=True)], [one[1][0], two[1][0]])
    return write_report(made.write(tmp_path_factory.mktemp("run"), [one, two], **more))


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of the gold articles."""
    return write_report(made.write(tmp_path_factory.mktemp("gold"), made.gold_articles()))


def texts(browser: Browser, selector: str) -> list[str]:
    found: list[str] = browser.run(f"[...document.querySelectorAll({json.dumps(selector)})].map((n) => n.textContent)")
    return found


def go(browser: Browser, fragment: str) -> None:
    browser.run(f"location.hash = {json.dumps(fragment)}; new Promise((done) => setTimeout(() => done(true), 60))")


def choose(browser: Browser, id_: str, value: str) -> None:
    browser.run(
        f"{{ const s = document.getElementById({json.dumps(id_)}); s.value = {json.dumps(value)};"
        " s.dispatchEvent(new Event(s.type === 'search' ? 'input' : 'change')); }"
        " new Promise((done) => setTimeout(() => done(true), 150))"
    )


def click(browser: Browser, selector: str) -> None:
    browser.run(
        f"document.querySelector({json.dumps(selector)}).dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_opens_without_an_error_or_a_request(browser: Browser, report: Path, scheme: str) -> None:
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(report)
    for tab in TABS:
        go(browser, tab)
        assert browser.run("[...document.querySelectorAll('main > section:not([hidden])')].map((s) => s.id)") == [
            f"view-{tab}"
        ]
        assert browser.run(f"document.getElementById('view-{tab}').textContent.trim().length") > 50
        assert texts(browser, "nav a[aria-current=page]") == [tab.capitalize()]
    assert browser.problems == []
    assert browser.requests == [report.as_uri()]


def test_the_theme_button_changes_the_scheme(browser: Browser, report: Path) -> None:
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "light"}])
    browser.open(report)
    background = "getComputedStyle(document.body).backgroundColor"
    light = browser.run(background)
    click(browser, "#theme")
    dark = browser.run(background)
    click(browser, "#theme")
    assert dark != light
    assert browser.run(background) == light


def test_the_facts_can_be_filtered_searched_and_sorted(browser: Browser, gold: Path) -> None:
    browser.open(gold, "#facts")
    rows = "#view-facts tbody tr"
    everything = texts(browser, "#view-facts .status")[0]
    choose(browser, "facts-metric", "imports")
    imports = texts(browser, f"{rows} td:first-child")
    assert imports
    assert set(imports) == {"Imports"}
    assert texts(browser, "#view-facts .status")[0].endswith(f"of {everything}")
    choose(browser, "facts-status", "forecast")
    forecasts = texts(browser, f"{rows} td:first-child")
    assert 0 < len(forecasts) < len(imports)
    click(browser, "#view-facts .filters button")
    assert texts(browser, "#view-facts .status")[0] == everything
    choose(browser, "facts-search", "trade SURPLUS")
    surplus = texts(browser, "#view-facts .status")[0]
    assert 0 < int(surplus.split()[0]) < int(everything.split()[0].replace(",", ""))
    choose(browser, "facts-search", "no article says this")
    assert texts(browser, rows) == ["Nothing matches."]
    choose(browser, "facts-search", "")
    click(browser, "#view-facts th:nth-child(5) button")
    values = browser.run(
        "[...document.querySelectorAll('#view-facts tbody tr')].map((r) => JSON.parse(document.getElementById('data').textContent).facts.value[r.dataset.row])"
    )
    assert len(values) == 100
    assert values == sorted(values, reverse=True)
    assert (
        browser.run("document.querySelector('#view-facts th:nth-child(5)').getAttribute('aria-sort')") == "descending"
    )
    click(browser, "#view-facts .pager button:last-child")
    assert texts(browser, "#view-facts .pager span")[0].startswith("Page 2 of ")
    assert browser.problems == []


def test_an_address_sets_the_filters(browser: Browser, report: Path) -> None:
    browser.open(report, "#facts?status=target&q=korea")
    assert set(texts(browser, "#view-facts tbody td:nth-child(6)")) == {"target"}
    assert len(texts(browser, "#view-facts tbody tr")) == 2


def test_a_row_opens_its_article_and_back_returns(browser: Browser, report: Path) -> None:
    browser.open(report, "#facts?status=target")
    click(browser, "#view-facts tbody tr")
    browser.wait("!document.getElementById('view-articles').hidden")
    assert texts(browser, "#article .mark[aria-pressed=true]") == ["$800 billion"]
    browser.run("history.back()")
    browser.wait("!document.getElementById('view-facts').hidden")


def test_numbers_are_marked_where_they_stand(browser: Browser, gold: Path) -> None:
    """For every article: the marks hold the surfaces of its facts and leftovers, and the text is whole."""
    browser.open(gold, "#articles")
    for document, facts, leftovers in made.gold_articles():
        go(browser, f"articles/{document.id}")
        spans: list[list[int]] = []
        for start, end in sorted((x.char_start, x.char_end) for x in [*facts, *leftovers]):
            if spans and start < spans[-1][1]:
                spans[-1][1] = max(spans[-1][1], end)
            else:
                spans.append([start, end])
        assert texts(browser, "#article .mark") == [document.text[start:end] for start, end in spans]
        shown = browser.run(
            "document.querySelector('#article h2').textContent + document.querySelector('#article .text').textContent"
        )
        assert shown == document.text.replace("\n", "")
    assert browser.problems == []


def test_a_selected_fact_shows_the_characters_of_its_fields(browser: Browser, report: Path) -> None:
    browser.open(report, "#articles/one")
    marks = texts(browser, "#article .mark")
    assert marks == ["$709.7 billion", "3.8 percent", "$720 billion", "$800 billion", "555-1234"]
    browser.run("document.querySelectorAll('#article .mark')[2].focus()")
    browser.key("Enter")
    evidence = dict(
        browser.run(
            "[...document.querySelectorAll('#article .piece[data-fields]')].map((p) => [p.dataset.fields, p.textContent])"
        )
    )
    assert evidence == {"value · unit": "$720 billion", "metric": "export", "period": "2026"}
    lines = {
        cells[0]: cells[1:]
        for cells in browser.run(
            "[...document.querySelectorAll('#detail .fields tbody tr')].map((r) => [...r.cells].map((c) => c.textContent.trim()))"
        )
    }
    assert lines["Value"][0] == "720,000,000,000"
    assert lines["Period"] == ["2026", "2026 same sentence"]
    assert lines["Status"][0] == "forecast"
    assert "KITA" in lines["Attribution"][0]
    assert browser.run("document.activeElement.className").startswith("mark fact")
    browser.key("Escape")
    assert browser.run("document.getElementById('detail').hidden")
    assert texts(browser, "#article .piece.evidence") == []


def test_a_leftover_is_grey_and_says_why(browser: Browser, report: Path) -> None:
    browser.open(report, "#articles/one")
    click(browser, "#article .mark.left")
    assert "phone number" in texts(browser, "#detail")[0]
    browser.move("#article .mark.left")
    browser.wait("!document.getElementById('tip').hidden")
    assert "phone number" in texts(browser, "#tip")[0]


def test_the_pointer_shows_the_fact_and_its_characters(browser: Browser, report: Path) -> None:
    browser.open(report, "#articles/two")
    browser.move("#article .mark.status-target")
    browser.wait("!document.getElementById('tip').hidden")
    assert "Exports 800 billion USD" in texts(browser, "#tip")[0]
    assert texts(browser, "#article .mark .piece.evidence") == ["$800 billion"]
    browser.move("#article h2")
    browser.wait("document.getElementById('tip').hidden")
    assert texts(browser, "#article .piece.evidence") == []


def test_a_fact_names_its_observation_and_the_facts_against_it(browser: Browser, report: Path) -> None:
    browser.open(report, "#articles/one")
    click(browser, "#article .mark")
    assert texts(browser, "#detail h3") == ["Observation agree", "Checked by arithmetic contradicted"]
    assert all("712 billion USD" in line for line in texts(browser, "#detail ul li"))
    click(browser, "#detail ul a")
    browser.wait("document.querySelector('#article h2').textContent.includes('712.0')")


def test_forecasts_and_targets_are_drawn_apart_from_what_was(browser: Browser, report: Path) -> None:
    browser.open(report, "#charts")
    browser.wait("document.querySelectorAll('#view-charts .point').length > 2")
    said = browser.run(
        "[...document.querySelectorAll('#view-charts .point')].map((p) => [p.getAttribute('aria-label'), p.querySelectorAll('.hollow').length])"
    )
    assert dict(said) == {
        "Total, 2025: 709.7 billion USD (actual)": 0,
        "Total, 2026: 720 billion USD (forecast)": 1,
        "Total, 2027: 800 billion USD (target)": 1,
    }
    assert browser.run("document.querySelectorAll('#view-charts .line.dashed').length") == 2
    assert browser.run("document.querySelectorAll('#view-charts .range').length") == 1
    click(browser, "#view-charts .point")
    browser.wait("!document.getElementById('view-articles').hidden")
    assert texts(browser, "#article .mark[aria-pressed=true]") == ["$709.7 billion"]


HOSTILE = (
    "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>",
    "\"'><svg onload=window.hacked=3><!-- <style>body{display:none}</style> &lt;b&gt; \u2028 \u2029 ]]>",
    "\u202eesrever \u2067isolate \u202d override ${window.hacked = 4} {{ 7 * 7 }} {% raw %}",
)


def test_a_hostile_article_does_nothing(browser: Browser, tmp_path: Path) -> None:
    script, quotes, bidi = HOSTILE
    text = f"{script} exports 5 billion {quotes} in 2025 {bidi} 7 units"
    document = Document.of(
        text, id=f"../{script}?#%", title=script + bidi, url="javascript:window.hacked=5", publisher=quotes
    )
    read = made.fact(
        document, "5 billion", product=bidi + script, attribution=quotes, reporter=script, metric=quotes, status=script
    )
    read = replace(
        read, subject=script + bidi, rule=script, evidence=[*read.evidence, Evidence(script, 0, 9, quotes)]
    ).with_id()
    at = document.text.rindex("7 units")
    left = Leftover(document.id, "7", at, at + 1, script)
    more = made.reconciled([[read]], [read])
    page = write_report(made.write(tmp_path, [(document, [read], [left])], **more))
    browser.open(page)
    for tab in TABS:
        go(browser, tab)
    go(browser, "articles")
    for mark in range(2):
        browser.run(f"document.querySelectorAll('#article .mark')[{mark}].click()")
        browser.move(f"#article .mark.{'fact' if mark == 0 else 'left'}")
    shown = browser.run(
        "document.querySelector('#article h2').textContent + document.querySelector('#article .text').textContent"
    )
    assert shown == document.text.replace("\n", "")
    assert browser.run("document.querySelectorAll('script').length") == 2
    assert (
        browser.run(
            "document.querySelectorAll('img, iframe, object, embed, style:not(head style), [onload], [onerror]').length"
        )
        == 0
    )
    assert (
        browser.run("[...document.querySelectorAll('a')].filter((a) => !a.getAttribute('href').startsWith('#')).length")
        == 0
    )
    assert browser.run("typeof window.hacked") == "undefined"
    assert browser.problems == []
    assert browser.requests == [page.as_uri()]
    isolating = browser.run(
        "[...document.querySelectorAll('#view-facts bdi, #article p, #article h2, #detail bdi, #article-list bdi')].map((n) => getComputedStyle(n).unicodeBidi)"
    )
    assert isolating
    assert set(isolating) <= {"isolate", "plaintext", "isolate-override"}


def test_the_policy_stops_what_would_get_in(browser: Browser, report: Path) -> None:
    browser.open(report)
    browser.run(
        "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hacked = 1' }))"
    )
    browser.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/x.png\" onerror=\"window.hacked = 2\">')"
    )
    assert browser.run("fetch('http://127.0.0.1:9/').then(() => 'open', () => 'shut')") == "shut"
    assert browser.run("typeof window.hacked") == "undefined"
    assert sum("Content Security Policy" in problem for problem in browser.problems) >= 3


def test_the_page_fits_a_phone(browser: Browser, gold: Path) -> None:
    browser.size(390, 844)
    try:
        browser.open(gold)
        for tab in ("overview", "facts", "articles", "charts"):
            go(browser, tab)
            assert browser.run("document.documentElement.scrollWidth") <= 390, tab
        go(browser, "articles")
        click(browser, "#article .text .mark.fact")
        browser.wait("document.getElementById('detail').getBoundingClientRect().bottom === 844")
        browser.wait(
            "document.querySelector('.mark[aria-pressed=true]').getBoundingClientRect().bottom < document.getElementById('detail').getBoundingClientRect().top"
        )
    finally:
        browser.size(1400, 900)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(browser: Browser, gold: Path, scheme: str) -> None:
    """4.5 to 1 between text and what lies behind it (WCAG 2.2, 1.4.3), for every colour that text meets."""
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(gold, "#articles")
    browser.run(
        "document.getElementById('article').append(...Array.from({ length: 12 }, (_, i) => Object.assign(document.createElement('span'), { className: `mark fact hue${i}`, textContent: '5' })))"
    )
    click(browser, "#article .mark.fact")
    poor = browser.run(CONTRAST)
    assert poor == []


CONTRAST = """(() => {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const parts = (colour) => { context.clearRect(0, 0, 1, 1); context.fillStyle = colour; context.fillRect(0, 0, 1, 1); return [...context.getImageData(0, 0, 1, 1).data]; };
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (; node; node = node.parentElement) { const colour = getComputedStyle(node).backgroundColor; if (parts(colour)[3] === 255) return colour; }
    return 'white';
  };
  const poor = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.getClientRects().length || node.closest('script')) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(`${node.tagName}.${node.className} ${((a + 0.05) / (b + 0.05)).toFixed(2)} ${node.textContent.slice(0, 20)}`);
  }
  return [...new Set(poor)].slice(0, 20);
})()"""


def test_a_thousand_articles_open_quickly(browser: Browser, tmp_path: Path) -> None:
    """The page of 1,000 articles stays under 15 MB and opens in under 3 seconds."""
    gold: list[Any] = made.gold_articles()
    articles = []
    for i in range(1000):
        document, facts, leftovers = gold[i % len(gold)]
        copy = replace(document, id=f"{document.id}-{i}")
        articles.append(
            (
                copy,
                [replace(f, source=copy.id).with_id() for f in facts],
                [replace(left, source=copy.id) for left in leftovers],
            )
        )
    page = write_report(made.write(tmp_path, articles))
    assert "A sample" not in page.read_text(encoding="utf-8")[: 1 << 16]
    seconds = browser.open(page)
    print(
        f"1,000 articles, {sum(len(f) for _, f, _ in articles)} facts: {page.stat().st_size / 1e6:.1f} MB, open in {seconds:.2f} s"
    )
    assert page.stat().st_size < 15e6
    assert seconds < 3
    go(browser, "facts")
    assert (
        browser.run(
            "(() => { const t = performance.now(); const s = document.getElementById('facts-metric'); s.value = 'imports'; s.dispatchEvent(new Event('change')); return performance.now() - t; })()"
        )
        < 500
    )
    assert browser.problems == []
