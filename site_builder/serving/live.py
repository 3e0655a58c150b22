"""A function that builds in, a served site out that is built again whenever what it is made from changes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from ..source import Sources, look
from .editions import Editions
from .server import listening
from .watcher import INTERVAL, wait_for_change

_LOOKS = 10  # before what was in the way only for a while, it may be, is tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of a build: what is wrong, as plain text, or nothing. `may_pass`: unchanged, it may be right again."""

    report: str = ""
    may_pass: bool = False


def serve(
    build: Callable[[], Attempt],
    *,
    site: Path,
    watched: Sources,
    port: int,
    announce: Callable[[str], None],
    stop: Event,
    interval: float = INTERVAL,
) -> None:
    """Builds and serves until told to stop.

    `build` puts a new site in the place of the one at `site`; where something is wrong, the old one must still stand.
    What it raises ends the serving. `announce` is told the address before the first build. `interval` is the time
    between two looks at what is `watched`, in seconds.

    Raises EnvironmentProblem (E708) when the port cannot be used.
    """
    editions = Editions()
    with listening(site, editions, port) as address:
        announce(address)
        while not stop.is_set():
            seen = look(watched)  # before the build, so that a change during it is not missed
            attempt = build()
            editions.publish(attempt.report)
            wait_for_change(watched, seen, stop, interval, _LOOKS if attempt.may_pass else None)
