"""docs/gallery.rst shows the message of every assertion; it is what the tests in ``gallery.py`` fail with.

With ``MLPY_TESTKIT_REWRITE=1`` in the environment the page is written anew.
"""

import inspect
import os
import re
import textwrap
import unittest
from typing import Any, List

from mlpy_testkit.assertions import MockAsserts, PerformanceAsserts

from . import gallery
from .running import result_of

INTRODUCTION = """\
What failures look like
=======================

.. This page is written by tests/assertions/test_gallery.py.

.. highlight:: none

The message of each assertion, as a test shows it; see :doc:`assertions` for what they are. What was found stands first,
what was expected second. A message ends with the place in ML: where code says its result, where a function is defined,
where an error came from and by which calls.

All of these tests have this file in their session, and are granted ``file.read:/data/*``, ``math.compute`` and
``env.read:HOME``::
"""


def pictures(room: Any) -> List[str]:
    """Return the names of the tests of a class, in the order of the text."""
    return [name for name in vars(room) if name.startswith("test_")]


def code_of(test: Any) -> str:
    """Return what a user writes: the body of a test without its docstring."""
    source = textwrap.dedent(inspect.getsource(test))
    body = source.partition('"""')[2].partition('"""')[2]
    return textwrap.dedent(body).strip("\n")


def message_of(case: unittest.TestCase) -> str:
    """Return the message with which a test fails."""
    result = result_of(case)
    if result.errors or len(result.failures) != 1:
        raise AssertionError(f"{case} must fail: {result.errors or result}")
    text = "\n" + result.failures[0][1]
    message = text[text.index("\nAssertionError: ") + 1 :]
    # Which part of a loop is running when its time is over is a matter of chance.
    message = re.sub(r":1:\d+: (time limit .*\n.*\n) +\^+", r":1:1: \1    ^^^^^^^^^^^^^^^^", message)
    return re.sub(re.escape(gallery.__file__) + r":\d+", "test_shop.py:12", message).rstrip("\n")


def literal(text: str) -> str:
    """Return a text as a literal block."""
    return textwrap.indent(text, "   ", lambda line: bool(line.strip()))


def page() -> str:
    """Return the page."""
    parts: List[str] = [INTRODUCTION, literal(gallery.SHOP)]
    for room in gallery.ROOMS:
        title = inspect.getdoc(room)
        assert title is not None
        parts.append(f"{title}\n{'-' * len(title)}\n")
        for name in pictures(room):
            test = getattr(room, name)
            parts.append(f"{(inspect.getdoc(test) or '').rstrip('.')}::\n")
            parts.append(literal(code_of(test)) + "\n")
            parts.append("gives ::\n")
            parts.append(literal(message_of(room(name))) + "\n")
    return "\n".join(parts)


class Gallery(unittest.TestCase):
    maxDiff = None

    def test_the_page_shows_what_tests_fail_with(self) -> None:
        text = page()
        if os.environ.get("MLPY_TESTKIT_REWRITE"):
            gallery.PAGE.write_text(text, encoding="utf-8")
        self.assertEqual(
            gallery.PAGE.read_text(encoding="utf-8"), text, "write it anew with MLPY_TESTKIT_REWRITE=1, and look at it"
        )

    def test_every_assertion_is_shown(self) -> None:
        source = inspect.getsource(gallery)
        elsewhere = {*vars(MockAsserts), *vars(PerformanceAsserts)}
        names = {
            name for name in dir(gallery.MLIntegrationTestCase) if re.match(r"assert.*(ML|Callback|Capabilit)", name)
        }
        names |= {"assertAsyncExecution", "assertLeastPrivilege"}
        self.assertGreater(len(names), 35)
        self.assertEqual({name for name in names - elsewhere if f"self.{name}(" not in source}, set())

    def test_messages_are_short(self) -> None:
        for room in gallery.ROOMS:
            for name in pictures(room):
                with self.subTest(room=room.__name__, name=name):
                    message = message_of(room(name))
                    self.assertLess(len(message), 1500)
                    self.assertLess(max(map(len, message.splitlines())), 200)


if __name__ == "__main__":
    unittest.main()
