"""What all benchmarks share: running programs, timing, tables, goals."""
