"""What a denial that only points to an accusation denies: "rejected the charge", "called that a fabrication"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.analysis import language_model
from checker.claim import Claim, Modality, Polarity
from checker.clauses import finite_clauses
from checker.forms import cue_lemma
from checker.happenings import ACT_VERBS, act_verb
from checker.inflection import base
from checker.negation import negated
from checker.rendering import joined, sentence
from checker.setting import COUNTS, Setting, nearness, said_here
from checker.shapes import CLAIM_NOUNS
from checker.statement import Stance
from checker.words import Clause

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ALL = re.compile(r"\b(?:accusations|charges|allegations|claims|reports|all|both|these|those|they|them)\b", re.IGNORECASE)
_CLAIM = re.compile(r"^\W*(?:the|this|that) (?:\w+ )?(?:claim|report|statement|announcement|assertion|version|account)\b", re.IGNORECASE)
_POINTING = re.compile(r"^\W*(?:that|this|it)(?: is| was|['’]s)\b", re.IGNORECASE)
_COUNT = re.compile(r"^(?:\w+ ){0,3}(?:number|figure|toll|count)s?\b", re.IGNORECASE)
_DENIAL = re.compile(r"\bdenials?\b", re.IGNORECASE)
_QUANTIFIERS = frozenset(["at", "more", "about", "some", "around", "nearly", "almost", "over", "fewer", "less", "up", "only", "dozens", "hundreds", "several"])


def denied_claims(setting: Setting) -> list[Claim]:
    """The claims of others that the denial means, negated; none where nothing fits."""
    if _DENIAL.search(" ".join(span.text for span in setting.statement.content)):
        return _upheld(setting)
    if _points(setting) and (again := _denied_again(setting)):
        return again
    groups: dict[str, list[Claim]] = {}
    for claim in setting.told.latest_first():
        if (
            not set(claim.parties) & set(setting.statement.parties)
            and claim.polarity is Polarity.AFFIRMED
            and claim.modality is not Modality.HEDGED
            and claim.statement_id != setting.statement.nested_in
        ):
            groups.setdefault(claim.statement_id, []).append(claim)
    if _COUNT.search(" ".join(span.text for span in setting.statement.content)):
        # "The number of prisoners is propaganda" means a count of them.
        fitting = {key: [claim for claim in claims if claim.quantities and _wanted(setting) & _words(claim.text)] for key, claims in groups.items()}
        groups = {key: claims for key, claims in fitting.items() if claims}
    if not groups:
        return []
    _, chosen = max(enumerate(groups.values()), key=lambda item: _rank(-item[0], item[1], setting))
    acts = [claim for claim in chosen if claim.type not in COUNTS] or chosen
    same = nearness(chosen[0], (), setting) == 2
    pointed = " ".join(span.text for span in setting.statement.content)
    if same and len(acts) > 1 and not _ALL.search(pointed):
        # "..., which Y denied" means the last thing said.
        acts = acts[-1:]
    meant = [claim for claim in acts if _wanted(setting) & _words(claim.text)]
    return [_denial_of(claim, setting) for claim in meant or acts]


def _points(setting: Setting) -> bool:
    """Whether a denial opens with a "that" or "it" for what has just been told."""
    return _POINTING.search(" ".join(span.text for span in setting.statement.content)) is not None


def _denied_again(setting: Setting) -> list[Claim]:
    """ "It's a lie", said after one's own denial: the denial once more; none after other words."""
    last = next(iter(setting.told.latest_first()), None)
    if last is None or last.polarity is not Polarity.DENIED or set(last.parties) != set(setting.statement.parties):
        return []
    return [said_here(last, setting)]


def charge_denied(clause: Clause, setting: Setting) -> Claim | None:
    """The charge told before that "there was no crossing" or "made no such offer" denies, negated; None where nobody told of such an act."""
    noun = _denied_noun(clause)
    if noun is None or setting.statement.stance is not Stance.DENY:
        return None
    lemma = noun.lemma_.lower()
    verbs = {lemma, act_verb(noun), ACT_VERBS.get(lemma)}
    for claim in setting.told.latest_first():
        if claim.polarity is not Polarity.AFFIRMED or set(claim.parties) & set(setting.statement.parties) or claim.type in COUNTS:
            continue
        # The act is told by a verb; "the tale of a kidnapping" is another denial.
        if any(base(word) in verbs for word in re.findall(r"[a-z]+", claim.text.lower()) if word not in (lemma, noun.lower_)):
            return _denial_of(claim, setting)
    return None


def _denied_noun(clause: Clause) -> Token | None:
    """The noun of an act that a clause denies without telling who did it: "there was no crossing", "did not make any such offer"."""
    such = next((word.token for word in clause.words if word.token is not None and word.token.lower_ == "such"), None)
    if such is not None and clause.denied and such.head.pos_ == "NOUN":
        return such.head
    head = clause.head
    if head is None or not clause.denied or clause.words[0].token is not None or clause.words[0].text != "There":
        return None
    act = act_verb(head) or head.lemma_.lower() in ACT_VERBS
    return head if act and all(child.lower_ != "of" for child in head.children) else None


def _rank(order: int, claims: Sequence[Claim], setting: Setting) -> tuple[int, bool, bool, bool, int, int]:
    """How well a denial fits: common words, same sentence, an opponent's claim just before, charges against the one who denies, lateness."""
    statement = setting.statement
    overlap = max(len(_wanted(setting) & _words(claim.text)) for claim in claims)
    if _points(setting):
        # "That was plain invention" means what another has just said.
        return 0, nearness(claims[0], (), setting) >= 1, False, False, order, overlap
    same = nearness(claims[0], (), setting) == 2
    blamed = any(claim.actor in statement.parties for claim in claims) + any(claim.stance == Stance.ACCUSE.value for claim in claims)
    sides, own = setting.sides.focus, {*statement.parties, setting.own}
    opposed = any(party in sides and party not in own for party in claims[0].parties)
    # "The charge" is one against him who denies it, "the claim" whatever the other side told last.
    claimed = _CLAIM.search(" ".join(span.text for span in statement.content)) is not None and opposed and nearness(claims[0], (), setting) >= 1
    return overlap, same, claimed, claimed and _so_called(claims[0], setting), order if claimed else blamed, order


def _so_called(claim: Claim, setting: Setting) -> bool:
    """Whether "the claim" takes up the verb that a claim was told with: "the group claimed the capture of the base"."""
    told = setting.statements.get(claim.statement_id)
    pointed = " ".join(span.text for span in setting.statement.content).lower()
    return told is not None and bool(verb := cue_lemma(told)) and re.search(rf"\b{re.escape(verb)}", pointed) is not None


def _wanted(setting: Setting) -> set[str]:
    """The words by which the denial tells what it denies."""
    return {word for word in _words(" ".join(span.text for span in setting.statement.content)) if word.removesuffix("s") not in CLAIM_NOUNS}


def _upheld(setting: Setting) -> list[Claim]:
    """Who brushes aside a denial stands by the charge: what the same party blamed another for last."""
    statement = setting.statement
    own = {*statement.parties, setting.own}
    charges = [
        claim
        for claim in setting.told.latest_first()
        if set(claim.parties) & own
        and claim.polarity is Polarity.AFFIRMED
        and claim.actor is not None
        and claim.actor not in own
        and claim.modality is Modality.FACT
        and claim.type not in COUNTS
    ]
    led = [claim for claim in setting.background if claim.actor in setting.sides and claim.actor not in own and claim.type not in COUNTS]
    return [said_here(claim, setting) for claim in (*charges, *led)[:1]]


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z]{4,}", text.lower())}


def _denial_of(claim: Claim, setting: Setting) -> Claim:
    text = negated_text(claim.text, none=claim.type not in COUNTS)
    return replace(said_here(claim, setting), text=text, quantities=(), polarity=Polarity.DENIED)


def _no_such(doc: Doc, clause: Clause) -> str:
    """ "About 60 soldiers had crossed the line": "no soldiers had crossed the line"; empty where no number of plural doers opens the sentence."""
    subject = clause.subject
    number = next((child for child in subject.children if child.dep_ == "nummod"), None) if subject is not None and subject.tag_ == "NNS" else None
    if subject is None or number is None or number.left_edge.i != 0 or any(token.dep_ == "relcl" for token in subject.children):
        return ""
    return "No " + doc[number.i + 1 :].text


def negated_text(text: str, *, none: bool = False) -> str:
    """A sentence negated: "Mali did not shell Gao."; one that counts, or has several clauses, as "It is not true that ...".

    none: a count of doers is denied with their act: "about 60 soldiers had crossed" becomes "no soldiers had crossed".
    """
    doc = language_model()(text.rstrip("."))
    clauses = finite_clauses(list(doc))
    if none and len(clauses) == 1 and (nobody := _no_such(doc, clauses[0])):
        return sentence(nobody)
    counted = doc[0].lower_ in _QUANTIFIERS or doc[0].tag_ == "CD" or (doc[0].pos_ == "NUM")
    whole = sum(not token.is_punct for token in doc)
    alone = len(clauses) == 1 or (bool(clauses) and sum(word.token is not None and not word.token.is_punct for word in clauses[0].words) >= whole)
    if clauses and not counted and alone and clauses[0].head is not None:
        return sentence(joined(negated(clauses[0]).words))
    first = doc[0]
    inner = text if first.pos_ == "PROPN" or (first.ent_type_ in ("GPE", "NORP", "PERSON", "ORG") and first.pos_ != "DET") else text[0].lower() + text[1:]
    return sentence(f"It is not true that {inner}")
