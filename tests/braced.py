"""Claims of composed sentences whose content stands in braces: "Peru said {it fired at nobody}"."""

from __future__ import annotations

from datetime import date

from checker.analysis import analyse
from checker.claim import Claim
from checker.discourse import read_discourse
from checker.document import Document
from checker.extraction import extract_all
from checker.parties import PartyResolver
from checker.statement import Mode, Stance, Statement

PUBLISHED = date(2025, 6, 13)  # a Friday


def claims_after(text: str, parties: str, stance: str) -> list[Claim]:
    """Claims of the content in braces in the last paragraph of a text, of which "speaker cue" are the words before it."""
    before, rest = text.split("{")
    content, after = rest.split("}")
    document = Document("d", before + content + after, published=PUBLISHED)
    start, cue = before.rfind("\n") + 1, before.split()[-1]
    end = before.rindex(cue)
    spans = (document.span(len(before), len(before) + len(content)),)
    statement = Statement("d:s01", "d", document.span(start, end - 1), document.span(end, end + len(cue)), spans, Mode.INDIRECT, (parties,), Stance(stance))
    analysis = analyse(document)
    return extract_all([statement], analysis, read_discourse(analysis, PartyResolver()))
