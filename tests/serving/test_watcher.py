"""Whatever a site is made from is noticed when it changes, and nothing else is."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread

import pytest

from site_builder.serving.watcher import sources, wait_for_change
from site_builder.source import Sources, look
from tests.serving.served import DEADLINE
from tests.source.repositories import repository


@pytest.fixture
def watched(tmp_path: Path) -> Sources:
    for path in (
        "config/site.yml",
        "config/add_ons/duo_pro.yml",
        "config/drafts/duo_pro.yml",
        "public/index.html",
        "schemas/add_on.json",
        "templates/pages/home.html",
        "templates/assets/vendor/search/search.js",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("text")
    (tmp_path / "config/add_ons/link.yml").symlink_to("nowhere")
    return sources(tmp_path / "config", tmp_path / "templates", tmp_path / "schemas")


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def replace_by_its_like(path: Path) -> None:
    state = path.stat()
    other = path.with_name(".other")
    other.write_text("TEXT")
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))
    other.replace(path)


CHANGES: Mapping[str, Callable[[Path], object]] = {
    "a file is written": lambda top: (top / "config/site.yml").write_text("longer text"),
    "a file is removed": lambda top: (top / "config/site.yml").unlink(),
    "a file is added": lambda top: (top / "config/PROVENANCE.csv").write_text(""),
    "a file is touched": lambda top: touch(top / "config/add_ons/duo_pro.yml"),
    "a file is renamed": lambda top: (top / "config/add_ons/duo_pro.yml").rename(top / "config/add_ons/duo_core.yml"),
    "a file gets other rights": lambda top: (top / "config/add_ons/duo_pro.yml").chmod(0o400),
    "a link leads somewhere": lambda top: (top / "config/add_ons/nowhere").write_text(""),
    "a file is replaced by its like": lambda top: replace_by_its_like(top / "config/add_ons/duo_pro.yml"),
    "a directory comes": lambda top: (top / "config/unit_primitives").mkdir(),
    "all of it goes": lambda top: (top / "config").rename(top / "away"),
    "a schema": lambda top: touch(top / "schemas/add_on.json"),
    "a template": lambda top: touch(top / "templates/pages/home.html"),
    "an asset far below": lambda top: touch(top / "templates/assets/vendor/search/search.js"),
    "a directory of templates": lambda top: (top / "templates/components/new").mkdir(parents=True),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_what_a_build_reads_is_seen(
    tmp_path: Path, watched: Sources, change: Callable[[Path], object]
) -> None:
    before = look(watched)
    change(tmp_path)

    assert look(watched) != before


OTHER_CHANGES: Mapping[str, Callable[[Path], object]] = {
    "nothing at all": lambda top: None,
    "a file is read": lambda top: (top / "config/add_ons/duo_pro.yml").read_text(),
    "an editor keeps notes": lambda top: (top / "config/add_ons/.duo_pro.yml.swp").write_text(""),
    "a directory that is not read": lambda top: (top / "config/drafts/duo_pro.yml").write_text("another"),
    "the site": lambda top: (top / "public/index.html").write_text("a new site"),
}


@pytest.mark.parametrize("change", OTHER_CHANGES.values(), ids=OTHER_CHANGES)
def test_other_changes_are_none(tmp_path: Path, watched: Sources, change: Callable[[Path], object]) -> None:
    before = look(watched)
    change(tmp_path)

    assert look(watched) == before


def test_a_site_inside_the_config_directory_is_no_change_of_it(tmp_path: Path) -> None:
    watched = sources(tmp_path, tmp_path / "templates", tmp_path / "schemas")
    (tmp_path / "public").mkdir()
    before = look(watched)
    (tmp_path / "public/index.html").write_text("a new site")
    (tmp_path / "public").rename(tmp_path / ".old")
    (tmp_path / "public").mkdir()

    assert look(watched) == before


@pytest.mark.parametrize("is_packed", [False, True])
def test_what_git_is_told_is_seen_and_asking_it_changes_nothing(tmp_path: Path, is_packed: bool) -> None:
    made = repository(tmp_path)
    made.commit("-- config/add_ons/duo_pro.yml --\nname: duo_pro\n")
    made.git("checkout", "-q", "-b", "other")
    if is_packed:
        made.git("pack-refs", "--all")
    watched = sources(made.config, tmp_path / "templates", tmp_path / "schemas")

    seen = look(watched)
    made.git("status")
    assert look(watched) == seen
    for told in (("commit", "-q", "--allow-empty", "-m", "x"), ("tag", "v1"), ("checkout", "-q", "main")):
        made.git(*told)
        assert look(watched) != seen, told
        seen = look(watched)


def test_a_link_that_leads_in_a_circle_is_looked_at_once(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path)

    assert list(look(Sources(trees=(tmp_path,)))) == [str(tmp_path / "circle")]


def test_waiting_ends_with_a_change_also_with_one_from_before(tmp_path: Path, watched: Sources) -> None:
    seen = look(watched)
    waiting = Thread(target=wait_for_change, args=(watched, seen, Event(), 0.01))
    waiting.start()
    (tmp_path / "config/site.yml").unlink()
    waiting.join(DEADLINE)

    assert not waiting.is_alive()
    wait_for_change(watched, seen, Event(), 0.01)


def test_waiting_ends_when_told_to_stop(watched: Sources) -> None:
    stop = Event()
    waiting = Thread(target=wait_for_change, args=(watched, look(watched), stop, DEADLINE))
    waiting.start()
    stop.set()
    waiting.join(DEADLINE)

    assert not waiting.is_alive()
