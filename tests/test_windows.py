"""Windows of composed texts, read by a tokenizer that splits at spaces and punctuation."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import windows as w
from checker.windows import Tokens, context, marks, sentence_starts, tokenise, windows

SEPARATOR = 1


def by_words() -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers

    unknown = "[UNK]"
    made = Tokenizer(models.WordLevel({unknown: 0, "[SEP]": SEPARATOR}, unk_token=unknown))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return by_words()


def pieces(text: str, tokens: Tokens) -> list[str]:
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


def test_tokens_tell_capitals_quotations_and_paragraphs(tokenizer: Any) -> None:
    text = "He said “We left”.\nTrue"
    tokens = tokenise(text, tokenizer, SEPARATOR)
    assert pieces(text, tokens) == ["He", "said", "“", "We", "left", "”", ".", "", "True"]
    capital, quoted = w.CAPITAL, w.QUOTED
    assert tokens.kinds == [capital, 0, quoted, capital + quoted, quoted, quoted, 0, 0, capital]
    assert tokens.ids[7] == SEPARATOR
    assert tokens.first[-1] == len(tokens) == 9


def test_a_quotation_that_runs_on_is_quoted_in_its_next_paragraph(tokenizer: Any) -> None:
    text = "“We left at noon.\n“We came back at dusk,” he said."
    tokens = tokenise(text, tokenizer, SEPARATOR)
    quoted = [piece for piece, kind in zip(pieces(text, tokens), tokens.kinds, strict=True) if kind & w.QUOTED]
    assert quoted[:4] == ["“", "We", "left", "at"]
    assert "said" not in quoted


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", 1),
        ("One. Two? “Three.” Four", 4),
        ("Gen. Smith met Mr. J. Doe in the U.S. on Monday. He left.", 2),
        ("A line\nanother line", 2),
        ("It cost 3.5 million. that is all", 1),
    ],
)
def test_sentence_starts(text: str, sentences: int) -> None:
    assert len(sentence_starts(text)) == sentences


def test_context_takes_neighbours_while_they_fit(tokenizer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A b. C d. E said f. G h. I j. K l."  # sentences of 3, 3, 4, 3, 3, 3 pieces
    tokens = tokenise(text, tokenizer, SEPARATOR)
    assert context(tokens, (7, 8)) == (3, 16)  # one sentence before, two behind
    monkeypatch.setattr(w, "CONTEXT", 10)
    assert context(tokens, (7, 8)) == (6, 16)  # 4 + 3 + 3; nothing is left for the one before
    monkeypatch.setattr(w, "CONTEXT", 2)
    start, end = context(tokens, (7, 8))
    assert end - start == 2
    assert start <= 7 < end  # the cue is inside even where its sentence does not fit


def test_marks_tell_the_cue_from_others_and_how_far_away_it_is() -> None:
    found, away = marks((3, 10), (5, 7), [(8, 9), (0, 4)])
    assert found == [2, 0, 1, 1, 0, 2, 0]
    assert [distance - w.FAR for distance in away] == [-2, -1, 0, 0, 1, 2, 3]
    assert marks((0, 1), (90, 91), [])[1] == [0]  # farther than FAR is as far as FAR


@settings(max_examples=50, deadline=None)
@given(text=st.text(alphabet="ab .\n“”A", max_size=900), skip=st.integers(0, 3))
def test_windows_cover_every_token_once(text: str, skip: int) -> None:
    tokens = tokenise(text, by_words(), SEPARATOR)
    found = list(windows(tokens, skip=skip))
    assert [index for start, end in found for index in range(start, end)] == list(range(len(tokens)))
    assert all(0 < end - start <= w.LENGTH - 2 for start, end in found)
