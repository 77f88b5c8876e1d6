"""A missing package is named with the command that installs it."""

import pytest

from checker.errors import CheckerError
from checker.extras import need


def test_what_is_installed_passes() -> None:
    need("serve", "the review pages", "json", "pytest")


def test_what_is_missing_is_named_with_its_extra() -> None:
    with pytest.raises(CheckerError, match=r"^the review pages need no_such_package; install with: pip install 'claim-consistency-checker\[serve\]'$"):
        need("serve", "the review pages", "json", "no_such_package")
