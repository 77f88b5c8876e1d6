"""For whom a speaker speaks, as the slot model reads it in its surroundings, beside what the rules found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp, log
from typing import TYPE_CHECKING

from checker.phrases import WEAK
from checker.slot_model import MOST_PARTIES, Asked, Reading
from checker.surroundings import surroundings

if TYPE_CHECKING:
    from checker.analysis import Analysis
    from checker.discourse import Discourse
    from checker.statement import Statement

# How much likelier the model must find another party than that of the rules (log-odds), where these know who is meant and where they guess: of 713
# speakers of T103-T122, which neither had seen, .728 right by the rules alone, .645 by the model where they differ, .764 so.
TRUST_NAMED, TRUST_GUESSED = 3.0, 2.0
_GUESSED = WEAK | {"nearest", "relation", "both"}
_SIDES = 4
_CONTENT_WORDS = 15


def asked_speakers(statements: Sequence[Statement], analysis: Analysis, discourse: Discourse) -> list[Asked]:
    """What the slot model is asked about the speaker of each statement: the candidates are the party that the rules found, the conflict parties,
    local residents, and whom the document names most."""
    named = Counter(code for one in discourse.memory.mentioned for code in one.codes)
    often = [code for code, _ in named.most_common()]
    found = []
    for statement in statements:
        parties = tuple(dict.fromkeys([*statement.parties, *discourse.focus[:_SIDES], "LOCAL", *often]))[:MOST_PARTIES]
        found.append(Asked(_spoken(statement), parties, context=surroundings(statement, analysis, discourse)))
    return found


def _spoken(statement: Statement) -> str:
    """The words for speaker and saying; those of the content where nobody is named."""
    if statement.speaker is None:
        return " ".join(" ".join(span.text for span in statement.content).split()[:_CONTENT_WORDS])
    return " ".join([*statement.speaker.text.split(), *(statement.cue.text.split() if statement.cue else ())])


def chosen_speaker(found: Sequence[str], kind: str | None, reading: Reading) -> tuple[str, ...]:
    """The parties of a speaker: those that the rules found (kind: how), or the one that the model finds so much likelier."""
    best, score = max(((code, value) for code, value in reading.speaker.items() if code is not None), key=lambda item: item[1], default=(None, 0.0))
    if best is None or best in found:
        return tuple(found)
    trust = TRUST_GUESSED if kind is None or kind in _GUESSED else TRUST_NAMED
    return (best,) if score - _likelihood(found, reading.speaker) > trust else tuple(found)


def _likelihood(found: Sequence[str], scores: Mapping[str | None, float]) -> float:
    """Log-probability that it is one of `found`; of nobody known where that is empty."""
    total = sum(exp(scores[code]) for code in (found or (None,)) if code in scores)
    return log(max(total, 1e-6))
