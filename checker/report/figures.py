"""Figures that parties gave for the same kind of thing, over time: a table and a chart drawn as SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checker.claim import Bound, Quantity
from checker.report.view import Quote, RowView, View
from checker.report.words import bounded_number, figure_in_words, number_in_words

CHART_WIDTH = 720
LETTER = 7.5  # width of a letter of a name, at most
COLORS = 6  # as many as keep their contrast in light and dark (report.css)
CHARTS = 12  # units drawn; every unit has its table
LINES = 24  # in one chart; more of them can't be told apart


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands in a chart. y: its base line."""

    left: float
    right: float
    y: float

    def overlaps(self, other: Place) -> bool:
        """Whether the two names would touch."""
        return self.left < other.right and other.left < self.right and abs(self.y - other.y) < 13


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that one party gave. day: of the statement's publication, else of the event."""

    day: date | None
    party: str
    quantity: Quantity
    row: RowView
    quote: Quote

    @property
    def value(self) -> float:
        """The bare number."""
        return self.quantity.value

    @property
    def number(self) -> str:
        """The number with its bound: "at least 12,000"."""
        return bounded_number(self.quantity)


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """All figures of one unit, by day; svg is empty where a chart would show nothing more than the table.

    left_out: dated figures that the chart has no room for.
    """

    unit: str
    figures: tuple[Figure, ...]
    parties: tuple[str, ...]
    differ: bool
    svg: str = ""
    left_out: int = 0

    @property
    def bounded(self) -> bool:
        """Whether a figure is put as at least, at most or about so many."""
        return any(figure.quantity.bound is not Bound.EXACT for figure in self.figures)


def figure_groups(view: View) -> list[FigureGroup]:
    """Units with two figures or more; those given by several parties with different numbers come first."""
    by_unit: dict[str, list[Figure]] = defaultdict(list)
    for row in view.rows:
        for cell in row.speaking:
            for quote in cell.quotes:
                for quantity in quote.claim.quantities:
                    day = quote.claim.published or quote.claim.event_date
                    by_unit[quantity.unit.casefold()].append(Figure(day, cell.name, quantity, row, quote))
    groups = [_group(unit, figures) for unit, figures in by_unit.items() if len(figures) > 1]
    groups.sort(key=lambda group: (not group.differ, -len(group.parties), -len(group.figures), group.unit))
    colors = {view.name(code): position % COLORS for position, code in enumerate(view.codes)}  # a party has one colour in all charts
    return [replace(group, **draw(group, colors)) if position < CHARTS else group for position, group in enumerate(groups)]


def _group(unit: str, figures: list[Figure]) -> FigureGroup:
    figures.sort(key=lambda figure: (figure.day or date.max, figure.party, figure.value))
    parties = tuple(dict.fromkeys(figure.party for figure in figures))
    return FigureGroup(unit, tuple(figures), parties, any(map(_differ, _by_row(figures).values())))


def _by_row(figures: Sequence[Figure]) -> dict[int, list[Figure]]:
    rows: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        rows[figure.row.index].append(figure)
    return rows


def _differ(figures: Sequence[Figure]) -> bool:
    """Whether two parties gave different numbers."""
    return any(a.value != b.value and a.party != b.party for a in figures for b in figures)


def draw(group: FigureGroup, colors: Mapping[str, int]) -> dict[str, Any]:
    """The fields svg and left_out of a group: days across, numbers up; nothing with fewer than two dated figures.

    Lines join only the figures of one party on one proposition. The picture takes its colours from the page's style sheet
    (classes color-0 ...; colors: the number of each party) and holds no script, style or link.
    """
    from lxml import etree

    lines = _lines(group)
    if sum(map(len, lines)) < 2:
        return {}
    drawn = lines[:LINES]
    tree = _chart(drawn).render_tree()
    _strip(tree)
    last = {line[0].party: number for number, line in sorted(enumerate(drawn), key=lambda item: item[1][-1].day or date.min)}
    places: list[Place] = []
    for number, line in enumerate(drawn):
        dots = _colored(tree, number, colors.get(line[0].party, 0), line)
        if dots and last[line[0].party] == number:
            places.append(_name(dots[-1], line[0].party, places))
    return {"svg": str(etree.tostring(tree, encoding="unicode")), "left_out": sum(map(len, lines[LINES:]))}


