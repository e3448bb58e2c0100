"""What stops a command, in words for the person who typed it."""

import errno


class Trouble(Exception):
    """Shown as it is, without a traceback."""


def explain_oserror(error: OSError) -> Trouble | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble("The disk is full. Free some space and run this again.")
    if isinstance(error, PermissionError) and error.filename:
        return Trouble(f"{error.filename} belongs to somebody else and cannot be written.")
    return None
