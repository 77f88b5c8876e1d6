"""Clauses of a statement: coordinations split, gerunds and infinitives with their subjects, consequences apart.

A clause is a list of words that read as a sentence. A word is a token of the parsed document, or text put in ("were", "did not").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.claim_types import OTHER, classify_type
from checker.inflection import base, participle, past

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
HARMED = frozenset(
    [
        "killed",
        "wounded",
        "injured",
        "hurt",
        "missing",
        "displaced",
        "dead",
        "detained",
        "captured",
        "evacuated",
        "arrested",
        "kidnapped",
        "abducted",
        "hospitalized",
        "hospitalised",
        "maimed",
    ]
)
EVENT_NOUNS = frozenset(
    [
        "strike",
        "airstrike",
        "raid",
        "attack",
        "shelling",
        "bombing",
        "bombardment",
        "explosion",
        "blast",
        "ambush",
        "assault",
        "clash",
        "fire",
        "barrage",
        "firing",
    ]
)
_LOSSES = frozenset(["casualties", "displacement", "damage", "capture_detention"])
_CAUSING = frozenset(["prompt", "force", "compel", "lead", "cause", "trigger", "push", "oblige", "drive"])
_ANAPHORS = frozenset(["none", "all", "both", "some", "neither", "each", "one", "another"])
# "killed" is said of the dead, "dead" of nobody who did it.
_STATES = {"dead": "killed", "hurt": "hurt", "missing": "missing"}


@dataclass(frozen=True, slots=True)
class Word:
    """A token as written, or other text in its place; `text` empty: left out."""

    text: str
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite clause. `core`: how many of the words tell the event itself (a consequence is followed by its cause).

    head: the predicate; subject: head of the grammatical subject; cause: the clause whose consequence this is; aside: indexes of tokens
    that tell another event (when, if and who clauses).
    """

    words: tuple[Word, ...]
    head: Token | None = None
    subject: Token | None = None
    core: int = 0
    denied: bool = False
    cause: Clause | None = None
    passive: bool = False
    aside: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The words as they are, joined by spaces; for looking things up, not for reading."""
        return " ".join(word.text for word in self.words if word.text)

    @property
    def core_words(self) -> tuple[Word, ...]:
        """The words that tell the event itself."""
        words = self.words[: self.core] if self.core else self.words
        kernel = tuple(word for word in words if word.token is None or word.token.i not in self.aside)
        return kernel if any(word.token is not None for word in kernel) else words


def words_of(tokens: Iterable[Token]) -> tuple[Word, ...]:
    """Tokens in text order as words."""
    return tuple(Word(token.text, token) for token in sorted(set(tokens), key=lambda token: token.i))


def added(*texts: str) -> tuple[Word, ...]:
    """Words that stand in no document."""
    return tuple(Word(text) for text in texts if text)


def root_of(tokens: Sequence[Token]) -> Token:
    """The token on which the others hang; a verb where several do."""
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    content = [token for token in roots if not (token.is_punct or token.is_space)] or roots
    verbal = [token for token in content if is_verbal(token)]
    return max(verbal or content, key=lambda token: len(list(token.subtree)))


def is_verbal(token: Token) -> bool:
    """Whether the token is a verb form, as the tagger sees it."""
    return (token.pos_ in ("VERB", "AUX") and token.tag_ != "MD") or token.tag_.startswith("VB")


def subtree(token: Token, inside: set[int]) -> list[Token]:
    """The token with what hangs on it, within `inside`."""
    return [part for part in token.subtree if part.i in inside]


def subject_of(head: Token) -> Token | None:
    """Head of the grammatical subject."""
    return next((child for child in head.children if child.dep_ in SUBJECTS and child.i < head.i), None)


def is_passive(head: Token) -> bool:
    """Whether the predicate is in the passive voice."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in head.children)


