"""Where a program would behave differently in mlpy 2.0."""

import unittest
from typing import List, Tuple

from mlpy_testkit.engine import Engine
from mlpy_testkit.engine.findings import Finding


def found(text: str) -> List[Tuple[str, int, int]]:
    """Return the codes and places of the findings, without those of unknown names."""
    return [
        (finding.code, finding.line, finding.column)
        for finding in Engine().load(text, "a.ml").findings
        if finding.code != "undefined-name"
    ]


class Findings(unittest.TestCase):
    """Each code with texts that have it, with its place, and texts that do not."""

    def check(self, code, positive, negative):
        for text, line, column in positive:
            with self.subTest(text=text):
                self.assertEqual(found(text), [(code, line, column)])
        for text in negative:
            with self.subTest(text=text):
                self.assertNotIn(code, [finding[0] for finding in found(text)])

    def test_q2(self):
        self.check("Q2", [("// only\n", 1, 1)], ["", "  \n", "// c\nx = 1;"])

    def test_q3(self):
        self.check(
            "Q3", [(r'x = "a\nb";', 1, 5), (r"x = '\u0041';", 1, 5)], [r'x = "\d";', r'x = "C:\Dir";', 'x = "n";']
        )

    def test_q4(self):
        self.check("Q4", [("x = {\"'a'\": 1};", 1, 6)], ['x = {"a b": 1};', 'x = {"a\'b": 1};'])

    def test_q5(self):
        self.check("Q5", [("f = fn() => { return 1; };", 1, 5)], ["f = fn() => {};", "f = fn() => 1;"])

    def test_q6(self):
        self.check(
            "Q6",
            [
                ("a = 1; x = (a ? 1 : 2) + 10;", 1, 13),
                ("a = 1; x = !(a ? 1 : 2);", 1, 14),
                ("a = 1; x = (a ? [1] : [2])[0];", 1, 13),
                ("a = 1; x = (a ? 1 : 2) ? 3 : 4;", 1, 13),
                ("x = (fn(y) => y) + 1;", 1, 6),
            ],
            [
                "a = 1; x = (a ? 1 : 2);",
                'a = 1; x = "" + (a ? 1 : 2);',
                "a = 1; x = a ? 1 : a ? 2 : 3;",
                "x = [fn(y) => y];",
            ],
        )

    def test_q9(self):
        self.check(
            "Q9",
            [
                ("async = 1;", 1, 1),
                ("f = fn(class) => 1;", 1, 8),
                ("[a, def] = [1, 2];", 1, 5),
                ("try { } except (lambda) { }", 1, 17),
                ("function f() { nonlocal is; is = 1; }", 1, 25),
                ("function await() { }", 1, 10),
                ("function f(async) { }", 1, 12),
                ("for (await in [1]) { }", 1, 6),
                ("import math as async;", 1, 16),
                ("async();", 1, 1),
            ],
            ["class = 1; x = class;", "function f(class) { }", "for (def in [1]) { }", "o = {async: 1}; o.async = 2;"],
        )

    def test_q11(self):
        self.check(
            "Q11",
            [("a = 1; [a, 2];", 1, 8), ("a = 1; [a][0];", 1, 8), ("[null];", 1, 1), ("[undefined, 1].pop();", 1, 1)],
            ["a = 1; ([a]); [1, a]; [a] = [1];", "[true, null]; []; [[null]];"],
        )

    def test_q12(self):
        self.check(
            "Q12",
            [("function f(a: number) { }", 1, 15)],
            ["function f(a: int, b: any) { }", "f = fn(a: number) => 1;", "number = 1; function f(a: number) { }"],
        )

    def test_q13(self):
        rows = {operator: f"a = 1; x = a{operator * 201};" for operator in (" + a", " && a", " == a")}
        texts = ['x = "a"' + ' + "b"' * 101 + ";", 'x = "a"' + " + 1" * 101 + ";"]
        self.check(
            "Q13",
            [(text, 1, 12) for text in rows.values()] + [(text, 1, 5) for text in texts],
            [text.replace(row, "", 1) for row, text in rows.items()]
            + ['x = "a"' + ' + "b"' * 100 + ";", "x = [" + "1, " * 400 + "1];"],
        )

    def test_q14(self):
        self.check(
            "Q14",
            [
                ("function max(a) { return a; } max(1);", 1, 31),
                ("function f(len) { return len(1); }", 1, 26),
                ("len = fn(x) => 1; len(2);", 1, 19),
                ("function f(x) { } len = f; len(2);", 1, 28),
                ("function o() { f = fn(x) => 1; len = f; return len(2); }", 1, 48),
            ],
            ["function max(a) { return a; }", "len = len([1]);", "o = {len: fn() => 1}; o.len();"],
        )

    def test_q16(self):
        self.check(
            "Q16",
            [
                ('str = 5; x = "a" + 1;', 1, 14),
                ('function f(str) { return str + "a" + "b"; }', 1, 26),
                ("builtin = 5; len([]);", 1, 14),
                ("function f(builtin) { return len([]); }", 1, 30),
            ],
            ['str = "a"; x = str + str; y = str(5);', "builtin = 5; x = builtin;", "import builtin; builtin.len([]);"],
        )

    def test_q17(self):
        self.check(
            "Q17",
            [("t = 1; function o() { function i() { nonlocal t; t = 2; } i(); }", 1, 47)],
            [
                "t = 1; function f() { nonlocal t; t = 2; }",
                "function o() { t = 1; function i() { nonlocal t; t = 2; } }",
            ],
        )

    def test_q18(self):
        self.check(
            "Q18",
            [("try { } except (e) { } x = e;", 1, 28), ("e = 1; try { } except (e) { } x = e;", 1, 35)],
            ["try { } except (e) { x = e; }", "try { } except (e) { } e = 1; x = e;"],
        )

    def test_q18_functions_that_outlive_the_handler(self):
        self.check(
            "Q18",
            [
                ("try { } except (e) { f = fn() => str(e); } f();", 1, 44),
                ("try { } except (e) { function f() { return str(e); } } g = f;", 1, 60),
                ("function f() { try { } except (e) { return fn() => str(e); } }", 1, 44),
                ("function f() { try { } except (e) { o = {show: fn() => str(e)}; return o; } }", 1, 72),
                ("a = []; try { } except (e) { a.append(fn() => str(e)); }", 1, 39),
                ("o = {}; try { } except (e) { o.show = fn() => str(e); }", 1, 39),
            ],
            [
                "try { } except (e) { f = fn() => str(e); f(); }",
                "try { } except (e) { f = fn() => str(e); } f = fn() => 1; f();",
                "try { } except (e) { f = fn(e) => str(e); } f();",
                "try { } except (e) { map(fn(x) => x + str(e)); }",
                "function f() { try { } except (e) { return fn() => 1; } }",
                "a = []; a.append(fn(e) => str(e));",
            ],
        )

    def test_q19(self):
        self.check(
            "Q19",
            [
                ("import json; function f(json) { return json.x; }", 1, 40),
                ("import json; json = {x: 1}; y = json.x;", 1, 33),
            ],
            ["import json; x = json.y;", 'import json; function f(json) { return json["x"]; }'],
        )

    def test_q21(self):
        self.check(
            "Q21",
            [('x = "abc".length;', 1, 5), ("x = [1].length;", 1, 5), ("x = {a: 1}.z;", 1, 5)],
            ["x = {a: 1}.a;", 'y = "abc"; x = y.length;', 'x = "abc".upper();'],
        )

    def test_q24(self):
        self.check(
            "Q24",
            [
                ("a = []; f = a.append; f(1);", 1, 23),
                ("import mine; f = mine.g; f(1);", 1, 26),
                ("a = []; call(a.append, 1);", 1, 9),
                ("import mine; f = mine.make(); f();", 1, 31),
                ("import mine; f = mine.table[0]; f();", 1, 33),
                ("import mine; t = mine.table; f = t.add; f();", 1, 41),
                ("import mine; o = {f: mine.g}; f = o.f; f();", 1, 40),
                ("import mine; f = x ? mine.g : null; f();".replace("x", "true"), 1, 40),
                ("import mine; for (f in [mine.g]) { f(); }", 1, 36),
                ("import mine; function use(f) { f(); } use(mine.g);", 1, 43),
                ('import regex; p = regex.compile("a"); t = p.test; t("a");', 1, 51),
                ("function f() { a = []; return a.pop; } g = f(); g();", 1, 49),
                ("a = []; fs = [a.append]; f = fs[0]; f(1);", 1, 37),
                ("b = builtin; b.len([]);", 1, 14),
            ],
            [
                "import mine; mine.f(mine.g(1)); mine.f(mine.size); mine.f(fn() => 1);",
                "import mine; function keep(f) { return [f]; } keep(mine.g);",
                "order = {count: fn() => 1}; f = order.count; f();",
                "function value(e) { return e.values[0]; } f = value({}); f();",
                'f = "ab".upper; f();',
                "a = b; b = a; a();",
                "import math; f = math.sqrt; f(4); call(math.sqrt, 4);",
                "function call(f) { } a = []; call(a.pop);",
                "a = []; f = a.append;",
                "f = fn() => 1; f();",
            ],
        )

    def test_following_a_name_takes_no_time(self):
        text = "".join(f"a{n} = true ? a{n + 1} : [a{n + 1}, a{n + 2}][0]; a{n} = a{n + 2}; " for n in range(300))
        self.assertNotIn("Q24", [code for code, _, _ in found(text + "a0();" * 100)])

    def test_q25(self):
        self.check("Q25", [("[x] = [1];", 1, 1)], ["[x, y] = [1, 2];"])

    def test_q26(self):
        self.check(
            "Q26",
            [("function f() { return {a: 1, b: 2}; } {a, b} = f();", 1, 39)],
            ["function f() { return {a: 1}; } {a} = f();", "o = {a: 1, b: 2}; {a, b} = o;"],
        )

    def test_q31(self):
        self.check("Q31", [("x = 1e400;", 1, 5), ("x = -1e400;", 1, 5)], ["x = 1e300;"])

    def test_q33(self):
        self.check(
            "Q33",
            [("x = round(1.5, null);", 1, 5), ("round = 1; x = round(1.5, null);", 1, 16)],
            ["x = round(1.5, 1);", "x = round(1.5);", "function round(a, b) { } round(1.5, null);"],
        )

    def test_q34(self):
        self.check(
            "Q34",
            [
                ("x = sorted([1], fn(a) => a);", 1, 5),
                ("function k(a) { } x = sorted([1], k);", 1, 23),
                ("k = fn(a) => a; x = sorted([1], k);", 1, 21),
                ("x = sorted([1], len);", 1, 5),
            ],
            ["x = sorted([1], true);", "x = sorted([1]);"],
        )

    def test_q38(self):
        self.check(
            "Q38",
            [("throw {severity: 5};", 1, 18)],
            ['throw {severity: "high"};', "throw {code: 5};", "x = {severity: 5};"],
        )

    def test_q39(self):
        self.check(
            "Q39",
            [
                ('o = {a: 1}; x = hasattr(o, "a");', 1, 17),
                ('x = getattr({a: 1}, "a");', 1, 5),
                ('x = hasattr([1], "length");', 1, 5),
                ("o = {}; k = 1; x = getattr(o, k, 2);", 1, 20),
            ],
            [
                'x = hasattr("a", "upper"); y = hasattr(x, "append");',
                'import math; x = getattr(math, "sqrt");',
                "k = 1; x = hasattr([1], k);",
                "x = hasattr(1);",
                'o = {hasattr: len}; o.hasattr(o, "a");',
            ],
        )

    def test_q41(self):
        self.check(
            "Q41",
            [
                ("try { } except (e) { x = e.message; }", 1, 26),
                ("try { } except (e) { e.f(); }", 1, 22),
                ("try { } except (e) { s = e; } x = s.message;", 1, 35),
            ],
            [
                "try { } except (e) { x = str(e); }",
                "e = {}; x = e.message;",
                "try { } except (e) { s = e; } s = {}; x = s.message;",
                "try { } except (e) { f = fn(e) => e.message; }",
            ],
        )

    def test_q52(self):
        self.check(
            "Q52",
            [
                ('x = "please eval (this)";', 1, 5),
                ('capability c { resource "*"; }', 1, 16),
            ],
            [
                'x = "evaluate";',
                'capability c { resource "*.txt"; }',
                "dir = 1; x = dir;",
            ],
        )

    def test_s23(self):
        self.check(
            "S23",
            [
                ('import regex; regex.sub("a", fn(m) => "b", "a");', 1, 30),
                ('import regex as r; function f(m) { } r.subn("a", f, "a");', 1, 50),
            ],
            [
                'import regex; regex.sub("a", "b", "a");',
                "sub = {sub: len}; sub.sub(1, fn(m) => m);",
                'import regex; f = "b"; regex.sub("a", f, "a");',
            ],
        )

    def test_s25(self):
        self.check(
            "S25",
            [
                ('import datetime; datetime.now("+02:00");', 1, 31),
                ('import datetime; z = "UTC"; datetime.now(z);', 1, 42),
            ],
            ['import datetime; datetime.now(); datetime.now(null); datetime.now("UTC");'],
        )

    def test_s31(self):
        self.check(
            "S31",
            [
                ("import functional; functional.curry(len);", 1, 37),
                ("import functional; import math; functional.curry(math.pow);", 1, 50),
            ],
            [
                "import functional; functional.curry(len, 1);",
                "import functional; functional.curry(fn(a, b) => a);",
                "import functional; function len(a, b) { } functional.curry(len);",
                "import functional; o = {f: len}; functional.curry(o.f);",
            ],
        )

    def test_s32(self):
        self.check(
            "S32",
            [("import functional; functional.reduce(fn(a, x) => a, [1], null);", 1, 58)],
            [
                "import functional; functional.reduce(fn(a, x) => a, [1]);",
                "import functional; functional.reduce(fn(a, x) => a, [1], 0);",
                "import collections; collections.reduce([1], fn(a, x) => a, null);",
            ],
        )

    def test_s33(self):
        self.check(
            "S33",
            [("import random; x = random.getSeed();", 1, 20), ("import random as r; x = r.get_seed();", 1, 25)],
            ["import random; x = random.setSeed(1);", "random = {getSeed: len}; x = random.getSeed;"],
        )

    def test_s3(self):
        self.check(
            "S3",
            [("import math; m = math; x = m.pi;", 1, 28)],
            ["import math; x = math.pi;", "import math; m = math; m.sqrt(4);", "m = {pi: 3}; x = m.pi;"],
        )

    def test_q49(self):
        self.check(
            "Q49",
            [
                ("import mine; mine.length([]);", 1, 14),
                ("import collections; c = collections; c.length([]);", 1, 38),
            ],
            ["import collections; collections.length([]);", "o = {length: len}; o.length([]);"],
        )

    def test_s39(self):
        self.check(
            "S39",
            [('import path; path.createDir("a", false);', 1, 34)],
            ['import path; path.createDir("a", true); path.createDir("a");'],
        )

    def test_a_local_name_is_no_module(self):
        self.check("S33", [], ["import random; function f(random) { return random.getSeed(); }"])

    def test_undefined_name(self):
        for text, expected in [
            ("x = nosuch;", [(1, 5)]),
            ("x = y; y = 1;", [(1, 5)]),
            ("function f() { return g(); } function g() { }", []),
            ("x = len; y = x; f = fn(a) => a;", []),
            ("for (i in [1]) { } x = i;", []),
            ("function f(p) { } x = p;", [(1, 23)]),
            ("import a; x = a;", []),
            ("[a, b] = [1, 2]; x = a + b;", []),
        ]:
            with self.subTest(text=text):
                findings = [finding for finding in Engine().load(text).findings if finding.code == "undefined-name"]
                self.assertEqual([(finding.line, finding.column) for finding in findings], expected)

    def test_what_a_session_calls_str_and_builtin(self):
        session = Engine().session()
        session.run("str = 5; builtin = 6;")
        for text, column in (('"a" + 1', 1), ("len([])", 1), ("x = 1 + 2", 0)):
            codes = [(one.code, one.column) for one in session.execute(text).findings]
            self.assertEqual(codes, [("Q16", column)] if column else [], text)

    def test_a_variable_that_was_there_before_is_known(self):
        session = Engine().session()
        session.set("rate", 2)
        session.run("x = 1; function f() { return x; }")
        for text in ("x + rate", "y = [f];"):
            self.assertEqual(session.execute(text).findings, (), text)
        self.assertEqual(
            [finding.code for finding in session.execute("later; later = 1;").findings], ["undefined-name"]
        )
        engine = Engine()
        self.assertEqual(engine.run("result = price;", context={"price": 2}).findings, ())
        self.assertEqual([finding.code for finding in engine.run("result = price;").findings], ["undefined-name"])

    def test_findings_stand_in_the_order_of_the_text(self):
        self.assertEqual(
            [code for code, _, _ in found('[x] = [1];\ny = "a".length;\nz = "\\n";')], ["Q25", "Q21", "Q3"]
        )

    def test_the_text_of_a_finding(self):
        finding = Finding("Q25", "mlpy binds", "a.ml", 2, 3)
        self.assertEqual(str(finding), "a.ml:2:3: Q25 mlpy binds")

    def test_a_plain_program_has_none(self):
        text = "import math;\nfunction f(a, b) { return a + b; }\nresult = f(1, 2) + len([1]);\n"
        self.assertEqual(Engine().load(text).findings, ())


if __name__ == "__main__":
    unittest.main()
