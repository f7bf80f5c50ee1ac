"""The assertions on what ML code prints: what passes, what fails, and with which text."""

import contextlib
import io
import re
import unittest
from typing import Any, Dict

from mlpy_testkit import AsyncMLResult, Engine

from .running import AssertingTest, failure_of

SAY: Dict[str, Any] = {"ml_source": "function say(text) { print(text); }"}


class Prints(AssertingTest):
    def test_what_is_printed(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrints('print("a"); print(1, true);', "a\n1 true\n"))

    def test_the_last_newline_may_be_left_out(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrints('print("hello");', "hello"))

    def test_nothing(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrints("x = 1;", ""))
        self.assertFails(
            lambda test: test.assertMLPrints("x = 1;", "a"),
            "'' != 'a' : output of ML code\n<input 1>:1:1\n    x = 1;\n    ^^^^^^",
        )

    def test_only_one_newline_may_be_left_out(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints('print("a"); print("");', "a"),
            "'a\\n\\n' != 'a' : output of ML code\n"
            "<input 1>:1:13\n"
            '    print("a"); print("");\n'
            "                ^^^^^^^^^",
        )

    def test_a_newline_too_many(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints('print("a");', "a\n\n"),
            "'a\\n' != 'a\\n\\n' : output of ML code\n<input 1>:1:1\n    print(\"a\");\n    ^^^^^^^^^^",
        )

    def test_the_output_of_earlier_code_does_not_count(self) -> None:
        def body(test: Any) -> None:
            with contextlib.redirect_stdout(io.StringIO()):
                test.session.run('print("early");')
            test.assertMLPrints('print("late");', "late")

        self.assertPasses(body)

    def test_another_text(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints("print(1);", "2"),
            "'1\\n' != '2' : output of ML code\n<input 1>:1:1\n    print(1);\n    ^^^^^^^^",
        )

    def test_a_failure_of_the_code(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints('print("a"); x = 1 / 0;', "a"),
            "ML code failed, expected it to print 'a'\n"
            "<input 1>:1:17: division by zero\n"
            '    print("a"); x = 1 / 0;\n'
            "                    ^^^^^",
        )

    def test_of_long_output_the_difference_is_shown(self) -> None:
        text = failure_of(
            lambda test: test.assertMLPrints("for (i in range(40)) { print(i); }", "\n".join(map(str, range(39))))
        )
        self.assertEqual(
            text,
            "texts differ at line 40 (40 lines != 39 lines) : output of ML code\n"
            "    37  36\n"
            "    38  37\n"
            "    39  38\n"
            "  - 40  39\n"
            "<input 1>:1:1\n"
            "    for (i in range(40)) { print(i); }\n"
            f"    {'^' * 34}",
        )

    def test_message(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints("print(1);", "2", "of the day"),
            "'1\\n' != '2' : output of ML code\n<input 1>:1:1\n    print(1);\n    ^^^^^^^^ : of the day",
        )
        self.assertFails(lambda test: test.assertMLPrints("print(1);", "2", "alone"), "alone", longMessage=False)

    def test_a_line_in_the_middle(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints('print("a"); print("b c"); print("d");', "a\nb d\nd"),
            "texts differ at line 2, character 3 ('c' != 'd') : output of ML code\n"
            "     1  a\n"
            "  -  2  b c\n"
            "  +  2  b d\n"
            "          ^\n"
            "     3  d\n"
            "<input 1>:1:27\n"
            '    print("a"); print("b c"); print("d");\n'
            "                              ^^^^^^^^^^",
        )

    def test_a_block(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLPrints(expected="b\nc") as printed:
                test.assertEqual(printed.output, "")
                test.session.call("say", "b")
                test.assertEqual(printed.output, "b\n")
                test.session.execute_outcome('say("c");')
            test.session.call("say", "d")
            test.assertEqual(printed.output, "b\nc\n")

        self.assertPasses(body, **SAY)

    def test_a_block_that_prints_something_else(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLPrints(expected="b", msg="why"):
                test.session.call("say", "a")

        self.assertFails(body, "'a\\n' != 'b' : output of ML code : why", **SAY)

    def test_a_block_that_raises(self) -> None:
        def body(test: Any) -> None:
            try:
                with test.assertMLPrints(expected="b"):
                    raise KeyError("k")
            finally:
                test.assertEqual(test.session.listeners, [])

        self.assertRefused(body, "'k'", "KeyError")

    def test_a_function(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrints(lambda: test.session.call("say", "a"), "a"), **SAY)

    def test_what_an_execution_came_to(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrints(Engine().run('print("a");'), "a"))
        self.assertPasses(lambda test: test.assertMLPrints(AsyncMLResult(True, output="a\n"), "a"))

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertMLPrints("print(1);"), ".*with a str, not with nothing")
        self.assertRefused(lambda test: test.assertMLPrints("print(1);", 1), ".*with a str, not with int")
        self.assertRefused(lambda test: test.assertMLPrints(5, "5"), "ML code must be a str, not int")
        self.assertRefused(lambda test: test.assertMLPrints(expected="a", context={"a": 1}), "context is for code")

        def deaf(test: Any) -> None:
            with test.assertMLPrints(expected="a", session=object()):
                pass

        self.assertRefused(deaf, "nobody can listen to a object")

    def test_without_a_with_statement(self) -> None:
        def body(test: Any) -> None:
            test.assertMLPrints(expected="a")

        line = body.__code__.co_firstlineno + 1
        self.assertFails(
            body, f"assertMLPrints() at {__file__}:{line} was never used in a with statement: nothing was tested"
        )


class NotPrints(AssertingTest):
    def test_something_else(self) -> None:
        self.assertPasses(lambda test: test.assertNotMLPrints("print(1);", "2"))
        self.assertPasses(lambda test: test.assertNotMLPrints("x = 1;", "2"))

    def test_just_that(self) -> None:
        self.assertFails(
            lambda test: test.assertNotMLPrints("print(1);", "1", "why"),
            "'1\\n' == '1' : output of ML code\n<input 1>:1:1\n    print(1);\n    ^^^^^^^^ : why",
        )

    def test_a_failure(self) -> None:
        self.assertFails(
            lambda test: test.assertNotMLPrints("1 / 0;", "1"),
            "ML code failed, expected it to print something else than '1'\n"
            "<input 1>:1:1: division by zero\n"
            "    1 / 0;\n"
            "    ^^^^^",
        )

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertNotMLPrints("print(1);"), ".*with a str, not with nothing")


