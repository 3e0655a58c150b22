"""How often each ordeal is gone through, and all of them in a row: what is counted and what is complained of comes out."""

import random
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from tests.output.publishing import mounting, plain_rights

from . import places
from .arena import NEW, Arena, Pristine
from .ordeals import Moment, Trial, at_any_time, file_size, hindered, lasting, near_the_exchange, struck, together

Tell = Callable[[str], None]

# Directories, of which nothing in one or several can be written, and what makes it impossible to replace the site.
CLOSED = (("site",), ("site/add_ons",), ("site/diagrams/add_ons",), (".",), (".", "site"), ("site", "site/add_ons"))
IMMUTABLE = (("site",), ("site/index.html",), ("site/add_ons",), ("site/add_ons/duo_pro.html", "site/index.html"))

_SIGNALS = {"`kill -9`": signal.SIGKILL, "Ctrl-C": signal.SIGINT, "SIGTERM": signal.SIGTERM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How many trials there are of each sort."""

    publications: int
    commands: int
    full_disks: int
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One ordeal: how often which outcome, and every complaint; or why it could not be gone through here."""

    ordeal: str
    outcomes: Counter[str]
    complaints: tuple[str, ...] = ()
    skipped: str = ""


def torture(pristine: Pristine, root: Path, amounts: Amounts, seed: int, tell: Tell) -> Iterator[Result]:
    """Every ordeal in every place, below a directory that is there. The same seed strikes at the same moments."""
    chance = random.Random(seed)
    no_mounts = "" if mounting() is not None else "no right to mount here"
    trials = _publications(places.plain, pristine, root / "published", amounts.publications, chance)
    yield _result("publishing, `kill -9`", trials, tell)
    for name, place in {"a mount point": places.mount_point, "an overlay": places.overlay}.items():
        tenth = -(-amounts.publications // 10)
        trials = _publications(place, pristine, root / name.split()[-1], tenth, chance)
        yield _result(f"publishing on {name}, `kill -9`", trials, tell, no_mounts)
        trials = _on(place, pristine, root / f"{name.split()[-1]}-command", -(-amounts.commands // 20), chance)
        yield _result(f"the command on {name}, all three signals", trials, tell, no_mounts)
    yield _result("full disk", _full(pristine, root / "small", amounts.full_disks), tell, no_mounts)
    with places.plain(pristine, root / "plain") as arena:
        yield _result("no file above a size", _small_files(arena, amounts.full_disks), tell)
        yield _result("two builds at once", _together(arena, amounts.pairs, chance), tell)
        for name, number in _SIGNALS.items():
            times = amounts.commands if number is signal.SIGKILL else amounts.commands // 5
            yield _result(f"the command, {name}", _strokes(arena, times, chance, number), tell)
    trials = _closed(pristine, root / "closed")
    yield _result("read-only directories", trials, tell, places.why_not_read_only())
    trials = _immutable(pristine, root / "immutable")
    yield _result("immutable files and directories", trials, tell, places.why_not_immutable(root))


def _publications(
    place: Callable[..., AbstractContextManager[Arena]],
    pristine: Pristine,
    root: Path,
    times: int,
    chance: random.Random,
) -> Iterator[Trial]:
    with place(pristine, root, rendered=True) as arena:
        yield from _strokes(arena, times, chance, signal.SIGKILL)


def _on(
    place: Callable[..., AbstractContextManager[Arena]],
    pristine: Pristine,
    root: Path,
    times: int,
    chance: random.Random,
) -> Iterator[Trial]:
    with place(pristine, root) as arena:
        for number in _SIGNALS.values():
            yield from _strokes(arena, times, chance, number)


def _strokes(arena: Arena, times: int, chance: random.Random, number: signal.Signals) -> Iterator[Trial]:
    """At any time and near the exchange, in turn."""
    lasts = lasting(arena)
    for turn in range(times):
        moment: Moment = near_the_exchange(chance, arena) if turn % 2 else at_any_time(chance, lasts)
        yield struck(arena, moment, number)


def _together(arena: Arena, times: int, chance: random.Random) -> Iterator[Trial]:
    lasts = lasting(arena)
    for turn in range(times):
        yield together(arena, chance.uniform(0, lasts) if turn % 2 else 0)


def _small_files(arena: Arena, points: int) -> Iterator[Trial]:
    largest = max(len(content) for _, content in arena.pristine.sites[NEW].values())
    for point in range(points):
        yield hindered(arena, "E604", prepare=file_size(largest * point // points))


def _full(pristine: Pristine, root: Path, points: int) -> Iterator[Trial]:
    """Room from none to a little more than enough: of files and of bytes, in turn."""
    needed = pristine.room()
    entries = len(pristine.sites[NEW])
    with places.small_disk(pristine, root) as arena:
        for point in range(points):
            share = 1.1 * point / points
            room = {"size": int(needed * share)} if point % 2 else {"inodes": int(entries * share)}
            yield hindered(arena, "E604", places.left(arena, **room))


def _closed(pristine: Pristine, root: Path) -> Iterator[Trial]:
    with places.plain(pristine, root, plain_rights() or ()) as arena:
        for names in CLOSED:
            yield hindered(arena, "E603", places.read_only(arena, names))


def _immutable(pristine: Pristine, root: Path) -> Iterator[Trial]:
    with places.plain(pristine, root) as arena:
        for names in IMMUTABLE:
            yield hindered(arena, "E603", places.immutable(arena, names))


def _result(ordeal: str, trials: Iterable[Trial], tell: Tell, skipped: str = "") -> Result:
    outcomes: Counter[str] = Counter()
    complaints: list[str] = []
    for number, trial in enumerate(() if skipped else trials, 1):
        outcomes[trial.outcome] += 1
        complaints += (f"{ordeal}, {number}, {trial.outcome}: {complaint}" for complaint in trial.complaints)
        tell(f"{ordeal}: {number}, {trial.outcome}{' !' if trial.complaints else ''}")
    return Result(ordeal=ordeal, outcomes=outcomes, complaints=tuple(complaints), skipped=skipped)
