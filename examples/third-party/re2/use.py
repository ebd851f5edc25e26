"""Searches and replaces with RE2."""

import re2

words = re2.Re2(r"(\w+)@(\w+)\.org")
assert words.ok() and words.number_of_capturing_groups() == 2
assert re2.Re2.global_replace("ann@one.org, bob@two.org", words, r"\1 at \2") == (2, "ann at one, bob at two")
assert re2.Re2.replace("nothing here", words, "x") == (False, "nothing here")
assert re2.Re2.extract("to ann@one.org", words, r"\2") == (True, "one")
assert re2.Re2.quote_meta("1+1") == r"1\+1"

broken = re2.Re2("(")
assert not broken.ok()
print("re2:", broken.error())
