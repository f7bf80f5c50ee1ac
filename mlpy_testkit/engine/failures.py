"""From exceptions inside a running program to errors with an ML place and the texts of the language.

Compiled code is Python, so its errors are Python's: this module gives them one wording, that of
CPython 3.12, whatever Python runs, finds their place in the ML source, and builds the ``MLError``
that the caller sees. Its traceback holds the frames of ML code only.
"""

from __future__ import annotations

import re
import sys
from functools import wraps
from types import CodeType, FunctionType, TracebackType
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple, TypeVar, cast

from ..records import NamedTuple
from .errors import Frame, MLDeniedError, MLError, MLLimitError, MLNameError, MLRuntimeError, MLThrownError
from .functions import arity_message
from .limits import SMALL, LimitReached, Run
from .nodes import (
    Array,
    Binary,
    Call,
    Constant,
    Evaluate,
    Identifier,
    Index,
    Member,
    Module,
    Name,
    Object,
    String,
    Unary,
    UnpackObject,
    walk,
)
from .source import Source, Span
from .text import representation
from .values import UNITS, HostFunction, host_kind


class Thrown(Exception):
    """What ``throw`` raises: the message and the object."""

    kind = "MLUserException"

    @property
    def message(self) -> str:
        """The text of the error."""
        return str(self.args[0])

    @property
    def payload(self) -> Dict[Any, Any]:
        """The object that was thrown."""
        payload: Dict[Any, Any] = self.args[1]
        return payload

    def __str__(self) -> str:
        return self.message


class Denied(Exception):
    """A capability is missing; the attributes are those of ``MLDeniedError``."""

    kind = "CapabilityError"
    types: Tuple[str, ...] = ()
    reason = ""
    resource: Optional[str] = None
    operation: Optional[str] = None
    function: Optional[str] = None
    hint = ""


class Place(NamedTuple):
    """Where a frame of ML code stands."""

    unit: Any
    span: Span
    function: str
    traceback: TracebackType


# -- places ------------------------------------------------------------------------------------------


def places(traceback: Optional[TracebackType]) -> Iterator[Place]:
    """Yield the ML frames of a traceback, the innermost last."""
    while traceback is not None:
        frame = traceback.tb_frame
        units = frame.f_globals.get(UNITS)
        unit = None if units is None else units.get(frame.f_code.co_filename)
        if unit is not None:
            span = _span(unit, frame.f_code, traceback.tb_lasti, traceback.tb_lineno)
            yield Place(unit, span, _function_name(frame.f_code), traceback)
        traceback = traceback.tb_next


def _function_name(code: CodeType) -> str:
    name = code.co_name
    return "fn" if name.startswith(("<lambda>", "rt fn")) else name.partition(" ")[0]


def _span(unit: Any, code: CodeType, instruction: int, line: Optional[int]) -> Span:
    """Return the stretch of source that an instruction was compiled from."""
    source: Source = unit.source
    if sys.version_info >= (3, 11):
        for at, position in enumerate(code.co_positions()):
            if at * 2 == instruction:
                start_line, end_line, start, end = position
                if start_line is None or end_line is None or start is None or end is None:
                    break
                first = _offset(source, start_line, start)
                return Span(first, max(first + 1, _offset(source, end_line, end)))
    else:  # CPython 3.10
        span: Optional[Span] = unit.span_of(code, instruction)
        if span is not None:
            return span
    first = source.offset(line or 1, 1)
    text = source.line(line or 1) if line and line <= len(source.line_starts) else ""
    indent = len(text) - len(text.lstrip())
    return Span(first + indent, first + max(len(text), indent + 1))


def _offset(source: Source, line: int, column: int) -> int:
    """Return the offset of a column that Python counts in bytes of UTF-8."""
    if not source.text.isascii():
        text = source.line(line).encode("utf-8", "surrogatepass")[:column]
        column = len(text.decode("utf-8", "replace" if column > len(text) else "surrogatepass"))
    return source.offset(line, column + 1)


# -- wording -----------------------------------------------------------------------------------------

_UNBOUND = (
    r"(?:local variable '(.+)' referenced before assignment"
    r"|cannot access local variable '(.+)' where it is not associated with a value)"
)
_FREE = (
    r"(?:free variable '(.+)' referenced before assignment in enclosing scope"
    r"|cannot access free variable '(.+)' where it is not associated with a value in enclosing scope)"
)
_NOT_DEFINED = r"name '(.+)' is not defined"
_UNHASHABLE = r"cannot use '.*' as a dict key \((unhashable type: '.*')\)"
_ARITY = r"(\S.*?)\(\) (missing|takes) "
_NOT_CALLABLE = r"'(.+)' object is not callable"


