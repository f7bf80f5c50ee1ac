"""Sessions: what stays from text to text, what a text answers, and who may use a session."""

import threading
import unittest
from typing import Any, List

from mlpy_testkit.engine import (
    Engine,
    Limits,
    MLLimitError,
    MLNameError,
    MLRuntimeError,
    MLSecurityError,
    MLSyntaxError,
    MLThrownError,
    MLUsageError,
    Session,
)
from mlpy_testkit.engine.values import from_ml


class SessionCase(unittest.TestCase):
    def setUp(self) -> None:
        self.session = Engine().session()

    def limit_of(self, text: str, **options: Any) -> str:
        error = self.session.execute(text, **options).error
        assert isinstance(error, MLLimitError), error
        return error.limit


class Names(SessionCase):
    def test_variables_functions_and_aliases_persist(self):
        self.session.run("x = 20")
        self.session.run("function f(n) { return x + n; }")
        self.session.run("import builtin as b")
        self.assertEqual(self.session.run('f(1) + b.len("a")'), 22)
        self.session.run("x = 30")
        self.assertEqual(self.session.run("f(1)"), 31)

    def test_a_function_may_be_redefined(self):
        self.session.run("function f() { return 1; } function g() { return f(); }")
        self.session.run("function f() { return 2; }")
        self.assertEqual(self.session.run("g()"), 2)

    def test_a_variable_named_like_a_builtin(self):
        self.session.run("sum = 5")
        self.assertEqual(self.session.run("sum"), 5)
        self.assertEqual(self.session.run("sum([1, 2])"), 3)

    def test_a_name_that_an_earlier_text_has_bound_is_not_dangerous(self):
        with self.assertRaises(MLSecurityError):
            self.session.run("file")
        self.session.run("file = 5; function open(x) { return x + 1; }")
        self.assertEqual(self.session.run("open(file)"), 6)
        self.assertEqual(self.session.run("fn() => file")(), 5)
        with self.assertRaises(MLSecurityError):
            self.session.run("dir")

    def test_a_variable_may_become_anything(self):
        for text, expected in [("x = 1", 2), ('x = "a"', "aa"), ("x = [1]", [1, 1])]:
            self.session.run(text)
            with self.subTest(text=text):
                self.assertEqual(self.session.run("x + x"), expected)

    def test_an_error_says_in_which_text(self):
        self.session.run("function f() { return 1 / 0; }")
        with self.assertRaises(MLRuntimeError) as caught:
            self.session.run("\nf()")
        frames = [(frame.file, frame.line) for frame in caught.exception.stack]
        self.assertEqual(frames, [("<input 2>", 2), ("<input 1>", 1)])
        with self.assertRaises(MLRuntimeError) as caught:
            self.session.run("f()", "cart.ml")
        self.assertEqual([frame.file for frame in caught.exception.stack], ["cart.ml", "<input 1>"])

    def test_two_texts_of_one_name_keep_their_places(self):
        self.session.run("function f() { return 1 / 0; }", "a.ml")
        self.session.run("x = 1;\nfunction g() {\n  return 1 / 0;\n}", "a.ml")
        for call, line in [("f()", 1), ("g()", 3)]:
            error = self.session.execute(call).error
            assert error is not None
            with self.subTest(call=call):
                self.assertEqual(error.line, line)

    def test_unknown_names(self):
        with self.assertRaisesRegex(MLNameError, "did you mean 'length'"):
            self.session.run("length = 5; lenght")

    def test_two_sessions_share_nothing(self):
        engine = Engine()
        one, two = engine.session(), engine.session()
        one.run("x = 1; function f() { return x; }")
        two.run("x = 2; function f() { return -x; }")
        self.assertEqual((one.run("f()"), two.run("f()")), (1, -2))
        self.assertEqual((one.run("x"), two.run("x")), (1, 2))
        with self.assertRaises(MLNameError):
            engine.session().run("x")
        self.assertIsNotNone(engine.run("x;").error)


