// name: a counter
function counter() {
  count = 0;
  function next_() { nonlocal count; count = count + 1; return count; }
  return next_;
}
a = counter();
b = counter();
a();
a();
result = [a(), b()];
//= [3, 1]
---
// name: a global variable from a top-level function
total = 0;
function add(n) { nonlocal total; total = total + n; }
add(5);
add(7);
result = total;
//= 12
---
// name: a global variable made by a function
function setup() { nonlocal ready, level; ready = true; level = 3; }
setup();
result = [ready, level];
//= [true, 3]
---
// name: through two levels
function outer() {
  x = 1;
  function middle() {
    function inner() { nonlocal x; x = x * 10; }
    inner();
    inner();
  }
  middle();
  return x;
}
result = outer();
//= 100
---
// name: the nearest function wins
x = "global";
function outer() {
  x = "outer";
  function middle() {
    x = "middle";
    function inner() { nonlocal x; x = "inner"; }
    inner();
    return x;
  }
  return [middle(), x];
}
result = [outer(), x];
//= [["inner", "outer"], "global"]
---
// name: a parameter of the enclosing function
function account(balance) {
  function move(n) { nonlocal balance; balance = balance + n; return balance; }
  return move;
}
move = account(100);
move(-30);
result = move(5);
//= 75
---
// name: a loop variable
function outer() {
  function set_() { nonlocal i; i = 99; }
  seen = [];
  for (i in [1, 2]) { set_(); seen.append(i); }
  return seen;
}
result = outer();
//= [99, 99]
---
// name: several names at once
function stats() {
  n = 0; sum_ = 0; high = null;
  function put(x) {
    nonlocal n, sum_, high;
    n = n + 1;
    sum_ = sum_ + x;
    if (high == null || x > high) { high = x; }
    return [n, sum_, high];
  }
  return put;
}
put = stats();
put(4);
put(9);
result = put(2);
//= [3, 15, 9]
---
// name: destructuring into outer variables
a = 1; b = 2;
function swap() { nonlocal a, b; [a, b] = [b, a]; }
swap();
result = [a, b];
//= [2, 1]
---
// name: a loop over an outer variable
last = null;
function scan(list) { nonlocal last; for (last in list) { } }
scan([3, 4, 5]);
result = last;
//= 5
---
// name: an undo stack
function editor() {
  text = "";
  past = [];
  function type_(s) { nonlocal text; past.append(text); text = text + s; return text; }
  function undo() { nonlocal text; if (len(past) > 0) { text = past.pop(); } return text; }
  return {type_: type_, undo: undo};
}
e = editor();
e.type_("ab");
e.type_("cd");
result = [e.undo(), e.type_("x"), e.undo(), e.undo(), e.undo()];
//= ["ab", "abx", "ab", "", ""]
---
// name: a nested function and a global variable
total = 1;
function outer() {
  function inner() { nonlocal total; total = 2; }
  inner();
}
outer();
result = total;
//= 2
//~ Q17 ! check "no binding for nonlocal 'total' found"
//? Q17
---
// name: a nested function making a global variable
function outer() {
  function inner() { nonlocal made; made = "here"; }
  inner();
}
outer();
result = made;
//= "here"
//~ Q17 ! check "no binding for nonlocal 'made' found"
//? Q17
---
// name: a parameter cannot be nonlocal
function f(x) { nonlocal x; x = 5; }
//! check "name 'x' is parameter and global"
---
// name: a name cannot be used before it becomes nonlocal
x = 1;
function f() { print(x); nonlocal x; x = 2; }
//! check "name 'x' is used prior to global declaration"
---
// name: a name cannot be assigned before it becomes nonlocal
x = 1;
function f() { x = 2; nonlocal x; }
//! check "name 'x' is assigned to before global declaration"
---
// name: without nonlocal the outer variable stays
count = 0;
function up() { count = 1; }
up();
result = count;
//= 0
---
// name: a function replaced from inside
function f() { return 1; }
function change() { nonlocal f; f = fn() => 2; }
a = f();
change();
result = [a, f()];
//= [1, 2]
---
// name: a random number generator with hidden state
function generator(seed) {
  state = seed;
  function next_(limit) {
    nonlocal state;
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % limit;
  }
  return next_;
}
g = generator(42);
out = [];
for (i in range(6)) { out.append(g(100)); }
result = out;
//= [27, 64, 53, 6, 35, 32]
---
// name: a try statement inside
errors = 0;
function safe(f) {
  nonlocal errors;
  try { return f(); } except (e) { errors = errors + 1; return null; }
}
result = [safe(fn() => 1 / 0), safe(fn() => 5), safe(fn() => nosuch), errors];
//= [null, 5, null, 2]
