"""Accuracy and speed, run by hand: python -m benchmarks.NAME --gold FILE."""
