"""Hostile texts that are better made than written: very long, very deep, or with invisible characters."""

from __future__ import annotations

from typing import Any, Callable, FrozenSet, Iterator, List, NamedTuple, Tuple

from .programs import Case

REFUSED = frozenset(["syntax", "check", "limit"])
FAILS = frozenset(["syntax", "name", "check", "run time", "limit"])
NOTHING: FrozenSet[str] = frozenset()


class _Text(NamedTuple):
    name: str
    text: str
    stages: FrozenSet[str]
    values: Tuple[Any, ...] = ()
    anything: bool = False


def cases() -> List[Case]:
    """Return all generated programs."""
    makers: List[Callable[[], Iterator[_Text]]] = [_characters, _deep, _chains, _long, _wide, _doubling]
    found = []
    for maker in makers:
        for item in maker():
            found.append(
                Case(
                    f"generated {maker.__name__[1:]}",
                    item.name,
                    (item.text,),
                    item.stages,
                    item.values,
                    item.anything,
                    {},
                    False,
                )
            )
    return found


def _characters() -> Iterator[_Text]:
    """Characters that editors do not show or that files should not hold."""
    illegal = {
        "a byte order mark": "\ufeff",
        "a null character": "\0",
        "a vertical tab": "\v",
        "an escape character": "\x1b",
        "a no-break space": "\xa0",
        "a line separator": "\u2028",
        "a paragraph separator": "\u2029",
        "a next line character": "\x85",
        "a zero-width space": "\u200b",
        "a right-to-left override": "\u202e",
        "a lone surrogate": "\ud800",
        "a low surrogate": "\udc00",
        "a private character": "\ue000",
        "a backspace": "\b",
        "a delete character": "\x7f",
        "the last character": "\U0010ffff",
        "a combining accent": "\u0301",
        "a soft hyphen": "\xad",
        "a bell": "\a",
    }
    syntax = frozenset(["syntax"])
    for what, character in illegal.items():
        yield _Text(f"{what} at the start", f"{character}result = 1;", syntax)
        yield _Text(f"{what} in a name", f"res{character}ult = 1;", syntax)
        yield _Text(f"{what} at the end", f"result = 1;{character}", syntax)
        yield _Text(f"{what} in a string", f'result = len("a{character}b");', NOTHING, (3,))
        yield _Text(f"{what} in a comment", f"// a{character}b\nresult = 1;", NOTHING, (1,))
        yield _Text(f"{what} in a key", f'o = {{"{character}": 1}}; result = len(o);', NOTHING, (1,))
        yield _Text(f"{what} in an error", f'x = "{character}" - 1;', frozenset(["run time"]))
        yield _Text(f"{what} in a missing key", f'o = {{}}; x = o["{character}"];', frozenset(["run time"]))
        yield _Text(f"{what} printed", f'print("{character}"); result = 1;', NOTHING, (1,))
        yield _Text(f"{what} thrown", f'throw {{message: "{character}"}};', frozenset(["thrown"]))
    yield _Text("line ends of two characters", "x = 1;\r\nresult = x + 1;\r\n", NOTHING, (2,))
    yield _Text("carriage returns alone", "x = 1;\rresult = x + 1;\r", NOTHING, (2,))
    yield _Text("carriage returns and an error", "x = 1;\ry = 2;\r\n\rz = x - 'a';\r", frozenset(["run time"]))
    yield _Text("a comment ended by a carriage return alone", "x = 1; // one\rresult = 2;", NOTHING, (), True)
    yield _Text("form feeds", "x = 1;\f\fresult\f=\fx;", NOTHING, (1,))
    yield _Text("nothing", "", NOTHING, (None,))
    yield _Text("nothing but blanks", " \t\r\n\f\n ", NOTHING, (None,))
    yield _Text("every byte", "".join(map(chr, range(256))), syntax)
    yield _Text("noise", "".join(chr((i * 7919) % 0xD800) for i in range(5000)), syntax)
    yield _Text("noise of surrogates", "".join(chr(0xD800 + i % 2048) for i in range(5000)), syntax)
    yield _Text("nulls alone", "\0" * 1000, syntax)
    yield _Text("quotes alone", '"' * 1001, syntax)
    yield _Text("escaped quotes without end", '"' + '\\"' * 20_000, syntax)
    yield _Text("escaped quotes of both kinds without end", "\"\\'" * 20_000, FAILS)
    yield _Text("quotes behind backslashes at line ends", '"\\\n' * 5_000, syntax)
    yield _Text("slashes alone", "/" * 20_000, NOTHING, (), True)
    yield _Text("division signs without end", "x = 1 " + "// 1 " * 20_000 + ";", frozenset(["limit", "run time"]))
    yield _Text("comments without end", "//\n" * 20_000, NOTHING, (None,))
    yield _Text("a comment after every character", "x // a\n = // b\n [ // c\n 1 ];" * 500, FAILS)
    yield _Text("patterns that are none, with comments", "[a, // x\n b][0];\n" * 1000, FAILS)
    yield _Text("one long pattern that is none", "[" + "a, // x\n" * 5000 + "5];", FAILS)


