"""Assertions on mocks: that they told the truth, and that nothing unexpected was asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..integration.session import MLREPLSession

__unittest = True  # keep these frames out of failure reports

if TYPE_CHECKING:
    import unittest

    from ..mocks.verifying import Differences

    _Beside = unittest.TestCase
else:
    _Beside = object


class MockAsserts(_Beside):
    """Assertions on mocks; stands beside ``unittest.TestCase`` and needs nothing of it but its own assertions."""

    def assertMockFaithful(self, mock: Any, against: Any = None, msg: Any = None) -> None:
        """Fail if the real engine would have given another answer than *mock* did, or a mock that answered nothing.

        *against* is an executor or a session in the state in which the mock was used; by default that of the
        test case, or else a new one. Trouble on purpose, such as faults and ``should_fail``, is no answer.

            self.assertMockFaithful(mock)
            with AsyncMLExecutor(capabilities=["math.compute"]) as executor:
                self.assertMockFaithful(mock, against=executor)
        """
        found = _verified(self, mock, against)
        if found:
            lines = [
                f"{len(found)} of {found.checked} answers of the mock are not those of the real engine",
                str(found),
            ]
            raise self.failureException(self._formatMessage(msg, "\n".join(lines)))
        if not found.checked:
            raise self.failureException(self._formatMessage(msg, "the mock has given no answer that could be compared"))

    def assertMockNotFaithful(self, mock: Any, against: Any = None, msg: Any = None) -> None:
        """Fail if the real engine would have given every answer that *mock* gave.

        *against* is as for ``assertMockFaithful``.

            self.assertMockNotFaithful(wrong_mock)
        """
        found = _verified(self, mock, against)
        if not found:
            raise self.failureException(self._formatMessage(msg, str(found)))


def _verified(test: Any, mock: Any, against: Any) -> Differences:
    from ..mocks.verifying import real_kind, verify_against  # few tests need it, all would wait for it

    if against is None:
        kind = real_kind(mock)
        own = getattr(test, "session" if kind is MLREPLSession else "executor", None)
        against = own if isinstance(own, kind) else None
    return verify_against(mock, against)
