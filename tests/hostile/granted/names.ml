// Variables of the environment, arguments, the clock, and every other type.
// grant: env.read:APP_*
// grant: env.write:APP_*
---
// name: a variable that is granted
import env;
result = env.get("APP_HOME");
//= "app"
---
// name: another variable
import env;
result = env.get("SECRET_KEY");
//! denied
//- env.read
---
// name: another variable with a default
import env;
result = env.get("SECRET_KEY", "default");
//! denied
//- env.read
---
// name: a variable that is not there
import env;
result = env.get("NONE");
//! denied
//- env.read
---
// name: a variable that ends like a granted one
import env;
result = env.get("XAPP_KEY");
//! denied
//- env.read
---
// name: a variable in small letters
import env;
result = env.get("app_home");
//! denied
//- env.read
---
// name: a blank in front
import env;
result = env.get(" APP_HOME");
//! denied
//- env.read
---
// name: a variable with path segments
import env;
result = env.get("SECRET_KEY/../APP_HOME");
//! denied
//- env.read
---
// name: a variable with path segments behind
import env;
result = env.get("APP_HOME/../SECRET_KEY");
//= null
---
// name: a variable with a line break
import env;
result = env.get("SECRET_KEY" + chr(10) + "APP_");
//! denied
//- env.read
---
// name: all variables
import env;
result = env.all();
//! denied
//- env.read
---
// name: all variables with a pattern that fits a star
// grant: env.read:[!_]*
import env;
result = env.all();
//! denied
//- env.read
---
// name: all variables with a pattern for one letter
// grant: env.read:?
import env;
result = env.all();
//! denied
//- env.read
---
// name: all variables with all granted
// grant: env.read
import env;
result = len(env.all());
//= 5
---
// name: whether a variable is there
import env;
result = env.has("SECRET_KEY");
//! denied
//- env.read
---
// name: a variable that is required
import env;
result = env.require("SECRET_KEY");
//! denied
//- env.read
---
// name: a variable as a number
import env;
result = env.get_int("SECRET_KEY");
//! denied
//- env.read
---
// name: a variable as a float
import env;
result = env.get_float("SECRET_KEY");
//! denied
//- env.read
---
// name: a variable as a boolean
import env;
result = env.get_bool("SECRET_KEY");
//! denied
//- env.read
---
// name: writing a variable with the right to read
// grant: env.read
import env;
env.set("APP_HOME", "x");
//! denied
//- env.write
---
// name: writing another variable
import env;
env.set("SECRET_KEY", "x");
//! denied
//- env.write
---
// name: deleting another variable
import env;
env.delete("SECRET_KEY");
//! denied
//- env.write
---
// name: writing two variables at once
import env;
env.set("APP_X=1" + chr(0) + "SECRET_KEY", "x");
//! run time denied
---
// name: a name with an equals sign
import env;
env.set("APP_X=SECRET_KEY", "x");
//! run time
---
// name: a name that is no text
import env;
result = env.get(["APP_HOME"]);
//! run time
---
// name: deleting without that operation
// grant: env.write:APP_* {"allowed_operations": ["write"]}
import env;
env.delete("APP_HOME");
//! denied
//- env.write
---
// name: writing a variable that is granted
import env;
env.set("APP_NEW", "x");
result = env.get("APP_NEW");
//= "x"
---
// name: an exact name is no pattern
// grant: env.read:APP_HOME
import env;
result = env.get("APP_HOMER");
//! denied
//- env.read
---
// name: a name with a star
// grant: env.read:APP_*
import env;
result = env.get("*");
//! denied
//- env.read
---
// name: arguments
import args;
result = args.all();
//! denied
//- args.read
---
// name: the name of the program
import args;
result = args.script();
//! denied
//- args.read
---
// name: arguments without the first
import args;
result = args.rest();
//! denied
//- args.read
---
// name: arguments by a parser
import args;
p = args.create_parser("x");
p.add_option("name", "n", "a name", null);
result = p.parse().get("name");
//! denied
//- args.read
---
// name: arguments of the world only
// grant: args.read
import args;
result = args.rest();
//= ["--name", "ann"]
---
// name: the clock
import datetime;
result = datetime.now();
//! denied
//- datetime.now
---
// name: the day
import datetime;
result = datetime.today();
//! denied
//- datetime.now
---
// name: the clock with the right to make dates
// grant: datetime.create
import datetime;
result = datetime.now();
//! denied
//- datetime.now
---
// name: random numbers
import random;
result = random.random();
//! denied
//- random.generate
---
// name: a random choice
import random;
result = random.choice([1]);
//! denied
//- random.sample
---
// name: a random choice with the right to numbers
// grant: random.generate
import random;
result = random.choice([1]);
//! denied
//- random.sample
---
// name: secret random numbers
import crypto;
result = crypto.random_bytes(4);
//! denied
//- crypto.random
---
// name: hashes
import crypto;
result = crypto.sha256("x");
//! denied
//- crypto.hash
---
// name: output
import console;
console.log("x");
//! denied
//- console.write
---
// name: standard error with the right to output
// grant: console.write
import console;
console.error("x");
//! denied
//- console.error
---
// name: output with the right to standard error
// grant: console.error
import console;
console.log("x");
//! denied
//- console.write
---
// name: logging
import log;
log.info("x");
//! denied
//- log.write
---
// name: logging with a logger
import log;
l = log.create_logger("x");
l.info("x");
//! denied
//- log.write
---
// name: a method of a logger under another name
import log;
l = log.create_logger("x");
f = l.info;
f("x");
//! denied
//- log.write
---
// name: levels of a logger
import log;
log.set_level("DEBUG");
//! denied
//- log.write
---
// name: expressions
import regex;
result = regex.test("a", "a");
//! denied
//- regex.match
---
// name: calculating
import math;
result = math.sqrt(4);
//! denied
//- math.compute
---
// name: constants need nothing
import math;
result = math.pi > 3;
//= true
