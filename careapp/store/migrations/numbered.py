"""The list that every migration puts itself on, in the order of their numbers."""

from sqlite_utils import Migrations

migrations = Migrations("care")
