"""What measuring comes to: dictionaries with the keys of mlpy, and objects with more."""

from __future__ import annotations

import statistics
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ..records import NamedTuple
from .statistics import (
    Interval,
    checked,
    drift,
    median_absolute_deviation,
    median_interval,
    modes,
    outliers,
    quantile,
)
from .units import show_seconds

FEW = 20  # samples below which nothing is called stable
_DRIFT, _MODES, _BUSY = 0.1, 2.8, 0.25


class Stability(NamedTuple):
    """Whether a benchmark can be trusted, and why not."""

    stable: bool
    reasons: Tuple[str, ...]


class Benchmark(Dict[str, Any]):
    """The times of one benchmark: ``mean``, ``median``, ``std_dev``, ``min``, ``max``, ``iterations``.

    Times are seconds for one call. ``samples`` are the times in their order, each the mean of ``loops``
    calls; ``cold`` is the very first call; ``overhead`` was taken off each; ``compile_time`` is what loading
    the code took; ``failures`` counts executions that failed, ``errors`` by their text.

    >>> found = Benchmark([0.1, 0.2, 0.3])
    >>> found["median"], found.mad, found.quantile(1.0)
    (0.2, 0.1, 0.3)
    """

    def __init__(
        self,
        samples: Sequence[float],
        *,
        loops: int = 1,
        name: str = "",
        cold: Optional[float] = None,
        overhead: float = 0.0,
        compile_time: float = 0.0,
        errors: Optional[Dict[str, int]] = None,
        memory: Optional[int] = None,
        steady: bool = True,
    ) -> None:
        self.samples = checked(samples)
        self.loops = loops
        self.name = name
        self.cold = cold
        self.overhead = overhead
        self.compile_time = compile_time
        self.errors: Dict[str, int] = dict(errors or {})
        self.memory = memory
        self.steady = steady
        values = self.samples
        super().__init__(
            mean=statistics.fmean(values),
            median=statistics.median(values),
            std_dev=statistics.stdev(values) if len(values) > 1 else 0.0,
            min=min(values),
            max=max(values),
            iterations=len(values) * loops,
        )

    def __await__(self) -> Any:
        """Be awaitable too: mlpy's examples await what its tests take as it is."""
        yield from ()
        return self

    @property
    def failures(self) -> int:
        """How many executions failed."""
        return sum(self.errors.values())

    @property
    def mad(self) -> float:
        """The median absolute deviation."""
        return round(median_absolute_deviation(self.samples), 15)

    @property
    def interval(self) -> Optional[Interval]:
        """The 99 % interval of the median; None for too few samples."""
        return median_interval(self.samples)

    @property
    def outliers(self) -> Dict[str, int]:
        """The samples outside Tukey's fences, by side and severity."""
        return outliers(self.samples)

    def quantile(self, part: float) -> float:
        """Return the time below which *part* of the samples lie."""
        return quantile(self.samples, part)

    @property
    def stability(self) -> Stability:
        """Whether the samples describe the code, and what speaks against it."""
        reasons: List[str] = []
        count = len(self.samples)
        if count < FEW:
            reasons.append(f"too few samples: {count}, {FEW} are needed")
        else:
            change = drift(self.samples)
            if abs(change) > _DRIFT:
                reasons.append(f"drift: the last third differs from the first by {change:+.0%}")
            hills = modes(self.samples)
            if hills > _MODES:
                reasons.append(f"several modes: m-value {hills:.1f}")
        middle = self["median"]
        spread = self.mad / middle if middle > 0 else 0.0
        if spread > _BUSY:
            reasons.append(f"busy machine: half of the samples differ from the median by more than {spread:.0%}")
        if not self.steady:
            reasons.append("not steady after the warm-up")
        return Stability(not reasons, tuple(reasons))


class Comparison(Dict[str, Any]):
    """Two sides compared: ``mean_diff``, ``mean_pct_change``, ``median_diff``, ``regression``.

    ``ratio`` is new to old, ``interval`` where it surely lies, ``verdict`` one of "faster", "slower", "same",
    "undecided"; ``pairs`` counts what was compared, ``needed`` how many would decide. ``margin`` is what
    one is ready to call the same.

    >>> from mlpy_testkit.performance import compare
    >>> found = compare(lambda: sum(range(2000)), lambda: sum(range(20)), budget=0.02)
    >>> found.verdict, found.ratio < 1, found["regression"]
    ('faster', True, False)
    """

    def __init__(
        self,
        old: Benchmark,
        new: Benchmark,
        ratio: float,
        interval: Optional[Interval],
        verdict: str,
        *,
        margin: float,
        pairs: int = 0,
        needed: Optional[int] = None,
        p_value: Optional[float] = None,
        seconds: float = 0.0,
    ) -> None:
        self.old = old
        self.new = new
        self.ratio = ratio
        self.interval = interval
        self.verdict = verdict
        self.margin = margin
        self.pairs = pairs
        self.needed = needed
        self.p_value = p_value
        self.seconds = seconds
        super().__init__(
            mean_diff=new["mean"] - old["mean"],
            mean_pct_change=(ratio - 1) * 100,
            median_diff=new["median"] - old["median"],
            regression=verdict == "slower",
        )

    def describe(self) -> str:
        """Return the comparison as a sentence."""
        change = f"{abs(self.ratio - 1):.1%}"
        where = ""
        if self.interval is not None:
            low, high = self.interval
            where = f" (99 % interval {low - 1:+.1%} to {high - 1:+.1%}, margin {self.margin:.0%})"
        if self.verdict in ("slower", "faster"):
            text = f"{change} {self.verdict}"
        elif self.verdict == "same":
            text = "the same"
        else:
            text = "undecided"
            if self.needed is not None:
                where += f"; about {self.needed} pairs would decide, there were {self.pairs}"
        times = f"{show_seconds(self.old['median'])} -> {show_seconds(self.new['median'])}"
        return f"{text}{where}; {times}"
