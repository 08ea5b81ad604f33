"""The graph of the claims: what rests on what, and what amends what, laid out from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from verify.claims.evidence import ClaimEvidence

_WIDTH, _HEIGHT, _GAP, _SPACE, _MARGIN = 186, 40, 46, 12, 4
_LONGEST_LINE = 28
_FEWEST_COLUMNS = 5
"""The plane is at least so wide, so that small groups of claims stand beside each other."""
_SWEEPS = 6


@dataclass(frozen=True)
class Edge:
    """A line from one claim to another that rests on it, or that it amends."""

    start: str
    end: str
    kind: str


@dataclass
class Node:
    """A claim with its place."""

    id: str
    lines: list[str]
    column: int = 0
    x: float = 0.0
    y: float = 0.0
    width: float = _WIDTH
    height: float = _HEIGHT


@dataclass
class Graph:
    """Claims that have to do with each other, and their place on a plane of so many pixels."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0

    def path(self, edge: Edge) -> str:
        """The line of an edge, as SVG draws it: from the right side of its start to the left side of its end."""
        start, end = self.nodes[edge.start], self.nodes[edge.end]
        from_x, to_x = start.x + _WIDTH, end.x - 5
        from_y, to_y = start.y + _HEIGHT / 2, end.y + _HEIGHT / 2
        bend = max(30.0, (to_x - from_x) / 2)
        return f"M{from_x:.0f} {from_y:.1f}C{from_x + bend:.0f} {from_y:.1f} {to_x - bend:.0f} {to_y:.1f} {to_x:.0f} {to_y:.1f}"


def graph(claims: Sequence[ClaimEvidence]) -> Graph:
    """The claims that are linked with another one of the report; foundations stand on the left."""
    known = {claim.id for claim in claims}
    edges = [Edge(link, claim.id, "uses") for claim in claims for link in dict.fromkeys(claim.uses) if link in known]
    edges += [Edge(claim.amended_by, claim.id, "amends") for claim in claims if claim.amended_by in known and claim.amended_by is not None]
    edges = [edge for edge in edges if edge.start != edge.end]
    linked = {name for edge in edges for name in (edge.start, edge.end)}
    found = Graph({claim.id: Node(claim.id, _lines(claim.id)) for claim in claims if claim.id in linked}, edges)
    _set_columns(found)
    columns = max([_FEWEST_COLUMNS, *(node.column + 1 for node in found.nodes.values())])
    _place_all(found, columns)
    found.width = 2 * _MARGIN + columns * (_WIDTH + _GAP) - _GAP
    found.height = _MARGIN + max((node.y + _HEIGHT for node in found.nodes.values()), default=0.0)
    return found


def _place_all(found: Graph, columns: int) -> None:
    """Large groups below each other; small ones beside each other, as long as the plane is wide enough."""
    top, bottom, free = float(_MARGIN), float(_MARGIN), columns
    for members in sorted(_components(found), key=len, reverse=True):
        wide = 1 + max(found.nodes[name].column for name in members)
        if wide > free:
            top, free = bottom + 1.5 * _SPACE, columns
        for name in members:
            found.nodes[name].column += columns - free
        bottom = max(bottom, _place(found, members, top))
        free -= wide


def _lines(name: str) -> list[str]:
    """An id over two lines at most, broken after a hyphen; what does not fit is left out with a sign that says so."""
    if len(name) <= _LONGEST_LINE:
        return [name]
    cut = name.rfind("-", 0, _LONGEST_LINE) + 1 or _LONGEST_LINE
    rest = name[cut:]
    return [name[:cut], rest if len(rest) <= _LONGEST_LINE else rest[: _LONGEST_LINE - 1] + "…"]


def _set_columns(found: Graph) -> None:
    """Each claim one column to the right of the last that it rests on; in a circle, which no library has, where the circle was entered."""
    waiting = {name: sum(edge.end == name for edge in found.edges) for name in found.nodes}
    ready = [name for name, count in waiting.items() if count == 0]
    while ready:
        name = ready.pop(0)
        for edge in found.edges:
            if edge.start == name:
                node = found.nodes[edge.end]
                node.column = max(node.column, found.nodes[name].column + 1)
                waiting[edge.end] -= 1
                if waiting[edge.end] == 0:
                    ready.append(edge.end)


def _components(found: Graph) -> Iterator[list[str]]:
    """The claims that hang together, in the order of the report."""
    neighbours: dict[str, set[str]] = {name: set() for name in found.nodes}
    for edge in found.edges:
        neighbours[edge.start].add(edge.end)
        neighbours[edge.end].add(edge.start)
    seen: set[str] = set()
    for name in found.nodes:
        if name in seen:
            continue
        reached, waiting = {name}, [name]
        while waiting:
            fresh = neighbours[waiting.pop()] - reached
            reached |= fresh
            waiting += sorted(fresh)
        seen |= reached
        yield [member for member in found.nodes if member in reached]


def _place(found: Graph, members: Sequence[str], top: float) -> float:
    """Set the members of a component below ``top``, near those that they are linked with; returns where it ends."""
    columns: dict[int, list[Node]] = {}
    for name in members:
        columns.setdefault(found.nodes[name].column, []).append(found.nodes[name])
    step = _HEIGHT + _SPACE
    for number, column in columns.items():
        for row, node in enumerate(column):
            node.x, node.y = _MARGIN + number * (_WIDTH + _GAP), top + row * step
    for sweep in range(_SWEEPS):
        for number in sorted(columns, reverse=sweep % 2 == 1):
            _settle(found, columns[number], step)
    lowest = min(node.y for column in columns.values() for node in column)
    for column in columns.values():
        for node in column:
            node.y += top - lowest
    return max(node.y for column in columns.values() for node in column) + _HEIGHT


def _settle(found: Graph, column: list[Node], step: float) -> None:
    """Move the claims of a column to the middle of those that they are linked with, then apart."""
    wanted = {node.id: _middle(found, node) for node in column}
    column.sort(key=lambda node: wanted[node.id])
    for node in column:
        node.y = wanted[node.id]
    for above, below in pairwise(column):
        below.y = max(below.y, above.y + step)
    excess = sum(node.y - wanted[node.id] for node in column) / len(column)
    for node in column:
        node.y -= excess


def _middle(found: Graph, node: Node) -> float:
    linked = [found.nodes[edge.start].y for edge in found.edges if edge.end == node.id]
    linked += [found.nodes[edge.end].y for edge in found.edges if edge.start == node.id]
    return sum(linked) / len(linked)
