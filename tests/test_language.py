import pytest

from checker.language import foreign_language, is_english, language_name

# Our own sentences, the same news in each language.
FOREIGN = {
    "French": "Le ministère de la défense a déclaré mercredi que des avions de chasse avaient bombardé plusieurs villages près de la frontière.",
    "German": "Das Verteidigungsministerium teilte am Mittwoch mit, dass Kampfflugzeuge mehrere Dörfer nahe der Grenze bombardiert hätten.",
    "Spanish": "El Ministerio de Defensa declaró el miércoles que aviones de combate bombardearon varias aldeas cerca de la frontera norte.",
    "Dutch": "Het ministerie van Defensie zei woensdag dat gevechtsvliegtuigen verschillende dorpen in de buurt van de grens hadden gebombardeerd.",
    "Russian": "Министерство обороны заявило в среду, что истребители нанесли удары по нескольким деревням вблизи границы.",
    "Arabic": "قالت وزارة الدفاع يوم الأربعاء إن طائرات مقاتلة قصفت عدة قرى قرب الحدود الشمالية للبلاد",
    "Thai": "กระทรวงกลาโหมแถลงเมื่อวันพุธว่าเครื่องบินรบได้ทิ้งระเบิดใส่หมู่บ้านหลายแห่งใกล้ชายแดนทางตอนเหนือของประเทศ",
    "Chinese": "国防部星期三表示，战斗机轰炸了边境附近的几个村庄，造成多名平民死亡，数千人被迫离开家园。双方代表将于下周在首都举行会谈，讨论恢复停火协议。",
}
ENGLISH = "The defense ministry said on Wednesday that fighter jets had bombed several villages near the border, and that three people were killed."


@pytest.mark.parametrize(("name", "text"), FOREIGN.items())
def test_a_foreign_text_is_named(name, text):
    assert foreign_language(text) == name


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "",
        "1 2 3 4 5",
        "\U0001f4a5" * 100,
        "Bombardement à Kherson",  # too short to be sure
        "Mokhtar Belaïd, Gouverneur, Préfecture de Nabatiyé.",
        FOREIGN["French"] + " " + ENGLISH,  # a mixed text is read
        FOREIGN["Thai"] + "\n" + ENGLISH,
    ],
)
def test_english_short_and_mixed_texts_are_kept(text):
    assert foreign_language(text) is None


def test_a_long_foreign_text_with_an_english_headline_is_found_in_its_middle():
    assert foreign_language("Army denies the strike, says ministry\n" + FOREIGN["Spanish"] * 1000) == "Spanish"


@pytest.mark.parametrize(
    ("code", "expected"), [("en", True), ("EN-gb", True), ("en_US", True), ("English", True), ("eng", True), ("km", False), ("enm", False)]
)
def test_language_tags(code, expected):
    assert is_english(code) is expected


def test_language_names():
    assert language_name("km") == "Khmer"
    assert language_name("el") == "Modern Greek"
    assert language_name("zz") == "zz"
