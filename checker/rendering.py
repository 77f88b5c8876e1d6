"""A clause as a sentence that stands alone: names for references, calendar days for weekdays, place and day added where they lack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from checker.words import Word

_SPELLED = {"'ll": "will", "'ve": "have", "'re": "are", "'m": "am", "'d": "would"}
_NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]]|'s$|'$|n't$)")


# "In the week of 8 September 2025" says when.
_DATED = re.compile(r"\b(?:(?:week|night|morning|evening|month) of|night to) \d{1,2} [A-Z][a-z]+ \d{4}\b")
_BY_HOUR = re.compile(r"\bby (?:noon|midday|midnight|dawn|dusk|sunrise|sunset|nightfall|daybreak|(?:the )?(?:morning|evening|afternoon)|\d)")
_LINE = re.compile(r"\b(?:line|river|canal|bridge|border|strait|crossing|sea|gulf|lake)\b", re.IGNORECASE)
_BEARING = re.compile(r"(?:north|south|east|west)\w* of\b|(?:near|along|off|outside|inside)\b")


def joined(words: Sequence[Word]) -> str:
    """The words with the spaces that belong between them, without quotation marks."""
    text = ""
    for index, word in enumerate(words):
        part = _spelled_out(word, words[index + 1] if index + 1 < len(words) else None)
        if not part or part in ('"', "``", "''", "“", "”"):
            continue
        if text and not _NO_SPACE_BEFORE.match(part) and not text.endswith(("(", "[", "-", "$", "/")) and part not in ("-", "/"):
            text += " "
        text += part
    return re.sub(r"\s+", " ", text).replace(" ,", ",").strip(" ,;-")


def _spelled_out(word: Word, after: Word | None) -> str:
    """ "'ll" as "will", "'s been" as "has been": who they stand behind may be another word by now."""
    part = word.text.strip()
    if word.token is None or part[:1] not in ("'", "’") or word.token.tag_ not in ("MD", "VBD", "VBZ", "VBP"):
        return part
    said = part.replace("’", "'").lower()
    if said in ("'s", "'d") and word.token.tag_ != "MD":
        done = after is not None and after.token is not None and after.token.lower_ in ("been", "had", "got", "gone", "become")
        return {"'s": "has" if done else "is", "'d": "had"}[said]
    return _SPELLED.get(said, part)


def day_text(day: date) -> str:
    """ "24 December 2025"."""
    return f"{day.day} {day:%B %Y}"


# "Died there", not "there were".
_THERE = re.compile(r"(?<=\w) there\b(?! (?:is|was|are|were|has|had|have|be|been|will)\b)")
_AGED = re.compile(r"^((?:An?|One) (?:[\w'-]+ ){0,3}?[\w'-]+)(?:, \d{1,3},?)? were\b", re.IGNORECASE)
_AGE = re.compile(r", \d{1,3}(?:,| (?=(?:was|were|had|has|is)\b))")


# "Nine people, were killed": what stood between the commas is a claim of its own.
_PARTED = re.compile(
    r"^(?P<subject>(?!(?:in|on|at|by|after|before|since|during|near|for|from|with|as|when|while|if|of)\b)(?:[^\s,]+ ){0,7}[^\s,]+), "
    r"(?=(?:were|was|have|has|had|are|is|died|lost)\b)",
    re.IGNORECASE,
)
# "We were under fire ourselves", said by a party that stands there under its name.
_REFLEXIVE = re.compile(r"\b(?:ourselves|myself)\b")


def sentence(text: str) -> str:
    """With a capital letter and a full stop; ages after commas are left out."""
    text = _AGE.sub(" ", _AGED.sub(r"\1 was", text)).replace("  ", " ")
    text = _PARTED.sub(r"\g<subject> ", text)
    text = _REFLEXIVE.sub("themselves" if text.startswith("Local residents") else "itself", text)
    text = text.strip(" ,;:-")
    if not text:
        return text
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def completed(text: str, *, place: str | None, day: date | None, count: bool) -> str:
    """With place and day put after it where they are given: " in Kfar Tebnit on 12 November 2025" ("by ..." for running counts)."""
    if place and place not in text:
        where = place if _BEARING.match(place) else f"{'at the' if _LINE.search(place) else 'in'} {place}"
        text = _THERE.sub(f" {where}", text) if _THERE.search(text) else f"{text} {where}"
    if day and day_text(day) not in text and not _DATED.search(text):
        text += f" {'by' if count and not _BY_HOUR.search(text) else 'on'} {day_text(day)}"
    return text
