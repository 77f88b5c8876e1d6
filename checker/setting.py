"""What surrounds a clause: its statement, and the events told before it that it may belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from checker.analysis import Analysis
from checker.claim import Claim, Modality
from checker.claim_types import TypeTable
from checker.gazetteer import key
from checker.place_names import country_names
from checker.references import References
from checker.roles import HOSTILE
from checker.scenes import Scenes
from checker.sides import Sides
from checker.statement import Stance, Statement
from checker.story import Place, places_in
from checker.told import Told

COUNTS = frozenset({"casualties", "displacement"})
EVENT_TYPES = HOSTILE | {"casualties", "troop_movement"}
_SAME_FAMILY = {
    "casualties": HOSTILE | {"casualties"},
    "damage": frozenset({"air_strike", "ground_fire", "damage", "casualties"}),
    "air_strike": frozenset({"air_strike", "damage", "casualties"}),
    "ground_fire": frozenset({"ground_fire", "ceasefire_violation", "damage", "casualties"}),
    "ceasefire_violation": frozenset({"ceasefire_violation", "ground_fire", "air_strike", "incursion"}),
}
DEFINITE_EVENT = re.compile(
    r"\b(?:the|that|this) (?:\w+ ){0,2}(?:strike|raid|attack|shelling|bombing|launch|fire|building|town|village|site|base|depot|incident|clash|area"
    r"|shooting|scene|blast|assault|explosion|actions?)\b|\bthere\b",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"\b(?:(?:was|were|is|are|been) (?:not )?(?:responsible|behind|to blame)|who (?:was|were|had|is) (?:responsible|behind|done|fired))\b", re.IGNORECASE
)
# "Informed the mission of the strike": the message belongs to the strike.
_OF_EVENT = re.compile(
    r"\b(?:informed|notified|warned|told|advised|alerted) (?:[\w.'’-]+ ){0,5}?(?:of|about|before|ahead of) (?:the|this|that) (?:\w+ ){0,2}"
    r"(?:strike|raid|attack|shelling|bombing|launch|incident|operation|assault)",
    re.IGNORECASE,
)
_FROM_THE_AIR = re.compile(r"\b(?:the|that|this) (?:\w+ ){0,2}(?:strike|raid|bombing)\b", re.IGNORECASE)
_FROM_THE_GROUND = re.compile(r"\b(?:the|that|this) (?:\w+ ){0,2}(?:shelling|shooting|fire|clash|ambush|launch)\b", re.IGNORECASE)
# Claims looked at for standing in the same sentence, and how much each claim in between takes from the fit of an earlier one.
_NEAR = 12
_AGING = 0.05
_THE_TALKS = re.compile(r"\bthe (?:\w+ )?(?:talks|meeting|call|conversation|session|negotiations)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the clauses of one statement."""

    statement: Statement
    analysis: Analysis
    references: References
    told: Told
    table: TypeTable
    sides: Sides
    scenes: Scenes
    relayed_by: tuple[str, ...] = ()
    background: tuple[Claim, ...] = ()
    statements: Mapping[str, Statement] = field(default_factory=dict)

    @property
    def published(self) -> date | None:
        """Day of publication."""
        return self.analysis.document.published

    @property
    def own(self) -> str | None:
        """The conflict party that speaks, or for which the speaker stands."""
        return self.sides.own(self.statement.parties)

    @property
    def story_day(self) -> date | None:
        """The day of the events that the document leads with."""
        main = self.scenes.main
        return main.day if main is not None and main.day is not None else self.references.story.day


def event_of(kind: str, siblings: Sequence[Claim], setting: Setting, text: str) -> Claim | None:
    """The claim told before that is about the same event: of this statement, else the one that fits best."""
    if kind == "talks_agreement" and _OF_EVENT.search(text):
        return _referred(setting, text)
    family = _SAME_FAMILY.get(kind, frozenset({kind}))
    for claim in reversed(siblings):
        if claim.type in family or kind in COUNTS:
            return claim
    if kind == "talks_agreement" and _THE_TALKS.search(text):
        return next(
            (claim for claim in setting.told.latest_first() if claim.type == kind and claim.event_date is not None and claim.modality is Modality.FACT), None
        )
    if kind == "displacement" or kind not in EVENT_TYPES:
        return next(reversed(siblings), None) if siblings else _referred(setting, text)
    return _best(family, kind, setting, text) or _referred(setting, text)


