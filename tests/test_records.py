import json
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.claim import Bound, Claim, Modality, Polarity, Quantity
from checker.document import Document, Span
from checker.errors import InputError
from checker.judgement import Judgement, Label
from checker.records import Record
from checker.statement import Mode, Stance, Statement

texts = st.text(max_size=20)
codes = st.lists(st.sampled_from(["THA", "KHM", "UN"]), max_size=3).map(tuple)
days = st.none() | st.dates()
spans = st.builds(Span, st.integers(0, 99), st.integers(1, 100), texts)
numbers = st.floats(allow_nan=False, allow_infinity=False)
RECORDS = [
    st.builds(Document, texts, texts, st.none() | texts, st.none() | texts, days, st.none() | texts, st.none() | texts),
    st.builds(
        Statement, texts, texts, st.none() | spans, st.none() | spans, st.lists(spans, max_size=3).map(tuple),
        st.sampled_from(Mode), codes, st.sampled_from(Stance),
    ),
    st.builds(
        Claim, texts, texts, texts, codes, texts, texts, st.none() | texts, st.none() | texts, codes, days,
        st.lists(st.builds(Quantity, numbers, st.sampled_from(Bound), texts), max_size=2).map(tuple),
        st.sampled_from(Polarity), days, st.none() | texts, texts, st.sampled_from(Modality), codes, st.booleans(),
    ),
    st.builds(
        Judgement, texts, texts, texts, numbers, st.sampled_from(Label), numbers, numbers, numbers,
        st.lists(numbers, max_size=3).map(tuple), st.lists(numbers, max_size=3).map(tuple), codes, st.none() | texts, st.booleans(),
    ),
]  # fmt: skip


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(*RECORDS))
def test_a_record_comes_back_from_json_as_it_was(record):
    stored = json.loads(json.dumps(record.to_dict()))
    assert type(record).from_dict(stored) == record
    assert hash(type(record).from_dict(stored)) == hash(record)


def test_plain_values():
    claim = Claim("a:s01:0", "a:s01", "a", ("THA",), "It rained.", event_date=date(2025, 12, 24), quantities=(Quantity(20, Bound.AT_LEAST, "rockets"),))
    stored = claim.to_dict()
    assert list(stored)[:5] == ["claim_id", "statement_id", "doc_id", "parties", "text"]
    assert stored["event_date"] == "2025-12-24"
    assert stored["parties"] == ["THA"]
    assert stored["polarity"] == "affirmed" and type(stored["polarity"]) is str
    assert stored["quantities"] == [{"value": 20, "bound": "at_least", "unit": "rockets"}]


def test_missing_optional_and_unknown_fields():
    assert Document.from_dict({"doc_id": "a", "text": "b", "lean": "neutral"}) == Document("a", "b")
    assert Document.from_dict({"doc_id": "a", "text": "b", "published": None}).published is None


def test_numbers_are_taken_for_floats_only():
    assert Quantity.from_dict({"value": 20, "bound": "exact", "unit": "x"}).value == 20.0
    assert type(Quantity.from_dict({"value": 20, "bound": "exact", "unit": "x"}).value) is float


SPAN = {"start": 0, "end": 1, "text": "a"}
STATEMENT = {"statement_id": "s", "doc_id": "d", "speaker": None, "cue": None, "content": [SPAN], "mode": "direct"}


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        (Span, {"start": 0, "text": "a"}, "Span has no field 'end'; got start, text"),
        (Span, {}, "Span has no field 'start'; got nothing"),
        (Span, [1], r"Span is \[1\]; expected an object with named fields"),
        (Span, None, "Span is None; expected an object"),
        (Span, SPAN | {"start": "0"}, "Span.start is '0'; expected int"),
        (Span, SPAN | {"start": 0.5}, "Span.start is 0.5; expected int"),
        (Span, SPAN | {"start": True}, "Span.start is True; expected int"),
        (Span, SPAN | {"text": None}, "Span.text is None; expected str"),
        (Document, {"doc_id": "a", "text": "b", "published": "24.12.2025"}, "Document.published is '24.12.2025'; expected a date such as 2025-12-24"),
        (Document, {"doc_id": "a", "text": "b", "published": 5}, "Document.published is 5; expected a date"),
        (Quantity, {"value": "20", "bound": "exact", "unit": "x"}, "Quantity.value is '20'; expected float"),
        (Quantity, {"value": True, "bound": "exact", "unit": "x"}, "Quantity.value is True; expected float"),
        (Quantity, {"value": 20, "bound": "roughly", "unit": "x"}, "Quantity.bound is 'roughly'; expected one of exact, at_least, at_most, about"),
        (Quantity, {"value": 20, "bound": ["exact"], "unit": "x"}, r"Quantity.bound is \['exact'\]; expected one of"),
        (Statement, STATEMENT | {"content": SPAN}, "Statement.content is .*; expected a list"),
        (Statement, STATEMENT | {"speaker": 5}, "Span is 5; expected an object"),
        (Claim, {"claim_id": "c", "statement_id": "s", "doc_id": "d", "parties": "THA", "text": "x"}, "Claim.parties is 'THA'; expected a list"),
    ],
)  # fmt: skip
def test_errors_name_the_field_and_what_was_expected(kind, data, message):
    with pytest.raises(InputError, match=message) as caught:
        kind.from_dict(data)
    assert "\n" not in str(caught.value)


def test_a_long_wrong_value_is_cut():
    with pytest.raises(InputError) as caught:
        Span.from_dict(SPAN | {"start": "x" * 10_000})
    assert len(str(caught.value)) < 200


@dataclass(frozen=True, slots=True)
class Pair(Record):
    first: Span
    rest: tuple[Span, ...] = ()


def test_records_inside_records():
    pair = Pair(Span(0, 1, "a"), (Span(1, 2, "b"),))
    assert Pair.from_dict(pair.to_dict()) == pair
