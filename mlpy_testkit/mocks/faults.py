"""Trouble on purpose: slow answers, failures and hangs, by number or by chance with a seed."""

from __future__ import annotations

from typing import Any, Dict, Optional, Union

from ..engine.arguments import checked_seconds
from ..engine.errors import MLError, MLUsageError
from .answers import HANG, Answer, failure


class Faults:
    """What goes wrong with which use of a mock; uses are counted from 1.

    Each method returns the object, so they can be written one after the other.

    >>> faults = Faults().latency(0.2).fail_on(2, error="connection lost").hang_on(5)
    >>> [answer and answer.payload for answer in (faults.next(), faults.next())]
    [None, 'connection lost']
    """

    def __init__(self) -> None:
        self._count = 0
        self._seconds = 0.0
        self._jitter = 0.0
        self._rate = 0.0
        self._planned: Dict[int, Answer] = {}
        self._flaky = failure("mock failure")
        self._random: Any = None

    @property
    def seconds(self) -> float:
        """How long the next answer takes."""
        if not self._jitter:
            return self._seconds
        share: float = self._chance().uniform(-1, 1)
        return max(0.0, self._seconds + self._jitter * share)

    def latency(self, seconds: float, jitter: float = 0.0, *, seed: Optional[int] = None) -> Faults:
        """Let each answer take so long, more or less by *jitter*."""
        self._seconds, self._jitter = checked_seconds(seconds), checked_seconds(jitter, "jitter")
        return self if seed is None else self._seeded(seed)

    def fail_on(self, *numbers: int, error: Union[str, MLError] = "mock failure") -> Faults:
        """Let the uses with these numbers fail as failing code does."""
        return self._plan(numbers, failure(error))

    def hang_on(self, *numbers: int) -> Faults:
        """Let the uses with these numbers never get an answer."""
        return self._plan(numbers, Answer(HANG))

    def flaky(self, rate: float, *, seed: int = 0, error: Union[str, MLError] = "mock failure") -> Faults:
        """Let this share of the uses fail, always the same ones for a seed."""
        if type(rate) not in (int, float) or not 0 <= rate <= 1:
            raise MLUsageError(f"a rate is a number from 0 to 1, not {rate!r}")
        self._rate, self._flaky = rate, failure(error)
        return self._seeded(seed)

    def next(self) -> Optional[Answer]:
        """Count a use; return what goes wrong with it, or None."""
        self._count += 1
        planned = self._planned.get(self._count)
        if planned is None and self._rate and self._chance().random() < self._rate:
            return self._flaky
        return planned

    def _plan(self, numbers: Any, answer: Answer) -> Faults:
        for number in numbers:
            if type(number) is not int or number < 1:
                raise MLUsageError(f"uses are counted from 1; {number!r} is none")
            self._planned[number] = answer
        return self

    def _seeded(self, seed: int) -> Faults:
        from random import Random

        self._random = Random(seed)
        return self

    def _chance(self) -> Any:
        if self._random is None:
            self._seeded(0)
        return self._random
