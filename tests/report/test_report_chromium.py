"""The page in a real headless Chromium: it loads, filters, marks and draws."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.report import write_report
from tests.report import tables as made
from tests.report.chromium import Browser

TABS = ("overview", "facts", "observations", "conflicts", "articles", "charts")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_opens_without_an_error_or_a_request(browser: Browser, report: Path, scheme: str) -> None:
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(report)
    for tab in TABS:
        browser.go(tab)
        assert browser.run("[...document.querySelectorAll('main > section:not([hidden])')].map((s) => s.id)") == [
            f"view-{tab}"
        ]
        assert browser.run(f"document.getElementById('view-{tab}').textContent.trim().length") > 50
        assert browser.texts("nav a[aria-current=page]") == [tab.capitalize()]
    assert browser.problems == []
    assert browser.requests == [report.as_uri()]


def test_the_theme_button_changes_the_scheme(browser: Browser, report: Path) -> None:
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "light"}])
    browser.open(report)
    background = "getComputedStyle(document.body).backgroundColor"
    light = browser.run(background)
    browser.click("#theme")
    dark = browser.run(background)
    browser.click("#theme")
    assert dark != light
    assert browser.run(background) == light


def test_the_facts_can_be_filtered_searched_and_sorted(browser: Browser, gold: Path) -> None:
    browser.open(gold, "#facts")
    rows = "#view-facts tbody tr"
    everything = browser.texts("#view-facts .status")[0]
    browser.choose("facts-metric", "imports")
    imports = browser.texts(f"{rows} td:first-child")
    assert imports
    assert set(imports) == {"Imports"}
    assert browser.texts("#view-facts .status")[0].endswith(f"of {everything}")
    browser.choose("facts-status", "forecast")
    forecasts = browser.texts(f"{rows} td:first-child")
    assert 0 < len(forecasts) < len(imports)
    browser.click("#view-facts .filters button")
    assert browser.texts("#view-facts .status")[0] == everything
    browser.choose("facts-search", "trade SURPLUS")
    surplus = browser.texts("#view-facts .status")[0]
    assert 0 < int(surplus.split()[0]) < int(everything.split()[0].replace(",", ""))
    browser.choose("facts-search", "no article says this")
    assert browser.texts(rows) == ["Nothing matches."]
    browser.choose("facts-search", "")
    browser.click("#view-facts th:nth-child(5) button")
    values = browser.run(
        "const all = JSON.parse(document.getElementById('data').textContent).facts.value;"
        " [...document.querySelectorAll('#view-facts tbody tr')].map((r) => all[r.dataset.row])"
    )
    assert len(values) == 100
    assert values == sorted(values, reverse=True)
    assert (
        browser.run("document.querySelector('#view-facts th:nth-child(5)').getAttribute('aria-sort')") == "descending"
    )
    browser.click("#view-facts .pager button:last-child")
    assert browser.texts("#view-facts .pager span")[0].startswith("Page 2 of ")
    assert browser.problems == []


def test_an_address_sets_the_filters(browser: Browser, report: Path) -> None:
    browser.open(report, "#facts?status=target&q=korea")
    assert set(browser.texts("#view-facts tbody td:nth-child(6)")) == {"target"}
    assert len(browser.texts("#view-facts tbody tr")) == 2


def test_a_row_opens_its_article_and_back_returns(browser: Browser, report: Path) -> None:
    browser.open(report, "#facts?status=target")
    browser.click("#view-facts tbody tr")
    browser.wait("!document.getElementById('view-articles').hidden")
    assert browser.texts("#article .mark[aria-pressed=true]") == ["$800 billion"]
    browser.run("history.back()")
    browser.wait("!document.getElementById('view-facts').hidden")


def test_numbers_are_marked_where_they_stand(browser: Browser, gold: Path) -> None:
    """For every article: the marks hold the surfaces of its facts and leftovers, and the text is whole."""
    browser.open(gold, "#articles")
    for document, facts, leftovers in made.gold_articles():
        browser.go(f"articles/{document.id}")
        spans: list[list[int]] = []
        for start, end in sorted((x.char_start, x.char_end) for x in [*facts, *leftovers]):
            if spans and start < spans[-1][1]:
                spans[-1][1] = max(spans[-1][1], end)
            else:
                spans.append([start, end])
        assert browser.texts("#article .mark") == [document.text[start:end] for start, end in spans]
        shown = browser.run(
            "document.querySelector('#article h2').textContent + document.querySelector('#article .text').textContent"
        )
        assert shown == document.text.replace("\n", "")
    assert browser.problems == []


def test_a_selected_fact_shows_the_characters_of_its_fields(browser: Browser, report: Path) -> None:
    browser.open(report, "#articles/one")
    marks = browser.texts("#article .mark")
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
    browser.key("Tab")
    assert "800 billion USD" in browser.texts("#tip:not([hidden])")[0]
    assert "$800 billion" in browser.texts("#article .piece.evidence")
    browser.key("Escape")
    assert browser.run("document.getElementById('detail').hidden")
    assert browser.run("document.activeElement.textContent") == "$720 billion"
    browser.run("document.activeElement.blur()")
    assert browser.texts("#article .piece.evidence") == []


def test_a_leftover_is_grey_and_says_why(browser: Browser, report: Path) -> None:
    browser.open(report, "#articles/one")
    browser.click("#article .mark.left")
    assert "phone number" in browser.texts("#detail")[0]
    browser.move("#article .mark.left")
    browser.wait("!document.getElementById('tip').hidden")
    assert "phone number" in browser.texts("#tip")[0]


def test_the_pointer_shows_the_fact_and_its_characters(browser: Browser, report: Path) -> None:
    browser.open(report, "#articles/two")
    browser.move("#article .mark.status-target")
    browser.wait("!document.getElementById('tip').hidden")
    assert "Exports 800 billion USD" in browser.texts("#tip")[0]
    assert browser.texts("#article .mark .piece.evidence") == ["$800 billion"]
    browser.move("#article h2")
    browser.wait("document.getElementById('tip').hidden")
    assert browser.texts("#article .piece.evidence") == []


def test_a_fact_names_its_observation_and_the_facts_against_it(browser: Browser, report: Path) -> None:
    browser.open(report, "#articles/one")
    browser.click("#article .mark")
    assert browser.texts("#detail h3") == ["Observation agree", "Checked by arithmetic contradicted"]
    assert all("712 billion USD" in line for line in browser.texts("#detail ul li"))
    browser.click("#detail ul a")
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
    browser.click("#view-charts .point")
    browser.wait("!document.getElementById('view-articles').hidden")
    assert browser.texts("#article .mark[aria-pressed=true]") == ["$709.7 billion"]


def test_the_page_fits_a_phone(browser: Browser, gold: Path) -> None:
    browser.size(390, 844)
    try:
        browser.open(gold)
        for tab in ("overview", "facts", "articles", "charts"):
            browser.go(tab)
            assert browser.run("document.documentElement.scrollWidth") <= 390, tab
        browser.go("articles")
        browser.click("#article .text .mark.fact")
        browser.wait("document.getElementById('detail').getBoundingClientRect().bottom === 844")
        mark, panel = "document.querySelector('.mark[aria-pressed=true]')", "document.getElementById('detail')"
        browser.wait(f"{mark}.getBoundingClientRect().bottom < {panel}.getBoundingClientRect().top")
    finally:
        browser.size(1400, 900)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(browser: Browser, gold: Path, scheme: str) -> None:
    """4.5 to 1 between text and what lies behind it (WCAG 2.2, 1.4.3), for every colour that text meets."""
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(gold, "#articles")
    for hue in range(12):
        mark = f"Object.assign(document.createElement('span'), {{ className: 'mark fact hue{hue}', textContent: '5' }})"
        browser.run(f"document.getElementById('article').append({mark})")
    browser.click("#article .mark.fact")
    poor = browser.run(CONTRAST)
    assert poor == []


CONTRAST = """(() => {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const parts = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (parts(colour)[3] === 255) return colour;
    }
    return 'white';
  };
  const poor = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.getClientRects().length || node.closest('script')) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${node.tagName}.${node.className} ${ratio.toFixed(2)} ${node.textContent.slice(0, 20)}`);
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
    browser.go("facts")
    select = (
        "const s = document.getElementById('facts-metric'); s.value = 'imports'; s.dispatchEvent(new Event('change'));"
    )
    milliseconds = browser.run(f"(() => {{ const t = performance.now(); {select} return performance.now() - t; }})()")
    assert milliseconds < 500
    assert browser.problems == []
