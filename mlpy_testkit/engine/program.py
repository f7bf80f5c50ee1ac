"""From text to something that runs: the whole way through the engine on one screen."""

from __future__ import annotations

import threading
from collections import deque
from io import StringIO
from types import CodeType
from typing import Any, Deque, Dict, FrozenSet, List, Optional, Set, Tuple

from .checks import check
from .compiler import Compiled, compile_module
from .errors import MLLimitError
from .findings import Finding
from .nodes import Assign, Capability, Evaluate, Function, Module, Name, walk
from .parser import Parser
from .scopes import MODULE, Scope
from .source import Source, Span

LENGTH = 1_000_000  # characters of a program
_TREES = 256  # programs whose nodes are kept, which take ten times as much memory as their code
_TREE_CHARACTERS = 250_000  # of them, at 50 bytes each
_REMEMBERED = 512  # programs
_CHARACTERS = 2_000_000  # of them
_LOOKS = 50_000_000  # at a name: CPython's compiler takes a second for them and cannot be interrupted

_Tree = Tuple[Module, Dict[int, Scope]]


class Program:
    """A text that has been parsed and checked; ``findings`` are the places where mlpy 2.0 differs.

    ``name`` is what errors call it; ``directory`` is where its imports are looked for too; ``known`` are
    the variables that are there before it runs. A program can be run any number of times, also by
    several threads at once.

    >>> from mlpy_testkit.engine import Engine
    >>> program = Engine().load("function max(a, b) { return 0; }\\nresult = max(1, 2);", "largest.ml")
    >>> [str(finding) for finding in program.findings]
    ["largest.ml:2:10: Q14 mlpy always calls the built-in 'max'"]
    """

    def __init__(
        self,
        text: str,
        name: str,
        builtins: FrozenSet[str],
        *,
        session: bool = False,
        security: bool = True,
        directory: Optional[str] = None,
        known: FrozenSet[str] = frozenset(),
    ) -> None:
        self.name = name
        self.directory = directory
        self.session = session
        self.known = known
        self.source = Source(name, text)
        self._builtins = builtins
        self._kept: Optional[_Tree] = None
        self._globals: Optional[FrozenSet[str]] = None
        self._declarations: Optional[Tuple[Capability, ...]] = None
        self._findings: Optional[Tuple[Finding, ...]] = None
        self._findings_as_module: Optional[Tuple[Finding, ...]] = None
        self._functions: Optional[Set[str]] = None
        self._may_set_result: Optional[bool] = None
        self._compiled: Dict[Tuple[bool, bool, bool], Compiled] = {}
        self._spans: Any = None
        if len(text) > LENGTH:
            raise MLLimitError(f"the program has more than {LENGTH} characters", self.source, Span(0, 1), limit="text")
        try:
            module, scopes = self._parse()
            if _looks(list(scopes.values())) > _LOOKS:
                raise MLLimitError("too many functions and names", self.source, Span(0, 1), limit="text")
            check(module, scopes, self.source, security, known)
        except RecursionError:
            raise MLLimitError("nested too deeply", self.source, Span(0, 1), limit="nesting") from None

    def __reduce__(self) -> Tuple[Any, ...]:
        """Pickle a program as its text; it has been checked already."""
        return _again, (self.source.text, self.name, self._builtins, self.session, self.directory, self.known)

    # -- the tree -------------------------------------------------------------------------------

    @property
    def module(self) -> Module:
        """The nodes of the program."""
        return self._tree()[0]

    def _tree(self) -> _Tree:
        """Return the nodes and the scopes; they are made anew if they were let go."""
        return self._kept or self._parse()

    def _parse(self) -> _Tree:
        parser = Parser(self.source, self.session)
        tree = self._kept = parser.parse(), parser.resolve()
        _with_trees.add(self)
        return tree

    def _let_go(self) -> None:
        """Keep of the tree only what running the program again asks for."""
        if self._kept is not None:
            self._globals, self._declarations = self.globals, self.declarations
        self._kept = self._spans = None

    # -- what runs ------------------------------------------------------------------------------

    def compiled(self, counted: bool = False, deep: bool = False, open_module: bool = False) -> Compiled:
        """Return the code of the program in one of its forms; see ``compiler.py``."""
        form = (counted, deep, open_module)
        compiled = self._compiled.get(form)
        if compiled is None:
            try:
                module, scopes = self._tree()
                compiled = compile_module(
                    module,
                    scopes,
                    self.source,
                    self._builtins,
                    session=self.session,
                    open_module=open_module or self.session,
                    counted=counted,
                    deep=deep,
                )
            except RecursionError:
                raise MLLimitError("nested too deeply", self.source, Span(0, 1), limit="nesting") from None
            self._compiled[form] = compiled
            if self.directory is None:
                self._show_lines()
        return compiled

    def code(self, form: Tuple[bool, bool, bool]) -> Optional[CodeType]:
        """Return the code of a form if it was compiled before."""
        compiled = self._compiled.get(form)
        return None if compiled is None else compiled.code

    def as_python(self) -> str:
        """Return what runs as Python text, for people: helpers have names with a blank in them."""
        from .compiler import render

        module, scopes = self._tree()
        return render(module, scopes, self.source, self._builtins, session=self.session)

    @property
    def findings(self) -> Tuple[Finding, ...]:
        """What runs here and is refused, or answers differently, in mlpy 2.0."""
        if self._findings is None:
            from .portability import find

            module, scopes = self._tree()
            self._findings = find(module, scopes, self.source, self._builtins, self.known)
        return self._findings

    @property
    def findings_as_module(self) -> Tuple[Finding, ...]:
        """What differs if the program is imported: mlpy compiles modules more strictly."""
        if self._findings_as_module is None:
            from .portability import find

            module, scopes = self._tree()
            self._findings_as_module = find(
                module, scopes, self.source, self._builtins, self.known, is_module=True
            )
        return self._findings_as_module

    @property
    def functions(self) -> Set[str]:
        """The names that are bound by ``function name``."""
        if self._functions is None:
            _, scopes = self._tree()
            self._functions = set().union(*(scope.functions for scope in scopes.values()))
        return self._functions

    @property
    def has_functions(self) -> bool:
        """Whether running the program can leave functions behind."""
        return any(
            isinstance(constant, CodeType)
            for compiled in self._compiled.values()
            for constant in compiled.code.co_consts
        )

    def _show_lines(self) -> None:
        """Let Python show the lines of a text that is no file, in tracebacks and debuggers."""
        import linecache

        text = self.source.text
        linecache.cache[self.name] = (len(text), None, StringIO(text).readlines(), self.name)

    def forget_lines(self) -> None:
        """Take the lines of the program from those that Python shows."""
        import linecache

        known = linecache.cache.get(self.name)
        if known is not None and len(known) == 4 and "".join(known[2]) == self.source.text:
            linecache.cache.pop(self.name, None)

    @property
    def declarations(self) -> Tuple[Capability, ...]:
        """The ``capability`` declarations of the program."""
        if self._declarations is None:
            self._declarations = tuple(node for node in self.module.body if isinstance(node, Capability))
        return self._declarations

    @property
    def globals(self) -> FrozenSet[str]:
        """The names that the program binds at its top level."""
        if self._globals is None:
            _, scopes = self._tree()
            self._globals = frozenset(scopes[MODULE].bindings)
        return self._globals

    @property
    def sets_result(self) -> bool:
        """Whether the program sets the variable ``result``, perhaps on some ways through it only."""
        return "result" in self.globals

    @property
    def may_set_result(self) -> bool:
        """Whether it sets ``result`` on some ways only, and never reads it: an older value is not its own."""
        if self._may_set_result is None:
            self._may_set_result = self.sets_result and _only_perhaps(self.module)
        return self._may_set_result

    @property
    def answer(self) -> Optional[Span]:
        """Where the program says its value: the last ``result = ...;`` or else its last expression."""
        last = None
        body = self.module.body
        for node in body:
            if isinstance(node, Assign) and isinstance(node.target, Name) and node.target.name == "result":
                last = node.value
        if last is None and body:
            statement = body[-1]
            last = statement.expression if isinstance(statement, Evaluate) else None
        return None if last is None else Span(last.start, last.end)

    def span_of(self, code: CodeType, instruction: int) -> Optional[Span]:  # CPython 3.10
        """Return the place of an instruction, where Python itself knows the line only."""
        from .positions import Positions

        spans: Optional[Positions] = self._spans
        if spans is None:
            module, scopes = self._tree()
            spans = self._spans = Positions(module, scopes, self.source, self._builtins, self.session)
        return spans.find(code, instruction, self._compiled)

    def qualified(self, name: str) -> str:
        """Return the name of a function with those around it: ``outer.<locals>.inner``."""
        return _qualified(self.module.body, name, "") or name


