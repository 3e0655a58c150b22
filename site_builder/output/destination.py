"""Where the site goes: an output path in, a checked destination out.

Refuses what must never be overwritten (E602), what cannot be written (E603) and what is a link or lies behind one
(E606), and turns what the file system says later into the same kind of problem (E603, E604).
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..disk import holds, refusal, refuse_linked_output
from ..problems import EnvironmentProblem, Problem, visible
from .manifest import MANIFEST

_ELSEWHERE = "name another directory; nothing was changed"
WRITABLE = f"allow writing there with chmod or chown, mount it for writing, or {_ELSEWHERE}"


@dataclass(frozen=True, slots=True)
class Destination:
    """The output directory, which need not exist yet: absolute and free of links, and as the user wrote it."""

    path: Path
    shown: str

    def problem(self, code: str, message: str, help: str = "") -> EnvironmentProblem:
        """A problem about the output directory, ready to be raised."""
        return EnvironmentProblem(Problem(path=self.shown, code=code, message=message, help=help))

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """What the file system refuses inside becomes E604 (no room) or E603 (anything else)."""
        try:
            yield
        except OSError as error:
            make_room = "make room and try again; nothing was changed"
            # Beside a directory, and in it, stand others whose names are longer.
            help = f"shorten its name, or {_ELSEWHERE}" if error.errno == errno.ENAMETOOLONG else _ELSEWHERE
            raise refusal(error, self.shown, what="the new files", make_room=make_room, help=help) from error


def destination(output: Path, protected: Iterable[Path]) -> Destination:
    """Where `output` leads. Raises EnvironmentProblem (E601, E602, E603, E606); touches nothing."""
    place = Destination(output, output.as_posix())
    with place.reporting():
        refuse_linked_output(place.path, place.shown)
        place = Destination(Path(os.path.realpath(output)), place.shown)
        _refuse_overwriting(place, tuple(protected))
        _refuse_within_another(place)
        _refuse_other_than_directory(place)
        _refuse_unwritable(place)
    return place


def _refuse_overwriting(place: Destination, protected: tuple[Path, ...]) -> None:
    for victim, name in _victims(protected):
        if holds(place.path, victim):
            raise place.problem("E602", f"would overwrite {name}", "name a directory of its own")
    working = Path.cwd()
    for directory in protected:
        # Who works inside a protected directory has no other place: `--config . --output public` must be possible.
        if holds(directory, place.path) and not holds(directory, working):
            raise place.problem(
                "E602", f"lies inside {directory.as_posix()}, which the site is made from", "name a directory outside"
            )


def _refuse_within_another(place: Destination) -> None:
    """What is published around it would take it for files of others, and be replaced no more."""
    if outer := published_around(place.path):
        message = f"would stand inside the published directory {visible(outer.as_posix())}"
        raise place.problem("E602", message, "name a directory outside")


def published_around(path: Path) -> Path | None:
    """The directory that this program published, in which something else would stand."""
    return next((outer for outer in path.parents if os.path.lexists(outer / MANIFEST)), None)


def _victims(protected: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    yield Path(Path.cwd().anchor), "the whole file system"
    yield Path.cwd(), "the working directory"
    with suppress(RuntimeError):  # a user without a home directory has none to lose
        yield Path.home(), "the home directory"
    for directory in protected:
        yield directory, directory.as_posix()


def _refuse_other_than_directory(place: Destination) -> None:
    if place.path.exists() and not place.path.is_dir():
        raise place.problem("E601", "is not a directory, and this program did not write it", _ELSEWHERE)


def _refuse_unwritable(place: Destination) -> None:
    """An existing directory must be writable; its parent need not be, as entries can be replaced inside."""
    nearest = next(step for step in (place.path, *place.path.parents) if os.path.lexists(step))
    if not stat.S_ISDIR(nearest.stat().st_mode):  # OSError for a link, for this path has none but those in a circle
        raise place.problem("E603", f"cannot be created: {visible(nearest.as_posix())} is not a directory", _ELSEWHERE)
    if not os.access(nearest, os.R_OK | os.W_OK | os.X_OK):
        where = "" if nearest == place.path else f": no right to write in {visible(nearest.as_posix())}"
        raise place.problem("E603", f"is not writable{where}", WRITABLE)