def finite_clauses(tokens: Sequence[Token]) -> list[Clause]:
    """Clauses of a finite sentence or part of one."""
    tokens = trimmed(tokens)
    if not tokens:
        return []
    return _unfold(tokens, root_of(tokens), None)


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Without punctuation, conjunctions and complementizers at the edges."""
    part = [token for token in tokens if not token.is_space]
    while part and (part[0].is_punct or (part[0].dep_ == "cc") or (part[0].dep_ == "mark" and part[0].lower_ == "that")):
        part = part[1:]
    while part and ((part[-1].is_punct and part[-1].text not in "%)") or part[-1].dep_ == "cc"):
        part = part[:-1]
    return part


def _unfold(tokens: list[Token], head: Token, shared: Clause | None) -> list[Clause]:
    """The clause of `head` and those coordinated with it or following from it."""
    inside = {token.i for token in tokens}
    left = set(inside)
    cut: list[tuple[Token, str]] = []
    for part in (*head.children, *_loose_consequences(tokens, head)):
        kind = _separable(part, head, inside)
        if kind:
            cut.append((part, kind))
            left -= {token.i for token in subtree(part, inside)}
    children, left = _of_them(head, tokens, left)
    own = trimmed([token for token in tokens if token.i in left])
    main = _finish(own, head, shared)
    found = [*_event_of(main), main, *children]
    for part, kind in cut:
        part_tokens = subtree(part, inside)
        if kind == "consequence":
            found += _consequences(trimmed(part_tokens), part, main)
        else:
            found += _unfold(trimmed(part_tokens), part, main)
    found += _relative_clauses(head, inside)
    found += _subordinate_clauses(head, inside)
    return found


def _subordinate_clauses(head: Token, inside: set[int]) -> list[Clause]:
    """Events told in clauses of time: "a woman died when a shell hit her house"."""
    found: list[Clause] = []
    for verb in head.children:
        if verb.dep_ != "advcl" or verb.i not in inside or subject_of(verb) is None or not is_verbal(verb):
            continue
        mark = next((child for child in verb.children if child.lower_ in ("when", "after", "as", "before", "while") and child.i < verb.i), None)
        tokens = subtree(verb, inside)
        text = " ".join(token.text for token in tokens)
        if mark is None or classify_type(text) in (OTHER, "talks_agreement"):
            continue
        found.append(Clause(words_of(trimmed([token for token in tokens if token.i >= mark.i + 1])), verb, subject_of(verb), passive=is_passive(verb)))
    return found


def _separable(part: Token, head: Token, inside: set[int]) -> str:
    """How `part` can stand alone: as a coordinated clause, as a consequence, or not ("")."""
    if part.i not in inside or part.i < head.i:
        return ""
    own = subject_of(part)
    if part.dep_ == "conj" and own is not None and own.pos_ in ("PRON", "DET") and own.lower_ in _ANAPHORS:
        return ""
    if part.dep_ == "conj" and own is None and part.lower_ in HARMED and not is_passive(head) and part.doc[part.i - 1].tag_ == "CD":
        # "received nine bodies and 24 wounded": a second object
        return ""
    between = part.doc[head.i + 1 : part.i]
    if part.dep_ == "conj" and not any(token.dep_ == "cc" or token.is_punct for token in between):
        return ""
    if part.dep_ == "conj" and (is_verbal(part) or part.lower_ in HARMED) and (is_verbal(head) or head.lower_ in HARMED):
        return "coordinated"
    if part.dep_ == "ccomp" and is_verbal(part) and subject_of(part) and head.dep_ != "ROOT" and part.i > head.i and _parataxis(part, head):
        return "coordinated"
    if part.dep_ in ("advcl", "acl") and part.tag_ == "VBG" and part.left_edge.i > 0 and part.doc[part.left_edge.i - 1].text == "," and _tells_loss(part):
        return "consequence"
    return ""


def _loose_consequences(tokens: Sequence[Token], head: Token) -> list[Token]:
    """Gerunds after a comma that the parser hangs on something else than the predicate."""
    children = {child.i for child in head.children}
    return [
        token
        for token in tokens
        if token.tag_ == "VBG" and token.i > head.i + 1 and token.i not in children and token.dep_ in ("advcl", "acl") and token.doc[token.i - 1].text == ","
    ]


def _parataxis(part: Token, head: Token) -> bool:
    return any(token.text == ";" for token in part.doc[head.i : part.i])


def _tells_loss(part: Token) -> bool:
    text = " ".join(token.text for token in part.subtree)
    return part.lemma_ in _CAUSING or base(part.text) in _CAUSING or classify_type(text) in _LOSSES or _harm(part) is not None


def _harm(gerund: Token) -> Token | None:
    """In "leaving 12 dead": the dead."""
    return next((token for token in gerund.subtree if token.lower_ in HARMED and token.i > gerund.i), None)


def _finish(tokens: list[Token], head: Token, shared: Clause | None) -> Clause:
    """The clause with the subject and auxiliaries that it shares with the one it is coordinated with."""
    inside = {token.i for token in tokens}
    subject = next((child for child in head.children if child.dep_ in SUBJECTS and child.i in inside), None)
    if subject is None and head.lower_ in HARMED:
        subject = next((child for child in head.children if child.dep_ == "nummod"), None)
    words = words_of(tokens)
    aside = asides(head, inside)
    if shared is None or shared.head is None:
        subject = subject or _leading_noun(tokens, head)
        return Clause(words, head, subject, passive=is_passive(head), aside=aside)
    auxiliaries = _shared_auxiliaries(head, subject, shared)
    if subject is None:
        doer = _subject_words(shared)
        return Clause((*doer, *auxiliaries, *words), head, shared.subject, passive=shared.passive if auxiliaries else is_passive(head), aside=aside)
    split = next((index for index, word in enumerate(words) if word.token is not None and word.token.i > subject.right_edge.i), len(words))
    noun = _counted_noun(subject, shared)
    completed = (*words[:split], *noun, *auxiliaries, *words[split:])
    return Clause(completed, head, noun[0].token if noun else subject, passive=is_passive(head) or (bool(auxiliaries) and shared.passive), aside=aside)


def asides(head: Token, inside: set[int]) -> frozenset[int]:
    """Indexes of the tokens in subordinate clauses of time, condition and reason, and in relative clauses."""
    found: set[int] = set()
    for token in head.subtree:
        if token.i not in inside or token.i == head.i or not (is_verbal(token) or _is_reply(token)):
            continue
        told = token.dep_ == "advcl" and (subject_of(token) is not None and any(child.dep_ in ("mark", "advmod") for child in token.children))
        if told or _is_reply(token) or (token.dep_ == "relcl" and not is_counted(token.head)):
            found.update(part.i for part in token.subtree)
    return frozenset(found - {head.i})


def _is_reply(token: Token) -> bool:
    """ "in reply to the shelling of villages" tells what came before."""
    return token.lemma_ in ("reply", "response", "retaliation", "answer") and token.dep_ == "pobj"


def is_counted(noun: Token) -> bool:
    """Whether a number stands before the noun ("11,000 people who had fled": the clause tells what is counted)."""
    return any(child.dep_ == "nummod" for child in noun.children)


def _leading_noun(tokens: Sequence[Token], head: Token) -> Token | None:
    """The noun before the verb of "Cambodia [that] broke the truce", which the parser hangs elsewhere."""
    before = [token for token in tokens if token.i < head.i and token.pos_ in ("NOUN", "PROPN", "PRON")]
    outside = [token for token in before if not head.is_ancestor(token)]
    own = [token for token in before if token.head.i == head.i and token.dep_ not in ("npadvmod", "dobj", "pobj")] if is_verbal(head) else []
    return outside[-1] if outside else own[-1] if own else None


def _subject_words(clause: Clause) -> tuple[Word, ...]:
    """The words of the subject, without what is set off by commas."""
    if clause.subject is None:
        return ()
    edge = clause.subject
    wanted = {token.i for token in edge.subtree if not any(up.dep_ in ("relcl", "appos") for up in (token, *token.ancestors) if edge.is_ancestor(up))}
    return tuple(word for word in clause.words if word.token is not None and word.token.i in wanted and not word.token.is_punct)


def _shared_auxiliaries(head: Token, subject: Token | None, shared: Clause) -> tuple[Word, ...]:
    own = any(child.dep_ in AUXILIARIES for child in head.children)
    if own or shared.head is None:
        return ()
    bare = head.tag_ in ("VB", "VBN", "VBG") or (head.lower_ in HARMED and not any(child.dep_ in ("dobj", "obj") for child in head.children) and shared.passive)
    if not bare:
        return ()
    return words_of(child for child in shared.head.children if child.dep_ in AUXILIARIES and child.i < shared.head.i)


def _counted_noun(subject: Token, shared: Clause) -> tuple[Word, ...]:
    """ "nine" of "three civilians had been killed and nine wounded": civilians."""
    if shared.subject is None or not (subject.like_num or subject.tag_ == "CD") or shared.subject.pos_ not in ("NOUN", "PROPN"):
        return ()
    return (Word(shared.subject.text, shared.subject),)


def _of_them(head: Token, tokens: list[Token], left: set[int]) -> tuple[list[Clause], set[int]]:
    """ "killed six people, two of them children": a claim of its own, "two children were killed"."""
    for index, token in enumerate(tokens[:-3]):
        harmed = _harmed_word(head)
        if not (harmed and (token.like_num or token.tag_ == "CD") and tokens[index + 1].lower_ == "of" and tokens[index + 2].lower_ in ("them", "whom")):
            continue
        noun = next((later for later in tokens[index + 3 : index + 7] if later.tag_ in ("NNS", "NN")), None)
        if noun is None:
            continue
        words = (Word(token.text, token), *words_of(tokens[index + 3 : tokens.index(noun) + 1]), *added("were", harmed))
        removed = {part.i for part in tokens[index : tokens.index(noun) + 1]}
        before = tokens[index - 1] if index else None
        removed |= {before.i} if before is not None and before.is_punct else set()
        return [Clause(words, head, noun, passive=True)], left - removed
    return [], left


def _harmed_word(head: Token) -> str:
    """The participle that says what befell the counted: "killed" for kill, die and dead."""
    for token in (head, *head.children):
        if token.lemma_ in ("die", "kill") or token.lower_ == "dead":
            return "killed"
        if token.lower_ in HARMED or participle(token.lemma_) in HARMED:
            return _STATES.get(token.lower_, participle(token.lemma_))
    return ""


def _event_of(main: Clause) -> list[Clause]:
    """ "An air strike killed six": that there was an air strike is a claim too."""
    subject, head = main.subject, main.head
    if subject is None or head is None or main.passive or subject.lemma_.lower() not in EVENT_NOUNS or participle(head.lemma_) not in HARMED:
        return []
    wanted = {token.i for token in subject.subtree}
    words = tuple(word for word in main.words if word.token is not None and (word.token.i in wanted or word.token.i < head.i))
    if any(word.text.lower() in ("no", "not") for word in words):
        return []
    return [Clause((*words, *added("took", "place")), head, subject, passive=False)]


def _consequences(tokens: list[Token], gerund: Token, main: Clause) -> list[Clause]:
    """ ", killing four and wounding nine": "four people were killed when ..."; ", prompting X to retaliate": "X retaliated"."""
    inside = {token.i for token in tokens}
    further = [child for child in gerund.children if child.dep_ == "conj" and child.tag_ in ("VBG", "VBN", "VBD") and child.i in inside]
    taken = {part.i for child in further for part in subtree(child, inside)}
    own = trimmed([token for token in tokens if token.i not in taken])
    found = _prompted(own, gerund, main) or _harmed(own, gerund, main)
    for child in further:
        found += _consequences(trimmed(subtree(child, inside)), child, main)
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
    patient = [token for token in objects if token.i <= _phrase_end(head, objects)]
    rest = [token for token in objects if token.i > _phrase_end(head, objects)]
    state = _STATES.get(harm.lower_, harm.lower_) if harm is not None else participle(base(gerund.text))
    plural = head.tag_ in ("NNS", "NNPS", "CD") or head.like_num or any(child.like_num and child.lower_ not in ("one", "1") for child in head.children)
    core = (*words_of(patient), *added("were" if plural else "was"), *words_of(manner), Word(state, gerund), *words_of(rest))
    others = [after for after in (harm.children if harm is not None else ()) if after.dep_ == "conj" and after.lower_ in HARMED]
    clause = Clause((*core, *added("when"), *_inside(main.words)), gerund, head, core=len(core), cause=main, passive=True)
    return [clause, *(_also_harmed(after, clause, main) for after in others)]


def _inside(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a sentence within another: no capital at the start but that of a name."""
    first = words[0] if words else None
    if first is None or first.token is None or first.token.pos_ not in ("DET", "NUM", "ADV", "ADP", "PRON", "SCONJ", "NOUN", "AUX"):
        return words
    return (Word(first.text.lower(), first.token), *words[1:])


