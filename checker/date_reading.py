"""Dates found in running text and resolved against the day of publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from checker.date_forms import (
    COUNTED_AFTER,
    DOUBTFUL_MONTHS,
    FORMS,
    GRAMMAR,
    HOLIDAYS,
    LONG_PAST,
    MONTH_CONTEXT,
    MONTHS,
    NAME_DAY,
    NAME_DAY_AFTER,
    NUMBERS,
    PLAN,
    SAID,
    SEASONS,
    SENTENCE_END,
    TO_NOW,
    WEEKDAYS,
    YEAR_CONTEXT,
)

DAY, MONTH, YEAR, RANGE = "day", "month", "year", "range"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at [start, end) of a text, without its preposition.

    day: the day meant, or None for longer stretches; precision: day | month | year | range; first, last: the days between which it
    lies (equal to `day` at precision day). All three are None where the text needs a publication date that wasn't given.
    """

    start: int
    end: int
    text: str
    day: date | None
    precision: str = DAY
    first: date | None = None
    last: date | None = None


def resolve_weekday(name: str, published: date, *, plan: bool = False, strict: bool = False) -> date:
    """The nearest day called `name` on or before `published`, or for a plan on or after it.

    strict: the day of publication itself doesn't count ("last Wednesday"). Raises ValueError for an unknown name.
    """
    if name.strip().lower() not in WEEKDAYS:
        raise ValueError(f"{name!r} is no day of the week; expected one of {', '.join(WEEKDAYS)}")
    target = WEEKDAYS.index(name.strip().lower())
    if plan:
        ahead = (target - published.weekday()) % 7
        return published + timedelta(days=ahead or (7 if strict else 0))
    back = (published.weekday() - target) % 7
    return published - timedelta(days=back or (7 if strict else 0))


def find_dates(text: str, *, published: date | None = None, plan: bool | None = None) -> list[DateMention]:
    """The dates in `text`, in order, resolved against the day of publication.

    Weekdays and dates without a year lie on or before `published`, those of plans on or after; plan=None decides for each date by the
    words before it ("will", "are to"). "A day earlier" counts from the date mentioned before it, if there is one. Clock times
    ("4:30 p.m."), durations ("16 days") and bare years that count things ("2,000 people") are no dates.
    """
    if published is not None and not 1000 <= published.year <= 8000:
        published = None  # no room to count years from it
    mentions: list[DateMention] = []
    for match in GRAMMAR.finditer(text):
        previous = next((mention.day for mention in reversed(mentions) if mention.day), None)
        coming = _is_plan(text, match.start()) and not _SETTLED.match(text, match.end()) if plan is None else plan
        reading = _Reading(text, match, published, coming, previous)
        mention = reading.mention()
        if mention is not None:
            mentions.append(mention)
    return mentions


# "ready to restore the October truce": what is named after its month has been.
_SETTLED = re.compile(
    r"\s+(?:[A-Z]\w+\s+){0,3}(?:truce|cease-?fire|accords?|agreement|pact|deal|treaty|armistice|protocol|memorandum|declaration|resolution"
    r"|attack|strikes?|raid|clash(?:es)?|fighting|war|offensive|massacre|incident|coup)\b",
    re.IGNORECASE,
)


