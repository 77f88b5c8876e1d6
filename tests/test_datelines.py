import pytest

from checker.datelines import dateline_length, lead_length


@pytest.mark.parametrize(
    ("dateline", "story"),
    [
        ("PRISTINA/BELGRADE, 12 May 2026 - ", "Kosovo accused Serbia."),
        ("CARACAS, March 5 - ", "Venezuela said so."),
        ("PARIS, Nov. 25 (AFP) – ", "“No,” the minister said."),
        ("Kyiv, Ukraine (AP) — ", "Russia said so."),
        ("NEW YORK, March 3, 2024 -- ", "The council met."),
        ("Tbilisi, 5 May - ", "Georgia said so."),
        ("TBILISI, Georgia/MOSCOW — ", "Russia said so."),
        ("GOMA, Congo, and KIGALI, Rwanda — ", "Rebels said so."),
        ("MOSCOW, May 19. /TASS/. ", "The ministry said so."),
        ("YEREVAN, MAY 19, ARMENPRESS. ", "The ministry said so."),
        ("YEREVAN, May 19. ", "Six people were hurt."),
        ("MINSK, 3 June: ", "“No,” the ministry said."),
        ("", "NATO, May 19."),
        ("", "NATO met in May. Nobody said so."),
        ("", "TOGO, Chad and Niger, and MALI said so."),
        ("", "Hamas — the group that holds them — said so."),
        ("", "Thailand - the kingdom - said so."),
        ("", "U.N. peacekeepers - a force of 900 - said so."),
        ("", "The army — which denied it — said so."),
        ("", "CARACAS - "),
    ],
)
def test_dateline_ends_where_the_story_begins(dateline: str, story: str) -> None:
    assert dateline_length(dateline + story) == len(dateline)


@pytest.mark.parametrize(
    ("lead", "story"),
    [
        ("14:05 GMT — ", "The mayor said so."),
        ("9.30 a.m. ", "“No,” the mayor said."),
        ("07:15: ", "Power is back."),
        ("3. ", "The ministers met."),
        ("(iv) ", "The ministers met."),
        ("• ", "The ministers met."),
        ("", "14 people died."),
        ("", "J. Smith said so."),
        ("", "- - -"),
    ],
)
def test_times_and_numbers_before_a_paragraph(lead: str, story: str) -> None:
    assert lead_length(lead + story) == len(lead)
