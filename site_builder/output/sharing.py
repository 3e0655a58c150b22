"""Parts of a work in, what comes of them out: several processes take the next part whenever they are free.

A worker is a copy of this process (fork), so it knows all that a part needs. It has no say: a part that it fails at, or
does not live to finish, is done again here, where it fails as it would have without workers.
"""

import fcntl
import os
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from ..undisturbed import STOPPED_BY

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
Part = Callable[[], Iterable[T]]  # gives the same, however often it is asked

MOST_PARTS = 1000  # that are shared; their numbers fit into a page of memory, which every pipe holds
_WIDTH = 4  # bytes of a number
_TOGETHER = 16  # results that a worker sends at once
_AHEAD = 1 << 20  # bytes that a worker may be ahead, where the system allows it


@contextmanager
def shared_out(parts: Sequence[Part[T]], processes: int) -> Iterator[Iterator[T]]:
    """What comes of the parts: of each in its order, with that of others in between.

    Workers are there from the beginning of the context to its end; the first of them begins with the last part, which
    may be a long one. On Linux alone, and for no more than MOST_PARTS: else this process does everything. Where several
    parts fail, the error is that of the first.
    """
    with ExitStack() as ending:
        desk = _Desk(parts)
        if processes > 1 and 1 < len(parts) <= MOST_PARTS and sys.platform == "linux":
            with suppress(OSError):  # no process, pipe or memory is to be had: then this process does more
                *others, last = range(len(parts))
                desk.numbers = ending.enter_context(_shared(others))
                for place in range(min(processes - 1, len(others))):
                    ending.enter_context(_working(desk, () if place else (last,)))
        yield desk.results()


@contextmanager
def _shared(numbers: Iterable[int]) -> Iterator[Iterator[int]]:
    """The same numbers, each for one of the processes that take from here: reading from a pipe is one step."""
    taken, filled = os.pipe()
    with os.fdopen(taken, "rb", buffering=0) as left:
        with os.fdopen(filled, "wb", buffering=0) as pipe:
            pipe.write(b"".join(number.to_bytes(_WIDTH, "big") for number in numbers))
        yield (int.from_bytes(number, "big") for number in iter(partial(left.read, _WIDTH), b""))


@dataclass(slots=True)
class _Worker:
    """Another process: where it is heard, and the part that it is at, as far as it has told."""

    hearing: "Connection"
    at: int | None = None  # before it has told, and between two parts


class _Desk(Generic[T]):
    """The parts, and what has become of them."""

    def __init__(self, parts: Sequence[Part[T]]) -> None:
        self.parts = parts
        self.numbers: Iterator[int] = iter(range(len(parts)))  # of those that nobody has taken
        self.workers: list[_Worker] = []
        self._left = set(range(len(parts)))
        self._come: Counter[int] = Counter()  # number of a part -> how many of its results have come

    def results(self) -> Iterator[T]:
        """All of them, as they come."""
        for number in self.numbers:
            yield from self._do(number)
            if self.workers:
                yield from self._heard()
        yield from self._settled(len(self.parts))

    def _do(self, number: int) -> Iterator[T]:
        """The results of a part that have not come. Where it fails, those of the parts before it come first."""
        try:
            for result in islice(self.parts[number](), self._come[number], None):
                self._come[number] += 1
                yield result
        except Exception:
            yield from self._settled(number)
            raise
        self._left.remove(number)

    def _settled(self, end: int) -> Iterator[T]:
        """What is missing of the parts before one: what workers are at, then what they left."""
        while any(worker.at is None or worker.at < end for worker in self.workers):
            yield from self._heard(waiting=True)
        for number in sorted(number for number in self._left if number < end):
            yield from self._do(number)

    def _heard(self, *, waiting: bool = False) -> Iterator[T]:
        """What workers have told by now; where `waiting`, there will be something."""
        from multiprocessing.connection import wait  # here: whoever works alone has no need of it

        while ready := wait([worker.hearing for worker in self.workers], None if waiting else 0):
            for worker in [worker for worker in self.workers if worker.hearing in ready]:
                yield from self._told_by(worker)
            waiting = False

    def _told_by(self, worker: _Worker) -> Iterator[T]:
        """The next that a worker has told. Where it has gone, the part that it was at is left for the end."""
        try:
            number, is_done, results = worker.hearing.recv()
        except (EOFError, OSError):
            self.workers.remove(worker)
            return
        worker.at = None if is_done else number
        self._come[number] += len(results)
        if is_done:
            self._left.remove(number)
        yield from results


@contextmanager
def _working(desk: _Desk[T], first: Iterable[int]) -> Iterator[None]:
    """A worker, from now on until the end of the context."""
    from multiprocessing import Pipe

    hearing, telling = Pipe(duplex=False)
    with hearing:
        with telling:
            process = _forked()
            if not process:
                _work(desk, first, hearing, telling)
        desk.workers.append(_Worker(hearing))
        try:
            yield
        finally:
            with suppress(OSError):  # it is gone, and nobody was to be told: another process may have its number by now
                if os.waitpid(process, os.WNOHANG) == (0, 0):
                    os.kill(process, signal.SIGKILL)
                    os.waitpid(process, 0)


def _forked() -> int:
    """As `os.fork`, but what stops a program is nothing to the copy: whoever it works for ends it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPED_BY)
    process = -1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: that of the progress is not missed
            process = os.fork()
    finally:
        if process:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process


def _work(desk: _Desk[T], first: Iterable[int], hearing: "Connection", telling: "Connection") -> NoReturn:
    """Tells of each part that it takes, and of what comes of it; at the first failure it is gone."""
    try:
        for other in (hearing, *(worker.hearing for worker in desk.workers)):
            other.close()  # else it would not be noticed that the original has died
        with suppress(OSError):
            fcntl.fcntl(telling.fileno(), fcntl.F_SETPIPE_SZ, _AHEAD)
        for number in chain(first, desk.numbers):
            telling.send((number, False, ()))
            results = iter(desk.parts[number]())
            while together := tuple(islice(results, _TOGETHER)):
                telling.send((number, False, together))
            telling.send((number, True, ()))
    finally:
        os._exit(0)