def _lines(group: FigureGroup) -> list[list[Figure]]:
    """The dated figures of one party on one proposition each; those on which parties differ come first, then the longest."""
    lines: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in group.figures:
        if figure.day:
            lines[figure.party, figure.row.index].append(figure)
    differing = {row for row, figures in _by_row(group.figures).items() if _differ(figures)}
    return sorted(lines.values(), key=lambda line: (line[0].row.index not in differing, -len(line)))


def _chart(lines: Sequence[Sequence[Figure]]) -> Any:
    import pygal

    days = sorted({figure.day for line in lines for figure in line if figure.day})
    chart = pygal.XY(
        css=[], js=[], no_prefix=True, disable_xml_declaration=True, show_legend=False, stroke=True, dots_size=5, width=CHART_WIDTH, height=240,
        margin=6, margin_top=26, margin_left=14, margin_right=30, include_x_axis=True, max_scale=5, min_scale=2,
        value_formatter=number_in_words, xrange=_around(days),
    )  # fmt: skip
    chart.x_labels = [{"value": day.toordinal(), "label": _day_label(day)} for day in _spread(days)]
    for line in lines:
        chart.add(line[0].party, [(figure.day.toordinal(), figure.value) for figure in line if figure.day])
    return chart


def _around(days: Sequence[date]) -> tuple[float, float]:
    room = max(0.5, (days[-1].toordinal() - days[0].toordinal()) * 0.06)
    return days[0].toordinal() - room, days[-1].toordinal() + room


def _spread(days: Sequence[date], limit: int = 7) -> list[date]:
    """The days that are written under the axis: the first and the last, and those between that leave room for `limit` labels."""
    room = (days[-1] - days[0]) / limit
    chosen = [days[0]]
    for day in days[1:-1]:
        if day - chosen[-1] >= room and days[-1] - day >= room:
            chosen.append(day)
    return list(dict.fromkeys([*chosen, days[-1]]))


def _day_label(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _strip(tree: Any) -> None:
    """Leave shapes and text only; what a chart of pygal brings for its script would be dead weight under the page's policy."""
    from lxml import etree

    for node in list(tree.iter()):
        if node.tag is etree.Comment or node.tag in ("defs", "desc", "title") or "tooltip-overlay" in node.get("class", ""):
            node.getparent().remove(node)
        else:
            node.attrib.pop("style", None)
    for name in ("id", "width", "height"):
        tree.attrib.pop(name, None)
    tree.set("aria-hidden", "true")
    tree.set("focusable", "false")


def _colored(tree: Any, number: int, color: int, points: Sequence[Figure]) -> list[Any]:
    """The dots of one line, in the party's colour, hollow where the figure is bounded, each with a text that shows under the pointer."""
    from lxml import etree

    series = [group for group in tree.iter("g") if f"serie-{number}" in group.get("class", "").split()]
    for group in series:
        group.set("class", f"series color-{color}")
    dots = [dot for group in series for dot in group.iter("circle")]
    for dot, point in zip(dots, points, strict=False):
        if point.quantity.bound is not Bound.EXACT:
            dot.set("class", "dot bounded")
        etree.SubElement(dot, "title").text = f"{point.party}, {point.day}: {figure_in_words(point.quantity)}"
    return dots


def _name(dot: Any, party: str, taken: Sequence[Place]) -> Place:
    """Write a party's name beside its last dot, so that colour is not the only sign, and away from the names that are there already."""
    from lxml import etree

    x, y = float(dot.get("cx")), float(dot.get("cy"))
    width = len(party) * LETTER
    at_end = x + width > CHART_WIDTH - 60  # x counts from the axis, which has the numbers to its left
    left = x - width if at_end else x
    places = [Place(left, left + width, y + shift) for shift in (-9, 18, -23, 32, -37, 46)]
    place = next((place for place in places if not any(map(place.overlaps, taken))), places[0])
    attributes = {"x": f"{x:.0f}", "y": f"{place.y:.0f}", "class": "name end" if at_end else "name"}
    etree.SubElement(dot.getparent(), "text", attributes).text = party
    return place
