"""Which of two is faster: pairs of samples, taken next to each other in time.

A busy machine is busy for both sides of a pair. Pairs come in blocks, ABBA or BAAB by chance; the ratio is
the median of the ratios of all pairs, and its interval comes from their order alone, so it needs no
assumption about their distribution. There are at most four looks at the data, over which the chance of
an error is divided; a look ends the run early only if the interval is narrow enough to decide anything.
"""

from __future__ import annotations

import math
import random
import statistics
import time
import timeit
from typing import List, Optional, Tuple

from ..engine.arguments import checked_positive, checked_share, shown
from ..engine.errors import MLUsageTypeError, MLUsageValueError
from .quiet import clock_info, quiet
from .results import Benchmark, Comparison
from .sampling import Seconds, Work, calibrate, checked_work
from .statistics import Interval, bootstrap_interval, mann_whitney, median_interval

MARGIN = 0.02  # what one is ready to call the same
CONFIDENCE = 0.99
FLOOR = 5e-8  # seconds a call by which two sides must differ
_BATCH = 1.5e-4  # seconds of one sample of a pair
_LOOKS = (0.25, 1, 2, 4)  # times the budget
_FEW = 30  # pairs before a first look


def compare(
    old: Work,
    new: Work,
    *,
    margin: float = MARGIN,
    budget: float = 0.3,
    seed: Optional[int] = None,
    clock: Seconds = time.perf_counter,
) -> Comparison:
    """Compare two functions, taking turns; the verdict is about *new*.

    *budget* seconds are what it takes where neighbours differ a little: a quarter is enough where they hardly
    do, and four times as long is the most. Raises what the functions raise, and ``MLUsageError`` for numbers
    that are none and for coroutine functions.

    >>> found = compare(lambda: sum(range(100)), lambda: sum(range(1000)), budget=0.05)
    >>> found.verdict, found["regression"]
    ('slower', True)
    """
    _check_margin(margin)
    checked_positive(budget, "budget", "number of seconds")
    for work in (old, new):
        checked_work(work)
    dice = random.Random(seed)
    confidence = 1 - (1 - CONFIDENCE) / len(_LOOKS)
    with quiet():
        for work in (old, new):
            work()
        loops = min(calibrate(old, clock, _BATCH), calibrate(new, clock, _BATCH))
        timers = [timeit.Timer(work, timer=clock) for work in (old, new)]
        times: Tuple[List[float], List[float]] = ([], [])
        started = clock()
        for look in _LOOKS:
            _take_pairs(timers, times, loops, started + budget * look, clock, dice)
            ratios = [b / a for a, b in zip(*times) if a > 0 and b > 0]
            interval = median_interval(ratios, confidence) if ratios else None
            if interval is not None and interval.high / interval.low - 1 < margin / 2:
                break
        taken = clock() - started
    sides = Benchmark(times[0], loops=loops), Benchmark(times[1], loops=loops)
    ratio = math.exp(statistics.median([math.log(value) for value in ratios])) if ratios else 1.0
    floor = max(FLOOR, 3 * clock_info().step * 1e-9 / loops)
    difference = abs(sides[1]["median"] - sides[0]["median"])
    verdict = decide(interval, margin, difference > floor)
    return Comparison(
        *sides,
        ratio,
        interval,
        verdict,
        margin=margin,
        pairs=len(ratios),
        needed=_needed(interval, ratio, margin, len(ratios)) if verdict == "undecided" else None,
        seconds=taken,
    )


def _check_margin(margin: float) -> None:
    if not checked_positive(margin, "margin") < 1:
        raise MLUsageValueError(f"margin must lie between 0 and 1, not {margin!r}")


def _take_pairs(
    timers: List[timeit.Timer],
    times: Tuple[List[float], List[float]],
    loops: int,
    end: float,
    clock: Seconds,
    dice: random.Random,
) -> None:
    """Take blocks of two pairs until the time is over."""
    while clock() < end or len(times[0]) < _FEW:
        first = dice.randrange(2)
        for side in (first, 1 - first, 1 - first, first):
            times[side].append(timers[side].timeit(loops) / loops)


def decide(interval: Optional[Interval], margin: float, is_large: bool = True) -> str:
    """Return the verdict for the interval of a ratio.

    >>> decide(Interval(1.03, 1.05), 0.02), decide(Interval(0.99, 1.01), 0.02), decide(Interval(0.9, 1.1), 0.02)
    ('slower', 'same', 'undecided')
    """
    if interval is None:
        return "undecided"
    low, high = interval
    if low > 1 + margin and is_large:
        return "slower"
    if high < 1 / (1 + margin) and is_large:
        return "faster"
    if (1 / (1 + margin) <= low and high <= 1 + margin) or not is_large:
        return "same"
    return "undecided"


def _needed(interval: Optional[Interval], ratio: float, margin: float, pairs: int) -> Optional[int]:
    """Return about how many pairs would decide: the width of an interval falls with the root of their number."""
    if interval is None or pairs == 0:
        return _FEW
    half = (interval.high - interval.low) / 2
    distance = min(abs(ratio - (1 + margin)), abs(ratio - 1 / (1 + margin)))
    return math.ceil(pairs * (half / max(distance, 1e-4)) ** 2)


def compare_samples(old: Benchmark, new: Benchmark, *, margin: float = MARGIN, gate: float = 0.0) -> Comparison:
    """Compare what was measured at different times.

    Only if a test of Mann and Whitney, the probability of being greater and the interval of the ratio all
    say so is it "slower" or "faster"; the margin is at least *gate*.

    >>> from mlpy_testkit.performance import measure
    >>> old, new = (measure(lambda: sum(range(2000)), iterations=30) for _ in range(2))
    >>> compare_samples(old, new).verdict in ("same", "undecided", "slower", "faster")
    True
    """
    for side in (old, new):
        if not isinstance(side, Benchmark):
            raise MLUsageTypeError(f"a Benchmark is wanted, not {shown(side)}")
    _check_margin(margin)
    margin = max(margin, checked_share(gate, "gate"))
    ratio = new["median"] / old["median"] if old["median"] > 0 else 1.0
    if len(old.samples) < 5 or len(new.samples) < 5:
        return Comparison(old, new, ratio, None, "undecided", margin=margin, needed=_FEW)
    superiority, p_value = mann_whitney(old.samples, new.samples)
    a = bootstrap_interval(old.samples, statistics.median, resamples=500)
    b = bootstrap_interval(new.samples, statistics.median, resamples=500, seed=1)
    interval = Interval(b.low / a.high, b.high / a.low) if a.low > 0 else None
    verdict = decide(interval, margin)
    if verdict in ("slower", "faster") and (p_value > 0.01 or 0.36 <= superiority <= 0.64):
        verdict = "undecided"
    pairs = min(len(old.samples), len(new.samples))
    needed = _needed(interval, ratio, margin, pairs) if verdict == "undecided" else None
    return Comparison(old, new, ratio, interval, verdict, margin=margin, pairs=pairs, needed=needed, p_value=p_value)
