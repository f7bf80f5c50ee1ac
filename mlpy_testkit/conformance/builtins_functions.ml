// name: callable
function f() { }
result = [callable(f), callable(len), callable(fn(x) => x), callable({}), callable("f"), callable(5), callable(null)];
//= [true, true, true, false, false, false, false]
---
// name: callable with members
o = {f: fn() => 1, n: 5};
result = [callable(o.f), callable(o.n), callable(o.missing), callable(o)];
//= [true, false, false, false]
---
// name: calling what may be a function
function value(x) { return callable(x) ? x() : x; }
result = [value(5), value(fn() => 6), value(null)];
//= [5, 6, null]
---
// name: call
function add(a, b) { return a + b; }
result = [call(abs, -5), call(add, 1, 2), call(fn() => 7), call(str, [1]), call(len, "abc")];
//= [5, 3, 7, "[1]", 3]
---
// name: call with a function from a table
ops = {"+": fn(a, b) => a + b, "-": fn(a, b) => a - b, "*": fn(a, b) => a * b};
result = [call(ops["+"], 6, 3), call(ops["-"], 6, 3), call(ops["*"], 6, 3)];
//= [9, 3, 18]
---
// name: call of a number
call(5);
//! run time TypeError "Cannot call object of type 'int': not callable"
---
// name: call with too few arguments
call(len);
//! run time TypeError "Builtin.len() missing 1 required positional argument: 'collection'"
---
// name: call with too many arguments
call(fn(x) => x, 1, 2);
//! run time TypeError "<lambda>() takes 1 positional argument but 2 were given"
---
// name: call of null
call(null, 1);
//! run time TypeError "Cannot call object of type 'NoneType': not callable"
---
// name: a calculator in reverse notation
function rpn(text) {
  ops = {"+": fn(a, b) => a + b, "-": fn(a, b) => a - b, "*": fn(a, b) => a * b, "/": fn(a, b) => a / b};
  stack = [];
  for (word in text.split()) {
    if (word.isdigit()) { stack.append(int(word)); }
    else { b = stack.pop(); a = stack.pop(); stack.append(call(ops[word], a, b)); }
  }
  return stack.pop();
}
result = [rpn("3 4 + 2 *"), rpn("5 1 2 + 4 * + 3 -"), rpn("7 2 /")];
//= [14, 14, 3.5]
---
// name: hasattr of basic values
s = "a"; a = [1];
result = [hasattr(s, "upper"), hasattr(s, "nope"), hasattr(a, "append"), hasattr(a, "map"), hasattr(5, "upper"), hasattr(s, "__class__")];
//= [true, false, true, false, false, false]
//? Q39
---
// name: hasattr of null and functions
function f() { }
result = [hasattr(null, "x"), hasattr(f, "name"), hasattr("abc", "_private"), hasattr([1], "pop")];
//= [false, false, false, true]
//? Q39
---
// name: hasattr sees keys and the length
o = {a: 1};
result = [hasattr(o, "a"), hasattr(o, "b"), hasattr("abc", "length"), hasattr([1], "length")];
//= [true, false, true, true]
//~ Q39 = [false, false, false, false]
---
// name: getattr of methods
up = getattr("abc", "upper");
pop = getattr([3, 1], "pop");
result = [up(), pop(), getattr("a", "nope"), getattr("a", "nope", 9), getattr(5, "x", "none")];
//= ["ABC", 1, null, 9, "none"]
---
// name: getattr of inner names
function f() { }
result = [getattr("a", "__class__"), getattr(f, "__globals__", "no"), getattr([], "__len__", 0), getattr({}, "_x", 1)];
//= [null, "no", 0, 1]
---
// name: getattr sees keys and the length
o = {a: 1};
result = [getattr(o, "a", 9), getattr(o, "b", 9), getattr("abc", "length", 0)];
//= [1, 9, 3]
//~ Q39 = [9, 9, 0]
---
// name: getattr without a name
getattr("a");
//! run time TypeError "Builtin.getattr() missing 1 required positional argument: 'name'"
---
// name: help of a built-in
result = [typeof(help(len)), len(help(abs)) > 0, help(abs)];
//= ["string", true, "Get absolute value\nCapabilities: None required"]
---
// name: help names the capabilities of a library function
import math;
result = [help(math.sqrt).split(chr(10))[-1], help(print).split(chr(10))[-1]];
//= ["Requires: math.compute", "Capabilities: None required"]
---
// name: help of a function of the program
function f() { }
result = typeof(help(f));
//= "string"
---
// name: methods of a text
m = methods("abc");
result = [typeof(m), m.count("upper"), m.count("join"), m == sorted(m)];
//= ["array", 1, 1, true]
---
// name: methods of what has none
result = [methods(null), methods(len)];
//= [[], []]
---
// name: methods shows what can be called
m = methods([1]);
result = [m.count("append"), m.count("pop"), m.count("__len__"), m.count("sort")];
//= [1, 1, 0, 1]
---
// name: modules
m = modules();
result = [typeof(m), m.count("builtin"), m == sorted(m)];
//= ["array", 1, true]
---
// name: modules after an import
import math;
m = modules();
result = [m.count("math"), m.count("builtin")];
//= [1, 1]
---
// name: modules holds texts
out = [];
for (m in modules()) { out.append(typeof(m)); }
result = out.count("string") == len(out);
//= true
---
// name: available modules
all_ = available_modules();
out = [];
for (m in ["math", "json", "nosuch", "builtin"]) { out.append(all_.count(m)); }
result = [out, all_ == sorted(all_)];
//= [[1, 1, 0, 0], true]
---
// name: available modules by kind
result = [available_modules("python_bridge").count("math"), available_modules("ml_source"), typeof(available_modules())];
//= [1, [], "array"]
---
// name: what is known of the available modules
result = [typeof(available_modules()), available_modules("python_bridge").count("json"), available_modules("ml_source")];
//= ["array", 1, []]
---
// name: has_module
result = [has_module("math"), has_module("json"), has_module("nosuch"), has_module("builtin"), has_module("Math"), has_module("")];
//= [true, true, false, false, false, false]
---
// name: has_module before an import
have = has_module("random") ? "yes" : "no";
import nothing_like_it_;
result = have;
//! run time ImportError
//~ Q48 = "yes"
---
// name: has_module needs a name
has_module();
//! run time TypeError "Builtin.has_module() missing 1 required positional argument: 'module_name'"
---
// name: module_info
info = module_info("math");
result = [info.name, info.type, typeof(info.functions), info.functions.count("sqrt"), typeof(info.loaded)];
//= ["math", "python_bridge", "array", 1, "boolean"]
---
// name: module_info of the unknown
result = [module_info("nosuch"), module_info("builtin")];
//= [null, null]
---
// name: module_info needs a name
module_info();
//! run time TypeError "Builtin.module_info() missing 1 required positional argument: 'module_name'"
---
// name: hasCapability with grants
// capabilities: math.compute, file.read
result = [hasCapability("math.compute"), hasCapability("file.read"), hasCapability("file.write"), hasCapability("file"), hasCapability("")];
//= [true, true, false, false, false]
---
// name: hasCapability without a context
// capabilities: none
result = [hasCapability("math.compute"), hasCapability("file.read")];
//= [false, false]
---
// name: hasCapability as a guard
// capabilities: file.read
import math;
result = hasCapability("math.compute") ? math.sqrt(16) : "no math";
//= "no math"
---
// name: getCapabilities
// capabilities: math.compute, file.read, json.parse
result = getCapabilities();
//= ["file.read", "json.parse", "math.compute"]
---
// name: getCapabilities without a context
// capabilities: none
result = getCapabilities();
//= []
---
// name: getCapabilities in a loop
// capabilities: b.two, a.one
out = "";
for (c in getCapabilities()) { out = out + c + ";"; }
result = out;
//= "a.one;b.two;"
---
// name: getCapabilityInfo
// capabilities: file.read
info = getCapabilityInfo("file.read");
result = [info.type, info.available, info.usage_count, info.patterns, info.operations, info.max_usage, info.expires_at, keys(info)];
//= ["file.read", true, 0, null, null, null, null, ["type", "available", "usage_count", "patterns", "operations", "max_usage", "expires_at"]]
---
// name: getCapabilityInfo of what is not granted
// capabilities: file.read
result = [getCapabilityInfo("file.write"), getCapabilityInfo("file")];
//= [null, null]
---
// name: getCapabilityInfo without a context
// capabilities: none
result = getCapabilityInfo("file.read");
//= null
---
// name: requiredCapabilities
import math;
import json;
result = [requiredCapabilities(math.sqrt), requiredCapabilities(json.parse), requiredCapabilities(json.keys), requiredCapabilities(print)];
//= [["math.compute"], ["json.parse"], [], []]
---
// name: requiredCapabilities of other values
function f() { }
result = [requiredCapabilities(f), requiredCapabilities(5), requiredCapabilities(null), requiredCapabilities("file.read")];
//= [[], [], [], []]
---
// name: requiredCapabilities checked before use
// capabilities: none
import math;
ready = true;
for (c in requiredCapabilities(math.sqrt)) { if (!hasCapability(c)) { ready = false; } }
result = ready;
//= false
