from collections.abc import Sequence
from typing import cast

import pytest
from factories import statement

from checker.analysis import analyse
from checker.attribution import attribute
from checker.document import Document, Span
from checker.parties import PartyResolver
from checker.slot_model import Asked, Reading, SlotModel
from checker.speaker_reading import chosen_speaker
from checker.statement import Mode, Statement
from checker.statement_parties import assign_parties

RESOLVER = PartyResolver()


def test_reciprocal_accusation_becomes_two_statements_and_ids_follow() -> None:
    text = "Thailand said it was calm. Peru and Chile have each accused the other of firing. Bolivia said Quito had told it to wait."
    document = Document("d", text)

    def span(words: str) -> Span:
        start = text.index(words)
        return document.span(start, start + len(words))

    rows = [
        ("Thailand", "said", "it was calm"),
        ("Peru and Chile", "accused", "the other of firing"),
        ("Bolivia", "said", "Quito had told it to wait"),
        ("Quito", "told", "to wait"),
    ]
    statements = [
        Statement(f"d:s{number:02d}", "d", span(speaker), span(cue), (span(content),), Mode.INDIRECT, nested_in="d:s03" if number == 4 else None)
        for number, (speaker, cue, content) in enumerate(rows, 1)
    ]
    assigned = assign_parties(statements, analyse(document), RESOLVER)
    assert [(one.statement_id, one.parties, one.nested_in) for one in assigned] == [
        ("d:s01", ("THA",), None),
        ("d:s02", ("PER",), None),
        ("d:s03", ("CHL",), None),
        ("d:s04", ("BOL",), None),
        ("d:s05", ("ECU",), "d:s04"),
    ]
    assert assigned[1].content == assigned[2].content


def test_each_alone_is_both_parties_in_turn() -> None:
    document = Document("d", "Peru and Chile said that the truce held, but each accused the other of firing.")
    each = document.span(45, 49)
    blame = Statement("d:s01", "d", each, document.span(50, 57), (document.span(58, 77),), Mode.INDIRECT)
    assert each.text == "each"
    assert [one.parties for one in assign_parties([blame], analyse(document), RESOLVER)] == [("PER",), ("CHL",)]


def test_quotation_without_speaker_continues_the_last() -> None:
    document = Document("d", "Hanoi said it was calm. The day was warm there. It will stay so.")
    first = statement(document, 1, document.span(0, 5), 11)
    second = statement(document, 2, None, 25)
    assert [one.parties for one in assign_parties([first, second], analyse(document), RESOLVER)] == [("VNM",), ("VNM",)]


def test_unresolved_speakers_keep_no_party() -> None:
    document = Document("d", "A man in a hat whistled. The singer said it was calm.")
    (one,) = assign_parties([statement(document, 1, document.span(25, 35), 41)], analyse(document), RESOLVER)
    assert one.parties == ()
    assert one.evidence == ""


def test_empty_document() -> None:
    assert assign_parties([], analyse(Document("d", " \n")), RESOLVER) == []


def test_each_calling_its_own_is_one_statement_a_party() -> None:
    story = "Ethiopia and Eritrea traded fire on Monday, both governments said, each calling its own attack a reply."
    analysis = analyse(Document("d", story))
    assert [one.parties for one in assign_parties(attribute(analysis), analysis, RESOLVER)][1:] == [("ETH",), ("ERI",)]


def test_it_after_its_words_is_none_of_those_named_in_them() -> None:
    text = "Peru's army denied shelling any village. Chilean conscripts had crossed the canal at dusk, it said. Bolivian trucks waited behind them, he added."
    analysis = analyse(Document("d", text))
    found = [(one.speaker.text if one.speaker else "", one.parties) for one in assign_parties(attribute(analysis), analysis, RESOLVER)]
    assert found[:2] == [("Peru's army", ("PER",)), ("it", ("PER",))]


def test_time_before_that_is_no_content() -> None:
    text = "Peru's interior minister, who had said a day earlier that no village was hit, acknowledged an error."
    analysis = analyse(Document("d", text))
    contents = [span.text for one in attribute(analysis) for span in one.content]
    assert "no village was hit" in contents


