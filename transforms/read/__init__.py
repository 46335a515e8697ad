"""Bytes in, decoded raw articles out: one module for each input format."""
