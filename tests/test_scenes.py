from datetime import date

from checker.analysis import analyse
from checker.claim_types import type_table
from checker.document import Document
from checker.scenes import Scenes, holds, identity
from checker.story import Place, places_in, read_story


def scenes(text: str, *, title: str | None = None) -> Scenes:
    analysis = analyse(Document("d", text, title=title, published=date(2025, 3, 7)))  # a Friday
    return Scenes(analysis, read_story(analysis).places, type_table())


def test_the_lead_is_the_main_scene_and_another_place_is_another_one() -> None:
    found = scenes("Rebels shelled the market of Kidal on Tuesday. Two days later drones struck a convoy near Gao, the army said.")
    assert [(scene.place.name if scene.place else None, scene.day) for scene in found.scenes] == [("Kidal", date(2025, 3, 4)), ("Gao", date(2025, 3, 6))]
    assert [found.kind_of(scene) for scene in found.scenes] == ["ground_fire", "air_strike"]


def test_a_definite_noun_comes_back_to_its_scene() -> None:
    text = "Rebels shelled a market in Kidal on Tuesday. Drones struck a convoy near Gao on Thursday. The market was empty."
    analysis = analyse(Document("d", text, published=date(2025, 3, 7)))
    found = Scenes(analysis, read_story(analysis).places, type_table())
    last = list(analysis.paragraphs[0].doc.sents)[-1]
    link = found.find(last.text, list(last), [], [], last.start_char)
    assert link.scene is found.scenes[0]
    assert link.sure == 2


def test_a_day_picks_the_scene_that_has_it() -> None:
    found = scenes("Rebels shelled a market in Kidal on Tuesday. Drones struck a convoy near Gao on Thursday.")
    assert found.find("It was hit", [], [], [date(2025, 3, 6)], 0).scene is found.scenes[1]


def test_a_place_lies_in_another_where_the_text_puts_it_there() -> None:
    found = scenes("Rangers shelled Arnia, a town in Jammu district, on Tuesday. Drones struck Gao and Kidal on Thursday.")
    assert [[place.name for place in scene.places] for scene in found.scenes] == [["Arnia", "Jammu"], ["Gao"]]


def test_the_headquarters_where_an_officer_speaks_is_no_scene() -> None:
    found = scenes("Rebels shelled a market in Kidal on Tuesday. Nine people were killed, an officer at the headquarters in Bamako said.")
    assert [scene.place.name for scene in found.scenes if scene.place] == ["Kidal"]


def test_what_surrounds_a_place_is_kept_where_the_text_says_it() -> None:
    found = scenes("Rebels shelled the town of Er Rahad on Tuesday. Er Rahad, a railway town in North Kordofan state, has 40,000 people.")
    assert [place.name for place in found.scenes[0].places] == ["Er Rahad", "North Kordofan"]


def test_places_of_saying_and_of_origin_are_no_scenes() -> None:
    found = scenes("Officials told reporters in Geneva on Thursday that missiles launched from Bryansk had hit a depot at Shostka.")
    assert [scene.place.name for scene in found.scenes if scene.place] == ["Shostka"]


def test_the_title_places_a_lead_that_names_no_place() -> None:
    text = "SHOSTKA - Six workers were killed by missiles on Tuesday, the rescue service said. A fire broke out in Bryansk on Thursday."
    found = scenes(text, title="Six dead in Shostka")
    assert found.main is not None
    assert found.main.place is not None
    assert found.main.place.name == "Shostka"


def test_no_event_gives_no_scene() -> None:
    assert scenes("The harvest was good.").scenes == []
    assert scenes("The harvest was good.").main is None


def test_names_of_one_place_are_one() -> None:
    assert identity("Paracels") == identity("Xisha islands")
    assert identity("Gao") != identity("Kidal")


def test_a_province_holds_its_town() -> None:
    (town,) = places_in("in Shostka")
    assert holds(Place(0, 4, "Sumy", "UKR", "sumy"), town)
    assert not holds(Place(0, 4, "Bryansk", "RUS", "bryansk"), town)
