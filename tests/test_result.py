from dataclasses import replace
from datetime import date

import pytest

from checker.claim import Claim
from checker.errors import InputError
from checker.judgement import Judgement, Label
from checker.reconciling import reconcile
from checker.result import CheckResult

CHARGE = Claim("a", "s", "d", ("KHM",), "Thai jets bombed Ou Chrov.", "air_strike", places=("Ou Chrov",), event_date=date(2025, 12, 11))
DENIAL = replace(CHARGE, claim_id="b", parties=("THA",), text="Thai jets did not bomb Ou Chrov.")
LATER = replace(CHARGE, claim_id="c", event_date=date(2026, 12, 11))
NOBODY = replace(CHARGE, claim_id="n", parties=())
JUDGED = Judgement("a", "b", "same type, same day", 0.9, Label.CONTRADICTION, 0.9, 0.05, 0.05, (), ())
COMPARED = (CHARGE, DENIAL, LATER)
RESULT = CheckResult((), (), (*COMPARED, NOBODY), (JUDGED,), reconcile(COMPARED, [JUDGED]))


def test_why_two_claims_were_not_paired():
    assert RESULT.why_not_paired("b", "a") == "they were paired: same type, same day"
    assert "days apart: 2025-12-11 and 2026-12-11" in RESULT.why_not_paired("a", "c")
    assert RESULT.why_not_paired("a", "n") == "n took no part: no party of the matrices makes the claim"


def test_an_unknown_claim_is_named():
    with pytest.raises(InputError, match="claim is 'x'; expected a claim_id of this run"):
        RESULT.why_not_paired("a", "x")
