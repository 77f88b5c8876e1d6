from datetime import date

import pytest

from checker.analysis import analyse
from checker.claim import Bound, Claim, Modality, Polarity
from checker.discourse import read_discourse
from checker.document import Document, Span
from checker.extraction import extract_all, extract_claims
from checker.parties import PartyResolver
from checker.statement import Mode, Stance, Statement

STORY = (
    "TBILISI — Georgia and Armenia traded accusations on Thursday over a clash on their border.\n"
    "Georgia’s defense ministry accused Armenia of dropping four bombs on homes in Kutaisi shortly after 6 a.m. "
    "and said three civilians had been killed and nine wounded.\n"
    "Armenia denied bombing Kutaisi. “Our units returned fire only after Georgian tanks crossed the border,” an Armenian army spokesman said.\n"
    "Armenia said its neighbor continued to fire heavy weapons into civilian areas in Gyumri on Wednesday, wounding two farmers.\n"
    "Georgia rejected the accusation. It urged Armenia to withdraw."
)
PUBLISHED = date(2025, 12, 11)  # a Thursday


def span(document: Document, text: str) -> Span:
    start = document.text.index(text)
    return document.span(start, start + len(text))


def statement(
    document: Document,
    number: int,
    speaker: str | None,
    cue: str | None,
    content: list[str],
    parties: tuple[str, ...],
    stance: Stance = Stance.ASSERT,
    mode: Mode = Mode.INDIRECT,
) -> Statement:
    def found(text: str | None) -> Span | None:
        return span(document, text) if text else None

    spans = tuple(span(document, text) for text in content)
    return Statement(f"d:s{number:02d}", document.doc_id, found(speaker), found(cue), spans, mode, parties, stance)


def run(text: str, *items: tuple[str | None, str | None, list[str], tuple[str, ...], Stance], published: date | None = PUBLISHED) -> list[Claim]:
    document = Document("d", text, outlet="Wire", published=published)
    analysis = analyse(document)
    statements = [statement(document, number, *item) for number, item in enumerate(items, start=1)]
    return extract_all(statements, analysis, read_discourse(analysis, PartyResolver(), statements=statements))


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    return run(
        STORY,
        ("Georgia’s defense ministry", "accused", ["Armenia", "dropping four bombs on homes in Kutaisi shortly after 6 a.m."], ("GEO",), Stance.ACCUSE),
        ("Georgia’s defense ministry", "said", ["three civilians had been killed and nine wounded"], ("GEO",), Stance.ASSERT),
        ("Armenia", "denied", ["bombing Kutaisi"], ("ARM",), Stance.DENY),
        ("an Armenian army spokesman", "said", ["Our units returned fire only after Georgian tanks crossed the border"], ("ARM",), Stance.ASSERT),
        (
            "Armenia",
            "said",
            ["its neighbor continued to fire heavy weapons into civilian areas in Gyumri on Wednesday, wounding two farmers"],
            ("ARM",),
            Stance.ACCUSE,
        ),
        ("Georgia", "rejected", ["the accusation"], ("GEO",), Stance.DENY),
        ("Georgia", "urged", ["Armenia to withdraw"], ("GEO",), Stance.DEMAND),
    )


def of(claims: list[Claim], number: int) -> list[Claim]:
    return [claim for claim in claims if claim.statement_id == f"d:s{number:02d}"]


def test_an_accusation_becomes_a_finite_claim(claims: list[Claim]) -> None:
    first = of(claims, 1)[0]
    assert first.claim_id == "d:s01:0"
    assert first.text.startswith("Armenia dropped four bombs on homes in Kutaisi")
    assert (first.type, first.actor, first.target, first.parties) == ("air_strike", "ARM", "GEO", ("GEO",))
    assert first.places == ("Kutaisi",)
    assert [(quantity.value, quantity.bound) for quantity in first.quantities] == [(4.0, Bound.EXACT)]
    assert (first.outlet, first.published, first.stance) == ("Wire", PUBLISHED, "accuse")


