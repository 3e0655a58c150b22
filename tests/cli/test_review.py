"""`site-builder review`: everything that a merge request shows of what it changes, in one run."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from site_builder.site.matrix_cells import DECIDING
from site_builder.source.files import config_files
from tests.cli.running import Ending, run
from tests.cli.test_diff import BASE, chat
from tests.output.publishing import state
from tests.source.repositories import Repository, clone, repository
from tests.trees import primitive, write_tree

MOMENT = "2025-01-01T00:00:00Z"


@pytest.fixture
def place(tmp_path: Path) -> Repository:
    made = repository(tmp_path)
    made.commit(BASE + chat("duo_pro, duo_core"), "Begin")
    return made


def review(place: Repository, *more: str) -> Ending:
    return run("review", "--base", "HEAD", "--output", "review", "--as-of", MOMENT, *more, cwd=place.root)


def report(place: Repository, name: str) -> str:
    return (place.root / "review" / name).read_text("utf-8")


def test_all_reports_are_written_and_named(place: Repository) -> None:
    write_tree(
        place.root, chat("duo_pro") + primitive("explain_code", "add_ons: [duo_core]\n").replace("-- ", "-- config/", 1)
    )

    assert review(place) == Ending(
        0,
        "review/codequality.json\nreview/junit.xml\nreview/metrics.txt\nreview/review.html\nreview/review.md\n",
        "",
    )
    assert report(place, "review.md").startswith(
        """\
## T: review

Customers lose duo\\_chat and gain explain\\_code: 1 lost and 1 new.

2 changes between HEAD and this configuration, both as of 1 January 2025, 00:00 UTC

### Lost (1)

- `duo_chat`: No longer with Duo Core; Premium customers with Duo Core and not Duo Pro lose it.

### New (1)

- `explain_code`: New unit primitive; all customers have it.

### New problems (2)
"""
    )
    assert " pages of the site change.\n" in report(place, "review.md")


def test_a_review_is_of_one_state(place: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where somebody checks out another between the reading of `site.yml`, or of what is told, and of the rest."""
    place.branch("other")
    place.commit(f"-- config/site.yml --\ntitle: Other\n{chat('duo_pro')}")
    place.git("checkout", "-q", "main")
    left = ["other", "main", "other"]

    def going(*arguments: Any) -> Iterator[Any]:
        if left:
            place.git("checkout", "-q", left.pop())
        return config_files(*arguments)

    monkeypatch.setattr("site_builder.source.loader.config_files", going)
    review(place, "--base", "main")

    assert left == []
    assert report(place, "review.md").startswith("## Other: review\n\nCustomers lose duo\\_chat: 1 lost.\n")


def test_figures_are_those_of_the_configuration_under_review(place: Repository) -> None:
    review(place)

    assert (
        report(place, "metrics.txt")
        == """\
# TYPE cloud_connector_unit_primitives gauge
# HELP cloud_connector_unit_primitives Unit primitives of the catalog, and of each bundle, realm, service and owner.
cloud_connector_unit_primitives 1
cloud_connector_unit_primitives{kind="add_on",name="duo_core"} 1
cloud_connector_unit_primitives{kind="add_on",name="duo_pro"} 1
cloud_connector_unit_primitives{kind="license_type",name="premium"} 1
cloud_connector_unit_primitives{kind="gitlab_realm",name="saas"} 0
cloud_connector_unit_primitives{kind="group",name="group::duo_chat"} 1
cloud_connector_unit_primitives{kind="feature_category",name="duo_chat"} 1
# EOF
"""
    )


def test_nothing_changes_where_nothing_is_edited(place: Repository) -> None:
    assert review(place).status == 0
    assert report(place, "review.md") == (
        "## T: review\n\nNo changes between HEAD and this configuration, both as of 1 January 2025, 00:00 UTC\n"
    )
    assert "0 of 1 rows change" in report(place, "review.html")


def test_the_page_marks_cells_and_dims_the_rest(place: Repository) -> None:
    write_tree(place.root, primitive("other", "add_ons: [duo_pro]\n").replace("-- ", "-- config/", 1))
    place.commit()
    write_tree(place.root, chat("duo_pro"))

    review(place)

    page = report(place, "review.html")
    assert f"Every unit primitive against every {DECIDING}; what is different is marked</caption>" in page
    assert (
        '<tr class="row-same"><th scope="row"><code>duo_<wbr>chat</code> <span class="tag class-lost">Lost</span></th>'
        in page
    )
    assert '<td class="dropped"><span aria-hidden="true">−</span><span class="hidden">named before</span></td>' in page
    assert '<tr class="row-same dim"><th scope="row"><code>other</code></th>' in page
    assert page.index("<code>duo_<wbr>chat</code> <span") < page.index("<code>other</code></th>")


