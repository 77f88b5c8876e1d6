import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import plaintext
from checker.errors import InputError

QUOTED = "“No village was hit,” the ministry said — on Wednesday. It’s false."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_same_text_in_every_character_set(encoding):
    assert plaintext.decode(QUOTED.encode(encoding)) == QUOTED


def test_an_accented_name_in_windows_1252():
    assert plaintext.decode("Nabatiyé: the army denied it.".encode("cp1252")) == "Nabatiyé: the army denied it."


def test_cyrillic_in_an_old_character_set_is_decoded_so_that_its_language_can_be_named():
    russian = "Министерство обороны заявило в среду, что истребители нанесли удары по нескольким деревням. " * 5
    assert plaintext.decode(russian.encode("cp1251")) == russian


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes(range(256)) * 20, "binary"),
        (b"text with \x00\x00\x00\x00\x00 in it", "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04abc", "zip archive"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xef\xbb\xbfbroken \xff", "byte 8"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(data, message):
    with pytest.raises(InputError, match=message):
        plaintext.decode(data)


@given(st.binary(max_size=300))
def test_decoding_gives_text_or_an_input_error(data):
    with contextlib.suppress(InputError):
        assert isinstance(plaintext.decode(data), str)


def test_line_ends():
    assert plaintext.plain_newlines("a\r\nb\rc\nd\u2028e\x0cf\x85g") == "a\nb\nc\nd\ne\nf\ng"


def test_unprintable_characters_are_replaced_one_for_one():
    assert plaintext.printable("a\ud800b\x00c\U0001f600") == "a\ufffdb\ufffdc\U0001f600"


def test_header_block():
    fields, body = plaintext.split_header('---\ntitle: "A: b"\nOutlet: X\n---\n\nText: one\n')
    assert fields == {"title": "A: b", "outlet": "X"}
    assert body == "Text: one\n"


@pytest.mark.parametrize("text", ["---\nNo header here, a rule\n---\nText", "---\ntitle: never closed\nText", "title: x\n\nText", "", "---"])
def test_what_is_no_header_stays_text(text):
    assert plaintext.split_header(text) == ({}, text)


# Wrapped at 60 characters, as textwrap.fill(width=60) does it.
WRAPPED = """The defense ministry said on Wednesday that two fighter jets
had bombed a village near the border, a charge that the army
of its neighbor denied within the hour.

Officials in the capital said that at least four people were
wounded and that hundreds of families had fled to the south
of the province, where schools were opened for them."""


def test_hard_wrapped_lines_become_paragraphs():
    first, second = plaintext.unwrap(WRAPPED).split("\n")
    assert first == (
        "The defense ministry said on Wednesday that two fighter jets had bombed a village near the border, "
        "a charge that the army of its neighbor denied within the hour."
    )
    assert second.startswith("Officials in the capital") and second.endswith("opened for them.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line.",
        "A long paragraph that is not wrapped at all and goes on. " * 5 + "\nAnother one.\nA third.\nA fourth.",
        "SPOKESPERSON: Good morning.\nQUESTION: Did you strike?\nSPOKESPERSON: We did not strike any village.\nQUESTION: Who did?\nSPOKESPERSON: Ask them.",
    ],
)
def test_a_text_that_is_not_wrapped_is_left_alone(text):
    assert plaintext.unwrap(text) == text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The fight-", "ers left"], "The fighters left"),
        (["two F-", "16 jets"], "two F-16 jets"),
        (["the Franco-", "German plan"], "the Franco-German plan"),
        (["a cross-", "border raid"], "a cross-border raid"),
        (["a night-", "time raid, night-time"], "a night-time raid, night-time"),  # as the document writes it elsewhere
        (["soft\u00ad", "ware"], "software"),
    ],
)
def test_hyphens_at_line_ends(lines, expected):
    assert plaintext.join_lines(lines, 10) == [expected]


def test_list_items_and_sentences_that_end_short_begin_anew():
    assert plaintext.join_lines(["Both sides agreed:", "1. to stop firing", "2. to talk", "Done.", "Next one"], 40) == [
        "Both sides agreed:",
        "1. to stop firing",
        "2. to talk",
        "Done.",
        "Next one",
    ]