def test_counts_are_separate_claims_on_the_same_event(claims: list[Claim]) -> None:
    killed, wounded = of(claims, 2)
    assert killed.text.startswith("Three civilians had been killed")
    assert wounded.text.startswith("Nine civilians had been wounded")
    for claim in (killed, wounded):
        assert (claim.type, claim.actor, claim.target, claim.places) == ("casualties", "ARM", "GEO", ("Kutaisi",))
    assert [quantity.unit for quantity in (*killed.quantities, *wounded.quantities)] == ["civilians killed", "civilians wounded"]


def test_a_denial_is_the_negated_accusation(claims: list[Claim]) -> None:
    (denial,) = of(claims, 3)
    assert denial.text.startswith("Armenia did not bomb Kutaisi")
    assert (denial.polarity, denial.actor, denial.target, denial.parties) == (Polarity.DENIED, "ARM", "GEO", ("ARM",))


def test_our_units_get_their_name(claims: list[Claim]) -> None:
    first = of(claims, 4)[0]
    assert "Armenia's units" in first.text or "Armenian units" in first.text
    assert (first.type, first.actor, first.target) == ("ground_fire", "ARM", "GEO")


def test_the_neighbor_gets_its_name_and_the_weekday_its_date(claims: list[Claim]) -> None:
    fire, hurt = of(claims, 5)
    assert fire.text == "Georgia continued to fire heavy weapons into civilian areas in Gyumri on 10 December 2025."
    assert (fire.type, fire.actor, fire.target, fire.places, fire.event_date) == ("ground_fire", "GEO", "ARM", ("Gyumri",), date(2025, 12, 10))
    assert hurt.text.startswith("Two farmers were wounded when Georgia")
    assert (hurt.type, hurt.actor, hurt.target, hurt.event_date) == ("casualties", "GEO", "ARM", date(2025, 12, 10))
    assert [quantity.value for quantity in hurt.quantities] == [2.0]


def test_a_rejected_accusation_is_looked_up(claims: list[Claim]) -> None:
    (denial,) = of(claims, 6)
    assert (denial.polarity, denial.parties, denial.type, denial.actor) == (Polarity.DENIED, ("GEO",), "ground_fire", "GEO")
    assert "Gyumri" in denial.text


def test_demands_give_no_claims(claims: list[Claim]) -> None:
    assert of(claims, 7) == []


def test_ids_are_unique_and_in_order(claims: list[Claim]) -> None:
    ids = [claim.claim_id for claim in claims]
    assert len(set(ids)) == len(ids)
    assert [claim.claim_id for claim in of(claims, 2)] == ["d:s02:0", "d:s02:1"]


def test_conditions_and_plans_are_no_facts() -> None:
    text = "Chad said on Monday it would close the border if Sudan sent troops. Chad said talks may resume."
    condition, hedge = run(
        text,
        ("Chad", "said", ["it would close the border if Sudan sent troops"], ("TCD",), Stance.ASSERT),
        ("Chad", "said", ["talks may resume"], ("TCD",), Stance.ASSERT),
    )
    assert condition.modality is Modality.CONDITIONAL
    assert hedge.modality is Modality.HEDGED


def test_promises_are_future() -> None:
    (claim,) = run("Chad vowed to reopen the border.", ("Chad", "vowed", ["to reopen the border"], ("TCD",), Stance.PROMISE))
    assert (claim.text, claim.modality) == ("Chad will reopen the border.", Modality.FUTURE)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("No civilian was harmed", Polarity.DENIED),
        ("not one shell fell on the town", Polarity.DENIED),
        ("no more than 12 soldiers were killed", Polarity.AFFIRMED),
        ("experts could not determine who fired the rocket", Polarity.AFFIRMED),
        ("the toll is no longer rising", Polarity.AFFIRMED),
        ("the video was staged", Polarity.DENIED),
    ],
)
def test_polarity_is_that_of_the_event(content: str, expected: Polarity) -> None:
    claims = run(f"Sudan said {content}.", ("Sudan", "said", [content], ("SDN",), Stance.ASSERT))
    assert claims[0].polarity is expected


def test_an_unresolved_pronoun_is_flagged() -> None:
    (claim,) = run("A witness said he saw nothing.", ("A witness", "said", ["he saw nothing"], (), Stance.ASSERT))
    assert not claim.self_contained


