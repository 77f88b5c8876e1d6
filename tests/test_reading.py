import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from checker.document import Document
from checker.errors import InputError, Skipped
from checker.reading import MAX_SAME, MAX_SKIPPED, iter_documents, parse_day, read_documents
from checker.tables import check_columns

STORY = "The ministry said on Wednesday that the army had shelled the town. The army denied it."
FRENCH = "Le ministère de la défense a déclaré mercredi que des avions de chasse avaient bombardé plusieurs villages près de la frontière."
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Army denies shelling | The Wire</title>
<meta property="og:site_name" content="The Wire"><meta property="og:title" content="Army denies shelling">
<meta property="article:published_time" content="2025-12-24T23:30:00+07:00"><link rel="canonical" href="https://wire.example/a"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Army denies shelling</h1>{}</article><footer>(c) 2019 The Wire</footer></body></html>"""


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def reasons(inputs, good=None):
    """Reasons of what is skipped beside one good input."""
    reading = read_documents([*inputs, good or Document("good", STORY)])
    assert [document.doc_id for document in reading.documents][-1] == "good"
    return [f"{item.source}: {item.reason}" for item in reading.skipped]


# Text files


def test_text_file(tmp_path):
    (document,) = read_documents(put(tmp_path / "20251224_wire story.txt", "\ufeffTitle line\r\n" + STORY + "\r\n")).documents
    assert document == Document("20251224_wire-story", f"Title line\n{STORY}", published=date(2025, 12, 24), language="en")


def test_text_file_with_header(tmp_path):
    path = put(tmp_path / "a.txt", f"---\ntitle: A title\noutlet: The Wire\npublished: 2025-12-24\n---\n\n{STORY}\n")
    (document,) = read_documents([path]).documents
    assert (document.title, document.outlet, document.published, document.text) == ("A title", "The Wire", date(2025, 12, 24), STORY)


def test_the_given_date_is_for_documents_without_one(tmp_path):
    paths = [put(tmp_path / "2025-12-24-a.txt", STORY), put(tmp_path / "b.txt", STORY)]
    assert [document.published for document in read_documents(paths, published=date(2026, 1, 1)).documents] == [date(2025, 12, 24), date(2026, 1, 1)]


def test_a_single_line_of_five_megabytes_is_one_clear_line(tmp_path):
    text = STORY + " x" * 2_500_000
    for name, content in (("a.txt", text), ("a.jsonl", lines({"text": text})), ("a.csv", f"text\n{text}\n")):
        with pytest.raises(InputError, match=r"a\.\w+.*characters long; expected at most 2,000,000 a document"):
            read_documents([put(tmp_path / name, content)])


def test_a_single_line_of_nearly_two_megabytes_is_read(tmp_path):
    text = STORY + " x" * 900_000
    assert read_documents([put(tmp_path / "a.txt", text)]).documents[0].text == text
    assert len(read_documents([put(tmp_path / "a.csv", f"text\n{text}\n")]).documents[0].text) == len(text)


# Web pages


def test_web_page(tmp_path):
    page = PAGE.format(f"<p>{STORY}</p><p>“No one was hurt,” it said on Thursday.</p>")
    (document,) = read_documents([put(tmp_path / "page.html", page)]).documents
    assert document.text == f"{STORY}\n“No one was hurt,” it said on Thursday."
    assert (document.title, document.outlet, document.url) == ("Army denies shelling", "The Wire", "https://wire.example/a")
    assert document.published == date(2025, 12, 24)


def test_web_page_in_a_declared_character_set(tmp_path):
    page = PAGE.replace("utf-8", "windows-1252").format(f"<p>{STORY}</p><p>“Nabatiyé was not hit,” it said on Thursday.</p>")
    assert "“Nabatiyé was" in read_documents([put(tmp_path / "page.htm", page.encode("cp1252"))]).documents[0].text


def test_web_page_without_date_has_none(tmp_path):
    page = PAGE.replace("article:published_time", "x").replace("2025-12-24T23:30:00+07:00", "y").format(f"<p>{STORY}</p>")
    assert read_documents([put(tmp_path / "page.html", page)]).documents[0].published is None


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><script>var a = 'text';</script></body></html>",
        "<html><head><title>Army denies</title></head><body><nav><a href='/'>Home</a></nav></body></html>",
        "<" * 5000,
        "<div>" * 20_000,
    ],
)
def test_web_page_without_text(tmp_path, page):
    with pytest.raises(InputError, match=r"page\.html: holds no main text; expected a web page with an article"):
        read_documents([put(tmp_path / "page.html", page)])


# Tables


def test_json_lines_keep_their_text_and_fields(tmp_path):
    row = {
        "doc_id": 17,
        "text": f" {STORY}\r\n",
        "title": "T",
        "outlet": "W",
        "published": "2025-12-24T08:00:00Z",
        "url": "u",
        "language": "en-GB",
        "statements": [],
    }
    (document,) = read_documents([put(tmp_path / "a.jsonl", lines(row))]).documents
    assert document == Document("17", f" {STORY}\r\n", "T", "W", date(2025, 12, 24), "u", "en")


def test_bad_json_lines_are_named_and_the_others_read(tmp_path):
    content = (
        lines({"text": STORY})
        + '{"text": "broken\n\n[1]\n"x"\n'
        + lines({"text": STORY, "published": "yesterday"}, {"body": STORY}, {"text": 5}, {"text": " "})
    )
    path = put(tmp_path / "a.jsonl", content + lines({"text": STORY, "title": ["x"]}) + "[" * 100_000 + "\n" + lines({"text": STORY}))
    reading = read_documents([path])
    assert [document.doc_id for document in reading.documents] == ["a-1", "a-12"]
    assert [(item.source.removeprefix(str(path)), item.reason) for item in reading.skipped] == [
        (":2", "is broken JSON at column 17 (Invalid control character at); expected an object with 'text'"),
        (":4", 'is \'[1]\'; expected a JSON object such as {"text": "..."}'),
        (":5", 'is \'x\'; expected a JSON object such as {"text": "..."}'),
        (":6", "field 'published' is 'yesterday'; expected a date such as 2025-12-24"),
        (":7", "has no field 'text'; got body; rename 'body' to 'text'"),
        (":8", "field 'text' is 5; expected text"),
        (":9", "holds no text"),
        (":10", "field 'title' is ['x']; expected text"),
        (":11", "is JSON that can't be read (RecursionError: maximum recursion depth exceeded while decoding a JSON array)"),
    ]


def test_lone_surrogates_and_nul_are_replaced_one_for_one(tmp_path):
    (document,) = read_documents([put(tmp_path / "a.jsonl", '{"text": "The \\ud83d army\\u0000 said no.", "title": "\\udc00"}\n')]).documents
    assert document.text == "The \ufffd army\ufffd said no."
    assert document.text.encode()


def test_json_lines_in_utf_16_and_with_a_mark(tmp_path):
    for encoding in ("utf-16", "utf-8-sig"):
        path = put(tmp_path / f"{encoding}.jsonl", lines({"text": STORY}, {"text": STORY}).encode(encoding))
        assert len(read_documents([path]).documents) == 2


def test_json_list_object_and_lines(tmp_path):
    assert len(read_documents([put(tmp_path / "list.json", json.dumps([{"text": STORY}] * 2, indent=1))]).documents) == 2
    assert len(read_documents([put(tmp_path / "one.json", json.dumps({"text": STORY}, indent=1))]).documents) == 1
    assert len(read_documents([put(tmp_path / "lines.json", lines({"text": STORY}, {"text": STORY}))]).documents) == 2


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (",", "cp1252")])
def test_csv(tmp_path, delimiter, encoding):
    header = delimiter.join(["doc_id", "text", "published", "outlet"])
    row = delimiter.join(["d1", f'"{STORY}\nNabatiyé, ""said"" it; so"', "2025-12-24", ""])
    (document,) = read_documents([put(tmp_path / "a.csv", f"{header}\r\n{row}\r\n".encode(encoding))]).documents
    assert document == Document("d1", f'{STORY}\nNabatiyé, "said" it; so', published=date(2025, 12, 24), language="en")


def test_csv_rows_are_named_by_their_first_line(tmp_path):
    content = f'text,published\n"{STORY}\nsecond line",2025-12-24\nThe army, they said, left,\n"{STORY}",soon\n'
    reading = read_documents([put(tmp_path / "a.csv", content)])
    assert [(item.source.rpartition("/")[2], item.reason) for item in reading.skipped] == [
        ("a.csv:4", "has 4 fields; expected 2 as in the header; quote texts that hold a ','"),
        ("a.csv:5", "field 'published' is 'soon'; expected a date such as 2025-12-24"),
    ]


def test_parquet_streams_with_typed_columns(tmp_path):
    frame = pd.DataFrame({"text": [STORY, STORY, None], "published": pd.to_datetime(["2025-12-24", None, None]), "extra": [1, 2, 3]})
    frame.to_parquet(tmp_path / "a.parquet")
    reading = read_documents([tmp_path / "a.parquet"])
    assert [(document.doc_id, document.published) for document in reading.documents] == [("a-1", date(2025, 12, 24)), ("a-2", None)]
    assert [(item.source.rpartition("/")[2], item.reason) for item in reading.skipped] == [("a.parquet:row 3", "holds no text")]


def test_frames_and_documents():
    frame = pd.DataFrame({"text": [STORY, STORY], "outlet": ["W", float("nan")], "published": [pd.Timestamp("2025-12-24"), pd.NaT], "title": [pd.NA, "T"]})
    document = Document("mine", STORY)
    reading = read_documents([frame, document])
    assert [item.doc_id for item in reading.documents] == ["table1-1", "table1-2", "mine"]
    assert [item.outlet for item in reading.documents] == ["W", None, None]
    assert [item.title for item in reading.documents] == [None, "T", None]
    assert len(read_documents(frame).documents) == 2
    assert len(read_documents(document).documents) == 1


def test_a_misnamed_optional_column_is_logged(caplog):
    check_columns(["text", "date"], "a.csv")
    assert caplog.messages == ["a.csv: field 'date' is not read; rename it to 'published' if it holds that"]


@pytest.mark.parametrize(
    ("columns", "hint"), [(["content"], "rename 'content' to 'text'"), (["Text"], "rename 'Text'"), (["premise"], "name the column"), ([], "got nothing")]
)
def test_a_missing_text_column_comes_with_a_hint(columns, hint):
    with pytest.raises(InputError, match=hint):
        check_columns(columns, "a.csv")


# What is wrong with a file


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", "", "is empty"),
        ("blank.txt", " \n\n", "is empty"),
        ("empty.jsonl", "", "is empty; expected one JSON object a line"),
        ("empty.json", "", "is empty"),
        ("empty.csv", "", "is empty; expected a header line"),
        ("empty.html", "", "is empty"),
        ("empty.parquet", "", "is damaged or no Parquet file"),
        ("binary.txt", bytes(range(256)) * 8, "is binary; expected text"),
        ("binary.html", b"\x00\x01\x02\x03" * 100, "is binary"),
        ("binary.csv", b"\x00\x01\x02\x03\xff" * 100, "is binary"),
        ("binary.parquet", b"PAR1" + bytes(100), "is damaged or no Parquet file"),
        ("really.txt", b"%PDF-1.4 abc", "is a PDF document; rename it to .pdf"),
        ("column.csv", "title,body\na,b\n", "has no field 'text'; got title, body; rename 'body' to 'text'"),
        ("broken.json", '{"text": ', "is broken JSON at column"),
        ("number.json", "5", "is '5'; expected an object with 'text'"),
        ("story.docx", b"PK\x03\x04", "is of kind '.docx'; expected one of .txt"),
        ("french.txt", FRENCH, "is in French; expected English; translate it first"),
        ("header.txt", f"---\npublished: 24/12\n---\n{STORY}", "field 'published' is '24/12'; expected a date such as 2025-12-24"),
        ("tagged.jsonl", lines({"text": STORY, "language": "km"}), "is in language 'km'; expected English"),
    ],
)
def test_bad_files_are_one_line_each_and_never_stop_the_others(tmp_path, name, content, reason):
    path = put(tmp_path / name, content)
    (found,) = reasons([path])
    assert found.startswith(str(path)) and reason in found and "\n" not in found
    with pytest.raises(InputError) as caught:
        read_documents([path])
    assert reason in str(caught.value) and str(path) in str(caught.value)


def test_bad_paths(tmp_path):
    (tmp_path / "empty").mkdir()
    found = reasons([tmp_path / "none.txt", tmp_path / "empty", f"{tmp_path}/*.html", "a\0b", "x" * 5000, "/dev/null"])
    assert [text.partition(": ")[2].split(";")[0] for text in found] == [
        "does not exist",
        "holds no files",
        "matches no file",
        "does not exist",
        "does not exist",
        "is no regular file",
    ]


def test_nothing_read_tells_the_first_reasons(tmp_path):
    with pytest.raises(InputError, match=r"^none of 4 inputs could be read: \S+0: does not exist; .*; and 1 more$"):
        read_documents([tmp_path / str(n) for n in range(4)])
    with pytest.raises(InputError, match="no input given"):
        read_documents([])
    with pytest.raises(InputError, match="input is 5; expected a path, a Document or a DataFrame"):
        read_documents([5])  # type: ignore[list-item]


def test_a_file_without_permission_or_that_vanishes(tmp_path, monkeypatch):
    path = put(tmp_path / "a.txt", STORY)
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert reasons([path]) == [f"{path}: can't be read (Permission denied); check the file and its permissions"]


def test_a_file_beyond_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("checker.formats.MAX_DOCUMENT", 2**20)
    (found,) = reasons([put(tmp_path / "a.txt", STORY * 15_000)])
    assert "is larger than 1 MB; expected one document" in found


def test_a_line_beyond_the_limit_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr("checker.tables.MAX_DOCUMENT", 1000)
    path = put(tmp_path / "a.jsonl", lines({"text": STORY}, {"text": STORY * 100}, {"text": STORY}))
    reading = read_documents([path])
    assert [document.doc_id for document in reading.documents] == ["a-1", "a-3"]
    assert [item.source for item in reading.skipped] == [f"{path}:2"]


def test_many_bad_rows_are_counted(tmp_path):
    same = put(tmp_path / "same.jsonl", lines(*[{"premise": "x"}] * 1000))
    assert len(reasons([same])) == MAX_SAME + 1
    different = put(tmp_path / "different.jsonl", lines(*[{"text": STORY, "published": f"day {n}"} for n in range(100)]))
    found = reasons([different])
    assert len(found) == MAX_SKIPPED + 1
    assert found[-1].endswith("80 more rows could not be used, for reasons such as those above")


# Where inputs come from


def test_folders_are_read_in_order_of_names(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "README.md", "c.jpg"):
        put(tmp_path / name, lines({"text": STORY}) if name.endswith("jsonl") else STORY)
    reading = read_documents(tmp_path)
    assert [document.doc_id for document in reading.documents] == ["b", "z", "c"]
    assert [Path(item.source).name for item in reading.skipped] == ["README.md", "c.jpg"]
    assert [document.doc_id for document in read_documents(str(tmp_path / "README.md")).documents] == ["README"]


def test_globs_and_the_same_file_twice(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.txt", "[d].txt"):
        put(tmp_path / name, STORY)
    reading = read_documents([f"{tmp_path}/**/*.txt", tmp_path / "a.txt", tmp_path / "[d].txt"])
    assert [document.doc_id for document in reading.documents] == ["[d]", "a", "b", "c"]


def test_ids_are_unique_and_the_same_in_every_run(tmp_path):
    for name in ("x/story.txt", "y/story.txt", "z/story.txt"):
        put(tmp_path / name, STORY)
    given = put(tmp_path / "zz/zz.jsonl", lines({"doc_id": "story", "text": STORY}, {"doc_id": "s", "text": STORY}, {"doc_id": "s", "text": STORY}))
    reading = read_documents(tmp_path)
    assert [document.doc_id for document in reading.documents] == ["story", "story-2", "story-3", "s"]
    assert [item.source for item in reading.skipped] == [f"{given}:1", f"{given}:3"]
    assert reading.skipped[0].reason == f"doc_id 'story' is taken by {tmp_path}/x/story.txt; expected one of its own; rename or leave it out"
    assert read_documents(tmp_path) == reading


def page_bytes():
    return PAGE.format(f"<p>{STORY}</p>").encode()


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (STORY.encode(), 1),
        (lines({"text": STORY}, {"text": STORY}).encode() * 100, 200),
        (json.dumps([{"text": STORY}]).encode(), 1),
        (json.dumps({"text": STORY}, indent=1).encode(), 1),
        (f'title,text\na,"{STORY}"\n'.encode(), 1),
        (page_bytes(), 1),
    ],
)
def test_standard_input_is_recognised_by_its_first_bytes(monkeypatch, data, count):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert len(read_documents(["-"]).documents) == count


def test_empty_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(InputError, match="<stdin>: is empty"):
        read_documents(["-"])


def test_documents_come_one_by_one(tmp_path):
    """A broken line at the end of a file does not keep the first document back."""
    path = put(tmp_path / "a.jsonl", lines(*[{"text": STORY}] * 1000) + "broken\n")
    stream = iter_documents([path])
    assert isinstance(next(stream), Document)
    assert isinstance(list(stream)[-1], Skipped)


# Dates


@pytest.mark.parametrize(
    "value",
    [
        *("2025-12-24", "20251224", "2025-12-24T23:30:00+07:00", "2025-12-24 08:00", " 2025/12/24 ", "Wed, 24 Dec 2025 08:00:00 GMT"),
        *("24 December 2025", "December 24, 2025", "Dec. 24, 2025", "24th December 2025", "Wednesday, December 24, 2025"),
        date(2025, 12, 24),
        datetime(2025, 12, 24, 23, 30, tzinfo=UTC),
        pd.Timestamp("2025-12-24"),
    ],
)
def test_dates_that_are_understood(value):
    assert parse_day(value) == date(2025, 12, 24)


@pytest.mark.parametrize(
    "value", ["03/04/2025", "soon", "2025-13-01", "2025-02-30", "24.12.", "1766534400", 1766534400, 20251224.0, True, "Wednesday", "a" * 10_000, []]
)
def test_what_is_no_date_or_more_than_one(value):
    with pytest.raises(InputError, match=r"field 'published' is .{1,70}; expected a date such as 2025-12-24"):
        parse_day(value)


def test_missing_date_is_read_from_the_words_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "story.txt"
    path.write_text("CARACAS, 5 March 2024 - Venezuela said on Tuesday that a survey ship had entered its waters and left again.", encoding="utf-8")
    document = read_documents([path]).documents[0]
    assert document.published == date(2024, 3, 5)
    assert document.dated_by == 'dateline "CARACAS, 5 March 2024"'
    assert "--published" in caplog.text
    # A date that is given is never replaced, and says nothing about words.
    assert read_documents([path], published=date(2020, 1, 1)).documents[0].dated_by is None
