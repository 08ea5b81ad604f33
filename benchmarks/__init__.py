"""Measures the fast kernels against what a user would otherwise pick; ``python -m benchmarks``."""
