"""What the grammar of a clause says of an event: who did it, to whom, on whose ground."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.noun_parties import FORCES, is_force, is_weapon, phrase_parties
from checker.references import References
from checker.words import EVENT_NOUNS, Clause, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

_MUTUAL = re.compile(
    r"(?<!\bof )(?<!\bfrom )\b(?:each other|one another)\b|\b(?:in both directions|exchange of fire|(?:exchanged|traded) (?:\w+ ){0,3}fire)\b", re.IGNORECASE
)
_CIVIL = re.compile(
    r"\b(?:civilians?|villagers?|residents?|townspeople|traders?|shoppers|farmers?|herders?|families|children|women|pupils|patients|markets?|bazaars?|schools?"
    r"|hospitals?|clinics?|homes?|houses?|mosques?|church(?:es)?|camps? for)\b",
    re.IGNORECASE,
)
# People at sea or on the road between two sides who belong to neither.
_BYSTANDERS = re.compile(r"\b(?:migrants?|refugees?|asylum seekers?|castaways?|survivors?|people on board|dinghy|dinghies|rubber boats?)\b", re.IGNORECASE)
_GUNMEN = re.compile(r"\b(?:terrorists?|militants?|gunm[ae]n|insurgents?|rebels?|guerrillas?|operatives?|jihadists?|members of (?:the )?[A-Z])", re.IGNORECASE)
_HOME = re.compile(r"\b(?:return(?:ed|ing|s)?|(?:come|came|gone|went|back) (?:back )?(?:home|to their))\b", re.IGNORECASE)
HOSTILE = frozenset({"air_strike", "ground_fire", "ceasefire_violation", "incursion", "damage", "landmine", "capture_detention"})
# Of talks that "begin" or "last" nobody alone is the doer.
MEETING = frozenset(["begin", "start", "last", "continue", "pave", "resume", "end", "collapse", "meet", "convene", "fail", "open", "conclude", "be", "hold"])
# Their own people are meant when a mission or alliance tells of a patrol that was hit.
_CREW = re.compile(r"\b(?:patrols?|convoys?|peacekeepers?|monitors?|observers?|staff|compound|helicopter)\b", re.IGNORECASE)
_SOIL = frozenset(["side", "soil", "territory", "airspace", "waters", "water", "land", "ground"])
_LEARNING = frozenset(["determine", "verify", "confirm", "know", "establish", "identify", "tell", "say"])
_STATIONED = frozenset(["involve", "deploy", "station", "base", "mass", "send"])
_TREATING = frozenset(["treat", "admit"])
_LOST = frozenset(["lose", "down", "bring", "shoot", "intercept"])
_COUNTING = frozenset(
    ["count", "report", "have", "record", "register", "mourn", "bury", "pull", "dig", "rescue", "evacuate", "retrieve", "identify", "recover", "search"]
)
_FIGHTING = frozenset(["shooting", "fighting", "firing", "fire", "clash", "battle", "exchange", "firefight", "gunfire", "hostility"])
_SUFFERING = frozenset(
    ["lose", "die", "fall", "land", "explode", "burn", "collapse", "perish", "succumb", "suffer", "come", "crash", "drown", "rise", "receive", "count"]
)
# What comes or rises suffers it only where it is no party: "the water came", not "they came within five meters".
_COMING = frozenset(["come", "land", "rise"])
_AIMED = frozenset(["on", "at", "against", "into", "toward", "towards", "to", "with", "across", "over"])
_GOING = frozenset(["go", "return", "travel", "come", "fly", "head"])  # "would go to Geneva" does nothing to the Swiss
_PERCEIVING = frozenset(
    [
        "see",
        "observe",
        "record",
        "show",
        "spot",
        "detect",
        "hear",
        "register",
        "monitor",
        "notice",
        "witness",
        "receive",
        "verify",
        "document",
        "film",
        "photograph",
    ]
)
_PICTURES = frozenset(["image", "picture", "photo", "photograph", "footage", "video", "film", "clip", "recording"])
_MOVES = frozenset(["arrival", "presence", "deployment", "withdrawal", "movement", "crossing", "departure", "advance", "return", "incursion"])
_MOVING = frozenset(["move", "send", "deploy", "withdraw", "station", "mass", "transfer", "involve", "redeploy"])
_MESSAGES = frozenset(["complaint", "protest", "letter", "request", "note", "call", "warning", "message", "notice", "demand", "apology", "report", "offer"])
_FOUND = frozenset(["find", "discover", "recover", "uncover", "collect"])
_TELLING = frozenset(["inform", "notify", "warn", "brief", "alert", "tell", "advise"])

_ADDRESSING = _TELLING | {"assure", "promise", "acknowledge", "admit", "pledge", "report", "reply", "respond", "confirm", "ask", "signal"}
_ADDRESSED = frozenset(["him", "her", "them", "us", "me", "it", "his", "their", "our", "its"])
# What two do together where no "with" follows.
_RECIPROCAL = frozenset(["collide", "clash", "skirmish", "meet", "scuffle", "brawl"])


@dataclass(frozen=True, slots=True)
class Roles:
    """What the words of a clause say: who did it, to whom, on whose ground; None where they don't."""

    doer: str | None = None
    patient: str | None = None
    pair: bool = False
    forces: bool = False
    taking: bool = False
    civil: bool = False
    ground: str | None = None
    unknown: bool = False
    fighters: bool = False
    told: bool = False
    home: bool = False
    they: bool = False
    bystanders: bool = False


