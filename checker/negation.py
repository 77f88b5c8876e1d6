"""The negation of clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.inflection import base
from checker.words import SUBJECTS, Clause, Word, added

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATIVE = {"anyone": "nobody", "anybody": "nobody", "anything": "nothing", "any": "no"}
_SOME = {"nothing": "something", "nobody": "somebody"}
_DENYING = frozenset(["not", "n't", "never", "no", "nobody", "none"])
_AUXILIARY_FORMS = frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "shall", "should", "must", "do", "does", "did"]
)


def negated(clause: Clause) -> Clause:
    """The clause with "not" after its first auxiliary, or "did not" before its verb; "anyone" becomes "nobody"."""
    words, head = list(clause.words), clause.head
    if words and (some := _SOME.get(words[0].text.lower())) is not None and clause.subject is not None and words[0].token in (clause.subject, None):
        return replace(clause, words=(*added(some), *words[1:]), denied=False)  # who denies that nothing fell says that something did
    for index, word in enumerate(words[: clause.core or len(words)]):
        swapped = _NEGATIVE.get(word.text.lower())
        if swapped is not None:
            of = index + 1 < len(words) and words[index + 1].text.lower() == "of"
            after = words[index + 1].token if index + 1 < len(words) else None
            # "That any had been there", unless it has got a noun.
            alone = word.token is not None and word.token.dep_ in ("nsubj", "nsubjpass") and (after is None or after.pos_ != "NOUN")
            swapped = "none" if swapped == "no" and (of or alone) else swapped
            words[index] = Word(swapped, None if word.token is None else word.token)
            return replace(clause, words=tuple(words), denied=True)
    if (counted := _counted(words)) or (counted := _nobody(clause)):
        return replace(clause, words=counted, denied=True)
    if head is None:
        return replace(clause, words=(*added("It is not true that"), *clause.words), denied=True)
    place = next((index for index, word in enumerate(words) if word.token is not None and word.token.i == head.i), None)
    auxiliaries = [index for index, word in enumerate(words) if _is_auxiliary(word) and (place is None or index <= place)]
    # The verb's own before that of a clause in its subject: "a soldier who had fled was shot".
    own = [index for index in auxiliaries if (token := words[index].token) is None or token.i == head.i or token.head.i == head.i]
    auxiliary = next(iter(own or auxiliaries), None)
    if auxiliary is not None:
        if any(word.text.lower() in ("not", "n't", "never") for word in words[auxiliary : auxiliary + 3]):
            return replace(clause, denied=True)
        words.insert(auxiliary + 1, Word("not"))
    elif place is not None:
        words = _with_joined(words, head)
        words[place : place + 1] = [Word("did"), Word("not"), Word(base(words[place].text), head)]
    else:
        words = [*added("It is not true that"), *words]
    return replace(clause, words=tuple(words), denied=True)


def _with_joined(words: list[Word], head: Token) -> list[Word]:
    """The words of "lost and regained" as they stand behind "did not": "lost or regain"."""
    joined = [child for child in head.children if child.dep_ == "conj" and child.tag_ == "VBD" and not any(part.dep_ in SUBJECTS for part in child.children)]
    if not joined:
        return words
    forms = {child.i: "or" for up in (head, *joined) for child in up.children if child.dep_ == "cc" and child.lower_ == "and" and child.i < joined[0].i}
    forms |= {verb.i: base(verb.text) for up in (head, *joined) for verb in up.children if verb.dep_ == "conj" and verb.tag_ == "VBD"}
    return [Word(forms[word.token.i], word.token) if word.token is not None and word.token.i in forms else word for word in words]


def _counted(words: list[Word]) -> tuple[Word, ...]:
    """A count denied: "more than 20 men were held" as "no more than 20 men were held", "60 shells fell" as "it is not true that 60 shells fell"."""
    first = words[0].token if words else None
    if first is None:
        return ()
    if [word.text.lower() for word in words[:2]] == ["more", "than"]:
        return (*added("no", "more"), *words[1:])
    number = first.tag_ == "CD" and first.dep_ == "nummod" and first.head.dep_ in ("nsubj", "nsubjpass") and first.head.tag_ == "NNS"
    return (*added("It is not true that"), *words) if number else ()


def _nobody(clause: Clause) -> tuple[Word, ...]:
    """An indefinite doer denied: "a soldier had been taken" as "no soldier had been taken", "one of its men" as "none of its men"."""
    subject, words = clause.subject, clause.words
    first = words[0].token if words else None
    if subject is None or first is None or words[0].text.lower() != first.lower_ or any(word.text.lower() in _DENYING for word in words):
        return ()
    if any(child.dep_ in ("relcl", "conj", "appos") for child in subject.children):
        return ()
    if first.lower_ in ("a", "an") and first.head.i == subject.i and subject.tag_ == "NN":
        single = len(words) > 1 and words[1].text.lower() == "single"
        return (*(added("not", "a") if single else added("no")), *words[1:])
    if first.lower_ == "one" and first.i == subject.i and len(words) > 1 and words[1].text.lower() == "of":
        return (Word("none", first), *words[1:])
    # "School buses had been stopped": no school buses.
    # "Civilians had been the target": those who were not are all of them.
    named = clause.head is not None and clause.head.lemma_ == "be" and any(child.dep_ in ("attr", "acomp") for child in clause.head.children)
    common = first.pos_ in ("NOUN", "ADJ") and not first.ent_type_ and first.i == subject.left_edge.i and not named
    return (*added("no"), Word(words[0].text.lower(), first), *words[1:]) if common and subject.tag_ == "NNS" else ()


def _is_auxiliary(word: Word) -> bool:
    """An auxiliary, not the month of May."""
    return (
        word.text.lower() in _AUXILIARY_FORMS and (word.token is None or word.token.pos_ in ("AUX", "VERB") or word.token.tag_ == "MD") and word.text != "May"
    )
