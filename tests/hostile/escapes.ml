// name: the table of host builtins by name
result = __builtins__;
//! check name run time
---
// name: the import function by name
os = __import__("os");
result = os.system("id");
//! check name run time
---
// name: import function from a variable
f = __import__;
result = f("os");
//! check name run time
---
// name: class of a string literal
result = "".__class__;
//! check run time
---
// name: class of a string variable
s = "abc";
result = s.__class__;
//! check run time
---
// name: subclasses of object through a string
result = "".__class__.__mro__[1].__subclasses__();
//! check run time
---
// name: subclasses of object through an array
a = [];
c = a.__class__.__base__.__subclasses__();
result = c[40]("/etc/passwd").read();
//! syntax check run time
---
// name: class of an array
a = [1];
result = a.__class__;
//! check run time
---
// name: class of a whole number
result = 5 .__class__;
//! check run time
---
// name: class of a float in parentheses
result = (1.5).__class__;
//! check run time
---
// name: class of a boolean
b = true;
result = b.__class__;
//! check run time
---
// name: class of null
n = null;
result = n.__class__;
//! check run time
---
// name: class of an object is just a missing key
o = {};
result = o.__class__;
//! check
//= null
---
// name: class of an object with another kind of key
o = {};
o[1] = 2;
result = o.__class__;
//! check run time
//= null
---
// name: class of an object through a built function name
o = {a: 1};
result = getattr(o, "__cl" + "ass__", "none");
//= "none"
---
// name: class read inside an arrow function
f = fn(x) => x.__class__;
result = f("abc");
//! check run time
---
// name: class read inside a block arrow
f = fn(x) => { return x.__class__; };
result = f("abc");
//! check run time
---
// name: dunder in a default branch never run
if (false) {
    x = "".__globals__;
}
result = 1;
//! check
//= 1
---
// name: globals of a function
function f() { return 1; }
result = f.__globals__;
//! check run time
---
// name: code of a function
function f() { return 1; }
result = f.__code__;
//! check run time
---
// name: closure of an arrow
function make(x) { return fn() => x; }
f = make(5);
result = f.__closure__;
//! check run time
---
// name: defaults of a function
f = fn(x) => x;
result = f.__defaults__;
//! check run time
---
// name: old spellings of function attributes
f = fn(x) => x;
result = f.func_globals;
//! run time
---
// name: old code attribute
f = fn(x) => x;
result = f.func_code;
//! run time
---
// name: self of a built-in
result = len.__self__;
//! check run time
---
// name: module of a built-in
result = print.__module__;
//! check run time
---
// name: name attribute of a built-in
result = print.ml_name;
//! run time
---
// name: set an attribute of a built-in
len.ml_name = "print";
result = 1;
//! run time
---
// name: set the code of a function
function f() { return 1; }
function g() { return 2; }
f.__code__ = g;
result = f();
//! check run time
---
// name: set the class of a string
s = "a";
s.__class__ = 5;
//! check run time
---
// name: set the class of an array
a = [];
a.__class__ = {};
//! check run time
---
// name: a key named class is only data
o = {"__class__": 7};
result = o["__class__"];
//= 7
---
// name: an index that is a dunder on a string
s = "abc";
result = s["__class__"];
//! run time
---
// name: an index that is a dunder on an array
a = [1];
result = a["__class__"];
//! run time
---
// name: an index that is a dunder on a function
function f() { return 1; }
result = f["__globals__"];
//! run time
---
// name: an index on a built-in
result = len["__self__"];
//! run time
---
// name: an index on null and numbers
n = 5;
result = n["__class__"];
//! run time
---
// name: item assignment to a function
function f() { return 1; }
f["__code__"] = 1;
//! run time
---
// name: item assignment to a string
s = "abc";
s["__class__"] = 1;
//! run time
---
// name: getattr with a dunder
result = getattr("a", "__class__", "none");
//= "none"
---
// name: getattr with a dunder put together at run time
part = "__";
result = getattr("a", part + "class" + part, "none");
//= "none"
---
// name: getattr with a dunder from characters
u = chr(95);
result = getattr([], u + u + "class" + u + u, "none");
//= "none"
---
// name: getattr with a dunder from a reversed string
result = getattr([], "__ssalc__"[::-1], "none");
//= "none"
---
// name: getattr with a dunder from join and replace
name = "_".join(["", "", "globals", "", ""]);
result = getattr(fn(x) => x, name.replace(" ", ""), "none");
//= "none"
---
// name: getattr on a function
function f() { return 1; }
result = getattr(f, "__globals__", "none");
//= "none"
---
// name: getattr on a built-in
result = getattr(getattr, "__self__", "none");
//= "none"
---
// name: getattr without a leading underscore on a function
result = getattr(fn(x) => x, "func_globals", "none");
//= "none"
---
// name: getattr for the attributes of the engine on a function
result = [getattr(len, "ml_name", 0), getattr(len, "invoke", 0), getattr(len, "name", 0)];
//= [0, 0, 0]
---
// name: getattr for frames
it = iter([1, 2]);
result = [getattr(it, "gi_frame", 0), getattr(it, "gi_code", 0), getattr(it, "items", 0), getattr(it, "host_kind", 0)];
//= [0, 0, 0, 0]
---
// name: getattr with a number as the name
result = getattr("a", 5, "none");
//! run time
//= "none"
---
// name: getattr with an array as the name
result = getattr("a", ["upper"], "none");
//! run time
//= "none"
---
// name: getattr with an object as the name
result = getattr("a", {}, "none");
//! run time
//= "none"
---
// name: getattr with a function as the name
result = getattr("a", len, "none");
//! run time
//= "none"
---
// name: getattr with null as the name
result = getattr({}, null, "none");
//! run time
//= "none"
---
// name: getattr with a null character in the name
result = getattr("a", "upper" + chr(0), "none");
//= "none"
---
// name: getattr with a surrogate in the name
result = getattr("a", chr(55296), "none");
//= "none"
---
// name: getattr of a name that normalises to a dunder
result = getattr("a", chr(65343) + chr(65343) + "class" + chr(65343) + chr(65343), "none");
//= "none"
---
// name: hasattr sees no dunder anywhere
f = fn(x) => x;
names = ["__class__", "__dict__", "__globals__", "__code__", "__self__", "__init__", "__reduce__", "_", "__"];
found = [];
for (v in ["a", [], {}, 1, 1.5, null, true, f, len, iter([1])]) {
    for (n in names) {
        if (hasattr(v, n)) { found.append(n); }
    }
}
result = found;
//= []
---
// name: hasattr with wrong kinds of name
result = hasattr("a", 5);
//! run time
//= false
---
// name: methods names nothing that begins with an underscore
bad = [];
for (v in ["a", [], {}, 1, 1.5, null, true, fn(x) => x, len, iter([1])]) {
    for (n in methods(v)) {
        if (n.startswith("_")) { bad.append(n); }
    }
}
result = bad;
//= []
---
// name: methods of a raw dictionary hold no dunder
o = {a: 1};
o[1] = 2;
bad = 0;
for (n in methods(o)) { if (n.startswith("_")) { bad = bad + 1; } }
result = bad;
//= 0
---
// name: help of everything shows nothing of the host
text = "";
for (v in ["a", [], {}, 1, 1.5, null, true, fn(x) => x, len, help, iter([1]), getattr("a", "upper")]) {
    text = text + str(help(v));
}
result = text.find("site-packages") + text.find("0x") + text.find("Traceback");
//= -3
---
// name: call of getattr through call
result = call(getattr, "a", "__class__", "none");
//= "none"
---
// name: call of call of call
result = call(call, call, getattr, [], "__class__", "none");
//= "none"
---
// name: call of a string
result = call("__import__", "os");
//! run time
---
// name: call of an object
result = call({}, 1);
//! run time
---
// name: call of a class by a host name
result = call(type, "a");
//! check name run time
---
// name: call of a module
import math;
result = call(math, 1);
//! run time
---
// name: call with nothing
result = call();
//! run time
---
// name: call of a method taken from a string
f = getattr("-", "join");
result = call(f, ["a", "b"]);
//= "a-b"
---
// name: the receiver of an extracted method
f = getattr([1], "append");
result = f.receiver;
//! run time
---
// name: the host side of an extracted method
f = getattr([1], "append");
result = [getattr(f, "invoke", 0), getattr(f, "receiver", 0), getattr(f, "__self__", 0), getattr(f, "__func__", 0)];
//= [0, 0, 0, 0]
---
// name: extracted method called with wrong arguments
f = getattr("a", "upper");
result = f("b", "c", "d");
//! run time
---
// name: an extracted method by member
s = "abc";
f = s.upper;
result = f();
//= "ABC"
---
// name: an extracted method of a literal
f = "abc".format;
//! run time
---
// name: format on a string
result = "{0.__class__}".format(1);
//! run time
---
// name: format of a variable
s = "{0.__class__.__init__.__globals__}";
result = s.format(fn(x) => x);
//! run time
---
// name: format_map
s = "{a.__class__}";
result = s.format_map({a: 1});
//! run time
---
// name: format through getattr
result = getattr("{0.__class__}", "format", "none");
//= "none"
---
// name: format through hasattr and call
s = "{0}";
result = hasattr(s, "format") ? call(getattr(s, "format"), 1) : "none";
//= "none"
---
// name: format with a field name as specification
result = format(1, "{0.__class__}");
//! run time
---
// name: format with a nested specification
result = format("a", "{}");
//! run time
---
// name: format with a dunder specification of a string
result = format("x", "__class__");
//! run time
---
// name: format of a function with a specification
result = format(len, "s");
//! run time
---
// name: format of a function without a specification
result = format(len).find("0x");
//= -1
---
// name: format of an object with a specification
result = format({a: 1}, ">20");
//! run time
---
// name: format of null with a specification
result = format(null, ">20");
//! run time
---
// name: format with a number as a specification
result = format(5, 5);
//! run time
---
// name: format with an object as a specification
result = format(5, {});
//! run time
---
// name: format with the locale type
result = format(5, "n");
//! run time
//= "5"
---
// name: percent formatting of attributes
x = "%(__class__)s";
result = x % {"__class__": 1};
//! run time
---
// name: percent formatting of a function
result = "%r" % len;
//! run time
---
// name: percent formatting with a variable
s = "%s %s";
result = s % ["a", "b"];
//! run time
---
// name: template strings stay text
x = 5;
result = "${x} {x} {0.__class__} %(x)s $x";
//= "${x} {x} {0.__class__} %(x)s $x"
---
// name: encode and decode
result = "abc".encode("rot13");
//! run time
---
// name: translate and maketrans
result = "abc".translate({});
//! run time
---
// name: maketrans
result = "abc".maketrans("a", "b");
//! run time
---
// name: methods of strings that do not exist in ML
bad = [];
for (n in ["format", "format_map", "encode", "translate", "maketrans", "mro", "partition", "zfill", "casefold", "expandtabs", "isidentifier"]) {
    if (hasattr("a", n)) { bad.append(n); }
}
result = bad;
//= []
---
// name: partition gives no tuple
result = "a-b".partition("-");
//! run time
---
// name: the real part of a number
result = 5 .real;
//! run time
---
// name: bit_length of a number
n = 5;
result = n.bit_length();
//! run time
---
// name: to_bytes of a number
n = 5;
result = n.to_bytes(2, "big");
//! run time
---
// name: from_bytes of a boolean
result = true.from_bytes([1], "big");
//! run time
---
// name: as_integer_ratio of a float
x = 1.5;
result = x.as_integer_ratio();
//! run time
---
// name: hex of a float
x = 1.5;
result = x.hex();
//! run time
---
// name: fromhex of a float
x = 1.5;
result = x.fromhex("0x1p1");
//! run time
---
// name: is_integer through getattr
result = getattr(1.5, "is_integer", "none");
//= "none"
---
// name: in-place addition by its host name
a = [1];
a.__iadd__([2]);
result = a;
//! check run time
---
// name: item access by its host name
a = [1];
result = a.__getitem__(0);
//! check run time
---
// name: reduce of a string
result = "a".__reduce_ex__(2);
//! check run time
---
// name: reduce of a function
f = fn(x) => x;
result = f.__reduce__();
//! check run time
---
// name: getattribute by its host name
s = "abc";
result = s.__getattribute__("upper");
//! check run time
---
// name: init of an array
a = [3];
a.__init__([1, 2]);
//! check run time
---
// name: dir of an array by its host name
a = [3];
result = a.__dir__();
//! check run time
---
// name: format by its host name
result = 5 .__format__("d");
//! check run time
---
// name: sizeof by its host name
result = "".__sizeof__();
//! check run time
---
// name: call of a function by its host name
f = fn(x) => x;
result = f.__call__(1);
//! check run time
---
// name: get of a function by its host name
f = fn(x) => x;
result = f.__get__({});
//! check run time
---
// name: traceback of a caught error
try { x = 1 / 0; } except (e) { result = e.__traceback__; }
//! check run time
---
// name: frame of a caught error
try { x = 1 / 0; } except (e) { result = e.tb_frame; }
//! run time
//= null
---
// name: with_traceback of a caught error
try { x = 1 / 0; } except (e) { result = e.with_traceback(null); }
//! run time
---
// name: add_note of a caught error
try { x = 1 / 0; } except (e) { result = e.add_note("x"); }
//! run time
---
// name: args of a caught error
try { x = 1 / 0; } except (e) { result = e.args; }
//! run time
---
// name: context and cause of a caught error
try { x = 1 / 0; } except (e) { result = [e.__context__, e.__cause__]; }
//! check run time
---
// name: obj of a caught attribute error
try { x = "abc"; y = x.nothing; } except (e) { result = e.obj; }
//! run time
---
// name: name of a caught name error
try { x = nothing; } except (e) { result = e.name; }
//! check name run time
---
// name: payload of a caught error
try { throw {message: "m"}; } except (e) { result = e.payload; }
//= null
---
// name: an index on a caught error
try { x = 1 / 0; } except (e) { result = e["__traceback__"]; }
//! run time
---
// name: getattr on a caught error
try { x = [1][5]; } except (e) {
    result = [getattr(e, "__traceback__", 0), getattr(e, "args", 0), getattr(e, "payload", 0), getattr(e, "kind", 0), getattr(e, "with_traceback", 0)];
}
//= [0, 0, 0, 0, 0]
---
// name: methods and help of a caught error
try { x = [1][5]; } except (e) { result = methods(e); }
//= []
---
// name: text of a caught error holds no address
try { x = len + 1; } except (e) { result = [str(e).find("0x"), repr(e).find("0x"), ("" + e).find("Traceback")]; }
//= [-1, -1, -1]
---
// name: a thrown function keeps its text to itself
try { throw {message: len}; } except (e) { result = str(e).find("0x"); }
//= -1
---
// name: an uncaught thrown function
throw {message: fn(x) => x, severity: len, code: print};
//! thrown
---
// name: an uncaught thrown module
import math;
throw {message: math, math: math};
//! thrown
---
// name: a thrown object with dunder keys
try { throw {"__class__": 1, "__traceback__": 2, args: 3, message: "m"}; } except (e) { result = str(e); }
//= "m"
---
// name: members of a thrown object are data
try { throw {args: 3, message: "m"}; } except (e) { result = e.args; }
//= 3
---
// name: an error as a key
o = {};
try { x = 1 / 0; } except (e) { o[e] = 1; }
result = str(o).find("0x");
//! run time
//= -1
---
// name: assignment to a member of a caught error
try { x = 1 / 0; } except (e) { e.message = "changed"; result = str(e); }
//! run time
---
// name: assignment to a dunder of a caught error
try { x = 1 / 0; } except (e) { e.__class__ = 5; }
//! check run time
---
// name: iteration over a caught error
try { x = 1 / 0; } except (e) { for (x in e) { result = x; } }
//! run time
---
// name: call of a caught error
try { x = 1 / 0; } except (e) { result = e(); }
//! run time
---
// name: an error that leaves its handler
saved = [];
try { x = 1 / 0; } except (e) { saved.append(e); }
f = saved[0];
result = [typeof(f), callable(f), len(f)];
//= ["unknown", false, 0]
---
// name: the dictionary of a module
import math;
result = math.__dict__;
//! check run time
---
// name: the loader of a module
import json;
result = json.__loader__;
//! check run time
---
// name: a module behind another name
import math;
m = math;
result = m.__class__;
//! check run time
---
// name: the members of a module object of the engine
import math;
m = math;
result = m.members;
//! run time
---
// name: the description of a module object of the engine
import math;
result = math.description;
//! run time
---
// name: the engine's attributes of a module by getattr
import math;
result = [getattr(math, "members", 0), getattr(math, "name", 0), getattr(math, "type_name", 0), getattr(math, "__dict__", 0), getattr(math, "capabilities", 0)];
//= [0, 0, 0, 0, 0]
---
// name: an index on a module
import math;
result = math["__dict__"];
//! run time
---
// name: an item of a module is assigned
import math;
math["pi"] = 3;
//! run time
---
// name: a member of a module is assigned
import math;
math.pi = 3;
//! run time
---
// name: keys of a module
import math;
result = keys(math);
//! run time
---
// name: iteration over a module
import math;
for (k in math) { result = k; }
//! run time
---
// name: unpacking a module
import math;
[a, b] = math;
//! run time
---
// name: object pattern on a module
import math;
{pi} = math;
//! run time
---
// name: globals of a module function
import math;
result = math.sqrt.__globals__;
//! check run time
---
// name: code of a json function through getattr
import json;
result = [getattr(json.parse, "__code__", 0), getattr(json.parse, "__globals__", 0), getattr(json.parse, "__wrapped__", 0)];
//= [0, 0, 0]
---
// name: python modules inside the json module
import json;
result = [hasattr(json, "sys"), hasattr(json, "re"), hasattr(json, "decoder"), hasattr(json, "codecs"), hasattr(json, "loads"), hasattr(json, "json")];
//= [false, false, false, false, false, false]
---
// name: a python module inside the json module
import json;
result = json.codecs;
//! run time
---
// name: loads of json
import json;
result = json.loads("1");
//! run time
---
// name: python modules inside the math module
import math;
result = math.math;
//! run time
---
// name: text of a module
import math;
result = [("" + math).find("0x"), str([math]).find("/"), repr(math).find("from")];
//= [-1, -1, -1]
---
// name: help of a module holds no path
import math;
result = help(math).find("/");
//= -1
---
// name: module_info shows no path of the host
import math;
info = module_info("math");
result = str(info).find("site-packages") + str(info).find(".py");
//! run time
//= -2
---
// name: import of os
import os;
result = os.environ;
//! check name run time
---
// name: import of sys behind an alias
import sys as math;
result = math.modules;
//! check name run time
---
// name: import of a dotted host module
import os.path;
result = os.path;
//! check name run time
---
// name: import of subprocess
import subprocess;
result = subprocess.run("id");
//! check name run time
---
// name: import of host builtins
import builtins;
result = builtins.eval("1");
//! check name run time
---
// name: import of importlib
import importlib;
result = importlib.import_module("os");
//! check name run time
---
// name: import of ctypes
import ctypes;
result = 1;
//! check name run time
---
// name: import of the kit
import mlpy_testkit;
result = mlpy_testkit;
//! check name run time
---
// name: import of a room of the kit
import mlpy_testkit.engine.values as v;
result = v;
//! check name run time
---
// name: import of main
import __main__;
result = __main__;
//! check name run time
---
// name: import under a dunder alias
import math as __builtins__;
result = __builtins__;
//! check name run time
---
// name: import of a submodule of json
import json.decoder;
result = json.decoder;
//! check name run time
---
// name: import of a name of the file system
import etc.passwd;
result = 1;
//! check name run time
---
// name: the builtin module and dangerous names
result = builtin.eval("1");
//! check run time
---
// name: open in the builtin module
result = builtin.open;
//! check run time
---
// name: class of the builtin module
result = builtin.__class__;
//! check run time
---
// name: an index on the builtin module
result = builtin["len"];
//! run time
---
// name: dunders of the builtin module by getattr
names = ["__class__", "__dict__", "__import__", "__builtins__", "eval", "exec", "open", "ml len", "rt member", "globals", "type"];
found = [];
for (n in names) { if (hasattr(builtin, n) || getattr(builtin, n) != null) { found.append(n); } }
result = found;
//= []
---
// name: assignment to the builtin module
builtin.len = fn(x) => 5;
result = len("abc");
//! run time
---
// name: eval by name
result = eval("1 + 1");
//! check name run time
---
// name: eval as a value
f = eval;
result = f("1");
//! check name run time
---
// name: exec by name
exec("import os");
//! check name run time
---
// name: compile by name
result = compile("1", "f", "eval");
//! check name run time
---
// name: open by name
result = open("/etc/passwd");
//! check name run time
---
// name: type by name
result = type("a");
//! check name run time
---
// name: type as a value
t = type;
result = str(t);
//! check name run time
---
// name: object as a value
result = object;
//! check name run time
---
// name: super as a value
result = super;
//! check name run time
---
// name: host exceptions as values
result = BaseException;
//! check name run time
---
// name: SystemExit as a value
f = SystemExit;
result = f(3);
//! check name run time
---
// name: exit by name
exit();
//! check name run time
---
// name: quit by name
quit(0);
//! check name run time
---
// name: globals by name
result = globals();
//! check name run time
---
// name: locals by name
function f(x) { return locals(); }
result = f(1);
//! check name run time
---
// name: vars by name
result = vars();
//! check name run time
---
// name: dir by name
result = dir("a");
//! check name run time
---
// name: setattr by name
setattr({}, "a", 1);
//! check name run time
---
// name: delattr by name
delattr({}, "a");
//! check name run time
---
// name: breakpoint by name
breakpoint();
//! check name run time
---
// name: memoryview by name
result = memoryview("a");
//! check name run time
---
// name: bytes by name
result = bytes(5);
//! check name run time
---
// name: map and filter by name
result = map(getattr, ["a"], ["__class__"]);
//! check name run time
---
// name: property by name
result = property(fn(x) => x);
//! check name run time
---
// name: classmethod by name
result = classmethod(len);
//! check name run time
---
// name: id and hash by name
result = [id(1), hash("a")];
//! check name run time
---
// name: set and frozenset by name
result = set([1]);
//! check name run time
---
// name: slice by name
result = slice(1, 2);
//! check name run time
---
// name: complex by name
result = complex(1, 2);
//! check name run time
---
// name: NotImplemented and Ellipsis
result = [NotImplemented, Ellipsis];
//! check name run time
---
// name: the module's own name
result = __name__;
//! check name run time
---
// name: the module's file
result = __file__;
//! check name run time
---
// name: the module's loader and spec
result = [__loader__, __spec__, __doc__, __package__];
//! check name run time
---
// name: the debug constant
result = __debug__;
//! check name run time
---
// name: assignment to the debug constant
__debug__ = false;
result = 1;
//! check
//= 1
---
// name: assignment to the table of builtins
__builtins__ = {len: fn(x) => 99};
result = len("abc");
//! check
//= 3
---
// name: the table of builtins replaced by a number
__builtins__ = 5;
function f() { return len("abc"); }
result = f();
//! check
//= 3
---
// name: the table of builtins as a function
function __builtins__(x) { return 1; }
result = len("abc");
//! check
//= 3
---
// name: the table of builtins as a loop variable
for (__builtins__ in [1, 2]) { x = 1; }
function f() { return len("abc"); }
result = f();
//! check
//= 3
---
// name: the table of builtins as the name of a handler
try { x = 1 / 0; } except (__builtins__) { result = 1; }
//! check
//= 1
---
// name: the table of builtins as a parameter
function f(__builtins__) { return len("abc"); }
result = f(5);
//! check
//= 3
---
// name: the table of builtins by destructuring
[__builtins__, __x] = [{}, 2];
result = len("abc");
//! check
//= 3
---
// name: the table of builtins by an object pattern
{__builtins__} = {"__builtins__": 5};
result = len("abc");
//! check
//= 3
---
// name: the table of builtins by nonlocal
function f() { nonlocal __builtins__; __builtins__ = 5; }
f();
result = len("abc");
//! check
//= 3
---
// name: a capability with the name of the table
capability __builtins__ { allow read; }
result = len("abc");
//! check
//= 3
---
// name: a capability with the name of a built-in
capability len { resource "*"; allow system; }
result = len("abc");
//! check
//= 3
---
// name: sort with a function gives no key function
result = sorted(["b", "a"], fn(x) => x.__class__);
//! check run time
---
// name: sorting functions
result = sorted([len, print]);
//! run time
---
// name: sorting modules
import math;
import json;
result = sorted([math, json]);
//! run time
---
// name: sorting caught errors
a = [];
for (i in [1, 2]) { try { x = 1 / 0; } except (e) { a.append(e); } }
a.sort();
//! run time
---
// name: sorting iterators
result = sorted([iter([1]), iter([2])]);
//! run time
---
// name: sort with a key argument
a = ["b", "a"];
a.sort(len);
//! run time
---
// name: smallest of functions
result = min([len, print]);
//! run time
---
// name: greatest of functions
result = max(len, print);
//! run time
---
// name: smallest of objects
result = min([{a: 1}, {b: 1}]);
//! run time
---
// name: smallest of an iterator
result = typeof(min(iter([3, 1])));
//= "unknown"
---
// name: comparing functions
result = len < print;
//! run time
---
// name: adding functions
result = len + print;
//! run time
---
// name: sum of strings
result = sum(["a", "b"], "");
//! run time
//= "ab"
---
// name: sum of functions
result = sum([len, print]);
//! run time
---
// name: sum of objects
result = sum([{a: 1}], {});
//! run time
---
// name: sum with a function to start from
result = sum([1], len);
//! run time
---
// name: negation of a function
result = -len;
//! run time
---
// name: arithmetic on modules
import math;
result = math * 2;
//! run time
---
// name: join of a function
result = "".join(len);
//! run time
---
// name: join of functions
result = "".join([len]);
//! run time
---
// name: join of an object uses its keys
result = "".join({"__class__": 1, b: 2});
//= "__class__b"
---
// name: replace with functions
result = "abc".replace(len, print);
//! run time
---
// name: split with an object
result = "abc".split({});
//! run time
---
// name: center with a function
result = "abc".center(10, len);
//! run time
---
// name: strip with an array
result = "abc".strip(["a"]);
//! run time
---
// name: startswith with an array
result = "abc".startswith(["a"]);
//! run time
---
// name: count with a function
result = "abc".count(len);
//! run time
---
// name: find with objects for positions
result = "abc".find("a", {}, []);
//! run time
---
// name: wrong kinds for every conversion
bad = 0;
for (v in [len, fn(x) => x, [], {}, null, iter([1])]) {
    for (f in [int, float, abs, chr, ord, hex, bin, oct, round]) {
        try { x = f(v); } except (e) { bad = bad + 1; }
    }
}
result = bad;
//= 54
---
// name: int of text with python in it
result = int("__import__('os').system('id')");
//! check run time
---
// name: int of text with an underscore
result = int("1_000");
//! run time
---
// name: float of text with an underscore
result = float("1_0.5");
//! run time
//= 10.5
---
// name: float of unusual words
result = [str(float("nan")), str(float("-inf")), str(float("infinity"))];
//= ["nan", "-inf", "inf"]
---
// name: chr of extremes
result = chr(1114112);
//! run time
---
// name: chr of an enormous number
result = chr(100000000000000000000000);
//! run time
---
// name: isinstance with a function as the name
result = isinstance("a", len);
//! run time
//= false
---
// name: isinstance with a host type name
result = [isinstance("a", "str"), isinstance("a", "object"), isinstance(len, "builtin_function_or_method")];
//= [false, false, false]
---
// name: built-ins passed around keep their guard
f = getattr;
g = call;
a = [f, g];
h = a[1];
result = h(a[0], "x", "__class__", "none");
//= "none"
---
// name: a built-in as a property
o = {g: getattr};
result = o.g("x", "__class__", "none");
//= "none"
---
// name: a built-in as a callback of a function of the program
function apply(f, x, y, z) { return f(x, y, z); }
result = apply(getattr, [], "__subclasses__", "none");
//= "none"
---
// name: built-ins with too few arguments
bad = 0;
for (f in [len, range, getattr, hasattr, call, iter, next, sorted, format, chr, ord, enumerate, isinstance, callable, reversed]) {
    try { f(); } except (e) { bad = bad + 1; }
}
result = bad;
//= 15
---
// name: built-ins with too many arguments
bad = 0;
for (f in [len, range, getattr, hasattr, iter, next, sorted, format, chr, ord, enumerate, isinstance, callable, reversed, input]) {
    try { f(1, 2, 3, 4, 5, 6); } except (e) { bad = bad + 1; }
}
result = bad;
//= 15
---
// name: range with strange things
bad = 0;
for (v in [1.5, "5", [], {}, null, len, fn() => 1]) {
    try { range(v); } except (e) { bad = bad + 1; }
    try { range(0, v); } except (e) { bad = bad + 1; }
    try { range(0, 5, v); } except (e) { bad = bad + 1; }
}
result = bad;
//= 21
---
// name: introspection built-ins with strange things
bad = 0;
for (v in [len, [], {}, null, 1.5, iter([1])]) {
    for (f in [module_info, has_module, hasCapability, getCapabilityInfo, available_modules, requiredCapabilities]) {
        try { x = f(v); } except (e) { bad = bad + 1; }
    }
}
result = bad < 37;
//= true
---
// name: modules shows no host modules
result = [has_module("os"), has_module("sys"), has_module("__main__"), module_info("os") == null];
//= [false, false, false, true]
---
// name: names of modules hold no host modules
bad = [];
for (n in available_modules()) { if (n.startswith("_") || n == "os" || n == "sys") { bad.append(n); } }
for (n in modules()) { if (n.startswith("_") || n == "os" || n == "sys") { bad.append(n); } }
result = bad;
//= []
---
// name: attributes of an iterator
it = iter([1]);
result = it.gi_frame;
//! run time
---
// name: items of an iterator
it = iter([1, 2]);
result = it.items;
//! run time
---
// name: next of an iterator by its host name
it = iter([1]);
result = it.__next__();
//! check run time
---
// name: send and throw of an iterator
it = iter([1]);
it.throw({});
//! run time
---
// name: send of an iterator
it = iter([1]);
result = it.send(1);
//! run time
---
// name: iterator of an iterator
it = iter(iter(iter([1, 2])));
result = [next(it), next(it), next(it, "end")];
//= [1, 2, "end"]
---
// name: iterator of a function
result = iter(len);
//! run time
---
// name: next of things without items
bad = 0;
for (v in [[1], "a", {a: 1}, len, null, 5]) { try { next(v); } except (e) { bad = bad + 1; } }
result = bad;
//= 6
---
// name: text of an iterator
result = [str(iter([1])).find("0x"), repr(iter("a")).find("0x"), str([iter({})]).find("object at")];
//= [-1, -1, -1]
---
// name: an exhausted iterator does not end a loop of the host
it = iter([]);
n = 0;
for (x in [1, 2, 3]) {
    try { next(it); } except (e) { n = n + 1; }
}
result = n;
//= 3
---
// name: an exhausted iterator in a callback of a built-in
it = iter([]);
f = fn(x) => next(it);
result = call(f, 1);
//! run time
---
// name: an array changed below its iterator
a = [1, 2, 3];
it = iter(a);
next(it);
a.clear();
result = next(it, "end");
//= "end"
---
// name: an object changed below its iterator
o = {a: 1, b: 2};
it = iter(o);
next(it);
o.c = 3;
result = next(it, "end");
//! run time
---
// name: items of an iterator shared by two users
it = iter([1, 2, 3, 4]);
result = zip(it, it);
//= [[1, 2], [3, 4]]
---
// name: reversed of an iterator
result = reversed(iter([1, 2]));
//! run time
---
// name: reversed of a number
result = reversed(5);
//! run time
---
// name: methods of a raw dictionary that ML does not know
o = {};
o[1] = 2;
result = o.fromkeys([1, 2]);
//! run time
---
// name: copy of a raw dictionary
o = {};
o[1] = 2;
result = o.__contains__(1);
//! check run time
---
// name: views of a raw dictionary are plain arrays
o = {};
o[1] = 2;
result = [typeof(o.keys()), typeof(o.values()), typeof(o.items()), str(o.keys()).find("dict")];
//= ["array", "array", "array", -1]
---
// name: a raw dictionary updated with itself and with nonsense
o = {};
o[1] = 2;
o.update(o);
o.update(5);
//! run time
---
// name: a raw dictionary updated with text
o = {};
o[1] = 2;
o.update("ab");
//! run time
---
// name: a raw dictionary with functions as keys
o = {};
o[len] = 1;
o[fn(x) => x] = 2;
result = str(o).find("0x");
//= -1
---
// name: a raw dictionary with a module as a key
import math;
o = {};
o[math] = 1;
result = str(o).find("0x");
//! run time
//= -1
---
// name: arrays and objects are no keys
bad = 0;
o = {};
for (k in [[1], {}, [len], [[]]]) { try { o[k] = 1; } except (e) { bad = bad + 1; } }
result = bad;
//= 4
---
// name: not-a-number as a key, many times
o = {};
for (i in range(10)) { o[float("nan")] = i; }
result = len(o) > 0;
//= true
---
// name: keys of an object named like host attributes
o = {"__class__": 1, "__dict__": 2, "__getattr__": fn(x) => 3, "__str__": fn() => "no", "__eq__": fn(x) => true, "__len__": 9, "__call__": fn() => 4, "__iter__": 5, "__bool__": false, "__hash__": 1};
result = [len(o), o == {}, o ? 1 : 0, len(str(o)) > 10, callable(o)];
//= [10, false, 1, true, false]
---
// name: an object with a call key is not callable
o = {"__call__": fn() => 4};
result = o();
//! run time
---
// name: a prototype key is only data
o = {"__proto__": {a: 1}, constructor: 1, prototype: {b: 2}};
result = [o.a, o.b, o.constructor];
//= [null, null, 1]
---
// name: constructor of values
result = "".constructor;
//! run time
---
// name: constructor of a function
f = fn(x) => x;
result = f.constructor("return 1");
//! run time
---
// name: prototype of an array
a = [];
result = a.prototype;
//! run time
---
// name: json with dunder keys is only data
import json;
o = json.parse('{"__class__": "os", "py/object": "subprocess.Popen", "__reduce__": 1}');
result = keys(o);
//! denied
//= ["__class__", "py/object", "__reduce__"]
---
// name: json of a function
import json;
result = json.stringify(len);
//! run time denied
---
// name: json of a module
import json;
result = json.stringify({m: json});
//! run time denied
---
// name: json of an iterator
import json;
result = json.stringify([iter([1])]);
//! run time denied
---
// name: json of a caught error
import json;
try { x = 1 / 0; } except (e) { saved = e; }
result = json.stringify(saved);
//! run time denied
---
// name: json of an object with functions as keys
import json;
o = {};
o[len] = 1;
result = json.stringify(o);
//! run time denied
---
// name: json of a cycle
import json;
a = [];
a.append(a);
result = json.stringify(a);
//! run time denied
---
// name: json parse with wrong kinds
import json;
bad = 0;
for (v in [5, null, [], {}, len, true]) { try { json.parse(v); } except (e) { bad = bad + 1; } }
result = bad;
//= 6
---
// name: json parse of hostile texts
import json;
bad = 0;
for (v in ["", "[", "[1", "{", "{1:2}", "nul", "NaNs", "[1,]", "01", "1e", "'a'", "[1]x", "__import__", "{\"a\":}"]) {
    try { json.parse(v); } except (e) { bad = bad + 1; }
}
result = bad;
//= 14
---
// name: json errors hold no host names
import json;
try { json.parse("[1,"); result = ""; } except (e) { result = str(e).find("JSONDecodeError") + str(e).find("0x"); }
//= -2
---
// name: json pretty printing with a hostile indent
import json;
result = json.prettyPrint([1], len);
//! run time denied
---
// name: json pretty printing with a negative indent
import json;
result = json.prettyPrint([1, [2]], -5);
//* any
---
// name: json merge of strange things
import json;
result = [json.merge(1, null), json.keys(len), json.get([], "a", 5), json.hasKey(null, "a")];
//* any
---
// name: json merge keeps dunders as data
import json;
result = len(json.merge({"__class__": 1}, {"__dict__": 2}));
//! denied
//= 2
---
// name: json.get with strange keys
import json;
result = json.get({a: 1}, [1], "d");
//! run time denied
//= "d"
---
// name: math with strange things
import math;
bad = 0;
for (v in ["1", [], {}, null, len, math]) {
    for (f in [math.sqrt, math.floor, math.ceil, math.abs, math.factorial, math.sin, math.exp, math.sign]) {
        try { x = f(v); } except (e) { bad = bad + 1; }
    }
}
result = bad;
//= 48
---
// name: math pow that would give a complex number
import math;
result = typeof(math.pow(-8, 0.5));
//! run time denied
//= "number"
---
// name: math floor of infinity and not-a-number
import math;
result = [math.floor(float("inf")), math.ceil(float("nan"))];
//! run time denied
---
// name: math log with strange bases
import math;
result = [math.log(5, 0), math.log(5, -1), math.log(0, 5), math.log(5, 1)];
//! run time denied
//* any
---
// name: math random cannot be seeded through attributes
import math;
result = [hasattr(math.random, "seed"), getattr(math.random, "__self__", 0)];
//= [false, 0]
---
// name: the random generator as a value
import math;
f = math.random;
result = f.getstate();
//! run time
---
// name: functions print without addresses
function named(x) { return x; }
print(named, fn(x) => x, len, print, getattr("a", "upper"), iter([1]), [named, {f: len}]);
result = 1;
//= 1
---
// name: modules and errors print without addresses
import math;
try { x = 1 / 0; } except (e) { print(e, [e], {e: e}, math, [math], math.sqrt, [math.sqrt]); }
result = 1;
//= 1
---
// name: text addition of all kinds of values
import math;
t = "" + len + fn(x) => x;
t = t + math + iter([1]) + getattr([], "pop") + builtin;
result = 1;
//* any
---
// name: names of the engine's helpers cannot be spelled
result = rt tick;
//! syntax
---
// name: helper names as members of an object are data
o = {"rt tick": 1, "ml len": 2};
result = o["rt tick"] + o["ml len"];
//= 3
---
// name: helper names as names of members by getattr
result = [getattr(builtin, "rt type", 0), getattr("a", "rt member", 0), getattr({}, "ml len", 0)];
//= [0, 0, 0]
---
// name: a variable assigned to itself by way of every built-in name
for (len in [1]) { print = 2; str = 3; type = 4; getattr = 5; list = 6; dict = 7; iter = 8; next = 9; }
result = "a" + 1 + len;
//= "a11"
---
// name: built-ins overwritten with functions of the program
getattr = fn(a, b, c) => "mine";
iter = fn(x) => [9];
str = fn(x) => "S";
for (x in [1, 2]) { y = "a" + x; }
result = y;
//= "a2"
---
// name: a handler's name hides a dangerous one
try { x = 1 / 0; } except (eval) { result = str(eval); }
//! check
//= "division by zero"
---
// name: a parameter named like a dangerous built-in
function f(exec, open) { return exec + open; }
result = f(1, 2);
//! check
//= 3
---
// name: object members named like dangerous built-ins
o = {eval: fn(x) => x, exec: 2, open: 3};
result = o.eval(1) + o.exec + o.open;
//= 6
---
// name: a static guess of a kind is undone by nonlocal, array to function
x = [];
function spoil() { nonlocal x; x = len; }
spoil();
x.append(1);
//! run time
---
// name: a static guess of a kind is undone by nonlocal, object to function
x = {};
function spoil() { nonlocal x; x = len; }
spoil();
result = x.ml_name;
//! run time
---
// name: a static guess of a kind is undone by nonlocal, object to module
import math;
x = {};
function spoil() { nonlocal x; x = math; }
spoil();
result = x.get;
//! run time
---
// name: a static guess of a kind is undone by nonlocal, string to object
x = "abc";
function spoil() { nonlocal x; x = {upper: fn() => "mine"}; }
spoil();
result = x.upper();
//= "mine"
---
// name: a static guess of a kind is undone by nonlocal, array to object
x = [];
function spoil() { nonlocal x; x = {pop: fn() => "mine", reverse: fn() => 1}; }
spoil();
result = x.pop();
//= "mine"
---
// name: a static guess of a kind is undone by an import
x = [1];
import math as x;
result = x.append;
//! run time
---
// name: a static guess of a kind is undone by a loop variable
x = "abc";
for (x in [[1], {upper: len}, len, null]) {
    try { x.upper(); } except (e) { last = str(e); }
}
result = last.find("0x");
//= -1
---
// name: a static guess of a kind is undone by a handler's name
x = [];
try { y = 1 / 0; } except (x) {
    try { x.append(1); } except (e2) { result = typeof(x); }
}
//= "unknown"
---
// name: a static guess of a kind is undone by destructuring
x = {};
[x, y] = [len, 2];
result = x.ml_name;
//! run time
---
// name: a static guess of a kind is undone by an object pattern
x = [];
{x} = {x: "abc"};
x.append(1);
//! run time
---
// name: a static guess of a kind is undone by a function definition
x = [];
function x() { return 1; }
x.append(1);
//! run time
---
// name: a static guess inside a function is undone by an inner one
function outer() {
    x = {};
    function inner() { nonlocal x; x = iter([1]); }
    inner();
    return x.items;
}
result = outer();
//! run time
---
// name: a static guess of a number is undone
n = 1;
function spoil() { nonlocal n; n = "x"; }
spoil();
result = n * 3;
//= "xxx"
---
// name: a static guess of a number is undone by an array in a product
n = 2;
function spoil() { nonlocal n; n = [0]; }
spoil();
x = n * 1000000000;
result = len(x);
//! limit
---
// name: a static guess of a number is undone by a string in a product
n = 2;
m = 1000000000;
function spoil() { nonlocal n; n = "ab"; }
spoil();
x = m * n;
result = len(x);
//! limit
---
// name: functions of a module give nothing away
//+ util: secret = 5; function f() { return secret; } helper = fn(x) => x;
import util;
result = [getattr(util, "__builtins__", 0), getattr(util, "rt type", 0), getattr(util, "ml len", 0), getattr(util.f, "__globals__", 0)];
//= [0, 0, 0, 0]
---
// name: the namespace of an ML module cannot be listed
//+ util: secret = 5; function f() { return secret; }
import util;
bad = [];
for (n in methods(util)) { if (n.find(" ") >= 0 || n.startswith("_")) { bad.append(n); } }
result = bad;
//= []
---
// name: a member of an ML module cannot be assigned
//+ util: secret = 5; function f() { return secret; }
import util;
util.secret = 6;
result = util.f();
//! run time
---
// name: an item of an ML module cannot be assigned
//+ util: secret = 5;
import util;
util["secret"] = 6;
//! run time
---
// name: dunder members of an ML module
//+ util: x = 1;
import util;
result = util.__builtins__;
//! check run time
---
// name: an ML module that misuses dunders is refused as well
//+ util: x = "".__class__;
import util;
result = util.x;
//! check run time
---
// name: an ML module that uses eval is refused as well
//+ util: function f(x) { return eval(x); }
import util;
result = util.f("1");
//! check name run time
---
// name: an ML module cannot be named by a path
//+ util: x = 1;
import ..util;
result = 1;
//! syntax
---
// name: an ML module named like a host module
//+ os: environ = 5;
import os;
result = os.environ;
//! check name run time
//= 5
---
// name: an ML module named like a bundled one
//+ math: pi = 3; function sqrt(x) { return getattr(x, "__class__", 0); }
import math;
result = math.pi > 3.1;
//= true
---
// name: an ML module with the name of a helper
//+ builtin: function len(x) { return "mine"; }
import builtin;
result = builtin.len("abc");
//= 3
//= "mine"
---
// name: a module's function as a value keeps its own names
//+ util: len = 5; function f(x) { return [x, len]; }
import util;
f = util.f;
result = f("a");
//= ["a", 5]
---
// name: an ML module importing itself
//+ util: import util; x = 1;
import util;
result = util.x;
//! check name run time
//= 1
---
// name: ML modules importing each other
//+ one: import two; x = 1;
//+ two: import one; y = 2;
import one;
result = one.x;
//! check name run time
//= 1
---
// name: a thousand functions held in one object by dunder keys
o = {};
for (i in range(1000)) { o["__" + str(i) + "__"] = fn() => i; }
f = o["__7__"];
result = f();
//= 999
---
// name: a string that looks like code stays a string
code = "result = 1; }" + chr(10) + "import os; os.system('id')";
o = {};
o[code] = code;
result = len(o);
//! check
//= 1
---
// name: code in a key
o = {"'); import os; ('": 1, "\" + __import__('os').system('id') + \"": 2};
result = len(o);
//! check
//= 2
---
// name: code in a thrown message
try { throw {message: "{0.__class__} %s %(x)s"}; } except (e) { result = str(e); }
//= "{0.__class__} %s %(x)s"
---
// name: format characters in error messages
o = {};
try { x = o["%s%s%n {0.__class__}"]; } except (e) { result = str(e); }
//= "'%s%s%n {0.__class__}'"
---
// name: terminal control characters in an uncaught message
throw {message: chr(27) + "[2J" + chr(7) + chr(0) + "gone"};
//! thrown
---
// name: a lone surrogate in a message
throw {message: "a" + chr(55296) + "b"};
//! thrown
---
// name: a lone surrogate is printed
print("a" + chr(56320) + "b");
result = 1;
//= 1
---
// name: surrogates joined by hand
s = chr(55357) + chr(56832);
result = [len(s), s.upper() == s, s.find(chr(55357))];
//= [2, true, 0]
---
// name: arguments of input
result = input(len);
//! run time
---
// name: input without anybody at the keyboard
result = input("? ");
//! run time
---
// name: unpacking strange things
bad = 0;
for (v in [5, null, len, 1.5, true]) { try { [a, b] = v; } except (e) { bad = bad + 1; } }
for (v in [5, null, len, "ab", [1, 2]]) { try { {a, b} = v; } except (e) { bad = bad + 1; } }
result = bad;
//= 10
---
// name: slices with strange bounds
bad = 0;
a = [1, 2, 3];
for (v in ["1", 1.5, [], {}, len]) { try { x = a[v:]; } except (e) { bad = bad + 1; } try { x = "abc"[:v]; } except (e) { bad = bad + 1; } try { a[::v] = [1]; } except (e) { bad = bad + 1; } }
result = bad;
//= 15
---
// name: slices of things that have none
bad = 0;
for (v in [5, null, len, {}, iter([1])]) { try { x = v[1:2]; } except (e) { bad = bad + 1; } try { v[0:1] = [1]; } except (e) { bad = bad + 1; } }
result = bad;
//= 10
---
// name: slice assignment from strange things
bad = 0;
a = [1, 2, 3];
for (v in [5, null, len, 1.5]) { try { a[0:1] = v; } except (e) { bad = bad + 1; } }
result = [bad, a];
//= [4, [1, 2, 3]]
---
// name: an array assigned into itself by slices
a = [1, 2];
a[0:0] = a;
a[1:1] = iter(a);
result = len(a);
//* any
---
// name: an array extended by an iterator over itself
a = [1, 2];
a.extend(iter(a));
result = len(a);
//! limit
//= 4
---
// name: keyword of Python as names
class = 1; def = 2; lambda = 3; None = 4; True = 5; yield = 6; async = 7; await = 8; with = 9; del = 10; is = 11; raise = 12; global = 13; pass = 14; from = 15; assert = 16;
result = class + def + lambda + None + True + yield + async + await + with + del + is + raise + global + pass + from + assert;
//= 136
---
// name: python's constants as names that are never assigned
result = None;
//! check name run time
---
// name: the host spelling of true
result = True ? 1 : 2;
//! check name run time
---
// name: function named like a constant of the host
function None() { return 1; }
function True() { return 2; }
result = None() + True();
//= 3
---
// name: parameters named like constants of the host
function f(None, True, False) { return None + True + False; }
result = f(1, 2, 3);
//= 6
---
// name: nonlocal with a constant of the host
function o() { None = 1; function i() { nonlocal None; None = 2; } i(); return None; }
result = o();
//= 2
---
// name: an arrow with a parameter of the host's words
f = fn(lambda, None) => lambda + None;
result = f(1, 2);
//= 3
---
// name: positional names cannot be given by name
function f(a, b) { return a; }
result = f(b = 1, a = 2);
//! syntax
---
// name: stars in calls
f = fn(a) => a;
result = f(*[1]);
//! syntax
---
// name: decorators
@len
function f() { return 1; }
//! syntax
---
// name: walrus
result = (x := 5);
//! syntax
---
// name: comprehension
result = [x for x in [1]];
//! syntax
---
// name: generator expression with a dunder
result = (x.__class__ for x in [1]);
//! syntax
---
// name: python lambda
result = (lambda: 1);
//! syntax
---
// name: f-strings
result = f"{().__class__}";
//! syntax
---
// name: with statement
with open("/etc/passwd") as f { result = f; }
//! syntax
---
// name: import from
from os import system;
//! syntax
---
// name: python exec statement
exec "import os";
//! syntax
---
// name: backticks
result = `x`;
//! syntax
---
// name: matrix operator
result = [1] @ [2];
//! syntax
---
// name: bits
result = 1 | 2 & 3 ^ 4;
//! syntax
---
// name: assert statement with side effects
assert __import__("os").system("id");
//! syntax
---
// name: dunder behind a comment
s = "abc";
result = s. // hidden
    __class__;
