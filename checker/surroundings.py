"""What stands around a statement in its document, for the slot model: the title, the sentences before it, and its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.slot_model import named_mentions

if TYPE_CHECKING:
    from checker.analysis import Analysis
    from checker.discourse import Discourse
    from checker.statement import Statement

# Characters of the text before a statement that are looked at; the model cuts by tokens.
_BACK = 400


def surroundings(statement: Statement, analysis: Analysis, discourse: Discourse) -> tuple[str, str, str]:
    """(title, sentences before, own sentences) with the names of parties behind other forms of them; each may be empty."""
    document, memory = analysis.document, discourse.memory
    spans = [span for span in (statement.speaker, statement.cue, *statement.content) if span is not None]
    start, end = memory.sentence(min(span.start for span in spans))[0], memory.sentence(max(span.end for span in spans) - 1)[1]
    first = memory.sentence(max(0, start - _BACK))[0] if start else 0
    parts = (document.title or "", document.text[first:start], document.text[start:end])
    title, before, own = (named_mentions(" ".join(part.split()), discourse.resolver) for part in parts)
    return title, before, own
