"""Speakers that the parse misses: behind their verb, on the far side of an inserted tag, or named by an apposition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.cues import cue_table
from checker.lexicon import word_class
from checker.sentences import Range, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_TITLE = re.compile(r"[A-Z][\w.’'-]*$")
_PARTICLES = ("al", "bin", "de", "van", "-")
_LONGEST_NAME = 6
_OLDEST = 110
# Trades and kin that no list exhausts: "a beekeeper", "a geologist", "a mother of four".
_TRADE = re.compile(r"[a-z]{2}(?:er|or|ist|ian|eer|man|woman|chair|mother|father|wife|widow|nurse|cook|guard|clerk|aide|agent|head)$")


def behind_verb(sentence: Sentence, token: Token, span: Range) -> Range:
    """The subject behind "..., said the mayor, ..." where the parse takes the noun before the comma for it; `span` elsewhere."""
    doc = sentence.doc
    if span[1] != token.i - 1 or doc[token.i - 1].text != "," or any(word.text == "," for word in doc[span[0] : span[1]]):
        return span
    chunk = next((chunk for chunk in sentence.chunks() if chunk[0] == token.i + 1), None)
    if chunk is None or (chunk[1] < sentence.last and not (doc[chunk[1]].is_punct or doc[chunk[1]].pos_ == "ADP")):
        return span
    last = chunk[1]
    while last < sentence.last and doc[last].pos_ == "ADP":  # "said the head of the hospital in Goma, ..."
        following = next((one for one in sentence.chunks() if one[0] == last + 1), None)
        if following is None:
            break
        last = following[1]
    return chunk[0], last


def around_tag(sentence: Sentence, token: Token) -> Range | None:
    """The subject of "Both armies, the envoy said, had agreed ...", from which a tag parts the verb."""
    doc, verb = sentence.doc, token.i
    while verb > sentence.first and doc[verb - 1].dep_ in ("aux", "auxpass", "advmod", "neg"):
        verb -= 1
    near = [child for child in token.children if child.i < token.i and child.dep_ in ("parataxis", "ccomp")]
    over = [token.head] if token.dep_ == "ccomp" and token.head.i < token.i and doc[verb - 1].text == "," else []
    tag = next((word for word in (*near, *over) if word.lemma_ in cue_table().frames and word.i > sentence.first), None)
    if tag is None:
        return None
    comma = next((word.i for word in doc[sentence.first : tag.i] if word.text == ","), None)
    if comma is None or comma - sentence.first < 1 or not any(word.text == "," for word in doc[tag.i : token.i]):
        return None
    words = doc[sentence.first : comma]
    nouns = words[0].pos_ not in ("ADP", "ADV", "SCONJ") and any(word.pos_ in ("NOUN", "PROPN", "PRON") for word in words)
    return (sentence.first, comma) if nouns and not any(word.tag_ in _FINITE for word in words) else None


def with_name(sentence: Sentence, span: Range) -> Range:
    """A speaker told by his office with the name behind it: "its mayor, Avi Cohen", "a neighbor, Zeinab Hamdan"."""
    doc = sentence.doc
    head = doc[span[1] - 1]
    if span[1] + 1 >= sentence.last or doc[span[1]].text != "," or head.pos_ == "PROPN" or not _is_person(doc[span[0] : span[1]]):
        return span
    last = span[1] + 1
    while last < sentence.last and last - span[1] <= _LONGEST_NAME and (doc[last].pos_ == "PROPN" or doc[last].lower_ in _PARTICLES):
        last += 1
    named = last > span[1] + 1 and all(_TITLE.match(word.text) or word.lower_ in _PARTICLES for word in doc[span[1] + 1 : last])
    person = any(word.ent_type_ == "PERSON" for word in doc[span[1] + 1 : last])
    closed = last == sentence.last or doc[last].is_punct or doc[last].tag_ in _FINITE
    return (span[0], last) if named and person and closed else span


def with_apposition(sentence: Sentence, span: Range) -> Range:
    """A name behind its verb with age and trade: "said Pen Chantha, 41, a farmer from Kouk Mon", "according to Idris Bakri, an engineer"."""
    doc, last = sentence.doc, span[1]
    if doc[last - 1].pos_ != "PROPN":
        return span
    if last + 1 < sentence.last and doc[last].text == "," and _is_age(doc[last + 1]) and (last + 2 == sentence.last or doc[last + 2].is_punct):
        last += 2
    if last + 1 < sentence.last and doc[last].text == ",":
        end = next((word.i for word in doc[last + 1 : sentence.last] if word.is_punct and word.text != "-"), sentence.last)
        words = doc[last + 1 : end]
        begins = len(words) and (words[0].tag_ in ("DT", "PRP$") or words[0].pos_ in ("NOUN", "ADJ"))
        if begins and not any(word.tag_ in _FINITE for word in words) and (_is_person(words) or any(_has_trade(word) for word in words)):
            last = end
    return span[0], last


def _is_age(token: Token) -> bool:
    return token.text.isdigit() and 5 <= int(token.text) <= _OLDEST


def _has_trade(token: Token) -> bool:
    return token.pos_ == "NOUN" and bool(_TRADE.search(token.lemma_.lower()))


def with_office(sentence: Sentence, span: Range, verb: int) -> Range:
    """A speaker's name with the office before it: "..., its director, Dr. Samir Fayed, said"; the name stands between commas."""
    doc = sentence.doc
    if span[0] - 2 <= sentence.first or doc[span[0] - 1].text != "," or span[1] > verb or doc[verb - 1].text != ",":
        return span
    if not all(word.pos_ == "PROPN" for word in doc[span[0] : span[1]]):
        return span
    chunk = next((chunk for chunk in sentence.chunks() if chunk[1] == span[0] - 1), None)
    if chunk is None or (chunk[0] > sentence.first and doc[chunk[0] - 1].text != ",") or not _is_person(doc[chunk[0] : chunk[1]]):
        return span
    return (chunk[0], span[1]) if doc[chunk[0]].tag_ in ("PRP$", "DT") else span


def _is_person(words: Iterable[Token]) -> bool:
    """Whether a noun phrase names a person by office, trade or kinship."""
    persons = word_class("person") | word_class("local") | {"neighbor", "neighbour"}
    return any(word.pos_ != "PROPN" and word.lemma_.lower() in persons for word in words)
