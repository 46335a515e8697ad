"""All SQL, and `warehouse`, the one module that opens DuckDB."""