def kind_and_message(error: BaseException) -> Tuple[str, str]:
    """Return the kind and the message of an error as ML code sees them."""
    if isinstance(error, (Thrown, Denied)):
        return error.kind, str(error)
    if isinstance(error, MLError):  # of a module that was being imported
        return error.kind, error.message
    kind = type(error).__name__
    if isinstance(error, KeyError) and len(error.args) == 1:
        return kind, _missing_key(error.args[0])
    message = str(error)
    if isinstance(error, RecursionError):
        return kind, "maximum recursion depth exceeded"
    if isinstance(error, NameError):
        return kind, _name_message(message)
    if isinstance(error, TypeError):
        return kind, _type_message(error, message)
    if isinstance(error, AttributeError):
        return kind, _member_message(error, message)
    if isinstance(error, ZeroDivisionError):
        return kind, _division_message(error, message)
    if message.startswith("too many values to unpack"):
        return kind, re.sub(r", got \d+\)", ")", message)
    return kind, message


_LONG = 100_000  # characters of a key that a message shows


def _missing_key(key: Any) -> str:
    """Return the text of a key; the error may be told when its run, and what bounds it, is over."""
    if type(key) is int and key.bit_length() > SMALL:
        return f"a number of {key.bit_length()} bits"
    return representation(key[:_LONG]) + "..." if type(key) is str and len(key) > _LONG else representation(key)


def _name_message(message: str) -> str:
    match = re.fullmatch(_NOT_DEFINED, message)
    if match:
        return f"name {match.group(1).strip()!r} is not defined"
    match = re.fullmatch(_UNBOUND, message)
    if match:
        name = (match.group(1) or match.group(2)).strip()
        return f"cannot access local variable {name!r} where it is not associated with a value"
    match = re.fullmatch(_FREE, message)
    if match:
        name = (match.group(1) or match.group(2)).strip()
        return f"cannot access free variable {name!r} where it is not associated with a value in enclosing scope"
    return message


def _member_message(error: AttributeError, message: str) -> str:
    """Return the message for ``value.name``, compiled to ``value.get("name")``, where that method is missing."""
    match = re.fullmatch(_NO_GET, message)
    if match is None:
        return message
    place, node = _innermost(error)
    if place is None or place.traceback.tb_next is not None or not isinstance(node, Member):
        return message
    if sys.version_info >= (3, 10):
        kind = host_kind(error.obj)
    else:  # CPython 3.9
        kind = _named(match.group(1), [_value_of(node.target.name, place)] if type(node.target) is Name else [])
    return f"'{kind}' object has no accessible attribute '{node.name}'"


def _type_message(error: BaseException, message: str) -> str:
    match = re.fullmatch(_NOT_CALLABLE, message)
    if match:
        return _not_callable(error, match.group(1), message)
    if re.match(_ARITY, message):
        return _arity(error, message)
    match = re.fullmatch(_UNHASHABLE, message)
    if match:
        return match.group(1)
    if message == "integer argument expected, got float":  # CPython 3.9
        return "'float' object cannot be interpreted as an integer"
    if message == "string indices must be integers":  # CPython 3.10
        place, node = _innermost(error)
        if place is not None and isinstance(node, Index):
            return f"{message}, not '{_host_kind_of(node.key, place)}'"
        if place is not None and _unpacking(place):
            return f"{message}, not 'str'"
    return _name_types(error, message)


_ENGINE_TYPES = {
    "ErrorValue": "Exception",
    "Module": "module",
    "Iterator": "iterator",
    "Method": "method",
    "HostFunction": "function",
    "function": "function",
}
_ENGINE_TYPE = rf"\b(?:{'|'.join(_ENGINE_TYPES)})\b"
_NO_GET = r"'(\w+)' object has no attribute 'get'"
_PAIR = r"'(\w+)' and '(\w+)'$"


def _name_types(error: BaseException, message: str) -> str:
    """Give the engine's own types in a message about an operation the names by which ML knows its operands.

    What a function of the engine says about its arguments has these names already.
    """
    if not re.search(_ENGINE_TYPE, message):
        return message
    place, node = _innermost(error)
    if place is None or (type(node) is Call and place.traceback.tb_next is not None):
        return message
    if node is None:  # as for a name that is taken out of an object
        node = _unpacking(place)
    parts = () if node is None else node.arguments if type(node) is Call else node[2:]
    operands = [part for part in parts if hasattr(part, "start")]
    values = [_value_of(part.name, place) if type(part) is Name else None for part in operands]
    pair = re.search(_PAIR, message)
    if pair is not None and len(values) == 2:
        first, second = (_named(name, [value]) for name, value in zip(pair.groups(), values))
        return f"{message[: pair.start()]}'{first}' and '{second}'"
    return re.sub(_ENGINE_TYPE, lambda match: _named(match.group(), values), message)


