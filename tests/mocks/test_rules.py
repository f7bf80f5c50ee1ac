"""Which rule of a mock answers, now and when the same is asked again."""

import asyncio
import re
import unittest
from typing import Any, List

from mlpy_testkit.mocks import MockAsyncExecutor, MockREPLSession
from mlpy_testkit.mocks.rules import _KEPT, Rules


class TheSameAgain(unittest.TestCase):
    """Answers that stay are remembered; nobody must notice."""

    def setUp(self) -> None:
        self.mock = MockREPLSession()

    def ask(self, *arguments: Any, times: int = 3) -> List[Any]:
        """Return the answers to the same call, made several times."""
        return [self.mock.call("total", *arguments) for _ in range(times)]

    def test_answers_in_order_the_last_one_stays(self) -> None:
        self.mock.when("total(*)").returns(1, 2).returns(3)
        self.assertEqual(self.ask(5, times=5), [1, 2, 3, 3, 3])
        self.assertEqual(self.ask(6), [3, 3, 3])

    def test_a_rule_that_is_told_more_answers_that(self) -> None:
        rule = self.mock.when("total(*)").returns(1)
        self.assertEqual(self.ask(5), [1, 1, 1])
        rule.returns(2)
        self.assertEqual(self.ask(5), [2, 2, 2])
        rule.once()
        self.assertEqual(self.ask(5), [None, None, None])

    def test_a_rule_that_comes_later_is_behind_the_first(self) -> None:
        self.mock.when("total(5)").returns(1)
        self.assertEqual(self.ask(5) + self.ask(6), [1, 1, 1, None, None, None])
        self.mock.when("total(*)").returns(2)
        self.assertEqual(self.ask(5) + self.ask(6), [1, 1, 1, 2, 2, 2])

    def test_a_used_up_rule_leaves_it_to_the_next(self) -> None:
        self.mock.when("total(*)").returns(1).times(2)
        self.mock.when("total(*)").returns(2)
        self.assertEqual(self.ask(5, times=4), [1, 1, 2, 2])

    def test_a_function_is_asked_each_time(self) -> None:
        asked: List[str] = []

        def every_second(code: str) -> bool:
            asked.append(code)
            return len(asked) % 2 == 0

        self.mock.when(every_second).returns("even")
        self.mock.when("total(*)").returns("odd")
        self.assertEqual(self.ask(5, times=4), ["odd", "even", "odd", "even"])
        self.assertEqual(asked, ["total(5)"] * 4)

    def test_a_context_is_asked_each_time(self) -> None:
        mock = MockAsyncExecutor()
        mock.when("total()", context={"user": "ann"}).returns(1)
        mock.when("total()").returns(2)

        async def main() -> List[Any]:
            return [(await mock.execute("total();", context={"user": user})).value for user in ("ann", "bob", "ann")]

        self.assertEqual(asyncio.run(main()), [1, 2, 1])

    def test_arguments_that_are_equal_and_written_otherwise_are_told_apart(self) -> None:
        for text, value in [("1", 1), ("true", True), ("1.0", 1.0), ("0.0", 0.0), ("-0.0", -0.0), ('"1"', "1")]:
            self.mock.when(f"total({text})").returns(text)
            self.assertEqual(self.ask(value), [text, text, text])
        for value, text in [(True, "true"), (1, "1"), (1.0, "1.0"), (-0.0, "-0.0"), (0.0, "0.0")]:
            self.assertEqual(self.ask(value, times=1), [text])

    def test_arguments_that_change_are_looked_at_each_time(self) -> None:
        items: List[int] = []
        self.mock.when("total([])").returns("empty")
        self.mock.when("total(*)").returns("full")
        self.assertEqual(self.ask(items), ["empty"] * 3)
        items.append(1)
        self.assertEqual(self.ask(items), ["full"] * 3)

    def test_a_regular_expression_sees_the_blanks_of_the_code(self) -> None:
        self.mock.when(re.compile(r"^ ")).returns("indented")
        found = [self.mock.execute(code).value for code in (" 1 + 1", "1 + 1", " 1 + 1")]
        self.assertEqual(found, ["indented", 2, "indented"])

    def test_what_is_answered_is_a_copy_each_time(self) -> None:
        self.mock.when("total(*)").returns([1])
        first, second = self.ask(5, times=2)
        first.append(2)
        self.assertEqual((second, self.ask(5, times=1)), ([1], [[1]]))

    def test_failures_and_delays_stay_too(self) -> None:
        self.mock.when("total(*)").raises(KeyError("gone"))
        for _ in range(2):
            with self.assertRaises(KeyError):
                self.ask(5)
        self.assertEqual([record.simulated for record in self.mock.function_calls], [True, True])

    def test_reset_forgets_answers(self) -> None:
        self.mock.when("total(*)").returns(1)
        self.ask(5)
        self.mock.reset()
        self.assertEqual(self.ask(5), [None, None, None])
        self.mock.when("total(*)").returns(2)
        self.assertEqual(self.ask(5), [2, 2, 2])

    def test_used_rules_are_not_missed(self) -> None:
        rule = self.mock.when("total(*)").returns(1)
        self.assertEqual(rule.missing, 1)
        self.ask(5)
        self.mock.assert_all_used()

    def test_the_memory_is_bounded(self) -> None:
        rules = Rules()
        rules.add("*", None).returns(1)
        for number in range(3 * _KEPT):
            self.assertIsNotNone(rules.choose(number, f"f({number})", (f"f({number})",)))
        self.assertLessEqual(len(rules.settled), _KEPT)