def _also_harmed(harm: Token, first: Clause, main: Clause) -> Clause:
    """ "leaving 12 dead and 30 wounded": the 30."""
    counted = [child for child in harm.subtree if child.i != harm.i]
    core = (*words_of(counted), *added("people", "were"), Word(_STATES.get(harm.lower_, harm.lower_), harm))
    return replace(first, words=(*core, *added("when"), *_inside(main.words)), core=len(core))


def _phrase_end(head: Token, tokens: Sequence[Token]) -> int:
    inside = {token.i for token in tokens}
    return max(token.i for token in (head, *head.subtree) if token.i in inside)


def _relative_clauses(head: Token, inside: set[int]) -> list[Clause]:
    """Events told in relative clauses ("a depot from which villages were shelled", "men who had crossed the canal")."""
    found: list[Clause] = []
    for verb in head.subtree:
        if verb.dep_ != "relcl" or verb.i not in inside or not is_verbal(verb):
            continue
        tokens = trimmed(subtree(verb, inside))
        relative = next((token for token in tokens if token.tag_ in ("WDT", "WP")), None)
        text = " ".join(token.text for token in tokens)
        if relative is None or classify_type(text) in (OTHER, "casualties") or verb.head.tag_ == "PRP":
            continue
        noun_tokens = [token for token in verb.head.subtree if token.i in inside and token.i < verb.left_edge.i and not token.is_punct]
        found.append(_from_relative(tokens, relative, noun_tokens, verb))
    return found


