"""A checkable proposition taken from a statement, with typed slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checker.records import Record


class Bound(StrEnum):
    """How a number is meant: "23", "at least 20", "fewer than 20", "about 20"."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class Polarity(StrEnum):
    """Denied when the claim negates an event."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(StrEnum):
    """Whether a claim is put as fact. Only facts can contradict facts."""

    FACT = "fact"
    HEDGED = "hedged"
    CONDITIONAL = "conditional"
    FUTURE = "future"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Quantity(Record):
    """A counted amount; comparable amounts have the same `unit` string ("civilians killed", "rockets fired")."""

    value: float
    bound: Bound
    unit: str


@dataclass(frozen=True, slots=True)
class Claim(Record):
    """One self-contained proposition: references resolved, dates absolute where the story gives them.

    type: a name in data/claim_types.toml. actor and target: party codes of doer and object of the event (not the speaker).
    places: names from small to large as the text gives them. event_date: day of the event. parties: who makes the claim.
    relayed_by: the parties through whom the claim is known when its statement is nested in theirs.
    self_contained: False where a reference could not be resolved. other_types: what the words tell too, in order of the alphabet: a shelling and its victims.
    """

    claim_id: str
    statement_id: str
    doc_id: str
    parties: tuple[str, ...]
    text: str
    type: str = "other"
    actor: str | None = None
    target: str | None = None
    places: tuple[str, ...] = ()
    event_date: date | None = None
    quantities: tuple[Quantity, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    published: date | None = None
    outlet: str | None = None
    stance: str = "assert"
    modality: Modality = Modality.FACT
    relayed_by: tuple[str, ...] = ()
    self_contained: bool = True
    other_types: tuple[str, ...] = ()
