"""What is looked at in, the moment at which something in it has changed out.

By looking again and again: it works where the kernel does not tell of changes, as in containers, on network drives and
in directories shared with another system.
"""

from itertools import count
from threading import Event

from ..source import Look, Sources, look

INTERVAL = 0.3  # seconds between two looks
SETTLING = 0.1  # seconds for an editor to finish what it is writing


def wait_for_change(
    watched: Sources, seen: Look, stop: Event, interval: float = INTERVAL, most: int | None = None
) -> None:
    """Returns soon after something is no longer as `seen`, when told to stop, or after so many looks."""
    for _ in count() if most is None else range(most):
        if look(watched) != seen or stop.wait(interval):
            break
    stop.wait(min(interval, SETTLING))
