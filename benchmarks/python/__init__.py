"""The cost of a call from Python, beside a hand-written extension and six other generators."""
