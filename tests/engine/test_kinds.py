"""What the text alone tells of values, and what it must not claim to tell."""

import random
import unittest
from typing import Any, Dict, List, Optional, Tuple

from mlpy_testkit.engine import Engine, Limits
from mlpy_testkit.engine.kinds import ARRAY, FLOAT, HUGE, NUMBER, OBJECT, TEXT, WHOLE, Kinds, is_textual
from mlpy_testkit.engine.limits import SMALL
from mlpy_testkit.engine.nodes import Assign, Evaluate, Function, Name, walk
from mlpy_testkit.engine.parser import Parser
from mlpy_testkit.engine.runtime import BUILTIN_NAMES
from mlpy_testkit.engine.scopes import MODULE, Scope
from mlpy_testkit.engine.source import Source


class Text:
    """A program and the answers for it."""

    def __init__(self, text: str, open_module: bool = False) -> None:
        source = Source("a.ml", text)
        parser = Parser(source)
        self.module = parser.parse()
        scopes = parser.resolve()
        self.kinds = Kinds(scopes, BUILTIN_NAMES, open_module)
        self.scopes: Dict[str, Scope] = {"": scopes[MODULE]}
        for node in walk(self.module):
            if isinstance(node, Function):
                self.scopes[node.name.name] = scopes[node.start]

    def kind(self, name: str, function: str = "") -> Optional[str]:
        return self.kinds.of(Name(0, 0, name), self.scopes[function])

    def bits(self, name: str, function: str = "") -> int:
        return self.kinds.bits(Name(0, 0, name), self.scopes[function])


def kind(expression: str, before: str = "") -> Optional[str]:
    return Text(f"{before} answer = {expression};").kind("answer")