def _named(name: str, values: List[Any]) -> str:
    """Return the name of a Python type as ML gives it to the first of *values* that has the type."""
    for value in values:
        if type(value).__name__ == name:
            return host_kind(value)
    return _ENGINE_TYPES.get(name, name)


def _unpacking(place: Place) -> Optional[UnpackObject]:  # CPython 3.10
    for node in walk(place.unit.module):
        if type(node) is UnpackObject and node.start <= place.span.start < node.end:
            return node
    return None


def _innermost(error: BaseException) -> Tuple[Optional[Place], Any]:
    """Return where an error came from and the node that stands there."""
    found = list(places(error.__traceback__))
    place = found[-1] if found else None
    return place, None if place is None else find_node(place.unit.module, place.span)


def _not_callable(error: BaseException, kind: str, message: str) -> str:
    """Tell a call of a variable, of a member and of a function that was overwritten apart."""
    place, node = _innermost(error)
    if place is None or not isinstance(node, Call):
        return message
    kind = _named(kind, [_value_of(node.function.name, place)] if type(node.function) is Name else [])
    if isinstance(node.function, Member):
        return f"Property {node.function.name!r} is not callable (got {kind})"
    if node.function.name in place.unit.functions:
        return message
    return f"Cannot call object of type '{kind}': not callable\nExpected a function, got {kind}"


def _arity(error: BaseException, message: str) -> str:
    """Give functions the names by which ML knows them."""
    if sys.version_info < (3, 10):
        message = _qualified(error, message)
    message = message.replace("<module>.<locals>.", "")
    message = re.sub(r"rt fn \d+", "<lambda>", message)
    message = re.sub(r"'(\w+) (?:#\d+)?'", r"'\1'", message)
    message = re.sub(r"(\w) (?:#\d+)?\(\)", r"\1()", message)
    return arity_message(message)


def _qualified(error: BaseException, message: str) -> str:  # CPython 3.9
    """Put the functions around it before the name of a function, which CPython 3.9 leaves out."""
    place, node = _innermost(error)
    if place is None:
        return message
    name, rest = message.split("(", 1)
    function = _called(node.function, place) if type(node) is Call else None
    if type(function) is FunctionType and function.__code__.co_name == name:
        return f"{function.__qualname__}({rest}"
    return f"{place.unit.qualified(name)}({rest}"


def _called(node: Any, place: Place) -> Any:  # CPython 3.9
    """Return what ``name(...)`` or ``name.member(...)`` calls; None if nobody knows."""
    if type(node) is Name:
        return _value_of(node.name, place)
    owner = _value_of(node.target.name, place) if type(node.target) is Name else None
    return owner.get(node.name) if type(owner) is dict else None


def _division_message(error: BaseException, message: str) -> str:
    place, node = _innermost(error)
    operator = getattr(node, "operator", None)
    if operator == "%" and message.startswith("integer"):
        return "integer modulo by zero"
    if message == "float modulo by zero":
        return "float modulo"
    if operator == "//" and message == "float divmod()":
        return "float floor division by zero"
    if message == "division by zero" and place is not None and sys.version_info >= (3, 14):
        return _division_message_314(operator, node, place)
    return message


def _division_message_314(operator: Optional[str], node: Any, place: Place) -> str:  # CPython 3.14
    """CPython 3.14 has one text for all; before, the text told whole numbers from floats."""
    floats = operator is not None and (_is_float(node.left, place) or _is_float(node.right, place))
    if operator == "//":
        return "float floor division by zero" if floats else "integer division or modulo by zero"
    if operator == "%":
        return "float modulo" if floats else "integer modulo by zero"
    return "float division by zero" if floats else "division by zero"


def _is_float(node: Any, place: Place) -> bool:  # CPython 3.14
    """Say whether a value is known to be a float: a constant, a variable, or a result of such."""
    if type(node) is Constant:
        return type(node.value) is float
    if type(node) is Name:
        return type(_value_of(node.name, place)) is float
    if type(node) is Binary:
        return node.operator == "/" or _is_float(node.left, place) or _is_float(node.right, place)
    return type(node) is Unary and _is_float(node.operand, place)


def _host_kind_of(node: Any, place: Place) -> str:  # CPython 3.10
    """Return the type name of a constant or a variable as messages give it."""
    if isinstance(node, (Constant, String)):
        return host_kind(node.value)
    if isinstance(node, Name):
        return host_kind(_value_of(node.name, place))
    rules = {Array: "list", Object: "dict"}
    return rules.get(type(node), "str" if isinstance(node, Index) else "float")


def _value_of(name: str, place: Place) -> Any:
    """Return what a name stands for in a frame; None if nobody knows."""
    frame = place.traceback.tb_frame
    handlers = [known for known in frame.f_locals if known.startswith(name + " #")]
    for known in [*handlers[-1:], name]:
        for names in (frame.f_locals, frame.f_globals, frame.f_globals["__builtins__"]):
            if known in names:
                return names[known]
    return None


