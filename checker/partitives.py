"""What is said beside a sentence of some of those it counts: "31 people, nine of them in critical condition, were treated"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.words import HARMED, STATES, SUBJECTS, Clause, Word, added, is_verbal, root_of, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHOLE = frozenset(["them", "whom"])
_SOME = frozenset(["most", "many", "some", "several", "half", "all", "both", "none", "dozens", "hundreds"])
_FAR = 14  # tokens between the noun of those counted and the comma behind it
_TIMES = frozenset(["overnight", "yesterday", "later", "instantly", "today", "since"])
_YOUNGEST = frozenset(["youngest", "oldest", "eldest"])
_REMAINDER = frozenset(["other", "others", "rest", "remaining", "last"])
_DYING = {"die": "died", "kill": "were killed"}


def told_parts(tokens: Sequence[Token]) -> tuple[list[Clause], list[Token]]:
    """Sentences about parts of a counted whole, and the tokens without them; ([], tokens) where there are none."""
    for at in range(2, len(tokens) - 3):
        if not (tokens[at - 1].text in (",", "—", "–") or (tokens[at - 1].tag_ == "RB" and tokens[at - 2].text == ",")):
            continue
        end = next((index for index in range(at + 3, len(tokens)) if tokens[index].text in (",", "—", "–", ";")), len(tokens))
        clause = _part(tokens, at, end) or _age(tokens, at, end)
        if clause is not None:
            rest = _without(tokens, at, end)
            further, rest = told_parts(rest)
            return [clause, *further], rest
    return [], list(tokens)


def _without(tokens: Sequence[Token], start: int, end: int) -> list[Token]:
    """The tokens without an aside and the comma before it, also that behind it unless a joint follows."""
    behind = end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].dep_ == "cc"
    return [*trimmed(tokens[: start - 1]), *tokens[end if behind else end + 1 :]]


def _part(tokens: Sequence[Token], at: int, end: int) -> Clause | None:
    """The sentence of "nine of them in critical condition" at index `at`."""
    number = tokens[at]
    if not (number.like_num or number.tag_ == "CD" or number.lower_ in _SOME) or tokens[at + 1].lower_ != "of" or tokens[at + 2].lower_ not in _WHOLE:
        return None
    rest = trimmed(tokens[at + 3 : end])
    before = [token for token in reversed(tokens[max(0, at - _FAR) : at]) if token.tag_ == "NNS" or token.lower_ in ("people", *HARMED)]
    counted = [token for token in before if _is_counted(token)]
    told = [token for token in before if token.dep_ in ("dobj", *SUBJECTS, "attr")]
    noun = next(iter(counted or told or before), None)
    if not rest or noun is None:
        return None
    if noun.lemma_ == "time":
        # "Fired eleven times into the town, five of them at the school": "fired five times at the school".
        times = next((token for token in noun.children if token.like_num), None)
        main = [token for token in tokens if times is not None and token.i < times.i]
        return Clause((*words_of(main), *words_of([number]), *words_of([noun]), *words_of(rest)), root_of(main), None) if main else None
    called = "wounded people" if noun.lower_ in ("wounded", "injured", "hurt") else "people" if noun.lower_ == "others" else noun.text
    who = (*words_of([number]), *added("of", "the"), Word(called, noun))
    be = "was" if number.lower_ in ("one", "1") else "were"
    harmed = next((token for token in tokens if token.lower_ in HARMED or token.lemma_ in _DYING), None)
    first = rest[0]
    if first.tag_ in ("VBD", "VBZ", "VBP", "MD") and tokens[at + 2].lower_ == "whom":
        return Clause((*who, *words_of(rest)), first, noun)
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in rest):
        whose = tokens[at + 2].lower_ == "whom" and first.pos_ in ("PRON", "DET", "NOUN", "PROPN") and is_verbal(rest[-1])
        return Clause((*words_of(rest), *who), rest[-1], first) if whose else None
    if len(rest) == 1 and first.tag_ == "RB" and first.lower_.endswith("ly"):
        state = harmed if harmed is not None and harmed.lower_ in HARMED else None
        return Clause((*who, *added(be), *words_of([first]), Word(STATES.get(state.lower_, state.lower_), state)), state, noun, passive=True) if state else None
    if harmed is not None and (
        first.lower_ in _TIMES or first.ent_type_ in ("DATE", "TIME") or (first.pos_ == "ADP" and rest[-1].ent_type_ in ("DATE", "TIME"))
    ):
        befell = _DYING.get(harmed.lemma_, f"{be} {STATES.get(harmed.lower_, harmed.lower_)}")
        people = () if noun.lower_ in HARMED or noun.lower_ == "others" else words_of([noun])
        return Clause((*words_of([number]), *(people or added("people")), Word(befell, harmed), *words_of(rest)), harmed, noun)
    if first.lower_ in ("for", "to", "by", "of"):
        return None
    if first.pos_ == "ADP":
        verb = added("had") if first.lower_ == "with" else added(be)
        return Clause((*who, *verb, *words_of(rest[1:] if first.lower_ == "with" else rest)), root_of(rest), noun)
    if harmed is not None and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in tokens) and rest[-1].tag_ in ("NNS", "NN"):
        befell = _DYING.get(harmed.lemma_, STATES.get(harmed.lower_, harmed.lower_)).removeprefix("were ")
        return Clause((*words_of([number]), *words_of(rest), *added(be), Word(befell, harmed)), harmed, rest[-1], passive=True)
    if harmed is None and first.pos_ in ("ADJ", "NOUN", "DET", "PROPN", "VERB") and (not is_verbal(first) or first.tag_ == "VBN"):
        return Clause((*who, *added(be), *words_of(rest)), root_of(rest), noun)
    return None


def _is_counted(noun: Token) -> bool:
    """Whether a number stands before a noun: "9,000 people", "seven wounded"."""
    return any(child.dep_ == "nummod" or child.like_num for child in noun.children) or (noun.i > 0 and noun.nbor(-1).like_num)


def _age(tokens: Sequence[Token], at: int, end: int) -> Clause | None:
    """The sentence of "the youngest 14 months old"."""
    if tokens[at].lower_ != "the" or tokens[at + 1].lower_ not in _YOUNGEST:
        return None
    rest = trimmed(tokens[at + 2 : end])
    rest = rest[1:] if rest and rest[0].lower_ == "aged" else rest
    if not rest or not rest[0].like_num or any(is_verbal(token) for token in rest):
        return None
    return Clause((*words_of(tokens[at : at + 2]), *added("was"), *words_of(rest)), root_of(rest), tokens[at + 1])


def in_turn(tokens: Sequence[Token]) -> list[list[Token]]:
    """ "Four were soldiers, two were women and the seventh was a boy": the sentences; empty for others."""
    parts: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        if (token.text == "," or token.lower_ == "and") and _opens_turn(tokens[index + 1 :]):
            parts.append([])
        parts[-1].append(token)
    parts = [trimmed(part) for part in parts]
    return parts if len(parts) > 1 and _opens_turn(parts[0]) else []


def _opens_turn(tokens: Sequence[Token]) -> bool:
    """Whether tokens begin with "two were" or "the seventh had"."""
    if tokens and (tokens[0].like_num or tokens[0].lower_ in ("one", "another", "others", "some", "most")):
        verb = 4 if [token.lower_ for token in tokens[1:3]] == ["of", "the"] else 1  # "three of the dead were"
    elif len(tokens) > 2 and tokens[0].lower_ == "the" and (tokens[1].lower_ in _REMAINDER or tokens[1].like_num or tokens[1].tag_ == "JJ"):
        verb = 2
    else:
        return False
    return len(tokens) > verb + 1 and tokens[verb].tag_ in ("VBD", "VBZ", "VBP") and tokens[verb].lemma_ in ("be", "have")
