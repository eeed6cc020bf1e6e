"""Dates of metadata, datelines with and without a year, stamps at the end."""

import datetime as dt

import pytest

from pipeline.readers.dates import date_in_text, find_dateline, parse_date

FIELDS = [
    ("2025-12-29 00:00", "2025-12-29"),
    ("2025-12-29T09:49:45+09:00", "2025-12-29"),
    ("01 Dec. 2025, 17:51", "2025-12-01"),
    ("Published: 2 May 2025, 10:12 | Business desk", "2025-05-02"),
    ("Dec. 1, 2025", "2025-12-01"),
    ("September 3rd, 2024", "2024-09-03"),
    ("Mon, 29 Dec 2025 09:00:00 GMT", "2025-12-29"),
    ("2025.12.29. 오전 9:00", "2025-12-29"),
    ("2025년 12월 29일", "2025-12-29"),
    ("20251229", "2025-12-29"),
    (20251229, "2025-12-29"),
    (1766966400, "2025-12-29"),
    (1766966400000, "2025-12-29"),
    (dt.datetime(2025, 12, 29, 23, 0, tzinfo=dt.UTC), "2025-12-29"),
    ("11.06.2020 | 16:20 UTC", "2020-06-11"),
    ("16/06/2020", "2020-06-16"),
    ("06/16/2020", "2020-06-16"),
    ("05/06/2020", None),  # May or June
    ("2025-13-45", None),
    ("11.06.2020 | 16:20 UTC", "2020-06-11"),
    ("25/12/2024", "2024-12-25"),
    ("12/25/2024", "2024-12-25"),
    ("06/11/2024", None),  # the sixth or the eleventh
    ("yesterday", None),
    ("", None),
    (None, None),
    (7, None),
    (True, None),
]


@pytest.mark.parametrize(("value", "day"), FIELDS)
def test_fields(value: object, day: str | None) -> None:
    assert parse_date(value) == (dt.date.fromisoformat(day) if day else None)


DATELINES = [
    ("SEOUL, December 05 (AJP) - South Korea’s exports", "SEOUL"),
    ("SEOUL, Nov. 27, 2025 (Hanwire) -- The Bank", "SEOUL"),
    ("Taipei, Aug. 8, 2024 (Formosa Newswire) Taiwan's exports", "Taipei"),
    ("GEOJE, South Korea, March 18, 2025 (Maritime Wire) — Haeyang", "GEOJE, South Korea"),
    ("TOKYO, Aug 1, 2025 (Kanda Wire) - Machine-tool", "TOKYO"),
    ("LONDON (Reuters) - Prices rose", "LONDON"),
    ("HÀ NỘI — Việt Nam’s turnover", "HÀ NỘI"),
    ("WASHINGTON — The American job market", "WASHINGTON"),
    ("GURYE COUNTY, South Jeolla — When Han Mi-rae", "GURYE COUNTY, South Jeolla"),
    ("FRANKFURT. Calendar and seasonally adjusted", "FRANKFURT"),
    ("GENEVA, 3 March — Trade fell", "GENEVA"),
    (
        "Acme Reports Results\n\n- Revenue up 4%\n\nDALLAS, Jan. 22, 2013 /Market Newswire/ -- Acme Incorporated",
        "DALLAS",
    ),
    ("Rates stay\n\nBRUSSELS, 4 May 2021 - The bloc", "BRUSSELS"),
    ("SK ships-orders S. Korea's yards win contractsBy Lee Han-bit SEOUL, Feb. 11 (Yonhap) -- South", "SEOUL"),
]


@pytest.mark.parametrize(("text", "place"), DATELINES)
def test_datelines(text: str, place: str) -> None:
    found = find_dateline(text)
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(
    "text",
    [
        "Korea said Monday, Dec. 1 — the data show a rise",
        "Monday, Dec. 1 — exports rose",
        "Samsung Electronics (SEC) said exports rose on May 3 - a record.",
        "South Korea has crossed a $700 billion threshold",
        "KITA forecasts exports will climb 3 percent",
        "GDP grew 1.2 percent in the third quarter. The BOK said so.",
        "The Bank of Korea (BOK) - the central bank - said",
    ],
)
def test_no_datelines(text: str) -> None:
    assert find_dateline(text) is None


