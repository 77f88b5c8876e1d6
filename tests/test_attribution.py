"""Statements from composed news sentences; expected spans are read off the sentences by hand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.analysis import analyse
from checker.attribution import attribute
from checker.document import Document
from checker.statement import Mode, Stance, Statement


def statements(text: str) -> list[Statement]:
    return attribute(analyse(Document("d", text)))


def brief(text: str) -> list[tuple[str | None, str | None, list[str]]]:
    return [(s.speaker.text if s.speaker else None, s.cue.text if s.cue else None, [c.text for c in s.content]) for s in statements(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two bridges were down, the governor of Kursk said.", ("the governor of Kursk", "said", ["Two bridges were down"])),
        ("Kenya's army said on Monday that 12 men had been freed.", ("Kenya's army", "said", ["12 men had been freed"])),
        ("On the same day, the mission said, its radars recorded a launch.", ("the mission", "said", ["its radars recorded a launch"])),
        ("According to the Red Crescent, nine people died in the blast.", ("the Red Crescent", "According to", ["nine people died in the blast"])),
        ("Ankara accused Syrian troops of shelling a clinic.", ("Ankara", "accused", ["Syrian troops", "shelling a clinic"])),
        ("The rebels were accused by the army of looting a market.", ("the army", "accused", ["The rebels", "looting a market"])),
        ("Colombia put the number of dead at 17.", ("Colombia", "put", ["the number of dead", "17"])),
        (
            "Serbia rejected the accusation that its police had crossed the line.",
            ("Serbia", "rejected", ["the accusation that its police had crossed the line"]),
        ),
        ("The council called on both sides to leave the town.", ("The council", "called on", ["both sides to leave the town"])),
        ("The minister vowed to rebuild every house.", ("The minister", "vowed", ["to rebuild every house"])),
        ("Moscow has denied targeting civilians.", ("Moscow", "denied", ["targeting civilians"])),
        ("Baku described the raid as a provocation.", ("Baku", "described", ["the raid", "a provocation"])),
        ("Reports of a massacre were dismissed by the junta.", ("the junta", "dismissed", ["Reports of a massacre"])),
        ("Eritrea brushed aside Ethiopia's denial.", ("Eritrea", "brushed aside", ["Ethiopia's denial"])),
        ('Kyiv dismissed talk of a retreat as "a fairy tale".', ("Kyiv", "dismissed", ["talk of a retreat", "a fairy tale"])),
        ("Kyiv dismissed talk of a retreat as nonsense.", ("Kyiv", "dismissed", ["talk of a retreat"])),
        ("The premier called claims of a defeat at Shire a fantasy.", ("The premier", "called", ["claims of a defeat at Shire", "a fantasy"])),
        (
            "Nobody was hurt in Gori, the army said, and the photographs were staged.",
            ("the army", "said", ["Nobody was hurt in Gori", "the photographs were staged"]),
        ),
        ("The rebels fled, according to the army, and left their guns.", ("the army", "according to", ["The rebels fled", "left their guns"])),
        ("The strike killed nine people, the mayor said, and it was the third.", ("the mayor", "said", ["The strike killed nine people"])),
        ("Two men died in a clash that Mali blamed on the rebels.", ("Mali", "blamed", ["a clash", "the rebels"])),
        ('Ankara called the vote "a farce".', ("Ankara", "called", ["the vote", "a farce"])),
        ("Chad charged the rebels with mining a well.", ("Chad", "charged", ["the rebels", "mining a well"])),
        ("The lawyers held Mali responsible for the raid on Gao.", ("The lawyers", "held", ["Mali", "the raid on Gao"])),
        ('Mali scorned the claim as "a fable".', ("Mali", "scorned", ["the claim", "a fable"])),
        ("A mission officer confirmed the find but would not say what had hit it.", ("A mission officer", "confirmed", ["the find"])),
        ("The army confirmed the meeting but would not name a day.", ("The army", "confirmed", ["the meeting"])),
        ("The clinic documented nine deaths in Gao.", ("The clinic", "documented", ["nine deaths in Gao"])),
        ("The envoy waved aside the junta's account.", ("The envoy", "waved aside", ["the junta's account"])),
        ("The clinic raised the number of wounded from 40 to at least 44.", ("The clinic", "raised", ["the number of wounded", "at least 44"])),
        ("Rescuers revised their toll to 27 dead, which the army disputed.", ("Rescuers", "revised", ["their toll", "27 dead"])),
        (
            "Shells fell at dusk, according to Idriss Bako, a miller in the town.",
            ("Idriss Bako, a miller in the town", "according to", ["Shells fell at dusk"]),
        ),
        ('"We ran," said Rosa Quispe, 41, a beekeeper.', ("Rosa Quispe, 41, a beekeeper", "said", ["We ran"])),
        ('"We ran," said Rosa Quispe, 41.', ("Rosa Quispe, 41", "said", ["We ran"])),
        ("Brig. Gen. Hashim al-Tayeb said nobody was hurt.", ("Brig. Gen. Hashim al-Tayeb", "said", ["nobody was hurt"])),
        ("Malian officials give the number of the wounded as nine.", ("Malian officials", "give", ["the number of the wounded", "nine"])),
        ("Chad brushed that off as fiction.", ("Chad", "brushed", ["that"])),
        ("Niger spurned the charge.", ("Niger", "spurned", ["the charge"])),
        ("Niger denies both the raid and the theft.", ("Niger", "denies", ["the raid and the theft"])),
        ("Niger admits shooting at two boats.", ("Niger", "admits", ["shooting at two boats"])),
        ("The general did not hide that shells had fallen short.", ("The general", "hide", ["shells had fallen short"])),
        ("The center would say only that the ship lay near the line.", ("The center", "say", ["the ship lay near the line"])),
        ("The missile, he went on, came from the west.", ("he", "went on", ["The missile", "came from the west"])),
        ("Mali was reproached by Foreign Minister Ana Diaz with plotting a raid.", ("Foreign Minister Ana Diaz", "reproached", ["Mali", "plotting a raid"])),
        (
            "Residents described a column of trucks rolling into Gao at dawn.",
            ("Residents", "described", ["a column of trucks rolling into Gao at dawn"]),
        ),
        (
            "Two men died in Gao on Sunday, the second victim of the raid, hospital director Awa Keita disclosed.",
            ("hospital director Awa Keita", "disclosed", ["Two men died in Gao on Sunday, the second victim of the raid"]),
        ),
        (
            "Iranian guards boarded a tanker near Larak and steered it to Bandar Abbas, Washington and Tehran said.",
            ("Washington and Tehran", "said", ["Iranian guards boarded a tanker near Larak and steered it to Bandar Abbas"]),
        ),
    ],
)
def test_one_statement(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert brief(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The two countries share an 800-kilometer border.",
        "Nepal's foreign ministry did not respond to a request for comment.",
        "He declined to elaborate.",
        "The battle for the town claimed nine lives.",
        "Both armies gave different accounts.",
        "Residents of the so-called “grey zone” crossed the river by boat.",
        "The ministry would not confirm the figure.",
        "Kosovo marked the independence that it declared in 2008.",
        "Peru also claims waters in the area.",
        "The shoal, which Filipinos call Bajo de Masinloc, feeds many villages.",
    ],
)
def test_reporter_is_no_source(text: str) -> None:
    assert brief(text) == []


def test_quotation_split_by_its_tag_is_one_statement() -> None:
    found = statements("“We saw two planes,” Col. Omar Bakri said in Aleppo. “Then the depot burned.”")
    assert [(s.mode, s.stance, [c.text for c in s.content]) for s in found] == [(Mode.DIRECT, Stance.ASSERT, ["We saw two planes", "Then the depot burned"])]
    assert found[0].speaker is not None
    assert found[0].speaker.text == "Col. Omar Bakri"


def test_quotation_continued_in_the_next_paragraph_has_no_speaker() -> None:
    found = brief('"They fired first," the colonel said. "We answered.\n"Nobody was hurt."')
    assert found == [("the colonel", "said", ["They fired first", "We answered"]), (None, None, ["Nobody was hurt"])]


def test_participle_and_coordinated_verbs_share_the_speaker() -> None:
    found = statements("Georgia denied the report, adding that no drone was aloft, and accused Russia of lying.")
    assert [(s.speaker.text if s.speaker else None, s.stance) for s in found] == [
        ("Georgia", Stance.DENY),
        ("Georgia", Stance.ASSERT),
        ("Georgia", Stance.ACCUSE),
    ] or [s.cue.text for s in found if s.cue] == ["denied", "adding", "accused"]


def test_that_and_that_gives_two_spans() -> None:
    assert brief("The mayor said that the bridge was open and that nobody had been hurt.")[0][2] == ["the bridge was open", "nobody had been hurt"]


def test_nested_attribution_keeps_its_chain() -> None:
    outer, inner = statements("Somalia said Ethiopia had told the African Union that its troops would leave by May.")
    assert (inner.nested_in, inner.content[0].text) == (outer.statement_id, "its troops would leave by May")
    assert outer.content[0].text.startswith("Ethiopia had told")


def test_relative_denial_shares_the_content() -> None:
    claim, denial = statements("Tehran alleges a breach near Mehran that Iraqi officials deny.")
    assert denial.stance is Stance.DENY
    assert denial.content == claim.content


def test_clauses_of_two_sources_are_kept_apart() -> None:
    found = brief("Kyiv said 40 drones were launched, while Moscow said all of them had been shot down.")
    assert found == [("Kyiv", "said", ["40 drones were launched"]), ("Moscow", "said", ["all of them had been shot down"])]


def test_mixed_mode_keeps_the_inner_marks() -> None:
    (found,) = statements("Hanoi said the boats had “strayed” into its waters.")
    assert (found.mode, found.content[0].text) == (Mode.MIXED, "the boats had “strayed” into its waters")


def test_negated_denial_confirms() -> None:
    (found,) = statements("Cairo does not dispute that its jets crossed the border.")
    assert found.stance is Stance.CONFIRM


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Armenia said Azerbaijani forces shelled the village of Sotk.", Stance.ACCUSE),
        ("Armenia said no shell had been fired from its soil.", Stance.DENY),
        ("Both armies said the truce had begun.", Stance.CONFIRM),
        ("“We urge all sides to stop,” the envoy said.", Stance.DEMAND),
        ("The ministry said it would send an inquiry.", Stance.PROMISE),
        ("Oman said it was concerned by the fighting.", Stance.OPINION),
        ("Villagers said the road was closed.", Stance.ASSERT),
    ],
)
def test_stance(text: str, stance: Stance) -> None:
    assert [s.stance for s in statements(text)] == [stance]


def test_transcript_speakers_and_questions() -> None:
    found = brief("QUESTION: Did your planes cross the line?\nSPOKESPERSON: Our planes stayed at home.")
    assert found == [("SPOKESPERSON", None, ["Our planes stayed at home"])]


def test_an_answer_is_one_statement_and_a_question_none() -> None:
    found = brief("REPORTER: Did you fire? Our sources say so.\nSPOKESPERSON: We did not fire. Our guns were silent.\nREPORTER: And we know of dead.")
    assert found == [("SPOKESPERSON", None, ["We did not fire. Our guns were silent"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Marks of other countries, typewriter marks, marks inside marks, a mark that never closes.
        ("„We fired no shot,“ the envoy said. »None at all.«", [("the envoy", "said", ["We fired no shot", "None at all"])]),
        ("«The bridge is ours», the colonel said.", [("the colonel", "said", ["The bridge is ours"])]),
        ("''The depot is empty,'' the governor said.", [("the governor", "said", ["The depot is empty"])]),
        ("“He told us, ‘Nobody will leave,’ and left,” a driver said.", [("a driver", "said", ["He told us, ‘Nobody will leave,’ and left"])]),
        ('"The gate was open, the guard said.', [("the guard", "said", ['"The gate was open'])]),
        ("Chad said the well was poisoned", [("Chad", "said", ["the well was poisoned"])]),
        (
            "THE ARMY SAID TUESDAY THAT TWO VILLAGES HAD BEEN SHELLED FROM ACROSS THE RIVER.",
            [("THE ARMY", "SAID", ["TWO VILLAGES HAD BEEN SHELLED FROM ACROSS THE RIVER"])],
        ),
        (
            "14:05 GMT — The mayor says power is back in half of the city.\n13:20 GMT — “We hear explosions,” a resident told us.",
            [("The mayor", "says", ["power is back in half of the city"]), ("a resident", "told", ["We hear explosions"])],
        ),
        (
            "COMMUNIQUE OF THE MINISTERS\n1. The ministers condemned the shelling of the port.\n2. They called on both sides to leave.\n3. They meet in May.",
            [("The ministers", "condemned", ["the shelling of the port"]), ("They", "called on", ["both sides to leave"])],
        ),
        (
            "We, the foreign ministers, reject the claim that our troops crossed the river.",
            [("We, the foreign ministers", "reject", ["the claim that our troops crossed the river"])],
        ),
        ("The border runs along the river. Ferries cross it twice a day. The firm filed a suit to stop the work.", []),
        ("said said said said.", []),
    ],
)
def test_odd_texts(text: str, expected: list[tuple[str | None, str | None, list[str]]]) -> None:
    assert brief(text) == expected


def test_ids_follow_the_text() -> None:
    found = statements("Kabul denied the charge. The U.N. confirmed the raid.\n“We saw it,” a driver said.")
    assert [s.statement_id for s in found] == ["d:s01", "d:s02", "d:s03"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "Kyiv said",
                "“",
                "”",
                '"',
                "'",
                "that",
                "p.",
                "\n",
                ",",
                "according to",
                "accused",
                "of",
                "he",
                "denied",
                "which",
                "told",
                ":",
                "(",
                "\u00a0",
                "é",
                "😀",
                "U.S.",
                "was",
                "by",
                "and",
                " — ",
            ]
        ),
        max_size=40,
    )
)
def test_offsets_hold_on_hostile_text(parts: list[str]) -> None:
    text = " ".join(parts)
    for statement in statements(text):
        for span in (statement.speaker, statement.cue, *statement.content):
            assert span is None or text[span.start : span.end] == span.text != ""
        assert statement.content


def test_headings_are_no_statements() -> None:
    story = "Guyana says gunboat fired on ship; Caracas calls claim \u201ca fabrication\u201d\n\nGuyana said a gunboat fired on a ship."
    assert [statement.content[0].text for statement in attribute(analyse(Document("d", story)))] == ["a gunboat fired on a ship"]


def test_one_line_without_a_full_stop_is_still_read() -> None:
    assert len(attribute(analyse(Document("d", "Guyana said a gunboat fired on a ship")))) == 1


def test_time_after_the_accused_is_no_part_of_it() -> None:
    story = "Kosovo accused Serbia on Tuesday of sending armed men across the border."
    assert [span.text for span in attribute(analyse(Document("d", story)))[0].content] == ["Serbia", "sending armed men across the border"]


def test_dateline_is_no_speaker() -> None:
    story = "PRISTINA/BELGRADE, 12 May 2026 - Kosovo accused Serbia on Tuesday of sending armed men across the border."
    speaker = attribute(analyse(Document("d", story)))[0].speaker
    assert speaker is not None
    assert speaker.text == "Kosovo"


def nested(text: str) -> list[tuple[str | None, list[str]]]:
    return [(s.speaker.text if s.speaker else None, [c.text for c in s.content]) for s in statements(text) if s.nested_in]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan said it had been told by Syria that two smugglers were killed.", ("Syria", ["two smugglers were killed"])),
        ("Egypt said Sudan and Chad had agreed to reopen the crossing.", ("Sudan and Chad", ["to reopen the crossing"])),
        ("The ministry said the report of a massacre had been rejected by the villagers.", ("the villagers", ["the report of a massacre"])),
    ],
)
def test_what_others_are_said_to_have_said(text: str, expected: tuple[str, list[str]]) -> None:
    assert nested(text) == [expected]


def test_what_the_speaker_himself_agreed_to_is_not_nested() -> None:
    assert nested("Egypt said it had agreed to reopen the crossing.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the parser gives name, figure or verb to what stands beside it
        (
            '"The guns fell silent at six," Lt. Gen. Aram Petrosyan, the ministry\'s spokesman, said. "They have not spoken since."',
            ("Lt. Gen. Aram Petrosyan, the ministry's spokesman", "said", ["The guns fell silent at six", "They have not spoken since"]),
        ),
        (
            "Eight bridges are down, five of them on the Dniester, the roads office said.",
            ("the roads office", "said", ["Eight bridges are down, five of them on the Dniester"]),
        ),
        ("Tunis, which opposes any change of the border, called for calm.", ("Tunis, which opposes any change of the border", "called for", ["calm"])),
        (
            "Bridges were cut, said Omar Deby, head of the transport office in Abeche.",
            ("Omar Deby, head of the transport office in Abeche", "said", ["Bridges were cut"]),
        ),
        ("The colonel put the number of men arrested this week at more than 40.", ("The colonel", "put", ["the number of men arrested", "more than 40"])),
        ("Algiers called the operation reckless.", ("Algiers", "called", ["the operation", "reckless"])),
        ("The Bar Association put the losses at $3 million.", ("The Bar Association", "put", ["the losses", "$3 million"])),
        # adverbs between commas, days behind "on", other tags
        ("The mayor conceded, however, that one shell had gone astray.", ("The mayor", "conceded", ["one shell had gone astray"])),
        ("Both sides agreed on Sunday to keep the line open.", ("Both sides", "agreed", ["to keep the line open"])),
        (
            "Talks will open in May, the two ministries announced within minutes of each other.",
            ("the two ministries", "announced", ["Talks will open in May"]),
        ),
        (
            "Its pilots had turned back at the line, the air marshal said, and dropped nothing.",
            ("the air marshal", "said", ["Its pilots had turned back at the line", "dropped nothing"]),
        ),
        (
            "Three clerks were hurt, according to Ruth Osei, the head of the customs house, and a fourth is missing.",
            ("Ruth Osei, the head of the customs house", "according to", ["Three clerks were hurt", "a fourth is missing"]),
        ),
        ("A fisherman told a reporter that he had seen two boats.", ("A fisherman", "told", ["he had seen two boats"])),
        # what is laid, named and confirmed
        ("Kinshasa laid responsibility for the attack on the M23.", ("Kinshasa", "laid", ["responsibility for the attack", "the M23"])),
        ("Kigali named two of the dead as members of a militia.", ("Kigali", "named", ["two of the dead", "members of a militia"])),
        ("The mission confirmed seeing nine trucks.", ("The mission", "confirmed", ["seeing nine trucks"])),
        ("Lima denied harboring the smugglers, whose boats are fast.", ("Lima", "denied", ["harboring the smugglers"])),
        ('Rabat dismissed as "fairy tales" reports that a post had fallen.', ("Rabat", "dismissed", ["reports that a post had fallen"])),
        ("Peru accepted a team of 30 observers, the first of whom will land in May.", ("Peru", "accepted", ["a team of 30 observers"])),
    ],
)
def test_statements_that_the_parse_hides(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert brief(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The navy plans to buy six frigates.",
        "Peru wants to join the pact.",
        "No country has recognized the vote.",
        "Brazil recognized the region as a state in 1995.",
        "The officer stood up, laying his maps on a table.",
    ],
)
def test_plans_acts_and_nobody_say_nothing(text: str) -> None:
    assert brief(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Nairobi accused Uganda of hiding smugglers, an accusation Kampala called "childish."', ["childish"]),
        ('The general put the dead at 20, a figure that the ministry in Hanoi called "an invention."', ["an invention"]),
    ],
)
def test_calling_a_charge_names_denies_it(text: str, expected: list[str]) -> None:
    last = statements(text)[-1]
    assert (last.stance, [span.text for span in last.content]) == (Stance.DENY, expected)


def test_denied_is_the_whole_act_before_which() -> None:
    text = "It was a reply to the seizure of the ferry by Moldovan customs, which Chisinau denies."
    assert brief(text)[-1] == ("Chisinau", "denies", ["the seizure of the ferry by Moldovan customs"])


def test_what_was_said_days_before_is_a_statement_of_its_own() -> None:
    text = "Hanoi confirmed that nine of its fishermen were in custody, a week after it had denied any arrests."
    assert brief(text) == [("Hanoi", "confirmed", ["nine of its fishermen were in custody"]), ("it", "denied", ["any arrests"])]


def test_offer_before_a_semicolon_is_told_by_the_reporter() -> None:
    text = "Rabat offered to mediate; its foreign minister said that both had been told."
    assert brief(text)[0] == ("Rabat", "offered", ["to mediate"])


def test_each_that_goes_on_is_who_spoke() -> None:
    text = "Ethiopia and Eritrea traded fire, both governments said, each blaming the other's scouts."
    assert brief(text)[-1] == ("each", "blaming", ["the other's scouts"])


def test_offers_that_others_tell_of_are_nested() -> None:
    assert nested("The mission said the guerrillas had promised it on Monday to let buses pass.") == [("the guerrillas", ["to let buses pass"])]
    assert nested("Sudan said Chad had accepted a team of 30 observers.") == [("Chad", ["a team of 30 observers"])]
    assert [s.stance for s in statements("Malta said Tunis had proposed a joint patrol.")] == [Stance.ASSERT, Stance.PROMISE]


def test_a_tag_behind_a_semicolon_leaves_what_others_said_before_it() -> None:
    text = "An officer claimed the house had been reported to Bamako; Malian soldiers replied that the cellar was clean, the officer added."
    assert [one.content[0].text for one in statements(text) if one.cue is not None and one.cue.text == "added"] == [
        "Malian soldiers replied that the cellar was clean"
    ]


def test_what_a_speaker_repeats_is_a_statement_of_its_own() -> None:
    found = brief("The captain conceded that three boats were lost, yet repeated that two had found their mark.")
    assert found == [("The captain", "conceded", ["three boats were lost"]), ("The captain", "repeated", ["two had found their mark"])]
