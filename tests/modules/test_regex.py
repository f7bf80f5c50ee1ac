"""The module ``regex``: what it matches, and what it refuses."""

import contextlib
import re
import sys
import time
import unittest

from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.modules import Library
from mlpy_testkit.modules.regex.expression import expression
from mlpy_testkit.modules.regex.reader import PatternError
from mlpy_testkit.modules.regex.safety import judge
from mlpy_testkit.modules.regex.syntax import DEPTH, parse
from tests.modules.vectors import VectorCase


class Vectors(VectorCase):
    def test_vectors(self):
        self.check("regex")

    def test_flags(self):
        names = "IGNORECASE MULTILINE DOTALL VERBOSE ASCII UNICODE"
        calls = ", ".join(f"regex.{name}()" for name in names.split())
        self.assertEqual(self.answer(f"[{calls}]"), "[2, 8, 16, 64, 256, 32]")
        cases = [
            ('regex.test("a.b", "a" + chr(10) + "b", regex.DOTALL())', "true"),
            ('regex.test("a # c", "a", regex.VERBOSE())', "true"),
            ('regex.test("\\w", "é", regex.ASCII())', "false"),
            ('regex.count("^a", "a" + chr(10) + "A", regex.MULTILINE() + regex.IGNORECASE())', "2"),
            ('regex.isValid("a+")', "true"),
            ('regex.compile("a").finditer("aba", 1).length', "1"),
            (
                'regex.sub("a", "x" + chr(92), "a")',
                "!ValueError: Invalid replacement 'x\\': bad escape (end of pattern) at position 1",
            ),
            ('regex.sub("a", "\\g1", "a")', "!ValueError: Invalid replacement '\\g1': missing < at position 2"),
            (
                'regex.sub("a", "\\g<5>", "a")',
                "!ValueError: Invalid replacement '\\g<5>': invalid group reference 5 at position 3",
            ),
            ('regex.sub("a", "\\-", "a")', '"\\\\-"'),
        ]
        for vector, expected in cases:
            with self.subTest(vector=vector):
                self.assertEqual(self.answer(vector), expected)

    def test_a_replacement_can_be_a_function(self):
        answer = self.answer('regex.sub("(\\d)(\\w)", fn(m) => m.group(2) + m.group(1), "1a2b")')
        self.assertEqual(answer, '"a1b2"')
        answer = self.answer('regex.compile("\\d").subn(fn(m) => str(m.start()), "a7b8", 1)')
        self.assertEqual(answer, '{"result": "a1b8", "count": 1}')
        answer = self.answer('regex.sub("\\d", fn(m) => 5, "1")')
        self.assertEqual(answer, "!TypeError: expected str instance, int found")

    def test_methods_can_be_taken_from_their_object(self):
        self.assertEqual(self.answer('t = regex.compile("b").test || t("abc")'), "true")
        self.assertEqual(self.answer('g = regex.search("(b)", "abc").group || [g(), g(1)]'), '["b", "b"]')

    def test_nothing_else_of_the_objects_can_be_seen(self):
        for name in ("_match", "_expression", "re", "string", "groupindex"):
            for made in ('regex.compile("a")', 'regex.search("a", "a")'):
                self.assertIn("AttributeError", self.answer(f"o = {made} || o.{name}"))
                self.assertEqual(self.answer(f'o = {made} || hasattr(o, "{name}")'), "false")
        self.assertEqual(self.answer('methods(regex.search("a", "a")).length'), "11")
        self.assertEqual(self.answer('methods(regex.compile("a")).length'), "13")

    def test_texts_of_objects(self):
        self.assertEqual(
            self.answer('[str(regex.compile("a")), str(regex.search("a", "a"))]'), '["<Pattern>", "<Match>"]'
        )

    def test_arguments_are_counted(self):
        answer = self.answer('regex.compile("a").search()')
        self.assertEqual(answer, "!TypeError: Pattern.search() expects 1 to 3 arguments, got 0")
        self.assertEqual(self.answer("regex.escape()"), "!TypeError: regex.escape() expects 1 argument, got 0")

    def test_what_functions_need(self):
        for name, function in Library().load("regex").members.items():
            if name == "compile":
                self.assertEqual(function.capabilities, ("regex.compile",))
            elif name.isupper() or name in ("escape", "isValid"):
                self.assertEqual(function.capabilities, ())
            else:
                self.assertEqual(function.capabilities, ("regex.match",))
        self.assertEqual(len(Library().load("regex").members), 19)


