"""What all mocks of things that run code share: telling them what to answer, and asking them what was done."""

from __future__ import annotations

import sys
import threading
from abc import ABC, abstractmethod
from typing import Any, Callable, Hashable, Iterator, List, Mapping, NoReturn, Optional, Sequence, Tuple, Union

from ..engine.arguments import checked_list
from ..engine.errors import MLUsageError
from .answers import FUNCTION, RAISE, VALUE, Answer, Rule, UnexpectedExecution, is_exception
from .faults import Faults
from .matching import Code, CodePattern, Context
from .records import describe, shown
from .rules import Rules

__unittest = True  # keep these frames out of failure reports


class _Unset:
    def __repr__(self) -> str:
        return "<not set>"


UNSET: Any = _Unset()


_TOLD = ("return_value", "side_effect", "should_fail", "mock_result")
_usual = set(_TOLD)  # names of attributes that are not taken for one of these


def _check_name(name: str) -> None:
    """Raise ``MLUsageError`` for an attribute whose name is almost that of one which tells what to answer."""
    from difflib import get_close_matches

    near = get_close_matches(name, _TOLD, 1, 0.85)
    if near:
        raise MLUsageError(f"a mock has nothing called {name!r}; did you mean {near[0]!r}?")
    _usual.add(name)


class Told:
    """Answers as told, and refuses what nobody expects.

    The first of these that has something to say gives the answer: ``faults``, the rules made by ``when``,
    ``side_effect``, ``return_value``; then what the class of the mock does by itself. With ``strict`` it does
    nothing by itself: what nobody expects raises ``UnexpectedExecution``, and ``check`` raises it again.
    """

    _what = "execution"

    def __init__(self, strict: bool = False, clock: Any = None) -> None:
        if clock is not None and not hasattr(clock, "sleep"):
            raise MLUsageError(f"clock must be a clock of a world, such as VirtualClock(), not {clock!r}")
        self.strict = strict
        self.clock = clock
        self._lock = threading.RLock()
        self.should_fail = False
        self.return_value: Any = UNSET
        self.unexpected: List[UnexpectedExecution] = []
        self._effect: Any = None
        self._effects: Optional[Iterator[Any]] = None
        self._rules = Rules()
        self._faults: Optional[Faults] = None

    # -- telling --------------------------------------------------------------------------------

    def __setattr__(self, name: str, value: Any) -> None:
        """Refuse a misspelt name: what a test tells with it, nobody would hear."""
        if name not in _usual:
            _check_name(name)
        object.__setattr__(self, name, value)

    @property
    def side_effect(self) -> Any:
        """What happens: an exception, answers one after the other, or a function of the same arguments.

        An ``MLError`` is a failure of the code, any other exception is raised. A function may be a coroutine
        function; where it returns ``unittest.mock.DEFAULT`` the answer is ``return_value``.
        """
        return self._effect

    @side_effect.setter
    def side_effect(self, effect: Any) -> None:
        effects: Optional[Iterator[Any]] = None
        if effect is not None and not is_exception(effect) and not callable(effect):
            if isinstance(effect, (str, bytes)):
                raise MLUsageError("side_effect must be an exception, a list of answers or a function, not a text")
            try:
                effects = iter(effect)
            except TypeError:
                raise MLUsageError(f"side_effect must be an exception, a list or a function, not {effect!r}") from None
        with self._lock:
            self._effect, self._effects = effect, effects

    @property
    def faults(self) -> Faults:
        """What goes wrong by itself; see :class:`Faults`."""
        if self._faults is None:
            self._faults = Faults()
        return self._faults

    def when(self, code: Optional[Code] = None, *, context: Context = None) -> Rule:
        """Return a rule for the code that is meant, to be told what to answer; the first rule that fits counts.

        ``code`` is a text with ``*`` for any characters, a compiled regular expression, ``ml(...)`` or a
        function of the code; ``context`` the entries that must be there, or a function of the context.
        """
        with self._lock:
            return self._rules.add(code, context)

    # -- answering ------------------------------------------------------------------------------

    def _choose(
        self,
        code: str,
        asks: Tuple[str, ...],
        context: Optional[Mapping[str, Any]] = None,
        key: Optional[Hashable] = None,
    ) -> Optional[Answer]:
        """Return the answer that the test has prepared, or None; *key* stands for *code* and *asks*."""
        if self._rules:
            key = key or (code, asks)
            answer = self._rules.settled.get(key)
            if answer is None:
                with self._lock:
                    answer = self._rules.choose(key, code, asks, context)
            if answer is not None:
                return answer
        if self._effect is not None:
            return self._next_effect(code)
        return None if self.return_value is UNSET else Answer(VALUE, self.return_value)

    def _next_effect(self, code: str) -> Answer:
        effect = self._effect
        if self._effects is None:
            return Answer(RAISE if is_exception(effect) else FUNCTION, effect)
        with self._lock:
            value = next(self._effects, UNSET)
        if value is UNSET:
            self._refuse(f"unexpected {self._what}: {code.strip()}\nthe answers of side_effect are used up")
        return Answer(RAISE, value) if is_exception(value) else Answer(VALUE, value)

    def _default(self, value: Any) -> Any:
        """Return what a function answered, or ``return_value`` if it left it to that."""
        mock = sys.modules.get("unittest.mock")
        if mock is not None and value is mock.DEFAULT:
            return None if self.return_value is UNSET else self.return_value
        return value

    def _refuse(self, text: str) -> NoReturn:
        error = UnexpectedExecution(text)
        with self._lock:
            self.unexpected.append(error)
        raise error

    def _refuse_unexpected(self, asked: str, asks: Sequence[str]) -> NoReturn:
        self._refuse(self._rules.describe_unexpected(self._what, asks, asked))

    def _forget(self) -> None:
        """Take everything back that was told and seen."""
        with self._lock:
            self.should_fail = False
            self.return_value = UNSET
            self._effect = self._effects = self._faults = None
            self._rules.clear()
            self.unexpected.clear()

    # -- at the end of a test -------------------------------------------------------------------

    def check(self) -> None:
        """Raise ``AssertionError`` if something unexpected was asked, also if the code swallowed the error.

        A test registers it: ``self.addCleanup(mock.check)``.
        """
        if self.unexpected:
            raise AssertionError("\n".join(str(error) for error in self.unexpected))

    def assert_all_used(self) -> None:
        """Raise ``AssertionError`` if a rule was not used as often as it must be, or something unexpected was asked."""
        self.check()
        missing = [f"  {rule}: {rule.missing} more" for rule in self._rules if rule.missing]
        if missing:
            raise AssertionError("\n".join(["expected, and never asked:", *missing]))


