// name: six ways to sort
function bubble(a) {
  a = a[:];
  for (i in range(len(a))) {
    swapped = false;
    for (j in range(len(a) - 1 - i)) {
      if (a[j] > a[j + 1]) { t = a[j]; a[j] = a[j + 1]; a[j + 1] = t; swapped = true; }
    }
    if (!swapped) { break; }
  }
  return a;
}
function insertion(a) {
  a = a.copy();
  for (i in range(1, len(a))) {
    v = a[i];
    j = i - 1;
    while (j >= 0 && a[j] > v) { a[j + 1] = a[j]; j = j - 1; }
    a[j + 1] = v;
  }
  return a;
}
function quick(a) {
  if (len(a) <= 1) { return a; }
  pivot = a[len(a) // 2];
  low = []; same = []; high = [];
  for (x in a) { if (x < pivot) { low.append(x); } elif (x == pivot) { same.append(x); } else { high.append(x); } }
  return quick(low) + same + quick(high);
}
function merge(a) {
  if (a.length < 2) { return a; }
  m = a.length // 2;
  l = merge(a[:m]);
  r = merge(a[m:]);
  out = [];
  while (l && r) { if (r[0] < l[0]) { out.append(r.pop(0)); } else { out.append(l.pop(0)); } }
  return out + l + r;
}
function heap(a) {
  a = a + [];
  function down(i, n) {
    while (2 * i + 1 < n) {
      c = 2 * i + 1;
      if (c + 1 < n && a[c + 1] > a[c]) { c = c + 1; }
      if (a[i] >= a[c]) { return; }
      t = a[i]; a[i] = a[c]; a[c] = t;
      i = c;
    }
  }
  for (i in range(len(a) // 2 - 1, -1, -1)) { down(i, len(a)); }
  for (n in range(len(a) - 1, 0, -1)) { t = a[0]; a[0] = a[n]; a[n] = t; down(0, n); }
  return a;
}
function counting(a) {
  if (!a) { return []; }
  counts = [0] * (max(a) - min(a) + 1);
  for (x in a) { counts[x - min(a)] = counts[x - min(a)] + 1; }
  out = [];
  for (pair in enumerate(counts)) { out.extend([pair[0] + min(a)] * pair[1]); }
  return out;
}
samples = [[5, 3, 9, 1, 5, -2, 0], [], [1], [2, 2, 2], [3, 2, 1]];
result = [];
for (sort in [bubble, insertion, quick, merge, heap, counting]) {
  good = true;
  for (s in samples) { good = good && sort(s) == sorted(s); }
  result.append(good);
}
result.append(samples[0]);
//= [true, true, true, true, true, true, [5, 3, 9, 1, 5, -2, 0]]
---
// name: matrices multiplied, turned and raised
function product(a, b) {
  out = [];
  for (row in a) {
    line = [];
    for (c in range(len(b[0]))) {
      s = 0;
      for (k in range(len(b))) { s = s + row[k] * b[k][c]; }
      line.append(s);
    }
    out.append(line);
  }
  return out;
}
function identity(n) {
  out = [];
  for (i in range(n)) { row = [0] * n; row[i] = 1; out.append(row); }
  return out;
}
function power(m, n) {
  r = identity(len(m));
  while (n > 0) {
    if (n % 2) { r = product(r, m); }
    m = product(m, m);
    n = n // 2;
  }
  return r;
}
function turned(m) {
  out = [];
  for (c in range(len(m[0]))) { line = []; for (row in m) { line.append(row[c]); } out.append(line); }
  return out;
}
result = [power([[1, 1], [1, 0]], 90)[0][1], turned([[1, 2, 3], [4, 5, 6]]), product([[1, 2]], [[3], [0.5]]), identity(0)];
//= [2880067194370816120, [[1, 4], [2, 5], [3, 6]], [[4.0]], []]
---
// name: a determinant by elimination
function determinant(m) {
  a = [];
  for (row in m) { a.append(row[:]); }
  n = len(a);
  d = 1;
  for (i in range(n)) {
    p = i;
    while (p < n && a[p][i] == 0) { p = p + 1; }
    if (p == n) { return 0; }
    if (p != i) { t = a[p]; a[p] = a[i]; a[i] = t; d = -d; }
    d = d * a[i][i];
    for (r in range(i + 1, n)) {
      f = a[r][i] / a[i][i];
      for (c in range(i, n)) { a[r][c] = a[r][c] - f * a[i][c]; }
    }
  }
  return d;
}
result = [determinant([[2, 1], [5, 3]]), determinant([[0, 2, 1], [1, 1, 0], [3, 0, 1]]), determinant([[1, 2], [2, 4]]), determinant([])];
//= [1.0, -5.0, 0, 1]
---
// name: the queens of a small board
function queens(n) {
  solutions = [];
  function free(places, c) {
    r = len(places);
    for (pair in enumerate(places)) {
      if (pair[1] == c || r - pair[0] == c - pair[1] || r - pair[0] == pair[1] - c) { return false; }
    }
    return true;
  }
  function place(places) {
    if (len(places) == n) { solutions.append(places); return; }
    for (c in range(n)) { if (free(places, c)) { place(places + [c]); } }
  }
  place([]);
  return solutions;
}
result = [queens(4), len(queens(6)), queens(3), queens(1), queens(0)];
//= [[[1, 3, 0, 2], [2, 0, 3, 1]], 4, [], [[0]], [[]]]
---
// name: shortest ways by relaxation
graph = {a: {b: 7, c: 9, f: 14}, b: {a: 7, c: 10, d: 15}, c: {a: 9, b: 10, d: 11, f: 2}, d: {b: 15, c: 11, e: 6}, e: {d: 6, f: 9}, f: {a: 14, c: 2, e: 9}, z: {}};
function ways(start) {
  inf = float("inf");
  dist = {};
  came = {};
  for (n in graph) { dist[n] = inf; }
  dist[start] = 0;
  open_nodes = keys(graph);
  while (open_nodes.length > 0) {
    best = open_nodes[0];
    for (n in open_nodes) { if (dist[n] < dist[best]) { best = n; } }
    open_nodes.remove(best);
    if (dist[best] == inf) { break; }
    for (n in graph[best]) {
      d = dist[best] + graph[best][n];
      if (d < dist[n]) { dist[n] = d; came[n] = best; }
    }
  }
  return {dist: dist, came: came};
}
function path(came, to) {
  out = [to];
  while (true) {
    previous = null;
    for (k in came) { if (k == to) { previous = came[k]; } }
    if (previous == null) { return out; }
    out.insert(0, previous);
    to = previous;
  }
}
w = ways("a");
result = [w.dist.e, path(w.came, "e"), w.dist.z, path(w.came, "z")];
//= [20, ["a", "c", "f", "e"], inf, ["z"]]
---
// name: an order of tasks with cycles found
function order(tasks) {
  state = {};
  out = [];
  for (t in tasks) { state[t] = 0; }
  function visit(t, trail) {
    if (state[t] == 2) { return; }
    if (state[t] == 1) { throw {message: "cycle: " + " > ".join(trail + [t])}; }
    state[t] = 1;
    for (d in tasks[t]) { visit(d, trail + [t]); }
    state[t] = 2;
    out.append(t);
  }
  for (t in tasks) { visit(t, []); }
  return out;
}
result = [order({deploy: ["test", "build"], test: ["build"], build: ["fetch"], fetch: []})];
try { order({a: ["b"], b: ["c"], c: ["a"]}); } except (e) { result.append(str(e)); }
try { order({a: ["nope"]}); } except (e) { result.append(str(e)); }
//= [["fetch", "build", "test", "deploy"], "cycle: a > b > c > a", "'nope'"]
---
// name: permutations and subsets
function permutations(xs) {
  if (len(xs) == 0) { return [[]]; }
  out = [];
  for (i in range(len(xs))) {
    for (rest in permutations(xs[:i] + xs[i + 1:])) { out.append([xs[i]] + rest); }
  }
  return out;
}
function subsets(xs) { return xs == [] ? [[]] : join_subsets(xs[0], subsets(xs[1:])); }
function join_subsets(x, rest) {
  out = [];
  for (s in rest) { out.append(s); out.append([x] + s); }
  return out;
}
words = [];
for (p in permutations(["a", "b", "c"])) { words.append("".join(p)); }
result = [words, sorted(subsets([1, 2, 3])), len(permutations([1, 2, 3, 4, 5]))];
//= [["abc", "acb", "bac", "bca", "cab", "cba"], [[], [1], [1, 2], [1, 2, 3], [1, 3], [2], [2, 3], [3]], 120]
---
// name: change by dynamic programming
function change(amount, coins) {
  best = [0] + [null] * amount;
  used = [null] * (amount + 1);
  for (a in range(1, amount + 1)) {
    for (c in coins) {
      if (c <= a && best[a - c] != null && (best[a] == null || best[a - c] + 1 < best[a])) {
        best[a] = best[a - c] + 1;
        used[a] = c;
      }
    }
  }
  if (best[amount] == null) { return null; }
  out = [];
  while (amount > 0) { out.append(used[amount]); amount = amount - used[amount]; }
  return out;
}
result = [change(11, [1, 5, 6, 9]), change(3, [2]), change(0, [1]), len(change(999, [1, 7, 50]))];
//= [[5, 6], null, [], 26]
---
// name: the towers of hanoi
moves = [];
pegs = {left: [3, 2, 1], middle: [], right: []};
function hanoi(n, source, target, spare) {
  if (n == 0) { return 0; }
  count = hanoi(n - 1, source, spare, target);
  disc = pegs[source].pop();
  if (pegs[target].length > 0 && pegs[target][-1] < disc) { throw {message: "disc on a smaller one"}; }
  pegs[target].append(disc);
  moves.append(source[0] + target[0]);
  return count + 1 + hanoi(n - 1, spare, target, source);
}
result = [hanoi(3, "left", "right", "middle"), moves, pegs];
//= [7, ["lr", "lm", "rm", "lr", "ml", "mr", "lr"], {"left": [], "middle": [], "right": [3, 2, 1]}]
---
// name: a sieve and what divides what
function primes(n) {
  marks = [true] * (n + 1);
  marks[0:2] = [false, false];
  i = 2;
  while (i * i <= n) {
    if (marks[i]) { marks[i * i::i] = [false] * len(marks[i * i::i]); }
    i = i + 1;
  }
  out = [];
  for (pair in enumerate(marks)) { if (pair[1]) { out.append(pair[0]); } }
  return out;
}
function factors(n) {
  out = [];
  for (p in primes(60)) { while (n % p == 0) { out.append(p); n = n // p; } }
  if (n > 1) { out.append(n); }
  return out;
}
function gcd(a, b) { return b == 0 ? abs(a) : gcd(b, a % b); }
result = [primes(30), factors(360), factors(97), gcd(84, -36), gcd(0, 0), primes(1)];
//= [[2, 3, 5, 7, 11, 13, 17, 19, 23, 29], [2, 2, 2, 3, 3, 5], [97], 12, 0, []]
---
// name: knapsack with a memory
calls = 0;
function best(items, room) {
  memory = {};
  function go(i, left) {
    nonlocal calls;
    calls = calls + 1;
    key = i + ":" + left;
    for (k in memory) { if (k == key) { return memory[k]; } }
    if (i == len(items)) { return [0, []]; }
    answer = go(i + 1, left);
    [weight, value] = items[i];
    if (weight <= left) {
      other = go(i + 1, left - weight);
      if (other[0] + value > answer[0]) { answer = [other[0] + value, [i] + other[1]]; }
    }
    memory[key] = answer;
    return answer;
  }
  return go(0, room);
}
result = [best([[1, 1], [3, 4], [4, 5], [5, 7]], 7), best([], 5), best([[9, 1]], 5), calls];
//= [[9, [1, 2]], [0, []], [0, []], 25]
//~ Q17 ! check "no binding for nonlocal 'calls' found"
//? Q17
---
// name: a spiral through a matrix
function spiral(m) {
  out = [];
  m = m[:];
  while (m) {
    out.extend(m.pop(0));
    if (m && m[0]) { for (row in m) { out.append(row[-1]); } }
    rest = [];
    for (row in m) { rest.append(row[:-1]); }
    m = rest;
    if (m) { out.extend(reversed(m.pop())); }
    if (m && m[0]) { for (row in reversed(m)) { out.append(row[0]); } }
    rest = [];
    for (row in m) { rest.append(row[1:]); }
    m = rest;
    if (m && !m[0]) { m = []; }
  }
  return out;
}
result = [spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), spiral([[1, 2, 3, 4]]), spiral([[1], [2], [3]]), spiral([])];
//= [[1, 2, 3, 6, 9, 8, 7, 4, 5], [1, 2, 3, 4], [1, 2, 3], []]
---
// name: the longest common part of two sequences
function common(a, b) {
  table = [];
  for (i in range(len(a) + 1)) { table.append([""] * (len(b) + 1)); }
  for (i in range(len(a))) {
    for (j in range(len(b))) {
      if (a[i] == b[j]) { table[i + 1][j + 1] = table[i][j] + a[i]; }
      else {
        l = table[i + 1][j]; u = table[i][j + 1];
        table[i + 1][j + 1] = len(l) >= len(u) ? l : u;
      }
    }
  }
  return table[len(a)][len(b)];
}
result = [common("AGGTAB", "GXTXAYB"), common("", "x"), common("same", "same"), common("abc", "xyz")];
//= ["GTAB", "", "same", ""]
---
// name: integers in other bases and collatz
digits = "0123456789abcdefghijklmnopqrstuvwxyz";
function to_base(n, b) {
  if (n < 0) { return "-" + to_base(-n, b); }
  return n < b ? digits[n] : to_base(n // b, b) + digits[n % b];
}
function from_base(text, b) {
  sign = 1;
  if (text[0] == "-") { sign = -1; text = text[1:]; }
  n = 0;
  for (c in text) { n = n * b + digits.index(c); }
  return sign * n;
}
function collatz(n) { steps = 0; while (n != 1) { n = n % 2 ? 3 * n + 1 : n // 2; steps = steps + 1; } return steps; }
result = [to_base(255, 16), to_base(-10, 2), from_base("zz", 36), from_base(to_base(123456789012345678901, 7), 7), collatz(27), collatz(1)];
try { from_base("a!", 16); } except (e) { result.append(str(e)); }
//= ["ff", "-1010", 1295, 123456789012345678901, 111, 0, "substring not found"]
---
// name: a random walk with a generator of our own
function generator(seed) {
  state = seed;
  function next_number() { nonlocal state; state = (state * 1103515245 + 12345) % 2147483648; return state; }
  return next_number;
}
g = generator(42);
h = generator(42);
same = true;
for (i in range(20)) { same = same && g() == h(); }
function shuffled(xs, draw) {
  xs = xs[:];
  for (i in range(len(xs) - 1, 0, -1)) { j = draw() % (i + 1); t = xs[i]; xs[i] = xs[j]; xs[j] = t; }
  return xs;
}
s = shuffled(range(10), generator(7));
result = [same, sorted(s) == range(10), s, g() % 1000];
//= [true, true, [4, 8, 9, 7, 1, 0, 5, 2, 3, 6], 559]
---
// name: islands in a map by flooding
rows = ["##..#", "#...#", "..#..", "....#"];
function islands(rows) {
  seen = [];
  sizes = [];
  for (y in range(len(rows))) { seen.append([false] * len(rows[0])); }
  for (y in range(len(rows))) {
    for (x in range(len(rows[0]))) {
      if (rows[y][x] != "#" || seen[y][x]) { continue; }
      stack = [[y, x]];
      seen[y][x] = true;
      size = 0;
      while (stack) {
        [a, b] = stack.pop();
        size = size + 1;
        for (step in [[0, 1], [1, 0], [0, -1], [-1, 0]]) {
          p = a + step[0]; q = b + step[1];
          if (p < 0 || q < 0 || p >= len(rows) || q >= len(rows[0])) { continue; }
          if (rows[p][q] == "#" && !seen[p][q]) { seen[p][q] = true; stack.append([p, q]); }
        }
      }
      sizes.append(size);
    }
  }
  return sizes;
}
result = [islands(rows), islands(["."]), islands(["#"])];
//= [[3, 2, 1, 1], [], [1]]
---
// name: fibonacci in six styles
memo = {};
function recursive(n) { return n < 2 ? n : recursive(n - 1) + recursive(n - 2); }
function loop(n) { a = 0; b = 1; for (i in range(n)) { [a, b] = [b, a + b]; } return a; }
function tail(n, a, b) { return n == 0 ? a : tail(n - 1, b, a + b); }
function kept(n) {
  if (n < 2) { return n; }
  key = str(n);
  if (memo.n == null) { memo.n = {}; }
  for (k in memo.n) { if (k == key) { return memo.n[k]; } }
  value = kept(n - 1) + kept(n - 2);
  memo.n[key] = value;
  return value;
}
arrow = fn(n) => n < 2 ? n : arrow(n - 1) + arrow(n - 2);
stored = {go: null};
stored.go = fn(n) => n < 2 ? n : stored.go(n - 1) + stored.go(n - 2);
result = [recursive(15), loop(15), tail(15, 0, 1), kept(15), arrow(15), stored.go(15), loop(200)];
//= [610, 610, 610, 610, 610, 610, 280571172992510140037611932413038677189525]
---
// name: intervals merged and subtracted
function merged(xs) {
  out = [];
  for (x in sorted(xs)) {
    if (out && x[0] <= out[-1][1]) { out[-1][1] = max(out[-1][1], x[1]); } else { out.append(x[:]); }
  }
  return out;
}
function minus(a, cuts) {
  out = [a];
  for (cut in merged(cuts)) {
    rest = [];
    for (p in out) {
      if (cut[1] <= p[0] || cut[0] >= p[1]) { rest.append(p); continue; }
      if (cut[0] > p[0]) { rest.append([p[0], cut[0]]); }
      if (cut[1] < p[1]) { rest.append([cut[1], p[1]]); }
    }
    out = rest;
  }
  return out;
}
result = [merged([[5, 7], [1, 3], [2, 4], [7, 8]]), minus([0, 10], [[2, 3], [9, 12], [-1, 1]]), merged([]), minus([0, 1], [[0, 1]])];
//= [[[1, 4], [5, 8]], [[1, 2], [3, 9]], [], []]
