"""The cost of a call from Node.js, beside an addon written by hand and other ways to write one."""
