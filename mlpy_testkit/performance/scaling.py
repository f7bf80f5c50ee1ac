"""How throughput grows with the number of callers, and the law that explains it."""

from __future__ import annotations

from itertools import product
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ..engine.arguments import checked_count, checked_list
from ..engine.errors import MLUsageError
from ..records import NamedTuple
from .load import Call, closed_loop
from .load_result import LoadResult


class ScalabilityLaw(NamedTuple):
    """The universal scalability law, fitted: ``single * n / (1 + contention * (n - 1) + coherency * n * (n - 1))``.

    ``single`` is the throughput of one caller, *contention* the share of the work that only one at a time can
    do, *coherency* the share that grows with each pair of callers (N. J. Gunther, "Guerrilla Capacity
    Planning", 2007, chapter 4).
    """

    single: float
    contention: float
    coherency: float

    def throughput(self, concurrency: float) -> float:
        """Return the throughput that the law expects.

        >>> round(ScalabilityLaw(100.0, 0.5, 0.0).throughput(3))
        150
        """
        others = concurrency - 1
        return self.single * concurrency / (1 + others * (self.contention + self.coherency * concurrency))


def fit_law(levels: Sequence[float], throughputs: Sequence[float]) -> Optional[ScalabilityLaw]:
    """Return the law that has the least squares of relative errors; None for fewer than three levels.

    ``n / throughput`` is linear in the three numbers. None of them can be below zero: where the best ones are,
    they are zero.

    >>> law = ScalabilityLaw(100.0, 0.1, 0.01)
    >>> found = fit_law([1, 2, 4, 8], [law.throughput(n) for n in (1, 2, 4, 8)])
    >>> [round(number, 6) for number in found]
    [100.0, 0.1, 0.01]
    """
    points = [(n, n / speed) for n, speed in zip(levels, throughputs) if speed > 0]
    if len({n for n, _ in points}) < 3:
        return None
    best: Optional[Tuple[float, List[float]]] = None
    for with_contention, with_coherency in product((True, False), repeat=2):
        rows = []
        for n, cost in points:
            terms = [1.0, (n - 1.0) * with_contention, n * (n - 1.0) * with_coherency]
            rows.append([term / cost for term in terms])
        used = [0, *([1] if with_contention else []), *([2] if with_coherency else [])]
        numbers = _least_squares([[row[index] for index in used] for row in rows])
        full = [0.0, 0.0, 0.0]
        for index, number in zip(used, numbers):
            full[index] = number
        if full[0] <= 0 or min(full) < 0:
            continue
        error = sum((sum(a * b for a, b in zip(row, full)) - 1) ** 2 for row in rows)
        if best is None or error < best[0]:
            best = error, full
    if best is None:
        return None
    base, contention, coherency = best[1]
    return ScalabilityLaw(1 / base, contention / base, coherency / base)


def _least_squares(rows: Sequence[Sequence[float]]) -> List[float]:
    """Return the numbers whose products with the rows come nearest to 1: normal equations, by elimination."""
    size = len(rows[0])
    matrix = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)] + [sum(row[i] for row in rows)] for i in range(size)
    ]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(matrix[k][i]))
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        for k in range(size):
            if k != i:
                factor = matrix[k][i] / matrix[i][i]
                matrix[k] = [a - factor * b for a, b in zip(matrix[k], matrix[i])]
    return [matrix[i][size] / matrix[i][i] for i in range(size)]


class Level(NamedTuple):
    """One level of a sweep. ``speed_up`` is against the lowest level, ``efficiency`` that for each caller."""

    concurrency: int
    result: LoadResult
    speed_up: float
    efficiency: float


class ScalingResult(Dict[str, Any]):
    """The result of a sweep: a dictionary by concurrency, and ``levels``, ``knee`` and ``law``.

    ``knee`` is the lowest concurrency with at least 95 % of the best throughput: more callers only wait.

    >>> import asyncio
    >>> sweep = asyncio.run(scaling_sweep("result = 2 + 2;", (1, 2), count=20))
    >>> [level.concurrency for level in sweep.levels], sweep.knee in (1, 2)
    ([1, 2], True)
    """

    def __init__(self, results: Sequence[LoadResult]) -> None:
        if not results:
            raise MLUsageError("a sweep needs at least one level")
        ordered = sorted(results, key=lambda result: result.concurrency)
        first = ordered[0]
        levels = []
        for result in ordered:
            speed_up = result.throughput / first.throughput if first.throughput else 0.0
            efficiency = speed_up * first.concurrency / result.concurrency
            levels.append(Level(result.concurrency, result, speed_up, efficiency))
        self.levels: Tuple[Level, ...] = tuple(levels)
        best = max(result.throughput for result in ordered)
        self.knee = next(result.concurrency for result in ordered if result.throughput >= 0.95 * best)
        self.law = fit_law([result.concurrency for result in ordered], [result.throughput for result in ordered])
        super().__init__({str(result.concurrency): dict(result) for result in ordered})


async def scaling_sweep(call: Call, levels: Sequence[int] = (1, 2, 4, 8), **options: Any) -> ScalingResult:
    """Run a closed loop at each level of concurrency; *options* are those of :func:`closed_loop`.

    >>> import asyncio
    >>> sorted(asyncio.run(scaling_sweep("result = 2 + 2;", (1, 2), count=20)))
    ['1', '2']
    """
    levels = [checked_count(level, "a level of concurrency") for level in checked_list(levels, "levels", "numbers")]
    if not levels or len(set(levels)) != len(levels):
        raise MLUsageError(f"levels must be different numbers of callers, not {levels!r}")
    return ScalingResult([await closed_loop(call, concurrency=level, **options) for level in levels])
