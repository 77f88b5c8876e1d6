"""The day on which a story without a date was published, as far as its own words tell.

Four signs count, in this order: a line near the top that is a full date and nothing else ("4 March 2026", "Published: 2026-03-04 10:15"), a dateline
("CARACAS, March 5 -"), a weekday beside a date ("on Wednesday, December 24"), and a plan for a
date that the story's own weekday comes shortly before ("said Wednesday ... will meet on Dec. 27"). A missing year is the latest one with
which the story is not of the future: a guess, so readers of the result are told. Without a sign there is no date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A plan is told at most so many days ahead by its bare date; later ones say "next month".
PLAN_DAYS = 6
LEAD = 300

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DATE = rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}))(?!\d)(?:,?\s+(?P<year>\d{{4}}))?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_DATELINE = re.compile(rf"^[^\n.]{{2,60}}?,\s+{_DATE}\s*(?:\([^)\n]{{2,30}}\)\s*)?(?:[-–—:]|\n)", re.IGNORECASE)
_CLOCK = r"(?:(?:\s*[,|·•–-]|\s+at)?\s*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,5})?)?"
_OWN_LINE = re.compile(
    rf"^[ \t]*(?:(?:first )?(?:published|posted|updated|date|issued)(?: on)?:?[ \t]+)?(?:(?:{'|'.join(WEEKDAYS)}),?[ \t]+)?"
    rf"(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?:T[\d:.]+Z?)?|{_DATE}){_CLOCK}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_BESIDE = re.compile(rf"\b{_WEEKDAY},?\s+{_DATE}", re.IGNORECASE)
_PLAN = re.compile(rf"\b(?:will|would|to be held|scheduled|set to|due to|plans? to|is expected|are expected)\b[^.!?\n]{{0,160}}?\bon\s+{_DATE}", re.IGNORECASE)
_SAID_DAY = re.compile(rf"\b{_WEEKDAY}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class InferredDay:
    """A day and the words that it was read from."""

    day: date
    evidence: str


def infer_published(text: str, *, today: date) -> InferredDay | None:
    """The day of publication told by the text, not after `today`; None where nothing tells it."""
    for line in _OWN_LINE.finditer(text[:LEAD]):
        if day := _full(line, today):
            return InferredDay(day, f'"{_words(line.group())}", a line of its own')
    dateline = _DATELINE.search(text[:LEAD])
    if dateline and (day := _latest(dateline, today)):
        return InferredDay(day, f'dateline "{_words(dateline.group())}"')
    for match in _BESIDE.finditer(text):
        weekday = WEEKDAYS.index(match["weekday"].lower())
        day = next((found for found in _candidates(match, today) if found.weekday() == weekday), None)
        if day:
            return InferredDay(day, f'"{_words(match.group())}"')
    return _from_plan(text, today)


def _from_plan(text: str, today: date) -> InferredDay | None:
    days = Counter(match["weekday"].lower() for match in _SAID_DAY.finditer(text))
    plan = _PLAN.search(text)
    if not days or plan is None:
        return None
    name = days.most_common(1)[0][0]
    for planned in _candidates(plan, today + timedelta(days=PLAN_DAYS)):
        ahead = (planned.weekday() - WEEKDAYS.index(name)) % 7
        day = planned - timedelta(days=ahead)
        if 0 < ahead <= PLAN_DAYS and day <= today:
            return InferredDay(day, f'"{name.capitalize()}" and the plan for "{_words(_date_text(plan))}"')
    return None


def _date_text(match: re.Match[str]) -> str:
    return f"{match['m1'] or match['d2']} {match['d1'] or match['m2']}"


def _full(line: re.Match[str], today: date) -> date | None:
    """The date of a line that gives day, month and year."""
    if line["iso"] is None:
        return _latest(line, today) if line["year"] else None
    try:
        day = date.fromisoformat(line["iso"])
    except ValueError:
        return None
    return day if day <= today else None


def _latest(match: re.Match[str], today: date) -> date | None:
    return next(_candidates(match, today), None)


def _candidates(match: re.Match[str], today: date) -> Iterator[date]:
    """The date named in `match`, in the given year or in each of the last years, latest first; none after `today`."""
    month = MONTHS.index((match["m1"] or match["m2"]).lower()[:3]) + 1
    number = int(match["d1"] or match["d2"])
    years = [int(match["year"])] if match["year"] else range(today.year, today.year - 8, -1)
    for year in years:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day <= today:
            yield day


def _words(text: str) -> str:
    return " ".join(text.split()).rstrip(" -–—:")
