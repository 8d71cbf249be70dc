"""The methods of the Web API in one table: scopes, tier, arguments and errors of each, and what runs it."""

from careapp.sandbox.methods import table_chat, table_conversations, table_people, table_surfaces
from careapp.sandbox.methods.method import COMMON_ERRORS, Method

__all__ = ["COMMON_ERRORS", "METHODS", "Method"]

TABLES = (table_chat, table_conversations, table_people, table_surfaces)
METHODS: dict[str, Method] = dict(sorted(row for table in TABLES for row in table.ROWS.items()))