_NO_PLACE = (Identifier, Evaluate, Module)  # they may cover as much as the expression in them


def find_node(module: Any, span: Span) -> Any:
    """Return the outermost expression or statement that covers exactly *span*, or None."""
    waiting: List[Any] = [module]
    while waiting:
        node = waiting.pop()
        if not hasattr(node, "start"):
            waiting.extend(reversed(node))
            continue
        if (node.start, node.end) == span and not isinstance(node, _NO_PLACE):
            return node
        if node.start <= span.start and span.end <= node.end:
            waiting.extend(reversed([part for part in node[2:] if isinstance(part, tuple)]))
    return None


# -- the error that the caller sees ------------------------------------------------------------------


def to_error(error: BaseException, run: Optional[Run] = None) -> MLError:
    """Return the ML error for anything that ended a run."""
    found = list(places(error.__traceback__))
    made = error if isinstance(error, MLError) else _make(error, run, found)
    if found:
        made.stack = tuple(_frame(place) for place in found)
        if made.source is None:
            made.source, made.span = found[-1].unit.source, found[-1].span
    if isinstance(made, MLNameError):
        made.hint = _name_hint(made, found)
    made.__cause__ = _host_failure(error) if made is not error else None
    made.__suppress_context__ = True
    made.__traceback__ = _chain([place.traceback for place in found])
    return made


def _host_failure(error: BaseException) -> Optional[BaseException]:
    """Return an error if it comes out of a Python callable of the host, with the traceback from there on."""
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code is HostFunction.__call__.__code__ and traceback.tb_next is not None:
            return error.with_traceback(traceback.tb_next)
        traceback = traceback.tb_next
    return None


def _make(error: BaseException, run: Optional[Run], found: List[Place]) -> MLError:
    if isinstance(error, LimitReached) and run is not None:
        return MLLimitError(run.describe(), limit=run.stopped or "")
    if isinstance(error, MemoryError):
        return MLLimitError("out of memory", limit="memory")
    kind, message = kind_and_message(error)
    if isinstance(error, Thrown):
        return MLThrownError(message, value=error.payload)
    if isinstance(error, Denied):
        names = ("types", "reason", "resource", "operation", "function", "hint")
        return MLDeniedError(message, **{name: getattr(error, name) for name in names})
    if isinstance(error, NameError):
        made: MLError = MLNameError(message)
        made.kind = kind
        return made
    return MLRuntimeError(message, kind=kind)


def _frame(place: Place) -> Frame:
    line, column = place.unit.source.position(place.span.start)
    return Frame(place.unit.source.name, line, column, place.function)


def _chain(tracebacks: List[TracebackType]) -> Optional[TracebackType]:
    """Return a traceback of exactly these entries."""
    chained: Optional[TracebackType] = None
    for traceback in reversed(tracebacks):
        chained = TracebackType(chained, traceback.tb_frame, traceback.tb_lasti, traceback.tb_lineno)
    return chained


Method = TypeVar("Method", bound=Callable[..., Any])


def showing_ml_only(method: Method) -> Method:
    """Let a method raise ``MLError`` with the frames of ML code alone in its traceback.

    CPython adds no entry for the frame of a bare ``raise``. Before 3.11 it puts the old entries back,
    and one of ours remains.
    """

    @wraps(method)
    def call(*arguments: Any, **options: Any) -> Any:
        try:
            return method(*arguments, **options)
        except MLError as error:
            chain = _chain([place.traceback for place in places(error.__traceback__)])
            if error.__traceback__ is not None:
                error.__traceback__.tb_next = chain
            error.__traceback__ = chain
            raise

    return cast(Method, call)


_INSTEAD = {"None": "null", "nil": "null", "True": "true", "False": "false", "nullptr": "null"}


def _name_hint(error: MLError, found: List[Place]) -> str:
    """Return a suggestion for an unknown name, if there is a close one."""
    match = re.fullmatch(_NOT_DEFINED, error.message)
    if match is None or not found or error.source is None or error.span is None:
        return ""
    name = match.group(1)
    if name in _INSTEAD:
        return f"did you mean '{_INSTEAD[name]}'?"
    line, column = error.source.position(error.span.start)
    if "//" in error.source.line(line)[: column - 1]:
        return "'//' after a value is floor division, not a comment"
    from difflib import get_close_matches

    frame = found[-1].traceback.tb_frame
    known = [*frame.f_locals, *frame.f_globals, *frame.f_globals["__builtins__"]]
    close = get_close_matches(name, [word for word in known if word.isidentifier()], 1)
    return f"did you mean '{close[0]}'?" if close else ""
