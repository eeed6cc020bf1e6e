"""Short forms: the shorter names under which a text goes on to speak of a company it has named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from pipeline.vocabulary.names import Name, Words, words
from pipeline.vocabulary.trie import Mention


def resolve(
    text: str, tokens: Sequence[str], starts: Sequence[int], found: list[Name], names: Sequence[Name]
) -> list[Mention]:
    """One code for all forms of a name, the fullest in the text; short forms of found names are mentions as well."""
    known = words()
    by_form: dict[str, _Company] = {}
    by_short_form: dict[str, _Company | None] = {}
    brief = _Brief({}, {})
    lower = {token for token in tokens if token.islower()}
    companies: list[tuple[Name, _Company]] = []
    for name in sorted(found, key=lambda n: (n.first - n.last, n.first)):
        form = form_of(tokens, name)
        key = name.data["canonical"] or form
        company = by_form.get(key) or by_form.get(form) or by_short_form.get(form) or _called_briefly(form, name, brief)
        if (
            company is not None
            and form not in by_form
            and key not in by_form
            and _is_other(known, company.code, form, listed=bool(name.data["canonical"]))
        ):
            company = None  # "Homeplus Express" is not "Homeplus"
        if company is None:
            end = starts[name.last - 1] + len(tokens[name.last - 1])
            company = _Company(text[starts[name.first] : end], name.data)
            _note(company, brief)
        elif company.data["country"] is None:
            company.data["country"] = name.data["country"]
        companies.append((name, company))
        by_form.setdefault(key, company)
        by_form.setdefault(form, company)
        for short in _short_forms(tokens, name, lower):
            # A short form that two companies share ("Hyundai" of Hyundai Motor and Hyundai Steel) stands for neither.
            if by_short_form.setdefault(short, company) is not company:
                by_short_form[short] = None
    formed = [(name, form_of(tokens, name)) for name in names]
    for _, form in formed:
        owner = _by_initials(form.replace(" ", ""), brief)
        if owner is not None and len(form) >= _LETTERS and form not in by_form:
            by_short_form.setdefault(form, owner)
    for name, form in formed:  # "Renault Samsung" of Renault Samsung Motors is one name, although both words are known
        company = by_short_form.get(form) if name.last - name.first > 1 else None
        if company is None:
            continue
        inside = [n for n, _ in companies if name.first <= n.first and n.last <= name.last]
        if inside and all(n.last - n.first < name.last - name.first for n in inside):
            companies = [(n, c) for n, c in companies if n not in inside]
            companies.append((name, company))
            found = [n for n in found if n not in inside] + [name]
    taken = {i for name in found for i in range(name.first, name.last)}
    for name, form in formed:
        company = by_form.get(form) or by_short_form.get(form)
        if company and not taken.intersection(range(name.first, name.last)):
            companies.append((name, company))
            taken.update(range(name.first, name.last))
    _name_by_use(tokens, companies)
    mentions = [
        Mention(
            starts[name.first],
            starts[name.last - 1] + len(tokens[name.last - 1]),
            name.first,
            name.last,
            "company",
            company.code,
            "",
            company.data,
        )
        for name, company in companies
    ]
    return sorted(mentions, key=lambda m: m.start)


#: So many initials are no chance.
_LETTERS = 3


class _Brief(NamedTuple):
    """What the companies of a text may be called for short."""

    #: By the first letters of their names' words but for the legal form.
    by_initials: dict[str, list[_Company]]
    #: Those that lists know, by the first word of a longer name.
    by_first_word: dict[str, list[_Company]]


def _note(company: _Company, brief: _Brief) -> None:
    """Adds a new company to what may stand for one."""
    parts = company.code.split()
    words_of = [word for word in parts if word not in words().legal and not word.islower()]
    if len(words_of) > 1:
        brief.by_initials.setdefault("".join(word[0] for word in words_of), []).append(company)
    if company.data["canonical"] and " " in company.code:
        brief.by_first_word.setdefault(company.code.partition(" ")[0], []).append(company)


def _by_initials(letters: str, brief: _Brief) -> _Company | None:
    """The only company whose initials letters are: "SMFG" of Sumitomo Mitsui Financial Group, "M&S" of Marks & Spencer, "BPI" of Bank of
    the Philippine Islands. The last may be of "Limited": "RIL" of Reliance Industries."""
    initials = brief.by_initials
    return _only(initials.get(letters) or initials.get(letters[:-1] if letters.endswith("L") else ""))


def _called_briefly(form: str, name: Name, brief: _Brief) -> _Company | None:
    """The company that a word stands for which the text shows to be a company's name: the initials of one, "RIL's revenue", or the first
    word of one that lists know, "shares of Intuitive"."""
    if len(form) < _LETTERS or not form.isalpha() or name.data["canonical"]:
        return None
    return _by_initials(form, brief) if form.isupper() else _only(brief.by_first_word.get(form))


def _only(owners: Sequence[_Company] | None) -> _Company | None:
    """The company of which there is just one."""
    return owners[0] if owners and len(owners) == 1 else None


def _name_by_use(tokens: Sequence[str], companies: list[tuple[Name, _Company]]) -> None:
    """Calls a company known under names that have no word in common by the one the text uses most: Daimler, not Mercedes-Benz."""
    forms: dict[int, Counter[str]] = {}
    for name, company in sorted(companies, key=lambda pair: pair[0].first):  # of names used alike the first counts
        if company.data["canonical"]:
            forms.setdefault(id(company), Counter())[form_of(tokens, name)] += 1
    used: dict[int, str] = {}
    for key, counted in forms.items():
        most = max(counted, key=lambda form: counted[form])
        first = next(iter(counted))
        most = first if 2 * counted[first] >= counted[most] else most  # the text begins with it
        alike = [form for form in counted if _alike(form, most)]
        if len(alike) < len(counted) or first.isupper():
            used[key] = max(alike, key=len)  # "Volkswagen", which a headline calls VW
    for at, (name, company) in enumerate(companies):
        if id(company) in used:
            companies[at] = (name, company._replace(code=used[id(company)]))


def _alike(form: str, other: str) -> bool:
    """Whether two names of a company have a word in common or one is the other's initials."""
    first, second = form.replace("-", " ").split(), other.replace("-", " ").split()
    initials = {"".join(word[0] for word in first), "".join(word[0] for word in second)}
    return bool({*first} & {*second}) or form in initials or other in initials or form.isupper() or other.isupper()