def _deep() -> Iterator[_Text]:
    """One construct inside itself, at several depths, with and without its end."""
    shapes = {
        "parentheses": ("result = ", "(", "1", ")", ";"),
        "arrays": ("result = ", "[", "1", "]", ";"),
        "objects": ("result = ", "{a: ", "1", "}", ";"),
        "exclamation marks": ("result = ", "!", "1", "", ";"),
        "minus signs": ("result = ", "-", "x", "", ";"),
        "arrows": ("result = ", "fn(a) => ", "1", "", ";"),
        "block arrows": ("result = ", "fn(a) => { return ", "1", "; }", ";"),
        "ternaries in the middle": ("result = ", "true ? ", "1", " : 2", ";"),
        "ternaries at the end": ("result = ", "false ? 2 : ", "1", "", ";"),
        "calls": ("result = ", "len(", "1", ")", ";"),
        "method calls": ("a = []; result = ", "a.count(", "1", ")", ";"),
        "indexes": ("a = [0]; result = ", "a[", "0", "]", ";"),
        "slices": ("a = [0]; result = ", "a[", "0", ":]", ";"),
        "members of parentheses": ("o = {}; result = ", "(", "o", ").a", ";"),
        "if blocks": ("", "if (true) { ", "result = 1;", " }", ""),
        "else blocks": ("", "if (false) { } else { ", "result = 1;", " }", ""),
        "while blocks": ("", "while (true) { ", "result = 1;", " break; }", ""),
        "for blocks": ("", "for (i in [1]) { ", "result = 1;", " }", ""),
        "try blocks": ("", "try { ", "result = 1;", " } except { }", ""),
        "handlers": ("", "try { x = 1 / 0; } except { ", "result = 1;", " }", ""),
        "finally blocks": ("", "try { } finally { ", "result = 1;", " }", ""),
        "functions": ("", "function f() { ", "return 1;", " }", ""),
        "functions that are called": ("", "function f() { ", "return 1;", " } f();", ""),
        "sums in parentheses": ("result = ", "1 + (", "1", ")", ";"),
        "texts in parentheses": ("result = ", '"a" + (', "1", ")", ";"),
        "products in parentheses": ("result = ", "1 * (", "1", ")", ";"),
        "comparisons in parentheses": ("result = ", "1 < (", "1", ")", ";"),
        "equality of unknowns": ("x = 1; result = ", "x == (", "x", ")", ";"),
        "logic in parentheses": ("result = ", "1 && (", "1", ")", ";"),
        "conditions": ("", "if (len(", "[]", ")) { }", ""),
    }
    for what, (head, opening, middle, closing, tail) in shapes.items():
        for depth in (15, 90, 101, 1000, 10_000):
            text = head + opening * depth + middle + closing * depth + tail
            yield _Text(f"{depth} {what}", text, FAILS, (), True)
        yield _Text(f"{what} that never end", head + opening * 10_000, REFUSED)
        yield _Text(f"a few {what} that never end", head + opening * 60, REFUSED)
    yield _Text("all brackets in turn", "x = " + "([{a: " * 20_000, REFUSED)


