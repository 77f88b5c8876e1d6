"""What a denial that only points to an accusation denies: "rejected the charge", "called that a fabrication"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.analysis import language_model
from checker.claim import Claim, Polarity
from checker.clauses import finite_clauses
from checker.negation import negated
from checker.rendering import joined, sentence
from checker.setting import COUNTS, Setting, nearness
from checker.shapes import CLAIM_NOUNS
from checker.statement import Stance

_ALL = re.compile(r"\b(?:accusations|charges|allegations|claims|reports|all|both|these|those|they|them)\b", re.IGNORECASE)
_QUANTIFIERS = frozenset(["at", "more", "about", "some", "around", "nearly", "almost", "over", "fewer", "less", "up", "only", "dozens", "hundreds", "several"])


def denied_claims(setting: Setting) -> list[Claim]:
    """The claims of others that the denial means, negated; none where nothing fits."""
    groups: dict[str, list[Claim]] = {}
    for claim in setting.told.latest_first():
        if not set(claim.parties) & set(setting.statement.parties) and claim.polarity is Polarity.AFFIRMED:
            groups.setdefault(claim.statement_id, []).append(claim)
    if not groups:
        return []
    _, chosen = max(enumerate(groups.values()), key=lambda item: _rank(-item[0], item[1], setting))
    acts = [claim for claim in chosen if claim.type not in COUNTS] or chosen
    same = nearness(chosen[0], (), setting) == 2
    pointed = " ".join(span.text for span in setting.statement.content)
    if same and len(acts) > 1 and not _ALL.search(pointed):
        # "..., which Y denied" means the last thing said.
        acts = acts[-1:]
    return [_denial_of(claim, setting) for claim in acts]


def _rank(order: int, claims: Sequence[Claim], setting: Setting) -> tuple[int, bool, int, int]:
    """How well a denial fits: common words, same sentence, charges against the one who denies, lateness."""
    statement = setting.statement
    wanted = {word for word in _words(" ".join(span.text for span in statement.content)) if word.removesuffix("s") not in CLAIM_NOUNS}
    overlap = max(len(wanted & _words(claim.text)) for claim in claims)
    same = nearness(claims[0], (), setting) == 2
    blamed = any(claim.actor in statement.parties for claim in claims) + any(claim.stance == Stance.ACCUSE.value for claim in claims)
    return overlap, same, blamed, order


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower()))


def _denial_of(claim: Claim, setting: Setting) -> Claim:
    statement = setting.statement
    return replace(
        claim,
        statement_id=statement.statement_id,
        parties=statement.parties,
        text=negated_text(claim.text),
        quantities=(),
        polarity=Polarity.DENIED,
        stance=statement.stance.value,
        relayed_by=setting.relayed_by,
    )


def negated_text(text: str) -> str:
    """A sentence negated: "Mali did not shell Gao."; one that counts, or has several clauses, as "It is not true that ..."."""
    doc = language_model()(text.rstrip("."))
    clauses = finite_clauses(list(doc))
    counted = doc[0].lower_ in _QUANTIFIERS or doc[0].tag_ == "CD" or (doc[0].pos_ == "NUM")
    if clauses and not counted and len(clauses) == 1 and clauses[0].head is not None:
        return sentence(joined(negated(clauses[0]).words))
    first = doc[0]
    inner = text if first.pos_ == "PROPN" or (first.ent_type_ in ("GPE", "NORP", "PERSON", "ORG") and first.pos_ != "DET") else text[0].lower() + text[1:]
    return sentence(f"It is not true that {inner}")
