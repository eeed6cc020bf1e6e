"""Companies: how the text shows them, their short forms, and names that are none."""

from __future__ import annotations

import pytest

# A text, and the full name for each form in it.
FOUND = [
    ("Haeyang Steel Co. won. Haeyang will build it.", {"Haeyang Steel Co.": "Haeyang Steel Co.", "Haeyang": "Haeyang Steel Co."}),
    ("Daon Motor, Korea’s second-largest carmaker, sold 262,528 vehicles. Shares of Daon rose.", {"Daon Motor": "Daon Motor", "Daon": "Daon Motor"}),
    ("Rival chipmaker Vexora said revenue rose.", {"Vexora": "Vexora"}),
    ("Data showed that Vexora, a maker of batteries, lost money.", {"Vexora": "Vexora"}),
    ("Vexora (005930.KS) rose.", {"Vexora": "Vexora"}),
    ("Shares of Vexora fell 2 percent.", {"Vexora": "Vexora"}),
    ("On Monday, Vexora's revenue rose.", {"Vexora": "Vexora"}),
    ("Vexora, which makes pumps, cut jobs.", {"Vexora": "Vexora"}),
    ("Samsung Electronics posted a profit. Samsung said so.", {"Samsung Electronics": "Samsung Electronics", "Samsung": "Samsung Electronics"}),
    ("Kia 74,210 and GM Korea 31,650", {"Kia": "Kia", "GM Korea": "GM Korea"}),
    ("Korea Ocean Corp. (KOC) owns it. KOC said so.", {"Korea Ocean Corp.": "Korea Ocean Corp.", "KOC": "Korea Ocean Corp."}),
    ("Procter & Gamble fell", {"Procter & Gamble": "Procter & Gamble"}),
    ("of Sambu Engineering and Construction", {"Sambu Engineering and Construction": "Sambu Engineering and Construction"}),
    ("Samsung Fire Insurance said it", {"Samsung Fire Insurance": "Samsung Fire Insurance"}),
    ("Nvidia CEO Jensen Huang said", {"Nvidia": "Nvidia"}),
    ("Samsung Electronics Co., Ltd. said", {"Samsung Electronics Co., Ltd.": "Samsung Electronics Co., Ltd."}),
    ("Scania, Velbert and Iveco followed with 4,000, 3,100 and 2,900 units.", {"Scania": "Scania", "Velbert": "Velbert", "Iveco": "Iveco"}),
    ("Volvo sold 8,200, followed by Ostmark at 6,100.", {"Volvo": "Volvo", "Ostmark": "Ostmark"}),
    ("Brastel of Brazil was next with 14 percent.", {"Brastel": "Brastel"}),
    ("Zenfar led the tablet market with 23 percent.", {"Zenfar": "Zenfar"}),
    ("Last year Zenfar ranked second with 20 percent.", {"Zenfar": "Zenfar"}),
    ("Norvana said on Monday that sales rose 4 percent.", {"Norvana": "Norvana"}),
    ("In March Velara shipped 1.4 million handsets.", {"Velara": "Velara"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(companies, text, expected):
    assert {text[m.start : m.end]: m.code for m in companies(text)} == expected


NOTHING = [
    "South Korea's exports rose.", "President Lee Jae Myung said on Monday.",
    "Lee posted a message. President Lee said so.", "The Bank of Korea kept the rate.",
    "Governor Rhee Chang-yong, 65, told reporters.", "Exports sold well in November.",
    "The International Monetary Fund raised its forecast.",
    "Korea Pharmaceutical and Bio-Pharma Manufacturers Association said", "Washington delivered 500 missiles.",
    "Koo Kwang-mo, a researcher at the company, said", "Kim, chief executive of the carmaker, said",
    "The Emirates said oil sales rose.", "Ministry of Industry, Trade and Resources",
    "KOSPI closed 1.2 percent lower.", "Shares of DRAM makers fell.",
    "Pattaya ranked second with guests from abroad.", "Farmers shipped 3 million tonnes.", "Companies shipped 3 million phones.",
    "Sales were best in Gangwal, followed by Ostmark at 6,100.",
    "Anna Dunmore spoke. Dunmore said that sales rose.", "The Ministry of Japan was next with it.", "Tourism led the market.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_not_found(companies, text):
    assert not companies(text)


def test_headlines_show_only_names_that_the_body_shows(companies):
    title = "Vexora Posts Record Profit As Global Steel Demand Recovers"
    text = f"{title}\n\nVexora Co. said on Monday that its profit rose."
    assert {(text[m.start : m.end], m.code) for m in companies(text, title)} == {
        ("Vexora", "Vexora Co."),
        ("Vexora Co.", "Vexora Co."),
    }


def test_a_short_form_of_two_companies_stands_for_neither(companies):
    text = "Sambo Motor rose. Sambo Steel fell. Traders sold Sambo."
    assert [text[m.start : m.end] for m in companies(text)] == ["Sambo Motor", "Sambo Steel"]


def test_country_is_read_beside_the_name(companies):
    assert companies("Daon Motor, Korea’s second-largest carmaker, said")[0].data["country"] == "KR"
    assert companies("German carmaker Vexora said")[0].data["country"] == "DE"
    assert companies("It bought Vexora Ltd. last year")[0].data["country"] is None
