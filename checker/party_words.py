"""Names of parties as words of a clause: with their article, as owners, and with the verb that agrees with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.context import party_name
from checker.place_names import demonyms

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL_NAME = re.compile(
    r"(?:United|European|African|Arab|Central African|Dominican|Czech) [A-Z]|(?:Netherlands|Philippines|Maldives|Gambia|Comoros|Bahamas)\b"
)


def party_words(code: str) -> str:
    """Name of a party within a sentence: "the United States"."""
    name = party_name(code)
    return f"the {name}" if _PLURAL_NAME.match(name) else name


def of_country(code: str, noun: str) -> str | None:
    """ "An Indian bazaar": one of many of a country; None where no adjective is known."""
    word = next((name for name, country in demonyms().items() if country == code), None)
    adjective = word.title() if word is not None else None
    return f"{'an' if adjective[0] in 'AEIOU' else 'a'} {adjective} {noun}" if adjective is not None else None


def agreeing(pronoun: Token, names: str) -> set[int]:
    """Indexes of the verb that has to become singular where one name stands for "we" or "they"."""
    if pronoun.lower_ not in ("we", "they", "i") or pronoun.dep_ not in ("nsubj", "nsubjpass") or " and " in names:
        return set()
    if names.split()[-1].islower() and (names[-1] == "s" or pronoun.lower_ == "they"):
        return set()  # "local residents", "the men"
    finite = [token for token in (*pronoun.head.children, pronoun.head) if token.i == pronoun.head.i or token.dep_ in ("aux", "auxpass")]
    return {token.i for token in finite if token.tag_ == "VBP" or token.lower_ == "were"}


def possessive(name: str) -> str:
    """ "Mali's", "the United Nations'"."""
    plural = re.search(r"(?:States|Nations|Emirates|Netherlands|Philippines)$| [a-z]+s$|^the [A-Z][a-z]+s$", name)  # also "local residents"
    return f"{name}'" if plural else f"{name}'s"


def party_names(codes: Sequence[str]) -> str | None:
    """Names of parties joined by "and"; None for no parties."""
    return " and ".join(party_words(code) for code in codes) or None
