"""Gates: each reason once and its opposite, the language test, and near-duplicates in any order."""

import datetime as dt
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import gates
from pipeline.document import Document
from pipeline.gates import REASONS, first_gate, forget_languages, language_of, link_near_duplicates, signature
from pipeline.gates.copies import resolve
from pipeline.gates.scripts import script_language

KOREAN = (
    "산업통상자원부는 11월 수출액이 610억 4천만 달러로 지난해 같은 달보다 8.4% 늘었다고 1일 밝혔다. 반도체 수출은 38.6% 증가했다. "
    * 4
)
ENGLISH = (
    "Exports rose 8.4 percent to $61.04 billion in November, the trade ministry said on Monday. Imports were up 1.2 percent. "
    * 4
)

GATES = [
    ("", "empty"),
    (" \n\t", "empty"),
    (KOREAN, "not English"),
    (("Die Ausfuhren der Bundesrepublik stiegen im Mai um 5,3 Prozent auf 131 Milliarden Euro, teilte das Statistische Bundesamt am Montag "
     "mit. Die Einfuhren gingen dagegen um 2 Prozent zurück, wie die Behörde in Wiesbaden weiter erklärte."), "not English"),
    ("The minister said that trade was good and that it would be better soon.", "no numbers"),
    ("A baker carries trays across a yard, Tuesday, March 11, 2025, in Lyon, France. (AP Photo/Jean Morel)", "caption"),
    ("Non-alcoholic beer for sale in Washington, DC, USA, 29 December 2025. A review showed gains. EPA/JIM LO SCALZO", "caption"),
    (ENGLISH, None),
    ("Prices doubled within the decade, the agency said.", None),
    ("The Kospi closed at 4,220.56, up 2.2 percent. (Yonhap)", None),
    ("Samsung (삼성전자) said exports rose 5 percent, and so did LG (LG전자) in Seoul on Monday.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), GATES)
def test_first_gate(text: str, reason: str | None) -> None:
    outcome = first_gate(Document.of(text))
    assert outcome.reason == reason
    assert reason is None or reason in REASONS


@given(
    st.lists(
        st.sampled_from(["the", "The", "of?and", "l’air", "“in", "été", "U.S.", "Preis", "3,5", "한국", "?", " "])
        | st.text(max_size=4)
    )
)
def test_what_looks_plainly_english_is_so_word_by_word(pieces: list[str]) -> None:
    text = " ".join(pieces)
    words = re.findall(r"[^\W\d_]+", text.lower())
    common = sum(word in gates._ENGLISH for word in words)
    assert not gates._plainly_english(text) or 100 * common >= 8 * len(words)


def test_what_a_reader_knew_counts() -> None:
    assert first_gate(Document(id="a", text="", language="ko")).reason == "not English"
    assert (
        first_gate(Document(id="a", text="Exports rose 5 percent.", note="cut at 10 characters")).detail
        == "cut at 10 characters"
    )


def test_seen_before() -> None:
    document = Document.of(ENGLISH, id="b")
    assert first_gate(document, {document.content_hash: "a"}).reason == "duplicate"
    assert first_gate(document, {document.content_hash: "b"}).reason is None


LIST = (
    "KOSDAQ 150 Closing Quotations\n\nMiraeTextile 8,310 UP 90 NORTHERN PAPER 12,450 DN 150 Daeyang C&T 41,200 UP 300 HB GLASS 6,020 DN 30 "
    * 3
)
HEADLINES = (
    "Morning Papers\n\nHanseong Economic Review -- Steelmakers Brace EU Quota; Busan Shipyard Union strike vote looms. "
    "Parliament Speaker Kang Visits Hanoi, Da Nang; exporters seek lower duties from Vietnam Customs. "
    "Midfielder Park Joon-ho Misses Qatar, Coach Emilio Dela Cruz told Manila Herald. "
    "Typhoon Marisol nears Jeju, Ulleungdo, Tsushima; ferries stay idle and schools shut."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (KOREAN, "ko"),
        (LIST, "en"),
        (HEADLINES, "en"),
        ("韓国の11月の輸出は前年同月比8.4%増の610億ドルだった。", "ja"),
        ("韩国十一月出口同比增长百分之八点四，达到六百一十亿美元。", "zh"),
        ("Экспорт Южной Кореи вырос на 8,4 процента до 61 млрд долларов.", "ru"),
        ("ارتفعت صادرات كوريا الجنوبية 8.4 بالمئة في نوفمبر", "ar"),
        (ENGLISH, "en"),
        (("L'économie française a progressé de 0,5 % au troisième trimestre, selon l'Insee, et les exportations ont augmenté de 2,6 % "
         "tandis que les importations ont reculé. La consommation des ménages est restée atone, d'après la même source."), "fr"),
        ("Kospi 4,220.56 up", "en"),
    ],
)  # fmt: skip
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_languages_are_told_again_after_they_were_forgotten() -> None:
    text = GATES[3][0]
    assert language_of(text) == "de"
    forget_languages()
    assert language_of(text) == "de"


def test_latin_letters_are_no_other_script() -> None:
    assert script_language("Café “Zürich” naïve — 5 €") is None
    assert script_language("Việt Nam’s import-export turnover — “estimated” at €511 billion, Hà Nội said") is None
    assert script_language(ENGLISH + "삼성전자") is None
    assert script_language("") is None


STORY = (
    "South Korea's exports advanced 11.4 percent from a year earlier in May as overseas sales of memory chips swelled, data showed. "
    "Outbound shipments came to $58.09 billion last month, compared with $52.15 billion a year ago, the trade ministry said. "
    "Imports slipped 2.1 percent on-year to $53.14 billion, leaving a trade surplus of $4.95 billion, the largest in 41 months. "
    "By item, chip exports soared 54.3 percent to $11.37 billion, the seventh consecutive month of gain. "
)
LATER = STORY + "Shipments of displays grew 15.8 percent, the ministry added, and those of computers by 48.4 percent. "
#: The same report a month on: the wording stays, the figures do not.
NEXT_MONTH = STORY.translate(str.maketrans("0123456789", "3857916042"))


def day(n: int) -> dt.date:
    return dt.date(2024, 6, n)


def test_later_version_and_copy_are_linked_to_the_newest() -> None:
    rows = [
        ("001", day(1), signature(STORY)),
        ("002", day(1), signature(LATER)),
        ("900", day(2), signature("(LEAD) " + LATER)),
    ]
    assert link_near_duplicates(rows) == {"001": "900", "002": "900"}


def test_same_wording_with_other_figures_is_another_story() -> None:
    assert link_near_duplicates([("a", day(1), signature(STORY)), ("b", day(2), signature(NEXT_MONTH))]) == {}


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert signature("Hello") == b""
    assert link_near_duplicates([("a", None, b""), ("b", None, b"")]) == {}


WORDS = list(
    re.findall(
        r"\S+",
        "exports imports rose fell chips ships May June percent billion Korea China of the to in said ministry 5 7 11.4 58 $3 2024",
    )
)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_links_do_not_depend_on_order(seed: int) -> None:
    rng = random.Random(seed)
    bases = [" ".join(rng.choices(WORDS, k=80)) for _ in range(4)]
    rows = []
    for n in range(16):
        words = rng.choice(bases).split()
        for _ in range(rng.randrange(6)):
            words[rng.randrange(80)] = "changed"
        rows.append((f"d{n:02}", day(rng.randrange(1, 5)), signature(" ".join(words))))
    links = link_near_duplicates(rows)
    assert link_near_duplicates(rng.sample(rows, len(rows))) == links
    published = {id: (when, id) for id, when, _ in rows}
    assert links
    for copy, kept in links.items():
        assert kept not in links
        assert published[kept] > published[copy]


def test_links_of_several_passes_lead_to_what_is_kept() -> None:
    assert resolve({"a": "b", "b": "c"}) == {"a": "c", "b": "c"}