class Kind(unittest.TestCase):
    def check(self, expected: Optional[str], *expressions: str, before: str = "") -> None:
        for expression in expressions:
            with self.subTest(expression=expression, before=before):
                self.assertIs(kind(expression, before), expected)

    def test_literals(self):
        self.check(NUMBER, "true", "false")
        self.check(WHOLE, "1", "-1")
        self.check(FLOAT, "1.5", "1e3", "-1.5")
        self.check(TEXT, '"a"')
        self.check(ARRAY, "[1]", "[]")
        self.check(OBJECT, "{}", "{a: 1}")
        self.check(None, "null", "undefined", "fn() => 1")

    def test_operators_whose_success_tells(self):
        self.check(NUMBER, "x - y", "-x", "!x", "x // y", "x % y", "x == y", "x < y", "x + 1", "1 + x")
        self.check(WHOLE, "1 + 2", "1 - 2", "1 * 2", "7 // 2", "len(x) % 7", "-len(x)")
        self.check(NUMBER, "len(x) + true", "true + true", "true - 1", "len(x) - y", "2 * true", "-true")
        self.check(FLOAT, "x / y", "x + 1.5", "x - 0.5", "x * 0.5", "(x / y) + z")
        self.check(TEXT, '"a" + x', 'x + "a"', 'x + ("a" + y)', "str(x) + y", "y + str(x)")
        self.check(TEXT, '"a" * x', 'x * "a"')
        self.check(ARRAY, "[1] + x", "x + [1]", "[1] * x", "x * [1]")

    def test_operators_that_tell_nothing(self):
        self.check(None, "x + y", "x * y", "2 * x", "x * 2", "x && y", "x || 1", "y ? x : 1")

    def test_both_sides_of_a_choice(self):
        self.check(NUMBER, "x ? 1 : 2.5", "x ? 1 : true")
        self.check(WHOLE, "1 && 2", "1 || 2")
        self.check(TEXT, 'x ? "a" : "b"')
        self.check(None, 'x ? 1 : "a"', '1 || "a"', "x ? 1 : null", "x ? [1] : {}")

    def test_elements_and_parts(self):
        self.check(TEXT, '"abc"[0]', '"abc"[0:1]', '"a,b".split(",")[0]', "str(x)[i]")
        self.check(ARRAY, "[1][0:1]", "range(3)[0:1]", '"a".split()')
        self.check(WHOLE, "range(3)[0]")
        self.check(None, "[1][0]", '["a"][0]', "x[0]", "x[0:1]", "{a: 1}[k]", "x.a", "{a: 1}.a", 'x.split(",")[0]')

    def test_built_in_functions(self):
        self.check(WHOLE, "len(x)", "int(x)", "ord(x)")
        self.check(NUMBER, "abs(x)", "round(x)", "bool(x)")
        self.check(FLOAT, "float(x)")
        self.check(TEXT, "str(x)", "chr(x)", "repr(x)", "typeof(x)", 'format(x, ".2f")')
        self.check(ARRAY, "range(3)", "sorted(x)", "keys(x)", "values(x)", "enumerate(x)", "zip(x, y)", "reversed(x)")
        self.check(
            None, "max(1, 2)", "min(1, 2)", "sum(x)", "next(x)", "print(x)", "getattr(x, y)", "call(x)", "nosuch(x)"
        )

    def test_methods_of_texts_only(self):
        self.check(TEXT, '"a".upper()', "str(x).strip().lower()", 'str(x).replace("a", "b")', '",".join(x)')
        self.check(WHOLE, '"a".find("b")', '"a".count("b")')
        self.check(NUMBER, '"a".startswith("b")')
        self.check(None, "x.upper()", "x.find(y)", "[1].index(1)", "x.join(y)", "[3].pop()", "{upper: f}.upper()")

    def test_a_built_ins_name_that_the_program_binds_tells_nothing(self):
        for binding in (
            "len = 5;",
            "function len(x) { return x; }",
            "function f() { nonlocal len; len = 5; }",
            "import len;",
            "[len] = z;",
            "for (len in z) { }",
        ):
            self.check(None, "len(x)", before=binding)

    def test_a_built_ins_name_that_only_another_function_binds_keeps_its_meaning(self):
        self.check(WHOLE, "len(x)", before="function f() { len = 5; }")

    def test_all_bindings_of_a_variable_count(self):
        self.check(WHOLE, "a", before="a = 1; a = 2; a = len(x);")
        self.check(TEXT, "a", before='a = ""; while (x) { a = a + "x"; a = a[1:]; }')
        self.check(None, "a", before='a = 1; function f() { nonlocal a; a = "s"; }')
        self.check(None, "a", before="a = 1; [a] = x;")
        self.check(None, "a", before="a = 1; {a} = x;")
        self.check(None, "a", before="a = 1; import a;")
        self.check(None, "a", before="a = 1; function a() { }")
        self.check(None, "a", before="a = 1; for (a in x) { }")
        self.check(None, "a", before='a = 1; function f() { nonlocal a; for (a in "xyz") { } }')
        self.check(None, "a", before="a = 1; if (x) { a = null; }")

    def test_variables_in_a_circle(self):
        self.check(WHOLE, "a", before="a = 0; b = 1; while (x) { a = a + b; b = b + 1; }")
        self.check(NUMBER, "a", before="a = 0; a = a + 0.5;")
        self.check(WHOLE, "a", before="a = 2; while (x) { a = a * a; }")
        self.check(None, "a", before="a = b; b = a;")
        self.check(None, "a", before="a = a;")
        self.check(None, "a", before='a = 2; b = "s"; while (x) { t = a; a = b; b = t; }')
        self.check(None, "a", before='a = 2; s = "s"; while (x) { a = a * s; }')
        self.check(None, "a", before="a = [[1]]; while (x) { a = a[0]; }")

    def test_loop_variables(self):
        self.check(WHOLE, "a", before="for (a in range(3)) { }")
        self.check(TEXT, "a", before='for (a in "abc") { }')
        self.check(TEXT, "a", before='for (a in "a b".split()) { }')
        self.check(None, "a", before="for (a in [1, 2]) { }")
        self.check(None, "a", before="for (a in {x: 1}) { }")
        self.check(None, "a", before="range = f; for (a in range(3)) { }")


