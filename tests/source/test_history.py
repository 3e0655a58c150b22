"""What git knows of a configuration: its changes by commit, its releases, and what it was at any ref."""

import os
import random
import shutil
import tempfile
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_builder.catalog import KIND, AddOn, Edit, Elsewhere, Entity, Record, Ref, Tagged, UnitPrimitive, link
from site_builder.problems import EnvironmentProblem, InvalidConfig, Problem, Severity
from site_builder.source import (
    Configuration,
    configuration_at,
    git_command,
    load,
    moment_at,
    record_of,
)
from site_builder.source.git import Repository as GitRepository
from site_builder.source.git import open_repository
from site_builder.source.reader import MAX_BYTES
from tests.output.publishing import run
from tests.source.repositories import SETTINGS, Repository, clone, git, repository
from tests.trees import primitive, schemas

CHAT = UnitPrimitive(
    name="duo_chat",
    description="Opens a chat.",
    group="group::duo_chat",
    feature_category="duo_chat",
    documentation_url="https://docs.gitlab.com/",
)


@pytest.fixture(autouse=True)
def _nothing_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """A new repository."""
    return repository(tmp_path / "repository")


def history(of: Repository, config: Path | None = None, ref: str = "HEAD") -> Record:
    return record_of(config or of.config, schemas(), ref=ref)


def at(of: Repository, ref: str) -> Configuration:
    return configuration_at(of.config, ref, schemas())


def tree(*parts: str, directory: str = "config") -> str:
    """The parts as files of a config directory."""
    return "".join(parts).replace("-- ", f"-- {directory}/", 1).replace("\n-- ", f"\n-- {directory}/")


def add_on(name: str = "duo_pro", more: str = "") -> str:
    return f"-- add_ons/{name}.yml --\nname: {name}\n{more}"


def subjects(found: Record) -> list[str]:
    return [edit.subject for edit in found.edits]


def told(found: Record) -> list[tuple[str, list[tuple[str | None, str | None]]]]:
    """Each edit's subject and changes; of an entity, its name and description."""
    return [(edit.subject, [(words(before), words(after)) for before, after in edit.entities]) for edit in found.edits]


def states(found: Record) -> list[tuple[Entity, ...]]:
    """All entities that there were with each edit, in the order in which they are loaded."""
    there = {entity.ref: entity for entity in found.beginning}
    after = []
    for edit in found.edits:
        for before, _ in edit.entities:
            if before:
                del there[before.ref]
        there |= {entity.ref: entity for _, entity in edit.entities if entity}
        places = list(KIND)
        after.append(tuple(sorted(there.values(), key=lambda it: (places.index(it.kind), it.name))))
    return after


def words(entity: Entity | None) -> str | None:
    return f"{entity.name}: {entity.description}" if entity else None


def names(entities: Sequence[Entity]) -> list[str]:
    return [entity.name for entity in entities]


def refusal(of: Repository, ref: str, config: Path | None = None) -> tuple[str, str]:
    with pytest.raises(EnvironmentProblem) as found:
        configuration_at(config or of.config, ref, schemas())
    return str(found.value.problem), found.value.problem.help


def test_commits_come_oldest_first_with_what_each_changed(made: Repository) -> None:
    first = made.commit(
        tree(primitive(), add_on()), "Begin\n\nWith a chat.\n", when="2024-01-01T02:00:00+02:00", author="Ada Bell"
    )
    made.commit("-- README.md --\nNothing of the configuration.\n", "Read me")
    second = made.commit(tree(add_on(more="description: Sold.\n")), "Sell it", when="2024-02-03T00:00:00Z")
    third = made.commit(tree(add_on("duo_core")), "Another", gone=["config/add_ons/duo_pro.yml"])

    found = history(made)

    assert found.beginning == (CHAT, AddOn(name="duo_pro"))
    assert found.edits[0] == Edit(
        id=first, moment=datetime(2024, 1, 1, tzinfo=UTC), author="Ada Bell", subject="Begin", is_open=False
    )
    assert [edit.id for edit in found.edits] == [first, second, third]
    assert found.edits[1].moment == datetime(2024, 2, 3, tzinfo=UTC)
    assert told(found) == [
        ("Begin", []),
        ("Sell it", [("duo_pro: None", "duo_pro: Sold.")]),
        ("Another", [(None, "duo_core: None"), ("duo_pro: Sold.", None)]),
    ]
    assert (found.missing, found.is_incomplete, found.skipped) == ("", False, ())


def test_the_state_of_each_commit_is_what_loading_it_gives(made: Repository) -> None:
    made.commit(tree(primitive(), primitive("ask"), add_on()))
    made.commit(tree(add_on("duo_core")), gone=["config/unit_primitives/ask.yml"])

    found = history(made)

    assert names(found.beginning) == ["ask", "duo_chat", "duo_pro"]
    assert states(found)[1] == load(made.config, schemas()).entities
    assert states(found)[1] == (CHAT, AddOn(name="duo_core"), AddOn(name="duo_pro"))


def test_entities_of_the_past_know_their_file_but_not_its_text(made: Repository) -> None:
    """It may be of any size, and what stands where in it is many times as large."""
    made.commit(tree(primitive(), add_on()))
    made.commit(tree(add_on(more="# A remark.\n")), "Only a remark")

    ((before, after),) = history(made).edits[1].entities

    assert before == after
    assert before
    assert after
    assert before.source
    assert after.source
    for source in (before.source, after.source):
        assert (source.path, source.text, source.spans) == ("add_ons/duo_pro.yml", "", {})


def test_an_error_in_names_is_told_with_its_line_in_the_file_of_that_time(made: Repository) -> None:
    made.commit(tree(primitive(more="add_ons: [duo_prro]\n"), add_on()), "Begin")
    made.commit(tree(primitive(more="add_ons:\n- duo_pro\n- duo_prro\nlicense_types: [x]\n")), "Break it otherwise")
    made.commit(tree(primitive()), "Mend it")

    with pytest.raises(InvalidConfig) as found:
        link(at(made, "HEAD~1").entities)
    first = min(found.value.problems, key=Problem.sort_key)
    assert history(made).skipped[1].problem == first
    assert (first.line, first.excerpt) == (8, "- duo_prro")


def test_words_that_versions_have_in_common_are_kept_once(made: Repository) -> None:
    for number in range(2):
        made.commit(tree(primitive(more=f"alias_names: [some_name]\n# {number}\n")))

    ((before, after),) = history(made).edits[1].entities
    assert isinstance(before, UnitPrimitive)
    assert isinstance(after, UnitPrimitive)
    assert before.alias_names[0] is after.alias_names[0]


