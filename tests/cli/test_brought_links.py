"""A link that a clone brought is not followed: nothing of what is there is shown, told, edited or added to."""

from pathlib import Path

import pytest

from tests.cli.running import Ending, run
from tests.output.publishing import names, state
from tests.source.repositories import Repository, repository
from tests.trees import primitive, write_tree

COMMANDS = (
    ("build",),
    ("check",),
    ("check", "--format", "junit"),
    ("compare", "duo_core", "duo_pro"),
    ("diff", "HEAD~1"),
    ("diff", "HEAD~1", "HEAD"),
    ("export", "groups-file"),
    ("fix",),
    ("fix", "--dry-run"),
    ("list", "unit_primitives"),
    ("remove", "unit_primitive", "duo_chat"),
    ("review", "--base", "HEAD~1", "--output", "review"),
    ("show", "duo_chat", "--history"),
    ("update", "unit_primitive", "duo_chat", "--description", "Edited by link."),
    ("update", "unit_primitive", "duo_chat", "--description", "Edited by link.", "--dry-run"),
)


@pytest.fixture
def secret(tmp_path: Path) -> Repository:
    """A repository of somebody else, with two commits."""
    made = repository(tmp_path / "secret")
    for name in ("duo_chat", "code_review"):
        write_tree(made.config, primitive(name))
        made.commit(message=f"Secret {name}")
    return made


@pytest.fixture
def place(secret: Repository, tmp_path: Path) -> Path:
    """The working directory: a clone with links to that repository."""
    place = tmp_path / "clone"
    place.mkdir()
    (place / "config").symlink_to("../secret/config")
    (place / "other").symlink_to("../secret")
    return place


def refused(link: str) -> Ending:
    way = "the configuration would be ../secret/config"
    help = f"{way}: if you mean that directory, name it, as with --config"
    return Ending(3, "", f"{link}: error[E113] this is a link, and is not followed\n  help: {help}\n1 error.\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_follows_it(secret: Repository, place: Path, command: tuple[str, ...]) -> None:
    before = state(secret.root)

    assert run(*command, cwd=place) == refused("config")
    assert run(*command, "--config", "other/config", cwd=place) == refused("other")
    assert state(secret.root) == before
    assert sorted(path.name for path in place.iterdir()) == ["config", "other"]


@pytest.mark.parametrize("config", ["config", "other/config", "other/../config"])
def test_nor_where_it_is_named_by_its_whole_path(place: Path, tmp_path: Path, config: str) -> None:
    (tmp_path / "way").symlink_to("clone")
    for root in (place, tmp_path / "way"):
        ending = run("list", "unit_primitives", "--config", root / config, cwd=place)

        assert (ending.status, ending.out) == (3, "")
        assert "error[E113] this is a link, and is not followed" in ending.err


@pytest.mark.parametrize(
    "command", [("build",), ("export", "bundle-lists"), ("review", "--base", "HEAD~1")], ids=" ".join
)
def test_nothing_is_written_where_it_leads(secret: Repository, place: Path, command: tuple[str, ...]) -> None:
    before = state(secret.root)

    ending = run(*command, "--config", "../secret/config", "--output", "other/new", cwd=place)

    message = "other/new: error[E606] 'other' is a link; links are neither followed nor replaced"
    assert ending == Ending(3, "", f"{message}\n  help: it points to ../secret\n1 error.\n")
    assert state(secret.root) == before


def test_a_directory_that_is_imported_is_not_followed_either(place: Path) -> None:
    assert run("import", "bundle-lists", "other/config", "--output", "new", cwd=place) == refused("other")
    assert "new" not in names(place)


@pytest.mark.parametrize("layout", ["groups-file", "legacy-services"])
def test_a_file_behind_a_link_that_is_imported_is_not_read_either(secret: Repository, place: Path, layout: str) -> None:
    file = place / "other/self-managed.yml"
    realm = ("--realm", "self-managed") if layout == "legacy-services" else ()
    file.write_text(run("export", layout, *realm, cwd=secret.root).out)

    for named in ("other/self-managed.yml", file):
        ending = run("import", layout, named, "--output", "new", cwd=place)

        assert (ending.status, ending.out) == (1, "")
        assert f"{Path(named).parent}: error[E113] this is a link, and is not read\n" in ending.err
        assert "new" not in names(place)
    assert run("import", layout, "../secret/self-managed.yml", "--output", "new", cwd=place).status == 0


def test_where_it_leads_can_be_named(place: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to("secret")
    for config in ("../secret/config", tmp_path / "secret/config", tmp_path / "elsewhere/config"):
        assert run("list", "unit_primitives", "--config", config, cwd=place).status == 0


def test_the_working_directory_may_be_behind_a_link(secret: Repository, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to("secret")
    for config in ("config", tmp_path / "way/config", secret.config):
        assert run("list", "unit_primitives", "--config", config, cwd=tmp_path / "way").status == 0


def test_where_one_works_at_the_top_of_the_file_system_a_whole_path_may_lead_through_links(
    secret: Repository, tmp_path: Path
) -> None:
    (tmp_path / "current").symlink_to("secret")

    assert run("list", "unit_primitives", "--config", tmp_path / "current/config", cwd=Path("/")).status == 0
