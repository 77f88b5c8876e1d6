"""The parties for which statements speak, each read in the discourse of its document; a charge that two make of each other is two statements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.discourse import Discourse, read_discourse
from checker.document import Span
from checker.guesses import settled_guess
from checker.lexicon import tokenise, word_class
from checker.parties import PartyMatch, PartyResolver, describe_codes
from checker.phrases import WEAK
from checker.quotes import Quote, find_quotes
from checker.relations import RECIPROCAL
from checker.speaker_reading import asked_speakers, chosen_speaker
from checker.standpoints import with_standpoint
from checker.statement import Mode, Statement

if TYPE_CHECKING:
    from checker.slot_model import SlotModel

_FIRST_PERSON = re.compile(r"\b(?:we|us|our|ours|I|my|me|mine|We|Our|My)\b")
_NAME = re.compile(r"(?:[A-Z][\w’'-]+\s+){1,3}(?:al-|el-)?[A-Z][\w’'-]+")
_OFFICE_BEFORE = re.compile(
    r"(?P<office>\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?) [^,.;“”\"\n]{0,60}?"
    r"\b(?:spokes\w+|commander|leader|chief|head|director|minister|official|officer|secretary)),\s$"
)
_OFFICE_AFTER = re.compile(r", who (?:speaks for|heads|leads|commands|runs|represents) (?P<office>(?:the|its|their) [^,.;“”\"\n]{2,60}?)(?=[,.;])")
_OURS_AFTER = re.compile(r",\s+(?:our|my)\b")


def assign_parties(statements: Sequence[Statement], analysis: Analysis, resolver: PartyResolver, *, slot_model: SlotModel | None = None) -> list[Statement]:
    """Statements with parties and evidence; "each accused the other" becomes one statement a party, and ids are numbered anew.

    A statement without a speaker continues the last one. Unresolved speakers keep no party. slot_model: takes part in choosing; rules alone without it.
    """
    discourse = read_discourse(analysis, resolver)
    assigned: dict[str, Statement] = {}
    kinds: dict[str, str] = {}
    last: Statement | None = None
    quotes = find_quotes(analysis.document.text)
    for statement in sorted(statements, key=_position):
        match = _speaker_match(statement, discourse, analysis, last, quotes)
        resolved = replace(statement, parties=match.parties, evidence=match.evidence) if match else statement
        if match:
            kinds[statement.statement_id] = match.kind
        if statement.speaker and match:
            discourse.note(statement.speaker, match)
        assigned[statement.statement_id] = resolved
        last = resolved if statement.nested_in is None else last
    if slot_model is not None:
        assigned = _reread(assigned, kinds, slot_model, analysis, discourse)
    ordered = [with_standpoint(assigned[statement.statement_id], analysis, discourse) for statement in statements]
    return _renumbered([part for statement in ordered for part in _reciprocal(statement, analysis)])


def _reread(assigned: Mapping[str, Statement], kinds: Mapping[str, str], model: SlotModel, analysis: Analysis, discourse: Discourse) -> dict[str, Statement]:
    """The statements, in text order, with the parties that the slot model finds far likelier; what continues another's words follows these."""
    asked = {key: statement for key, statement in assigned.items() if kinds.get(key) != "continued"}
    readings = dict(zip(asked, model.read(asked_speakers(list(asked.values()), analysis, discourse)), strict=True))
    chosen: dict[str, Statement] = {}
    last: Statement | None = None
    for key, statement in assigned.items():
        parties = chosen_speaker(statement.parties, kinds.get(key), readings[key]) if key in readings else last.parties if last else ()
        if parties != statement.parties:
            statement = replace(statement, parties=parties, evidence=f"the slot model takes the speaker for {describe_codes(parties)}")
        chosen[key] = statement
        last = statement if statement.nested_in is None else last
    return chosen


def _position(statement: Statement) -> tuple[int, int]:
    spans = [span for span in (statement.speaker, *statement.content) if span]
    return (statement.speaker.start if statement.speaker else min(span.start for span in spans), max(span.end for span in spans))


