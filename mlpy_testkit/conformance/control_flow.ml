// name: branches
function kind(n) {
  if (n < 0) { return "negative"; }
  elif (n == 0) { return "zero"; }
  elif (n < 10) { return "digit"; }
  else { return "large"; }
}
result = [kind(-5), kind(0), kind(7), kind(70)];
//= ["negative", "zero", "digit", "large"]
---
// name: only the first true branch runs
log = [];
function test(n, answer) { log.append(n); return answer; }
if (test(1, false)) { a = 1; } elif (test(2, true)) { a = 2; } elif (test(3, true)) { a = 3; } else { a = 4; }
result = [a, log];
//= [2, [1, 2]]
---
// name: conditions use truth
out = [];
for (v in [0, 1, "", "a", [], [0], null]) { if (v) { out.append(v); } }
result = out;
//= [1, "a", [0]]
---
// name: counting down
n = 5;
out = [];
while (n) { out.append(n); n = n - 1; }
result = out;
//= [5, 4, 3, 2, 1]
---
// name: break and continue
out = [];
i = 0;
while (true) {
  i = i + 1;
  if (i % 2 == 0) { continue; }
  if (i > 9) { break; }
  out.append(i);
}
result = [out, i];
//= [[1, 3, 5, 7, 9], 11]
---
// name: break leaves the inner loop only
out = [];
for (a in range(4)) {
  for (b in range(4)) {
    if (b > a) { break; }
    out.append(a * 10 + b);
  }
}
result = out;
//= [0, 10, 11, 20, 21, 22, 30, 31, 32, 33]
---
// name: continue in nested loops
out = [];
for (a in "abc") {
  if (a == "b") { continue; }
  for (b in "xyz") {
    if (b == "y") { continue; }
    out.append(a + b);
  }
}
result = out;
//= ["ax", "az", "cx", "cz"]
---
// name: what loops go over
out = [];
for (x in [1, "a"]) { out.append(x); }
for (x in "hé") { out.append(x); }
for (x in {k: 1, l: 2}) { out.append(x); }
for (x in range(2)) { out.append(x); }
for (x in iter([7, 8])) { out.append(x); }
result = out;
//= [1, "a", "h", "é", "k", "l", 0, 1, 7, 8]
---
// name: pairs are unpacked in the body
out = "";
for (pair in enumerate(["a", "b"])) { [i, v] = pair; out = out + "" + i + v; }
for (pair in zip([1, 2], "xy")) { [n, c] = pair; out = out + c * n; }
result = out;
//= "0a1bxyy"
---
// name: looping over a number
for (x in 5) { }
//! run time TypeError "'int' object is not iterable"
---
// name: looping over null
x = null;
for (y in x) { }
//! run time TypeError "'NoneType' object is not iterable"
---
// name: looping over a function
function f() { return [1]; }
for (x in f) { }
//! run time TypeError "'function' object is not iterable"
---
// name: looping over a boolean
for (x in true) { }
//! run time TypeError "'bool' object is not iterable"
---
// name: assigning the loop variable
out = [];
for (x in [1, 2, 3]) { x = x * 10; out.append(x); }
result = out;
//= [10, 20, 30]
---
// name: the sequence is evaluated once
calls = [];
function list_() { calls.append(1); return [1, 2, 3]; }
for (x in list_()) { }
a = [1, 2];
for (x in a) { a = []; }
result = [len(calls), a, x];
//= [1, [], 2]
---
// name: appending while looping
a = [1, 2, 3];
for (x in a) { if (x < 3) { a.append(x + 10); } if (len(a) > 6) { break; } }
result = a;
//= [1, 2, 3, 11, 12]
---
// name: removing while looping
a = [1, 2, 3, 4, 5, 6];
seen = [];
for (x in a) { seen.append(x); a.remove(x); }
result = [seen, a];
//= [[1, 3, 5], [2, 4, 6]]
---
// name: adding keys while looping
o = {a: 1};
for (k in o) { o[k + k] = 2; }
//! run time RuntimeError "dictionary changed size during iteration"
---
// name: replacing values while looping
o = {a: 1, b: 2};
for (k in o) { o[k] = o[k] * 10; }
result = o;
//= {"a": 10, "b": 20}
---
// name: adding keys while looping over a copy of them
o = {a: 1, b: 2};
for (k in keys(o)) { o[k + "2"] = o[k]; }
result = o;
//= {"a": 1, "b": 2, "a2": 1, "b2": 2}
---
// name: a loop with a condition changing inside
a = 48; b = 36;
while (b != 0) { [a, b] = [b, a % b]; }
result = a;
//= 12
---
// name: the steps of Collatz
function steps(n) {
  count = 0;
  while (n != 1) {
    if (n % 2 == 0) { n = n // 2; } else { n = 3 * n + 1; }
    count = count + 1;
  }
  return count;
}
result = [steps(1), steps(6), steps(27)];
//= [0, 8, 111]
---
// name: returning from nested loops
function find(grid, wanted) {
  for (y in range(len(grid))) {
    for (x in range(len(grid[y]))) {
      if (grid[y][x] == wanted) { return {x: x, y: y}; }
    }
  }
  return null;
}
grid = [[1, 2, 3], [4, 5, 6]];
result = [find(grid, 6), find(grid, 9)];
//= [{"x": 2, "y": 1}, null]
---
// name: a flag instead of a labelled break
found = null;
for (a in range(1, 20)) {
  for (b in range(a, 20)) {
    if (a * a + b * b == 225 && a > 5) { found = [a, b]; break; }
  }
  if (found != null) { break; }
}
result = found;
//= [9, 12]
---
// name: the primes by sieve
limit = 50;
is = [true] * (limit + 1);
primes = [];
for (n in range(2, limit + 1)) {
  if (is[n]) {
    primes.append(n);
    for (m in range(n * n, limit + 1, n)) { is[m] = false; }
  }
}
result = primes;
//= [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
---
// name: an empty while body
n = {left: 3};
function next_() { n.left = n.left - 1; return n.left > 0; }
while (next_()) { }
result = n.left;
//= 0
---
// name: deep nesting of blocks
x = 0;
for (a in [1]) { for (b in [1]) { for (c in [1]) { while (true) { if (a) { if (b) { if (c) {
  try { x = x + 1; } finally { x = x + 1; }
} } } break; } } } }
result = x;
//= 2
---
// name: twenty-five nested loops
x = 0;
for (a in [1]) { for (b in [1]) { for (c in [1]) { for (d in [1]) { for (e in [1]) {
for (f in [1]) { for (g in [1]) { for (h in [1]) { for (i in [1]) { for (j in [1]) {
for (k in [1]) { for (l in [1]) { for (m in [1]) { for (n in [1]) { for (o in [1]) {
for (p in [1]) { for (q in [1]) { for (r in [1]) { for (s in [1]) { for (t in [1]) {
for (u in [1]) { for (v in [1]) { for (w in [1]) { for (y in [1]) { for (z in [1]) {
  x = x + 1;
} } } } } } } } } } } } } } } } } } } } } } } } }
result = x;
//! limit
//~ Q13 ! check "too many statically nested blocks"
---
// name: a long chain of elifs
function roman(n) {
  if (n == 1) { return "I"; } elif (n == 2) { return "II"; } elif (n == 3) { return "III"; } elif (n == 4) { return "IV"; }
  elif (n == 5) { return "V"; } elif (n == 6) { return "VI"; } elif (n == 7) { return "VII"; } elif (n == 8) { return "VIII"; }
  return "more";
}
out = [];
for (i in range(1, 10)) { out.append(roman(i)); }
result = out;
//= ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "more"]
---
// name: loops in functions called in loops
function row(n) { out = ""; for (i in range(n)) { out = out + "*"; } return out; }
rows = [];
for (i in range(1, 4)) { rows.append(row(i)); }
result = rows;
//= ["*", "**", "***"]
---
// name: a conditional as the sequence
verbose = false;
out = [];
for (x in verbose ? [1, 2, 3] : [9]) { out.append(x); }
result = out;
//= [9]
---
// name: the value after a break
for (i in range(100)) { if (i * i > 50) { break; } }
result = i;
//= 8
---
// name: iterating an iterator twice
it = iter([1, 2, 3]);
first = [];
second = [];
for (x in it) { first.append(x); if (x == 2) { break; } }
for (x in it) { second.append(x); }
result = [first, second];
//= [[1, 2], [3]]
