// What a program declares narrows what it is granted, and widens nothing.
// grant: file.read:ROOT/open/**
// grant: file.write:ROOT/open/**
// grant: network.http:api.example.com
// grant: env.read:APP_*
---
// name: a declaration grants nothing
// grant: file.read:ROOT/open/**
capability all { allow read "/**"; }
import file;
result = file.read("../secret/s.txt");
//! denied
//- file.read
---
// name: a declaration without a grant
// grant: math.compute
capability all { allow read; }
import file;
result = file.read("a.txt");
//! denied
//- file.read
---
// name: less is declared than granted
capability some { allow read "ROOT/open/sub/*"; }
import file;
result = file.read("a.txt");
//! denied
//- file.read
---
// name: what is declared and granted
capability some { allow read "ROOT/open/*"; }
import file;
result = file.read("a.txt");
//= "granted"
---
// name: what is declared with parent segments
capability some { allow read "ROOT/open/sub/*"; }
import file;
result = file.read("ROOT/open/sub/../a.txt");
//! denied
//- file.read
---
// name: reading is declared, not writing
capability some { allow read; }
import file;
file.write("w", "x");
//! denied
//- file.write
---
// name: nothing is declared
capability none { }
import file;
result = file.read("a.txt");
//! denied syntax check
//- file.read
---
// name: files are declared, not the network
capability some { allow read; }
import http;
result = http.get("http://api.example.com/").body();
//! denied
//- network.http
---
// name: the network is declared, not files
capability some { allow network; }
import file;
result = file.read("a.txt");
//! denied
//- file.read
---
// name: another host is declared
capability some { resource "www.example.com"; allow network; }
import http;
result = http.get("http://api.example.com/").body();
//! denied
//- network.http
---
// name: a session is held to what it declared
capability some { allow read "ROOT/open/sub/*"; }
//--
import file
//--
file.read("a.txt")
//! denied
//- file.read
