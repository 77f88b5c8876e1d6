"""Pronouns, owners and places of a claim by who speaks, where he is, and who was told of before; left alone where two compete."""

import pytest

from checker.analysis import analyse
from checker.claim import Claim
from checker.discourse import read_discourse
from checker.document import Document
from checker.extraction import extract_all
from checker.parties import PartyResolver
from checker.statement import Mode, Stance, Statement


def claims_of(text: str, speaker: str, content: str, party: str, *, quoted: bool = False, stance: Stance = Stance.ASSERT) -> list[Claim]:
    """Claims of the statement in which `speaker` says `content`, its last occurrence in `text`."""
    document = Document("d", text)
    analysis = analyse(document)

    def span(part: str):  # type: ignore[no-untyped-def]
        start = text.rindex(part)
        return document.span(start, start + len(part))

    mode = Mode.DIRECT if quoted else Mode.INDIRECT
    statement = Statement("d:s01", "d", span(speaker), span("told" if "said" not in text else "said"), (span(content),), mode, (party,), stance)
    return extract_all([statement], analysis, read_discourse(analysis, PartyResolver()))


def first(text: str, speaker: str, content: str, party: str, *, quoted: bool = False, stance: Stance = Stance.ASSERT) -> str:
    return claims_of(text, speaker, content, party, quoted=quoted, stance=stance)[0].text


CLASH = "Armenia and Azerbaijan fought along their border, both armies said on Monday.\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("They shelled Vardenis from three in the morning", "Azerbaijan shelled Vardenis"),
        ("Their drones hit two ambulances", "Azerbaijan's drones hit"),
        ("None of us had touched a weapon", "None of Armenia's people had touched a weapon"),
        ("A patrol came under rifle and grenade fire at noon", "A patrol came under rifle and grenade fire"),
        ("Not one round was fired on our side of the river", "Not one round was fired on Armenia's side of the river"),
        ("A shell came down on our bazaar", "A shell came down on an Armenian bazaar"),
        ("Not a shot had been fired from here", "Not a shot had been fired from Armenia's side"),
        # Those told of before who saw and heard are no enemies.
        ("Our pilots flew over the valley at dawn. They saw two launchers", "Armenia's pilots"),
        # No side is asleep.
        ("They were asleep on their mats", "They were asleep on their mats"),
        # The jets may still be meant.
        ("Our jets were over the valley, and they destroyed a bridge", "Armenia's jets"),
    ],
)
def test_in_a_quotation_they_are_the_other_side(content: str, expected: str) -> None:
    found = claims_of(CLASH + f"“{content},” the army's spokesman said.", "the army's spokesman", content, "ARM", quoted=True, stance=Stance.ACCUSE)
    assert found[0].text.startswith(expected)
    assert all("Armenia and Azerbaijan" not in claim.text and "Azerbaijan destroyed" not in claim.text for claim in found)


@pytest.mark.parametrize(
    ("before", "speaker", "content", "party", "expected"),
    [
        ("Two men were shot near the river on Friday.", "Georgia's police", "they were brothers", "GEO", "The men were brothers"),
        ("Peru fired on a boat of Chile.", "Residents", "she was born in Arica", "LOCAL", "She was born in Arica"),
        ("Peru boarded a trawler of Chile.", "Chile's navy", "he put his name to no document", "CHL", "He put his name to no document"),
        ("M23 rebels took Minova on Tuesday.", "The governor", "they had come from the hills", "COD", "The M23 rebels had come"),
        ("Swiss trucks stood at the border.", "Chad's government", "their clearance had been withdrawn", "TCD", "The Swiss trucks' clearance"),
        (
            "Chad knocked out three Sudanese posts.",
            "An officer",
            "nine soldiers had been killed in them",
            "TCD",
            "Nine soldiers had been killed in the Sudanese posts",
        ),
        ("The rebels seized Adre on Sunday.", "Chad's army", "its men had left it", "TCD", "Chad's men had left Adre"),
    ],
)
def test_in_reported_speech_they_are_those_told_of_before(before: str, speaker: str, content: str, party: str, expected: str) -> None:
    assert first(f"{before} {speaker} said that {content}.", speaker, content, party).startswith(expected)


def test_nothing_is_put_in_where_two_kinds_of_house_compete() -> None:
    found = claims_of("A shell hit a school and a clinic. Chad said that nine men had died in it.", "Chad", "nine men had died in it", "TCD")
    assert " in it" in found[0].text and not found[0].self_contained


