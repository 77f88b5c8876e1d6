"""How the places of two claims lie to each other."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from checker.gazetteer import key
from checker.place_names import SETTLED, PlaceNode, resolve


class PlaceRelation(StrEnum):
    """How the places of one claim lie to those of another."""

    SAME = "same"
    CONTAINS = "contains"
    INSIDE = "inside"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


def compare_places(a: Sequence[str], b: Sequence[str]) -> PlaceRelation:
    """How the places `a` of one claim lie to the places `b` of another, each from small to large.

    INSIDE: a lies in b ("Ou Chrov" to "Banteay Meanchey"); DISJOINT only where both are known and neither can lie in the other;
    everything else, also two villages that no gazetteer has, is UNKNOWN.
    """
    if not a or not b:
        return PlaceRelation.UNKNOWN
    left, right = _Located(a), _Located(b)
    if left.same(right):
        return PlaceRelation.SAME
    if left.inside(right):
        return PlaceRelation.INSIDE
    if right.inside(left):
        return PlaceRelation.CONTAINS
    return PlaceRelation.DISJOINT if left.apart(right) else PlaceRelation.UNKNOWN


def _smallest_first(names: Sequence[str]) -> Sequence[str]:
    """The names with one that contains none of the others put first, whatever their order was."""
    if len(names) < 2:
        return names
    inside = {name: {part for node in resolve(name) for part in node.inside} for name in names}
    ids = {name: {key(name)} | {node.node_id for node in resolve(name)} for name in names}
    for name in names:
        if not any(ids[name] & inside[other] for other in names if other != name):
            return [name, *(other for other in names if other != name)]
    return names


class _Located:
    """The smallest place of a claim with all that it may mean, and everything around it."""

    def __init__(self, names: Sequence[str]) -> None:
        names = _smallest_first(names)
        self.name = key(names[0])
        around = [node for name in names[1:] for node in resolve(name)]
        wanted = {node.country for node in around if node.country}
        nodes = resolve(names[0])
        self.nodes = tuple(node for node in nodes if node.country in wanted) or nodes
        self.stated = {node.node_id for node in around} | {key(name) for name in names[1:]}
        self.ids = {node.node_id for node in self.nodes} | {self.name}
        self.around = self.stated | {part for node in (*self.nodes, *around) for part in node.inside}

    def same(self, other: _Located) -> bool:
        if self.name == other.name:
            return True
        return bool({node.node_id for node in self.nodes[:1]} & {node.node_id for node in other.nodes[:1]})

    def inside(self, other: _Located) -> bool:
        return bool(self.around & (other.ids if len(other.nodes) < 2 else {node.node_id for node in other.nodes} | {other.name}))

    def apart(self, other: _Located) -> bool:
        """Both known, as towns, divisions or countries, and no pair of their meanings overlaps."""
        if not self.nodes or not other.nodes or SequenceMatcher(None, self.name, other.name).ratio() > 0.8:
            return False
        return all(_apart(left, right) for left in self.nodes for right in other.nodes)


def _apart(left: PlaceNode, right: PlaceNode) -> bool:
    if left.country and right.country and left.country != right.country:
        return left.kind in SETTLED | {"area", "site"} and right.kind in SETTLED | {"area", "site"}
    if left.kind not in SETTLED or right.kind not in SETTLED or "country" in {left.kind, right.kind}:
        return False
    if {left.kind, right.kind} <= {"town", "city"} or left.kind == right.kind:
        return True
    town, division = (right, left) if left.kind == "admin" else (left, right)
    return bool(town.inside) and division.node_id not in town.inside and any("@" in part for part in town.inside)