class _Trees:
    """The programs whose nodes are kept, of all engines."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._programs: Deque[Program] = deque()  # the latest last
        self._characters = 0

    def add(self, program: Program) -> None:
        """Keep the nodes of one more program, and let those of the oldest go for it."""
        old: List[Program] = []
        with self._lock:
            self._programs.append(program)
            self._characters += len(program.source.text)
            while len(self._programs) > 1 and (len(self._programs) > _TREES or self._characters > _TREE_CHARACTERS):
                old.append(self._programs.popleft())
                self._characters -= len(old[-1].source.text)
        for each in old:
            each._let_go()


_with_trees = _Trees()


def _again(
    text: str, name: str, builtins: FrozenSet[str], session: bool, directory: Optional[str], known: FrozenSet[str]
) -> Program:
    return Program(text, name, builtins, session=session, security=False, directory=directory, known=known)


Key = Tuple[str, str, FrozenSet[str]]  # text, name, known variables


class Programs:
    """The programs that were loaded last, for all engines that share them and for any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._programs: Dict[Key, Program] = {}
        self._characters = 0

    def __len__(self) -> int:
        return len(self._programs)

    def get(self, key: Key) -> Optional[Program]:
        """Return the program of a key, or None."""
        return self._programs.get(key)

    def keep(self, key: Key, program: Program) -> None:
        """Remember a program, and forget the oldest ones for it."""
        with self._lock:
            if key in self._programs:
                self._forget(key)
            self._programs[key] = program
            self._characters += len(key[0])
            while len(self._programs) > 1 and (len(self._programs) > _REMEMBERED or self._characters > _CHARACTERS):
                self._forget(next(iter(self._programs)))

    def _forget(self, key: Key) -> None:
        del self._programs[key]
        self._characters -= len(key[0])


