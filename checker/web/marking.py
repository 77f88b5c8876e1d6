"""A document's text cut where statements begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.document import Span
from checker.workspace import StatementView


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text. kind: quote, speaker, cue or plain; number: of the statement it belongs to, 0 for none; first: its first piece."""

    kind: str
    text: str
    number: int = 0
    first: bool = False


def marked(text: str, statements: Sequence[StatementView]) -> list[Stretch]:
    """The whole text in order; where statements overlap, the one that begins last wins, as it stands inside the other."""
    layers = sorted(_layers(text, statements), key=lambda layer: (layer[2].start, layer[1] == "quote"))
    borders = sorted({0, len(text), *(point for _, _, span in layers for point in (span.start, span.end))})
    stretches: list[Stretch] = []
    seen: set[int] = set()
    active: list[tuple[int, str, Span]] = []
    waiting = iter(layers)
    coming = next(waiting, None)
    for start, end in pairwise(borders):
        while coming is not None and coming[2].start <= start:
            active.append(coming)
            coming = next(waiting, None)
        active = [layer for layer in active if layer[2].end > start]
        number, kind = (active[-1][0], active[-1][1]) if active else (0, "plain")
        stretches.append(Stretch(kind, text[start:end], number, bool(number) and kind == "quote" and number not in seen))
        if kind == "quote":
            seen.add(number)
    return stretches


def _layers(text: str, statements: Sequence[StatementView]) -> list[tuple[int, str, Span]]:
    layers: list[tuple[int, str, Span]] = []
    for number, view in enumerate(statements, start=1):
        statement = view.statement
        layers += [(number, "quote", span) for span in statement.content]
        layers += [(number, kind, span) for kind, span in (("speaker", statement.speaker), ("cue", statement.cue)) if span]
    return [layer for layer in layers if 0 <= layer[2].start < layer[2].end <= len(text)]
