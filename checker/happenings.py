"""Events told by nouns, as sentences: "Sunday's Russian attack on the plant", "the shelling of El Obeid by the RSF"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.inflection import base, participle, past
from checker.words import EVENT_NOUNS, Clause, Word, added, root_of, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# What is done by the act that each noun names.
ACT_VERBS = {
    "shelling": "shell", "bombing": "bomb", "bombardment": "bomb", "attack": "attack", "assault": "attack", "strike": "strike", "airstrike": "strike",
    "raid": "raid", "ambush": "ambush", "killing": "kill", "murder": "kill", "abduction": "abduct", "kidnapping": "abduct", "capture": "capture",
    "seizure": "seize", "destruction": "destroy", "invasion": "invade", "occupation": "occupy", "detention": "detain", "arrest": "arrest",
    "sinking": "sink", "ramming": "ram", "looting": "loot", "burning": "burn", "torching": "torch", "execution": "execute", "deportation": "deport",
    "blockade": "block", "demolition": "demolish", "interception": "intercept", "expulsion": "expel",
    "release": "release", "withdrawal": "withdraw", "deployment": "deploy", "evacuation": "evacuate",
}  # fmt: skip
_ON = frozenset(["on", "against", "upon"])
_HIT_ON = frozenset(["attack", "assault", "strike", "airstrike", "raid"])
_REPLIES = frozenset(["reply", "response", "retaliation", "answer", "revenge", "reprisal"])
_DAYS = ("DATE", "TIME")


@dataclass(slots=True)
class _Act:
    """A noun phrase on an event, taken apart. named: words before the noun that tell its kind ("drone")."""

    noun: Token
    agent: tuple[Word, ...] = ()
    patient: list[Token] = field(default_factory=list)
    rest: list[Token] = field(default_factory=list)
    day: list[Token] = field(default_factory=list)
    named: list[Token] = field(default_factory=list)


_MOVES = frozenset(["retreat", "advance", "march", "return", "entry"])


def act_verb(noun: Token) -> str:
    """The verb of a noun that names what troops do or suffer by a move ("crossing", "retreat", "withdrawal"); empty for other nouns."""
    lemma = noun.lemma_.lower()
    if lemma in ("withdrawal", "evacuation", "deployment"):
        return ACT_VERBS[lemma]
    verb = base(lemma) if lemma.endswith("ing") and lemma not in EVENT_NOUNS else lemma
    return verb if lemma in _MOVES or verb != lemma else ""


def done(head: Token) -> str:
    """Lemma of what is done: of the verb, or of the act that a noun names."""
    return ACT_VERBS.get(head.lemma_.lower(), head.lemma_) if head.pos_ == "NOUN" else head.lemma_


def happened(phrase: Sequence[Token], speaker: tuple[Word, ...] = (), *, claimant: tuple[Word, ...] = ()) -> Clause | None:
    """The sentence that a noun phrase on an event tells; None where it names neither who did it nor to whom.

    speaker: who "its" stands for; claimant: who did it where nobody is named.
    """
    act = _read(trimmed(phrase), speaker)
    if act is not None and act.patient and not act.agent:
        act.agent = claimant
    if act is None or not (act.agent or act.patient):
        return None
    verb = ACT_VERBS[act.noun.lemma_.lower()]
    after = (*words_of(act.rest), *(added("on") if act.day else ()), *words_of(act.day))
    named = words_of(act.named)
    if not act.agent:
        return _suffered(act, verb, after)
    doer = next((word.token for word in reversed(act.agent) if word.token is not None), None)
    if act.patient and not named:
        return Clause((*act.agent, Word(past(verb), act.noun), *words_of(act.patient), *after), act.noun, doer)
    article = "an" if (named[0].text if named else act.noun.text)[0].lower() in "aeiou" else "a"
    on = (*added("on"), *words_of(act.patient)) if act.patient else ()
    return Clause((*act.agent, *added("carried", "out", article), *named, Word(act.noun.text, act.noun), *on, *after), act.noun, doer)


def _suffered(act: _Act, verb: str, after: tuple[Word, ...]) -> Clause:
    """What nobody is named for: "the drone strike hit the town", "villages were shelled"."""
    victim = root_of(act.patient)
    if act.noun.lemma_.lower() in _HIT_ON:
        article = next((child for child in act.noun.children if child.dep_ == "det"), None)
        what = (*(words_of([article]) if article is not None else added("a")), *words_of(act.named), Word(act.noun.text, act.noun))
        return Clause((*what, *added("hit"), *words_of(act.patient), *after), act.noun, act.noun)
    several = any(child.dep_ == "conj" and child in act.patient for child in victim.children)
    be = "were" if victim.tag_ in ("NNS", "NNPS") or several else "was"
    return Clause((*words_of(act.patient), *added(be), Word(participle(verb), act.noun), *after), act.noun, victim, passive=True)


def happened_in_passing(main: Clause, inside: set[int]) -> list[Clause]:
    """Events that a clause presupposes: "power is back in homes cut off by Sunday's Russian attack on the plant", "in reply to the shelling of Gao".

    Only those told with who did them and to whom, or as what a reply answers.
    """
    if main.head is None or main.denied:
        return []
    found: list[Clause] = []
    for noun in main.head.subtree:
        if noun.i not in inside or noun.pos_ != "NOUN" or noun.lemma_.lower() not in ACT_VERBS or noun.dep_ not in ("pobj", "dobj", "conj"):
            continue
        act = _read([token for token in noun.subtree if token.i in inside], ())
        answered = noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in _REPLIES
        if act is None or not act.patient or not (act.agent or answered) or (noun.head.i == main.head.i and noun.dep_ == "dobj"):
            continue
        clause = happened([token for token in noun.subtree if token.i in inside])
        found += [replace(clause, answered=answered and not act.agent)] if clause is not None else []
    return found


def _read(phrase: list[Token], speaker: tuple[Word, ...]) -> _Act | None:
    noun = next((token for token in phrase if token.pos_ in ("NOUN", "PROPN", "VERB") and token.lemma_.lower() in ACT_VERBS and _heads(token, phrase)), None)
    if noun is None:
        return None
    act = _Act(noun)
    for token in phrase:
        if token.i >= noun.i or token.dep_ == "det" or token.is_punct or token.dep_ == "case":
            continue
        if token.ent_type_ in _DAYS:
            act.day += [token] if token.pos_ in ("PROPN", "NOUN", "NUM") else []
        elif token.tag_ == "PRP$":
            act.agent = speaker
        elif token.ent_type_ in ("NORP", "GPE", "ORG") or token.dep_ == "poss":
            act.agent = (*act.agent, Word(token.text, token))
        elif token.dep_ in ("compound", "nmod") and token.i == noun.i - 1:
            act.named.append(token)
        elif token.pos_ not in ("ADJ", "ADV", "VERB", "PUNCT"):
            return None
    if act.agent and act.agent is not speaker and not any(token.dep_ == "case" for token in phrase if token.i < noun.i and token.i == _last(act.agent) + 1):
        act.agent = (*act.agent, *added("forces"))
    _read_after(act, [token for token in phrase if token.i > noun.i])
    if len(act.day) != 1 or not act.day[0].text.lower().endswith("day"):
        act.day = []
    return act


def _read_after(act: _Act, tail: list[Token]) -> None:
    """Stretches after the noun: whom it hit, by whom, where and when."""
    stretches: list[list[Token]] = []
    for token in tail:
        if token.is_punct or token.lower_ in ("that", "which", "who", "where") or token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
        if (token.pos_ == "ADP" and token.lower_ != "of") or not stretches or (token.lower_ == "of" and token.i == act.noun.i + 1):
            stretches.append([])
        stretches[-1].append(token)
    for stretch in stretches:
        mark, part = stretch[0].lower_, stretch[1:]
        dated = any(token.ent_type_ in _DAYS for token in part)
        if not part:
            act.rest += stretch
        elif mark == "by" and not act.agent and not dated:
            act.agent = words_of(part)
        elif (mark in _ON and not dated and not act.patient) or (
            mark == "of" and stretch[0].i == act.noun.i + 1 and act.noun.lemma_.lower() not in _HIT_ON and not dated
        ):
            act.patient = part
        elif act.patient and not act.rest and stretch[0].dep_ == "prep" and stretch[0].head in act.patient:
            act.patient += stretch
        else:
            act.rest += stretch


def _heads(noun: Token, phrase: Sequence[Token]) -> bool:
    """Whether the noun is the head of the phrase, not "attack" of "attack drones" or of "the victims of the attack"."""
    before = [token for token in phrase if token.i < noun.i]
    return (
        noun.dep_ != "compound"
        and all(token.pos_ not in ("ADP", "VERB", "AUX") for token in before)
        and (noun.lemma_.lower() in EVENT_NOUNS or noun.pos_ == "NOUN")
    )


def _last(words: Sequence[Word]) -> int:
    return max((word.token.i for word in words if word.token is not None), default=-1)
