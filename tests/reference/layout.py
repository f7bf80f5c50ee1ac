"""Tokens of ML programs: from templates, to texts with odd white space and comments, and changed at random.

Where a comment may stand depends on the grammar: after a complete operand ``//`` is floor division.
``loose_places`` finds the tokens that look like the end of an operand and are none.
"""

from __future__ import annotations

import random
import re
from typing import List, Optional, Sequence, Union

Tokens = List[str]
Part = Union[str, Sequence[str]]

COMMENTS = ("note", "", " x = 1;", " it's", ' "', " } ) ]", " a // b", " é😀", " /* no */", "\t", " if (", " 1 + 2")
OPERATORS = (
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "==",
    "!=",
    "<",
    ">",
    "<=",
    ">=",
    "&&",
    "||",
    "!",
    "?",
    ":",
    "=",
    "=>",
    ",",
    ";",
    ".",
    "(",
    "[",
    "{",
)
STATEMENT_WORDS = (
    "if",
    "while",
    "for",
    "function",
    "return",
    "throw",
    "try",
    "break",
    "continue",
    "nonlocal",
    "import",
    "capability",
)
FOLLOWING_WORDS = ("elif", "else", "except", "finally")
TOKEN = re.compile(
    r"""\s*("(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? | \w+
         | // | [=!<>]=|=>|&&|\|\| | .)""",
    re.VERBOSE | re.DOTALL,
)


def code(template: str, *parts: Part) -> Tokens:
    """Return the tokens of an ML text in which ``@`` stands for the next of the *parts*.

    >>> code("if (@) { @ = 1; }", ["a", "<", "b"], "c")
    ['if', '(', 'a', '<', 'b', ')', '{', 'c', '=', '1', ';', '}']
    """
    remaining = iter(parts)
    tokens: Tokens = []
    for token in TOKEN.findall(template.strip()):
        if token != "@":
            tokens.append(token)
            continue
        part = next(remaining)
        tokens += [part] if isinstance(part, str) else part
    return tokens


def commas(groups: Sequence[Part]) -> Tokens:
    """Return the groups with commas between them."""
    tokens: Tokens = []
    for number, group in enumerate(groups):
        tokens += [","] if number else []
        tokens += [group] if isinstance(group, str) else group
    return tokens


class _Brackets:
    """An open bracket: what it belongs to, and whether its end is the end of an operand."""

    def __init__(self, kind: str, loose: bool = False) -> None:
        self.kind = kind
        self.loose = loose


def loose_places(tokens: Sequence[str]) -> List[bool]:
    """Tell for each token of a valid program whether a comment may follow it."""
    loose = [token in OPERATORS for token in tokens]
    stack = [_Brackets("block")]
    starting = True  # whether the next token begins a statement
    listing = False  # whether names of a nonlocal statement, a pattern or a head follow
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else ";"
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        inside = stack[-1].kind
        start, starting = starting, False
        if token == "(":
            stack.append(_head(tokens, place))
        elif token == "[":
            stack.append(_Brackets("pattern" if start and _is_pattern(tokens, place) else "array"))
        elif token == "{":
            block = loose[place - 1] and before in (")", "else", "try", "finally", "except") if place else False
            kind = "block" if block else "pattern" if start else "object"
            stack.append(_Brackets(kind, loose=block))
            starting = block
        elif token in (")", "]", "}"):
            loose[place] = stack.pop().loose if len(stack) > 1 else False
            starting = loose[place] and token == "}"
        elif token == ";":
            starting, listing = True, False
        elif before == ".":
            pass
        elif start and (token in STATEMENT_WORDS or (token in FOLLOWING_WORDS and after in ("(", "{"))):
            loose[place] = True
            listing = token == "nonlocal"
        elif token == "fn" or listing or inside == "head":
            loose[place] = token not in OPERATORS or loose[place]
        elif inside == "pattern":
            loose[place] = before != "[" or loose[place]
        elif inside == "for" and (before == "(" or (token == "in" and tokens[place - 2] == "(")):
            loose[place] = True
        elif inside == "object" and before in ("{", ",") and after == ":":
            loose[place] = not (before == "{" and place > 1 and tokens[place - 2] == "=>")
        elif before == "function" and loose[place - 1]:
            loose[place] = True
    return loose


