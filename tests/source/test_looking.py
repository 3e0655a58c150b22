"""Whatever a site is made from is noticed when it changes, and nothing else is."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest

from site_builder.source import Sources, look
from site_builder.source.exchange_list import make_workshop, write_list
from site_builder.source.files import WORKSHOP
from tests.source.repositories import Repository, repository


@pytest.fixture
def watched(tmp_path: Path) -> Sources:
    for path in (
        "config/site.yml",
        "config/PROVENANCE.csv",
        "config/notes.txt",
        "config/add_ons/duo_pro.yml",
        "config/add_ons/duo_pro.csv",
        "config/drafts/duo_pro.yml",
        "public/index.html",
        "schemas/add_on.json",
        "templates/pages/home.html",
        "templates/assets/vendor/search/search.js",
        "components/link.html",
        "elsewhere/duo_pro.yml",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("text")
    (tmp_path / "config/add_ons/link.yml").symlink_to("duo_pro.csv")
    (tmp_path / "config/services").symlink_to("../elsewhere")
    (tmp_path / "templates/components").symlink_to("../components")
    return sources(tmp_path)


def sources(top: Path) -> Sources:
    return Sources(configs=(top / "config",), trees=(top / "templates", top / "schemas"), written=(top / "public",))


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def replace_by_its_like(path: Path) -> None:
    state = path.stat()
    other = path.with_name(".other")
    other.write_text("TEXT")
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))
    other.replace(path)


def write_its_like(path: Path) -> None:
    state = path.stat()
    path.write_text("TEXT")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def replace_by_a_link_to_it(path: Path) -> None:
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")


def replace_by_a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES: Mapping[str, Callable[[Path], object]] = {
    "a file is written": lambda top: (top / "config/site.yml").write_text("longer text"),
    "a file is removed": lambda top: (top / "config/site.yml").unlink(),
    "a file is added": lambda top: (top / "config/add_ons/duo_core.yml").write_text(""),
    "a table of origins": lambda top: (top / "config/PROVENANCE.csv").write_text("longer text"),
    "a file is touched": lambda top: touch(top / "config/add_ons/duo_pro.yml"),
    "a file is renamed": lambda top: (top / "config/add_ons/duo_pro.yml").rename(top / "config/add_ons/duo_core.yml"),
    "a file gets other rights": lambda top: (top / "config/add_ons/duo_pro.yml").chmod(0o400),
    "a file is written to its like": lambda top: write_its_like(top / "config/add_ons/duo_pro.yml"),
    "a file is replaced by a link to it": lambda top: replace_by_a_link_to_it(top / "config/site.yml"),
    "a file is replaced by a directory": lambda top: replace_by_a_directory(top / "config/notes.txt"),
    "a hidden file that a message tells of": lambda top: (top / "config/add_ons/.duo_pro.yml").write_text(""),
    "a hidden file that may be meant for marks": lambda top: (top / "config/.site.txt").write_text(""),
    "a file is replaced by its like": lambda top: replace_by_its_like(top / "config/add_ons/duo_pro.yml"),
    "a directory is replaced by a link to it": lambda top: replace_by_a_link_to_it(top / "config/add_ons"),
    "a link is replaced by a directory": lambda top: replace_by_a_directory(top / "config/services"),
    "all of it is replaced by a link to it": lambda top: replace_by_a_link_to_it(top / "config"),
    "a directory gets other rights": lambda top: (top / "config/add_ons").chmod(0o500),
    "a directory comes": lambda top: (top / "config/unit_primitives").mkdir(),
    "all of it goes": lambda top: (top / "config").rename(top / "away"),
    "a schema": lambda top: touch(top / "schemas/add_on.json"),
    "a template": lambda top: touch(top / "templates/pages/home.html"),
    "an asset far below": lambda top: touch(top / "templates/assets/vendor/search/search.js"),
    "a directory of templates": lambda top: (top / "templates/new").mkdir(),
    "a template to which a link leads": lambda top: touch(top / "components/link.html"),
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
    "a file beside those that are read": lambda top: (top / "config/notes.txt").write_text("another"),
    "a file to which a link leads that is not followed": lambda top: touch(top / "config/add_ons/duo_pro.csv"),
    "a directory to which such a link leads": lambda top: touch(top / "elsewhere/duo_pro.yml"),
    "a directory that is not read": lambda top: (top / "config/drafts/duo_pro.yml").write_text("another"),
    "the site": lambda top: (top / "public/index.html").write_text("a new site"),
}


@pytest.mark.parametrize("change", OTHER_CHANGES.values(), ids=OTHER_CHANGES)
def test_other_changes_are_none(tmp_path: Path, watched: Sources, change: Callable[[Path], object]) -> None:
    before = look(watched)
    change(tmp_path)

    assert look(watched) == before


@pytest.mark.parametrize("place", ["config", "templates"])
def test_a_site_inside_what_it_is_made_from_is_no_change_of_it(tmp_path: Path, place: str) -> None:
    public = tmp_path / place / "public"
    public.mkdir(parents=True)
    watched = replace(sources(tmp_path), written=(public,))
    before = look(watched)
    (public / "index.html").write_text("a new site")
    public.rename(public.with_name(".old"))
    public.mkdir()
    (public / "other.html").write_text("another site")

    assert look(watched) == before


def test_what_comes_in_the_place_of_a_link_is_looked_at(tmp_path: Path, watched: Sources) -> None:
    replace_by_a_directory(tmp_path / "config/services")
    (tmp_path / "config/services/duo_pro.yml").write_text("text")
    before = look(watched)
    (tmp_path / "config/services/duo_pro.yml").write_text("another")

    assert look(watched) != before


def test_the_beginning_and_the_end_of_an_edit_are_seen(tmp_path: Path, watched: Sources) -> None:
    before = look(watched)
    make_workshop(tmp_path / "config")
    write_list(tmp_path / "config", ())
    meanwhile = look(watched)
    rmtree(tmp_path / "config" / WORKSHOP)

    assert meanwhile != before
    assert look(watched) == before


ACTS = (("commit", "-q", "--allow-empty", "-m", "x"), ("tag", "v1"), ("pack-refs", "--all"), ("tag", "-d", "v1"))


@pytest.mark.parametrize("is_packed", [False, True])
def test_what_git_is_told_is_seen_and_asking_it_changes_nothing(tmp_path: Path, is_packed: bool) -> None:
    made = repository(tmp_path)
    made.commit("-- config/add_ons/duo_pro.yml --\nname: duo_pro\n")
    made.git("checkout", "-q", "-b", "other")
    if is_packed:
        made.git("pack-refs", "--all")
    watched = sources(tmp_path)

    seen = look(watched)
    made.git("status")
    assert look(watched) == seen
    for told in (*ACTS, ("checkout", "-q", "main")):
        made.git(*told)
        assert look(watched) != seen, told
        seen = look(watched)


@pytest.mark.parametrize("is_begun", [False, True])
def test_what_is_told_to_a_git_that_comes_later_is_seen(tmp_path: Path, watched: Sources, is_begun: bool) -> None:
    if is_begun:
        (tmp_path / ".git").mkdir()
    seen = look(watched)
    made = repository(tmp_path)
    for told in ACTS:
        made.git(*told)
        assert look(watched) != seen, told
        seen = look(watched)


def test_what_is_told_to_git_in_a_working_tree_beside_another_is_seen(tmp_path: Path) -> None:
    made = repository(tmp_path / "main")
    made.commit("-- config/add_ons/duo_pro.yml --\nname: duo_pro\n")
    made.git("worktree", "add", "-q", "../other")
    watched = sources(tmp_path / "other")
    seen = look(watched)
    for told in ACTS:
        Repository(tmp_path / "other").git(*told)
        assert look(watched) != seen, told
        seen = look(watched)


def test_a_link_that_leads_in_a_circle_is_looked_at_once(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path)

    assert list(look(Sources(trees=(tmp_path,)))) == [str(tmp_path), str(tmp_path / "circle")]


@pytest.mark.parametrize("leads_to", ["/", "..", "."])
def test_a_link_in_a_tree_to_what_it_is_in_is_not_followed(tmp_path: Path, leads_to: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "elsewhere.html").write_text("text")
    (tmp_path / "templates/around").symlink_to(leads_to)

    seen = look(Sources(trees=(tmp_path / "templates",)))

    assert sorted(seen) == [str(tmp_path / "templates"), str(tmp_path / "templates/around")]
