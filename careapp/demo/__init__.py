"""The try-out: Care on a local Slack, with a made-up team and three weeks of its history."""

from careapp.demo.play import play

__all__ = ["play"]
