"""What Clio may do to us, as the sandbox does it on demand."""

import random

# Options of each kind of fault, as the sandbox's control port takes them.
MISCHIEF = {
    "500_before": {},
    "500_after": {},
    "503_before": {},
    "429": {"retry_after": 0.1},
    "401": {},
    "html403": {},
    "timeout": {},
    "stall_before": {},
    "rst_before": {},
    "rst_after": {},
    "garbage": {},
    "empty": {},
    "no_id": {},
    "slow": {"seconds": 0.6},
}

WRITES = [
    {"method": "POST", "path": "contacts"},
    {"method": "POST", "path": "matters"},
    {"method": "POST", "path": "documents"},
    {"method": "PATCH", "path": "documents"},
    {"method": "PUT", "origin": "uploads"},
]


def arm_at_random(clio, seed, *, late, share=0.04):
    """Each kind strikes any request of ours with its small share; together about four in ten."""
    dice = random.Random(seed)
    for kind, options in MISCHIEF.items():
        strike = {"probability": share, "seed": dice.randrange(2**32), "times": 6, **options}
        clio.faults(kind, match={"path": "/api/"}, **strike)
    for answer in ("500", "rst"):
        match = {"method": "POST", "path": "/api/"}
        seconds = late * dice.random()
        clio.late(seconds, answer=answer, times=4, match=match)
