"""What a document is mainly about: the day and the place of the events that it leads with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from checker.analysis import Analysis, Paragraph
from checker.date_forms import SAID
from checker.dates import DAY, RANGE, DateMention, find_dates
from checker.shapes import CLAIM_NOUNS
from checker.taken_up import nouns_of
from checker.words import is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

LEAD_PARAGRAPHS = 3
# News is about the days before it; what lies further back is history.
_RECENT = timedelta(days=10)
_WHOLE = 60  # paragraphs read for the day where the lead has none
_SAYING_WORDS = """
    say tell report announce accuse add claim declare state insist demand urge call deny warn vow reject dismiss blame condemn ask agree confirm
    publish release brief write speak quote respond reply comment issue repeat reiterate maintain acknowledge charge allege note stress
    """
_HOUSE = re.compile(
    r" (?:(?:[a-z]+|General|Central) )?(?:[Hh]ospital|[Cc]linic|[Ss]chool|[Uu]niversity|[Hh]otel|[Mm]osque|[Cc]hurch|[Bb]ridge|[Dd]am|[Aa]irport|[Bb]ase)\b"
)
_EARLIER = re.compile(r"\b(?:earlier|before|previous)\b", re.IGNORECASE)
SAYING = frozenset(_SAYING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the document; country: ISO 3166-1 alpha-3, if known."""

    start: int
    end: int
    name: str
    country: str | None
    admin: str | None = None


def places_in(text: str, offset: int = 0, *, countries: Sequence[str] = ()) -> list[Place]:
    """Places named in `text`, in order; of namesakes those in `countries`."""
    from checker.places import find_places

    return [
        Place(offset + mention.start, offset + mention.end, mention.name, mention.country, mention.admin or mention.name)
        for mention in find_places(text, countries=countries)
    ]


@dataclass(frozen=True, slots=True)
class Story:
    """What the claims of a document look up, read once.

    places: all places in text order; by_name: the first of each name; day: of the events that the document leads with; persons: names of
    persons, whole and by their last word; starts: document offset of each paragraph by the identity of its parse; owners: party by noun (owners.py);
    nouns: all nouns by their lemma (taken_up.py).
    """

    places: tuple[Place, ...]
    by_name: dict[str, Place]
    day: date | None
    persons: frozenset[str]
    starts: dict[int, int]
    owners: dict[str, str] = field(default_factory=dict)
    nouns: dict[str, list[tuple[int, Token]]] = field(default_factory=dict)


def read_story(analysis: Analysis, *, countries: Sequence[str] = ()) -> Story:
    """The story of a document; of places with the same name those in `countries` are meant."""
    places = [place for paragraph in analysis.paragraphs for place in places_in(paragraph.doc.text, paragraph.start, countries=countries)]
    # "TSKHINVALI. Thousands followed ...": where a story was written.
    places = [place for place in places if not (place.start == 0 and place.name.isupper())]
    # A hospital's own name is no town; one that bears its town's name is told of elsewhere, or known.
    named = [(place, _HOUSE.match(analysis.document.text, place.start + len(place.name)) is not None) for place in places]
    houses = {place.name for place, house in named if house and place.country is None} - {place.name for place, house in named if not house}
    places = [place for place in places if place.name not in houses]
    by_name: dict[str, Place] = {}
    for place in places:
        by_name.setdefault(place.name, place)
    places = sorted([*places, *_named_again(analysis, places, by_name)], key=lambda place: place.start)
    starts = {id(paragraph.doc): paragraph.start for paragraph in analysis.paragraphs}
    return Story(
        tuple(places),
        by_name,
        story_day(analysis),
        _persons(analysis),
        starts,
        nouns=nouns_of((paragraph.start, paragraph.doc) for paragraph in analysis.paragraphs),
    )


def _named_again(analysis: Analysis, places: Sequence[Place], by_name: dict[str, Place]) -> Iterator[Place]:
    """Names that were shown to be places where they stand without the words that show it: "Gao fell on Monday"."""
    if not by_name:
        return
    covered = {offset for place in places for offset in range(place.start, place.end)}
    names = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))})(?![\w-])")
    for paragraph in analysis.paragraphs:
        for match in names.finditer(paragraph.doc.text):
            start = paragraph.start + match.start()
            if start not in covered:
                yield replace(by_name[match.group()], start=start, end=paragraph.start + match.end())


def _persons(analysis: Analysis) -> frozenset[str]:
    names = {entity.text.removesuffix("'s") for paragraph in analysis.paragraphs for entity in paragraph.doc.ents if entity.label_ == "PERSON"}
    full = {name for name in names if " " in name}
    return frozenset(full | {name.split()[-1] for name in full})


def story_day(analysis: Analysis) -> date | None:
    """The day of the events that a document leads with, else the one that it names most often; days of saying do not count."""
    published = analysis.document.published
    if published is None:
        return None
    lead = [day for paragraph in analysis.paragraphs[:LEAD_PARAGRAPHS] for day in event_days(paragraph, published)]
    if lead:
        return lead[0]
    named = Counter(day for paragraph in analysis.paragraphs[:_WHOLE] for day in event_days(paragraph, published))
    if named:
        return named.most_common(1)[0][0]
    return next((day for paragraph in analysis.paragraphs[:_WHOLE] for day in _starts(paragraph, published)), None)


def event_days(paragraph: Paragraph, published: date, sent: SpacySpan | None = None) -> Iterator[date]:
    """Days shortly before publication on which something happened that the paragraph, or one sentence of it, tells."""
    for mention in find_dates(paragraph.doc.text, published=published):
        if sent is not None and not sent.start_char <= mention.start < sent.end_char:
            continue
        if mention.precision == DAY and mention.day is not None and published - _RECENT <= mention.day <= published and not _of_saying(mention, paragraph):
            yield mention.day


def _starts(paragraph: Paragraph, published: date) -> Iterator[date]:
    """ "Since Tuesday": where no day is given, the fighting's first."""
    for mention in find_dates(paragraph.doc.text, published=published):
        if mention.precision == RANGE and mention.day is not None and mention.first is not None and published - _RECENT <= mention.first <= published:
            yield mention.first


def _of_saying(mention: DateMention, paragraph: Paragraph) -> bool:
    """Whether the date tells when something was said: "told reporters on Friday"."""
    if SAID.search(paragraph.doc.text[max(0, mention.start - 40) : mention.start]):
        return True
    span = paragraph.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    verb = governing_verb(span.root)
    if verb.dep_ == "relcl" and _EARLIER.search(mention.text):
        return True  # "the depot from which villages had been shelled a day earlier" tells of another event than the sentence
    if not is_verbal(verb) and not is_verbal(span.sent.root):
        return True  # the date of a heading
    # "The allegations made on Monday" are days of saying too.
    return verb.lemma_.lower() in SAYING or (verb.dep_ in ("acl", "relcl") and verb.head.lemma_.lower() in CLAIM_NOUNS)


def governing_verb(token: Token) -> Token:
    """The verb on which a token hangs, directly or through nouns; the token itself where there is none."""
    for up in token.ancestors:
        if is_verbal(up):
            return up
    return token
