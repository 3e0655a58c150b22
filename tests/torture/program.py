"""How often each ordeal is gone through, and all of them in a row: what is counted and what is complained of comes out."""

import random
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.output.publishing import mounting, plain_rights

from . import places
from .arena import NEW, Arena, Pristine
from .ordeals import Trial, at_any_time, file_size, hindered, lasting, near_the_exchange, struck, together

Tell = Callable[[str], None]

# Directories, of which nothing in one or several can be written, and what makes it impossible to replace the site.
CLOSED = (("site",), ("site/add_ons",), ("site/diagrams/add_ons",), (".",), (".", "site"), ("site", "site/add_ons"))
IMMUTABLE = (("site",), ("site/index.html",), ("site/add_ons",), ("site/add_ons/duo_pro.html", "site/index.html"))

_NO_MOUNTS = "no right to mount here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How many trials there are of each sort."""

    kills: int
    interrupts: int
    full_disks: int
    pairs: int

    @property
    def elsewhere(self) -> int:
        """Of those that are killed, how many are on a mount point, and how many on an overlay, beside the others."""
        return -(-self.kills // 10)


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
    with places.plain(pristine, root / "plain") as arena:
        yield from _struck_on_a_disk(arena, amounts, chance, tell)
        yield _result("two builds at once", _together(arena, amounts.pairs, chance), tell)
        yield _result("no file above a size", _small_files(arena, amounts.full_disks), tell)
    yield _result("read-only directories", _closed(pristine, root / "closed"), tell, places.why_not_read_only())
    yield _result(
        "immutable files and directories",
        _immutable(pristine, root / "immutable"),
        tell,
        places.why_not_immutable(root),
    )
    skipped = "" if mounting() is not None else _NO_MOUNTS
    yield _result("full disk", _full(pristine, root / "small", amounts.full_disks), tell, skipped)
    for name, place in (("a mount point", places.mount_point), ("an overlay", places.overlay)):
        there = root / name.split()[-1]
        yield _result(f"on {name}", _elsewhere(place, pristine, there, amounts.elsewhere, chance), tell, skipped)


def _struck_on_a_disk(arena: Arena, amounts: Amounts, chance: random.Random, tell: Tell) -> Iterator[Result]:
    any_time, near = amounts.kills - amounts.kills // 2, amounts.kills // 2
    yield _result("`kill -9` at any time", _at_any_time(arena, any_time, chance, signal.SIGKILL), tell)
    yield _result("`kill -9` near the exchange", _near(arena, near, chance, signal.SIGKILL), tell)
    for name, number in (("Ctrl-C", signal.SIGINT), ("SIGTERM", signal.SIGTERM)):
        half = amounts.interrupts // 2
        yield _result(f"{name} at any time", _at_any_time(arena, amounts.interrupts - half, chance, number), tell)
        yield _result(f"{name} near the exchange", _near(arena, half, chance, number), tell)


def _at_any_time(arena: Arena, times: int, chance: random.Random, number: signal.Signals) -> Iterator[Trial]:
    lasts = lasting(arena)
    for _ in range(times):
        yield struck(arena, at_any_time(chance, lasts), number)


def _near(arena: Arena, times: int, chance: random.Random, number: signal.Signals) -> Iterator[Trial]:
    for _ in range(times):
        yield struck(arena, near_the_exchange(chance, arena), number)


def _together(arena: Arena, times: int, chance: random.Random) -> Iterator[Trial]:
    lasts = lasting(arena)
    for _ in range(times):
        yield together(arena, chance.uniform(0, lasts) if chance.random() < 0.5 else 0)


def _small_files(arena: Arena, points: int) -> Iterator[Trial]:
    largest = max(len(content) for _, content in arena.pristine.sites[NEW].values())
    for point in range(points):
        yield hindered(arena, "E604", prepare=file_size(largest * point // points))


def _full(pristine: Pristine, root: Path, points: int) -> Iterator[Trial]:
    """Room from none to a little more than enough: of bytes and of files, in turn."""
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


def _elsewhere(
    place: Callable[..., object], pristine: Pristine, root: Path, times: int, chance: random.Random
) -> Iterator[Trial]:
    with place(pristine, root) as arena:  # type: ignore[attr-defined]
        yield from _near(arena, times, chance, signal.SIGKILL)
        for number in (signal.SIGINT, signal.SIGTERM):
            yield from _near(arena, -(-times // 5), chance, number)


def _result(ordeal: str, trials: Iterable[Trial], tell: Tell, skipped: str = "") -> Result:
    if skipped:
        return Result(ordeal=ordeal, outcomes=Counter(), skipped=skipped)
    outcomes: Counter[str] = Counter()
    complaints: list[str] = []
    for number, trial in enumerate(trials, 1):
        outcomes[trial.outcome] += 1
        complaints += (f"{ordeal}, {number}, {trial.outcome}: {complaint}" for complaint in trial.complaints)
        tell(f"{ordeal}: {number}, {trial.outcome}{' !' if trial.complaints else ''}")
    return Result(ordeal=ordeal, outcomes=outcomes, complaints=tuple(complaints))
