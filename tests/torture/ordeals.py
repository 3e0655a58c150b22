"""What is done to a build while it replaces the published site, one trial at a time, and how the site came through.

A trial begins and ends with the old site; between, the new one is built, and something happens to it.
"""

import random
import re
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass

from site_builder.output.manifest import MANIFEST
from site_builder.problems import EnvironmentProblem

from .arena import MIXTURE, NEW, OLD, Arena, Trace
from .forked import Forked

_PATIENCE = 300  # seconds, which no build needs
_AFTER_COMPLETE = 0.06  # seconds: by then the site is in its place, and the old one cleared away

Build = subprocess.Popen[bytes] | Forked
Moment = Callable[[Build], None]


@dataclass(frozen=True, slots=True)
class Trial:
    """How far the build had come, or how it ended, and what happened that must never happen."""

    outcome: str
    complaints: tuple[str, ...]


def struck(arena: Arena, moment: Moment, number: signal.Signals) -> Trial:
    """A rebuild that gets a signal."""
    before = _Before(arena)
    with arena.start(NEW) as build:
        moment(build)
        build.send_signal(number)
        said, _ = build.communicate(timeout=_PATIENCE)
    return _survived(arena, before, number, build.wait(), said)


def killed_at(arena: Arena, step: int) -> Trial:
    """A rebuild that is killed just before it changes a file for the so manieth time."""
    before = _Before(arena)
    with arena.start(NEW, program=("tests.torture.stepping", str(step))) as build:
        said, _ = build.communicate(timeout=_PATIENCE)
    return _survived(arena, before, signal.SIGKILL, build.wait(), said)


def hindered(
    arena: Arena,
    codes: str,
    hindrance: AbstractContextManager[object] | None = None,
    prepare: Callable[[], None] | None = None,
) -> Trial:
    """A rebuild that lacks room or rights: it says so, by one of the codes, and changed nothing; or it succeeds."""
    outside = _Before(arena)
    with hindrance or nullcontext():
        before = _Before(arena)
        with arena.start(NEW, prepare) as build:
            said, _ = build.communicate(timeout=_PATIENCE)
        refused = build.returncode != 0
        complaints = list(before.harm() if refused else ())
    expected = re.search(rf"error\[({codes})\]", said.decode()) if refused else arena.standing() == NEW
    if build.returncode not in (0, 3) or not expected:
        complaints.append(f"status {build.returncode}, the site is {arena.standing()}: {said.decode()}")
    complaints += [*outside.harm(), *_left_at_once(arena)]
    return Trial("refused" if refused else "went through", (*complaints, *_next_build(arena)))


def together(arena: Arena, pause: float) -> Trial:
    """Rebuilds of the new and of the old site, the second begun some seconds after the first."""
    before = _Before(arena)
    with arena.start(NEW) as one:
        _wait(one, pause)
        with arena.start(OLD) as other:
            said = [build.communicate(timeout=_PATIENCE)[0].decode() for build in (one, other)]
    statuses = (one.wait(), other.wait())
    complaints = [*before.touched(), *_left_at_once(arena)]
    for status, text in zip(statuses, said, strict=True):
        if status not in (0, 3) or (status == 3) != ("error[E605]" in text):
            complaints.append(f"status {status}: {text}")
    if arena.standing() not in {(0, 3): (NEW,), (3, 0): (OLD,), (0, 0): (OLD, NEW)}.get(statuses, ()):
        complaints.append(f"statuses {statuses}, and the site is {arena.standing()}")
    return Trial("both, in turn" if statuses == (0, 0) else "one refused", (*complaints, *_next_build(arena)))


def at_any_time(chance: random.Random, lasts: float) -> Moment:
    """Between the start of a build and a little after its end."""
    seconds = chance.uniform(0, 1.05 * lasts)
    return lambda build: _wait(build, seconds)