def test_without_a_date_of_publication_nothing_is_invented() -> None:
    claims = run("Sudan said rebels shelled Nyala on Tuesday.", ("Sudan", "said", ["rebels shelled Nyala on Tuesday"], ("SDN",), Stance.ACCUSE), published=None)
    assert claims[0].event_date is None
    assert "Tuesday" in claims[0].text


def test_nested_statements_name_their_relay() -> None:
    document = Document("d", "Chad said Sudan had told it that the camp was empty.", published=PUBLISHED)
    analysis = analyse(document)
    inner = statement(document, 2, "Sudan", "told", ["the camp was empty"], ("SDN",))
    (claim,) = extract_claims(inner, analysis, read_discourse(analysis, PartyResolver()), relayed_by=("TCD",))
    assert (claim.parties, claim.relayed_by) == (("SDN",), ("TCD",))


@pytest.mark.parametrize("content", ["?!", "“”", "to", "dropping", "nothing", "and", "killing", "😀", "of", "that that", "No", "12"])
def test_scraps_of_content_never_break_it(content: str) -> None:
    for stance in Stance:
        for claim in run(f"Sudan said {content} again.", ("Sudan", "said", [content], ("SDN",), stance)):
            assert claim.text.strip()


def test_claims_survive_the_way_to_disk(claims: list[Claim]) -> None:
    assert [Claim.from_dict(claim.to_dict()) for claim in claims] == claims


@pytest.mark.parametrize(
    ("sentence", "content", "contained"),
    [
        ("Chad said Sudan was responsible for it.", "Sudan was responsible for it", False),
        ("Chad said Sudan could not verify them.", "Sudan could not verify them", False),
        ("Chad said the other side opened fire.", "the other side opened fire", False),
        ("Chad said the village was shelled.", "the village was shelled", False),
        ("Chad said the village of Abala was shelled.", "the village of Abala was shelled", True),
        ("Chad said it would close the border.", "it would close the border", True),
        ("Chad said its troops were attacked.", "its troops were attacked", True),
    ],
)
def test_what_stays_open_is_flagged(sentence: str, content: str, contained: bool) -> None:
    (claim,) = run(sentence, ("Chad", "said", [content], ("TCD",), Stance.ASSERT))
    assert claim.self_contained is contained, claim.text


def test_one_name_takes_a_singular_verb() -> None:
    (claim,) = run("“We have no troops in Chad,” Sudan said.", ("Sudan", "said", ["We have no troops in Chad"], ("SDN",), Stance.DENY))
    assert claim.text == "Sudan has no troops in Chad."


def test_demands_and_greetings_within_a_statement_are_no_claims() -> None:
    claims = run("Chad said rebels must stop.", ("Chad", "said", ["rebels must stop"], ("TCD",), Stance.ASSERT))
    assert claims == []


def test_an_undertaking_not_to_act_denies_nothing() -> None:
    (claim,) = run("Chad said Sudan agreed not to send troops.", ("Chad", "said", ["Sudan agreed not to send troops"], ("TCD",), Stance.ASSERT))
    assert claim.polarity is Polarity.AFFIRMED


def test_losses_without_an_author_are_no_accusation() -> None:
    text = "Guyana and Venezuela exchanged fire on Thursday. Guyana said two soldiers were detained."
    (claim,) = run(text, ("Guyana", "said", ["two soldiers were detained"], ("GUY",), Stance.ASSERT))
    assert claim.stance == "assert"


def test_persons_and_groups_are_no_places() -> None:
    text = "Israel struck Hezbollah on Thursday. Israel said it had struck Hezbollah near Tyre."
    (claim,) = run(text, ("Israel", "said", ["it had struck Hezbollah near Tyre"], ("ISR",), Stance.ASSERT))
    assert claim.places == ("Tyre",)


def test_the_day_of_the_story_is_that_of_its_events() -> None:
    text = "Rebels shelled Abala in Chad on Tuesday.\nChad said two villagers were killed."
    (claim,) = run(text, ("Chad", "said", ["two villagers were killed"], ("TCD",), Stance.ASSERT))
    assert (claim.event_date, claim.type) == (date(2025, 12, 9), "casualties")


