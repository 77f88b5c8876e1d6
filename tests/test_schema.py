import dataclasses
import json

import pytest
from factories import composed_result
from jsonschema import Draft202012Validator

from checker import schema
from checker.errors import InputError


@pytest.mark.parametrize("name", schema.NAMES)
def test_each_file_is_a_valid_schema(name):
    Draft202012Validator.check_schema(schema.load_schema(name))


@pytest.mark.parametrize("name", schema.RECORDS)
def test_files_and_dataclasses_agree(name):
    # After a change to a dataclass: write json.dumps(record_schema(name), indent=2, ensure_ascii=False) to the file.
    assert schema.load_schema(name) == schema.record_schema(name)


@pytest.mark.parametrize("name", schema.RECORDS)
def test_every_field_is_in_the_schema_and_required_where_it_has_no_default(name):
    kind, loaded = schema.RECORDS[name], schema.load_schema(name)
    extra = {"claims"} if name == "statement" else set()
    assert set(loaded["properties"]) == {field.name for field in dataclasses.fields(kind)} | extra
    assert set(loaded["required"]) == {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING}


def errors(name, value):
    validator = Draft202012Validator(schema.load_schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(json.loads(json.dumps(value)))]


def test_real_records_are_valid():
    result = composed_result()
    for name, records in [
        ("document", result.documents),
        ("statement", result.statement_records),
        ("claim", result.claim_records),
        ("pair", result.judgement_records),
    ]:
        assert records
        assert [error for record in records for error in errors(name, record.to_dict())] == []


def test_a_statement_may_carry_its_claims():
    result = composed_result()
    statement = result.statement_records[0].to_dict()
    claims = [claim.to_dict() for claim in result.claim_records[:2]]
    assert errors("statement", statement | {"claims": claims}) == []
    assert len(errors("statement", statement | {"claims": [claims[0] | {"polarity": "maybe"}]})) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stance": "regret"}, "'regret' is not one of"),
        ({"mode": None}, "None is not one of"),
        ({"content": []}, "[] should be non-empty"),
        ({"parties": ["THA", 5]}, "5 is not of type 'string'"),
        ({"speaker": {"start": -1, "end": 2, "text": "a"}}, "is not valid under any of the given schemas"),
        ({"speeker": None}, "Additional properties are not allowed"),
    ],
)
def test_wrong_statements_are_refused(change, message):
    (found,) = errors("statement", composed_result().statement_records[0].to_dict() | change)
    assert message in found


def test_wrong_documents_claims_and_pairs_are_refused():
    result = composed_result()
    assert errors("document", {"doc_id": "a"}) == ["'text' is a required property"]
    assert errors("document", {"doc_id": "a", "text": "b", "published": "24.12.2025"}) == ["'24.12.2025' is not a 'date'"]
    assert errors("document", {"doc_id": "a", "text": "b", "lean": "A"}) == []
    assert len(errors("claim", result.claim_records[0].to_dict() | {"event_date": "Wednesday"})) == 1
    assert len(errors("pair", result.judgement_records[0].to_dict() | {"p_support": 1.5})) == 1


def test_the_manifest():
    good = {
        "created": "2025-12-24T10:00:00+00:00", "python": "3.11.2", "versions": {"torch": "2.13.0"}, "model": {}, "configuration": {},
        "inputs": [{"doc_id": "a", "sha256": "0" * 64, "characters": 5, "outlet": None, "published": "2025-12-24"}],
        "skipped": [{"source": "b.txt", "reason": "is empty"}],
        "counts": {"documents": 1, "skipped": 1, "statements": 0, "claims": 0, "candidate_pairs": 0, "labels": {}}, "seconds": {"read": 0.1},
    }  # fmt: skip
    assert errors("manifest", good) == []
    assert errors("manifest", {**good, "inputs": [{**good["inputs"][0], "sha256": "0"}]}) != []
    assert errors("manifest", {key: value for key, value in good.items() if key != "counts"}) == ["'counts' is a required property"]


def test_an_unknown_name_is_refused():
    with pytest.raises(InputError, match=r"schema is '\.\./x'; expected one of document, statement, claim, pair, manifest"):
        schema.load_schema("../x")
