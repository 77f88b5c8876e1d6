"""Contents that a tag parts into the opening of a relative clause and the rest of it, or into the halves of a cleft, told as whole sentences.

"The post, whose guards, it said, had fled": "the post's guards had fled"; "Gori, where, it said, no gun had stood": "no gun had stood in Gori";
"it was Iran, he said, that fired": "it was Iran that fired".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.analysis import noun_chunks
from checker.cues import cue_table
from checker.party_words import possessive
from checker.words import Clause, Word, added, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLEFT_JOINTS = ("that", "who", "which")
_SUBJECTS = ("which", "who", "that")
_LONGEST_OPENING = 5


def whole_clefts(spans: list[list[Token]]) -> list[list[Token]]:
    """Spans with the halves of a cleft put together; what follows its colon is a span of its own."""
    united: list[list[Token]] = []
    for tokens in spans:
        if united and tokens[0].lower_ in _CLEFT_JOINTS and _is_cleft_half(united[-1]):
            colon = next((index for index, token in enumerate(tokens) if token.text in (":", ";")), len(tokens))
            united[-1] = [*united[-1], *tokens[:colon]]
            united += [tokens[colon + 1 :]] if trimmed(tokens[colon + 1 :]) else []
        else:
            united.append(tokens)
    return united


def _is_cleft_half(tokens: Sequence[Token]) -> bool:
    part = trimmed(tokens)
    return 3 <= len(part) <= 12 and part[0].lower_ == "it" and part[1].lemma_ == "be"


def is_opening(tokens: Sequence[Token]) -> bool:
    """Whether a span is nothing but the first words of a relative clause: "where", "from which", "whose troops"."""
    part = trimmed(tokens)
    if not part or len(part) > _LONGEST_OPENING or any(token.pos_ in ("VERB", "AUX") for token in part):
        return False
    if len(part) == 1:
        return part[0].lower_ in ("where", *_SUBJECTS)
    return part[0].lower_ == "whose" or (part[0].pos_ == "ADP" and part[-1].lower_ in ("which", "whom"))


def opened(opening: Sequence[Token], rest: Sequence[Token]) -> list[Token]:
    """The tokens of the clause itself: what belongs to whom "whose" names, and the rest."""
    part = trimmed(opening)
    return [*part[1:], *rest] if part[0].lower_ == "whose" else list(rest)


def closed(opening: Sequence[Token], clauses: Sequence[Clause], speaker: tuple[Word, ...]) -> list[Clause]:
    """The clauses behind an opening, the first of them with the noun for which the relative word stands."""
    part = trimmed(opening)
    noun = _antecedent(part[0])
    if not clauses or not noun:
        return list(clauses)
    main, words = clauses[0], clauses[0].words
    if part[0].lower_ == "whose":
        words = (*added(possessive(_owner(noun, speaker))), *words)
    elif part[-1].lower_ == "where":
        words = (*words, *added("in"), *words_of(noun))
    elif len(part) > 1:
        words = (*words, *words_of(part[:-1]), *words_of(noun))
    else:
        words = (*words_of(noun), *words)
    return [replace(main, words=words, subject=main.subject or noun[-1]), *clauses[1:]]


def _antecedent(relative: Token) -> list[Token]:
    """The noun phrase before a relative word and its comma."""
    at = relative.i
    while at > 0 and relative.doc[at - 1].text in (",", "-", "—"):
        at -= 1
    chunk = next((chunk for chunk in noun_chunks(relative.doc) if chunk.start < at <= chunk.end), None)
    return list(relative.doc[chunk.start : at]) if chunk is not None else []


def _owner(noun: Sequence[Token], speaker: tuple[Word, ...]) -> str:
    """The antecedent in words; the party that speaks where it is the speaker: "said the ministry, whose ships, it said, ..."."""
    before = noun[0].nbor(-1) if noun[0].i > 0 else None
    if before is not None and before.lemma_ in cue_table().frames and speaker:
        return " ".join(word.text for word in speaker)
    return noun[0].doc[noun[0].i : noun[-1].i + 1].text
