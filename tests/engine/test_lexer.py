"""Text to tokens."""

import unittest
from typing import List, Tuple

from mlpy_testkit.engine.lexer import BAD, END, NAME, NUMBER, STRING, Lexer


def tokens(text: str) -> List[Tuple[str, str]]:
    """Return the kinds and texts of all tokens but the last."""
    lexer = Lexer(text)
    assert lexer.kinds[-1] is END
    return [(kind, text[start:end]) for kind, start, end in zip(lexer.kinds, lexer.starts, lexer.ends)][:-1]


class Tokens(unittest.TestCase):
    def single(self, kind: str, *texts: str) -> None:
        for text in texts:
            with self.subTest(text=text):
                self.assertEqual(tokens(text), [(kind, text)])

    def test_names(self):
        self.single(NAME, "a", "_", "a1_B2", "__x", "if", "fn", "true")

    def test_numbers(self):
        self.single(NUMBER, "0", "007", "3.14", ".5", "5.", "1e3", "1.5E-3", "1.e2", ".5e+7", "1e400")

    def test_strings(self):
        self.single(
            STRING,
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
        for text in [
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
        ]:
            self.single(text, text)

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
                self.assertEqual([token for _, token in tokens(text)], expected)

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
                self.assertEqual([token for _, token in tokens(text)], expected)

    def test_white_space_separates_and_is_no_token(self):
        self.assertEqual([token for _, token in tokens(" a\tb\rc\fd\ne ")], list("abcde"))

    def test_positions(self):
        lexer = Lexer("  ab\n  'c' ")
        self.assertEqual((lexer.starts, lexer.ends), ([2, 7, 11], [4, 10, 11]))

    def test_illegal_characters(self):
        for character in "&|^~@#$`\\é\u00a0\u2028\v\ufeff\x00":
            with self.subTest(character=character):
                self.assertEqual(tokens(f"a{character}b"), [(NAME, "a"), (BAD, character), (NAME, "b")])

    def test_an_unterminated_string_is_illegal_at_its_quote(self):
        for text in ('"abc', "'abc", r'"a\"', '"a\\\nb"'):
            with self.subTest(text=text):
                self.assertEqual(tokens(text)[0], (BAD, text[0]))


class Slashes(unittest.TestCase):
    def test_a_comment_where_no_operand_ended(self):
        self.assertEqual(tokens("// all\n; // more"), [(";", ";")])
        self.assertEqual(tokens("a + // c\n b"), [(NAME, "a"), ("+", "+"), (NAME, "b")])

    def test_the_lexer_stops_after_what_may_be_a_division(self):
        for before in ("a", "1", "'s'", ")", "]", "}"):
            with self.subTest(before=before):
                self.assertEqual([kind for kind, _ in tokens(f"{before} // b c")][1:], ["//"])

    def test_divide_goes_on_behind_the_slashes(self):
        lexer = Lexer("a // b")
        lexer.divide(1)
        self.assertEqual(lexer.kinds, [NAME, "//", NAME, END])

    def test_comment_goes_on_with_the_next_line(self):
        lexer = Lexer("a // b\n c")
        lexer.comment(1)
        self.assertEqual(lexer.kinds, [NAME, NAME, END])
        self.assertEqual(lexer.starts[1], 8)

    def test_a_comment_may_end_the_text(self):
        lexer = Lexer("a // b")
        lexer.comment(1)
        self.assertEqual(lexer.kinds, [NAME, END])

    def test_rewind_reads_a_token_and_all_behind_it_anew(self):
        lexer = Lexer("a // b\n c")
        lexer.comment(1)
        lexer.rewind(0)
        self.assertEqual(lexer.kinds, [NAME, "//", END])


if __name__ == "__main__":
    unittest.main()