@pytest.mark.parametrize(
    "text",
    [
        tree(*(add_on(f"a{number}", f"# {number}\n{'#' * 200}\n") for number in range(10))),
        "".join(f"-- config/add_ons/a{number}.yml --\n{'#' * 200}\n" for number in range(10)),
        tree("-- site.yml --\n", "#" * 2_000),
    ],
    ids=["files", "one in many places", "marks"],
)
def test_a_past_of_very_many_bytes_is_not_read(made: Repository, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """However few its pack has, and though nothing of it is there today."""
    monkeypatch.setattr("site_builder.source.git._MOST_BYTES", 1_500)
    made.commit(tree(primitive()), "Begin")
    made.commit(text, "Bomb")
    made.git("rm", "-rq", "config")
    made.commit(tree(primitive(more="status: beta\n")), "Gone")

    found = history(made)
    assert (found.missing, found.help, found.is_incomplete) == (
        "what was committed is not read: all versions of its files together have more than 1,500 bytes",
        "where so much is no configuration, remove from the history the commits that brought it",
        True,
    )
    assert names(at(made, "HEAD").entities) == ["duo_chat"]


def test_of_one_large_file_only_what_is_read_counts(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.source.git._MOST_BYTES", 1_500)
    made.commit(f"-- config/large --\n{'#' * 2_000}\n-- config/small --\n{'#' * 1_000}\n", "Begin")
    repository = open_repository(made.root / "config", "config")
    large, small = (made.git("rev-parse", f"HEAD:config/{name}").strip() for name in ("large", "small"))

    def read(*ids: str) -> list[tuple[str, int]]:
        return sorted((id, len(data)) for id, data in repository.files(ids, 500))

    assert read(large, small) == sorted([(large, 500), (small, 500)])
    with pytest.raises(EnvironmentProblem):
        read(large, small, small, small)


def marked(found: Record) -> list[tuple[str, tuple[str, ...]]]:
    return [(edit.subject, edit.internal_kinds) for edit in found.edits]


def test_each_commit_tells_which_kinds_were_internal_with_it_and_a_mark_alone_makes_one(made: Repository) -> None:
    made.commit(tree("-- site.yml --\ninternal_kinds: [services]\n"), "Before anything is there")
    made.commit(tree(primitive()), "Begin")
    made.commit(tree("-- site.yml --\ninternal_kinds: [services, add_ons]\n"), "Mark")
    made.commit(tree("-- site.yml --\ntitle: Ours\ninternal_kinds: [add_ons, services]\n"), "Title")
    made.commit(tree(add_on()), "Sell")
    made.commit(tree("-- site.yml --\ntitle: Ours\n"), "Open")

    assert marked(history(made)) == [
        ("Begin", ("services",)),
        ("Mark", ("add_ons", "services")),
        ("Sell", ("add_ons", "services")),
        ("Open", ()),
    ]


def test_each_commit_tells_whether_it_says_what_is_internal(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    made.commit(tree("-- site.yml --\ninternal_kinds: [services]\n"), "Say it")
    made.commit(gone=["config/site.yml"], message="Lose it")
    made.commit(tree(add_on()), "Sell")
    made.commit(tree("-- site.yml --\ntitle: Ours\n"), "Open")

    found = record_of(made.config, schemas(), stays=True)
    assert [(edit.subject, edit.is_open, edit.internal_kinds) for edit in found.edits] == [
        ("Begin", False, ()),
        ("Say it", True, ("services",)),
        ("Lose it", False, ("services",)),
        ("Sell", False, ("services",)),
        ("Open", True, ()),
    ]
    assert subjects(history(made)) == ["Begin", "Say it", "Sell", "Open"]  # the team may read all anyway


@pytest.mark.parametrize(
    "text",
    [
        "internal_kinds: [other]\n",
        "internal_kinds: [\n",
        "internal_kinds: services\n",
    ],
    ids=["unknown", "broken", "no list"],
)
def test_marks_that_cannot_be_read_leave_internal_what_was(made: Repository, text: str) -> None:
    made.commit(tree("-- site.yml --\ninternal_kinds: [services]\n", primitive()), "Begin")
    made.commit(tree(f"-- site.yml --\n{text}"), "Break")
    made.commit(tree(add_on()), "Sell")

    found = history(made)
    assert marked(found) == [("Begin", ("services",)), ("Sell", ("services",))]
    assert [edit.is_open for edit in found.edits] == [True, False]


def test_marks_in_a_file_that_is_too_large_may_be_of_any_kind(made: Repository) -> None:
    made.commit(tree("-- site.yml --\ninternal_kinds: [services]\n", primitive()), "Begin")
    made.commit(tree(f"-- site.yml --\ninternal_kinds: []\n{'#' * MAX_BYTES}\n"), "Break")

    ((_, before), (_, after)) = marked(history(made))
    assert before == ("services",)
    assert {*after} > {"add_ons", "groups", "services"}


def test_marks_beside_an_error_count_and_open_nothing(made: Repository) -> None:
    made.commit(tree("-- site.yml --\ninternal_kinds: [operators, services]\n", primitive()), "Begin")
    made.commit(tree("-- site.yml --\ninternal_kinds: [add_ons]\nother: 1\n"), "Mark more")
    made.commit(tree("-- site.yml --\ninternal_kinds: [add_ons]\n"), "Mend")

    assert marked(history(made)) == [
        ("Begin", ("services",)),
        ("Mark more", ("add_ons", "services")),
        ("Mend", ("add_ons",)),
    ]


def test_a_mark_that_is_a_link_is_not_followed(made: Repository) -> None:
    made.commit(tree("-- site.yml --\ninternal_kinds: [services]\n", primitive()), "Begin")
    (made.config / "site.yml").unlink()
    (made.root / "other.yml").write_text("internal_kinds: [add_ons]\n", "utf-8")
    (made.config / "site.yml").symlink_to("../other.yml")
    made.commit(tree(add_on()), "Link")

    assert marked(history(made)) == [("Begin", ("services",)), ("Link", ("services",))]


def test_where_a_directory_stands_in_the_place_of_marks_what_was_internal_stays_so(made: Repository) -> None:
    made.commit(tree("-- site.yml --\ninternal_kinds: [services]\n", primitive()), "Begin")
    made.git("rm", "-q", "config/site.yml")
    made.commit(tree("-- site.yml/a.yml --\ntitle: Ours\n", add_on()), "Directory")
    made.git("rm", "-rq", "config/site.yml")
    made.commit(tree("-- site.yml --\ntitle: Ours\n"), "File")

    assert marked(history(made)) == [("Begin", ("services",)), ("Directory", ("services",)), ("File", ())]


def test_a_mark_beside_a_configuration_with_errors_is_no_commit_that_is_passed_over_once_more(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    made.commit(tree("-- add_ons/duo_pro.yml --\nname: 1\n"), "Break")
    made.commit(tree("-- site.yml --\ninternal_kinds: [services]\n"), "Mark")
    made.commit(tree(add_on()), "Mend")

    found = history(made)

    assert [skipped.edit.subject for skipped in found.skipped] == ["Break"]
    assert marked(found) == [("Begin", ()), ("Mend", ("services",))]


def test_what_was_last_there_and_internal_among_errors_is_told_and_what_came_back_open_is_not(made: Repository) -> None:
    made.commit(tree(primitive(), add_on(), add_on("duo_core")), "Begin")
    hidden = add_on(more="visibility: internal\n"), add_on("duo_core", more="visibility: internal\n")
    made.commit(tree(*hidden, "-- add_ons/wrong.yml --\nname: 1\n"), "Hide and break")
    made.commit(tree(add_on("duo_core")), "Open one, remove the other", gone=["config/add_ons/duo_pro.yml"])
    made.commit(gone=["config/add_ons/wrong.yml"], message="Mend")

    assert [entity.name for entity in history(made).last_internal] == ["duo_pro"]


def test_what_went_while_it_was_internal_is_told_unless_its_name_is_open_again_or_it_is_by_another(
    made: Repository,
) -> None:
    says = "description: Sings early in the morning and late at night.\n"
    hidden = [add_on(name, more=f"{text}visibility: internal\n") for name, text in (("a", ""), ("b", ""), ("c", says))]
    made.commit(tree(primitive(), *hidden), "Begin")
    made.commit(gone=[f"config/add_ons/{name}.yml" for name in "abc"], message="Remove them")
    assert [entity.name for entity in history(made).last_internal] == ["a", "b", "c"]

    made.commit(tree(add_on("b"), add_on("d", more=says)), "Open one again, and what may be the third")
    assert [entity.name for entity in history(made).last_internal] == ["a"]


def test_what_went_is_not_open_again_in_what_is_internal_with_its_kind(made: Repository) -> None:
    says = "description: Sings early in the morning and late at night.\n"
    made.commit(tree(primitive(), add_on(more=f"{says}visibility: internal\n")), "Begin")
    made.commit(gone=["config/add_ons/duo_pro.yml"], message="Remove it")
    made.commit(tree("-- site.yml --\ninternal_kinds: [add_ons]\n", add_on("duo_core", more=says)), "Mark all")

    assert [entity.name for entity in history(made).last_internal] == ["duo_pro"]


@pytest.mark.parametrize(
    ("steps", "doubted"),
    [
        pytest.param([("b?", "")], set(), id="without an error"),
        pytest.param([("b!x?", "a"), ("b!", "x")], set(), id="what was internal is there"),
        pytest.param([("b?", ""), ("x?", ""), ("", "ax")], set(), id="it was open before, and is there"),
        pytest.param([("x?", ""), ("", "abx")], set(), id="it went, and was internal before"),
        pytest.param([("c!x?", ""), ("", "acx")], {"a"}, id="it came, and went"),
        pytest.param([("l!x?", ""), ("", "alx")], set(), id="it is of another kind"),
        pytest.param([("c!x?", ""), ("", "acx"), ("b?", "")], set(), id="that was before"),
    ],
)
def test_what_went_among_errors_may_have_been_internal_where_something_internal_is_lost_sight_of(
    made: Repository, steps: list[tuple[str, str]], doubted: set[str]
) -> None:
    """Of `b!`, which is internal, `b?` is open, and `x?` wrong; what comes second goes."""
    texts = {
        "b!": add_on("b", more="description: Hums.\nvisibility: internal\n"),
        "b?": add_on("b", more="description: Hums by day.\n"),
        "c!": add_on("c", more="description: Sleeps.\nvisibility: internal\n"),
        "l!": "-- license_types/l.yml --\nname: l\nvisibility: internal\n",
        "x?": "-- add_ons/x.yml --\nname: 1\n",
    }
    hidden = add_on("b", more="description: Sings.\nvisibility: internal\n")
    made.commit(tree(primitive(), add_on("a", more="description: Tells the hour.\n"), hidden), "Begin")
    for new, gone in steps:
        found = [texts[key] for key in texts if key in new]
        kinds = {name: "license_types" if name == "l" else "add_ons" for name in gone}
        made.commit(tree(*found) if found else "", gone=[f"config/{kind}/{name}.yml" for name, kind in kinds.items()])

    edits = history(made).edits
    assert {ref.name for ref in edits[-1].passed.in_doubt} == doubted


def test_marks_go_with_a_directory_that_is_renamed(made: Repository) -> None:
    made.commit(tree("-- site.yml --\ninternal_kinds: [services]\n", primitive(), directory="old"), "Begin")
    made.git("mv", "old", "config")
    made.commit(message="Move")
    made.commit(tree(add_on()), "Sell")

    assert marked(history(made)) == [("Begin", ("services",)), ("Sell", ("services",))]


def test_the_same_file_content_is_read_once(made: Repository) -> None:
    made.commit(tree(primitive(), add_on()))
    made.commit(tree(add_on(more="description: Sold.\n")))
    made.commit(tree(add_on()))

    _, there, back = history(made).edits

    assert there.entities[0][0] is back.entities[0][1]


def test_files_that_are_not_read_are_no_change(made: Repository) -> None:
    made.commit(tree("-- site.yml --\ntitle: X\n", primitive()))
    made.commit(
        tree("-- site.yml --\ntitle: Y\n", "-- add_ons/x.yaml --\nx\n", "-- add_ons/.x.yml --\nx\n")
        + "-- config/schemas/x.yml --\nx\n-- config/add_ons/deep/x.yml --\nx\n-- other/add_ons/x.yml --\nx\n"
    )

    assert subjects(history(made)) == ["Change it"]


def test_a_merge_is_one_change_of_the_branch(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    made.branch("side")
    made.commit(tree(add_on()), "Add it")
    made.commit(tree(add_on(more="description: Sold.\n")), "Describe it")
    made.git("checkout", "-q", "main")
    made.commit("-- README.md --\nx\n", "Read me")
    merge = made.merge("side", "Merge branch 'side'\n\nSell it\n\nSee merge request group/sub/project!12")

    found = history(made)

    assert told(found)[1:] == [("Merge branch 'side'", [(None, "duo_pro: Sold.")])]
    assert found.edits[1].id == merge
    assert found.edits[1].merge_requests == ("group/sub/project!12",)


def test_a_configuration_that_came_with_a_merge_begins_there(made: Repository) -> None:
    made.commit("-- README.md --\nx\n", "Begin")
    made.branch("side")
    made.commit(tree(primitive()), "Add it")
    made.git("checkout", "-q", "main")
    made.merge("side", "Merge it")

    found = history(made)

    assert (subjects(found), found.beginning) == (["Merge it"], (CHAT,))


def test_references_to_merge_requests_are_found_where_gitlab_writes_them(made: Repository) -> None:
    made.commit(
        tree(primitive()),
        "See merge request !1\n\nAs in See merge request a/b!2\nSee merge request a/b!3 \nSee a/b!4\n",
    )

    assert history(made).edits[0].merge_requests == ("!1", "a/b!3")


def test_texts_of_any_length_are_told_in_short(made: Repository) -> None:
    many = "".join(f"See merge request a/b!{number}\n" for number in range(1000))
    long = "See merge request " + "z" * 1_000_000 + "!1\n"
    made.commit(tree(primitive()))
    who = "x" * 1_000_000 + " <a> 1700000000 +0000"
    top = made.git("rev-parse", "HEAD^{tree}").strip()
    message = "\N{MOUSE FACE}" * 300_000 + f"\n\n{long}{many}"
    made.git(
        "update-ref", "refs/heads/long", _raw_commit(made, f"tree {top}\nauthor {who}\ncommitter {who}\n\n{message}")
    )

    (edit,) = history(made, ref="long").edits

    assert edit.subject == "\N{MOUSE FACE}" * 500 + "\N{HORIZONTAL ELLIPSIS}"
    assert edit.author == "x" * 500 + "\N{HORIZONTAL ELLIPSIS}"
    assert edit.merge_requests == tuple(f"a/b!{number}" for number in range(10))


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["body", "subject"])
def test_a_message_of_any_length_takes_no_more_memory_than_a_short_one(made: Repository, between: str) -> None:
    made.commit(tree(primitive()))
    top = made.git("rev-parse", "HEAD^{tree}").strip()
    who = "Ada <a> 1700000000 +0000"
    message = f"Begin{between}\N{MOUSE FACE}" + "x" * 20_000_000 + "\n\nSee merge request a/b!7\n"
    commit = _raw_commit(made, f"tree {top}\nauthor {who}\ncommitter {who}\n\n{message}")
    history(made)  # modules are loaded

    tracemalloc.start()
    try:
        (edit,) = history(made, ref=commit).edits
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert edit.subject.startswith("Begin")
    assert edit.merge_requests == ("a/b!7",)
    assert peak < 5_000_000


def test_a_configuration_with_errors_is_passed_over_and_told_with_the_next(made: Repository) -> None:
    made.commit(tree(primitive(), add_on()), "Begin")
    made.commit(tree(primitive(more="add_ons: duo_pro\n")), "A text for a list")
    made.commit(tree(add_on("duo_core")), "Another")
    made.commit(tree(primitive(more="add_ons: [duo_pro]\n")), "Mend it")

    found = history(made)

    assert [(one.edit.subject, str(one.problem)) for one in found.skipped] == [
        (
            subject,
            (
                "config/unit_primitives/duo_chat.yml:6:10: error[E203] add_ons: "
                "a list belongs here, not text (write '- duo_pro' on the line below)"
            ),
        )
        for subject in ("A text for a list", "Another")
    ]
    assert [one.edit.entities for one in found.skipped] == [(), ()]
    assert told(found)[1:] == [
        ("Mend it", [(None, "duo_core: None"), ("duo_chat: Opens a chat.", "duo_chat: Opens a chat.")])
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            primitive("ask", "add_ons: [duo_prro]\n"),
            (
                "config/unit_primitives/ask.yml:6:11: error[E301] add_ons[0]: "
                "unknown add-on 'duo_prro' (did you mean 'duo_pro'?)"
            ),
        ),
        (
            primitive("ask", "alias_names: [duo_chat]\n"),
            (
                "config/unit_primitives/ask.yml:6:15: error[E310] alias_names[0]: "
                "alias 'duo_chat' is already a name of unit primitive 'duo_chat'"
            ),
        ),
    ],
)
def test_names_that_are_wrong_are_errors_too(made: Repository, wrong: str, message: str) -> None:
    made.commit(tree(primitive(), add_on()), "Begin")
    made.commit(tree(wrong), "Break it")
    made.commit("", "Take it back", gone=["config/unit_primitives/ask.yml"])
    made.commit(tree(add_on("duo_core")), "Another")

    found = history(made)

    assert [(one.edit.subject, str(one.problem)) for one in found.skipped] == [("Break it", message)]
    assert subjects(found) == ["Begin", "Another"]


def test_a_remark_mends_no_names(made: Repository) -> None:
    made.commit(tree(primitive(), add_on()), "Begin")
    made.commit(tree(primitive("ask", "add_ons: [duo_prro]\n")), "Break it")
    made.commit(tree(primitive("ask", "# A remark.\nadd_ons: [duo_prro]\n")), "A remark")
    made.commit(tree(primitive("ask", "add_ons: [duo_pro]\n")), "Mend it")

    found = history(made)

    assert [(one.edit.subject, one.problem.line) for one in found.skipped] == [("Break it", 6), ("A remark", 7)]
    assert subjects(found) == ["Begin", "Mend it"]


def test_a_configuration_that_was_gone_for_a_while_is_passed_over(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    made.commit("", "Gone", gone=["config"])
    made.commit(tree(primitive(), add_on()), "Back")

    found = history(made)

    assert [(one.edit.subject, one.problem.code) for one in found.skipped] == [("Gone", "E117")]
    assert told(found)[1:] == [("Back", [(None, "duo_pro: None")])]


def test_without_a_single_good_configuration_the_newest_error_is_told(made: Repository) -> None:
    made.commit(tree(primitive(more="x: y\n")))
    made.commit(tree(add_on()), gone=["config/unit_primitives"])

    assert history(made).missing == (
        "no commit has a configuration without errors; the newest has: "
        "config/unit_primitives: error[E117] no unit primitives at all"
    )


def test_links_and_submodules_are_errors_and_not_followed(made: Repository) -> None:
    made.commit(tree(primitive(), add_on()), "Begin")
    (made.config / "add_ons" / "link.yml").symlink_to("duo_pro.yml")
    made.commit("", "A link")
    made.git("rm", "-q", "config/add_ons/link.yml")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.head},config/add_ons/module.yml")
    made.git("commit", "-q", "-m", "A submodule")
    made.git("rm", "-rq", "--cached", "config/add_ons")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.head},config/add_ons")
    made.git("commit", "-q", "-m", "A submodule for a directory")

    found = history(made)

    assert [(one.edit.subject, str(one.problem)) for one in found.skipped] == [
        ("A link", "config/add_ons/link.yml: error[E113] this is a link, and is not read"),
        ("A submodule", "config/add_ons/module.yml: error[E113] this is a submodule, and is not read"),
        ("A submodule for a directory", "config/add_ons: error[E113] this is a submodule, and is not read"),
    ]
    with pytest.raises(InvalidConfig) as refused:
        at(made, "HEAD~1")
    assert [str(problem) for problem in refused.value.problems] == [
        "config/add_ons/module.yml: error[E113] this is a submodule, and is not read"
    ]


def test_a_directory_in_the_place_of_a_file_is_an_error_and_the_file_not_gone(made: Repository) -> None:
    path, inside = "config/add_ons/duo_pro.yml", "-- config/add_ons/duo_pro.yml/{}.yml --\nname: duo_pro\n"
    made.commit(tree(primitive(), add_on()), "Begin")
    made.git("rm", "-q", path)
    made.commit(inside.format("a"), "A directory")
    made.commit(inside.format("b"), "More in it")
    made.git("rm", "-rq", path)
    made.commit(tree(add_on(more="description: New.\n")), "A file")

    found = history(made)

    error = f"{path}: error[E113] this is a directory, and is not read"
    assert [(one.edit.subject, str(one.problem)) for one in found.skipped] == [
        ("A directory", error),
        ("More in it", error),
    ]
    assert told(found) == [("Begin", []), ("A file", [("duo_pro: None", "duo_pro: New.")])]
    with pytest.raises(InvalidConfig) as refused:
        at(made, "HEAD~1")
    assert refused.value.problems == (
        Problem(
            path=path,
            code="E113",
            message="this is a directory, and is not read",
            help="put the text itself here, in a plain file",
        ),
    )
    assert names(at(made, "HEAD").entities) == ["duo_chat", "duo_pro"]


def test_the_directory_itself_may_be_called_as_a_file_is(made: Repository) -> None:
    made.commit(tree(primitive(), directory="all.yml/site.yml"), "Begin")
    made.commit(tree(add_on(), directory="all.yml/site.yml"), "More")

    found = history(made, made.root / "all.yml/site.yml")

    assert (found.skipped, told(found)) == ((), [("Begin", []), ("More", [(None, "duo_pro: None")])])


def test_a_program_among_the_files_is_a_file(made: Repository) -> None:
    made.commit(tree(primitive()))
    (made.config / "unit_primitives" / "duo_chat.yml").chmod(0o755)
    made.commit()

    assert at(made, "HEAD").entities == (CHAT,)


def test_a_file_that_is_too_large_is_an_error_and_not_kept(made: Repository) -> None:
    made.commit(tree(primitive()))
    made.commit(tree(add_on(more="#" * 3_000_000)))

    assert [one.problem.code for one in history(made).skipped] == ["E101"]


def test_objects_that_were_kept_elsewhere_may_be_gone_from_there(made: Repository) -> None:
    made.commit(tree(primitive()))
    (made.root / ".git/objects/info").mkdir(exist_ok=True)
    (made.root / ".git/objects/info/alternates").write_text(f"/nowhere/objects\n{made.root}/gone\n", "utf-8")

    assert (history(made).missing, at(made, "HEAD").entities) == ("", (CHAT,))


def test_git_is_not_asked_for_what_is_too_large_to_be_read(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    made.commit(tree(primitive()))
    made.commit(f"-- config/add_ons/duo_pro.yml --\nname: duo_pro\n# {'x' * MAX_BYTES}\n")
    asked: list[str] = []
    blobs = GitRepository.blobs

    def remembering(self: GitRepository, ids: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
        asked.extend(wanted := [*ids])
        return blobs(self, wanted, most)

    monkeypatch.setattr(GitRepository, "blobs", remembering)

    assert [one.problem.code for one in history(made).skipped] == ["E101"]
    small, large = (
        made.git("rev-parse", f"HEAD:config/{path}").strip()
        for path in ("unit_primitives/duo_chat.yml", "add_ons/duo_pro.yml")
    )
    assert small in asked
    assert large not in asked


def test_a_directory_that_was_renamed_is_followed(made: Repository) -> None:
    made.commit(tree(primitive(), add_on(), directory="data/cloud"), "Begin")
    made.commit(tree(add_on(more="description: Sold.\n"), directory="data/cloud"), "Describe it")
    made.commit(tree(add_on("left_behind"), directory="data/cloud"), "One more")
    for kept in ("add_ons/duo_pro.yml", "unit_primitives"):
        (made.config / "add_ons").mkdir(parents=True, exist_ok=True)
        made.git("mv", f"data/cloud/{kept}", f"config/{kept}")
    made.commit(tree(add_on("duo_core")), "Move it, with another")
    made.commit(tree(add_on("duo_core", "description: Free.\n")), "Describe that")

    assert told(history(made)) == [
        ("Begin", []),
        ("Describe it", [("duo_pro: None", "duo_pro: Sold.")]),
        ("One more", [(None, "left_behind: None")]),
        ("Move it, with another", [(None, "duo_core: None"), ("left_behind: None", None)]),
        ("Describe that", [("duo_core: None", "duo_core: Free.")]),
    ]


def test_a_directory_that_was_renamed_there_and_back_is_followed(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    made.git("mv", "config", "other")
    made.commit("", "There")
    made.commit(tree(add_on(), directory="other"), "Meanwhile")
    made.git("mv", "other", "config")
    made.commit("", "And back")
    made.commit(tree(add_on("duo_core")), "Later")

    assert subjects(history(made)) == ["Begin", "Meanwhile", "Later"]


def test_a_directory_that_is_renamed_again_and_again_is_followed_in_one_go(made: Repository) -> None:
    there = made.git("rev-parse", f"{made.commit(tree(primitive()), 'Begin')}^{{tree}}").strip()
    made.git("mv", "config", "other")
    away = made.git("rev-parse", f"{made.commit('', 'Away')}^{{tree}}").strip()
    for number in range(40):
        id = made.git("commit-tree", there if number % 2 == 0 else away, "-p", "HEAD", "-m", f"Move {number}").strip()
        made.git("update-ref", "HEAD", id)
    made.git("checkout", "-q", "-f", "HEAD~1")
    made.commit(tree(add_on()), "Another")

    assert subjects(history(made)) == ["Begin", "Another"]


def test_a_directory_that_is_renamed_all_the_time_has_no_history(
    made: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.source.git_log.MOST_RENAMES", 3)
    made.commit(tree(primitive(), directory="d0"), "Begin")
    for number in range(4):
        made.git("mv", f"d{number}", f"d{number + 1}")
        made.commit("", "Move it")

    assert subjects(history(made, made.root / "d3", ref="HEAD~1")) == ["Begin"]
    found = history(made, made.root / "d4")
    message = "what was committed is not read: the directory was renamed more than 3 times"
    assert (found.missing, found.is_incomplete) == (message, True)


def test_no_content_is_compared_to_find_renames(made: Repository) -> None:
    """Nor does git look for attributes that would say how, in the working tree, and in no index."""
    large = "".join(f"-- add_ons/{name}.yml --\n{name}\n{'#' * MAX_BYTES}\n" for name in ("one", "two"))
    made.commit(tree(primitive(), large, directory="other"), "Begin")
    made.git("mv", "other", "config")
    made.commit(tree(large.replace("\n#", "\n##")), "Move and change them")
    made.git("rm", "-q", "config/add_ons/one.yml", "config/add_ons/two.yml")
    made.commit(tree(add_on()), "Another")
    for place in ("HEAD~1:config", "HEAD~2:other"):
        for name in ("one", "two"):
            id = made.git("rev-parse", f"{place}/add_ons/{name}.yml").strip()
            file = made.root / ".git/objects" / id[:2] / id[2:]
            file.chmod(0o600)
            file.write_bytes(file.read_bytes()[:100])  # its size is told, and no content
    (made.root / ".git/index").write_bytes(b"broken")
    os.mkfifo(made.root / ".gitattributes")

    found = history(made)
    assert (found.missing, [one.edit.subject for one in found.skipped]) == ("", ["Begin", "Move and change them"])
    assert subjects(found) == ["Another"]


def test_of_two_directories_that_went_the_one_with_the_same_content_was_renamed(made: Repository) -> None:
    made.commit(tree(primitive("ask", "status: beta\n"), directory="a"), "Another's")
    made.commit(tree(primitive("ask"), directory="b"), "Begin")
    made.commit(tree(primitive("ask", "status: ga\n"), directory="c"), "A third one's")
    made.git("mv", "b", "config")
    made.git("rm", "-rq", "a", "c")
    made.commit("", "Move one, remove the others")

    assert subjects(history(made)) == ["Begin"]


@pytest.mark.parametrize("directory", ["other", "[a]*/ö", "."])
def test_a_directory_that_grows_when_it_is_renamed_is_followed(made: Repository, directory: str) -> None:
    """Also where a file of it stays behind."""
    made.commit(tree(primitive(), add_on(), add_on("left_behind"), directory=directory), "Begin")
    for kept in ("add_ons/duo_pro.yml", "unit_primitives"):
        (made.config / "add_ons").mkdir(parents=True, exist_ok=True)
        made.git("mv", f"{directory}/{kept}", f"config/{kept}")
    made.commit(tree(*(add_on(f"new_{number}") for number in range(5))), "Move it, with others")

    assert subjects(history(made)) == ["Begin", "Move it, with others"]


@pytest.mark.parametrize("more", ["", "description: Sold.\n"])
def test_of_a_directory_and_its_copy_that_went_nobody_knows_which_was_renamed(made: Repository, more: str) -> None:
    """Nor where one has more of the same content, and the other more of the same names."""
    others = "".join(add_on(name) for name in ("duo_core", "duo_next")) if more else ""
    made.commit(tree(primitive(), add_on(more=more), others), "Begin")
    made.commit(tree(primitive(), add_on(), directory="backup"), "Copy")
    made.git("mv", "config", "new")
    made.git("rm", "-rq", "backup")
    id = made.commit(tree(primitive(), add_on(), others.replace("name", "description: x\nname"), directory="new"))
    made.commit(tree(add_on("duo_last"), directory="new"), "Another")

    found = history(made, made.root / "new")
    either = "either 'backup' or 'config' became 'new', and nobody knows which"
    assert (found.missing, found.help, found.is_incomplete) == (
        f"what was committed is not read: with commit {id[:8]}, {either}",
        "make two of that commit: one that renames the directory, and one that removes the other directory",
        True,
    )


def test_where_many_directories_may_each_have_been_renamed_in_part_there_is_no_history(
    made: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.source.git_formers.MOST_RENAMES", 3)
    for number in range(4):
        made.commit(tree(add_on(), directory=f"d{number}"))
    made.git("rm", "-rq", "d0", "d1", "d2", "d3")
    made.commit(tree(primitive(), add_on()), "Begin")

    message = (
        f"what was committed is not read: by commit {made.head[:8]} more than 3 directories may have become this one"
    )
    assert history(made).missing == message


def test_a_configuration_at_the_top_is_followed_into_the_directory_it_came_from(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    for kind in ("unit_primitives",):
        made.git("mv", f"config/{kind}", kind)
    made.commit("", "To the top")
    made.commit(add_on(), "Another")

    found = history(made, made.root)

    assert subjects(found) == ["Begin", "Another"]
    assert names(configuration_at(made.root, "HEAD", schemas()).entities) == ["duo_chat", "duo_pro"]


def test_a_copy_of_another_directory_is_no_rename(made: Repository) -> None:
    made.commit(tree(primitive(), directory="other"), "Another's")
    made.commit(tree(primitive()), "Ours")

    assert subjects(history(made)) == ["Ours"]


@pytest.mark.parametrize("directory", ["other", "[a]*/ö", "."])
def test_half_of_the_files_from_another_directory_make_no_rename(made: Repository, directory: str) -> None:
    made.commit(tree(primitive(), add_on(), directory=directory), "Another's")
    (made.config / "add_ons").mkdir(parents=True)
    made.git("mv", f"{directory}/add_ons/duo_pro.yml", "config/add_ons/duo_pro.yml")
    made.commit(tree(primitive("ask", "status: beta\n")), "Ours")

    assert subjects(history(made)) == ["Ours"]


def test_where_a_directory_above_was_renamed_each_has_its_own_past(made: Repository) -> None:
    """However alike they are."""
    for one in ("prod", "staging"):
        made.commit(tree(primitive(), add_on(), directory=f"envs/{one}/config"), f"Begin {one}")
    made.git("mv", "envs", "deploy")
    made.commit(tree(add_on(more="description: Sold.\n"), directory="deploy/prod/config"), "Move both, edit one")

    for one in ("prod", "staging"):
        assert subjects(history(made, made.root / f"deploy/{one}/config"))[0] == f"Begin {one}"


def test_what_came_as_it_was_tells_more_than_how_a_path_ends(made: Repository) -> None:
    made.commit(tree(primitive(), add_on(), directory="v1/config"), "Begin the first")
    made.commit(tree(primitive(), add_on(more="description: Sold.\n"), directory="v2/cfg"), "Begin the second")
    made.git("rm", "-rq", "v1")
    made.git("mv", "v2/cfg", "config")
    made.commit(message="Take the second")

    assert subjects(history(made))[0] == "Begin the second"


def elsewhere(of: Repository, config: Path | None = None) -> list[str]:
    found = record_of(config or of.config, schemas(), stays=True, asks_elsewhere=True)
    assert not found.is_incomplete
    return sorted(str(entity.ref) for entity in found.elsewhere.by_themselves)


SECRET = "visibility: internal\n"


@pytest.mark.parametrize("directory", ["other", "[a]*/ö", "deep/er", "."])
def test_what_was_internal_in_another_directory_that_is_there_no_more_is_known(
    made: Repository, directory: str
) -> None:
    """However its files came: here they replace what stood there, in one commit."""
    made.commit(tree(primitive(), add_on()), "Ours")
    made.commit(tree(primitive(), add_on(more=SECRET), add_on("duo_next"), directory=directory), "Theirs")
    where = "" if directory == "." else f"{directory}/"
    made.commit(gone=[f":(literal){where}add_ons/duo_pro.yml"], message="Drop it")
    assert elsewhere(made) == []

    made.git("rm", "-rq", "config")
    (made.config / "add_ons").mkdir(parents=True)
    made.git("mv", f"{where}add_ons/duo_next.yml", "config/add_ons/duo_next.yml")
    made.git("rm", "-rq", f":(literal){where}unit_primitives")
    made.commit(tree(primitive()), "Take the other's place")

    assert elsewhere(made) == ["add_on/duo_pro"]
    made.commit(tree(primitive(), directory=directory), "Leave a third of it")
    assert elsewhere(made) == ["add_on/duo_pro"]
    made.commit(tree(add_on("duo_next"), directory=directory), "Leave two")
    assert elsewhere(made) == []


@pytest.mark.parametrize("marks_ours", [False, True])
def test_what_a_configuration_beside_this_one_marked_is_its_own_whatever_that_was_called(
    made: Repository, marks_ours: bool
) -> None:
    made.commit(tree(primitive(), add_on(more=SECRET * marks_ours)), "Ours")
    made.commit(tree(primitive(), add_on(more=SECRET), directory="staging"), "Theirs")
    made.git("mv", "staging", "stage")
    made.commit(message="Call it otherwise")
    assert elsewhere(made) == ["add_on/duo_pro"] * marks_ours

    made.git("mv", "stage", "st\nage")
    made.commit(message="Call it oddly")
    assert elsewhere(made) == ["add_on/duo_pro"] * marks_ours

    made.git("rm", "-rq", "st\nage")
    made.commit(message="Remove it")
    assert elsewhere(made) == ["add_on/duo_pro"]


def test_what_was_internal_here_before_another_took_the_place_is_known(made: Repository) -> None:
    made.commit(tree(primitive(), add_on(more=SECRET), add_on("duo_next", more=SECRET)), "Ours")
    made.commit(gone=["config/add_ons/duo_pro.yml"], message="Drop it")
    made.commit(tree(primitive("ask"), add_on("duo_next"), directory="next"), "Theirs")
    made.commit(gone=["config"], message="Remove ours")
    made.git("mv", "next", "config")
    made.commit(message="Take the place")

    assert subjects(history(made))[0] == "Theirs"
    assert elsewhere(made) == ["add_on/duo_pro"]  # the other name is that of what is here


def test_what_stood_here_before_and_was_internal_is_known_whatever_took_the_place(made: Repository) -> None:
    made.commit(tree(primitive(), add_on()), "Ours")
    made.commit(tree(primitive(), add_on(), directory="next"), "Theirs")
    made.commit(tree(add_on(more=SECRET)), "Hide it in ours")
    made.commit(gone=["config", "next/add_ons/duo_pro.yml"], message="Remove it, and ours")
    made.git("mv", "next", "config")
    made.commit(message="Take the place")

    assert subjects(history(made))[0] == "Theirs"
    assert elsewhere(made) == ["add_on/duo_pro"]


def test_a_kind_that_a_configuration_beside_this_one_hides_is_its_own(made: Repository) -> None:
    site = "-- site.yml --\ninternal_kinds: [add_ons]\n"
    made.commit(tree(primitive()), "Ours")
    made.commit(tree(primitive(), add_on(), site, directory="staging"), "Theirs")
    made.git("mv", "staging", "stage")
    made.commit(message="Call it otherwise")
    assert record_of(made.config, schemas(), stays=True, asks_elsewhere=True).elsewhere == Elsewhere()

    made.git("rm", "-rq", "stage")
    made.commit(message="Remove it")
    hidden = frozenset({Ref(kind="add_on", name="duo_pro")})
    assert record_of(made.config, schemas(), stays=True, asks_elsewhere=True).elsewhere == Elsewhere(with_kind=hidden)


def test_what_stands_again_where_ours_came_from_is_a_configuration_beside_it(made: Repository) -> None:
    made.commit(tree(primitive(), add_on("duo_core", more=SECRET), directory="next"), "Ours")
    made.git("mv", "next", "config")
    made.commit(message="Take the place")
    made.commit(tree(primitive(), add_on(more=SECRET), directory="next"), "Begin the next")

    assert subjects(history(made))[0] == "Ours"
    assert elsewhere(made) == []


def test_what_only_a_merge_marked_elsewhere_is_known(made: Repository) -> None:
    made.commit(tree(primitive(), add_on(), directory="next"), "Theirs")
    made.branch("feature")
    made.commit(tree(primitive("ask")), "Ours")
    made.git("checkout", "-q", "main")
    made.git("merge", "-q", "--no-ff", "--no-commit", "feature")
    made.commit(tree(add_on(more=SECRET), directory="next"), "Merge, and mark")
    made.commit(tree(add_on(), directory="next"), "Mark no more")
    made.git("rm", "-rq", "next")
    made.commit(message="Remove theirs")

    assert elsewhere(made) == ["add_on/duo_pro"]


def test_services_of_other_programs_are_no_configuration(made: Repository) -> None:
    made.commit(tree(primitive()), "Ours")
    file = f"services/assistant.yml --\nname: assistant\n{SECRET}"
    made.commit(f"-- app/{file}-- theirs/{file}-- theirs/add_ons/duo_pro.yml --\nname: duo_pro\n", "Theirs")
    made.git("rm", "-rq", "app")
    made.commit(message="Remove those of a program")
    assert elsewhere(made) == []

    made.git("rm", "-rq", "theirs")
    made.commit(message="Remove those of a configuration")
    assert elsewhere(made) == ["service/assistant"]


def test_very_many_versions_of_files_in_any_directory_are_refused(
    made: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each counts once, however many commits have it."""
    monkeypatch.setattr("site_builder.source.git_elsewhere._MOST_VERSIONS", 4)
    made.commit(tree(primitive(), add_on()), "Ours")
    for text in ("", "# Another.\n", ""):
        made.commit(tree(add_on(more=text), directory="other"), "Theirs")
    assert elsewhere(made) == []

    made.commit(tree(add_on(more="# More.\n"), directory="other"), "Theirs")
    found = record_of(made.config, schemas(), stays=True, asks_elsewhere=True)
    assert found.missing == "what was committed is not read: git names more than 4 versions of files of it"


def test_a_path_that_nobody_has_is_none_of_a_configuration(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.source.git_changes._LONGEST", len("other/add_ons/duo_pro.yml"))
    made.commit(tree(primitive()), "Ours")
    for directory in ("another", "other"):
        made.commit(
            tree(add_on(f"duo_pro{'s' * (directory == 'another')}", more=SECRET), directory=directory), "Theirs"
        )
    made.commit(gone=["other", "another"], message="Remove theirs")

    assert elsewhere(made) == ["add_on/duo_pro"]


def test_very_many_tags_are_refused(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.source.git_log._MOST_TAGS", 2)
    made.commit(tree(primitive()))
    made.tag("v1.0")
    made.tag("v1.1")
    assert [release.name for release in history(made).releases] == ["v1.0", "v1.1"]

    made.tag("v1.2")
    found = history(made)
    assert found.missing == "what was committed is not read: git names more than 2 tags of it"
    assert (found.help, found.is_incomplete) == ("so many are no releases: remove those that are none", True)


def test_a_link_in_another_directory_is_no_configuration(made: Repository) -> None:
    made.commit(tree(primitive()), "Ours")
    (made.root / "other/add_ons").mkdir(parents=True)
    for name in ("add_ons/visibility.yml", "site.yml"):
        (made.root / "other" / name).symlink_to("internal_kinds: [add_ons]")
    made.commit(message="Links")
    made.git("rm", "-rq", "other")
    made.commit(message="Remove them")

    assert elsewhere(made) == []


def test_a_clone_that_lacks_other_commits_does_not_know_what_was_internal_in_them(
    made: Repository, tmp_path: Path
) -> None:
    made.commit(tree(add_on(more=SECRET), directory="old"), "Theirs")
    made.commit(gone=["old"], message="Remove theirs")
    made.commit(tree(primitive()), "Ours")
    git(tmp_path, "clone", "-q", "--depth", "2", made.root.as_uri(), "clone")

    found = record_of(tmp_path / "clone/config", schemas(), stays=True, asks_elsewhere=True)
    assert subjects(found) == ["Ours"]
    assert found.is_incomplete
    assert found.missing.startswith("this clone lacks commits")
    assert not history(made, tmp_path / "clone/config").is_incomplete
    assert elsewhere(made) == ["add_on/duo_pro"]


def test_what_came_as_it_was_is_not_outweighed_by_how_a_path_ends_where_more_came_from_another(
    made: Repository,
) -> None:
    """Nobody knows then."""
    many = [add_on(f"a{number}", more="# One.\n") for number in range(9)]
    made.commit(tree(primitive(), *many, directory="a/conf"), "Begin one")
    made.commit(
        tree(primitive(), primitive("ask"), *(add_on(f"a{number}") for number in range(9)), directory="b/config")
    )
    made.git("rm", "-rq", "b")
    made.git("mv", "a/conf", "config")
    made.commit(tree(primitive("ask", more="title: Ask\n"), primitive(more="title: Chat\n")), "Make one")

    assert history(made).is_incomplete


def test_a_tag_may_have_a_line_end_of_unicode_in_its_name(made: Repository) -> None:
    id = made.commit(tree(primitive()), "Begin")
    for place in ("tags", "remotes/origin"):
        made.git("update-ref", f"refs/{place}/v\u20281", id)

    assert names(at(made, "v\u20281").entities) == ["duo_chat"]


def test_what_a_site_file_marked_elsewhere_is_known_with_its_titles(made: Repository) -> None:
    made.commit(tree(primitive()), "Ours")
    site = "-- site.yml --\ninternal_kinds: [add_ons]\ntitles: {duo_pro: Duo Professional}\n"
    made.commit(tree(add_on(), primitive("ask"), site, directory="other"), "Theirs")
    made.git("rm", "-rq", "other")
    made.commit(message="Remove theirs")

    found = record_of(made.config, schemas(), stays=True, asks_elsewhere=True)
    assert found.elsewhere == Elsewhere(with_kind=frozenset({Ref(kind="add_on", name="duo_pro")}))
    assert found.titles == (("duo_pro", "Duo Professional"),)
    assert history(made).elsewhere == Elsewhere()


def test_what_was_internal_elsewhere_is_asked_of_a_configuration_that_was_never_committed(made: Repository) -> None:
    made.commit(tree(primitive(), add_on(more=SECRET), directory="other"), "Theirs")
    made.git("rm", "-rq", "other")
    made.commit(tree("-- README --\n"), "Remove theirs")
    (made.root / "mine").mkdir()

    assert elsewhere(made, made.root / "mine") == ["add_on/duo_pro"]


@pytest.mark.parametrize("held", ["\0GITCRYPT\0abc", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n"])
def test_what_git_holds_in_another_form_may_have_been_internal(made: Repository, held: str) -> None:
    made.commit(tree(primitive(), add_on()), "Begin")
    made.commit(tree(f"-- add_ons/duo_next.yml --\n{held}"), "Encrypt one")
    made.commit(gone=["config/add_ons/duo_next.yml"], message="Remove it")

    assert [entity.name for entity in history(made).last_internal] == ["duo_next"]


def test_a_tag_of_what_had_errors_from_the_start_is_no_release(made: Repository) -> None:
    made.commit(tree(primitive(more="x: y\n")), "Broken")
    made.tag("v0.1")
    made.commit(tree(primitive()), "Begin")
    made.tag("v1.0")

    assert [(release.name, release.edits) for release in history(made).releases] == [("v1.0", 1)]


def test_a_rename_is_followed_whatever_else_the_commit_moves_and_git_is_set_to(made: Repository) -> None:
    """Also where the names of files do not tell which is which: an add-on and a license type may have the same."""
    text = "description: Has a text that is long enough to be known again.\n"
    bundle = "-- {}/plus.yml --\nname: plus\n" + text
    bundles = bundle.format("add_ons") + bundle.format("license_types")
    made.commit(tree(primitive(), bundles, directory="other") + "-- docs/a.md --\nSome text.\n", "Begin")
    made.git("mv", "docs", "texts")
    made.git("mv", "other", "config")
    changed = bundles.replace(text, f"{text}documentation_url: https://a.b/\n")
    made.commit(tree(primitive(more="status: beta\n"), changed), "Move and change all")
    made.git("config", "diff.renameLimit", "1")

    assert subjects(history(made)) == ["Begin", "Move and change all"]


def test_tags_of_the_branch_are_releases(made: Repository) -> None:
    made.commit("-- README.md --\nx\n")
    made.tag("before")
    made.commit(tree(primitive()), when="2024-01-01T00:00:00Z")
    made.tag("v1.0")
    made.commit("-- README.md --\ny\n", when="2024-01-05T00:00:00Z")
    made.tag("v1.1", when="2024-03-01T00:00:00Z")
    made.git("tag", "v1.1-again", "v1.1")
    made.git("tag", "tree", "HEAD^{tree}")
    made.branch("side")
    made.commit(tree(add_on("side")))
    made.tag("elsewhere")
    made.git("checkout", "-q", "main")
    made.commit(tree(add_on()), when="2024-02-01T00:00:00Z")
    made.tag("v2.0")
    made.tag("again-v2.0", when="2024-03-01T00:00:00Z")
    made.commit(tree(add_on("broken", "x: y\n")))
    made.tag("v2.1", when="2024-04-01T00:00:00Z")

    found = history(made)

    assert found.releases == tuple(
        Tagged(name=name, moment=datetime(2024, month, 1, tzinfo=UTC), edits=edits, place=place)
        for name, month, edits, place in (
            *(("v1.0", 1, 1, -3), ("v2.0", 2, 2, -1), ("v1.1", 3, 1, -2), ("v1.1-again", 3, 1, -2)),
            *(("again-v2.0", 3, 2, -1), ("v2.1", 4, 2, 0)),
        )
    )


def test_what_a_clone_shows_in_the_place_of_commits_and_files_is_not_the_history(made: Repository) -> None:
    made.commit(tree(primitive(), add_on()), "Begin")
    made.commit(tree(add_on(more="description: Sold.\n")), "Describe it")
    made.commit(tree(add_on("duo_core")), "Another")
    before = history(made)

    made.git("replace", "--graft", "HEAD~1")
    made.git("replace", "HEAD:config/add_ons/duo_pro.yml", "HEAD~2:config/add_ons/duo_pro.yml")
    (made.root / ".git" / "info" / "grafts").write_text(f"{made.head}\n", encoding="utf-8")
    made.git("config", "core.useReplaceRefs", "true")  # which git holds higher than its environment

    assert subjects(before) == ["Begin", "Describe it", "Another"]
    assert history(made) == before
    assert at(made, "HEAD").entities == (CHAT, AddOn(name="duo_core"), AddOn(name="duo_pro", description="Sold."))


def test_what_git_keeps_of_commits_beside_them_may_say_anything(made: Repository) -> None:
    """A commit that is its own parent cannot be, and stands in a file that git believes without a check."""
    made.commit(tree(primitive(), add_on()), "Begin")
    made.branch("side")
    made.commit(tree(add_on("duo_core")), "On the side")
    made.git("checkout", "-q", "main")
    made.commit(tree(add_on("duo_next")), "Another")
    made.git("merge", "-q", "--no-commit", "--no-ff", "side")
    made.commit("", "Merge it", gone=["config/add_ons/duo_pro.yml"])
    made.git("commit-graph", "write", "--reachable")
    graph = made.root / ".git/objects/info/commit-graph"
    graph.chmod(0o600)
    graph.write_bytes(_its_own_parent(graph.read_bytes(), made.git("rev-parse", "HEAD^1").strip()))

    assert run(f"{_BOUNDED}print(len(record_of(config, schemas()).edits))", made.config) == ["3"]


def _its_own_parent(graph: bytes, commit: str) -> bytes:
    """A commit-graph in which the first parent of a commit is that commit."""
    rows = (graph[8 + 12 * place : 20 + 12 * place] for place in range(graph[6]))
    at = {row[:4]: int.from_bytes(row[4:], "big") for row in rows}
    ids = graph[at[b"OIDL"] : at[b"CDAT"]]
    number = next(place for place in range(len(ids) // 20) if ids[20 * place : 20 * place + 20].hex() == commit)
    parent = at[b"CDAT"] + 36 * number + 20
    return graph[:parent] + number.to_bytes(4, "big") + graph[parent + 4 :]


def test_a_shallow_clone_does_not_say_that_everything_was_added(made: Repository, tmp_path: Path) -> None:
    made.commit(tree(primitive(), add_on()), "Begin")
    made.tag("v1.0")
    made.commit(tree(add_on("duo_core")), "Another")
    second = made.commit(tree(add_on("duo_next")), "And another")
    made.commit(tree(add_on("duo_last")), "The last")

    shallow = clone(made, tmp_path / "shallow", "--depth", "2")
    found = history(shallow)

    assert told(found) == [("And another", []), ("The last", [(None, "duo_last: None")])]
    assert names(found.beginning) == ["duo_chat", "duo_core", "duo_next", "duo_pro"]
    assert states(found)[1] == load(shallow.config, schemas()).entities
    assert found.is_incomplete
    help = (
        "this clone is shallow and lacks older commits, branches or tags: set GIT_DEPTH: 0 in GitLab CI, "
        "or run git fetch --unshallow --tags"
    )
    assert (found.missing, found.help) == (
        f"the history begins with commit {second[:8]}, since older ones are missing",
        help,
    )
    assert refusal(shallow, "v1.0") == ("config: error[E707] git knows no commit 'v1.0'", help)


def test_a_shallow_clone_whose_first_commit_has_errors_adds_nothing_either(made: Repository, tmp_path: Path) -> None:
    made.commit(tree(primitive()), "Begin")
    made.commit(tree(add_on(more="x: y\n")), "Break it")
    made.commit(tree(add_on()), "Mend it")

    assert told(history(clone(made, tmp_path / "shallow", "--depth", "2"))) == [("Mend it", [])]


def test_a_shallow_clone_that_lacks_commits_of_the_side_of_a_merge_is_not_whole(
    made: Repository, tmp_path: Path
) -> None:
    made.commit("-- README --\n", "Begin")
    made.branch("feature")
    made.commit(tree(primitive()), "Ours")
    for number in range(3):
        made.commit(f"-- {number}.txt --\n", "More")
    made.merge("feature")

    whole, shallow = history(made), history(clone(made, tmp_path / "shallow", "--depth", "3"))

    assert (whole.is_incomplete, shallow.is_incomplete) == (False, True)


@pytest.mark.parametrize("other", ["tag", "remote"])
def test_a_word_that_more_than_one_ref_has_is_none_unless_they_are_the_same(made: Repository, other: str) -> None:
    before = made.commit(tree(primitive()), "Begin")
    made.commit(tree(add_on()), "Sell")
    ref = "refs/tags/main" if other == "tag" else "refs/remotes/main"
    made.git("update-ref", ref, "HEAD")
    assert names(at(made, "main").entities) == ["duo_chat", "duo_pro"]

    made.git("update-ref", ref, before)
    help = f"write refs/heads/main or {ref}"
    assert refusal(made, "main") == ("config: error[E707] git knows more than one 'main'", help)
    assert names(at(made, "refs/heads/main").entities) == ["duo_chat", "duo_pro"]
    assert names(at(made, ref).entities) == ["duo_chat"]


def test_a_tag_is_not_taken_for_the_branch_that_only_a_remote_has(made: Repository) -> None:
    """As in a checkout of CI, which has no branch."""
    before = made.commit(tree(primitive()), "Begin")
    after = made.commit(tree(add_on()), "Sell")
    made.git("checkout", "-q", "--detach")
    made.git("branch", "-qD", "main")
    made.git("update-ref", "refs/remotes/origin/main", before)
    made.git("update-ref", "refs/tags/main", before)
    assert names(at(made, "main").entities) == ["duo_chat"]

    made.git("update-ref", "refs/tags/main", after)
    help = "write refs/remotes/origin/main or refs/tags/main"
    assert refusal(made, "main") == ("config: error[E707] git knows more than one 'main'", help)
    made.git("branch", "-q", "main", before)
    made.git("update-ref", "refs/tags/main", before)
    made.git("update-ref", "refs/remotes/origin/main", after)  # fetched, and not yet merged
    assert names(at(made, "main").entities) == ["duo_chat"]


def test_head_is_what_is_checked_out_whatever_else_is_called_so(made: Repository) -> None:
    before = made.commit(tree(primitive()), "Begin")
    made.commit(tree(add_on()), "Sell")
    for place in ("tags", "heads"):
        made.git("update-ref", f"refs/{place}/HEAD", before if place == "tags" else "HEAD")

    assert subjects(history(made)) == ["Begin", "Sell"]


def test_a_tag_without_its_commit_is_told_with_what_removes_it(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    (made.root / ".git/refs/tags/gone").write_text(f"{'1' * 40}\n", "utf-8")

    found = history(made)
    assert (found.missing, found.help) == (
        "git cannot read this repository: it lacks what refs/tags/gone leads to",
        "fetch it; or, where nobody needs it, run: git update-ref -d refs/tags/gone",
    )


def test_a_tag_with_a_message_and_a_branch_of_one_name_may_be_the_same_commit(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    made.tag("main", when="2025-01-01T00:00:00Z")

    assert names(at(made, "main").entities) == ["duo_chat"]


def test_a_commit_that_claims_to_be_in_another_encoding_has_its_moment(made: Repository) -> None:
    made.git("config", "i18n.commitEncoding", "UTF-16")
    made.commit(tree(primitive()), "Begin", when="2025-01-02T03:04:05Z")
    made.git("tag", "light")
    made.commit(tree(add_on()), "Begin!", when="2025-01-02T03:04:05Z")  # only one of an even size is made garbage of
    moment = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)

    assert [edit.moment for edit in history(made).edits] == [moment, moment]
    assert moment_at(made.config, "HEAD") == moment
    assert [release.moment for release in history(made).releases] == [moment]


def test_a_shallow_clone_with_the_whole_history_of_the_configuration_is_whole(made: Repository, tmp_path: Path) -> None:
    made.commit("-- README.md --\nx\n")
    made.commit("-- README.md --\ny\n")
    made.commit(tree(primitive()), "Begin")

    found = history(clone(made, tmp_path / "shallow", "--depth", "2"))

    assert (found.beginning, found.is_incomplete, found.missing) == ((CHAT,), False, "")


def test_a_clone_with_a_filter_fetches_nothing_and_says_what_it_lacks(made: Repository, tmp_path: Path) -> None:
    made.commit(tree(primitive()))
    made.commit(tree(add_on()))
    partial = clone(made, tmp_path / "partial", "--filter=blob:none", "--no-checkout")
    partial.git("config", "remote.origin.uploadpack", f"touch {tmp_path}/fetched; git-upload-pack")

    assert history(partial).missing == "this clone was made with a filter and lacks files of older commits"
    assert refusal(partial, "HEAD")[1] == "clone it again, without --filter"
    assert not (tmp_path / "fetched").exists()


@pytest.mark.parametrize("where", ["main", "v1.0", "side", "id", "short id", "HEAD~1", "refs/heads/side", "v1.0^{}"])
def test_any_ref_has_a_configuration(made: Repository, where: str) -> None:
    first = made.commit(tree(primitive()))
    made.tag("v1.0", when="2024-01-01T00:00:00Z")
    made.branch("side")
    made.commit(tree(add_on("side")))
    made.git("checkout", "-q", "main")
    made.commit(tree(add_on()))
    expected = {"main": ["duo_chat", "duo_pro"], "side": ["duo_chat", "side"], "refs/heads/side": ["duo_chat", "side"]}

    found = at(made, {"id": first, "short id": first[:10]}.get(where, where))

    assert names(found.entities) == expected.get(where, ["duo_chat"])


def test_a_configuration_of_a_commit_is_what_loading_its_files_gives(made: Repository) -> None:
    made.commit(tree(primitive(more="status: unknown\n"), add_on(), "-- services/a.yml --\nname: a\n"))

    assert at(made, "HEAD") == load(made.config, schemas())


def test_every_problem_of_a_configuration_is_told(made: Repository) -> None:
    made.commit(tree(primitive(), add_on(more="x: y\n"), add_on("b", "z: y\n")))

    with pytest.raises(InvalidConfig) as found:
        configuration_at(made.config, "HEAD", schemas(), label="main:config")

    assert [str(problem) for problem in found.value.problems] == [
        "main:config/add_ons/b.yml:2:1: error[E202] z: unknown field",
        "main:config/add_ons/duo_pro.yml:2:1: error[E202] x: unknown field",
    ]


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("man", "git knows no commit 'man' (did you mean 'main'?)"),
        ("--output=x", "git knows no commit '--output=x'"),
        ("", "git knows no commit ''"),
        ("a\0b", r"git knows no commit 'a\x00b'"),
        ("a\nb", r"git knows no commit 'a\nb'"),
        ("\udcff", r"git knows no commit '\xff'"),
        ("main..main", "git knows no commit 'main..main' (did you mean 'main'?)"),
        ("HEAD^{tree}", "git knows no commit 'HEAD^{tree}'"),
        ("tree", "git knows no commit 'tree'"),  # a tag of another object
        ("tre", "git knows no commit 'tre'"),
    ],
)
def test_a_ref_that_is_no_commit_is_told(made: Repository, ref: str, message: str) -> None:
    made.commit(tree(primitive()))
    made.tag("tree", "HEAD^{tree}")

    assert refusal(made, ref) == (f"config: error[E707] {message}", "name a branch, a tag or a commit")
    assert history(made, ref=ref).missing == message.partition(" (did")[0]
    assert list(made.root.glob("x")) == []


def test_at_a_commit_before_a_rename_the_directory_is_where_it_was(made: Repository) -> None:
    made.commit(tree(primitive(), directory="data/cloud"))
    made.commit("-- README --\nx\n")
    made.git("mv", "data/cloud", "config")
    made.commit()

    assert at(made, "HEAD~2").entities == at(made, "HEAD~1").entities == (CHAT,)
    assert len(history(made, ref="HEAD~1").edits) == 1


def test_at_a_commit_beside_the_line_the_directory_is_where_it_was(made: Repository) -> None:
    """The branch renamed it, and took in what went on elsewhere, as before it is asked to be merged."""
    made.commit(tree(primitive(), directory="data/cloud"))
    made.git("checkout", "-q", "-b", "branch")
    made.git("mv", "data/cloud", "config")
    made.commit()
    made.git("checkout", "-q", "main")
    made.commit(tree(primitive("more"), directory="data/cloud"))
    made.git("checkout", "-q", "branch")
    made.git("-c", "merge.directoryRenames=true", "merge", "-q", "main", "-m", "Take in main")

    assert [entity.name for entity in at(made, "main").entities] == ["duo_chat", "more"]
    assert made.git("rev-parse", "HEAD^2") == made.git("rev-parse", "main")


def test_of_a_copy_whose_original_went_later_the_directory_is_where_it_was(made: Repository) -> None:
    made.commit(tree(primitive(), directory="catalog"))
    shutil.copytree(made.root / "catalog", made.config)
    made.commit()
    made.git("rm", "-rq", "catalog")
    made.commit()

    assert at(made, "HEAD~2").entities == (CHAT,)
    made.commit(tree(primitive("other"), directory="beside"))
    made.git("rm", "-rq", "beside", "config/unit_primitives")
    made.commit(tree(primitive("third")))
    assert at(made, "HEAD~1").entities == (CHAT,)


@pytest.mark.parametrize(
    ("rest_goes", "known"), [(True, ["Drafts", "Two of them", "More"]), (False, ["Two of them", "More"])]
)
def test_a_directory_of_which_most_stayed_is_another(made: Repository, rest_goes: bool, known: list[str]) -> None:
    names = ("one", "two", "three", "four", "five")
    made.commit(tree(primitive(), *(add_on(name) for name in names), directory="drafts"), "Drafts")
    for path in ("unit_primitives/duo_chat.yml", "add_ons/one.yml"):
        (made.config / path).parent.mkdir(parents=True)
        made.git("mv", f"drafts/{path}", f"config/{path}")
    made.commit("", "Two of them")
    made.commit(tree(add_on("one", "description: Sold.\n")), "More")
    if rest_goes:
        made.git("rm", "-rq", "drafts")
        made.commit("", "No drafts")

    assert subjects(history(made)) == known


def test_a_directory_that_is_renamed_with_the_next_commit_is_where_it_was(made: Repository) -> None:
    made.commit(tree(primitive(), directory="catalog") + tree(primitive("more"), directory="beside"))
    made.git("mv", "catalog", "config")

    assert at(made, "HEAD").entities == (CHAT,)
    made.git("rm", "-rq", "beside")
    assert "either 'beside' or 'catalog' became 'config'" in refusal(made, "HEAD")[0]


def test_two_directories_of_the_same_names_are_moved_at_once(made: Repository) -> None:
    """As many files came from either: the path tells which, whatever is gone with the commit."""
    same = (primitive(), primitive("more"), add_on())
    made.commit(tree(*same, directory="staging") + tree(*same, directory="production"), "Begin")
    for name in ("staging", "production"):
        (made.root / "catalogs").mkdir(exist_ok=True)
        made.git("mv", name, f"catalogs/{name}")
    made.commit(gone=["catalogs/production/unit_primitives/more.yml"], message="Move both")

    assert subjects(history(made, made.root / "catalogs/production")) == ["Begin", "Move both"]


@pytest.mark.parametrize("moved", [False, True])
def test_of_several_that_are_gone_nobody_knows_which_became_the_directory(made: Repository, moved: bool) -> None:
    made.commit(tree(primitive(), directory="one") + tree(primitive(), directory="two"))
    if moved:  # by a copy, and a removal
        shutil.copytree(made.root / "one", made.config)
        made.commit()
    made.commit(tree(primitive("other")) if not moved else "", gone=["one", "two"])

    message, help = refusal(made, "HEAD~2" if moved else "HEAD~1")
    assert message.endswith("either 'one' or 'two' became 'config', and nobody knows which")
    assert help.startswith("rename each with a commit of its own")


def test_what_several_gave_all_that_they_had_to_is_new(made: Repository) -> None:
    """As where teams gather theirs in one directory; nobody could say which of them it was."""
    teams = {f"teams/{at}": [f"p{at}", f"q{at}"] for at in range(3)}
    made.commit("".join(tree(*map(primitive, names), directory=it) for it, names in teams.items()), "Begin")
    (made.root / "config/unit_primitives").mkdir(parents=True)
    for directory, names in teams.items():
        for name in names:
            made.git("mv", f"{directory}/unit_primitives/{name}.yml", f"config/unit_primitives/{name}.yml")
    made.commit(message="Gather them")
    made.commit(tree(add_on()), "Sell")

    record = history(made)
    assert (subjects(record), record.missing) == (["Gather them", "Sell"], "")


def test_what_two_gave_as_much_to_is_new(made: Repository) -> None:
    made.commit(tree(primitive("a"), directory="one") + tree(primitive("b"), directory="two"), "Begin")
    (made.root / "config/unit_primitives").mkdir(parents=True)
    made.git("mv", "one/unit_primitives/a.yml", "two/unit_primitives/b.yml", "config/unit_primitives")
    made.commit(message="Gather them")

    record = history(made)
    assert ([it.name for it in record.beginning], record.missing) == (["a", "b"], "")


@pytest.mark.parametrize("is_there", [True, False])
def test_what_gave_more_to_another_directory_that_is_there_today_is_not_the_one_before(
    made: Repository, is_there: bool
) -> None:
    made.commit(tree(*(primitive(f"p{at}") for at in range(5)), directory="drafts"), "Begin")
    for at, directory in enumerate(("config", "config", "next", "next", "next")):
        (made.root / directory / "unit_primitives").mkdir(parents=True, exist_ok=True)
        made.git("mv", f"drafts/unit_primitives/p{at}.yml", f"{directory}/unit_primitives/p{at}.yml")
    made.commit(message="Split it")
    made.commit("-- README --\nOurs.\n", gone=[] if is_there else ["next"])

    assert subjects(history(made)) == (["Split it"] if is_there else ["Begin", "Split it"])


@pytest.mark.parametrize(("stayed", "is_former"), [(1, True), (3, False)])
def test_what_gave_less_than_half_of_itself_and_of_this_is_not_the_one_before_though_it_is_gone_today(
    made: Repository, stayed: int, is_former: bool
) -> None:
    names = [f"p{at}" for at in range(2 + stayed)]
    made.commit(tree(*map(primitive, names), directory="drafts"), "Begin")
    (made.root / "config/unit_primitives").mkdir(parents=True)
    for name in names[:2]:
        made.git("mv", f"drafts/unit_primitives/{name}.yml", f"config/unit_primitives/{name}.yml")
    made.commit(tree(*(primitive(f"q{at}") for at in range(8))), "Grow")
    made.commit(gone=["drafts"])

    assert subjects(history(made)) == (["Begin", "Grow"] if is_former else ["Grow"])


def test_of_many_directories_that_are_gone_git_is_asked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[str]] = []
    command = git_command._command

    def counted(directory: Path, arguments: Iterable[str]) -> list[str]:
        asked.append(command(directory, arguments))
        return [*asked[-1]]

    monkeypatch.setattr(git_command, "_command", counted)
    counts = []
    for number in (2, 12):
        made = repository(tmp_path / str(number))
        made.commit("".join(tree(primitive(), directory=f"gone{at}") for at in range(number)))
        made.commit(tree(primitive("other")), gone=[f"gone{at}" for at in range(number)])
        asked.clear()
        refusal(made, "HEAD~1")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_services_of_another_program_are_no_beginning_of_a_configuration(made: Repository) -> None:
    before = tree(primitive(), primitive("other"), directory="catalog")
    made.commit(before + "-- config/services/mailer.yml --\nservices: {App: ~}\n", "Begin")
    made.git("mv", "catalog/unit_primitives", "config/unit_primitives")
    made.commit(message="Move it", gone=["config/services/mailer.yml"])

    assert subjects(history(made)) == ["Begin"]
    assert [it.name for it in at(made, "HEAD~1").entities] == ["duo_chat", "other"]


def test_services_that_came_before_anything_else_are_there_since_something_else_is(made: Repository) -> None:
    group = "-- services/all.yml --\nname: all\nunit_primitives: [duo_chat]\n"
    made.commit(tree(group), "Group it")
    made.commit(tree(group.replace("all\n", "all\ndescription: All.\n", 1)), "Describe it")
    made.commit(tree(primitive()), "Begin")
    made.commit(tree(add_on()), "Sell")

    record = history(made)
    assert subjects(record) == ["Begin", "Sell"]
    assert {it.name for it in record.beginning} == {"all", "duo_chat"}


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_configuration_of_which_only_a_link_is_left_is_gone(made: Repository, is_committed: bool) -> None:
    made.commit(tree(primitive(), directory="catalog"))
    if is_committed:
        shutil.copytree(made.root / "catalog", made.config)
        made.commit()
    else:
        (made.root / "catalog").rename(made.config)
    shutil.rmtree(made.root / "catalog", ignore_errors=True)
    (made.root / "catalog").symlink_to("config")
    if is_committed:
        made.commit()

    assert at(made, "HEAD~2" if is_committed else "HEAD").entities == (CHAT,)


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_configuration_of_which_only_the_directory_is_left_is_gone(made: Repository, is_committed: bool) -> None:
    made.commit(tree(primitive(), directory="catalog") + "-- catalog/unit_primitives/README.md --\nOurs.\n")
    made.config.mkdir()
    if is_committed:
        shutil.copytree(made.root / "catalog/unit_primitives", made.config / "unit_primitives")
        made.commit()
        made.commit(gone=["catalog/unit_primitives/duo_chat.yml"])
    else:
        (made.config / "unit_primitives").mkdir()
        (made.root / "catalog/unit_primitives/.draft.yml").write_text("name: draft\n", "utf-8")
        (made.root / "catalog/unit_primitives/duo_chat.yml").rename(made.config / "unit_primitives/duo_chat.yml")

    assert at(made, "HEAD~2" if is_committed else "HEAD").entities == (CHAT,)


def test_of_what_a_sparse_checkout_leaves_out_nobody_knows_that_it_is_gone(made: Repository) -> None:
    made.commit(tree(primitive(), directory="catalog") + "-- README --\nOurs.\n")
    made.git("sparse-checkout", "set", "--no-cone", "/README")
    (made.config / "unit_primitives").mkdir(parents=True)

    message, help = refusal(made, "HEAD")
    assert message.endswith("nobody knows whether 'catalog' became 'config' or is left out by a sparse checkout")
    assert help.startswith("commit what became of it")
    made.git("sparse-checkout", "set", "--no-cone", "/README", "/config")
    made.commit(tree(primitive()))
    assert "'HEAD~1' has no directory 'config'" in refusal(made, "HEAD~1")[0]


def test_a_directory_that_was_made_ahead_of_a_move_is_no_configuration(made: Repository) -> None:
    made.commit(tree(primitive(), directory="catalog") + "-- config/unit_primitives/.gitkeep --\n", "Begin")
    made.git("mv", "catalog/unit_primitives/duo_chat.yml", "config/unit_primitives/duo_chat.yml")
    made.commit(message="Move it")

    assert at(made, "HEAD~1").entities == (CHAT,)


def test_what_had_the_name_of_a_directory_before_one_was_copied_there_is_another(made: Repository) -> None:
    made.commit(tree(primitive(), directory="catalog") + "-- config/puma.yml --\nworkers: 2\n", "Begin")
    shutil.copytree(made.root / "catalog/unit_primitives", made.config / "unit_primitives")
    made.commit(message="Copy it")
    made.commit(gone=["catalog"], message="Remove the other")

    assert at(made, "HEAD~2").entities == (CHAT,)


def test_a_configuration_without_unit_primitives_is_gone_before_this_is_committed_and_after(made: Repository) -> None:
    made.commit(tree(*(add_on(f"a{at}") for at in range(3)), primitive(), directory="catalog"))
    made.config.mkdir()
    made.git("mv", "catalog/unit_primitives", "config/unit_primitives")
    assert at(made, "HEAD").entities
    made.commit(message="Move a part")

    assert at(made, "HEAD~1").entities


def test_what_had_the_name_of_the_directory_before_is_another(made: Repository) -> None:
    made.commit(tree(primitive(), directory="catalog") + "-- config/puma.yml --\nworkers: 2\n")
    made.git("mv", "catalog/unit_primitives", "config/unit_primitives")
    made.commit()

    assert at(made, "HEAD~1").entities == at(made, "HEAD").entities == (CHAT,)


def test_before_it_moved_to_the_top_the_directory_is_where_it_was(made: Repository) -> None:
    made.commit(tree(primitive()))
    made.git("mv", "config/unit_primitives", "unit_primitives")
    made.commit()

    then = configuration_at(made.root, "HEAD~1", schemas(), label="top")
    assert then.entities == configuration_at(made.root, "HEAD", schemas(), label="top").entities == (CHAT,)


def test_a_ref_without_the_directory_names_where_it_may_have_been(made: Repository) -> None:
    made.commit(tree(primitive(), directory="data/cloud") + tree(primitive("more"), directory="data/next"))
    made.commit(tree(primitive("other")))

    assert refusal(made, "HEAD~1") == (
        "config: error[E707] 'HEAD~1' has no directory 'config'",
        "in it, the directories of kinds stand in data/cloud and data/next",
    )
    assert refusal(made, "HEAD", made.root / "confg")[0] == (
        "config: error[E707] 'HEAD' has no directory 'confg' (did you mean 'config'?)"
    )


def test_a_directory_that_is_there_no_more_is_still_known_to_git(made: Repository) -> None:
    made.commit(tree(primitive(), directory="data/cloud"))
    made.git("rm", "-rq", "data")

    assert configuration_at(made.root / "data/cloud", "HEAD", schemas()).entities == (CHAT,)


def test_a_directory_that_was_a_link_or_a_submodule_is_not_followed(made: Repository) -> None:
    made.commit(tree(primitive(), directory="real"))
    (made.root / "config").symlink_to("real")
    made.commit()
    (made.root / "config").unlink()
    made.commit(tree(primitive()))
    made.git("rm", "-rq", "--cached", "config")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.head},config")
    made.git("commit", "-q", "-m", "x")

    help = "links are not followed, and submodules are repositories of their own"
    assert refusal(made, "HEAD~2") == ("config: error[E707] in 'HEAD~2', 'config' is a link", help)
    assert refusal(made, "HEAD") == ("config: error[E707] in 'HEAD', 'config' is a submodule", help)
    assert at(made, "HEAD~1").entities == (CHAT,)
    assert [one.problem.code for one in history(made).skipped] == ["E113", "E113"]


@pytest.mark.parametrize("path", ["config", "config/add_ons"])
def test_what_was_in_a_submodule_is_not_read(made: Repository, path: str) -> None:
    made.commit("-- README --\n" if path == "config" else tree(primitive()), "Begin")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.head},{path}")
    made.git("commit", "-q", "-m", "A submodule")
    id = made.head
    made.git("rm", "-rq", "--cached", path)
    made.commit(tree(primitive(), add_on()), "Plain files")

    found = history(made)
    assert subjects(found)[-1] == "Plain files"
    assert found.is_incomplete
    assert found.missing == f"'{path}' was a submodule with commit {id[:8]}, and its past is not read"


@pytest.mark.parametrize("path", ["vendor", "vendor/[c]*"])
def test_what_was_in_a_submodule_with_more_in_it_is_not_read_where_it_is_asked_what_was_internal(
    made: Repository, path: str
) -> None:
    config = made.root / path / "config"
    made.commit(tree(primitive(), directory="vendored/config"), "Begin")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.head},{path}")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.head},vendored/config/other")
    made.git("commit", "-q", "-m", "A submodule")
    id = made.head
    made.git("rm", "-rq", "--cached", f":(literal){path}")
    made.commit(tree(primitive(), add_on(), directory=f"{path}/config"), "Plain files")

    found = record_of(config, schemas(), stays=True, asks_elsewhere=True)
    assert found.missing == f"'{path}' was a submodule with commit {id[:8]}, and its past is not read"
    assert found.is_incomplete
    assert not record_of(made.root / "vendored/config", schemas(), stays=True, asks_elsewhere=True).is_incomplete
    assert not history(made, config).is_incomplete


def test_a_config_directory_in_a_submodule_has_the_history_of_the_submodule(made: Repository) -> None:
    inner = repository(made.root / "module")
    inner.commit(tree(primitive()), "Within")
    made.git("-c", "advice.addEmbeddedRepo=false", "add", "module")
    made.commit("", "Around")

    assert subjects(history(made, inner.config)) == ["Within"]


def test_the_config_directory_may_be_a_link_from_elsewhere(made: Repository, tmp_path: Path) -> None:
    made.commit(tree(primitive()), "Begin")
    (tmp_path / "linked").symlink_to(made.config)

    assert subjects(history(made, tmp_path / "linked")) == ["Begin"]


def test_paths_with_marks_of_patterns_and_foreign_letters_are_taken_as_they_are(made: Repository) -> None:
    odd = ":(top)[a]*\\\N{LATIN SMALL LETTER U WITH DIAERESIS} 'x'\n"
    (made.root / odd).mkdir()
    made.commit(tree(primitive()), "Plain")
    (made.config / "unit_primitives").rename(made.root / odd / "unit_primitives")
    made.commit("", "Moved")
    made.commit(tree(add_on()), "Of the other")

    assert subjects(history(made, made.root / odd)) == ["Plain"]
    assert names(configuration_at(made.root / odd, "HEAD", schemas()).entities) == ["duo_chat"]


def test_file_names_that_are_no_text_are_told(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    (made.config / "add_ons").mkdir()
    Path(os.fsdecode(bytes(made.config / "add_ons") + b"/\xff\n.yml")).write_text("name: x\n", encoding="utf-8")
    made.commit("", "Odd")

    (passed,) = history(made).skipped

    assert (passed.problem.code, passed.problem.path) == ("E210", r"config/add_ons/\xff\n.yml")


def test_a_detached_head_has_a_history(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    made.commit(tree(add_on()), "Another")
    made.git("checkout", "-q", "--detach", "HEAD~1")

    assert subjects(history(made)) == ["Begin"]
    assert subjects(history(made, ref="main")) == ["Begin", "Another"]


@pytest.mark.parametrize("is_the_highest", [False, True])
def test_a_branch_without_commits_has_none(
    made: Repository, monkeypatch: pytest.MonkeyPatch, is_the_highest: bool
) -> None:
    """Above the directory `/` there is itself."""
    made.config.mkdir()
    if is_the_highest:
        monkeypatch.setattr("site_builder.source.git._place_of_git", lambda _: made.root / ".git")
    message = "nothing has been committed yet on the branch that is checked out"

    assert history(made).missing == message
    assert refusal(made, "HEAD") == (
        f"config: error[E707] {message}",
        "the history of a configuration is what was committed of it",
    )


def test_a_repository_without_commits_does_not_hide_the_one_around_it(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin")
    repository(made.config)
    place = made.config / ".git"

    found = history(made)
    assert (found.missing, found.help, found.is_incomplete) == (
        f"the repository at {place} has no commits, and hides the one around it",
        f"commit, or remove {place} where it is there by mistake",
        True,
    )


def _orphan(made: Repository) -> None:
    made.git("checkout", "-q", "--orphan", "anew")


def _branch_removed(made: Repository) -> None:
    made.git("update-ref", "-d", "refs/heads/main")


def _branches_lost(made: Repository) -> None:
    made.git("pack-refs", "--all")
    (made.root / ".git/packed-refs").unlink()


@pytest.mark.parametrize("losing", [_orphan, _branch_removed, _branches_lost])
def test_a_branch_without_commits_where_there_are_others_is_not_taken_for_a_beginning(
    made: Repository, losing: Callable[[Repository], None]
) -> None:
    made.commit(tree(primitive()))
    losing(made)

    message = "the branch that is checked out has no commits, and what other branches have is not read"
    help = (
        "check out the branch with the history of this configuration; git fsck tells of commits that are on no branch"
    )
    found = history(made)
    assert (found.missing, found.help, found.is_incomplete) == (message, help, True)
    assert refusal(made, "HEAD") == (f"config: error[E707] {message}", help)


def test_what_is_only_staged_has_no_past(made: Repository) -> None:
    made.commit(tree(primitive()))
    shutil.rmtree(made.root / ".git")
    made.git("init", "-q")
    made.git("add", "-A")

    assert history(made) == Record(missing="nothing has been committed yet on the branch that is checked out")


def _broken_head(made: Repository) -> None:
    (made.root / ".git/HEAD").write_text("", "utf-8")


def _broken_branch(made: Repository) -> None:
    (made.root / ".git/refs/heads/main").write_text("", "utf-8")


def _branch_of_no_commit(made: Repository) -> None:
    (made.root / ".git/refs/heads/main").write_text(made.git("rev-parse", "HEAD^{tree}"), "utf-8")


def _no_empty_directories(made: Repository) -> None:
    made.git("pack-refs", "--all", "--prune")
    shutil.rmtree(made.root / ".git/refs")


def _said_to_be_bare(made: Repository) -> None:
    made.git("config", "core.bare", "true")


def _newer(made: Repository) -> None:
    made.git("config", "core.repositoryFormatVersion", "1")
    made.git("config", "extensions.unheardOf", "true")


def _among_the_files(made: Repository) -> None:
    made.commit("-- config/HEAD --\nref: refs/heads/main\n-- config/refs/x --\n-- config/objects/y --\n")


@pytest.mark.parametrize("is_around", [True, False])
@pytest.mark.parametrize(
    ("breaking", "missing"),
    [
        (_broken_head, "git does not take the .git around it for a repository"),
        (_no_empty_directories, "git does not take the .git around it for a repository"),
        (_broken_branch, "git cannot read this repository: the branch that is checked out is broken"),
        (_branch_of_no_commit, "git cannot read this repository: the branch that is checked out is broken"),
        (_said_to_be_bare, "it is in no working tree of the git repository around it"),
        (_newer, "git does not know what this repository has: unheardof"),
        (_among_the_files, "git takes what is around it for a bare repository, which is not read"),
    ],
)
def test_a_repository_that_git_does_not_read_is_not_taken_for_none(
    tmp_path: Path, breaking: Callable[[Repository], None], missing: str, is_around: bool
) -> None:
    """What was internal in it is not known then, whether or not there is another repository around it."""
    if is_around:
        repository(tmp_path).commit("-- README.md --\nx\n")
    made = repository(tmp_path / "made")
    made.commit(tree(primitive()))
    breaking(made)

    found = history(made)
    assert (found.missing, found.is_incomplete) == (missing, True)
    assert missing in refusal(made, "HEAD")[0]


def test_a_working_tree_whose_repository_is_not_there_says_what_to_bring(made: Repository) -> None:
    """As in a container that has only the one of several."""
    made.config.mkdir()
    shutil.rmtree(made.root / ".git")
    (made.root / ".git").write_text("gitdir: /nowhere/.git/worktrees/made\n", "utf-8")

    found = history(made)
    assert (found.missing, found.help) == (
        "git does not take the .git around it for a repository",
        "it leads to /nowhere/.git/worktrees/made: make that reachable too, as in a container",
    )


def test_what_is_beyond_a_ceiling_is_not_around(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    made.config.mkdir()
    _broken_head(made)
    assert history(made).is_incomplete

    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(made.root))
    assert history(made) == Record(missing="not in a git repository")


def test_a_repository_whose_settings_name_its_working_tree_is_read(made: Repository) -> None:
    made.commit(tree(primitive(), directory="made/config"), "Begin")
    (made.root / "made" / ".git").mkdir()
    for entry in list((made.root / ".git").iterdir()):
        entry.rename(made.root / "made" / ".git" / entry.name)
    (made.root / ".git").rmdir()
    git(made.root / "made", "config", "core.worktree", str(made.root))

    assert subjects(history(made, made.root / "made" / "config")) == ["Begin"]


@pytest.mark.parametrize(("directory", "named"), [("config/", "config"), ("", ".")])
def test_a_copy_that_is_not_committed_may_have_a_past_of_its_own(made: Repository, directory: str, named: str) -> None:
    made.commit(primitive().replace("-- ", f"-- {directory}"))
    shutil.copytree(made.root / directory / "unit_primitives", made.root / "copy" / "unit_primitives")

    found = history(made, made.root / "copy")
    assert (found.missing, found.help, found.is_incomplete) == (
        "no commit that leads to 'HEAD' has files of a configuration in 'copy'",
        f"where the directory is a copy or has a new name, commit it: files of a configuration are in {named}",
        True,
    )
    assert not record_of(made.root / "copy", schemas(), may_be_new=True).is_incomplete


def test_directories_of_kinds_without_a_file_at_the_same_place_are_no_other_past(made: Repository) -> None:
    made.commit("-- services/x.txt --\nx\n")

    assert not history(made, made.root).is_incomplete


def test_a_configuration_that_is_not_committed_has_no_history(made: Repository, tmp_path: Path) -> None:
    made.commit("-- README.md --\nx\n")
    made.commit("-- README.md --\ny\n")
    made.config.mkdir()
    found, shallow = history(made), history(clone(made, tmp_path / "shallow", "--depth", "1"))

    missing = "no commit that leads to 'HEAD' has files of a configuration in 'config'"
    assert [it.missing for it in (found, shallow)] == [missing, missing]
    assert [it.is_incomplete for it in (found, shallow)] == [False, True]
    assert (found.help, "set GIT_DEPTH: 0" in shallow.help) == ("", True)


def test_without_a_repository_there_is_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert record_of(tmp_path, schemas(), label="my/config") == Record(missing="not in a git repository")


def test_a_repository_that_is_named_elsewhere_is_not_read_and_that_is_said(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a hook sees it that deploys a working tree."""
    made.commit(tree(primitive()))
    shutil.copytree(made.config, tmp_path / "deployed" / "config")
    monkeypatch.setenv("GIT_DIR", str(made.root / ".git"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    found = history(made, tmp_path / "deployed" / "config")
    assert (found.missing.partition(",")[0], found.is_incomplete) == ("GIT_DIR is set", True)


def test_a_working_directory_that_is_gone_is_in_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    assert record_of(Path("config"), schemas()).missing == "not in a git repository"


def test_the_directory_of_git_itself_is_no_place_for_a_configuration(made: Repository) -> None:
    found = history(made, made.root / ".git" / "config")
    assert (found.missing, found.is_incomplete) == (
        "git takes what is around it for a bare repository, which is not read",
        True,
    )


def test_without_git_there_is_no_history(made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert history(made).missing == "git is not installed"
    assert refusal(made, "HEAD")[1] == "what was committed is read with the program git: install it"


def test_a_git_that_is_too_old_is_told_by_its_version(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.commit(tree(primitive()))
    old = tmp_path / "old" / "git"
    old.parent.mkdir()
    old.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        "*' version') echo 'git version 2.30.2';;\n"
        "*' rev-parse --path-format=absolute '*) printf '%s\\n' --path-format=absolute true false config/;;\n"
        "*) exit 1;;\n"
        "esac\n",
        "ascii",
    )
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{old.parent}:{os.environ['PATH']}")

    message = "git version 2.30.2 is too old to read what was committed"
    found = history(made)
    assert (found.missing, found.help, found.is_incomplete) == (message, "install git 2.31 or newer", True)
    assert refusal(made, "HEAD") == (f"config: error[E707] {message}", "install git 2.31 or newer")


def test_a_temporary_directory_without_room_is_told_by_its_name(made: Repository, tmp_path: Path) -> None:
    made.commit(tree(primitive()))
    program = f"""
import resource, tempfile
from site_builder.source import record_of
tempfile.tempdir = {str(tmp_path)!r}
resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))
try:
    record_of(Path(sys.argv[1]), {{}})
except EnvironmentProblem as error:
    print(error, error.problem.help, sep="\\n")
"""

    assert run(program, made.config) == [
        f"{tmp_path}: error[E604] no room for temporary files: file too large",
        "make room, or name another temporary directory with TMPDIR",
    ]


def test_a_temporary_directory_that_is_none_is_told_by_its_name(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.commit(tree(primitive()))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))

    with pytest.raises(EnvironmentProblem, match=r"/none: error\[E603\] cannot be written: no such file or directory"):
        history(made)


def test_a_git_that_is_there_and_cannot_be_run_is_not_to_be_installed(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_text("no program", "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert refusal(made, "HEAD") == ("config: error[E707] git cannot be run: permission denied", "")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to another user")
def test_a_repository_of_another_user_is_refused_with_the_command_that_allows_it(made: Repository) -> None:
    made.commit(tree(primitive()))
    for path in (made.root, *made.root.rglob("*")):
        os.chown(path, 12345, 12345)

    help = f"if you trust what is in it, run: git config --global --add safe.directory {made.root}"
    assert history(made) == Record(
        missing="git does not read this repository, because it belongs to another user", help=help, is_incomplete=True
    )
    assert refusal(made, "HEAD")[1] == help


def test_a_damaged_repository_is_told_in_the_words_of_git(made: Repository) -> None:
    made.commit(tree(primitive()))
    id = made.git("rev-parse", "HEAD:config/unit_primitives/duo_chat.yml").strip()
    (made.root / ".git" / "objects" / id[:2] / id[2:]).unlink()

    assert history(made).missing == "the repository lacks 1 of the files that were committed"
    id = made.git("rev-parse", "HEAD^{tree}").strip()
    (made.root / ".git" / "objects" / id[:2] / id[2:]).unlink()
    assert history(made).missing == f"git cannot read this repository: unable to read tree {id}"


def test_a_repository_that_lacks_what_marked_a_kind_once_says_so(made: Repository) -> None:
    made.commit(tree(primitive(), "-- site.yml --\ninternal_kinds: [add_ons]\n"))
    id = made.git("rev-parse", "HEAD:config/site.yml").strip()
    made.git("rm", "-q", "config/site.yml")
    made.commit(tree(add_on()))
    assert history(made).missing == ""
    (made.root / ".git" / "objects" / id[:2] / id[2:]).unlink()

    found = history(made)
    assert (found.missing, found.is_incomplete) == ("the repository lacks 1 of the files that were committed", True)


# Ends a git that goes through the 10,000,000,000 directories of a test, as this would take hours and all memory.
_BOUNDED = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))  # seconds of each process
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
from site_builder.problems import InvalidConfig
from site_builder.source import configuration_at, record_of
from tests.trees import schemas
config = Path(sys.argv[1])
"""


@pytest.mark.parametrize("leaf", ["f.yml", ""], ids=["files", "nothing"])
@pytest.mark.parametrize("place", ["zz", "unit_primitives/zz", "unit_primitives/x.yml", "site.yml", "README/a"])
def test_git_does_not_go_through_directories_where_no_file_can_be(made: Repository, place: str, leaf: str) -> None:
    before = made.commit(tree(primitive()), "Begin")
    bomb = _commit_with(made, f"config/{place}", _directories(made, leaf, wide=10, deep=10), "Bomb", before)
    # Git itself would write an index of all of it.
    made.git("update-ref", "HEAD", made.git("commit-tree", f"{before}^{{tree}}", "-p", bomb, "-m", "Gone").strip())
    made.commit(tree(add_on()), "Another")

    code = f"""{_BOUNDED}
print([edit.subject for edit in record_of(config, schemas()).edits])
try:
    print([entity.name for entity in configuration_at(config, sys.argv[2], schemas()).entities])
except InvalidConfig as error:
    print([problem.code for problem in error.problems])
"""
    stated = "['E113']" if place == "unit_primitives/x.yml" else "['duo_chat']"
    assert run(code, made.config, bomb) == ["['Begin', 'Another']", stated]


@pytest.mark.parametrize(
    ("named_each", "of_commit", "of_history"),
    [(500, "1,100", "1,200"), (0, "1,000", "1,000")],
    ids=["kept", "named"],
)
def test_a_directory_of_very_many_files_is_refused(
    made: Repository, monkeypatch: pytest.MonkeyPatch, named_each: int, of_commit: str, of_history: str
) -> None:
    """Whether they are more than are kept of one commit and of two, or more than git may name."""
    monkeypatch.setattr("site_builder.source.git.MOST_FILES", 1_000)
    monkeypatch.setattr("site_builder.source.git._NAMED_EACH", named_each)
    before = made.commit(tree(primitive()), "Begin")
    bomb = _commit_with(made, "config/add_ons", _directories(made, "f.yml", wide=1_201, deep=1), "x", before)

    help = "so many make no configuration: remove from the history the commits that brought them"
    message = "what was committed is not read: git names more than {} files and directories of it"
    assert refusal(made, bomb) == (f"config: error[E707] {message.format(of_commit)}", help)
    found = history(made, ref=bomb)
    assert (found.missing, found.help, found.is_incomplete) == (message.format(of_history), help, True)


@pytest.mark.parametrize("more", [0, 2_000])
def test_a_commit_that_brought_very_many_files_of_others_may_be_an_import(
    made: Repository, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    monkeypatch.setattr("site_builder.source.git.MOST_FILES", 1_000)
    monkeypatch.setattr("site_builder.source.git._NAMED_EACH", 0)
    monkeypatch.setattr("site_builder.source.git_elsewhere._OF_AN_IMPORT", more)
    before = made.commit(tree(primitive()), "Begin")
    tip = _commit_with(made, "vendor", _directories(made, "f.c", wide=1_201, deep=1), "Import", before)

    assert not history(made, ref=tip).is_incomplete
    assert record_of(made.config, schemas(), ref=tip, stays=True, asks_elsewhere=True).is_incomplete == (more == 0)


@pytest.mark.parametrize("leaf", ["f.yml", ""], ids=["files", "nothing"])
@pytest.mark.parametrize("is_merged", [True, False])
def test_where_files_may_be_anywhere_very_many_directories_are_refused(
    made: Repository, is_merged: bool, leaf: str
) -> None:
    """On a branch that is asked what it marked, and with a commit that may have renamed the directory."""
    before = made.commit(tree(primitive(), directory="old"), "Begin")
    made.git("mv", "old", "config")
    renamed = made.commit("", "Rename it")
    bomb = _commit_with(
        made, "zz/zz", _directories(made, leaf, wide=10, deep=10), "Bomb", before if is_merged else renamed
    )
    if is_merged:
        whole = f"{renamed}^{{tree}}"
        side = made.git("commit-tree", f"{before}^{{tree}}", "-p", bomb, "-m", "Gone").strip()
        tip = made.git("commit-tree", whole, "-p", before, "-p", side, "-m", "Merge").strip()
    else:
        tip = made.git("commit-tree", f"{bomb}^{{tree}}", "-p", before, "-m", "Rename it").strip()

    code = f"""{_BOUNDED}
how = {{"stays": {is_merged}, "asks_elsewhere": {is_merged}}}
print(record_of(config, schemas(), ref=sys.argv[2], **how).missing.partition(": ")[0])
"""
    assert run(code, made.config, tip) == ["what was committed is not read"]


def test_very_many_directories_are_refused_also_where_it_is_asked_what_was_internal_in_any(made: Repository) -> None:
    before = made.commit(tree(primitive()), "Begin")
    bomb = _commit_with(made, "zz/zz", _directories(made, "f.yml", wide=10, deep=10), "Bomb", before)
    tip = made.git("commit-tree", f"{before}^{{tree}}", "-p", bomb, "-m", "Gone").strip()

    code = f"""{_BOUNDED}
for asks in (False, True):
    print(record_of(config, schemas(), ref=sys.argv[2], stays=asks, asks_elsewhere=asks).missing.partition(": ")[0])
"""
    assert run(code, made.config, tip) == ["", "what was committed is not read"]


def test_a_directory_may_be_renamed_in_a_commit_that_changes_others_deep_below_each_other(made: Repository) -> None:
    made.commit(tree(primitive(), directory="old"), "Begin")
    made.git("mv", "old", "config")
    made.commit("-- a/b/c/d/e/f/g/x.txt --\nx\n", "Rename it")
    made.commit(tree(add_on()), "Another")

    found = history(made)
    assert (subjects(found), found.missing) == (["Begin", "Another"], "")


def test_a_ref_without_the_directory_is_told_however_many_others_it_has(made: Repository) -> None:
    before = made.commit(tree(primitive()))
    bomb = _commit_with(made, "a/zz", _directories(made, "f.yml", wide=10, deep=10), "Bomb", before)

    assert refusal(made, bomb, made.root / "confg")[0].startswith(
        f"config: error[E707] '{bomb}' has no directory 'confg'"
    )


def test_a_repository_with_longer_ids_has_a_history(tmp_path: Path) -> None:
    tmp_path.joinpath("long").mkdir()
    made = Repository(tmp_path / "long")
    made.git("init", "-q", "-b", "main", "--object-format=sha256")
    made.commit(tree(primitive()), "Begin")
    made.commit(tree(add_on()), "Another")

    assert subjects(history(made)) == ["Begin", "Another"]
    assert names(at(made, "HEAD").entities) == ["duo_chat", "duo_pro"]


@pytest.mark.parametrize("directory", ["config", "config/unit_primitives"])
def test_a_directory_that_git_cannot_read_is_not_taken_for_empty(made: Repository, directory: str) -> None:
    made.commit(tree(primitive()))
    id = made.git("rev-parse", f"HEAD:{directory}").strip()
    (made.root / ".git" / "objects" / id[:2] / id[2:]).unlink()

    assert history(made).missing == f"git cannot read this repository: Could not read {id}"
    assert id in refusal(made, "HEAD")[0]


@pytest.mark.parametrize("ref", ["HEAD", "HEAD~1", "main", "v1.0", "nothing"])
@pytest.mark.parametrize("is_packed", [True, False])
def test_a_commit_that_git_cannot_read_is_not_called_unknown(made: Repository, ref: str, is_packed: bool) -> None:
    made.commit(tree(primitive()))
    id = made.commit(tree(add_on()))
    made.tag("v1.0", when="2024-01-01T00:00:00Z")
    if is_packed:
        made.git("repack", "-adq")
        (pack,) = (made.root / ".git/objects/pack").glob("*.pack")
        pack.chmod(0o600)
        pack.write_bytes(pack.read_bytes()[:40])
    else:
        (made.root / ".git/objects" / id[:2] / id[2:]).unlink()

    assert refusal(made, ref)[0].startswith("config: error[E707] git cannot read this repository: bad object ")
    assert history(made, ref=ref).is_incomplete


def test_what_a_repository_sets_is_never_run_and_changes_nothing(made: Repository, tmp_path: Path) -> None:
    made.commit(tree(primitive(), add_on(), "-- .gitattributes --\n*.yml diff=run filter=run\n"), "Begin")
    made.commit(tree(add_on(more="description: Sold.\n")), "Another")
    made.commit('-- .gitmodules --\n[submodule "m"]\n\tpath = config/add_ons/module.yml\n\turl = x\n\tignore = all\n')
    made.git("update-index", "--add", "--cacheinfo", f"160000,{made.head},config/add_ons/module.yml")
    made.git("commit", "-q", "-m", "A submodule")
    made.commit("-- other/site.yml --\ninternal_kinds: [services]\n-- other/unit_primitives/one.yml --\nname: one\n")
    made.commit(gone=["other/unit_primitives/one.yml"])
    before, moment = history(made), moment_at(made.config, "HEAD")
    run = f"touch {tmp_path}/executed; false"
    (made.root / ".git" / "hooks").mkdir(exist_ok=True)
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (made.root / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\n{run}\n", encoding="utf-8")
        (made.root / ".git" / "hooks" / hook).chmod(0o755)
    settings = {
        **dict.fromkeys(("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "gpg.program"), run),
        **dict.fromkeys(("diff.external", "diff.run.command", "diff.run.textconv", "filter.run.smudge"), run),
        **dict.fromkeys(("pager.log", "pager.diff-tree", "alias.diff-tree", "alias.rev-list"), f"!{run}"),
        "log.showSignature": "true",
        "color.ui": "always",
        "diff.relative": "true",
        "diff.noprefix": "true",
        "diff.orderFile": "/nowhere",
        "diff.ignoreSubmodules": "all",
        "log.follow": "true",
        "core.abbrev": "4",
        "diff.renames": "copies",
        "format.pretty": "oneline",
        "log.diffMerges": "off",
        "log.showRoot": "false",
        "i18n.logOutputEncoding": "UTF-16",
        "submodule.recurse": "true",
    }
    for name, value in settings.items():
        made.git("config", name, value)

    assert history(made) == before
    assert moment_at(made.config, "HEAD") == moment
    assert len(before.skipped) == 1
    assert at(made, "HEAD~3").entities == states(before)[-1]
    assert not (tmp_path / "executed").exists()


def test_a_bare_repository_among_the_files_is_not_believed(made: Repository) -> None:
    made.commit(tree(primitive()))
    inner = made.config / "inner"
    made.git("init", "-q", "--bare", str(inner))
    (inner / "config").write_text(
        f"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = {made.root}\n", encoding="utf-8"
    )

    message = "git takes what is around it for a bare repository, which is not read"
    assert (history(made, inner).missing, history(made, inner).is_incomplete) == (message, True)


def test_nor_is_it_by_a_git_that_does_not_know_the_setting_against_it(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here it lies in the config directory itself, with the whole for its working tree."""
    made.commit(tree(primitive()))
    made.git("init", "-q", "--bare", str(tmp_path / "inner"))
    shutil.copytree(tmp_path / "inner", made.config, dirs_exist_ok=True)
    settings = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n"
    (made.config / "config").write_text(settings, encoding="utf-8")
    known = git_command._SETTINGS
    monkeypatch.setattr(git_command, "_SETTINGS", tuple(it.replace("safe.bareRepository", "not.known") for it in known))

    message = "git takes what is around it for a bare repository, which is not read"
    assert (history(made).missing, history(made).is_incomplete) == (message, True)
    shutil.rmtree(made.root / ".git")
    assert history(made).missing == message


def test_what_a_hook_of_another_repository_sets_does_not_lead_there(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.commit(tree(primitive()), "Ours")
    other = repository(tmp_path / "other")
    other.commit(tree(primitive()), "Theirs")
    for name, value in {"GIT_DIR": ".git", "GIT_WORK_TREE": "/", "GIT_INDEX_FILE": "x", "GIT_PREFIX": "y"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(other.root)

    assert subjects(history(made)) == ["Ours"]


def test_messages_and_names_are_texts_whatever_they_hold(made: Repository) -> None:
    body = "\x1b[31m<script>\n:100644 100644 a b M\nconfig/x\u202e\n---"
    made.commit(tree(primitive()), f"{{{{ x }}}} %s %x00\n\n{body}\n", author="<b>Ada\x1b\u202e %n")

    (edit,) = history(made).edits

    assert (edit.subject, edit.author) == ("{{ x }} %s %x00", r"bAda\x1b\u202e %n")


def test_names_of_releases_and_merge_requests_are_told_in_visible_characters(made: Repository) -> None:
    made.commit(tree(primitive()), "Begin\n\nSee merge request a\u202eb!1\n")
    made.tag("v1\u202e")

    found = history(made)

    assert found.edits[0].merge_requests == (r"a\u202eb!1",)
    assert [release.name for release in found.releases] == [r"v1\u202e"]


def test_bytes_that_are_no_text_are_replaced(made: Repository) -> None:
    made.commit(tree(primitive()))
    tree_id = made.git("rev-parse", "HEAD^{tree}").strip()
    who = "\udcff <a> 1700000000 +0000"
    made.git(
        "update-ref",
        "refs/heads/odd",
        _raw_commit(made, f"tree {tree_id}\nauthor {who}\ncommitter {who}\n\nA\udcfe\n\n\udcc3\n"),
    )

    (edit,) = history(made, ref="odd").edits

    assert (edit.author, edit.subject) == ("\ufffd", "A\ufffd")


@pytest.mark.parametrize(
    ("seconds", "year"), [("99999999999999999999", 9999), ("-5", 1970), ("253402300800", 9999), ("x", 1970), ("", 1970)]
)
def test_commits_that_git_would_not_make_are_read(made: Repository, seconds: str, year: int) -> None:
    made.commit(tree(primitive()))
    text = f"tree {made.git('rev-parse', 'HEAD^{tree}').strip()}\nauthor <>\ncommitter A <a> {seconds} +9999\n\nA\0B\n\nC\0D\n"
    id = _raw_commit(made, text)
    made.git("update-ref", "refs/heads/odd", id)

    (edit,) = history(made, ref="odd").edits

    assert (edit.id, edit.author, edit.subject) == (id, "", "A")
    assert edit.moment.year in (year, 1970)
    assert moment_at(made.config, "odd") == edit.moment


def test_a_tag_from_before_1970_has_the_nearest_moment_that_git_can_tell(made: Repository) -> None:
    made.commit(tree(primitive()))
    text = f"object {made.head}\ntype commit\ntag old\ntagger A <a> -3600 +0000\n\nOld\n"
    made.git("update-ref", "refs/tags/old", made.git("hash-object", "-t", "tag", "-w", "--stdin", given=text).strip())

    assert history(made).releases == (Tagged(name="old", moment=datetime(1970, 1, 1, tzinfo=UTC), edits=1),)


def test_a_message_of_another_encoding_is_understood(made: Repository) -> None:
    made.git("config", "i18n.commitEncoding", "ISO-8859-1")
    made.commit(tree(primitive()), "Gr\udcf6\udcdfe")

    assert history(made).edits[0].subject == "Gr\N{LATIN SMALL LETTER O WITH DIAERESIS}\N{LATIN SMALL LETTER SHARP S}e"


def test_what_is_passed_over_and_what_is_told_is_what_loading_each_commit_says(made: Repository) -> None:
    chance = random.Random(1)
    for number in range(40):
        text = "".join(f"{_some_file(chance)}# {number}\n" for _ in range(chance.randint(1, 3)))
        gone = [path for path in ("config/add_ons/a.yml", "config/unit_primitives/b.yml") if chance.random() < 0.2]
        made.commit(text, gone=[path for path in gone if (made.root / path).exists()])

    found = history(made)

    good: dict[str, object] = {edit.id: state for edit, state in zip(found.edits, states(found), strict=True)}
    skipped = {one.edit.id: one.problem for one in found.skipped}
    ids = made.git("rev-list", "--reverse", "HEAD").split()
    assert {**good, **skipped} == {id: _loaded(made, id) for id in ids}
    assert min(len(good), len(skipped)) > 5


def _loaded(made: Repository, ref: str) -> tuple[Entity, ...] | Problem:
    """The entities, or the first error."""
    try:
        entities = at(made, ref).entities
        link(entities)
    except InvalidConfig as error:
        return next(one for one in error.problems if one.severity is Severity.ERROR)
    return entities


def _directories(made: Repository, leaf: str, *, wide: int, deep: int) -> str:
    """The id of a directory with so many files, or nothing, in so many directories that are each the same ones."""
    blob = made.git("hash-object", "-w", "--stdin", given="x\n").strip()
    row = f"100644 blob {blob}\t"
    for level in range(deep):
        ends = leaf if level == 0 else "d"
        listed = "".join(f"{row}{number:07}{ends}\n" for number in range(wide)) if ends else ""
        row = f"040000 tree {made.git('mktree', given=listed).strip()}\t"
    return row.split()[2]


def _commit_with(made: Repository, path: str, directory: str, message: str, parent: str) -> str:
    """The id of a commit with all that its parent has, and a directory in the place of what is at a path."""
    id = directory
    parts = path.split("/")
    for place in range(len(parts) - 1, -1, -1):
        above = ":".join((parent, "/".join(parts[:place])))
        is_there = not parts[:place] or made.git("ls-tree", "-d", parent, "/".join(parts[:place]))
        rows = made.git("ls-tree", above).splitlines() if is_there else []
        kept = [row for row in rows if not row.endswith(f"\t{parts[place]}")]
        id = made.git("mktree", given="".join(f"{it}\n" for it in (*kept, f"040000 tree {id}\t{parts[place]}"))).strip()
    return made.git("commit-tree", id, "-p", parent, "-m", message).strip()


def _raw_commit(made: Repository, text: str) -> str:
    """The id of a commit with exactly these bytes."""
    return made.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=text).strip()


def _some_file(chance: random.Random) -> str:
    name = chance.choice("abc")
    if chance.random() < 0.4:
        return tree(add_on(name, chance.choice(("", "", "description: Sold.\n", "x: y\n"))))
    more = ("", "add_ons: [a]\n", "alias_names: [c]\n", "alias_names: [d]\n", "add_ons: x\n", "add_ons: [b, c]\n")
    return tree(primitive(name, chance.choice(more)))


@pytest.mark.parametrize("what", ["a link", "a file"])
def test_a_directory_is_followed_also_where_something_else_stood_in_its_place_meanwhile(
    made: Repository, what: str
) -> None:
    made.commit(tree(primitive(), add_on()), "Begin")
    made.git("mv", "config", "catalog")
    if what == "a link":
        made.config.symlink_to("catalog")
    else:
        made.config.write_text("Moved.\n", "utf-8")
    made.commit(message="Move")
    made.commit(tree(add_on("duo_core")).replace("config/", "catalog/"), "Sell")
    made.config.unlink()
    made.git("mv", "catalog", "config")
    made.commit(message="Back")

    assert [subject for subject, changes in told(history(made)) if changes] == ["Sell"]
