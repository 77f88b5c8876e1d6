import re
from datetime import date

import pytest
from factories import statement

from checker.analysis import analyse
from checker.attribution import attribute
from checker.discourse import Discourse, read_discourse
from checker.document import Document, Span
from checker.parties import PartyResolver
from checker.statement import Mode, Statement
from checker.statement_parties import assign_parties

RESOLVER = PartyResolver()

# Composed texts; a speaker is marked [[words|expected parties]].
WIRE = """YEREVAN/BAKU — Armenia and Azerbaijan traded accusations on Monday after shooting that [[both defense ministries|ARM+AZE]] said had wounded soldiers.
[[Armenia’s defense ministry|ARM]] said Azerbaijani units opened fire near Kut.
[[Spokesman Aram Torosyan|ARM]] said two soldiers were hurt. “They used mortars,”
[[he|ARM]] said.
[[Baku|AZE]] denied it.
[[Its neighbor|ARM]] said the shooting lasted an hour.
[[The other side|AZE]] had said that Armenian troops fired first.
[[The EU monitoring mission in Armenia|EU]] said its patrol heard fire.
[[The mission|EU]] added that it saw no casualties.
[[A Russian foreign ministry spokeswoman|RUS]] urged calm.
[[Mr. Torosyan|ARM]] later said the shooting had stopped.
[[The two sides|ARM+AZE]] agreed to meet.
[[Azerbaijan’s state border service|AZE]] confirmed one wounded.
[[The service|AZE]] said he was a corporal.
[[Residents of Kut|LOCAL]] said they hid."""
HOME = """MANILA — [[The Philippine Coast Guard|PHL]] said a Chinese vessel rammed its ship. "They endangered our crew,"
[[spokesperson Commodore Rey Tarrosa|PHL]] said.
[[The coast guard|PHL]] released a video.
[[Beijing|CHN]] said the Philippine ship had entered illegally.
[[Chinese state broadcaster CCTV|CCTV]] reported that no one was hurt.
[[The broadcaster|CCTV]] showed footage.
[[The Department of Foreign Affairs|PHL]] summoned the ambassador.
[[The National Security Council|PHL]] said the mission would go on.
[[The Japanese ambassador to the Philippines|JPN]] called it dangerous.
[[Tarrosa|PHL]] said the crew was safe."""
CIVIL_WAR = """PORT SUDAN — Sudan’s army and the paramilitary Rapid Support Forces fought over El Obeid on Sunday, [[both sides|SAF+RSF]] said.
[[The army|SAF]] said it had repelled an assault.
[[The RSF|RSF]] said its fighters took the airport.
[[The paramilitary group|RSF]] denied shelling a hospital.
[[The Emergency Lawyers|EMERGENCYLAWYERS]] blamed it on the RSF.
[[The force|RSF]] called that a lie.
[[Its spokesman|RSF]] said the army used drones.
[[Khartoum|SAF]] blamed the Emirates.
[[The UAE foreign ministry|ARE]] denied it.
[[Abu Dhabi|ARE]] said the claim was baseless.
[[The governor of North Kordofan|SAF]] said 3,000 families fled."""
PROXY = """BEIRUT — [[The Israeli military|ISR]] struck a depot in Lebanon.
[[Lebanon’s health ministry|LBN]] said two died.
[[The Lebanese government|LBN]] protested.
[[Hezbollah|HEZ]] denied keeping arms there.
[[The group|HEZ]] said it was a bakery.
[[Both sides|ISR+HEZ]] said they kept the truce.
[[The group’s media office|HEZ]] named the dead.
[[The Israeli army|ISR]] said it would respond.
[[UNIFIL|UN]] urged calm.
[[The force’s spokesman|UN]] said it counted three launches."""


