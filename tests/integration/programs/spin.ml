while (true) { x = 1; }
