// name: elements from both ends
a = [10, 20, 30]; s = "hello";
result = [a[0], a[2], a[-1], a[-3], s[0], s[-1], "xyz"[1], [5, 6][1]];
//= [10, 30, 30, 10, "h", "o", "y", 6]
---
// name: booleans are positions
a = ["no", "yes"];
result = [a[1 > 0], a[false], a[1 == 2]];
//= ["yes", "no", "no"]
---
// name: slices
a = [10, 20, 30, 40, 50];
result = [a[1:3], a[:2], a[3:], a[:], a[-2:], a[:-1], a[1:100], a[-100:2], a[3:1], a[5:]];
//= [[20, 30], [10, 20], [40, 50], [10, 20, 30, 40, 50], [40, 50], [10, 20, 30, 40], [20, 30, 40, 50], [10, 20], [], []]
---
// name: slices with a step
a = [10, 20, 30, 40, 50];
result = [a[::2], a[1::2], a[::-1], a[4:1:-1], a[:2:-1], a[-1:-4:-2], a[::10]];
//= [[10, 30, 50], [20, 40], [50, 40, 30, 20, 10], [50, 40, 30], [50, 40], [50, 30], [10]]
---
// name: slices of texts
s = "engine";
result = [s[:3], s[3:], s[::-1], s[1:-1], s[::2], s[-3:], s[10:], s[2:2]];
//= ["eng", "ine", "enigne", "ngin", "egn", "ine", "", ""]
---
// name: null in a slice means nothing given
a = [1, 2, 3, 4];
result = [a[null:2], a[1:null], a[null:null:2], a[null:null:null]];
//= [[1, 2], [2, 3, 4], [1, 3], [1, 2, 3, 4]]
---
// name: expressions in a slice
a = range(10);
n = 2;
result = [a[n:n * 3], a[len(a) - n:], a[n > 1 ? 7 : 0:], a[-n:][0], a[1 + 1:][:n]];
//= [[2, 3, 4, 5], [8, 9], [7, 8, 9], 8, [2, 3]]
---
// name: indexes in a chain
m = [[1, 2], [3, [4, "xyz"]]];
result = [m[1][0], m[1][1][0], m[1][1][1][2], m[0][1:], m[-1][-1][-1][-1], m[0][::-1][0]];
//= [3, 4, "z", [2], "z", 2]
---
// name: an index too large
a = [1, 2, 3];
result = a[3];
//! run time IndexError "list index out of range"
---
// name: an index too small
a = [1, 2, 3];
result = a[-4];
//! run time IndexError "list index out of range"
---
// name: an index into nothing
result = [][0];
//! run time IndexError "list index out of range"
---
// name: an index beyond a text
s = "abc";
result = s[3];
//! run time IndexError "string index out of range"
---
// name: a float as an index
a = [1, 2, 3];
result = a[4 / 2];
//! run time TypeError "list indices must be integers or slices, not float"
---
// name: a text as an index of an array
a = [1, 2, 3];
result = a["0"];
//! run time TypeError "list indices must be integers or slices, not str"
---
// name: a text as an index of a text
s = "abc";
result = s["a"];
//! run time TypeError "string indices must be integers, not 'str'"
---
// name: null as an index
a = [1, 2, 3];
result = a[null];
//! run time TypeError "list indices must be integers or slices, not NoneType"
---
// name: an array as an index
a = [1, 2, 3];
result = a[[0]];
//! run time TypeError "list indices must be integers or slices, not list"
---
// name: indexing a number
n = 5;
result = n[0];
//! run time TypeError "'int' object is not subscriptable"
---
// name: indexing null
n = null;
result = n["key"];
//! run time TypeError "'NoneType' object is not subscriptable"
---
// name: indexing a function
function f() { return [1]; }
result = f[0];
//! run time TypeError "'function' object is not subscriptable"
---
// name: a step of zero
a = [1, 2, 3];
result = a[::0];
//! run time ValueError "slice step cannot be zero"
---
// name: a text in a slice
a = [1, 2, 3];
result = a["x":2];
//! run time TypeError "slice indices must be integers or None or have an __index__ method"
---
// name: a float in a slice
a = [1, 2, 3];
result = a[0.5:2];
//! run time TypeError "slice indices must be integers or None or have an __index__ method"
---
// name: slicing an object
o = {k: 1};
result = o[0:1];
//! run time TypeError "'dict' object cannot be sliced"
//~ Q37 ! run time KeyError "slice(0, 1, None)"
---
// name: slicing a number
n = 12345;
result = n[1:2];
//! run time TypeError "'int' object is not subscriptable"
---
// name: a number where an object has no such key
o = {k: 1};
result = o[0];
//! run time KeyError "0"
---
// name: an empty index
a = [1];
result = a[];
//! syntax at 2:12
---
// name: two indexes at once
m = [[1, 2]];
result = m[0, 1];
//! syntax at 2:13
---
// name: replacing elements
a = [10, 20, 30];
a[0] = 1;
a[-1] = 3;
a[1] = [a[1]];
a[1][0] = "deep";
result = a;
//= [1, ["deep"], 3]
---
// name: no growing by assignment
a = [10, 20, 30];
a[3] = 1;
//! run time IndexError "list assignment index out of range"
---
// name: replacing with a text index
a = [10];
a["x"] = 1;
//! run time TypeError "list indices must be integers or slices, not str"
---
// name: slices as targets
a = [1, 2, 3, 4, 5];
a[1:3] = ["x"];
b = a[:];
b[1:1] = [7, 8];
c = a[:];
c[:] = [];
d = a[:];
d[::2] = ["p", "q"];
e = a[:];
e[2:] = "text";
result = [a, b, c, d, e];
//= [[1, "x", 4, 5], [1, 7, 8, "x", 4, 5], [], ["p", "x", "q", 5], [1, "x", "t", "e", "x", "t"]]
---
// name: deleting by an empty slice
a = range(8);
a[2:4] = [];
a[-1:] = [];
result = a;
//= [0, 1, 4, 5, 6]
---
// name: a stepped slice of another size
a = [1, 2, 3, 4];
a[::2] = [9];
//! run time ValueError "attempt to assign sequence of size 1 to extended slice of size 2"
---
// name: a slice filled with a number
a = [1, 2, 3];
a[0:1] = 5;
//! run time TypeError "can only assign an iterable"
---
// name: texts cannot be changed
s = "abc";
s[0] = "x";
//! run time TypeError "'str' object does not support item assignment"
---
// name: numbers have no elements to set
n = 5;
n[0] = 1;
//! run time TypeError "'int' object does not support item assignment"
---
// name: null has no elements to set
n = null;
n["a"] = 1;
//! run time TypeError "'NoneType' object does not support item assignment"
---
// name: sharing and copying
a = [1, 2];
b = a;
c = a[:];
d = a + [];
b[0] = 99;
result = [a, b, c, d];
//= [[99, 2], [99, 2], [1, 2], [1, 2]]
---
// name: assigning through a call
function get() { return shared; }
shared = [1, 2];
get()[1] = "new";
result = shared;
//= [1, "new"]
---
// name: assigning to a temporary
function make() { return [1]; }
make()[0] = 2;
[1, 2][0] = 3;
result = make();
//= [1]
---
// name: rotating an array
function rotate(a, n) { n = n % len(a); return a[n:] + a[:n]; }
result = [rotate([1, 2, 3, 4, 5], 2), rotate([1, 2, 3], -1), rotate("abcdef", 3)];
//= [[3, 4, 5, 1, 2], [3, 1, 2], "defabc"]
---
// name: chunks of an array
function chunks(a, size) { out = []; i = 0; while (i < len(a)) { out.append(a[i:i + size]); i = i + size; } return out; }
result = [chunks(range(7), 3), chunks("abcdefgh", 3), chunks([], 2)];
//= [[[0, 1, 2], [3, 4, 5], [6]], ["abc", "def", "gh"], []]
---
// name: palindromes
function palindrome(s) { return s == s[::-1]; }
result = [palindrome("level"), palindrome("lever"), palindrome(""), palindrome([1, 2, 1])];
//= [true, false, true, true]
---
// name: a matrix turned and transposed
m = [[1, 2, 3], [4, 5, 6]];
turned = [];
for (i in range(len(m[0]))) {
  row = [];
  for (j in range(len(m))) { row.append(m[j][i]); }
  turned.append(row);
}
result = [turned, turned[::-1], turned[0][::-1]];
//= [[[1, 4], [2, 5], [3, 6]], [[3, 6], [2, 5], [1, 4]], [4, 1]]
---
// name: a grid must have rows of its own
shared = [[0] * 3] * 2;
shared[0][0] = 1;
own = [];
for (i in range(2)) { own.append([0] * 3); }
own[0][0] = 1;
result = [shared, own];
//= [[[1, 0, 0], [1, 0, 0]], [[1, 0, 0], [0, 0, 0]]]
---
// name: swapping two elements
a = ["x", "y", "z"];
spare = a[0];
a[0] = a[2];
a[2] = spare;
result = a;
//= ["z", "y", "x"]
---
// name: a window over an array
a = [3, 8, 2, 9, 1];
best = null;
for (i in range(len(a) - 2)) {
  total = sum(a[i:i + 3]);
  if (best == null || total > best) { best = total; }
}
result = best;
//= 19
