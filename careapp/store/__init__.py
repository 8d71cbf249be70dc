"""All SQL: one SQLite file, one connection, one module per noun."""

from careapp.store.database import Database, DatabaseInUseError, Store, UnusableDatabaseError

__all__ = ["Database", "DatabaseInUseError", "Store", "UnusableDatabaseError"]
