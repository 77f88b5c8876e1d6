"""Who "he" or "she" is where it is not the speaker: the person told of last before it, who is no speaker himself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from checker.lexicon import word_class
from checker.told_before import is_teller, taken_up
from checker.units import noun_unit
from checker.words import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_SENTENCES_BACK = 4
_PEOPLE = frozenset(["people", "civilians", "children", "soldiers", "fighters", "police", "sailors", "medics", "journalists"])
_WOMEN = frozenset(["woman", "girl", "mother", "wife", "daughter", "sister", "widow", "bride", "grandmother", "spokeswoman", "midwife", "queen"])
_MEN = frozenset(["man", "boy", "father", "husband", "son", "brother", "grandfather", "spokesman", "fisherman", "king", "prince"])
_OTHERS = {"he": _WOMEN, "him": _WOMEN, "she": _MEN}
_WHOLES = frozenset(["head", "side", "member"])  # in the class of persons, and more often something else


def person_meant(pronoun: Token, earlier: Sequence[Doc]) -> Token | None:
    """The noun or name (its last word) of the person that "he", "him" or "she" stands for. earlier: the paragraphs before, in order."""
    others = _OTHERS[pronoun.lower_]
    for stretch in islice(_stretches(pronoun, earlier), _SENTENCES_BACK):
        people = [token for token in stretch if _is_person(token) and token.lemma_.lower() not in others and not is_teller(token)]
        if people:
            return next((token for token in reversed(people) if token.dep_ in SUBJECTS), people[-1])
    return None


def person_named(person: Token) -> str:
    """The person as a clause names it again: "Hassan Srour", "the farmer"."""
    name = next((entity for entity in person.doc.ents if entity.label_ == "PERSON" and entity.start <= person.i < entity.end), None)
    return name.text.removesuffix("'s").removesuffix("’s") if name is not None else taken_up(person)


def _stretches(pronoun: Token, earlier: Sequence[Doc]) -> Iterator[Sequence[Token] | Span]:
    yield list(pronoun.doc[pronoun.sent.start : pronoun.i])
    before = [sent for sent in pronoun.doc.sents if sent.end <= pronoun.sent.start]
    yield from reversed(before)
    for doc in reversed(earlier):
        yield from reversed(list(doc.sents))


def _is_person(token: Token) -> bool:
    if token.ent_type_ == "PERSON" and token.pos_ == "PROPN":
        return token.i + 1 == len(token.doc) or token.nbor(1).ent_type_ != "PERSON"
    lemma = token.lemma_.lower()
    told = lemma in word_class("person") - _WHOLES or (noun_unit(lemma) or "") in _PEOPLE or lemma in _WOMEN | _MEN
    return token.tag_ == "NN" and token.dep_ not in ("compound", "nmod", "npadvmod") and told and lemma != "people"
