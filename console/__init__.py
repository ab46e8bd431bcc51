"""Halfday: a terminal console in which a housing association answers what people write to it, in time."""

__version__ = "0.1.0"