def test_errors_stand_alone_and_what_was_wrong_before_is_not_among_them(place: Repository) -> None:
    write_tree(place.root, "-- config/add_ons/old.yaml --\nname: old\n")
    place.commit()
    write_tree(place.root, chat("duo_prro"))

    ending = review(place)

    (line,) = (line for line in report(place, "review.md").splitlines() if line.startswith("- "))
    assert "unknown add-on" in line
    assert report(place, "review.md").count("W115") == 0
    assert ending.err.endswith("\n1 error.\n")
    assert "W115" in report(place, "codequality.json")


def test_what_was_wrong_with_a_file_is_neither_new_nor_gone_under_another_name(place: Repository) -> None:
    run("rename", "duo_chat", "chat", cwd=place.root)

    assert review(place).status == 0
    assert "Renamed (1)" in report(place, "review.md")
    assert "roblems" not in report(place, "review.md")


def test_a_problem_that_names_one_more_is_neither_new_nor_gone(place: Repository) -> None:
    service = (
        "-- config/services/chat.yml --\nname: chat\nbasic_unit_primitive: duo_chat\nunit_primitives: [duo_chat, {}]\n"
    )
    others = (primitive(name).replace("-- ", "-- config/", 1) for name in ("explain_code", "write_tests"))
    place.commit(service.format("explain_code") + "".join(others))
    assert "1 of 2 members differs from" in run("check", cwd=place.root).out
    write_tree(place.root, service.format("explain_code, write_tests"))

    assert review(place).status == 0
    assert "2 of 3 members differ from" in report(place, "codequality.json")
    assert "roblems" not in report(place, "review.md")


def test_a_commit_is_called_by_the_short_id_that_gitlab_shows(place: Repository) -> None:
    id = place.head

    run("review", "--base", id, "--output", "review", "--as-of", MOMENT, cwd=place.root)

    assert f"No changes between {id[:8]} and this configuration" in report(place, "review.md")


def test_errors_are_reported_everywhere_and_fail(place: Repository) -> None:
    write_tree(place.root, chat("duo_prro"))

    ending = review(place)

    assert ending.status == 1
    assert "E301" in ending.err
    assert report(place, "review.md").startswith(
        "## T: review\n\nThe configuration has 1 error, so that nothing else can be told of it.\n"
    )
    assert [it["check_name"] for it in json.loads(report(place, "codequality.json"))] == ["E301"]
    suite = ElementTree.fromstring(report(place, "junit.xml")).find("testsuite")
    assert suite is not None
    assert suite.get("failures") == "1"
    assert 'unknown add-on &#39;duo_<wbr class="long">prro&#39;' in report(place, "review.html")
    assert not (place.root / "review/metrics.txt").exists()


def test_classes_to_fail_on_decide_after_the_reports_are_written(place: Repository) -> None:
    write_tree(place.root, chat("duo_pro"))

    assert review(place, "--fail-on", "losses").status == 1
    assert report(place, "review.md").startswith(
        "## T: review\n\n**Fails on: 1 lost.**\n\nCustomers lose duo\\_chat: 1 lost.\n\n"
        "1 change between HEAD and this configuration"
    )


def test_against_a_base_without_the_configuration_everything_is_new(tmp_path: Path) -> None:
    place = repository(tmp_path)
    place.commit("-- README --\nSoon.\n")
    write_tree(place.root, BASE + chat())

    assert review(place).status == 0
    note = report(place, "review.md")
    assert note.startswith(
        "## T: review\n\nCustomers gain duo\\_chat: 5 new.\n\n"
        "5 changes between HEAD, which has no configuration yet, and this configuration, both as of 1 January 2025, 00:00 UTC\n"
    )
    assert "### New (5)" in note
    assert "1 of 1 rows change" in report(place, "review.html")
    assert "### New problems (" in note


def test_what_the_base_gained_since_a_branch_left_it_is_no_change_of_the_branch(place: Repository) -> None:
    left = place.head
    place.branch("feature")
    place.commit(chat("duo_pro"))
    place.git("checkout", "-q", "main")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))
    place.git("checkout", "-q", "feature")

    ending = run(
        "review", "--base", "main", "--output", "review", "--as-of", MOMENT, "--fail-on", "losses", cwd=place.root
    )
    assert ending.status == 1
    note = report(place, "review.md")
    assert "Customers lose duo\\_chat: 1 lost.\n" in note
    assert f"1 change between main (where this left it, {left[:8]}) and this configuration, both as of" in note


