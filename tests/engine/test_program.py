"""Texts that have been parsed and checked."""

import linecache
import threading
import tracemalloc
import unittest
from typing import List, Optional
from unittest import mock

from mlpy_testkit.engine import Engine, MLLimitError, Program
from mlpy_testkit.engine.program import LENGTH
from mlpy_testkit.engine.runtime import BUILTIN_NAMES


def program(text: str, name: str = "test_program.ml") -> Program:
    return Program(text, name, BUILTIN_NAMES)


class Programs(unittest.TestCase):
    def test_each_form_is_compiled_once(self):
        one = program("x = 1;")
        self.assertIs(one.compiled(), one.compiled())
        forms = [
            (counted, deep, opened) for counted in (False, True) for deep in (False, True) for opened in (False, True)
        ]
        self.assertEqual(len({id(one.compiled(*form)) for form in forms}), 8)

    def test_only_a_session_text_that_ends_with_an_expression_answers(self):
        for text, expected in [("1", True), ("x = 1;", False), ("1; x = 2;", False), ("", False), ("f(1);", True)]:
            with self.subTest(text=text):
                one = Program(text, "a.ml", BUILTIN_NAMES, session=True)
                self.assertIs(one.compiled().answers, expected)
        self.assertIs(program("1;").compiled().answers, False)

    def test_names(self):
        one = program("a = 1; function f() { b = 1; function g() { nonlocal c; c = 1; } } [d] = x; import e.k;")
        self.assertEqual(one.functions, {"f", "g"})
        self.assertEqual(one.globals, {"a", "f", "c", "d", "e"})

    def test_where_the_answer_is_said(self):
        def said(text: str) -> Optional[str]:
            span = program(text).answer
            return None if span is None else text[span.start : span.end]

        self.assertEqual(said("result = 1; x = 2; result = a + b; y = 1;"), "a + b")
        self.assertEqual(said("x = 1; f(2);"), "f(2)")
        self.assertEqual(said("result = 1; f(2);"), "1")
        self.assertIsNone(said("x = 1;"))
        self.assertIsNone(said(""))

    def test_qualified_names(self):
        one = program("function f() { if (x) { function g() { } } } function h() { } while (x) { function k() { } }")
        names = [one.qualified(name) for name in ("f", "g", "h", "k", "nosuch")]
        self.assertEqual(names, ["f", "f.<locals>.g", "h", "k", "nosuch"])

    def test_findings_are_found_once(self):
        one = program("[x] = [1];")
        self.assertEqual(len(one.findings), 1)
        self.assertIs(one.findings, one.findings)

    def test_the_source_is_known_to_tracebacks(self):
        program("x = 1;\ny = 2;", "test_linecache.ml").compiled()
        self.addCleanup(linecache.cache.pop, "test_linecache.ml", None)
        linecache.checkcache()
        self.assertEqual(linecache.getline("test_linecache.ml", 2).strip(), "y = 2;")

    def test_only_the_end_of_a_line_ends_a_line_for_tracebacks(self):
        program("x = '\f \x1c \x85 \u2028';\ny = 2;", "test_lines.ml").compiled()
        self.addCleanup(linecache.cache.pop, "test_lines.ml", None)
        self.assertEqual(linecache.getline("test_lines.ml", 2), "y = 2;")

    def keep_nodes_of(self, characters: int) -> None:
        """Let the test keep the nodes of so many characters of programs only."""
        patched = mock.patch("mlpy_testkit.engine.program._TREE_CHARACTERS", characters)
        patched.start()
        self.addCleanup(patched.stop)

    def test_old_programs_keep_their_code_alone(self):
        """Nodes take ten times as much memory as code; those of the latest programs are enough."""
        self.keep_nodes_of(20_000)
        text = "function f(n) { if (n < 2) { return n; } return f(n - 1) + f(n - 2); }\n" * 20
        kept = []

        def load(names):
            for name in names:
                kept.append(program(f"{text}x = {name};", f"memory {name}.ml"))
                kept[-1].compiled()
                kept[-1].forget_lines()

        tracemalloc.start()
        try:
            load(range(20))
            before, _ = tracemalloc.get_traced_memory()
            load(range(20, 40))
            after, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        self.assertLess((after - before) / 20 / len(text), 20)  # bytes a character

    def test_what_was_let_go_is_there_when_it_is_asked_for(self):
        text = "capability c { allow read; }\nfunction f(a) { return a.b; }\n[y] = [1];\nresult = f(null);"
        one, other = program(text, "old.ml"), program(text, "old.ml")
        compiled = one.compiled()
        self.keep_nodes_of(200)
        for number in range(40):
            program(f"x = {number};")
        self.assertIs(one.compiled(), compiled)
        for name in ("globals", "declarations", "functions", "sets_result", "may_set_result", "answer", "findings"):
            with self.subTest(name):
                self.assertEqual(getattr(one, name), getattr(other, name))
        self.assertEqual(one.module, other.module)
        self.assertEqual(one.as_python(), other.as_python())
        self.assertEqual(one.qualified("f"), "f")

    def test_errors_of_old_programs_tell_their_place(self):
        engine = Engine()
        old = engine.load("x = null;\nresult = x.length;", "old.ml")
        expected = str(engine.run(old).error)
        self.keep_nodes_of(200)
        for number in range(40):
            engine.load(f"x = {number};")
        self.assertIn("old.ml:2:10", expected)
        self.assertEqual(str(engine.run(old).error), expected)

    def test_a_program_that_is_too_long(self):
        with self.assertRaises(MLLimitError) as caught:
            program(" " * (LENGTH + 1))
        self.assertEqual(caught.exception.limit, "text")

    def test_blocks_that_python_cannot_nest_are_refused_with_a_place(self):
        text = "x = 1;\n" + "for (i in x) { " * 40 + "} " * 40
        with self.assertRaises(MLLimitError) as caught:
            program(text).compiled()
        self.assertEqual((caught.exception.limit, caught.exception.line), ("nesting", 2))

    def test_a_long_row_compiles(self):
        for link in ("+ 1", "- 1", "&& 1", '+ "a"', "== 1"):
            with self.subTest(link=link):
                program("a = 1; x = a " + link * 300 + ";").compiled()

    def test_several_threads_may_run_one_program(self):
        engine = Engine()
        one = engine.load("s = 0; for (i in range(n)) { s = s + i; } result = s;")
        values: List[int] = []

        def work(count: int) -> None:
            values.append(engine.run(one, context={"n": count}).value)

        threads = [threading.Thread(target=work, args=(count,)) for count in range(20, 28)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(values), [sum(range(count)) for count in range(20, 28)])


if __name__ == "__main__":
    unittest.main()
