// name: len
result = [len("abc"), len(""), len([1, [2, 3]]), len({a: 1, b: 2}), len(range(7)), len("é😀"), len([])];
//= [3, 0, 2, 2, 7, 2, 0]
---
// name: len of what has no length
result = [len(5), len(null), len(true), len(1.5), len(len), len(fn(x) => x)];
//= [0, 0, 0, 0, 0, 0]
---
// name: len without an argument
result = len();
//! run time TypeError "Builtin.len() missing 1 required positional argument: 'collection'"
---
// name: range
result = [range(5), range(2, 5), range(0, 10, 3), range(5, 1, -2), range(3, 1), range(0), range(-3), range(true)];
//= [[0, 1, 2, 3, 4], [2, 3, 4], [0, 3, 6, 9], [5, 3], [], [], [], [0]]
---
// name: a range is an array
r = range(3);
r.append("x");
result = [r, typeof(r), r.length];
//= [[0, 1, 2, "x"], "array", 4]
---
// name: range of a float
result = range(1.5);
//! run time TypeError "'float' object cannot be interpreted as an integer"
---
// name: range with a step of zero
result = range(0, 5, 0);
//! run time ValueError "range() arg 3 must not be zero"
---
// name: range without arguments
result = range();
//! run time TypeError "range expected at least 1 argument, got 0"
---
// name: range of a text
result = range("5");
//! run time TypeError "'str' object cannot be interpreted as an integer"
---
// name: range with four arguments
result = range(1, 2, 3, 4);
//! run time TypeError "range expected at most 3 arguments, got 4"
---
// name: enumerate
result = [enumerate(["a", "b"]), enumerate("xy", 1), enumerate([]), enumerate({k: 5}, -1)];
//= [[[0, "a"], [1, "b"]], [[1, "x"], [2, "y"]], [], [[-1, "k"]]]
//~ Q27 = [[(0, "a"), (1, "b")], [(1, "x"), (2, "y")], [], [(-1, "k")]]
---
// name: pairs of enumerate compare like arrays
pair = enumerate(["a"])[0];
result = [pair == [0, "a"], typeof(pair), pair[1], len(pair)];
//= [true, "array", "a", 2]
//~ Q27 = [false, "unknown", "a", 2]
---
// name: enumerate in a loop
out = [];
for (pair in enumerate(["x", "y", "z"], 1)) { out.append(str(pair[0]) + pair[1]); }
result = out;
//= ["1x", "2y", "3z"]
---
// name: enumerate of a number
result = enumerate(5);
//! run time TypeError "'int' object is not iterable"
---
// name: zip
result = [zip([1, 2, 3], ["a", "b"]), zip("ab", "cd", "ef"), zip([1]), zip(), zip([], [1])];
//= [[[1, "a"], [2, "b"]], [["a", "c", "e"], ["b", "d", "f"]], [[1]], [], []]
//~ Q27 = [[(1, "a"), (2, "b")], [("a", "c", "e"), ("b", "d", "f")], [(1,)], [], []]
---
// name: zip and unzip
pairs = zip(["a", "b", "c"], [1, 2, 3]);
names = []; numbers = [];
for (p in pairs) { [name, n] = p; names.append(name); numbers.append(n); }
result = [names, numbers, len(pairs)];
//= [["a", "b", "c"], [1, 2, 3], 3]
---
// name: an object from two arrays
o = {};
for (p in zip(["x", "y"], [1, 2])) { o[p[0]] = p[1]; }
result = o;
//= {"x": 1, "y": 2}
---
// name: zip of a number
result = zip([1], 5);
//! run time TypeError "'int' object is not iterable"
---
// name: zipped pairs are changeable arrays
pairs = zip([1], [2]);
pair = pairs[0];
pair[0] = 9;
result = [pair, pair.length];
//= [[9, 2], 2]
//~ Q27 ! run time TypeError "'tuple' object does not support item assignment"
---
// name: sorted
a = [3, 1, 2];
result = [sorted(a), a, sorted(a, true), sorted("hello"), sorted({b: 1, a: 2}), sorted([]), sorted([2, 1.5, true])];
//= [[1, 2, 3], [3, 1, 2], [3, 2, 1], ["e", "h", "l", "l", "o"], ["a", "b"], [], [true, 1.5, 2]]
---
// name: sorted is stable and compares deeply
result = [sorted([[2, "b"], [1, "x"], [2, "a"]]), sorted([1.0, true, 1]), sorted(["b", "B", "a", "A"], true), sorted([3, 1], 0), sorted([1, 3], "yes")];
//= [[[1, "x"], [2, "a"], [2, "b"]], [1.0, true, 1], ["b", "a", "B", "A"], [1, 3], [3, 1]]
---
// name: sorted takes no key function
result = sorted([3, 1, 2], fn(x) => -x);
//! run time TypeError
//~ Q34 = [3, 2, 1]
//? Q34
---
// name: sorting by a key through pairs
people = [{name: "Bob", age: 30}, {name: "Al", age: 25}, {name: "Cy", age: 28}];
order = [];
for (i in range(len(people))) { order.append([people[i].age, i]); }
names = [];
for (pair in sorted(order)) { names.append(people[pair[1]].name); }
result = names;
//= ["Al", "Cy", "Bob"]
---
// name: sorted with unlike values
result = sorted([1, "a"]);
//! run time TypeError "'<' not supported between instances of 'str' and 'int'"
---
// name: sorted of a number
result = sorted(5);
//! run time TypeError "'int' object is not iterable"
---
// name: reversed
a = [1, 2, 3];
result = [reversed(a), a, reversed("abc"), reversed({x: 1, y: 2}), reversed([]), reversed(range(3))];
//= [[3, 2, 1], [1, 2, 3], ["c", "b", "a"], ["y", "x"], [], [2, 1, 0]]
---
// name: reversed gives an array
r = reversed("ab");
r.append("!");
result = ["".join(r), typeof(r)];
//= ["ba!", "array"]
---
// name: reversed of a number
result = reversed(5);
//! run time TypeError "'int' object is not reversible"
---
// name: all and any
result = [all([1, "a", [0]]), all([1, 0]), all([]), any([0, "", 2]), any([]), any([0, null]), all("ab"), any({k: 0}), all({"": 1})];
//= [true, false, true, true, false, false, true, true, false]
---
// name: all and any with conditions
ages = [18, 25, 17];
adult = [];
for (a in ages) { adult.append(a >= 18); }
result = [all(adult), any(adult), sum(adult)];
//= [false, true, 2]
---
// name: all of a number
result = all(5);
//! run time TypeError "'int' object is not iterable"
---
// name: any of null
result = any(null);
//! run time TypeError "'NoneType' object is not iterable"
---
// name: keys and values
o = {b: 1, a: [2], "c d": null};
result = [keys(o), values(o), keys({}), values({})];
//= [["b", "a", "c d"], [1, [2], null], [], []]
---
// name: keys and values are copies
o = {a: 1};
k = keys(o);
v = values(o);
k.append("x");
v[0] = 9;
result = [o, k, v];
//= [{"a": 1}, ["a", "x"], [9]]
---
// name: an object turned around
o = {one: "eins", two: "zwei"};
back = {};
for (k in keys(o)) { back[o[k]] = k; }
result = [back, sorted(values(o))];
//= [{"eins": "one", "zwei": "two"}, ["eins", "zwei"]]
---
// name: keys of an array
result = keys([1]);
//! run time AttributeError "'list' object has no attribute 'keys'"
---
// name: values of a text
result = values("abc");
//! run time AttributeError "'str' object has no attribute 'values'"
---
// name: keys of null
result = keys(null);
//! run time AttributeError "'NoneType' object has no attribute 'keys'"
---
// name: iter and next
it = iter([1, 2]);
result = [next(it), next(it), next(it, "end"), next(it, null)];
//= [1, 2, "end", null]
---
// name: iterators of texts, objects and ranges
a = iter("xy");
b = iter({k: 1});
c = iter(range(3));
next(c);
result = [next(a), next(b), next(c), next(a)];
//= ["x", "k", 1, "y"]
---
// name: an exhausted iterator
it = iter([1]);
next(it);
next(it);
//! run time RuntimeError "Iterator exhausted - use default parameter to avoid error"
---
// name: a loop goes on where next stopped
it = iter([1, 2, 3, 4]);
next(it);
rest = [];
for (x in it) { rest.append(x); }
result = [rest, next(it, "none")];
//= [[2, 3, 4], "none"]
---
// name: next of an array
next([1]);
//! run time TypeError "'list' object is not an iterator"
---
// name: iter of a number
iter(5);
//! run time TypeError "'int' object is not iterable"
---
// name: an iterator of an iterator
it = iter([1, 2, 3]);
same = iter(it);
next(it);
result = [next(same), typeof(it) != "array"];
//= [2, true]
---
// name: merging two sorted arrays with iterators
function merge(a, b) {
  out = [];
  i = iter(a); j = iter(b);
  x = next(i, null); y = next(j, null);
  while (x != null || y != null) {
    if (y == null || x != null && x <= y) { out.append(x); x = next(i, null); }
    else { out.append(y); y = next(j, null); }
  }
  return out;
}
result = merge([1, 4, 9], [2, 3, 10, 11]);
//= [1, 2, 3, 4, 9, 10, 11]