def test_where_a_branch_left_its_base_must_be_known_also_where_git_cannot_read_what_is_between(
    place: Repository,
) -> None:
    place.branch("feature")
    place.git("checkout", "-q", "main")
    lost = place.commit(primitive("more").replace("-- ", "-- config/", 1))
    place.commit("-- README --\nMore.\n")
    place.git("checkout", "-q", "feature")
    (place.root / ".git/objects" / lost[:2] / lost[2:]).unlink()

    ending = run("review", "--base", "main", "--output", "review", "--as-of", MOMENT, cwd=place.root)

    assert (ending.status, ending.out) == (3, "")
    assert "error[E707] git cannot read this repository: " in ending.err


@pytest.mark.parametrize("is_broken", [True, False])
def test_a_branch_without_commits_left_its_base_nowhere(place: Repository, is_broken: bool) -> None:
    """But for one that git cannot read."""
    place.git("checkout", "-q", "--orphan", "fresh")
    if is_broken:
        (place.root / ".git/refs/heads/fresh").write_bytes(b"")

    ending = run("review", "--base", "main", "--output", "review", "--as-of", MOMENT, cwd=place.root)
    assert ending.status == (3 if is_broken else 0)


def test_what_was_fetched_is_a_branch(place: Repository) -> None:
    other = clone(place, place.root.parent / "other")
    other.git("checkout", "-q", "-b", "feature")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))
    other.git("fetch", "-q", "origin", "main")

    assert run("review", "--base", "FETCH_HEAD", "--output", "review", "--as-of", MOMENT, cwd=other.root).status == 0
    assert "No changes between FETCH\\_HEAD (where this left it, " in report(other, "review.md")
    other.git("update-ref", "refs/merge-requests/1/head", "FETCH_HEAD")
    run("review", "--base", "refs/merge-requests/1/head", "--output", "review", "--as-of", MOMENT, cwd=other.root)
    assert "No changes between refs/merge-requests/1/head (where this left it, " in report(other, "review.md")


def test_where_a_branch_left_its_base_must_be_known_also_where_an_older_commit_is_in_both(
    place: Repository, tmp_path: Path
) -> None:
    """As one that a fix brought, which was made on it and merged."""
    place.branch("fix")
    place.git("checkout", "-q", "main")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))
    place.branch("feature")
    place.commit(gone=["config/unit_primitives/more.yml"])
    for number in range(5):
        place.commit(f"-- README --\n{number}\n")
    place.git("checkout", "-q", "fix")
    place.commit(primitive("hot").replace("-- ", "-- config/", 1).replace("Opens a chat.", "Mends a leak."))
    place.git("checkout", "-q", "feature")
    place.git("merge", "-q", "-m", "Take in the fix", "fix")
    shallow = clone(place, tmp_path / "shallow", "--depth", "4", "--no-single-branch", "--branch", "feature")
    assert shallow.git("merge-base", "origin/main", "HEAD") != place.git("merge-base", "main", "HEAD")
    asked = ("review", "--output", "review", "--as-of", MOMENT, "--fail-on", "losses", "--base")

    whole, part = run(*asked, "main", cwd=place.root), run(*asked, "origin/main", cwd=shallow.root)

    assert (whole.status, part.status) == (1, 3)
    assert "error[E707] the commit in which this left 'origin/main' is not known" in part.err


@pytest.mark.parametrize("base", ["heads/main", "refs/heads/main", "@{-1}"])
def test_a_branch_is_one_by_any_name_that_git_has_for_it(place: Repository, base: str) -> None:
    place.branch("feature")
    place.git("checkout", "-q", "main")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))
    place.git("checkout", "-q", "feature")

    assert run("review", "--base", base, "--output", "review", "--as-of", MOMENT, cwd=place.root).status == 0
    assert f"No changes between {base.replace('_', '')} (where this left it, " in report(place, "review.md")
    for commit in ("main~0", "main^{commit}"):
        run("review", "--base", commit, "--output", "review", "--as-of", MOMENT, cwd=place.root)
        assert "1 change between " in report(place, "review.md")


