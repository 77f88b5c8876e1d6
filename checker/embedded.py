"""Events told in passing: in relative clauses, by participles that stand after a noun, in clauses of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.claim_types import OTHER, classify_type
from checker.consequences import inner
from checker.words import EVENT_NOUNS, SUBJECTS, Clause, Word, added, is_passive, is_verbal, subject_of, subtree, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIMES = frozenset(["when", "after", "as", "before", "while"])
_PRONOUNS = frozenset(["it", "they", "them"])
_QUANTIFIERS = frozenset(["every", "each", "all", "any", "no", "whatever"])
_RELATIVES = ("WDT", "WP")
# What lies on a road or an island, and in a town; at all else.
_ON_WORDS = "road highway island hill street border coast river line plain ridge route track bank shore bridge"
_IN_WORDS = "town village city district province region area county valley quarter forest state country house"
_ON, _IN = frozenset(_ON_WORDS.split()), frozenset(_IN_WORDS.split())
_TAKEN = frozenset(["seize", "capture", "arrest", "detain", "abduct", "kidnap", "take"])
_QUIET = (OTHER, "talks_agreement")


_MINIMAL = frozenset(["one", "single", "any", "anyone", "anybody", "anything", "ever", "even"])


def subordinate_clauses(main: Clause, inside: set[int]) -> list[Clause]:
    """Events told in clauses of time: "a woman died when a shell hit her house"; `main` is the clause above them."""
    found: list[Clause] = []
    for verb in main.head.children if main.head is not None else ():
        subject = subject_of(verb)
        if verb.dep_ != "advcl" or verb.i not in inside or subject is None or not is_verbal(verb):
            continue
        mark = next((child for child in verb.children if child.lower_ in _TIMES and child.i < verb.i), None)
        tokens = subtree(verb, inside)
        if mark is None or classify_type(" ".join(token.text for token in tokens)) in _QUIET:
            continue
        if mark.lower_ in ("before", "until") and any(token.lower_ in _MINIMAL for token in tokens):
            continue  # who was hit "before a single shot had been fired" says that none had
        told = words_of(trimmed([token for token in tokens if token.i >= mark.i + 1]))
        named = _with_antecedents(told, verb, subject, main)
        if named is not None:
            found.append(Clause(named, verb, main.subject if subject.lower_ in _PRONOUNS and named is not told else subject, passive=is_passive(verb)))
    return found


def _with_antecedents(told: tuple[Word, ...], verb: Token, subject: Token, main: Clause) -> tuple[Word, ...] | None:
    """ "It" and "they" of a clause of time as the subject of the clause above; None where another noun could be meant."""
    pronoun = subject if subject.lower_ in _PRONOUNS else next((child for child in verb.children if child.dep_ == "dobj" and child.lower_ in _PRONOUNS), None)
    if (
        pronoun is subject
        and is_passive(verb)
        and any(child.dep_ == "dobj" and child.pos_ == "NOUN" for child in (main.head.children if main.head is not None else ()))
    ):
        return None  # "Rebels shelled the post before it was rebuilt": the post
    if pronoun is None or main.subject is None or main.subject.pos_ not in ("NOUN", "PROPN"):
        return told
    several = main.subject.tag_ in ("NNS", "NNPS")
    if several != (pronoun.lower_ in ("they", "them")):
        return told
    by = any(child.dep_ == "agent" for child in (main.head.children if main.head is not None else ()))
    if pronoun is subject and main.passive != is_passive(verb) and (by or not main.passive):
        return told
    named = {
        token.i
        for token in main.subject.subtree
        if not any(up.dep_ in ("relcl", "acl", "appos") for up in (token, *token.ancestors) if main.subject.is_ancestor(up))
    }
    name = tuple(word for word in main.words if word.token is not None and word.token.i in named and not word.token.is_punct)
    return tuple(new for word in told for new in (inner(name) if word.token is not None and word.token.i == pronoun.i else (word,))) if name else told


def set_off_place(head: Token, inside: set[int]) -> set[int]:
    """Indexes of ", where three farmers were killed": an event of its own, told of the place at the end of a clause."""
    for verb in head.subtree:
        if verb.i in inside and verb.dep_ == "relcl" and (where := _where(verb, inside)) is not None and where.nbor(-1).text == ",":
            part = {token.i for token in verb.subtree if token.i in inside}
            if max(part) >= max(index for index in inside if not verb.doc[index].is_punct) and _told_at_place(verb, where, inside):
                return part
    return set()


_LADEN = frozenset(["carry", "transport", "haul", "ferry", "escort", "tow", "bear"])
_STATIC = frozenset(["be", "have", "live", "lie", "stand", "sit", "stay", "face", "remain", "work", "hold", "keep", "grow", "run", "meet", "begin", "end"])


def _where(verb: Token, inside: set[int]) -> Token | None:
    """The "where" that opens a relative clause on an event."""
    return next((child for child in verb.children if child.lower_ == "where" and child.i in inside and child.i < verb.i and child.i > verb.head.i), None)


def _told_at_place(verb: Token, where: Token, inside: set[int]) -> Clause | None:
    """ "The road, where three farmers were killed": "three farmers were killed on the road"; None for what tells no event."""
    subject = subject_of(verb)
    told = trimmed([token for token in subtree(verb, inside) if token.i > where.i])
    happened = (verb.tag_ == "VBD" or is_passive(verb)) and verb.lemma_ not in _STATIC
    if subject is None or not told or (classify_type(" ".join(token.text for token in told)) == OTHER and (not happened or subject.pos_ == "PRON")):
        return None
    noun = _noun_before(verb, inside)
    first, name = verb.head, inner(words_of(noun))
    times = [child.left_edge.i for child in verb.children if child.dep_ == "npadvmod" and child.i > verb.i]
    after = next((index for index, token in enumerate(told) if token.i in times), len(told))
    place = (*added("on" if first.lemma_.lower() in _ON else "in" if first.pos_ == "PROPN" or first.lemma_.lower() in _IN else "at"), *name)
    return Clause((*words_of(told[:after]), *place, *words_of(told[after:])), verb, subject, passive=is_passive(verb))


def _told_of_time(verb: Token, inside: set[int]) -> Clause | None:
    """ "Hit in the hand when police opened fire": the clause of time that the parser hangs on the hand; None for other clauses and what tells no event."""
    when = next((child for child in verb.children if child.lower_ == "when" and child.i in inside and verb.head.i < child.i < verb.i), None)
    subject = subject_of(verb)
    if when is None or subject is None or verb.head.ent_type_ in ("DATE", "TIME") or when.nbor(-1).text == ",":
        return None
    told = trimmed([token for token in subtree(verb, inside) if token.i > when.i])
    if subject.lower_ in _PRONOUNS or classify_type(" ".join(token.text for token in told)) in (*_QUIET, "casualties"):
        return None
    return Clause(words_of(told), verb, subject, passive=is_passive(verb))


def relative_clauses(head: Token, inside: set[int]) -> list[Clause]:
    """Events told of a noun ("a depot from which villages were shelled", "men who had crossed the canal", "the officers arrested by rebels")."""
    return [clause for verb in head.subtree if verb.i in inside and verb.i != head.i for clause in _told_of_noun(verb, inside)]


_ANYBODY = frozenset(["anyone", "anybody", "everyone", "everybody", "whoever", "someone", "somebody", "those", "he", "she"])


def _told_of_noun(verb: Token, inside: set[int]) -> Iterator[Clause]:
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.lemma_ in _LADEN and (laden := _laden(verb, inside)) is not None:
        yield laden
        return
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and (clause := _from_participle(verb, inside)):
        yield clause
    if verb.dep_ != "relcl" or not is_verbal(verb) or verb.head.tag_ == "PRP" or is_verbal(verb.head):
        return
    if verb.head.lower_ in _ANYBODY:
        return  # "anyone who claims this attack" tells of nobody
    if (where := _where(verb, inside)) is not None:
        if where.nbor(-1).text == "," and (placed := _told_at_place(verb, where, inside)) is not None:
            yield placed
        return
    if (timed := _told_of_time(verb, inside)) is not None:
        yield timed
        return
    tokens = trimmed(subtree(verb, inside))
    relative = next((token for token in tokens if token.tag_ in _RELATIVES), None)
    noun = _noun_before(verb, inside)
    if relative is None:
        clause = _without_pronoun(verb, tokens, noun)
        if clause is not None:
            yield clause
        return
    if _runs_on(verb, tokens) or (relative.dep_ not in SUBJECTS and subject_of(verb) is None):
        return
    clause = _from_relative(tokens, relative, noun, verb)
    kind = classify_type(" ".join(token.text for token in tokens))
    if kind == OTHER and relative.dep_ == "dobj":
        kind = classify_type(clause.text)
    if kind != OTHER and (kind != "casualties" or (relative.dep_ == "nsubj" and verb.head.lemma_.lower() in EVENT_NOUNS)):
        yield clause


def _runs_on(verb: Token, tokens: list[Token]) -> bool:
    """Whether the parser takes the predicate of the sentence for a part of the relative clause ("the men that police seized are innocent")."""
    return any(
        token.i > verb.i and token.tag_ in ("VBD", "VBZ", "VBP") and subject_of(token) is None and token.dep_ not in ("conj", "aux", "auxpass")
        for token in tokens
    )


def _laden(verb: Token, inside: set[int]) -> Clause | None:
    """ "The vessel, carrying eight soldiers, took fire": "the vessel was carrying eight soldiers"; None without the commas."""
    noun = _noun_before(verb, inside)
    if verb.nbor(-1).text != "," or not noun or verb.head.dep_ not in SUBJECTS:
        return None
    be = "were" if verb.head.tag_ in ("NNS", "NNPS") else "was"
    return Clause((*words_of(noun), *added(be), *words_of(trimmed(subtree(verb, inside)))), verb, verb.head)


def _noun_before(verb: Token, inside: set[int]) -> list[Token]:
    return [token for token in verb.head.subtree if token.i in inside and token.i < verb.left_edge.i and not token.is_punct]


def _from_relative(tokens: list[Token], relative: Token, noun: list[Token], verb: Token) -> Clause:
    if relative.dep_ in SUBJECTS:
        rest = [token for token in tokens if token.i != relative.i]
        return Clause((*words_of(noun), *words_of(rest)), verb, verb.head, passive=is_passive(verb))
    if relative.dep_ == "dobj":
        return _with_object(tokens, noun, verb, relative)
    lead = [token for token in tokens if token.i < relative.i]
    rest = [token for token in tokens if token.i > relative.i]
    return Clause((*words_of(rest), *words_of(lead), *inner(words_of(noun))), verb, subject_of(verb), passive=is_passive(verb))


def _with_object(tokens: list[Token], noun: list[Token], verb: Token, relative: Token | None) -> Clause:
    """ "The post that rebels shelled on Tuesday": "rebels shelled the post on Tuesday"."""
    before = [token for token in tokens if token.i <= verb.i and (relative is None or token.i != relative.i)]
    return Clause((*words_of(before), *inner(words_of(noun)), *words_of(token for token in tokens if token.i > verb.i)), verb, subject_of(verb))


def _without_pronoun(verb: Token, tokens: list[Token], noun: list[Token]) -> Clause | None:
    """ "The men police seized on Sunday"."""
    subject = subject_of(verb)
    if (
        subject is None
        or any(child.lower_ in _QUANTIFIERS for child in verb.head.children)
        or any(child.dep_ in ("dobj", "ccomp", "xcomp", "attr", "acomp", "auxpass") for child in verb.children)
        or tokens[0].lower_ in ("where", "when", "why", "how")
    ):
        return None
    clause = _with_object(tokens, noun, verb, None)
    return clause if classify_type(clause.text) not in (OTHER, "casualties", "talks_agreement") else None


def _from_participle(verb: Token, inside: set[int]) -> Clause | None:
    """ "The officers arrested by rebels on Sunday": "the officers were arrested by rebels on Sunday"."""
    noun = verb.head
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    # "A captain seized in the scuffle" was seized; "men arrested" are only some men.
    placed = verb.lemma_ in _TAKEN and any(child.dep_ in ("prep", "npadvmod") and child.i > verb.i for child in verb.children)
    placed = placed and noun.left_edge.lower_ in ("a", "an")
    if (agent is None and not placed) or noun.pos_ not in ("NOUN", "PROPN") or noun.i not in inside or verb.i < noun.i:
        return None
    if agent is not None and any(word.lemma_.lower() in EVENT_NOUNS for word in agent.children):
        return None
    before = _noun_before(verb, inside)
    told = trimmed(subtree(verb, inside))
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
        # "Gao, the town bombed on Monday, ...": the town has its name before it, and the comma ends what is told of it.
        before = [token for token in noun.head.subtree if token.i in inside and token.i <= noun.head.i and token.pos_ == "PROPN"]
        told = trimmed(told[: next((index for index, token in enumerate(told) if token.text == ","), len(told))])
    be = "were" if noun.tag_ in ("NNS", "NNPS") else "was"
    clause = Clause((*words_of(before), *added(be), *words_of(told)), verb, noun, passive=True)
    return clause if before and classify_type(clause.text) not in (OTHER, "casualties", "talks_agreement") else None
