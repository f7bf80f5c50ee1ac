"""The texts of values, differences and places in failure messages."""

import time
import unittest
from typing import Any, List, Optional

from mlpy_testkit import Engine
from mlpy_testkit.assertions.compare import Index, compare
from mlpy_testkit.assertions.describe import describe_code, describe_comparison, describe_function, path_text, shown

from .test_compare import deep


def difference(found: Any, expected: Any, limit: Optional[int] = 640) -> str:
    """Return the text of a difference."""
    return describe_comparison(compare(found, expected), "value", limit)


class Hostile:
    """An object that cannot be shown, and equals nothing."""

    def __eq__(self, other: object) -> bool:
        return False

    def __repr__(self) -> str:
        raise RuntimeError("no")


class Shown(unittest.TestCase):
    def test_as_python_shows_it(self) -> None:
        for value in (1, "a'b", None, [1, (2,), ()], {"a": {1: [True]}}, 1.5, b"x", {1, 2}):
            self.assertEqual(shown(value, 1000), repr(value))

    def test_is_cut(self) -> None:
        self.assertEqual(shown("x" * 100, 10), "'xxxxxx...")
        self.assertEqual(shown([1] * 10**6, 20), "[1, 1, 1, 1, 1, 1...")
        self.assertEqual(len(shown({"a" * 1000: 1}, 50)), 50)

    def test_deep_and_cyclic_values(self) -> None:
        cycle: List[Any] = []
        cycle.append(cycle)
        self.assertEqual(shown(cycle), "[" * 21 + "..." + "]" * 21)
        self.assertEqual(shown(deep(100_000, 1)), "[" * 21 + "..." + "]" * 21)

    def test_large_numbers(self) -> None:
        self.assertEqual(shown(1 << 100_000), "<a number of 100001 bits>")

    def test_hostile_values(self) -> None:
        class Odd:
            def __repr__(self) -> Any:
                return 5

        class Long:
            def __repr__(self) -> str:
                return "two\nlines" + "x" * 1000

        self.assertEqual(shown([Hostile()]), "[<Hostile, whose repr raises RuntimeError>]")
        self.assertEqual(shown(Odd()), "<Odd, whose repr raises TypeError>")
        self.assertEqual(shown(Long(), 20), "twolinesxxxxxxxxx...")


class Paths(unittest.TestCase):
    def test_steps(self) -> None:
        self.assertEqual(path_text(None), "$")
        self.assertEqual(path_text((((None, "items"), Index(3)), "price")), "$.items[3].price")
        self.assertEqual(path_text(((None, "two words"), 5)), "$['two words'][5]")
        self.assertEqual(path_text((None, "é")), "$.é")

    def test_long_ones_are_cut(self) -> None:
        path: Any = None
        for number in range(1000):
            path = (path, Index(number))
        self.assertEqual(path_text(path), "$[0][1][2][3]<992 more>[996][997][998][999]")
        self.assertLess(len(path_text((None, "a" * 1000))), 60)