def marked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without marks, and (start, end, expected) of each speaker."""
    plain, spans, position = "", [], 0
    for match in re.finditer(r"\[\[(.*?)\|(.*?)\]\]", text):
        plain += text[position : match.start()]
        spans.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain, position = plain + match[1], match.end()
    return plain + text[position:], spans


@pytest.mark.parametrize(
    ("text", "outlet"), [(WIRE, None), (HOME, "Manila Courier"), (CIVIL_WAR, None), (PROXY, None)], ids=["wire", "home", "civil war", "proxy"]
)
def test_speakers_of_a_story(text: str, outlet: str | None) -> None:
    plain, spans = marked(text)
    document = Document("d", plain, outlet=outlet)
    statements = [statement(document, number, document.span(start, end), end + 1) for number, (start, end, _) in enumerate(spans, 1)]
    assigned = assign_parties(statements, analyse(document), RESOLVER)
    found = [(plain[start:end], set(one.parties)) for one, (start, end, _) in zip(assigned, spans, strict=True)]
    assert found == [(plain[start:end], set(expected.split("+"))) for start, end, expected in spans]
    assert all(one.evidence for one in assigned)


def read(text: str, **extra: str) -> Discourse:
    return read_discourse(analyse(Document("d", text, **extra)), RESOLVER)  # type: ignore[arg-type]


def resolved(discourse: Discourse, words: str, **extra: tuple[str, ...]) -> tuple[str, ...]:
    start = discourse.memory.text.rindex(words)
    match = discourse.resolve(Span(start, start + len(words), words), **extra)
    return match.parties if match else ()


RELEASE = """GENEVA — [[We|MSF]] confirm that the clinic was hit.
“I saw the roof come down,” says [[Ana Ruiz|MSF]], our surgeon in the town.
[[A liaison officer of the Rapid Support Forces|RSF]] told our team that nobody fired.
[[We|MSF]] demand an inquiry. [[Some of them|LOCAL]] fled.
[[The state health ministry|SAF]] counted 21 dead in Sudan."""


def test_a_release_speaks_for_its_publisher_in_any_place() -> None:
    plain, spans = marked(RELEASE)
    document = Document("d", plain, outlet="MSF press release", title="Sudan: clinic destroyed")
    statements = [statement(document, number, document.span(start, end), end + 1) for number, (start, end, _) in enumerate(spans, 1)]
    assigned = assign_parties(statements, analyse(document), RESOLVER)
    assert [one.parties for one in assigned] == [(codes,) for _, _, codes in spans]


@pytest.mark.parametrize(
    ("title", "text", "home"),
    [
        ("Statement by the Ministry of Defence of the Republic of Armenia", "BRUSSELS, 4 March 2026 – Units opened fire on our posts.", "ARM"),
        (None, "MINISTRY OF FOREIGN AFFAIRS OF THE KYRGYZ REPUBLIC\nMOSCOW — Two guards were wounded.", "KGZ"),
        ("Press release of the Embassy of India", "PARIS — We regret it.", "IND"),
        ("Fighting goes on", "PARIS — We regret it.", "FRA"),
        ("Fighting goes on", "MOSCOW. The army fired.", "RUS"),
    ],
)
def test_home_of_a_statement_is_its_issuer(title: str | None, text: str, home: str) -> None:
    assert read(text, title=title).home == (home,)  # type: ignore[arg-type]


def test_world_media_have_no_army() -> None:
    assert read("The army fired.", outlet="Reuters").home == ()
    assert read("The army fired.", outlet="Xinhua").home == ("CHN",)


def test_answers_in_a_press_conference_are_the_publishers() -> None:
    document = Document("d", "MR. HALL: Nobody told us. It was calm.\nQUESTION: And later?", outlet="U.S. Department of State")
    one = Statement("d:s01", "d", document.span(0, 8), None, (document.span(10, 38),), Mode.INDIRECT)
    assert assign_parties([one], analyse(document), RESOLVER)[0].parties == ("USA",)


def test_acronyms_that_the_document_explains() -> None:
    text = "The Armed Forces of the Philippines (AFP) fired. The AFP said so. The Coral Watch Alliance (CRWA) complained. The CRWA said so."
    assert resolved(read(text), "The AFP") == ("PHL",)
    assert resolved(read("The AFP reported it."), "The AFP") == ("AFP",)
    assert resolved(read(text), "The CRWA") == ("CRWA",)


def test_two_parties_of_which_one_is_named() -> None:
    text = "PORT SUDAN — Sudan fought. The army and the Rapid Support Forces blamed each other. Army spokesman Ali Hamad spoke."
    discourse = read(text)
    assert resolved(discourse, "The army and the Rapid Support Forces") == ("SAF", "RSF")


def test_we_is_the_speaker() -> None:
    discourse = read("Thailand and Cambodia talked. We did not fire and our units stayed.")
    assert resolved(discourse, "We", speaker=("KHM",)) == ("KHM",)
    assert resolved(discourse, "our units", speaker=("THA",)) == ("THA",)
    assert resolved(discourse, "We") == ()


def test_local_officials_by_the_place_in_the_sentence() -> None:
    text = "Thailand and Cambodia clashed. At least 21 people have been killed in Cambodia since the fighting, according to national authorities."
    assert resolved(read(text), "national authorities") == ("KHM",)
    assert resolved(read("Ukraine and Russia fought. In Belgorod, local officials said two died."), "local officials") == ("RUS",)


def test_the_kingdom_and_the_country() -> None:
    assert resolved(read("Thailand met Vietnam in Hanoi. The kingdom asked for more."), "The kingdom") == ("THA",)


def test_states_only_for_both_governments() -> None:
    text = "Congo fought M23 rebels. M23 took a town. M23 denied it. Rwanda accused Congo. Congo accused Rwanda. Rwanda said both governments would meet."
    assert set(resolved(read(text), "both governments")) == {"COD", "RWA"}


def test_a_persons_name_of_the_document_goes_before_world_leaders() -> None:
    text = "Thai army spokesman Gen. Somchai Biden spoke. Biden said it was calm."
    assert resolved(read(text), "Biden") == ("THA",)
    assert resolved(read("In Washington Biden spoke."), "Biden") == ("USA",)


def test_focus_of_the_user_goes_first() -> None:
    text = "China, Japan and Vietnam met. China spoke. Japan spoke. Thailand and Laos listened."
    document = Document("d", text)
    assert read_discourse(analyse(document), PartyResolver(focus=("THA", "LAO"))).focus[:2] == ("THA", "LAO")


def test_home_from_outlet_or_dateline() -> None:
    assert read("The army fired.", outlet="Siam Morning Herald").home == ("THA",)
    assert read("BISHKEK — The army fired.").home == ("KGZ",)
    assert read("BISHKEK/DUSHANBE — The army fired.").home == ()
    assert read("YEREVAN, MAY 19, ARMENPRESS. The army fired.").home == ("ARM",)
    assert read("MOSCOW, May 19. /TASS/. The army fired.").home == ("RUS",)
    assert read("The army fired.", outlet="Harbor Newswire").home == ()


def test_resolved_statements_are_memory() -> None:
    document = Document("d", "Reports differ. The Malian army spoke. Niger listened. He said no more.")
    discourse = read_discourse(analyse(document), RESOLVER, statements=[statement(document, 1, document.span(16, 35), 36, parties=("MLI",))])
    assert discourse.resolve(Span(55, 57, "He")).parties == ("MLI",)  # type: ignore[union-attr]


def parties_of(text: str, outlet: str = "Atlas Wire") -> dict[str, tuple[str, ...]]:
    """Last parties of each speaker, from the text alone."""
    analysis = analyse(Document("d", text, outlet=outlet))
    return {one.speaker.text if one.speaker else "-": one.parties for one in assign_parties(attribute(analysis), analysis, RESOLVER)}


def test_a_regions_minister_comes_back_as_the_minister() -> None:
    story = """NAIROBI — Federal troops and forces of Jubaland fought in Dhobley on Monday.
