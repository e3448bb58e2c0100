"""How a bench that promised something ends."""

import os


def verdict(broken: list[str]) -> int:
    """Says under which load it was measured and which promises were not kept; the exit code."""
    one, five, fifteen = os.getloadavg()
    print(f"\nLoad of this machine: {one:.1f} {five:.1f} {fifteen:.1f}, {os.cpu_count()} cores.")
    for promise in broken:
        print(f"  ✕ {promise}")
    if not broken:
        print("  ✓ Everything as promised.")
    return 1 if broken else 0