class Differences(unittest.TestCase):
    maxDiff = None

    def test_short_values_stand_in_one_line(self) -> None:
        self.assertEqual(difference(2, 3), "2 != 3 : value")
        self.assertEqual(difference("a", None), "'a' != None : value")

    def test_what_was_found_comes_first(self) -> None:
        self.assertEqual(difference("found", "expected"), "'found' != 'expected' : value")

    def test_structures_have_a_line_for_each_place(self) -> None:
        self.assertEqual(
            difference({"items": [1, {"price": 2}]}, {"items": [1, {"price": 3}], "n": 1}),
            "{'items': [1, {'price': 2}]} != {'items': [1, {'price': 3}], 'n': 1} : value\n"
            "  $.items[1].price: 2 != 3\n"
            "  $.n: missing, expected 1",
        )

    def test_large_structures_are_not_shown_themselves(self) -> None:
        found = {f"a long name number {number}": number for number in range(6)}
        self.assertEqual(
            difference(found, {**found, "a long name number 3": 33}),
            "1 difference (found != expected) : value\n  $['a long name number 3']: 3 != 33",
        )

    def test_values_of_different_kinds(self) -> None:
        self.assertEqual(
            difference([*range(100)], {"a name": [*range(10)]}),
            "values differ : value\n"
            "  found     [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21...\n"
            "  expected  {'a name': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}",
        )

    def test_nan(self) -> None:
        self.assertEqual(
            difference(float("nan"), float("nan")), "nan (float) != nan (float) (nan equals nothing) : value"
        )

    def test_values_that_look_the_same_are_told_apart(self) -> None:
        class Same(Hostile):
            def __repr__(self) -> str:
                return "1"

        self.assertEqual(difference(1, Same()), "1 (int) != 1 (Same) : value")

    def test_more_than_has_room(self) -> None:
        text = difference([0] * 100, [1] * 100)
        self.assertTrue(text.startswith("100 differences (found != expected) : value\n  $[0]: 0 != 1\n"))
        self.assertRegex(text, r"\n  \d+ lines more; set self.maxDiff to None to see them\Z")
        self.assertLess(len(text), 800)

    def test_without_a_limit_all_is_shown(self) -> None:
        text = difference([0] * 100, [1] * 100, None)
        self.assertEqual(len(text.splitlines()), 101)
        long = "x" * 3000
        self.assertIn(long, difference([5], [long], None))

    def test_a_limit_of_nothing(self) -> None:
        self.assertEqual(
            difference([1], [2], 0), "[1] != [2] : value\n  1 lines more; set self.maxDiff to None to see them"
        )

    def test_more_than_is_counted(self) -> None:
        self.assertTrue(difference([0] * 5000, [1] * 5000).startswith("at least 1000 differences "))

    def test_hostile_values(self) -> None:
        self.assertEqual(
            difference([1, 2], [Hostile(), 2]),
            "[1, 2] != [<Hostile, whose repr raises RuntimeError>, 2] : value\n"
            "  $[0]: 1 != <Hostile, whose repr raises RuntimeError>",
        )

    def test_all_is_bounded_in_time_and_size(self) -> None:
        cycle: List[Any] = [1]
        cycle.append(cycle)
        objects = [{"id": number, "name": f"n{number}", "tags": ["a", "b"], "price": 1.5} for number in range(200)]
        others = [{"id": -number, "name": f"m{number}", "tags": ["a", "c"], "price": 2.5} for number in range(200)]
        cases = [
            (objects, others),
            ([*range(10**5)], [*range(1, 10**5)]),
            ("x" * 10**6 + "a", "x" * 10**6 + "b"),
            ("a\n" * 10**5 + "x", "a\n" * 10**5 + "y"),
            ("a\n" * 10**5, "b\n" * 10**5),
            (deep(20_000, 1), deep(20_000, 2)),
            (cycle, [1, [1, [1, 2]]]),
            ({str(number): number for number in range(10**5)}, {str(number): -1 for number in range(10**5)}),
            (1 << 10**6, 1 << (10**6 + 1)),
        ]
        for number, (found, expected) in enumerate(cases):
            with self.subTest(number=number):
                started = time.process_time()
                text = difference(found, expected)
                self.assertLess(len(text), 1500)
                self.assertLess(time.process_time() - started, 2.0)


class Texts(unittest.TestCase):
    maxDiff = None

    def test_long_texts_are_shown_around_the_first_difference(self) -> None:
        self.assertEqual(
            difference("a" * 100 + "b" * 100, "a" * 100 + "c" * 50),
            "texts differ at character 101 ('b' != 'c') : value\n"
            f"  found     ...'{'a' * 30}{'b' * 40}'...\n"
            f"  expected  ...'{'a' * 30}{'c' * 40}'...\n"
            f"                {' ' * 30}^",
        )

    def test_one_that_ends_early(self) -> None:
        self.assertEqual(
            difference("a" * 41, "a" * 40),
            "texts differ at character 41 ('a' != the end) : value\n"
            f"  found     ...'{'a' * 31}'\n"
            f"  expected  ...'{'a' * 30}'\n"
            f"                {' ' * 30}^",
        )

    def test_what_cannot_be_seen_is_made_visible(self) -> None:
        self.assertEqual(
            difference("\t\\" + "a" * 40 + "\u00a0b", "\t\\" + "a" * 40 + " b"),
            "texts differ at character 43 ('\\xa0' U+00A0 != ' ') : value\n"
            f"  found     ...'{'a' * 30}\\xa0b'\n"
            f"  expected  ...'{'a' * 30} b'\n"
            f"                {' ' * 30}^",
        )

    def test_in_a_structure(self) -> None:
        self.assertEqual(
            difference({"name": "a" * 50}, {"name": "a" * 40 + "b"}).splitlines()[1:],
            [
                "  $.name: texts differ at character 41 ('a' != 'b')",
                f"    found     ...'{'a' * 40}'",
                f"    expected  ...'{'a' * 30}b'",
                f"                  {' ' * 30}^",
            ],
        )

    def test_lines(self) -> None:
        self.assertEqual(
            difference("one\ntwo\nthree\nfour\nfive\nsix", "one\ntwo\nthree\nFour\nfive\nsix\nseven"),
            "texts differ at line 4, character 1 ('f' != 'F') : value\n"
            "     2  two\n"
            "     3  three\n"
            "  -  4  four\n"
            "  +  4  Four\n"
            "        ^\n"
            "     5  five\n"
            "     6  six\n"
            "  +  7  seven",
        )

    def test_lines_that_one_side_has(self) -> None:
        self.assertEqual(
            difference("one\ntwo", "one\ntwo\nthree"),
            "texts differ at line 3 (2 lines != 3 lines) : value\n     1  one\n     2  two\n  +  3  three",
        )

    def test_of_long_lines_the_part_that_differs_is_shown(self) -> None:
        text = difference("a\n" + "b" * 500, "a\n" + "b" * 400 + "c" * 100)
        self.assertEqual(
            text,
            "texts differ at line 2, character 401 ('b' != 'c') : value\n"
            "     1  a\n"
            f"  -  2  ...{'b' * 80}...\n"
            f"  +  2  ...{'b' * 30}{'c' * 50}...\n"
            f"           {' ' * 30}^",
        )

    def test_a_blank_at_the_end_of_a_line(self) -> None:
        self.assertIn("texts differ at line 1, character 4 (' ' != '\\n')", difference("one \ntwo", "one\ntwo"))

    def test_no_line_ends_in_blanks(self) -> None:
        text = difference("a \n" * 60, "b \n" * 60, None)
        self.assertEqual([line for line in text.split("\n") if line != line.rstrip()], [])


