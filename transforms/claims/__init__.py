"""Attributions: who said what, by which words, by whose report."""
