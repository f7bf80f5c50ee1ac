// name: adding elements
a = [1];
x = a.append(2);
y = a.extend([3, 4]);
z = a.insert(0, "first");
a.insert(-1, "before last");
a.insert(99, "end");
a.extend("ab");
result = [a, x, y, z];
//= [["first", 1, 2, 3, "before last", 4, "end", "a", "b"], null, null, null]
---
// name: taking elements out
a = ["a", "b", "c", "d", "e"];
last = a.pop();
first = a.pop(0);
middle = a.pop(-2);
a.remove("d");
result = [last, first, middle, a];
//= ["e", "a", "c", ["b"]]
---
// name: popping from nothing
a = [];
a.pop();
//! run time IndexError "pop from empty list"
---
// name: popping where nothing is
a = [1];
a.pop(5);
//! run time IndexError "pop index out of range"
---
// name: removing what is not there
a = [1, 2];
a.remove(9);
//! run time ValueError "list.remove(x): x not in list"
---
// name: removing the first of equals
a = [1, 2, 1, true, 1.0];
a.remove(1.0);
result = a;
//= [2, 1, true, 1.0]
---
// name: finding
a = ["x", "y", "x", "z"];
result = [a.index("x"), a.index("x", 1), a.count("x"), a.count("q"), [1, true, 1.0].count(1)];
//= [0, 2, 2, 0, 3]
---
// name: an element that is not there
a = ["x"];
result = a.index("q");
//! run time ValueError "'q' is not in list"
---
// name: a number that is not there
a = [1, 2, 3];
result = a.index(4);
//! run time ValueError "4 is not in list"
---
// name: sorting in place
a = [3, 1, 2];
r = a.sort();
b = ["pear", "Apple", "fig"];
b.sort();
c = [[2, "b"], [1, "z"], [2, "a"]];
c.sort();
d = [2, 1.5, true];
d.sort();
result = [a, r, b, c, d];
//= [[1, 2, 3], null, ["Apple", "fig", "pear"], [[1, "z"], [2, "a"], [2, "b"]], [true, 1.5, 2]]
---
// name: sorting takes no arguments
a = [1];
a.sort(true);
//! run time TypeError "sort() takes no positional arguments"
---
// name: sorting unlike values
a = [1, "a", 2];
a.sort();
//! run time TypeError "'<' not supported between instances of 'str' and 'int'"
---
// name: sorting objects
a = [{n: 2}, {n: 1}];
a.sort();
//! run time TypeError "'<' not supported between instances of 'dict' and 'dict'"
---
// name: reversing, clearing, copying
a = [1, 2, 3];
b = a.copy();
r = a.reverse();
c = a.copy();
s = c.clear();
result = [a, b, c, r, s];
//= [[3, 2, 1], [1, 2, 3], [], null, null]
---
// name: a copy is shallow
a = [[1], 2];
b = a.copy();
b[0].append(9);
b[1] = 3;
result = [a, b];
//= [[[1, 9], 2], [[1, 9], 3]]
---
// name: the number of elements
a = [1, [2, 3], []];
result = [a.length, len(a), len(a[1]), len([])];
//= [3, 3, 2, 0]
---
// name: arrays inside themselves
a = [1];
a.append(a);
result = [len(a), a[1][1][0], a[1] == a];
//= [2, 1, true]
---
// name: membership by counting
function has(list, x) { return list.count(x) > 0; }
result = [has([1, 2], 2), has(["a"], "b"), has([[1]], [1]), has([null], null)];
//= [true, false, true, true]
---
// name: a stack
stack = [];
for (c in "abc") { stack.append(c); }
out = "";
while (len(stack) > 0) { out = out + stack.pop(); }
result = out;
//= "cba"
---
// name: a queue
queue = [1];
seen = [];
while (queue.length > 0) {
  n = queue.pop(0);
  seen.append(n);
  if (n < 5) { queue.append(n * 2); queue.append(n * 2 + 1); }
}
result = seen;
//= [1, 2, 3, 4, 5, 6, 7, 8, 9]
---
// name: balanced brackets
function balanced(text) {
  pairs = {")": "(", "]": "[", "}": "{"};
  stack = [];
  for (c in text) {
    if ("([{".find(c) >= 0) { stack.append(c); }
    elif (")]}".find(c) >= 0) {
      if (len(stack) == 0 || stack.pop() != pairs[c]) { return false; }
    }
  }
  return len(stack) == 0;
}
result = [balanced("(a[b]{c})"), balanced("(]"), balanced("(("), balanced("")];
//= [true, false, false, true]
---
// name: bubble sort
function bubble(list) {
  a = list[:];
  for (i in range(len(a))) {
    for (j in range(len(a) - 1 - i)) {
      if (a[j] > a[j + 1]) { t = a[j]; a[j] = a[j + 1]; a[j + 1] = t; }
    }
  }
  return a;
}
numbers = [5, 2, 9, 1, 5, 6];
result = [bubble(numbers), numbers];
//= [[1, 2, 5, 5, 6, 9], [5, 2, 9, 1, 5, 6]]
---
// name: quick sort
function quick(a) {
  if (len(a) < 2) { return a; }
  pivot = a[len(a) // 2];
  low = []; same = []; high = [];
  for (x in a) { if (x < pivot) { low.append(x); } elif (x > pivot) { high.append(x); } else { same.append(x); } }
  return quick(low) + same + quick(high);
}
result = [quick([3, 6, 1, 8, 2, 9, 2]), quick("sorting"[:0].split()), quick(["pear", "apple", "fig"])];
//= [[1, 2, 2, 3, 6, 8, 9], [], ["apple", "fig", "pear"]]
---
// name: merge sort by a key
function mergeSort(list, key) {
  if (len(list) <= 1) { return list; }
  half = len(list) // 2;
  left = mergeSort(list[:half], key);
  right = mergeSort(list[half:], key);
  out = [];
  while (len(left) > 0 && len(right) > 0) {
    if (key(left[0]) <= key(right[0])) { out.append(left.pop(0)); } else { out.append(right.pop(0)); }
  }
  return out + left + right;
}
people = [{name: "Bob", age: 30}, {name: "Al", age: 25}, {name: "Cy", age: 30}];
names = [];
for (p in mergeSort(people, fn(p) => p.age)) { names.append(p.name); }
result = names;
//= ["Al", "Bob", "Cy"]
---
// name: binary search
function search(a, x) {
  low = 0; high = len(a) - 1;
  while (low <= high) {
    middle = (low + high) // 2;
    if (a[middle] == x) { return middle; }
    elif (a[middle] < x) { low = middle + 1; }
    else { high = middle - 1; }
  }
  return -1;
}
a = range(0, 100, 3);
result = [search(a, 42), search(a, 43), search(a, 0), search(a, 99), search([], 1)];
//= [14, -1, 0, 33, -1]
---
// name: flattening
function flatten(list) { out = []; for (x in list) { if (typeof(x) == "array") { out.extend(flatten(x)); } else { out.append(x); } } return out; }
result = flatten([1, [2, [3, "ab", []]], [[4]]]);
//= [1, 2, 3, "ab", 4]
---
// name: grouping
words = ["apple", "bob", "avocado", "cat", "blue"];
groups = {};
for (w in words) {
  if (groups.a == null) { groups = {a: [], b: [], c: []}; }
  groups[w[0]].append(w);
}
result = groups;
//= {"a": ["apple", "avocado"], "b": ["bob", "blue"], "c": ["cat"]}
---
// name: unique values in order
function unique(list) { out = []; for (x in list) { if (out.count(x) == 0) { out.append(x); } } return out; }
result = [unique([3, 1, 3, 2, 1]), unique("mississippi"), unique([1, 1.0, true, "1"])];
//= [[3, 1, 2], ["m", "i", "s", "p"], [1, "1"]]
---
// name: a matrix product
function product(a, b) {
  out = [];
  for (row in a) {
    line = [];
    for (j in range(len(b[0]))) {
      total = 0;
      for (k in range(len(b))) { total = total + row[k] * b[k][j]; }
      line.append(total);
    }
    out.append(line);
  }
  return out;
}
result = product([[1, 2], [3, 4]], [[0, 1], [1, 0]]);
//= [[2, 1], [4, 3]]
---
// name: a running total
out = [];
total = 0;
for (x in [5, -2, 7.5]) { total = total + x; out.append(total); }
result = out;
//= [5, 3, 10.5]
---
// name: permutations
function permutations(list) {
  if (len(list) == 0) { return [[]]; }
  out = [];
  for (i in range(len(list))) {
    rest = list[:i] + list[i + 1:];
    for (p in permutations(rest)) { out.append([list[i]] + p); }
  }
  return out;
}
result = [permutations([1, 2, 3]), len(permutations("abcd".split("b") + [1]))];
//= [[[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]], 6]
---
// name: Pascal's triangle
rows = [[1]];
for (n in range(5)) {
  above = rows[-1];
  row = [1];
  for (i in range(len(above) - 1)) { row.append(above[i] + above[i + 1]); }
  row.append(1);
  rows.append(row);
}
result = rows;
//= [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1], [1, 5, 10, 10, 5, 1]]
---
// name: extending by what is no sequence
a = [];
a.extend(5);
//! run time TypeError "'int' object is not iterable"
---
// name: appending nothing
a = [];
a.append();
//! run time TypeError "list.append() takes exactly one argument (0 given)"
---
// name: inserting at a text
a = [];
a.insert("x", 1);
//! run time TypeError "'str' object cannot be interpreted as an integer"
---
// name: array methods that change give null
a = [2, 1];
result = [a.append(3), a.sort(), a.reverse(), a.clear(), a];
//= [null, null, null, null, []]
