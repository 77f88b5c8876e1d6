"""Dates in the English of news texts: found, resolved against the day of publication, compared, written out.

A grammar of our own and not dateparser's search: that one reads "may", "second" and "16 days" as dates.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum

from checker.date_forms import MONTHS, WEEKDAYS
from checker.date_reading import DAY, MONTH, RANGE, YEAR, DateMention, find_dates, resolve_weekday

__all__ = ["DAY", "MONTH", "RANGE", "YEAR", "DateMention", "DateRelation", "absolute", "compare_dates", "find_dates", "resolve_weekday", "write_day"]


class DateRelation(StrEnum):
    """How two dates or stretches of time lie to each other."""

    SAME = "same"
    OVERLAP = "overlap"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


def compare_dates(a: date | DateMention | tuple[date, date] | None, b: date | DateMention | tuple[date, date] | None, *, slack: int = 0) -> DateRelation:
    """How two days or stretches of time lie to each other; UNKNOWN if one of them isn't known.

    SAME: the same day, or the same stretch; OVERLAP: a day within a month, stretches with days in common; slack: days by which two dates may
    miss each other and still count as overlapping (an attack "overnight" is dated by either day).
    """
    left, right = _bounds(a), _bounds(b)
    if left is None or right is None:
        return DateRelation.UNKNOWN
    if left == right:
        return DateRelation.SAME
    gap = timedelta(days=slack)
    return DateRelation.OVERLAP if left[0] <= right[1] + gap and right[0] <= left[1] + gap else DateRelation.DISJOINT


def _bounds(value: date | DateMention | tuple[date, date] | None) -> tuple[date, date] | None:
    if isinstance(value, DateMention):
        return (value.first, value.last) if value.first and value.last else None
    if isinstance(value, date):
        return value, value
    return value


def absolute(text: str, *, published: date | None, plan: bool | None = None) -> str:
    """`text` with its relative dates made absolute: "on Wednesday" becomes "on 24 December 2025", "in July" "in July 2025".

    Dates that can't be resolved stay as they are, and so do days that the text gives in full.
    """
    pieces, done = [], 0
    for mention in find_dates(text, published=published, plan=plan):
        written = _written(mention, text)
        if written is None:
            continue
        start, replacement = _fitted(text, mention, written)
        pieces += [text[done:start], replacement]
        done = mention.end
    return "".join([*pieces, text[done:]])


def write_day(day: date) -> str:
    """A day as the project writes it: "24 December 2025"."""
    return f"{day.day} {day:%B %Y}"


def _written(mention: DateMention, text: str) -> tuple[str, str] | None:
    """Preposition and date for a mention, or None where the text already has it in full."""
    words = mention.text.lower()
    if mention.first is None or mention.last is None or re.search(r"(?:19|20)\d\d", words):
        return None
    part = re.search(r"\b(night|morning|afternoon|evening)\b", words)
    if words == "overnight":
        return "in", f"the night to {write_day(mention.last)}"
    if mention.day is not None:
        if words.startswith(("early", "late")):
            return words.split()[0] + " on", write_day(mention.day)
        return "on", (f"the {part.group()} of " if part else "") + write_day(mention.day)
    if mention.precision == YEAR:
        return "in", str(mention.first.year)
    return _written_stretch(mention, words)


def _written_stretch(mention: DateMention, words: str) -> tuple[str, str] | None:
    first, last = mention.first, mention.last
    if first is None or last is None:
        return None
    month = re.match(r"(early|mid|late|the (?:beginning|start|middle|end) of|beginning of|end of)?", words)
    named = next((name for name in MONTHS if re.search(rf"\b{name}", words)), None)
    if named:
        lead = f"{month.group(1)}-" if month and month.group(1) == "mid" else f"{month.group(1)} " if month and month.group(1) else ""
        days = re.search(r"\d.*\d", mention.text) if re.search(r"\d", mention.text) else None
        lead = f"{days.group()} " if days else lead
        return "on" if days else "in", f"{lead}{first:%B %Y}"
    if mention.precision == MONTH:
        return "in", ("early " if words.startswith("early") else "late " if words.startswith("late") else "") + f"{first:%B %Y}"
    if "weekend" in words:
        return "on", f"the weekend of {write_day(first)}"
    if "week" in words:
        return "in", f"the week of {write_day(first)}"
    return None


_PREPOSITION = re.compile(
    r"\b(?:on|in|since|by|from|until|till|after|before|of|between|and|to|through|for|during|around|about|over|throughout|at"
    r"|than|as of|the|an?|that|this|(?:north|south)?ern|mid|within)"
    r"(?P<adverb> early| late)? $",
    re.IGNORECASE,
)
_ATTRIBUTIVE = re.compile(r"\b(?:the|an?|its|their|his|her|this|that|of the) $", re.IGNORECASE)
_SUBJECT_AFTER = re.compile(r" (?:was|is|were|saw|marks?|marked|brought|passed|remained)\b")


def _fitted(text: str, mention: DateMention, written: tuple[str, str]) -> tuple[int, str]:
    """Where the replacement of a mention starts, and its text with preposition, article and capital as the sentence needs them."""
    preposition, day = written
    capital = mention.text[0].isupper() and mention.text.split()[0].lower().rstrip("'’s") not in {*WEEKDAYS, *(name.lower() for name in calendar.month_name)}
    before, start = text[max(0, mention.start - 80) : mention.start], mention.start
    initial = not before.strip() or bool(re.search(r"[.!?][\"'”’]?\s+[\"“]?$", before)) or before.strip() in {'"', "“"}
    if mention.text.endswith(("'s", "’s")) or _possessive_part(mention):
        article = "" if re.search(r"\b(?:the|its|their|his|her) $", before, re.IGNORECASE) else "The " if initial and mention.text[0].isupper() else "the "
        return start, article + re.sub(r"^the (?:\w+ of )?", "", day)
    if _ATTRIBUTIVE.search(before):
        return start, day
    if _PREPOSITION.search(before):
        lead = preposition.rsplit(" ", 1)[0] + " " if preposition.startswith(("early", "late")) else ""
        swapped = re.search(r"\b(on|in|at) $", before, re.IGNORECASE)
        if swapped and not lead and swapped.group(1).lower() != preposition:
            start -= len(before) - swapped.start(1)
            return start, (preposition.capitalize() if swapped.group(1)[0].isupper() else preposition) + " " + day
        return start, lead + day
    initial = capital or (initial and bool(re.match(r"[\"“]?$|.*[.!?][\"'”’]?\s+[\"“]?$", before, re.DOTALL)) and mention.text[0].isupper())
    if initial and _SUBJECT_AFTER.match(text, mention.end):
        return start, day[0].upper() + day[1:]
    return start, (preposition[0].upper() + preposition[1:] if initial else preposition) + " " + day


def _possessive_part(mention: DateMention) -> bool:
    return "'s " in mention.text or "’s " in mention.text
