"""The torture itself, in short: a real command killed at moments that are the same every time, eyes that see harm."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.output.publishing import plain_rights
from tests.site.making import write_config
from tests.torture import places
from tests.torture.__main__ import as_markdown
from tests.torture.arena import BROKEN, MIXTURE, NEW, NONE, OLD, Arena, Pristine, pristine
from tests.torture.ordeals import Build, Trial, file_size, hindered, killed_at, struck, together
from tests.torture.program import Result

CONFIG = "-- unit_primitives/duo_chat --\nadd_ons: [duo_pro]\n-- add_ons/duo_pro --\n"


def change(config: Path) -> None:
    write_config(config, "-- unit_primitives/write_tests --\nadd_ons: [duo_pro]\n")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Pristine:
    root = tmp_path_factory.mktemp("pristine")
    return pristine(root, write_config(root / "config", CONFIG), change)


@pytest.fixture
def arena(sites: Pristine, tmp_path: Path) -> Iterator[Arena]:
    with places.plain(sites, tmp_path / "plain") as made:
        yield made


def test_a_build_killed_at_any_of_its_changes_leaves_one_site_whole_and_the_next_one_nothing_else(arena: Arena) -> None:
    with arena.start(NEW, program=("tests.torture.stepping", "0")) as counted:
        said, _ = counted.communicate()
    changes = int(said.split()[-1])
    arena.build(OLD)
    steps = (
        1,
        changes // 4,
        changes // 2,
        changes - 10,
        changes - 2,
        changes,
        changes + 1,
    )  # the last are of the cache

    trials = [killed_at(arena, step) for step in steps]

    assert [trial.complaints for trial in trials] == [()] * len(steps)
    assert list(dict.fromkeys(trial.outcome for trial in trials)) == [
        "before writing",
        "while writing",
        "after the exchange",
        "after the end",
    ]


def test_a_build_that_is_terminated_while_it_writes_takes_everything_back(arena: Arena) -> None:
    def moment(build: Build) -> None:
        while not (arena.workspace / "new").exists() and build.poll() is None:
            os.sched_yield()

    assert struck(arena, moment, signal.SIGTERM) == Trial("old site, all cleared away", ())


@pytest.mark.parametrize(("limit", "outcome"), [(0, "refused"), (9_000, "refused"), (50_000_000, "went through")])
def test_a_build_that_may_write_no_large_files_says_so_and_changes_nothing(
    arena: Arena, limit: int, outcome: str
) -> None:
    assert hindered(arena, "E604", prepare=file_size(limit)) == Trial(outcome, ())


def test_of_two_builds_at_once_one_or_both_in_turn_succeed(arena: Arena) -> None:
    assert together(arena, 0).complaints == ()


@pytest.mark.skipif(bool(places.why_not_read_only()), reason=places.why_not_read_only())
def test_a_directory_in_which_nobody_may_write_stops_a_build(sites: Pristine, tmp_path: Path) -> None:
    with places.plain(sites, tmp_path / "plain", plain_rights() or ()) as arena:
        assert hindered(arena, "E603", places.read_only(arena, ["site/add_ons"])) == Trial("refused", ())


def test_a_file_that_nobody_may_remove_stops_a_build_before_it_changes_anything(arena: Arena) -> None:
    if why_not := places.why_not_immutable(arena.root):
        pytest.skip(why_not)

    # Of the first the new site has another, the second stays as it is.
    for name in ("index.html", "assets/site.css"):
        assert hindered(arena, "E603", places.immutable(arena, [f"site/{name}"])) == Trial("refused", ())


def test_the_torture_sees_what_is_there(arena: Arena) -> None:
    """A site with a part of the other, with a part of neither, none, and an old one that was only touched."""
    arena = replace(arena, rendered=True)
    old, new = arena.pristine.sites[OLD], arena.pristine.sites[NEW]
    page = next(path for path, entry in new.items() if path in old and old[path] != entry)

    assert arena.standing() == OLD
    assert arena.pristine.name(new) == NEW
    assert arena.pristine.name({**old, page: new[page]}) == MIXTURE
    assert arena.pristine.name({**old, page: (new[page][0], b"other")}) == BROKEN
    assert arena.pristine.name({}) == NONE

    @contextmanager
    def touching() -> Iterator[None]:
        yield
        os.utime(arena.output / page, ns=(1, 2))
        (arena.root / "site.html").write_text("changed", encoding="utf-8")
        (arena.root / "cache" / "left.tmp").touch()

    assert hindered(arena, "E604", touching(), file_size(0)).complaints == (
        "the site is old, and not as it was",
        "what is not ours was touched",
        "left behind at once: cache/left.tmp",
        "left behind after the next build: cache/left.tmp",
    )


def test_the_figures_say_how_often_what_happened_and_every_complaint() -> None:
    results = (
        Result(
            ordeal="`kill -9`", outcomes=Counter({"while writing": 2, "after the end": 1}), complaints=("It broke.",)
        ),
        Result(ordeal="full disk", outcomes=Counter(), skipped="no right to mount here"),
    )

    assert list(as_markdown(results))[2:] == [
        "| ordeal | trials | how far the build had come, or how it ended | broken |",
        "| --- | --: | --- | --: |",
        "| `kill -9` | 3 | 2 while writing, 1 after the end | 1 |",
        "| full disk | 0 | no right to mount here | 0 |",
        "- It broke.",
    ]
