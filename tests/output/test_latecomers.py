"""Files of the old site that come into the new one: each under a name of its own, and none in the place of another."""

from pathlib import Path

import pytest

from site_builder.output.latecomers import bring
from tests.output.publishing import names, site


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "old/drafts").mkdir(parents=True)
    (tmp_path / "old/index.html").write_text("mine", "utf-8")
    (tmp_path / "old/drafts/mine.txt").write_text("mine", "utf-8")
    (tmp_path / "new").mkdir()
    return tmp_path / "old"


@pytest.fixture
def output(tree: Path) -> Path:
    return tree.with_name("new")


def test_a_file_comes_where_it_was_with_the_directory_that_it_needs(tree: Path, output: Path) -> None:
    bring(["index.html", "drafts/mine.txt"], tree, output)

    assert site(output) == {"index.html": "mine", "drafts/mine.txt": "mine"}
    assert site(tree) == {}


def test_names_that_are_taken_are_passed_over_however_many_they_are(tree: Path, output: Path) -> None:
    taken = {"index.html": "new", "index.html.kept": "kept before", "drafts": "a page", "drafts.kept": "another"}
    for name, text in taken.items():
        (output / name).write_text(text, "utf-8")

    bring(["index.html", "drafts/mine.txt"], tree, output)

    assert site(output) == {**taken, "index.html.kept.kept": "mine", "drafts.kept.kept/mine.txt": "mine"}


def test_a_link_that_leads_nowhere_is_in_the_way_as_well(tree: Path, output: Path) -> None:
    (output / "index.html").symlink_to("nowhere")
    (output / "drafts").symlink_to("nowhere")

    bring(["index.html", "drafts/mine.txt"], tree, output)

    assert names(output) == ["drafts", "drafts.kept", "index.html", "index.html.kept"]
    assert site(output) == {"index.html.kept": "mine", "drafts.kept/mine.txt": "mine"}


def test_what_both_sites_share_stays_and_a_link_to_it_comes(tree: Path, output: Path) -> None:
    (output / "index.html").hardlink_to(tree / "index.html")
    (output / "page.html").write_text("new", "utf-8")
    (tree / "page.html").symlink_to(output / "page.html")

    bring(["index.html", "page.html"], tree, output)

    assert names(output) == ["index.html", "page.html", "page.html.kept"]
    assert (output / "page.html.kept").is_symlink()
