"""Tokens to nodes: recursive descent, one method a construct.

Words are keywords only where the grammar can use them; everywhere else the same letters are a
name. Wherever a token is wanted that no operand can start or end, a ``//`` found there is a
comment. Depth is counted in one place (``_deeper``), so that nesting ends in a clear error.
"""

from __future__ import annotations

from typing import Any, Callable, ClassVar, Dict, List, NoReturn, Optional, Tuple

from .errors import MLLimitError, MLSyntaxError
from .lexer import BAD, END, NAME, NUMBER, STRING, Lexer
from .nodes import (
    Array,
    Arrow,
    Assign,
    Binary,
    Break,
    Call,
    Capability,
    Constant,
    Continue,
    Evaluate,
    Expression,
    For,
    Function,
    Handler,
    Identifier,
    If,
    Import,
    Index,
    Logical,
    Member,
    Module,
    Name,
    Nonlocal,
    Object,
    Permission,
    Return,
    Slice,
    Statement,
    String,
    Ternary,
    Throw,
    Try,
    Unary,
    UnpackArray,
    UnpackObject,
    While,
)
from .source import Source, Span

NESTING = 100  # brackets, blocks and unary operators inside each other
CHAIN = 300  # operators, members or ``elif`` in one row

LITERALS = {"true": True, "false": False, "null": None, "undefined": None}
PERMISSIONS = frozenset(["read", "write", "execute", "network", "system"])
_LEVELS = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 4,
    ">": 4,
    "<=": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "//": 6,
    "%": 6,
}
_STATEMENT_WORDS = frozenset(
    ["if", "while", "for", "function", "return", "throw", "try", "break", "continue", "nonlocal"]
)
_TOP_WORDS = ("import", "capability")


