"""A project in Python: its incidents as frames, as HTML, as plots."""
