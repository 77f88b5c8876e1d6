import re

import pytest

from checker.analysis import analyse
from checker.blame import read_blame
from checker.discourse import read_discourse
from checker.document import Document
from checker.parties import PartyResolver
from checker.statement import Mode, Stance, Statement
from checker.statement_parties import assign_parties

RESOLVER = PartyResolver()
LEAD = "A Chinese coast guard ship and a Philippine patrol boat collided near a shoal on Friday.\n"


def made(text: str) -> tuple[Document, Statement]:
    """A document with one statement, "[speaker] said [content]."."""
    spans = [match.span(1) for match in re.finditer(r"\[(.*?)\]", text)]
    document = Document("d", LEAD + re.sub(r"[\[\]]", "", text))
    (first, last), (start, end) = spans
    base = len(LEAD)
    cue = text.index("said") - 2
    return document, Statement(
        "d:s01",
        "d",
        document.span(base + first - 1, base + last - 1),
        document.span(base + cue, base + cue + 4),
        (document.span(base + start - 3, base + end - 3),),
        Mode.INDIRECT,
    )


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("[The Philippine Coast Guard] said [the Chinese ship had crossed the bow of its vessel and rammed it].", Stance.ACCUSE),
        ("[China’s coast guard] said [the Philippine boat turned sharply and hit the side of its cutter].", Stance.ACCUSE),
        ("[Beijing] said [Manila was to blame for the collision].", Stance.ACCUSE),
        ("[Manila] said [three of its boats had been hit with water cannon by the Chinese coast guard].", Stance.ACCUSE),
        ("[The Philippine navy] said [two sailors were hurt when the Chinese ship fired a water cannon].", Stance.ACCUSE),
        ("[Manila] said [the flare had been fired from the Chinese ship].", Stance.ACCUSE),
        # One's own acts, acts to come, acts denied, acts told in passing, harmless acts.
        ("[The Philippine Coast Guard] said [its boat had hit the Chinese ship].", Stance.ASSERT),
        ("[Manila] said [three fishermen hurt in the Chinese attack were being treated in Subic].", Stance.ASSERT),
        ("[China’s coast guard] said [it had sent a tugboat to the scene].", Stance.ASSERT),
        ("[Beijing] said [the Philippines had agreed to talks].", Stance.ASSERT),
        ("[Manila] said [the Chinese ship did not ram its boat].", Stance.ASSERT),
        # Who takes no side blames nobody.
        ("[The Red Cross] said [a Chinese ship rammed the boat].", Stance.ASSERT),
    ],
)
def test_stance_by_who_did_what(text: str, stance: Stance) -> None:
    document, statement = made(text)
    (found,) = assign_parties([statement], analyse(document), RESOLVER)
    assert found.stance is stance


def test_acts_without_a_doer_are_acts_of_nobody() -> None:
    document, statement = made("[Manila] said [two boats were shelled at dawn].")
    analysis = analyse(document)
    (found,) = assign_parties([statement], analysis, RESOLVER)
    blame = read_blame(found, analysis, read_discourse(analysis, RESOLVER))
    assert (blame.acts, blame.other) == (True, False)
