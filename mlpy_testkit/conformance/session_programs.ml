// name: a session that builds a register
items = []
//--
function add(name, price) {
  items.append({name: name, price: price});
  return len(items);
}
//--
add("tea", 2.5)
//= 1
//--
add("milk", 1)
//= 2
//--
function total() { t = 0; for (i in items) { t = t + i.price; } return t; }
//--
total()
//= 3.5
//--
items[0].name.upper() + "!"
//= "TEA!"
//--
items[0].price = 3; total()
//= 4
//--
items[7]
//! run time IndexError "list index out of range"
//--
[i, j] = items
//--
i.name + " and " + j.name
//= "tea and milk"
---
// name: a session with functions that change
rate = 2
//--
function price(x) { return x * rate; }
//--
price(10)
//= 20
//--
rate = 3
//--
price(10)
//= 30
//--
function price(x) { return x + rate; }
//--
price(10)
//= 13
//--
half = fn(x) => price(x) / 2
//--
half(1)
//= 2.0
//--
price = half
//--
price("x")
//! run time RecursionError "maximum recursion depth exceeded"
---
// name: errors in a session leave it usable
x = 1
//--
x = x + nope
//! name NameError "name 'nope' is not defined"
//--
x
//= 1
//--
x = 10; x / 0; x = 20
//! run time ZeroDivisionError "division by zero"
//--
x
//= 10
//--
function broken( { }
//! syntax at 1:18
//--
try { broken(); } except (e) { x = str(e); }
//--
x
//= "name 'broken' is not defined"
//--
y = [1, 2
//! syntax
//--
y
//! name NameError "name 'y' is not defined"
---
// name: loops and blocks over several inputs
n = 0
//--
while (n < 3) { n = n + 1; print("n", n); }
//> n 1
//> n 2
//> n 3
//--
for (c in "ab") {
  if (c == "a") { continue; }
  last = c;
}
//--
last * n
//= "bbb"
//--
if (n > 2) { print("big"); } else { print("small"); }
//> big
//--
n; n + 1; n + 2
//= 5
---
// name: closures live on in a session
function counter() { c = 0; function up() { nonlocal c; c = c + 1; return c; } return up; }
//--
a = counter(); b = counter()
//--
a() + a() + b()
//= 4
//--
o = {tick: a, name: "o"}
//--
o.tick()
//= 3
//--
fs = [a, b]; f = fs[1]
//--
f()
//= 2
//--
typeof(f) + " " + len(fs)
//= "function 2"
---
// name: imports and data in a session
import json
//--
d = json.parse('{"a": [1, {"b": null}]}')
//--
d.a[1].b
//--
json.stringify(d)
//= "{\"a\": [1, {\"b\": null}]}"
//--
import math
//--
math.sqrt(len(d.a) * 8)
//= 4.0
//--
{a} = d
//--
a.append(true); a
//= [1, {"b": null}, true]
//--
json.stringify(a)
//= "[1, {\"b\": null}, true]"
---
// name: text over several inputs
words = "to be or not to be".split()
//--
counts = {}
//--
for (w in words) { n = words.count(w); counts[w] = n; }
//--
sorted(keys(counts))
//= ["be", "not", "or", "to"]
//--
counts.to * 10 + counts.not
//= 21
//--
" ".join(reversed(words))
//= "be to not or be to"
//--
words[1:3] + words[-1:]
//= ["be", "or", "be"]
//--
len(words) // 4
//= 1
---
// name: a session that recurses and memorises
memo = {}
//--
function fib(n) {
  if (n < 2) { return n; }
  k = "k" + n;
  for (known in memo) { if (known == k) { return memo[k]; } }
  v = fib(n - 1) + fib(n - 2);
  memo[k] = v;
  return v;
}
//--
fib(40)
//= 102334155
//--
len(memo)
//= 39
//--
memo.k10
//= 55
//--
memo.k99
//--
memo["k99"]
//! run time KeyError "'k99'"
---
// name: state machines across inputs
state = "idle"
//--
moves = {idle: {start: "running"}, running: {pause: "paused", stop: "idle"}, paused: {start: "running", stop: "idle"}}
//--
function go(event) { nonlocal state; state = moves[state][event]; return state; }
//--
go("start")
//= "running"
//--
go("pause")
//= "paused"
//--
go("pause")
//! run time KeyError "'pause'"
//--
state
//= "paused"
//--
go("stop"); state
//= "idle"
