import math
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.analysis import MAX_PARAGRAPH, analyse, paragraph_ranges, parsable
from checker.document import Document

HOSTILE = {
    "empty": "",
    "space": " \n\t\r\n\u00a0\n",
    "emoji": "“We saw \U0001f4a5\U0001f468\u200d\U0001f469\u200d\U0001f467,” he said \U0001f1f9\U0001f1ed.",
    "combining": "Cafe\u0301 owner Zalgo\u0338\u0321\u0489 said a\u0300\u0301\u0302 b.",
    "right to left": "قال المتحدث “we did not fire” \u202bשלום\u202c he said.",
    "line ends": "One said.\r\nTwo said.\rThree said.\u2028Four said.\x0bFive.",
    "no-break and zero width": "The\u00a0army\u202fsaid\u2009that\u200bit \u2060left\ufeff.",
    "lone surrogate": "The \ud800 army \udfff said no.",
    "control": "The\x00army\x1bsaid\x7fno.",
    "quotes": "“a” ‘b’ «c» „d‟ `e` ``f'' ‹g› ＂h＂ – — ― …",
    "one sign": "?" * 20_000,
    "no space": "x" * 30_000,
    "urls": "http://" + "a.b/" * 8_000,
    "brackets": "((((" * 3_000,
    "wide": "国防部表示。" * 3_000,
    "full stops": "." * 9_000 + " The army said no.",
}


def check_offsets(text):
    """Every token stands in the document where its offset says, with its own characters except for quotes, dashes and spaces."""
    analysis = analyse(Document("d", text))
    end = 0
    for paragraph in analysis.paragraphs:
        assert paragraph.start >= end
        assert 0 < paragraph.end - paragraph.start <= MAX_PARAGRAPH
        assert len(paragraph.doc.text) == paragraph.end - paragraph.start
        end = paragraph.end
        for token in paragraph.doc:
            start = paragraph.start + token.idx
            own = text[start : start + len(token)]
            assert len(own) == len(token)
            masked = set(token.text) == {"x"} and len(own) >= 150 and " " not in own
            assert masked or all(same_class(a, b) for a, b in zip(own, token.text, strict=True)), (own, token.text)
    assert end <= len(text)
    covered = "".join(text[paragraph.start : paragraph.end] for paragraph in analysis.paragraphs)
    assert "".join(covered.split()) == "".join(text.split())  # no word is lost


def same_class(own, parsed):
    if own == parsed:
        return True
    classes = {'"': "“”„‟«»", "'": "‘’‚`", "-": "–—", " ": "\u00a0\u2009\u202f\u200b\t"}
    return own in classes.get(parsed, "") or ("\ud800" <= own <= "\udfff" and parsed == "\ufffd")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_offsets_in_hostile_documents(text):
    check_offsets(text)


characters = st.one_of(
    st.characters(),
    st.sampled_from(list(" \n\r\t\u00a0\u200b\u2028“”‘’«».,;:!?'\"()-–—…")),
    st.sampled_from(["said", "The army", "denied", "Mr.", "U.S.", "F-16s", "\U0001f4a5", "e\u0301", "\r\n", "\ud800", "שלום", "9:30 a.m."]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(characters, max_size=60).map("".join))
def test_offsets_in_random_documents(text):
    check_offsets(text)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(["a", ". ", " ", "\n", "x" * 5_000, '." ', "\u200b"]), max_size=30).map("".join))
def test_paragraphs_are_in_order_bounded_and_complete(text):
    ranges = list(paragraph_ranges(text))
    pieces = [text[start:end] for start, end in ranges]
    assert all(piece == piece.strip() and 0 < len(piece) <= MAX_PARAGRAPH and "\n" not in piece for piece in pieces)
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_line_of_one_megabyte_is_cut_at_sentence_ends_in_no_time():
    sentence = "The army said that it had shelled the town. "
    text = sentence * (1_000_000 // len(sentence))
    start = time.perf_counter()
    pieces = [text[a:b] for a, b in paragraph_ranges(text)]
    assert time.perf_counter() - start < 1
    assert all(piece.endswith("town.") for piece in pieces)
    assert len(pieces) == pytest.approx(len(text) / MAX_PARAGRAPH, rel=0.02)


def test_a_line_of_one_megabyte_without_a_space_is_cut():
    assert len(list(paragraph_ranges("x" * 1_000_000))) == math.ceil(1_000_000 / MAX_PARAGRAPH)


def test_long_runs_without_a_space_are_no_words():
    assert parsable("see " + "?" * 150 + " now") == "see " + "x" * 150 + " now"
    assert parsable("see " + "?" * 149) == "see " + "?" * 149


def test_quotes_are_plain_and_sentences_stay_whole():
    (paragraph,) = analyse(Document("d", "“We did not fire,” he said.")).paragraphs
    assert paragraph.doc.text == '"We did not fire," he said.'
    assert len(list(paragraph.doc.sents)) == 1


def test_ranks_end_no_sentence_and_names_with_an_article_are_one_word():
    doc = (
        analyse(
            Document("d", "Army spokesman Brig. Gen. Hashim al-Tayeb met Lt. Col. Omar el-Sisi in Deir al-Balah. A well-known man left the US-China talks.")
        )
        .paragraphs[0]
        .doc
    )
    assert len(list(doc.sents)) == 2
    words = {token.text: token.pos_ for token in doc}
    assert {words.get(name) for name in ("al-Tayeb", "el-Sisi", "al-Balah")} == {"PROPN"}
    assert {"well", "US", "China"} <= set(words)
