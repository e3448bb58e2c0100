"""Reading the sandbox's ledger: which calls count, and when they came."""


def calls(entries):
    """Those of Clio's API, which its budget counts; not what a fault let commit late."""
    return [
        entry
        for entry in entries
        if entry["origin"] == "clio" and entry["path"].startswith("/api/") and not entry.get("late")
    ]


def most_in_a_window(entries, seconds):
    """The most that arrived in any `seconds`, wherever they begin."""
    times = sorted(entry["at"] for entry in entries)
    most = first = 0
    for last, at in enumerate(times):
        while times[first] <= at - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def refusals_per_window(entries, seconds):
    """How many 429 came in each window that begins with one; none: []."""
    times = [entry["at"] for entry in entries if entry["status"] == 429]
    counts, begun = [], float("-inf")
    for at in sorted(times):
        if at - begun > seconds:
            begun = at
            counts.append(0)
        counts[-1] += 1
    return counts