def read_roles(clause: Clause, references: References, *, speaker_is_subject: bool) -> Roles:
    """Roles from the grammar of a clause.

    pair: two parties did it together or to each other; forces: troops or arms of no named side did it; taking: the doer holds a place; civil: it was
    done to civilians or their houses; unknown: the speaker does not say who did it; fighters: it is said of an armed group's men; told: somebody
    unnamed told or warned the other; home: people went back; they: the subject says only that.
    """
    roles = replace(
        _read(clause, references, speaker_is_subject=speaker_is_subject),
        civil=_CIVIL.search(clause.text) is not None,
        bystanders=_BYSTANDERS.search(clause.text) is not None,
        fighters=_GUNMEN.search(clause.text) is not None,
        they=clause.subject is not None and clause.subject.lower_ == "they",
        home=_HOME.search(clause.text) is not None,
    )
    if _told_to_speaker(clause, references):
        roles = replace(roles, patient=None if references.speaker[0] in ("LOCAL", "DIPL") else references.speaker[0])
    ground = _one(_ground_of(clause, references))
    if roles.patient is None and references.accusing and references.observes and _CREW.search(clause.text):
        roles = replace(roles, patient=_one(references.speaker))
    return replace(roles, ground=ground if ground != roles.doer else None)


def _told_to_speaker(clause: Clause, references: References) -> bool:
    """Whether a third party tells what was said to itself: "they had assured him", "had told his government"."""
    head, speaker = clause.head, references.speaker
    if head is None or is_passive(head) or head.lemma_ not in _ADDRESSING or len(speaker) != 1 or speaker[0] in references.discourse.focus[:2]:
        return False
    heads = [*_object_heads(head), *(part for child in head.children if child.lower_ == "to" for part in child.children)]
    return any(token.lower_ in _ADDRESSED or any(child.lower_ in _ADDRESSED for child in token.children) for token in heads)


def _ground_of(clause: Clause, references: References) -> tuple[str, ...]:
    """Whose ground something happened on: "on the Lebanese side of the line", "in Chadian airspace"."""
    inside = {word.token.i for word in clause.core_words if word.token is not None}
    for word in clause.core_words:
        token = word.token
        if token is not None and token.lemma_.lower() in _SOIL and token.dep_ == "pobj" and token.head.lower_ in ("on", "in", "into", "over", "onto", "across"):
            return phrase_parties(token, references, inside)
    return ()


