"""What was measured once, to compare with what is measured now.

A stored number is worth little: machines slow down and speed up, and every process is laid out differently. So
what is compared is the *floor* of several processes, in *canary units*: how many times as long as a fixed
workload that was timed beside it. Where both versions can be run, compare those instead.

Nothing is written unless ``MLPY_TESTKIT_BASELINES`` or ``mode`` says so, and what is written is told.
"""

from __future__ import annotations

import hashlib
import math
import os
import statistics
import sys
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from ..engine.arguments import checked_positive
from ..records import NamedTuple
from . import baseline_file
from .baseline_file import Baseline, BaselineError, OtherMachineError
from .fingerprint import fingerprint
from .recording import CANARY, Samples
from .statistics import floor, shift_interval
from .units import in_unit

VARIABLE = "MLPY_TESTKIT_BASELINES"
MODES = ("compare", "create", "update")
_MARGIN = 0.10
_ELSEWHERE = 1.0  # in canary units, from Python 3.9 to 3.13, programs differ by up to 40 %; processors come on top
_SPREAD = 0.037  # of one process around the others, in canary units: measured
_RAW_SPREAD = 0.11  # the same without a canary
_SIGMAS = 2.58  # of a normal distribution: 99 % lie within

Recording = Union[Samples, Sequence[Samples]]


class BaselineComparison(NamedTuple):
    """How a measurement compares with its baseline.

    ``verdict`` is ``"same"``, ``"slower"``, ``"faster"`` or ``"undecided"``; without a comparison it is ``"new"`` (no
    baseline), ``"renamed"`` (no baseline, but one of the same program), ``"changed"`` (another program), ``"missing"``
    (a baseline, but no measurement), ``"created"`` or ``"updated"``. ``ratio`` is new to old, with its interval
    from ``low`` to ``high``; ``unit`` is ``"canary"`` or ``"s"``. ``message`` says it in a sentence. ``fails`` tells
    whether it is "slower".

    >>> BaselineComparison("total", "slower", "total: slower than its baseline", 1.5, 1.4, 1.6, "canary").fails
    True
    """

    name: str
    verdict: str
    message: str
    ratio: Optional[float] = None
    low: Optional[float] = None
    high: Optional[float] = None
    unit: str = ""

    @property
    def fails(self) -> bool:
        """Whether the program has become slower."""
        return self.verdict == "slower"


