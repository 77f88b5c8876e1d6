"""What a source outside the reporter is said to have said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.document import Span
from checker.records import Record


class Mode(StrEnum):
    """Direct: every content word stands in quotation marks; indirect: none; mixed: some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the source does with the content (claims/GUIDELINES.md, section 3)."""

    ASSERT = "assert"
    ACCUSE = "accuse"
    DENY = "deny"
    CONFIRM = "confirm"
    DEMAND = "demand"
    PROMISE = "promise"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Statement(Record):
    """Speaker, cue and content of one attribution, with the parties that speak.

    parties: ISO 3166-1 alpha-3 or organisation codes; empty while unresolved. `evidence` says in words how the parties were
    found. `nested_in` is the statement_id in whose content this one stands ("A said that B had said").

    """

    statement_id: str
    doc_id: str
    speaker: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    mode: Mode
    parties: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERT
    nested_in: str | None = None
    evidence: str = ""