def _best(family: frozenset[str], kind: str, setting: Setting, text: str) -> Claim | None:
    """The fitting claim told before, nearest in sentence, place and sides; those of the reporter's lead count as told first."""
    own_places = {place.name for place in places_in(text) if key(place.name) not in country_names()}
    expected = expected_actor(setting)
    best: tuple[float, Claim] | None = None
    for order, claim in enumerate((*setting.told.latest_first(), *reversed(setting.background))):
        if claim.type not in family or (expected is not None and claim.actor not in (None, expected)):
            continue
        near = nearness(claim, (), setting) if order < _NEAR else 0
        if own_places and claim.places and not own_places & set(claim.places) and near < 2:
            continue
        score = 2.0 * near + bool(claim.actor or claim.target) + bool(own_places & set(claim.places)) - _AGING * order
        score += 1.0 if claim.event_date is not None and claim.event_date == setting.story_day else 0.0
        if kind in COUNTS and setting.own is not None and claim.target is not None and setting.statement.stance is not Stance.CONFIRM:
            score += 1.5 if claim.target == setting.own else -1.5
        if best is None or score > best[0]:
            best = (score, claim)
    return best[1] if best else None


def _referred(setting: Setting, text: str) -> Claim | None:
    """The event that "the strike" or "the building" in a claim of another kind belongs to."""
    if not DEFINITE_EVENT.search(text):
        return None
    hostile = [claim for claim in (*setting.told.latest_first(), *setting.background) if claim.type in HOSTILE]
    kind = "air_strike" if _FROM_THE_AIR.search(text) else "ground_fire" if _FROM_THE_GROUND.search(text) else None
    return next((claim for claim in hostile if claim.type == kind), next(iter(hostile), None))


def deed_of(text: str, siblings: Sequence[Claim], setting: Setting) -> Claim | None:
    """The hostile act told just before whose author a text names or can't name: "the militia was responsible", "could not tell who was behind it"."""
    if not _AUTHOR.search(text):
        return None
    told = (*reversed(siblings), *setting.told.latest_first())
    return next((claim for claim in told[:_NEAR] if claim.type in HOSTILE and nearness(claim, siblings, setting) >= 1), None)


def is_contested(event: Claim | None, places: Sequence[Place], setting: Setting) -> bool:
    """Whether those who told of the event before, or of one at the same place, name different doers."""
    names = {place.name for place in places} | (set(event.places) if event is not None else set())
    told = (*setting.told.latest_first(), *setting.background)
    doers = {claim.actor for claim in told if claim.type in HOSTILE and claim.actor is not None and names & set(claim.places)}
    return len(doers) > 1


def expected_actor(setting: Setting, *, denied: bool = False) -> str | None:
    """Who is said to have acted where the words leave it open: the other side in an accusation, one's own in a denial."""
    statement = setting.statement
    own = statement.parties[0] if len(statement.parties) == 1 and statement.parties[0] in setting.sides else None
    if statement.stance is Stance.ACCUSE:
        return setting.sides.opponent(own)
    return own if denied or statement.stance in (Stance.DENY, Stance.CONFIRM) else None


def nearness(event: Claim, siblings: Sequence[Claim], setting: Setting) -> int:
    """How near the event was told: 3 in the same statement, 2 in the same sentence, 1 in the same paragraph, 0 further away."""
    if event in siblings:
        return 3
    other = setting.statements.get(event.statement_id)
    if other is None or not other.content or not setting.statement.content:
        return 0
    text = setting.analysis.document.text
    last, first = max(span.end for span in other.content), min(span.start for span in setting.statement.content)
    if last > first:
        return 2
    between = text[last:first]
    if "\n" in between:
        return 0
    return 1 if re.search(r"[.!?][\"'”’]?\s+[\"“‘']?[A-Z]", between) else 2


def said_here(claim: Claim, setting: Setting) -> Claim:
    """A claim told before as one of this statement."""
    statement = setting.statement
    return replace(claim, statement_id=statement.statement_id, parties=statement.parties, stance=statement.stance.value, relayed_by=setting.relayed_by)


def is_certain(event: Claim | None, kind: str, siblings: Sequence[Claim], setting: Setting) -> bool:
    """Whether a claim may be told with the place and day of `event`: of the same sentence, or a count by the same speaker in the same paragraph."""
    if event is None:
        return False
    near = nearness(event, siblings, setting)
    return near >= 2 or (near == 1 and kind in COUNTS and event.parties == setting.statement.parties)