def _from_relative(tokens: list[Token], relative: Token, noun: list[Token], verb: Token) -> Clause:
    if relative.dep_ in SUBJECTS:
        rest = [token for token in tokens if token.i != relative.i]
        return Clause((*words_of(noun), *words_of(rest)), verb, verb.head, passive=is_passive(verb))
    lead = [token for token in tokens if token.i < relative.i]
    rest = [token for token in tokens if token.i > relative.i]
    return Clause((*words_of(rest), *words_of(lead), *words_of(noun)), verb, subject_of(verb), passive=is_passive(verb))


def gerund_clauses(tokens: Sequence[Token], subject: tuple[Word, ...], *, denied: bool) -> list[Clause]:
    """ "dropping four bombs, killing two" done by `subject`: finite clauses, negated where `denied`."""
    tokens = trimmed(tokens)
    if not tokens:
        return []
    first = next((token for token in tokens if token.tag_ != "RB"), tokens[0])
    # "bombing Kutaisi" is often parsed as a compound noun; the gerund is the verb all the same.
    head = first if first.lower_.endswith("ing") and first.lower_ not in ("having", "being") else root_of(tokens)
    inside = {token.i for token in tokens}
    parts = (*head.children, *_loose_consequences(tokens, head))
    cut = [(part, kind) for part in parts if (kind := _separable(part, head, inside))]
    taken = {token.i for part, _ in cut for token in subtree(part, inside)}
    own = trimmed([token for token in tokens if token.i not in taken])
    main = _with_subject(own, head, subject, denied=denied)
    children, left = _of_them(head, list(tokens), {token.i for token in own})
    if children:
        main = _with_subject([token for token in own if token.i in left], head, subject, denied=denied)
    found = [main, *children]
    for part, kind in cut:
        part_tokens = trimmed(subtree(part, inside))
        found += _consequences(part_tokens, part, main) if kind == "consequence" else gerund_clauses(part_tokens, subject, denied=denied)
    return found + _relative_clauses(head, inside)