def _read(clause: Clause, references: References, *, speaker_is_subject: bool) -> Roles:
    head = clause.head
    inside = {word.token.i for word in clause.core_words if word.token is not None}
    subject: tuple[str, ...] = references.speaker if speaker_is_subject else ()
    if not subject and clause.subject is not None:
        subject = phrase_parties(clause.subject, references, inside)
    agent = _agent(clause, references, inside)
    objects = _objects(head, references, inside) if head is not None else ()
    together = head is not None and head.lemma_ in _RECIPROCAL and not any(child.lower_ in ("with", "into") for child in head.children)
    pair = len(subject) > 1 or together or _MUTUAL.search(clause.text) is not None
    sees = head is not None and head.lemma_ in _PERCEIVING and not (head.lemma_ == "show" and subject)
    if head is not None and not is_passive(head) and (sees or (head.lemma_ in _COUNTING and subject == references.speaker)):
        # Who saw or counted it didn't do it.
        if sees:
            shown = clause.subject is not None and clause.subject.lemma_.lower() in _PICTURES
            return Roles(_one(objects), None, len(objects) > 1, unknown=not objects and not shown)
        return Roles(None, _one(objects or _among(head, references, inside)))
    if head is not None and head.lemma_ in _LEARNING and any(child.dep_ == "neg" for child in head.children):
        return Roles(unknown=True)
    if head is not None and head.lemma_ in _TREATING and not is_passive(head):
        return Roles(None, _one(objects))
    if clause.subject is not None and head is not None and clause.subject.lemma_.lower() in _FIGHTING and head.lemma_ in MEETING | {"go", "rage"}:
        return Roles(pair=True)
    sent = _sent(clause, references, inside)
    if sent is not None:
        return Roles(sent, _one(tuple(code for code in subject or references.speaker if code != sent)))
    if head is not None and head.lemma_ in _FOUND and clause.subject is not None and is_passive(head) and is_weapon(clause.subject):
        return Roles(agent, unknown=agent is None)  # what was found doesn't tell who fired it
    if head is not None and head.lemma_ == "be" and any(child.lower_ in ("theirs", "ours") for child in head.children):
        return Roles(_one(references.speaker), taking=True)
    if head is not None and head.lemma_ == "come" and any(child.lower_ == "under" for child in head.children):
        return Roles(agent or _modifier_party(clause, references, inside, subject), _one(subject), pair)
    held = _holder(head, references, inside) if head is not None else None
    if held is not None:
        return Roles(held, None, taking=True)
    if head is not None and head.lemma_ in ("begin", "start") and not subject:
        cause = next((child for child in head.children if child.dep_ == "advcl" and any(part.lower_ == "when" for part in child.children)), None)
        doer = next((child for child in cause.children if child.dep_ == "nsubj"), None) if cause is not None else None
        if cause is not None and doer is not None:
            whole = inside | {token.i for token in cause.subtree}
            return Roles(_one(phrase_parties(doer, references, whole)), _one(_objects(cause, references, whole)))
    existing = _existing(clause, references, inside)
    if existing is not None:
        return Roles(existing, None)
    if head is not None and head.lemma_ in _STATIONED and clause.subject is not None and is_force(clause.subject) and subject:
        return Roles(_one(subject), _one(objects) if objects != subject else None, taking=head.lemma_ == "involve")
    if head is not None and head.lemma_ == "be" and not subject:
        attribute = next((child for child in head.children if child.dep_ == "attr" and child.i in inside), None)
        is_ = _one(phrase_parties(attribute, references, inside)) if attribute is not None else None
        if is_ is not None and attribute is not None and attribute.lemma_.lower() in ("member", "fighter", "soldier", "citizen", "national", "civilian"):
            return Roles(agent, is_)
    if clause.passive or (head is not None and is_passive(head)):
        if agent is None and not subject and head is not None and head.lemma_ in _LOST and clause.subject is not None and references.denying:
            # "No drone was shot down" is said by those whose drones they are.
            return Roles(None, _one(references.speaker))
        if agent is None and head is not None and head.lemma_ in _TELLING:
            return Roles(None, _one(subject), told=True)
        if clause.subject is not None and _done_with(clause.subject, head):
            return Roles(agent or _one(subject), _one(objects) if objects != subject else None)
        if agent is None and not subject and head is not None and head.lemma_ in _MOVING and clause.subject is not None and is_force(clause.subject):
            return Roles(None, None, forces=True)  # "not a single unit had been moved"
        return Roles(agent or _modifier_party(clause, references, inside, subject), _one(subject), pair)
    moves = head is not None and head.lemma_ in _COMING and bool(subject)
    if head is not None and head.lemma_ in _SUFFERING and not moves and (clause.subject is None or not is_weapon(clause.subject)):
        return Roles(agent or _modifier_party(clause, references, inside, subject), _one(subject) or _one(objects), pair)
    forces = clause.subject is not None and is_force(clause.subject)
    return Roles(_one(subject) or agent, _one(tuple(code for code in objects if code not in subject)), pair, forces)