def _chains() -> Iterator[_Text]:
    """Rows of operators, members and branches."""
    for count in (290, 310, 10_000):
        for operator in ("+", "-", "*", "/", "//", "%", "==", "!=", "<", ">=", "&&", "||"):
            yield _Text(
                f"{count} times {operator}", "x = 1; result = x" + f" {operator} x" * count + ";", FAILS, (), True
            )
        yield _Text(f"{count} texts added", 'x = 1; result = "a"' + " + x" * count + ";", FAILS, (), True)
        yield _Text(
            f"{count} texts added at the end", "x = 1; result = x" + " + x" * count + ' + "a";', FAILS, (), True
        )
        yield _Text(f"{count} literals added", "result = 1" + " + 1" * count + ";", FAILS, (), True)
        yield _Text(f"{count} operators in turn", "x = 1; result = x" + " + x * x - x" * count + ";", FAILS, (), True)
        yield _Text(
            f"{count} levels in turn",
            "x = 1; result = x" + " || x && x == x < x + x * x" * count + ";",
            FAILS,
            (),
            True,
        )
        yield _Text(f"{count} members", "o = {}; result = o" + ".a" * count + ";", FAILS)
        yield _Text(f"{count} method calls", 's = "a"; result = s' + ".upper()" * count + ";", FAILS, ("A",))
        yield _Text(f"{count} calls on members", "o = {}; result = o" + ".a()" * count + ";", FAILS)
        yield _Text(f"{count} indexes", "a = [0]; a[0] = a; result = len(a" + "[0]" * count + ");", FAILS, (1,))
        yield _Text(f"{count} slices", "a = [0]; result = a" + "[:]" * count + ";", FAILS, ([0],))
        yield _Text(f"{count} member targets", "o = {}; o.a = o; o" + ".a" * count + " = 1; result = 1;", FAILS, (1,))
        yield _Text(f"{count} index targets", "a = [0]; a[0] = a; a" + "[0]" * count + " = 1; result = 1;", FAILS, (1,))
        yield _Text(
            f"{count} elif", "if (false) { }" + " elif (false) { }" * count + " else { result = 1; }", FAILS, (1,)
        )
        yield _Text(f"{count} handlers", "try { x = 1 / 0; }" + " except (e) { result = 1; }" * count, FAILS, (1,))
        yield _Text(f"{count} comparisons of comparisons", "result = 1" + " < 2 == true" * count + ";", FAILS, (), True)


def _long() -> Iterator[_Text]:
    """Long words, numbers, strings and lines."""
    many = 100_000
    yield _Text("a long name", "x" * many + " = 1; result = " + "x" * many + ";", NOTHING, (1,))
    yield _Text("a long unknown name", "result = " + "x" * many + ";", FAILS)
    yield _Text("a long unknown member", "x = 5; result = x." + "x" * many + ";", FAILS)
    yield _Text("a long unknown key", 'o = {}; result = o["' + "x" * many + '"];', FAILS)
    yield _Text("a long string", 'result = len("' + "x" * many + '");', NOTHING, (many,))
    yield _Text("a long string without end", 'result = "' + "x" * many, frozenset(["syntax"]))
    yield _Text("a long comment", "// " + "x" * many + "\nresult = 1;", NOTHING, (1,))
    yield _Text("a long line of blanks", " " * many + "result = 1;", NOTHING, (1,))
    yield _Text("a long line of blanks before an error", " " * many + "result = ;" + " " * many, frozenset(["syntax"]))
    yield _Text("many empty lines", "\n" * many + "result = ;", frozenset(["syntax"]))
    yield _Text("a number of 4,000 digits", "result = " + "9" * 4000 + " % 7;", FAILS, (int("9" * 4000) % 7,))
    yield _Text("a number of 5,000 digits", "result = " + "9" * 5000 + ";", REFUSED)
    yield _Text("a number of very many digits", "result = " + "9" * many + ";", REFUSED)
    yield _Text("a number of very many zeros", "result = " + "0" * many + ";", REFUSED, (0,))
    yield _Text("a fraction of very many digits", "result = 0." + "1" * many + " < 1;", REFUSED, (True,))
    yield _Text("a float of very many digits", "result = " + "1" * many + ".0;", REFUSED, (float("inf"),))
    yield _Text("an exponent of very many digits", "result = 1e" + "9" * many + ";", REFUSED, (float("inf"),))
    yield _Text("a negative exponent of very many digits", "result = 1e-" + "9" * many + ";", REFUSED, (0.0,))
    yield _Text("very many points", "x = " + "." * many + ";", REFUSED)
    yield _Text("very many points and digits", "x = " + "1." * many + ";", REFUSED)
    yield _Text("very many stars", "x = 1 " + "*" * many + " 1;", REFUSED)
    yield _Text("very many semicolons", ";" * many, REFUSED)
    yield _Text("very many commas", "x = [" + "," * many + "];", REFUSED)
    yield _Text("very many colons", "x = a" + ":" * many + ";", REFUSED)
    yield _Text("very many question marks", "x = a" + "?" * many + ";", REFUSED)
    yield _Text("very many equal signs", "x " + "=" * many + " 1;", REFUSED)
    yield _Text("one long line of statements", "x = 1; " * 5000 + "result = x;", FAILS, (1,))
    yield _Text(
        "one long line of statements that is not ASCII", 's = "é"; ' + "x = s; " * 5000 + "result = 1;", FAILS, (1,)
    )
    yield _Text("an error at the end of a long line", "x = 1; " * 5000 + "x = 1 / 0;", FAILS)
    yield _Text(
        "an error at the end of a long line that is not ASCII", 's = "é"; ' + "x = 1; " * 5000 + "x = 1 / 0;", FAILS
    )
    yield _Text("an error in a very long expression", "x = 0; y = [" + "1, " * 5000 + "1 / x];", FAILS)