def test_ages_are_not_part_of_a_claim() -> None:
    text = "Chad said a shell hit a house in Abala, injuring a woman, 66."
    claims = run(text, ("Chad", "said", ["a shell hit a house in Abala, injuring a woman, 66"], ("TCD",), Stance.ASSERT))
    assert any(claim.text.startswith("A woman was injured") for claim in claims), [claim.text for claim in claims]


LEAD = "DAKAR — Senegalese jets bombed a camp near Sindian on Tuesday, the rebels said. "


def test_a_short_denial_of_victims_names_the_event_of_the_story() -> None:
    text = LEAD + "The army denied that anyone had been hurt. The army denied it had a base there."
    found = run(
        text,
        ("The army", "denied", ["anyone had been hurt"], ("SEN",), Stance.DENY),
        ("The army", "denied", ["it had a base there"], ("SEN",), Stance.DENY),
    )
    assert of(found, 1)[0].text == "Nobody had been hurt in Sindian on 9 December 2025."
    # what is no loss keeps its words
    assert "December" not in of(found, 2)[0].text


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("called", ["reports of a retreat", "a lie"], "There was no retreat."),
        ("condemned", ["the shelling of Ziguinchor by the rebels"], "The rebels shelled Ziguinchor."),
        ("promised", ["an inquiry"], "Senegal will hold an inquiry."),
        ("claimed", ["responsibility for the strike on Bignona"], "Senegal was responsible for the strike on Bignona."),
    ],
)
def test_noun_phrases_as_contents(cue: str, content: list[str], expected: str) -> None:
    stance = {"called": Stance.DENY, "condemned": Stance.OPINION, "promised": Stance.PROMISE}.get(cue, Stance.ASSERT)
    text = f"The army {cue} {' '.join(content)}."
    assert [claim.text for claim in run(text, ("The army", cue, content, ("SEN",), stance))] == [expected]


def test_what_is_condemned_without_an_author_is_no_claim() -> None:
    assert run("The army condemned the attack.", ("The army", "condemned", ["the attack"], ("SEN",), Stance.OPINION)) == []


@pytest.mark.parametrize(
    ("sentence", "cue", "content", "expected"),
    [
        ("Georgia claimed to hold the bridge at Kutaisi.", "claimed", "to hold the bridge at Kutaisi", "Georgia holds the bridge at Kutaisi."),
        ("Georgia claimed to have shot down two drones.", "claimed", "to have shot down two drones", "Georgia has shot down two drones."),
        ("Georgia vowed to hold the bridge at Kutaisi.", "vowed", "to hold the bridge at Kutaisi", "Georgia will hold the bridge at Kutaisi."),
    ],
)
def test_what_is_claimed_is_and_what_is_vowed_will_be(sentence: str, cue: str, content: str, expected: str) -> None:
    stance = Stance.PROMISE if cue == "vowed" else Stance.ASSERT
    assert [claim.text for claim in run(sentence, ("Georgia", cue, [content], ("GEO",), stance))] == [expected]


def texts(claims: list[Claim], number: int) -> list[str]:
    return [claim.text for claim in of(claims, number)]


def test_who_denies_what_another_claims_to_hold_denies_it_of_him() -> None:
    text = "Armenia claims to hold the bridge, which Georgia denies."
    found = run(
        text,
        ("Armenia", "claims", ["to hold the bridge"], ("ARM",), Stance.ASSERT),
        ("Georgia", "denies", ["to hold the bridge"], ("GEO",), Stance.DENY),
    )
    assert texts(found, 2) == ["Armenia does not hold the bridge."]


def test_a_denied_act_is_the_one_that_was_charged() -> None:
    text = "Georgia said that about 40 Armenian soldiers had crossed the river near Gyumri. Armenia denied any crossing and any retreat."
    found = run(
        text,
        ("Georgia", "said", ["about 40 Armenian soldiers had crossed the river near Gyumri"], ("GEO",), Stance.ACCUSE),
        ("Armenia", "denied", ["any crossing and any retreat"], ("ARM",), Stance.DENY),
    )
    assert texts(found, 2) == ["No Armenian soldiers had crossed the river near Gyumri.", "There was no retreat."]
    assert of(found, 2)[0].parties == ("ARM",)