def _head(tokens: Sequence[str], place: int) -> _Brackets:
    """Return the kind of the round bracket at *place*."""
    before = tokens[place - 1] if place else ""
    earlier = tokens[place - 2] if place > 1 else ""
    if earlier == ".":
        return _Brackets("call")
    if before in ("fn", "except") or earlier == "function":
        return _Brackets("head", loose=True)
    if before == "for":
        return _Brackets("for", loose=True)
    return _Brackets("call", loose=before in ("if", "elif", "while"))


def _is_pattern(tokens: Sequence[str], place: int) -> bool:
    end = tokens.index("]", place) if "]" in tokens[place:] else len(tokens) - 1
    names = tokens[place + 1 : end : 2]
    between = tokens[place + 2 : end : 2]
    return (
        end + 1 < len(tokens)
        and tokens[end + 1] == "="
        and all(token == "," for token in between)
        and all(name.isidentifier() for name in names)
    )


def must_part(left: str, right: str) -> bool:
    """Tell whether two tokens would become something else without white space between them."""
    if left[0] in "\"'" or right[0] in "\"'":
        return False
    word_left = left[-1].isalnum() or left[-1] == "_"
    word_right = right[0].isalnum() or right[0] == "_"
    number = re.match(r"[+-]?\.?\d", left) is not None
    if (word_left and word_right) or (number and (right[0] == "." or (word_right and left[-1] == "."))):
        return True
    if word_left and re.match(r"\.\d", right):
        return True
    joined = left[-1] + right[0]
    return joined in ("//", "==", "=>", "<=", ">=", "!=", "&&", "||") and not (number or word_left)


def layout(
    tokens: Sequence[str], source: random.Random, style: Optional[str] = None, loose: Optional[Sequence[bool]] = None
) -> str:
    """Return a text of the tokens with random white space and, where *loose* says so, comments."""
    style = style or source.choice(("plain", "plain", "dense", "airy", "comments"))
    if loose is None:
        loose = loose_places(tokens)
    parts: List[str] = []
    for place, token in enumerate(tokens):
        last = tokens[place - 1] if place else ""
        gap = ""
        if style == "plain" and last:
            gap = "\n" if last in (";", "{") or (last == "}" and loose[place - 1]) else " "
        elif style == "airy":
            gap = source.choice((" ", "  ", "\n", "\t", "", "\r\n", " \f", ""))
        elif style == "comments" and last:
            gap = source.choice((" ", "", "\n"))
            if loose[place - 1] and source.random() < 0.12:
                gap = " //" + source.choice(COMMENTS) + "\n" + gap
        if last and not gap and must_part(last, token):
            gap = " "
        parts += [gap, token]
    return "".join(parts) + ("\n" if source.random() < 0.5 else "")


# Texts for the parsers alone: close to programs, but mostly wrong