TEXTS = [
    ("SEOUL, December 05 (AJP) - Exports are to pass $700 billion this year, and grow into 2026, it said on Friday. Ships ordered in 2022.",
     "2025-12-05", "dateline"),
    ("SEOUL, June 1 (Wire) -- Exports rose in May, data showed Saturday. It was the best since 2022.\n\n(END) June 1, 2024", "2024-06-01", "text"),
    ("SEOUL, Jan. 2 (Wire) -- Exports rose 3.8 percent in 2025, data showed Friday. In 2024 they rose too.", "2026-01-02", "dateline"),
    ("PARIS, March 5 (Wire) - Output rose in February 2024, the office said on Tuesday.", "2024-03-05", "dateline"),
    ("PARIS, March 5 (Wire) - Output rose in February.", None, "none"),
    ("SEOUL, December 05 (AJP) - Exports are to pass $700 billion this year, and grow into 2029, it said on Friday. Ships ordered in 2027.",
     "2028-12-05", "dateline"),  # a weekday that fits no year near by counts for nothing
    ("SEOUL, June 1 (Wire) -- Exports rose in May, data showed Saturday. It was the best month since 2022.", "2024-06-01", "dateline"),
    ("SEOUL, Jan. 7 (Wire) -- The yard won a deal, it said Tuesday. The ships will be delivered by the end of 2028.\n\nThe goal for 2025 is higher.",
     "2025-01-07", "dateline"),
    ("SEOUL, Jan. 7 (Wire) -- The yard won a deal, it said Tuesday. The goal for 2025 is higher. In 2024 it won $20 billion, surpassing its goal.",
     "2025-01-07", "dateline"),
    ("SEOUL, Jan. 7 (Wire) -- Pledges hit a high last year, up 4 percent from 2024. The decree of December 2024 had slowed them.",
     "2026-01-07", "dateline"),
    ("Lima, Dec. 12 (Wire).- Exports will close 2024 at a record, 22% above those of 2023. They were small in 2000.", "2024-12-12", "dateline"),
    ("Exports rise\nDec 24,2019 - Last updated at Dec 24,2019\n\nAMMAN - Exports rose.", "2019-12-24", "text"),
    ("PARIS, Feb. 29 (Wire) - Output rose in January 2023.", "2024-02-29", "dateline"),
    ("BEIJING, Oct. 14, 2024 (Eastern Wire) — China's exports rose in 2023.", "2024-10-14", "dateline"),
    ("Taiwan's exports rose.\nEnditem/20240808", "2024-08-08", "text"),
    ("By Our Reporter | The Herald | Published February 16, 2019\n\nLAHORE: Exports rose 3 per cent in seven months.", "2019-02-16", "text"),
    ("Rice exporters wary\nTHE TRIBUNE\nPUBLISHED : 5 FEB 2026 AT 05:12\n\nThailand shipped 7.9 million tonnes last year.", "2026-02-05", "text"),
    ("Tariffs\nPublished: 11.06.2020 | 16:20 UTC\n\nSales fell.", "2020-06-11", "text"),
    ("Jobs fell in May, the statistical office announced on Monday, June 30, 2025. In 2024 they had risen.", "2025-06-30", "text"),
    ("Jobs will be counted anew on Monday, June 28, 2025, it said.", None, "none"),  # a Saturday
    ("- Exports by Dec. 31, 2024\n- Imports\n\nThe two rose.", None, "none"),
    ("Exports exceeded $700 billion in 2025, officials said.", None, "none"),
    ("The law of June 1, 2024 set tariffs.", None, "none"),
    ("Textile exports inch up\n\nBy Our Reporter | The Herald | Published February 16, 2019\n\nExports rose.", "2019-02-16", "text"),
    ("Trade gap in check\n\nSuva Post, 14 June 2018\n\nThe deficit widened.", "2018-06-14", "text"),
    ("Console sales slump\n\nNov. 6, 2024 (Screen Wire) -- The company sold 4.72 million consoles.", "2024-11-06", "text"),
    ("The rate fell to 8.4% in May, the authority announced on Monday, June 30, 2025.", "2025-06-30", "text"),
    ("The rate fell to 8.4% in May, the authority announced on Friday, June 30, 2025.", None, "none"),
    ("Results for the quarter ended\nSix months to June 30, 2024\n\nSales rose.", None, "none"),
    ("Profit of Nordby ASA at December 31, 2024 was 3 million crowns.\n", None, "none"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "found"), TEXTS)
def test_texts(text: str, day: str | None, found: str) -> None:
    assert date_in_text(text) == (dt.date.fromisoformat(day) if day else None, found)


def test_a_crawl_stamp_gives_the_year() -> None:
    text = "PARIS, Dec. 30 (Wire) - Output rose in November."
    assert date_in_text(text, dt.date(2026, 1, 2)) == (dt.date(2025, 12, 30), "dateline")
