"""A project as pages."""
