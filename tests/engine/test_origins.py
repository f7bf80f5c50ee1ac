"""Where a value comes from: modules behind names, and what mlpy refuses to call."""

import unittest

from mlpy_testkit.engine.nodes import Assign, Import, Name
from mlpy_testkit.engine.origins import Origins
from mlpy_testkit.engine.parser import Parser
from mlpy_testkit.engine.scopes import MODULE
from mlpy_testkit.engine.source import Source


class Following(unittest.TestCase):
    """The questions are about ``x``, or about what it is given last."""

    def look(self, text, in_module=False):
        """Return what is known of a text, the value that ``x`` is given last, and the scope of the module."""
        parser = Parser(Source("a.ml", text))
        module = parser.parse()
        scopes = parser.resolve()
        imported = {part.path[0]: part.path[0] for part in module.body if type(part) is Import}
        value = [part.value for part in module.body if type(part) is Assign and part.target.name == "x"][-1]
        return Origins(scopes, imported, in_module), value, scopes[MODULE]

    def test_modules(self):
        for text, name, in_ml in (
            ("import math; x = math;", "math", False),
            ("import mine; x = mine;", "mine", True),
            ("import mine; m = mine; x = m;", "mine", True),
            ("mine = 1; x = mine;", "", False),
            ("x = 5;", "", False),
        ):
            origins, value, scope = self.look(text)
            found = origins.module_of(value, scope), origins.is_ml_module(value, scope)
            self.assertEqual(found, (name, in_ml), text)

    def test_functions_of_the_text_are_refused_in_a_module_alone(self):
        for text in ("x = fn() => 1;", "function f() { } x = f;", "function f() { return fn() => 1; } x = f();"):
            for in_module in (False, True):
                origins, value, scope = self.look(text, in_module)
                self.assertIs(origins.is_refused(value, scope), in_module, text)

    def test_methods(self):
        for text, refused in (
            ("a = []; x = a.append;", True),
            ('x = "a".upper;', False),
            ("o = {append: 1}; x = o.append;", False),
            ("a = []; x = [1, a.append][1];", True),
            ("a = []; x = true ? null : a.append;", True),
            ("a = []; x = a.nosuch;", False),
        ):
            origins, value, scope = self.look(text)
            self.assertIs(origins.is_refused(value, scope), refused, text)

    def test_names_in_a_circle_end(self):
        origins, _, scope = self.look("a = b; b = a; x = a;")
        self.assertFalse(origins.is_refused(Name(0, 1, "a"), scope))


if __name__ == "__main__":
    unittest.main()
