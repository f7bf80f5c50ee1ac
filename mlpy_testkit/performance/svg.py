"""Plots as SVG: axes, and marks on them. Text in, text out; no script."""

from __future__ import annotations

import math
from html import escape
from typing import Callable, List, Sequence, Tuple

from ..records import NamedTuple
from .units import digits, unit_for

_WIDTH, _HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 16, 12, 44
Point = Tuple[float, float]


def clean(text: str) -> str:
    """Return a text for XML: escaped, and without the characters that XML cannot hold.

    >>> clean('<a "b">\\x00')
    '&lt;a &quot;b&quot;&gt;\\ufffd'
    """
    kept = (letter if _is_xml(ord(letter)) else "\N{REPLACEMENT CHARACTER}" for letter in str(text))
    return escape("".join(kept))


def _is_xml(code: int) -> bool:
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF


class Axis(NamedTuple):
    """From where to where, and how numbers are told; *logarithmic* for positive ones."""

    low: float
    high: float
    label: str
    show: Callable[[float], str] = digits
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Return where on the axis a value lies: 0 to 1."""
        if self.high == self.low:
            return 0.5
        if self.logarithmic:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> List[float]:
        """Return round numbers on the axis.

        >>> Axis(0.0, 1.0, "x").ticks()
        [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
        """
        if self.high == self.low:
            return [self.low]
        if self.logarithmic:
            first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
            factors = (1, 2, 5) if last - first <= 3 else (1,)
            found = [factor * 10.0**power for power in range(first, last + 1) for factor in factors]
        else:
            rough = (self.high - self.low) / 5
            power = 10.0 ** math.floor(math.log10(rough))
            step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
            first = math.ceil(self.low / step - 1e-9)
            found = [round(index * step, 12) for index in range(first, math.floor(self.high / step + 1e-9) + 1)]
        slack = 1e-9 * abs(self.high)
        return [tick for tick in found if self.low - slack <= tick <= self.high + slack]


def time_axis(values: Sequence[float], label: str, *, logarithmic: bool = False, from_zero: bool = False) -> Axis:
    """Return an axis for seconds, in the unit of the largest."""
    low, high = min(values), max(values)
    if from_zero:
        low = 0.0
    size, unit = unit_for(high)
    return Axis(low, high, f"{label} ({unit})", lambda value: _plain(value / size), logarithmic)


def _plain(number: float) -> str:
    return f"{number:.4g}"


class Plot:
    """A plot that grows mark by mark; ``text`` is all of it.

    *title* names it, *description* says in words what it shows, for those who cannot see it.
    """

    def __init__(self, title: str, description: str, x: Axis, y: Axis, height: int = _HEIGHT) -> None:
        self._title = title
        self._description = description
        self._x = x
        self._y = y
        self._height = height
        self._marks: List[str] = []

    def at(self, x: float, y: float) -> Point:
        """Return where a point lies in the picture."""
        return (
            _LEFT + self._x.share(x) * (_WIDTH - _LEFT - _RIGHT),
            self._height - _BOTTOM - self._y.share(y) * (self._height - _TOP - _BOTTOM),
        )

    def line(self, points: Sequence[Point], kind: str = "a", *, steps: bool = False) -> None:
        """Draw a line through points; with *steps* it goes on level until the next one."""
        places = [self.at(*point) for point in points]
        if steps:
            places = [place for a, b in zip(places, places[1:]) for place in (a, (b[0], a[1]))] + places[-1:]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        self._marks.append(f'<polyline class="line {kind}" points="{path}"/>')

    def dots(self, points: Sequence[Point], kind: str = "a") -> None:
        """Draw a dot at each point: the round end of a line without length."""
        path = "".join(f"M{x:.1f},{y:.1f}h0" for x, y in (self.at(*point) for point in points))
        self._marks.append(f'<path class="dots {kind}" d="{path}"/>')

    def bar(self, low: float, high: float, value: float, note: str, kind: str = "a") -> None:
        """Draw a bar from *low* to *high* on the horizontal axis, with a *note* for the pointer."""
        (left, top), (right, bottom) = self.at(low, value), self.at(high, self._y.low)
        self._marks.append(
            f'<rect class="bar {kind}" x="{left:.1f}" y="{top:.1f}" width="{max(1.0, right - left - 1):.1f}" '
            f'height="{max(0.0, bottom - top):.1f}"><title>{clean(note)}</title></rect>'
        )

    def band(self, low: float, high: float) -> None:
        """Shade a range of the horizontal axis."""
        (left, top), (right, bottom) = self.at(low, self._y.high), self.at(high, self._y.low)
        self._marks.insert(
            0,
            f'<rect class="band" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"/>',
        )

    def upright(self, x: float, note: str) -> None:
        """Draw a line from bottom to top, with its note."""
        (left, top), (_, bottom) = self.at(x, self._y.high), self.at(x, self._y.low)
        self._marks.append(
            f'<line class="rule" x1="{left:.1f}" x2="{left:.1f}" y1="{top:.1f}" y2="{bottom:.1f}">'
            f"<title>{clean(note)}</title></line>"
        )

    def interval(self, low: float, middle: float, high: float, y: float, label: str, kind: str = "a") -> None:
        """Draw an interval with its middle, named at the left edge of the picture."""
        (left, place), (right, _), (centre, _) = self.at(low, y), self.at(high, y), self.at(middle, y)
        self._marks.append(
            f'<line class="line {kind}" x1="{left:.1f}" x2="{right:.1f}" y1="{place:.1f}" y2="{place:.1f}"/>'
            f'<circle class="dot {kind}" cx="{centre:.1f}" cy="{place:.1f}" r="4"/>'
            f'<text x="{_LEFT}" y="{place - 6:.1f}">{clean(label)}</text>'
        )

    def text(self, identity: str, legend: Sequence[Tuple[str, str]] = (), *, vertical: bool = True) -> str:
        """Return the picture; *identity* tells it apart in a page, *legend* is names and kinds."""
        base = self._height - _BOTTOM
        parts = [
            f'<svg viewBox="0 0 {_WIDTH} {self._height}" role="img" aria-labelledby="{identity}-t {identity}-d" '
            'xmlns="http://www.w3.org/2000/svg">',
            f'<title id="{identity}-t">{clean(self._title)}</title>',
            f'<desc id="{identity}-d">{clean(self._description)}</desc>',
            f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{base}" y2="{base}"/>',
        ]
        for tick in self._x.ticks():
            x, _ = self.at(tick, self._y.low)
            parts.append(f'<text class="tick" x="{x:.1f}" y="{base + 16}">{clean(self._x.show(tick))}</text>')
        if vertical:
            for tick in self._y.ticks():
                _, y = self.at(self._x.low, tick)
                parts.append(
                    f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
                    f'<text class="side" x="{_LEFT - 6}" y="{y + 4:.1f}">{clean(self._y.show(tick))}</text>'
                )
            parts.append(
                f'<text class="name" transform="translate(14 {base / 2:.0f}) rotate(-90)">{clean(self._y.label)}</text>'
            )
        middle = (_LEFT + _WIDTH - _RIGHT) / 2
        parts.append(f'<text class="name" x="{middle:.0f}" y="{self._height - 8}">{clean(self._x.label)}</text>')
        parts += self._marks
        for index, (name, kind) in enumerate(legend):
            y = _TOP + 12 + 16 * index
            parts.append(
                f'<line class="line {kind}" x1="{_LEFT + 10}" x2="{_LEFT + 34}" y1="{y - 4}" y2="{y - 4}"/>'
                f'<text x="{_LEFT + 40}" y="{y}">{clean(name)}</text>'
            )
        return "\n".join([*parts, "</svg>"])


def spread_evenly(points: Sequence[Point], most: int = 300) -> List[Point]:
    """Return at most so many of the points: of each stretch the lowest and the highest, so that no peak is lost."""
    if len(points) <= most:
        return list(points)
    stretch = math.ceil(len(points) / (most // 2))
    kept: List[Point] = []
    for begin in range(0, len(points), stretch):
        part = points[begin : begin + stretch]
        extremes = {min(part, key=lambda point: point[1]), max(part, key=lambda point: point[1])}
        kept += sorted(extremes)
    return kept