@pytest.mark.parametrize(
    ("speaker", "content", "expected"),
    [
        ("Ani Petrosyan, a teacher in Sotk", "There was no soldier within a mile of us", "There was no soldier within a mile of Sotk"),
        ("Ani Petrosyan, a teacher in Sotk", "No one from here fired a shot", "No one from Sotk fired"),
        ("Ani Petrosyan, a teacher in Sotk", "Two shells went through the roof of our school", "Two shells went through the roof of Sotk's school"),
        ("Ani Petrosyan, a teacher in Sotk", "Three shells fell on us", "Three shells fell on local residents"),
        ("Ani Petrosyan, a teacher in Sotk", "I saw two missiles fall", "A resident saw two missiles fall"),
        ("a surgeon at Gavar's general hospital", "By noon we had 40 wounded", "By noon Gavar's general hospital had 40 wounded"),
    ],
)
def test_a_resident_speaks_of_the_place_that_he_is_in(speaker: str, content: str, expected: str) -> None:
    assert first(CLASH + f"“{content},” said {speaker}.", speaker, content, "LOCAL", quoted=True).startswith(expected)


def test_the_town_of_a_mayor_is_his_own_and_its_school_is_the_towns() -> None:
    text = CLASH + "Mines were found near Dashkasan. The mayor of Sotk said that the town had lost its power and that its only school was in ruins."
    found = claims_of(text, "The mayor of Sotk", "the town had lost its power and that its only school was in ruins", "ARM")
    assert [claim.text.split(" town")[0].split("'s")[0] for claim in found] == ["Sotk", "Sotk"]


def test_villages_that_are_told_apart_need_no_name() -> None:
    text = "Rama fell on Monday. About 900 people fled Korem and the villages around it, the U.N. said."
    assert "and the villages around it" in first(text, "the U.N.", "About 900 people fled Korem and the villages around it", "UN")


def test_a_town_named_in_apposition_is_the_town() -> None:
    text = "The market of Arbi, a town southeast of Adwa, burned on Monday. Adwa has a hospital; Adwa is near. Ethiopia said it had not shelled the town."
    assert "Arbi town" in first(text, "Ethiopia", "it had not shelled the town", "ETH", stance=Stance.DENY)


@pytest.mark.parametrize(
    ("sentence", "content", "party", "expected"),
    [
        (
            "The Eritrean minister told the Ethiopian ambassador that his country had broken the truce.",
            "his country had broken the truce",
            "ERI",
            "Ethiopia had broken",
        ),
        ("A Eritrean officer said his brigade had pulled out.", "his brigade had pulled out", "ERI", "A brigade of Eritrea had pulled out"),
        (
            "Eritrea's army said a call had come from Ethiopia's ambassador, and that he promised his men would leave.",
            "he promised his men would leave",
            "ERI",
            "Ethiopia's ambassador promised its men would leave",
        ),
    ],
)
def test_he_and_his_are_of_the_person_nearest(sentence: str, content: str, party: str, expected: str) -> None:
    speaker = sentence.split(" told")[0].split(" said")[0]
    text = "Eritrea and Ethiopia fought on Monday.\n" + sentence
    found = claims_of(text, speaker, content, party, stance=Stance.ACCUSE if "told" in sentence else Stance.ASSERT)
    assert any(claim.text.startswith(expected) for claim in found), [claim.text for claim in found]


@pytest.mark.parametrize(
    ("before", "speaker", "content", "quoted", "expected"),
    [
        ("A farmer was led away on Friday.", "Russia's border guards", "He crossed the state border", True, "The farmer crossed the state border"),
        ("Georgia's army freed Levan Gelashvili on Friday.", "Russia's army", "he had crossed the line", False, "Levan Gelashvili had crossed the line"),
        ("A woman and her son were led away.", "Russia's border guards", "She crossed the state border", True, "The woman crossed the state border"),
        # The minister who said it before is no one that is told of.
        ("The minister denied it.\nA shepherd was shot.", "Russia's border guards", "He ran towards the line", True, "The shepherd ran towards"),
    ],
)
def test_a_person_told_of_is_not_called_by_his_country(before: str, speaker: str, content: str, quoted: bool, expected: str) -> None:
    said = f"“{content},” {speaker} said." if quoted else f"{speaker.capitalize()} said {content}."
    text = f"Georgia and Russia fought along their border on Friday.\n{before}\n{said}"
    assert first(text, speaker if quoted else speaker.capitalize(), content, "RUS", quoted=quoted).startswith(expected)
