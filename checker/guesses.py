"""Guesses at who speaks that the words themselves confirm or refute: nobody blames his own side, and a denial rejects its own side's conduct."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.blame import read_blame
from checker.lexicon import tokenise
from checker.parties import PartyMatch, describe_codes
from checker.statement import Mode, Stance, Statement

if TYPE_CHECKING:
    from checker.discourse import Discourse

# "denied Russian claims that ..." rejects the words of the one named.
_CHARGED = frozenset(
    {"claims", "claim", "charges", "charge", "accusations", "accusation", "reports", "report", "allegations", "allegation", "assertions", "’s", "'s"}
)


def settled_guess(statement: Statement, discourse: Discourse, analysis: Analysis, guess: PartyMatch) -> PartyMatch:
    """A guess at who speaks, unless the quotation blames that very party: then it is the other one of the two in conflict."""
    rest = [code for code in discourse.focus[:2] if code not in guess.parties]
    if own := _denied_for(statement, discourse):
        return own
    if statement.mode is not Mode.DIRECT or len(rest) != 1 or not set(guess.parties) <= set(discourse.focus[:2]):
        return guess
    blamed = [read_blame(replace(statement, parties=codes), analysis, discourse).other for codes in (guess.parties, (rest[0],))]
    if blamed != [False, True]:
        return guess
    return PartyMatch((rest[0],), "nearest", f"blames {describe_codes(guess.parties)} and so speaks for the other side, {describe_codes(rest)}")


def _denied_for(statement: Statement, discourse: Discourse) -> PartyMatch | None:
    """Whose conduct a denial rejects: "the prime minister's office denied that Yerevan had asked for troops" speaks for Yerevan."""
    if statement.stance is not Stance.DENY or statement.cue is None or not statement.cue.text.startswith("den"):
        return None
    tokens = tokenise(statement.content[0].text)
    first = next(iter(discourse.resolver.find(tokens)), None)
    codes = discourse.resolver.codes(tokens, first) if first and first.first <= 1 and first.entry.kind in ("seat", "country", "adjective") else ()
    if first is None or not set(codes) & set(discourse.focus[:2]) or tokens[min(first.last + 1, len(tokens) - 1)].text in _CHARGED:
        return None
    return PartyMatch(codes, "nearest", f'denies what is told of "{first.entry.alias}", {describe_codes(codes)}')