def _common(word: str, known: Words, lower: set[str]) -> bool:
    """Whether a word says too little to be a company's name by itself."""
    listed = word in known.openers or word in known.sector or word in known.not_company or word in known.titles
    return listed or word.lower() in lower or len(word) < 3


#: What a company adds to its name that works abroad.
_WIDE = {"International", "Worldwide", "Global"}


def _is_other(known: Words, full: str, form: str, *, listed: bool) -> bool:
    """Whether a longer name is of another company: what it adds says no more than a legal form or branch in none of its words, or,
    where the shorter one is a name known everywhere (`listed`), not in all: "Nokia Siemens Networks" is not "Nokia"."""
    more = full.removeprefix(form).replace(",", " ").split()
    if not more or not full.startswith(f"{form} "):
        return False
    usual = known.legal | known.sector | _WIDE
    if listed and known.legal.isdisjoint(more):
        return not usual.issuperset(more)
    return usual.isdisjoint(more)


class _Company(NamedTuple):
    """The fullest form of a company's name in the text, and its data."""

    code: str
    data: dict[str, Any]


def form_of(tokens: Sequence[str], name: Name) -> str:
    if name.last - name.first == 1:
        return tokens[name.first]
    return " ".join([token for token in tokens[name.first : name.last] if token != ","]).replace(" - ", "-")


