"""Who acts on whom in composed sentences of many wars, each after a lead that says what it is about."""

import pytest
from braced import claims_after

# lead, then a sentence "speaker cue {content}"; parties; stance; actor and target of the first claim
CASES = [
    # Owners: "its" is the speaker's, "her" a person's, "its neighbor" the other's.
    ("Serbia and Kosovo traded blame on Monday.\nSerbia said {its armored vehicles would be back in their barracks by noon}.", "SRB", "promise", "SRB>None"),
    ("Armenia shelled Ganja on Monday.\nAzerbaijan said {a shell hit her house in Ganja}.", "AZE", "accuse", "ARM>AZE"),
    ("Armenia and Azerbaijan signed a truce in May.\nArmenia accused {its neighbor of having broken it 19 times}.", "ARM", "accuse", "AZE>ARM"),
    # Messages: who sent them, and who was not told of a strike.
    ("Peru and Ecuador traded fire on Monday.\nPeru said {the request for the call came from Ecuador}.", "PER", "assert", "ECU>PER"),
    ("Turkish jets bombed a village in Syria on Monday.\nA U.N. official said {the mission had not been notified of the strike}.", "UN", "assert", "TUR>UN"),
    ("Turkey bombed Syria on Monday.\nTurkey said {villagers had been warned by loudspeaker an hour before}.", "TUR", "assert", "TUR>SYR"),
    ("Peru and Ecuador traded fire on Monday.\nPeru said {Ecuador had asked for a meeting}.", "PER", "assert", "ECU>PER"),
    ("Peru and Ecuador traded fire on Monday.\nPeru said {it would go to the talks in Geneva only if the base was handed back}.", "PER", "promise", "PER>ECU"),
    ("Peru and Ecuador traded fire on Monday.\nPeru said {it would retaliate at a time of its choosing}.", "PER", "promise", "PER>ECU"),
    # Pictures show what is known; finders don't know who fired.
    (
        "Rockets fired by Hezbollah hit Metula in Israel on Monday.\nIsrael said {a third rocket had been found in an orchard in Metula}.",
        "ISR",
        "assert",
        "None>ISR",
    ),
    # Those who came under fire are its targets, those who came home nobody's.
    ("Georgia shelled an Armenian post on Monday.\nArmenia said {its men came under automatic fire}.", "ARM", "assert", "GEO>ARM"),
    ("Congo fought the M23 rebels near Goma.\nThe M23 said {1,200 families had already come home}.", "M23", "assert", "None>None"),
    # Movements: of unnamed units by who tells of them, on whose ground they are.
    ("Serbia and Kosovo traded blame.\nSerbia denied {that a single unit had been moved toward the line}.", "SRB", "deny", "SRB>None"),
    ("Rwanda and Congo traded blame.\nRwanda said {there is not a single Rwandan soldier in Goma}.", "RWA", "deny", "RWA>COD"),
    ("Serbia and Kosovo traded blame.\nThe NATO force reported {the arrival of 300 Serbian soldiers in Raska}.", "NATO", "assert", "SRB>None"),
    # Directed acts that are promised or denied are against the other side; what is done at home or for migrants is not.
    ("Peru and Ecuador traded fire on Monday.\nPeru said {it would recall its ambassador from the embassy}.", "PER", "promise", "PER>ECU"),
    ("Peru and Ecuador traded fire on Monday.\nPeru said {it would compensate the farmers}.", "PER", "promise", "PER>None"),
    ("Italy and Libya traded blame on Monday.\nLibya said {an Italian crew had ignored the castaways}.", "LBY", "accuse", "ITA>None"),
    # What was said to a third party that tells of it; who rules from the capital.
    ("Peru and Ecuador traded fire on Monday.\nBrazil said {Peru had assured it that the shelling would end}.", "BRA", "assert", "PER>BRA"),
    ("Yemen's Houthis and the Emirates traded fire.\nThe Emirates said {its jets had bombed a Yemeni depot}.", "ARE", "assert", "ARE>HOUTHI"),
    # Arrests by those who tell of them without complaint; victims who are an armed group's men.
    ("Police in Kosovo were ambushed near Serbia on Friday.\nKosovo police said {five men were arrested in the forest}.", "XKX", "assert", "XKX>None"),
    ("Israel bombed a house in Lebanon where Hezbollah had men.\nIsrael said {all four dead were terrorists}.", "ISR", "assert", "ISR>HEZ"),
    # Where states fight, villagers whom one harms are the other's, whatever a gazetteer says of their village.
    ("India and Pakistan traded fire on Monday.\nPakistan said {a civilian died in the Indian shelling of Delhi}.", "PAK", "accuse", "IND>PAK"),
    # What hit one's own garrison was the other's.
    ("Armenia and Georgia traded fire on Monday.\nArmenia's army said {a drone hit an Armenian garrison in Ashotsk}.", "ARM", "assert", "GEO>ARM"),
    # A quarrel has the doer of what began it.
    ("Tajikistan and Kyrgyzstan quarreled on Monday.\nTajikistan said {the quarrel began when Kyrgyz farmers blocked a canal}.", "TJK", "accuse", "KGZ>TJK"),
    # "They" in an accusation are the others.
    ("Tajikistan and Kyrgyzstan fought on Monday.\nTajikistan said {they burned three houses on our side}, blaming Kyrgyzstan.", "TJK", "accuse", "KGZ>TJK"),
]


@pytest.mark.parametrize(("text", "parties", "stance", "wanted"), CASES, ids=[case[0].split("{")[1][:40] for case in CASES])
def test_actor_and_target(text: str, parties: str, stance: str, wanted: str) -> None:
    claim = claims_after(text, parties, stance)[0]
    assert f"{claim.actor}>{claim.target}" == wanted, claim.type
