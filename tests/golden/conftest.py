"""The folder's helpers can be imported by its tests."""
