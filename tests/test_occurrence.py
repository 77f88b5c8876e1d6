"""Place and day of claims in composed stories of many wars: what the sentence tells, and what it may take from the rest of the story."""

import pytest
from braced import PUBLISHED, claims_after

from checker.analysis import analyse
from checker.discourse import read_discourse
from checker.document import Document
from checker.parties import PartyResolver

# lead, then a sentence "speaker cue {content}"; parties; stance; places and day of the first claim
CASES = [
    # What else lies around a place is not said of it.
    (
        "Er Rahad, a railway town in North Kordofan state, was shelled on Monday.\nSudan said {RSF guns fired 20 rounds at Er Rahad}.",
        "SAF",
        "accuse",
        "Er Rahad|2025-06-09",
    ),
    # A leading region stays the place of victims of whom no more is said; of single strikes it isn't.
    ("Serbian gunmen fired on police in northern Kosovo on Sunday.\nKosovo said {two officers were wounded}.", "XKX", "accuse", "northern Kosovo|2025-06-08"),
    ("Ethiopian jets bombed the town of Adigrat on Tuesday.\nEritrea said {a drone was used against its post}.", "ERI", "accuse", "|2025-06-10"),
    # The two sides of a line fire across it.
    (
        "Armenia and Azerbaijan exchanged fire across the Line of Contact on Monday.\nArmenia said {Azerbaijani guns fired 200 rounds}.",
        "ARM",
        "accuse",
        "Line of Contact|2025-06-09",
    ),
    # How somebody fares is told as of the day of publication; an arrest is an event.
    ("Rebels shelled the market of Kidal on Monday.\nMali said {six traders were missing}.", "MLI", "assert", "-|2025-06-13"),
    ("Rebels shelled the market of Kidal on Monday.\nMali said {two of the traders were out of danger}.", "MLI", "assert", "-|2025-06-13"),
    # A line stays beside the region in which it lies.
    ("India said {Pakistan shelled posts on the Line of Control in Kashmir on Monday}.", "IND", "accuse", "Line of Control, Kashmir|2025-06-09"),
    # How far from a river is not where.
    ("Two tanks were seen near Yaroun on Tuesday.\nLebanon said {Israeli tanks stood 300 meters north of the Litani River}.", "LBN", "accuse", "-|-"),
    # What was taken months ago is another story.
    (
        "Drones hit a market in Kidal on Tuesday. The rebels seized Gao in January.\nMali said {the rebels killed six traders at the market}.",
        "MLI",
        "accuse",
        "Kidal|2025-06-10",
    ),
    # The day of a relative clause is that of another event.
    (
        "Armenian jets struck Ganja on Thursday.\nArmenia said {its jets had hit a depot from which villages were shelled a day earlier}.",
        "ARM",
        "assert",
        "-|2025-06-12",
    ),
    # What is said time and again has no day.
    ("Rockets hit Kutaisi on Tuesday.\nGeorgia has repeatedly accused {Armenia of rebuilding its arsenal}.", "GEO", "accuse", "|None"),
    # The day on which a town was taken is not that of an attack elsewhere.
    ("Rebels took the town of Goma on Sunday.\nThe Congolese army said {the M23 executed six men at Kashebere}.", "COD", "accuse", "Kashebere|None"),
    ("Rebels shelled the town of Goma on Sunday.\nThe Congolese army said {the M23 killed six men at Kashebere}.", "COD", "accuse", "Kashebere|2025-06-08"),
    # Messages have the day of no battle.
    ("Rockets hit Kutaisi on Tuesday.\nGeorgia said {the United States had assured it that the accord remained in force}.", "GEO", "assert", "|None"),
    # A running count and a state that lasts are of the day of publication, the dead that are told once of the day of the event.
    ("Rockets hit Kutaisi on Tuesday.\nGeorgia said {the dead of Tuesday's attack have risen to nine}.", "GEO", "assert", "-|2025-06-13"),
    ("Rebels seized ten soldiers at Gao on Tuesday.\nMali said {six of the soldiers are still being held}.", "MLI", "accuse", "-|2025-06-13"),
    ("Rockets hit Kutaisi on Tuesday.\nGeorgia said {nine people were killed}.", "GEO", "accuse", "-|2025-06-10"),
    # What can come on a weekday is told of no day past.
    ("Rockets hit Kutaisi.\nGeorgia said {monitors may visit the base from Saturday}.", "GEO", "assert", "-|2025-06-14"),
    # What a sentence tells of the place it names happened there; what lasts did not.
    ("Rockets hit Kutaisi on Tuesday.\nGeorgia said {a rocket at Kutaisi had torn a crane from the quay}.", "GEO", "accuse", "Kutaisi|2025-06-10"),
    ("Rockets hit Kutaisi on Tuesday.\nGeorgia said {Armenia was arming the rebels}.", "GEO", "accuse", "|-"),
    # An entry that is denied is one of the story's day.
    ("Armenian troops crossed the border on Tuesday.\nArmenia denied {that its soldiers had entered Azerbaijani territory}.", "ARM", "deny", "-|2025-06-10"),
    # Where they will meet is a place of the agreement, where it was signed is not.
    ("Mali and the rebels fought on Tuesday.\nMali said {the two sides had agreed to meet in Ouargla on June 20}.", "MLI", "assert", "Ouargla|2025-06-20"),
    ("Mali and the rebels fought on Tuesday.\nMali said {the rebels had broken the truce agreed in Ouargla}.", "MLI", "accuse", "|-"),
    # What may have landed is of the day of the bombing.
    ("Armenia bombed Kutaisi on Tuesday.\nArmenia said {one bomb may have landed outside the base}.", "ARM", "confirm", "-|2025-06-10"),
]


@pytest.mark.parametrize(("text", "parties", "stance", "wanted"), CASES, ids=[case[0][:40] for case in CASES])
def test_place_and_day(text: str, parties: str, stance: str, wanted: str) -> None:
    claim = claims_after(text, parties, stance)[0]
    places, day = wanted.split("|")
    assert places in ("-", ", ".join(claim.places))
    assert day in ("-", str(claim.event_date))


@pytest.mark.parametrize("name", ["Abbaspur", "Poonch"])
def test_a_town_of_a_disputed_area_is_given_to_nobody(name: str) -> None:
    from checker.places import find_places

    (place,) = find_places(f"Shells fell in {name}.", countries=("IND", "PAK"))
    assert place.country is None


def test_a_capital_in_which_a_ministry_sits_is_no_scene() -> None:
    from checker.clause_reading import story_of
    from checker.extraction import _scenes

    text = "One officer was killed, according to the State Committee for National Security in Dushanbe. Guards fought near Batken on Monday."
    analysis = analyse(Document("d", text, published=PUBLISHED))
    discourse = read_discourse(analysis, PartyResolver())
    scenes = _scenes(story_of(analysis, discourse), analysis, discourse, None)
    assert [scene.place.name for scene in scenes.scenes if scene.place] == ["Batken"]