def _short_forms(tokens: Sequence[str], name: Name, lower: set[str]) -> set[str]:
    """Shorter forms of a name: its first words, and an abbreviation that stands in brackets after it.

    A first word that the text also writes in small letters, or that is a common one, is no form by itself ("General" Motors).
    """
    known = words()
    part = form_of(tokens, name).split()
    forms = set()
    if len(part) > 1 and part[0].isupper() and part[0].isalpha() and len(part[0]) > 1:
        forms.add(part[0])  # "LG" for LG Energy Solution where no other LG is named
    if name.data["canonical"] and part[-1] in known.legal and len(part) == 2 and len(part[0]) > 2:
        forms.add(part[0])  # "Gap" of "Gap Inc.", whatever it means elsewhere
    usual = known.legal | known.sector | _WIDE
    if name.data["canonical"] and len(part) > 1 and usual.issuperset(part[1:]) and part[0] not in known.leads:
        if len(part[0]) > 3 and not _common(part[0], known, lower):
            forms.add(part[0])  # "Astra" of "Astra International"
    if (
        len(part) > 1
        and part[0].endswith(".")
        and part[0].replace(".", "").isupper()
        and not _common(part[1], known, lower)
    ):
        forms.add(part[1])  # "Penney" of "J.C. Penney Co."
    if not name.data["canonical"]:
        forms = {" ".join(part[:length]) for length in range(1, len(part))}
        leads = part[0] in known.leads or part[0] in {
            "Maison",
            "Casa",
            "Banco",
            "Royal",
            "Compagnie",
            "Studio",
            "Hotel",
            "Hotels",
        }
        if leads and len(part) == 2 and not _common(part[1], known, lower):
            forms.add(part[1])  # "Meridiano" of "Banco Meridiano"
        if (
            part[0] in known.leads
            and len(part) > 2
            and usual.issuperset(part[2:])
            and not _common(part[1], known, lower)
        ):
            forms |= {part[1], " ".join(part[1:])}  # "Astra" of "PT Astra International"
        head = part[0]
        if _common(head, known, lower) or head in known.leads:
            forms.discard(head)
    at = name.last
    while at < len(tokens) and at - name.last < 3 and tokens[at].isalpha() and tokens[at][0].isupper():
        at += 1
    rest = tokens[name.last : at]
    letters = _letters_behind(tokens, at)
    bare = len(part) > 1 and not rest and tokens[at : at + 1] == ["("]
    if letters and (bare or letters == "".join(word[0] for word in [*part, *rest])):
        forms.add(letters)  # "Maruti Suzuki India (MSI)" too, of which only two words are known
    return forms


#: What leads to the letters that stand for a name: "Bharat Mining Corporation, popularly known as BMC,".
_CALLED = {"or", "known", "popularly", "better", "commonly", "as", "called", "also"}


def _letters_behind(tokens: Sequence[str], at: int) -> str:
    """The capitals that stand for the name before a token: "Hanjin Marine (HM)", "Hardwick Marine Insurance, HMI, said", "Northern Ships
    Co, or NSC, said"."""
    opens = tokens[at : at + 1]
    i = at + 1
    while opens == [","] and i < at + 5 and tokens[i : i + 1] and tokens[i] in _CALLED:
        i += 1
    if len(tokens) < i + 2 or not (tokens[i].isupper() and tokens[i].isalpha()):
        return ""
    if opens == ["("]:
        return tokens[i] if tokens[i + 1] == ")" else ""
    closed = opens == [","] and len(tokens[i]) > 2 and tokens[i + 1] in {",", "."}
    return tokens[i] if closed else ""


def is_abbreviated(tokens: Sequence[str], name: Name) -> bool:
    """Whether the first letters of a name with its legal form stand right behind it, however common its words are: "Life Insurance
    Corporation (LIC)"."""
    letters = _letters_behind(tokens, name.last) if tokens[name.last - 1] in words().legal else ""
    return len(letters) > 2 and letters == "".join(token[0] for token in tokens[name.first : name.last])
