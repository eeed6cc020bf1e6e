"""Text of articles that tries to become markup, script, a link or a direction does nothing in a real Chromium."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.document import Document
from pipeline.fact import Evidence, Leftover
from pipeline.report import write_report
from tests.report import tables as made
from tests.report.chromium import Browser

TABS = ("overview", "facts", "observations", "conflicts", "articles", "charts")

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
    words = {
        "reporter": "constructor",
        "status": "__proto__",
        "measure": "toString",
        "basis": "valueOf",
        "bound": "constructor",
    }
    odd = [
        made.fact(document, "2025", metric="hasOwnProperty", period=str(year), **words).with_id()
        for year in range(2020, 2024)
    ]
    at = document.text.rindex("7 units")
    left = [Leftover(document.id, "7", at, at + 1, script), Leftover(document.id, "7 units", at, at + 7, "constructor")]
    more = made.reconciled([[read], *([one] for one in odd)], [read])
    page = write_report(made.write(tmp_path, [(document, [read, *odd], left)], **more))
    browser.open(page)
    for tab in TABS:
        browser.go(tab)
    browser.go("articles")
    for mark in range(3):
        browser.run(f"document.querySelectorAll('#article .mark')[{mark}].click()")
        browser.move(f"#article .mark.{'left' if mark == 2 else 'fact'}")
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
    assert "native code" not in browser.run("document.body.textContent")
    assert browser.problems == []
    assert browser.requests == [page.as_uri()]
    texts = "#view-facts bdi, #article p, #article h2, #detail bdi, #article-list bdi"
    isolating = browser.run(f"[...document.querySelectorAll('{texts}')].map((n) => getComputedStyle(n).unicodeBidi)")
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