def near_the_exchange(chance: random.Random, arena: Arena) -> Moment:
    """Soon after the new site is complete in the workspace, when it takes its place and the old one is cleared away."""
    complete, seconds = arena.workspace / "new" / MANIFEST, _AFTER_COMPLETE * chance.random() ** 3

    def moment(build: Build) -> None:
        while not complete.exists() and build.poll() is None:
            _wait(build, 0.0005)
        _wait(build, seconds)

    return moment


def lasting(arena: Arena) -> float:
    """How many seconds a rebuild takes here; the old site stands again afterwards."""
    began = time.monotonic()
    arena.build(NEW)
    took = time.monotonic() - began
    arena.build(OLD)
    return took


def file_size(limit: int) -> Callable[[], None]:
    """No file that the process writes may be larger than so many bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def _survived(arena: Arena, before: "_Before", number: signal.Signals, status: int, said: bytes) -> Trial:
    killed = number is signal.SIGKILL
    complaints = [*_ending(status, number, said.decode()), *before.harm(mixed=killed)]
    outcome = _stage(arena) if killed else _taken_back(arena)
    return Trial(outcome, (*complaints, *_next_build(arena)))


class _Before:
    """What stood there before a trial."""

    def __init__(self, arena: Arena) -> None:
        self._arena, self._site, self._foreign = arena, arena.site(), arena.foreign()

    def harm(self, *, mixed: bool = False) -> Iterator[str]:
        """What has changed that must not: the old site, unless the new one is there whole; anything that is not ours.

        `mixed`: whether old and new entries may stand side by side, where they cannot change places at once.
        """
        standing = self._arena.standing()
        if standing == NEW or (standing == MIXTURE and mixed and not self._arena.at_once):
            pass
        elif self._kept(self._arena.site()) != self._kept(self._site):
            yield f"the site is {standing}, and not as it was"
        yield from self.touched()

    def touched(self) -> Iterator[str]:
        """Whether anything that is not ours has changed."""
        if self._arena.foreign() != self._foreign:
            yield "what is not ours was touched"

    def _kept(self, site: dict[str, Trace]) -> object:
        """All of it; of a site that is replaced entry by entry, no inodes, and no times of directories."""
        if self._arena.at_once:
            return site
        return {path: (mode, content, content and time) for path, (mode, content, _, time) in site.items()}


def _wait(build: Build, seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        build.wait(timeout=seconds)


def _ending(status: int, number: signal.Signals, said: str) -> Iterator[str]:
    # Before Python has begun to run the program, a signal ends the process as it ends any other, and Ctrl-C with
    # Python's words.
    endings = {signal.SIGKILL: (-9,), signal.SIGINT: (130, -2), signal.SIGTERM: (143, -15)}
    is_early = status == -signal.SIGINT and "__main__.py" not in said
    if status not in (0, *endings[number]) or (re.search("Traceback|internal error", said) and not is_early):
        yield f"status {status}: {said}"


def _stage(arena: Arena) -> str:
    """How far a build had come when it was killed, told from what it left."""
    stages = {
        (OLD, False): "before writing",
        (OLD, True): "while writing",
        (MIXTURE, True): "in the exchange",
        (NEW, True): "after the exchange",
        (NEW, False): "after the end",
    }
    return stages.get((arena.standing(), arena.workspace.exists()), "elsewhere")


def _taken_back(arena: Arena) -> str:
    """What a build that was interrupted has left."""
    cleared = "" if arena.workspace.exists() else ", all cleared away"
    return f"{arena.standing()} site{cleared}"


def _left_at_once(arena: Arena) -> Iterator[str]:
    if left := arena.leftovers():
        yield f"left behind at once: {', '.join(left)}"


def _next_build(arena: Arena) -> Iterator[str]:
    """What is wrong after a good build of the old site."""
    try:
        arena.build(OLD)
    except (AssertionError, EnvironmentProblem) as error:
        yield f"the next build fails: {error}"
    if (standing := arena.standing()) != OLD:
        yield f"after the next build the site is {standing}"
    if left := arena.leftovers():
        yield f"left behind after the next build: {', '.join(left)}"