SPARE = (
    *OPERATORS,
    *STATEMENT_WORDS,
    *FOLLOWING_WORDS,
    ")",
    "]",
    "}",
    "fn",
    "in",
    "as",
    "resource",
    "allow",
    "read",
    "true",
    "false",
    "null",
    "undefined",
    "None",
    "x",
    "a1",
    "_",
    "1",
    "2.5",
    ".5",
    "1.",
    "-1",
    "+5",
    "1e5",
    "1e",
    '"s"',
    "@",
    "&",
    "|",
    "**",
    "++",
    "===",
    "$",
    "#",
    "\\",
    "\v",
    "\ufeff",
    "é",
    "\u00a0",
    "'",
    '"',
)
ALIKE = (
    OPERATORS,
    (
        "x",
        "in",
        "as",
        "fn",
        "true",
        "false",
        "null",
        "resource",
        "allow",
        "read",
        "undefined",
        "None",
        "class",
        *STATEMENT_WORDS,
        *FOLLOWING_WORDS,
    ),
    (
        "1",
        "2.5",
        ".5",
        "-1",
        "+5",
        "1e5",
        "5.",
        "007",
        '"s"',
        "'t'",
        "true",
        "x",
        "(1)",
        "[]",
        "{}",
        "[x]",
        "{a: 1}",
        "fn() => 1",
        "fn() => {}",
        "fn(q) => {q;}",
        'fn() => {"k": 1}',
        "fn() => {if: 1}",
        "f()",
        "o.x",
        "a[1:]",
    ),
)
ADDED = (
    "!",
    "-",
    "(",
    ")",
    ": int",
    ", x",
    ".y",
    "[0]",
    "[:]",
    "()",
    "+ 1",
    "? 1 : 2",
    ";",
    "x;",
    "{}",
    "[x];",
    "break;",
    "return;",
    "try {}",
    "= 1",
    "// 2",
    "finally {}",
    "except {}",
    "else {}",
    "elif (x) {}",
    "throw {};",
    "(a)",
    "[a, b] =",
    "{a, b} =",
    "[a, b];",
    "import a.b as c;",
    "nonlocal q;",
    "for (q in x) {}",
)


def mutate(tokens: Tokens, source: random.Random) -> None:
    """Change *tokens* at one place, mostly so that the text still looks sensible there."""
    place = source.randrange(len(tokens)) if tokens else 0
    roll = source.random()
    if roll < 0.4 and tokens:
        groups = [group for group in ALIKE if tokens[place] in group]
        if not groups and tokens[place] not in ")]}":
            groups = [ALIKE[1], ALIKE[2], ALIKE[2]]
        tokens[place] = source.choice(source.choice(groups or [SPARE]))
    elif roll < 0.65:
        tokens[place:place] = code(source.choice(ADDED))
    elif roll < 0.75 and tokens:
        del tokens[place]
    elif roll < 0.85:
        tokens.insert(place, source.choice(SPARE))
    elif roll < 0.9 and tokens:
        tokens.insert(place, tokens[place])
    elif len(tokens) > 1:
        other = source.randrange(len(tokens))
        tokens[place], tokens[other] = tokens[other], tokens[place]


def excerpt(tokens: Tokens, source: random.Random) -> Tokens:
    """Return one to three neighbouring statements of a program."""
    loose = loose_places(tokens)
    depth, ends = 0, [0]
    for place, token in enumerate(tokens):
        depth += (token in ("(", "[", "{")) - (token in (")", "]", "}"))
        if depth == 0 and (token == ";" or (token == "}" and loose[place])):
            ends.append(place + 1)
    first = source.randrange(max(1, len(ends) - 1))
    return tokens[ends[first] : ends[min(len(ends) - 1, first + source.randint(1, 3))]]


def capability(source: random.Random) -> Tokens:
    """Return a capability declaration or an import."""
    if source.random() < 0.4:
        return code(source.choice(("import math;", "import a.b;", "import json as j;", "import nosuch.sub as s;")))
    items = (
        'resource "data/*";',
        "allow read;",
        'allow write "x";',
        "allow execute;",
        'allow network "a.b";',
        "allow system;",
    )
    chosen = [source.choice(items) for _ in range(source.randint(0, 3))]
    return code("capability store { " + " ".join(chosen) + " }")


def mutated(tokens: Tokens, source: random.Random) -> str:
    """Return a text of a few statements of a program, changed at some places."""
    tokens = excerpt(tokens, source)
    if source.random() < 0.15:
        tokens = [*capability(source), *tokens]
    loose: Optional[List[bool]] = loose_places(tokens)
    style = source.choice(("plain", "dense", "airy", "comments"))
    for _ in range(source.choice((0, 1, 1, 1, 1, 2, 3))):
        mutate(tokens, source)
        loose = [True] * len(tokens) if source.random() < 0.5 else [token in OPERATORS for token in tokens]
    return layout(tokens, source, style, loose)


def soup(source: random.Random) -> str:
    """Return a short random sequence of tokens."""
    tokens = [source.choice(SPARE) for _ in range(source.randint(1, 8))]
    return layout(tokens, source, None, [True] * len(tokens))
