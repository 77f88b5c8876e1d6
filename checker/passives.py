"""Content of a cue in the passive: "X was accused by Y of p", "p was denied by Y", "40 bodies were counted by Y", "p, denied by Y, ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.contents import clause_spans, limit, split_at_word
from checker.cues import cue_table
from checker.drafts import Draft
from checker.quotes import Quote
from checker.relative_contents import summed_up
from checker.sentences import Range, Sentence
from checker.split_clauses import AS_TOLD
from checker.statement import Stance
from checker.tags import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVES = ("which", "that", "who")
_SUBJECTS = ("nsubjpass", "csubjpass")
_BY_CLAUSE = ("advcl", "relcl", "acl", "pcomp")


def by_passive(cue: Cue, later: Sequence[Cue], text: str, quotes: Sequence[Quote], drafts: Sequence[Draft]) -> list[Range]:
    """Content of a cue in the passive, by the verb's frames; nothing where no source is named."""
    sentence = cue.sentence
    start = sentence.after(max(cue.last, cue.subject[1] if cue.subject else 0) - 1)
    word = next((word for word in ("of", "with", "for", "as") if word in cue_table().frames.get(cue.lemma, ())), None)
    if cue.subject is None:
        return []
    if cue.reduced:
        return summed_up(sentence, cue.first, drafts) or [_noun_before(sentence, cue.token)]
    passive = next((child for child in sentence.doc[cue.first].children if child.dep_ in _SUBJECTS), None)
    if "told" in cue.frames and re.match(r"\s*that\b", text[start : sentence.end]):
        return clause_spans(start, limit(cue, start, later, text), text, quotes)
    if (clause := _clause_subject(cue, text)) is not None:
        return [clause]
    if passive is not None and passive.lower_ not in _RELATIVES:
        if "np" in cue.frames and cue_table().stances.get(cue.lemma) is Stance.DENY:
            denied = _subject(sentence, passive)
            called = re.compile(r"\s*as\s+(?=[^.;]*[“\"])").match(text, start, sentence.end)
            return [denied, (called.end(), limit(cue, called.end(), later, text))] if called else [denied]
        if cue.is_in("attested") and cue.token.dep_ not in _BY_CLAUSE:
            return [_subject(sentence, passive)]
        if (
            cue.is_in("counts")
            and cue.token.dep_ not in _BY_CLAUSE
            and any(child.dep_ == "nummod" or child.ent_type_ == "CARDINAL" for child in passive.subtree)
        ):
            return _counted(cue, passive)
    if word is None:
        return []
    found = split_at_word(cue, sentence.after(cue.last - 1), limit(cue, start, later, text), word)
    if found is None or passive is None:
        return []
    accused = sentence.offset(max(passive.left_edge.i, sentence.first)), sentence.after(passive.right_edge.i)
    charge = found[1] if found[1][0] >= start else (found[1][0], sentence.offset(cue.subject[0] - 1))
    return [accused, charge]


def _subject(sentence: Sentence, passive: Token) -> Range:
    """The subject without "that", and without ", denied by X," and other remarks between commas at its end."""
    first, last = max(passive.left_edge.i, sentence.first), passive.right_edge.i
    if passive.dep_ == "csubjpass" and sentence.doc[first].lower_ == "that":
        first += 1
    remark = next((word for word in passive.subtree if word.dep_ in ("acl", "relcl", "advcl") and word.i > passive.i and word.right_edge.i >= last - 1), None)
    if remark is not None and sentence.doc[remark.left_edge.i - 1].text == ",":
        last = remark.left_edge.i - 2
    return sentence.offset(first), sentence.after(max(last, first))


def _clause_subject(cue: Cue, text: str) -> Range | None:
    """The clause of "That p, as X claims, was denied by Y", which the parse often takes apart."""
    sentence = cue.sentence
    that = sentence.doc[sentence.first]
    helpers = [child.i for child in cue.token.children if child.dep_ == "auxpass"]
    if that.lower_ != "that" or that.dep_ != "mark" or not helpers or not (cue_table().stances.get(cue.lemma) is Stance.DENY or cue.is_in("attested")):
        return None
    start, end = sentence.after(that.i), sentence.offset(min(helpers))
    inserted = AS_TOLD.search(text, start, end)
    return start, inserted.start() if inserted else end


def _counted(cue: Cue, passive: Token) -> list[Range]:
    """What was counted, with the time before it, and where: "By noon 40 men" and "in the camp" of "By noon 40 men were counted in the camp by medics"."""
    sentence = cue.sentence
    before = [child for child in cue.token.children if child.i < passive.i and child.dep_ in ("prep", "npadvmod", "advmod")]
    first = max(min(child.left_edge.i for child in (*before, passive)), sentence.first)
    by = next((word.i for word in reversed(sentence.doc[cue.last : (cue.subject or (0, 0))[0]]) if word.lower_ == "by"), cue.last)
    what = sentence.offset(first), sentence.after(passive.right_edge.i)
    return [what, (sentence.offset(cue.last), sentence.after(by - 1))] if by > cue.last else [what]


def _noun_before(sentence: Sentence, participle: Token) -> Range:
    """The whole noun phrase before ", denied by X": the parse often hangs the participle on its last noun."""
    head = participle.head
    while head.dep_ == "pobj" and head.head.dep_ == "prep" and head.head.head.pos_ in ("NOUN", "PROPN") and head.head.head.i >= sentence.first:
        head = head.head.head
    comma = participle.i - 1 if sentence.doc[participle.i - 1].text == "," else participle.i
    return sentence.offset(max(head.left_edge.i, sentence.first)), sentence.after(comma - 1)