class Answers(SessionCase):
    def test_a_text_answers_with_its_last_expression(self):
        self.session.run("x = 5")
        for text, expected in [
            ("x + 1", 6),
            ("x + 1;", 6),
            ('"a" + 1; x', 5),
            ("5; 6", 6),
            ("y = 1; y + 1", 2),
            ("function g() { return 2; } g()", 2),
            ("x == 5", True),
            ("{a: 1}", {"a": 1}),
            ("{a: 1};", {"a": 1}),
            ("[1, 2]", [1, 2]),
            ("null", None),
        ]:
            with self.subTest(text=text):
                outcome = self.session.execute(text)
                self.assertEqual((outcome.error, outcome.value, outcome.has_value), (None, expected, True))

    def test_a_text_that_ends_with_anything_else_answers_nothing(self):
        for text in (
            "",
            "  \n",
            "// note",
            "x = 5",
            "x = 5;",
            "5; x = 6",
            "function f() { return 1; }",
            "if (true) { 5; }",
            "1; while (false) { }",
            "try { 5; } except (e) { 6; }",
            "result = 5",
        ):
            with self.subTest(text=text):
                outcome = self.session.execute(text)
                self.assertEqual((outcome.error, outcome.value, outcome.has_value), (None, None, False))

    def test_the_last_semicolon_may_be_missing_wherever_one_belongs(self):
        for text in (
            "x = 5",
            "x",
            "if(true) { y = 1; }",
            "\n if (true) { y = 1; }\n",
            "// note\nif (true) { y = 1; }",
            "x = 1; if (true) { y = 1; }",
            "tryIt = {a: 1}",
            "elsewhere = {}",
            "f = fn(x) => x",
            "[a, b] = [1, 2]",
            "x = [1]; x[0] = 5",
            "x = 5 // 2",
            "x = 5\n",
            "import builtin",
        ):
            with self.subTest(text=text):
                self.assertIsNone(self.session.execute(text).error)

    def test_no_other_semicolon_may(self):
        for text in ("x = 5 y = 6", "if (true) { x = 5 }", "function f() { return 1 }", "x = 1\ny = 2"):
            with self.subTest(text=text), self.assertRaises(MLSyntaxError):
                self.session.run(text)

    def test_a_text_that_more_text_might_complete(self):
        for text, incomplete in [("if (x", True), ("function f() {", True), ("x = ", True), ("x = )", False)]:
            with self.subTest(text=text), self.assertRaises(MLSyntaxError) as caught:
                self.session.run(text)
            self.assertIs(caught.exception.incomplete, incomplete)

    def test_output(self):
        outcome = self.session.execute('print("a"); 5')
        self.assertEqual((outcome.output, outcome.value), ("a\n", 5))
        self.assertEqual(self.session.execute("6").output, "")

    def test_input_and_output_callbacks(self):
        seen: List[str] = []
        outcome = self.session.execute('print("a"); input()', input=lambda prompt: "b", output=seen.append)
        self.assertEqual((outcome.value, seen), ("b", ["a\n"]))