def _with_subject(tokens: list[Token], head: Token, subject: tuple[Word, ...], *, denied: bool) -> Clause:
    having = next((child for child in head.children if child.lower_ == "having" and child.i < head.i), None)
    plural = len(subject) > 0 and subject[-1].token is not None and subject[-1].token.tag_ in ("NNS", "NNPS")
    verb = base(head.text) if head.tag_.startswith("VB") or head.text.endswith("ing") else head.lemma_
    before = [token for token in tokens if token.i < head.i and (having is None or token.i != having.i) and token.tag_ != "TO"]
    after = [token for token in tokens if token.i > head.i]
    if any(child.lower_ == "being" and child.i < head.i for child in head.children):
        finite: tuple[Word, ...] = (*added("was", "not" if denied else ""), Word(head.text, head))
        before = [token for token in before if token.lower_ != "being"]
    elif verb == "be":
        finite = (Word(past("be", plural=plural), head), *added("not" if denied else ""))
    elif denied:
        finite = (*added("did", "not"), Word(verb, head))
    else:
        finite = (Word(past(verb, plural=plural), head),)
    named = [word.token for word in subject if word.token is not None]
    doer = root_of(named) if named else None
    return Clause((*subject, *words_of(before), *finite, *words_of(after)), head, doer, denied=denied, aside=asides(head, {token.i for token in tokens}))


