"""What a mock answers, and a rule that says when; ``rules.py`` has all rules of a mock."""

from __future__ import annotations

from typing import Any, Callable, List, Mapping, Optional, Sequence, Union

from ..engine.arguments import checked_count, checked_seconds
from ..engine.errors import MLError, MLUsageError
from ..records import NamedTuple
from .matching import Code, CodePattern, Context, ContextPattern

VALUE, FAILURE, RAISE, FUNCTION, HANG = "value", "failure", "raise", "function", "hang"


class UnexpectedExecution(AssertionError):  # a finding of the test, not an error of the code
    """A mock was asked for something for which the test has no answer."""


class Answer(NamedTuple):
    """One answer: its kind, the value or error or function, and the seconds before it comes."""

    kind: str
    payload: Any = None
    delay: float = 0.0

    @property
    def is_simulated(self) -> bool:
        """Whether no program could answer so, but only an executor in trouble."""
        return self.kind in (RAISE, HANG) and not isinstance(self.payload, MLError)


class Rule:
    """An expectation with its answers in order; the last one stays. *changed* is called whenever it is told more.

    >>> rule = Rule("total(*)").returns(1, 2).fails("no more")
    >>> [rule.next().payload for _ in range(4)]
    [1, 2, 'no more', 'no more']
    """

    def __init__(
        self, code: Optional[Code] = None, context: Context = None, changed: Callable[[], None] = lambda: None
    ) -> None:
        self.code = CodePattern(code)
        self.context = ContextPattern(context)
        self._changed = changed
        self._used = 0  # not counted any further when the answer stays
        self._answers: List[Answer] = []
        self._delay = 0.0
        self._at_most: Optional[int] = None

    def returns(self, *values: Any) -> Rule:
        """Answer with these values, one after the other."""
        if not values:
            raise MLUsageError("returns() needs a value; returns(None) answers null")
        return self._add(*(Answer(VALUE, value) for value in values))

    def fails(self, *errors: Union[str, MLError]) -> Rule:
        """Answer as failing code does: not successful, with such an error."""
        return self._add(*map(failure, errors or ("mock failure",)))

    def raises(self, error: Union[BaseException, type]) -> Rule:
        """Raise out of the call, as an executor does that is broken itself."""
        if not is_exception(error):
            raise MLUsageError(f"raises() needs an exception, not {error!r}")
        return self._add(Answer(RAISE, error))

    def answers(self, function: Callable[..., Any]) -> Rule:
        """Answer with what *function* returns for the same arguments."""
        if not callable(function):
            raise MLUsageError(f"answers() needs a function, not {function!r}")
        return self._add(Answer(FUNCTION, function))

    def hangs(self) -> Rule:
        """Never answer: the caller waits for its timeout, or for ever."""
        return self._add(Answer(HANG))

    def after(self, seconds: float) -> Rule:
        """Let so many seconds pass before each answer that comes from now on."""
        self._delay = checked_seconds(seconds)
        return self._add()

    def times(self, count: int) -> Rule:
        """Answer so many times only; ``check_used`` misses the uses that did not come."""
        self._at_most = checked_count(count, "count")
        return self._add()

    def once(self) -> Rule:
        """Answer once only."""
        return self.times(1)

    def _add(self, *answers: Answer) -> Rule:
        self._answers.extend(answers)
        self._changed()
        return self

    @property
    def is_open(self) -> bool:
        """Whether there is an answer left."""
        return self._at_most is None or self._used < self._at_most

    @property
    def missing(self) -> int:
        """How many uses have not come that must come."""
        return max(0, (self._at_most or 1) - self._used)

    @property
    def is_asked_each_time(self) -> bool:
        """Whether the same code may be meant now and not later: where a function or a context decides."""
        return self.code.is_function or self.context.context is not None

    @property
    def is_at_last(self) -> bool:
        """Whether the next answer is the one that stays."""
        return self._at_most is None and self._used + 1 >= len(self._answers)

    def fits(self, code: str, asks: Sequence[str], context: Optional[Mapping[str, Any]]) -> bool:
        """Tell whether such code in such a context is meant."""
        return self.code.fits(code, asks) and (self.context.context is None or self.context.fits(context))

    def next(self) -> Answer:
        """Return the next answer."""
        answers = self._answers or [Answer(VALUE)]
        answer = answers[min(self._used, len(answers) - 1)]
        self._used += 1
        return answer._replace(delay=self._delay) if self._delay else answer

    def __str__(self) -> str:
        return f"{self.code}{self.context}"

    def describe(self) -> str:
        """Return what is expected, and whether it has come as often as it may."""
        return str(self) if self.is_open else f"{self} (used up after {self._used})"


def failure(error: Union[str, MLError]) -> Answer:
    """Return the answer of failing code; raise ``MLUsageError`` for what code cannot fail with."""
    if not isinstance(error, (str, MLError)):
        raise MLUsageError(f"code fails with a text or an MLError, not with {error!r}; see raises()")
    return Answer(FAILURE, error)


def is_exception(value: Any) -> bool:
    """Tell whether *value* can be raised."""
    return isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException))
