"""Names: how a row says in words who and what it is about."""

from __future__ import annotations

import functools

from pipeline.vocabulary import entries


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


#: How a partner hangs on: exports go to it, imports come from it, all else is with it.
_TOWARDS = {
    "exports": "to", "export_volume": "to", "export_price": "to", "daily_exports": "to", "sales_volume": "in",
    "revenue": "in",
}  # fmt: skip
_FROM = {
    "imports": "from", "import_volume": "from", "import_price": "from", "fdi": "from", "tourist_arrivals": "from",
    "orders": "from",
}  # fmt: skip


def subject_of(metric: str, reporter: str | None, product: str | None, partner: str | None) -> str:
    """Who and what in one phrase: "South Korea: semiconductors to China"."""
    parts = [product] if product is not None else []
    if partner is not None:
        parts += [_TOWARDS.get(metric) or _FROM.get(metric) or "with", name_of(partner)]
    subject = name_of(reporter or "")
    return f"{subject}: {' '.join(parts)}" if parts else subject
