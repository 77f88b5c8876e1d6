"""Stance once it is known who speaks, on short stories of several wars."""

import pytest

from checker.config import Config
from checker.document import Document
from checker.parties import PartyResolver
from checker.pipeline import extract_document
from checker.statement import Stance

RESOLVER = PartyResolver()
PERU = "Peru accused Ecuador on Friday of shelling a village in the Cenepa valley, and Ecuador rejected the charge."
ARMENIA = "Armenia accused Azerbaijan on Monday of firing on a bus near Goris. Azerbaijan rejected the accusation."


@pytest.fixture(autouse=True)
def _rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rules say; the slot model may say otherwise of sentences as short as these."""
    for trust in ("slot_choice.TRUST_STANCE", "slot_choice.TRUST_DENIAL", "speaker_reading.TRUST_NAMED", "speaker_reading.TRUST_GUESSED"):
        monkeypatch.setattr(f"checker.{trust}", 99.0)


def stance(lead: str, sentence: str) -> Stance:
    """Of the last statement of a story: the lead, then the sentence as a paragraph of its own."""
    statements, _ = extract_document(Document("d", f"{lead}\n{sentence}"), RESOLVER, Config())
    return max(statements, key=lambda one: (max(span.end for span in one.content), one.content[0].start)).stance


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Azerbaijan’s army said its gunners never left their posts on Sunday.", Stance.DENY),
        ("“We had no sniper on that hill,” a spokesman for the Azerbaijani army said.", Stance.DENY),
        ("“We target gunmen, not passengers,” said a spokesman for Azerbaijan’s army.", Stance.DENY),
        ("The Azerbaijani defense ministry said that no shell of its artillery had reached Goris.", Stance.DENY),
        ("Armenia’s army said the bus was hit by rifle fire. Azerbaijan says the driver took a wrong turn in the fog.", Stance.DENY),
        ("Azerbaijan blamed a flat tire.", Stance.DENY),
        ("The Azerbaijani army said the crater was caused by an Armenian interceptor.", Stance.DENY),
        # What is only not known or not had, and what those report who stand outside.
        ("Azerbaijan’s army said it had no information about a bus.", Stance.ASSERT),
        ("The Red Cross said no shells had fallen on Sunday.", Stance.ASSERT),
        ("The United Nations said it had not been allowed to see the bus.", Stance.ASSERT),
        ("Armenia said 14 people lived in the village.", Stance.ASSERT),
        ("Azerbaijan blamed Armenian gunmen.", Stance.ACCUSE),
    ],
)
def test_denials(sentence: str, expected: Stance) -> None:
    assert stance(ARMENIA, sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Two farmers have died in the Ecuadorian shelling of the village, Peru’s army said.", Stance.ACCUSE),
        ("“We lost three soldiers to their mortars,” said a spokesman for the Peruvian army.", Stance.ACCUSE),
        ("“It was their patrol that crossed the river,” a Peruvian army spokesman said.", Stance.ACCUSE),
        ("“They came at us with machetes,” a Peruvian army officer said.", Stance.ACCUSE),
        ("Peru’s army said a rocket had been fired at its camp.", Stance.ACCUSE),
        ("Peru said Ecuadorian soldiers were the first to open fire.", Stance.ACCUSE),
        ("Ecuador called the report a provocation staged in Lima.", Stance.DENY),
        ("Ecuador described the march as a provocation ordered by Peru.", Stance.ACCUSE),
        # Tolls, one's own acts, harmless acts of others.
        ("Two farmers have died in the clinic, Peru’s army said.", Stance.ASSERT),
        ("Peru’s army said it was Ecuador that asked for a meeting.", Stance.ASSERT),
        ("“They came to us on Friday for water,” a Peruvian army officer said.", Stance.ASSERT),
        ("The Red Cross said two farmers had died in the Ecuadorian shelling.", Stance.ASSERT),
        ("Peru’s army said the number of wounded farmers had risen to nine.", Stance.ASSERT),
    ],
)
def test_accusations(sentence: str, expected: Stance) -> None:
    assert stance(PERU, sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The foreign ministry in Lima warned that Peru will expel the consul unless the shelling stops.", Stance.PROMISE),
        ("A Brazilian diplomat said Ecuador had told his government that it accepted the offer.", Stance.PROMISE),
        ("Ecuador informed the Red Cross that no further patrols were planned.", Stance.PROMISE),
        ("Ecuador assured the Red Cross that the wounded would be sent home.", Stance.PROMISE),
        # What is to happen, or is so already, is nobody's undertaking.
        ("Peru said a court would hear the case on Sunday.", Stance.ASSERT),
        ("Peru assured the Red Cross that the prisoners were in good health.", Stance.ASSERT),
        ("Peru said it would lose the harvest.", Stance.PROMISE),
    ],
)
def test_promises(sentence: str, expected: Stance) -> None:
    assert stance(PERU, sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("“We need no lessons from Lima,” an Ecuadorian minister said.", Stance.OPINION),
        ("“That is not a patrol. That is an army,” a Peruvian minister said.", Stance.OPINION),
        ("Peru called the shelling a crime against farmers.", Stance.OPINION),
        ("“That is not our patrol,” an Ecuadorian minister said.", Stance.DENY),
    ],
)
def test_opinions(sentence: str, expected: Stance) -> None:
    assert stance(PERU, sentence) is expected