def _only_perhaps(module: Module) -> bool:
    """Tell whether no statement of the top level assigns to ``result``, and nothing reads it."""
    set_at = set()
    for node in walk(module):
        if type(node) is Assign and type(node.target) is Name and node.target.name == "result":
            if any(node is statement for statement in module.body):
                return False
            set_at.add(node.target.start)
    return all(node.start in set_at for node in walk(module) if type(node) is Name and node.name == "result")


def _looks(scopes: List[Scope]) -> int:
    """Return how often CPython's compiler looks at a name: for each function at all names around it."""
    most = len(scopes) * sum(len(scope.bindings) for scope in scopes)
    if most <= _LOOKS:
        return most
    around: Dict[int, int] = {}  # by the id of a scope, which stands after the one around it
    for scope in scopes:
        outer = scope.parent
        around[id(scope)] = 0 if outer is None else around[id(outer)] + len(outer.bindings)
    return sum(around.values())


def _qualified(body: Tuple[Any, ...], name: str, prefix: str) -> Optional[str]:
    for node in body:
        if isinstance(node, Function):
            if node.name.name == name:
                return prefix + name
            found = _qualified(node.body, name, f"{prefix}{node.name.name}.<locals>.")
        else:
            parts = [part for part in node if isinstance(part, tuple) and part]
            found = None
            for part in parts:
                inner = part if isinstance(part[0], tuple) else (part,) if hasattr(part, "start") else ()
                found = found or _qualified(tuple(item for item in inner if hasattr(item, "start")), name, prefix)
        if found:
            return found
    return None
