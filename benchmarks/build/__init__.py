"""How long bindings take to compile, and how large they are."""
