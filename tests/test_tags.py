"""Tags that part a clause, stand in another clause or follow another tag; and acts of saying told by participles and in the passive."""

from __future__ import annotations

import pytest

from checker.analysis import analyse
from checker.attribution import attribute
from checker.document import Document
from checker.statement import Stance, Statement

Row = tuple[str | None, str | None, list[str]]


def statements(text: str) -> list[Statement]:
    return attribute(analyse(Document("d", text)))


def rows(text: str) -> list[Row]:
    return [(s.speaker.text if s.speaker else None, s.cue.text if s.cue else None, [c.text for c in s.content]) for s in statements(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Georgia released pictures which, it said, show a convoy leaving the depot at dawn.",
            [("it", "said", ["pictures which", "show a convoy leaving the depot at dawn"])],
        ),
        (
            "Ukraine's general staff denied the report, and showed a map that, it said, proves the town is held.",
            [("Ukraine's general staff", "denied", ["the report"]), ("it", "said", ["a map that", "proves the town is held"])],
        ),
        (
            "That was a lie, said Chad's defence ministry, whose planes, it said, had not left the ground.",
            [("Chad's defence ministry", "said", ["That was a lie"]), ("it", "said", ["whose planes", "had not left the ground"])],
        ),
        (
            "Armenia announced that two soldiers had died, denying that any had been in Sotk, where, it said, no gun had ever stood.",
            [
                ("Armenia", "announced", ["two soldiers had died"]),
                ("Armenia", "denying", ["any had been in Sotk"]),
                ("it", "said", ["where", "no gun had ever stood"]),
            ],
        ),
        # The raid is told by those who tell of the jets.
        (
            "The raid was flown by jets that, officials say, came from the north.",
            [("officials", "say", ["The raid was flown by jets that", "came from the north"])],
        ),
        ("After that, he said, nobody fired.", [("he", "said", ["nobody fired"])]),
    ],
)
def test_tags_in_relative_clauses(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels, the governor said on Monday, had burned two schools.", ("the governor", "said", ["The rebels", "had burned two schools"])),
        (
            "Both armies, the mediator said after a night of talks, had kept to the pause.",
            ("the mediator", "said", ["Both armies", "had kept to the pause"]),
        ),
        ("It was the rebels, the minister said, who had burned the bridge.", ("the minister", "said", ["It was the rebels", "who had burned the bridge"])),
        (
            "It was Eritrea, he added, that had broken the truce: 12 shells fell on Badme before dawn, and three hit the market.",
            ("he", "added", ["It was Eritrea", "that had broken the truce: 12 shells fell on Badme before dawn, and three hit the market"]),
        ),
        (
            "Nine drones crossed the river on Monday, the border guard said, correcting an earlier count of seven, and three of them fell in a field.",
            ("the border guard", "said", ["Nine drones crossed the river on Monday", "three of them fell in a field"]),
        ),
        (
            "Nor had any of its boats crossed the line, according to Tunis: one had lost its rudder and drifted.",
            ("Tunis", "according to", ["Nor had any of its boats crossed the line", "one had lost its rudder and drifted"]),
        ),
        (
            "“No soldier crossed the river,” said Ali Osman, the region's information minister, “and Cairo knows it.”",
            ("Ali Osman, the region's information minister", "said", ["No soldier crossed the river", "Cairo knows it"]),
        ),
        # A clause before the tag is whole: what follows tells when it was said.
        ("The bridge had fallen, the mayor said after a night of shelling.", ("the mayor", "said", ["The bridge had fallen"])),
    ],
)
def test_clauses_that_a_tag_parts(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The north had 40 dead by nightfall, said its governor, Tariku Abebe, and 30 had been hurt by shell splinters.",
            ("its governor, Tariku Abebe", "said", ["The north had 40 dead by nightfall", "30 had been hurt by shell splinters"]),
        ),
        (
            "About 900 people had fled Goma by dusk, said the mayor, Jean Kasongo, and two had drowned in the lake.",
            ("the mayor, Jean Kasongo", "said", ["About 900 people had fled Goma by dusk", "two had drowned in the lake"]),
        ),
        (
            "The shells came from the hill, according to a neighbor, Almaz Tesfaye.",
            ("a neighbor, Almaz Tesfaye", "according to", ["The shells came from the hill"]),
        ),
        ("Two wards burned down, its director, Dr. Idriss Mahamat, said.", ("its director, Dr. Idriss Mahamat", "said", ["Two wards burned down"])),
        ("The governor, who had left the town, said the road was open.", ("The governor, who had left the town", "said", ["the road was open"])),
    ],
)
def test_speakers_behind_their_verb_and_with_their_names(text: str, expected: Row) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The loss of a frigate, denied by the Ukrainian navy, was confirmed anew by the ministry in Moscow.",
            [
                ("the Ukrainian navy", "denied", ["The loss of a frigate"]),
                ("the ministry in Moscow", "confirmed", ["The loss of a frigate"]),
            ],
        ),
        (
            "Mali accused the rebels of burning the bridge, a charge denied by their spokesman.",
            [("Mali", "accused", ["the rebels", "burning the bridge"]), ("their spokesman", "denied", ["burning the bridge"])],
        ),
        (
            "By Friday evening 3,200 refugees were counted in the camps of Adre by the Chadian Red Cross.",
            [("the Chadian Red Cross", "counted", ["By Friday evening 3,200 refugees", "in the camps of Adre"])],
        ),
        ("Forty bodies were counted in the ruins by rescue workers.", [("rescue workers", "counted", ["Forty bodies", "in the ruins"])]),
        (
            "That the shells came from Chad, as the Nigerien army says, was denied by officials in Abeche.",
            [("the Nigerien army", "says", ["the shells came from Chad"]), ("officials in Abeche", "denied", ["the shells came from Chad"])],
        ),
        (
            'Dismissing as "stories for children" Kenyan claims that nine rebels had been killed, Colonel Abdi Warsame admitted the loss of two men.',
            [
                ("Colonel Abdi Warsame", "Dismissing", ["Kenyan claims that nine rebels had been killed"]),
                ("Colonel Abdi Warsame", "admitted", ["the loss of two men"]),
            ],
        ),
        ("Voters were registered by the commission in May.", []),
        ("After the truce was announced by Qatar, the guns fell silent.", []),
        ("The bridge, mined by rebels, was closed.", []),
    ],
)
def test_participles_and_passives(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No shell was fired from the hill, he went on.", [("he", "went on", ["No shell was fired from the hill"])]),
        ("“No one crossed the river,” the spokesman broke in.", [("the spokesman", "broke in", ["No one crossed the river"])]),
        ("“Nobody was there,” the governor put in.", [("the governor", "put in", ["Nobody was there"])]),
        ("The minister went on: “Nobody will leave the camp.”", [("The minister", "went on", ["Nobody will leave the camp"])]),
        ("As dusk fell, the soldiers broke in.", []),
        ("After a night of shelling along the river, the army went on.", []),
        ("The governor put in a request for more trucks on Monday.", []),
        ("The army went on to take the bridge that the rebels had mined.", []),
        (
            "The ministry told Kenya's envoy, called in for the second time this month, that his country had broken the truce.",
            [("The ministry", "told", ["his country had broken the truce"])],
        ),
    ],
)
def test_verbs_that_only_sometimes_say(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_a_tag_behind_a_tag_tells_both() -> None:
    found = statements("The tanks had crossed the river at dawn, a Thai officer told envoys on Tuesday, a diplomat who attended the briefing said.")
    outer, inner = sorted(found, key=lambda one: one.nested_in is not None)
    assert outer.content[0].text == "The tanks had crossed the river at dawn, a Thai officer told envoys on Tuesday"
    assert (inner.nested_in, inner.content[0].text) == (outer.statement_id, "The tanks had crossed the river at dawn")
    assert inner.speaker is not None
    assert inner.speaker.text == "a Thai officer"


def test_promise_told_by_another_around_whose_tag_it_stands() -> None:
    outer, inner = statements("Both camps, a Qatari mediator said in Doha on Sunday, have agreed to free the sick.")
    assert [span.text for span in outer.content] == ["Both camps", "have agreed to free the sick"]
    assert (inner.stance, inner.nested_in, inner.content[0].text) == (Stance.PROMISE, outer.statement_id, "to free the sick")


@pytest.mark.parametrize(
    "text",
    ["Guards left the hill, where, it said, no gun had ever stood.", "Nor had a single shell been fired, according to the navy."],
)
def test_negative_openings_deny(text: str) -> None:
    assert [statement.stance for statement in statements(text)] == [Stance.DENY]
