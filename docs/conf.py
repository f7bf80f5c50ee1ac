"""How Sphinx builds the documentation: ``sphinx-build -W docs docs/_build/html``."""

import configparser
import re
import sys
from pathlib import Path

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_metadata = configparser.ConfigParser()
_metadata.read(ROOT / "setup.cfg", encoding="utf-8")

project = "mlpy-testkit"
author = "the mlpy_testkit authors"
copyright = "2026, the mlpy_testkit authors"
version = release = _metadata["metadata"]["version"]

extensions = ["sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
nitpicky = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_type_aliases = {"Engine": "mlpy_testkit.engine.Engine"}  # there are two, and names alone do not tell them apart

html_theme = "alabaster"
html_theme_options = {"description": "Test ML with nothing but Python"}


class MLLexer(RegexLexer):
    """Colours for ML; ``//`` after a value is floor division, at any other place a comment."""

    name = "ML"
    aliases = ["ml"]
    tokens = {
        "root": [
            (r"\s+", Text),
            (r"//.*$", Comment.Single),
            (r'"(\\.|[^"\\])*"|' + r"'(\\.|[^'\\])*'", String, "operand"),
            (words(("true", "false", "null", "undefined"), suffix=r"\b"), Keyword.Constant, "operand"),
            (
                words(
                    ("function", "fn", "if", "elif", "else", "while", "for", "in", "return", "break",
                     "continue", "throw", "try", "except", "finally", "import", "as", "nonlocal",
                     "capability", "resource", "allow"),
                    suffix=r"\b",
                ),
                Keyword,
            ),
            (r"\d+\.?\d*([eE][+-]?\d+)?", Number, "operand"),
            (r"[A-Za-z_]\w*", Name, "operand"),
            (r"[)\]]", Punctuation, "operand"),
            (r"[{}(\[,;:.?]", Punctuation),
            (r"[-+*/%!=<>&|]+", Operator),
            (r".", Text),
        ],
        "operand": [
            (r"[ \t]+", Text),
            (r"//", Operator, "#pop"),
            (r"", Text, "#pop"),
        ],
    }


USE = re.compile(r"(?:with |await |\w+ = |\w+ = await )?self\.|class \w+\(")


def mark_code(app, what, name, thing, options, lines):
    """In a docstring a paragraph that is indented, or uses an assertion, is code: say so in the way Sphinx wants it."""
    inside = False
    for at, line in enumerate(lines):
        starts = at > 0 and not lines[at - 1].strip()
        inside = bool(line.strip()) and (inside or (starts and USE.match(line) is not None))
        if inside:
            lines[at] = "    " + line
    marked, before = [], ""
    for line, previous in zip(lines, ["", *lines]):
        starts = line.startswith("    ") and not previous.strip()
        if starts and before and not before.startswith((" ", ">>>")):
            marked += ["::", ""]
        marked.append(line)
        before = line if line.strip() else before
    lines[:] = marked


def setup(app):
    """Make the colours and the docstrings known."""
    app.add_lexer("ml", MLLexer)
    app.connect("autodoc-process-docstring", mark_code)
