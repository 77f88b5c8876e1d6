from checker.claim import Claim
from checker.told import Told


def claim(number: int, part: int = 0) -> Claim:
    return Claim(f"s{number}:{part}", f"s{number}", "d", ("MLI",), "Rebels shelled Gao.")


def test_the_last_statement_comes_first_in_its_own_order() -> None:
    told = Told([claim(1), claim(2, 0), claim(2, 1)])
    told.add([claim(3)])
    told.add([])
    assert [one.claim_id for one in told.latest_first()] == ["s3:0", "s2:0", "s2:1", "s1:0"]


def test_a_book_is_not_read_back_to_its_beginning() -> None:
    told = Told(claim(number) for number in range(1000))
    assert len(list(told.latest_first())) == 40


def test_nothing_told() -> None:
    assert list(Told().latest_first()) == []