class Failures(SessionCase):
    def test_what_was_done_before_stays_done(self):
        with self.assertRaises(MLRuntimeError):
            self.session.run("a = 1; b = [a]; b.append(2); c = 1 / 0; d = 1;")
        self.assertEqual(self.session.run("[a, b]"), [1, [1, 2]])
        self.assertNotIn("c", self.session.variables)
        self.assertNotIn("d", self.session.variables)

    def test_a_text_that_is_no_program_does_nothing(self):
        with self.assertRaises(MLSyntaxError):
            self.session.run("a = 1; b = ;")
        self.assertEqual(dict(self.session.variables), {})

    def test_a_text_that_is_nothing_but_the_expression_that_fails(self):
        self.session.run("x = 5; o = {a: 1};")
        for text, message in (
            ("x.foo", "'int' object has no accessible attribute 'foo'"),
            ("x()", "Cannot call object of type 'int': not callable\nExpected a function, got int"),
            ("o.a()", "Property 'a' is not callable (got int)"),
            ("o.b.c", "'NoneType' object has no accessible attribute 'c'"),
            ("x[0]", "'int' object is not subscriptable"),
        ):
            for ending in ("", ";", " "):
                self.assertEqual(self.session.execute(text + ending).error.message, message, text + ending)

    def test_a_thrown_object(self):
        with self.assertRaises(MLThrownError) as caught:
            self.session.run('throw {message: "m", code: 7}')
        self.assertEqual(caught.exception.value, {"message": "m", "code": 7})

    def test_a_limit_leaves_the_session_usable(self):
        self.assertEqual(self.limit_of("x = 1; while (true) { }", limits=Limits(seconds=0.02)), "seconds")
        self.assertEqual(self.session.run("x + 1"), 2)

    def test_a_failing_output_leaves_the_session_usable(self):
        with self.assertRaises(ZeroDivisionError):
            self.session.execute('x = 1; print("a");', output=lambda text: 1 // 0)
        self.assertEqual(self.session.run("x + 1"), 2)


class Calling(SessionCase):
    def setUp(self) -> None:
        super().setUp()
        self.session.run("function twice(x) { return x * 2; } seen = []; function keep(x) { seen.append(x); }")

    def test_call(self):
        self.assertEqual(self.session.call("twice", 21), 42)
        self.assertEqual(self.session.call("twice", "ab"), "abab")
        self.assertIsNone(self.session.call("keep", 1))
        self.session.run("shout = fn(x) => x.upper()")
        self.assertEqual(self.session.call("shout", "a"), "A")

    def test_arguments_are_copied(self):
        given = [1]
        self.session.call("keep", given)
        given.append(2)
        self.assertEqual(self.session.run("seen"), [[1]])
        self.session.run("seen[0].append(3)")
        self.assertEqual(given, [1, 2])

    def test_failures(self):
        with self.assertRaisesRegex(MLRuntimeError, r"twice\(\) missing 1 required positional argument: 'x'"):
            self.session.call("twice")
        self.session.run("function fail() {\n  return 1 / 0;\n}")
        with self.assertRaises(MLRuntimeError) as caught:
            self.session.call("fail")
        self.assertEqual((caught.exception.message, caught.exception.line), ("division by zero", 2))

    def test_outcome_of_a_call(self):
        self.session.run('function hello() { print("hello"); }')
        outcome = self.session.execute_call("hello")
        self.assertEqual((outcome.output, outcome.value, outcome.has_value), ("hello\n", None, True))
        self.assertIsNone(outcome.program)

    def test_limits_of_a_call(self):
        self.session.run("function endless() { while (true) { } }")
        error = self.session.execute_call("endless", limits=Limits(seconds=0.02)).error
        assert isinstance(error, MLLimitError)
        self.assertEqual(error.limit, "seconds")

    def test_wrong_use(self):
        self.session.run("number = 5")
        for name in ("nosuch", "number", "len", "rt import", "__file__", "", 5):
            with self.subTest(name=name), self.assertRaisesRegex(MLUsageError, "the session has no function"):
                self.session.call(name)
        with self.assertRaisesRegex(MLUsageError, "^the session has no function 'twise'; did you mean 'twice'\\?$"):
            self.session.call("twise", 1)
        with self.assertRaisesRegex(MLUsageError, "^argument 2 of twice: a Python object cannot become an ML value"):
            self.session.call("twice", 1, object())


class Variables(SessionCase):
    def test_set(self):
        given = {"a": [1]}
        self.session.set("x", given)
        self.session.run("x.a.append(2)")
        self.assertEqual(given, {"a": [1]})
        self.assertEqual(self.session.run("x"), {"a": [1, 2]})
        self.session.set("f", len)
        self.assertEqual(self.session.run('f("abc")'), 3)

    def test_delete(self):
        self.session.set("x", 1)
        self.session.delete("x")
        self.assertEqual(dict(self.session.variables), {})
        with self.assertRaisesRegex(KeyError, "x"):
            self.session.delete("x")

    def test_functions_can_be_put_into_sets(self):
        self.session.run("function f() { return 1; } g = f; function h() { return 1; }")
        found = {from_ml(self.session.variables[name], self.session) for name in ("f", "g", "h")}
        self.assertEqual(len(found), 2)

    def test_set_refuses_what_ml_does_not_have(self):
        for name in ("a b", "__x", "é", "rt import", "", 5):
            with self.subTest(name=name), self.assertRaisesRegex(MLUsageError, "is not a name for an ML variable"):
                self.session.set(name, 1)
        with self.assertRaisesRegex(MLUsageError, "^variable 'x': a Python object cannot become an ML value"):
            self.session.set("x", object())
        self.assertEqual(dict(self.session.variables), {})

    def test_the_view_holds_what_the_program_bound(self):
        self.session.run("x = 1; function f(inner) { y = inner; } for (i in [7]) { z = i; }")
        self.session.set("class", 5)
        variables = self.session.variables
        self.assertEqual(sorted(variables), ["class", "f", "i", "x", "z"])
        self.assertEqual((len(variables), variables["x"], variables["class"], variables.get("y")), (5, 1, 5, None))

    def test_the_view_is_live(self):
        variables = self.session.variables
        self.session.run("x = 1")
        self.assertEqual(variables["x"], 1)
        self.session.run("x = 2")
        self.assertEqual(variables["x"], 2)

    def test_the_view_is_read_only(self):
        self.session.run("x = 1")
        variables: Any = self.session.variables
        with self.assertRaises(TypeError):
            variables["x"] = 2
        with self.assertRaises(TypeError):
            del variables["x"]
        self.assertEqual(self.session.run("x"), 1)

    def test_names_of_the_engine_are_not_seen(self):
        variables = self.session.variables
        self.assertEqual(list(variables), [])
        for name in ("__builtins__", "__file__", "rt import", "rt units", "len", "ml len"):
            with self.subTest(name=name):
                self.assertNotIn(name, variables)
                with self.assertRaises(KeyError):
                    variables[name]


class Threads(unittest.TestCase):
    def run_threads(self, count: int, work: Any) -> None:
        threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
            self.assertFalse(thread.is_alive())

    def check_interrupt(self, session: Session, text: str) -> None:
        started = threading.Event()
        session.set("started", started.set)
        other = threading.Thread(target=lambda: (started.wait(5), session.interrupt()))
        other.start()
        outcome = session.execute(text)
        other.join(5)
        assert isinstance(outcome.error, MLLimitError), outcome
        self.assertEqual((outcome.error.limit, outcome.error.message), ("cancelled", "execution cancelled"))
        self.assertLess(outcome.seconds, 5)

    def test_interrupt_from_another_thread(self):
        for text in (
            "started(); while (true) { }",
            "started(); while (true) { try { while (true) { } } except (e) { } }",
            "function f() { try { started(); while (true) { } } finally { return 1; } } f();",
        ):
            with self.subTest(text=text):
                session = Engine().session()
                self.check_interrupt(session, "x = 1; " + text)
                self.assertEqual(session.run("x + 1"), 2)

    def test_interrupt_of_a_call(self):
        session = Engine().session()
        session.run("function endless() { started(); while (true) { } }")
        self.check_interrupt(session, "endless()")

    def test_interrupt_with_nothing_to_interrupt(self):
        session = Engine().session()
        session.interrupt()
        self.assertEqual(session.run("1 + 1"), 2)
        session.interrupt()
        self.assertEqual(session.run("1 + 1"), 2)

    def test_interrupt_leaves_other_sessions_alone(self):
        engine = Engine()
        one, two = engine.session(), engine.session()
        values: List[Any] = []
        other = threading.Thread(target=lambda: values.extend(two.run(f"{n} + 1") for n in range(50)))
        other.start()
        self.check_interrupt(one, "started(); while (true) { }")
        other.join(5)
        self.assertEqual(values, list(range(1, 51)))

    def test_many_threads_use_one_session(self):
        session = Engine().session()
        session.run("count = 0; function up() { nonlocal count; old = count; count = old + 1; }")

        def work(number: int) -> None:
            for _ in range(25):
                session.run("old = count; count = old + 1")
                session.call("up")

        self.run_threads(8, work)
        self.assertEqual(session.run("count"), 400)

    def test_one_execution_at_a_time(self):
        for way in ("run", "call"):
            with self.subTest(way=way):
                self.check_one_at_a_time(way)

    def check_one_at_a_time(self, way: str) -> None:
        session = Engine().session()
        session.run("function f() { return 1; }")
        order: List[str] = []
        done = threading.Event()

        def work() -> None:
            session.run("1") if way == "run" else session.call("f")
            order.append("second")
            done.set()

        other = threading.Thread(target=work)

        def first() -> None:
            other.start()
            done.wait(0.03)  # in vain, or else both ran at once
            order.append("first")

        session.set("first", first)
        session.run("first()")
        other.join(10)
        self.assertEqual(order, ["first", "second"])

    def test_many_threads_many_sessions(self):
        engine = Engine()
        found: List[Any] = []

        def work(number: int) -> None:
            session = engine.session()
            session.set("mine", number)
            values = {session.run("mine = mine + 0; mine") for _ in range(25)}
            found.append((number, values))

        self.run_threads(8, work)
        self.assertEqual(sorted(found), [(number, {number}) for number in range(8)])

    def test_a_host_function_may_use_the_session_it_was_called_from(self):
        session = Engine().session()
        session.set("again", lambda: session.run("x = 5; x + 1"))
        self.assertEqual(session.run("again() + x"), 11)


class Steps(unittest.TestCase):
    def test_each_execution_has_all_the_steps(self):
        session = Engine().session(Limits(steps=5))
        session.run("function loop(n) { i = 0; while (i < n) { i = i + 1; } return i; }")
        for _ in range(3):
            self.assertEqual(session.run("loop(4)"), 4)
            self.assertEqual(session.execute("loop(3)").steps, 4)
            self.assertEqual(session.execute_call("loop", 2).value, 2)
            with self.assertRaises(MLLimitError) as caught:
                session.run("loop(5)")
            self.assertEqual((caught.exception.limit, caught.exception.message), ("steps", "step limit of 5 reached"))
            with self.assertRaises(MLLimitError):
                session.call("loop", 9)

    def test_the_limits_of_the_engine_hold(self):
        session = Engine(limits=Limits(steps=5)).session()
        self.assertEqual(session.limits.steps, 5)
        with self.assertRaises(MLLimitError):
            session.run("while (true) { }")

    def test_an_execution_may_have_its_own(self):
        session = Engine().session(Limits(steps=5))
        text = "i = 0; while (i < 9) { i = i + 1; } i"
        self.assertEqual(session.execute(text, limits=Limits()).value, 9)
        outcome = session.execute(text, limits=Limits(steps=8))
        assert isinstance(outcome.error, MLLimitError)
        self.assertEqual(outcome.error.limit, "steps")

    def test_wrong_use(self):
        with self.assertRaises(MLUsageError):
            Engine().session(5)
        with self.assertRaises(MLUsageError):
            Engine().session().execute("1", limits=5)
        for text in (5, None, b"1"):
            with self.subTest(text=text), self.assertRaisesRegex(MLUsageError, "ML code must be a str"):
                Engine().session().run(text)


if __name__ == "__main__":
    unittest.main()
