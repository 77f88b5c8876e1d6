"""What surrounds a clause: its statement, and the events told before it that it may belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from checker.analysis import Analysis
from checker.claim import Claim, Modality
from checker.claim_types import TypeTable
from checker.references import References, places_in
from checker.roles import HOSTILE, opponent
from checker.statement import Stance, Statement

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
_THE_TALKS = re.compile(r"\bthe (?:\w+ )?(?:talks|meeting|call|conversation|session|negotiations)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the clauses of one statement."""

    statement: Statement
    analysis: Analysis
    references: References
    earlier: tuple[Claim, ...]
    table: TypeTable
    relayed_by: tuple[str, ...]
    background: tuple[Claim, ...] = ()
    statements: Mapping[str, Statement] = field(default_factory=dict)

    @property
    def published(self) -> date | None:
        """Day of publication."""
        return self.analysis.document.published

    @property
    def focus(self) -> tuple[str, ...]:
        """The document's conflict parties."""
        return tuple(self.references.discourse.focus)


def event_of(kind: str, siblings: Sequence[Claim], setting: Setting, text: str) -> Claim | None:
    """The claim told before that is about the same event: of this statement, of its sentence, or the last fitting one of the document."""
    family = _SAME_FAMILY.get(kind, frozenset({kind}))
    for claim in reversed(siblings):
        if claim.type in family or kind in COUNTS:
            return claim
    if kind == "talks_agreement" and _THE_TALKS.search(text):
        return next(
            (claim for claim in reversed(setting.earlier) if claim.type == kind and claim.event_date is not None and claim.modality is Modality.FACT), None
        )
    if kind == "displacement" or kind not in EVENT_TYPES:
        return next(reversed(siblings), None) if siblings else _referred(setting, text)
    own_places = {place.name for place in places_in(text)}
    same_sentence = _sentence_ids(setting)
    expected = expected_actor(setting)
    for claim in latest_first(setting.earlier):
        if claim.type not in family or not (claim.actor or claim.target):
            continue
        if expected is not None and claim.actor is not None and claim.actor != expected:
            continue
        if own_places and claim.places and not own_places & set(claim.places) and claim.statement_id not in same_sentence:
            continue
        return claim
    fitting = [claim for claim in setting.background if claim.type in family and (expected is None or claim.actor in (None, expected))]
    return fitting[0] if fitting else None


def _referred(setting: Setting, text: str) -> Claim | None:
    """The event that "the strike" or "the building" in a claim of another kind belongs to."""
    if not DEFINITE_EVENT.search(text):
        return None
    hostile = (claim for claim in (*latest_first(setting.earlier), *setting.background) if claim.type in HOSTILE)
    return next(hostile, None)


def latest_first(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of the last statement in their order (its main event first), then of the one before it, and so on."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.statement_id, []).append(claim)
    for group in reversed(groups.values()):
        yield from group


def expected_actor(setting: Setting, *, denied: bool = False) -> str | None:
    """Who is said to have acted where the words leave it open: the other side in an accusation, one's own in a denial."""
    statement, focus = setting.statement, setting.focus
    own = statement.parties[0] if len(statement.parties) == 1 and statement.parties[0] in focus else None
    if statement.stance is Stance.ACCUSE:
        return opponent(own, focus, None)
    return own if denied or statement.stance in (Stance.DENY, Stance.CONFIRM) else None


def _sentence_ids(setting: Setting) -> frozenset[str]:
    """Statements whose claims stand right before this one's; the same sentence tells one event."""
    last = setting.earlier[-1].statement_id if setting.earlier else ""
    return frozenset({last})


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


def is_certain(event: Claim | None, kind: str, siblings: Sequence[Claim], setting: Setting) -> bool:
    """Whether a claim may be told with the place and day of `event`: of the same sentence, or a count by the same speaker in the same paragraph."""
    if event is None:
        return False
    near = nearness(event, siblings, setting)
    return near >= 2 or (near == 1 and kind in COUNTS and event.parties == setting.statement.parties)
