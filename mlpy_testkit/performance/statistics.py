"""Statistics of timings: plain functions on sequences of seconds.

Python's ``statistics`` has the mean, the median and the deviations; here is what it does not have. Each
function names where its rule comes from.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
from functools import cache
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from ..engine.errors import MLUsageError
from ..records import NamedTuple

_EXACT = 400  # pairs of samples up to which their orders are counted
_BEYOND = 10  # samples that must lie beyond a quantile before it says something


class Interval(NamedTuple):
    """Two bounds between which a figure lies with some confidence."""

    low: float
    high: float


def checked(values: Sequence[float], least: int = 1) -> List[float]:
    """Return timings as a list; raise ``MLUsageError`` for too few, or for what is no finite number."""
    found = list(values)
    for value in found:
        if type(value) not in (int, float) or not abs(value) <= sys.float_info.max:
            raise MLUsageError(f"{value!r:.40} is no timing")
    if len(found) < least:
        raise MLUsageError(f"at least {least} timings are needed, there are {len(found)}")
    return found


def quantile(values: Sequence[float], part: float) -> float:
    """Return the value below which *part* of the values lie, with linear interpolation.

    Hyndman and Fan (1996), type 7: the default of R and NumPy.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.5
    """
    ordered = sorted(checked(values))
    if not 0 <= part <= 1:
        raise MLUsageError(f"a quantile lies between 0 and 1, not at {part!r}")
    position = part * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def nearest_rank(ordered: Sequence[float], share: float) -> float:
    """Return the smallest of the *ordered* samples with at least *share* of them at or below it.

    The nearest rank (type 1 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996): always
    a sample that was seen, as latencies are usually told.

    >>> nearest_rank([1.0, 2.0, 3.0, 4.0], 0.5), nearest_rank([1.0, 2.0, 3.0, 4.0], 0.99)
    (2.0, 4.0)
    """
    if not ordered:
        raise MLUsageError("there are no samples")
    if not 0 <= share <= 1:
        raise MLUsageError(f"a share lies between 0 and 1, not at {share!r}")
    # A product such as 0.999 * 1000 must not come out a hair above the whole number that it is.
    rank = math.ceil(share * len(ordered) - 1e-9)
    return ordered[max(0, rank - 1)]


def is_supported(count: int, share: float) -> bool:
    """Tell whether *count* samples say something about a quantile: ten of them have to lie beyond it.

    >>> is_supported(1000, 0.99), is_supported(1000, 0.999)
    (True, False)
    """
    return count * (1 - share) >= _BEYOND - 1e-9


def floor(samples: Sequence[float]) -> float:
    """Return the median of the fastest tenth: what the code costs when nothing is in its way.

    As steady as the minimum, and one lucky sample does not decide.

    >>> floor([5.0, 1.0, 9.0, 2.0])
    1.0
    """
    return statistics.median(sorted(samples)[: max(1, len(samples) // 10)])


def median_absolute_deviation(values: Sequence[float]) -> float:
    """Return the median distance from the median: Hampel (1974).

    >>> median_absolute_deviation([1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0])
    1.0
    """
    middle = statistics.median(checked(values))
    return statistics.median([abs(value - middle) for value in values])


def outliers(values: Sequence[float]) -> Dict[str, int]:
    """Count values beyond Tukey's fences (1977): mild ones lie 1.5, severe ones 3 quartile ranges outside.

    >>> outliers([1.0, 1.1, 1.2, 1.1, 1.0, 9.0])
    {'low severe': 0, 'low mild': 0, 'high mild': 0, 'high severe': 1}
    """
    low, high = quantile(values, 0.25), quantile(values, 0.75)
    spread = high - low
    found = {"low severe": 0, "low mild": 0, "high mild": 0, "high severe": 0}
    for value in values:
        if value < low - 3 * spread:
            found["low severe"] += 1
        elif value < low - 1.5 * spread:
            found["low mild"] += 1
        elif value > high + 3 * spread:
            found["high severe"] += 1
        elif value > high + 1.5 * spread:
            found["high mild"] += 1
    return found


def median_interval(values: Sequence[float], confidence: float = 0.99) -> Optional[Interval]:
    """Return an interval for the median that assumes nothing about the distribution; None for too few values.

    The order statistics of the sign test: the k-th value from below and from above, k the greatest number
    for which the binomial tail allows it. Conover, Practical Nonparametric Statistics, section 3.2.

    >>> median_interval([float(number) for number in range(1, 21)], 0.95)
    Interval(low=6.0, high=15.0)
    """
    ordered = sorted(checked(values))
    rank = _rank(len(ordered), (1 - confidence) / 2)
    if rank == 0:
        return None
    return Interval(ordered[rank - 1], ordered[len(ordered) - rank])


def _rank(count: int, tail: float) -> int:
    """Return the greatest k for which k - 1 successes or fewer in *count* throws are rarer than *tail*."""
    if count > 1000:  # the normal approximation; the error is far below one rank
        return max(0, math.floor((count - statistics.NormalDist().inv_cdf(1 - tail) * math.sqrt(count)) / 2))
    total, term, rank = 0.0, 0.5**count, 0
    while total + term <= tail:
        total += term
        rank += 1
        term *= (count - rank + 1) / rank
    return rank


def shift_interval(old: Sequence[float], new: Sequence[float], confidence: float = 0.965) -> Optional[Interval]:
    """Return the interval of how much higher *new* lies than *old*; None if there are too few samples.

    That of Hodges and Lehmann, "Estimates of location based on rank tests", 1963: the Mann-Whitney test
    counts the pairs in which *new* is higher, so its bounds are order statistics of all differences. It is
    exact for up to 400 pairs; for more it comes from the normal approximation of that count.

    >>> shift_interval([1.0, 2.0, 3.0, 4.0], [11.0, 12.0, 13.0, 14.0])
    Interval(low=7.0, high=13.0)
    """
    differences = sorted(b - a for a in old for b in new)
    dropped = _dropped(len(old), len(new), 1 - confidence)
    if dropped == 0:
        return None
    return Interval(differences[dropped - 1], differences[len(differences) - dropped])


def _dropped(first: int, second: int, error: float) -> int:
    """Return how many of the differences lie outside the interval on each side."""
    pairs = first * second
    if pairs > _EXACT:
        spread = math.sqrt(pairs * (first + second + 1) / 12)
        return max(0, math.floor((pairs + 1) / 2 - statistics.NormalDist().inv_cdf(1 - error / 2) * spread))
    total = math.comb(first + second, first)
    tail, dropped = 0, 0
    while dropped < pairs // 2:
        tail += _arrangements(first, second, dropped)
        if 2 * tail > error * total:
            break
        dropped += 1
    return dropped


@cache
def _arrangements(first: int, second: int, higher: int) -> int:
    """Return in how many orders of two kinds of samples *higher* pairs have the second one lower.

    The recursion of Mann and Whitney, "On a test of whether one of two random variables is stochastically
    larger than the other", 1947: the highest sample is of one kind or of the other.
    """
    if higher < 0:
        return 0
    if first == 0 or second == 0:
        return int(higher == 0)
    return _arrangements(first - 1, second, higher - second) + _arrangements(first, second - 1, higher)


def bootstrap_interval(
    values: Sequence[float],
    statistic: Callable[[Sequence[float]], float] = statistics.fmean,
    confidence: float = 0.99,
    resamples: int = 2000,
    seed: int = 0,
) -> Interval:
    """Return an interval for a statistic by resampling blocks of neighbours.

    Efron's percentile method (1979); blocks of about n^(1/3) values, after Künsch (1989), so that
    neighbours which resemble each other widen it.
    """
    found = checked(values, 2)
    count = len(found)
    block = max(1, round(count ** (1 / 3)))
    starts = range(count - block + 1)
    dice = random.Random(seed)
    answers = []
    for _ in range(resamples):
        sample: List[float] = []
        while len(sample) < count:
            start = dice.choice(starts)
            sample += found[start : start + block]
        answers.append(statistic(sample[:count]))
    tail = (1 - confidence) / 2
    return Interval(quantile(answers, tail), quantile(answers, 1 - tail))


def mann_whitney(first: Sequence[float], second: Sequence[float]) -> Tuple[float, float]:
    """Return how probable it is that the second is greater, and the two-sided p value.

    Mann and Whitney (1947): the normal approximation with correction for ties and continuity.

    >>> superiority, p = mann_whitney([1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0])
    >>> superiority, round(p, 3)
    (1.0, 0.03)
    """
    a, b = checked(first), checked(second)
    ordered = sorted([(value, 0) for value in a] + [(value, 1) for value in b])
    ranks, ties, at = 0.0, 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        shared = (at + 1 + end) / 2
        ranks += shared * sum(side for _, side in ordered[at:end])
        ties += (end - at) ** 3 - (end - at)
        at = end
    u = ranks - len(b) * (len(b) + 1) / 2
    total = len(a) + len(b)
    spread = math.sqrt(len(a) * len(b) / 12 * ((total + 1) - ties / (total * (total - 1)))) if total > 1 else 0.0
    if spread == 0:
        return 0.5, 1.0
    z = max(0.0, abs(u - len(a) * len(b) / 2) - 0.5) / spread
    return u / (len(a) * len(b)), 2 * (1 - statistics.NormalDist().cdf(z))


def modes(values: Sequence[float]) -> float:
    """Return the m-value: 2 for one hill, more for several; above 2.8 there are several modes.

    Gregg, Frequency Trails (2014): the up and down steps of a histogram, divided by its highest bar.
    """
    found = checked(values)
    low, high = quantile(found, 0.01), quantile(found, 0.99)
    if high <= low:
        return 2.0
    best = 2.0
    for bins in (8, 12, 16):
        if len(found) < bins * 5:
            break
        counts = [0] * bins
        for value in found:
            if low <= value <= high:
                counts[min(bins - 1, int((value - low) / (high - low) * bins))] += 1
        around = zip([0, *counts], counts, [*counts[1:], 0])
        smooth = [0.0, *((left + 2 * middle + right) / 4 for left, middle, right in around), 0.0]
        climb = sum(abs(right - left) for left, right in zip(smooth, smooth[1:]))
        best = max(best, climb / max(smooth))
    return best


def drift(values: Sequence[float]) -> float:
    """Return by which part the last third of the values differs from the first: their medians."""
    found = checked(values)
    third = max(1, len(found) // 3)
    start = statistics.median(found[:third])
    return statistics.median(found[-third:]) / start - 1 if start > 0 else 0.0


class Law(NamedTuple):
    """How work grows with size: ``name``, the two coefficients, and the relative error of each size."""

    name: str
    fixed: float
    factor: float
    residuals: Tuple[float, ...]

    @property
    def error(self) -> float:
        """The root of the mean squared relative error."""
        return math.sqrt(statistics.fmean([residual**2 for residual in self.residuals]))


LAWS: Dict[str, Callable[[float], float]] = {
    "1": lambda n: 0.0,
    "log n": lambda n: math.log(n) if n > 0 else 0.0,
    "n": lambda n: n,
    "n log n": lambda n: n * math.log(n) if n > 0 else 0.0,
    "n^2": lambda n: n**2,
    "n^3": lambda n: n**3,
}


def fit(sizes: Sequence[float], seconds: Sequence[float], name: str) -> Law:
    """Fit ``fixed + factor * law(size)`` to times by least squares on the relative error (Gauss; weights 1/t²).

    Raises ``MLUsageError`` for an unknown law, fewer than three sizes, and times that are not above 0.

    >>> law = fit([10, 20, 40], [1.0, 2.0, 4.0], "n")
    >>> round(law.factor, 6), round(law.error, 6)
    (0.1, 0.0)
    """
    if name not in LAWS:
        raise MLUsageError(f"no law {name!r}; there are {', '.join(LAWS)}")
    times = checked(seconds, 3)
    if min(times) <= 0:
        raise MLUsageError("what takes no time that can be measured does not grow by a law; do more of it in one call")
    shape = [LAWS[name](size) for size in checked(sizes, 3)]
    weights = [1 / time**2 for time in times]
    total = sum(weights)
    mean_x = sum(w * x for w, x in zip(weights, shape)) / total
    mean_y = sum(w * y for w, y in zip(weights, times)) / total
    spread = sum(w * (x - mean_x) ** 2 for w, x in zip(weights, shape))
    factor = sum(w * (x - mean_x) * (y - mean_y) for w, x, y in zip(weights, shape, times)) / spread if spread else 0.0
    fixed = mean_y - factor * mean_x
    return Law(name, fixed, factor, tuple((fixed + factor * x) / y - 1 for x, y in zip(shape, times)))


def steepest(sizes: Sequence[float], seconds: Sequence[float], name: str) -> Tuple[float, float]:
    """Return by which power of n times grow more than a law, up to the greatest size, and from which size on.

    It is the greatest of the powers from sizes of at most half the greatest: what is fixed hides growth in small sizes.

    >>> power, start = steepest([10, 100, 1000], [1.0, 10.0, 1000.0], "n")
    >>> round(power, 6), start
    (1.0, 100)
    """
    law = LAWS[name]
    last, longest = sizes[-1], seconds[-1]
    found = []
    for size, time in zip(sizes, seconds):
        if last >= 2 * size and (law(size) > 0 or name == "1"):
            expected = law(last) / law(size) if law(size) > 0 else 1.0
            found.append((math.log(longest / time / expected) / math.log(last / size), size))
    return max(found)
