"""Who stands against whom in a document: the other side of a party, also where more than two fight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.parties import PartyResolver


def with_hosts(focus: Sequence[str], resolver: PartyResolver) -> tuple[str, ...]:
    """The conflict parties and, where a document leads with an armed group and never names the state that it fights, that state."""
    groups = [code for code in focus[:2] if resolver.kind(code) == "armed_group" and not resolver.replaces_host(code)]
    hosts = [country for code in groups if (country := resolver.country(code)) is not None and country not in focus]
    return (*focus, *dict.fromkeys(hosts))


@dataclass(frozen=True, slots=True)
class Sides:
    """focus: the document's conflict parties, most prominent first."""

    resolver: PartyResolver
    focus: tuple[str, ...]

    def __contains__(self, party: str | None) -> bool:
        return party in self.focus

    def own(self, speakers: tuple[str, ...]) -> str | None:
        """The conflict party for which a single speaker stands: itself, or for its media and aid groups the country."""
        if len(speakers) != 1:
            return None
        if speakers[0] in self.focus:
            return speakers[0]
        country = self.resolver.country(speakers[0])
        return country if country in self.focus and self.resolver.kind(speakers[0]) in ("media", "ngo", "authority") else None

    def opponent(self, party: str | None, speaker: str | None = None) -> str | None:
        """The other side: the speaker if it is not `party` itself, else that of `party` among the conflict parties.

        An armed group fights the country that it acts in, unless it fights in that country's place; a state fights states, and the
        groups on its own ground.
        """
        if party is None:
            return None
        if speaker is not None and speaker != party:
            return speaker
        if party not in self.focus:
            return None
        others = [other for other in self.focus if other != party]
        if self.resolver.kind(party) == "armed_group" and not self.resolver.replaces_host(party):
            host = self.resolver.country(party)
            states = [other for other in others if not self.is_group(other) and host in (other, self.resolver.country(other))]
            return next(iter(states), host) or next(iter(others), None)
        fitting = [other for other in others if not self.is_group(other) or self.resolver.replaces_host(other) or self.resolver.country(other) == party]
        return next(iter(fitting or others), None)

    def hosts(self, country: str | None) -> bool:
        """Whether a country that is no conflict party itself is where two of the parties fight."""
        if country is None or country in self.focus:
            return False
        return sum(self.resolver.country(party) == country for party in self.focus) > 1

    def rules(self, party: str | None) -> bool:
        """Whether an armed group governs from the capital of its country."""
        return self.is_group(party) and party is not None and self.resolver.replaces_host(party) and bool(self.resolver.seats(party))

    def ruler(self, country: str | None) -> str | None:
        """The conflict party that governs a country from its capital in place of its state: the Houthis for Yemen; else the country."""
        return next((party for party in self.focus if self.rules(party) and self.resolver.country(party) == country), country)

    @property
    def host(self) -> str | None:
        """The conflict party on whose ground the armed groups among the others fight, if that is one."""
        hosts = {self.resolver.country(party) for party in self.focus if self.is_group(party)} & set(self.focus)
        return hosts.pop() if len(hosts) == 1 else None

    @property
    def between_states(self) -> bool:
        """Whether the two foremost parties are both states."""
        return len(self.focus) > 1 and all(self.resolver.kind(party) == "country" for party in self.focus[:2])

    @property
    def civil_war(self) -> bool:
        """Whether the two foremost parties are a state and an armed group that fights it at home."""
        return self.host in self.focus[:2] and any(self.is_group(party) and self.resolver.country(party) == self.host for party in self.focus[:2])

    def is_group(self, party: str | None) -> bool:
        """Whether a party is an armed group."""
        return party is not None and self.resolver.kind(party) == "armed_group"

    def observes(self, party: str | None) -> bool:
        """Whether a party watches, helps or reports rather than fights."""
        return party is not None and (party in ("LOCAL", "DIPL") or self.resolver.kind(party) in ("body", "ngo", "media"))