def speakers(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    analysis = analyse(Document("d", text))
    return [(one.speaker.text if one.speaker else None, one.parties) for one in assign_parties(attribute(analysis), analysis, RESOLVER)]


def test_a_name_without_an_office_is_a_private_person() -> None:
    text = 'LIMA — Peru and Ecuador fought on Monday. "They took everything," said Rosa Quispe, whose house burned. "We ran," Juan Paucar said.'
    assert speakers(text) == [("Rosa Quispe", ("LOCAL",)), ("Juan Paucar", ("LOCAL",))]


def test_the_ministry_of_the_capital_that_opens_the_sentence() -> None:
    text = "Pakistan's army said its post was shelled by Afghan troops. In Kabul, the Defense Ministry said nobody had fired. It rained."
    assert speakers(text) == [("Pakistan's army", ("PAK",)), ("the Defense Ministry", ("AFG",))]


def test_a_name_that_is_also_a_town() -> None:
    text = 'BEIJING — China and the Philippines traded charges. "It rammed us," said its spokesman, Gao Lixin. Gao told reporters that two men were hurt.'
    assert [codes for _, codes in speakers(text)] == [("CHN",), ("CHN",)]


def test_prisoners_are_not_of_the_side_that_shows_them() -> None:
    text = "TBILISI — Georgian and South Ossetian forces fought at dawn. A captured sergeant, seated beside a guard, said they had been told to fire."
    assert speakers(text) == [("A captured sergeant, seated beside a guard", ("OSS",))]


def test_who_has_a_rank_is_no_private_person() -> None:
    text = (
        "MANILA — A Chinese cutter rammed a Philippine boat. The boat's skipper, Chief Petty Officer Noel Mata, said it struck twice. A driver said he saw it."
    )
    assert [codes for _, codes in speakers(text)] == [("PHL",), ("LOCAL",)]


class OneAnswer:
    """A slot model that takes every speaker for one party, so surely."""

    def __init__(self, code: str, surely: float) -> None:
        self.code, self.surely = code, surely
        self.asked: list[Asked] = []

    def read(self, items: Sequence[Asked]) -> list[Reading]:
        self.asked = list(items)
        return [Reading({}, {}, {}, 0.0, speaker={code: self.surely * (code == self.code) - 9.0 for code in (None, *item.parties)}) for item in items]


def heard(text: str, model: OneAnswer) -> list[tuple[str, ...]]:
    analysis = analyse(Document("d", text))
    return [one.parties for one in assign_parties(attribute(analysis), analysis, RESOLVER, slot_model=cast(SlotModel, model))]


def test_the_slot_model_is_heard_where_it_is_far_surer_than_the_rules() -> None:
    text = "Peru shelled a Chilean post. The Chilean ministry said three men died. “Nobody shelled it,” the officer said. “Nobody at all.”"
    assert heard(text, OneAnswer("PER", 0.1))[0] == ("CHL",)
    sure = OneAnswer("PER", 9.0)
    assert set(heard(text, sure)) == {("PER",)}
    first = sure.asked[0]
    assert first.text == "The Chilean ministry said"
    assert {"PER", "CHL", "LOCAL"} <= set(first.parties)
    assert first.context[1:] == ("Peru shelled a Chilean post.", "The Chilean ministry said three men died.")


@pytest.mark.parametrize(
    ("found", "kind", "speaker", "chosen"),
    [
        (("PER",), "country", {}, ("PER",)),
        (("PER",), "country", {None: -5.0, "PER": -2.5, "CHL": -0.1}, ("PER",)),
        (("PER",), "country", {None: -5.0, "PER": -8.0, "CHL": -0.1}, ("CHL",)),
        (("PER", "BOL"), "both", {None: -5.0, "PER": -8.0, "BOL": -1.0, "CHL": -0.5}, ("PER", "BOL")),
        ((), None, {None: -0.1, "PER": -2.5, "CHL": -4.0}, ()),
        ((), None, {None: -6.0, "PER": -0.1, "CHL": -4.0}, ("PER",)),
        (("XYZ",), "organisation", {None: -3.0, "PER": -0.2}, ("PER",)),
    ],
)
def test_another_party_must_be_far_likelier(found: tuple[str, ...], kind: str | None, speaker: dict[str | None, float], chosen: tuple[str, ...]) -> None:
    assert chosen_speaker(found, kind, Reading({}, {}, {}, 0.0, speaker=speaker)) == chosen
