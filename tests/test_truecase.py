import pytest

from checker.config import Config
from checker.document import Document
from checker.parties import PartyResolver
from checker.pipeline import extract_document
from checker.truecase import is_shouted, truecased

# Composed wire text.
WIRE = """KABUL/ISLAMABAD, MARCH 4 (HARBOR) - PAKISTANI JETS STRUCK TWO VILLAGES IN KHOST PROVINCE ON TUESDAY, THE AFGHAN DEFENSE MINISTRY SAID.
PAKISTAN'S ARMY DENIED HARMING CIVILIANS. "NO VILLAGE WAS TARGETED," SPOKESMAN ASIM RAZA SAID."""


@pytest.mark.parametrize(
    ("shouted", "expected"),
    [
        ("RUSSIA'S FSB SAID IT DETAINED TWO MEN IN BELGOROD.", "Russia's FSB said it detained two men in Belgorod."),
        ("CHAD, TURKEY AND JORDAN MAY SEND AID ON 3 MAY, THE U.N. SAID.", "Chad, Turkey and Jordan may send aid on 3 May, the U.N. said."),
        ("THE MAN WHO SAID IT WAS IN THE PARK WITH US.", "The man who said it was in the park with us."),
        ("M23 REBELS HELD THE TOWN, COLONEL JEAN-LUC MBAYO SAID.", "M23 rebels held the town, colonel Jean-Luc Mbayo said."),
        ("The FSB said NATO and the UN met.", "The FSB said NATO and the UN met."),
        ("NATO UN EU", "NATO UN EU"),
        ("", ""),
    ],
)
def test_names_keep_their_capitals(shouted: str, expected: str) -> None:
    assert truecased(Document("d", shouted)).text == expected


def test_other_texts_stay_the_same_object() -> None:
    document = Document("d", "Hanoi said it was calm.", title="Calm")
    assert truecased(document) is document
    assert not is_shouted("BREAKING: Hanoi says it is calm")


def test_letters_that_grow_are_left() -> None:
    # A dotted capital I has a small form of two characters.
    text = "THE \u0130STANBUL TALKS ENDED WITHOUT A RESULT."
    assert len(truecased(Document("d", text)).text) == len(text)


def test_shouted_wire_text_gives_statements_with_its_own_words() -> None:
    document = Document("d", WIRE)
    statements, claims = extract_document(document, PartyResolver(), Config())
    assert [(one.speaker.text, one.parties) for one in statements if one.speaker] == [
        ("THE AFGHAN DEFENSE MINISTRY", ("AFG",)),
        ("PAKISTAN'S ARMY", ("PAK",)),
        ("SPOKESMAN ASIM RAZA", ("PAK",)),
    ]
    assert all(document.text[span.start : span.end] == span.text for one in statements for span in one.content)
    assert claims[0].text.startswith("Pakistani jets struck two villages in Khost province")
