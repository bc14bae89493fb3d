"""The course in a browser, served on the loopback address by textual-serve."""