class PrintsNothing(AssertingTest):
    def test_nothing(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrintsNothing("x = 1;"))

        def body(test: Any) -> None:
            with test.assertMLPrintsNothing():
                test.session.run("x = 1;")

        self.assertPasses(body)

    def test_something(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrintsNothing('print("");', "why"),
            "'\\n' was printed, expected nothing : output of ML code\n"
            "<input 1>:1:1\n"
            '    print("");\n'
            "    ^^^^^^^^^ : why",
        )

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertMLPrintsNothing(5), "ML code must be a str, not int")


class PrintsRegex(AssertingTest):
    CODE = 'print("took", 12, "ms"); print("done");'

    def test_found(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrintsRegex(self.CODE, r"took \d+ ms\n"))
        self.assertPasses(lambda test: test.assertMLPrintsRegex(self.CODE, re.compile("^DONE", re.I | re.M)))
        self.assertFails(
            lambda test: test.assertNotMLPrintsRegex(self.CODE, "d.ne", "why"),
            "'d.ne' finds 'done' in line 2 of 'took 12 ms\\ndone\\n' : output of ML code"
            f"\n<input 1>:1:26\n    {self.CODE}\n                             ^^^^^^^^^^^^^ : why",
        )

    def test_not_found(self) -> None:
        self.assertPasses(lambda test: test.assertNotMLPrintsRegex(self.CODE, "password"))
        self.assertFails(
            lambda test: test.assertMLPrintsRegex(self.CODE, "^done", "why"),
            "'^done' not found in 'took 12 ms\\ndone\\n' : output of ML code"
            f"\n<input 1>:1:26\n    {self.CODE}\n                             ^^^^^^^^^^^^^ : why",
        )

    def test_a_failure(self) -> None:
        for method in ("assertMLPrintsRegex", "assertNotMLPrintsRegex"):
            text = failure_of(lambda test, method=method: getattr(test, method)("1 / 0;", "a"))
            self.assertIn("ML code failed, expected it to print ", text)

    def test_wrong_use(self) -> None:
        for method in ("assertMLPrintsRegex", "assertNotMLPrintsRegex"):
            for regex in (5, None, re.compile(b"a")):
                self.assertRefused(
                    lambda test, method=method, regex=regex: getattr(test, method)("print(1);", regex),
                    "a regular expression for texts is wanted",
                )
            self.assertRefused(
                lambda test, method=method: getattr(test, method)("print(1);", "("), "missing \\)", r"re(\.error)?.*"
            )
            self.assertRefused(lambda test, method=method: getattr(test, method)("print(1);"), ".*not nothing")


class Asynchronous(AssertingTest):
    def test_prints(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLPrints('say("a");', "a")

        self.assertPasses(body, **SAY)

    def test_prints_something_else(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLPrints('say("a");', "b", "why")

        self.assertFails(
            body,
            "'a\\n' != 'b' : output of ML code\n"
            "<input 1>:1:1\n"
            '    say("a");\n'
            "    ^^^^^^^^\n"
            "say is defined at <ml_source>:1:10 : why",
            **SAY,
        )

    def test_never_awaited(self) -> None:
        async def body(test: Any) -> None:
            test.assertAsyncMLPrints('say("a");', "a")

        self.assertIn("assertAsyncMLPrints() at ", failure_of(body, **SAY))


if __name__ == "__main__":
    unittest.main()