def _wide() -> Iterator[_Text]:
    """Very many of one thing side by side."""
    many = 5000
    names = [f"a{i}" for i in range(many)]
    listed = ", ".join(names)
    some = ", ".join(names[:300])
    yield _Text("many statements", "x = 1;\n" * many + "result = x;", FAILS, (1,))
    yield _Text(
        "many variables", "".join(f"{name} = {i};\n" for i, name in enumerate(names)) + "result = a7;", FAILS, (7,)
    )
    yield _Text(
        "many functions",
        "".join(f"function {name}() {{ return {i}; }}\n" for i, name in enumerate(names)) + "result = a7();",
        FAILS,
        (7,),
    )
    yield _Text("many functions of one name", "function f() { return 1; }\n" * many + "result = f();", FAILS, (1,))
    yield _Text("many arrows", "f = [" + "fn(x) => x, " * many + "1]; result = len(f);", FAILS, (many + 1,))
    yield _Text(
        "many block arrows", "f = [" + "fn(x) => { return x; }, " * many + "1]; result = len(f);", FAILS, (many + 1,)
    )
    yield _Text(
        "300 parameters", f"function f({some}) {{ return a7; }} result = f({', '.join(['7'] * 300)});", FAILS, (7,)
    )
    yield _Text(
        "many parameters", f"function f({listed}) {{ return a7; }} result = f({', '.join(['7'] * many)});", FAILS, (7,)
    )
    yield _Text(
        "many parameters of an arrow", f"f = fn({listed}) => a7; result = f({', '.join(['7'] * many)});", FAILS, (7,)
    )
    yield _Text("many missing arguments", f"function f({listed}) {{ return a7; }} result = f();", FAILS)
    yield _Text(
        "many superfluous arguments", f"function f() {{ return 1; }} result = f({', '.join(['7'] * many)});", FAILS
    )
    yield _Text("many arguments of a built-in", "result = max(" + "1, " * many + "2);", FAILS, (2,))
    yield _Text("many arguments of print", "print(" + "1, " * many + "2); result = 1;", FAILS, (1,))
    yield _Text("many arguments of zip", "a = [1]; result = len(zip(" + "a, " * many + "a));", FAILS, (1,))
    yield _Text("a long array", "result = len([" + "1, " * many + "1]);", FAILS, (many + 1,))
    yield _Text("a long object", "result = len({" + ", ".join(f"{name}: 1" for name in names) + "});", FAILS, (many,))
    yield _Text("a long object of one key", "result = len({" + ", ".join(["a: 1"] * many) + "});", FAILS, (1,))
    yield _Text("a long pattern", f"[{listed}] = range({many}); result = a7;", FAILS, (7,))
    yield _Text("a long object pattern", f"{{{listed}}} = {{a: 1}};", FAILS)
    yield _Text("a long nonlocal", f"function f() {{ nonlocal {listed}; a7 = 7; }} f(); result = a7;", FAILS, (7,))
    yield _Text(
        "many handlers with names", "try { x = 1; } except (e) { y = e; }\n" * 1000 + "result = x;", FAILS, (1,)
    )
    yield _Text("many loops", "for (i in [1]) { x = i; }\n" * 1000 + "result = x;", FAILS, (1,))
    yield _Text("many imports", "import math;\n" * 1000 + "result = math.pi > 3;", FAILS, (True,))
    yield _Text("many unknown imports", "import nothing_of_this_name;\n" * 100, FAILS)
    yield _Text("a deep import", "import " + ".".join(names) + ";", FAILS)
    yield _Text("many capability items", "capability c { " + "allow read; " * many + "} result = 1;", FAILS, (1,))
    yield _Text("many capabilities", "capability c { allow read; }\n" * 1000 + "result = 1;", FAILS, (1,))
    yield _Text(
        "many closures of one variable",
        "function f() { x = 1; " + "g = fn() => x; " * 1000 + "return g(); } result = f();",
        FAILS,
        (1,),
    )
    yield _Text(
        "many free variables",
        "function f() { "
        + "".join(f"{name} = 1; " for name in names[:1000])
        + "g = fn() => "
        + " + ".join(names[:250])
        + "; return g(); } result = f();",
        FAILS,
        (250,),
    )
    yield _Text("many literals", "result = len([" + ", ".join(f'"k{i}"' for i in range(many)) + "]);", FAILS, (many,))
    yield _Text("many ternaries side by side", "result = [" + "true ? 1 : 2, " * many + "1][5];", FAILS, (1,))