class Functions(unittest.TestCase):
    def test_a_function_that_always_returns_one_kind(self):
        for body, expected in [
            ("return 1;", WHOLE),
            ("if (x) { return 1; } else { return 2; }", WHOLE),
            ('return "a" + x;', TEXT),
            ('throw {message: "m"};', None),
            ("if (x) { return 1; }", None),
            ("while (true) { return 1; }", None),
            ("return;", None),
            ("", None),
            ("try { return 1; } finally { return 2; }", None),
            ('if (x) { return 1; } else { return "a"; }', None),
            ('if (x) { return "a"; } return 1;', None),
            ("return 1; x = 2;", None),
        ]:
            with self.subTest(body=body):
                self.assertIs(kind("f()", f"function f() {{ {body} }}"), expected)

    def test_recursion(self):
        self.assertIs(kind("f(3)", "function f(n) { if (n) { return f(n - 1) + 1; } else { return 0; } }"), WHOLE)
        self.assertIs(kind("f(3)", 'function f(n) { return n ? f(n - 1) : "s"; }'), TEXT)
        self.assertIs(kind("f(3)", "function f(n) { return f(n); }"), None)

    def test_arrows(self):
        self.assertIs(kind("f(3)", "f = fn(n) => n - 1;"), NUMBER)
        self.assertIs(kind("f(3)", "f = fn(n) => n;"), None)

    def test_a_name_with_two_functions_tells_nothing(self):
        self.assertIs(kind("f()", "function f() { return 1; } function f() { return 2; }"), None)
        self.assertIs(kind("f()", "function f() { return 1; } f = x;"), None)
        self.assertIs(kind("f()", "function f() { return 1; } function g() { nonlocal f; f = x; }"), None)

    def test_parameters_of_functions_that_are_only_called(self):
        text = Text('function f(n, s) { return n; } f(1, str(x)); f(len(x), "s");')
        self.assertIs(text.kind("n", "f"), WHOLE)
        self.assertIs(text.kind("s", "f"), TEXT)

    def test_a_recursive_call_counts(self):
        text = Text('function f(n, s) { return f(s, n); } f(1, "s");')
        self.assertIs(text.kind("n", "f"), None)

    def test_parameters_of_functions_that_escape(self):
        for escape in (
            "g = f;",
            "g(f);",
            "g = [f];",
            "g = {k: f};",
            "function h() { return f; }",
            "h = fn() => f;",
            "f = g;",
            "function f(n) { }",
            "function h() { nonlocal f; f = 1; }",
            "x = f ? 1 : 2;",
            "throw {f: f};",
        ):
            with self.subTest(escape=escape):
                text = Text(f"function f(n) {{ m = n; return n; }} f(1); {escape}")
                scope = next(scope for scope in [text.scopes["f"]])
                self.assertIs(text.kinds.of(Name(0, 0, "m"), scope), None)

    def test_parameters_of_functions_with_the_name_of_a_built_in(self):
        # Who calls ``max`` before it is defined reaches the built-in, who sorts with it the function.
        self.assertIs(Text("function max(n) { return n; } max(1);").kind("n", "max"), None)

    def test_parameters_of_arrows(self):
        text = Text("f = fn(n) => n; f(1);")
        arrow = next(node for node in walk(text.module) if type(node).__name__ == "Arrow")
        inside = text.kinds._scopes[arrow.start]
        self.assertIs(text.kinds.of(Name(0, 0, "n"), inside), None)

    def test_a_parameter_that_is_assigned_is_both(self):
        self.assertIs(Text("function f(n) { n = n + 1; return n; } f(1);").kind("n", "f"), WHOLE)
        self.assertIs(Text('function f(n) { n = "s"; return n; } f(1);').kind("n", "f"), None)
        text = Text('function f(n) { function g() { nonlocal n; n = "s"; } g(); return n; } f(1);')
        self.assertIs(text.kind("n", "f"), None)

    def test_a_function_inside_another_is_known_in_an_open_module(self):
        text = Text("function f(n) { function g(m) { return m; } return g(1); }", open_module=True)
        self.assertIs(text.kind("m", "g"), WHOLE)
        self.assertIs(text.kind("n", "f"), None)


class OpenModules(unittest.TestCase):
    def test_variables_functions_and_built_ins_can_change_from_outside(self):
        text = Text("a = 1; function f() { return 1; } b = f(); c = len(x); function g(n) { return a; } g(1);", True)
        for name in "abc":
            with self.subTest(name=name):
                self.assertIs(text.kind(name), None)
                self.assertEqual(text.bits(name), HUGE)
        self.assertIs(text.kind("n", "g"), None)
        self.assertIs(text.kind("a", "g"), None)

    def test_locals_cannot(self):
        text = Text('function f() { i = 0; s = "x"; return i; }', True)
        self.assertIs(text.kind("i", "f"), WHOLE)
        self.assertIs(text.kind("s", "f"), TEXT)
        self.assertLessEqual(text.bits("i", "f"), SMALL)


