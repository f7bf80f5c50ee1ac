// Hosts outside of what is granted, in every spelling and behind every redirect.
// grant: network.http:api.example.com
// grant: network.https:api.example.com
---
// name: the granted host
import http;
result = http.get("http://api.example.com/").body();
//= "answer"
---
// name: the granted host over TLS
import http;
result = http.get("https://api.example.com/x?y=z").body();
//= "answer"
---
// name: the granted host in capitals
import http;
result = http.get("HTTP://API.Example.COM/").body();
//= "answer"
---
// name: the granted host with a dot at its end
import http;
result = http.get("http://api.example.com./").body();
//= "answer"
---
// name: the granted host with the port of its scheme
import http;
result = http.get("http://api.example.com:80/").status();
//= 200
---
// name: another host
import http;
result = http.get("http://evil.test/").body();
//! denied
//- network.http
---
// name: the granted host as part of another
import http;
result = http.get("http://api.example.com.evil.test/").body();
//! denied
//- network.http
---
// name: the granted host at the end of another
import http;
result = http.get("http://evilapi.example.com/").body();
//! denied
//- network.http
---
// name: the granted host behind a dash
import http;
result = http.get("http://evil-api.example.com/").body();
//! denied
//- network.http
---
// name: a host below the granted one
import http;
result = http.get("http://x.api.example.com/").body();
//! denied
//- network.http
---
// name: the host above the granted one
import http;
result = http.get("http://example.com/").body();
//! denied
//- network.http
---
// name: a sibling
import http;
result = http.get("http://www.example.com/").body();
//! denied
//- network.http
---
// name: another dot
import http;
result = http.get("http://api.example.com../").body();
//! run time
---
// name: an empty label
import http;
result = http.get("http://api..example.com/").body();
//! run time
---
// name: another ending
import http;
result = http.get("http://api.example.co/").body();
//! denied
//- network.http
---
// name: another letter for the dot
import http;
result = http.get("http://api-example.com/").body();
//! denied
//- network.http
---
// name: the granted host as user
import http;
result = http.get("http://api.example.com@evil.test/").body();
//! run time
---
// name: the granted host as user and password
import http;
result = http.get("http://api.example.com:80@evil.test/").body();
//! run time
---
// name: a user at the granted host
import http;
result = http.get("http://user:word@api.example.com/").body();
//! run time
---
// name: an empty user
import http;
result = http.get("http://@api.example.com/").body();
//! run time
---
// name: two users
import http;
result = http.get("http://a@b@api.example.com/").body();
//! run time
---
// name: a user behind a backslash
b = chr(92);
import http;
result = http.get("http://evil.test" + b + "@api.example.com/").body();
//! run time
---
// name: loopback behind a backslash
b = chr(92);
import http;
result = http.get("http://127.0.0.1" + b + "@api.example.com/").body();
//! run time
---
// name: backslashes for slashes
b = chr(92);
import http;
result = http.get("http:" + b + b + "evil.test/").body();
//! run time
---
// name: the granted host in the path
import http;
result = http.get("http://evil.test/api.example.com/").body();
//! denied
//- network.http
---
// name: the granted host in the query
import http;
result = http.get("http://evil.test?api.example.com/").body();
//! denied
//- network.http
---
// name: the granted host in the fragment
import http;
result = http.get("http://evil.test#@api.example.com/").body();
//! denied
//- network.http
---
// name: the granted host behind a question mark
import http;
result = http.get("http://evil.test?@api.example.com/").body();
//! denied
//- network.http
---
// name: a percent sign in the host
import http;
result = http.get("http://evil.test%2f@api.example.com/").body();
//! run time
---
// name: a percent sign for the dot
import http;
result = http.get("http://api%2eexample%2ecom/").body();
//! run time
---
// name: a zero byte as percent sign
import http;
result = http.get("http://api.example.com%00.evil.test/").body();
//! run time
---
// name: a blank behind the host
import http;
result = http.get("http://api.example.com .evil.test/").body();
//! run time
---
// name: a tabulator in the host
import http;
result = http.get("http://evil" + chr(9) + ".test/").body();
//! run time
---
// name: a line break in the host
import http;
result = http.get("http://api.example.com" + chr(13) + chr(10) + "Host: evil.test/").body();
//! run time
---
// name: a zero byte in the host
import http;
result = http.get("http://api.example.com" + chr(0) + ".evil.test/").body();
//! run time
---
// name: a line break in the path
import http;
result = http.get("http://api.example.com/x" + chr(13) + chr(10) + "X: y").body();
//! run time
---
// name: a line separator
import http;
result = http.get("http://evil.test" + chr(8232) + "@api.example.com/").body();
//! run time
---
// name: a blank without width
import http;
result = http.get("http://api.example.com" + chr(8203) + ".evil.test/").body();
//! denied
//- network.http
---
// name: a soft hyphen
import http;
result = http.get("http://evil" + chr(173) + ".test/").body();
//! denied
//- network.http
---
// name: a full-width dot
import http;
result = http.get("http://api。example。com。evil。test/").body();
//! denied
//- network.http
---
// name: a Cyrillic letter
import http;
result = http.get("http://аpi.example.com/").body();
//! denied
//- network.http
---
// name: its ASCII form
import http;
result = http.get("http://xn--pi-6kc.example.com/").body();
//! denied
//- network.http
---
// name: a letter that becomes another
import http;
result = http.get("http://evilſ.test/").body();
//! denied
//- network.http
---
// name: a slash look-alike
import http;
result = http.get("http://evil.test／@api.example.com/").body();
//! run time
---
// name: a question mark look-alike
import http;
result = http.get("http://evil.test？.api.example.com/").body();
//! run time
---
// name: an at sign look-alike
import http;
result = http.get("http://evil.test＠api.example.com/").body();
//! run time denied
---
// name: loopback by name
import http;
result = http.get("http://localhost/").body();
//! denied
//- network.http
---
// name: loopback by name with a dot
import http;
result = http.get("http://localhost./").body();
//! denied
//- network.http
---
// name: loopback
import http;
result = http.get("http://127.0.0.1/").body();
//! denied
//- network.http
---
// name: loopback as one number
import http;
result = http.get("http://2130706433/").body();
//! run time
---
// name: loopback as hexadecimal number
import http;
result = http.get("http://0x7f000001/").body();
//! run time
---
// name: loopback as octal number
import http;
result = http.get("http://017700000001/").body();
//! run time
---
// name: loopback in two parts
import http;
result = http.get("http://127.1/").body();
//! run time
---
// name: loopback with octal parts
import http;
result = http.get("http://0177.0.0.1/").body();
//! run time
---
// name: loopback with hexadecimal parts
import http;
result = http.get("http://0x7f.0.0.1/").body();
//! run time denied
---
// name: loopback with zeros in front
import http;
result = http.get("http://127.000.000.001/").body();
//! run time
---
// name: loopback with a dot at its end
import http;
result = http.get("http://127.0.0.1./").body();
//! denied
//- network.http
---
// name: another loopback
import http;
result = http.get("http://127.255.255.254/").body();
//! denied
//- network.http
---
// name: nowhere in particular
import http;
result = http.get("http://0.0.0.0/").body();
//! denied
//- network.http
---
// name: just zero
import http;
result = http.get("http://0/").body();
//! run time
---
// name: circled digits
import http;
result = http.get("http://①②⑦.⓪.⓪.①/").body();
//! denied
//- network.http
---
// name: loopback of IPv6
import http;
result = http.get("http://[::1]/").body();
//! denied
//- network.http
---
// name: loopback of IPv6 in full
import http;
result = http.get("http://[0000:0000:0000:0000:0000:0000:0000:0001]/").body();
//! denied
//- network.http
---
// name: loopback of IPv4 in IPv6
import http;
result = http.get("http://[::ffff:127.0.0.1]/").body();
//! denied
//- network.http
---
// name: the same in hexadecimal numbers
import http;
result = http.get("http://[::ffff:7f00:1]/").body();
//! denied
//- network.http
---
// name: an IPv6 address with a zone
import http;
result = http.get("http://[fe80::1%25eth0]/").body();
//! run time
---
// name: IPv6 without brackets
import http;
result = http.get("http://::1/").body();
//! run time
---
// name: brackets around a name
import http;
result = http.get("http://[api.example.com]/").body();
//! run time
---
// name: an address in the cloud
import http;
result = http.get("http://169.254.169.254/latest/meta-data/").body();
//! denied
//- network.http
---
// name: that address as one number
import http;
result = http.get("http://2852039166/latest/meta-data/").body();
//! run time
---
// name: a port that is not granted
// grant: network.http:api.example.com:80
import http;
result = http.get("http://api.example.com:8080/").body();
//! denied
//- network.http
---
// name: a port that is granted
// grant: network.http:http://api.example.com:80/*
import http;
result = http.get("http://api.example.com:80/").body();
//= "answer"
---
// name: another port by number of ports
// grant: network.http {"allowed_hosts": ["api.example.com"], "allowed_ports": [80]}
import http;
result = http.get("http://api.example.com:22/").body();
//! denied
//- network.http
---
// name: another host by list of hosts
// grant: network.http {"allowed_hosts": ["api.example.com"], "allowed_ports": [80]}
import http;
result = http.get("http://evil.test/").body();
//! denied
//- network.http
---
// name: both lists hold
// grant: network.http {"allowed_hosts": ["api.example.com"], "allowed_ports": [80]}
import http;
result = http.get("http://api.example.com/").body();
//= "answer"
---
// name: port zero
import http;
result = http.get("http://api.example.com:0/").body();
//! run time
---
// name: a port that wraps around
import http;
result = http.get("http://api.example.com:65616/").body();
//! run time
---
// name: a port in words
import http;
result = http.get("http://api.example.com:http/").body();
//! run time
---
// name: a negative port
import http;
result = http.get("http://api.example.com:-80/").body();
//! run time
---
// name: a port in other digits
import http;
result = http.get("http://api.example.com:８０/").body();
//! run time
---
// name: two ports
import http;
result = http.get("http://api.example.com:80:8080/").body();
//! run time
---
// name: TLS without the right to it
// grant: network.http:api.example.com
import http;
result = http.get("https://api.example.com/").body();
//! denied
//- network.https
---
// name: plain text with the right to TLS
// grant: network.https:api.example.com
import http;
result = http.get("http://api.example.com/").body();
//! denied
//- network.http
---
// name: a file as URL
import http;
result = http.get("file:///etc/passwd").body();
//! run time
---
// name: a file of a host
import http;
result = http.get("file://api.example.com/etc/passwd").body();
//! run time
---
// name: FTP
import http;
result = http.get("ftp://api.example.com/").body();
//! run time
---
// name: a data URL
import http;
result = http.get("data:text/plain,x").body();
//! run time
---
// name: gopher
import http;
result = http.get("gopher://api.example.com/").body();
//! run time
---
// name: scheme in front of a scheme
import http;
result = http.get("x:http://api.example.com/").body();
//! run time
---
// name: no scheme
import http;
result = http.get("//evil.test/").body();
//! run time
---
// name: no host
import http;
result = http.get("http:///evil.test/").body();
//! run time
---
// name: one slash
import http;
result = http.get("http:/evil.test/").body();
//! run time
---
// name: a blank in front
import http;
result = http.get(" http://evil.test/").body();
//! run time
---
// name: a method with a line break
import http;
result = http.request({url: "http://api.example.com/", method: "GET / HTTP/1.1" + chr(13) + chr(10) + "Host: evil.test" + chr(13) + chr(10)});
//! run time
---
// name: a method with a blank
import http;
result = http.request({url: "http://api.example.com/", method: "GET http://evil.test/"});
//! run time
---
// name: a header with a line break
import http;
result = http.get("http://api.example.com/", {"X-A": "b" + chr(13) + chr(10) + "Host: evil.test"});
//! run time
---
// name: a header name with a line break
import http;
h = {};
h["X-A" + chr(10) + "Host"] = "evil.test";
result = http.get("http://api.example.com/", h);
//! run time
---
// name: a header name with a colon
import http;
result = http.get("http://api.example.com/", {"Host:": "evil.test"});
//! run time
---
// name: the header for the host
import http;
result = http.get("http://api.example.com/", {HOST: "evil.test"});
//! run time
---
// name: two messages in one
import http;
result = http.post("http://api.example.com/", {headers: {"Transfer-Encoding": "chunked"}, body: "0"});
//! run time
---
// name: a method that is not granted
// grant: network.http:api.example.com {"allowed_operations": ["get"]}
import http;
result = http.post("http://api.example.com/", {body: "x"}).status();
//! denied
//- network.http
---
// name: deleting with the right to get
// grant: network.http:api.example.com {"allowed_operations": ["get", "head"]}
import http;
result = http.delete("http://api.example.com/").status();
//! denied
//- network.http
---
// name: a method in other letters
// grant: network.http:api.example.com {"allowed_operations": ["get"]}
import http;
result = http.request({url: "http://api.example.com/", method: "Post"}).status();
//! denied
//- network.http
---
// name: a method that is granted
// grant: network.http:api.example.com {"allowed_operations": ["GET"]}
import http;
result = http.get("http://api.example.com/").body();
//= "answer"
---
// name: a path that is not granted
// grant: network.http:http://api.example.com/public/*
import http;
result = http.get("http://api.example.com/private/x").body();
//! denied
//- network.http
---
// name: a path with parent segments
// grant: network.http:http://api.example.com/public/*
import http;
result = http.get("http://api.example.com/public/../private/x").body();
//! denied
//- network.http
---
// name: a path with escaped parent segments
// grant: network.http:http://api.example.com/public/*
import http;
result = http.get("http://api.example.com/public/%2e%2e/private/x").body();
//! denied
//- network.http
---
// name: a path with an escaped separator
// grant: network.http:http://api.example.com/public/*
import http;
result = http.get("http://api.example.com/public%2f..%2fprivate/x").body();
//! denied
//- network.http
---
// name: a path that is granted
// grant: network.http:http://api.example.com/public/*
import http;
result = http.get("http://api.example.com/public/x").body();
//= "answer"
---
// name: a wildcard for one label
// grant: network.http:*.example.com
import http;
result = http.get("http://a.b.example.com/").body();
//! denied
//- network.http
---
// name: a wildcard needs a label
// grant: network.http:*.example.com
import http;
result = http.get("http://example.com/").body();
//! denied
//- network.http
---
// name: a wildcard is no suffix
// grant: network.http:*.example.com
import http;
result = http.get("http://evilexample.com/").body();
//! denied
//- network.http
---
// name: a wildcard is no number
// grant: network.http:*.*.*.*
import http;
result = http.get("http://1.2.3.4/").body();
//! denied
//- network.http
---
// name: a wildcard for all labels ends where it ends
// grant: network.http:**.example.com
import http;
result = http.get("http://api.example.com.evil.test/").body();
//! denied
//- network.http
---
// name: a wildcard that fits
// grant: network.http:*.example.com
import http;
result = http.get("http://api.example.com/").body();
//= "answer"
---
// name: a redirect inside
import http;
result = http.get("http://api.example.com/to-here").body();
//= "answer"
---
// name: a redirect to another host
import http;
result = http.get("http://api.example.com/to-evil").body();
//! denied
//- network.http
---
// name: a redirect to a sibling
import http;
result = http.get("http://api.example.com/to-sibling").body();
//! denied
//- network.http
---
// name: a redirect to another port
// grant: network.http:api.example.com:80
import http;
result = http.get("http://api.example.com/to-port").body();
//! denied
//- network.http
---
// name: a redirect to TLS without the right to it
// grant: network.http:api.example.com
import http;
result = http.get("http://api.example.com/to-https").body();
//! denied
//- network.https
---
// name: a redirect to TLS with the right to it
import http;
result = http.get("http://api.example.com/to-https").body();
//= "answer"
---
// name: a redirect to the granted host as part of another
import http;
result = http.get("http://api.example.com/to-suffix").body();
//! denied
//- network.http
---
// name: a redirect with the granted host as user
import http;
result = http.get("http://api.example.com/to-user").body();
//! run time
---
// name: a redirect to loopback
import http;
result = http.get("http://api.example.com/to-loopback").body();
//! denied
//- network.http
---
// name: a redirect to a number
import http;
result = http.get("http://api.example.com/to-number").body();
//! run time
---
// name: a redirect to a file
import http;
result = http.get("http://api.example.com/to-file").body();
//! run time
---
// name: a redirect to FTP
import http;
result = http.get("http://api.example.com/to-ftp").body();
//! run time
---
// name: a redirect without scheme
import http;
result = http.get("http://api.example.com/to-network-path").body();
//! denied
//- network.http
---
// name: a redirect with backslashes
import http;
result = http.get("http://api.example.com/to-backslash").body();
//! run time denied
//= "answer"
---
// name: a redirect with backslashes for a host
import http;
result = http.get("http://api.example.com/to-backslash-path").body();
//! run time denied
//= "answer"
---
// name: a redirect in two steps
import http;
result = http.get("http://api.example.com/to-step").body();
//! denied
//- network.http
---
// name: a circle of redirects
import http;
result = http.get("http://api.example.com/to-self").status();
//= 302
---
// name: each step of a redirect is a use
// grant: network.http:api.example.com {"max_usage_count": 1}
import http;
result = http.get("http://api.example.com/to-here").body();
//! denied
//- network.http
---
// name: a redirect of a HEAD is a GET
// grant: network.http:api.example.com {"allowed_operations": ["head"]}
import http;
result = http.head("http://api.example.com/to-here").status();
//! denied
//- network.http
---
// name: a redirect of a POST is a GET
// grant: network.http:api.example.com {"allowed_operations": ["post"]}
import http;
result = http.post("http://api.example.com/to-here").status();
//! denied
//- network.http
---
// name: no grant at all
// grant: math.compute
import http;
result = http.get("http://api.example.com/").body();
//! denied
//- network.http
---
// name: the general type is not the one
// grant: network:api.example.com
// grant: http:api.example.com
import http;
result = http.get("http://api.example.com/").body();
//! denied
//- network.http