class Safety(VectorCase):
    REFUSED = [
        "(a+)+",
        "(a+)+$",
        "(a*)*",
        "(a|a)*",
        "(a|aa)+",
        "([a-zA-Z]+)*",
        "(.*)*",
        "(.*a){20}",
        "(\\w+\\s?)+$",
        "(x+x+)+y",
        "(a+)\\1+",
        "(?:a*|b*)*",
        "(?:(?:a*|b*)c)*",
        "(a?){30}a{30}",
        "(?:|){30}b",
        "a?" * 30 + "a" * 30,
        "((a{1,3}){1,3}){1,3}",
        "(a{1,3}){9}",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(?:(?=.*a)){1000000}",
        "(?=(a+)+b)",
        "(?i:(s|ſ)*)x",
        "(\\d|[0-9])*",
        "(?P<w>\\w+)(?P=w)*",
        "(?:.|\\n)*?(?:a|[^b])*?x(?:.|\\n)*?(?:a|[^b])*?y(?:(?:a+)b?)+",
    ]
    ACCEPTED = [
        "\\d+",
        "(?:[a-z]+\\.)+[a-z]+",
        '"(?:[^"\\\\]|\\\\.)*"',
        "(\\d{1,3}\\.){3}\\d{1,3}",
        "\\d{1,3}(,\\d{3})*",
        "^(?=.*\\d)(?=.*[a-z]).{8,}$",
        "(\\w)\\1+",
        "[\\w.]+@[\\w.]+\\.\\w+",
        "^\\s*(\\w+)\\s*=\\s*(.*?)\\s*$",
        "\\b\\w+\\b(?:\\s+\\b\\w+\\b)*",
        "(?:[0-9a-f]{2}:){5}[0-9a-f]{2}",
        "(?:[a-z]{2}){100}",
        "#(?:[0-9a-fA-F]{3}){1,2}",
        "<(\\w+)[^>]*>.*?</\\1>",
        "https?://[^\\s/$.?#].[^\\s]*",
        "(?:é|è)+",
        "(ab*)*",
        "x{1000}",
        "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.|$)){4}",
    ]

    def test_dangerous_patterns_are_refused(self):
        for pattern in self.REFUSED:
            with self.subTest(pattern=pattern):
                with self.assertRaises(ValueError) as caught:
                    expression(pattern, 0)
                self.assertTrue(str(caught.exception).startswith(f"Unsafe regex pattern '{pattern}': "))

    def test_ordinary_patterns_are_not(self):
        for pattern in self.ACCEPTED:
            with self.subTest(pattern=pattern):
                self.assertEqual(expression(pattern, 0).pattern, pattern)

    def test_a_program_sees_the_refusal(self):
        answer = self.answer('regex.test("(a+)+b", "aaa")')
        reason = "a repeat inside a repeat can match the same text in many ways"
        self.assertEqual(answer, f"!ValueError: Unsafe regex pattern '(a+)+b': {reason}")
        self.assertEqual(self.answer('regex.isValid("(a+)+b")'), "false")

    def test_texts_that_would_take_too_long_are_refused(self):
        started = time.perf_counter()
        for pattern in ("\\s+$", ".*.*=.*", "(.*)x(.*)y(.*)z$"):
            with self.subTest(pattern=pattern), self.assertRaises(ValueError) as caught:
                expression(pattern, 0).search(" " * 200_000)
            self.assertIn("is too long for regex pattern", str(caught.exception))
        self.assertLess(time.perf_counter() - started, 2.0)

    def test_loops_over_groups_and_many_ways_take_shorter_texts(self):
        longest = [judge(parse(pattern, 0)).longest() for pattern in ("a*b", "(a|b)*c", "(?:ab?)*c", "(x+)(?=(y)*)")]
        self.assertEqual(longest, [10_000, 5_000, 5_000, 368])
        self.assertEqual(judge(parse("|".join(f"a*?{letter}" for letter in "bcdefghijklmnop"), 0)).longest(), 3_779)

    def test_long_texts_of_short_stretches_are_not(self):
        text = "key = value with words   \n" * 10_000
        self.assertEqual(expression("(\\w+)\\s*=", 0).count(text), 10_000)
        self.assertEqual(expression("\\s+$", 0).search(text).end(), len(text))
        self.assertIsNone(expression("abc", 0).search("ab" * 1_000_000))

    def test_judging_is_quick(self):
        started = time.perf_counter()
        for pattern in ("(?:" + "|".join(f"word{n}" for n in range(500)) + ")+", "[a-z]?" * 200, "(" * 49 + ")" * 49):
            with contextlib.suppress(ValueError):
                expression(pattern, 0)
        references = "(a)" + "".join(f"(\\{n}\\{n})" for n in range(1, 40))
        with self.assertRaises(ValueError):
            expression(references, 0)
        self.assertLess(time.perf_counter() - started, 2.0)

    def test_patterns_have_a_size(self):
        with self.assertRaises(ValueError) as caught:
            expression("a" * 10_001, 0)
        self.assertIn("too long", str(caught.exception))
        with self.assertRaises(ValueError) as caught:
            expression("(" * (DEPTH + 1) + ")" * (DEPTH + 1), 0)
        self.assertIn("nested more than", str(caught.exception))

    def test_results_are_measured(self):
        cases = [
            ('regex.sub("a", "' + "x" * 1000 + '", "' + "a" * 1000 + '")', Limits(text=100_000), "text"),
            ('regex.findall("' + "(" * 40 + ".*" + ")" * 40 + '", "' + "a" * 4000 + '")', Limits(text=100_000), "text"),
            ('regex.findall("", "' + "a" * 9000 + '")', Limits(items=5000), "items"),
            ('regex.finditer("", "' + "a" * 9000 + '")', Limits(items=5000), "items"),
            ('regex.split("", "' + "a" * 9000 + '")', Limits(items=5000), "items"),
            ('regex.count("", "' + "a" * 90000 + '")', Limits(steps=5000), "steps"),
        ]
        for vector, limits, name in cases:
            with self.subTest(vector=vector[:40]):
                self.assertEqual(self.run_ml(f"result = {vector};", limits=limits).error.limit, name)


