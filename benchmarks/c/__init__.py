"""The cost of a call over the C ABI, beside the bare C++ call."""