def test_where_a_branch_left_a_base_with_errors_these_are_told_as_of_then(place: Repository) -> None:
    place.commit(chat("duo_prro"))
    place.branch("feature")
    place.git("checkout", "-q", "main")
    place.commit(chat("duo_core"))
    place.git("checkout", "-q", "feature")
    left = place.head[:8]
    place.commit(chat("duo_pro"))

    ending = run("review", "--base", "main", "--output", "review", "--fail-on", "losses", cwd=place.root)
    assert ending.status == 1
    assert f"\n{left}:config/unit_primitives/duo_chat.yml:8:11: error[E301]" in f"\n{ending.err}"
    note = report(place, "review.md")
    assert f"\nmain (where this left it, {left}) has errors, which this configuration has not; what else" in note
    gone = note.partition("### Problems that are gone (1)")[2]
    assert "config/unit" in gone
    assert left not in gone


def test_where_a_branch_left_its_base_there_may_have_been_no_configuration(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.commit("-- README.md --\nOurs.\n")
    made.branch("feature")
    made.git("checkout", "-q", "main")
    made.commit("-- README.md --\nOn.\n")
    made.git("checkout", "-q", "feature")
    made.commit(BASE + chat())

    assert run("review", "--base", "main", "--output", "review", cwd=tmp_path).status == 0
    note = (tmp_path / "review/review.md").read_text("utf-8")
    assert re.search(
        r"between main \(where this left it, [0-9a-f]{8}\), which has no configuration yet, and this", note
    )


def test_what_is_gone_is_called_by_the_title_that_the_base_gave_it(place: Repository) -> None:
    place.commit("-- config/site.yml --\ntitle: T\ntitles: {duo_core: Basic, duo_pro: Falcon}\n")
    write_tree(place.root, chat("duo_pro") + "-- config/site.yml --\ntitle: T\n")
    (place.config / "add_ons/duo_core.yml").unlink()

    review(place)

    note = report(place, "review.md")
    assert "No longer with Basic" in note
    assert "Falcon" not in note


def test_a_base_that_was_taken_in_is_called_by_its_name(place: Repository) -> None:
    place.branch("feature")
    place.commit(chat("duo_pro"))
    place.git("checkout", "-q", "main")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))
    place.git("checkout", "-q", "feature")
    place.git("merge", "-q", "-m", "Take in main", "main")

    run("review", "--base", "main", "--output", "review", "--as-of", MOMENT, cwd=place.root)
    assert "1 change between main and this configuration" in report(place, "review.md")


def test_what_is_merged_and_not_committed_yet_is_taken_in(place: Repository) -> None:
    place.branch("feature")
    place.commit(chat("duo_pro"))
    place.git("checkout", "-q", "main")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))
    place.git("checkout", "-q", "feature")
    place.git("merge", "-q", "--no-commit", "main")

    run("review", "--base", "main", "--output", "review", "--as-of", MOMENT, cwd=place.root)

    note = report(place, "review.md")
    assert "1 change between main and this configuration, both as of" in note
    assert "more" not in note


def test_a_base_that_was_left_more_than_once_is_taken_as_it_is(place: Repository) -> None:
    """Each took in what the other had then: from neither of these commits all is told that a merge would do."""
    place.branch("feature")
    place.commit(primitive("extra").replace("-- ", "-- config/", 1))
    theirs = place.head
    place.git("checkout", "-q", "main")
    place.commit(primitive("hot").replace("-- ", "-- config/", 1))
    ours = place.head
    place.git("merge", "-q", "-m", "Take in the feature", theirs)
    place.git("checkout", "-q", "feature")
    place.git("merge", "-q", "-m", "Take in main", ours)
    place.commit(gone=["config/unit_primitives/extra.yml"])

    ending = run(
        "review", "--base", "main", "--output", "review", "--as-of", MOMENT, "--fail-on", "losses", cwd=place.root
    )
    assert ending.status == 1
    assert "1 change between main and this configuration" in report(place, "review.md")


def test_where_a_branch_left_its_base_must_be_known(place: Repository, tmp_path: Path) -> None:
    place.branch("feature")
    place.commit(chat("duo_pro"))
    place.git("checkout", "-q", "main")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))
    shallow = clone(place, tmp_path / "shallow", "--depth", "1", "--no-single-branch", "--branch", "feature")
    asked = ("review", "--output", "review", "--as-of", MOMENT)

    ending = run(*asked, "--base", "origin/main", cwd=shallow.root)
    assert ending.status == 3
    assert "error[E707] the commit in which this left 'origin/main' is not known" in ending.err
    assert "set GIT_DEPTH: 0 in GitLab CI" in ending.err
    assert run(*asked, "--base", shallow.git("rev-parse", "origin/main").strip(), cwd=shallow.root).status == 0