//! check run time
---
// name: dunder behind line breaks
s = "abc";
result = s
    .
    __class__
    .
    __mro__;
//! check run time
---
// name: dunder on a call's result
function f() { return "x"; }
result = f().__class__;
//! check run time
---
// name: dunder on an index
a = ["x"];
result = a[0].__class__;
//! check run time
---
// name: dunder on a slice
a = "xyz";
result = a[0:1].__class__;
//! check run time
---
// name: dunder on a ternary
result = (true ? "a" : []).__class__;
//! check run time
---
// name: dunder on a negation and a sum
result = (1 + 2).__class__;
//! check run time
---
// name: dunder as the target of a nested assignment
o = {s: "abc"};
o.s.__class__ = 1;
//! check run time
---
// name: dunder method with arguments on an object key
o = {};
result = o.__init__(1, 2);
//! check run time
---
// name: a key that is a function called as a method gets no receiver
o = {f: fn() => 5, g: fn(self) => self};
try { o.g(); result = "bad"; } except (e) { result = o.f(); }
//= 5
---
// name: a dunder key called as a method
o = {"__enter__": fn() => 5};
result = o.__enter__();
//! check
//= 5
---
// name: an error for a call names the ML function alone
function f(a) { return a; }
try { f(1, 2); } except (e) { result = str(e).find("rt ") + str(e).find("/") + str(e).find("0x"); }
//= -3
---
// name: an error for a call of an arrow names no host thing
f = fn(a) => a;
try { f(1, 2); } except (e) { result = str(e).find("rt ") + str(e).find(".py"); }
//= -2
---
// name: an error for an unset local
function f() { if (false) { q = 1; } return q; }
try { f(); } except (e) { result = str(e).find("rt "); }
//! check name
//= -1
---
// name: an error inside a handler mentions no outer frame
try { try { x = 1 / 0; } except (e) { y = len.missing; } } except (f) { result = str(f).find("During"); }
//= -1
---
// name: the same array thrown, caught, changed and thrown again
o = {message: "a", list: []};
try { throw {message: "m", o: o}; } except (e) { x = e.o; x.list.append(x); }
result = len(o.list);
//= 1
---
// name: getattr default is returned untouched
f = fn(x) => x;
result = getattr(5, "x", f) == f;
//= true
---
// name: comparing everything with everything
import math;
try { x = 1 / 0; } except (e) { err = e; }
vs = [1, 1.5, "a", [], {}, null, true, len, math, iter([1]), err, getattr("a", "upper"), builtin];
n = 0;
for (a in vs) { for (b in vs) { if (a == b) { n = n + 1; } if (a != b) { n = n + 1; } } }
result = n;
//= 169
---
// name: ordering everything against everything
import math;
try { x = 1 / 0; } except (e) { err = e; }
vs = [1, 1.5, "a", [], {}, null, true, len, math, iter([1]), err, getattr("a", "upper"), builtin];
n = 0;
for (a in vs) { for (b in vs) { try { x = a < b; n = n + 1; } except (e) { n = n + 1; } } }
result = n;
//= 169
---
// name: arithmetic of everything with everything
import math;
try { x = 1 / 0; } except (e) { err = e; }
vs = [2, 1.5, "a", [1], {}, null, true, len, math, iter([1]), err, getattr("a", "upper"), builtin];
n = 0;
for (a in vs) { for (b in vs) {
    try { x = a + b; } except (e) { n = n + 1; }
    try { x = a - b; } except (e) { n = n + 1; }
    try { x = a * b; } except (e) { n = n + 1; }
    try { x = a / b; } except (e) { n = n + 1; }
    try { x = a // b; } except (e) { n = n + 1; }
    try { x = a % b; } except (e) { n = n + 1; }
} }
result = n > 800;
//= true
---
// name: every method of a string with every kind of argument
vs = [1, -1, 1.5, "a", [], {}, null, true, len, ["a"]];
n = 0;
for (name in methods("a")) {
    f = getattr("abc abc", name);
    for (a in vs) {
        try { f(a); } except (e) { n = n + 1; }
        for (b in vs) { try { f(a, b); } except (e) { n = n + 1; } }
    }
}
result = n > 100;
//= true
---
// name: every method of an array with every kind of argument
vs = [1, -1, 1.5, "a", [], {}, null, true, len, ["a"]];
n = 0;
for (name in methods([])) {
    for (a in vs) {
        f = getattr([1, 2, 3], name);
        try { f(a); } except (e) { n = n + 1; }
        for (b in vs) { try { f(a, b); } except (e) { n = n + 1; } }
    }
}
result = n > 100;
//= true
---
// name: every built-in with every kind of argument
import math;
vs = [1, -1, 1.5, "a", [1, 2], {a: 1}, null, true, len, math, iter([1]), float("nan"), 100000000000000000000];
fs = [int, float, str, bool, typeof, isinstance, callable, len, range, enumerate, zip, sorted, reversed, min, max, sum, abs, round, all, any, keys, values, chr, ord, hex, bin, oct, repr, format, iter, next, hasattr, getattr, help, methods, module_info, has_module, available_modules, hasCapability, getCapabilityInfo, requiredCapabilities];
n = 0;
for (f in fs) {
    for (a in vs) {
        try { f(a); n = n + 1; } except (e) { n = n + 1; }
        for (b in vs) { try { f(a, b); n = n + 1; } except (e) { n = n + 1; } }
    }
}
result = n;
//! limit
//= 7462
---
// name: a missing key that is a built-in
o = {};
try { x = o[len]; } except (e) { print(e, repr(e)); }
x = o[print];
//! run time
---
// name: a missing key that is a function
o = {};
try { x = o[fn(y) => y]; } except (e) { print(e, repr(e)); }
function named() { return 1; }
x = o[named];
//! run time
---
// name: a missing key that is a module
import math;
o = {};
try { x = o[math]; } except (e) { print(e, repr(e)); }
x = o[math];
//! run time
---
// name: a missing key that is an iterator
o = {};
try { x = o[iter([1])]; } except (e) { print(e, repr(e)); }
x = o[iter("a")];
//! run time
---
// name: a missing key that is a method
o = {};
try { x = o[getattr("a", "upper")]; } except (e) { print(e, repr(e)); }
x = o[getattr([], "pop")];
//! run time
---
// name: a missing key that is an error
o = {};
try { x = 1 / 0; } except (e) { saved = e; }
try { x = o[saved]; } except (e) { print(e, repr(e)); }
x = o[saved];
//! run time
---
// name: a key that is a function and cannot be popped
o = {};
o[1] = 2;
try { o.pop(len); } except (e) { print(e, repr(e)); }
o.pop(fn(x) => x);
//! run time
---
// name: a function that is not in an array
a = [1];
try { a.index(len); } except (e) { print(e, repr(e)); }
try { a.remove(fn(x) => x); } except (e) { print(e, repr(e)); }
a.index(iter([]));
//! run time
---
// name: assignments to indexes of literals
try { [1][5] = 1; } except (e) { print(e); }
try { "abc"[0] = 1; } except (e) { print(e); }
try { {a: 1}["b"] = 1; } except (e) { print(e); }
try { (null)["b"] = 1; } except (e) { print(e); }
try { (5)[0] = 1; } except (e) { print(e); }
try { (fn(x) => x)["a"] = 1; } except (e) { print(e); }
try { (null).b = 1; } except (e) { print(e); }
try { (5).b = 1; } except (e) { print(e); }
try { [1].b = 1; } except (e) { print(e); }
result = 1;
//= 1
---
// name: indexes of literals that have none
bad = 0;
try { x = null[0]; } except (e) { bad = bad + 1; }
try { x = (null)["a"]; } except (e) { bad = bad + 1; }
try { x = true[0]; } except (e) { bad = bad + 1; }
try { x = 5[0]; } except (e) { bad = bad + 1; }
try { x = 1.5[0]; } except (e) { bad = bad + 1; }
try { x = (fn(y) => y)[0]; } except (e) { bad = bad + 1; }
try { x = "abc"["a"]; } except (e) { bad = bad + 1; }
try { x = [1]["a"]; } except (e) { bad = bad + 1; }
try { x = [1][1.5]; } except (e) { bad = bad + 1; }
try { x = null[0:1]; } except (e) { bad = bad + 1; }
result = bad;
//= 10
