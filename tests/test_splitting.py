"""Sentences that tell several things: each becomes a claim of its own. Composed sentences; whole way from text, rules alone."""

from datetime import date

import pytest

from checker.analysis import language_model
from checker.claim import Claim, Polarity
from checker.config import Config
from checker.document import Document
from checker.gapped import gapped_counts
from checker.modality import is_negated
from checker.pipeline import extract_document, party_resolver
from checker.slot_model import Asked, Reading, SlotModel

LEAD = "Georgia and Armenia traded fire on Tuesday near Gyumri, officials on both sides said.\n"


class _NoModel(SlotModel):
    """Reads everything as unknown, so that the rules decide."""

    def __init__(self) -> None:
        pass

    def read(self, items: list[Asked]) -> list[Reading]:  # type: ignore[override]
        return [Reading({}, {None: 0.0}, {None: 0.0}, 0.0) for _ in items]


def claims(sentence: str) -> list[Claim]:
    document = Document("d", LEAD + sentence, outlet="Wire", published=date(2025, 12, 11))
    config = Config()
    _, found = extract_document(document, party_resolver(config), config, slot_model=_NoModel())
    return [claim for claim in found if not claim.statement_id.endswith("s01")]


def texts(sentence: str) -> list[str]:
    """Claims without the place and day that the story adds."""
    return [claim.text.replace(" in Gyumri", "").replace(" on 9 December 2025", "").rstrip(".") for claim in claims(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Armenia put its losses at three dead and seven wounded.", ["Three of Armenia's people were killed", "Seven of Armenia's people were wounded"]),
        ("Armenia put the dead at 26, seven of them pupils.", ["26 people were killed", "Seven pupils were killed"]),
        ("The Georgian army admitted the loss of two men and one fuel truck.", ["Georgia lost two men", "Georgia lost one fuel truck"]),
        (
            "Armenia said 84 soldiers were killed, 21 captured and 11 trucks burned.",
            ["84 soldiers were killed", "21 soldiers were captured", "11 trucks were burned"],
        ),
        (
            "Georgia claimed to have killed 75 soldiers and burned nine trucks.",
            ["Georgia has killed 75 soldiers", "Georgia has burned nine trucks"],
        ),
        (
            "Armenia said it had verified the deaths of 23 civilians, including nine women and six children.",
            ["23 civilians were killed", "Nine women were killed", "Six children were killed"],
        ),
        (
            "Yerevan reported seven dead and 19 wounded from Georgian fire in and around Vanadzor.",
            ["Seven people were killed from Georgian fire in and around Vanadzor", "19 people were wounded from Georgian fire in and around Vanadzor"],
        ),
        ("Armenia said a hospital had received nine bodies and 24 wounded.", ["A hospital had received nine bodies", "A hospital had received 24 wounded"]),
        (
            "A strike on Vanadzor killed four people and injured 17, Armenia said.",
            ["A strike on Vanadzor took place", "A strike on Vanadzor killed four people", "A strike on Vanadzor injured 17"],
        ),
        ("Georgia said nine vehicles and a fuel depot had been destroyed.", ["Nine vehicles had been destroyed", "A fuel depot had been destroyed"]),
        ("Armenia said a patrol found three wrecks but no trace of weapons.", ["A patrol found three wrecks", "A patrol found no trace of weapons"]),
        ("Armenia said of 31 people brought in, eight had died.", ["Of 31 people brought in, eight people had died"]),
    ],
)
def test_what_is_counted_apart_is_claimed_apart(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


def test_a_part_of_a_whole_is_not_counted_as_the_whole() -> None:
    (claim,) = claims("Armenia said of 31 people brought in, eight had died.")
    assert [amount.value for amount in claim.quantities] == [8]


def test_what_follows_from_two_verbs_is_told_once() -> None:
    found = texts("Armenia said the shelling began at dawn and lasted for six hours, driving about 300 families from their homes.")
    assert [text for text in found if "families" in text] == [
        "About 300 families were driven from their homes when the shelling lasted for six hours by 11 December 2025"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Georgia waved away talk of an Armenian convoy.", "There was no Armenian convoy"),
        ("Georgia mocked Armenia's story of a rocket convoy as a lullaby.", "There was no rocket convoy"),
        ("Georgia denied Armenian reports of two downed drones.", "There were no downed drones"),
        ("Georgia rejected the doctors' toll of 47.", "The doctors' toll of 47 is not true"),
        ("Georgia contradicted an Armenian announcement that Georgian troops had mined the road.", "Georgian troops had not mined the road"),
        ("Armenia said there was no truth in reports that it had moved tanks to Vanadzor.", "Armenia had not moved tanks to Vanadzor"),
        ('"It was not our drone that hit the bus," the Georgian ministry said.', "Georgia's drone did not hit the bus"),
        ('"Whoever says that a gun was fired here is lying," the Georgian ministry said.', "No gun was fired here"),
    ],
)
def test_a_denial_is_denied_whatever_its_words(sentence: str, expected: str) -> None:
    (claim,) = claims(sentence)
    assert claim.text.rstrip(".").removesuffix(" on 9 December 2025").removesuffix(" in Gyumri") == expected
    assert claim.polarity is Polarity.DENIED


