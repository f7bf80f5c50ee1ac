"""The one door to the members of values: ``value.name`` and ``value.name(...)``.

What can be reached is listed in tables; there is no way from here to an attribute of a Python
object. ``getattr``, ``hasattr`` and ``methods`` read the same tables. The members of an object are
its keys and nothing else; only if it has a key that is no string can it be called by the names of
dictionary methods too.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from .collection_methods import ARRAY_METHODS, OBJECT_METHODS
from .functions import arity_text, parameters
from .limits import SMALL, spend
from .strings import STRING_METHODS
from .values import FUNCTIONS, ErrorValue, LibraryObject, Method, Module, host_kind

MISSING: Any = object()  # stands for no member, where None would be a value

_TABLES: Dict[type, Dict[str, Tuple[Callable[..., Any], int, int]]] = {
    str: STRING_METHODS,
    list: ARRAY_METHODS,
    dict: OBJECT_METHODS,
}
_METHODS: Dict[type, Dict[str, Callable[..., Any]]] = {
    kind: {name: entry[0] for name, entry in table.items()} for kind, table in _TABLES.items()
}
TABLE_NAMES = frozenset(name for table in _METHODS.values() for name in table)


class SecurityError(Exception):
    """A program reaches for what no program may have."""


def member(value: Any, name: str) -> Any:
    """Return ``value.name``; the value of a missing key is None.

    >>> member({"a": 1}, "a"), member({"a": 1}, "b"), member("abc", "length")
    (1, None, 3)
    """
    if type(value) is dict:
        return value.get(name)
    found = lookup(value, name)
    if found is MISSING:
        raise no_member(value, name, "attribute")
    return found


# Compiled code reads a member by ``value.get(name)``, which objects, being dictionaries, have anyway.
Module.get = ErrorValue.get = LibraryObject.get = member


def lookup(value: Any, name: str) -> Any:
    """Return ``value.name``, or ``MISSING`` if there is no such member or key."""
    kind = type(value)
    if kind is dict:
        return value.get(name, MISSING)
    methods = _METHODS.get(kind)
    if methods is not None:
        if name == "length":
            return len(value)
        return Method(invoke, value, name) if name in methods else MISSING
    if kind is Module:
        return value.members.get(name, MISSING)
    if kind is ErrorValue:
        return _error_member(value, name)
    if isinstance(value, LibraryObject):
        if name in value.methods:
            return Method(invoke, value, name)
        return getattr(value, name) if name in value.attributes else MISSING
    return MISSING


def invoke(value: Any, name: str, *arguments: Any) -> Any:
    """Return the result of ``value.name(arguments)``.

    >>> invoke("a-b", "split", "-")
    ['a', 'b']
    """
    kind = type(value)
    if kind is dict:
        function = value.get(name, MISSING)
        if type(function) in FUNCTIONS:
            return function(*arguments)
        if function is not MISSING:
            raise TypeError(f"Property '{name}' is not callable (got {host_kind(function)})")
        if name not in OBJECT_METHODS or has_string_keys(value):
            raise AttributeError(f"ML object has no property '{name}'")
    methods = _METHODS.get(kind)
    if methods is not None:
        method = methods.get(name)
        if method is None:
            raise no_member(value, name, "method")
        try:
            return method(value, *arguments)
        except TypeError:
            message = _method_arity(kind, name, len(arguments))
            if message is None:
                raise
        raise TypeError(message)
    if isinstance(value, LibraryObject):
        return _invoke_library(value, name, arguments)
    function = lookup(value, name)
    if function is MISSING:
        raise no_member(value, name, "method")
    if type(function) not in FUNCTIONS:
        raise not_callable(function)
    return function(*arguments)


def method_names(value: Any) -> List[str]:
    """Return the sorted names by which a value can be called: what ``methods`` answers."""
    kind = type(value)
    if kind is dict:
        own = {key for key, item in value.items() if type(key) is str and type(item) in FUNCTIONS}
        return sorted(own if has_string_keys(value) else own.union(OBJECT_METHODS))
    if kind is Module:
        return sorted(name for name, item in value.members.items() if type(item) in FUNCTIONS)
    if isinstance(value, LibraryObject):
        return sorted(value.methods)
    return sorted(_METHODS.get(kind, ()))


def has_string_keys(mapping: Mapping[Any, Any]) -> bool:
    """Tell whether all keys of an object are strings."""
    if len(mapping) > SMALL:
        spend(len(mapping))
    return {str}.issuperset(map(type, mapping))


def not_callable(value: Any) -> TypeError:
    """Return the error for the call of a value that is no function."""
    kind = host_kind(value)
    return TypeError(f"Cannot call object of type '{kind}': not callable\nExpected a function, got {kind}")


# -- errors, objects of the library ------------------------------------------------------------------


def _error_member(error: ErrorValue, name: str) -> Any:
    """Return a member of a caught error: of a thrown object its keys, of any other its kind."""
    if name == "message":
        return error.message
    if error.payload is not None:
        return error.payload.get(name)
    return error.kind if name == "type" else MISSING


def _invoke_library(value: LibraryObject, name: str, arguments: Tuple[Any, ...]) -> Any:
    method = value.methods.get(name)
    if method is None:
        raise no_member(value, name, "method")
    try:
        return method(value, *arguments)
    except TypeError:
        least, most = parameters(method)
        if least - 1 <= len(arguments) <= most - 1:
            raise
    raise TypeError(arity_text(f"{value.type_name}.{name}", least - 1, most - 1, len(arguments)))


# -- messages ----------------------------------------------------------------------------------------


def no_member(value: Any, name: str, what: str) -> Exception:
    """Return the error for a member that does not exist; *what* is "attribute" or "method"."""
    kind = host_kind(value)
    if type(value) is Module:
        if kind != "module":
            return AttributeError(f"'{kind}' object has no attribute '{name}'")
        yet = " yet: modules import each other" if getattr(value.members, "is_loading", False) else ""
        if what == "attribute":
            return AttributeError(f"module '{value.name}' has no attribute '{name}'{yet}")
        return AttributeError(f"'module' object has no method '{name}'{yet}")
    if isinstance(value, LibraryObject):
        return AttributeError(f"'{kind}' object has no {what} '{name}'")
    if name.startswith("__") and name.endswith("__"):
        return SecurityError(f"Access to dangerous attribute '{name}' is forbidden")
    return AttributeError(f"'{kind}' object has no accessible {what} '{name}'")


# Methods whose complaints about the number of arguments have the form of a function's.
_CALL_FORM = frozenset(["count", "endswith", "find", "index", "rfind", "rindex", "rsplit", "split", "startswith"])


def _method_arity(kind: type, name: str, given: int) -> Optional[str]:
    """Return CPython's complaint about the number of arguments, or None if the number is right."""
    _, least, most = _TABLES[kind][name]
    if least <= given <= most:
        return None
    if kind is list and name == "sort":
        return (
            f"sort() takes at most 2 arguments ({given} given)" if given > 2 else "sort() takes no positional arguments"
        )
    if most == 0:
        return f"{kind.__name__}.{name}() takes no arguments ({given} given)"
    if least == most == 1:
        return f"{kind.__name__}.{name}() takes exactly one argument ({given} given)"
    bound = least if given < least else most
    word = "" if least == most else "at least " if given < least else "at most "
    noun = "argument" if bound == 1 else "arguments"
    if kind is str and name in _CALL_FORM:
        return f"{name}() takes {word}{bound} {noun} ({given} given)"
    return f"{name} expected {word}{bound} {noun}, got {given}"
