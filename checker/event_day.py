"""When the event of a claim happened: as said, else as known from the event that it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from checker.claim import Claim, Modality
from checker.claim_types import OTHER
from checker.dates import DAY, find_dates
from checker.forms import cue_lemma
from checker.occurrence import named_places
from checker.scenes import Link
from checker.setting import COUNTS, EVENT_TYPES, Setting, nearness
from checker.shapes import ACCUSING
from checker.statement import Stance

_SO_FAR = re.compile(r"\b(?:since the|so far|to date|in all|in total|now known)\b", re.IGNORECASE)
_NAMED = 3  # a link to the scene whose place the clause names
# "The toll has risen to nine", "two are still held": counts and states as they are on the day of publication.
_UNTIL_NOW = re.compile(
    r"\b(?:ha(?:s|ve|d) (?:now )?(?:risen|climbed|grown|swollen|increased|reached|passed|exceeded|fallen|dropped|jumped|doubled|topped)|rose to|so far"
    r"|to date|now (?:number|stand|total|list|count)(?:s|ed)?|still|no longer|by now|(?:is|are) now(?! known)|in all|in total"
    r"|ha(?:s|ve) (?:now )?(?:verified|documented|confirmed|recorded|registered|counted|listed)|bring(?:s|ing)? (?:\w+ ){0,4}to)\b",
    re.IGNORECASE,
)
# "Six sailors were missing", "a third is out of danger": how somebody fares when it is said.
_FARES = re.compile(
    r"\b(?:is|are|was|were|remain(?:s|ed)?|being) (?:\w+ly |both |all |also )?(?:missing|unaccounted|being (?:held|treated|cared)|alive|unhurt|out of danger"
    r"|trapped|stranded|recovering|in (?:the |a |\w+ )?(?:hospital|custody|captivity|hands|(?:stable|critical|serious|grave) condition))\b",
    re.IGNORECASE,
)
# "The dead of Tuesday's raid have risen to nine": whatever day is named, the count is of today.
_GROWN = re.compile(
    r"\b(?:number|toll|tally|count|figure|dead|deaths|losses|casualties)\b[^.;]{0,80}?\b(?:ha(?:s|ve|d) (?:now )?(?:risen|climbed|grown|increased|reached"
    r"|passed|exceeded|jumped)|rose)\b|\bbring(?:s|ing)? (?:[\w'’-]+ ){0,5}to\b",
    re.IGNORECASE,
)
_COUNTED = frozenset({"casualties", "damage", "capture_detention", "other"})
_TO_NOW = re.compile(r"\b(?:has|have)(?: \w+)? \w+(?:ed|en|t)\b", re.IGNORECASE)
_STRETCH = re.compile(r"\b(?:between|from)\b", re.IGNORECASE)
_TONIGHT = re.compile(r"\bby (?:midnight|nightfall|evening|dusk|dawn|noon)\b|\btonight\b", re.IGNORECASE)
_HOURS = re.compile(
    r"\b(?:until|till|at|before|after|all) (?:the )?(?:dusk|dawn|noon|midnight|night|morning|afternoon|evening|day)\b|\d [ap]\.m\.", re.IGNORECASE
)
# What is found or shown afterwards is of no day of its own; "no shell has been fired" of none at all.
_EVIDENCE = re.compile(r"^(?:\w+ ){0,3}(?:images?|fragments|footage|photographs|pictures)\b|\bhospital\b.*\breceived\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|nothing|nobody)\b", re.IGNORECASE)
# Kinds whose event is told with a day of the story even where the clause gives none.
_DATED = EVENT_TYPES - {"incursion", "capture_detention"}
_AGREED = re.compile(r"\b(?:agreed|asked|requested|proposed|signed)\b", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:always|never|ever|repeatedly|daily|regularly|often|every day|for (?:years|months|weeks)|in recent)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """Day of an event; `known` where the clause doesn't say it but the event that it belongs to has it; `counted`: the day of a count; `said`: whether the
    clause itself tells when."""

    day: date | None
    known: bool = False
    counted: bool = False
    said: bool = False


def day_of(kind: str, text: str, event: Claim | None, link: Link, setting: Setting, modality: Modality, *, past: bool, denied: bool = False) -> When:
    """Day of the event: as said, else of the event it belongs to, else of the story; for counts and states of publication.

    past: whether the verb is in a past tense; denied: whether the claim negates the event.
    """
    mentions = [mention for mention in find_dates(text, published=setting.published) if mention.day is not None or mention.precision != DAY]
    days = [mention.day for mention in mentions if mention.precision == DAY and mention.day is not None]
    if len(days) > 1 and _STRETCH.search(text) and kind != "displacement":
        return When(None, said=True)
    if kind == "casualties" and not denied and _GROWN.search(text):
        return When(setting.published, known=True, counted=True, said=True)
    if days:
        return When(days[-1] if kind == "displacement" else days[0], said=True)
    if _TONIGHT.search(text) and modality is Modality.FUTURE:
        return When(setting.published, said=True)
    if (mentions and kind not in COUNTS) or modality in (Modality.FUTURE, Modality.CONDITIONAL):
        since = next((mention.first for mention in mentions if kind == "troop_movement" and mention.day is not None), None)
        return When(since, said=bool(mentions))
    if kind == "ceasefire_violation" and _TO_NOW.search(text):
        return When(None)
    if kind == "displacement":
        return When(setting.published, known=True, counted=True)
    if kind == "casualties" and denied and event is not None and event.event_date is not None and nearness(event, (), setting) >= 2:
        return When(event.event_date, known=True)
    if (
        _LASTING.search(text)
        or _EVIDENCE.search(text)
        or _often_said(setting)
        or (setting.statement.stance is Stance.DENY and link.sure == 0 and _NONE.search(text))
    ):
        return When(None)
    if kind in _COUNTED and not denied and (_FARES.search(text) or (not (past and kind == "capture_detention") and _UNTIL_NOW.search(text))):
        return When(setting.published, known=True, counted=True)
    if link.scene is None and named_places(text, setting):
        return When(None)  # of what happened at a place that the story doesn't tell of otherwise
    if past and (day := _day_of_scene(kind, link, setting, denied=denied)) is not None:
        return When(day, known=kind != OTHER)
    if kind == "casualties" and _SO_FAR.search(text):
        day = event.event_date if event is not None else None
        return When(day or setting.story_day or setting.published, known=True, counted=True)
    if kind == "troop_movement" and not past:
        return When(None if denied else setting.published, known=True)
    if kind == "troop_movement" and not denied and link.scene is not None and link.scene.day is None and link.sure > 0:
        # "Its fighters had captured the town": who holds it is told as it is on the day of the story.
        return When(setting.published, known=True)
    if event is not None and event.event_date is not None and (past or kind != "incursion"):
        return When(event.event_date, known=True)
    if link.sure == _NAMED and link.scene is not setting.scenes.main and not setting.scenes.leads_with_attack:
        return When(None)  # the day on which a town was taken is not that of an attack elsewhere
    if link.act or kind in _DATED or (kind == "incursion" and _HOURS.search(text)) or (kind == "talks_agreement" and _AGREED.search(text)):
        return When(setting.story_day or _cue_day(setting), known=True) if past else When(None)
    return When(None)


def event_day(event: Claim | None, link: Link, setting: Setting) -> date | None:
    """The day of the event that a clause most likely belongs to, whether or not the clause is told with it."""
    scene = link.scene.day if link.scene is not None and link.sure > 0 else None
    return scene or (event.event_date if event is not None else None) or setting.story_day


def _day_of_scene(kind: str, link: Link, setting: Setting, *, denied: bool) -> date | None:
    """The day of the event of the document to which a past act belongs."""
    day = link.scene.day if link.scene is not None else None
    if link.sure >= 1 and day is not None:
        return day if link.act or kind in EVENT_TYPES or not denied else None
    if denied and kind in ("incursion", "capture_detention"):
        return day or setting.story_day
    return None


def _often_said(setting: Setting) -> bool:
    """Whether the source says it time and again: "has repeatedly accused"."""
    cue = setting.statement.cue
    return cue is not None and _LASTING.search(setting.analysis.document.text[max(0, cue.start - 24) : cue.start]) is not None


def _cue_day(setting: Setting) -> date | None:
    """Day named in the clause of a cue of accusation: "on Wednesday accused"."""
    cue = setting.statement.cue
    if cue is None or cue_lemma(setting.statement) not in ACCUSING:
        return None
    text = setting.analysis.document.text
    start = max(text.rfind("\n", 0, cue.start) + 1, text.rfind(". ", 0, cue.start) + 1)
    first = min((span.start for span in setting.statement.content if span.start > cue.start), default=cue.end)
    return next((mention.day for mention in find_dates(text[start:first], published=setting.published) if mention.precision == "day" and mention.day), None)
