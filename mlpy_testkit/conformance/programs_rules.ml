// name: a loan decision with weighted factors
function score(applicant) {
  points = 0;
  reasons = [];
  if (applicant.income >= 60000) { points = points + 40; }
  elif (applicant.income >= 30000) { points = points + 25; }
  else { points = points + 5; reasons.append("low income"); }
  ratio = applicant.debt / applicant.income;
  if (ratio > 0.4) { points = points - 20; reasons.append("debt ratio " + round(ratio, 2)); }
  points = points + min(applicant.years * 3, 30);
  if (applicant.defaults) { points = points - 50 * applicant.defaults; reasons.append("defaults: " + applicant.defaults); }
  return {points: points, reasons: reasons};
}
function decide(applicant) {
  s = score(applicant);
  verdict = s.points >= 50 ? "accept" : s.points >= 20 ? "review" : "reject";
  return [applicant.name, verdict, s.points, s.reasons];
}
applicants = [
  {name: "Ada", income: 72000, debt: 8000, years: 12, defaults: 0},
  {name: "Bob", income: 31000, debt: 15500, years: 4, defaults: null},
  {name: "Cy", income: 18000, debt: 100, years: 1, defaults: 1}
];
result = [];
for (a in applicants) { result.append(decide(a)); }
//= [["Ada", "accept", 70, []], ["Bob", "reject", 17, ["debt ratio 0.5"]], ["Cy", "reject", -42, ["low income", "defaults: 1"]]]
---
// name: insurance premiums with a chain of modifiers
function young(p, driver) { return driver.age < 25 ? p * 1.5 : p; }
function careful(p, driver) { return driver.claims == 0 ? p * 0.8 : p * (1 + driver.claims / 10); }
function city(p, driver) { return driver.place == "city" ? p + 120 : p; }
function premium(base, driver) {
  steps = [young, careful, city];
  value = base;
  trail = [];
  for (step in steps) {
    next_value = step(value, driver);
    trail.append(round(next_value - value, 2));
    value = next_value;
  }
  return {value: value, trail: trail};
}
p = premium(500, {age: 22, claims: 0, place: "city"});
q = premium(500, {age: 40, claims: 2, place: "land"});
result = [p, q];
//= [{"value": 720.0, "trail": [250.0, -150.0, 120.0]}, {"value": 600.0, "trail": [0, 100.0, 0.0]}]
---
// name: a rules engine with conditions as arrow functions
facts = {temperature: 31, humidity: 0.7, season: "summer"};
fired = [];
function rule(name, when, then) { return {name: name, when: when, then: then}; }
function warm(f) { f.feels = f.temperature + f.humidity * 5; }
function alarm(f) { f.alarm = true; }
function chill(f) { f.heating = "on"; }
rules = [
  rule("heat index", fn(f) => f.feels == null && f.temperature > 25, warm),
  rule("heat alarm", fn(f) => f.feels != null && f.feels > 33 && !f.alarm, alarm),
  rule("frost", fn(f) => f.temperature < 0, chill)
];
changed = true;
while (changed) {
  changed = false;
  for (r in rules) {
    if (r.when(facts)) { r.then(facts); fired.append(r.name); changed = true; }
  }
}
result = [fired, facts];
//= [["heat index", "heat alarm"], {"temperature": 31, "humidity": 0.7, "season": "summer", "feels": 34.5, "alarm": true}]
---
// name: progressive tax in brackets with a table of marginal amounts
brackets = [[0, 10000, 0], [10000, 30000, 0.15], [30000, 70000, 0.3], [70000, null, 0.42]];
function tax(income) {
  total = 0;
  parts = [];
  for (b in brackets) {
    [low, high, rate] = b;
    if (income <= low) { break; }
    upper = high == null ? income : min(high, income);
    part = (upper - low) * rate;
    parts.append(part);
    total = total + part;
  }
  return {total: total, parts: parts, effective: round(income == 0 ? 0 : total / income, 4)};
}
result = [];
for (i in [0, 9999, 10000, 45000, 100000.5]) { result.append(tax(i)); }
//= [{"total": 0, "parts": [], "effective": 0}, {"total": 0, "parts": [0], "effective": 0.0}, {"total": 0, "parts": [0], "effective": 0.0}, {"total": 7500.0, "parts": [0, 3000.0, 4500.0], "effective": 0.1667}, {"total": 27600.21, "parts": [0, 3000.0, 12000.0, 12600.21], "effective": 0.276}]
---
// name: an order validated field by field
function required(order, name) { return order[name] == null || order[name] == "" ? name + " is missing" : null; }
function validate(order) {
  problems = [];
  for (name in ["customer", "lines", "address"]) {
    try {
      p = required(order, name);
      if (p) { problems.append(p); }
    } except (e) {
      problems.append("no field " + str(e));
    }
  }
  if (order.lines) {
    for (entry in enumerate(order.lines, 1)) {
      [n, line] = entry;
      if (typeof(line.count) != "number" || line.count <= 0) { problems.append("line " + n + ": bad count"); }
      if (!line.sku) { problems.append("line " + n + ": no sku"); }
    }
  }
  return problems;
}
good = {customer: "x", lines: [{sku: "a", count: 1}], address: "y"};
bad = {customer: "", lines: [{sku: "a", count: "2"}, {count: 0}], address: null};
result = [validate(good), validate(bad), validate({lines: []})];
//= [[], ["customer is missing", "address is missing", "line 1: bad count", "line 2: bad count", "line 2: no sku"], ["no field 'customer'", "no field 'address'"]]
---
// name: stock that is reserved and released, with a ledger
stock = {apple: 5, pear: 0};
ledger = [];
function note(what, item, n) { ledger.append([len(ledger) + 1, what, item, n]); }
function reserve(item, n) {
  if (stock[item] < n) { throw {message: "only " + stock[item] + " of " + item, item: item}; }
  stock[item] = stock[item] - n;
  note("reserve", item, n);
  released = false;
  function release() {
    nonlocal released;
    if (released) { return false; }
    released = true;
    stock[item] = stock[item] + n;
    note("release", item, n);
    return true;
  }
  return release;
}
first = reserve("apple", 3);
outcome = [];
try { reserve("apple", 3); } except (e) { outcome.append(str(e)); }
try { reserve("plum", 1); } except (e) { outcome.append(str(e)); }
outcome.append(first());
outcome.append(first());
second = reserve("apple", 5);
result = [outcome, stock, ledger];
//= [["only 2 of apple", "'plum'", true, false], {"apple": 0, "pear": 0}, [[1, "reserve", "apple", 3], [2, "release", "apple", 3], [3, "reserve", "apple", 5]]]
---
// name: delivery dates that skip weekends and holidays
holidays = {"2024-12-25": true, "2025-01-01": true};
lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function leap(y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0); }
function month_length(y, m) { return m == 2 && leap(y) ? 29 : lengths[m - 1]; }
function pad(n) { return n < 10 ? "0" + n : "" + n; }
function iso(d) { return d.y + "-" + pad(d.m) + "-" + pad(d.d); }
function next_day(d) {
  e = {y: d.y, m: d.m, d: d.d + 1, w: (d.w + 1) % 7};
  if (e.d > month_length(e.y, e.m)) { e.d = 1; e.m = e.m + 1; }
  if (e.m > 12) { e.m = 1; e.y = e.y + 1; }
  return e;
}
function is_holiday(d) { for (k in holidays) { if (k == iso(d)) { return true; } } return false; }
function add_workdays(d, n) {
  while (n > 0) {
    d = next_day(d);
    if (d.w < 5 && !is_holiday(d)) { n = n - 1; }
  }
  return d;
}
start = {y: 2024, m: 12, d: 23, w: 0};
result = [];
for (n in [1, 2, 4, 6, 45]) { result.append(iso(add_workdays(start, n))); }
//= ["2024-12-24", "2024-12-26", "2024-12-30", "2025-01-02", "2025-02-26"]
---
// name: access rights with roles that inherit
roles = {
  guest: {parents: [], allow: ["read"], deny: []},
  editor: {parents: ["guest"], allow: ["write"], deny: []},
  intern: {parents: ["editor"], allow: [], deny: ["write"]},
  admin: {parents: ["editor"], allow: ["delete", "grant"], deny: []}
};
function rights(name, seen) {
  for (s in seen) { if (s == name) { throw {message: "roles go round at " + name}; } }
  role = roles[name];
  all_rights = [];
  for (p in role.parents) { all_rights.extend(rights(p, seen + [name])); }
  all_rights.extend(role.allow);
  kept = [];
  for (r in all_rights) { if (role.deny.count(r) == 0 && kept.count(r) == 0) { kept.append(r); } }
  return kept;
}
table = {};
for (name in roles) { table[name] = sorted(rights(name, [])); }
roles.guest.parents.append("admin");
try { rights("intern", []); } except (problem) { table.problem = str(problem); }
result = table;
//= {"guest": ["read"], "editor": ["read", "write"], "intern": ["read"], "admin": ["delete", "grant", "read", "write"], "problem": "roles go round at editor"}
---
// name: a shopping basket with buy two pay one
function offers(basket) {
  counts = {};
  for (sku in basket) { counts[sku] = (counts[sku] == null) ? 1 : counts[sku] + 1; }
  return counts;
}
try { result = offers(["a", "b", "a"]); } except (e) { result = "no key " + e; }
//= "no key 'a'"
---
// name: counts with members instead of indexes
function tally(items) {
  counts = {a: 0, b: 0, c: 0};
  for (item in items) {
    if (item == "a") { counts.a = counts.a + 1; }
    elif (item == "b") { counts.b = counts.b + 1; }
    else { counts.c = counts.c + 1; }
  }
  return counts;
}
t = tally("abacabx");
best = null;
for (k in keys(t)) { if (best == null || t[k] > t[best]) { best = k; } }
result = [t, best, t.zzz, sum(values(t))];
//= [{"a": 3, "b": 2, "c": 2}, "a", null, 7]
---
// name: an auction with proxy bids
function auction(bids, step) {
  leader = null;
  price = 0;
  log = [];
  for (bid in bids) {
    {who, most} = bid;
    if (leader == null) { leader = bid; price = step; }
    elif (who == leader.who) { leader = {who: who, most: max(most, leader.most)}; }
    elif (most > leader.most) { price = min(most, leader.most + step); leader = bid; }
    else { price = min(leader.most, most + step); }
    log.append(leader.who + "@" + price);
  }
  return log;
}
result = auction([{who: "a", most: 50}, {who: "b", most: 30}, {who: "c", most: 55}, {who: "c", most: 90}, {who: "a", most: 90}, {who: "b", most: 91}], 5);
//= ["a@5", "a@35", "c@55", "c@55", "c@90", "b@91"]
---
// name: seats assigned by a greedy rule
rows = [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]];
function place_party(size) {
  for (r in range(len(rows))) {
    row = rows[r];
    for (start in range(len(row) - size + 1)) {
      if (sum(row[start:start + size]) == 0) {
        row[start:start + size] = [1] * size;
        return [r, start];
      }
    }
  }
  return null;
}
result = [];
for (size in [2, 3, 4, 1, 4]) { result.append(place_party(size)); }
result.append(rows);
//= [[0, 0], [1, 1], [2, 0], [0, 3], null, [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]]]
---
// name: currency conversion over a path of rates
rates = {EUR: {USD: 1.1, GBP: 0.85}, USD: {JPY: 150}, GBP: {}, JPY: {}};
function convert(amount, source, target) {
  queue = [[source, amount, [source]]];
  seen = [source];
  while (queue.length > 0) {
    [unit, value, path] = queue.pop(0);
    if (unit == target) { return {value: round(value, 2), path: path}; }
    table = rates[unit];
    for (other in table) {
      if (seen.count(other) == 0) {
        seen.append(other);
        queue.append([other, value * table[other], path + [other]]);
      }
    }
  }
  throw {message: "no way from " + source + " to " + target};
}
result = [convert(10, "EUR", "JPY"), convert(3, "GBP", "GBP")];
try { convert(1, "JPY", "EUR"); } except (e) { result.append("" + e); }
//= [{"value": 1650.0, "path": ["EUR", "USD", "JPY"]}, {"value": 3, "path": ["GBP"]}, "no way from JPY to EUR"]
---
// name: an approval workflow with transitions and guards
flow = {
  draft: {submit: "review"},
  review: {approve: "approved", reject: "draft"},
  approved: {pay: "paid"},
  paid: {}
};
guards = {
  approve: fn(doc) => doc.amount < 1000 || doc.manager,
  pay: fn(doc) => doc.account != null
};
function fire(doc, action) {
  target = null;
  options = flow[doc.state];
  for (name in options) { if (name == action) { target = options[name]; } }
  if (target == null) { throw {message: action + " not possible in " + doc.state, code: 409}; }
  guard = null;
  for (name in guards) { if (name == action) { guard = guards[name]; } }
  if (guard != null && !guard(doc)) { throw {message: action + " is refused", code: 403}; }
  doc.history.append(doc.state + " > " + target);
  doc.state = target;
}
doc = {state: "draft", amount: 5000, manager: false, history: []};
errors = [];
for (action in ["submit", "approve", "pay", "reject", "submit"]) {
  try { fire(doc, action); } except (e) { errors.append(str(e)); }
}
doc.manager = true;
fire(doc, "approve");
try { fire(doc, "pay"); } except (e) { errors.append(str(e)); }
doc.account = "DE1";
fire(doc, "pay");
result = [doc.state, doc.history, errors];
//= ["paid", ["draft > review", "review > draft", "draft > review", "review > approved", "approved > paid"], ["approve is refused", "pay not possible in review", "pay is refused"]]
---
// name: a grade book with statistics
grades = {ann: [90, 85, 77], ben: [60, 71.5], cat: []};
function mean(xs) { return len(xs) == 0 ? null : sum(xs) / len(xs); }
function median(xs) {
  if (xs == []) { return null; }
  s = sorted(xs);
  m = len(s) // 2;
  return len(s) % 2 == 1 ? s[m] : (s[m - 1] + s[m]) / 2;
}
function deviation(xs) {
  if (len(xs) < 2) { return 0; }
  m = mean(xs);
  total = 0;
  for (x in xs) { total = total + (x - m) * (x - m); }
  return round(total / (len(xs) - 1), 3);
}
report = [];
for (name in sorted(grades)) {
  xs = grades[name];
  report.append(name.title() + ": " + mean(xs) + " / " + median(xs) + " / " + deviation(xs));
}
result = report;
//= ["Ann: 84.0 / 85 / 43.0", "Ben: 65.75 / 65.75 / 66.125", "Cat: null / null / 0"]
//~ Q29 = ["Ann: 84.0 / 85 / 43.0", "Ben: 65.75 / 65.75 / 66.125", "Cat: None / None / 0"]
---
// name: working hours over midnight and breaks
function minutes(text) {
  [h, m] = text.split(":");
  return int(h) * 60 + int(m);
}
function worked(start, end, pauses) {
  total = minutes(end) - minutes(start);
  if (total < 0) { total = total + 24 * 60; }
  for (p in pauses) { total = total - p; }
  h = total // 60;
  return h + "h" + format(total % 60, "02d");
}
result = [worked("09:00", "17:30", [30]), worked("22:15", "06:00", [15, 20]), worked("00:00", "00:00", [])];
try { minutes("9"); } except (e) { result.append(str(e)); }
try { minutes("9:xx"); } except (e) { result.append(str(e)); }
try { minutes("9:10:11"); } except (e) { result.append(str(e)); }
//= ["8h00", "7h10", "0h00", "not enough values to unpack (expected 2, got 1)", "invalid literal for int() with base 10: 'xx'", "too many values to unpack (expected 2)"]
---
// name: a menu of thunks and lazy defaults
calls = [];
function lazy(name, make) {
  cell = {done: false, value: null};
  return fn() => cell.done ? cell.value : fill(cell, name, make);
}
function fill(cell, name, make) {
  calls.append(name);
  cell.value = make();
  cell.done = true;
  return cell.value;
}
config = {port: lazy("port", fn() => 8000 + 80), host: lazy("host", fn() => "local" + "host")};
url = "http://" + config.host() + ":" + config.port();
again = config.port() + config.port();
result = [url, again, calls];
//= ["http://localhost:8080", 16160, ["host", "port"]]
---
// name: thresholds found by bisection in a table
limits = [0, 10, 50, 100, 1000];
names = ["none", "few", "some", "many", "lots"];
function grade(x) {
  low = 0;
  high = len(limits);
  while (low < high) {
    middle = (low + high) // 2;
    if (limits[middle] <= x) { low = middle + 1; } else { high = middle; }
  }
  return low == 0 ? "negative" : names[low - 1];
}
result = [];
for (x in [-1, 0, 9.99, 10, 99, 100, 5000]) { result.append(grade(x)); }
//= ["negative", "none", "none", "few", "some", "many", "lots"]
