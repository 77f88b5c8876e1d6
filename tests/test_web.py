"""The review pages as a client without script sees them."""

from __future__ import annotations

import csv
import importlib.util
import io
import socket
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from factories import composed_result
from lxml import html as lxml_html
from serving import every_page, site_over, three_stories, workspace_file
from starlette.datastructures import FormData
from starlette.routing import Route
from starlette.testclient import TestClient

from checker import exports
from checker.cli import cli
from checker.document import Document
from checker.errors import CheckerError, InputError, Skipped
from checker.web import app
from checker.web.app import create_app
from checker.web.downloads import FORMATS
from checker.web.forms import decision_of, party_codes
from checker.web.marking import marked
from checker.web.opening import open_served
from checker.web.pages import local_path, page_number
from checker.web.rendering import address
from checker.web.server import serve
from checker.web.site import Site, clean_name
from checker.web.uploads import MAX_FILES, Upload, parsed_day, pasted_document, read_uploads
from checker.workspace import StatementView, Workspace

bundled = pytest.mark.bundled
ORIGIN = "http://127.0.0.1:8000"
Pages = tuple[TestClient, Site]


def client_of(site: Site) -> TestClient:
    return TestClient(create_app(site), base_url=ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    with site_over(workspace_file(tmp_path), reviewer="Ana") as site:
        yield client_of(site), site


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Pages]:
    with site_over(tmp_path / "new.db", create=True) as site:
        yield client_of(site), site


def pair_form(site: Site, value: str = "contradiction", **more: str) -> dict[str, str]:
    pair = site.workspace.queue(limit=1).items[0]
    ids = {"claim_a": pair.claim_a.claim_id, "claim_b": pair.claim_b.claim_id}
    return {"token": site.token, "kind": "pair_label", "value": value, "next": "/queue", **ids, **more}


def text_of(page: str) -> str:
    return " ".join(lxml_html.fromstring(page.encode()).text_content().split())


# Reading


@bundled
def test_every_page_answers_and_carries_the_policy(pages: Pages) -> None:
    client, site = pages
    for path in every_page(site):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "'unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


@bundled
def test_pages_hold_nothing_inline_and_load_nothing_from_elsewhere(pages: Pages) -> None:
    client, site = pages
    for path in every_page(site):
        tree = lxml_html.fromstring(client.get(path).text)
        assert not tree.xpath("//style | //script[not(@src)] | //*[@style]"), path
        assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")], path
        assert all(link.startswith("/static/") for link in tree.xpath("//script/@src | //link/@href | //img/@src"))


@bundled
def test_looking_changes_nothing(pages: Pages) -> None:
    client, site = pages
    before = site.workspace.version()
    for path in every_page(site):
        client.get(path)
    assert site.workspace.version() == before


@bundled
def test_matrix_filters_by_what_is_asked(pages: Pages) -> None:
    client, site = pages
    overview = site.workspace.overview()
    status, count = next(iter(overview.statuses.items()))
    assert f"{count} point" in text_of(client.get("/", params={"status": status}).text)
    assert "No point passes these filters." in text_of(client.get("/", params={"text": "nosuchwordanywhere"}).text)
    assert client.get("/", params={"since": "yesterday"}).status_code == 400
    assert client.get("/", params={"sort": "magic"}).status_code == 400
    assert client.get("/", params={"page": "999999999999999999999"}).status_code == 200


