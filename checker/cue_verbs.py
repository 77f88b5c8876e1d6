"""Whether a verb attributes where it stands: its entry in the table of cues, and the forms in which it tells of nothing said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cues import cue_table
from checker.sentences import Sentence
from checker.statement import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = frozenset({"would", "could", "should", "may", "might", "must", "can", "shall", "wo", "ca", "will", "'ll"})
PARTING = frozenset({"that", "this", "it", "them", "these", "those", "both"})
_BEFORE_PARTICIPLE = ("and", "but", "while", "after", "before", "by", "without", "or")


def cue_lemma(sentence: Sentence, token: Token) -> str:
    """The lemma of a verb as the table of cues knows it, with its particle ("call_on")."""
    return phrasal(sentence, token)[0]


def is_unreal(sentence: Sentence, token: Token) -> bool:
    """Infinitives and modals report nothing that was said ("to say", "would not confirm")."""
    helpers = {child.lower_ for child in token.children if child.i < token.i and child.dep_ in ("aux", "auxpass")}
    previous = sentence.doc[token.i - 1].lower_ if token.i > sentence.first else ""
    return "to" in helpers or previous in ("to", "neither", "nor") or bool(helpers & _MODALS) or (token.tag_ == "VB" and previous in _MODALS)


def is_misread_noun(sentence: Sentence, token: Token) -> bool:
    """Whether the tagger takes a plural noun for a verb: "dismissed as fabrication Cambodian claims that ..."."""
    if not token.lower_.endswith("s") or token.lemma_.lower() not in cue_table().groups["claim_nouns"]:
        return False
    for word in reversed(sentence.doc[max(sentence.first, token.i - 8) : token.i]):
        if word.is_punct and word.text != '"':
            return False
        if cue_table().stances.get(word.lemma_.lower()) is Stance.DENY:
            return True
    return False


def phrasal(sentence: Sentence, token: Token) -> tuple[str, int]:
    """The lemma with its particle as the table of cues knows it, and the token after both."""
    lemma = str(token.lemma_).lower()
    if lemma not in cue_table().frames and lemma not in cue_table().particles:
        known = {"said": "say", "told": "tell", "added": "add"}
        lemma = known.get(token.lower_, token.lower_.removesuffix("s") if token.tag_ == "VBZ" else lemma)
    for rest in cue_table().particles.get(lemma, ()):
        last = token.i + 1 + len(rest)
        dated = rest[-1] == "on" and last < sentence.last and sentence.doc[last].ent_type_ in ("DATE", "TIME")  # "agreed on Friday to ..."
        # "Admitted to the paper that ..."
        told = rest[-1] == "to" and any(child.dep_ == "ccomp" and child.i > last and _has_that(child) for child in token.children)
        if tuple(word.lower_ for word in sentence.doc[token.i + 1 : last]) == rest and sentence.doc[last - 1].dep_ != "aux" and not dated and not told:
            return "_".join((lemma, *rest)), last
        if _parted(sentence, token, rest):
            return "_".join((lemma, *rest)), token.i + 1
    return lemma, token.i + 1


def _has_that(clause: Token) -> bool:
    return any(word.lower_ == "that" and word.dep_ == "mark" for word in clause.lefts)


def _parted(sentence: Sentence, token: Token, particle: tuple[str, ...]) -> bool:
    """Whether a pronoun stands between a verb and its particle: "brushed that off"."""
    at = token.i + 1
    return len(particle) == 1 and at + 1 < sentence.last and sentence.doc[at].lower_ in PARTING and sentence.doc[at + 1].lower_ == particle[0]


def is_free(sentence: Sentence, token: Token) -> bool:
    """Not a gerund or an attribute: the participle stands after a comma, a conjunction, a preposition of time or a noun of saying."""
    at = token.i - 1
    while at > sentence.first and (sentence.doc[at].dep_ in ("advmod", "neg") or sentence.doc[at].lower_ == "each"):
        at -= 1
    if at < sentence.first:
        return True
    previous = sentence.doc[at]
    if previous.text in (",", '"', "'", ";", "-") or previous.lower_ in _BEFORE_PARTICIPLE or token.dep_ == "acl":
        return True
    return token.dep_ == "advcl" and previous.pos_ in ("NOUN", "PROPN")