class Bits(unittest.TestCase):
    def small(self, text: str, name: str = "a") -> None:
        with self.subTest(text=text):
            self.assertLessEqual(Text(text).bits(name), SMALL)

    def huge(self, text: str, name: str = "a") -> None:
        with self.subTest(text=text):
            self.assertGreater(Text(text).bits(name), SMALL)

    def test_counters_and_indices(self):
        self.small("a = 0; while (x) { a = a + 1; }")
        self.small("a = 0; for (i in range(9)) { a = a + i * i; }")
        self.small("a = len(x) * len(x) * len(x);")
        self.small("a = x == y; ")
        self.small("a = 0; while (x) { a = a - 1000000007; }")
        self.small("a = 1; while (x) { a = (a * 31) % 65536; }")
        self.small("function f(n) { return n; } a = 5; f(a);")

    def test_what_feeds_itself(self):
        self.huge("a = 2; while (x) { a = a * a; }")
        self.huge("a = 2; while (x) { a = a * 2; }")
        self.huge("a = 2; while (x) { a = a + a; }")
        self.huge("a = 2; while (x) { a = -(a + a); }")
        self.huge("a = 2; while (x) { a = a - (0 - a); }")
        self.huge("a = 2; b = 2; while (x) { a = b * 3; b = a; }")
        self.huge("a = 1; b = 1; while (x) { t = a + b; a = b; b = t; }")
        self.huge("a = 1; b = 1; c = 1; while (x) { a = b + c; b = a; c = a; }")
        self.huge("a = 2; while (x) { a = x ? a * 2 : 1; }")
        self.huge("a = 2; while (x) { a = (a && a * 2); }")
        self.huge("a = 2; while (x) { for (i in range(a * 2, x)) { a = i; } }")
        self.huge("a = 2; while (x) { a = (a * 4) // 2; }")

    def test_what_feeds_itself_through_functions(self):
        self.huge("function f(n) { return n * n; } a = 2; while (x) { a = f(a); }")
        self.huge("function f(n) { if (x) { f(n + n); } } f(1);", "f")
        text = Text("function f(n) { if (x) { f(n * 2); } } f(1);")
        self.assertGreater(text.bits("n", "f"), SMALL)
        text = Text("function f(n, m) { if (x) { f(m, n + m); } } f(1, 1);")
        self.assertGreater(text.bits("n", "f"), SMALL)
        text = Text("function f(n) { g(n + n); } function g(m) { f(m); } f(1);")
        self.assertGreater(text.bits("n", "f"), SMALL)
        self.assertGreater(text.bits("m", "g"), SMALL)

    def test_what_comes_from_elsewhere(self):
        for value in (
            "int(x)",
            "abs(x)",
            "round(x)",
            "x",
            "x[0]",
            "x.a",
            "max(1, 2)",
            "sum(x)",
            "nosuch(1)",
            '"a".find(x)',
        ):
            self.huge(f"a = {value};")
        self.huge("[a] = x;")
        self.huge("for (a in x) { }")
        self.huge("len = x; a = len(y);")

    def test_literals(self):
        self.assertEqual(Text("a = 255;").bits("a"), 8)
        self.assertEqual(Text("a = 255 * 255;").bits("a"), 16)
        self.assertEqual(Text("a = 255 % x;").bits("a"), HUGE)
        self.assertGreaterEqual(Text("a = 255 % 16;").bits("a"), 4)

    def test_a_power_tower_of_names_is_as_large_as_it_is(self):
        lines = ["a0 = 3;"] + [f"a{at + 1} = a{at} * a{at};" for at in range(20)]
        self.assertGreater(Text(" ".join(lines)).bits("a20"), SMALL)
        lines = ["a0 = 3;"] + [f"a{at + 1} = a{at} * a{at};" for at in range(5)]
        self.assertLessEqual(Text(" ".join(lines)).bits("a5"), SMALL)


class Search(unittest.TestCase):
    def test_answers_to_hard_questions_come_soon(self):
        names = [f"v{at}" for at in range(60)]
        lines = [f"{name} = {' + '.join(names)};" for name in names]
        text = Text("\n".join(lines))
        for name in names[:5]:
            text.kind(name)
            text.bits(name)

    def test_textual(self):
        for text, expected in [
            ('"a" + x', True),
            ('x + "a"', True),
            ('x + y + "a" + z', True),
            ('x + ("a" + y)', True),
            ("x + y", False),
            ('x - "a"', False),
            ('(x - "a") + y', False),
            ('"a".upper() + x', False),
            ("str(x) + y", False),
        ]:
            with self.subTest(text=text):
                statement = Parser(Source("a.ml", text + ";")).parse().body[0]
                assert isinstance(statement, Evaluate)
                self.assertIs(is_textual(statement.expression), expected)


