"""The claims of a document so far, by statement, so that looking back takes no longer in a book than in a wire story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from checker.claim import Claim

# How many statements a claim looks back for the event that it belongs to.
_LOOK_BACK = 40


class Told:
    """Claims in text order. `add` takes those of one statement after another."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._groups: list[tuple[Claim, ...]] = []
        for _, group in groupby(claims, key=lambda claim: claim.statement_id):
            self.add(tuple(group))

    def add(self, claims: Iterable[Claim]) -> None:
        """Take up the claims of the next statement."""
        group = tuple(claims)
        if group:
            self._groups.append(group)

    def latest_first(self) -> Iterator[Claim]:
        """The claims of the last statement in their order (its main event first), then of the one before it, not too far back."""
        for group in self._groups[: -_LOOK_BACK - 1 : -1]:
            yield from group
