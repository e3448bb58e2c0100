"""One bench, in a process of its own: however it is told to end, it stops what it started."""

import importlib
import sys

from devtools.__main__ import unwind_when_told
from devtools.trouble import Trouble

if __name__ == "__main__":
    unwind_when_told()
    try:
        sys.exit(importlib.import_module(f"tests.bench.{sys.argv[1]}").main(sys.argv[2:]))
    except Trouble as trouble:
        sys.exit(f"\n{trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