Somalia’s defense ministry said two soldiers died.
“No shell of ours fell on it,” Jubaland’s health minister, Amina Warsame, told reporters. Soldiers had fired first, the minister said."""
    assert parties_of(story)["the minister"] == ("JUBALAND",)


def test_named_person_is_he_and_its_is_not_of_the_quotation() -> None:
    story = """LAHORE — Indian guns killed three people in Kotli on Saturday, the military’s media wing said.
"Our posts answered in kind and two Indian bunkers are gone," its director general, Asif Durrani, said.
The U.N. envoy said both had called.
Nabil Khan, who leads the army’s negotiators, said talks went on. Both, he added, would last a week."""
    found = parties_of(story, outlet="The Lahore Record")
    assert found["its director general, Asif Durrani"] == ("PAK",)
    assert found["he"] == ("PAK",)
    assert found["Nabil Khan, who leads the army’s negotiators"] == ("PAK",)


def test_a_national_minister_is_of_no_place_that_the_sentence_names() -> None:
    story = """ANKARA — Eleven militants were killed in northern Syria on Monday, National Defense Minister Haluk Erdemir said.
The district governor said calm had returned to Qamishli in Syria."""
    found = parties_of(story, outlet="Anatolia Courier")
    assert found["National Defense Minister Haluk Erdemir"] == ("TUR",)


def test_a_person_known_by_name_is_he_and_her() -> None:
    story = """BAKU — "Our units silenced them," army spokesman Elnur Safarzade told a briefing.
