"""A project over HTTP, as data."""
