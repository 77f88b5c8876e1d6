"""Content before a cue's relative clause, for which a relative pronoun or a noun stands: "a raid that X denies", "..., a charge it rejected"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.analysis import noun_chunks
from checker.contents import finite, forward_start, limit, split_at_word
from checker.cues import cue_table
from checker.drafts import Draft
from checker.quotes import Quote
from checker.sentences import Range, Sentence
from checker.tags import Cue

# What an accused side calls names, it denies.
_CHARGES = ("accusation", "charge", "allegation", "assertion", "claim", "insinuation", "label", "complaint", "contention", "suggestion", "version")


def by_gap(cue: Cue, later: Sequence[Cue], text: str, quotes: Sequence[Quote], draft: Draft, drafts: Sequence[Draft]) -> list[Range]:
    """ "..., which Y denies": the phrase before the relative pronoun; "which it said was p": that phrase and p."""
    sentence = cue.sentence
    group = sentence.first if cue.subject is None else cue.subject[0]
    at = group - 1 if group > sentence.first and sentence.doc[group - 1].lower_ in ("which", "that", "whom") else group
    start = forward_start(cue, text)
    end = limit(cue, start, later, text)
    after = sentence.token_at(start)
    goes_on = after < sentence.last and not sentence.doc[after].is_punct
    if cue.lemma == "call" and goes_on and sentence.doc[after].pos_ == "PROPN":
        return []  # "the shoal, which Filipinos call X": a name, not an opinion
    if cue.lemma in ("describe", "call", "brand", "label", "term", "denounce", "dismiss", "portray") and (goes_on or text[start:end].strip(" .")):
        word = split_at_word(cue, start, end, "as")
        draft.of_charge = any(sentence.doc[number].lemma_.lower() in _CHARGES for number in (at - 1, at) if sentence.first <= number < sentence.last)
        return [word[1] if word else (start, end)]
    if summary := summed_up(sentence, at, drafts):
        return summary
    antecedent = _before_relative(sentence, at, text, drafts)
    if antecedent is None:
        return []
    if "on" in cue.frames and goes_on and sentence.doc[after].lower_ == "on":
        return [antecedent, (sentence.after(after), end)]
    if cue.lemma in ("declare", "announce", "proclaim") and not (goes_on and finite(cue, start, end)):
        return []  # "the independence that X declared": an act
    if goes_on and finite(cue, start, end):
        return [antecedent, (start, end)]
    return [antecedent] if not goes_on or sentence.doc[after].pos_ in ("ADP", "ADV", "SCONJ") else []


def summed_up(sentence: Sentence, at: int, drafts: Sequence[Draft]) -> list[Range]:
    """What ", a charge it rejected" stands for: the content of the statement before it."""
    noun = sentence.doc[at].lemma_.lower() if at < sentence.last else ""
    before = sentence.doc[at - 1].lemma_.lower() if at > sentence.first else ""
    if drafts and (noun in cue_table().groups["claim_nouns"] or before in cue_table().groups["claim_nouns"]):
        return [drafts[-1].spans[-1]] if drafts[-1].spans and drafts[-1].spans[-1][1] <= sentence.offset(at) else []
    return []


def _before_relative(sentence: Sentence, at: int, text: str, drafts: Sequence[Draft]) -> Range | None:
    """What a relative pronoun stands for: the content of the statement before it where that ends here, else the noun phrase."""
    offset = sentence.offset(at)
    comma = at > sentence.first and sentence.doc[at - 1].text == ","
    for draft in reversed(drafts):
        if draft.spans and 0 <= offset - draft.spans[-1][1] <= 3:
            if inner := re.search(rf"\b(?:{'|'.join(sorted(cue_table().groups['claim_nouns']))})s?\s+that\s+", text[draft.spans[-1][0] : draft.spans[-1][1]]):
                return draft.spans[-1][0] + inner.end(), draft.spans[-1][1]
            if comma and draft.lemma in ("claim", "announce", "say", "allege"):
                return draft.spans[-1]
            if draft.spans[-1][0] >= sentence.start and draft.lemma in ("allege", "report", "accuse", "deny", "blame"):
                return draft.spans[-1]
    last = at - 1 if comma else at
    if last <= sentence.first:
        return None
    chunk = next((chunk for chunk in noun_chunks(sentence.doc) if chunk.start < last <= chunk.end), None)
    return (sentence.offset(_whole_noun(sentence, chunk.start)), sentence.after(last - 1)) if chunk else None


def _whole_noun(sentence: Sentence, first: int) -> int:
    """Where a noun phrase begins that ends in "of X" or "by X": an act and whose it is."""
    while first - 1 > sentence.first and sentence.doc[first - 1].lower_ in ("of", "by"):
        before = next((chunk for chunk in sentence.chunks() if chunk[1] == first - 1), None)
        if before is None:
            break
        first = before[0]
    return max(first, sentence.first)
