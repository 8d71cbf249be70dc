"""What keeps Care from working with a database."""


class DatabaseInUseError(Exception):
    """Another Care has this database open."""


class UnusableDatabaseError(Exception):
    """The file is not a database that this Care can work with; the text says why, and what brings it back."""


class FailingDiskError(UnusableDatabaseError):
    """The disk, or its rights, do not let Care work with the file now; nothing is wrong with what it holds."""
