from checker.analysis import analyse
from checker.document import Document
from checker.owners import read_owners
from checker.parties import PartyResolver


def owners(text: str) -> dict[str, str]:
    return read_owners(analyse(Document("d", text)), PartyResolver(), ("CHN", "VNM"))


def test_a_noun_said_of_one_side_is_its() -> None:
    assert owners("A Chinese cutter rammed a Vietnamese trawler. The cutter was not damaged.") == {"cutter": "CHN", "trawler": "VNM"}


def test_a_noun_said_of_both_sides_is_neithers() -> None:
    assert owners("A Chinese ship met a Vietnamese ship.") == {}


def test_only_what_acts_and_only_parties_of_the_document() -> None:
    assert owners("A Chinese hospital and a Thai ship were there.") == {}
