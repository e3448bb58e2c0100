"""GNU gettext's programs, which come as a wheel: put on PATH for Django's own two commands."""

import os
import sysconfig


def put_on_path() -> None:
    """This environment's programs first; where the wheel is missing, whatever the machine has."""
    os.environ["PATH"] = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', '')}"
