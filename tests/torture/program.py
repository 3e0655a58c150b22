"""How often each ordeal is gone through, and all of them in a row: what is counted and complained of comes out."""

import random
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.output.publishing import mounting, plain_rights

from . import places
from .arena import NEW, Arena, Pristine
from .ordeals import Moment, Trial, at_any_time, file_size, hindered, lasting, near_the_exchange, struck, together

Tell = Callable[[str], None]

# Directories, of which nothing in one or several can be written, and what makes it impossible to replace the site.
CLOSED = (("site",), ("site/add_ons",), ("site/diagrams/add_ons",), (".",), (".", "site"), ("site", "site/add_ons"))
IMMUTABLE = (("site",), ("site/index.html",), ("site/add_ons",), ("site/add_ons/duo_pro.html", "site/index.html"))

Place = Callable[..., AbstractContextManager[Arena]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How many trials there are of each sort."""

    kills: int
    strokes: int  # other than `kill -9`, or in other places
    full_disks: int
    pairs: int

    def part(self, share: int) -> "Amounts":
        """As many kills, and of all else one of so many parts, which is never nothing."""
        return Amounts(
            kills=self.kills,
            strokes=-(-self.strokes // share),
            full_disks=-(-self.full_disks // share),
            pairs=-(-self.pairs // share),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One ordeal: how often which outcome, and every complaint; or why it could not be gone through here."""

    ordeal: str
    outcomes: Counter[str]
    complaints: tuple[str, ...] = ()
    skipped: str = ""


def torture(
    pristine: Pristine, root: Path, publications: Amounts, commands: Amounts, seed: int, tell: Tell
) -> Iterator[Result]:
    """Every ordeal in every place, below a directory that is there. The same seed strikes at the same moments.

    `publications` only publish a site that was rendered before, `commands` are builds from the first to the last.
    """
    chance = random.Random(seed)
    no_mounts = "" if mounting() is not None else "no right to mount here"
    for rendered, amounts in ((True, publications), (False, commands)):
        ordeals = _ordeals(pristine, root / f"{rendered}", rendered, amounts, chance)
        for name, (trials, needs_mounts) in ordeals.items():
            what = "publishing" if rendered else "the command"
            yield _result(f"{what}, {name}", trials, tell, no_mounts if needs_mounts else "")
    trials = _closed(pristine, root / "closed")
    yield _result("the command, read-only directories", trials, tell, places.why_not_read_only())
    trials = _immutable(pristine, root / "immutable")
    yield _result("the command, immutable files and directories", trials, tell, places.why_not_immutable(root))


def _ordeals(
    pristine: Pristine, root: Path, rendered: bool, amounts: Amounts, chance: random.Random
) -> dict[str, tuple[Iterator[Trial], bool]]:
    """Trials by what they are, and whether they take mounts."""
    root.mkdir()
    fresh = (root / str(number) for number in count())
    few = amounts.strokes
    numbers = {"`kill -9`": (signal.SIGKILL, amounts.kills)}
    if not rendered:  # only a command knows these
        numbers |= {"Ctrl-C": (signal.SIGINT, few), "SIGTERM": (signal.SIGTERM, few)}

    def on(place: Place, trials: Callable[[Arena], Iterator[Trial]]) -> Iterator[Trial]:
        with place(pristine, next(fresh), rendered=rendered) as arena:
            yield from trials(arena)

    def strokes(place: Place, number: signal.Signals, times: int) -> Iterator[Trial]:
        return on(place, lambda arena: _strokes(arena, times, chance, number))

    return {
        **{name: (strokes(places.plain, number, times), False) for name, (number, times) in numbers.items()},
        **{
            f"{name} on a mount point": (strokes(places.mount_point, it, few), True)
            for name, (it, _) in numbers.items()
        },
        **{f"{name} on an overlay": (strokes(places.overlay, it, few), True) for name, (it, _) in numbers.items()},
        "full disk": (on(places.small_disk, lambda arena: _full(arena, amounts.full_disks)), True),
        "no file above a size": (on(places.plain, lambda arena: _small_files(arena, amounts.full_disks)), False),
        "two at once": (on(places.plain, lambda arena: _together(arena, amounts.pairs, chance)), False),
    }


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


def _full(arena: Arena, points: int) -> Iterator[Trial]:
    """Room from none to a little more than enough: of files and of bytes, in turn."""
    needed, entries = arena.pristine.room(), len(arena.pristine.sites[NEW])
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
