"""What the order of samples tells: quantiles, their support, and exact intervals. Plain functions on numbers."""

from __future__ import annotations

import math
from functools import cache
from typing import Optional, Sequence, Tuple

_MANY = 10_000  # samples for which a binomial distribution is a normal one
_PARTS = 10**9  # of a probability
_BEYOND = 10  # samples that must lie beyond a quantile before it says something


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the smallest of the *ordered* samples with at least *share* of them at or below it.

    The nearest rank (type 1 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996): always
    a sample that was seen, as latencies are usually told.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5), quantile([1.0, 2.0, 3.0, 4.0], 0.99)
    (2.0, 4.0)
    """
    if not ordered:
        raise ValueError("no samples")
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    # A product such as 0.999 * 1000 must not come out a hair above the whole number that it is.
    rank = math.ceil(share * len(ordered) - 1e-9)
    return ordered[max(0, rank - 1)]


def is_supported(count: int, share: float) -> bool:
    """Tell whether *count* samples say something about a quantile: ten of them have to lie beyond it.

    >>> is_supported(1000, 0.99), is_supported(1000, 0.999)
    (True, False)
    """
    return count * (1 - share) >= _BEYOND - 1e-9


def median(samples: Sequence[float]) -> float:
    """Return the middle of the samples, or the mean of the two in the middle."""
    ordered = sorted(samples)
    if not ordered:
        raise ValueError("no samples")
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def floor(samples: Sequence[float]) -> float:
    """Return the median of the fastest tenth: what the code costs when nothing is in its way.

    As steady as the minimum, and one lucky sample does not decide.

    >>> floor([5.0, 1.0, 9.0, 2.0])
    1.0
    """
    return median(sorted(samples)[: max(1, len(samples) // 10)])


def median_interval(samples: Sequence[float], confidence: float = 0.95) -> Tuple[float, float]:
    """Return the exact interval of the median from order statistics; infinite if there are too few samples.

    Of the sign test (Conover, "Practical Nonparametric Statistics", 1999, section 3.2): the number of
    samples below the median is binomial, whatever the distribution. From ten thousand samples on the normal
    distribution stands for it.

    >>> median_interval([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])
    (2.0, 9.0)
    >>> median_interval([1.0, 2.0])
    (-inf, inf)
    """
    ordered = sorted(samples)
    dropped = _beyond_the_median(len(ordered), confidence)
    if dropped == 0:
        return -math.inf, math.inf
    return ordered[dropped - 1], ordered[len(ordered) - dropped]


@cache
def _beyond_the_median(count: int, confidence: float) -> int:
    """Return how many samples at each end are surely enough on one side of the median."""
    if count >= _MANY:
        from statistics import NormalDist

        reach = NormalDist().inv_cdf((1 + confidence) / 2)
        return math.floor((count - reach * math.sqrt(count)) / 2)
    # In whole numbers: of the 2 ** count ways to lie, how many have so few samples on one side?
    allowed = round((1 - confidence) * _PARTS) << count
    ways, total, dropped = 1, 0, 0
    while dropped < count // 2:
        total += ways
        if 2 * total * _PARTS > allowed:
            break
        ways = ways * (count - dropped) // (dropped + 1)
        dropped += 1
    return dropped


def shift_interval(
    old: Sequence[float], new: Sequence[float], confidence: float = 0.97
) -> Optional[Tuple[float, float]]:
    """Return the exact interval of how much higher *new* lies than *old*; None if there are too few samples.

    That of Hodges and Lehmann, "Estimates of location based on rank tests", 1963: the Mann-Whitney test
    counts the pairs in which *new* is higher, so its bounds are order statistics of all differences.

    >>> shift_interval([1.0, 2.0, 3.0, 4.0], [11.0, 12.0, 13.0, 14.0])
    (7.0, 13.0)
    """
    differences = sorted(b - a for a in old for b in new)
    total = math.comb(len(old) + len(new), len(old))
    tail, dropped = 0, 0
    while dropped < len(differences) // 2:
        tail += _arrangements(len(old), len(new), dropped)
        if 2 * tail > (1 - confidence) * total:
            break
        dropped += 1
    if dropped == 0:
        return None
    return differences[dropped - 1], differences[len(differences) - dropped]


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