def _is_plan(text: str, start: int) -> bool:
    """Whether the words of the sentence before `start` speak of something to come."""
    before = text[max(0, start - 160) : start]
    for end in SENTENCE_END.finditer(before):
        sentence_start = end.end()
        before = " " * sentence_start + before[sentence_start:]
    return bool(PLAN.search(before)) and not SAID.search(before)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One match of the grammar in its text; each form has a method of its own, which gives None for a false match."""

    text: str
    match: re.Match[str]
    published: date | None
    plan: bool
    previous: date | None

    def mention(self) -> DateMention | None:
        form = next(name for name, _ in FORMS if self.match.group(f"form_{name}") is not None)
        found: DateMention | None = getattr(self, f"_{form}")()
        if found is None or found.first is None or not self.published:
            return found
        if TO_NOW.search(self.before) and found.first <= self.published:
            return replace(found, precision=RANGE, last=max(found.first, self.published))
        return found

    @property
    def before(self) -> str:
        return self.text[max(0, self.match.start() - 24) : self.match.start()]

    @property
    def after(self) -> str:
        return self.text[self.match.end() : self.match.end() + 24]

    def g(self, name: str) -> str:
        return str(self.match.group(name) or "")

    def _make(self, day: date | None, *, precision: str = DAY, first: date | None = None, last: date | None = None) -> DateMention:
        start, end = self.match.span()
        return DateMention(start, end, self.text[start:end], day, precision, first or day, last or day)

    def _on(self, year: str, month: int, day: int) -> DateMention | None:
        """A day of a month, its year given or inferred."""
        try:
            if year:
                return self._make(date(int(year), month, day))
            inferred = _without_year(month, day, self.published, plan=self.plan)
            return None if inferred is None and self.published is not None else self._make(inferred)
        except ValueError:
            return None

    def _iso(self) -> DateMention | None:
        return self._on(self.g("iso_y"), int(self.g("iso_m")), int(self.g("iso_d")))

    def _numeric(self) -> DateMention | None:
        first, second = int(self.g("num_d")), int(self.g("num_m"))
        if second > 12 >= first:  # 12/24/2025
            first, second = second, first
        elif first <= 12 and first != second and self.g("num_sep") == "/":
            return self._make(None)  # 5/6/2025 is in May or in June
        return self._on(self.g("num_y"), second, first)

    def _holiday(self) -> DateMention | None:
        month, day = HOLIDAYS[self.g("hol").lower().replace("’", "'")]
        return self._on(self.g("hol_y"), month, day)

    def _span(self, key: str) -> DateMention | None:
        month = _month_number(self.g(f"{key}_m"))
        first = self._on(self.g(f"{key}_y"), month, _digits(self.g(f"{key}_a")))
        last = self._on(self.g(f"{key}_y"), month, _digits(self.g(f"{key}_b")))
        if first is None or last is None:
            return None
        if first.day and last.day and last.day < first.day:
            return None
        return replace(first, day=None, precision=RANGE, last=last.last)

    def _span_dm(self) -> DateMention | None:
        return self._span("sdm")

    def _span_md(self) -> DateMention | None:
        return self._span("smd")

    def _dmy(self) -> DateMention | None:
        return self._on(self.g("dmy_y"), _month_number(self.g("dmy_m")), _digits(self.g("dmy_d")))

    def _mdy(self) -> DateMention | None:
        return self._on(self.g("mdy_y"), _month_number(self.g("mdy_m")), _digits(self.g("mdy_d")))

    def _edge(self) -> DateMention | None:
        month = _month_number(self.g("edge_m"))
        stretch = _month_range(self.g("edge_y"), month, self.published, plan=self.plan)
        if stretch is None:
            return self._make(None)
        return self._make(stretch[0] if self.g("edge") == "first" else stretch[1])

    def _my(self) -> DateMention | None:
        return self._month_mention(self.g("my_y"), self.g("my_m"), self.g("my_part"))

    def _month(self) -> DateMention | None:
        name, part = self.g("mo_m"), self.g("mo_part")
        if not part and name.lower().rstrip(".") in DOUBTFUL_MONTHS and not MONTH_CONTEXT.search(self.before):
            return None
        if re.match(r" \d", self.after):
            return None
        return self._month_mention("", name, part)

    def _month_mention(self, year: str, name: str, part: str) -> DateMention:
        plan = self.plan or part.lower() == "next"
        stretch = _month_range(year, _month_number(name), self.published, plan=plan)
        if stretch is None:
            return self._make(None, precision=MONTH)
        first, last = _part_of(stretch, part.lower())
        return self._make(None, precision=MONTH if (first, last) == stretch else RANGE, first=first, last=last)

    def _weekday(self) -> DateMention | None:
        if NAME_DAY.search(self.before) or NAME_DAY_AFTER.match(self.after):
            return None
        if self.published is None:
            return self._make(None)
        mod, week = self.g("wd_mod").lower(), self.g("wd_week").lower()
        if week:
            start = self.published - timedelta(days=self.published.weekday()) + timedelta(weeks=-1 if "last" in week else 1 if "next" in week else 0)
            return self._make(start + timedelta(days=WEEKDAYS.index(self.g("wd").lower())))
        plan = self.plan or mod in {"next", "coming", "this coming"}
        return self._make(resolve_weekday(self.g("wd"), self.published, plan=plan and mod not in {"last", "past"}, strict=mod in {"last", "next", "past"}))

    def _night(self) -> DateMention | None:
        if self.published is None:
            return self._make(None)
        word = self.g("night").lower()
        if word == "overnight":
            # In "an overnight curfew" it is an adjective.
            if re.search(r"\b(?:an|the|this|their|its) $", self.before):
                return None
            return self._make(self.published, precision=RANGE, first=self.published - timedelta(days=1), last=self.published)
        back = 1 if word.startswith(("last", "yesterday")) else -1 if word.startswith("tomorrow") else 0
        return self._make(self.published - timedelta(days=back))

    def _near(self) -> DateMention | None:
        if self.published is None:
            return self._make(None)
        shift = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "the day after tomorrow": 2}[self.g("near").lower()]
        return self._make(self.published + timedelta(days=shift))

    def _step(self) -> DateMention | None:
        anchor = self.previous or self.published
        back = any(word in self.g("step").lower() for word in ("previous", "preceding", "before"))
        if anchor is None:
            return self._make(None)
        return self._make(anchor + timedelta(days=-1 if back else 1))

    def _ago(self) -> DateMention | None:
        word = self.g("ago")
        if word in {"after", "before", "prior"} and re.match(r" (?:the|a|an|that|this|his|her|its|their|to|[A-Z])", self.after):
            return None  # "two days after the truce" names no day
        past = word in {"ago", "earlier", "before", "previously", "prior"}
        # What happened "two days later" is later than a day told before; counted from the publication it would lie ahead.
        anchor = self.published if word == "ago" else self.previous or (self.published if past or self.plan else None)
        return self._shifted(anchor, self.g("ago_n"), self.g("ago_u"), -1 if past else 1)

    def _hence(self) -> DateMention | None:
        return self._shifted(self.published, self.g("hen_n"), self.g("hen_u"), 1)

    def _shifted(self, anchor: date | None, count: str, unit: str, sign: int) -> DateMention:
        number, unit = (int(count) if count.isdigit() else NUMBERS[count.lower()]) * sign, unit.rstrip("s")
        if anchor is None:
            return self._make(None, precision=DAY if unit in {"day", "week"} else unit)
        if unit in {"day", "week"}:
            return self._make(anchor + timedelta(days=number * (7 if unit == "week" else 1)))
        months = anchor.year * 12 + anchor.month - 1 + number * (12 if unit == "year" else 1)
        first = date(max(1, months // 12), months % 12 + 1, 1)
        if unit == "month":
            return self._make(None, precision=MONTH, first=first, last=_month_end(first))
        return self._make(None, precision=YEAR, first=date(first.year, 1, 1), last=date(first.year, 12, 31))

    def _unit(self) -> DateMention | None:
        mod, unit = self.g("un_mod").lower(), self.g("un").lower()
        if self.published is None:
            return self._make(None, precision=RANGE)
        first, last = _calendar_unit(unit, mod, self.published)
        return self._make(None, precision=unit if unit in {MONTH, YEAR} and "past" not in mod and mod != "the last" else RANGE, first=first, last=last)

    def _season(self) -> DateMention | None:
        year, (start, end) = int(self.g("se_y")), SEASONS[self.g("se")]
        return self._make(None, precision=RANGE, first=date(year, start, 1), last=_month_end(date(year + (end < start), end, 1)))

    def _year(self) -> DateMention | None:
        if not (self.g("ye_part") or YEAR_CONTEXT.search(self.before)) or COUNTED_AFTER.match(self.after):
            return None
        year = int(self.g("ye"))
        first, last = _part_of((date(year, 1, 1), date(year, 12, 31)), self.g("ye_part").strip(" -").lower())
        return self._make(None, precision=YEAR if not self.g("ye_part") else RANGE, first=first, last=last)


def _digits(text: str) -> int:
    return int(re.match(r"\d+", text).group())  # type: ignore[union-attr]


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _month_end(day: date) -> date:
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def _without_year(month: int, day: int, published: date | None, *, plan: bool) -> date | None:
    """The nearest such day on or before `published`; the coming one for plans, or where the last one is long past."""
    if published is None:
        return None
    candidates = [date(year, month, day) for year in range(published.year - 4, published.year + 5) if day <= calendar.monthrange(year, month)[1]]
    coming = min((candidate for candidate in candidates if candidate >= published), default=None)
    past = max((candidate for candidate in candidates if candidate <= published), default=None)
    if past is None or coming is None:
        return past or coming
    if plan:
        return coming if (coming - published).days <= LONG_PAST else past
    return past if (published - past).days <= LONG_PAST else coming


def _month_range(year: str, month: int, published: date | None, *, plan: bool) -> tuple[date, date] | None:
    if not year and published is None:
        return None
    if year:
        first = date(int(year), month, 1)
    elif published is not None:
        shift = 1 if plan and month < published.month else -1 if not plan and month > published.month else 0
        first = date(published.year + shift, month, 1)
    return first, _month_end(first)


def _part_of(stretch: tuple[date, date], part: str) -> tuple[date, date]:
    """The first, middle or last third of a stretch of time, for "early", "mid" and "late"."""
    first, last = stretch
    third = ((last - first).days + 1) // 3
    if part.endswith(("early", "beginning of", "start of")):
        return first, first + timedelta(days=third - 1)
    if part.endswith(("mid", "middle of")):
        return first + timedelta(days=third), last - timedelta(days=third)
    if part.endswith(("late", "end of")):
        return last - timedelta(days=third - 1), last
    return stretch


def _calendar_unit(unit: str, mod: str, published: date) -> tuple[date, date]:
    """First and last day of "last week", "this month", "the past year" ...; what runs now ends with the publication."""
    if mod in {"past", "the past", "the last"} and unit != "weekend":
        days = {"week": 7, "month": 30, "year": 365}[unit]
        return published - timedelta(days=days), published
    step = -1 if mod in {"last", "the previous", "past", "the past", "the last"} else 1 if mod in {"next", "the coming", "the following"} else 0
    if unit == "week":
        first = published - timedelta(days=published.weekday() - 7 * step)
        return first, first + timedelta(days=6)
    if unit == "weekend":
        first = _weekend(published, -1 if mod.endswith("the") and published.weekday() < 5 else step)
        return first, first + timedelta(days=1)
    if unit == "year":
        return date(published.year + step, 1, 1), date(published.year + step, 12, 31)
    months = published.year * 12 + published.month - 1 + step
    first = date(months // 12, months % 12 + 1, 1)
    return first, _month_end(first)


def _weekend(published: date, step: int) -> date:
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    if step < 0:
        return saturday - timedelta(days=7 if published.weekday() >= 5 else 0)
    return saturday + timedelta(days=7 * (step if published.weekday() >= 5 else 1))