class Code(unittest.TestCase):
    def of(self, text: str) -> Any:
        return describe_code(Engine().session().execute(text, "rules").program)

    def test_points_at_the_value_of_result(self) -> None:
        self.assertEqual(
            self.of("x = 1;\nresult = x + 1;\ny = 2;"), "rules:2:10\n    result = x + 1;\n             ^^^^^"
        )

    def test_points_at_the_last_of_several(self) -> None:
        self.assertEqual(self.of("result = 1;\nresult = 22;"), "rules:2:10\n    result = 22;\n             ^^")

    def test_points_at_the_last_expression(self) -> None:
        self.assertEqual(self.of("x = 1;\nx + 1"), "rules:2:1\n    x + 1\n    ^^^^^")

    def test_of_a_program_without_an_answer_points_at_the_last_statement(self) -> None:
        self.assertEqual(self.of("x = 1;\ny = 2;"), "rules:2:1\n    y = 2;\n    ^^^^^^")
        self.assertIsNone(self.of(""))

    def test_tells_where_the_function_is_whose_value_it_is(self) -> None:
        session = Engine().session()
        session.execute("x = 1;\nfunction f(a) { return a; }", "rules")
        program = session.execute("result = f(1);", "code").program
        self.assertEqual(
            describe_code(program, session.find_function),
            "code:1:10\n    result = f(1);\n             ^^^^\nf is defined at rules:2:10",
        )
        self.assertNotIn("defined", str(describe_code(program, {}.get)))

    def test_shows_the_statement_that_returned_the_value(self) -> None:
        head = "code:1:10\n    result = f(1);\n             ^^^^\n"
        inner = "function f(a) { function g() { return 1; } h = fn() => { return 2; };\nreturn a; }"
        self.assertEqual(
            self.origin(inner, "result = f(1);"),
            f"{head}rules:2:1, in f\n    return a; }}\n    ^^^^^^^^^",
        )
        self.assertEqual(
            self.origin("function f(a) { if (a) { return 1; }\nreturn 2; }", "result = f(1);"),
            f"{head}f returned it by one of 2 statements:\n"
            "rules:1:26, in f\n    function f(a) { if (a) { return 1; }\n                             ^^^^^^^^^\n"
            "rules:2:1, in f\n    return 2; }\n    ^^^^^^^^^",
        )
        many = "function f(a) {\n" + "if (a) { return 1; }\n" * 5 + "}"
        found = self.origin(many, "result = f(1);")
        self.assertIn("\nf returned it by one of 5 statements; 2 more are not shown:\nrules:2:10, in f\n", found)
        self.assertEqual(found.count("rules:"), 3)
        for nothing in ("function f(a) { }", "function f(a) { return; }", "f = fn(a) => a;"):
            self.assertRegex(self.origin(nothing, "result = f(1);"), r"f is defined at rules:1:\d+$")

    def test_shows_the_statement_of_a_member(self) -> None:
        rules = "function f(a) { return a; }\nshop = {inner: {total: f}};"
        self.assertIn("\nrules:1:17, in shop.inner.total\n", self.origin(rules, "result = shop.inner.total(1);"))
        self.assertNotIn("rules", self.origin(rules, "result = [1].length();"))

    def origin(self, rules: str, code: str) -> str:
        """Return where the value of some code comes from."""
        session = Engine().session()
        session.execute(rules, "rules")
        return str(describe_code(session.execute(code, "code").program, session.find_function, returns=True))

    def test_a_text_that_is_no_program(self) -> None:
        self.assertIsNone(self.of("x = ;"))


class Functions(unittest.TestCase):
    def of(self, text: str, name: str = "f") -> Any:
        session = Engine().session()
        session.execute(text, "rules")
        return describe_function(session.find_function(name))

    def test_points_at_the_name(self) -> None:
        self.assertEqual(
            self.of("x = 1;\nfunction f(a) { return a; }"),
            "defined at rules:2:10\n    function f(a) { return a; }\n             ^",
        )

    def test_an_arrow_function(self) -> None:
        self.assertEqual(self.of("x = 1;\nf = fn(a) => a;"), "defined at rules:2:1\n    f = fn(a) => a;\n    ^")

    def test_what_is_not_of_ml_has_no_place(self) -> None:
        self.assertIsNone(describe_function(len))
        self.assertIsNone(describe_function(None))
        self.assertIsNone(describe_function(deep))


if __name__ == "__main__":
    unittest.main()
