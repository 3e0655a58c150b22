"""A site is published whole: these files, these bytes, these modes, and nothing else."""

import os
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.output.artifact import Artifact
from site_builder.output.manifest import MANIFEST, Limits
from site_builder.output.placement import How
from site_builder.output.publisher import Published, publish
from site_builder.problems import EnvironmentProblem
from tests.output.publishing import artifacts, names, site, state

PAGES = {"index.html": "home", "add_ons/duo_pro.html": "pro", "api/v1/catalog.json": "{}"}


def test_a_first_publication_writes_every_artifact_and_a_manifest(tmp_path: Path) -> None:
    output = tmp_path / "public"

    published = publish(artifacts(PAGES), output)

    assert published == Published(output=output, files=3, bytes=9, unchanged=0, how=How.CREATED)
    assert published.note == ""
    assert site(output) == PAGES
    assert (output / MANIFEST).read_text("utf-8") == (
        "site-builder manifest 1\n"
        "07ed400759a0f606a8b5bfa84712aabe7d1b1c45cb6536c8a5727446b6647b84 3 add_ons/duo_pro.html\n"
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a 2 api/v1/catalog.json\n"
        "4ea140588150773ce3aace786aeef7f4049ce100fa649c94fbbddb960f1da942 4 index.html\n"
    )
    assert names(tmp_path) == ["public"]