def _one(codes: Sequence[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None


def _holder(head: Token, references: References, inside: set[int]) -> str | None:
    """Who has a place: "under the control of the army", "in the hands of the rebels"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "under"):
            for part in child.children:
                if part.lemma_ in ("control", "hand", "command"):
                    return _one(phrase_parties(part, references, inside))
    return None


def _existing(clause: Clause, references: References, inside: set[int]) -> str | None:
    """Whose are the forces of "there are no Rwandan soldiers in ..."."""
    head = clause.head
    if head is not None and head.lemma_.lower() in _MOVES and head.pos_ == "NOUN":
        return _one(phrase_parties(head, references, inside))
    if head is None or head.lemma_ != "be" or not any(child.dep_ == "expl" for child in head.children):
        return None
    noun = next((child for child in head.children if child.dep_ in ("attr", "nsubj")), None)
    return _one(phrase_parties(noun, references, inside)) if noun is not None and noun.lemma_.lower() in FORCES | _MOVES else None


def _sent(clause: Clause, references: References, inside: set[int]) -> str | None:
    """Who sent a message: "receipt of a complaint from Lima", "the request came from their side"; None where no message is told of."""
    for word in clause.core_words:
        token = word.token
        if token is None or token.lemma_.lower() not in _MESSAGES or token.pos_ != "NOUN":
            continue
        came = token.head if token.dep_ == "nsubj" and token.head.lemma_ == "come" else None
        for child in (*token.children, *(came.children if came is not None else ())):
            if child.lower_ == "from" and child.i in inside:
                for part in child.children:
                    return _one(phrase_parties(part, references, inside))
    return None


def _done_with(subject: Token, head: Token | None) -> bool:
    """Whether a passive subject is the act or its tool ("15 strikes were counted", "rockets were fired"), not the victim."""
    lemma = subject.lemma_.lower()
    return lemma in EVENT_NOUNS or (
        is_weapon(subject)
        and head is not None
        and head.lemma_ in ("fire", "launch", "drop", "use", "send", "deploy", "carry", "aim", "point", "direct", "train", "throw")
    )


def _among(head: Token, references: References, inside: set[int]) -> tuple[str, ...]:
    """Whose the dead are in "five dead among the attackers"."""
    for token in head.subtree:
        if token.lower_ in ("among", "amongst", "of") and token.dep_ == "prep" and token.i in inside:
            found = next((party for part in token.children if (party := phrase_parties(part, references, inside))), ())
            if found:
                return found
    return ()


def _agent(clause: Clause, references: References, inside: set[int]) -> str | None:
    """Party of the by-phrase."""
    for word in clause.core_words:
        token = word.token
        if token is not None and token.lower_ == "by" and token.dep_ in ("agent", "prep"):
            for part in token.children:
                found = _one(phrase_parties(part, references, inside)) if part.dep_ == "pobj" else None
                if found:
                    return found
    relative = next((child for child in clause.subject.children if child.dep_ == "relcl"), None) if clause.subject is not None else None
    doers = [child for child in relative.children if child.dep_ == "nsubj"] if relative is not None and clause.passive else []
    return next((found for doer in doers if (found := _one(phrase_parties(doer, references, inside | {doer.i}))) is not None), None)


def _modifier_party(clause: Clause, references: References, inside: set[int], besides: tuple[str, ...]) -> str | None:
    """Party in the name of the event or weapon: "in the Thai bombing", "by fire from a Kyrgyz drone", "Israeli air strike"."""
    for word in clause.words:
        token = word.token
        if (
            token is None
            or not (is_weapon(token) or token.lower_ in ("shelling", "bombing", "firing"))
            or (clause.subject is not None and token.i == clause.subject.i)
        ):
            continue
        found = _one(phrase_parties(token, references, inside))
        if found and found not in besides:
            return found
    return None


def _objects(head: Token, references: References, inside: set[int]) -> tuple[str, ...]:
    """Parties of the object, else of what a preposition adds ("fired at", "informed ... of")."""
    for token in _object_heads(head):
        if token.i in inside:
            found = phrase_parties(token, references, inside)
            if found:
                return found
    return ()


def _object_heads(head: Token) -> Iterator[Token]:
    complements = [child for child in head.children if child.dep_ in ("xcomp",)]
    for verb in (head, *complements):
        yield from (child for child in verb.children if child.dep_ in ("dobj", "dative", "obj"))
        yield from (part for child in verb.children if child.lower_ == "close" for to in child.children if to.lower_ == "to" for part in to.children)
        for child in verb.children:
            if child.dep_ == "prep" and verb.lemma_ != "be" and child.lower_ in _AIMED and not (verb.lemma_ in _GOING and child.lower_ == "to"):
                yield from (part for part in child.children if part.dep_ == "pobj")
