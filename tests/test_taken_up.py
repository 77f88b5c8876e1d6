"""Definite nouns told with what the document said of them first; the stories are composed."""

import pytest

from checker.analysis import language_model
from checker.taken_up import fuller, nouns_of


def told(text: str, phrase: str) -> str | None:
    """What `phrase`, at its last place in the text, takes up."""
    doc = language_model()(text)
    start = text.rindex(phrase)
    chunk = list(doc.char_span(start, start + len(phrase)) or ())
    return fuller(chunk, chunk[-1].idx, nouns_of([(0, doc)]))


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("A shell hit the depot at Goma. Nothing had left the depot.", "the depot", "the depot at Goma"),
        ("Two Kenyan peacekeepers were wounded. The peacekeepers were flown out.", "The peacekeepers", "the Kenyan peacekeepers"),
        ("Shots were fired across the Line of Contact. Both sides left the line.", "the line", "the Line of Contact"),
        ("A column of Chadian tanks was seen. Those tanks never crossed.", "Those tanks", "the Chadian tanks"),
    ],
)
def test_a_definite_noun_is_told_with_its_name(text: str, phrase: str, expected: str) -> None:
    assert told(text, phrase) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The depot at Goma burned. A depot was hit too. The depot was empty.", "The depot"),
        ("The depot at Goma burned. The depot in Bukavu was empty.", "The depot"),
        ("In Goma the depot at Goma burned, and in Goma the depot was empty.", "the depot"),
        ("The reports from Goma were read in the morning of 5 May in Bukavu. It was still the morning.", "the morning"),
    ],
)
def test_another_thing_a_named_thing_and_a_time_stay_as_they_are(text: str, phrase: str) -> None:
    assert told(text, phrase) is None