class Baselines:
    """The baselines in a file.

    *mode* is "compare" (write nothing), "create" (record benchmarks without a baseline) or "update" (record
    all); with None the environment variable ``MLPY_TESTKIT_BASELINES`` says it, and without that nothing is
    written. The file is read anew for each question, so several processes can use it at once.

    Raises ``BaselineError`` for a mode that there is not, and for a file that is none.

    >>> Baselines("no-such-file.json", mode="compare").check("total", Samples((0.001, 0.0011))).verdict
    'new'
    """

    def __init__(self, path: Union[str, Path], mode: Optional[str] = None) -> None:
        self.path = Path(path)
        given = mode if mode is not None else os.environ.get(VARIABLE) or "compare"
        if given not in MODES:
            origin = "mode" if mode is not None else VARIABLE
            raise BaselineError(f"{origin} must be one of {', '.join(MODES)}, not {given!r}")
        self.mode = given

    def read(self) -> Dict[str, Baseline]:
        """Return all baselines by name."""
        return baseline_file.read(self.path)

    def names(self) -> List[str]:
        """Return the names of the benchmarks that have a baseline."""
        return sorted(self.read())

    def record(self, name: str, recording: Recording, *, program: Optional[str] = None) -> None:
        """Store a recording under a name, whatever the mode, and say so on the standard error stream.

        *program* is the ML source; a hash of it is stored. Other benchmarks of the file stay as they are.
        """
        fresh = _fresh(name, recording, program)
        with baseline_file.alone(self.path):
            baselines = self.read()
            known = name in baselines
            baselines[name] = fresh
            baseline_file.write(self.path, baselines)
        _tell(f"{'updated' if known else 'created'} the baseline {name!r} in {self.path}")

    def check(
        self, name: str, recording: Recording, *, program: Optional[str] = None, margin: float = _MARGIN
    ) -> BaselineComparison:
        """Compare a recording with its baseline, or store it, as the mode says.

        *margin* is what counts as the same, 0.1 for 10 %. Raises ``OtherMachineError`` if the baseline is of another
        machine and cannot be compared, and ``BaselineError`` for a file or a recording that is none.
        """
        checked_positive(margin, "margin")
        fresh = _fresh(name, recording, program)
        baselines = self.read()
        stored = baselines.get(name)
        if self.mode == "update" or (stored is None and self.mode == "create"):
            self.record(name, recording, program=program)
            word = "created" if stored is None else "updated"
            return BaselineComparison(name, word, f"{name}: the baseline was {word}")
        if stored is None:
            return self._unknown(name, fresh, baselines)
        return compare_with(name, stored, fresh, margin)

    def check_all(
        self,
        recordings: Mapping[str, Recording],
        *,
        programs: Optional[Mapping[str, str]] = None,
        margin: float = _MARGIN,
    ) -> List[BaselineComparison]:
        """Check several recordings by name, and tell which baselines were not measured."""
        programs = programs or {}
        found = [
            self.check(name, recording, program=programs.get(name), margin=margin)
            for name, recording in recordings.items()
        ]
        for name in self.names():
            if name not in recordings:
                message = f"{name}: there is a baseline in {self.path}, but it was not measured now"
                found.append(BaselineComparison(name, "missing", message))
        return found

    def _unknown(self, name: str, fresh: Baseline, baselines: Mapping[str, Baseline]) -> BaselineComparison:
        advice = f"record it with {VARIABLE}=create"
        twins = [other for other, stored in baselines.items() if fresh.program and stored.program == fresh.program]
        if twins:
            message = f"{name}: there is no baseline of this name, but {twins[0]!r} is of the same program; {advice}"
            return BaselineComparison(name, "renamed", message)
        return BaselineComparison(name, "new", f"{name}: there is no baseline in {self.path}; {advice}")


def compare_with(name: str, old: Baseline, new: Baseline, margin: float = _MARGIN) -> BaselineComparison:
    """Compare a measurement with a stored one.

    In canary units, where both sides have them; on the same machine the seconds must agree before
    anything is called slower or faster. Between machines of different classes only canary units count, and what takes
    less than twice as long is not called slower. Raises ``OtherMachineError`` where there are none to compare, and
    between implementations of Python, whose compilers favour different programs.
    """
    if old.program and new.program and old.program != new.program:
        message = f"{name}: the program has changed since the baseline was recorded; record it with {VARIABLE}=update"
        return BaselineComparison(name, "changed", message)
    calibrated = old.canary == new.canary is not None
    here = old.machine["class"] == new.machine["class"]
    if not here:
        _check_comparable(name, old, new)
    allowed = margin if here else max(margin, _ELSEWHERE)
    old_units, new_units = _floors(old, calibrated), _floors(new, calibrated)
    ratio, low, high = _ratio(old_units, new_units, _SPREAD if calibrated else _RAW_SPREAD)
    seconds = statistics.median(_floors(new, False)) / statistics.median(_floors(old, False))
    bound = 1 + allowed
    verdict = "undecided"
    if low > bound and (not here or seconds > bound):
        verdict = "slower"
    elif high < 1 / bound and (not here or seconds < 1 / bound):
        verdict = "faster"
    elif 1 / bound <= low and high <= bound:
        verdict = "same"
    message = _sentence(name, verdict, ratio, low, high, allowed, old, new, here)
    return BaselineComparison(name, verdict, message, ratio, low, high, "canary" if calibrated else "s")


def _check_comparable(name: str, old: Baseline, new: Baseline) -> None:
    """Raise ``OtherMachineError`` unless measurements of two machines have a measure in common."""
    if None in (old.canary, new.canary):
        reason = "has no calibration workload beside it: seconds of two machines cannot be compared"
    elif old.canary != new.canary:
        reason = f"was calibrated with workload {old.canary}, and this kit has {new.canary}: they cannot be compared"
    elif old.machine.get("implementation") != new.machine.get("implementation"):
        reason = "with another implementation of Python: they cannot be compared"
    else:
        return
    raise OtherMachineError(
        f"{name}: the baseline was recorded on another machine ({old.machine['class']}, not {new.machine['class']})"
        f" and {reason}; record it here with {VARIABLE}=update"
    )