class Syntax(unittest.TestCase):
    """The parser and ``re`` agree; the messages are those of CPython 3.12."""

    PATTERNS = [
        "a|b|", "(a)(?:b)(?P<n>c)(?P=n)\\1", "[]a]", "[^]a]", "[a-c\\d-]", "[[a]", "[+--b]", "[a&&b||c~~d]", "[\\]\\-]",
        "\\x41\\u00e9\\U0001F600\\101\\0\\08", "a{2}b{,3}c{1,}d{}e{x}f{1", "(?i)A", "(?s:.)(?-i:a)", "(?x) a # b\nc",
        "(?(1)a|b)(c)", "(?P<q>a)?(?(q)b)", "(?=a)(?!b)(?<=a)(?<!b)", "\\A^$\\Z\\b\\B", "(?#note)a(?#note)*", "(?:)*",
        "a??b*?c+?d{1,2}?", "\\.\\*\\[\\\\", "[\\b\\n\\x41-\\x43]", "(?a:\\w)(?u:\\w)",
        "\\N{EM DASH}", "[\\N{EM DASH}a]",
    ]  # fmt: skip
    ERRORS = [
        ("(", "missing ), unterminated subpattern at position 0"),
        (")", "unbalanced parenthesis at position 0"),
        ("*a", "nothing to repeat at position 0"),
        ("^*", "nothing to repeat at position 1"),
        ("a**", "multiple repeat at position 2"),
        ("a{2}{3}", "multiple repeat at position 4"),
        ("a{3,1}", "min repeat greater than max repeat at position 2"),
        ("[a", "unterminated character set at position 0"),
        ("[a-", "unterminated character set at position 0"),
        ("[b-a]", "bad character range b-a at position 1"),
        ("[\\d-a]", "bad character range \\d-a at position 1"),
        ("\\q", "bad escape \\q at position 0"),
        ("\\", "bad escape (end of pattern) at position 0"),
        ("\\x4", "incomplete escape \\x4 at position 0"),
        ("\\400", "octal escape value \\400 outside of range 0-0o377 at position 0"),
        ("\\U00110000", "bad escape \\U00110000 at position 0"),
        ("\\8", "invalid group reference 8 at position 1"),
        ("(\\1)", "cannot refer to an open group at position 1"),
        ("(?P=zz)", "unknown group name 'zz' at position 4"),
        ("(?<n>a)", "unknown extension ?<n at position 1"),
        ("(?P>a)", "unknown extension ?P> at position 1"),
        ("(?z)", "unknown extension ?z at position 1"),
        ("(?P<1a>x)", "bad character in group name '1a' at position 4"),
        ("(?P<>x)", "missing group name at position 4"),
        ("(?P<a", "missing >, unterminated name at position 4"),
        ("(?P<a>x)(?P<a>y)", "redefinition of group name 'a' as group 2; was group 1 at position 12"),
        ("a(?i)b", "global flags not at the start of the expression at position 1"),
        ("(?i", "missing -, : or ) at position 3"),
        ("(?iz)", "unknown flag at position 3"),
        ("(?L)", "bad inline flags: cannot use 'L' flag with a str pattern at position 3"),
        ("(?-a:b)", "bad inline flags: cannot turn off flags 'a', 'u' and 'L' at position 4"),
        ("(?i-i:b)", "bad inline flags: flag turned on and off at position 5"),
        ("(?", "unexpected end of pattern at position 2"),
        ("(?(2)a)", "invalid group reference 2 at position 3"),
        ("(?(0)a)", "bad group number at position 3"),
        ("(?(1)a|b|c)", "conditional backref with more than two branches at position 8"),
        ("(?#", "missing ), unterminated comment at position 0"),
        ("(?<=(a)\\1)b", "cannot refer to group defined in the same lookbehind subpattern at position 9"),
        ("\\N{NO SUCH}", "undefined character name 'NO SUCH' at position 0"),
        ("\\Nx", "missing { at position 2"),
    ]  # fmt: skip
    TEXTS = ["", "aab", "abc ab é1 A\n", "a.*[\\", "A\u00e9\U0001f600A\0\08", "]-&|~", "aa—", "abbcd"]

    def test_the_spelling_means_what_was_written(self):
        for pattern in self.PATTERNS:
            spelled = re.compile(parse(pattern, 0).spelling)
            quiet = pattern.replace("[[", "[\\[").replace("--", "-\\-").replace("&&", "&").replace("||c", "|c")
            plain = re.compile(quiet.replace("~~", "~"))
            for text in self.TEXTS:
                with self.subTest(pattern=pattern, text=text):
                    found = [(match.span(), match.groups()) for match in spelled.finditer(text)]
                    self.assertEqual(found, [(match.span(), match.groups()) for match in plain.finditer(text)])
            self.assertEqual(spelled.groupindex, plain.groupindex)

    def test_messages(self):
        for pattern, message in self.ERRORS:
            with self.subTest(pattern=pattern):
                with self.assertRaises(PatternError) as caught:
                    parse(pattern, 0)
                self.assertEqual(str(caught.exception), message)

    @unittest.skipUnless((3, 12) <= sys.version_info < (3, 13), "the messages are those of CPython 3.12")
    def test_messages_are_those_of_the_host(self):
        for pattern, message in self.ERRORS:
            with self.subTest(pattern=pattern), self.assertRaises(re.error) as caught:
                re.compile(pattern)
            self.assertEqual(str(caught.exception), message)

    def test_what_some_pythons_lack(self):
        for pattern in ("a++b", "a*+", "a{2}+", "(?>a+)b"):
            with self.subTest(pattern=pattern):
                if sys.version_info >= (3, 11):
                    self.assertEqual(expression(pattern, 0).pattern, pattern)
                else:
                    with self.assertRaises(ValueError) as caught:
                        expression(pattern, 0)
                    self.assertIn("need Python 3.11 or later", str(caught.exception))

    def test_the_risk_counts_loops_that_share_a_text(self):
        cases = [("abc", 0), ("a+", 1), ("a+b+", 1), (".*x.*", 2), (".*.*.*", 3), ("a+@a+", 1), ("(?=.*a).*", 2)]
        for pattern, degree in cases:
            with self.subTest(pattern=pattern):
                self.assertEqual(judge(parse(pattern, 0)).degree, degree)


if __name__ == "__main__":
    unittest.main()
