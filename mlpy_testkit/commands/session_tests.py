"""What was typed in a session, written as a test file."""

from __future__ import annotations

from typing import Any, List, Sequence

from ..integration.session import MLREPLSession
from ..origin import NAME

_HEAD = '''\
"""A session of the REPL, as a test."""

from {kit} import MLIntegrationTestCase


class SessionTest(MLIntegrationTestCase):
    ml_capabilities = {capabilities!r}

    def test_session(self):
'''
_NOTHING = "        self.assertIsNotNone(self.session)\n"
_FOOT = """

if __name__ == "__main__":
    import unittest

    unittest.main()
"""


def session_test(inputs: Sequence[str], capabilities: List[str]) -> str:
    """Return a test that does what a session did, and expects what comes of it.

    The inputs are run again, in a session of their own, to see what they answer, print and fail with; a
    value that cannot be written down, such as a function, is not compared.

    >>> print(session_test(["x = 20", "x + 1"], []).split("test_session(self):")[1])
    <BLANKLINE>
            self.session.run('x = 20')
            self.assertMLResult('x + 1', 21)
    ...
    """
    lines: List[str] = []
    with MLREPLSession(capabilities=capabilities) as session:
        for text in inputs:
            outcome = session.execute_outcome(text)
            if outcome.error is not None:
                kind = outcome.error.kind or outcome.error.stage
                lines.append(f"self.assertMLRaises({kind!r}, {text!r})")
            elif outcome.output:
                lines.append(f"self.assertMLPrints({text!r}, {outcome.output!r})")
            elif outcome.has_value and _is_plain(outcome.value):
                lines.append(f"self.assertMLResult({text!r}, {outcome.value!r})")
            else:
                lines.append(f"self.session.run({text!r})")
    body = "".join(f"        {line}\n" for line in lines) or _NOTHING
    return _HEAD.format(kit=NAME, capabilities=capabilities) + body + _FOOT


def _is_plain(value: Any, depth: int = 20) -> bool:
    """Tell whether Python reads a value from what it writes for it."""
    if type(value) in (list, dict):
        parts = [*value, *value.values()] if type(value) is dict else value
        return depth > 0 and all(_is_plain(part, depth - 1) for part in parts)
    return value is None or type(value) in (bool, int, str) or (type(value) is float and abs(value) < float("inf"))
