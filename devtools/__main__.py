"""What `./dev` runs once .venv is there."""

from __future__ import annotations

import importlib
import os
import signal
import sys

from devtools.trouble import Trouble, explain_oserror

COMMANDS = ("demo", "test", "bench", "sweep", "check", "lock", "messages", "manage")


def main(arguments: list[str]) -> int:
    command, *rest = arguments
    unwind_when_told()
    try:
        return importlib.import_module(f"devtools.{command}").main(rest)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if explanation := explain_oserror(error):
            print(f"\n{explanation}", file=sys.stderr)
            return 1
        raise


def unwind_when_told() -> None:
    # A script that starts us in the background has SIGINT ignored; asking with it must work.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stopping in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stopping, _leave)


def _leave(sign: int, _frame: object) -> None:
    """A closed terminal or a `kill` unwinds like Ctrl-C: everything started is stopped."""
    signal.signal(sign, signal.SIG_IGN)
    raise SystemExit(128 + sign)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main(sys.argv[1:]))