def _doubling() -> Iterator[_Text]:
    """Programs that a compiler copying its parts would blow up."""
    exits = "if (x == 1) { return 1; } if (x == 2) { return 2; } if (x == 3) { return 3; } if (x == 4) { return 4; } "
    for depth in (3, 8, 14, 18):
        text = (
            "function f(x) { " + f"try {{ {exits}}} finally {{ " * depth + "x = 9; " + "} " * depth + "} result = f(2);"
        )
        yield _Text(f"{depth} finally blocks inside each other, with ways out", text, FAILS, (), True)
        loop = "if (x == 1) { break; } if (x == 2) { continue; } if (x == 3) { break; } "
        text = (
            "x = 9; while (x > 8) { x = 2; "
            + f"try {{ {loop}}} finally {{ " * depth
            + "x = 1; "
            + "} " * depth
            + "} result = 1;"
        )
        yield _Text(f"{depth} finally blocks inside each other, with breaks", text, FAILS, (1,))
        text = (
            "function f(x) { "
            + "try { " * depth
            + exits
            + "".join(f"}} finally {{ x = {i}; try {{ {exits}}} finally {{ x = 7; }} }} " for i in range(depth))
            + "} result = f(2);"
        )
        yield _Text(f"{depth} try blocks inside each other with finally blocks", text, FAILS, (), True)
    for depth in (10, 60, 95):
        for operator in ("==", "<", "*", "+", "%"):
            text = "x = 1; result = " + f"(x {operator} " * depth + "x" + ")" * depth + ";"
            yield _Text(f"{depth} times {operator} to the right", text, FAILS, (), True)
            text = "o = {a: 1}; result = " + "(" * depth + "o.a" + f" {operator} o.a)" * depth + ";"
            yield _Text(f"{depth} times {operator} to the left", text, FAILS, (), True)
        yield _Text(
            f"{depth} methods of methods", "s = 1; result = " + "s.count(" * depth + "s" + ")" * depth + ";", FAILS
        )
        yield _Text(
            f"{depth} members of members",
            "s = {}; result = " + "(" * depth + "s" + ").a" * depth + ";",
            FAILS,
            (),
            True,
        )
        yield _Text(
            f"{depth} loops over loops in arrows",
            "f = " + "fn() => { while (len([" * min(depth, 30) + "1" + "])) { break; } }" * min(depth, 30) + ";",
            FAILS,
            (None,),
        )
    lines: List[str] = ['s0 = "x";'] + [f's{i + 1} = s{i} + s{i} + "y";' for i in range(60)]
    yield _Text("sixty doublings, one a line", "\n".join(lines), frozenset(["limit"]))
    lines = ["a0 = [1];"] + [f"a{i + 1} = [a{i}, a{i}];" for i in range(60)]
    yield _Text("sixty shared arrays, one a line", "\n".join(lines) + "\nresult = len(str(a60));", frozenset(["limit"]))
    lines = ["function f0(x) { return x; }"] + [
        f"function f{i + 1}(x) {{ f{i}(x); return f{i}(x); }}" for i in range(60)
    ]
    yield _Text("sixty functions that call twice", "\n".join(lines) + "\nresult = f60(1);", frozenset(["limit"]))
