"""Tags in, what they mark out: commit, moment, and the files beside the configuration as they were."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_builder.problems import EnvironmentProblem
from site_builder.source import TaggedState, tagged_states
from tests.source.repositories import Repository, clone, repository
from tests.trees import primitive

CHAT = primitive().replace("-- unit", "-- config/unit")
SITE = "-- config/site.yml --\ntitle: {}\n"
ORIGINS = "-- config/PROVENANCE.csv --\nfile,field,value,source,confidence\n"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path / "project")


def refused(config: Path, *names: str) -> str:
    """Why there are no such releases."""
    with pytest.raises(EnvironmentProblem) as caught:
        tagged_states(config, names)
    problem = caught.value.problem
    return f"{problem}\n{problem.help}"


def test_a_tag_marks_a_commit_with_a_moment_and_the_files_beside_it(made: Repository) -> None:
    first = made.commit(CHAT + SITE.format("Ours") + ORIGINS, when="2024-01-01T00:00:00Z")
    made.tag("v1.0", when="2024-01-03T12:00:00+02:00")
    second = made.commit(SITE.format("Theirs"), gone=["config/PROVENANCE.csv"], when="2024-02-01T00:00:00Z")
    made.tag("v2.0")
    made.commit(SITE.format("Anybody's"))

    assert tagged_states(made.config, ["v1.0", "v2.0", "v1.0"]) == (
        TaggedState(
            name="v2.0",
            ref="tags/v2.0",
            moment=datetime(2024, 2, 1, tzinfo=UTC),
            commit=second,
            site_file=b"title: Theirs\n",
            unread=(),
            provenance=b"",
        ),
        TaggedState(
            name="v1.0",
            ref="tags/v1.0",
            moment=datetime(2024, 1, 3, 10, tzinfo=UTC),
            commit=first,
            site_file=b"title: Ours\n",
            unread=(),
            provenance=b"file,field,value,source,confidence\n",
        ),
    )


def test_a_tag_that_is_not_utf_8_is_a_tag_as_well(made: Repository) -> None:
    commit = made.commit(CHAT)
    name = os.fsdecode(b"v\xfc")
    made.tag(name)

    (state,) = tagged_states(made.config, [name])

    assert (state.name, state.commit) == ("v\\xfc", commit)


def test_a_tag_that_marks_no_commit_is_told(made: Repository) -> None:
    made.commit(CHAT)
    made.tag("files", "HEAD^{tree}")

    assert refused(made.config, "files") == (
        "config: error[E707] tag 'files' marks no commit\na release is a commit: tag one, or name another tag"
    )


def test_a_tag_without_a_moment_has_the_moment_of_its_commit(made: Repository) -> None:
    commit = made.commit(CHAT, when="2024-01-01T00:00:00Z")
    _tag_of_old(made, "v1.0", commit, "commit")
    _tag_of_old(made, "v1.0-again", made.git("rev-parse", "v1.0").strip(), "tag")

    states = tagged_states(made.config, ["v1.0", "v1.0-again"])

    assert [state.moment for state in states] == [datetime(2024, 1, 1, tzinfo=UTC)] * 2


def _tag_of_old(made: Repository, name: str, marked: str, sort: str) -> None:
    """A tag that does not say who made it when."""
    text = f"object {marked}\ntype {sort}\ntag {name}\n\nOf old\n"
    tag = made.git("hash-object", "-t", "tag", "-w", "--literally", "--stdin", given=text).strip()
    made.git("update-ref", f"refs/tags/{name}", tag)


def test_files_beside_that_are_alike_are_both_there(made: Repository) -> None:
    made.commit(f"{CHAT}-- config/site.yml --\nx\n-- config/PROVENANCE.csv --\nx\n")
    made.tag("v1.0")

    (state,) = tagged_states(made.config, ["v1.0"])

    assert (state.site_file, state.provenance) == (b"x\n", b"x\n")


def test_a_link_beside_the_configuration_is_not_followed(made: Repository) -> None:
    made.commit(f"{CHAT}-- secret --\ntitle: Ours\n")
    (made.config / "site.yml").symlink_to("../secret")
    made.commit()
    made.tag("v1.0")

    found = tagged_states(made.config, ["v1.0"])[0].site_file

    assert str(found) == "config/site.yml: error[E113] this is a link, and is not read"


def test_no_names_need_no_repository(tmp_path: Path) -> None:
    assert tagged_states(tmp_path / "config", []) == ()


def test_a_branch_of_the_same_name_is_not_meant_and_no_branch_is_a_release(made: Repository) -> None:
    tagged = made.commit(CHAT)
    made.tag("v1.0")
    made.branch("v1.0")
    made.commit(SITE.format("Ours"))

    assert [(state.commit, state.site_file) for state in tagged_states(made.config, ["v1.0"])] == [(tagged, None)]
    assert refused(made.config, "main") == (
        "config: error[E707] git knows no tag 'main'\nname a tag of this repository: git tag lists them"
    )


@pytest.mark.parametrize("name", ["v1.1", "--all", "", "HEAD", "v1.0^{commit}", "../v1.0", "tags/v1.0"])
def test_a_name_that_is_no_tag_is_refused_with_the_one_that_may_be_meant(made: Repository, name: str) -> None:
    made.commit(CHAT)
    made.tag("v1.0")

    told = refused(made.config, "v1.0", name)

    assert told.startswith(f"config: error[E707] git knows no tag '{name}'")
    assert ("did you mean 'v1.0'?" in told) is (name not in ("--all", "", "HEAD"))


def test_a_shallow_clone_says_how_to_get_the_tag(made: Repository, tmp_path: Path) -> None:
    made.commit(CHAT)
    made.tag("v1.0")
    made.commit(SITE.format("Ours"))
    shallow = clone(made, tmp_path / "shallow", "--depth", "1")

    assert "GIT_DEPTH: 0" in refused(shallow.config, "v1.0")


def test_a_tag_without_the_directory_names_where_it_may_have_been(made: Repository) -> None:
    made.commit(primitive().replace("-- unit", "-- conf/unit"))
    made.tag("v1.0")
    made.commit(CHAT)

    assert refused(made.config, "v1.0").startswith("config: error[E707] 'tags/v1.0' has no directory 'config'")


def test_outside_a_repository_there_are_no_releases(tmp_path: Path) -> None:
    assert refused(tmp_path, "v1.0").startswith("config: error[E707] not in a git repository")
