from __future__ import annotations

import inspect
import pickle
import typing
import unittest
from typing import ClassVar, List, Optional

from mlpy_testkit.records import NamedTuple


class Point(NamedTuple):
    """A point."""

    x: int
    y: int = 0
    labels: Optional[List[str]] = None

    def __str__(self) -> str:
        return f"{self.x}|{self.y}"

    @property
    def doubled(self) -> int:
        return 2 * self.x


class StandardPoint(typing.NamedTuple):
    """A point."""

    x: int
    y: int = 0
    labels: Optional[List[str]] = None


class TestNamedTuple(unittest.TestCase):
    alike: ClassVar[List[str]] = ["__doc__", "__module__", "__slots__", "_fields", "_field_defaults"]

    def test_it_makes_what_typing_makes(self) -> None:
        for name in self.alike:
            with self.subTest(name):
                self.assertEqual(getattr(Point, name), getattr(StandardPoint, name))
        self.assertEqual(Point.__bases__, (tuple,))
        self.assertIs(type(Point), type)
        self.assertEqual(Point.__qualname__, "Point")
        self.assertEqual(typing.get_type_hints(Point), typing.get_type_hints(StandardPoint))

    def test_an_instance_is_a_named_tuple(self) -> None:
        point = Point(1, labels=["a"])
        self.assertEqual(point, (1, 0, ["a"]))
        self.assertEqual(repr(point), "Point(x=1, y=0, labels=['a'])")
        self.assertEqual(point._replace(y=3)._asdict(), {"x": 1, "y": 3, "labels": ["a"]})
        self.assertEqual(pickle.loads(pickle.dumps(point)), point)
        with self.assertRaises(AttributeError):
            point.x = 2
        with self.assertRaises(TypeError):
            Point()

    def test_methods_and_properties_belong_to_it(self) -> None:
        self.assertEqual(str(Point(1, 2)), "1|2")
        self.assertEqual(Point(4).doubled, 8)

    def test_its_signature_has_types_and_defaults(self) -> None:
        parameters = inspect.signature(Point).parameters
        self.assertEqual(parameters["x"].annotation, "int")
        self.assertEqual(parameters["y"].default, 0)


if __name__ == "__main__":
    unittest.main()
