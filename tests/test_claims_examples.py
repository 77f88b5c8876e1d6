"""The example that `make demo` runs on is what its gold speaks of."""

import json
from datetime import date
from pathlib import Path

from jsonschema import Draft202012Validator

from checker.reading import read_documents

CLAIMS = Path(__file__).parent.parent / "claims"
STORIES = [json.loads(line) for line in (CLAIMS / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
GOLD = {"meridian-wire": "E01-N", "siam-morning-herald": "E01-A", "khmer-tribune": "E01-B"}


def test_a_web_page_a_text_file_and_a_json_line_are_read_as_the_stories_of_the_gold():
    reading = read_documents(CLAIMS / "examples" / "thailand_cambodia")
    assert reading.skipped == ()
    stories = {story["doc_id"]: story for story in STORIES}
    assert sorted(document.doc_id for document in reading.documents) == sorted(GOLD)
    for document in reading.documents:
        story = stories[GOLD[document.doc_id]]
        assert document.text == story["text"]
        assert (document.title, document.outlet) == (story["title"], story["outlet"])
        assert document.published == date.fromisoformat(story["published"])


def test_the_stories_are_readable_as_documents():
    reading = read_documents([CLAIMS / "stories.jsonl"])
    assert [document.doc_id for document in reading.documents] == [story["doc_id"] for story in STORIES]
    assert [document.text for document in reading.documents] == [story["text"] for story in STORIES]


def test_three_outlets_report_on_each_event():
    events = [story["event"] for story in STORIES]
    assert len(events) == 15
    assert {events.count(event) for event in events} == {3}
    assert set(json.loads((CLAIMS / "matrices.json").read_text(encoding="utf-8"))) == set(events)


def test_the_schemas_are_valid():
    for path in (CLAIMS / "schema").glob("*.json"):
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_claims_is_no_package():
    assert not list(CLAIMS.rglob("__init__.py"))
