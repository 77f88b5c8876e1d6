"""Statements to claims: clause-level sentences that stand alone, with typed slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.amounts import quantities_of
from checker.analysis import Analysis
from checker.claim import Claim, Modality, Polarity
from checker.claim_types import OTHER, TypeTable, type_table
from checker.clauses import finite_clauses
from checker.denials import denied_claims
from checker.forms import cue_lemma, statement_clauses
from checker.modality import is_negated, modality_of
from checker.occurrence import country_of, day_of, places_of
from checker.references import Place, References, party_words, places_in
from checker.rendering import completed, joined, sentence
from checker.roles import HOSTILE, assign, read_roles
from checker.setting import Setting, event_of, expected_actor, is_certain
from checker.shapes import ACCUSING
from checker.statement import Mode, Stance, Statement
from checker.words import Clause, Word, added, is_sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.discourse import Discourse

_LEAD_PARAGRAPHS = 3
_SAYING = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "accuse",
        "add",
        "claim",
        "declare",
        "state",
        "insist",
        "demand",
        "urge",
        "call",
        "deny",
        "warn",
        "vow",
        "reject",
        "dismiss",
        "blame",
        "condemn",
        "ask",
        "agree",
    ]
)


def extract_claims(
    statement: Statement,
    analysis: Analysis,
    discourse: Discourse,
    *,
    earlier: Sequence[Claim] = (),
    background: Sequence[Claim] | None = None,
    statements: Sequence[Statement] = (),
    relayed_by: tuple[str, ...] = (),
    table: TypeTable | None = None,
) -> list[Claim]:
    """Claims of one statement, in text order; none for demands.

    earlier: claims of the document's statements before this one; they complete missing places and days, and are what "the
    accusation" denies. statements: theirs. background: events in the reporter's lead, read from the analysis where not given.
    relayed_by: parties of the statement in whose content this one stands. table: claim types.
    Use `extract_all` for the statements of a whole document.
    """
    if statement.stance is Stance.DEMAND:
        return []
    references = References(
        analysis,
        discourse,
        statement.parties,
        document_places(analysis),
        quoted=statement.mode is Mode.DIRECT,
        plural=_is_plural(statement),
        accusing=cue_lemma(statement) in ACCUSING or statement.stance is Stance.ACCUSE,
    )
    told = lead_events(analysis, discourse) if background is None else background
    setting = Setting(
        statement, analysis, references, tuple(earlier), table or type_table(), relayed_by, tuple(told), {item.statement_id: item for item in statements}
    )
    speaker = added(" and ".join(party_words(code) for code in statement.parties))
    clauses, lookup = statement_clauses(statement, analysis, speaker)
    if lookup:
        return _numbered(denied_claims(setting))
    claims: list[Claim] = []
    for clause in clauses:
        claim = _claim(clause, setting, tuple(claims), speaker)
        if claim is not None and all(claim.text != other.text for other in claims):
            claims.append(claim)
    return _numbered(claims)


def extract_all(statements: Sequence[Statement], analysis: Analysis, discourse: Discourse, *, table: TypeTable | None = None) -> list[Claim]:
    """Claims of all statements of a document, in their order."""
    by_id = {statement.statement_id: statement for statement in statements}
    claims: list[Claim] = []
    background = lead_events(analysis, discourse, table=table)
    for statement in statements:
        outer = by_id.get(statement.nested_in or "")
        claims += extract_claims(
            statement,
            analysis,
            discourse,
            earlier=claims,
            background=background,
            statements=statements,
            relayed_by=outer.parties if outer is not None else (),
            table=table,
        )
    return claims


def _is_plural(statement: Statement) -> bool:
    """Whether the speaker is several persons ("officials", "both armies")."""
    heads = re.split(r"\b(?:of|in|from|at|with|for|who|,)\b|,", statement.speaker.text)[0].split() if statement.speaker is not None else []
    return bool(heads) and (heads[-1].lower() in ("they", "police") or (re.search(r"[^s']s$", heads[-1]) is not None and not heads[-1][0].isupper()))


def lead_events(analysis: Analysis, discourse: Discourse, *, table: TypeTable | None = None) -> list[Claim]:
    """Hostile events with their day in the first sentences of the story, whoever tells them: what the statements after them are about."""
    references = References(analysis, discourse, (), document_places(analysis))
    found: list[Claim] = []
    for paragraph in analysis.paragraphs[:_LEAD_PARAGRAPHS]:
        for sent in list(paragraph.doc.sents)[:1]:
            span = analysis.document.span(paragraph.start + sent.start_char, paragraph.start + sent.end_char)
            statement = Statement("", analysis.document.doc_id, None, None, (span,), Mode.INDIRECT)
            setting = Setting(statement, analysis, references, tuple(found), table or type_table(), ())
            claims = [_claim(clause, setting, (), ()) for clause in finite_clauses(_told(sent.root))]
            found += [claim for claim in claims if claim is not None and claim.type in HOSTILE | {"casualties"} and claim.event_date is not None]
    return found


def _told(root: Token) -> list[Token]:
    """The sentence without the cue that frames it: its "on Friday" is the day of saying, not of the event."""
    if root.lemma_ not in _SAYING:
        return list(root.subtree)
    content = next((child for child in root.children if child.dep_ == "ccomp"), None)
    if content is not None:
        return list(content.subtree)
    said = {token.i for child in root.children if child.dep_ in ("prep", "npadvmod") and child.lower_ != "of" and _is_time(child) for token in child.subtree}
    return [token for token in root.subtree if token.i not in said]


def _is_time(phrase: Token) -> bool:
    return any(token.ent_type_ in ("DATE", "TIME") for token in phrase.subtree) and not any(token.dep_ in ("pcomp", "relcl") for token in phrase.subtree)


@lru_cache(maxsize=4)
def document_places(analysis: Analysis) -> tuple[Place, ...]:
    """Places named in a document, in text order."""
    found: list[Place] = []
    for paragraph in analysis.paragraphs:
        found += places_in(paragraph.doc.text, paragraph.start)
    return tuple(found)


def _numbered(claims: Iterable[Claim]) -> list[Claim]:
    return [replace(claim, claim_id=f"{claim.statement_id}:{number}") for number, claim in enumerate(claims)]


def _claim(clause: Clause, setting: Setting, siblings: tuple[Claim, ...], speaker: tuple[Word, ...]) -> Claim | None:
    """One clause as a claim; None where nothing is left of it."""
    statement, references = setting.statement, setting.references
    from checker.dates import absolute

    words, resolved = references.resolved(clause.words)
    core_words, _ = references.resolved(clause.core_words)
    said = joined(core_words)
    text = absolute(joined(words), published=setting.published)
    core = absolute(said, published=setting.published)
    if len(text.split()) < 2 or not is_sentence(clause.words):
        return None
    kind = setting.table.classify(core)
    if kind == OTHER and clause.cause is None:
        kind = setting.table.classify(text)
    event = event_of(kind, siblings, setting, core)
    roles = read_roles(clause, references, speaker_is_subject=bool(speaker) and clause.words[: len(speaker)] == speaker)
    denied = _negated(clause, core)
    places, added_place = places_of(kind, said, joined(words), event, setting, denied=denied)
    known = (event.actor, event.target) if event is not None else (None, None)
    if (
        kind == "casualties"
        and event is not None
        and not siblings
        and statement.stance is Stance.ASSERT
        and event.parties
        and event.parties != statement.parties
    ):
        # Authorities that count without naming the victims' side count their own.
        known = (None, None) if set(statement.parties) & set(setting.focus) else known
    verb = clause.head.lemma_ if clause.head is not None else ""
    actor, target = assign(
        kind,
        roles,
        focus=setting.focus,
        speaker=statement.parties,
        place=country_of(places, setting),
        known=known,
        expected=expected_actor(setting, denied=denied and kind in HOSTILE),
        verb=verb,
    )
    modality = modality_of(text, statement.stance)
    when = day_of(kind, said, event, setting, modality)
    certain = is_certain(event, kind, siblings, setting)
    finished = completed(
        text,
        place=added_place if kind != OTHER and (certain or event is None) else None,
        # "Since the fighting" has a time of its own.
        day=when.day if when.known and (certain or when.counted) and modality is Modality.FACT and " since " not in text else None,
        count=kind == "displacement" or ("had" in core.split() and kind == "casualties"),
    )
    return Claim(
        claim_id="",
        statement_id=statement.statement_id,
        doc_id=statement.doc_id,
        parties=statement.parties,
        text=sentence(finished),
        type=kind,
        actor=actor,
        target=target,
        places=tuple(place.name for place in places),
        event_date=when.day,
        quantities=() if denied else quantities_of(said),
        polarity=Polarity.DENIED if denied else Polarity.AFFIRMED,
        published=setting.published,
        outlet=setting.analysis.document.outlet,
        stance=statement.stance.value,
        modality=modality,
        relayed_by=setting.relayed_by,
        self_contained=resolved,
    )


def _negated(clause: Clause, core: str) -> bool:
    return clause.denied or is_negated(core)
