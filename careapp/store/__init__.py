"""All SQL: one SQLite file, one connection, one module per noun."""

from sqlite3 import Error as StoreError  # what a transaction or a reading raises where the disk fails
from sqlite3 import IntegrityError as BrokenRuleError  # and what a body raises that breaks a rule of the tables

from careapp.store.database import Database, DatabaseInUseError, FailingDiskError, Store, UnusableDatabaseError

__all__ = [
    "BrokenRuleError",
    "Database",
    "DatabaseInUseError",
    "FailingDiskError",
    "Store",
    "StoreError",
    "UnusableDatabaseError",
]
