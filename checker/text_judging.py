"""What the typed comparison of two texts says for a label: evidence in numbers for the rule, reasons in words for the reader."""

from __future__ import annotations

from checker.claim import Claim, Modality
from checker.comparison import weights_table
from checker.contrast import contrast, count_shown, day_level, doer_level, where_level
from checker.judgement import Label
from checker.text_reading import TextReading, read_text


def reading_of(claim: Claim) -> TextReading:
    """The text of a claim as said by its party on its day of publication."""
    return read_text(claim.text, "+".join(claim.parties) or None, claim.published)


def text_evidence(a: Claim, b: Claim) -> dict[str, float]:
    """Log-odds against neutral that the levels of the texts alone give: `typed_contradiction`, `typed_support`."""
    weights, levels = weights_table()["contrast"], contrast(reading_of(a), reading_of(b))
    return {
        f"typed_{label.value}": float(weights[label]["bias"] + sum(weights[label].get(level, 0.0) for level in levels))
        for label in (Label.CONTRADICTION, Label.SUPPORT)
    }


def text_reasons(a: Claim, b: Claim, label: Label) -> list[str]:
    """What speaks for the label, in words; empty where only the wording does."""
    left, right = reading_of(a), reading_of(b)
    return {Label.CONTRADICTION: _against, Label.SUPPORT: _for, Label.NEUTRAL: _apart}[label](left, right)


def _against(a: TextReading, b: TextReading) -> list[str]:
    found = []
    level, shown = count_shown(a, b)
    if level in {"clash", "update"} and shown:
        found.append(f"number: numbers differ for the same count: {shown[0]} against {shown[1]}")
    if (a.negations + b.negations) % 2:
        found.append("denial: one text negates what the other says")
    if doer_level(a, b) == "blame":
        found.append(f"agent: each names the other as the doer ({a.doer} against {b.doer})")
    if day_level(a, b) in {"near", "days"}:
        found.append(f"date: different days: {_days(a)} against {_days(b)}")
    if where_level(a, b) == "apart":
        found.append(f"place: different places: {a.places[0]} against {b.places[0]}")
    return found


def _for(a: TextReading, b: TextReading) -> list[str]:
    level, shown = count_shown(a, b)
    found = []
    if level == "sum":
        found.append("number: the parts add up to the whole")
    elif shown and level in {"equal", "entails"}:
        found.append(f"number: {'the same figure' if level == 'equal' else 'one figure lies within the bounds of the other'}: {shown[0]}, {shown[1]}")
    if where_level(a, b) == "within":
        found.append(f"place: of {a.places[0]} and {b.places[0]} one lies in the other")
    if doer_level(a, b) == "same":
        found.append(f"agent: both name the same doer ({a.doer})")
    if day_level(a, b) == "same":
        found.append("date: the same day")
    return found


def _apart(a: TextReading, b: TextReading) -> list[str]:
    found = []
    less = sorted({reading.modality.value for reading in (a, b)} - {Modality.FACT.value})
    if less:
        found.append(f"modality: {' and '.join(less)} statements settle nothing")
    level, shown = count_shown(a, b)
    if level == "update" and shown:
        found.append(f"number: a later count may differ: {shown[0]}, then {shown[1]}")
    elif level == "side":
        found.append("number: the people or things of different sides are counted")
    elif level == "apart":
        found.append("number: different things are counted")
    if day_level(a, b) in {"near", "days", "far"}:
        found.append(f"date: {_days(a)} and {_days(b)} are different days")
    if where_level(a, b) == "apart":
        found.append(f"place: {a.places[0]} and {b.places[0]} are different places")
    if doer_level(a, b) == "reversed":
        found.append("agent: who did it to whom is the other way round")
    return found


def text_non_conflict(a: Claim, b: Claim) -> str:
    """The kind of difference between two texts that neither conflict nor support each other."""
    left, right = reading_of(a), reading_of(b)
    kinds, count = {left.modality, right.modality}, count_shown(left, right)[0]
    named = [
        (Modality.CONDITIONAL in kinds, "conditional"),
        (Modality.FUTURE in kinds, "plan"),
        (Modality.HEDGED in kinds, "hedged"),
        (count == "update", "update_over_time"),
        (doer_level(left, right) == "reversed", "role_reversal"),
        (where_level(left, right) == "apart", "other_place"),
        (day_level(left, right) in {"near", "days", "far"}, "other_event"),
        (count in {"side", "apart", "part"} or where_level(left, right) == "within", "scope"),
        (left.evaluates or right.evaluates, "legal_framing"),
        (count in {"equal", "entails", "overlap"}, "list_valued"),
        (bool(set(left.sides) & set(right.sides)) or where_level(left, right) == "same", "refinement"),
    ]
    return next((name for holds, name in named if holds), "unrelated")


def _days(reading: TextReading) -> str:
    first, last = reading.stretches[0]
    return str(first) if first == last else f"{first} to {last}"
