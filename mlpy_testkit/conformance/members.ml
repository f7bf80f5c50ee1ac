// name: three ways to read a key
o = {a: 1, "b c": 2};
key = "a";
result = [o.a, o["a"], o[key], o["b c"], o.zz];
//= [1, 1, 1, 2, null]
---
// name: a missing key with brackets
o = {a: 1};
result = o["zz"];
//! run time KeyError "'zz'"
---
// name: a missing key of a literal
result = {a: 1}.zz;
//= null
//~ Q21 ! run time KeyError "'zz'"
//? Q21
---
// name: making and replacing keys
o = {};
o.a = 1;
o["b"] = 2;
o.a = o.a + 10;
o["c d"] = 3;
result = [o, len(o), keys(o), values(o)];
//= [{"a": 11, "b": 2, "c d": 3}, 3, ["a", "b", "c d"], [11, 2, 3]]
---
// name: nested objects
o = {user: {name: "Ada", tags: ["x"]}};
o.user.name = "Grace";
o.user.tags[0] = "y";
o.user.age = 36;
o.extra = {};
o.extra.deep = {er: 1};
o.extra.deep.er = 2;
result = o;
//= {"user": {"name": "Grace", "tags": ["y"], "age": 36}, "extra": {"deep": {"er": 2}}}
---
// name: setting a member of what is not there
o = {};
o.x.y = 1;
//! run time TypeError "'NoneType' object does not support item assignment"
---
// name: reading a member of null
o = {};
result = o.zz.b;
//! run time AttributeError "'NoneType' object has no accessible attribute 'b'"
---
// name: reading a member of a number
o = {a: 1};
result = o.a.b;
//! run time AttributeError "'int' object has no accessible attribute 'b'"
---
// name: reading a member of a boolean
t = true;
result = t.name;
//! run time AttributeError "'bool' object has no accessible attribute 'name'"
---
// name: reading a member of a function
function f() { return 1; }
result = f.name;
//! run time AttributeError "'function' object has no accessible attribute 'name'"
---
// name: calling a member of a number
n = 5;
result = n.toFixed(2);
//! run time AttributeError "'int' object has no accessible method 'toFixed'"
---
// name: calling a member of null
n = null;
result = n.trim();
//! run time AttributeError "'NoneType' object has no accessible method 'trim'"
---
// name: members of objects are keys, not methods
o = {length: 3, keys: "k", items: [1], get: null};
p = {};
result = [o.length, o.keys, o.items, o.get, p.length, p.keys, p.values, p.get];
//= [3, "k", [1], null, null, null, null, null]
---
// name: objects have no methods
o = {a: 1};
result = o.keys();
//! run time AttributeError "ML object has no property 'keys'"
---
// name: calling a member
o = {f: fn(x) => x + 1, g: {h: fn() => "deep"}, l: [fn() => 1]};
result = [o.f(1), o.g.h(), o.f(o.f(1))];
//= [2, "deep", 3]
---
// name: objects are shared
a = {n: 1};
b = a;
c = {n: 1};
b.n = 2;
result = [a.n, a == b, a == c, [a, a] == [b, b]];
//= [2, true, false, true]
---
// name: copying an object
function copy(o) { out = {}; for (k in o) { out[k] = o[k]; } return out; }
a = {x: 1, y: [1]};
b = copy(a);
b.x = 2;
b.y.append(2);
result = [a, b];
//= [{"x": 1, "y": [1, 2]}, {"x": 2, "y": [1, 2]}]
---
// name: removing a key by building anew
function without(o, key) { out = {}; for (k in o) { if (k != key) { out[k] = o[k]; } } return out; }
result = without({a: 1, b: 2, c: 3}, "b");
//= {"a": 1, "c": 3}
---
// name: testing for a key
o = {a: null, b: 0};
function has(o, key) { for (k in o) { if (k == key) { return true; } } return false; }
result = [o.a == null, o.c == null, has(o, "a"), has(o, "c"), o.b != null];
//= [true, true, true, false, true]
---
// name: counting words
counts = {};
for (word in "the cat and the dog and the bird".split()) {
  if (hasKey(counts, word)) { counts[word] = counts[word] + 1; } else { counts[word] = 1; }
}
function hasKey(o, k) { return false; }
result = counts;
//! name NameError "name 'hasKey' is not defined"
---
// name: counting words with an earlier helper
function has(o, key) { for (k in o) { if (k == key) { return true; } } return false; }
counts = {};
for (word in "the cat and the dog and the bird".split()) { counts[word] = has(counts, word) ? counts[word] + 1 : 1; }
result = counts;
//= {"the": 3, "cat": 1, "and": 2, "dog": 1, "bird": 1}
---
// name: order of keys
o = {z: 1, a: 2};
o.m = 3;
o.z = 4;
result = [keys(o), values(o)];
//= [["z", "a", "m"], [4, 2, 3]]
---
// name: keys that look like methods and words
o = {"__class__": 1, "": 2, "a.b": 3, "1": 4, "true": 5};
result = [o["__class__"], o[""], o["a.b"], o["1"], o["true"], o.true];
//= [1, 2, 3, 4, 5, 5]
---
// name: objects inside themselves
o = {a: 1};
o.self = o;
result = o.self.self.self.a;
//= 1
---
// name: arrays and objects in comparison with null
o = {list: []};
result = [o.list == null, o.list ? 1 : 2, o.other == null, o.other == undefined];
//= [false, 2, true, true]
---
// name: number keys
o = {};
o[1] = "one";
o[2.5] = "x";
o[true] = "yes";
result = [o[1], o[1.0], o[2.5], len(o)];
//= ["yes", "yes", "x", 2]
---
// name: a number key does not hide other keys
o = {a: 1};
o[5] = "five";
result = [o.a, o.zz, o[5], o["a"]];
//= [1, null, "five", 1]
//~ Q22 ! run time AttributeError "'dict' object has no accessible attribute 'a'"
---
// name: methods of an object with a number key
o = {a: 1};
o[5] = "five";
result = [o.get("a"), o.get("b", 0), o.get(5), len(o)];
//= [1, 0, "five", 2]
---
// name: arrays cannot be keys
o = {};
o[[1]] = 1;
//! run time TypeError "unhashable type: 'list'"
---
// name: objects cannot be keys
o = {};
o[{}] = 1;
//! run time TypeError "unhashable type: 'dict'"
---
// name: the length of texts and arrays
s = "hello"; a = [1, 2];
result = [s.length, a.length, s.length + a.length];
//= [5, 2, 7]
---
// name: the length of literals
result = ["abc".length, [1, 2, 3].length];
//= [3, 3]
//~ Q21 ! run time AttributeError "'str' object has no attribute 'length'"
//? Q21
---
// name: length is no method
s = "abc";
result = s.length();
//! run time AttributeError "'str' object has no accessible method 'length'"
---
// name: methods of other languages
s = " x ";
result = s.trim();
//! run time AttributeError "'str' object has no accessible method 'trim'"
---
// name: push is called append
a = [];
a.push(1);
//! run time AttributeError "'list' object has no accessible method 'push'"
---
// name: arrays have no map
a = [1];
b = a.map(fn(x) => x);
//! run time AttributeError "'list' object has no accessible method 'map'"
---
// name: a misspelled member of a text
s = "abc";
result = s.size;
//! run time AttributeError "'str' object has no accessible attribute 'size'"
---
// name: setting a member of a text
s = "abc";
s.length = 5;
//! run time TypeError "'str' object does not support item assignment"
---
// name: setting a member of an array
a = [1];
a.name = "x";
//! run time TypeError "list indices must be integers or slices, not str"
---
// name: setting a member of null
n = null;
n.x = 1;
//! run time TypeError "'NoneType' object does not support item assignment"
---
// name: setting a member of a function
function f() { }
f.count = 1;
//! run time TypeError "'function' object does not support item assignment"
---
// name: Python's inner members are out of reach
s = "abc";
result = s.__class__;
//! check SecurityError "Access to reflection attribute '__class__' is prohibited for security"
//~ Q52 ! denied "Access to dangerous attribute '__class__' is forbidden"
---
// name: and those of functions
function f() { }
result = f.__globals__;
//! check SecurityError "Access to reflection attribute '__globals__' is prohibited for security"
//~ Q52 ! denied "Access to dangerous attribute '__globals__' is forbidden"
---
// name: inner names of an object are plain data
o = {"__class__": "mine"};
o["__dict__"] = 1;
result = [o["__class__"], o["__dict__"], keys(o)];
//= ["mine", 1, ["__class__", "__dict__"]]
---
// name: an extracted method
a = [];
push = a.append;
push(1);
push(2);
result = a;
//= [1, 2]
//~ Q24 ! denied "SecurityError: Cannot call '<lambda>' from module 'mlpy.stdlib.runtime_helpers'"
//? Q24
---
// name: an extracted method of a text
s = "abc";
up = s.upper;
result = up();
//= "ABC"
//~ Q24 ! denied "SecurityError: Cannot call '<lambda>' from module 'mlpy.stdlib.runtime_helpers'"
//? Q24
---
// name: a method as a member of an object
a = [];
o = {push: a.append};
o.push(1);
result = a;
//= [1]
---
// name: looking up by a computed key
prices = {apple: 1.2, pear: 0.8};
total = 0;
for (item in ["apple", "pear", "apple"]) { total = total + prices[item]; }
result = round(total, 2);
//= 3.2
---
// name: updating nested counters
data = {};
for (pair in [["a", "x"], ["a", "y"], ["b", "x"], ["a", "x"]]) {
  [group, item] = pair;
  known = false;
  for (k in data) { if (k == group) { known = true; } }
  if (!known) { data[group] = {}; }
  inner = data[group];
  found = false;
  for (k in inner) { if (k == item) { found = true; } }
  inner[item] = found ? inner[item] + 1 : 1;
}
result = data;
//= {"a": {"x": 2, "y": 1}, "b": {"x": 1}}
---
// name: members in a chain of calls
function make(n) { return {n: n, next: fn() => make(n + 1)}; }
result = make(1).next().next().n;
//= 3
