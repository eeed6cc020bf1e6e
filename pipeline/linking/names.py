"""Names: how a row says in words who and what it is about."""

from __future__ import annotations

import functools

from pipeline.vocabulary import entries

#: Unions of countries that have figures of their own, as a country does.
UNIONS = {"EU", "EA"}


@functools.cache
def name_of(code: str) -> str:
    """The English name of a country or area code ("KR" is South Korea); any other name stays as it is."""
    place = entries.table("places").get(code)
    if place is not None and place.get("name"):
        return str(place["name"][0])
    if len(code) == 2 and code.isupper():
        import pycountry

        country = pycountry.countries.get(alpha_2=code)
        if country is not None:
            return str(getattr(country, "common_name", country.name))
    return code


@functools.cache
def _countries() -> frozenset[str]:
    """Codes of ISO 3166-1 and of what is told of as a country (the euro area, the EU), without those that are a company's name as
    well: "BT" is read of far more often as a telephone company than as Bhutan."""
    import pycountry

    codes = {country.alpha_2 for country in pycountry.countries} | {
        code for code in entries.table("places") if len(code) == 2
    }
    firms = {name for group in entries.table("companies")["seeds"].values() for name in group if len(name) == 2}
    return frozenset(codes - firms)


def is_country(code: str | None) -> bool:
    """Whether what a row is about is a country by its code, no company ("BP", "LG") and no body."""
    return code in _countries()


def is_economy(code: str | None) -> bool:
    """Whether it is a country or an area that has figures of its own: "low-income countries", "Africa"; not the whole world."""
    return is_country(code) or (code != "WORLD" and bool(entries.table("places").get(code or "", {}).get("area")))


#: How a partner hangs on: exports go to it, imports come from it, all else is with it.
_TOWARDS = {
    "exports": "to", "export_volume": "to", "export_price": "to", "daily_exports": "to", "sales_volume": "in",
    "revenue": "in",
}  # fmt: skip
_FROM = {
    "imports": "from", "import_volume": "from", "import_price": "from", "fdi": "from", "tourist_arrivals": "from",
    "orders": "from", "remittances": "from",
}  # fmt: skip


def subject_of(metric: str, reporter: str | None, product: str | None, partner: str | None) -> str:
    """Who and what in one phrase: "South Korea: semiconductors to China"."""
    parts = [product] if product is not None else []
    if partner is not None:
        parts += [_TOWARDS.get(metric) or _FROM.get(metric) or "with", name_of(partner)]
    subject = name_of(reporter or "")
    return f"{subject}: {' '.join(parts)}" if parts else subject
