"""Scorers that fix the definitions of the benchmarks."""
