"""Accusations as clauses: whom they blame, and each of the acts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.clauses import finite_clauses
from checker.gerunds import gerund_clauses
from checker.shapes import ACCUSING, CLAIM_NOUNS, DENYING, DESCRIBING, is_finite, starts_with_gerund
from checker.words import Clause, Word, added, root_of, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACT_VERBS = {
    "violation": "violated", "breach": "violated", "infringement": "violated", "abduction": "abducted", "killing": "killed", "murder": "killed",
    "shelling": "shelled", "bombing": "bombed", "bombardment": "bombed", "occupation": "occupied", "seizure": "seized", "invasion": "invaded",
    "kidnapping": "abducted", "destruction": "destroyed", "attack": "attacked", "assault": "attacked", "annexation": "annexed",
    "death": "killed", "wounding": "wounded", "injury": "injured", "maiming": "maimed",
}  # fmt: skip

_FIRING = frozenset(["fire", "launch", "drop", "shoot", "lay", "plant", "throw", "release"])


def accused_clauses(accused: list[Token], tokens: list[Token], cue: str) -> list[Clause]:
    """Subject and charge of an accusation: "[Thailand] of [dropping four bombs]"."""
    parts = charges(tokens)
    if len(parts) > 1:
        return [clause for part in parts for clause in accused_clauses(accused, part, cue)]
    subject = words_of(_without_day(accused))
    part = trimmed(parts[0]) if parts else []
    if not part:
        return []
    if starts_with_gerund(part) or part[0].tag_ == "VBG":
        return gerund_clauses(part, subject, denied=False)
    if is_finite(part):
        return finite_clauses(part)
    return [*_fired(accused), *(_charged(subject, phrase, cue) for phrase in coordinated(part))]


def _fired(accused: Sequence[Token]) -> list[Clause]:
    """ "Mortars fired from the base" that are blamed for deaths: that they were fired from there is a claim too."""
    part = _without_day(accused)
    verb = next((token for token in part[1:-1] if token.tag_ in ("VBN", "VBD") and token.lemma_ in _FIRING), None)
    noun = verb.nbor(-1) if verb is not None else None
    if verb is None or noun is None or noun.pos_ != "NOUN" or verb.nbor(1).pos_ != "ADP":
        return []
    be = "were" if noun.tag_ in ("NNS", "NNPS") else "was"
    named, told = [token for token in part if token.i < verb.i], [token for token in part if token.i >= verb.i]
    return [Clause((*words_of(trimmed(named)), *added(be), *words_of(told)), verb, noun, passive=True)]


def _without_day(tokens: Sequence[Token]) -> list[Token]:
    """ "the rebels on Saturday" without the day, which is that of the accusation."""
    part = trimmed(tokens)
    on = next(
        (index for index, token in enumerate(part) if index and token.lower_ in ("on", "late", "earlier") and part[-1].ent_type_ in ("DATE", "TIME")), None
    )
    if on is None and len(part) > 1 and part[-1].ent_type_ == "DATE" and part[-1].lower_.endswith("day"):
        on = len(part) - 1
    return trimmed(part[:on]) if on else part


def _charged(subject: tuple[Word, ...], phrase: list[Token], cue: str) -> Clause:
    """An act named by a noun as a sentence: "violations of the truce" as "violated the truce", "aggression" as "committed aggression"."""
    # The parser often hangs "of the truce" on another noun, so that the root is "of".
    head = next((token for token in phrase if token.lemma_.lower() in _ACT_VERBS and token.pos_ == "NOUN"), root_of(phrase))
    verb = _ACT_VERBS.get(head.lemma_.lower())
    of = next((token for token in phrase if token.i == head.i + 1 and token.lower_ in ("of", "against", "on")), None)
    flat = all(token.i >= head.i or token.pos_ in ("DET", "ADJ") or token.dep_ == "cc" for token in phrase)
    if verb and of is not None and flat and not (verb == "attacked" and of.lower_ == "of"):
        kept = [token for token in phrase if token.i > of.i]
        if kept:
            return Clause((*subject, Word(verb, head), *words_of(kept)), head, subject[-1].token)
    plural = subject[-1].token is not None and root_of([word.token for word in subject if word.token is not None]).tag_ in ("NNS", "NNPS")
    said = f"{'were' if plural else 'was'} responsible for" if cue in ACCUSING - {"accuse", "charge", "suspect"} else "committed"
    return Clause((*subject, *added(*said.split()), *words_of(phrase)), head, subject[-1].token)


def charges(tokens: Sequence[Token]) -> list[list[Token]]:
    """The charges of an accusation: "crossing the river on Monday", "and of abducting two soldiers"; what others say of them is left out."""
    groups: list[list[Token]] = [[]]
    listed = list(tokens)
    for index, token in enumerate(listed):
        after = listed[index + 1] if index + 1 < len(listed) else None
        if (
            groups[-1]
            and after is not None
            and token.lower_ in ("of", "for", "with")
            and (after.lower_.endswith("ing") or after.pos_ in ("NOUN", "DET", "ADJ"))
        ):
            before = listed[index - 1]
            if before.dep_ == "cc" or before.lower_ in ("and", "or") or (before.text == "," and after.tag_ == "VBG"):
                groups.append([])
                continue
        if token.text == "," and after is not None and after.lower_.removesuffix("s") in CLAIM_NOUNS:
            break
        if token.text == "," and after is not None and after.lower_ in ("a", "an", "the", "which") and _comments(listed[index + 1 : index + 9]):
            break
        groups[-1].append(token)
    return [part for part in (trimmed(group) for group in groups) if part]


def _comments(tokens: Sequence[Token]) -> bool:
    """Whether an apposition tells what somebody says of the charge: "a charge Kigali rejects"."""
    charge = tokens[0].lower_ == "which" or (len(tokens) > 1 and tokens[1].lemma_.lower() in CLAIM_NOUNS)
    return charge and any(token.lemma_ in DENYING | DESCRIBING for token in tokens)


def coordinated(part: list[Token]) -> list[list[Token]]:
    """The members of a coordinated noun phrase, each with its own modifiers."""
    root = root_of(part)
    inside = {token.i for token in part}
    starts = sorted(child.left_edge.i for child in conjuncts_of(root) if child.i in inside and child.i > root.i)
    bounds = [part[0].i, *starts, part[-1].i + 1]
    phrases = [trimmed([token for token in part if first <= token.i < last]) for first, last in itertools.pairwise(bounds)]
    return [phrase for phrase in phrases if phrase]


def conjuncts_of(root: Token) -> list[Token]:
    """The nouns coordinated with `root`, and those coordinated with them."""
    found = [child for child in root.children if child.dep_ == "conj"]
    return found + [further for child in found for further in conjuncts_of(child)]


def blamed_clauses(tokens: list[Token]) -> list[Clause]:
    """Somebody is blamed and the act is not named here."""
    part = trimmed(tokens)
    subject, several = words_of(part), root_of(part).tag_ in ("NNS", "NNPS")
    return [Clause((*subject, *added("were" if several else "was", "responsible", "for", "it")), None, subject[-1].token)]