def test_who_denies_that_nothing_fell_affirms() -> None:
    (claim,) = claims("Georgia denied Armenia's assertion that nothing fell on the city of Vanadzor.")
    assert (claim.text, claim.polarity) == ("Something fell on the city of Vanadzor.", Polarity.AFFIRMED)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Armenia lost 12 men, not 40.", False),
        ("The rockets came from the Armenian side and not from ours.", False),
        ("A patrol found three wrecks but no trace of weapons.", False),
        ("Not a wheel, not a wing was found.", True),
        ("The army did not fire, and not one shell fell.", True),
        ("No shell fell.", True),
    ],
)
def test_what_is_told_beside_an_affirmation_denies_nothing(text: str, denied: bool) -> None:
    assert is_negated(text) is denied


def test_a_setting_alone_is_no_claim() -> None:
    assert texts("In the clash at Vanadzor, the Georgian army said, six soldiers fell.") == ["Six soldiers fell"]


def test_sentences_with_subjects_of_their_own_are_no_gapped_counts() -> None:
    assert gapped_counts(list(language_model()("Six soldiers were killed, the army withdrew and the village burned"))) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "31 people, nine of them in critical condition, were being treated in the hospital, the Armenian ministry said.",
            ["31 people were being treated in the hospital on 11 December 2025", "Nine of the people were in critical condition on 11 December 2025"],
        ),
        (
            "The Armenian army said nineteen others were hurt, three of them critically, and some 60 camels and goats perished.",
            ["Nineteen others were hurt", "Three of the people were critically hurt", "Some 60 camels and goats perished"],
        ),
        (
            "The Georgian ministry said 13 people had been buried, two of whom nobody could recognize.",
            ["13 people had been buried", "Nobody could recognize two of the people"],
        ),
        (
            "The Georgian army said Armenian guns fired eleven times into the district, five of them at the resort.",
            ["Armenian guns fired eleven times into the district", "Armenian guns fired five times at the resort"],
        ),
        (
            "Four were servicemen, two were women and the seventh was a boy of 11, the Armenian army said.",
            ["Four were servicemen", "Two were women", "The seventh was a boy of 11"],
        ),
        (
            "The Armenian army said three of the dead were children, the youngest 14 months old, and 29 people were hurt.",
            ["Three of the dead were children", "29 people were hurt", "The youngest was 14 months old"],
        ),
        (
            "Georgia and Armenia announced jointly that the truce was being observed, that 11 units had been pulled back and that the gates would be opened.",
            ["The truce was being observed", "11 units had been pulled back", "The gates would be opened"],
        ),
        (
            "The Georgian army claimed 17 enemy fighters killed, two of them Russian mercenaries, and 11 vehicles destroyed.",
            ["17 enemy fighters were killed", "11 vehicles were destroyed", "Two Russian mercenaries were killed"],
        ),
        ("The Georgian army claimed 37 homes and a bakery wrecked.", ["37 homes were wrecked", "A bakery was wrecked"]),
        (
            "The Armenian army said at least nine Georgian servicemen had been killed and an armored carrier set on fire when the assault was thrown back.",
            [
                "At least nine Georgian servicemen had been killed when the assault was thrown back",
                "An armored carrier had been set on fire when the assault was thrown back",
            ],
        ),
        (
            "The Georgian ministry said the death toll from the shelling climbed to nine on Monday when a 22-year-old bride from Basra died in intensive care.",
            ["Nine people were killed from the shelling on 8 December 2025", "A 22-year-old bride from Basra died in intensive care"],
        ),
        ("The Georgian ministry named seven children and four women among the dead.", ["Seven children were killed", "Four women were killed"]),
        (
            "Georgia said it could establish neither the direction of fire nor the caliber.",
            ["Georgia could not establish the direction of fire", "Georgia could not establish the caliber"],
        ),
        (
            "The vessel, carrying eight soldiers, took at least 12 bullets, the Armenian army said.",
            ["The vessel, carrying eight soldiers, took at least 12 bullets", "The vessel was carrying eight soldiers"],
        ),
    ],
)
def test_what_is_told_of_a_part_or_beside_is_a_claim_of_its_own(sentence: str, told: list[str]) -> None:
    assert texts(sentence) == told


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The Armenian army dismissed reports of civilian dead as propaganda.", "No civilians were killed"),
        ("The Georgian police put the clash down to a feud between two gangs.", "The clash was due to a feud between two gangs"),
        ("Georgia laid the attack on the resort at Armenia's door.", "Armenia attacked the resort"),
        ("Georgian intelligence traced the rockets to a yard in Lori.", "The rockets were from a yard in Lori"),
        ("The Georgian defense force revised to 52 the number of rounds its men had let off.", "Georgia's men had let off 52 rounds"),
        ("The Georgian army put the number of shells Armenia had fired since noon at 40.", "Armenia had fired 40 shells since noon"),
    ],
)
def test_causes_and_denied_dead(sentence: str, text: str) -> None:
    assert texts(sentence) == [text]


