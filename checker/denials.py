"""What a denial that only points to an accusation denies: "rejected the charge", "called that a fabrication"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.analysis import language_model
from checker.claim import Claim, Modality, Polarity
from checker.clauses import finite_clauses
from checker.negation import negated
from checker.rendering import joined, sentence
from checker.setting import COUNTS, Setting, nearness
from checker.shapes import CLAIM_NOUNS
from checker.statement import Stance

_ALL = re.compile(r"\b(?:accusations|charges|allegations|claims|reports|all|both|these|those|they|them)\b", re.IGNORECASE)
_COUNT = re.compile(r"^(?:\w+ ){0,3}(?:number|figure|toll|count)s?\b", re.IGNORECASE)
_DENIAL = re.compile(r"\bdenials?\b", re.IGNORECASE)
_QUANTIFIERS = frozenset(["at", "more", "about", "some", "around", "nearly", "almost", "over", "fewer", "less", "up", "only", "dozens", "hundreds", "several"])


def denied_claims(setting: Setting) -> list[Claim]:
    """The claims of others that the denial means, negated; none where nothing fits."""
    if _DENIAL.search(" ".join(span.text for span in setting.statement.content)):
        return _upheld(setting)
    groups: dict[str, list[Claim]] = {}
    for claim in setting.told.latest_first():
        if (
            not set(claim.parties) & set(setting.statement.parties)
            and claim.polarity is Polarity.AFFIRMED
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


def _rank(order: int, claims: Sequence[Claim], setting: Setting) -> tuple[int, bool, int, int]:
    """How well a denial fits: common words, same sentence, charges against the one who denies, lateness."""
    statement = setting.statement
    overlap = max(len(_wanted(setting) & _words(claim.text)) for claim in claims)
    same = nearness(claims[0], (), setting) == 2
    blamed = any(claim.actor in statement.parties for claim in claims) + any(claim.stance == Stance.ACCUSE.value for claim in claims)
    return overlap, same, blamed, order


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
    return [_said_by(claim, setting) for claim in (*charges, *led)[:1]]


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z]{4,}", text.lower())}


def _denial_of(claim: Claim, setting: Setting) -> Claim:
    return replace(_said_by(claim, setting), text=negated_text(claim.text), quantities=(), polarity=Polarity.DENIED)


def _said_by(claim: Claim, setting: Setting) -> Claim:
    """An earlier claim as one of this statement."""
    statement = setting.statement
    return replace(claim, statement_id=statement.statement_id, parties=statement.parties, stance=statement.stance.value, relayed_by=setting.relayed_by)


def negated_text(text: str) -> str:
    """A sentence negated: "Mali did not shell Gao."; one that counts, or has several clauses, as "It is not true that ..."."""
    doc = language_model()(text.rstrip("."))
    clauses = finite_clauses(list(doc))
    counted = doc[0].lower_ in _QUANTIFIERS or doc[0].tag_ == "CD" or (doc[0].pos_ == "NUM")
    whole = sum(not token.is_punct for token in doc)
    alone = len(clauses) == 1 or (bool(clauses) and sum(word.token is not None and not word.token.is_punct for word in clauses[0].words) >= whole)
    if clauses and not counted and alone and clauses[0].head is not None:
        return sentence(joined(negated(clauses[0]).words))
    first = doc[0]
    inner = text if first.pos_ == "PROPN" or (first.ent_type_ in ("GPE", "NORP", "PERSON", "ORG") and first.pos_ != "DET") else text[0].lower() + text[1:]
    return sentence(f"It is not true that {inner}")