def test_a_second_publication_replaces_adds_and_removes(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(artifacts(PAGES), output)

    published = publish(artifacts({"index.html": "new home", "add_ons/duo_pro.html": "pro", "e.html": "é"}), output)

    assert published == Published(output=output, files=3, bytes=13, unchanged=1, how=How.EXCHANGED)
    assert site(output) == {"index.html": "new home", "add_ons/duo_pro.html": "pro", "e.html": "é"}
    assert names(output) == [MANIFEST, "add_ons", "e.html", "index.html"]
    assert names(tmp_path) == ["public"]


def test_an_unchanged_file_keeps_its_time_and_is_no_link_to_anything(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(artifacts(PAGES), output)
    os.utime(output / "index.html", ns=(1, 2))

    publish(artifacts(PAGES | {"add_ons/duo_pro.html": "changed"}), output)

    assert (output / "index.html").stat().st_mtime_ns == 2
    assert (output / "add_ons/duo_pro.html").stat().st_mtime_ns != 2
    assert {path.stat().st_nlink for path in output.rglob("*") if path.is_file()} == {1}


def test_the_same_site_again_touches_nothing(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(artifacts(PAGES), output)
    before = state(output)

    published = publish(artifacts(dict(reversed(PAGES.items()))), output)

    assert published == Published(output=output, files=3, bytes=9, unchanged=3, how=How.UNCHANGED)
    assert state(output) == before
    assert names(tmp_path) == ["public"]


def test_the_order_of_artifacts_does_not_change_a_byte(tmp_path: Path) -> None:
    publish(artifacts(PAGES), tmp_path / "one")
    publish(artifacts(dict(reversed(PAGES.items()))), tmp_path / "other")

    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()


def test_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    output = tmp_path / "public"
    umask = os.umask(0o077)
    try:
        publish(artifacts(PAGES), output)
    finally:
        os.umask(umask)

    modes = {path.relative_to(tmp_path).as_posix(): oct(stat.S_IMODE(path.stat().st_mode)) for path in _all(output)}
    assert modes == {
        "public": "0o755",
        f"public/{MANIFEST}": "0o644",
        "public/add_ons": "0o755",
        "public/add_ons/duo_pro.html": "0o644",
        "public/api": "0o755",
        "public/api/v1": "0o755",
        "public/api/v1/catalog.json": "0o644",
        "public/index.html": "0o644",
    }


@pytest.mark.parametrize(("path", "wrong", "right"), [("index.html", 0o600, 0o644), ("api", 0o700, 0o755)])
def test_a_mode_that_somebody_changed_is_set_right(tmp_path: Path, path: str, wrong: int, right: int) -> None:
    publish(artifacts(PAGES), tmp_path / "public")
    changed = tmp_path / "public" / path
    changed.chmod(wrong)

    publish(artifacts(PAGES), tmp_path / "public")

    assert oct(stat.S_IMODE(changed.stat().st_mode)) == oct(right)


def test_an_empty_directory_in_the_output_goes(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(artifacts(PAGES), output)
    (output / "empty/inside").mkdir(parents=True)

    publish(artifacts(PAGES), output)

    assert names(output) == [MANIFEST, "add_ons", "api", "index.html"]


def test_a_file_that_somebody_removed_comes_back(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(artifacts(PAGES), output)
    (output / "index.html").unlink()

    publish(artifacts(PAGES), output)

    assert site(output) == PAGES


def test_a_file_may_become_a_directory_and_a_directory_a_file(tmp_path: Path) -> None:
    publish(artifacts({"a": "file", "b/c": "in a directory"}), tmp_path / "public")

    publish(artifacts({"a/c": "in a directory", "b": "file"}), tmp_path / "public")

    assert site(tmp_path / "public") == {"a/c": "in a directory", "b": "file"}


def test_an_empty_directory_is_a_place_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()

    publish(artifacts(PAGES), tmp_path / "public")

    assert site(tmp_path / "public") == PAGES


def test_missing_parents_of_the_output_are_made(tmp_path: Path) -> None:
    publish(artifacts(PAGES), tmp_path / "build/site/public")

    assert site(tmp_path / "build/site/public") == PAGES


def test_a_parent_of_the_output_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")

    publish(artifacts(PAGES), tmp_path / "link/public")

    assert site(tmp_path / "real/public") == PAGES


def test_artifacts_are_taken_one_at_a_time_and_not_kept(tmp_path: Path) -> None:
    def large() -> Iterator[Artifact]:
        for number in range(50):
            yield Artifact(f"{number}.bin", bytes([number]) * 1_000_000)

    tracemalloc.start()
    try:
        publish(large(), tmp_path / "public")
        publish(large(), tmp_path / "public")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 5_000_000


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/etc/passwd",
        "../x",
        "a/../x",
        "a/..",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "a\nb",
        "a\0b",
        "\x7f",
        "\ud800",
    ],
)
def test_a_path_that_leaves_the_site_is_our_bug_and_changes_nothing(tmp_path: Path, path: str) -> None:
    publish(artifacts(PAGES), tmp_path / "public")
    before = state(tmp_path / "public")

    with pytest.raises(ValueError, match=r"no file of a site can have the path|surrogates not allowed"):
        publish([Artifact("new.html", b"new"), Artifact(path, b"bad")], tmp_path / "public")

    assert state(tmp_path / "public") == before
    assert names(tmp_path) == ["public"]


@pytest.mark.parametrize("path", [MANIFEST, ".site-builder", ".site-builder/new"])
def test_the_names_that_publishing_needs_for_itself_are_no_artifacts(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="no file of a site can have the path"):
        publish([Artifact(path, b"")], tmp_path / "public")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.html", "a.html"),
        ("a.html", "A.html"),
        ("groups/ü.html", "groups/u\u0308.html"),
        ("straße.html", "STRASSE.html"),
        ("a", "a/b.html"),
        ("a/b.html", "a"),
        ("add_ons/x.html", "Add_Ons/y.html"),
    ],
)
def test_two_artifacts_at_one_place_are_our_bug(tmp_path: Path, one: str, other: str) -> None:
    with pytest.raises(ValueError, match="two artifacts at one place"):
        publish([Artifact(one, b"1"), Artifact(other, b"2")], tmp_path / "public")

    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        # Three files, three directories, the manifest.
        (Limits(entries=6, bytes=100), "public: error[E608] the site has more than 6 files and directories"),
        (Limits(entries=1000, bytes=8), "public: error[E608] the site has more than 8 bytes"),
    ],
)
def test_a_site_that_pages_would_not_serve_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    publish(artifacts({"index.html": "old"}), Path("public"))

    with pytest.raises(EnvironmentProblem) as caught:
        publish(artifacts(PAGES), Path("public"), limits=limits)

    assert str(caught.value) == f"{message}, the most that GitLab Pages serves"
    assert site(tmp_path / "public") == {"index.html": "old"}
    assert names(tmp_path) == ["public"]


def test_a_site_just_within_the_limits_is_published(tmp_path: Path) -> None:
    publish(artifacts(PAGES), tmp_path / "public", limits=Limits(entries=7, bytes=9))

    assert site(tmp_path / "public") == PAGES


def _all(directory: Path) -> list[Path]:
    return [directory, *sorted(directory.rglob("*"))]