class Generator:
    """Random programs whose every assignment is reported by ``probe(place, name, value)``."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = ["a", "b", "c"]
        self.functions = ["f", "g"]

    def expression(self, names: List[str], depth: int = 2) -> str:
        pick = self.random.choice
        if depth == 0:
            return pick([*names, *names, "1", "3", "0.5", '"s"', '"ab"', "[1]", "{k: 1}", "true", "null", "range(3)"])
        one, two = self.expression(names, depth - 1), self.expression(names, depth - 1)
        return pick(
            [
                one,
                f"({one} {pick(['+', '+', '-', '*', '/', '//', '%', '==', '<', '&&', '||'])} {two})",
                f"({one} ? {two} : {self.expression(names, 0)})",
                f"{pick(self.functions)}({one}, {two})",
                f"{pick(['len', 'str', 'int', 'abs', 'sorted', 'bool', 'keys', 'typeof'])}({one})",
                f"{pick(names)}[{pick(['0', '1:', ':2', '0:1', '-1'])}]",
                f"{pick(names)}.{pick(['upper()', 'split()', 'strip()', 'k', 'pop()', 'find(' + one + ')'])}",
                f"[{one}]",
                f"(-{self.expression(names, 0)})",
                f"(!{self.expression(names, 0)})",
            ]
        )

    def statements(self, place: str, names: List[str], count: int) -> List[str]:
        pick = self.random.choice
        lines = []
        for _ in range(count):
            name = pick(names)
            what = self.random.random()
            assign = f'{name} = {self.expression(names)}; probe("{place}", "{name}", {name});'
            if what < 0.1:
                assign = f'[{name}] = {self.expression(names)}; probe("{place}", "{name}", {name});'
            elif what < 0.25:
                inner = f'probe("{place}", "{name}", {name});'
                assign = f"for ({name} in {self.expression(names)}) {{ {inner} {assign} }}"
            elif what < 0.4:
                assign = f"for (i in range(4)) {{ {assign} }}"
            lines.append(f"try {{ {assign} }} except {{ }}")
        return lines

    def program(self) -> str:
        pick = self.random.choice
        lines = []
        for function in self.functions:
            names = ["p", "q", *self.random.sample(self.names, 2)]
            outer = pick(["", f"nonlocal {names[2]}; "])
            own = names if outer else names[:2] + names[3:]
            body = " ".join(self.statements(function, own, 2))
            guard = 'deeper(); probe("' + function + '", "p", p); probe("' + function + '", "q", q);'
            ending = pick(["", f"return {self.expression(names[:2], 1)};", f"return {self.expression(names[:2], 1)};"])
            lines.append(f"function {function}(p, q) {{ {outer}{guard} {body} {ending} }}")
        if self.random.random() < 0.2:
            lines.append(f"h = {pick(self.functions)};")
        lines += self.statements("", self.names, 8)
        return "\n".join(lines)


_TYPES: Dict[str, Tuple[type, ...]] = {
    NUMBER: (int, bool, float),
    WHOLE: (int,),
    FLOAT: (float,),
    TEXT: (str,),
    ARRAY: (list,),
    OBJECT: (dict,),
}


class Soundness(unittest.TestCase):
    """What is claimed of a variable must be true of every value it ever holds."""

    def violations(self, program: str) -> List[str]:
        text = Text(program)
        wrong: List[str] = []
        calls = 0

        def probe(place: str, name: str, value: Any) -> None:
            claimed = text.kind(name, place)
            if claimed is not None and type(value) not in _TYPES[claimed]:
                wrong.append(f"{place}.{name} is claimed to be {claimed}, but is {value!r}")
            if type(value) is int and claimed is not None and text.bits(name, place) < value.bit_length():
                wrong.append(f"{place}.{name} has more bits than claimed: {value.bit_length()}")

        def deeper() -> None:
            nonlocal calls
            calls += 1
            if calls > 30:
                raise ValueError("enough")

        # Variables that come from outside make the module open: nothing here rests on the claims.
        context = {"probe": probe, "deeper": deeper}
        Engine(limits=Limits(seconds=2, memory=None, text=10_000, items=10_000)).run(program, context=context)
        return wrong

    def test_random_programs(self):
        for seed in range(150):
            program = Generator(seed).program()
            with self.subTest(seed=seed):
                self.assertEqual(self.violations(program), [], program)

    def test_claims_are_made(self):
        programs = [Text(Generator(seed).program()) for seed in range(60)]
        claims = [text.kind(name) for text in programs for name in "abc"]
        self.assertGreater(sum(claim is not None for claim in claims), 10)

    def test_the_last_assignment_is_no_exception(self):
        body = Text("a = 1; a = [a];").module.body
        self.assertTrue(all(isinstance(statement, Assign) for statement in body))
        self.assertEqual(self.violations('a = 1; probe("", "a", a); a = [a]; probe("", "a", a);'), [])


if __name__ == "__main__":
    unittest.main()
