"""Tokens to nodes: recursive descent, one method a construct.

Words are keywords only where the grammar can use them; everywhere else the same letters are a
name. Wherever a token is wanted that no operand can start or end, a ``//`` found there is a
comment. Depth is counted in one place (``_deeper``), so that nesting ends in a clear error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, ClassVar, Dict, List, NoReturn, Optional, Tuple, Type, TypeVar, Union

from .errors import MLLimitError, MLSyntaxError
from .habits import advice
from .lexer import BAD, END, QUOTES, Lexer, is_number
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
from .scopes import Scope, Scopes
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
_SIGNS = frozenset(["+", "-"])
_POSTFIXES = frozenset([".", "["])
_WORDS = frozenset(["fn", *LITERALS])  # cannot be bound
_STATEMENT_WORDS = frozenset(
    ["if", "while", "for", "function", "return", "throw", "try", "break", "continue", "nonlocal"]
)
_TOP_WORDS = ("import", "capability")

_Node = TypeVar("_Node")
# ``_new(Name, (start, end, name))`` is ``Name(start, end, name)`` in half the time.
if TYPE_CHECKING:

    def _new(kind: Type[_Node], values: Tuple[Any, ...]) -> _Node: ...

else:
    _new = tuple.__new__


class Parser:
    """Parses one text.

    With ``session`` the last ``;`` may be missing, as at an interactive prompt.
    """

    def __init__(self, source: Source, session: bool = False) -> None:
        self._source = source
        self._text = source.text
        self._session = session
        self._lexer = Lexer(source.text)
        self._tokens = self._lexer.tokens
        self._starts = self._lexer.starts
        self._scopes = Scopes()
        self._scope = self._scopes.module  # that of the innermost function at this place
        self._loops = 0  # around this place, in the innermost function
        self._index = 0
        self._depth = 0
        self._comments = 0
        self._division = -1

    def parse(self) -> Module:
        """Return the whole text as a module, or raise ``MLSyntaxError``."""
        body: List[Statement] = []
        while True:
            token = self._token()
            if token == END:
                return Module(0, len(self._text), tuple(body))
            if token == "import":
                body.append(self._parse_import())
            elif token == "capability":
                body.append(self._parse_capability())
            else:
                body.append(self._parse_statement())

    def resolve(self) -> Dict[int, Scope]:
        """Return the scopes of the parsed text by the offsets where they start, or raise ``MLCheckError``."""
        return self._scopes.resolved(self._source)

    # -- tokens -------------------------------------------------------------------------------

    def _skip_comments(self) -> None:
        """Read every ``//`` at this place as a comment: no operator can stand here."""
        while self._tokens[self._index] == "//":
            self._lexer.comment(self._index)
            self._comments += 1

    def _token(self) -> str:
        """Return the current token where no operator can stand."""
        token = self._tokens[self._index]
        if token == "//":
            self._skip_comments()
            token = self._tokens[self._index]
        return token

    def _end(self) -> int:
        """Return where the token before the current one ends."""
        index = self._index - 1
        return self._starts[index] + len(self._tokens[index])

    def _accept(self, token: str) -> bool:
        found = self._tokens[self._index]
        if found == token or (found == "//" and self._token() == token):
            self._index += 1
            return True
        return False

    def _expect(self, token: str) -> None:
        if self._tokens[self._index] != token and self._token() != token:
            self._fail(f"expected {token!r}, found {self._found()}")
        self._index += 1

    def _expect_semicolon(self) -> int:
        """Step over the end of a statement and return where that is."""
        index = self._index
        token = self._tokens[index]
        if token == ";":
            self._index = index + 1
            return self._starts[index] + 1
        if token == END and self._session and self._depth == 0:
            return self._end()
        self._fail(f"expected ';', found {self._found()}")

    def _identifier(self, what: str) -> Identifier:
        """Step over a name that is bound here."""
        name = self._tokens[self._index]
        if not name.isidentifier():
            name = self._token()
            if not name.isidentifier():
                self._fail(f"expected {what}, found {self._found()}")
        if name in _WORDS:
            self._fail(f"{name!r} cannot be used as {what}")
        index = self._index
        self._index = index + 1
        start = self._starts[index]
        return _new(Identifier, (start, start + len(name), name))

    def _found(self) -> str:
        token = self._tokens[self._index]
        if token == END:
            return "the end of the text"
        return repr(token if len(token) <= 40 else token[:37] + "...")

    def _span(self) -> Span:
        """Return the place of the current token."""
        token = self._tokens[self._index]
        start = self._starts[self._index]
        return Span(start, start + (1 if token in (END, BAD) else len(token)))

    def _fail(self, message: str) -> NoReturn:
        token = self._tokens[self._index]
        span = self._span()
        hint = advice(self._tokens, self._index)
        if self._division >= 0 and "\n" not in self._text[self._division : span.start]:
            hint = "'//' after a value is floor division, not a comment"
        if token == BAD:
            character = self._text[span.start]
            message = "unterminated string" if character in QUOTES else f"illegal character {character!a}"
            if character == "`":
                hint = "a text stands in quotes; texts are joined with +"
            if character in QUOTES and "\\\n" in self._text[span.start :]:
                message = "unterminated string or a backslash before the end of a line"
        elif token == END and self._index:
            end = self._end()
            span = Span(end - 1, end)
        error = MLSyntaxError(message, self._source, span, hint=hint)
        error.incomplete = token == END
        raise error

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > NESTING:
            self._too_much(f"more than {NESTING} levels inside each other")

    def _too_much(self, message: str) -> NoReturn:
        raise MLLimitError(message, self._source, self._span(), limit="nesting")

    # -- statements ---------------------------------------------------------------------------

    def _parse_statement(self) -> Statement:
        tokens = self._tokens
        index = self._index
        token = tokens[index]
        start = self._starts[index]
        if token.isidentifier():
            method = self._statements.get(token)
            if method is not None:
                self._index = index + 1
                return method(self, start)
            if tokens[index + 1] == "=" and token not in _WORDS:
                self._index = index + 2
                target = _new(Name, (start, start + len(token), token))
                value = self._parse_expression()
                self._scope.bind(token, value)
                return _new(Assign, (start, self._expect_semicolon(), target, value))
        elif token == "[":
            pattern = self._try_array_pattern(start)
            if pattern is not None:
                return pattern
        elif token == "{" and self._at_object_pattern():
            return self._parse_object_pattern(start)
        expression = self._parse_expression()
        if tokens[self._index] == "=":
            if type(expression) not in (Name, Member, Index, Slice) or expression.start != start:
                self._fail("only a name, a member or an element can be assigned")
            self._index += 1
            value = self._parse_expression()
            if type(expression) is Name:
                self._scope.bind(expression.name, value)
            return _new(Assign, (start, self._expect_semicolon(), expression, value))
        return _new(Evaluate, (start, self._expect_semicolon(), expression))

    def _parse_block(self) -> Tuple[Statement, ...]:
        self._expect("{")
        self._deeper()
        tokens = self._tokens
        body: List[Statement] = []
        while tokens[self._index] != "}":
            token = tokens[self._index]
            if token == "//":
                self._skip_comments()
            elif token == END:
                self._fail("expected '}', found the end of the text")
            elif body and token in _TOP_WORDS:  # the first word of a block may be a name
                self._fail(f"{token!r} cannot stand in a block")
            else:
                body.append(self._parse_statement())
        self._index += 1
        self._depth -= 1
        return tuple(body)

    def _condition(self) -> Expression:
        self._expect("(")
        test = self._parse_expression()
        self._expect(")")
        return test

    def _parse_if(self, start: int) -> Statement:
        branches = [(start, self._condition(), self._parse_block())]
        otherwise: Tuple[Statement, ...] = ()
        while True:
            if self._accept("elif"):
                start = self._starts[self._index - 1]
                branches.append((start, self._condition(), self._parse_block()))
                if len(branches) > CHAIN:
                    self._too_much(f"more than {CHAIN} branches in one 'if'")
            elif self._accept("else"):
                otherwise = self._parse_block()
                break
            else:
                break
        end = self._end()
        for start, test, then in reversed(branches):
            node = If(start, end, test, then, otherwise)
            otherwise = (node,)
        return node

    def _parse_while(self, start: int) -> Statement:
        test = self._condition()
        body = self._parse_loop()
        return While(start, self._end(), test, body)

    def _parse_for(self, start: int) -> Statement:
        self._expect("(")
        variable = self._identifier("a loop variable")
        if not self._accept("in"):
            self._fail(f"expected 'in', found {self._found()}")
        iterable = self._parse_expression()
        self._expect(")")
        # The variable gets what an element of the iterable is.
        self._scope.bind(variable.name, Index(iterable.start, iterable.end, iterable, Constant(0, 0, 0)))
        body = self._parse_loop()
        return For(start, self._end(), variable, iterable, body)

    def _parse_loop(self) -> Tuple[Statement, ...]:
        self._loops += 1
        body = self._parse_block()
        self._loops -= 1
        return body

    def _parse_function(self, start: int) -> Statement:
        name = self._identifier("a function name")
        parameters, annotations = self._parse_parameters()
        outer = self._enter(start, parameters)
        body = self._parse_block()
        node = Function(start, self._end(), name, parameters, annotations, body)
        self._leave(outer, node)
        self._scope.bind(name.name, node)
        self._scope.functions.add(name.name)
        return node

    def _enter(self, start: int, parameters: Tuple[Identifier, ...]) -> Tuple[Scope, int]:
        """Go into the function that starts at *start*; return where it stands."""
        outer = self._scope, self._loops
        self._scope = self._scopes.add(start, parameters, self._scope)
        self._loops = 0
        return outer

    def _leave(self, outer: Tuple[Scope, int], function: Union[Function, Arrow]) -> None:
        self._scope.function = function
        self._scope, self._loops = outer

    def _parse_parameters(self) -> Tuple[Tuple[Identifier, ...], Tuple[Identifier, ...]]:
        self._expect("(")
        parameters: List[Identifier] = []
        annotations: List[Identifier] = []
        if self._token() != ")":
            while True:
                parameters.append(self._identifier("a parameter"))
                if self._accept(":"):
                    name = self._token()
                    if not name.isidentifier() or name == "fn":
                        self._fail(f"expected a type name, found {self._found()}")
                    self._index += 1
                    end = self._end()
                    annotations.append(Identifier(end - len(name), end, name))
                if not self._accept(","):
                    break
        self._expect(")")
        return tuple(parameters), tuple(annotations)

    def _parse_return(self, start: int) -> Statement:
        token = self._token()
        is_bare = token == ";" or (token == END and self._session and self._depth == 0)
        value = None if is_bare else self._parse_expression()
        node = _new(Return, (start, self._expect_semicolon(), value))
        if self._scope is self._scopes.module:
            self._scopes.refuse("'return' outside function", node)
        self._scope.returns.append(value)
        return node

    def _parse_throw(self, start: int) -> Statement:
        if self._token() != "{":
            self._fail(f"expected an object literal after 'throw', found {self._found()}")
        value = self._parse_object(self._starts[self._index])
        self._skip_comments()
        return Throw(start, self._expect_semicolon(), value)

    def _parse_try(self, start: int) -> Statement:
        body = self._parse_block()
        handlers: List[Handler] = []
        while self._accept("except"):
            handler_start = self._starts[self._index - 1]
            name = None
            if self._accept("("):
                name = self._identifier("an except name")
                self._expect(")")
                self._scopes.module.handlers.add(name.name)
            handler = self._parse_block()
            if handlers and handlers[-1].name is None:
                self._scopes.refuse("default 'except:' must be last", handlers[-1])
            handlers.append(Handler(handler_start, self._end(), name, handler))
        ending = self._parse_block() if self._accept("finally") else None
        return Try(start, self._end(), body, tuple(handlers), ending)

    def _parse_break(self, start: int) -> Statement:
        self._skip_comments()
        node = Break(start, self._expect_semicolon())
        if not self._loops:
            self._scopes.refuse("'break' outside loop", node)
        return node

    def _parse_continue(self, start: int) -> Statement:
        self._skip_comments()
        node = Continue(start, self._expect_semicolon())
        if not self._loops:
            self._scopes.refuse("'continue' not properly in loop", node)
        return node

    def _parse_nonlocal(self, start: int) -> Statement:
        names = [self._identifier("a name")]
        while self._accept(","):
            names.append(self._identifier("a name"))
        node = Nonlocal(start, self._expect_semicolon(), tuple(names))
        if self._scope is self._scopes.module:
            self._scopes.refuse("nonlocal declaration not allowed at module level", node)
        else:
            self._scopes.declare_nonlocal(self._scope, names)
        return node

    def _parse_import(self) -> Statement:
        start = self._starts[self._index]
        self._index += 1
        path = [self._identifier("a module name")]
        while self._accept("."):
            path.append(self._identifier("a module name"))
        alias = self._identifier("an alias") if self._accept("as") else None
        self._scope.bind((alias or path[0]).name, None)
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
        if self._accept("resource"):
            kind = "resource"
            if self._token()[:1] not in QUOTES:
                self._fail(f"expected a string, found {self._found()}")
        elif self._accept("allow"):
            kind = self._token()
            if kind not in PERMISSIONS:
                self._fail(f"expected one of {', '.join(sorted(PERMISSIONS))}, found {self._found()}")
            self._index += 1
        else:
            self._fail(f"expected 'resource', 'allow' or '}}', found {self._found()}")
        token = self._token()
        if token[:1] in QUOTES:
            target = token[1:-1]
            self._index += 1
        self._expect(";")
        return Permission(start, self._end(), kind, target)

    # -- patterns -----------------------------------------------------------------------------

    def _try_array_pattern(self, start: int) -> Optional[Statement]:
        """Parse ``[a, b] = value;``, or step back and return None if it is no pattern."""
        index = self._index
        tokens = self._tokens
        if not tokens[index + 1].isidentifier() or tokens[index + 2] not in (",", "]"):
            return None
        comments = self._comments
        self._index += 1
        names: List[Identifier] = []
        while True:
            name = self._token()
            if not name.isidentifier():
                names.clear()
                break
            self._index += 1
            end = self._end()
            names.append(Identifier(end - len(name), end, name))
            if not self._accept(","):
                break
        if names and self._accept("]") and self._token() == "=":
            for identifier in names:
                if identifier.name in _WORDS:
                    self._index = index + 1
                    self._fail(f"{identifier.name!r} cannot be assigned")
            self._index += 1
            value = self._parse_expression()
            self._bind_unknown(names)
            return UnpackArray(start, self._expect_semicolon(), tuple(names), value)
        self._index = index
        if self._comments != comments:
            self._lexer.rewind(index)
        return None

    def _at_object_pattern(self) -> bool:
        index = self._index
        tokens = self._tokens
        if not tokens[index + 1].isidentifier():
            return False
        while tokens[index + 2] == "//":
            self._lexer.comment(index + 2)
        return tokens[index + 2] in (",", "}")

    def _parse_object_pattern(self, start: int) -> Statement:
        self._index += 1
        names = [self._identifier("a name")]
        while self._accept(","):
            names.append(self._identifier("a name"))
        self._expect("}")
        self._expect("=")
        value = self._parse_expression()
        self._bind_unknown(names)
        return UnpackObject(start, self._expect_semicolon(), tuple(names), value)

    def _bind_unknown(self, names: List[Identifier]) -> None:
        for name in names:
            self._scope.bind(name.name, None)

    # -- expressions --------------------------------------------------------------------------

    def _parse_expression(self) -> Expression:
        self._depth += 1
        if self._depth > NESTING:
            self._too_much(f"more than {NESTING} levels inside each other")
        start = self._starts[self._index]
        expression = self._parse_operand()
        token = self._tokens[self._index]
        if token in _LEVELS:
            expression = self._parse_row(expression, 1)
            token = self._tokens[self._index]
        if token == "?":
            self._index += 1
            then = self._parse_expression()
            self._expect(":")
            otherwise = self._parse_expression()
            expression = Ternary(start, self._end(), expression, then, otherwise)
        self._depth -= 1
        return expression

    def _parse_row(self, left: Expression, floor: int) -> Expression:
        """Parse the operators behind *left* that bind at least as strongly as *floor*."""
        tokens = self._tokens
        start = left.start
        links = 0
        operator = tokens[self._index]
        level = _LEVELS[operator]
        while level >= floor:
            if operator == "//":
                self._division = self._starts[self._index]
                self._lexer.divide(self._index)
            self._index += 1
            right = self._parse_operand()
            following = tokens[self._index]
            following_level = _LEVELS.get(following, 0)
            if following_level > level:
                right = self._parse_row(right, level + 1)
                following = tokens[self._index]
                following_level = _LEVELS.get(following, 0)
            index = self._index - 1
            end = self._starts[index] + len(tokens[index])
            parts = (start, end, operator, left, right)
            left = _new(Binary, parts) if level > 2 else _new(Logical, parts)
            links += 1
            if links > CHAIN:
                self._too_much(f"more than {CHAIN} operators in one row")
            operator = following
            level = following_level
        return left

    def _parse_operand(self) -> Expression:
        """Parse what stands between binary operators: a value with its members and elements."""
        tokens = self._tokens
        index = self._index
        token = tokens[index]
        start = self._starts[index]
        expression: Expression
        if token.isidentifier():
            self._index = index + 1
            if token in _WORDS:
                expression = self._parse_word(token, start)
            else:
                expression = _new(Name, (start, start + len(token), token))
                if tokens[index + 1] == "(":
                    arguments = self._parse_arguments()
                    expression = _new(Call, (start, self._end(), expression, arguments))
                    self._scope.called.setdefault(token, []).append(expression)
                else:
                    self._scope.read.setdefault(token, start)
        elif token[:1] in QUOTES:
            self._index = index + 1
            expression = _new(String, (start, start + len(token), token[1:-1]))
        elif is_number(token):
            self._index = index + 1
            expression = self._number(token, start)
        elif token == "(":
            self._index = index + 1
            expression = self._parse_expression()
            self._expect(")")
        elif token == "[":
            expression = self._parse_array(start)
        elif token == "{":
            expression = self._parse_object(start)
        elif token in _SIGNS and is_number(tokens[index + 1]) and self._starts[index + 1] == start + 1:
            self._index = index + 2
            expression = self._number(token + tokens[index + 1], start)
        elif token == "-" or token == "!":
            return self._parse_unary(token, start)
        elif token == "//":
            self._skip_comments()
            return self._parse_operand()
        else:
            self._fail(f"expected a value, found {self._found()}")
        if tokens[self._index] in _POSTFIXES:
            return self._parse_postfixes(expression, start)
        return expression

    def _parse_postfixes(self, expression: Expression, start: int) -> Expression:
        """Parse the members, calls and brackets behind an expression."""
        tokens = self._tokens
        links = 0
        token = tokens[self._index]
        while token in _POSTFIXES:
            if token == ".":
                self._index += 1
                index = self._index
                name = tokens[index]
                if not name.isidentifier() or name == "fn":
                    self._fail(f"expected a member name, found {self._found()}")
                self._index = index + 1
                expression = _new(Member, (start, self._starts[index] + len(name), expression, name))
                if tokens[index + 1] == "(":
                    arguments = self._parse_arguments()
                    expression = _new(Call, (start, self._end(), expression, arguments))
            else:
                expression = self._parse_brackets(start, expression)
            links += 1
            if links > CHAIN:
                self._too_much(f"more than {CHAIN} members in one row")
            token = tokens[self._index]
        return expression

    def _parse_word(self, word: str, start: int) -> Expression:
        if word == "fn":
            return self._parse_arrow(start)
        return _new(Constant, (start, start + len(word), LITERALS[word]))

    def _parse_unary(self, operator: str, start: int) -> Unary:
        self._index += 1
        self._deeper()
        operand = self._parse_operand()
        self._depth -= 1
        return Unary(start, self._end(), operator, operand)

    def _number(self, text: str, start: int) -> Constant:
        end = start + len(text)
        if not text.lstrip("+-").isdigit():
            return _new(Constant, (start, end, float(text)))
        if len(text) > 4300:
            raise MLLimitError("more than 4300 digits in one number", self._source, Span(start, end), limit="bits")
        return _new(Constant, (start, end, int(text)))

    def _parse_arguments(self) -> Tuple[Expression, ...]:
        tokens = self._tokens
        self._index += 1
        if tokens[self._index] == ")":
            self._index += 1
            return ()
        arguments = [self._parse_expression()]
        while tokens[self._index] == ",":
            self._index += 1
            arguments.append(self._parse_expression())
        self._expect(")")
        return tuple(arguments)

    def _parse_array(self, start: int) -> Array:
        tokens = self._tokens
        self._index += 1
        items: List[Expression] = []
        if tokens[self._index] != "]":
            items.append(self._parse_expression())
            while tokens[self._index] == ",":
                self._index += 1
                items.append(self._parse_expression())
        self._expect("]")
        return _new(Array, (start, self._end(), tuple(items)))

    def _parse_object(self, start: int) -> Object:
        self._index += 1
        keys: List[Identifier] = []
        values: List[Expression] = []
        if not self._accept("}"):
            while True:
                key = self._token()
                key_start = self._starts[self._index]
                key_end = key_start + len(key)
                if key[:1] in QUOTES:
                    key = key[1:-1]
                elif not key.isidentifier() or key == "fn":
                    self._fail(f"expected a key, found {self._found()}")
                keys.append(_new(Identifier, (key_start, key_end, key)))
                self._index += 1
                self._expect(":")
                values.append(self._parse_expression())
                if self._tokens[self._index] != ",":
                    break
                self._index += 1
            self._expect("}")
        return _new(Object, (start, self._end(), tuple(keys), tuple(values)))

    def _parse_brackets(self, start: int, target: Expression) -> Expression:
        self._index += 1
        lower = upper = step = None
        if self._token() != ":":
            lower = self._parse_expression()
            if self._tokens[self._index] == "]":
                self._index += 1
                return _new(Index, (start, self._end(), target, lower))
            if self._token() != ":":
                self._expect("]")  # most people meant an element
        self._expect(":")
        if self._token() not in (":", "]"):
            upper = self._parse_expression()
        if self._tokens[self._index] == ":":
            self._index += 1
            if self._token() != "]":
                step = self._parse_expression()
        self._expect("]")
        return Slice(start, self._end(), target, lower, upper, step)

    def _parse_arrow(self, start: int) -> Arrow:
        parameters, _ = self._parse_parameters()
        self._expect("=>")
        outer = self._enter(start, parameters)
        expression = None
        body: Tuple[Statement, ...] = ()
        if self._token() == "{" and not self._at_object_literal():
            body = self._parse_block()
        else:
            expression = self._parse_expression()
        node = Arrow(start, self._end(), parameters, expression, body)
        self._leave(outer, node)
        return node

    def _at_object_literal(self) -> bool:
        """Decide what ``{`` after ``=>`` starts: an object, or a block of statements."""
        index = self._index + 1
        token = self._tokens[index]
        if token == "}":
            return True
        if token.isidentifier():
            if token in _STATEMENT_WORDS or token in ("true", "false", "fn"):
                return False
        elif token[:1] not in QUOTES:
            return False
        return self._tokens[index + 1] == ":"

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