Shells fell at dawn, according to Ilham Rustamov, a driver at the site.
Safarzade said a second soldier had died. He denied that any position was lost.
Foreign ministry spokeswoman Leyla Aliyeva blamed Armenia. According to her, 26 men were waiting."""
    found = parties_of(story, outlet="Khazar News Agency")
    assert found["He"] == ("AZE",)
    assert found["her"] == ("AZE",)


def test_own_side_is_one_of_the_two_where_the_other_is_a_group() -> None:
    story = """DAMASCUS — Fighters of the Syrian Democratic Forces shelled a street on Monday, the defense ministry said.
Turkey urged the SDF to leave. The SDF, Turkey said, was to blame.
In May, the ministry said, the other side had agreed to free ten men."""
    assert parties_of(story, outlet="Damascus Gazette")["the other side"] == ("SDF",)


def test_nurse_of_no_institution_is_a_private_person() -> None:
    assert parties_of("Shells fell all night. “The lamps went out at six,” a nurse named Sara said.")["a nurse named Sara"] == ("LOCAL",)


def test_country_of_a_person_goes_before_what_he_leads() -> None:
    story = "MINSK — A Uruguayan brigadier, who commands the Congolese brigade, said it was quiet."
    assert parties_of(story)["A Uruguayan brigadier, who commands the Congolese brigade"] == ("URY",)


def test_lawyer_of_nobody_named_is_a_private_person() -> None:
    assert parties_of("Five men were held. A lawyer who represents two of them said they cut wood.") == {"A lawyer who represents two of them": ("LOCAL",)}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # Envoys are named more often than those who fight.
        ("LIMA — Ecuadorian troops shelled a post of Peruvian soldiers. Brazil sent an envoy. Brazil will host talks. Ecuadorian forces left.", {"ECU", "PER"}),
        # Two states before the group that fights in one of them.
        ("Congo's army and Rwandan troops fought at Kibumba. Rwandan shells fell near Congo's border post. M23 was seen. M23 left.", {"COD", "RWA"}),
        # A group that stands first stands against its host.
        ("The RSF shelled El Fasher. RSF fighters and RSF drones came from Chad. Chad shut its border with Chad's forces. Sudan's army fled.", {"RSF", "SAF"}),
        ("Polisario rockets hit Smara. Morocco's army struck Polisario trucks. Algeria called for calm. Algeria asked for talks.", {"MAR", "POLISARIO"}),
    ],
)
def test_who_is_in_conflict(text: str, parties: set[str]) -> None:
    assert set(read_discourse(analyse(Document("d", text)), PartyResolver()).focus[:2]) == parties


@pytest.mark.parametrize(
    ("town", "day", "home"),
    [
        ("SIMFEROPOL", date(2024, 5, 3), "RUS"),
        ("DONETSK", date(2016, 5, 3), "UKR"),
        ("GOMA", date(2025, 3, 1), "M23"),
        ("GOMA", date(2024, 3, 1), "COD"),
        ("TINDOUF", date(2024, 3, 1), "POLISARIO"),
        ("OLESHKY", date(2024, 3, 1), "RUS"),
    ],
)
def test_datelines_are_of_who_holds_the_town_on_that_day(town: str, day: date, home: str) -> None:
    text = f"{town} — Russian and Ukrainian guns fell silent, as did those of M23, of Congo's army, of the Polisario and of Morocco."
    assert read_discourse(analyse(Document("d", text, published=day)), PartyResolver()).home == (home,)


def test_a_group_that_took_a_town_needs_no_name_over_its_own_text() -> None:
    text = "SANAA — Yemen's mercenaries lost an operations room, the armed forces in Sanaa said. Saudi Arabia denied it."
    discourse = read_discourse(analyse(Document("d", text, published=date(2021, 8, 19))), PartyResolver())
    assert discourse.home == ("HOUTHI",)
    assert "HOUTHI" in discourse.focus[:2]
    assert read_discourse(analyse(Document("d", text, published=date(2013, 8, 19))), PartyResolver()).home == ("YEM",)
