"""Statements to claims: clause-level sentences that stand alone, with typed slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.amounts import quantities_of
from checker.analysis import Analysis
from checker.assignment import assign
from checker.claim import Claim, Modality, Polarity
from checker.claim_types import OTHER, TypeTable, type_table
from checker.clause_reading import Clauses, asked_clauses, document_clauses, read_clauses, sides_of, slot_readings, story_of
from checker.clauses import finite_clauses
from checker.denials import charge_denied, denied_claims
from checker.echoes import blamed, confirmed, recounted
from checker.event_day import day_of, event_day
from checker.happenings import done
from checker.modality import is_negated, modality_of
from checker.occurrence import country_of, event_places, named_places, places_of
from checker.references import References
from checker.rendering import completed, joined, sentence
from checker.roles import HOSTILE, read_roles
from checker.scenes import Link, Scene, Scenes, days_in
from checker.setting import Setting, deed_of, event_of, expected_actor, is_certain, is_contested
from checker.settled_stances import settled_stance
from checker.slot_choice import chosen_day, chosen_polarity, chosen_roles, chosen_stance, chosen_type, told_types
from checker.slot_model import Reading, SlotModel
from checker.stances import has_own_stance
from checker.standpoints import stands_outside
from checker.statement import Mode, Stance, Statement
from checker.story import LEAD_PARAGRAPHS, SAYING, Story
from checker.told import Told
from checker.words import Clause, Word, is_sentence, own_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.discourse import Discourse


# Who counts the victims of his own town, whoever struck last in the story.
_LOCAL = re.compile(
    r"\b(?:health|medical|doctors?|hospital|medics?|governor|mayor|disaster|emergenc\w+|provincial|district|local|council|rescue)\b", re.IGNORECASE
)
_SHORT = 7  # words
_NOT_TRUE = "It is not true that "
_GREETINGS = frozenset(["morning", "afternoon", "evening", "thanks", "question", "questions", "gentlemen"])
# "All four were fighters" says something of those told of before.
_ANAPHORIC = re.compile(
    r"(?:all|both|none|some|most|neither|each)\b(?! (?:sides|parties|countries|governments)\b)|(?:one|two|three|four|five|six) of (?:them|those|the)\b",
    re.IGNORECASE,
)


def extract_claims(
    statement: Statement,
    analysis: Analysis,
    discourse: Discourse,
    *,
    earlier: Sequence[Claim] | Told = (),
    background: Sequence[Claim] | None = None,
    statements: Sequence[Statement] | Mapping[str, Statement] = (),
    relayed_by: tuple[str, ...] = (),
    table: TypeTable | None = None,
    story: Story | None = None,
    scenes: Scenes | None = None,
    clauses: Clauses | None = None,
    readings: Sequence[Reading] = (),
) -> list[Claim]:
    """Claims of one statement, in text order; none for demands.

    earlier: claims of the document's statements before this one; they complete missing places and days, and are what "the
    accusation" denies. statements: theirs. background: events in the reporter's lead, read from the analysis where not given.
    relayed_by: parties of the statement in whose content this one stands. table: claim types. story, scenes: of the document, read where not given;
    clauses: of the statement, likewise. readings: what the slot model reads in each of the clauses.
    Use `extract_all` for the statements of a whole document.
    """
    if statement.stance is Stance.DEMAND:
        return []
    story = story or story_of(analysis, discourse)
    scenes = scenes or _scenes(story, analysis, discourse, table)
    told_clauses = clauses or read_clauses(statement, analysis, discourse, story)
    references = told_clauses.references
    setting = Setting(
        statement,
        analysis,
        references,
        earlier if isinstance(earlier, Told) else Told(earlier),
        table or type_table(),
        sides_of(discourse),
        scenes,
        relayed_by,
        tuple(lead_events(analysis, discourse, story=story, scenes=scenes) if background is None else background),
        statements if isinstance(statements, Mapping) else {item.statement_id: item for item in statements},
    )
    looked_up = denied_claims(setting) if told_clauses.lookup else []
    if told_clauses.lookup and ((looked_up and len(statement.content) == 1) or not told_clauses.clauses):
        return _numbered(looked_up)
    settled = settled_stance(told_clauses.clauses, setting)
    if settled is not statement.stance:
        setting = replace(setting, statement=replace(statement, stance=settled), references=replace(references, accusing=settled is Stance.ACCUSE))
    claims: list[Claim] = list(looked_up)
    for number, clause in enumerate(told_clauses.clauses):
        echoed = charge_denied(clause, setting) or confirmed(clause, setting)
        claim = echoed or _claim(clause, setting, tuple(claims), told_clauses.speaker, readings[number] if readings else None)
        if claim is not None and all(claim.text != other.text for other in claims):
            claims.append(recounted(blamed(claim, setting), setting))
    if readings and not has_own_stance(statement) and not stands_outside(statement, discourse.resolver):
        stance = chosen_stance(settled, readings)
        claims = [replace(claim, stance=stance.value) for claim in claims]
    return _numbered(claims)


def extract_all(
    statements: Sequence[Statement],
    analysis: Analysis,
    discourse: Discourse,
    *,
    table: TypeTable | None = None,
    slot_model: SlotModel | None = None,
) -> list[Claim]:
    """Claims of all statements of a document, in their order. slot_model: takes part in choosing types, roles and polarity; rules alone without it."""
    by_id = {statement.statement_id: statement for statement in statements}
    claims: list[Claim] = []
    told = Told()
    story = story_of(analysis, discourse)
    scenes = _scenes(story, analysis, discourse, table)
    background = lead_events(analysis, discourse, table=table, story=story, scenes=scenes)
    clauses = document_clauses(statements, analysis, discourse, story)
    readings = slot_readings(asked_clauses(statements, clauses, analysis, discourse), slot_model) if slot_model is not None else {}
    for statement in statements:
        outer = by_id.get(statement.nested_in or "")
        found = extract_claims(
            statement,
            analysis,
            discourse,
            earlier=told,
            background=background,
            statements=by_id,
            relayed_by=outer.parties if outer is not None else (),
            table=table,
            story=story,
            scenes=scenes,
            clauses=clauses.get(statement.statement_id),
            readings=readings.get(statement.statement_id, ()),
        )
        told.add(found)
        claims += found
    return claims


def _scenes(story: Story, analysis: Analysis, discourse: Discourse, table: TypeTable | None) -> Scenes:
    return Scenes(analysis, event_places(story, discourse, analysis.document.text), table or type_table())


def lead_events(
    analysis: Analysis, discourse: Discourse, *, table: TypeTable | None = None, story: Story | None = None, scenes: Scenes | None = None
) -> list[Claim]:
    """Hostile events with their day or place in the first sentences of the story, whoever tells them: what the statements after them are about."""
    story = story or story_of(analysis, discourse)
    scenes = scenes or _scenes(story, analysis, discourse, table)
    references = References(analysis, discourse, (), story)
    found: list[Claim] = []
    for paragraph in analysis.paragraphs[:LEAD_PARAGRAPHS]:
        for sent in list(paragraph.doc.sents)[:1]:
            span = analysis.document.span(paragraph.start + sent.start_char, paragraph.start + sent.end_char)
            statement = Statement("", analysis.document.doc_id, None, None, (span,), Mode.INDIRECT)
            setting = Setting(statement, analysis, references, Told(found), table or type_table(), sides_of(discourse), scenes)
            clauses = [clause for clause in finite_clauses(_told(sent.root)) if clause.head is None or clause.head.lemma_ not in SAYING]
            claims = [_claim(clause, setting, (), ()) for clause in clauses]
            found += [claim for claim in claims if claim is not None and claim.type in HOSTILE | {"casualties"} and (claim.event_date or claim.places)]
    return found


def _told(root: Token) -> list[Token]:
    """The sentence without the cue that frames it: its "on Friday" is the day of saying, not of the event."""
    content = next((child for child in root.children if child.dep_ == "ccomp"), None) if root.lemma_ in SAYING else None
    tokens = list((content or root).subtree)
    said = {
        token.i
        for verb in tokens
        if verb.lemma_ in SAYING
        for child in verb.children
        if child.dep_ in ("prep", "npadvmod") and child.lower_ != "of" and _is_time(child)
        for token in child.subtree
    }
    return [token for token in tokens if token.i not in said]


def _is_time(phrase: Token) -> bool:
    return any(token.ent_type_ in ("DATE", "TIME") for token in phrase.subtree) and not any(token.dep_ in ("pcomp", "relcl") for token in phrase.subtree)


def _numbered(claims: Iterable[Claim]) -> list[Claim]:
    return [replace(claim, claim_id=f"{claim.statement_id}:{number}") for number, claim in enumerate(claims)]


def _claim(clause: Clause, setting: Setting, siblings: tuple[Claim, ...], speaker: tuple[Word, ...], reading: Reading | None = None) -> Claim | None:
    """One clause as a claim; None where nothing is left of it."""
    statement, references = setting.statement, setting.references
    from checker.dates import absolute

    words, resolved = references.resolved(clause.words)
    core_words, _ = references.resolved(clause.core_words)
    said = joined(core_words)
    text = absolute(joined(words), published=setting.published)
    core = absolute(said, published=setting.published)
    if len(text.split()) < 2 or not is_sentence(clause.words) or _tells_nothing(clause):
        return None
    link = _link(clause, core, said, setting)
    kind, act = _kind(core, link.scene, setting)
    if kind == OTHER and not act and clause.cause is None:
        kind, act = _kind(text, link.scene, setting)
    if kind == OTHER and (deed := deed_of(core, siblings, setting)) is not None:
        kind = deed.type
    link = replace(link, act=act)
    if kind == OTHER and siblings and _ANAPHORIC.match(core):
        kind = siblings[-1].type
    kind, told = chosen_type(kind, reading), told_types(kind, reading)
    event = event_of(kind, siblings, setting, core)
    roles = read_roles(clause, references, speaker_is_subject=bool(speaker) and clause.words[: len(speaker)] == speaker)
    denied = chosen_polarity(_negated(clause, core), reading)
    places, added_place = places_of(kind, said, joined(words), event, link, setting, siblings, doer=roles.doer, denied=denied)
    known = (event.actor, event.target) if event is not None else (None, None)
    if kind == "casualties" and event is not None and statement.stance is Stance.ASSERT and event.parties and event.parties != statement.parties:
        # Authorities that count without naming the victims' side count their own.
        known = (None, None) if set(statement.parties) & set(setting.sides.focus) else known
    if kind == "casualties" and known[0] == setting.own and known[0] is not None and statement.speaker is not None and _LOCAL.search(statement.speaker.text):
        known = (None, setting.own)
    verb = done(clause.head) if clause.head is not None else ""
    actor, target = assign(
        kind,
        roles,
        sides=setting.sides,
        speaker=statement.parties,
        place=country_of(places, setting),
        known=known,
        expected=setting.sides.opponent(setting.own) if clause.answered else expected_actor(setting, denied=denied and kind in HOSTILE),
        verb=verb,
        act=act,
        accusing=statement.stance is Stance.ACCUSE or clause.answered,
        denying=denied and statement.stance is Stance.DENY and clause.passive,
        contested=is_contested(event, places, setting),
        directed=statement.stance in (Stance.DENY, Stance.PROMISE) and clause.head is not None and clause.head.pos_ == "VERB",
    )
    actor, target = chosen_roles(actor, target, reading)
    modality = modality_of(text, statement.stance)
    when = day_of(kind, joined(references.resolved(own_words(clause))[0]), event, link, setting, modality, past=_is_past(clause), denied=denied)
    when = chosen_day(when, event_day(event, link, setting), setting.published, reading)
    certain = is_certain(event, kind, siblings, setting)
    finished = completed(
        text,
        place=added_place if kind != OTHER and (certain or event is None) else None,
        # "Since the fighting" has a time of its own.
        day=when.day if when.known and (certain or when.counted) and modality is Modality.FACT and " since " not in text else None,
        count=kind == "displacement" or ("had" in core.split() and kind == "casualties"),
    )
    if finished == text and denied and _denies_victims(kind, clause, text, setting):
        scene = link.scene or setting.scenes.main
        place = scene.place.name if scene is not None and scene.place is not None else None
        finished = completed(text, place=place, day=scene.day if scene is not None else None, count=False)
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
        quantities=() if denied else quantities_of(said, kind),
        polarity=Polarity.DENIED if denied else Polarity.AFFIRMED,
        published=setting.published,
        outlet=setting.analysis.document.outlet,
        stance=statement.stance.value,
        modality=modality,
        relayed_by=setting.relayed_by,
        self_contained=resolved,
        other_types=tuple(sorted(told - {kind})),
    )


def _denies_victims(kind: str, clause: Clause, text: str, setting: Setting) -> bool:
    """Whether a denial as short as "nobody had been hurt" is about the event of the document: else nobody could tell which."""
    bare = len(text.removeprefix(_NOT_TRUE).split()) <= _SHORT and not named_places(text, setting)
    return setting.statement.stance is Stance.DENY and kind in ("casualties", "capture_detention") and bare and _is_past(clause)


def _link(clause: Clause, core: str, said: str, setting: Setting) -> Link:
    """The event of the document that a clause is about."""
    tokens = [word.token for word in clause.core_words if word.token is not None]
    start = setting.references.span(tokens[:1]).start if tokens else min((span.start for span in setting.statement.content), default=0)
    return setting.scenes.find(said, tokens, named_places(said, setting), days_in(core, setting.published), start)


def _kind(text: str, scene: Scene | None, setting: Setting) -> tuple[str, bool]:
    """Type of claim, of an attack without its arms what the document tells of it; and whether the claim tells a single act."""
    rule = setting.table.best(text)
    if rule is None:
        return OTHER, False
    return (setting.scenes.kind_of(scene) if rule.general else None) or rule.type, rule.act


def _tells_nothing(clause: Clause) -> bool:
    """Whether a clause can't be true or false: "they must stop", and names and greetings that no verb goes with."""
    head = clause.head
    if head is None:
        return False
    if any(token.dep_ == "aux" and token.lower_ in ("must", "should", "ought", "let") for token in head.children) and head.tag_ == "VB":
        return all(token.lower_ != "have" for token in head.children)
    made = clause.words[0].token is None and clause.words[0].text == "There"
    return made and (head.pos_ in ("PROPN", "INTJ") or head.lower_ in _GREETINGS)


def _is_past(clause: Clause) -> bool:
    """Whether the predicate tells of something done: in a past tense, or made of a noun; what "was going on" is a state."""
    head = clause.head
    if head is None or head.pos_ == "NOUN":
        return True
    finite = [token for token in (head, *head.children) if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and (token is head or token.dep_ in ("aux", "auxpass"))]
    if head.tag_ == "VBG" and any(token.lemma_ == "be" for token in finite):
        return False
    perfect = any(token.dep_ == "aux" and token.lower_ == "have" for token in head.children)  # "may have landed"
    return not finite or perfect or any(token.tag_ == "VBD" or token.lower_ in ("has", "'ve") for token in finite)


def _negated(clause: Clause, core: str) -> bool:
    return clause.denied or is_negated(core)