def test_no_such_offer_is_the_offer_told_before() -> None:
    text = "Armenia said Georgia had offered to buy the land. Georgia denied making any such offer."
    found = run(
        text,
        ("Armenia", "said", ["Georgia had offered to buy the land"], ("ARM",), Stance.ASSERT),
        ("Georgia", "denied", ["making any such offer"], ("GEO",), Stance.DENY),
    )
    assert texts(found, 2) == ["Georgia had not offered to buy the land."]


def test_the_claim_is_what_the_other_side_told_last() -> None:
    text = "Armenia said Georgian jets bombed Gyumri on Tuesday. Armenia said its troops had captured a camp at Ashotsk. Georgia dismissed the claim."
    found = run(
        text,
        ("Armenia", "said", ["Georgian jets bombed Gyumri on Tuesday"], ("ARM",), Stance.ACCUSE),
        ("Armenia", "said", ["its troops had captured a camp at Ashotsk"], ("ARM",), Stance.ASSERT),
        ("Georgia", "dismissed", ["the claim"], ("GEO",), Stance.DENY),
    )
    assert texts(found, 3) == ["Armenia's troops had not captured a camp at Ashotsk."]


def test_a_denied_seizure_that_names_its_doer_is_a_sentence() -> None:
    found = run(
        "Georgia denied the seizure of grain by Georgian customs.",
        ("Georgia", "denied", ["the seizure of grain by Georgian customs"], ("GEO",), Stance.DENY),
    )
    assert texts(found, 1) == ["Georgian customs did not seize grain."]


def test_what_is_confirmed_by_a_noun_is_the_claim_told_before() -> None:
    text = "Georgia said both commanders met at Gyumri on Tuesday. Armenia confirmed the meeting."
    found = run(
        text,
        ("Georgia", "said", ["both commanders met at Gyumri on Tuesday"], ("GEO",), Stance.ASSERT),
        ("Armenia", "confirmed", ["the meeting"], ("ARM",), Stance.CONFIRM),
    )
    assert texts(found, 2) == ["Both commanders met at Gyumri on 9 December 2025."]
    assert of(found, 2)[0].stance == "confirm"


@pytest.mark.parametrize(
    ("first", "culprit", "expected"),
    [
        ("men in uniform had looted the mill", "Armenian soldiers", "Armenian soldiers had looted the mill."),
        ("the power line had been cut", "a falling tree", "The power line had been cut by a falling tree."),
    ],
)
def test_who_is_blamed_did_what_was_told_before(first: str, culprit: str, expected: str) -> None:
    text = f"A trader said {first}. Georgia's police chief blamed {culprit}."
    found = run(text, ("A trader", "said", [first], ("LOCAL",), Stance.ASSERT), ("Georgia's police chief", "blamed", [culprit], ("GEO",), Stance.ACCUSE))
    assert texts(found, 2) == [expected]


def test_who_puts_the_blame_elsewhere_denies_the_same_deed() -> None:
    text = "Georgia denied having mined the road to Gyumri, blaming rebels who used it in May."
    found = run(
        text,
        ("Georgia", "denied", ["having mined the road to Gyumri"], ("GEO",), Stance.DENY),
        ("Georgia", "blaming", ["rebels who used it in May"], ("GEO",), Stance.ACCUSE),
    )
    assert texts(found, 2) == ["Rebels who used it in May 2025 mined the road to Gyumri."]


def test_deaths_blamed_on_fire_are_two_claims() -> None:
    text = "Georgia blamed the deaths of farmers on rockets fired from the fort at Gyumri."
    found = run(text, ("Georgia", "blamed", ["the deaths of farmers", "rockets fired from the fort at Gyumri"], ("GEO",), Stance.ACCUSE))
    assert texts(found, 1)[0] == "Rockets were fired from the fort at Gyumri."
    assert texts(found, 1)[1].startswith("Rockets fired from the fort at Gyumri killed farmers")


