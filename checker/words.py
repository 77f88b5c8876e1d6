"""Words and clauses over parsed tokens, and small questions to the parse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
        "slain",
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
# "killed" is said of the dead, "dead" of nobody who did it.
STATES = {"dead": "killed", "hurt": "hurt", "missing": "missing"}


_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "did",
        "does",
        "do",
        "committed",
        "rejected",
        "carried",
        "took",
        "can",
        "could",
        "may",
        "might",
        "hit",
    ]
)
_NO_START = frozenset(["that", "which", "who", "whom", "of", "to", "and", "or", "but"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"])

_RELATIVES = frozenset(["who", "which", "that"])


@dataclass(frozen=True, slots=True)
class Word:
    """A token as written, or other text in its place; `text` empty: left out."""

    text: str
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite clause. `core`: how many of the words tell the event itself (a consequence is followed by its cause).

    head: the predicate; subject: head of the grammatical subject; cause: the clause whose consequence this is; aside: indexes of tokens
    that tell another event (when, if and who clauses); answered: what somebody replied to, so that another did it.
    """

    words: tuple[Word, ...]
    head: Token | None = None
    subject: Token | None = None
    core: int = 0
    denied: bool = False
    cause: Clause | None = None
    passive: bool = False
    aside: frozenset[int] = frozenset()
    answered: bool = False

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


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Without punctuation, conjunctions and complementizers at the edges."""
    part = [token for token in tokens if not token.is_space]
    while part and (part[0].is_punct or (part[0].dep_ == "cc") or (part[0].dep_ == "mark" and part[0].lower_ == "that")):
        part = part[1:]
    while part and ((part[-1].is_punct and part[-1].text not in "%)") or part[-1].dep_ == "cc"):
        part = part[:-1]
    if len(part) > 2 and part[-1].lower_ == "only" and part[-2].lower_ in ("though", "but", "if"):
        return trimmed(part[:-2])  # "had fired 40 rounds, though only, he said, once ..."
    return part


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


def is_sentence(words: Sequence[Word]) -> bool:
    """Whether words have a subject and after it a finite verb, and don't begin as a part of another sentence."""
    spoken = [word for word in words if word.text.strip() and not (word.token is not None and word.token.is_punct)]
    verb = next((index for index, word in enumerate(spoken) if _is_finite(word)), None)
    # "Of the six wounded, one is in danger" is whole.
    whole = bool(words) and words[0].text.lower() == "of" and any(word.text == "," for word in words)
    broken = not whole and spoken[:1] and spoken[0].token is not None and spoken[0].text.lower() in _NO_START
    if verb is None or (broken and spoken[0].token is not None and spoken[0].token.tag_ in ("WDT", "WP", "IN", "TO", "CC")):
        return False
    return any(word.token is None or word.token.pos_ in _NOMINAL or word.token.tag_ in ("CD", "VBG", "EX") for word in spoken[:verb])


def _is_finite(word: Word) -> bool:
    if word.token is None:
        return word.text.lower() in _FINITE
    return (
        word.token.tag_ in ("VBD", "VBZ", "VBP", "MD")
        # "The post that rebels shelled": the tagger takes the past tense for a participle.
        or (word.token.tag_ == "VBN" and any(child.dep_ == "nsubj" for child in word.token.children))
        # "Killed four and injured 17"
        or (
            word.token.tag_ == "VBN"
            and word.token.dep_ == "conj"
            and word.token.head.tag_ == "VBD"
            and any(child.dep_ == "dobj" for child in word.token.children)
        )
        # "Having fired first" told as "fired first".
        or (word.token.tag_ == "VBN" and any(child.lower_ == "having" for child in word.token.children))
        or (word.text.lower() != word.token.lower_ and (is_verbal(word.token) or word.token.pos_ == "NOUN"))
        or word.text.lower() in _FINITE
    )


def is_counted(noun: Token) -> bool:
    """Whether a number stands before the noun ("11,000 people who had fled": the clause tells what is counted)."""
    return any(child.dep_ == "nummod" for child in noun.children)


def own_words(clause: Clause) -> tuple[Word, ...]:
    """The core words of a clause without relative clauses that have a subject of their own: "the depot from which villages were shelled a day earlier"
    tells of two events."""
    head = clause.head
    if head is None or head.lemma_ == "be":
        return clause.core_words
    aside = {
        token.i
        for verb in head.subtree
        if verb.dep_ == "relcl" and verb is not head and any(child.dep_ in SUBJECTS and child.lower_ not in _RELATIVES for child in verb.children)
        for token in verb.subtree
    }
    return tuple(word for word in clause.core_words if word.token is None or word.token.i not in aside)
