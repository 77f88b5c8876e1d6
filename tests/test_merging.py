"""Rules and tagger together, with a tagger that finds what each test tells it to find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import pytest

from checker.analysis import analyse
from checker.attribution import attribute, find_attributions
from checker.document import Document
from checker.statement import Mode
from checker.tagging import Attribution, Tagger


class Told:
    """A tagger that finds the given parts of the text."""

    def __init__(self, *found: tuple[str, str, Sequence[str]]) -> None:
        self.found = found

    def attributions(self, text: str) -> list[Attribution]:
        def span(part: str) -> tuple[int, int]:
            return text.index(part), text.index(part) + len(part)

        return [Attribution(span(cue), (span(source),) if source else (), tuple(map(span, content))) for source, cue, content in self.found]


def statements(text: str, *found: tuple[str, str, Sequence[str]]) -> list[tuple[Any, ...]]:
    made = attribute(analyse(Document("d", text)), tagger=cast("Tagger", Told(*found)))
    return [(s.speaker.text if s.speaker else None, s.cue.text if s.cue else None, [c.text for c in s.content], s.mode) for s in made]


def test_a_find_of_the_tagger_joins_the_statements() -> None:
    text = "The envoy bellowed that “not one truck has crossed the bridge this week.”"
    content = "that “not one truck has crossed the bridge this week.”"
    assert statements(text) == []
    # "that" and the marks are left out, as in every statement.
    assert statements(text, ("The envoy", "bellowed", [content])) == [
        ("The envoy", "bellowed", ["not one truck has crossed the bridge this week"], Mode.DIRECT)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A belief, an act, a wish: no act of speech.
        ("The envoy suspected that the bridge had been blown up.", ("The envoy", "suspected", ["that the bridge had been blown up"])),
        ("The court filed a motion to unseal the old records.", ("The court", "filed", ["a motion to unseal the old records"])),
        ("The envoy may say that the bridge is open again.", ("The envoy", "say", ["that the bridge is open again"])),
        ("The envoy never said that the bridge was open.", ("The envoy", "said", ["that the bridge was open"])),
        # Nobody says it, or the reporter does.
        ("It was said that the bridge had been blown up.", ("", "said", ["that the bridge had been blown up"])),
        ("We wrote that the bridge had been blown up.", ("We", "wrote", ["that the bridge had been blown up"])),
        # Too little to be checked.
        ("The envoy murmured “yes” and left.", ("The envoy", "murmured", ["“yes”"])),
        # A cue inside a quotation is part of what is quoted.
        ("“The mayor roared that “it is all over now” at noon,” he sang.", ("The mayor", "roared", ["“it is all over now”"])),
    ],
)
def test_what_is_no_speech_stays_out(text: str, found: tuple[str, str, Sequence[str]]) -> None:
    added = {tuple(map(str, row)) for row in statements(text, found)} - {tuple(map(str, row)) for row in statements(text)}
    assert added == set()


def test_cues_that_no_rule_knows_are_left_to_the_tagger() -> None:
    text = "64 shells on its streets, the town’s rescuers counted."
    assert statements(text) == []
    found = ("the town’s rescuers", "counted", ["64 shells on its streets"])
    assert statements(text, found) == [("the town’s rescuers", "counted", ["64 shells on its streets"], Mode.INDIRECT)]
    noun = "The envoy's statement that the bridge was gone came late."
    assert statements(noun, ("The envoy", "statement", ["that the bridge was gone"])) == [("The envoy", "statement", ["the bridge was gone"], Mode.INDIRECT)]


def test_of_several_sources_the_one_that_is_named_speaks() -> None:
    class TwoSources(Told):
        def attributions(self, text: str) -> list[Attribution]:
            (found,) = super().attributions(text)
            start = text.index("The version")
            return [Attribution(found.cue, ((start, start + len("The version")), *found.source), found.content)]

    text = "The version offered by Iraq’s navy is that she was raked by gunboats."
    tagger = TwoSources(("Iraq’s navy", "offered", ["she was raked by gunboats"]))
    made = attribute(analyse(Document("d", text)), tagger=cast("Tagger", tagger))
    assert [one.speaker.text if one.speaker else None for one in made] == ["Iraq’s navy"]


def test_what_the_rules_found_is_not_found_twice() -> None:
    text = "Kenya's army said on Monday that 12 men had been freed."
    expected = [("Kenya's army", "said", ["12 men had been freed"], Mode.INDIRECT)]
    assert statements(text) == expected
    assert statements(text, ("Kenya's army", "said", ["that 12 men had been freed"])) == expected
    assert statements(text, ("Kenya's army", "freed", ["12 men had been"])) == expected


def test_the_tagger_corrects_a_content_that_is_too_short() -> None:
    text = "The mayor said the figure, a number that nobody had checked, would rise by the end of the week."
    assert statements(text) == [("The mayor", "said", ["the figure"], Mode.INDIRECT)]
    whole = "the figure, a number that nobody had checked, would rise by the end of the week"
    assert statements(text, ("The mayor", "said", [whole])) == [("The mayor", "said", [whole], Mode.INDIRECT)]
    # It may not take away what the rules gave.
    assert statements(text, ("The mayor", "said", ["the"])) == [("The mayor", "said", ["the figure"], Mode.INDIRECT)]


def test_a_correction_never_takes_another_statement_in() -> None:
    text = "The army acknowledged returning fire but denied aiming at homes on the other side."
    alone = statements(text)
    assert [row[1] for row in alone] == ["acknowledged", "denied"]
    assert statements(text, ("The army", "acknowledged", ["returning fire but denied aiming at homes on the other side"])) == alone


def test_parts_of_an_accusation_stay_apart() -> None:
    text = "Ankara accused Syrian troops of shelling a clinic."
    assert statements(text, ("Ankara", "accused", ["Syrian troops of shelling a clinic"])) == statements(text)


def test_datelines_are_said_by_nobody() -> None:
    text = "PARIS, Nov. 25 (AFP) – The old bridge is gone, the mayor thundered."
    (found,) = find(text, ("the mayor", "thundered", ["PARIS, Nov. 25 (AFP) – The old bridge is gone,"]))
    assert found == (["the mayor"], "thundered", ["The old bridge is gone,"])


def test_headlines_give_nothing() -> None:
    text = "Envoy thunders that all of the bridges are gone\nThe bridges of the town were built in 1911."
    assert statements(text, ("Envoy", "thunders", ["that all of the bridges are gone"])) == []


def find(text: str, *found: tuple[str, str, Sequence[str]]) -> list[tuple[list[str], str, list[str]]]:
    items = find_attributions(analyse(Document("d", text)), tagger=cast("Tagger", Told(*found)))
    return [([text[slice(*s)] for s in item.source], text[slice(*item.cue)], [text[slice(*s)] for s in item.content]) for item in items]


def test_all_attributions_keep_beliefs_and_the_spans_of_news_corpora() -> None:
    text = "The envoy suspected that the bridge was gone. “It is gone,” the mayor said."
    belief = ("The envoy", "suspected", ["that the bridge was gone"])
    assert find(text, belief) == [(["The envoy"], "suspected", ["that the bridge was gone"]), (["the mayor"], "said", ["“It is gone,”"])]


def test_a_content_never_ends_within_a_quotation() -> None:
    text = "“It is gone. It will not be built again,” the mayor said."
    assert find(text, ("the mayor", "said", [". It will not"])) == [(["the mayor"], "said", ["“It is gone. It will not be built again,”"])]
    # Inside a quotation a cue attributes what stands with it there.
    text = "“The mayor claims it will not be built again,” he sang."
    assert (["The mayor"], "claims", ["it will not be built again"]) in find(text, ("The mayor", "claims", ["it will not be built again"]))


@pytest.mark.parametrize("text", ["", "\n\n", "“", "said"])
def test_nothing_gives_nothing(text: str) -> None:
    assert statements(text) == []
    assert find(text) == []