class Mock(Told, ABC):
    """Answers as told, remembers what it was asked, refuses what nobody expects."""

    @abstractmethod
    def _executed(self) -> List[Any]:
        """Return the records of executions."""

    @property
    def mock_calls(self) -> List[Any]:
        """The records of all uses in order; each equals a ``call(...)`` of ``unittest.mock`` with its arguments."""
        return self._executed()

    def _found(self, code: Optional[Code]) -> List[Any]:
        from .texts import read

        pattern = CodePattern(code)
        return [item for item in self._executed() if pattern.fits(item.ml_code, read(item.ml_code).asks)]

    def assert_executed(self, code: Optional[Code] = None) -> None:
        """Raise ``AssertionError`` unless something was executed, that ``when`` would take for *code*."""
        if not self._found(code):
            self._lacks(f"{CodePattern(code)} was not executed" if code is not None else "nothing was executed")

    def assert_executed_once(self, code: Optional[Code] = None) -> None:
        """Raise ``AssertionError`` unless exactly one execution was of *code*."""
        found = self._found(code)
        if len(found) != 1:
            self._lacks(f"{CodePattern(code)} was executed {len(found)} times, expected once")

    def assert_not_executed(self, code: Optional[Code] = None) -> None:
        """Raise ``AssertionError`` if something was executed, that ``when`` would take for *code*."""
        found = self._found(code)
        if found:
            raise AssertionError(f"{CodePattern(code)} was executed {len(found)} times\n{shown(found)}")

    def assert_executed_with(self, *arguments: Any, **keywords: Any) -> None:
        """Raise ``AssertionError`` unless the last execution had these arguments."""
        executed = self._executed()
        wanted = self._call(arguments, keywords)
        if not executed:
            self._lacks(f"expected {describe(wanted)}, nothing was executed")
        if not executed[-1].is_call(wanted):
            self._lacks(f"expected {describe(wanted)}, the last was {describe(executed[-1])}")

    def assert_executed_once_with(self, *arguments: Any, **keywords: Any) -> None:
        """Raise ``AssertionError`` unless there was exactly one execution, with these arguments."""
        executed = self._executed()
        if len(executed) != 1:
            self._lacks(f"expected one execution, there were {len(executed)}")
        self.assert_executed_with(*arguments, **keywords)

    def assert_any_execution(self, *arguments: Any, **keywords: Any) -> None:
        """Raise ``AssertionError`` unless one of the executions had these arguments."""
        wanted = self._call(arguments, keywords)
        if not any(record.is_call(wanted) for record in self._executed()):
            self._lacks(f"expected {describe(wanted)}, it never came")

    def assert_has_executions(self, executions: Sequence[Any], any_order: bool = False) -> None:
        """Raise ``AssertionError`` unless these came, one directly after the other or in any order.

        Each is a code, as for ``when``, or a ``call(...)`` of ``unittest.mock``.
        """
        executions = checked_list(executions, "executions", "codes and calls")
        tests = [self._test_for(item) for item in executions]
        executed = self._executed()
        if any_order:
            left = list(executed)
            for item, test in zip(executions, tests):
                found = next((at for at, record in enumerate(left) if test(record)), None)
                if found is None:
                    self._lacks(f"{_shown(item)} is missing")
                del left[found]
            return
        spans = range(len(executed) - len(tests) + 1)
        if not any(all(test(executed[at + i]) for i, test in enumerate(tests)) for at in spans):
            wanted = "\n".join(f"  {_shown(item)}" for item in executions)
            self._lacks(f"executions not found, expected were:\n{wanted}")

    def assert_execution_order(self, *codes: Code) -> None:
        """Raise ``AssertionError`` unless these were executed in this order, whatever came between."""
        left = iter(self._executed())
        for code in codes:
            test = self._test_for(code)
            if not any(test(record) for record in left):
                self._lacks(f"{CodePattern(code)} was not executed, or not in this order")

    def _test_for(self, item: Any) -> Callable[[Any], bool]:
        if isinstance(item, tuple):
            return lambda record: bool(record.is_call(self._call(*item[-2:]) if len(item) in (2, 3) else item))
        from .texts import read

        pattern = CodePattern(item)
        return lambda record: pattern.fits(record.ml_code, read(record.ml_code).asks)

    def _call(self, arguments: Any, keywords: Any) -> Any:
        """Return a call with these arguments; raise ``TypeError`` for one that the real thing does not take."""
        from .signatures import signature

        owner, method = self._checked_by
        signature(owner, method).bind(*arguments, **keywords)
        return ("", tuple(arguments), dict(keywords))

    _checked_by = ("executor", "execute")

    def _lacks(self, text: str) -> NoReturn:
        raise AssertionError(f"{text}\nexecuted were:\n{shown(self._executed())}")


def _shown(item: Union[Code, Any]) -> str:
    return describe(item) if isinstance(item, tuple) else str(CodePattern(item))
