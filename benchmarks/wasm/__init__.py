"""The cost of a call to WebAssembly, beside glue written by hand and embind."""
