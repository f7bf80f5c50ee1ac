"""One suite under several runners: unittest, unittest in several processes, pytest, Django."""
