"""Assertions on how long ML code takes; each takes the noise of the machine into account."""

from __future__ import annotations

import math
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, Iterable, List, Optional, Union

from ..engine import MLUsageError
from ..engine.arguments import checked_positive, is_number
from .base import Asserts

__unittest = True  # keep these frames out of failure reports

if TYPE_CHECKING:
    from ..performance import Benchmark, Comparison, PerformanceTester
    from ..performance.statistics import Law

Subject = Union[str, Callable[[], Any]]
_ROUNDS = 3  # of a growth that is suspected
_POWER = 0.4  # of n, by which times may grow more than a law: caches, and a factor of log n, make up as much
_SPAN = 8  # below that a power of n is no more than what caches do


class PerformanceAsserts(Asserts):
    """Assertions on times; stands beside any ``unittest.TestCase``.

    A subject is ML code, which is loaded once and runs in the session of the test again and again, or a Python
    function. ``self.performance`` measures; a class may define it.
    """

    ml_baselines = "baselines.json"  # the file of baselines, beside the file of the class

    @property
    def performance(self) -> PerformanceTester:
        """What measures: with the grants, limits and world of the test, if it has them."""
        tester: Optional[PerformanceTester] = self.__dict__.get("_ml_performance")
        if tester is None:
            tester = self.__dict__["_ml_performance"] = self._ml_new_tester()
        return tester

    def _ml_new_tester(self) -> PerformanceTester:
        from ..performance import PerformanceTester

        return PerformanceTester()

    def _ml_subject(self, subject: Subject) -> Subject:
        """Return what is to be timed: code becomes a function that runs it in the session of the test."""
        if not isinstance(subject, str):
            return subject
        session = self._ml_find_session()
        return partial(getattr(session, "probe", session.run), subject)

    def assertFasterThan(
        self, subject: Subject, other: Subject, *, by: float = 0.0, budget: float = 0.3, msg: Any = None
    ) -> Comparison:
        """Fail unless *subject* is surely faster than *other*, by at least a part *by* of its time.

        self.assertFasterThan("result = quick(n);", "result = slow(n);")
        """
        if not is_number(by) or not 0 <= by < 1:
            raise MLUsageError(f"by must lie between 0 and 1, not {by!r}")
        found = self.performance.compare(self._ml_subject(other), self._ml_subject(subject), budget=budget)
        enough = found.interval is not None and found.interval.high <= 1 - by
        if found.verdict != "faster" or not enough:
            wanted = "faster" if not by else f"at least {by:.0%} faster"
            self._ml_fail(msg, f"it is not surely {wanted}: {found.describe()}")
        return found

    def assertNoRegression(
        self, subject: Subject, *, baseline: Union[str, Subject, None] = None, margin: float = 0.1, msg: Any = None
    ) -> None:
        """Fail if *subject* is surely slower than its baseline, by more than *margin* (0.1 is 10 %).

        Processes differ: what one process measures, as here, is sure of nothing below some 25 %.
        *baseline* is the name in the file ``ml_baselines``, by default the code itself, or a function to compare with
        right now. ``MLPY_TESTKIT_BASELINES=create`` writes a baseline that is missing, ``update`` all. Raises
        ``MLUsageError`` if there is none, or it is one of other code. What another machine or Python has recorded
        fails only if *subject* takes more than twice as long, in units of the calibration workload; the test is
        skipped where that cannot be told.

        self.assertNoRegression("result = total(100, 0.2);", baseline="total")
        """
        if callable(baseline):
            found = self.performance.compare(baseline, self._ml_subject(subject), margin=margin)
            if found.verdict == "slower":
                self._ml_fail(msg, f"it has become slower than its baseline: {found.describe()}")
            return
        from ..performance import Baselines, OtherMachineError

        program = subject if isinstance(subject, str) else None
        name = baseline or program
        if name is None:
            raise MLUsageError("the baseline of a function needs a name")
        stored = Baselines(self._ml_beside(self.ml_baselines))
        recording = self.performance.record(self._ml_subject(subject))
        try:
            compared = stored.check(name, recording, program=program, margin=margin)
        except OtherMachineError as error:
            self.skipTest(str(error))
        if compared.verdict in ("new", "renamed", "changed"):
            raise MLUsageError(compared.message)  # an assertion that cannot look must not pass
        if compared.fails:
            self._ml_fail(msg, f"it has become slower than its baseline: {compared.message}")

    def assertMeanBelow(self, subject: Subject, seconds: float, *, budget: float = 0.5, msg: Any = None) -> Benchmark:
        """Fail if the mean time of *subject* is surely not below *seconds*.

        self.assertMeanBelow("result = total(100, 0.2);", 0.01)
        """
        from ..performance.statistics import bootstrap_interval
        from ..performance.units import show_seconds

        checked_positive(seconds, "seconds", "number of seconds")
        found = self.performance.benchmark(self._ml_subject(subject), budget=budget)
        if len(found.samples) > 1:
            low = bootstrap_interval(found.samples, resamples=300).low
        else:
            low = found["mean"]
        if low >= seconds:
            text = f"the mean is {show_seconds(found['mean'])}, surely at least {show_seconds(low)}"
            self._ml_fail(msg, f"{text}; expected below {show_seconds(seconds)}{_noise(found)}")
        return found

    def assertPercentileBelow(
        self, subject: Subject, percent: float, seconds: float, *, iterations: int = 200, msg: Any = None
    ) -> Benchmark:
        """Fail if a percentile of the times of *subject* is not below *seconds*.

        self.assertPercentileBelow("result = total(100, 0.2);", 99, 0.05)
        """
        if not is_number(percent) or not 0 < percent < 100:
            raise MLUsageError(f"a percentile lies between 0 and 100, not at {percent!r}")
        checked_positive(seconds, "seconds", "number of seconds")
        from ..performance.units import show_seconds

        found = self.performance.benchmark(self._ml_subject(subject), iterations=iterations, warmup=10)
        value = found.quantile(percent / 100)
        if value >= seconds:
            text = f"{percent:g} % of {iterations} runs took up to {show_seconds(value)}"
            self._ml_fail(msg, f"{text}; expected below {show_seconds(seconds)}{_noise(found)}")
        return found

    def assertThroughputAtLeast(
        self, subject: Subject, per_second: float, *, budget: float = 0.5, msg: Any = None
    ) -> Benchmark:
        """Fail if *subject* surely runs less often than *per_second* times a second.

        self.assertThroughputAtLeast("result = total(100, 0.2);", 100)
        """
        checked_positive(per_second, "per_second")
        found = self.performance.benchmark(self._ml_subject(subject), budget=budget)
        best = 1 / found.quantile(0.25) if found.quantile(0.25) > 0 else float("inf")
        if best < per_second:
            text = f"it runs {1 / found['median']:.4g} times a second, in its best quarter {best:.4g}"
            self._ml_fail(msg, f"{text}; expected at least {per_second:g}{_noise(found)}")
        return found

    def assertScalesLike(
        self, law: str, make: Callable[[int], Subject], *, sizes: Iterable[int], budget: float = 0.1, msg: Any = None
    ) -> Law:
        """Fail if the time of ``make(size)`` grows faster than a law over *sizes*; return the law as it fits.

        Laws are "1", "log n", "n", "n log n", "n^2" and "n^3". The greatest of at least three sizes is eight times the
        smallest or more. It may grow by n^0.4 more than the law says, for caches of processors make up as much: a
        factor of log n is not noticed, one of n is. Sizes must be so great that the work outweighs the cost of a call.
        *budget* is the seconds for each size; seven times as much is given before the test fails.

        self.assertScalesLike("n", lambda n: f"result = sum(range({n}));", sizes=[1000, 10000, 100000])
        """
        from ..performance.statistics import LAWS, fit, steepest
        from ..performance.units import show_seconds

        if law not in LAWS:
            raise MLUsageError(f"no law {law!r}; there are {', '.join(LAWS)}")
        measured = sorted(sizes)
        for size in measured:
            checked_positive(size, "a size")
        if len(set(measured)) < 3:  # all laws would fit
            raise MLUsageError("at least three different sizes are needed")
        if measured[-1] < _SPAN * measured[0]:
            raise MLUsageError(f"the greatest size must be at least {_SPAN} times the smallest: less shows no growth")
        works = [self._ml_subject(make(size)) for size in measured]
        times = [math.inf for _ in works]
        for turn in range(_ROUNDS):  # a busy machine does not disturb every one of more and more samples
            for at, work in enumerate(works):
                times[at] = min(times[at], *self.performance.benchmark(work, budget=budget * 2**turn).samples)
            found = fit(measured, times, law)
            if steepest(measured, times, law)[0] <= _POWER:
                return found
            slow = [self.performance.slow_down(time, budget) for time in times]
            power, start = steepest(measured, [time / factor for time, factor in zip(times, slow)], law)
            if power <= _POWER:
                return found
        rows = [f"  {size:>8} {show_seconds(time):>10}" for size, time in zip(measured, times)]
        text = f"from {start:g} to {measured[-1]:g} it grows by n^{power:.1f} more than like {law}"
        self._ml_fail(msg, "\n".join([text, "      size       time", *rows]))

    def _ml_beside(self, path: str) -> str:
        home = getattr(sys.modules.get(type(self).__module__), "__file__", None)
        return os.path.join(os.path.dirname(os.path.abspath(home)), path) if home else path


def _noise(found: Benchmark) -> str:
    reasons: List[str] = list(found.stability.reasons)
    return f"\n{'; '.join(reasons)}" if reasons else ""
