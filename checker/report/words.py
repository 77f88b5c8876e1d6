"""The words and signs in which results are shown; a sign and a word always stand beside a colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from checker.claim import Bound, Claim, Quantity

STANCE_SIGN = {"asserts": "+", "denies": "\u2212", "mixed": "\u00b1", "no side": "~", "silent": "\u00b7"}
SIDE_WORD = {"for": "For", "against": "Against", "none": "Takes no side"}
SIDE_STANCE = {"for": "asserts", "against": "denies", "none": "no side"}
STATUS_SIGN = {"contested": "\u21c4", "self_contradictory": "\u00b1", "number_conflict": "\u2260", "corroborated": "=", "one_sided": "\u25e6"}
STATUS_WORD = {
    "contested": "contested",
    "self_contradictory": "self-contradictory",
    "number_conflict": "figures conflict",
    "corroborated": "corroborated",
    "one_sided": "one side only",
}
STATUS_MEANING = {
    "contested": "one party asserts it, another denies it",
    "self_contradictory": "a party both asserts and denies it",
    "number_conflict": "nobody denies it, but the figures of two parties exclude each other",
    "corroborated": "two or more parties say the same; this does not make it true",
    "one_sided": "only one party speaks of it",
}
RELATION_WORD = {
    "contradicts": ("\u21c4", "contradicts"),
    "supports": ("=", "supports"),
    "neutral": ("~", "no conflict"),
    "silent": ("\u00b7", "silent"),
}
LABEL_SIGN = {"contradiction": "\u21c4", "support": "=", "neutral": "~"}
LABEL_WORD = {"contradiction": "contradict each other", "support": "support each other", "neutral": "do not conflict"}
MODE_WORD = {"direct": "in the speaker's own words", "indirect": "reported in the outlet's words", "mixed": "partly in the speaker's own words"}
STANCE_VERB = {
    "assert": "asserts",
    "accuse": "accuses",
    "deny": "denies",
    "confirm": "confirms",
    "demand": "demands",
    "promise": "promises",
    "opinion": "gives an opinion",
}
REASON_SLOTS = ("number", "denial", "agent", "weapon", "date", "place", "event", "modality", "type", "wording")  # "denial: one side denies ..."
NON_CONFLICT_WORD = {
    "update_over_time": "a later count may update an earlier one",
    "scope": "they speak of different things, places or times",
    "refinement": "one is more precise than the other",
    "list_valued": "both can be items of one list",
    "conditional": "one is put under a condition",
    "legal_framing": "they differ in legal or moral words only",
    "unrelated": "they are not about the same matter",
    "restatement": "one repeats the other",
    "plan": "one is a plan, not a fact",
    "hedged": "one is hedged or an opinion",
    "role_reversal": "who did it to whom is the other way round",
    "other_place": "they speak of different places",
    "other_event": "they speak of different days",
    "reported_position": "one only reports the other's position",
}
_BOUND_WORD = {Bound.EXACT: "", Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most ", Bound.ABOUT: "about "}


def spaced(name: str) -> str:
    """An identifier as words: "ceasefire_violation" gives "ceasefire violation"."""
    return name.replace("_", " ").strip()


def reason_in_words(reason: str) -> str:
    """A judgement's reason without its slot ("denial: one side denies it" gives "one side denies it"), a kind of non-conflict as a clause."""
    slot, colon, rest = reason.partition(": ")
    if colon and slot in REASON_SLOTS:
        return f"{slot}: {rest}" if slot == "type" else rest
    return NON_CONFLICT_WORD.get(reason) or (reason if " " in reason else spaced(reason))


def figure_in_words(quantity: Quantity) -> str:
    """For instance "at least 12,000 civilians killed" or "1 civilian killed"."""
    unit = _singular(quantity.unit) if quantity.value == 1 else quantity.unit
    return f"{bounded_number(quantity)} {unit}".strip()


def bounded_number(quantity: Quantity) -> str:
    """A figure without its unit: "at least 12,000"."""
    return f"{_BOUND_WORD[quantity.bound]}{number_in_words(quantity.value)}"


@lru_cache(maxsize=512)
def _singular(unit: str) -> str:
    """ "bombs dropped" gives "bomb dropped": the first noun in the plural is what was counted."""
    from lemminflect import getLemma  # type: ignore[import-untyped]

    words = unit.split()
    for position, word in enumerate(words):
        single = "person" if word == "people" else next(iter(getLemma(word, upos="NOUN", lemmatize_oov=False)), word)
        if single != word and (word.endswith("s") or word in ("people", "men", "women", "children")):
            return " ".join([*words[:position], single, *words[position + 1 :]])
    return unit


def number_in_words(value: float) -> str:
    """A number with thousands separators and no needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def day_in_words(day: date) -> str:
    """For instance "4 January 2026"."""
    return f"{day.day} {day:%B %Y}"


def days_in_words(days: Sequence[date]) -> str:
    """The range of `days`: "4 January 2026", "4 to 9 January 2026" or with both months; "" without days."""
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return day_in_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in_words(last)}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def joined(items: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join(part for part in (", ".join(items[:-1]), items[-1] if items else "") if part)


def claim_slots(claim: Claim, name_of: dict[str, str]) -> list[tuple[str, str]]:
    """The filled slots of a claim as (name, value) pairs in the order in which they are read."""
    acts = " \u2192 ".join(name_of.get(code or "", code or "?") for code in (claim.actor, claim.target)) if claim.actor or claim.target else ""
    slots = [
        ("Type", spaced(claim.type)),
        ("Tells of, too", ", ".join(map(spaced, claim.other_types))),
        ("Who did what to whom", acts),
        ("Place", ", ".join(claim.places)),
        ("Day", claim.event_date.isoformat() if claim.event_date else ""),
        ("Figures", ", ".join(map(figure_in_words, claim.quantities))),
        ("Put as", "" if claim.modality.value == "fact" else spaced(claim.modality.value)),
    ]
    return [(name, value) for name, value in slots if value]
