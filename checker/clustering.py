"""Signed clustering: items that belong together by weighted edges, and within a cluster two sides by signed edges."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

Edges = Mapping[tuple[int, int], float]  # (i, j) with i < j -> weight


def cluster(count: int, edges: Edges, *, missing: float) -> list[list[int]]:
    """Greedy correlation clustering of `count` items: the two clusters with the highest mean weight between them are joined
    while that mean is above 0.

    missing: weight of a pair without an edge. Ties go to the pair that comes first, so the result is the same on every run.
    Clusters in order of their first member, members ascending.
    """
    members = {i: [i] for i in range(count)}
    links: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
    queue: list[tuple[float, int, int]] = []
    for (i, j), weight in edges.items():
        links[i][j] = links[j][i] = (weight, 1)
        if weight > 0:
            queue.append((-round(weight, 9), i, j))
    heapq.heapify(queue)
    while queue:
        mean, i, j = heapq.heappop(queue)
        if i not in members or j not in members or -mean != _mean(links[i].get(j), len(members[i]) * len(members[j]), missing):
            continue
        _join(i, j, members, links)
        for other in links[i]:
            weight = _mean(links[i][other], len(members[i]) * len(members[other]), missing)
            if weight > 0:
                heapq.heappush(queue, (-weight, min(i, other), max(i, other)))
    return sorted(sorted(group) for group in members.values())


def _mean(link: tuple[float, int] | None, pairs: int, missing: float) -> float:
    total, known = link or (0.0, 0)
    return round((total + missing * (pairs - known)) / pairs, 9)


def _join(i: int, j: int, members: dict[int, list[int]], links: dict[int, dict[int, tuple[float, int]]]) -> None:
    members[i] += members.pop(j)
    for other, (total, known) in links.pop(j).items():
        del links[other][j]
        if other != i:
            old_total, old_known = links[i].get(other, (0.0, 0))
            links[i][other] = links[other][i] = (old_total + total, old_known + known)
    links[i].pop(j, None)


def signs(items: Sequence[int], edges: Edges) -> dict[int, int]:
    """+1 or -1 for each item, so that positive edges join items of one side and negative ones items of different sides.

    The strongest edges decide first (a spanning tree of the largest weights), then single items change sides while that helps.
    The first item of every connected part is +1.
    """
    # Most clusters are small, and there are many of them: looking up their pairs is faster than going through all edges for each.
    own = {pair: weight for pair in combinations(sorted(items), 2) if (weight := edges.get(pair))}
    side = _spanning(items, own)
    around: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (i, j), weight in own.items():
        around[i].append((j, weight))
        around[j].append((i, weight))
    for _ in range(len(items)):
        gains = [(round(-2 * side[i] * sum(side[j] * weight for j, weight in around[i]), 9), -i) for i in items]
        gain, negative = max(gains)
        if gain <= 0:
            break
        side[-negative] *= -1
    return side


def _spanning(items: Sequence[int], edges: Edges) -> dict[int, int]:
    group = {i: i for i in items}
    side = dict.fromkeys(items, 1)
    for (i, j), weight in sorted(edges.items(), key=lambda edge: (-abs(edge[1]), edge[0])):
        left, right = group[i], group[j]
        if left == right:
            continue
        flip = side[i] * side[j] * (1 if weight > 0 else -1)
        keep, move = min(left, right), max(left, right)
        for item in items:
            if group[item] == move:
                group[item] = keep
                side[item] *= flip
    return side