@pytest.mark.parametrize(
    "sentence", ["Georgian minister Levan Abashidze traced his family to Lori.", "The Armenian general put down the rebellion to please the king."]
)
def test_no_cause_is_told_where_nothing_is_explained(sentence: str) -> None:
    assert texts(sentence) == []


def test_who_counts_and_says_is_not_who_is_counted() -> None:
    sentence = "The Armenian army counted 27 dead, 21 soldiers and six Russian paramilitaries, said it had taken nine prisoners, and mocked the enemy."
    found = claims(sentence)
    assert {claim.parties for claim in found} == {("ARM",)}
    assert found[-1].text.startswith("Armenia had taken nine prisoners")


def test_their_country_is_that_of_those_told_of() -> None:
    (claim,) = claims("The Armenian prosecutor alleged that two Georgian dealers had scouted for the army of their country.")
    assert claim.text.startswith("Two Georgian dealers had scouted for the army of Georgia")


@pytest.mark.parametrize("minimal", ["one finger on its side had touched a trigger", "a single shot had been fired from its side", "anyone had opened fire"])
def test_what_had_not_even_begun_is_no_event(minimal: str) -> None:
    assert len(texts(f"The Armenian army said its boat was struck before {minimal}.")) == 1


def test_a_clause_that_goes_on_behind_the_tag_leaves_nothing_hanging() -> None:
    told = texts("Georgia's chief of staff admitted that his troops had expended 40 rounds, though only, he contended, once bullets had hit their hull.")
    assert told[0] == "Georgia's troops had expended 40 rounds"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Verbs that share their object or their circumstance tell one thing.
        (
            "“No Armenian unit has flown, built or supplied a drone used in Lori,” the Armenian colonel said.",
            ["No Armenian unit has flown, built or supplied a drone used in Lori"],
        ),
        ("Armenia denied that its men lost and regained the hills.", ["Armenia's men did not lose or regain the hills"]),
        # Tolls with the number first.
        (
            "Two more soldiers have died, bringing to five the number killed by Georgian fire at Ashotsk, the Armenian army said.",
            ["Two more soldiers have died", "Five people were killed by Georgian fire at Ashotsk"],
        ),
        ("The Armenian prefect put at 1,300 the number of herders who had fled.", ["1,300 herders had fled by 11 December 2025"]),
        ("The Armenian prefect put the dead in Ashotsk at three, all of one family.", ["Three people, all of one family, were killed in Ashotsk"]),
        # Scorn for a figure or a tale denies it.
        ("Armenia's army scoffed at Georgia's figure of more than 20 fighters killed.", ["It is not true that more than 20 fighters were killed"]),
        ("The Armenian army ridiculed reports of dead nurses.", ["There were no dead nurses"]),
        ("Armenia mocked Georgia's portrayal of the two captives as deserters.", ["The two captives were not deserters"]),
        # Who is held responsible did what was told just before.
        (
            "A drone hit an Armenian garrison in Ashotsk, Armenia's army said. It held Georgia responsible, saying the drone came from the north.",
            ["A drone hit an Armenian garrison in Ashotsk", "Georgia hit an Armenian garrison in Ashotsk", "The drone came from the north"],
        ),
        ("The Armenian rebels claimed the raid.", ["Armenia carried out the raid"]),
        # What a tag parts is one sentence.
        (
            "When a patrol went there, the Armenian spokesman continued, it was greeted with machine-gun fire.",
            ["When a patrol went there it was greeted with machine-gun fire"],
        ),
        # Nobody is told of by "anyone who".
        (
            "Anyone who claims this attack for Armenia is lending his name to Georgia, Armenia's minister said.",
            ["Anyone who claims this attack for Armenia is lending his name to Georgia"],
        ),
        ("“The jets came at noon, one behind the other,” the Armenian general said.", ["The jets came at noon, one behind the other"]),
        (
            "The Armenian general put the number of Georgian soldiers killed at no fewer than eight. Georgia admits to one.",
            ["There were no fewer than eight Georgian soldiers killed", "There was one Georgian soldier killed"],
        ),
    ],
)
def test_one_thing_told_in_more_words(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected
