"""What people write who come from other languages, and how ML says it."""

from __future__ import annotations

from typing import Dict, Sequence, Tuple

# By the word before the place where the parser stopped, and by the word at that place.
_AFTER: Dict[str, str] = {
    **dict.fromkeys(["let", "const", "var"], "a variable is assigned without a word before it: name = value;"),
    "def": "'def' is 'function' in ML",
    "new": "ML has no classes; an object is {key: value}",
    "not": "'not' is '!' in ML",
    "typeof": "typeof is a function: typeof(value)",
}
_AT: Dict[str, str] = {
    "and": "'and' is '&&' in ML",
    "or": "'or' is '||' in ML",
    "of": "'of' is 'in' in ML",
    "=>": "an arrow function begins with fn: fn(x) => value",
}
# By the word before the parentheses after which the parser found a block.
_BLOCKS: Dict[str, str] = {
    "catch": "'catch' is 'except' in ML",
    "function": "a function without a name is fn(x) => { ... }",
}
# By the token before and the one at that place.
_PAIRS: Dict[Tuple[str, str], str] = {
    ("else", "if"): "'else if' is 'elif' in ML",
    ("function", "("): "a function without a name is fn(x) => { ... }",
    ("+", "+"): "ML has no '++': name = name + 1;",
    ("*", "*"): "ML has no '**'; math.pow(x, y) is a power",
    ("/", "*"): "a comment begins with '//'",
    ("?", "?"): "ML has no '??': value == null ? other : value",
    ("==", "="): "'===' is '==' in ML",
    ("!=", "="): "'!==' is '!=' in ML",
    **{(sign, "="): f"ML has no '{sign}=': name = name {sign} value;" for sign in "+-*/%"},
}


def advice(tokens: Sequence[str], index: int) -> str:
    """Return advice for a text that cannot be read on from a token; "" if there is none.

    >>> advice(["let", "x", "=", "5", ";", ""], 1)
    'a variable is assigned without a word before it: name = value;'
    """
    before = tokens[index - 1] if index else ""
    found, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else ""
    if before == "-" and index > 1 and tokens[index - 2] == "-":
        return "ML has no '--': name = name - 1;"
    if found == "/" and after == "*":
        return _PAIRS[found, after]
    if found == "{" and before == ")":
        return _BLOCKS.get(_word_before(tokens, index - 1), "")
    if found == "=" and list(tokens[index - 3 : index - 1]) == ["for", "("]:
        return "a loop goes through an array: for (i in range(10)) { ... }"
    return _PAIRS.get((before, found)) or _AT.get(found) or _AFTER.get(before, "")


def _word_before(tokens: Sequence[str], index: int) -> str:
    """Return the token before the parenthesis that the one at *index* closes; "" if there is none."""
    depth = 0
    for at in range(index, 0, -1):
        depth += (tokens[at] == ")") - (tokens[at] == "(")
        if depth == 0:
            return tokens[at - 1]
    return ""
