"""Who stands against whom in a document: the other side of a party, also where more than two fight."""

from __future__ import annotations

from dataclasses import dataclass

from checker.parties import PartyResolver


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
            return next(iter(states or others), None)
        fitting = [other for other in others if not self.is_group(other) or self.resolver.replaces_host(other) or self.resolver.country(other) == party]
        return next(iter(fitting or others), None)

    def hosts(self, country: str | None) -> bool:
        """Whether a country that is no conflict party itself is where two of the parties fight."""
        if country is None or country in self.focus:
            return False
        return sum(self.resolver.country(party) == country for party in self.focus) > 1

    @property
    def host(self) -> str | None:
        """The conflict party on whose ground the armed groups among the others fight, if that is one."""
        hosts = {self.resolver.country(party) for party in self.focus if self.is_group(party)} & set(self.focus)
        return hosts.pop() if len(hosts) == 1 else None

    def is_group(self, party: str | None) -> bool:
        """Whether a party is an armed group."""
        return party is not None and self.resolver.kind(party) == "armed_group"

    def observes(self, party: str | None) -> bool:
        """Whether a party watches, helps or reports rather than fights."""
        return party is not None and (party in ("LOCAL", "DIPL") or self.resolver.kind(party) in ("body", "ngo", "media"))
