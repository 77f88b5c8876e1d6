from datetime import date

import pytest

from checker.publication import infer_published

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 27 December 2026 would put the story into the future of TODAY; 24 December 2025 is the Wednesday before 27 December 2025.
        ("Talks began Wednesday, both said. “There will be a meeting of the ministers on Dec. 27,” he told reporters.", date(2025, 12, 24)),
        ("CARACAS, March 5 (Orinoco) — Venezuela said a ship had left.", date(2026, 3, 5)),
        ("GENEVA, 3 December 2024 - The agency said ten died.", date(2024, 12, 3)),
        # 10 June was a Wednesday in 2026, a Tuesday in 2025 and a Monday in 2024.
        ("The army said on Tuesday, June 10, that a convoy was hit.", date(2025, 6, 10)),
        ("The army said on Wednesday that a convoy was hit.", None),
        ("The accords of October 26 were broken on Wednesday, it said.", None),
        ("The army said the bridge will be opened on Dec. 27.", None),
        ("Wire Desk\n4 March 2026\n\nLIMA — The army said a post was hit.", date(2026, 3, 4)),
        ("Army hits post\nPublished: Wednesday, March 4, 2026, 10:15 a.m. GMT\nThe army said a post was hit.", date(2026, 3, 4)),
        ("2026-03-04\nThe army said a post was hit.", date(2026, 3, 4)),
        ("2026-13-04\nThe army said a post was hit.", None),
        ("4 March 2027\nThe army said a post was hit.", None),
        ("4 March\nThe army said a post was hit.", None),
        ("The army fell back on\n4 March 2026 from two posts, it said.", None),
        ("", None),
        ("The army said on Tuesday, February 30, that a convoy was hit.", None),
    ],
)
def test_day_is_read_from_the_words_or_left_open(text: str, expected: date | None) -> None:
    found = infer_published(text, today=TODAY)
    assert (found.day if found else None) == expected


def test_evidence_quotes_the_words() -> None:
    found = infer_published("Talks began Wednesday. They will meet on Dec. 27.", today=TODAY)
    assert found is not None
    assert found.evidence == '"Wednesday" and the plan for "Dec. 27"'


def test_day_is_never_in_the_future() -> None:
    found = infer_published("PARIS, Nov. 25 - Talks began.", today=TODAY)
    assert found is not None
    assert found.day == date(2025, 11, 25)
