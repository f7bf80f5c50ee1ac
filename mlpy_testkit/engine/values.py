"""The values of a running program, what they are called, and how they cross the border to Python.

ML values are None, bool, int, float, str, list and dict (of exactly these types), functions, and
the final classes below. Functions compiled from ML and built-in functions are plain Python
functions; a built-in carries the attribute ``ml_name``. Every decision in the engine asks for the
exact type of a value, so nothing else can pass as one; :func:`to_ml` is the only door for the
values of Python. Texts of values are in ``text.py``, their members in ``members.py``.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any, Callable, ClassVar, Dict, Iterable, List, Mapping, Optional, Tuple, Union, final
from typing import Iterator as PythonIterator

from .errors import MLUsageError

UNITS = "rt units"  # where the globals of compiled code keep their programs by file name
SCALARS = frozenset([type(None), bool, int, float, str])


@final
class ErrorValue:
    """What the name after ``except`` holds: an error as a program sees it.

    ``kind`` is "ZeroDivisionError" and the like; ``payload`` is the thrown object, or None. The message
    can be a function that makes it, because most programs never look at it.
    """

    __slots__ = ("_message", "kind", "payload")
    get: ClassVar[Callable[..., Any]]  # a member by its name, see members.py

    def __init__(
        self, message: Union[str, Callable[[], str]], kind: str, payload: Optional[Dict[Any, Any]] = None
    ) -> None:
        self._message = message
        self.kind = kind
        self.payload = payload

    @property
    def message(self) -> str:
        """The text of the error."""
        if not isinstance(self._message, str):
            self._message = self._message()
        return self._message


@final
class Module:
    """A module as a value: names and what they stand for, seen from a program, read only.

    ``members`` may be a live view. ``type_name`` is the name that messages give it: "Math" for a
    standard module, "module" for one written in ML.
    """

    __slots__ = ("capabilities", "description", "members", "name", "type_name")
    get: ClassVar[Callable[..., Any]]  # a member by its name, see members.py

    def __init__(
        self,
        name: str,
        members: Mapping[str, Any],
        description: str = "",
        type_name: str = "module",
        capabilities: Tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.members = members
        self.description = description
        self.type_name = type_name
        self.capabilities = capabilities


@final
class Iterator:
    """What ``iter`` returns: a position in an array, a string or the keys of an object."""

    __slots__ = ("host_kind", "items")

    def __init__(self, items: PythonIterator[Any], host_kind: str) -> None:
        self.items = items
        self.host_kind = host_kind


@final
class Method:
    """A method taken from its value without calling it; can be called like any function."""

    __slots__ = ("invoke", "name", "receiver")

    def __init__(self, invoke: Callable[..., Any], receiver: Any, name: str) -> None:
        self.invoke = invoke
        self.receiver = receiver
        self.name = name

    def __call__(self, *arguments: Any) -> Any:
        return self.invoke(self.receiver, self.name, *arguments)


@final
class HostFunction:
    """A Python callable handed in by the host; arguments and results are copied at the border.

    With a *session* the functions among the arguments are calls of it, also when the program is over.
    """

    __slots__ = ("function", "name", "session")

    def __init__(self, function: Callable[..., Any], name: Optional[str] = None, session: Any = None) -> None:
        self.function = function
        found = name or getattr(function, "__name__", None)
        self.name = found if type(found) is str else type(function).__name__
        self.session = session

    def __call__(self, *arguments: Any) -> Any:
        session = self.session
        if session is None:
            return to_ml(self.function(*[to_ml(argument) for argument in arguments]))
        return to_ml(self.function(*[from_ml(argument, session) for argument in arguments]), session)


@final
class MLFunction:
    """An ML function outside its session: calling it is a call of the session, with its limits and grants."""

    __slots__ = ("function", "session")

    def __init__(self, function: Callable[..., Any], session: Any) -> None:
        self.function = function
        self.session = session

    def __call__(self, *arguments: Any) -> Any:
        return self.session.call_function(self.function, arguments)

    @property
    def __name__(self) -> str:
        name = str(getattr(self.function, "ml_name", None) or getattr(self.function, "__name__", "function"))
        return "arrow function" if name == "<lambda>" or " " in name else name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MLFunction) and self.function is other.function

    def __hash__(self) -> int:
        return hash(self.function)

    def __repr__(self) -> str:
        return f"<ML {self.__name__}>"


class LibraryObject:
    """Base of the object types of the library, such as a compiled regular expression.

    A subclass names its type, its methods (functions that take the object first) and the names of
    its data attributes. Nothing else of the Python object can be seen from a program.
    """

    __slots__ = ()
    get: ClassVar[Callable[..., Any]]  # a member by its name, see members.py

    type_name: ClassVar[str] = "Object"
    methods: ClassVar[Dict[str, Callable[..., Any]]] = {}
    attributes: ClassVar[Tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        if "get" in vars(cls):
            raise TypeError("programs reach members by 'get'; a library object must not define it")


FUNCTIONS = frozenset([FunctionType, Method, HostFunction])

_TYPE_NAMES = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
    FunctionType: "function",
    Method: "function",
    HostFunction: "function",
    Module: "module",
}


def is_function(value: Any) -> bool:
    """Tell whether *value* can be called."""
    return type(value) in FUNCTIONS


def type_name(value: Any) -> str:
    """Return the name that ``typeof`` gives to a value.

    >>> type_name([1]), type_name(None)
    ('array', 'unknown')
    """
    name = _TYPE_NAMES.get(type(value))
    if name is not None:
        return name
    return value.type_name if isinstance(value, LibraryObject) else "unknown"


def host_kind(value: Any) -> str:
    """Return the name of the value's type as the messages of run-time errors give it.

    >>> host_kind(None), host_kind(2.5)
    ('NoneType', 'float')
    """
    kind = type(value)
    if kind is FunctionType:
        return "method" if hasattr(value, "ml_name") else "function"
    if kind is Method:
        return "method"
    if kind is HostFunction:
        return "function"
    if kind is ErrorValue:
        return str(value.kind)
    if kind is Iterator:
        return str(value.host_kind)
    if kind is Module or isinstance(value, LibraryObject):
        return str(value.type_name)
    return kind.__name__


def iterate(value: Any) -> Iterable[Any]:
    """Return what a loop over *value* runs through; fails for what has no elements."""
    kind = type(value)
    if kind is list or kind is str or kind is dict:
        items: Iterable[Any] = value
        return items
    if kind is Iterator:
        remaining: Iterable[Any] = value.items
        return remaining
    raise TypeError(f"'{host_kind(value)}' object is not iterable")


# -- the border ------------------------------------------------------------------------------------


def is_ml_function(value: Any) -> bool:
    """Tell whether a Python function is a built-in or was compiled from ML."""
    return type(value) is FunctionType and (hasattr(value, "ml_name") or UNITS in value.__globals__)


def is_value(value: Any) -> bool:
    """Tell whether something is an ML value; what an array or an object holds is not looked at."""
    kind = type(value)
    if kind in SCALARS or kind is list or kind is dict or kind in _ENGINE_TYPES:
        return True
    return isinstance(value, LibraryObject) or is_ml_function(value)


def to_ml(value: Any, session: Any = None) -> Any:
    """Return *value* from Python as an ML value, or raise ``TypeError``.

    Lists and dictionaries are copied at every depth, what is shared stays shared, tuples become
    arrays, objects of subclasses become plain, callables become functions. Functions of *session* become
    themselves again; those of another session stay calls of that one. Bytes, sets, dates and other objects
    are refused: they have no ML value, and none is made up for them. What comes out again is equal to what
    went in, and of the same type, except that tuples have become lists.

    >>> to_ml({"size": (1, 2)})
    {'size': [1, 2]}
    """
    if type(value) in SCALARS:
        return value
    if type(value) is list or type(value) is dict:
        plain = value.copy()
        if _is_flat(plain):
            return plain
    copies: Dict[int, Any] = {}
    sources: List[Any] = []  # keeps what a subclass makes up while it is read
    waiting: List[Tuple[Any, Any]] = []

    def convert(item: Any) -> Any:
        simple = _simple(item, session)
        if simple is not _CONTAINER:
            return simple
        copy = copies.get(id(item))
        if copy is None:
            copy = copies[id(item)] = {} if isinstance(item, dict) else []
            sources.append(item)
            waiting.append((item, copy))
        return copy

    result = convert(value)
    while waiting:
        source, copy = waiting.pop()
        if type(copy) is dict:
            for key, item in list(source.items()):
                copy[_key(key)] = convert(item)
        else:
            items = list(source)
            copy.extend(items if _is_flat(items) else [convert(item) for item in items])
    return result


def from_ml(value: Any, session: Any) -> Any:
    """Return a copy of an ML value for Python, in which functions are calls of *session*.

    >>> from_ml({"a": [1, None]}, None)
    {'a': [1, None]}
    """
    if type(value) in SCALARS:
        return value
    if type(value) is list or type(value) is dict:
        plain = value.copy()
        if _is_flat(plain):
            return plain
    copies: Dict[int, Any] = {}
    waiting: List[Tuple[Any, Any]] = []

    def convert(item: Any) -> Any:
        kind = type(item)
        if kind in SCALARS:
            return item
        if kind is HostFunction:
            return item.function
        if kind is FunctionType or kind is Method:
            return MLFunction(item, session)
        if kind is not list and kind is not dict:
            return item
        copy = copies.get(id(item))
        if copy is None:
            copy = copies[id(item)] = kind()
            waiting.append((item, copy))
        return copy

    result = convert(value)
    while waiting:
        source, copy = waiting.pop()
        if type(copy) is dict:
            for key, item in list(source.items()):
                copy[key] = convert(item)
        else:
            items = list(source)
            copy.extend(items if _is_flat(items) else [convert(item) for item in items])
    return result


def _is_flat(values: Any) -> bool:
    """Tell whether a list or dictionary holds nothing but scalars, which are the same on both sides."""
    if type(values) is dict:
        return SCALARS.issuperset(map(type, values)) and SCALARS.issuperset(map(type, values.values()))
    return SCALARS.issuperset(map(type, values))


_CONTAINER = object()
_ENGINE_TYPES = frozenset([ErrorValue, Module, Iterator, Method, HostFunction])
_BASES: Tuple[Tuple[type, Callable[[Any], Any]], ...] = (
    (int, int.__int__),
    (float, float.__float__),
    (str, str.__str__),
)


def _simple(value: Any, session: Any = None) -> Any:
    """Return the ML value for anything but a container; for one of those, ``_CONTAINER``."""
    kind = type(value)
    if kind in SCALARS or kind in _ENGINE_TYPES:
        return value
    if isinstance(value, (list, tuple, dict)):
        return _CONTAINER
    for base, plain in _BASES:
        if isinstance(value, base):
            return plain(value)
    if isinstance(value, LibraryObject) or is_ml_function(value):
        return value
    if kind is MLFunction and session is not None and value.session is session:
        return value.function
    if callable(value):
        return HostFunction(value, None, session)
    raise TypeError(
        f"a Python {kind.__name__} cannot become an ML value; ML knows null, booleans, numbers, "
        "strings, arrays, objects and functions"
    )


def _key(key: Any) -> Any:
    """Return a key of a Python dictionary as a key of an ML object."""
    simple = _simple(key)
    if simple is _CONTAINER:
        raise TypeError(f"a Python {type(key).__name__} cannot become the key of an ML object")
    return simple


def to_variables(values: Mapping[str, Any], session: Any = None) -> Dict[str, Any]:
    """Return copies of values from Python as ML values by the names of variables; raise ``MLUsageError``."""
    for name in values:
        if type(name) is not str or not name.isidentifier() or not name.isascii() or name.startswith("__"):
            raise MLUsageError(f"{name!r} is not a name for an ML variable")
    return {name: value_to_ml(value, f"variable {name!r}", session) for name, value in values.items()}


def value_to_ml(value: Any, what: str, session: Any = None) -> Any:
    """Return a value from Python as an ML value; raise ``MLUsageError``, which says *what* has none."""
    try:
        return to_ml(value, session)
    except TypeError as error:
        raise MLUsageError(f"{what}: {error}") from None
