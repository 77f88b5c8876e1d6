"""What stands before the words of a paragraph: datelines ("PRISTINA/BELGRADE, 12 May 2026 (Wire) - "), times of live blogs, numbers, bullets.

A dateline tells where and when a story was written.
"""

from __future__ import annotations

import re

_NAME = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}"
_CITY = r"[A-Z][A-Z.’'/ -]*[A-Z](?:,\s+[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2})?"
# "TYRE, Lebanon/JERUSALEM", "GOMA, Congo, and KIGALI, Rwanda": several towns, each with its country or without.
_SHOUTED = rf"{_CITY}(?:(?:\s?/\s?|,?\s+and\s+|;\s+){_CITY}){{0,3}}"
_MONTH = r"(?:[A-Z][a-z]{2,8}\.?|[A-Z]{3,9})"
_DAY = rf"(?:,?\s+(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?)"
_AGENCY = r"(?:\s*\([^)\n]{1,40}\))"
_DASH = r"\s*(?:—|–|--|-)\s+"
# "MOSCOW, May 19. /TASS/. ", "YEREVAN, MAY 19, ARMENPRESS. ", "MINSK, 3 June: ": town and day, shouted, may end like a sentence.
_STOP = r"(?:,\s+[A-Z]{3,}(?: [A-Z]+)?)?(?:\.(?:\s*/[^/\n]{2,40}/\.?)?|:)\s+"
# A dash alone after a mixed-case name is too little ("Thailand - the kingdom - said"): there a day, an agency or a long dash must be.
_DATELINE = re.compile(
    rf"(?:{_SHOUTED}{_DAY}{_STOP}|"
    rf"(?:{_SHOUTED}{_DAY}?{_AGENCY}?|{_NAME}(?:[,/] ?{_NAME})?(?:{_DAY}{_AGENCY}?|{_AGENCY}|(?=\s+(?:—|–|--)\s))){_DASH})(?=[\"“'‘]?[A-Z0-9])"
)
_LEAD = re.compile(
    r"(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?\s*(?:—|–|-|:|\|)?|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•●▪*·–—-])\s+(?=[\"“'‘«„]?[A-Z])"
)
# A headline, a byline and a place may stand before the story.
HEAD_PARAGRAPHS = 4


def dateline_length(paragraph: str) -> int:
    """Characters of the dateline at the start of a paragraph; 0 where there is none."""
    match = _DATELINE.match(paragraph)
    return match.end() if match and match.end() < len(paragraph) else 0


def lead_length(paragraph: str) -> int:
    """Characters of the time ("14:05 GMT — "), number ("3. ") or bullet at the start of a paragraph; 0 where there is none."""
    match = _LEAD.match(paragraph)
    return match.end() if match else 0
