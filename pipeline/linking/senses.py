"""Senses: words that are noun or verb, preposition or comparative, settled by their neighbours."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

from pipeline.linking import firmsenses as firms
from pipeline.linking import futures, monies
from pipeline.linking import marketsenses as market
from pipeline.linking import nounsenses as nouns
from pipeline.linking import piecesenses as pieces
from pipeline.linking import tradesenses as trade
from pipeline.linking import verbsenses as verbs
from pipeline.linking.items import Item
from pipeline.linking.oneword import join
from pipeline.vocabulary import entries

#: What stands before the first item and behind the last: of no kind, without words.
_EDGE = Item("", -1, -1, "")

#: Settles items[i] by the item before and the item after, and says whether it was the rule to ask.
Settling = Callable[[list[Item], int, Item, Item], bool]


class Rule(NamedTuple):
    """A rule with the kinds of items and the words that it is asked of; any where none are given."""

    kinds: str
    words: frozenset[str]
    settles: Settling


def settle(items: list[Item]) -> list[Item]:
    """Settles words that are noun or verb by their neighbours: the first rule that knows a word does it."""
    items = join(items)
    by_kind, unlisted = _rules()
    last = len(items) - 1
    before = _EDGE
    for i, item in enumerate(items):
        if item.kind == "C" and before.kind == "C" and item.start - before.end == 1:
            item.kind, item.code, item.name = "w", "", True  # "the Ford Puma"
        by_word, otherwise = by_kind.get(item.kind, unlisted)
        rules = by_word.get(item.low, otherwise)
        if rules:
            after = items[i + 1] if i < last else _EDGE
            for settles in rules:
                if settles(items, i, before, after):
                    break
        before = item
    return items


_Asked = tuple[dict[str, tuple[Settling, ...]], tuple[Settling, ...]]


@functools.cache
def _rules() -> tuple[dict[str, _Asked], _Asked]:
    """By kind of item: the rules of each word that some rule names, and those of all other words; then the same of all other kinds."""
    rules = _table()
    words = frozenset[str]().union(*(rule.words for rule in rules))

    def asked(kind: str) -> _Asked:
        own = [rule for rule in rules if not rule.kinds or (kind and kind in rule.kinds)]
        by_word = {word: tuple(rule.settles for rule in own if not rule.words or word in rule.words) for word in words}
        return by_word, tuple(rule.settles for rule in own if not rule.words)

    return {kind: asked(kind) for kind in sorted({kind for rule in rules for kind in rule.kinds})}, asked("")


def _table() -> tuple[Rule, ...]:
    """All rules, in the order in which they are asked."""

    def of(kinds: str, words: set[str] | str, settles: Settling) -> Rule:
        known = entries.words("senses", words) if isinstance(words, str) else frozenset(words)
        return Rule(kinds, known, settles)

    return (
        of("", {"that", "those", "these"}, nouns.that_country),
        of("M", set(), nouns.kind_by_metric),
        of("M", {"cargo", "freight", "passengers"}, nouns.kind_of_revenue),
        of("M", {"growth"}, nouns.a_growth_of),
        of("P", {"components", "component"}, pieces.components_of),
        of("P", {"bags", "sacks", "bales", "boxes", "cartons", "crates"}, pieces.packs_of_goods),
        of("V", {"living", "working", "residing"}, pieces.living_abroad),
        of("P", {"pumps", "pump"}, pieces.pumps_oil),
        of("P", {"pickup", "pick-up"}, pieces.picks_up),
        of("P", {"wholesale", "retail"}, pieces.sold_at),
        of("P", {"pump"}, pieces.at_the_pump),
        of("N", {"growth", "increase", "rise"}, pieces.growth_of_prices),
        of("P", "fuels", pieces.fuel_of_ships),
        of("M", {"currency", "exchange rate"}, market.currency_pair),
        of("X", {"against", "versus"}, market.set_against),
        of("M", {"trade"}, pieces.trade_in),
        of("M", {"production", "output"}, pieces.gear_of_making),
        of("M", {"trade", "commerce"}, nouns.trade_of_branches),
        of("M", {"trade", "export", "import"}, trade.trade_sources),
        of("M", {"shipment", "delivery"}, trade.for_shipment),
        of("", {"in terms of"}, nouns.in_terms_of),
        of("V", set(), verbs.tied_participle),
        of("V", set(), pieces.noun_of_wares),
        of("V", set(), pieces.wares_done),
        of("V", {"surveyed", "polled", "interviewed"}, verbs.those_asked),
        Rule("V", entries.words("divisions", "doing"), verbs.branch_by_deed),
        of("V", {"total"}, verbs.the_total),
        of("V", {"following"}, verbs.following_a_rate),
        of("V", {"fall", "falls", "fell", "falling"}, verbs.falls_on),
        of("V", {"made", "built", "produced", "manufactured", "assembled", "imported"}, verbs.made_there),
        of("V", {"posts"}, verbs.posts_counted),
        of("M", {"loss", "losses", "shortfall", "shortfalls"}, nouns.loss_of_percent),
        of("M", {"stocks"}, pieces.stocks_of_goods),
        of("V", {"supplies"}, pieces.supplies_stored),
        of("M", {"crop"}, pieces.so_much_of_the_crop),
        of("M", {"sales"}, nouns.sales_of_homes),
        of("M", {"sales"}, trade.sales_abroad),
        of("M", {"cost"}, trade.at_a_cost),
        of("V", {"paid", "charged", "fetched", "received", "asked"}, trade.price_paid),
        of("", {"gap", "difference"}, trade.gap_between),
        of("", {"negative"}, trade.negative_balance),
        of("M", {"daily average", "average daily"}, trade.per_day_measured),
        of("M", {"index", "gauge", "indicator"}, nouns.index_of_metric),
        of("M", {"business activity index"}, market.activity_of_survey),
        of(
            "M",
            {"average price", "price", "prices", "unit price", "average prices", "average unit price"},
            trade.price_of_quoted,
        ),
        of("M", {"price"}, trade.range_of_price),
        of("M", {"average price", "price", "cost", "average cost", "retail price"}, trade.price_of_measure),
        of("M", {"exports", "outbound shipments", "shipments", "overseas shipments"}, trade.by_the_day),
        of("I", {"dow jones", "dow", "the dow"}, nouns.who_foresees),
        of("M", {"units", "containers"}, pieces.units_shipped),
        of("V", {"shipped", "ship", "ships", "shipping"}, pieces.shipped_to_dealers),
        of("M", {"arrivals"}, pieces.arrivals_of_people),
        of("M", {"starts"}, nouns.starts_at),
        of("M", {"passenger", "subscription", "subscriber", "store", "package"}, nouns.who_pays),
        of("M", {"budget"}, firms.budget_brand),
        of("M", {"staff"}, firms.staff_who_foresee),
        of("M", {"bid"}, firms.to_bid),
        of("M", {"customers"}, firms.buyers_in_a_place),
        of("M", {"the real"}, monies.no_money),
        of("M", {"commerce"}, firms.commerce_branch),
        of("Q", {"half-year", "six-month", "nine-month", "12-month", "full-year"}, firms.length_of_report),
        of("M", {"delivery"}, pieces.due_for_delivery),
        of("T", "months", futures.delivery_month),
        of("w", {"futures"}, futures.price_of_good),
        of("M", {"contract", "contracts"}, futures.contract_of_good),
        of("I", set(), futures.share_list),
        of("S", {"share"}, market.share_of_a_market),
        of("S", {"share"}, market.share_of_worlds),
        of("M", {"share of global"}, market.share_of_worlds),
        of("M", {"deficit", "shortfall", "gap"}, firms.deficit_of_a_fund),
        of("S", {"share"}, nouns.the_share),
        of("M", {"shares"}, nouns.shares_of_percent),
        of("M", {"turnover", "volume", "volumes"}, market.turnover_of_a_market),
        of("M", {"losses", "loss", "gains", "gain"}, market.market_moves),
        of("VMw", {"average"}, market.average_of_shares),
        of("VN", {"limit", "limits"}, market.a_limit),
        of("D", {"wider", "broader", "larger", "bigger"}, pieces.members_of),
        of("w", {"member", "nation", "country", "state"}, pieces.members_of),
        Rule("wPVH", monies.words(), monies.of_a_country),
        Rule("wPVH", monies.words(), monies.quoted_at),
        of("wH", "superlatives", nouns.most_of_group),
        of("L", {"international"}, pieces.between_countries),
        of("w", {"past"}, pieces.past_an_amount),
        of("w", {"print"}, pieces.print_read),
        of("L", "trading_places", market.quoted_in),
        of("L", set(), trade.city_of_prices),
        of("M", {"economy"}, market.old_economy),
        of("w", {"positive"}, market.on_which_side),
        of("M", {"local currency", "local currencies", "currency", "currencies"}, market.told_in_currency),
        of("M", {"debt", "paper"}, market.debt_of_years),
        of("M", {"yield", "yields"}, market.yield_of_a_crop),
        of("w", {"bill"}, trade.foreign_bill),
        of("w", {"re"}, trade.sent_on),
        of("M", {"asking price", "asking prices"}, trade.asking_price),
        of("wV", {"build", "draw"}, market.stock_moved),
        of("M", {"imported goods", "imported items", "imported products"}, trade.imported_prices),
        of("V", {"imported"}, trade.imported_prices),
        of("M", {"net sales", "net sale"}, market.net_of_investors),
        of("M", set(), market.what_a_firm_is),
        of("M", set(), nouns.taxed_goods),
        of("M", {"contract", "contracts"}, nouns.to_contract),
        of("M", {"market"}, nouns.market_estimate),
        of("M", {"market", "export market"}, nouns.market_of_a_country),
        of("M", {"markets"}, nouns.several_markets),
        of("w", set(), nouns.quarter_of_a_town),
        of("wP", "firms", firms.the_company),
        of("P", {"state-owned company", "state-run company", "state company", "public company"}, firms.state_company),
        of("H", {"major"}, firms.the_company),
        of("V", {"state"}, verbs.the_state),
        of("A", {"mine", "mines"}, verbs.where_it_is_dug),
        of("V", set(), verbs.previously_told),
        of("V", {"measure", "measures"}, verbs.measure_of),
        of("V", set(), verbs.type_of_work),
        of("V", {"lower"}, verbs.lower_than),
        of("V", set(), verbs.auxiliary),
        of("V", {"net"}, verbs.net_of_something),
        of(
            "V",
            {"hit", "battered", "helped", "hurt", "weighed", "buoyed", "burdened", "faced", "boosted"},
            verbs.set_in,
        ),
        of("V", "standings", verbs.top_firm),
        of("w", {"rival", "rivals", "competitor", "peer", "archrival", "arch-rival"}, verbs.rival_of_home),
        of("V", set(), verbs.books),
        of("V", set(), verbs.noun_of_change),
        of("M", {"trade", "trading"}, nouns.trading_session),
        of("M", {"currencies", "exchange rates", "exchange rate", "currency"}, nouns.constant_currencies),
        of("M", {"valued at"}, trade.were_valued_at),
        of("W", {"that", "those"}, nouns.that_of),
        of("P", set(), nouns.output),
        of("M", {"growth", "growth rate", "contraction", "expansion"}, nouns.growth_of_a_metric),
        of("P", {"logs"}, nouns.logs_an_amount),
        of("P", {"construction"}, pieces.building_of),
        of("P", "vessels", pieces.counted_by),
        of("P", set(), trade.named_in_turn),
        of("H", {"core"}, nouns.core_alone),
        of("w", "figures", nouns.the_annual_figure),
        of("Q", {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}, pieces.members_told),
        of("Q", set(), pieces.counts_bloc),
        of("M", {"rate"}, nouns.rate_of_change),
        of("M", "growth_rates", trade.growth_behind_with),
        of("", {"terms"}, nouns.in_dollar_terms),
        of("Mw", "tells_of_size", pieces.in_volume),
        of("P", "makers", nouns.makers_of),
        of("MP", set(), nouns.what_a_firm_does),
        of("M", {"pay"}, nouns.to_pay),
        of("P", {"ship", "shipping"}, nouns.to_ship),
        of("V", {"excluding", "including"}, verbs.excluding),
        of("V", "adjectives", verbs.gross_debt),
        of("V", {"revised", "reported", "adjusted", "restated"}, verbs.revised_value),
        of("VA", "treated", verbs.frozen_goods),
        of("V", set(), verbs.combined_share),
        of("V", set(), verbs.imported_from),
        of("V", "saying_nouns", verbs.the_note),
        of("V", {"states"}, verbs.parts_of_a_nation),
        of("w", set(), verbs.unknown_past),
        of("D", "bounds", verbs.no_comparative),
        of("N", "verb_like", verbs.to_rise),
    )