def _speaker_match(statement: Statement, discourse: Discourse, analysis: Analysis, last: Statement | None, quotes: Sequence[Quote]) -> PartyMatch | None:
    if statement.speaker:
        own = _FIRST_PERSON.search(statement.speaker.text)
        # Outside quotation marks "we" is who publishes the text.
        outside = not any(quote.holds(statement.speaker.start) for quote in quotes)
        spoke = last.parties if last else ()
        found = discourse.resolve(_asked_from(statement, statement.speaker), speaker=((discourse.home or spoke) if outside else spoke) if own else ())
        ours = _OURS_AFTER.match(discourse.memory.text, statement.speaker.end)
        if discourse.home and outside and (found is None or found.kind in WEAK) and (ours or (found is None and _is_labelled(statement))):
            # "X, our surgeon": the publisher's own; so is who answers in its press conference.
            return PartyMatch(discourse.home, "home", f'"{statement.speaker.text}" speaks for the publisher, {describe_codes(discourse.home)}')
        if found is None and _is_private_name(statement.speaker.text):
            if (office := _office_beside(statement.speaker, discourse.memory.text)) is not None and (held := discourse.resolve(office)) is not None:
                return held
            return PartyMatch(("LOCAL",), "local", "a name without an office is that of a private person")
        return settled_guess(statement, discourse, analysis, found) if found and found.kind == "nearest" else found
    published = discourse.home and not any(quote.holds(statement.content[0].start) or quote.start == statement.content[0].start - 1 for quote in quotes)
    if last is None or not last.parties or (published and not _is_labelled(last)):
        return PartyMatch(discourse.home, "home", f"no speaker is named; the text comes from {describe_codes(discourse.home)}") if discourse.home else None
    return PartyMatch(last.parties, "continued", f"continues the words of the speaker before, {describe_codes(last.parties)}")


def _is_private_name(text: str) -> bool:
    """Whether a speaker is told by name, and by nothing that is an office: "Vera Sokol", "Abdul Baqi, who lost his wife"."""
    official = word_class("institution") | word_class("official") | word_class("person") | word_class("body") | word_class("group")
    name, *further = text.split(",", 1)
    words = {token.key for token in tokenise(text)}
    return _NAME.fullmatch(name) is not None and not words & official and (not further or re.match(r"\s+(?:who(?:se)?\b|\d)", further[0]) is not None)


def _office_beside(name: Span, text: str) -> Span | None:
    """The office that stands right before or behind the name of a speaker: "the group's spokesman, X", "X, who speaks for the service"."""
    before = _OFFICE_BEFORE.search(text, max(0, name.start - 80), name.start)
    if before is not None:
        return Span(before.start("office"), before.end("office"), before["office"])
    after = _OFFICE_AFTER.match(text, name.end)
    return Span(after.start("office"), after.end("office"), after["office"]) if after else None


def _asked_from(statement: Statement, speaker: Span) -> Span:
    """Where a speaker is looked up from: "Kyrgyz conscripts had crossed the canal, it said" is said by one named before these words, not in them."""
    start = min(span.start for span in statement.content)
    if speaker.text.lower() not in ("it", "he", "she", "they") or start > speaker.start:
        return speaker
    return replace(speaker, start=start, end=start + len(speaker.text))


def _is_labelled(statement: Statement) -> bool:
    """Whether it is an answer in a transcript, "SPOKESPERSON: ...", which goes on in the next paragraphs."""
    return statement.speaker is not None and statement.cue is None and statement.mode is Mode.INDIRECT


def _reciprocal(statement: Statement, analysis: Analysis) -> list[Statement]:
    """One statement a party where parties accuse each other."""
    if len(statement.parties) < 2 or statement.speaker is None or statement.cue is None:
        return [statement]
    stretch = analysis.document.text[statement.speaker.start : max(span.end for span in statement.content)]
    if not RECIPROCAL.search(stretch):
        return [statement]
    return [replace(statement, parties=(code,), evidence=f"{statement.evidence}; each accuses the other") for code in statement.parties]


def _renumbered(statements: list[Statement]) -> list[Statement]:
    """Ids in the given order; `nested_in` follows."""
    new: dict[str, str] = {}
    for number, statement in enumerate(statements, start=1):
        new.setdefault(statement.statement_id, f"{statement.doc_id}:s{number:02d}")
    return [
        replace(one, statement_id=f"{one.doc_id}:s{number:02d}", nested_in=new.get(one.nested_in, one.nested_in) if one.nested_in else None)
        for number, one in enumerate(statements, start=1)
    ]