def _floors(baseline: Baseline, calibrated: bool) -> List[float]:
    """Return the floor of each process, in canary units or in seconds."""
    return [floor(samples.values) / (floor(samples.canary) if calibrated else 1.0) for samples in baseline.processes]


def _ratio(old: Sequence[float], new: Sequence[float], spread: float) -> Tuple[float, float, float]:
    """Return the ratio of the medians of the processes and its interval.

    With four processes a side it comes from their order; with fewer it is what processes are known to differ by.
    """
    ratio = statistics.median(new) / statistics.median(old)
    interval = shift_interval([math.log(value) for value in old], [math.log(value) for value in new])
    if interval is not None:
        return ratio, math.exp(interval[0]), math.exp(interval[1])
    width = _SIGMAS * spread * math.sqrt(1 / len(old) + 1 / len(new))
    return ratio, ratio * math.exp(-width), ratio * math.exp(width)


def _sentence(
    name: str,
    verdict: str,
    ratio: float,
    low: float,
    high: float,
    allowed: float,
    old: Baseline,
    new: Baseline,
    here: bool,
) -> str:
    before, after = in_unit([statistics.median(_floors(old, False)), statistics.median(_floors(new, False))])
    change = f"{ratio - 1:+.1%} (between {low - 1:+.1%} and {high - 1:+.1%}, allowed {allowed:.0%})"
    counts = f"{len(old.processes)} and {len(new.processes)} processes"
    where = f"{before} -> {after} in {counts}" if here else f"in units of the calibration workload, {counts}"
    texts = {
        "slower": f"slower than its baseline by {change}; {where}",
        "faster": f"faster than its baseline by {change}; {where}; record it with {VARIABLE}=update",
        "same": f"the same as its baseline: {change}; {where}",
        "undecided": f"cannot be told apart from its baseline, nor called the same: {change}; {where}",
    }
    text = f"{name}: {texts[verdict]}"
    if not here:
        text += f"; the baseline is of another machine ({old.machine['class']})"
    if old.machine.get("kit") != new.machine.get("kit"):
        text += f"; recorded with mlpy_testkit {old.machine.get('kit')}, this is {new.machine.get('kit')}"
    return text


def _fresh(name: str, recording: Recording, program: Optional[str]) -> Baseline:
    """Return a recording as a baseline of here and now."""
    from datetime import datetime, timezone

    if type(name) is not str or not name:
        raise BaselineError(f"the name of a benchmark must be a text, not {name!r}")
    if not isinstance(recording, Sequence):
        raise BaselineError(f"{name}: a recording is Samples, one for each process, not {type(recording).__name__}")
    processes: Tuple[Any, ...] = (recording,) if isinstance(recording, Samples) else tuple(recording)
    if not processes:
        raise BaselineError(f"{name}: nothing was recorded")
    for samples in processes:
        if not isinstance(samples, Samples):
            raise BaselineError(f"{name}: a recording is Samples, one for each process, not {type(samples).__name__}")
        for value in (*samples.values, *samples.canary):
            if not baseline_file.is_measured(value):
                raise BaselineError(f"{name}: samples are seconds above 0, not {value!r}")
        if not samples.values:
            raise BaselineError(f"{name}: there are no samples")
    thin = baseline_file.thinned  # as the stored ones are
    return Baseline(
        tuple(Samples(tuple(thin(samples.values)), tuple(thin(samples.canary))) for samples in processes),
        fingerprint(),
        CANARY if all(samples.canary for samples in processes) else None,
        None if program is None else hashlib.sha256(program.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        datetime.now(timezone.utc).strftime("%Y-%m-%d"),
    )


def _tell(text: str) -> None:
    if sys.stderr is not None:
        print(f"mlpy_testkit: {text}", file=sys.stderr)
