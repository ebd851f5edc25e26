"""The benchmarks of Polyglue. `./bench` in the folder above runs them; docs/benchmarks.md explains them."""
