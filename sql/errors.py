"""What can go wrong with a database file; each message is one line for a person."""


class WarehouseError(Exception):
    """A database file is absent, is none, or does not hold what it should."""


class LockedError(WarehouseError):
    """Another process is writing the work file."""


class CatalogError(WarehouseError):
    """A SQL file does not keep to the rules of its folder, or a landed migration was edited."""


class QueryError(WarehouseError):
    """DuckDB refuses a statement; the message is its own."""
