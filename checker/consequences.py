"""Claims that stand inside a clause on an event: who was harmed by it, what it made others do, that it took place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.claim_types import classify_type
from checker.headcounts import after_age, brought_toll, is_bringing
from checker.inflection import base, participle, past
from checker.words import AUXILIARIES, EVENT_NOUNS, HARMED, STATES, Clause, Word, added, root_of, subtree, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token


_LOSSES = frozenset(["casualties", "displacement", "damage", "capture_detention"])
_NAMED = 6  # tokens from the number of "including at least two elderly women" to its noun
_CAUSING = frozenset(["prompt", "force", "compel", "lead", "cause", "trigger", "push", "oblige", "drive"])


def loose_consequences(tokens: Sequence[Token], head: Token) -> list[Token]:
    """Gerunds after a comma that the parser hangs on something else than the predicate."""
    children = {child.i for child in head.children}
    return [
        token
        for token in tokens
        if token.tag_ == "VBG" and token.i > head.i + 1 and token.i not in children and token.dep_ in ("advcl", "acl") and token.doc[token.i - 1].text == ","
    ]


def tells_loss(part: Token) -> bool:
    """Whether a gerund tells a loss or what somebody was made to do, so that it is a claim of its own."""
    text = " ".join(token.text for token in part.subtree)
    hurting = participle(base(part.text)) in HARMED and any(child.dep_ == "dobj" for child in part.children)
    return hurting or is_bringing(part) or part.lemma_ in _CAUSING or base(part.text) in _CAUSING or classify_type(text) in _LOSSES or _harm(part) is not None


def _harm(gerund: Token) -> Token | None:
    """In "leaving 12 dead": the dead."""
    return next((token for token in gerund.subtree if token.lower_ in HARMED and token.i > gerund.i), None)


def part_of_counted(head: Token, tokens: list[Token], left: set[int]) -> tuple[list[Clause], set[int]]:
    """ "killed six people, two of them children": a claim of its own, "two children were killed"."""
    for index, token in enumerate(tokens[:-3]):
        harmed = _harmed_word(head)
        if not (harmed and (token.like_num or token.tag_ == "CD") and tokens[index + 1].lower_ == "of" and tokens[index + 2].lower_ in ("them", "whom")):
            continue
        noun = next((later for later in tokens[index + 3 : index + 7] if later.tag_ in ("NNS", "NN")), None)
        if noun is None:
            continue
        who = tokens[index + 3 : tokens.index(noun) + 1]
        one = token.lower_ in ("one", "1")
        # "One of them a boy of 12": "a boy was wounded", and the age is no count.
        counted = words_of(who) if who[0].lower_ in ("a", "an") else (Word(token.text, token), *words_of(who))
        words = (*counted, *added("was" if one else "were", harmed))
        removed = {part.i for part in tokens[index : after_age(tokens, tokens.index(noun) + 1)]}
        before = tokens[index - 1] if index else None
        removed |= {before.i} if before is not None and before.is_punct else set()
        return [Clause(words, head, noun, passive=True)], left - removed
    found, told = _included(head, _harmed_word(head), tokens)
    return found, left - told


def included_victims(toll: Clause, tokens: Sequence[Token]) -> list[Clause]:
    """ "verified the deaths of 23 civilians, including nine women": of the toll, "nine women were killed"."""
    state = next((word.text.lower() for word in toll.words if word.text.lower() in HARMED), "")
    return _included(toll.head, state, tokens)[0] if toll.head is not None else []


def _included(head: Token, harmed: str, tokens: Sequence[Token]) -> tuple[list[Clause], set[int]]:
    """ "killed 23 civilians, including nine women and six children": "nine women were killed", "six children were killed", and the tokens that tell it."""
    at = next((index for index, token in enumerate(tokens) if token.lower_ == "including" and index and tokens[index - 1].text == ","), None)
    if not harmed or at is None:
        return [], set()
    found: list[Clause] = []
    told = end = at + 1
    while end < len(tokens) and (noun := _counted_noun(tokens, end)):
        one = tokens[end].lower_ in ("one", "1", "a", "an")
        found.append(Clause((*words_of(tokens[end : noun + 1]), *added("was" if one else "were", harmed)), head, tokens[noun], passive=True))
        told = end = after_age(tokens, noun + 1)
        while end < len(tokens) and (tokens[end].text == "," or tokens[end].lower_ == "and"):
            end += 1
        if end == told:
            break
    return found, {token.i for token in tokens[at - 1 : told]} if found else set()


def _counted_noun(tokens: Sequence[Token], at: int) -> int:
    """Index of the noun that a number or article at index `at` counts; 0 for none."""
    if not (tokens[at].like_num or tokens[at].lower_ in ("a", "an", "at")):
        return 0
    noun = next((index for index in range(at, min(at + _NAMED, len(tokens))) if tokens[index].tag_ in ("NN", "NNS")), 0)
    while noun and noun + 1 < len(tokens) and tokens[noun + 1].tag_ in ("NN", "NNS"):
        noun += 1
    return noun if all(token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "DET", "ADV", "ADP") for token in tokens[at:noun]) else 0


def _harmed_word(head: Token) -> str:
    """The participle that says what befell the counted: "killed" for kill, die and dead."""
    for token in (head, *head.children):
        if token.lemma_ in ("die", "kill") or token.lower_ == "dead":
            return "killed"
        if token.lower_ in HARMED or participle(token.lemma_) in HARMED:
            return STATES.get(token.lower_, participle(base(token.text)))
    return ""


def told_event(main: Clause) -> list[Clause]:
    """ "An air strike killed six": that there was an air strike is a claim too."""
    subject, head = main.subject, main.head
    if subject is None or head is None or main.passive or subject.lemma_.lower() not in EVENT_NOUNS or participle(head.lemma_) not in HARMED:
        return []
    wanted = {token.i for token in subject.subtree}
    words = tuple(word for word in main.words if word.token is not None and (word.token.i in wanted or word.token.i < head.i))
    if any(word.text.lower() in ("no", "not") for word in words):
        return []
    # "Had" of "had killed" is no part of "took place".
    kept = tuple(word for word in words if word.token is None or word.token.dep_ not in AUXILIARIES or word.token.head.i != head.i)
    return [Clause((*kept, *added("took", "place")), head, subject, passive=False)]


def consequences_of(tokens: list[Token], gerund: Token, main: Clause) -> list[Clause]:
    """ ", killing four and wounding nine": "four people were killed when ..."; ", prompting X to retaliate": "X retaliated"."""
    inside = {token.i for token in tokens}
    further = [child for child in gerund.children if child.dep_ == "conj" and child.tag_ in ("VBG", "VBN", "VBD") and child.i in inside]
    taken = {part.i for child in further for part in subtree(child, inside)}
    own = trimmed([token for token in tokens if token.i not in taken])
    found = brought_toll(own, gerund) or _prompted(own, gerund, main) or _harmed(own, gerund, main)
    for child in further:
        found += consequences_of(trimmed(subtree(child, inside)), child, main)
    return found


def _prompted(tokens: list[Token], gerund: Token, main: Clause) -> list[Clause]:
    """What somebody was made to do."""
    verb = next((token for token in tokens if token.tag_ == "VB" and token.i > gerund.i and any(child.tag_ == "TO" for child in token.children)), None)
    if verb is None:
        return []
    doer = [token for token in tokens if gerund.i < token.i < verb.i and token.tag_ != "TO"]
    if not doer:
        return []
    rest = [token for token in tokens if token.i > verb.i]
    words = (*words_of(doer), Word(past(base(verb.text), plural=True), verb), *words_of(rest))
    return [Clause(words, verb, root_of(doer), cause=main)]


def _harmed(tokens: list[Token], gerund: Token, main: Clause) -> list[Clause]:
    """Who was harmed, as a passive sentence with its cause."""
    harm = _harm(gerund)
    objects = [token for token in tokens if token.i != gerund.i and token.i > gerund.i and (harm is None or token.i < harm.i)]
    manner = [token for token in tokens if token.i < gerund.i]
    if not objects:
        return []
    head = root_of(objects)
    end = _phrase_end(head, objects)
    # "Driving families from their homes": where from is told of the driving.
    away = next((child.i for child in head.children if child.dep_ == "prep" and child.lower_ in ("from", "out")), end + 1)
    patient = [token for token in objects if token.i <= end and token.i < away]
    rest = [token for token in objects if token.i > end or token.i >= away]
    state = STATES.get(harm.lower_, harm.lower_) if harm is not None else participle(base(gerund.text))
    plural = head.tag_ in ("NNS", "NNPS", "CD") or head.like_num or any(child.like_num and child.lower_ not in ("one", "1") for child in head.children)
    core = (*words_of(patient), *added("were" if plural else "was"), *words_of(manner), Word(state, gerund), *words_of(rest))
    others = [after for after in (harm.children if harm is not None else ()) if after.dep_ == "conj" and after.lower_ in HARMED]
    clause = Clause((*core, *added("when"), *inner(main.words)), gerund, head, core=len(core), cause=main, passive=True)
    return [clause, *(_also_harmed(after, clause, main) for after in others)]


def inner(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a sentence within another: no capital at the start but that of a name."""
    first = words[0] if words else None
    if first is None or first.token is None or first.token.pos_ not in ("DET", "NUM", "ADV", "ADP", "PRON", "SCONJ", "NOUN", "AUX"):
        return words
    return (Word(first.text.lower(), first.token), *words[1:])


def _also_harmed(harm: Token, first: Clause, main: Clause) -> Clause:
    """ "leaving 12 dead and 30 wounded": the 30."""
    counted = [child for child in harm.subtree if child.i != harm.i]
    core = (*words_of(counted), *added("people", "were"), Word(STATES.get(harm.lower_, harm.lower_), harm))
    return replace(first, words=(*core, *added("when"), *inner(main.words)), core=len(core))


def _phrase_end(head: Token, tokens: Sequence[Token]) -> int:
    inside = {token.i for token in tokens}
    return max(token.i for token in (head, *head.subtree) if token.i in inside)
