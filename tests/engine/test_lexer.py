"""Text to tokens."""

import time
import unittest
from typing import List

from mlpy_testkit.engine.lexer import BAD, END, QUOTES, Lexer, is_number


def tokens(text: str) -> List[str]:
    """Return all tokens but the last."""
    lexer = Lexer(text)
    assert lexer.tokens[-1] == END
    return lexer.tokens[:-1]


def kind(token: str) -> str:
    """Return what a token is, as the parser tells it."""
    if token.isidentifier():
        return "name"
    return "string" if token[:1] in QUOTES else "number" if is_number(token) else "operator"


class Tokens(unittest.TestCase):
    def single(self, expected: str, *texts: str) -> None:
        for text in texts:
            with self.subTest(text=text):
                self.assertEqual(tokens(text), [text])
                self.assertEqual(kind(text), expected)

    def test_names(self):
        self.single("name", "a", "_", "a1_B2", "__x", "if", "fn", "true")

    def test_numbers(self):
        self.single("number", "0", "007", "3.14", ".5", "5.", "1e3", "1.5E-3", "1.e2", ".5e+7", "1e400")

    def test_strings(self):
        self.single(
            "string",
            '""',
            "''",
            '"it\'s"',
            "'a\"b'",
            r'"a\"b"',
            r"'it\'s'",
            r'"\\"',
            '"two\nlines"',
            '"a\tb"',
            '"// no comment"',
            '"é😀"',
            '"\\\r"',
        )

    def test_operators_and_punctuation(self):
        self.single(
            "operator",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ";",
            ":",
            ".",
            "?",
            "+",
            "-",
            "*",
            "/",
            "%",
            "!",
            "==",
            "!=",
            "<",
            ">",
            "<=",
            ">=",
            "&&",
            "||",
            "=",
            "=>",
        )

    def test_the_longest_token_is_taken(self):
        for text, expected in [
            ("!==", ["!=", "="]),
            ("===", ["==", "="]),
            ("=>=", ["=>", "="]),
            ("<==", ["<=", "="]),
            ("**", ["*", "*"]),
            ("--", ["-", "-"]),
            ("+=", ["+", "="]),
            ("...", [".", ".", "."]),
            ("?.x", ["?", ".", "x"]),
            ("&&&&", ["&&", "&&"]),
        ]:
            with self.subTest(text=text):
                self.assertEqual(tokens(text), expected)

    def test_numbers_end_where_they_cannot_go_on(self):
        for text, expected in [
            ("1.2.3", ["1.2", ".3"]),
            ("12abc", ["12", "abc"]),
            ("0x1F", ["0", "x1F"]),
            ("1_000", ["1", "_000"]),
            ("1e", ["1", "e"]),
            ("1e+", ["1", "e", "+"]),
            ("1.upper", ["1.", "upper"]),
        ]:
            with self.subTest(text=text):
                self.assertEqual(tokens(text), expected)

    def test_white_space_separates_and_is_no_token(self):
        self.assertEqual(tokens(" a\tb\rc\fd\ne "), list("abcde"))

    def test_positions(self):
        lexer = Lexer("  ab\n  'c' ")
        self.assertEqual((lexer.tokens, lexer.starts), (["ab", "'c'", END], [2, 7, 11]))

    def test_illegal_characters(self):
        for character in "&|^~@#$`\\é\u00a0\u2028\v\ufeff\x00":
            with self.subTest(character=character):
                lexer = Lexer(f"a {character} b // c")
                self.assertEqual((lexer.tokens, lexer.starts[:2]), (["a", BAD, END], [0, 2]))

    def test_an_unterminated_string_is_illegal_at_its_quote(self):
        for text in ('"abc', "'abc", r'"a\"', '"a\\\nb"'):
            with self.subTest(text=text):
                self.assertEqual(tokens(f"a {text}"), ["a", BAD])

    def test_slashes_in_a_string_are_text(self):
        for text in ('"//"', "'a // b'", "'//\n// \"'", r"'\'//'", "'\"//'", "'//' '//'", "'//'// c"):
            with self.subTest(text=text):
                self.assertEqual("".join(tokens(f"x + {text}")), "x+" + text.replace("' '", "''").replace(" c", ""))

    def test_a_string_with_slashes_and_without_end_is_illegal(self):
        self.assertEqual(tokens("a; '// b\n c; // d"), ["a", ";", BAD])

    def test_time_grows_with_the_length_of_the_text_only(self):
        count = 100_000
        for text in (
            '"' + '\\"' * count,
            "\"\\'" * count,
            "'//" * count,
            "a;//'\n" * count,
            "'//';" * count,
            '"' * count,
            "&" * count,
            " " * count + "// ",
            "//\n" * count,
        ):
            with self.subTest(text=text[:8]):
                start = time.process_time()
                Lexer(text)
                self.assertLess(time.process_time() - start, 5)  # some hundredths; hours if each end is looked for


class Slashes(unittest.TestCase):
    def test_a_comment_where_no_operand_ended(self):
        self.assertEqual(tokens("// all\n; // more"), [";"])
        self.assertEqual(tokens("a + // c\n b"), ["a", "+", "b"])

    def test_the_lexer_stops_after_what_may_be_a_division(self):
        for before in ("a", "1", "'s'", ")", "]", "}"):
            with self.subTest(before=before):
                self.assertEqual(tokens(f"{before} // b c")[1:], ["//"])

    def test_divide_goes_on_behind_the_slashes(self):
        lexer = Lexer("a // b")
        lexer.divide(1)
        self.assertEqual(lexer.tokens, ["a", "//", "b", END])

    def test_comment_goes_on_with_the_next_line(self):
        lexer = Lexer("a // b\n c")
        lexer.comment(1)
        self.assertEqual(lexer.tokens, ["a", "c", END])
        self.assertEqual(lexer.starts[1], 8)

    def test_a_comment_may_end_the_text(self):
        lexer = Lexer("a // b")
        lexer.comment(1)
        self.assertEqual(lexer.tokens, ["a", END])

    def test_rewind_reads_a_token_and_all_behind_it_anew(self):
        lexer = Lexer("a // b\n c")
        lexer.comment(1)
        lexer.rewind(0)
        self.assertEqual(lexer.tokens, ["a", "//", END])


if __name__ == "__main__":
    unittest.main()
