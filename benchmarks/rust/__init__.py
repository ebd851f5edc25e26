"""Rust beside hand-written bindings and cxx."""