def negated(clause: Clause) -> Clause:
    """The clause with "not" after its first auxiliary, or "did not" before its verb; "anyone" becomes "nobody"."""
    words, head = list(clause.words), clause.head
    for index, word in enumerate(words[: clause.core or len(words)]):
        swapped = _NEGATIVE.get(word.text.lower())
        if swapped is not None:
            words[index] = Word(swapped, None if word.token is None else word.token)
            return replace(clause, words=tuple(words), denied=True)
    if head is None:
        return replace(clause, words=(*added("It is not true that"), *clause.words), denied=True)
    place = next((index for index, word in enumerate(words) if word.token is not None and word.token.i == head.i), None)
    auxiliary = next(
        (index for index, word in enumerate(words) if word.text.lower() in _AUXILIARY_FORMS and (place is None or index <= place)),
        None,
    )
    if auxiliary is not None:
        words.insert(auxiliary + 1, Word("not"))
    elif place is not None:
        words[place : place + 1] = [Word("did"), Word("not"), Word(base(head.text), head)]
    else:
        words = [*added("It is not true that"), *words]
    return replace(clause, words=tuple(words), denied=True)


_NEGATIVE = {"anyone": "nobody", "anybody": "nobody", "anything": "nothing", "any": "no"}
_AUXILIARY_FORMS = frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "shall", "should", "must", "do", "does", "did"]
)
