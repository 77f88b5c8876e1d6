"""Quantities of claims: found in text, and whether two of them can both be true."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from checker.claim import Bound, Quantity
from checker.quantity_search import QuantityMention, find_quantities
from checker.units import distance, is_part, split_unit

__all__ = ["ABOUT_TOLERANCE", "Comparison", "QuantityMention", "compare_quantities", "find_quantities", "interval", "sums_match"]

# How far "about 100" may be from the figure it is compared with.
ABOUT_TOLERANCE = 0.1


class Comparison(StrEnum):
    """Whether two quantities can both be true."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    INCOMPATIBLE = "incompatible"
    INCOMPARABLE = "incomparable"


def interval(quantity: Quantity, *, tolerance: float = ABOUT_TOLERANCE) -> tuple[float, float]:
    """The values that a quantity leaves open, lowest and highest."""
    if quantity.bound is Bound.AT_LEAST:
        return quantity.value, float("inf")
    if quantity.bound is Bound.AT_MOST:
        return 0.0, quantity.value
    slack = quantity.value * tolerance if quantity.bound is Bound.ABOUT else 0.0
    return quantity.value - slack, quantity.value + slack


def compare_quantities(a: Quantity, b: Quantity, *, tolerance: float = ABOUT_TOLERANCE) -> Comparison:
    """Whether two quantities of one matter, place and time can both be true. Symmetric.

    EQUAL: the same unit and value; COMPATIBLE: the bounds leave room, or one unit is a part of the other and not the larger number;
    INCOMPATIBLE: no value satisfies both; INCOMPARABLE: different things are counted (killed is not wounded). tolerance: slack of "about".
    """
    relation = _relation(a.unit, b.unit)
    if relation is None:
        return Comparison.INCOMPARABLE
    low_a, high_a = interval(a, tolerance=tolerance)
    low_b, high_b = interval(b, tolerance=tolerance)
    if relation == 0:
        if a.value == b.value and {a.bound, b.bound} != {Bound.AT_LEAST, Bound.AT_MOST}:
            return Comparison.EQUAL
        return Comparison.COMPATIBLE if low_a <= high_b and low_b <= high_a else Comparison.INCOMPATIBLE
    part, whole = (low_a, high_b) if relation < 0 else (low_b, high_a)
    return Comparison.COMPATIBLE if part <= whole else Comparison.INCOMPATIBLE


def _relation(unit_a: str, unit_b: str) -> int | None:
    """0 for the same unit, -1 if the first is a part of the second, 1 for the reverse, None if they can't be compared."""
    first, second = distance(unit_a), distance(unit_b)
    if first is not None and second is not None:
        # From where is not always told.
        return 0 if first[0] == second[0] and (first[1] == second[1] or "" in (first[1], second[1])) else None
    (noun_a, said_a), (noun_b, said_b) = split_unit(unit_a), split_unit(unit_b)
    if (noun_a, said_a) == (noun_b, said_b):
        return 0
    if _covers(noun_a, noun_b) and _covers(said_a, said_b) and said_a:
        return -1
    if _covers(noun_b, noun_a) and _covers(said_b, said_a) and said_b:
        return 1
    return None


def _covers(narrow: str, wide: str) -> bool:
    return narrow == wide or is_part(narrow, wide)


def sums_match(parts: Sequence[Quantity], whole: Quantity, *, tolerance: float = ABOUT_TOLERANCE) -> bool | None:
    """Whether the parts can add up to the whole: 3 soldiers and 4 civilians are seven people. None where the units can't be compared."""
    if not parts or any(_relation(part.unit, whole.unit) not in (0, -1) for part in parts):
        return None
    low = sum(interval(part, tolerance=tolerance)[0] for part in parts)
    high = sum(interval(part, tolerance=tolerance)[1] for part in parts)
    low_whole, high_whole = interval(whole, tolerance=tolerance)
    return low <= high_whole and low_whole <= high
