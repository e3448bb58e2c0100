import importlib
import sys

if __name__ == "__main__":
    sys.exit(importlib.import_module(f"devtools.bench.{sys.argv[1]}").main(sys.argv[2:]))
