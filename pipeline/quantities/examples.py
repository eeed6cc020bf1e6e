"""What the rules mean, by example; the tests run every line.

Positive examples stand in a carrier sentence ("It was ... .") and must come out as the one quantity of it, from the
first character to the last; negative ones must give none. A surface that needs its surroundings is a `sentence`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Example(NamedTuple):
    """`surfaces` that all mean `value` in `unit`; `want` further fields of the quantity."""

    surfaces: tuple[str, ...]
    unit: str | None
    value: float | None = None
    want: Mapping[str, object] = MappingProxyType({})


class Sentence(NamedTuple):
    """A sentence and everything in it: (surface, value, unit) in the order of the text."""

    text: str
    quantities: tuple[tuple[str, float, str], ...]
    country: str | None = None


def money(unit: str, value: float, *surfaces: str, kind: str = "money") -> Example:
    return Example(surfaces, unit, value, {"kind": kind})


def percent(value: float, *surfaces: str) -> Example:
    return Example(surfaces, "%", value, {"kind": "percent"})


def points(value: float, *surfaces: str) -> Example:
    """Percentage points; basis points are hundredths of one."""
    return Example(surfaces, "pp", value, {"kind": "points"})


def physical(unit: str, value: float, *surfaces: str) -> Example:
    return Example(surfaces, unit, value, {"kind": "physical"})


def duration(unit: str, value: float, *surfaces: str) -> Example:
    return Example(surfaces, unit, value, {"kind": "duration"})


def count(value: float, noun: str, *surfaces: str) -> Example:
    """Surfaces with their noun; the quantity is the number before it."""
    return Example(surfaces, "1", value, {"kind": "count", "noun": noun})


def share(value: float, *surfaces: str) -> Example:
    """Fractions in words, in percent."""
    return Example(surfaces, "%", value, {"kind": "fraction"})


def multiple(value: float, *surfaces: str) -> Example:
    """Relative change in percent."""
    return Example(surfaces, "%", value, {"kind": "multiple"})


def between(low: float, high: float, unit: str, *surfaces: str) -> Example:
    return Example(surfaces, unit, (low + high) / 2, {"low": low, "high": high, "bound": "range"})


def bounded(bound: str, value: float, unit: str, *surfaces: str) -> Example:
    """Surfaces with their bound word; the quantity is without it."""
    return Example(surfaces, unit, value, {"bound": bound})


def ordinal(value: float, unit: str, *surfaces: str) -> Example:
    """Ranks (unit 1) and streaks (the period they count in), with the words that make them one."""
    return Example(surfaces, unit, value, {"kind": "ordinal"})


def nothing(*surfaces: str) -> Example:
    return Example(surfaces, None)


def sentence(text: str, *quantities: tuple[str, float, str], country: str | None = None) -> Sentence:
    return Sentence(text, quantities, country)


EXAMPLES = [
    # money: signs, codes, names, magnitudes
    money(
        "USD",
        704e9,
        "$704 billion",
        "US$704bn",
        "704 billion U.S. dollars",
        "USD 704 bln",
        "$704b",
        "$ 704 billion",
        "$0.704 trillion",
        "$704-billion",
    ),
    money("USD", 61.04e9, "$61.04 billion", "USD61.04 billion", "61.04 billion dollars", "61.04bn USD"),
    money("USD", 1.2e12, "$1.2 trillion", "US$1.2tn", "$1.2tr", "$1.2trn", "$1.2t", "1.2 trillion U.S. dollars"),
    money(
        "USD",
        5e6,
        "$5 million",
        "$5m",
        "$5mn",
        "$5 mln",
        "$5 m",
        "five million dollars",
        "$5 million dollars",
        "5 million USD",
        "5 USD million",
    ),
    money("USD", 250_000, "a quarter of a million dollars", "quarter million US dollars", "$250k", "$250,000"),
    money("USD", 1.5e6, "one and a half million dollars", "$1.5M", "$1 1/2 million", "one million and a half dollars"),
    money("USD", -5e9, "-$5 billion", "$-5 billion", "minus $5 billion"),
    money(
        "KRW",
        2.982e9,
        "2 billion 982 million won",
        "2.982 billion won",
        "KRW 2.982 billion",
        "₩2.982bn",
        "W2.982 billion",
        "Won2.982bn",
    ),
    money("KRW", 13e12, "13 trillion won", "13 trillion-won", "13 trillion South Korean won", "KRW13tn"),
    money("KRW", 3.4, "3.4 won"),
    money("JPY", 74.1e9, "74.1 billion yen", "¥74.1 billion", "JPY 74.1bn", "74.1 billion Japanese yen"),
    money(
        "CNY",
        500e6,
        "500 million yuan",
        "500m renminbi",
        "RMB 500 million",
        "Rmb500m",
        "CNY500 million",
        "500 million Chinese yuan",
    ),
    money("EUR", 310e6, "€310mn", "310 million euros", "EUR 310 million", "310 MEUR", "€ 310 million"),
    money("GBP", 4.7, "470 pence", "470p", "£4.70", "4.70 British pounds"),
    money("INR", 3.5e6, "35 lakh rupees", "Rs 35 lakh", "₹35 lakh", "Rs. 3,500,000", "INR 35 lakh", "₹35,00,000"),
    money("INR", 5e12, "5 lakh crore rupees", "Rs 5 lakh crore", "Rs 5 lakh cr"),
    money("INR", 456e6, "Rs 45.6 cr", "₹45.6 Cr", "Rs.45.6 crore"),
    money("EGP", 1.2e9, "LE 1.2 billion", "LE1.2bn", "E£1.2bn"),
    money("GHS", 1.2e9, "GH¢1.2 billion", "GHS1.2bn"),
    money("QAR", 3e9, "QR3 billion", "QAR 3bn"),
    money("USD", 0.606, "US60.6c"),
    money("USD", 8.875, "$8.87 1/2"),
    money("NGN/USD", 800, "N800/$", "N800/$1", kind="rate"),
    money("AUD", 60e6, "A$60 million", "AU$60m", "AUD 60 million", "MAUD 60", "60 million Australian dollars"),
    money("CAD", 16.4e6, "C$16.4 million", "c $ 16.4 million", "CA$16.4m", "CAD 16.4 million"),
    money("HKD", 2.5e9, "HK$2.5 billion", "2.5 billion Hong Kong dollars"),
    money("TWD", 30e6, "NT$30 million", "30 million New Taiwan dollars", "T$30m"),
    money("SGD", 4e9, "S$4bn", "4 billion Singapore dollars"),
    money("NZD", 4e9, "NZ$4 billion"),
    money("BRL", 200e6, "R$200 million", "200 million reais", "200 million Brazilian reals"),
    money("MXN", 15, "Mex$15", "MX$ 15", "15 Mexican pesos", "15 pesos"),
    money("MYR", 40e6, "RM40 million", "40 million ringgit", "MYR 40 million"),
    money("THB", 300e6, "300 million baht", "THB300m", "฿300 million"),
    money("VND", 1.2e12, "1.2 trillion dong", "VND1.2 trillion", "1,200 billion Vietnamese dong"),
    money("IDR", 2e12, "Rp 2 trillion", "2 trillion rupiah", "IDR2tn"),
    money("PHP", 3e9, "P3 billion", "₱3 billion", "3 billion Philippine pesos"),
    money("ZAR", 500e6, "R500 million", "500 million rand"),
    money("CHF", 300e6, "SFr300m", "CHF 300 million", "300 million Swiss francs"),
    money("SEK", 40e6, "SKr40m", "40 million kronor", "SEK 40 million"),
    money("TRY", 15e9, "15 billion Turkish lira", "₺15 billion", "TRY 15 billion"),
    money("SAR", 90e6, "90 million riyals", "SAR 90 million"),
    money("AED", 20e6, "20 million dirhams", "AED20m"),
    money("UAH", 4e6, "4 million hryvnias"),
    money("PLN", 35, "35 Polish zlotys", "35 zloty", "PLN 35"),
    money("USD", 0.12, "12 cents", "12 US cents"),
    money("USD", 13.45, "thirteen dollars and forty-five cents", "thirteen dollars forty-five", "13 dollars 45"),
    # prices and exchange rates
    money("USD/bbl", 63, "$63 per barrel", "$63 a barrel", "$63/barrel", "63 dollars a barrel", kind="price"),
    money("USD/t", 746.69, "US$746.69 per tonne", "$746.69 a metric ton", kind="price"),
    money("USD/lb", 3.85, "US$3.85 a pound", kind="price"),
    money("USD", 1.25, "$1.25 a share", "$1.25-a-share", "$1.25 per share", kind="price"),
    # percent and points
    percent(
        38.6,
        "38.6 percent",
        "38.6 per cent",
        "38.6%",
        "38.6 pct",
        "38.6 %",
        "38.6-percent",
        "+38.6%",
        "thirty-eight point six percent",
    ),
    percent(-0.3, "minus 0.3 percent", "-0.3%", "−0.3 percent", "negative 0.3 percent", "–0.3%", "(-) 0.3 per cent"),
    percent(42.3, "42-point-three percent", "42.3 percent"),
    percent(3.5, "3-1/2 percent", "3 1/2 pct", "3½ per cent"),
    points(
        0.3,
        "0.3 percentage point",
        "0.3 percentage points",
        "30 basis points",
        "30bp",
        "30 bps",
        "30-basis-point",
        "0.3%p",
        "three-tenths of a percentage point",
        "0.3 of a percentage point",
    ),
    points(
        0.25,
        "a quarter point",
        "a quarter-point",
        "a quarter of a percentage point",
        "25 basis points",
        "quarter-point",
    ),
    points(0.5, "half a percentage point", "half a point", "half-point"),
    # physical
    physical("t", 291_890, "291,890 tonnes", "291,890 metric tons", "291,890 tons"),
    physical("bbl", 2e6, "2 million barrels", "2m barrels"),
    physical("t", 12.6e6, "12.6 MMT", "12.6 Mt", "12.6 mtpa", "12.6 million tonnes"),
    physical(
        "bbl/d",
        500_000,
        "500,000 barrels a day",
        "500,000 barrels per day",
        "500,000 bpd",
        "500 kb/d",
        "0.5mbpd",
        "0.5 mb/d",
    ),
    physical("boe/d", 850_000, "850,000 boe/d", "850 mboe/d"),
    physical("CGT", 1.71e6, "1.71 million compensated gross tons", "1.71 million CGT"),
    physical("TEU", 4e6, "4 million TEU", "4 million twenty-foot equivalent units"),
    physical("m2", 573.04e6, "573.04 million square meters", "573.04 million square metres", "573.04 million sq m"),
    physical("kWh", 20, "20 kWh", "20 kilowatt-hours", "20 kilowatt hours"),
    physical("GWh", 1.5, "1.5 GWh", "1.5 gigawatt hours"),
    physical("mi", 10.5, "10 1/2 miles", "10.5 miles"),
    physical("kg", 20, "20 kg", "20 kilograms", "20 kilos", "20 [kg]"),
    physical("lb", 200, "200lbs", "200 lb"),
    physical("ft", 5 + 2 / 12, "5 ft 2 in", "5 feet and 2 inches"),
    physical("kPa", 40, "40 kilopascals"),
    physical("megapixel", 8, "8 megapixels"),
    # lengths of time
    duration("years", 3.5, "three and a half years", "3.5 years", "3 1/2 years"),
    duration("months", 6, "six months", "six consecutive months", "six straight months", "six-month"),
    duration("quarters", 3, "three quarters"),
    duration("h", 0.5, "half an hour"),
    # counts
    count(216_637, "vehicles", "216,637 vehicles"),
    count(62_000, "new positions", "62,000 new positions"),
    count(7.2e6, "people", "7.2 million people", "7.2m people"),
    count(15, "key export items", "15 key export items", "fifteen key export items"),
    count(40_000, "jobs", "40 000 jobs", "40,000 jobs", "40k jobs"),
    count(36, "eggs", "three dozen eggs"),
    # fractions and multiples
    share(50, "half of it", "half the total"),
    share(100 / 3, "a third of it", "one-third of it", "one third of it"),
    share(40, "two-fifths of it", "two fifths of it"),
    share(75, "three-quarters of it"),
    share(20, "one in five of them"),
    multiple(100, "doubled", "double the figure", "twice the figure", "twice as much"),
    multiple(200, "tripled", "trebled", "threefold", "three times as much", "3-fold"),
    multiple(-50, "halved"),
    # ranges
    between(
        2,
        3,
        "%",
        "between 2 and 3 percent",
        "2 to 3 percent",
        "2-3%",
        "2% to 3%",
        "2%-3%",
        "2–3 percent",
        "a range of 2 to 3 percent",
        "between two and three percent",
    ),
    between(
        600e9,
        700e9,
        "USD",
        "$600-700 billion",
        "$600 billion to $700 billion",
        "between $600 billion and $700 billion",
        "$600 to $700 billion",
        "600 to 700 billion dollars",
    ),
    between(22e12, 24e12, "KRW", "between 22 trillion and 24 trillion won", "22-24 trillion won"),
    between(-0.1, 0.3, "%", "between minus 0.1 and 0.3 percent"),
    between(20, 30, "1", "20 to 30 firms", "20-30 firms"),
    between(5, 7, "USD/bbl", "between $5 and $7 a barrel"),
    # bounds
    bounded(
        "ge",
        700e9,
        "USD",
        "more than $700 billion",
        "over $700 billion",
        "at least $700 billion",
        "upwards of $700 billion",
        "$700 billion or more",
        "$700 billion-plus",
        "more than another $700 billion",
    ),
    bounded(
        "le",
        5,
        "%",
        "less than 5 percent",
        "under 5%",
        "up to 5 percent",
        "at most 5 percent",
        "no more than 5 percent",
        "5 percent or less",
        "just under 5 percent",
    ),
    bounded(
        "approx",
        40,
        "%",
        "about 40 percent",
        "nearly 40%",
        "almost 40 percent",
        "roughly 40 percent",
        "around 40 percent",
        "40 percent or so",
        "some 40 percent",
    ),
    # ordinals
    ordinal(6, "1", "sixth-largest", "6th-largest", "sixth largest"),
    ordinal(6, "months", "sixth straight month", "sixth consecutive monthly rise", "6th month in a row"),
    ordinal(3, "quarters", "third consecutive quarter"),
    ordinal(42, "weeks", "42nd consecutive weekly rise"),
    # no quantities
    nothing(
        "DDR5",
        "5G",
        "Galaxy S25",
        "a 3-2 win",
        "10:30 a.m.",
        "9.45 a.m.",
        "at 8.15 pm",
        "6pm",
        "HBM3E",
        "COVID-19",
        "a B-52",
        "an Airbus A320",
        "Boeing 737",
        "iPhone 15",
        "the G20",
        "the Group of 20",
        "B2B sales",
        "B2C",
    ),
    nothing(
        "in 2024",
        "2025-11-14",
        "11/14/2025",
        "Nov. 14",
        "20 December",
        "the 1990s",
        "FY2025",
        "3Q25",
        "mid-2020s",
        "2025-26",
    ),
    nothing(
        "Section 232",
        "Article 301",
        "No. 4 on the list",
        "S&P 500",
        "Nikkei 225",
        "KOSPI 200",
        "Route 128",
        "Formula 1",
        "Fortune 500",
        "page 12",
    ),
    nothing(
        "02-398-3114",
        "+82-2-398-3114",
        "www.example.com/2020/5",
        "desk24@example.com",
        "0005615297",
        "11:20",
        "a 28-year-old",
        "aged 46",
        "10-year Treasury yields",
        "30-year bonds",
    ),
    nothing(
        "the first time",
        "the third quarter",
        "the second half",
        "a double-digit rise",
        "double taxation",
        "a second chance",
        "one of them",
        "no one",
    ),
]

#: Words that bound elsewhere and here do not: comparisons with a known figure, verbs with "up".
UNBOUNDED = [
    "It earned more than the $20 billion of last year.",
    "Growth is picking up to 0.9 percent.",
    "It will invest $5 billion over 3 years.",
]

SENTENCES = [
    sentence(
        "Exports rose 3.8 percent to $709.7 billion.", ("3.8 percent", 3.8, "%"), ("$709.7 billion", 709.7e9, "USD")
    ),
    sentence(
        "Sales fell 15.9 percent, 14.1 percent and 10.3 percent.",
        ("15.9 percent", 15.9, "%"),
        ("14.1 percent", 14.1, "%"),
        ("10.3 percent", 10.3, "%"),
    ),
    sentence(
        "They grew 7.4, 3.0 and 6.9 percent, respectively.",
        ("7.4", 7.4, "%"),
        ("3.0", 3.0, "%"),
        ("6.9 percent", 6.9, "%"),
    ),
    sentence("The share fell from 4.8 to 4.7 percent.", ("4.8", 4.8, "%"), ("4.7 percent", 4.7, "%")),
    sentence(
        "Oil fell $1.20, or 1.9 percent, to $63.45 a barrel.",
        ("$1.20", 1.2, "USD"),
        ("1.9 percent", 1.9, "%"),
        ("$63.45 a barrel", 63.45, "USD/bbl"),
    ),
    sentence(
        "Shares rose $2 to $45 and 500 won to 60,000 won.",
        ("$2", 2, "USD"),
        ("$45", 45, "USD"),
        ("500 won", 500, "KRW"),
        ("60,000 won", 60_000, "KRW"),
    ),
    sentence(
        "It cost 71.92 trillion won ($58 billion).",
        ("71.92 trillion won", 71.92e12, "KRW"),
        ("$58 billion", 58e9, "USD"),
    ),
    sentence("The won traded at 1,439.5 won to the dollar.", ("1,439.5 won", 1439.5, "KRW/USD")),
    sentence("The won slid past 1,470 per dollar.", ("1,470", 1470, "KRW/USD")),
    sentence(
        "The index rose 1.2 percent, or 30.5 points, to 2,567.32.",
        ("1.2 percent", 1.2, "%"),
        ("30.5 points", 30.5, "1"),
        ("2,567.32", 2567.32, "1"),
    ),
    sentence("Its share was 19 per cent, up a point.", ("19 per cent", 19, "%"), ("a point", 1, "pp")),
    sentence("The manufacturers' index stood at plus 15.", ("plus 15", 15, "1")),
    sentence(
        "The highest in 19 months, a nine-month high for 13 years.",
        ("19 months", 19, "months"),
        ("nine-month", 9, "months"),
        ("13 years", 13, "years"),
    ),
    sentence("Three of the six board members agreed.", ("Three", 3, "1"), ("six", 6, "1")),
    sentence("Korea came third with 19,876 cars.", ("third", 3, "1"), ("19,876", 19_876, "1")),
    sentence("Kim, 46, paid ¥800 for 2 items.", ("¥800", 800, "JPY"), ("2", 2, "1")),
    sentence("Chinese exporters paid ¥800.", ("¥800", 800, "CNY")),
    sentence("Remittances reached 300 million pesos.", ("300 million pesos", 300e6, "PHP"), country="PH"),
    sentence("It trades at 2.4 times EBITDA.", ("2.4 times", 2.4, "1")),
    sentence("They met seven times.", ("seven", 7, "1")),
    sentence("Two pounds of beef cost five pounds.", ("Two pounds", 2, "lb"), ("five pounds", 5, "GBP")),
    sentence("He had 10 rmb and she 20 usd.", ("10 rmb", 10, "CNY"), ("20 usd", 20, "USD")),
    sentence("A $29.9 billion surplus was the result.", ("$29.9 billion", 29.9e9, "USD")),
]
