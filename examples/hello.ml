// The smallest program: python3 -m mlpy_testkit run examples/hello.ml
print("Hello from ML");