class Parser:
    """Parses one text.

    With ``session`` the last ``;`` may be missing, as at an interactive prompt.
    """

    def __init__(self, source: Source, session: bool = False) -> None:
        self._source = source
        self._text = source.text
        self._session = session
        self._lexer = Lexer(source.text)
        self._kinds = self._lexer.kinds
        self._starts = self._lexer.starts
        self._ends = self._lexer.ends
        self._index = 0
        self._depth = 0
        self._comments = 0
        self._division = -1
        self._may_misplace = any(word in source.text for word in _TOP_WORDS)

    def parse(self) -> Module:
        """Return the whole text as a module, or raise ``MLSyntaxError``."""
        body: List[Statement] = []
        while True:
            self._skip_comments()
            if self._kinds[self._index] is END:
                return Module(0, len(self._text), tuple(body))
            word = self._word()
            if word == "import":
                body.append(self._parse_import())
            elif word == "capability":
                body.append(self._parse_capability())
            else:
                body.append(self._parse_statement())

    # -- tokens -------------------------------------------------------------------------------

    def _word(self) -> str:
        """Return the current token if it is a word, else an empty text."""
        index = self._index
        return self._text[self._starts[index] : self._ends[index]] if self._kinds[index] is NAME else ""

    def _skip_comments(self) -> None:
        """Read every ``//`` at this place as a comment: no operator can stand here."""
        while self._kinds[self._index] == "//":
            self._lexer.comment(self._index)
            self._comments += 1

    def _kind(self) -> str:
        """Return the kind of the current token where no operator can stand."""
        kind = self._kinds[self._index]
        if kind == "//":
            self._skip_comments()
            kind = self._kinds[self._index]
        return kind

    def _accept(self, kind: str) -> bool:
        if self._kind() == kind:
            self._index += 1
            return True
        return False

    def _accept_word(self, word: str) -> bool:
        if self._kind() is NAME and self._word() == word:
            self._index += 1
            return True
        return False

    def _expect(self, kind: str) -> int:
        """Step over a token of a kind and return where it ends."""
        index = self._index
        if self._kinds[index] != kind and self._kind() != kind:
            self._fail(f"expected {kind!r}, found {self._found()}")
        self._index = index + 1
        return self._ends[index]

    def _expect_semicolon(self) -> int:
        index = self._index
        if self._kinds[index] == ";":
            self._index = index + 1
            return self._ends[index]
        if self._kinds[index] is END and self._session and self._depth == 0:
            return self._ends[index - 1]
        self._fail(f"expected ';', found {self._found()}")

    def _identifier(self, what: str) -> Identifier:
        """Step over a name that is bound here."""
        if self._kind() is not NAME:
            self._fail(f"expected {what}, found {self._found()}")
        index = self._index
        name = self._word()
        if name == "fn" or name in LITERALS:
            self._fail(f"{name!r} cannot be used as {what}")
        self._index = index + 1
        return Identifier(self._starts[index], self._ends[index], name)

    def _found(self) -> str:
        index = self._index
        kind = self._kinds[index]
        if kind is END:
            return "the end of the text"
        text = self._text[self._starts[index] : self._ends[index]]
        return repr(text if len(text) <= 40 else text[:37] + "...")

    def _fail(self, message: str) -> NoReturn:
        index = self._index
        start, end = self._starts[index], max(self._ends[index], self._starts[index] + 1)
        if self._kinds[index] is BAD:
            character = self._text[start]
            message = "unterminated string" if character in "\"'" else f"illegal character {character!a}"
            if character in "\"'" and "\\\n" in self._text[start:]:
                message = "unterminated string or a backslash before the end of a line"
        hint = ""
        if self._division >= 0 and "\n" not in self._text[self._division : start]:
            hint = "'//' after a value is floor division, not a comment"
        if self._kinds[index] is END and index:
            start, end = self._ends[index - 1] - 1, self._ends[index - 1]
        error = MLSyntaxError(message, self._source, Span(start, end), hint=hint)
        error.incomplete = self._kinds[index] is END
        raise error

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > NESTING:
            self._too_much(f"more than {NESTING} levels inside each other")

    def _too_much(self, message: str) -> NoReturn:
        index = self._index
        span = Span(self._starts[index], max(self._ends[index], self._starts[index] + 1))
        raise MLLimitError(message, self._source, span, limit="nesting")

    # -- statements ---------------------------------------------------------------------------

    def _parse_statement(self) -> Statement:
        index = self._index
        kind = self._kinds[index]
        start = self._starts[index]
        if kind is NAME:
            method = self._statements.get(self._text[start : self._ends[index]])
            if method is not None:
                self._index = index + 1
                return method(self, start)
        elif kind == "[":
            pattern = self._try_array_pattern(start)
            if pattern is not None:
                return pattern
        elif kind == "{":
            if self._at_object_pattern():
                return self._parse_object_pattern(start)
        expression = self._parse_expression()
        if self._kinds[self._index] == "=":
            if not isinstance(expression, (Name, Member, Index, Slice)) or expression.start != start:
                self._fail("only a name, a member or an element can be assigned")
            self._index += 1
            value = self._parse_expression()
            return Assign(start, self._expect_semicolon(), expression, value)
        return Evaluate(start, self._expect_semicolon(), expression)

    def _parse_block(self) -> Tuple[Statement, ...]:
        self._expect("{")
        self._deeper()
        body: List[Statement] = []
        while self._kind() != "}":
            if self._kinds[self._index] is END:
                self._fail("expected '}', found the end of the text")
            if self._may_misplace and body and self._word() in _TOP_WORDS:  # the first word may be a name
                self._fail(f"{self._word()!r} cannot stand in a block")
            body.append(self._parse_statement())
        self._index += 1
        self._depth -= 1
        return tuple(body)

    def _end(self) -> int:
        """Return where the token before the current one ends."""
        return self._ends[self._index - 1]

    def _condition(self) -> Expression:
        self._expect("(")
        test = self._parse_expression()
        self._expect(")")
        return test

    def _parse_if(self, start: int) -> Statement:
        branches = [(start, self._condition(), self._parse_block(), self._end())]
        otherwise: Tuple[Statement, ...] = ()
        while True:
            if self._accept_word("elif"):
                start = self._starts[self._index - 1]
                branches.append((start, self._condition(), self._parse_block(), self._end()))
                if len(branches) > CHAIN:
                    self._too_much(f"more than {CHAIN} branches in one 'if'")
            elif self._accept_word("else"):
                otherwise = self._parse_block()
                break
            else:
                break
        end = self._end()
        for start, test, then, _ in reversed(branches):
            node = If(start, end, test, then, otherwise)
            otherwise = (node,)
        return node

    def _parse_while(self, start: int) -> Statement:
        test = self._condition()
        body = self._parse_block()
        return While(start, self._end(), test, body)

    def _parse_for(self, start: int) -> Statement:
        self._expect("(")
        variable = self._identifier("a loop variable")
        if not self._accept_word("in"):
            self._fail(f"expected 'in', found {self._found()}")
        iterable = self._parse_expression()
        self._expect(")")
        body = self._parse_block()
        return For(start, self._end(), variable, iterable, body)

    def _parse_function(self, start: int) -> Statement:
        name = self._identifier("a function name")
        parameters, annotations = self._parse_parameters()
        body = self._parse_block()
        return Function(start, self._end(), name, parameters, annotations, body)

    def _parse_parameters(self) -> Tuple[Tuple[Identifier, ...], Tuple[Identifier, ...]]:
        self._expect("(")
        parameters: List[Identifier] = []
        annotations: List[Identifier] = []
        if self._kind() != ")":
            while True:
                parameters.append(self._identifier("a parameter"))
                if self._accept(":"):
                    if self._kind() is not NAME or self._word() == "fn":
                        self._fail(f"expected a type name, found {self._found()}")
                    index = self._index
                    annotations.append(Identifier(self._starts[index], self._ends[index], self._word()))
                    self._index += 1
                if not self._accept(","):
                    break
        self._expect(")")
        return tuple(parameters), tuple(annotations)

    def _parse_return(self, start: int) -> Statement:
        if self._kind() == ";":
            self._index += 1
            return Return(start, self._end(), None)
        if self._kinds[self._index] is END and self._session and self._depth == 0:
            return Return(start, self._end(), None)
        value = self._parse_expression()
        return Return(start, self._expect_semicolon(), value)

    def _parse_throw(self, start: int) -> Statement:
        if self._kind() != "{":
            self._fail(f"expected an object literal after 'throw', found {self._found()}")
        value = self._parse_object()
        self._skip_comments()
        return Throw(start, self._expect_semicolon(), value)

    def _parse_try(self, start: int) -> Statement:
        body = self._parse_block()
        handlers: List[Handler] = []
        while self._accept_word("except"):
            handler_start = self._starts[self._index - 1]
            name = None
            if self._accept("("):
                name = self._identifier("an except name")
                self._expect(")")
            handler = self._parse_block()
            handlers.append(Handler(handler_start, self._end(), name, handler))
        ending = self._parse_block() if self._accept_word("finally") else None
        return Try(start, self._end(), body, tuple(handlers), ending)

    def _parse_break(self, start: int) -> Statement:
        self._skip_comments()
        return Break(start, self._expect_semicolon())

    def _parse_continue(self, start: int) -> Statement:
        self._skip_comments()
        return Continue(start, self._expect_semicolon())

    def _parse_nonlocal(self, start: int) -> Statement:
        names = [self._identifier("a name")]
        while self._accept(","):
            names.append(self._identifier("a name"))
        return Nonlocal(start, self._expect_semicolon(), tuple(names))

    def _parse_import(self) -> Statement:
        start = self._starts[self._index]
        self._index += 1
        path = [self._identifier("a module name")]
        while self._accept("."):
            path.append(self._identifier("a module name"))
        alias = self._identifier("an alias") if self._accept_word("as") else None
        self._skip_comments()
        return Import(start, self._expect_semicolon(), tuple(part.name for part in path), alias)

    def _parse_capability(self) -> Statement:
        start = self._starts[self._index]
        self._index += 1
        name = self._identifier("a capability name")
        self._expect("{")
        permissions: List[Permission] = []
        while not self._accept("}"):
            permissions.append(self._parse_permission())
        return Capability(start, self._end(), name, tuple(permissions))

    def _parse_permission(self) -> Permission:
        start = self._starts[self._index]
        target: Optional[str] = None
        if self._accept_word("resource"):
            kind = "resource"
            if self._kind() is not STRING:
                self._fail(f"expected a string, found {self._found()}")
        elif self._accept_word("allow"):
            kind = self._word() if self._kind() is NAME else ""
            if kind not in PERMISSIONS:
                self._fail(f"expected one of {', '.join(sorted(PERMISSIONS))}, found {self._found()}")
            self._index += 1
        else:
            self._fail(f"expected 'resource', 'allow' or '}}', found {self._found()}")
        if self._kind() is STRING:
            index = self._index
            target = self._text[self._starts[index] + 1 : self._ends[index] - 1]
            self._index += 1
        return Permission(start, self._expect(";"), kind, target)

    # -- patterns -----------------------------------------------------------------------------

    def _try_array_pattern(self, start: int) -> Optional[Statement]:
        """Parse ``[a, b] = value;``, or step back and return None if it is no pattern."""
        index = self._index
        kinds = self._kinds
        if kinds[index + 1] is not NAME or kinds[index + 2] not in (",", "]"):
            return None
        comments = self._comments
        self._index += 1
        names: List[Identifier] = []
        while self._kind() is NAME:
            word = self._index
            names.append(Identifier(self._starts[word], self._ends[word], self._word()))
            self._index += 1
            if not self._accept(","):
                break
            if self._kind() is not NAME:
                names.clear()
                break
        if names and self._accept("]") and self._kind() == "=":
            for name in names:
                if name.name == "fn" or name.name in LITERALS:
                    self._index = index + 1
                    self._fail(f"{name.name!r} cannot be assigned")
            self._index += 1
            value = self._parse_expression()
            return UnpackArray(start, self._expect_semicolon(), tuple(names), value)
        self._index = index
        if self._comments != comments:
            self._lexer.rewind(index)
        return None

    def _at_object_pattern(self) -> bool:
        index = self._index
        if self._kinds[index + 1] is not NAME:
            return False
        while self._kinds[index + 2] == "//":
            self._lexer.comment(index + 2)
        return self._kinds[index + 2] in (",", "}")

    def _parse_object_pattern(self, start: int) -> Statement:
        self._index += 1
        names = [self._identifier("a name")]
        while self._accept(","):
            names.append(self._identifier("a name"))
        self._expect("}")
        self._expect("=")
        value = self._parse_expression()
        return UnpackObject(start, self._expect_semicolon(), tuple(names), value)

    # -- expressions --------------------------------------------------------------------------

    def _parse_expression(self) -> Expression:
        self._deeper()
        start = self._starts[self._index]
        expression = self._parse_binary(1)
        if self._kinds[self._index] == "?":
            self._index += 1
            then = self._parse_expression()
            self._expect(":")
            otherwise = self._parse_expression()
            expression = Ternary(start, self._end(), expression, then, otherwise)
        self._depth -= 1
        return expression

    def _parse_binary(self, floor: int) -> Expression:
        kinds = self._kinds
        left = self._parse_unary()
        level = _LEVELS.get(kinds[self._index])
        if level is None:
            return left
        links = 0
        start = left.start
        while level is not None and level >= floor:
            index = self._index
            operator = kinds[index]
            if operator == "//":
                self._division = self._starts[index]
                self._lexer.divide(index)
            self._index = index + 1
            right = self._parse_binary(level + 1)
            end = self._ends[self._index - 1]
            if level > 2:
                left = Binary(start, end, operator, left, right)
            else:
                left = Logical(start, end, operator, left, right)
            links += 1
            if links > CHAIN:
                self._too_much(f"more than {CHAIN} operators in one row")
            level = _LEVELS.get(kinds[self._index])
        return left

    def _parse_unary(self) -> Expression:
        index = self._index
        kind = self._kinds[index]
        if kind is NAME or kind is NUMBER or kind is STRING:
            return self._parse_postfix()
        if kind == "//":
            self._skip_comments()
            return self._parse_unary()
        if kind == "-" or kind == "!":
            start = self._starts[index]
            if kind == "-" and self._kinds[index + 1] is NUMBER and self._starts[index + 1] == start + 1:
                return self._parse_postfix()
            self._index = index + 1
            self._deeper()
            operand = self._parse_unary()
            self._depth -= 1
            return Unary(start, self._end(), kind, operand)
        return self._parse_postfix()

    def _parse_postfix(self) -> Expression:
        kinds = self._kinds
        start = self._starts[self._index]
        expression = self._parse_atom()
        links = 0
        while True:
            index = self._index
            kind = kinds[index]
            if kind == ".":
                self._index = index + 1
                if self._kind() is not NAME or self._word() == "fn":
                    self._fail(f"expected a member name, found {self._found()}")
                name = self._word()
                self._index += 1
                expression = Member(start, self._end(), expression, name)
                if kinds[self._index] == "(":
                    arguments = self._parse_arguments()
                    expression = Call(start, self._end(), expression, arguments)
            elif kind == "[":
                expression = self._parse_brackets(start, expression)
            else:
                return expression
            links += 1
            if links > CHAIN:
                self._too_much(f"more than {CHAIN} members in one row")

    def _parse_atom(self) -> Expression:
        index = self._index
        kind = self._kinds[index]
        start, end = self._starts[index], self._ends[index]
        if kind is NAME:
            name = self._text[start:end]
            self._index = index + 1
            if name == "fn":
                return self._parse_arrow(start)
            if name in LITERALS:
                return Constant(start, end, LITERALS[name])
            if self._kinds[index + 1] == "(":
                function = Name(start, end, name)
                arguments = self._parse_arguments()
                return Call(start, self._end(), function, arguments)
            return Name(start, end, name)
        if kind is NUMBER:
            self._index = index + 1
            return Constant(start, end, self._number(start, end))
        if kind is STRING:
            self._index = index + 1
            return String(start, end, self._text[start + 1 : end - 1])
        if kind == "(":
            self._index = index + 1
            expression = self._parse_expression()
            self._expect(")")
            return expression
        if kind == "[":
            return self._parse_array(start)
        if kind == "{":
            return self._parse_object()
        if kind in "+-" and self._kinds[index + 1] is NUMBER and self._starts[index + 1] == end:
            self._index = index + 2
            end = self._ends[index + 1]
            return Constant(start, end, self._number(start, end))
        self._fail(f"expected a value, found {self._found()}")

    def _number(self, start: int, end: int) -> int | float:
        text = self._text[start:end]
        if text.lstrip("+-").isdigit():
            if end - start > 4300:
                raise MLLimitError("more than 4300 digits in one number", self._source, Span(start, end), limit="bits")
            return int(text)
        return float(text)

    def _parse_arguments(self) -> Tuple[Expression, ...]:
        self._index += 1
        if self._kind() == ")":
            self._index += 1
            return ()
        arguments = [self._parse_expression()]
        while self._kinds[self._index] == ",":
            self._index += 1
            arguments.append(self._parse_expression())
        self._expect(")")
        return tuple(arguments)

    def _parse_array(self, start: int) -> Expression:
        self._index += 1
        if self._kind() == "]":
            self._index += 1
            return Array(start, self._end(), ())
        items = [self._parse_expression()]
        while self._kinds[self._index] == ",":
            self._index += 1
            items.append(self._parse_expression())
        return Array(start, self._expect("]"), tuple(items))

    def _parse_object(self) -> Object:
        start = self._starts[self._index]
        self._index += 1
        keys: List[Identifier] = []
        values: List[Expression] = []
        if not self._accept("}"):
            while True:
                kind = self._kind()
                index = self._index
                key_start, key_end = self._starts[index], self._ends[index]
                if kind is STRING:
                    keys.append(Identifier(key_start, key_end, self._text[key_start + 1 : key_end - 1]))
                elif kind is NAME and self._word() != "fn":
                    keys.append(Identifier(key_start, key_end, self._word()))
                else:
                    self._fail(f"expected a key, found {self._found()}")
                self._index = index + 1
                self._expect(":")
                values.append(self._parse_expression())
                if self._kinds[self._index] != ",":
                    break
                self._index += 1
            self._expect("}")
        return Object(start, self._end(), tuple(keys), tuple(values))

    def _parse_brackets(self, start: int, target: Expression) -> Expression:
        self._index += 1
        lower = upper = step = None
        if self._kind() != ":":
            lower = self._parse_expression()
            if self._kinds[self._index] == "]":
                self._index += 1
                return Index(start, self._end(), target, lower)
        self._expect(":")
        if self._kind() not in (":", "]"):
            upper = self._parse_expression()
        if self._kinds[self._index] == ":":
            self._index += 1
            if self._kind() != "]":
                step = self._parse_expression()
        return Slice(start, self._expect("]"), target, lower, upper, step)

    def _parse_arrow(self, start: int) -> Expression:
        parameters, _ = self._parse_parameters()
        self._expect("=>")
        if self._kind() == "{" and not self._at_object_literal():
            body = self._parse_block()
            return Arrow(start, self._end(), parameters, None, body)
        expression = self._parse_expression()
        return Arrow(start, self._end(), parameters, expression, ())

    def _at_object_literal(self) -> bool:
        """Decide what ``{`` after ``=>`` starts: an object, or a block of statements."""
        index = self._index + 1
        kind = self._kinds[index]
        if kind == "}":
            return True
        if kind is NAME:
            word = self._text[self._starts[index] : self._ends[index]]
            if word in _STATEMENT_WORDS or word in ("true", "false", "fn"):
                return False
        elif kind is not STRING:
            return False
        return self._kinds[index + 1] == ":"

    _statements: ClassVar[Dict[str, Callable[[Any, int], Statement]]] = {
        "if": _parse_if,
        "while": _parse_while,
        "for": _parse_for,
        "function": _parse_function,
        "return": _parse_return,
        "throw": _parse_throw,
        "try": _parse_try,
        "break": _parse_break,
        "continue": _parse_continue,
        "nonlocal": _parse_nonlocal,
    }
