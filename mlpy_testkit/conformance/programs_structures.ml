// name: a linked list with the usual operations
function cons(head, tail) { return {head: head, tail: tail}; }
function from_array(a) { l = null; for (x in reversed(a)) { l = cons(x, l); } return l; }
function to_array(l) { out = []; while (l != null) { out.append(l.head); l = l.tail; } return out; }
function map_list(l, f) { return l == null ? null : cons(f(l.head), map_list(l.tail, f)); }
function turned(l) { r = null; while (l) { r = cons(l.head, r); l = l.tail; } return r; }
function filter_list(l, f) {
  if (!l) { return null; }
  rest = filter_list(l.tail, f);
  return f(l.head) ? cons(l.head, rest) : rest;
}
l = from_array([1, 2, 3, 4]);
result = [to_array(map_list(l, fn(x) => x * x)), to_array(turned(l)), to_array(filter_list(l, fn(x) => x % 2 == 0)), to_array(null), l.tail.tail.head];
//= [[1, 4, 9, 16], [4, 3, 2, 1], [2, 4], [], 3]
---
// name: a binary search tree
function insert(t, key, value) {
  if (t == null) { return {key: key, value: value, left: null, right: null}; }
  if (key < t.key) { t.left = insert(t.left, key, value); }
  elif (key > t.key) { t.right = insert(t.right, key, value); }
  else { t.value = value; }
  return t;
}
function find(t, key) {
  while (t != null && t.key != key) { t = key < t.key ? t.left : t.right; }
  return t == null ? null : t.value;
}
function walk(t, visit) { if (t) { walk(t.left, visit); visit(t); walk(t.right, visit); } }
function depth(t) { return t == null ? 0 : 1 + max(depth(t.left), depth(t.right)); }
function smallest(t) { while (t.left) { t = t.left; } return t; }
function remove(t, key) {
  if (t == null) { return null; }
  if (key < t.key) { t.left = remove(t.left, key); return t; }
  if (key > t.key) { t.right = remove(t.right, key); return t; }
  if (t.left == null) { return t.right; }
  if (t.right == null) { return t.left; }
  s = smallest(t.right);
  t.key = s.key; t.value = s.value;
  t.right = remove(t.right, s.key);
  return t;
}
t = null;
for (k in [50, 30, 70, 20, 40, 60, 80, 30]) { t = insert(t, k, "v" + k); }
order = [];
walk(t, fn(n) => order.append(n.key));
d = depth(t);
for (k in [50, 20, 99]) { t = remove(t, k); }
after = [];
walk(t, fn(n) => after.append(n.key));
result = [order, d, find(t, 40), find(t, 50), after, t.key];
//= [[20, 30, 40, 50, 60, 70, 80], 3, "v40", null, [30, 40, 60, 70, 80], 60]
---
// name: a priority queue on an array
function queue(before) {
  items = [];
  function push(x) {
    items.append(x);
    i = len(items) - 1;
    while (i > 0 && before(items[i], items[(i - 1) // 2])) {
      p = (i - 1) // 2;
      [items_i, items_p] = [items[i], items[p]];
      items[i] = items_p; items[p] = items_i;
      i = p;
    }
  }
  function pop() {
    if (items == []) { throw {message: "queue is empty"}; }
    top = items[0];
    last = items.pop();
    if (items) {
      items[0] = last;
      i = 0;
      while (true) {
        c = 2 * i + 1;
        if (c >= len(items)) { break; }
        if (c + 1 < len(items) && before(items[c + 1], items[c])) { c = c + 1; }
        if (!before(items[c], items[i])) { break; }
        t = items[i]; items[i] = items[c]; items[c] = t;
        i = c;
      }
    }
    return top;
  }
  return {push: push, pop: pop, size: fn() => len(items)};
}
q = queue(fn(a, b) => a.at < b.at || a.at == b.at && a.name < b.name);
for (job in [{at: 5, name: "e"}, {at: 1, name: "b"}, {at: 1, name: "a"}, {at: 3, name: "c"}]) { q.push(job); }
out = [];
while (q.size() > 0) { j = q.pop(); out.append("" + j.at + j.name); }
result = out;
try { q.pop(); } except (e) { result.append(str(e)); }
//= ["1a", "1b", "3c", "5e", "queue is empty"]
---
// name: a priority queue that gives names in order
function before(a, b) { return a[0] < b[0]; }
items = [];
function put(x) { i = 0; while (i < len(items) && !before(x, items[i])) { i = i + 1; } items.insert(i, x); }
for (x in [[3, "c"], [1, "a"], [2, "b"], [1, "z"], [0, "!"]]) { put(x); }
names = "";
while (items.length) { [rank, name] = items.pop(0); names = names + name + str(rank); }
result = names;
//= "!0a1z1b2c3"
---
// name: a cache that forgets the oldest
function cache(limit, load) {
  order = [];
  data = {};
  stats = {hits: 0, misses: 0};
  function get(key) {
    if (order.count(key)) {
      stats.hits = stats.hits + 1;
      order.remove(key);
      order.append(key);
      return data[key];
    }
    stats.misses = stats.misses + 1;
    if (len(order) == limit) { order.pop(0); }
    order.append(key);
    data[key] = load(key);
    return data[key];
  }
  return {get: get, stats: stats, order: order};
}
c = cache(2, fn(k) => k.upper() * 2);
seen = [];
for (k in ["a", "b", "a", "c", "b", "b"]) { seen.append(c.get(k)); }
result = [seen, c.stats, c.order];
//= [["AA", "BB", "AA", "CC", "BB", "BB"], {"hits": 2, "misses": 4}, ["c", "b"]]
---
// name: accounts as objects with closures
function account(owner, balance) {
  history = [];
  self = {owner: owner};
  self.deposit = fn(amount) => change(amount, "deposit");
  self.withdraw = fn(amount) => amount > balance ? fail("insufficient funds: " + balance) : change(-amount, "withdraw");
  self.balance = fn() => balance;
  self.history = fn() => history[:];
  function change(amount, what) {
    nonlocal balance;
    balance = balance + amount;
    history.append([what, abs(amount)]);
    return balance;
  }
  function fail(text) { throw {message: owner + ": " + text}; }
  return self;
}
a = account("ann", 100);
b = account("bob", 0);
a.withdraw(30);
b.deposit(30);
problem = "none";
try { b.withdraw(31); } except (e) { problem = str(e); }
h = a.history();
h.clear();
result = [a.balance(), b.balance(), problem, a.history(), b.history(), a.owner];
//= [70, 30, "bob: insufficient funds: 30", [["withdraw", 30]], [["deposit", 30]], "ann"]
---
// name: events with listeners that come and go
function bus() {
  listeners = [];
  function on(topic, listener) {
    entry = [topic, listener];
    listeners.append(entry);
    return fn() => listeners.remove(entry);
  }
  function emit(topic, data) {
    count = 0;
    for (entry in listeners[:]) {
      [wanted, listener] = entry;
      if (wanted == topic || wanted == "*") { listener(data); count = count + 1; }
    }
    return count;
  }
  return {on: on, emit: emit};
}
log = [];
b = bus();
off_all = b.on("*", fn(d) => log.append("all " + d));
b.on("a", fn(d) => log.append("a " + d));
b.on("a", fn(d) => d > 1 ? b.emit("b", d - 1) : null);
counts = [b.emit("a", 1), b.emit("b", 2), b.emit("a", 2)];
off_all();
counts.append(b.emit("b", 9));
result = [log, counts];
//= [["all 1", "a 1", "all 2", "all 2", "a 2", "all 1"], [3, 1, 3, 0]]
---
// name: an event queue with times
function simulate(until) {
  now = 0;
  events = [];
  served = [];
  waiting = [];
  busy = false;
  function schedule(delay, what, who) { events.append([now + delay, len(events) + len(served), what, who]); events.sort(); }
  function start() {
    nonlocal busy;
    if (!busy && waiting) { busy = true; schedule(4, "leave", waiting.pop(0)); }
  }
  for (i in range(4)) { schedule(i * 3, "arrive", "c" + i); }
  while (events && events[0][0] <= until) {
    [time, number, what, who] = events.pop(0);
    now = time;
    if (what == "arrive") { waiting.append(who); }
    else { served.append(who + "@" + now); busy = false; }
    start();
  }
  return {served: served, waiting: waiting, now: now};
}
result = [simulate(100), simulate(9), simulate(-1)];
//= [{"served": ["c0@4", "c1@8", "c2@12", "c3@16"], "waiting": [], "now": 16}, {"served": ["c0@4", "c1@8"], "waiting": ["c3"], "now": 9}, {"served": [], "waiting": [], "now": 0}]
---
// name: functions put together
function compose(fs) {
  function run(x) { for (f in fs) { x = f(x); } return x; }
  return run;
}
function map(f, xs) { out = []; for (x in xs) { out.append(f(x)); } return out; }
function filter(f, xs) { out = []; for (x in xs) { if (f(x)) { out.append(x); } } return out; }
function reduce(f, xs, start) { for (x in xs) { start = f(start, x); } return start; }
function partial(f, a) { return fn(b) => f(a, b); }
function flip(f) { return fn(a, b) => f(b, a); }
add = fn(a, b) => a + b;
minus = fn(a, b) => a - b;
line = compose([partial(add, 1), partial(flip(minus), 2), abs, str]);
result = [map(line, [5, 1, -9]), reduce(add, filter(fn(x) => x % 3 == 0, range(10)), 0), reduce(fn(a, x) => a + [x * 2], [1, 2], []), map(compose([]), ["same"])];
//= [["4", "0", "10"], 18, [2, 4], ["same"]]
---
// name: streams that never end
function stream(head, rest) { return {head: head, rest: rest}; }
function count(n) { return stream(n, fn() => count(n + 1)); }
function take(s, n) { out = []; while (n > 0 && s != null) { out.append(s.head); s = s.rest(); n = n - 1; } return out; }
function keep(s, f) {
  while (!f(s.head)) { s = s.rest(); }
  return stream(s.head, fn() => keep(s.rest(), f));
}
function sieve(s) { return stream(s.head, fn() => sieve(keep(s.rest(), fn(x) => x % s.head != 0))); }
result = [take(sieve(count(2)), 10), take(keep(count(1), fn(x) => x * x % 10 == 6), 4), take(stream(1, fn() => null), 5)];
//= [[2, 3, 5, 7, 11, 13, 17, 19, 23, 29], [4, 6, 14, 16], [1]]
---
// name: sets of numbers as sorted arrays
function has(s, x) {
  low = 0; high = s.length - 1;
  while (low <= high) {
    m = (low + high) // 2;
    if (s[m] == x) { return true; }
    if (s[m] < x) { low = m + 1; } else { high = m - 1; }
  }
  return false;
}
function make(xs) { out = []; for (x in sorted(xs)) { if (out == [] || out[-1] != x) { out.append(x); } } return out; }
function union(a, b) { return make(a + b); }
function common(a, b) { out = []; for (x in a) { if (has(b, x)) { out.append(x); } } return out; }
function without(a, b) { out = []; for (x in a) { if (!has(b, x)) { out.append(x); } } return out; }
a = make([5, 1, 3, 1, 5]);
b = make(range(2, 6));
result = [a, union(a, b), common(a, b), without(a, b), make("hello"), has([], 1)];
//= [[1, 3, 5], [1, 2, 3, 4, 5], [3, 5], [1], ["e", "h", "l", "o"], false]
---
// name: a matrix class with checks
function matrix(rows) {
  width = len(rows[0]);
  for (r in rows) { if (len(r) != width) { throw {message: "ragged: " + len(r) + " != " + width}; } }
  m = {rows: rows, shape: [len(rows), width]};
  m.plus = fn(o) => o.shape != m.shape ? refuse(m, o) : matrix(add_rows(m.rows, o.rows));
  m.scale = fn(k) => matrix(scale_rows(m.rows, k));
  return m;
}
function refuse(a, b) { throw {message: str(a.shape) + " and " + str(b.shape)}; }
function add_rows(a, b) {
  out = [];
  for (pair in zip(a, b)) {
    line = [];
    for (cells in zip(pair[0], pair[1])) { line.append(cells[0] + cells[1]); }
    out.append(line);
  }
  return out;
}
function scale_rows(a, k) { out = []; for (r in a) { l = []; for (x in r) { l.append(x * k); } out.append(l); } return out; }
a = matrix([[1, 2], [3, 4]]);
result = [a.plus(a.scale(10)).rows, a.scale(0.5).rows];
for (bad in [[[1, 2]], [[1], [2, 3]]]) { try { a.plus(matrix(bad)); } except (e) { result.append(str(e)); } }
//= [[[11, 22], [33, 44]], [[0.5, 1.0], [1.5, 2.0]], "[2, 2] and [1, 2]", "ragged: 2 != 1"]
---
// name: an undo stack with commands
function editor() {
  text = "";
  done = [];
  undone = [];
  function run(command) { nonlocal text; text = command.apply(text); done.append(command); undone.clear(); return text; }
  function undo() {
    nonlocal text;
    if (!done) { return null; }
    c = done.pop();
    text = c.revert(text);
    undone.append(c);
    return text;
  }
  function redo() {
    nonlocal text;
    if (!undone) { return null; }
    c = undone.pop();
    text = c.apply(text);
    done.append(c);
    return text;
  }
  return {run: run, undo: undo, redo: redo, text: fn() => text};
}
function typed(s) { return {apply: fn(t) => t + s, revert: fn(t) => t[:len(t) - len(s)]}; }
function upper() { before = {}; function go(t) { before.t = t; return t.upper(); } return {apply: go, revert: fn(t) => before.t}; }
e = editor();
log = [e.run(typed("ab")), e.run(typed("c")), e.run(upper()), e.undo(), e.undo(), e.redo(), e.run(typed("!")), e.redo(), e.undo(), e.undo(), e.undo(), e.undo()];
result = [log, e.text()];
//= [["ab", "abc", "ABC", "abc", "ab", "abc", "abc!", null, "abc", "ab", "", null], ""]
---
// name: shared and copied arrays
a = [1, [2, 3]];
b = a;
c = a[:];
d = a.copy();
e = a + [];
b.append(4);
c[1].append(9);
function deep(v) {
  if (typeof(v) == "array") { out = []; for (x in v) { out.append(deep(x)); } return out; }
  if (typeof(v) == "object") { o = {}; for (k in v) { o[k] = deep(v[k]); } return o; }
  return v;
}
f = deep({a: a, s: "x"});
f.a[1].clear();
grid = [[0] * 2] * 2;
grid[0][0] = 7;
result = [a, b, c, d, e, f, grid, a == b, c == d];
//= [[1, [2, 3, 9], 4], [1, [2, 3, 9], 4], [1, [2, 3, 9]], [1, [2, 3, 9]], [1, [2, 3, 9]], {"a": [1, [], 4], "s": "x"}, [[7, 0], [7, 0]], true, true]
---
// name: a graph of objects that refer to each other
ann = {name: "ann", friends: []};
bob = {name: "bob", friends: [ann]};
ann.friends.append(bob);
cy = {name: "cy", friends: [ann, bob]};
ann.best = cy;
function reach(p, seen) {
  if (seen.count(p.name)) { return seen; }
  seen.append(p.name);
  for (f in p.friends) { reach(f, seen); }
  if (p.best) { reach(p.best, seen); }
  return seen;
}
result = [reach(bob, []), ann.best.friends[0].friends[0].name, ann.friends[0].best, cy.friends[1].friends[0].name == "ann"];
//= [["bob", "ann", "cy"], "bob", null, true]
---
// name: slices of every sort assigned and read
a = range(10);
r = [a[2:5], a[-3:], a[::3], a[8:2:-2], a[::-1][:2], a[5:5], a[100:], a[:-100]];
a[2:5] = ["x"];
r.append(a[:]);
a[len(a):] = [10, 11];
a[0:0] = "ab";
r.append(a[:]);
a[::4] = [0] * len(a[::4]);
r.append(a[:]);
a[1:-1] = [];
r.append(a);
s = "slices";
r.append([s[1:-1], s[::2], s[-2:], s[:2] + s[2:] == s, s[4:1:-1]]);
result = r;
//= [[2, 3, 4], [7, 8, 9], [0, 3, 6, 9], [8, 6, 4], [9, 8], [], [], [], [0, 1, "x", 5, 6, 7, 8, 9], ["a", "b", 0, 1, "x", 5, 6, 7, 8, 9, 10, 11], [0, "b", 0, 1, 0, 5, 6, 7, 0, 9, 10, 11], [0, 11], ["lice", "sie", "es", true, "eci"]]
