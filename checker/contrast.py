"""What joins two bare texts and what sets them apart, as named levels: the typed comparison where claims have no slots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.text_reading import TextReading
from checker.tolls import Toll, compare_tolls
from checker.wording import compare_weapons

MOST = 8  # places of a text that are compared


def contrast(a: TextReading, b: TextReading) -> list[str]:
    """The levels of a pair of texts as "slot=level"; the same for (a, b) and (b, a)."""
    return [*_count_levels(a, b), *_day_levels(a, b), *_side_levels(a, b), *_manner_levels(a, b)]


# -- counts ---------------------------------------------------------------------------------------------------------------------------------


def _count_levels(a: TextReading, b: TextReading) -> Iterator[str]:
    level = count_shown(a, b)[0]
    # A toll of one day told by two sides a day later is rather a quarrel than an update.
    soon = level == "update" and a.day is not None and b.day is not None and abs((a.day - b.day).days) <= 1
    yield "count=update_soon" if soon else f"count={level}"


def count_shown(a: TextReading, b: TextReading) -> tuple[str, tuple[Toll, Toll] | None]:
    """How the counts lie to each other, and the two that show it; see `compare_tolls`."""
    later = 0 if a.day is None or b.day is None or a.day == b.day else 1 if b.day > a.day else -1
    return compare_tolls(a.counts, b.counts, grown=later)


# -- days -----------------------------------------------------------------------------------------------------------------------------------


def _day_levels(a: TextReading, b: TextReading) -> Iterator[str]:
    level = day_level(a, b)
    yield f"event_day={level}"
    if level in {"near", "days"}:
        # A town is taken once, and shelled again and again.
        once, again = ("both" if name in a.acts & b.acts else "one" if name in a.acts | b.acts else "none" for name in ("once", "again"))
        yield f"other_day_once={once}"
        yield f"other_day_again={again}"
    if a.day and b.day:
        gap = abs((a.day - b.day).days)
        yield "said=same" if gap == 0 else "said=near" if gap <= 2 else "said=week" if gap <= 7 else "said=apart" if gap <= 45 else "said=far"
    if a.times and b.times:
        least = min(abs(x - y) for x in a.times for y in b.times)
        yield "hour=same" if least <= 45 else "hour=apart"


def day_level(a: TextReading, b: TextReading) -> str:
    """same | overlap | near | days | far | one | none: how the days named lie to each other."""
    if not a.stretches or not b.stretches:
        return "one" if a.stretches or b.stretches else "none"
    pairs = [(x, y) for x in a.stretches for y in b.stretches]
    if any(x == y and x[0] == x[1] for x, y in pairs):
        return "same"
    least = min(_gap(x, y) for x, y in pairs)
    return "overlap" if least == 0 else "near" if least == 1 else "days" if least <= 10 else "far"


def _gap(x: tuple[date, date], y: tuple[date, date]) -> int:
    return max(0, (y[0] - x[1]).days, (x[0] - y[1]).days)


# -- places ---------------------------------------------------------------------------------------------------------------------------------


def where_level(a: TextReading, b: TextReading) -> str:
    """same | within | apart | unclear | one | none."""
    from checker.places import compare_places

    if not a.places or not b.places:
        return "one" if a.places or b.places else "none"
    if {name.casefold() for name in a.places} & {name.casefold() for name in b.places}:
        return "same"
    found = {str(compare_places((x,), (y,))).rpartition(".")[2].lower() for x in a.places[:MOST] for y in b.places[:MOST]}
    if "same" in found:
        return "same"
    if found & {"contains", "inside"}:
        return "within"
    return "apart" if found == {"disjoint"} else "unclear"


# -- sides ----------------------------------------------------------------------------------------------------------------------------------


def _side_levels(a: TextReading, b: TextReading) -> Iterator[str]:
    """Where it was, who did it, whose people were harmed, and how the doers lie to the speakers."""
    yield f"where={where_level(a, b)}"
    if a.party and b.party:
        yield "party=same" if a.party == b.party else "party=other"
    yield f"doer={doer_level(a, b)}"
    if a.harmed and b.harmed:
        yield "harmed=same" if a.harmed == b.harmed else "harmed=other"
    shared = set(a.sides) & set(b.sides)
    yield f"sides={'none' if not a.sides or not b.sides else 'same' if set(a.sides) == set(b.sides) else 'part' if shared else 'other'}"


def doer_level(a: TextReading, b: TextReading) -> str:
    """none | same | blame (each names the other's party) | own (each its own) | reversed (named the other way round) | other."""
    if not a.doer or not b.doer:
        return "none"
    if a.doer == b.doer:
        return "same"
    if a.party and b.party and a.party != b.party:
        if a.doer == b.party and b.doer == a.party:
            return "blame"
        if a.doer == a.party and b.doer == b.party:
            return "own"
    return "reversed" if a.sides[:2] == b.sides[:2][::-1] else "other"


# -- manner ---------------------------------------------------------------------------------------------------------------------------------


def _manner_levels(a: TextReading, b: TextReading) -> Iterator[str]:
    """Modality, negation, kind, weapons and evaluation."""
    from checker.comparison import compare_kinds

    yield "modality=" + "+".join(sorted((a.modality.value, b.modality.value)))
    yield "negation=" + "+".join(map(str, sorted((min(a.negations, 2), min(b.negations, 2)))))
    yield f"kind={compare_kinds(a.kind, b.kind)}"
    yield f"weapon={compare_weapons(a.text, b.text)}"
    yield f"evaluation={('none', 'one', 'both')[a.evaluates + b.evaluates]}"