def test_a_release_is_taken_as_it_is(place: Repository) -> None:
    """What was mended in it, and never here, its customers would lose."""
    place.git("checkout", "-q", "-b", "1-0-stable")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))
    place.tag("v1.0.1")
    place.git("checkout", "-q", "main")
    place.commit("-- README --\nOn.\n")

    for base in ("v1.0.1", place.git("rev-parse", "v1.0.1").strip()):
        asked = ("--base", base, "--output", "review", "--as-of", MOMENT, "--fail-on", "losses")
        assert run("review", *asked, cwd=place.root).status == 1
        assert "Customers lose more: 1 removed." in report(place, "review.md")


def test_a_base_without_anything_in_common_is_taken_as_it_is(place: Repository) -> None:
    place.git("checkout", "-q", "--orphan", "other")
    place.commit(primitive("more").replace("-- ", "-- config/", 1))

    run("review", "--base", "main", "--output", "review", "--as-of", MOMENT, cwd=place.root)
    assert "1 change between main and this configuration" in report(place, "review.md")


def test_an_unknown_base_is_told_and_nothing_is_written(place: Repository) -> None:
    ending = run("review", "--base", "mian", "--output", "review", cwd=place.root)

    assert ending.status == 3
    assert "git knows no commit 'mian' (did you mean 'main'?)" in ending.err
    assert not (place.root / "review").exists()


def test_reports_that_cannot_be_written_are_told_with_their_place(place: Repository) -> None:
    (place.root / "file").write_text("")
    ending = run("review", "--base", "HEAD", "--output", "file/review", cwd=place.root)

    assert ending.status == 3
    assert ending.err == (
        f"file/review: error[E603] cannot be created: {place.root}/file is not a directory\n"
        "  help: name another directory; nothing was changed\n1 error.\n"
    )


def test_files_of_others_stay_and_links_are_not_followed(place: Repository) -> None:
    add_on, reports = place.config / "add_ons/duo_core.yml", place.root / "review"
    before = add_on.read_bytes()
    reports.mkdir()
    (reports / "metrics.txt").symlink_to("../config/add_ons/duo_core.yml")
    ending = review(place)
    assert (ending.status, ending.out) == (3, "")
    assert ending.err.startswith("review: error[E606] holds 1 link, which this program never writes: metrics.txt\n")

    (reports / "metrics.txt").unlink()
    write_tree(reports, "-- review.md --\nMine.\n")
    assert "error[E601]" in review(place).err
    assert add_on.read_bytes() == before
    assert [it.name for it in reports.iterdir()] == ["review.md"]
    assert (reports / "review.md").read_text("utf-8") == "Mine.\n"
    assert "error[E602]" in run("review", "--base", "HEAD", "--output", "config/review", cwd=place.root).err


def test_a_site_is_no_place_for_reports_nor_the_other_way_round(place: Repository) -> None:
    assert run("build", "--output", "public", cwd=place.root).status == 0
    assert review(place).status == 0
    before = {name: state(place.root / name) for name in ("public", "review")}

    for command in (("review", "--base", "HEAD", "--output", "public"), ("build", "--output", "review")):
        ending = run(*command, cwd=place.root)
        assert (ending.status, ending.out) == (3, "")
        assert "error[E601] holds what another command of this program published, such as" in ending.err
    assert {name: state(place.root / name) for name in ("public", "review")} == before


def test_no_report_of_an_earlier_state_stays_beside_new_ones(place: Repository) -> None:
    assert review(place).status == 0
    write_tree(place.config, "-- add_ons/duo_core.yml --\nname: [\n")

    assert review(place).status == 1
    assert "metrics.txt" not in [it.name for it in (place.root / "review").iterdir()]


def test_what_mends_a_broken_base_has_a_review(place: Repository) -> None:
    place.commit(chat("duo_prro") + "-- config/add_ons/duo_core.yml --\n\ufeffname: duo_core\n")
    write_tree(place.root, chat("duo_pro"))

    assert review(place).status == 0
    note = report(place, "review.md")
    assert note.startswith(
        "## T: review\n\nHEAD has errors, which this configuration has not; what else changes cannot be told\n"
    )
    assert "### Problems that are gone (1)" in note
    assert "cloud_connector_unit_primitives 1\n" in report(place, "metrics.txt")


def test_a_gate_does_not_open_where_errors_of_the_base_hide_what_is_lost(place: Repository) -> None:
    place.commit(chat("duo_prro"))
    write_tree(place.root, chat("duo_pro"))

    ending = review(place, "--fail-on", "losses")

    assert ending.status == 1
    assert "HEAD:config/unit_primitives/duo_chat.yml:8:11: error[E301]" in ending.err
    assert "has errors, which this configuration has not" in report(place, "review.md")