@pytest.mark.parametrize(
    ("sentence", "content", "party", "expected"),
    [
        (
            "Georgia said about 40 Armenian soldiers had crossed the river, and that they were driven back.",
            "they were driven back",
            "GEO",
            "The Armenian soldiers",
        ),
        ("Georgia said a drone had crossed the river, and that it was shot down.", "it was shot down", "GEO", "The drone was shot down"),
        ("After a day of fighting Georgia blamed Armenia for starting it.", "Armenia ... starting it", "GEO", "Armenia started the fighting"),
        (
            "Armenia said government soldiers attacked a post, adding that six of them were captured.",
            "six of them were captured",
            "ARM",
            "Six of the government",
        ),
        ("“Not one rocket of ours was aimed at Gyumri,” Armenia said.", "Not one rocket of ours was aimed at Gyumri", "ARM", "Not one rocket of Armenia's"),
        ("Armenia denied that any of his country's soldiers were there.", "any of his country's soldiers were there", "ARM", "None of Armenia's soldiers"),
        ("A trader said gunmen forced her neighbors to dig.", "gunmen forced her neighbors to dig", "LOCAL", "Gunmen forced her neighbors"),
        ("A trader told us: “My brother was killed.”", "My brother was killed", "LOCAL", "A resident's brother was killed"),
        ("Witnesses reported seeing tanks near Gyumri.", "seeing tanks near Gyumri", "LOCAL", "Tanks were seen near Gyumri"),
    ],
)
def test_pronouns_and_owners_get_the_noun_they_stand_for(sentence: str, content: str, party: str, expected: str) -> None:
    background = "Georgia and Armenia fought at Gyumri.\n"
    stance = Stance.DENY if "denied" in sentence else Stance.ACCUSE if "blamed" in sentence else Stance.ASSERT
    cue = next(word for word in ("reported", "denied", "blamed", "told", "adding", "said") if word in sentence)
    found = run(background + sentence, (None, cue, content.split(" ... "), (party,), stance))
    assert any(claim.text.startswith(expected) for claim in found), [claim.text for claim in found]


def test_the_town_is_the_one_told_of_not_one_named_once() -> None:
    text = (
        "Shells fell on the town of Gyumri on Monday. Gyumri lies near the town of Kars. Gyumri was shelled before.\nSoldiers were away.\n"
        "Nobody came.\nThe army denied that it had shelled the town."
    )
    found = run(text, ("The army", "denied", ["it had shelled the town"], ("ARM",), Stance.DENY))
    assert "Gyumri" in found[0].text


def test_an_army_named_for_a_place_is_no_place() -> None:
    text = "The Arakan Army attacked on Monday. The general said 26 fighters of the Arakan Army were killed."
    found = run(text, ("The general", "said", ["26 fighters of the Arakan Army were killed"], ("MMR",), Stance.ASSERT))
    assert "in Arakan" not in found[0].text and "Arakan" not in found[0].places


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Georgian claims of nine deaths", "It is not true that nine people were killed"),
        ("the talk of 15 prisoners", "It is not true that 15 people were taken prisoner"),
        ("any operation near Kars", "Armenia carried out no operation near Kars."),
        ("the two stray rockets", "Armenia did not fire the two stray rockets."),
    ],
)
def test_denied_nouns_are_denied_events(content: str, expected: str) -> None:
    found = run(f"Georgia and Armenia fought.\nArmenia rejected {content}.", ("Armenia", "rejected", [content], ("ARM",), Stance.DENY))
    assert found[0].text.startswith(expected)
    assert found[0].polarity is Polarity.DENIED


@pytest.mark.parametrize(("noun", "amount", "expected"), [("their number", "6,000", "6,000 people"), ("the number", "nine", "Nine people")])
def test_a_bare_number_is_of_what_was_counted_before(noun: str, amount: str, expected: str) -> None:
    text = f"Armenia said 14 people had been detained along the line. Georgia put {noun} at {amount}."
    found = run(
        text,
        ("Armenia", "said", ["14 people had been detained along the line"], ("ARM",), Stance.ASSERT),
        ("Georgia", "put", [noun, amount], ("GEO",), Stance.ASSERT),
    )
    assert texts(found, 2) == [f"{expected} had been detained along the line."]
    assert of(found, 2)[0].parties == ("GEO",)


