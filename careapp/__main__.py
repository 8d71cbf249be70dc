"""`python -m careapp`, and the `careapp` command."""

from careapp.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
