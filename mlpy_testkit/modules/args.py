"""The module ``args``: the command line, as a list and as a parser sees it.

Beyond the reference implementation the parser understands ``--name=value`` and ``--``, keeps
positional arguments that nobody declared, and lets ``--help`` end the parsing.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from ..capabilities.door import require
from ..engine.collection_methods import as_key
from ..engine.limits import check_text
from ..engine.text import operand_text
from ..engine.values import LibraryObject, Module, host_kind
from ..records import NamedTuple
from ..world import world
from .declarations import Members

_members = Members("args")


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


@_members.function("all", "Get all command-line arguments", "args.read")
def _all() -> List[str]:
    return list(world().arguments)


@_members.function("script", "Get script name", "args.read")
def _script() -> str:
    return "".join(world().arguments[:1])


@_members.function("rest", "Get arguments without script name", "args.read")
def _rest() -> List[str]:
    return world().arguments[1:]


@_members.function("create_parser", "Create argument parser")
def _create_parser(name: Any = "", description: Any = "") -> Any:
    return ArgParser(name, description)


class _Named(NamedTuple):
    """A declared flag, option or positional argument."""

    name: Any
    short: Any
    help: Any
    default: Any = None
    required: Any = False


class ArgParser(LibraryObject):
    """What ``create_parser`` returns: declarations, and how to read arguments by them."""

    __slots__ = ("_flags", "_options", "_positionals", "description", "name")
    type_name = "ArgParser"
    attributes = ("name", "description", "flags", "options", "positionals")

    def __init__(self, name: Any, description: Any) -> None:
        self.name = name
        self.description = description
        self._flags: Dict[Any, _Named] = {}
        self._options: Dict[Any, _Named] = {}
        self._positionals: List[_Named] = []

    @property
    def flags(self) -> Dict[Any, Any]:
        """The declared flags as a program sees them."""
        return {flag.name: {"short": flag.short, "help": flag.help} for flag in self._flags.values()}

    @property
    def options(self) -> Dict[Any, Any]:
        """The declared options as a program sees them."""
        return {
            option.name: {"short": option.short, "help": option.help, "default": option.default}
            for option in self._options.values()
        }

    @property
    def positionals(self) -> List[Any]:
        """The declared positional arguments as a program sees them."""
        return [{"name": item.name, "help": item.help, "required": item.required} for item in self._positionals]


class ParsedArgs(LibraryObject):
    """What ``parse`` returns."""

    __slots__ = ("_flags", "_named", "_options", "_positionals")
    type_name = "ParsedArgs"

    def __init__(self) -> None:
        self._flags: Dict[Any, Any] = {}
        self._options: Dict[Any, Any] = {}
        self._named: Dict[Any, Any] = {}
        self._positionals: List[Any] = []


# -- declaring ---------------------------------------------------------------------------------------


def _add_flag(parser: ArgParser, name: Any, short: Any, help: Any) -> None:
    parser._flags[as_key(name)] = _Named(name, short, help)


def _add_option(parser: ArgParser, name: Any, short: Any, help: Any, default: Any) -> None:
    parser._options[as_key(name)] = _Named(name, short, help, default)


def _add_positional(parser: ArgParser, name: Any, help: Any, required: Any = False) -> None:
    as_key(name)
    parser._positionals.append(_Named(name, None, help, None, required))


def _help(parser: ArgParser) -> str:
    """Return the text that explains the declared arguments."""
    lines = [line for line in (parser.name, parser.description) if line]
    usage = "Usage: script.ml [options]"
    for item in parser._positionals:
        name = operand_text(item.name)
        usage += f" <{name}>" if item.required else f" [{name}]"
    lines += ["", usage, ""]
    if parser._positionals:
        lines.append("Positional Arguments:")
        for item in parser._positionals:
            needed = "required" if item.required else "optional"
            lines.append(f"  {operand_text(item.name):<18} {operand_text(item.help)} ({needed})")
        lines.append("")
    lines.append("Options:")
    for item in parser._flags.values():
        lines.append(f"  {_short(item)}--{operand_text(item.name):<15} {operand_text(item.help)}")
    for item in parser._options.values():
        name = f"--{operand_text(item.name)} VALUE"
        default = "" if item.default is None else f" (default: {operand_text(item.default)})"
        lines.append(f"  {_short(item)}{name:<15} {operand_text(item.help)}{default}")
    lines.append("  -h, --help         Show this help message")
    shown = "\n".join(lines)
    check_text(len(shown))
    return shown


def _short(item: _Named) -> str:
    return f"-{operand_text(item.short)}, " if item.short else "    "


# -- parsing -----------------------------------------------------------------------------------------


def _parse(parser: ArgParser, argv: Any = None) -> ParsedArgs:
    """Return what the arguments say; without any given, those of the program are read."""
    if argv is None:
        require("args.read", function="ArgParser.parse")
        argv = world().arguments[1:]
    elif type(argv) is not list and type(argv) is not str:
        raise TypeError(f"object of type '{host_kind(argv)}' has no len()")
    return _Parsing(parser, list(argv)).parse()


class _Parsing:
    """One reading of arguments from left to right."""

    def __init__(self, parser: ArgParser, waiting: List[Any]) -> None:
        for argument in waiting:
            if type(argument) is not str:
                raise AttributeError(f"'{host_kind(argument)}' object has no attribute 'startswith'")
        self.parser = parser
        self.waiting = waiting[::-1]
        self.result = ParsedArgs()
        self.values: List[str] = []

    def parse(self) -> ParsedArgs:
        """Return the result; ``--help`` ends the reading and nothing is required any more."""
        while self.waiting and not self.wants_help:
            argument = self.waiting.pop()
            if argument == "--":
                self.values += self.waiting[::-1]
                break
            if argument.startswith("--"):
                self.long(argument)
            elif argument.startswith("-") and argument != "-":
                self.group(argument[1:])
            else:
                self.values.append(argument)
        self.finish()
        return self.result

    @property
    def wants_help(self) -> bool:
        return "help" in self.result._flags

    def long(self, argument: str) -> None:
        """Read ``--name``, ``--name value`` or ``--name=value``."""
        name, equals, value = argument[2:].partition("=")
        if name == "help" and not equals:
            self.result._flags["help"] = True
        elif name in self.parser._flags:
            if equals:
                raise ValueError(f"Option --{name} takes no value")
            self.result._flags[name] = True
        elif name in self.parser._options:
            self.result._options[name] = value if equals else self.next(f"--{name}")
        else:
            raise ValueError(f"Unknown option: {argument}")

    def group(self, letters: str) -> None:
        """Read ``-abc``: each letter is a flag or an option; ``h`` is always help."""
        if "h" in letters:
            self.result._flags["help"] = True
        for letter in letters.replace("h", ""):
            flag = _with_short(self.parser._flags, letter)
            option = _with_short(self.parser._options, letter)
            if flag is not None:
                self.result._flags[flag.name] = True
            elif option is not None:
                self.result._options[option.name] = self.next(f"-{letter}")
            else:
                raise ValueError(f"Unknown option: -{letter}")

    def next(self, option: str) -> Any:
        """Return the argument that is the value of an option."""
        if not self.waiting:
            raise ValueError(f"Option {option} requires a value")
        return self.waiting.pop()

    def finish(self) -> None:
        """Fill in defaults and give the positional arguments their names."""
        result = self.result
        for option in self.parser._options.values():
            if option.default is not None:
                result._options.setdefault(option.name, option.default)
        for at, item in enumerate(self.parser._positionals):
            if at < len(self.values):
                result._named[item.name] = self.values[at]
            elif item.required and not self.wants_help:
                raise ValueError(f"Required positional argument missing: {operand_text(item.name)}")
        result._positionals = self.values


def _with_short(declared: Dict[Any, _Named], letter: str) -> Optional[_Named]:
    return next((item for item in declared.values() if item.short == letter), None)


ArgParser.methods = {
    "add_flag": _add_flag,
    "add_option": _add_option,
    "add_positional": _add_positional,
    "help": _help,
    "parse": _parse,
}


# -- asking for what was parsed ----------------------------------------------------------------------


def _has(parsed: ParsedArgs, name: Any) -> bool:
    key = as_key(name)
    return key in parsed._flags or key in parsed._options or key in parsed._named


def _get(parsed: ParsedArgs, name: Any, default: Any = None) -> Any:
    key = as_key(name)
    for found in (parsed._options, parsed._named, parsed._flags):
        if key in found:
            return found[key]
    return default


def _get_bool(parsed: ParsedArgs, name: Any) -> bool:
    return as_key(name) in parsed._flags


def _flags(parsed: ParsedArgs) -> Dict[Any, Any]:
    return dict(parsed._flags)


def _options(parsed: ParsedArgs) -> Dict[Any, Any]:
    return dict(parsed._options)


def _positionals(parsed: ParsedArgs) -> List[Any]:
    return list(parsed._positionals)


ParsedArgs.methods = {
    "has": _has,
    "get": _get,
    "get_bool": _get_bool,
    "flags": _flags,
    "options": _options,
    "positionals": _positionals,
}

_module = Module("args", _members, "Command-line argument parsing", "Args", ("args.read",))
