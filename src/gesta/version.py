"""The version of Gesta, which every record bears."""

__version__ = "0.1.0"
