"""Claims that say again, or of somebody else, what was told before: "confirmed the meeting", "put the blame on the army"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.amounts import quantities_of
from checker.analysis import language_model
from checker.claim import Claim, Modality, Polarity
from checker.claim_types import OTHER
from checker.clauses import finite_clauses
from checker.happenings import ACT_VERBS, act_verb
from checker.inflection import base, past
from checker.numerals import find_numerals
from checker.rendering import joined, sentence
from checker.setting import COUNTS, Setting, nearness, said_here
from checker.statement import Stance
from checker.words import Clause, Word, added, is_passive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

_TO_BLAME = re.compile(r"^(?P<who>.+?) (?:was|were|is|are) responsible for (?:it|that|this)\.?$")
_NUMBER = re.compile(r"^(?:The|Their|Its|That) (?:number|figure|total|count) (?:was|is) (?P<number>[\w ]+(?:,\d{3})*)\.?$")
_NEAR = 12  # claims looked back over
_NOBODY = frozenset(["no", "none", "nobody", "nothing", "neither", "not"])
_MEETINGS = {"meeting": "meet", "talks": "talk", "agreement": "agree", "accord": "agree", "capture": "capture", "talk": "talk", "handover": "hand"}


def confirmed(clause: Clause, setting: Setting) -> Claim | None:
    """The claim told before that "confirmed the meeting" means; None where nobody told of it."""
    head = clause.head
    made = clause.words[0].token is None and clause.words[0].text == "There"
    if setting.statement.stance is not Stance.CONFIRM or head is None or not made or head.pos_ != "NOUN" or len(clause.words) > 5:
        return None
    if not any(child.lower_ in ("the", "this", "that", "these", "those") for child in head.children):
        return None
    lemma = head.lemma_.lower()
    verbs = {lemma, _MEETINGS.get(lemma), act_verb(head), ACT_VERBS.get(lemma)}
    for claim in setting.told.latest_first():
        if claim.polarity is Polarity.AFFIRMED and not set(claim.parties) & set(setting.statement.parties) and verbs & _lemmas(claim.text):
            return said_here(claim, setting)
    return None


def blamed(claim: Claim, setting: Setting) -> Claim:
    """ "The army was responsible for it" as the act told just before: "the army looted the market"; the claim itself where no act was told."""
    match = _TO_BLAME.match(claim.text)
    if match is None:
        return claim
    for act in list(setting.told.latest_first())[:_NEAR]:
        own = bool(set(act.parties) & set(setting.statement.parties))
        # One's own tale, too, where it names nobody: "a drone hit the garrison, the army said, and held the rebels responsible".
        nameless = own and act.polarity is Polarity.AFFIRMED and act.type != OTHER
        if act.type in COUNTS or act.modality is not Modality.FACT or (nearness(act, (), setting) < 1 and not nameless):
            continue
        if (nameless or own is (act.polarity is Polarity.DENIED)) and (text := _done_by(match["who"], act.text, nameless=nameless)):
            claim = replace(claim, text=text, type=act.type, other_types=act.other_types)
            return replace(claim, places=act.places, event_date=act.event_date or claim.event_date, quantities=act.quantities)
    return claim


def recounted(claim: Claim, setting: Setting) -> Claim:
    """ "The number was nine" as the count told just before with another number: "nine people had been held"; else the claim itself."""
    match = _NUMBER.match(claim.text)
    if match is None:
        return claim
    for told in list(setting.told.latest_first())[:_NEAR]:
        if set(told.parties) & set(setting.statement.parties) or nearness(told, (), setting) < 1:
            continue
        value = told.quantities[0].value if told.quantities else None
        counted = next((numeral for numeral in find_numerals(told.text) if numeral.value == value), None)
        if counted is not None:
            text = sentence(_counting(told.text[: counted.lead], match["number"], told.text[counted.end :]))
            return replace(said_here(told, setting), text=text, quantities=quantities_of(text, told.type))
    return claim


def _done_by(who: str, text: str, *, nameless: bool = False) -> str:
    """What `text` tells, done by somebody else: its subject replaced, or "by" added in the passive; empty where it can't be put so.

    nameless: only where the text names nobody as the doer.
    """
    doc = language_model()(text.rstrip("."))
    clauses = finite_clauses(list(doc))
    head, subject = (clauses[0].head, clauses[0].subject) if clauses else (None, None)
    if head is None or subject is None or head.doc is not doc or head.lemma_ == "be":
        return ""
    if nameless and not is_passive(head) and any(token.pos_ == "PROPN" or token.ent_type_ == "NORP" for token in subject.subtree):
        return ""
    if doc[subject.left_edge.i].lower_ in _NOBODY:
        return ""  # "no village was hit" tells no act that somebody could have done
    words = _affirmed(clauses[0].words, head)
    if is_passive(head):
        if any(child.dep_ == "agent" for child in head.children):
            return ""
        at = next(index for index, word in enumerate(words) if word.token is not None and word.token.i == head.i)
        return sentence(joined((*words[: at + 1], *added("by", who[0].lower() + who[1:] if _is_common(who) else who), *words[at + 1 :])))
    told = {token.i for token in subject.subtree}
    return sentence(joined((*added(who), *(word for word in words if word.token is None or word.token.i not in told))))


def _counting(before: str, number: str, rest: str) -> str:
    """A count with another number, in the form that "one" asks for: "there was | one | soldier killed"."""
    if number.lower() not in ("one", "1"):
        return before + number + rest
    noun = next((token for token in language_model()(rest) if token.tag_ == "NNS"), None)
    single = rest if noun is None else rest[: noun.idx] + noun.lemma_ + rest[noun.idx + len(noun.text) :]
    return re.sub(r"^There were ", "There was ", before) + number + re.sub(r"\bwere\b", "was", single, count=1)


def _affirmed(words: Sequence[Word], head: Token) -> list[Word]:
    """ "Did not mine" as "mined"; other denials without their "not"."""
    marks = {child.i for child in head.children if child.dep_ == "neg"}
    did = {child.i for child in head.children if child.lower_ == "did"} if marks else set()
    kept = [word for word in words if word.token is None or word.token.i not in marks | did]
    return [Word(past(head.lemma_), head) if did and word.token is not None and word.token.i == head.i else word for word in kept]


def _is_common(who: str) -> bool:
    return language_model()(who)[0].pos_ not in ("PROPN", "ADJ")


def _lemmas(text: str) -> set[str]:
    return {base(word) for word in re.findall(r"[a-z]+", text.lower())}
