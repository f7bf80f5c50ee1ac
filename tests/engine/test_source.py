"""Texts with a name: positions and excerpts."""

import unittest

from mlpy_testkit.engine.source import Source, Span, printable


class Positions(unittest.TestCase):
    def test_offsets_and_positions_are_each_others_inverse(self):
        source = Source("a.ml", "ab\n\ncd\n")
        expected = [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2), (3, 3), (4, 1)]
        for offset, position in enumerate(expected):
            with self.subTest(offset=offset):
                self.assertEqual(source.position(offset), position)
                self.assertEqual(source.offset(*position), offset)

    def test_an_empty_text_has_one_line(self):
        source = Source("a.ml", "")
        self.assertEqual(source.line_starts, [0])
        self.assertEqual(source.position(0), (1, 1))
        self.assertEqual(source.line(1), "")

    def test_an_offset_is_cut_to_what_exists(self):
        source = Source("a.ml", "ab\ncd")
        self.assertEqual(source.offset(9, 1), 3)
        self.assertEqual(source.offset(2, 99), 5)
        self.assertEqual(source.offset(0, 0), 0)

    def test_only_newlines_end_a_line(self):
        source = Source("a.ml", "a\rb\fc\u2028d\ne")
        self.assertEqual(len(source.line_starts), 2)
        self.assertEqual(source.position(8), (2, 1))

    def test_a_carriage_return_is_no_part_of_the_line(self):
        source = Source("a.ml", "ab\r\ncd\r\n")
        self.assertEqual([source.line(number) for number in (1, 2, 3)], ["ab", "cd", ""])

    def test_columns_count_characters_whatever_their_width(self):
        self.assertEqual(Source("a.ml", 'x = "é😀" + y').position(11), (1, 12))


class Excerpts(unittest.TestCase):
    def excerpt(self, text: str, start: int, end: int) -> "list[str]":
        return Source("a.ml", text).excerpt(Span(start, end)).split("\n")

    def test_carets_stand_below_the_span(self):
        self.assertEqual(self.excerpt("x = abc;", 4, 7), ["    x = abc;", "        ^^^"])

    def test_a_span_over_several_lines_shows_its_first(self):
        self.assertEqual(self.excerpt("a = [1,\n2];", 4, 10), ["    a = [1,", "        ^^^"])

    def test_an_empty_span_has_one_caret(self):
        self.assertEqual(self.excerpt("abc", 3, 3), ["    abc", "       ^"])

    def test_tabs_count_as_one_blank(self):
        self.assertEqual(self.excerpt("\tx = y;", 5, 6), ["     x = y;", "         ^"])

    def test_a_long_line_is_cut_around_the_span(self):
        text, carets = self.excerpt("a" * 500 + "HERE" + "b" * 500, 500, 504)
        self.assertLessEqual(len(text), 104)
        at = carets.index("^")
        self.assertEqual(text[at : at + carets.count("^")], "HERE")

    def test_a_long_span_ends_with_the_excerpt(self):
        text, carets = self.excerpt("a" * 500, 10, 490)
        self.assertLessEqual(len(carets), len(text))

    def test_control_characters_are_made_visible(self):
        self.assertEqual(printable("a\x00\tb\x1b"), "a? b?")
        self.assertEqual(printable("plain é"), "plain é")


if __name__ == "__main__":
    unittest.main()
