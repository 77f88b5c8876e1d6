"""Quotation marks of all kinds; ranges are counted by hand."""

from __future__ import annotations

import pytest

from checker.quotes import Quote, find_quotes, mode_of, trimmed
from checker.statement import Mode


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "yes" twice.', ['"yes"']),
        ("He said “yes” twice.", ["“yes”"]),
        ("‘It’s ours,’ the officers’ leader said.", ["‘It’s ours,’"]),
        ("''We're here,'' he said.", ["''We're here,''"]),
        ("„Nein“ and «non».", ["„Nein“", "«non»"]),
        ("“He said ‘go’ to us,” she said.", ["“He said ‘go’ to us,”"]),
        ("The 5'10\" man and the '90s weren't quoted.", []),
        ("It's the boys' own war.", []),
        ("", []),
    ],
)
def test_find_quotes(text: str, quoted: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in find_quotes(text)] == quoted


def test_quotation_left_open_before_a_quoted_paragraph() -> None:
    text = '"One.\n"Two."'
    assert find_quotes(text) == [Quote(0, 5, closed=False), Quote(6, 12)]


def test_stray_mark_opens_nothing() -> None:
    assert find_quotes('A "stray mark.\nNext paragraph.') == []


def test_mode() -> None:
    text = 'It was "bad" then.'
    quotes = find_quotes(text)
    assert mode_of(text, [(0, 18)], quotes) is Mode.MIXED
    assert mode_of(text, [(8, 11)], quotes) is Mode.DIRECT
    assert mode_of(text, [(0, 6)], quotes) is Mode.INDIRECT


def test_trimmed_takes_off_enclosing_marks_only() -> None:
    text = ' "We go," but "not far."'
    quotes = find_quotes(text)
    assert text[slice(*(trimmed(text, 0, 9, quotes) or (0, 0)))] == "We go"
    assert text[slice(*(trimmed(text, 10, len(text), quotes) or (0, 0)))] == 'but "not far."'
    assert trimmed(text, 0, 1, quotes) is None