def test_a_hospital_is_no_town() -> None:
    text = "Shells fell on the town of Gyumri on Monday.\nAt the Darvel hospital, nurses wept.\nArmenia said it holds the town."
    found = run(text, ("Armenia", "said", ["it holds the town"], ("ARM",), Stance.ASSERT))
    assert "Gyumri" in found[0].text and "Darvel" not in found[0].text


def test_who_claims_a_capture_captured_and_the_claim_is_that_one() -> None:
    text = "Armenia claimed the capture of a camp at Ashotsk, and said it had taken 42 soldiers prisoner. Georgia dismissed the claim."
    found = run(
        text,
        ("Armenia", "claimed", ["the capture of a camp at Ashotsk"], ("ARM",), Stance.ASSERT),
        ("Armenia", "said", ["it had taken 42 soldiers prisoner"], ("ARM",), Stance.ASSERT),
        ("Georgia", "dismissed", ["the claim"], ("GEO",), Stance.DENY),
    )
    assert texts(found, 1) == ["Armenia captured a camp at Ashotsk."]
    assert texts(found, 3) == ["Armenia did not capture a camp at Ashotsk."]


def test_what_an_answer_presupposes_is_a_claim() -> None:
    found = run(
        "Armenia called the measure a response to the seizure of grain by Georgian customs.",
        ("Armenia", "called", ["the measure", "a response to the seizure of grain by Georgian customs"], ("ARM",), Stance.ACCUSE),
    )
    assert "Georgian customs seized grain." in texts(found, 1)


PRONOUNS = (
    "KIGALI — Rwanda and Congo traded fire on Wednesday near Rutshuru. "
    "It began at 4 a.m., when Congolese troops shelled two posts, according to the Rwandan army.\n"
    "“They fired first, and they fired at homes,” a Rwandan army spokesman said. “The first shell was Congolese, and it fell in a school yard in Gisenyi.”\n"
    "Three barns had burned down, he said, and one of them had held grain. Congo said that its soldiers had been killed on their own side of the border.\n"
    "About 900 people had left the villages around Rutshuru, the Red Cross said. Nor had a single shell hit Goma, according to Rwanda.\n"
    "Congo denied that a soldier had been taken."
)


def test_pronouns_stand_for_the_nouns_and_parties_that_grammar_gives_them() -> None:
    claims = run(
        PRONOUNS,
        ("the Rwandan army", "according to", ["It began at 4 a.m., when Congolese troops shelled two posts"], ("RWA",), Stance.ACCUSE),
        (
            "a Rwandan army spokesman",
            None,
            ["They fired first, and they fired at homes", "The first shell was Congolese, and it fell in a school yard in Gisenyi"],
            ("RWA",),
            Stance.ACCUSE,
        ),
        ("he", "said", ["Three barns had burned down", "one of them had held grain"], ("RWA",), Stance.ASSERT),
        ("Congo", "said", ["its soldiers had been killed on their own side of the border"], ("COD",), Stance.ASSERT),
        ("the Red Cross", "said", ["About 900 people had left the villages around Rutshuru"], ("ICRC",), Stance.ASSERT),
        ("Rwanda", "according to", ["Nor had a single shell hit Goma"], ("RWA",), Stance.DENY),
        ("Congo", "denied", ["a soldier had been taken"], ("COD",), Stance.DENY),
    )
    texts = [claim.text for claim in claims]
    starts = [
        "The fire began at 4 a.m.",
        "DR Congo fired first",
        "DR Congo fired at homes",
        "The first shell fell in a school yard in Gisenyi",
        "One of the barns had held grain",
        "DR Congo's soldiers had been killed on their own side of the border",
        "About 900 people had left the villages around Rutshuru",
        "Not a single shell had hit Goma",
        "No soldier had been taken",
    ]
    assert [start for start in starts if not any(text.startswith(start) for text in texts)] == []


