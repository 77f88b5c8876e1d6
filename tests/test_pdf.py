import io
from datetime import date

import pypdf
import pytest
from pdfs import make_pdf

from checker.errors import InputError
from checker.pdf import without_running_heads
from checker.reading import read_documents

BODY = [
    "The defense ministry said on Wednesday that two fighter jets had bombed a village near",
    "the border, a charge that the army of its neighbor denied within the hour. The govern-",
    "ment demanded an inquiry.",
    "",
    "Officials in the capital said that at least four people were wounded.",
]


def write(path, data):
    path.write_bytes(data)
    return path


def read_one(path):
    (document,) = read_documents([path]).documents
    return document


def test_lines_are_joined_to_paragraphs_and_hyphens_undone(tmp_path):
    document = read_one(write(tmp_path / "release.pdf", make_pdf([BODY])))
    assert document.text.split("\n") == [
        "The defense ministry said on Wednesday that two fighter jets had bombed a village near the border, "
        "a charge that the army of its neighbor denied within the hour. The government demanded an inquiry.",
        "Officials in the capital said that at least four people were wounded.",
    ]


def test_title_and_date_come_from_the_metadata(tmp_path):
    info = "/Title (Statement on the border) /CreationDate (D:20251224101500+07'00')"
    document = read_one(write(tmp_path / "release.pdf", make_pdf([BODY], info=info)))
    assert (document.doc_id, document.title, document.published) == ("release", "Statement on the border", date(2025, 12, 24))


def test_the_date_in_the_file_name_goes_before_that_of_the_program(tmp_path):
    info = "/Title (Microsoft Word - release.docx) /CreationDate (D:20260101)"
    document = read_one(write(tmp_path / "2025-12-24-release.pdf", make_pdf([BODY], info=info)))
    assert (document.title, document.published) == (None, date(2025, 12, 24))


def test_running_heads_and_page_numbers_are_dropped_and_sentences_go_on_over_the_page(tmp_path):
    words = ["north", "south", "east", "west"]
    pages = [
        [
            "Ministry of Defense",
            f"The spokesman said that the {word} post had been shelled for a whole day and that it",
            "had answered only once, and",
            f"Page {n} of 4",
        ]
        for n, word in enumerate(words, 1)
    ]
    text = read_one(write(tmp_path / "a.pdf", make_pdf(pages))).text
    assert "Ministry" not in text and "Page" not in text
    assert "answered only once, and The spokesman" in text or text.count("\n") <= 3
    assert all(f"the {word} post" in text for word in words)


def test_a_figure_at_the_edge_of_one_page_is_kept():
    pages = [["Head 1", "At least 86 people died.", "7"], ["Head 2", "No one else was hurt, they said.", "8"]]
    assert without_running_heads(pages) == [["At least 86 people died."], ["No one else was hurt, they said."]]
    assert without_running_heads([["A single page stays.", "All of it."]]) == [["A single page stays.", "All of it."]]
    assert without_running_heads([[], ["  "]]) == [[], []]


def test_two_hundred_pages(tmp_path):
    pages = [["Report of the observers", f"On day {n} the observers counted shots in sector {n} of the line.", str(n)] for n in range(200)]
    text = read_one(write(tmp_path / "long.pdf", make_pdf(pages))).text
    assert text.count("observers counted") == 200
    assert "Report of" not in text


def encrypted(password, owner):
    writer = pypdf.PdfWriter(io.BytesIO(make_pdf([BODY])))
    writer.encrypt(password, owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_locked_only_against_changes_is_read(tmp_path):
    assert "fighter jets" in read_one(write(tmp_path / "locked.pdf", encrypted("", "owner"))).text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (encrypted("secret", "owner"), "is encrypted; expected a PDF that opens without a password"),
        (make_pdf([[], []]), "holds no text on 2 page.s., only pictures it seems; run text recognition"),
        (make_pdf([BODY])[:200], "is damaged or no PDF"),
        (make_pdf([BODY])[200:], "is damaged or no PDF"),
        (b"<html><p>Not found</p></html>", "is damaged or no PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 50, "is damaged or no PDF"),
        (b"", "is empty"),
    ],
)
def test_files_that_give_no_text_are_one_clear_line(tmp_path, data, message):
    with pytest.raises(InputError, match=message) as caught:
        read_documents([write(tmp_path / "bad.pdf", data)])
    assert "\n" not in str(caught.value)
