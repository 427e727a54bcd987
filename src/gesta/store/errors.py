"""What can be wrong with a project as a whole; each says what the user can do."""

from __future__ import annotations

from gesta.errors import GestaError, UsageError


class NotThereError(UsageError):
    """There is no project at this path or address."""


class ExistsError(UsageError):
    """Something is there already, and a new project does not replace it."""


class NotAProjectError(UsageError):
    """What is there is no project of Gesta."""


class NewerProjectError(UsageError):
    """The project was written by a newer Gesta than this one."""


class StoreError(GestaError):
    """The database cannot do what is asked: the disk is full, the file is damaged, the server is gone."""


class LockedError(StoreError):
    """Another process writes to the project, and went on for longer than this one waits."""


class DifferentError(GestaError):
    """What was restored or moved came out otherwise than it went in; nothing of it was kept."""


class GoneError(StoreError):
    """The database was reached before and does not answer now: it is being restarted, or the network is down."""


class SlowError(StoreError):
    """The question took longer than a reader's may."""


class FullError(StoreError):
    """The disk, or what of it this user may fill, is full."""


class ReadOnlyError(StoreError):
    """The project can be read, and not written to: a file, a folder or a disk that is read-only, or a role that may not
    write."""
