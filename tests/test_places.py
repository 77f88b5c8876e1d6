from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.gazetteer import lookup
from checker.places import PlaceRelation, compare_places, find_places


def names(text: str) -> list[str]:
    return [mention.name for mention in find_places(text) if mention.locative]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bombs fell in Ou Chrov district, Banteay Meanchey province.", ["Ou Chrov", "Banteay Meanchey"]),
        ("Jets struck a district in northwestern Cambodia on 11 December", ["northwestern Cambodia"]),
        ("It is rebuilding its arsenal south of the Litani River.", ["south of the Litani River"]),
        ("They fired across the Line of Control.", ["Line of Control"]),
        ("A shell hit Kfar Nowhere late on Wednesday.", ["Kfar Nowhere"]),
        ("fighting at Hill 123", ["Hill 123"]),
        ("along the Cambodia-Thailand border", ["Cambodia-Thailand border"]),
        ("in the town of Qarabulle and near Xyzabad", ["Qarabulle", "Xyzabad"]),
        ("a strike on El Fasher in North Darfur", ["El Fasher", "North Darfur"]),
        ("They returned to Doha on Monday.", ["Doha"]),
        ("at the Zorbia market", ["Zorbia"]),
        ("in Phum Xanadu village", ["Phum Xanadu"]),
        ("the bombardment of Zorbash went on", ["Zorbash"]),
        ("a boat sank off the islet of Kadronisi", ["Kadronisi"]),
        ("seized on the Zorbash River", ["Zorbash River"]),
        ("at the Zorbash crossing", ["Zorbash"]),
        ("fire from the Zorbash Road", ["Zorbash Road"]),
        ("the capture of Captain Miller", []),
        ("a house behind the bazaar of Zorbash", ["Zorbash"]),
        ("the Zorbash district of northern Iraq", ["Zorbash", "northern Iraq"]),
        ("three kilometers east of Zorbash", ["Zorbash"]),
        ("it was guided from Zorbash", ["Zorbash"]),
        ("the Democratic Party of Iranian Kurdistan said", []),
        ("two died at Zorbash Martyrs Hospital", []),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nobody was hurt.",
        "Prime Minister Hun Manet told the Bangkok Post",
        "the Thai Defense Ministry said",
        "Of course they may.",
        "in Thai territory in December",
        "General Paris spoke to Michael Jordan.",
        "They opened fire on Serbs.",
        "He joined NATO and the U.N. in Ramadan.",
        "the Headquarters for Prisoners of War and fighters near Justice and Equality Movement lines",
    ],
)
def test_no_places(text: str) -> None:
    assert names(text) == []


def test_actors_are_not_locative() -> None:
    (actor, target) = find_places("Thailand dropped bombs in Cambodia.")
    assert (actor.name, actor.locative, actor.country) == ("Thailand", False, "THA")
    assert (target.name, target.locative, target.country) == ("Cambodia", True, "KHM")


def test_country_of_the_document_decides_between_namesakes() -> None:
    text = "Shells fell in Tripoli."
    assert find_places(text, countries=["LBN"])[0].text == "Tripoli"
    ambiguous = "near Donetsk"
    assert find_places(ambiguous, countries=["UKR"])[0].country == "UKR"


def test_a_name_known_from_elsewhere_needs_no_context() -> None:
    text = "Xyzabad was held by the army."
    assert find_places(text) == []
    assert [mention.name for mention in find_places(text, known=["Xyzabad"])] == ["Xyzabad"]


def test_division_of_a_town() -> None:
    (mention,) = find_places("in Kadugli")
    assert (mention.country, mention.admin) == ("SDN", "south kordofan")


def test_gazetteer() -> None:
    assert lookup("KYIV") and lookup("Kyiv")[0].country == "UA"
    assert lookup("no such place anywhere") == ()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (["Ou Chrov", "Banteay Meanchey"], ["Banteay Meanchey"], PlaceRelation.INSIDE),
        (["Cambodia"], ["Poipet"], PlaceRelation.CONTAINS),
        (["Shusha"], ["Shushi"], PlaceRelation.SAME),
        (["Kyiv"], ["Kiev"], PlaceRelation.SAME),
        (["Ren'ai Reef"], ["Second Thomas Shoal"], PlaceRelation.SAME),
        (["Thai-Cambodian border"], ["Cambodia-Thailand border"], PlaceRelation.SAME),
        (["Sa Kaeo province"], ["Sa Kaeo"], PlaceRelation.SAME),
        (["Sa Kaeo"], ["Banteay Meanchey"], PlaceRelation.DISJOINT),
        (["Goma"], ["Bukavu"], PlaceRelation.DISJOINT),
        (["Cambodia"], ["Thailand"], PlaceRelation.DISJOINT),
        (["Dahyan"], ["Saada"], PlaceRelation.INSIDE),
        (["Izmail"], ["Ukraine"], PlaceRelation.INSIDE),
        (["northern Gaza"], ["Gaza Strip"], PlaceRelation.INSIDE),
        (["Nowhereville"], ["Xyzabad"], PlaceRelation.UNKNOWN),
        (["Poonch"], ["Line of Control"], PlaceRelation.UNKNOWN),
        ([], ["Cambodia"], PlaceRelation.UNKNOWN),
    ],
)
def test_compare(a: list[str], b: list[str], expected: PlaceRelation) -> None:
    reverse = {PlaceRelation.INSIDE: PlaceRelation.CONTAINS, PlaceRelation.CONTAINS: PlaceRelation.INSIDE}
    assert compare_places(a, b) is expected
    assert compare_places(b, a) is reverse.get(expected, expected)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ABCKabdeiklnoprstwy '’-.,0129"), max_size=60))
def test_offsets_hold_on_any_text(text: str) -> None:
    mentions = find_places("in " + text)
    for mention in mentions:
        assert ("in " + text)[mention.start : mention.end] == mention.text
    assert all(left.end <= right.start for left, right in pairwise(mentions))
