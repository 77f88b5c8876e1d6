"""Slots of claims in composed sentences on many conflicts: what has to hold whatever the war, the weapon and the words."""

import pytest
from braced import claims_after

from checker.claim import Claim

# text with the content of the statement between braces; speaker; parties; stance; what one of its claims has to be
CASES = [
    ("Ethiopia said {Eritrean drones pounded a grain store near Adigrat on Tuesday}.", "ETH", "accuse", "air_strike ERI>ETH Adigrat 2025-06-10"),
    ("Eritrea denied {shelling Adigrat}, as Ethiopia had charged.", "ERI", "deny", "ground_fire ERI>ETH Adigrat - denied"),
    ("Armenia said {Azerbaijani snipers shot at an ambulance near Jermuk on Monday}.", "ARM", "accuse", "ground_fire AZE>ARM Jermuk 2025-06-09"),
    ("China said {a Vietnamese trawler rammed its patrol ship near Triton Island on Wednesday}.", "CHN", "accuse", "other VNM>CHN Triton_Island 2025-06-11"),
    ("Vietnam said {three fishermen were injured by a Chinese ship on Wednesday}.", "VNM", "accuse", "casualties CHN>VNM - 2025-06-11 3_exact_civilians"),
    ("Mali said {Algerian jets had violated its airspace on Sunday}.", "MLI", "accuse", "incursion DZA>MLI - 2025-06-08"),
    ("Serbia said {11 Serbs had been arrested in Kosovo on Thursday}.", "SRB", "accuse", "capture_detention XKX>SRB - 2025-06-12 11_exact_people"),
    ("South Korea said {North Korean troops fired some 60 artillery shells on Monday}.", "KOR", "accuse", "ground_fire PRK>KOR - 2025-06-09 60_about_rounds"),
    ("India said {Pakistan broke the ceasefire 14 times since Sunday}.", "IND", "accuse", "ceasefire_violation PAK>IND - -"),
    ("Pakistan said {it has honored the ceasefire}, and India did not reply.", "PAK", "assert", "ceasefire_violation PAK>IND - -"),
    ("Lebanon said {an Israeli missile came down in Nabatieh on Tuesday}.", "LBN", "accuse", "ground_fire ISR>LBN Nabatieh 2025-06-10"),
    ("Israel said {it had not aimed at the town of Nabatieh}, as Lebanon claims.", "ISR", "deny", "- ISR>LBN Nabatieh - denied"),
    ("Rwanda said {Congolese soldiers had fired mortars at Rubavu on Saturday}.", "RWA", "accuse", "ground_fire COD>RWA Rubavu 2025-06-07"),
    (
        "Congo said {more than 40,000 people had fled Masisi}, where Rwanda has sent troops.",
        "COD",
        "assert",
        "displacement ->COD Masisi 2025-06-13 40000_at_least_people",
    ),
    (
        "Ukraine said {a Russian drone attack left 20,000 homes in Sumy without power on Monday}.",
        "UKR",
        "accuse",
        "damage RUS>UKR Sumy 2025-06-09 20000_exact_homes",
    ),
    ("Russia said {its forces did not strike the power plant in Sumy}, denying a charge of Ukraine.", "RUS", "deny", "air_strike RUS>UKR Sumy - denied"),
    ("Kyrgyzstan said {Tajik border guards had crossed into Batken on Monday}.", "KGZ", "accuse", "incursion TJK>KGZ Batken 2025-06-09"),
    ("Thailand said {two soldiers had stepped on a mine laid by Cambodia in Sisaket on Tuesday}.", "THA", "accuse", "landmine KHM>THA Sisaket 2025-06-10"),
    ("Guyana said {Venezuelan troops massed near the border}.", "GUY", "accuse", "troop_movement VEN>- - -"),
    ("Turkey said {it would host the next round of talks} between Russia and Ukraine.", "TUR", "promise", "talks_agreement - - -"),
    (
        "Armenia said {11 of the 24 people in the bus were wounded by Azerbaijani fire on Monday}.",
        "ARM",
        "accuse",
        "casualties AZE>ARM - 2025-06-09 11_exact_people",
    ),
    (
        "Greece said {the boat was hit 20 nautical miles from Rhodes by a Turkish cutter on Monday}.",
        "GRC",
        "accuse",
        "- TUR>GRC - 2025-06-09 20_exact_nautical",
    ),
]


def fits(claim: Claim, wanted: str) -> bool:
    kind, roles, place, day, *rest = wanted.split()
    actor, target = roles.split(">") if ">" in roles else ("-", "-")
    amounts = {f"{quantity.value:g}_{quantity.bound.value}_{quantity.unit.split()[0]}" for quantity in claim.quantities}
    return (
        kind in ("-", claim.type)
        and actor in ("-", claim.actor)
        and target in ("-", claim.target)
        and (place == "-" or place.replace("_", " ") in claim.places)
        and (day == "-" or (claim.event_date is not None and claim.event_date.isoformat() == day))
        and all(claim.polarity.value == "denied" if item == "denied" else item in amounts for item in rest)
    )


@pytest.mark.parametrize(("text", "parties", "stance", "wanted"), CASES, ids=[case[0][:40] for case in CASES])
def test_slots(text: str, parties: str, stance: str, wanted: str) -> None:
    claims = claims_after(text, parties, stance)
    assert any(fits(claim, wanted) for claim in claims), [
        (claim.type, claim.actor, claim.target, claim.places, claim.event_date, claim.quantities, claim.polarity.value) for claim in claims
    ]