@bundled
def test_what_is_not_there_is_told(pages: Pages) -> None:
    client, _ = pages
    for path in ("/rows/none", "/documents/none", "/parties/XXX", "/correct?doc=none&claim=none", "/nothing", "/export/exe"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "Not found" in answer.text


@bundled
def test_row_shows_both_sides_with_the_quote_in_its_paragraph(pages: Pages) -> None:
    client, site = pages
    row = site.workspace.rows(status="contested", limit=1).items[0].row
    tree = lxml_html.fromstring(client.get(address("rows", row.row_id)).text)
    assert {tag.text_content().split()[-1] for tag in tree.xpath("//section[@class='side']//span[contains(@class, 'tag')]")} >= {"asserts", "denies"}
    assert len(tree.xpath("//section[@class='side']//blockquote[mark]")) >= 2
    assert tree.xpath("//li[contains(@class, 'pair')]//form//button[@value='contradiction']")


def test_a_new_workspace_asks_for_stories(empty: Pages) -> None:
    client, _ = empty
    answer = client.get("/")
    assert "Start with the stories" in answer.text
    assert lxml_html.fromstring(answer.text).xpath("//input[@type='file']/@accept")[0].startswith(".txt,.html")
    for path in ("/queue", "/documents", "/decisions", "/export"):
        assert client.get(path).status_code == 200


# Who may read and write


def test_other_names_of_this_machine_are_not_answered(empty: Pages) -> None:
    client, _ = empty
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "", "[", "0.0.0.0:8000"):
        assert client.get("/", headers={"Host": host}).status_code == 403, host
    for host in ("127.0.0.1", "localhost:9000", "LOCALHOST:1"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host


def test_posts_from_elsewhere_are_refused(empty: Pages) -> None:
    client, site = empty
    for origin in ("http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:8001", ""):
        answer = client.post("/reviewer", data={"token": site.token, "reviewer": "Eve", "next": "/"}, headers={"Origin": origin})
        assert answer.status_code == 403, origin
        assert "set-cookie" not in answer.headers


def test_every_post_needs_the_token_and_none_is_reached_by_get(empty: Pages) -> None:
    client, site = empty
    changing = [route.path for route in create_app(site).routes if isinstance(route, Route) and "POST" in (route.methods or ())]
    assert set(changing) == {"/add", "/decide", "/undo", "/remove", "/reviewer"}
    for path in changing:
        for token in ("", "wrong", "é", site.token + "x"):
            assert client.post(path, data={"token": token, "text": "x", "reviewer": "Eve"}).status_code == 403, (path, token)
        assert client.get(path).status_code == 405
    assert site.work.job is None


def test_too_large_a_form_is_refused(empty: Pages) -> None:
    client, site = empty
    assert client.post("/reviewer", data={"token": site.token, "reviewer": "x" * 2**21}).status_code == 413


def test_too_large_or_too_many_files_are_refused(empty: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    client, site = empty
    many = [("files", (f"{number}.txt", b"text", "text/plain")) for number in range(MAX_FILES + 1)]
    assert client.post("/add", data={"token": site.token}, files=many).status_code == 400
    assert site.work.job is None
    monkeypatch.setattr(app, "MAX_BYTES", 1000)
    small = client_of(site)
    assert small.post("/add", data={"token": site.token}, files=[("files", ("a.txt", b"x" * 2000, "text/plain"))]).status_code == 413
    chunks = iter([b"--x\r\n" + b"y" * 900, b"z" * 900])  # its size is not told beforehand
    assert small.post("/add", content=chunks, headers={"Content-Type": "multipart/form-data; boundary=x"}).status_code == 413
    assert site.work.job is None


def test_links_do_not_lead_elsewhere() -> None:
    assert local_path("/rows/a?b=1#c") == "/rows/a?b=1#c"
    for text in ("", "//evil.example", "https://evil.example", "/\\evil.example", "rows", "/a\r\nSet-Cookie: b=1", "/é", "javascript:alert(1)"):
        assert local_path(text) == "/", text


@bundled
def test_after_a_decision_nobody_is_sent_elsewhere(pages: Pages) -> None:
    client, site = pages
    assert client.post("/decide", data=pair_form(site, next="//evil.example")).headers["location"] == "/"


# Deciding


@bundled
def test_a_decision_is_kept_shown_and_undone(pages: Pages) -> None:
    client, site = pages
    form = pair_form(site, "not_comparable", note="about different days")
    answer = client.post("/decide", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    site.work.idle()
    record = site.workspace.decisions(limit=1).items[0]
    assert (record.reviewer, record.state, record.decision.value, record.decision.note) == ("Ana", "applied", "not_comparable", "about different days")
    assert "about different days" in client.get("/decisions").text
    assert (form["claim_a"], form["claim_b"]) not in {(pair.claim_a.claim_id, pair.claim_b.claim_id) for pair in site.workspace.queue(limit=999).items}
    assert client.post("/undo", data={"token": site.token, "decision_id": str(record.decision_id), "next": "/decisions"}).status_code == 303
    site.work.idle()
    assert {item.state for item in site.workspace.decisions().items if item.decision_id == record.decision_id} == {"undone"}
    assert client.post("/undo", data={"token": site.token, "decision_id": str(record.decision_id)}).status_code == 400
    assert client.post("/undo", data={"token": site.token, "decision_id": "first"}).status_code == 400


@bundled
def test_without_a_name_the_decision_waits_for_it(tmp_path: Path) -> None:
    with site_over(workspace_file(tmp_path)) as site:
        client = client_of(site)
        asked = client.post("/decide", data=pair_form(site, note="a <b>\n\nc"))
        assert "Who is reviewing?" in asked.text
        assert not site.workspace.decisions().items
        kept = {node.get("name"): node.get("value") for node in lxml_html.fromstring(asked.text).xpath("//main//input[@type='hidden']")}
        assert kept["note"].split() == ["a", "<b>", "c"]
        answer = client.post("/decide", data={**kept, "reviewer": "  Zoë\x00 <i>;\u202e "})
        assert answer.status_code == 303
        assert site.workspace.decisions(limit=1).items[0].reviewer == "Zoë <i>;"
        assert "Zoë &lt;i&gt;;" in client.get("/queue").text


@bundled
def test_a_malformed_decision_is_refused_in_words(pages: Pages) -> None:
    client, site = pages
    for wrong in ({"kind": "winner"}, {"value": "true"}, {"claim_a": "none"}):
        answer = client.post("/decide", data={**pair_form(site), **wrong})
        assert answer.status_code == 400, wrong
        assert "That did not work" in answer.text
    assert not site.workspace.decisions().items


@bundled
def test_party_and_claim_are_corrected(pages: Pages) -> None:
    client, site = pages
    claim = site.workspace.queue(limit=1).items[0].claim_a
    document = site.workspace.document(claim.doc_id)
    assert document is not None
    form = lxml_html.fromstring(client.get(address("correct", doc=claim.doc_id, claim=claim.claim_id, next="/decisions")).text).xpath("//form[.//textarea]")[0]
    answer = client.post("/decide", data={**dict(form.form_values()), "value": "", "text": "Something else was said."})
    assert answer.headers["location"] == "/decisions"
    assert site.workspace.decisions(limit=1).items[0].decision.value == {"text": "Something else was said."}
    unchanged = client.post("/decide", data={**dict(form.form_values()), "value": ""})
    assert unchanged.status_code == 400
    assert "nothing was changed" in unchanged.text
    party = {"token": site.token, "kind": "party", "statement_id": claim.statement_id, "scope": "statement", "parties": "Vietnam", "next": "/"}
    assert client.post("/decide", data=party).status_code == 303
    assert site.workspace.decisions(limit=1).items[0].decision.value == ["VNM"]
    site.work.idle()
    shown = site.workspace.document(claim.doc_id)
    assert shown is not None
    assert {view.statement.parties for view in shown.statements if view.statement.statement_id == claim.statement_id} == {("VNM",)}


@bundled
def test_rows_are_merged_and_split(pages: Pages) -> None:
    client, site = pages
    first, second = (view.row.row_id for view in site.workspace.rows(limit=2).items)
    before = site.workspace.overview().rows
    assert client.post("/decide", data={"token": site.token, "kind": "merge_rows", "row_ids": [first, second], "next": "/"}).status_code == 303
    site.work.idle()
    assert site.workspace.overview().rows == before - 1
    merged = site.workspace.row(first) or site.workspace.row(second)
    assert merged is not None
    leaving = merged.view.row.claim_ids[-1]
    form = {"token": site.token, "kind": "split_row", "row_id": merged.view.row.row_id, "claim_ids": [leaving], "next": "/"}
    assert client.post("/decide", data=form).status_code == 303
    site.work.idle()
    assert site.workspace.overview().rows == before
    assert client.post("/decide", data={"token": site.token, "kind": "merge_rows", "row_ids": [first]}).status_code == 400
    assert client.post("/decide", data={"token": site.token, "kind": "split_row", "row_id": first}).status_code == 400


def form_of(**fields: Any) -> FormData:
    return FormData([(name, value) for name, values in fields.items() for value in (values if isinstance(values, list) else [values])])


def test_only_what_was_changed_becomes_part_of_a_correction() -> None:
    overview: Any = SimpleNamespace(parties=(SimpleNamespace(code="KHM", name="Cambodia"),))
    form = form_of(
        kind="claim", claim_id="c", text="A.", was_text="A.", places="Ou Chrov,  Sa Kaeo", was_places="", actor="cambodia", was_actor="", event_date="",
        was_event_date="2025-12-11", value="",
    )  # fmt: skip
    assert decision_of(form, overview).value == {"actor": "KHM", "places": ["Ou Chrov", "Sa Kaeo"], "event_date": None}
    assert decision_of(form_of(kind="claim", claim_id="c", value="removed"), overview).value == {"removed": True}
    with pytest.raises(InputError, match="2025-12-24"):
        decision_of(form_of(kind="claim", claim_id="c", event_date="Monday", was_event_date=""), overview)
    assert party_codes("cambodia; tha ,KHM", overview) == ["KHM", "THA"]
    with pytest.raises(InputError, match="no party"):
        party_codes(" , ", overview)


def test_names_and_numbers_from_outside() -> None:
    assert clean_name("  A\nB\t\x00C  ") == "A B C"
    assert len(clean_name("x" * 500)) == 80
    assert [page_number(text) for text in ("3", "0", "-1", "", "two", "²", "9" * 30)] == [3, 1, 1, 1, 1, 1, 1]
    assert parsed_day(" 2025-12-24 ", "x") == date(2025, 12, 24)
    assert parsed_day("", "x") is None


# Hostile stories


@bundled
def test_hostile_text_stays_text(tmp_path: Path) -> None:
    with site_over(workspace_file(tmp_path, hostile=True), reviewer="Ana") as site:
        client = client_of(site)
        doc_id = next(item.doc_id for item in site.workspace.documents().items if "<" in item.doc_id)
        claims = site.workspace.claims(doc_id=doc_id).items
        assert claims
        paths = [address("documents", doc_id), address("correct", doc=doc_id, claim=claims[0].claim.claim_id), "/documents", "/", "/queue"]
        paths += [address("rows", view.row_id) for view in claims if view.row_id]
        for path in paths:
            page = client.get(path)
            assert page.status_code == 200, path
            assert "<script>window" not in page.text
            assert "<img src=x" not in page.text
            assert "<svg onload" not in page.text
            assert 'href="javascript' not in page.text
            assert "\u202e" not in page.text
        shown = client.get(address("documents", doc_id)).text
        assert "[U+202E]evil" in shown
        assert "{{ 7 * 7 }}" in shown
        form = {"token": site.token, "kind": "claim", "claim_id": claims[0].claim.claim_id, "value": "removed", "next": "/"}
        assert client.post("/decide", data=form).status_code == 303


# Stories from the browser


def test_uploads_of_other_kinds_and_sizes_are_refused() -> None:
    for name in ("tool.exe", "story.txt.zip", "x", "../../etc/passwd"):
        with pytest.raises(InputError, match="no kind of file"):
            read_uploads([Upload(name, b"text")], published=None)
    with pytest.raises(InputError, match="no file was chosen"):
        read_uploads([Upload("", b"")], published=None)


def test_uploads_are_read_as_the_files_they_are() -> None:
    text = (
        b"PHNOM PENH, 12 December 2025 - The defense ministry said on Friday that two soldiers had been killed near the border in fighting with Thai troops.\n"
    )
    uploads = [Upload("..\\..\\a/../story.txt", text), Upload("story.txt", text.replace(b"two", b"three")), Upload("empty.txt", b" ")]
    items = read_uploads(uploads, published=date(2025, 12, 13))
    documents = [item for item in items if isinstance(item, Document)]
    assert [document.doc_id for document in documents] == ["story", "story-2"]
    assert documents[0].published == date(2025, 12, 13)
    skipped = [item for item in items if isinstance(item, Skipped)]
    assert len(skipped) == 1
    assert "/" not in skipped[0].source


def test_a_pasted_story_has_an_id_of_its_text() -> None:
    text = "The defense ministry said on Friday that two soldiers had been killed near the border in fighting with Thai troops.\r\nMore."
    first, again = (pasted_document(text, title="Two killed: <b>", outlet="", url="", published=None)[0] for _ in range(2))
    other = pasted_document(text + " And more was said there.", title="Two killed: <b>", outlet="", url="", published=None)[0]
    assert isinstance(first, Document) and isinstance(other, Document)
    assert first == again
    assert first.doc_id.startswith("two-killed-b-")
    assert other.doc_id != first.doc_id
    assert "\r" not in first.text
    with pytest.raises(InputError, match="empty"):
        pasted_document(" \n", title="", outlet="", url="", published=None)


@bundled
def test_stories_are_added_in_the_background_and_only_once(empty: Pages) -> None:
    client, site = empty
    story = three_stories()[0]
    file = ("files", ("story.txt", story.text.encode(), "text/plain"))
    answer = client.post("/add", data={"token": site.token, "published": "2025-12-11"}, files=[file])
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents")
    assert "Reading 1 story" in text_of(client.get("/documents").text)
    assert client.post("/add", data={"token": site.token}, files=[file]).status_code == 400
    site.work.idle()
    assert "1 story added" in text_of(client.get("/documents").text)
    assert site.workspace.overview().claims > 5
    client.post("/add", data={"token": site.token, "published": "2025-12-11"}, files=[file])
    site.work.idle()
    assert "Nothing new, 1 story already here" in text_of(client.get("/documents").text)
    assert client.post("/remove", data={"token": site.token, "doc_id": "story"}).status_code == 303
    assert site.workspace.overview().documents == 0


def test_what_fails_in_the_background_is_told(empty: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    client, site = empty

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("<b>disk full</b>")

    monkeypatch.setattr(site.workspace, "add", broken)
    client.post("/add", data={"token": site.token, "text": three_stories()[0].text})
    site.work.idle()
    page = client.get("/documents").text
    assert "RuntimeError: &lt;b&gt;disk full" in page
    assert 'hx-trigger="load delay' not in page


# Taking away


@bundled
@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet", "report", "pairs", "jsonld", "label-studio"])
def test_exports_are_attachments(pages: Pages, name: str) -> None:
    client, site = pages
    client.post("/decide", data=pair_form(site))
    answer = client.get(f"/export/{name}")
    assert answer.status_code == 200
    assert answer.content
    assert answer.headers["content-disposition"].startswith("attachment; filename=")


@bundled
def test_taking_away_changes_nothing(pages: Pages) -> None:
    client, site = pages
    before = site.workspace.version()
    for path in ("/report", *(f"/export/{item.name}" for item in FORMATS)):
        assert client.get(path).status_code == 200
        assert client.post(path).status_code == 405
    assert site.workspace.version() == before


@bundled
def test_no_cell_of_a_spreadsheet_is_a_formula(tmp_path: Path) -> None:
    with site_over(workspace_file(tmp_path, hostile=True), reviewer="Ana") as site:
        client = client_of(site)
        claim = next(view.claim for view in site.workspace.claims(limit=999).items)
        form = {
            "token": site.token,
            "kind": "claim",
            "claim_id": claim.claim_id,
            "was_text": claim.text,
            "text": '=HYPERLINK("http://evil.example";"x")',
            "next": "/",
        }
        assert client.post("/decide", data=form).status_code == 303
        site.work.idle()
        for line in csv.reader(io.StringIO(client.get("/export/csv").content.decode())):
            assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        book = openpyxl.load_workbook(io.BytesIO(client.get("/export/xlsx").content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
        assert not [cell.value for cell in cells if cell.data_type == "f"]


@bundled
def test_a_decision_shows_the_hash_of_its_texts(pages: Pages) -> None:
    client, site = pages
    client.post("/decide", data=pair_form(site))
    record = site.workspace.decisions(limit=1).items[0]
    shown = text_of(client.get("/decisions").text)
    assert f"text {record.text_hash[:8]}" in shown
    assert f"Ana {record.decided.day} {record.decided:%b %Y}" in shown


@bundled
def test_the_report_is_read_as_a_stranger(pages: Pages) -> None:
    client, site = pages
    assert site.reports.get(patience=60)
    answer = client.get("/report")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in answer.headers["content-security-policy"]


@bundled
def test_a_report_that_takes_long_is_made_beside_the_pages_and_only_once(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    client, site = pages
    go, made = threading.Event(), []

    def slow(*_: Any) -> bytes:
        made.append(go.wait(30))
        return b"<p>report</p>"

    monkeypatch.setattr(exports, "export_bytes", slow)
    for _ in range(2):
        answer = client.get("/report")
        assert "is being made" in answer.text
        assert answer.headers["refresh"] == "1"
        assert client.get("/").status_code == 200
    go.set()
    assert site.reports.get(patience=30) == b"<p>report</p>"
    assert client.get("/report").content == b"<p>report</p>"
    assert made == [True]
    client.post("/decide", data=pair_form(site))
    site.work.idle()
    assert site.reports.get(patience=30)
    assert len(made) == 2  # the workspace has another version


# Marking a text


def test_inner_statements_are_marked_inside_outer_ones() -> None:
    document = composed_result().documents[0]
    outer, inner = (SimpleNamespace(content=(document.span(a, b),), speaker=None, cue=None) for a, b in ((10, 60), (20, 30)))
    views: Any = [StatementView(statement, None, ()) for statement in (outer, inner)]  # type: ignore[arg-type]
    pieces = marked(document.text, views)
    assert "".join(piece.text for piece in pieces) == document.text
    # Characters 0-10 belong to none, 10-60 to the outer statement, in which 20-30 belong to the inner one.
    found = [(piece.number, len(piece.text), piece.first) for piece in pieces]
    assert found == [(0, 10, False), (1, 10, True), (2, 10, True), (1, 30, False), (0, len(document.text) - 60, False)]
    assert [piece.text for piece in marked("", [])] == []


# Starting


def test_opening_says_what_is_wrong(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none", "no such file or folder"), (tmp_path, "neither workspace.db nor")):
        with pytest.raises(InputError, match=words), open_served(path):
            pass
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(InputError, match=r"documents\.jsonl: is missing"), open_served(tmp_path):
        pass
    (tmp_path / "documents.jsonl").write_text('{"doc_id": "a", "text": "It rained."}\n{"doc_id": 1}\n')
    with pytest.raises(InputError, match=r"documents\.jsonl:2: is no document"), open_served(tmp_path):
        pass
    assert not (tmp_path / "workspace.db").exists()
    (tmp_path / "documents.jsonl").write_text('{"doc_id": "a", "text": "It rained."}\n')
    with open_served(tmp_path) as opened:
        assert [story.doc_id for story in opened.stories] == ["a"]
    with open_served(tmp_path / "new.db") as opened:
        assert opened.workspace.overview().documents == 0
    (tmp_path / "text.txt").write_text("x")
    with pytest.raises(InputError), open_served(tmp_path / "text.txt"):
        pass


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"--port {port}: can't be used"):
            serve(tmp_path / "w.db", port=port, announce=lambda _: None)
    assert not (tmp_path / "w.db").exists()


def test_a_missing_extra_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "uvicorn" else object())
    with pytest.raises(CheckerError, match=r"the review pages need uvicorn; .*claim-consistency-checker\[serve\]") as caught:
        serve(tmp_path / "w.db", announce=lambda _: None)
    assert "\n" not in str(caught.value)


def test_the_command_refuses_what_is_no_workspace(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["serve", str(tmp_path / "none")])
    assert isinstance(result.exception, InputError)
    assert CliRunner().invoke(cli, ["serve", "--port", "70000", str(tmp_path)]).exit_code == 2


def test_workspace_is_shared_by_threads(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w.db", create=True) as workspace, site_over(tmp_path / "w.db") as site:
        assert site.overview() is site.overview()
        assert workspace.overview().documents == 0