def test_that_was_invention_denies_what_has_just_been_told() -> None:
    text = (
        "TBILISI — Georgian police had shelled two farms, Armenia said. Armenian tanks had rolled to the edge of Akhalkalaki, a Georgian officer said. "
        "That was plain invention, Armenia’s defense ministry countered.\n"
        "Armenia denied that a soldier had been captured. “It’s a lie made in a studio,” an Armenian official said. “A roll call ended at noon.”"
    )
    claims = run(
        text,
        ("Armenia", "said", ["Georgian police had shelled two farms"], ("ARM",), Stance.ACCUSE),
        ("a Georgian officer", "said", ["Armenian tanks had rolled to the edge of Akhalkalaki"], ("GEO",), Stance.ACCUSE),
        ("Armenia’s defense ministry", "countered", ["That was plain invention"], ("ARM",), Stance.DENY),
        ("Armenia", "denied", ["a soldier had been captured"], ("ARM",), Stance.DENY),
        ("an Armenian official", "said", ["It’s a lie made in a studio", "A roll call ended at noon"], ("ARM",), Stance.DENY),
    )
    assert [claim.text for claim in of(claims, 3)] == ["Armenian tanks had not rolled to the edge of Akhalkalaki."]
    assert [claim.text.split(" on ")[0] for claim in of(claims, 5)] == [of(claims, 4)[0].text.split(" on ")[0], "A roll call ended at noon."]


def test_a_story_dismissed_as_a_tale_is_denied() -> None:
    text = "KHARTOUM — Sudan dismissed as “a fairy tale” Chad’s story of a drone shot down over Adre. Chad denied the capture of a pilot."
    claims = run(
        text,
        ("Sudan", "dismissed", ["a fairy tale", "Chad’s story of a drone shot down over Adre"], ("SDN",), Stance.DENY),
        ("Chad", "denied", ["the capture of a pilot"], ("TCD",), Stance.DENY),
    )
    assert [claim.text.rstrip(".") for claim in claims] == ["There was no drone shot down over Adre", "No pilot was captured in Adre"]


def test_a_cleft_sentence_that_its_tag_interrupts_is_one() -> None:
    text = "It was Chad, he added, that had fired first: 11 rockets crossed the border at dawn."
    claims = run(text, ("he", "added", ["It was Chad", "that had fired first: 11 rockets crossed the border at dawn"], ("SDN",), Stance.ACCUSE))
    assert [claim.text for claim in claims] == ["Chad had fired first.", "11 rockets crossed the border at dawn."]


def test_any_alone_is_denied_with_its_noun() -> None:
    text = "Chad announced that two of its soldiers had fallen near Adre, denying that any had crossed into Sudan."
    claims = run(
        text,
        ("Chad", "announced", ["two of its soldiers had fallen near Adre"], ("TCD",), Stance.ASSERT),
        ("Chad", "denying", ["any had crossed into Sudan"], ("TCD",), Stance.DENY),
    )
    assert of(claims, 2)[0].text.startswith("No soldier had crossed into Sudan")


def test_whose_troops_are_those_of_the_noun_before() -> None:
    text = "That was invention, countered Chad’s defense ministry, whose troops, it said, had not left the positions in which the truce found them."
    claims = run(text, ("it", "said", ["whose troops", "had not left the positions in which the truce found them"], ("TCD",), Stance.DENY))
    assert claims[0].text == "Chad's troops had not left the positions in which the truce found them."


def test_a_tale_that_the_parser_takes_for_a_sentence_is_denied() -> None:
    text = 'He dismissed as "a fairy tale" Chad\'s story of a Sudanese spy drone shot down over Adre.'
    (claim,) = run(text, ("He", "dismissed", ["a fairy tale", "Chad's story of a Sudanese spy drone shot down over Adre"], ("SDN",), Stance.DENY))
    assert claim.text.startswith("There was no Sudanese spy drone shot down over Adre")


def test_who_rejects_an_offer_does_not_deny_that_it_was_made() -> None:
    found = run("Georgia and Armenia fought.\nArmenia rejected the offer.", ("Armenia", "rejected", ["the offer"], ("ARM",), Stance.DENY))
    assert [(claim.text, claim.polarity) for claim in found] == [("Armenia rejected the offer.", Polarity.AFFIRMED)]


def test_what_is_described_as_going_on_is_told() -> None:
    content = "a column of trucks rolling into Gori"
    found = run(f"Georgia and Armenia fought.\nResidents described {content}.", ("Residents", "described", [content], ("LOCAL",), Stance.ASSERT))
    assert [claim.text for claim in found] == ["A column of trucks was rolling into Gori."]
