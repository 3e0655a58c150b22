"""What the public is told of the past: nothing internal in the end, however git came to it, never another answer."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from site_builder.source.files import config_files
from tests.cli.running import run
from tests.site.making import write_config
from tests.source.repositories import Repository, clone, repository
from tests.trees import write_tree

CONFIG = """
    -- unit_primitives/duo_chat --
    add_ons: [duo_pro]
    -- add_ons/duo_pro --
    """
MARKS = "-- config/site.yml --\ninternal_fields: []\n"
BIRD = "-- config/add_ons/nightingale.yml --\nname: nightingale\n"
GONE = ["config/add_ons/nightingale.yml"]


@pytest.fixture
def place(tmp_path: Path) -> Repository:
    made = repository(tmp_path / "project")
    write_config(made.config, CONFIG)
    made.commit(MARKS)
    return made


def public_site(place: Repository, *arguments: str) -> dict[str, bytes]:
    ending = run("build", "--audience", "public", "--output", "public", *arguments, cwd=place.root)
    assert ending.status == 0, ending.err
    public = place.root / "public"
    return {str(it.relative_to(public)): it.read_bytes() for it in public.rglob("*") if it.is_file()}


def told(site: dict[str, bytes], word: str) -> list[str]:
    return [path for path, data in site.items() if word in path or word.encode() in data]


def difference(place: Repository, *sides: str) -> str:
    ending = run("diff", *sides, "--audience", "public", cwd=place.root)
    assert (ending.status, ending.err) == (0, "")
    return ending.out


@pytest.mark.parametrize("is_in_one", [True, False])
def test_what_a_branch_moved_and_edited_is_no_other_than_before(place: Repository, is_in_one: bool) -> None:
    """Even though it had something internal for a while, and edited files of those names in a directory beside it."""
    beside = "-- staging/unit_primitives/duo_chat.yml --\nname: duo_chat\n"
    place.commit(f"{beside}-- staging/add_ons/one.yml --\nname: one\n")
    place.tag("v1.0")
    place.branch("work")
    place.commit("-- config/unit_primitives/draft.yml --\nname: draft\nvisibility: internal\n")
    place.commit(gone=["config/unit_primitives/draft.yml"])
    place.git("mv", "config", "catalog")
    (place.root / "staging/unit_primitives/duo_chat.yml").write_text("name: duo_chat\nstatus: beta\n", "utf-8")
    if not is_in_one:
        place.commit()
    for path in (place.root / "catalog/unit_primitives").iterdir():
        path.write_bytes(path.read_bytes() + b"status: beta\n")
    place.commit()
    place.git("mv", "catalog", "config")
    place.commit()
    place.git("checkout", "-q", "main")
    place.git("merge", "-q", "-m", "Move it there and back", "--no-ff", "work")

    assert "  duo_chat  Status stated: beta.\n" in difference(place, "v1.0")


@pytest.mark.parametrize("how", ["--ff-only", "--no-ff"])
def test_the_past_of_the_public_begins_when_the_directory_got_its_path(place: Repository, how: str) -> None:
    """What led there, and whether it was this configuration, is not guessed."""
    place.commit(f"{BIRD}-- config/add_ons/owl.yml --\nname: owl\n")
    place.tag("v1.0")
    place.branch("work")
    place.git("mv", "config", "catalog")
    place.commit("-- catalog/add_ons/robin.yml --\nname: robin\n", gone=["catalog/add_ons/owl.yml"])
    place.git("checkout", "-q", "main")
    place.git("merge", "-q", "-m", "Rename it", how, "work")
    place.tag("v2.0")
    place.commit("-- catalog/add_ons/owl.yml --\nname: owl\n")
    reason = (
        "is not known: no commit that leads to '{}v1.0' has files of a configuration in 'catalog'\n  help: the past that "
        "the public is told begins when the directory got the path that it has: name a later commit or release\n"
    )

    site = public_site(place, "--config", "catalog", "--release", "v2.0")
    assert re.findall(rb">(\w+)</a>[^.]*New add-on\.", site["changes/index.html"]) == [b"Owl"]
    for command, tag in ((("diff", "v1.0"), ""), (("build", "--output", "other", "--release", "v1.0"), "tags/")):
        ending = run(*command, "--config", "catalog", "--audience", "public", cwd=place.root)
        assert (ending.status, reason.format(tag) in ending.err) == (3, True)


@pytest.mark.parametrize(
    "mark", [f"{BIRD}visibility: internal\n", "-- config/site.yml --\ninternal_kinds: [add_ons]\n"]
)
def test_what_the_line_had_open_is_told_whatever_a_branch_marked_before_its_merge(place: Repository, mark: str) -> None:
    write_config(
        place.config, CONFIG.replace("add_ons: [duo_pro]", "license_types: [premium]\n    -- license_types/premium --")
    )
    place.commit(BIRD)
    place.branch("feature")
    place.commit(mark)
    place.commit("-- config/site.yml --\ntitle: Ours\n", gone=GONE)
    place.git("checkout", "-q", "main")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n")
    place.merge("feature")

    site = public_site(place)

    assert told(site, "owl")
    assert told(site, "Nightingale")
    assert "nightingale (add-on)  Removed." in difference(place, "HEAD~1")


@pytest.mark.parametrize("names_it", [False, True])
@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("directory", ["", "elsewhere"])
def test_what_had_been_internal_where_a_merge_brought_it_from_is_known(
    tmp_path: Path, directory: str, edited: bool, names_it: bool
) -> None:
    """As where the history of a repository is taken into a larger one, below a directory."""
    place = repository(tmp_path)
    place.commit("-- README --\nRead me.\n")
    place.git("checkout", "-q", "--orphan", "theirs")
    bird = BIRD.replace("config", directory).replace(" /", " ")
    write_config(place.root / directory, CONFIG)
    marks = MARKS.replace("config", directory).replace(" /", " ")
    place.commit(f"{marks}{bird}visibility: internal\n", gone=["README"])
    place.commit(gone=[f"{directory}/add_ons/nightingale.yml".lstrip("/")])
    place.git("checkout", "-q", "main")
    place.git("merge", "-q", "-s", "ours", "--no-commit", "--allow-unrelated-histories", "theirs")
    place.git("read-tree", "--prefix=config/", "-u", f"theirs:{directory}")
    for file in place.config.rglob("*.yml") if edited else ():
        file.write_text(file.read_text("utf-8") + "# Moved.\n", "utf-8")
    place.commit()
    if names_it:
        write_config(place.config, CONFIG.replace("duo_pro]", "duo_pro]\n    description: Sings like nightingale."))
        place.commit()

    ending = run("build", "--audience", "public", "--output", "public", cwd=place.root)

    assert "E707" not in ending.err
    assert ending.status == names_it
    assert ("names 'nightingale', which something internal was called" in ending.err) == names_it


@pytest.mark.parametrize("command", [("build", "--output", "public"), ("export", "catalog-json"), ("diff", "HEAD")])
def test_what_had_been_internal_in_a_directory_that_took_the_place_of_ours_is_known(
    place: Repository, command: Sequence[str]
) -> None:
    """In one commit: no rename of ours leads there."""
    text = CONFIG.replace("duo_pro]", "duo_pro]\n    description: Sings like nightingale.")
    write_config(place.root / "next", text)
    place.commit(f"{MARKS.replace('config', 'next', 1)}{BIRD.replace('config', 'next', 1)}visibility: internal\n")
    place.commit(gone=["next/add_ons/nightingale.yml"])
    assert run(*command, "--audience", "public", cwd=place.root).status == 0

    place.git("rm", "-rq", "config")
    place.git("mv", "next", "config")
    place.commit()

    ending = run(*command, "--audience", "public", cwd=place.root)
    assert ending.status == 1
    assert "error[E412] description: names 'nightingale', which something internal was called" in ending.err


@pytest.mark.parametrize("named", ["wren", "https://gitlab.com/our/plans/-/issues/1", "Night Bird"])
def test_former_names_titles_and_addresses_of_what_was_internal_in_a_directory_that_is_gone_are_known(
    place: Repository, named: str
) -> None:
    bird = "name: nightingale\nvisibility: internal\nalias_names: [wren]\n"
    address = "introduced_by_url: https://gitlab.com/our/plans/-/issues/1\n"
    title = "-- next/site.yml --\ntitles: {nightingale: Night Bird}\n"
    place.commit(f"-- next/unit_primitives/nightingale.yml --\n{bird}{address}{title}")
    place.commit(gone=["next"])
    assert run("build", "--audience", "public", "--output", "public", cwd=place.root).status == 0

    write_config(place.config, CONFIG.replace("duo_pro]", f"duo_pro]\n    description: Sings like {named}."))

    ending = run("build", "--audience", "public", "--output", "public", cwd=place.root)
    assert f"error[E412] description: names '{named}', which " in ending.err


@pytest.mark.parametrize("marked_by_itself", [False, True])
def test_of_a_kind_that_is_internal_names_are_no_words_also_where_they_were_elsewhere(
    place: Repository, marked_by_itself: bool
) -> None:
    mark = "visibility: internal\n" if marked_by_itself else ""
    hidden = "internal_kinds: [gitlab_realms]\n"
    place.commit(f"-- next/gitlab_realms/evening.yml --\nname: evening\n{mark}-- next/site.yml --\n{hidden}")
    place.commit(gone=["next"])
    write_config(place.config, CONFIG.replace("duo_pro]", "duo_pro]\n    description: Sings in the evening."))
    (place.config / "site.yml").write_text(hidden, "utf-8")
    place.commit()
    assert run("build", "--audience", "public", "--output", "public", cwd=place.root).status == marked_by_itself

    place.commit(MARKS)
    assert "error[E412]" in run("build", "--audience", "public", "--output", "public", cwd=place.root).err


@pytest.mark.parametrize("is_committed", [True, False])
@pytest.mark.parametrize("is_with_kind", [True, False])
def test_what_was_internal_among_errors_is_new_when_it_is_open_again(
    place: Repository, is_with_kind: bool, is_committed: bool
) -> None:
    """Else nothing could be taken back while a file beside it has an error."""
    site = "-- config/site.yml --\ninternal_fields: []\n"
    kind, mark = ("internal_kinds: [add_ons]\n", "") if is_with_kind else ("", "visibility: internal\n")
    wrong, right = ("-- config/add_ons/owl.yml --\nname: owl\n" + it for it in ("titel: Owl\n", ""))
    place.commit(f"{BIRD}description: Sings of lapwings.\n{right}{site}")
    place.commit(f"{site}{kind}{BIRD}description: Sings of lapwings.\n{mark}{wrong}")
    place.commit(f"{site}{kind}{BIRD}description: Sings.\n{mark}{wrong}")
    write_tree(place.root, f"{site}{BIRD}description: Sings.\n{right}")
    if is_committed:
        place.commit()

    found = public_site(place)

    assert not told(found, "lapwings")
    assert told(found, "Sings.")


@pytest.mark.parametrize("beside", [False, True])
def test_what_another_configuration_beside_ours_marks_is_not_internal_in_ours(place: Repository, beside: bool) -> None:
    """A branch takes it away in both. Where the other goes as well, it may have become ours, and nobody knows."""
    place.commit(BIRD)
    other = f"{BIRD.replace('config', 'staging', 1)}visibility: internal\n-- staging/add_ons/rook.yml --\nname: rook\n"
    place.commit(other)
    place.branch("feature")
    gone = ["staging/add_ons/nightingale.yml"] if beside else ["staging"]
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n", gone=[*GONE, *gone])
    place.git("checkout", "-q", "main")
    place.commit("-- README --\nRead me.\n")
    place.merge("feature")

    site = public_site(place)

    assert bool(told(site, "nightingale")) == beside
    assert told(site, "owl")


@pytest.mark.parametrize("is_merged", [False, True])
def test_what_was_public_in_ours_and_internal_in_what_took_its_place_is_internal(
    place: Repository, is_merged: bool
) -> None:
    place.commit(BIRD)
    write_config(place.root / "next", CONFIG)
    place.commit((BIRD + MARKS).replace("config", "next"))
    place.branch("feature")
    place.commit(f"{BIRD.replace('config', 'next', 1)}visibility: internal\n")
    place.commit(gone=["next/add_ons/nightingale.yml"])
    place.git("rm", "-rq", "config")
    place.git("mv", "next", "config")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n")
    if is_merged:
        place.git("checkout", "-q", "main")
        place.commit("-- README --\nRead me.\n")
        place.merge("feature")

    site = public_site(place)
    assert (bool(told(site, "nightingale")), bool(told(site, "owl"))) == (False, True)

    place.commit("-- config/add_ons/owl.yml --\nname: owl\ndescription: Sings like nightingale.\n")
    assert "names 'nightingale'" in run("build", "--audience", "public", "--output", "other", cwd=place.root).err


def test_what_went_internal_among_errors_that_are_mended_since_is_not_told(place: Repository) -> None:
    bird = "-- config/add_ons/nightingale.yml --\nname: nightingale\ndescription: {}.\n"
    place.commit(bird.format("Sings"))
    place.commit(f"{bird.format('Sings')}visibility: internal\n-- config/add_ons/wren.yml --\nname: other\n")
    place.commit(gone=GONE)
    write_config(place.config, "-- add_ons/wren --\n    -- add_ons/nightingale --\n    description: A ship.")

    site = public_site(place)

    assert told(site, "Sings") == []
    assert (bool(told(site, "A ship")), bool(told(site, "Wren"))) == (True, True)
    assert "Sings" not in difference(place, "HEAD~2")


@pytest.mark.parametrize(
    "site",
    ["", "internal_kinds: [add_on]\n", "internal-kinds: [add_ons]\n", "internal_kinds: [\n", "titel: Ours\n"],
)
def test_nothing_is_told_of_a_commit_that_says_nowhere_what_the_public_may_read(place: Repository, site: str) -> None:
    place.commit(f"{BIRD}description: Sings.\n")
    place.commit(
        f"{BIRD}description: Sings at night.\n" + (f"-- config/site.yml --\n{site}" if site else ""),
        gone=[] if site else ["config/site.yml"],
    )
    place.tag("v1.0")
    place.commit(f"{BIRD}description: Is a shop.\n{MARKS}")

    made = public_site(place)

    assert told(made, "Sings at night") == []
    assert b"Description \xe2\x80\x9cIs a shop.\xe2\x80\x9d, Sings. before" in made["changes/all.html"]
    assert run("diff", "v1.0", "--audience", "public", cwd=place.root).status == 1
    assert run("check", "--audience", "public", "--release", "v1.0", cwd=place.root).status == 1


@pytest.mark.parametrize("is_committed", [True, False])
def test_what_went_is_told_as_gone_also_as_something_internal_came_that_says_something_else(
    place: Repository, is_committed: bool
) -> None:
    place.commit("-- config/add_ons/nightingale.yml --\nname: nightingale\ndescription: Sings.\n")
    place.commit("-- config/backend_services/harbour.yml --\nname: harbour\njwt_aud: harbour\n")
    write_config(
        place.config,
        """
        -- add_ons/luscinia --
        description: Another text
        visibility: internal
        -- add_ons/owl --
        description: Better than nightingale.
        """,
    )
    for gone in (*GONE, "config/backend_services/harbour.yml"):
        place.git("rm", "-q", gone)
    if is_committed:
        place.commit()

    site = public_site(place)

    assert told(site, "uscinia") == []
    assert told(site, "Nightingale")
    assert told(site, "Harbour")
    assert told(site, "Better than nightingale")
    assert "nightingale (add-on)       Removed." in difference(place, "HEAD~1" if is_committed else "HEAD")


@pytest.mark.parametrize("command", [("diff", "v1.0"), ("diff", "v1.0", "HEAD"), ("build", "--release", "v1.0")])
@pytest.mark.parametrize("is_merged", [True, False])
def test_of_a_commit_that_is_not_on_the_line_the_public_is_not_told(
    place: Repository, command: tuple[str, ...], is_merged: bool
) -> None:
    place.commit(BIRD)
    place.branch("stable")
    place.commit("-- config/add_ons/lark.yml --\nname: lark\n", gone=GONE)
    place.tag("v1.0")
    place.git("checkout", "-q", "main")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n")
    if is_merged:
        place.merge("stable")

    ending = run(*command, "--audience", "public", cwd=place.root)

    told_of = "what the public must not read of 'v1.0' is not known: it is not on the line of what is there today"
    assert (ending.status, ending.err.splitlines()[0]) == (3, f"config: error[E707] {told_of}")
    assert run(*command, cwd=place.root).status == 0


def test_of_a_directory_that_is_not_there_today_the_public_is_not_told(place: Repository) -> None:
    place.tag("v1.0")
    place.git("mv", "config", "catalog")
    place.commit()

    ending = run("diff", "v1.0", "v1.0", "--audience", "public", "--config", "config", cwd=place.root)

    told_of = "what the public must not read of 'v1.0' is not known: there is no such directory today"
    assert (ending.status, ending.err.splitlines()[0]) == (3, f"config: error[E707] {told_of}")


def test_of_another_directory_that_stood_there_the_public_is_not_told(place: Repository) -> None:
    place.commit(BIRD)
    place.tag("v1.0")
    place.commit(f"{BIRD}visibility: internal\n-- staging/unit_primitives/a.txt --\n")
    write_config(place.root / "staging", CONFIG)
    place.commit(MARKS.replace("config", "staging"))
    place.git("rm", "-rq", "config")
    place.commit()
    place.git("mv", "staging", "config")
    place.commit()

    ending = run("diff", "v1.0", "--audience", "public", cwd=place.root)

    told_of = "what the public must not read of 'v1.0' is not known: it is not on the line of what is there today"
    assert (ending.status, ending.err.splitlines()[0]) == (3, f"config: error[E707] {told_of}")


def test_a_later_state_is_told_without_what_is_internal_today(place: Repository) -> None:
    said = "description: Sings at night, as only this one does.\n"
    place.commit(f"{BIRD}{said}visibility: internal\n")
    place.commit(f"-- config/add_ons/lark.yml --\nname: lark\n{said}", gone=GONE)
    place.commit("-- config/license_types/premium.yml --\nname: premium\n")
    place.git("checkout", "-q", "HEAD~2")

    told_of = difference(place, "HEAD", "main")

    assert ("lark" in told_of, "premium" in told_of) == (False, True)


def test_what_the_earlier_side_marks_is_left_out_of_both_where_it_is_no_earlier_state(place: Repository) -> None:
    place.commit(f"{BIRD}-- config/add_ons/owl.yml --\nname: owl\n")
    place.tag("v1.0")
    place.commit(f"{BIRD}visibility: internal\n")
    place.commit(gone=["config/add_ons/owl.yml"])
    place.git("checkout", "-q", "v1.0")

    for sides in (("main",), ("main", "v1.0"), ("v1.0", "main")):
        assert "nightingale" not in difference(place, *sides)
        assert "owl" in difference(place, *sides)


def test_what_is_wrong_with_an_earlier_state_is_said_of_that(place: Repository) -> None:
    place.commit(BIRD + _primitive("wren", "Hops like a nightingale."))
    place.tag("v1.0")
    place.commit(f"{BIRD}visibility: internal\n" + _primitive("wren", "Hops."))

    ending = run("diff", "v1.0", "--audience", "public", cwd=place.root)

    assert ending.status == 1
    first, *_, help, _ = (line for line in ending.err.splitlines() if line.strip() and "explain" not in line)
    assert first.startswith("v1.0:config/unit_primitives/wren.yml:")
    assert help == (
        "  help: what is committed stays as it is: name another release or commit, or mark less as internal today; "
        "words of every day may be listed in public_words of site.yml"
    )


def test_what_says_what_something_internal_says_today_is_told_by_no_difference_either(place: Repository) -> None:
    place.commit(f"{BIRD}description: Sings at night.\n")
    place.tag("v1.0")
    place.commit(gone=GONE)
    place.commit("-- config/add_ons/falcon.yml --\nname: falcon\ndescription: Sings at night.\nvisibility: internal\n")

    assert "nightingale" not in difference(place, "v1.0")
    assert told(public_site(place), "ightingale") == []


@pytest.mark.parametrize("is_merged", [True, False])
def test_what_went_to_a_neighbour_while_something_came_from_there_is_gone_from_here(
    place: Repository, is_merged: bool
) -> None:
    place.commit(BIRD)
    place.commit(
        "-- staging/unit_primitives/one.yml --\nname: one\nvisibility: internal\n"
        "-- staging/add_ons/crow.yml --\nname: crow\nvisibility: internal\n"
    )
    place.branch("feature")
    place.git("mv", "config/add_ons/nightingale.yml", "staging/add_ons/nightingale.yml")
    place.commit(BIRD.replace("config/", "staging/") + "visibility: internal\n")
    place.git("mv", "staging/add_ons/crow.yml", "config/add_ons/crow.yml")
    place.commit("-- config/add_ons/crow.yml --\nname: crow\n")
    place.git("checkout", "-q", "main")
    place.git("merge", "-q", "-m", "Withdraw", *(["--no-ff"] if is_merged else []), "feature")

    assert "nightingale" in difference(place, "HEAD~1" if is_merged else "HEAD~2")


def test_what_another_configuration_marks_says_nothing_of_this_one(place: Repository) -> None:
    place.commit(BIRD)
    write_config(place.config, "-- unit_primitives/duo_chat --\n    description: Better than nightingale.")
    place.commit()
    place.branch("feature")
    place.commit(
        "-- examples/site.yml --\ninternal_kinds: [add_ons]\n-- examples/unit_primitives/one.yml --\nname: one\n",
        gone=GONE,
    )
    place.merge("feature")

    assert told(public_site(place), "nightingale")


def test_what_a_branch_took_away_without_a_mark_is_told(place: Repository) -> None:
    place.commit(BIRD)
    place.branch("feature")
    place.commit(f"{BIRD}description: Sings.\n")
    place.commit(gone=GONE)
    place.merge("feature")

    assert told(public_site(place), "nightingale")
    assert "nightingale" in difference(place, "HEAD~1")


def test_what_a_merge_took_away_is_not_told_where_its_branch_is_cut_off(place: Repository, tmp_path: Path) -> None:
    place.commit(BIRD)
    place.commit("-- config/add_ons/duo_pro.yml --\nname: duo_pro\ndescription: Helps.\n")
    place.branch("feature")
    place.commit(f"{BIRD}visibility: internal\n")
    place.commit(gone=GONE)
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n")
    place.merge("feature")
    place.commit("-- config/add_ons/duo_pro.yml --\nname: duo_pro\n")

    site = public_site(clone(place, tmp_path / "shallow", "--depth", "3"))

    assert told(site, "nightingale") == []
    assert told(site, "owl")


@pytest.mark.parametrize("wrong", ["descripton: Sings.\n", "name: nightingale\n", "description: [\n"])
def test_what_was_internal_in_a_file_with_errors_is_not_told(place: Repository, wrong: str) -> None:
    place.commit(BIRD)
    place.commit(f"{BIRD}visibility: internal\n{wrong}")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n", gone=GONE)

    site = public_site(place)

    assert told(site, "nightingale") == []
    assert told(site, "owl")


@pytest.mark.parametrize(
    "slip",
    [
        *("visibilty: internal", "visiblity: intern", "visibility: intenal", "visibility: private"),
        *("VISIBILITY: internal", "internal: true", "is_internal: yes"),
        *("isInternal: true", '"internal": 1', "intern: on", "vissibility: private", "vsibility: internal"),
    ],
)
def test_a_mark_with_a_slip_that_was_an_error_may_have_been_one(place: Repository, slip: str) -> None:
    place.commit(BIRD)
    place.commit(f"{BIRD}{slip}\n")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n", gone=GONE)

    site = public_site(place)

    assert told(site, "nightingale") == []
    assert told(site, "owl")


def test_another_error_in_a_file_is_no_mark(place: Repository) -> None:
    place.commit(BIRD)
    place.commit(f"{BIRD}description: 'For internal use, or internally: at home.'\ndescripton: Sings.\n")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n", gone=GONE)

    assert told(public_site(place), "nightingale")


@pytest.mark.parametrize(
    "renamed",
    [
        "name: luscinia\ndescription: Sings.\nvisibility: internal\ncut_off: never\n",
        "name: nightingale\ndescription: Sings.\nvisibility: internal\n",
    ],
)
@pytest.mark.parametrize("then", ["", "-- config/add_ons/luscinia.yml --\nname: luscinia\nvisibility: internal\n"])
def test_what_has_errors_since_it_has_another_name_and_a_mark_is_told_by_none(
    place: Repository, renamed: str, then: str
) -> None:
    place.commit(f"{BIRD}description: Sings.\n")
    place.commit(f"-- config/add_ons/luscinia.yml --\n{renamed}", gone=GONE)
    place.commit(
        f"{then}-- config/add_ons/owl.yml --\nname: owl\n", gone=[] if then else ["config/add_ons/luscinia.yml"]
    )

    site = public_site(place)

    assert (told(site, "nightingale"), told(site, "luscinia")) == ([], [])
    assert told(site, "owl")


def test_a_file_with_errors_is_internal_with_its_kind(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("add_ons: [duo_pro]", "").replace("-- add_ons/duo_pro --", ""))
    place.commit(BIRD, gone=["config/add_ons/duo_pro.yml"])
    place.commit(f"{BIRD}descripton: Sings.\n-- config/site.yml --\ninternal_kinds: [add_ons]\n")
    place.commit(f"{MARKS}-- config/add_ons/owl.yml --\nname: owl\n", gone=GONE)

    site = public_site(place)

    assert told(site, "nightingale") == []
    assert told(site, "owl")


def test_a_mark_counts_also_in_a_file_of_two_bytes_for_each_character(place: Repository) -> None:
    place.commit(BIRD)
    (place.config / "add_ons/nightingale.yml").write_bytes("name: nightingale\nvisibility: internal\n".encode("utf-16"))
    place.commit()
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n", gone=GONE)

    site = public_site(place)

    assert told(site, "nightingale") == []
    assert told(site, "owl")


@pytest.mark.parametrize("then", ["gone", "internal"])
def test_what_has_another_name_since_a_commit_with_errors_is_told_by_none_where_it_is_internal(
    place: Repository, then: str
) -> None:
    bird = "-- config/add_ons/{0}.yml --\nname: {0}\ndescription: {1}.\nvisibility: {2}\n"
    place.commit(bird.format("nightingale", "Sings", "public"))
    place.tag("v1.0")
    broken = "-- config/add_ons/broken.yml --\nname: 1\n"
    renamed = bird.format("luscinia", "Sings", "internal" if then == "gone" else "public")
    place.commit(f"{renamed}{broken}", gone=GONE)
    if then == "gone":
        place.commit(gone=["config/add_ons/luscinia.yml"])
    else:
        place.commit(bird.format("luscinia", "Sings no more", "internal"))
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n", gone=["config/add_ons/broken.yml"])

    site = public_site(place, "--release", "v1.0")

    assert (told(site, "nightingale"), told(site, "luscinia")) == ([], [])
    assert told(site, "owl")


def test_another_name_is_no_loss_to_the_public_that_is_not_shown_by_what_it_is_known(place: Repository) -> None:
    place.commit("-- config/site.yml --\ninternal_fields: [unit_primitive_issue_url]\n")
    text = """
        -- unit_primitives/{} --
        description: {}
        unit_primitive_issue_url: https://gitlab.example/1
        milestone: '17.1'
        status: beta
        """
    write_config(place.config, text.format("talk", "Talks."))
    place.commit()
    write_config(place.config, text.format("chat", "Chats."))
    place.commit(gone=["config/unit_primitives/talk.yml"])

    for said in (difference(place, "HEAD~1"), public_site(place)["changes/all.html"].decode("utf-8")):
        assert "talk" in said
        assert "emoved" not in said
        assert "Renamed" in said


def test_what_the_team_reads_as_two_is_not_one_to_the_public(place: Repository) -> None:
    place.commit("-- config/site.yml --\ninternal_fields: [group, introduced_by_url, documentation_url]\n")
    text = (
        "-- config/unit_primitives/{0}.yml --\nname: {0}\nfeature_category: ai\ndescription: Helps.\ngroup: group::{0}\n"
        "introduced_by_url: https://gitlab.example/{0}\ndocumentation_url: https://docs.example/{0}\n"
    )
    place.commit(text.format("first"))
    place.commit(text.format("second"), gone=["config/unit_primitives/first.yml"])

    for audience in ("internal", "public"):
        said = run("diff", "HEAD~1", "--audience", audience, cwd=place.root).out
        assert ("Renamed" in said, "Removed" in said) == (False, True)
    assert "Renamed" not in public_site(place)["changes/all.html"].decode("utf-8")


def test_a_former_title_of_something_internal_is_not_told(place: Repository) -> None:
    for title, description in (("Project Falcon", "Better with Project Falcon."), ("Eagle Suite", "Better.")):
        write_config(place.config, f"{CONFIG}-- add_ons/duo_next --\n    visibility: internal")
        write_config(place.config, f"-- unit_primitives/duo_chat --\n    description: {description}")
        place.commit(f"-- config/site.yml --\ntitles: {{duo_next: {title}}}\n")

    assert told(public_site(place), "Falcon") == []
    said = run("diff", "HEAD~1", "--audience", "public", cwd=place.root)
    assert (said.status, said.out) == (1, "")
    assert "[E412] description: names 'Project Falcon', which something internal was called" in said.err


def test_a_former_address_in_a_field_that_is_left_out_is_not_told(place: Repository) -> None:
    for number, description in ((77, "See https://gitlab.example/77."), (78, "See the documentation.")):
        fields = f"introduced_by_url: https://gitlab.example/{number}\n    description: {description}"
        write_config(place.config, f"-- unit_primitives/duo_chat --\n    {fields}")
        place.commit("-- config/site.yml --\ninternal_fields: [introduced_by_url]\n")

    assert told(public_site(place), "gitlab.example") == []


def test_an_earlier_state_is_not_told_where_what_came_after_it_is_not_known(place: Repository, tmp_path: Path) -> None:
    place.commit(BIRD)
    place.tag("v1.0")
    place.commit(f"{BIRD}visibility: internal\n")
    place.commit(gone=GONE)
    shallow = clone(place, tmp_path / "shallow", "--depth", "1")
    shallow.git("fetch", "-q", "--depth", "1", "origin", "tag", "v1.0")

    for arguments in (("build", "--release", "v1.0"), ("diff", "v1.0"), ("diff", "v1.0", "./config")):
        ending = run(*arguments, "--audience", "public", cwd=shallow.root)
        assert (ending.status, ending.out) == (3, "")
        assert "error[E707] what the public must not read is not known: the history begins with commit" in ending.err
        assert "set GIT_DEPTH: 0 in GitLab CI" in ending.err
    assert told(public_site(shallow), "nightingale") == []
    assert run("diff", "v1.0", cwd=shallow.root).status == 0


@pytest.mark.parametrize(
    ("form", "told_as"),
    [("text", "error[E707]"), ("json", '"code": "E707"'), ("junit", "E707")],
)
def test_what_passes_check_is_known_whole(place: Repository, tmp_path: Path, form: str, told_as: str) -> None:
    """A gate before a merge: the build of the public site, in a whole clone, would stop."""
    place.commit(f"{BIRD}visibility: internal\n")
    place.commit(gone=GONE)
    place.commit("-- config/site.yml --\ndescription: As the nightingale.\n")
    shallow = clone(place, tmp_path / "shallow", "--depth", "1")
    asked = ("check", "--audience", "public", "--format", form)

    found = run(*asked, cwd=shallow.root)
    assert (found.status, told_as in found.out) == (1, True)
    assert form == "junit" or "set GIT_DEPTH: 0 in GitLab CI" in found.out
    assert (run("check", cwd=shallow.root).status, run(*asked, cwd=place.root).status) == (0, 1)
    assert "E412" in run(*asked, cwd=place.root).out


@pytest.mark.parametrize("form", ["catalog-json", "warehouse-csv"])
def test_what_is_written_for_other_programs_tells_aside_what_is_not_known(
    place: Repository, tmp_path: Path, form: str
) -> None:
    place.commit(BIRD)
    shallow = clone(place, tmp_path / "shallow", "--depth", "1")
    asked = ("export", form, "--audience", "public")

    whole, part = run(*asked, cwd=place.root), run(*asked, cwd=shallow.root)
    assert (whole.status, part.status, whole.err) == (0, 0, "")
    assert part.err.startswith("E707: what the public must not read is not known: the history begins with commit")
    assert run("export", form, cwd=shallow.root).err == ""


def test_what_something_internal_said_once_it_may_have_been_whatever_it_says_later(place: Repository) -> None:
    said = "description: Sings at night, as only this one does.\ndocumentation_url: https://docs.gitlab.com/\n"
    place.commit(f"{BIRD}{said}")
    place.tag("v1.0")
    hidden = "-- config/add_ons/evening.yml --\nname: evening\nvisibility: internal\n"
    place.commit(f"{hidden}{said}")
    place.commit(gone=GONE)
    place.commit(hidden + said.replace("https://docs.gitlab.com/", "https://docs.gitlab.com/user/"))

    site = public_site(place, "--release", "v1.0")
    assert told(site, "nightingale") == []


def test_what_stayed_and_had_a_mark_of_its_own_here_before_is_a_word_of_what_is_internal(place: Repository) -> None:
    place.commit(f"{BIRD}visibility: internal\n-- config/add_ons/wren.yml --\nname: wren\n")
    place.commit(BIRD)
    (place.root / "catalog/add_ons").mkdir(parents=True)
    for path in ("unit_primitives", "add_ons/duo_pro.yml", "add_ons/wren.yml"):
        place.git("mv", f"config/{path}", f"catalog/{path}")
    place.commit("-- catalog/site.yml --\ndescription: As once the nightingale.\n")

    ending = run("check", "--config", "catalog", "--audience", "public", cwd=place.root)
    assert (ending.status, "error[E412] description: names 'nightingale'" in ending.out) == (1, True)


@pytest.mark.parametrize(
    "beside", ["", "-- next/add_ons/nightingale.yml --\nname: nightingale\n-- next/unit_primitives/x.yml --\nname: x\n"]
)
@pytest.mark.parametrize("left", [[], ["catalog/add_ons/wren.yml"]])
def test_what_came_along_when_the_directory_moved_is_this_one_whatever_came_beside_it(
    place: Repository, beside: str, left: list[str]
) -> None:
    place.commit(f"{BIRD}-- config/add_ons/wren.yml --\nname: wren\n")
    place.git("mv", "config", "catalog")
    place.commit(beside, gone=left)
    place.commit("-- catalog/site.yml --\ninternal_kinds: [add_ons]\n")
    place.commit(gone=["catalog/add_ons/nightingale.yml"])
    place.commit("-- catalog/site.yml --\ndescription: As once the nightingale.\n", gone=["next"] if beside else [])

    ending = run("check", "--config", "catalog", "--audience", "public", cwd=place.root)
    assert (ending.status, "error[E412] description: names 'nightingale'" in ending.out) == (1, True)


def test_a_link_in_the_place_of_the_marks_of_then_stops_what_would_tell_of_then(place: Repository) -> None:
    (place.config / "site.yml").unlink()
    (place.config / "site.yml").symlink_to("../marks.yml")
    place.commit("-- marks.yml --\ninternal_kinds: [add_ons]\n")
    place.tag("v1.0")
    (place.config / "site.yml").unlink()
    place.commit("-- config/site.yml --\ntitle: Ours\n")

    for arguments, where in ((("build", "--release", "v1.0"), "tags/v1.0:"), (("diff", "v1.0"), "v1.0:")):
        ending = run(*arguments, "--audience", "public", cwd=place.root)
        assert (ending.status, ending.out) == (1, "")
        assert ending.err.startswith(f"{where}config/site.yml: error[E113] this is a link, and is not read\n")


def test_the_history_begins_when_something_public_was_there(tmp_path: Path) -> None:
    place = repository(tmp_path)
    write_config(place.config, "-- unit_primitives/secret --\n    visibility: internal")
    place.commit(MARKS, when="2023-11-15T00:00:00Z")
    write_config(place.config, "-- unit_primitives/chat --")
    place.commit(when="2024-02-01T00:00:00Z")

    site = public_site(place)

    assert told(site, "15 November 2023") == []
    assert told(site, "2023-11-15") == []
    assert told(site, "1 February 2024")


def test_who_has_a_name_now_is_not_told_of_as_who_had_it(place: Repository) -> None:
    write_config(place.config, "-- unit_primitives/next --\n    description: Reads minds of users.")
    place.commit()
    place.tag("v1.0")
    hidden = "description: Reads minds of users.\n    visibility: internal"
    write_config(place.config, f"-- unit_primitives/deep --\n    {hidden}\n    alias_names: [next]")
    place.commit(gone=["config/unit_primitives/next.yml"])
    write_config(place.config, f"-- unit_primitives/deep --\n    {hidden}")
    write_config(place.config, "-- unit_primitives/next --\n    description: Reads mail.")
    place.commit()

    site = public_site(place, "--release", "v1.0")

    assert told(site, "Reads minds") == []
    assert told(site, "Reads mail")
    assert "releases/v1.0/unit_primitives/next.html" not in site
    assert "Reads minds" not in difference(place, "v1.0")
    assert "New" in difference(place, "v1.0")


def test_names_that_go_from_one_to_the_next_through_a_commit_with_errors_are_told(place: Repository) -> None:
    bird = "-- config/add_ons/{0}.yml --\nname: {0}\ndescription: {1}.\n"
    place.commit(bird.format("wren", "Sings early") + bird.format("lark", "Sings late"))
    place.commit(
        bird.format("owl", "Sings late") + "-- config/add_ons/broken.yml --\nname: 1\n",
        gone=["config/add_ons/lark.yml"],
    )
    place.commit(bird.format("lark", "Sings early"), gone=["config/add_ons/wren.yml"])
    place.commit(gone=["config/add_ons/broken.yml"])

    for audience in ("internal", "public"):
        ending = run("build", "--audience", audience, "--output", audience, cwd=place.root)
        assert ending.status == 0, ending.err
        said = (place.root / audience / "feeds/changes.atom").read_text("utf-8")
        assert ("Renamed from lark to owl" in said, "Renamed from wren to lark" in said) == (True, True)
    assert "Name: lark → owl" in run("show", "owl", "--history", cwd=place.root).out
    assert "Name: wren → lark" in run("show", "lark", "--history", cwd=place.root).out


def test_kinds_count_as_marked_also_where_nobody_can_make_sense_of_the_file(place: Repository) -> None:
    place.commit(BIRD)
    place.commit("-- config/site.yml --\ninternal_kinds: [add_ons]\ntitle: [\n")
    place.commit(gone=GONE)
    place.commit("-- config/site.yml --\ntitle: Ours\n")

    assert told(public_site(place), "nightingale") == []


@pytest.mark.parametrize("way", ["at once", "by a branch", "not committed"])
def test_who_takes_the_name_of_something_internal_as_that_gets_another_is_not_told_of_as_it(
    place: Repository, way: str
) -> None:
    write_config(place.config, "-- unit_primitives/next --\n    description: Reads minds of users.")
    place.commit()
    place.tag("v1.0")
    copytree(place.config, place.root / "former")
    place.branch("feature")
    (place.config / "unit_primitives/next.yml").unlink()
    write_config(
        place.config,
        "-- unit_primitives/deep --\n    description: Reads minds of users.\n    visibility: internal\n",
    )
    if way == "by a branch":
        place.commit()
    write_config(place.config, "-- unit_primitives/next --\n    description: Reads mail.")
    if way != "not committed":
        place.commit()
        place.merge("feature")

    site = public_site(place, "--release", "v1.0")

    assert told(site, "Reads minds") == []
    assert told(site, "Reads mail")
    assert "Reads minds" not in difference(place, "v1.0") + difference(place, "./former")
    team = run("diff", "v1.0", cwd=place.root).out
    assert "deep  New unit primitive" in team
    assert "next  Description “Reads mail.”" in team


def test_what_a_commit_with_an_error_marked_is_not_told_when_another_gets_its_name_later(place: Repository) -> None:
    place.commit(f"{BIRD}description: Sings at night.\n")
    place.tag("v1.0")
    place.commit(f"{BIRD}description: Sings at night.\nvisibility: internal\ntitel: x\n")
    place.commit(gone=GONE)
    place.commit(f"{BIRD}description: Tells the hour.\n")

    site = public_site(place, "--release", "v1.0")

    assert told(site, "Sings at night") == []
    assert told(site, "Tells the hour")
    assert "Sings" not in difference(place, "v1.0")


def test_what_was_internal_and_went_among_errors_is_not_told_when_another_gets_its_name(place: Repository) -> None:
    """It was whole, and marked, before there was an error in another file."""
    place.commit(f"{BIRD}description: Sings at night.\n")
    place.commit(f"{BIRD}visibility: internal\n")
    place.commit("-- config/add_ons/wren.yml --\nname: [\n", gone=GONE)
    place.commit(f"{BIRD}description: Is a shop.\n", gone=["config/add_ons/wren.yml"])

    site = public_site(place)

    assert (told(site, "Sings at night"), bool(told(site, "Is a shop"))) == ([], True)
    assert "Sings" not in difference(place, "HEAD~3")


def test_what_was_internal_at_last_among_errors_is_not_told_where_another_gets_its_name_among_them(
    place: Repository,
) -> None:
    place.commit(f"{BIRD}description: Sings at night.\n")
    broken = "-- config/add_ons/broken.yml --\nname: 1\n"
    place.commit(f"{BIRD}description: Sings at night.\nvisibility: internal\n{broken}")
    place.commit(gone=GONE)
    place.commit(f"{BIRD}description: Tells the hour.\n")
    place.commit(gone=["config/add_ons/broken.yml"])

    site = public_site(place)

    assert told(site, "Sings at night") == []
    assert told(site, "Tells the hour")


def test_what_was_internal_at_last_among_errors_is_not_told_where_another_gets_its_name_with_the_next_edit(
    place: Repository,
) -> None:
    bird = "-- config/add_ons/{0}.yml --\nname: {0}\ndescription: {1}.\n"
    place.commit(bird.format("nightingale", "Sings at night") + bird.format("rooster", "Tells the hour"))
    broken = "-- config/add_ons/broken.yml --\nname: 1\n"
    place.commit(f"{bird.format('nightingale', 'Sings at night')}visibility: internal\n{broken}")
    place.commit(gone=GONE)
    place.commit(
        bird.format("nightingale", "Tells the hour"), gone=["config/add_ons/rooster.yml", "config/add_ons/broken.yml"]
    )

    site = public_site(place)

    assert told(site, "Sings at night") == []
    assert told(site, "Tells the hour")
    assert "Name: rooster → nightingale" in run("show", "nightingale", "--history", cwd=place.root).out


def test_names_that_go_from_one_to_the_next_at_once_are_told(place: Repository) -> None:
    bird = "-- config/add_ons/{0}.yml --\nname: {0}\ndescription: {1}.\n"
    place.commit(bird.format("wren", "Sings early") + bird.format("lark", "Sings late"))
    place.commit(
        bird.format("lark", "Sings early") + bird.format("owl", "Sings late"), gone=["config/add_ons/wren.yml"]
    )

    assert "Name: lark → owl" in run("show", "owl", "--history", cwd=place.root).out
    assert "Name: wren → lark" in run("show", "lark", "--history", cwd=place.root).out
    assert "Facts only" not in difference(place, "HEAD~1")


MARKED = "visibility: internal\n"
SINGS = "description: Sings at night, beside a nightingale.\n"


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize(
    "branches",
    [
        # Each a merge request: marked, renamed, opened.
        (("mark",), ("rename",), ("open",)),
        (("mark", "rename"), ("open",)),
        (("mark",), ("rename", "open")),
    ],
)
def test_what_got_another_name_while_it_was_internal_is_new_by_that_once_it_is_open(
    place: Repository, branches: tuple[tuple[str, ...], ...], is_merged: bool
) -> None:
    place.commit(f"{BIRD}{SINGS}")
    place.tag("v1.0")
    renamed = f"-- config/add_ons/luscinia.yml --\nname: luscinia\n{SINGS}"
    steps = {
        "mark": lambda: place.commit(f"{BIRD}{SINGS}{MARKED}"),
        "rename": lambda: place.commit(f"{renamed}{MARKED}", gone=GONE),
        "open": lambda: place.commit(renamed),
    }
    for branch in branches:
        place.branch("feature")
        for step in branch:
            steps[step]()
        if is_merged:
            place.merge("feature")
        place.git("checkout", "-q", "-B", "main")
        place.git("branch", "-q", "-D", "feature")

    site = public_site(place, "--release", "v1.0")

    assert "releases/v1.0/add_ons/nightingale.html" not in site
    assert "luscinia (add-on)  New add-on." in difference(place, "v1.0")
    feed = site["feeds/changes.atom"]
    assert (b"New: Luscinia (add-on)" in feed, b"ightingale (add-on)" in feed) == (True, False)


@pytest.mark.parametrize("is_mended_with_it", [True, False])
def test_what_was_internal_before_it_got_another_name_among_errors_is_new_by_that_once_it_is_open(
    place: Repository, is_mended_with_it: bool
) -> None:
    renamed = f"-- config/add_ons/luscinia.yml --\nname: luscinia\n{SINGS}"
    wrong, right = (f"-- config/add_ons/owl.yml --\nname: {name}\n" for name in ("[]", "owl"))
    place.commit(f"{BIRD}{SINGS}")
    place.tag("v1.0")
    place.commit(f"{BIRD}{SINGS}{MARKED}")
    place.commit(wrong)
    if is_mended_with_it:
        place.commit(f"{renamed}{right}", gone=GONE)
    else:
        place.commit(f"{renamed}{MARKED}", gone=GONE)
        place.commit(f"{renamed}{right}")

    site = public_site(place, "--release", "v1.0")

    assert "releases/v1.0/add_ons/nightingale.html" not in site
    assert "luscinia (add-on)  New add-on." in difference(place, "v1.0")


@pytest.mark.parametrize("tag", ["v1", "v2"])
def test_what_may_have_become_something_internal_is_not_told_in_the_history_of_a_release_either(
    place: Repository, tag: str
) -> None:
    bird = "description: Sings early in the morning and late at night.\n"
    place.commit(f"{BIRD}{bird}")
    place.tag("v1")
    place.commit("-- config/add_ons/wren.yml --\nname: wren\n", gone=GONE)
    place.tag("v2")
    place.commit("-- config/add_ons/crow.yml --\nname: crow\n")
    place.commit(f"-- config/add_ons/owl.yml --\nname: owl\nvisibility: internal\n{bird}")

    site = public_site(place, "--release", tag)

    history = {path for path in site if "changes/" in path or "feed" in path}
    assert any(path.startswith(f"releases/{tag}/changes/") for path in history)
    assert history.isdisjoint(told(site, "nightingale"))
    assert any("wren" in path for path in told(site, "wren"))


def test_of_a_history_that_is_cut_off_the_public_is_told_nothing(place: Repository, tmp_path: Path) -> None:
    chat = "-- config/unit_primitives/duo_chat.yml --\n" + (place.config / "unit_primitives/duo_chat.yml").read_text()
    place.commit(f"{BIRD}visibility: internal\n")
    place.commit(gone=GONE)
    place.commit(re.sub("description: .*", "description: As nightingale.", chat))
    place.commit(chat)
    shallow = clone(place, tmp_path / "shallow", "--depth", "3")

    ending = run("build", "--audience", "public", "--output", "public", cwd=shallow.root)

    assert ending.status == 0
    assert ending.err.startswith(
        "E707: the history on the pages is not whole: what the public must not read of it is not known: the history begins"
    )
    assert [
        it for it in (shallow.root / "public").rglob("*") if it.is_file() and b"nightingale" in it.read_bytes()
    ] == []


@pytest.mark.parametrize(
    "mark",
    [
        *("visibility:\n  internal\n", "visibility: >-\n  internal\n", "? visibility\n: internal\n"),
        "documentation_url: &it internal\nvisibility: *it\n",
        *('"visib\\u0069lity": internal\n', 'visibility: "inter\\\n  nal"\n'),
    ],
)
def test_a_mark_in_a_file_with_errors_counts_however_it_is_written(place: Repository, mark: str) -> None:
    place.commit(BIRD)
    place.commit(f"{BIRD}{mark}broken: [\n")
    place.commit(gone=GONE)
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n")

    site = public_site(place)

    assert told(site, "nightingale") == []
    assert told(site, "owl")


@pytest.mark.parametrize(
    ("first", "begins"), [("wren", ""), ("wren", "visibility: internal\n"), ("", "visibility: internal\n")]
)
def test_a_name_that_something_internal_had_only_among_errors_is_told_nowhere(
    place: Repository, first: str, begins: str
) -> None:
    text = "name: {}\ndescription: Sings early in the morning and late at night.\n"
    paths = {name: f"config/add_ons/{name}.yml" for name in ("wren", "nightingale", "lark")}
    if first:
        place.commit(f"-- {paths[first]} --\n{text.format(first)}")
    wrong = "-- config/add_ons/broken.yml --\nname: [\n"
    place.commit(
        f"{wrong}-- {paths['nightingale']} --\n{text.format('nightingale')}{begins}",
        gone=[paths[first]] if first else [],
    )
    chat = "-- config/unit_primitives/duo_chat.yml --\n" + (place.config / "unit_primitives/duo_chat.yml").read_text()
    lark = f"-- {paths['lark']} --\n{text.format('lark')}visibility: internal\n"
    wrong_text = re.sub("description: .*", "description: As nightingale.", chat)
    place.commit(f"{lark}{wrong_text}", gone=[paths["nightingale"], "config/add_ons/broken.yml"])

    said = run("build", "--audience", "public", cwd=place.root)
    assert "error[E412] description: names 'nightingale', which something internal was called" in said.err

    place.commit(chat)
    assert told(public_site(place), "nightingale") == []


def test_what_went_round_while_it_was_internal_is_new_once_it_is_open(place: Repository) -> None:
    """What customers got before and since is another thing: nothing is said to be renamed, lost or gained."""
    place.commit(_add_on("core", "For all.") + _add_on("pro", "Per seat."))
    place.commit(_add_on("core", "For all.", MARKED) + _add_on("pro", "Per seat.", MARKED))
    place.commit(
        _add_on("base", "For all.", MARKED) + _add_on("core", "Per seat.", MARKED), gone=["config/add_ons/pro.yml"]
    )
    place.commit(_add_on("base", "For all.") + _add_on("core", "Per seat."), when="2024-04-01T00:00:00Z")

    assert {*_titles(place)} == {"New: Base (add-on)", "New: Core (add-on)"}


@pytest.mark.parametrize("what", ["a link", "a file"])
def test_the_past_of_the_public_begins_when_something_else_made_room_for_the_directory(
    place: Repository, what: str
) -> None:
    place.commit(f"{BIRD}description: Sings at night.\n")
    place.tag("v1.0")
    place.git("mv", "config", "catalog")
    if what == "a link":
        place.config.symlink_to("catalog")
    else:
        place.config.write_text("Moved.\n", "utf-8")
    place.commit()
    place.config.unlink()
    copytree(place.root / "catalog", place.config)
    (place.config / "add_ons/nightingale.yml").unlink()
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n")

    assert told(public_site(place), "ightingale") == []
    assert run("diff", "v1.0", "--audience", "public", cwd=place.root).status == 3


def test_what_is_internal_with_its_kind_and_gets_another_name_holds_nothing_up(place: Repository) -> None:
    place.commit("-- config/services/chat.yml --\nname: chat\nunit_primitives: [duo_chat]\n")
    place.commit("-- config/site.yml --\ninternal_kinds: [services]\n")
    place.git("mv", "config/services/chat.yml", "config/services/talk.yml")
    place.commit("-- config/services/talk.yml --\nname: talk\nunit_primitives: [duo_chat]\n")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n")

    assert b"New: Owl (add-on)" in public_site(place)["feeds/changes.atom"]


def test_what_no_commit_left_open_holds_nothing_up_either(place: Repository) -> None:
    place.commit(gone=["config/site.yml"])
    place.commit(f"{BIRD}description: Sings at night.\n")
    place.git("mv", "config/add_ons/nightingale.yml", "config/add_ons/lark.yml")
    marked = "-- config/add_ons/lark.yml --\nname: lark\ndescription: Sings at night.\n"
    place.commit(f"{marked}visibility: internal\n{MARKS}")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n", when="2024-03-01T00:00:00Z")
    place.commit(marked, when="2024-04-01T00:00:00Z")

    found = re.findall(r"<title>(.*)</title>\s*<updated>(\S{10})", public_site(place)["feeds/changes.atom"].decode())

    assert found[1:] == [("New: Lark (add-on)", "2024-04-01"), ("New: Owl (add-on)", "2024-03-01")]


@pytest.mark.parametrize(
    "text",
    [
        "name: nightingale\nvisibility: internal\n",
        "{name: nightingale, visibility: internal}\n",
        "name: >-\n  nightingale\nvisibility: internal\ntitel: x\n",
        "name: nightingale # of May\r\nvisibility: internal\r\ngroup: [\r\n",
        "\ufeff  'name': 'nightingale'\nvisibility: internal\ngroup: [\n",
        "{group: [, name: nightingale, visibility: internal}\n",
    ],
)
def test_what_a_marked_file_with_another_name_called_itself_is_a_word(place: Repository, text: str) -> None:
    place.commit(f"-- config/add_ons/bird.yml --\n{text}")
    place.commit(
        "-- config/add_ons/owl.yml --\nname: owl\ndescription: Follows nightingale.\n", gone=["config/add_ons/bird.yml"]
    )

    told_of = run("check", "--audience", "public", cwd=place.root).out

    assert "error[E412] description: names 'nightingale', which something internal was called" in told_of


def test_the_past_of_a_release_says_nothing_that_something_internal_says_today(place: Repository) -> None:
    """Although that came after it, and what said it had said something else since."""
    place.commit(f"{BIRD}description: Sings at night.\n")
    place.commit(f"{BIRD}description: Tells the hour.\n")
    place.tag("v1.0")
    place.commit("-- config/add_ons/hawk.yml --\nname: hawk\ndescription: Sings at night.\nvisibility: internal\n")

    assert told(public_site(place, "--release", "v1.0"), "Sings at night") == []


def test_of_an_earlier_release_a_word_of_every_day_may_be_listed(place: Repository) -> None:
    place.commit(
        "-- config/add_ons/agent.yml --\nname: agent\nvisibility: internal\n"
        "-- config/add_ons/owl.yml --\nname: owl\ndescription: Works as an agent.\n"
    )
    place.tag("v1.0")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\ndescription: Works.\n", gone=["config/add_ons/agent.yml"])
    check = ("check", "--audience", "public", "--release", "v1.0")

    assert "words of every day may be listed in public_words of site.yml" in run(*check, cwd=place.root).out
    place.commit("-- config/site.yml --\npublic_words: [agent]\n")
    assert "error" not in run(*check, cwd=place.root).out


@pytest.mark.parametrize(
    ("name", "error"), [("Duo Nightingale", ""), ("Duo Nightingale", "group: [\n"), ("", ""), ("[None]", "")]
)
def test_of_what_is_no_name_no_word_is_taken_for_one(place: Repository, name: str, error: str) -> None:
    place.commit(f"-- config/add_ons/bird.yml --\nname: {name}\nvisibility: internal\n{error}")
    place.commit(
        "-- config/add_ons/owl.yml --\nname: owl\ndescription: Sings for Duo. None\n",
        gone=["config/add_ons/bird.yml"],
    )

    assert run("check", "--audience", "public", cwd=place.root).err == ""


SAID, OTHER = "description: Sings at night.\n", "description: Tells the hour.\n"
ROOK = BIRD.replace("nightingale", "rook")
RIGHT = "-- config/add_ons/owl.yml --\nname: owl\n"
WRONG = f"{RIGHT}titel: Owl\n"


@pytest.mark.parametrize("is_marked_among_errors", [True, False])
@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(
            [(WRONG, GONE), (f"{BIRD}{OTHER}", []), (f"{ROOK}{OTHER}{RIGHT}", GONE)],
            id="another took its name, and was renamed",
        ),
        pytest.param(
            [
                (f"{WRONG}{ROOK}{SAID}visibility: internal\n", GONE),
                (f"{BIRD}{OTHER}", ["config/add_ons/rook.yml"]),
                (f"{RIGHT}{ROOK}", []),
            ],
            id="it was renamed, and others took both names",
        ),
        pytest.param(
            [(WRONG, GONE), (f"{BIRD}{OTHER}", []), (f"{WRONG}# Soon.\n", [])],
            id="another took its name, and the errors stay",
        ),
    ],
)
def test_what_was_internal_and_went_among_errors_is_not_what_came_by_its_names(
    place: Repository, steps: list[tuple[str, list[str]]], is_marked_among_errors: bool
) -> None:
    place.commit(f"{BIRD}{SAID}")
    place.tag("v1.0")
    place.commit(f"{BIRD}{SAID}visibility: internal\n{WRONG if is_marked_among_errors else RIGHT}")
    for text, gone in steps:
        place.commit(text, gone=gone)
    (place.config / "add_ons/owl.yml").write_text("name: owl\n", "utf-8")

    assert told(public_site(place, "--release", "v1.0"), "Sings at night") == []
    assert "Sings at night" not in difference(place, "v1.0")


def test_what_an_alias_names_is_not_what_was_internal_and_went_by_that_name_before_it(place: Repository) -> None:
    place.commit(f"{MARKS}public_words: [nightingale]\n" + _primitive("nightingale", "Sings at night."))
    place.commit(_primitive("nightingale", "Sings at night.", "visibility: internal\n"))
    place.commit(WRONG, gone=["config/unit_primitives/nightingale.yml"])
    place.commit(_primitive("nightingale", "Tells the hour."))
    place.commit(
        _primitive("lark", "Tells the hour.", "alias_names: [nightingale]\n") + RIGHT,
        gone=["config/unit_primitives/nightingale.yml"],
    )

    assert told(public_site(place), "Sings at night") == []


def test_what_was_renamed_and_marked_among_errors_is_new_by_the_name_that_it_has(place: Repository) -> None:
    place.commit(f"{BIRD}{SAID}")
    place.commit(f"{ROOK}{SAID}visibility: internal\ntitel: Rook\n", gone=GONE)
    place.commit(f"{ROOK}{SAID}titel: Rook\n")
    place.commit(f"{ROOK}{SAID}")

    assert not told(public_site(place), "nightingale")
    assert "New: Rook (add-on)" in _titles(place)


def test_something_internal_is_not_what_was_told_of_by_its_name(place: Repository) -> None:
    """That has another name since, with which it is new."""
    hidden = "visibility: internal\n"
    place.commit(_primitive("owl", "Tells the hour."), when="2024-02-01T00:00:00Z")
    place.commit(_primitive("owl", "Tells the hour.", hidden), when="2024-03-01T00:00:00Z")
    place.commit(
        _primitive("lark", "Tells the hour.", hidden),
        gone=["config/unit_primitives/owl.yml"],
        when="2024-04-01T00:00:00Z",
    )
    place.commit(
        _primitive("lark", "Tells the hour.") + _primitive("owl", "Sings at night.", hidden),
        when="2024-05-01T00:00:00Z",
    )
    place.commit(_primitive("owl", "Sings at night."), when="2024-06-01T00:00:00Z")

    found = re.findall(r"<title>(.*)</title>\s*<updated>(\S{10})", public_site(place)["feeds/changes.atom"].decode())

    assert found[1:] == [("New: owl", "2024-06-01"), ("New: lark", "2024-05-01")]


def test_news_do_not_wait_for_something_internal_that_took_a_name_which_was_told(place: Repository) -> None:
    hidden = "visibility: internal\n"
    place.commit(_primitive("owl", "Tells the hour."), when="2024-02-01T00:00:00Z")
    place.commit(
        _primitive("robin", "Tells the hour.", hidden),
        gone=["config/unit_primitives/owl.yml"],
        when="2024-03-01T00:00:00Z",
    )
    place.commit(
        _primitive("lark", "Tells the hour.") + _primitive("owl", "Sings at night.", hidden),
        gone=["config/unit_primitives/robin.yml"],
        when="2024-04-01T00:00:00Z",
    )
    place.commit(
        _primitive("rook", "Sings at night.", hidden),
        gone=["config/unit_primitives/owl.yml"],
        when="2024-05-01T00:00:00Z",
    )
    place.commit(_primitive("owl", "Hunts.") + _primitive("robin", "Is red.", hidden), when="2024-06-01T00:00:00Z")

    found = re.findall(r"<title>(.*)</title>\s*<updated>(\S{10})", public_site(place)["feeds/changes.atom"].decode())

    assert found[1:] == [("New: owl", "2024-06-01"), ("New: lark", "2024-04-01")]


def test_of_an_earlier_release_the_public_is_not_told_what_was_internal_since(place: Repository) -> None:
    """So that it says the same of the release as the history does."""
    place.commit(_add_on("owl", "Hunts.") + _add_on("lark", "Sings."))
    place.tag("v1.0")
    place.commit(_add_on("owl", "Hunts.", MARKED))
    place.commit(_add_on("owl", "Hunts."))

    site = public_site(place, "--release", "v1.0")

    assert ("releases/v1.0/add_ons/owl.html" in site, "releases/v1.0/add_ons/lark.html" in site) == (False, True)
    assert _titles(place) == ["New: Lark (add-on)", "New: Owl (add-on)"]


def test_of_an_earlier_side_of_a_difference_the_public_is_not_told_what_was_internal_since(
    place: Repository,
) -> None:
    place.commit(_add_on("owl", "Hunts.") + _add_on("lark", "Sings."))
    place.tag("v1.0")
    place.commit(_add_on("owl", "Hunts.", MARKED))
    place.commit(_add_on("owl", "Hunts."))

    assert re.findall(r"(\w+) \(add-on\)  (.*)", difference(place, "v1.0")) == [("owl", "New add-on.")]


def test_of_an_earlier_release_the_public_is_not_told_what_cannot_be_told_without_what_was_internal_since(
    place: Repository,
) -> None:
    """As in the history, in which it is new: what that alone sold, and a service that reads its values of it."""
    service = "-- config/services/svc.yml --\nname: svc\ndescription: Reads.\nunit_primitives: [{0}]\nbasic_unit_primitive: {0}\n"
    others = _primitive("lark", "Sings.", "add_ons: [owl]\n") + _primitive("wren", "Hops.") + service.format("lark")
    place.commit(_add_on("owl", "Takes it.") + others)
    place.tag("v1.0")
    place.commit(_add_on("owl", "Takes it.", MARKED) + _primitive("lark", "Sings.") + service.format("wren"))
    place.commit(_add_on("owl", "Gives it.") + others)

    found = public_site(place, "--release", "v1.0")

    there = ("add_ons/owl", "unit_primitives/lark", "services/svc", "unit_primitives/wren", "unit_primitives/duo_chat")
    assert [f"releases/v1.0/{it}.html" in found for it in there] == [False, False, False, True, True]
    assert not told(found, "Takes it")
    assert {"New: lark", "New: Owl (add-on)", "New: svc (legacy service)"} <= {*_titles(place)}
    assert "lark" in difference(place, "v1.0").partition("Facts only")[0]


def test_what_something_internal_today_alone_sold_is_told_by_no_earlier_release(place: Repository) -> None:
    """In the history it is new as well."""
    place.commit(_add_on("owl", "Hunts.") + _primitive("lark", "Sings.", "add_ons: [owl]\n"))
    place.tag("v1.0")
    place.commit(_add_on("owl", "Hunts.", MARKED) + _primitive("lark", "Sings."))

    found = public_site(place, "--release", "v1.0")

    assert "releases/v1.0/unit_primitives/duo_chat.html" in found
    assert "releases/v1.0/unit_primitives/lark.html" not in found
    assert _titles(place) == ["New: lark"]
    assert "lark  New unit primitive" in difference(place, "v1.0")


@pytest.mark.parametrize("kind", ["backend_services", "services"])
def test_what_is_told_of_today_alone_takes_no_unit_primitive_from_an_earlier_release(
    place: Repository, kind: str
) -> None:
    """Where the kind of a backend or of a legacy service was internal, which would be said wrongly of then."""
    host = "-- config/backend_services/host.yml --\nname: host\ndescription: Hosts.\n"
    service = "-- config/services/wren.yml --\nname: wren\ndescription: Reads.\nunit_primitives: [lark]\n"
    lark, wren = _primitive("lark", "Sings.", "backend_services: [host]\n"), _primitive("wren", "Hops.")
    place.commit(host + lark + wren + service)
    place.tag("v1.0")
    place.commit(f"-- config/site.yml --\ninternal_kinds: [{kind}]\n")
    place.commit(MARKS)

    found = public_site(place, "--release", "v1.0")

    there = ("unit_primitives/lark", "unit_primitives/wren", f"{kind}/index", "services/wren")
    assert [f"releases/v1.0/{it}.html" in found for it in there] == [True, True, False, False]
    assert "New unit primitive" not in difference(place, "v1.0")


def test_what_an_earlier_release_lacks_has_no_name_that_something_internal_may_go_by_there(place: Repository) -> None:
    place.commit(
        _primitive("falcon", "Dives.") + _add_on("falcon", "Sold.", MARKED) + _primitive("wren", "Like a falcon.")
    )
    place.tag("v1.0")
    place.commit(_primitive("falcon", "Dives.", MARKED) + _primitive("wren", "Hops."))
    place.commit(_primitive("lark", "Dives.", MARKED), gone=["config/unit_primitives/falcon.yml"])
    place.commit(_primitive("lark", "Dives."))

    for command in (["build", "--release", "v1.0"], ["diff", "v1.0"]):
        said = run(*command, "--audience", "public", cwd=place.root)
        assert (said.status, "names 'falcon', which is internal" in said.err) == (1, True)


@pytest.mark.parametrize("owner", ["group: group::falcon", "feature_category: falcon"])
def test_what_is_called_so_in_an_earlier_state_alone_lends_its_name_to_nothing_internal(
    place: Repository, owner: str
) -> None:
    """In the history, which nothing of today goes by, the text is left out."""
    field, _, name = owner.partition(": ")
    text = re.sub(rf"{field}: .*", f"{field}: {name}", _primitive("wren", "Ready for the launch of Falcon."))
    place.commit(_add_on("falcon", "Sold.", MARKED) + text)
    place.tag("v1.0")
    place.commit(_primitive("wren", "Hops."))
    place.tag("v2.0")

    assert told(public_site(place), "alcon") == []
    for command in (["build", "--release", "v1.0"], ["diff", "v1.0"], ["diff", "v1.0", "v2.0"]):
        said = run(*command, "--audience", "public", cwd=place.root)
        assert (said.status, "names 'Falcon', which is internal" in said.err) == (1, True)


def test_the_history_of_an_earlier_release_is_that_of_today_as_far_as_it_goes(place: Repository) -> None:
    """Also of what had the name of something of which nothing is told then."""
    place.commit(_add_on("owl", "Hunts mice at night by ear.") + _primitive("wren", "Hops.", "add_ons: [owl]\n"))
    place.tag("v1.0")
    place.commit(
        _add_on("eagle", "Hunts mice at night by ear.") + _primitive("wren", "Hops.", "add_ons: [eagle]\n"),
        gone=["config/add_ons/owl.yml"],
    )
    place.commit(_add_on("owl", "From far away."))
    place.tag("v2.0")
    place.commit(_add_on("owl", "From far away.", MARKED))
    place.commit(_add_on("owl", "From far away."))

    found = public_site(place, "--release", "v1.0", "--release", "v2.0")

    assert "releases/v1.0/unit_primitives/wren.html" in found
    said = ("Renamed from owl to eagle", "all customers have it", "New add-on.")
    of_release, of_today = (found[f"{it}changes/all.html"].decode() for it in ("releases/v2.0/", ""))
    assert [of_today.count(it) for it in said] == [1, 1, 2]  # the second owl is new since
    assert [of_release.count(it) for it in said] == [1, 1, 1]


def test_no_earlier_release_says_that_it_shows_what_nobody_has_committed(place: Repository) -> None:
    """Where it left out a field then, or leaves out a kind that the history tells of."""
    host = "-- config/backend_services/host.yml --\nname: host\ndescription: Hosts.\n"
    place.commit(f"{host}{_add_on('owl', 'Hunts.')}-- config/site.yml --\ninternal_fields: [group]\n")
    place.tag("v1.0")
    place.commit(f"{host}{MARKED}{_add_on('owl', 'Hunts.', MARKED)}{MARKS}")
    place.commit(host + _add_on("owl", "Hunts."))
    place.tag("v2.0")

    found = public_site(place, "--release", "v1.0", "--release", "v2.0")

    assert "releases/v1.0/unit_primitives/duo_chat.html" in found
    assert told(found, "without a commit") == []


def test_an_earlier_side_is_told_by_the_words_of_today_whatever_a_later_side_has(place: Repository) -> None:
    place.commit(_add_on("falcon", "Sold.", MARKED) + _primitive("wren", "Ready for the launch of Falcon."))
    place.tag("v1.0")
    place.commit(_primitive("wren", "Hops."))
    later = re.sub(r"group: .*", "group: group::falcon", _primitive("lark", "Sings."))
    place.branch("ahead")
    place.commit(later)
    place.tag("v3.0")
    place.git("checkout", "-q", "main")

    said = run("diff", "v1.0", "v3.0", "--audience", "public", cwd=place.root)

    assert (said.status, "names 'Falcon', which is internal" in said.err, said.out) == (1, True, "")


def test_between_two_earlier_states_nothing_is_internal_that_was_so_only_after_them(place: Repository) -> None:
    """And what was so between them is told of neither; whichever stands first."""
    place.commit(_add_on("owl", "Hunts.") + _primitive("wren", "Hops like an owl.", "add_ons: [owl]\n"))
    place.tag("v1.0")
    place.commit(_primitive("wren", "Hops."))
    place.tag("v2.0")
    place.commit(_add_on("owl", "Hunts.", MARKED))
    place.commit(_add_on("owl", "Hunts."))

    assert "wren  New unit primitive" in difference(place, "v1.0", "v2.0")
    assert "wren  Removed" in difference(place, "v2.0", "v1.0")
    assert "owl" not in difference(place, "v1.0", "v2.0") + difference(place, "v2.0", "v1.0")


def test_what_the_later_of_two_earlier_states_marks_decides_nothing_that_today_does_not(place: Repository) -> None:
    """What said what something internal said for a time is told in the history as well."""
    place.commit(_add_on("lark", "Sings."))
    place.tag("v1.0")
    place.commit(_add_on("lark", "Trills.") + _add_on("owl", "Sings.", MARKED))
    place.tag("v2.0")
    place.commit(_add_on("owl", "Hunts.", MARKED))

    found = difference(place, "v1.0", "v2.0")

    assert ("Sings. before" in found, "lark (add-on)  New" in found) == (True, False)


def test_what_something_internal_says_decides_nothing_of_an_earlier_release(tmp_path: Path) -> None:
    told: list[object] = []
    for audience in ("gitlab", "another"):
        made = repository(tmp_path / audience)
        write_config(made.config, CONFIG)
        hosts = (
            f"-- config/backend_services/{name}.yml --\nname: {name}\ndescription: Hosts {name}.\n{more}"
            for name, more in (("a", f"jwt_aud: {audience}\n{MARKED}"), ("b", "jwt_aud: gitlab\n"), ("c", ""))
        )
        last = "-- config/backend_services/c.yml --\nname: c\ndescription: Hosts c.\n"
        made.commit(MARKS + "".join(hosts) + _primitive("wren", "Hops.", "backend_services: [a, b, c]\n"))
        made.tag("v1.0")
        made.commit(last + MARKED + _primitive("wren", "Hops.", "backend_services: [b, c]\n"))
        made.commit(last)
        told.append((sorted(public_site(made, "--release", "v1.0")), difference(made, "v1.0").splitlines()[1:]))

    assert told[0] == told[1]


def _pull_while_read(pulled: list[tuple[Path, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The files get their new texts between the reading of `site.yml` and that of the entities."""

    def pulling(*arguments: Any) -> Iterator[Any]:
        while pulled:
            file, text = pulled.pop()
            file.write_text(text, "utf-8")
        return config_files(*arguments)

    monkeypatch.setattr("site_builder.source.loader.config_files", pulling)


@pytest.mark.parametrize(
    "command",
    ["build", "export catalog-json", "export warehouse-csv", "export graphml", "diff HEAD --format json"],
)
def test_marks_and_what_they_are_for_are_never_read_of_two_states(
    place: Repository, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where somebody pulls both between the reading of one and of the other."""
    was, chat = (place.config / name for name in ("site.yml", "unit_primitives/duo_chat.yml"))
    pulled = [
        (was, "internal_fields: [group]\n"),
        (chat, chat.read_text("utf-8").replace("group::", "group::zsecret_")),
    ]

    _pull_while_read(pulled, monkeypatch)
    ending = run(*command.split(), "--audience", "public", cwd=place.root)

    assert (ending.status, pulled) == (0, [])
    assert "zsecret" not in ending.out
    assert not any(b"zsecret" in it.read_bytes() for it in (place.root / "public").rglob("*") if it.is_file())


def test_what_the_public_would_read_is_checked_as_of_one_moment(
    place: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.commit(_add_on("zorro", "Rides.", MARKED))
    was, chat = (place.config / name for name in ("site.yml", "unit_primitives/duo_chat.yml"))
    pulled = [
        (was, "public_words: [zorro]\n"),
        (chat, chat.read_text("utf-8").replace("description: ", "description: Like zorro. ")),
    ]

    _pull_while_read(pulled, monkeypatch)
    ending = run("check", "--audience", "public", cwd=place.root)

    assert (ending.status, pulled) == (0, []), ending.out


def test_an_earlier_release_may_name_what_was_internal_since_by_each_of_its_names(place: Repository) -> None:
    """It is no secret any more."""
    place.commit(_primitive("owl", "Hunts at night by ear."))
    place.commit(_primitive("lark", "Hunts at night by ear."), gone=["config/unit_primitives/owl.yml"])
    place.commit(_primitive("wren", "Hops like a lark, once an owl."))
    place.tag("v1.0")
    place.commit(_primitive("lark", "Hunts at night by ear.", MARKED))
    place.commit(_primitive("lark", "Hunts by day."))

    found = public_site(place, "--release", "v1.0")

    assert b"Hops like a lark, once an owl." in found["releases/v1.0/unit_primitives/wren.html"]
    assert "releases/v1.0/unit_primitives/lark.html" not in found
    assert not told(found, "by ear")


def test_what_an_earlier_release_lacks_brings_nothing_along_that_is_internal_today(place: Repository) -> None:
    place.commit(
        _add_on("owl", "Hunts at night by ear.") + _add_on("duo_pro", "Per seat.") + _primitive("wren", "Hops.")
    )
    place.tag("v1.0")
    place.commit(_add_on("duo_pro", "Per seat.", MARKED))
    place.commit(_add_on("duo_pro", "Per seat."))
    place.commit(_add_on("lark", "Hunts at night by ear.", MARKED), gone=["config/add_ons/owl.yml"])
    place.commit(_add_on("owl", "Tells the hour."))

    found = public_site(place, "--release", "v1.0")

    assert "releases/v1.0/unit_primitives/wren.html" in found
    assert not told(found, "Hunts at night")


def test_what_is_internal_today_takes_no_service_from_a_release_in_which_it_had_a_name_of_something_public(
    place: Repository,
) -> None:
    service = "-- config/services/svc.yml --\nname: svc\ndescription: Reads.\nunit_primitives: [duo_chat]\n"
    place.commit(_add_on("owl", "Hunts mice at night by ear.") + service)
    place.tag("v1.0")
    place.commit(_add_on("eagle", "Hunts mice at night by ear."), gone=["config/add_ons/owl.yml"])
    place.commit(_add_on("eagle", "Hunts mice at night by ear.", MARKED) + _add_on("owl", "From far away."))

    found = public_site(place, "--release", "v1.0")

    assert [f"releases/v1.0/{it}.html" in found for it in ("services/svc", "add_ons/owl")] == [True, False]
    assert not told(found, "mice")


def test_an_earlier_release_that_names_what_is_internal_today_is_refused_whatever_was_so_since(
    place: Repository,
) -> None:
    place.commit(
        _primitive("wren", "Hops like a lapwing.") + _add_on("owl", "Hunts.") + _primitive("lapwing", "Cries.")
    )
    place.tag("v1.0")
    place.commit(
        _add_on("owl", "Hunts.", MARKED) + _primitive("wren", "Hops.") + _primitive("lapwing", "Cries.", MARKED)
    )
    place.commit(_add_on("owl", "Hunts."))

    said = run("build", "--audience", "public", "--release", "v1.0", cwd=place.root)

    assert (said.status, "names 'lapwing', which is internal" in said.err) == (1, True)


def test_a_mark_among_errors_that_is_taken_back_exactly_has_it_new_with_that_commit(place: Repository) -> None:
    place.commit(_add_on("owl", "Hunts.") + _add_on("lark", "Sings."))
    place.commit(_add_on("owl", "Hunts.", MARKED) + "-- config/add_ons/lark.yml --\nname: 1\n")
    place.commit(_add_on("owl", "Hunts.") + _add_on("lark", "Sings."))
    place.tag("v2.0")

    assert "No changes" in difference(place, "HEAD")
    assert _titles(place) == ["New: Lark (add-on)", "New: Owl (add-on)"]
    assert "releases/v2.0/add_ons/owl.html" in public_site(place, "--release", "v2.0")
    place.commit(_add_on("owl", "Hunts at night."))
    assert "Hunts. before" in difference(place, "v2.0")


def test_a_mark_among_errors_of_what_had_gone_with_such_a_commit_counts_where_the_same_is_back(
    place: Repository,
) -> None:
    place.commit(_add_on("owl", "Hunts.") + _add_on("lark", "Sings."))
    place.tag("v1.0")
    place.commit("-- config/add_ons/lark.yml --\nname: 1\n", gone=["config/add_ons/owl.yml"])
    place.commit(_add_on("owl", "Hunts in secret.", MARKED))
    place.commit(_add_on("owl", "Hunts.") + _add_on("lark", "Sings."))

    assert _titles(place) == ["New: Lark (add-on)", "New: Owl (add-on)"]
    assert "owl (add-on)  New add-on." in difference(place, "v1.0")


def test_a_rename_among_errors_is_told_although_something_internal_had_the_former_name_for_a_time(
    place: Repository,
) -> None:
    place.commit(_add_on("owl", "Hunts mice at night by ear.") + _add_on("lark", "Sings."))
    wrong = "-- config/add_ons/lark.yml --\nname: 1\n"
    place.commit(_add_on("eagle", "Hunts mice at night by ear.") + wrong, gone=["config/add_ons/owl.yml"])
    place.commit(_add_on("owl", "A secret.", MARKED))
    place.commit(_add_on("owl", "From far away.") + _add_on("lark", "Sings."))

    assert "Renamed: Eagle (add-on), owl before" in _titles(place)


def test_what_its_kind_hid_among_errors_is_new_when_the_kind_is_opened(place: Repository) -> None:
    place.commit(f"{_add_on('owl', 'Hunts.')}-- config/site.yml --\ninternal_kinds: [add_ons]\n")
    place.commit("-- config/add_ons/lark.yml --\nname: 1\n")
    place.commit(gone=["config/add_ons/lark.yml"])
    place.commit("-- config/site.yml --\ninternal_fields: []\n")
    place.tag("v2.0")

    assert "No changes" in difference(place, "HEAD")
    assert "releases/v2.0/add_ons/owl.html" in public_site(place, "--release", "v2.0")


def test_an_earlier_release_that_would_be_empty_without_what_was_internal_since_is_refused(place: Repository) -> None:
    place.tag("v1.0")
    chat = (place.config / "unit_primitives/duo_chat.yml").read_text("utf-8")
    place.commit(
        f"-- config/unit_primitives/duo_chat.yml --\n{chat}visibility: internal\n" + _primitive("owl", "Hunts.")
    )
    place.commit(f"-- config/unit_primitives/duo_chat.yml --\n{chat}")

    said = run("build", "--audience", "public", "--release", "v1.0", cwd=place.root)

    assert said.status == 1
    assert said.err.startswith(
        "tags/v1.0:config/unit_primitives: error[E117] today's history tells of no unit primitive of that time, so that the public "
        "has nothing to read\n  help: what is committed stays as it is: name another release or commit\n"
    )


def test_what_was_internal_while_nobody_said_what_may_be_read_is_new_since_then(place: Repository) -> None:
    place.commit(_add_on("owl", "Hunts.") + _add_on("lark", "Sings."))
    place.tag("v1.0")
    place.commit(_add_on("owl", "Hunts.", MARKED), gone=["config/site.yml"])
    place.commit(_add_on("owl", "Hunts."))
    place.commit(MARKS)

    assert _titles(place) == ["New: Lark (add-on)", "New: Owl (add-on)"]
    assert "owl (add-on)  New add-on." in difference(place, "v1.0")


def test_what_went_and_what_came_by_its_name_while_nobody_said_what_may_be_read_are_told_as_two(
    place: Repository,
) -> None:
    place.commit(_primitive("owl", "Tells the hour."))
    place.commit(gone=["config/unit_primitives/owl.yml", "config/site.yml"])
    place.commit(_primitive("owl", "Hunts at night."))
    place.commit(MARKS)

    assert {"New: owl", "Removed: owl"} <= {*_titles(place)}
    assert "Tells the hour" not in run("show", "owl", "--history", cwd=place.root).out


@pytest.mark.parametrize("nothing_else", [True, False])
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_name_among_errors_of_something_internal_is_a_word_also_where_it_was_given_back(
    place: Repository, is_committed: bool, nothing_else: bool
) -> None:
    said = "description: Sings early in the morning.\n"
    place.commit(RIGHT if nothing_else else "")
    place.commit(f"{BIRD}{said}")
    place.commit(f"{ROOK}{said}{WRONG}", gone=GONE)
    mended = f"{BIRD}{said}visibility: internal\n{RIGHT}description: Better than rook.\n"
    if is_committed:
        place.commit(f"{BIRD}{said}{RIGHT}", gone=["config/add_ons/rook.yml"])
        place.commit(mended)
    else:
        write_tree(place.root, mended)
        (place.config / "add_ons/rook.yml").unlink()

    told_of = run("check", "--audience", "public", cwd=place.root).out

    assert "error[E412] description: names 'rook', which something internal was called" in told_of


def _add_on(name: str, description: str, more: str = "") -> str:
    return f"-- config/add_ons/{name}.yml --\nname: {name}\ndescription: {description}\n{more}"


def _titles(place: Repository, *arguments: str) -> list[str]:
    found = re.findall(r"<title>(.*)</title>", public_site(place, *arguments)["feeds/changes.atom"].decode())
    return sorted(found[1:])


def test_what_went_is_told_although_what_has_its_name_now_came_in_the_same_step(place: Repository) -> None:
    place.commit(_primitive("owl", "Tells the hour.") + _primitive("lark", "Sings early."))
    place.commit(WRONG, gone=["config/unit_primitives/owl.yml"])
    place.commit(_primitive("owl", "Sings early.") + RIGHT, gone=["config/unit_primitives/lark.yml"])

    assert {"Removed: owl", "Renamed: owl, lark before"} <= {*_titles(place)}


def test_what_came_among_errors_is_not_what_went_among_them_by_its_name(place: Repository) -> None:
    place.commit(_primitive("owl", "Tells the hour."))
    place.commit(WRONG, gone=["config/unit_primitives/owl.yml"])
    place.commit(_primitive("owl", "Hunts at night."))
    place.commit(RIGHT)

    history = run("show", "owl", "--history", cwd=place.root).out
    assert ("File: not there → added" in history, "“Tells the hour.”" in history) == (True, False)


def test_a_branch_that_was_not_merged_is_no_earlier_release_although_main_told_nothing_since(place: Repository) -> None:
    place.branch("side")
    place.commit(BIRD)
    place.tag("rc1")
    place.git("checkout", "-q", "main")
    place.commit("-- NOTES --\nNothing new.\n")

    for command in (("build", "--output", "public"), ("check",)):
        ending = run(*command, "--audience", "public", "--release", "rc1", cwd=place.root)
        assert "E707" in ending.out + ending.err
    assert run("diff", "rc1", "--audience", "public", cwd=place.root).status != 0


@pytest.mark.parametrize("text", ["Gives visibility, visibility and more.", 'Says "hi".', "Is \\n not \\\\."])
def test_what_was_never_marked_is_told_of_as_gone_although_it_went_with_an_error(place: Repository, text: str) -> None:
    said = f"{BIRD}description: '{text}'\n"
    place.commit(said)
    place.tag("v1.0")
    place.commit(f"{said}titel: Bird\n")
    place.commit(gone=GONE)

    assert "nightingale (add-on)  Removed." in difference(place, "v1.0")


def _primitive(name: str, description: str, more: str = "") -> str:
    return (
        f"-- config/unit_primitives/{name}.yml --\nname: {name}\ndescription: {description}\ngroup: group::duo_chat\n"
        f"feature_category: duo_chat\ndocumentation_url: https://docs.gitlab.com/\n{more}"
    )


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_release_tells_all_that_it_holds_whatever_clocks_say(place: Repository, audience: str) -> None:
    """What was committed where a clock ran ahead of that which the tag was made by."""
    place.commit(_add_on("lark", "Sings."), when="2024-03-05T00:10:00Z")
    place.tag("v1.0", when="2024-03-05T00:03:00Z")
    place.commit(_add_on("lark", "Sings twice."), when="2024-04-01T00:00:00Z")

    site = public_site(place, "--audience", audience, "--release", "v1.0")

    assert b"has changed once since the record began" in site["releases/v1.0/add_ons/lark.html"]
    assert b"lark" in site["changes/v1.0.html"]
    assert b"lark" in site["releases/v1.0/changes/v1.0.html"]


def test_a_release_whose_tag_has_a_character_that_nobody_sees_is_one_in_the_history(place: Repository) -> None:
    place.commit(_add_on("lark", "Sings."))
    place.tag("v1\u200b")
    place.commit(_add_on("lark", "Sings twice."))

    site = public_site(place, "--release", "v1\u200b")

    (page,) = (path for path in site if path.startswith("changes/v1"))
    assert b"lark" in site[page]
    assert any(path.startswith("releases/v1") and path.endswith(page) for path in site)


def test_no_tag_of_a_later_commit_is_told_in_a_release_though_all_that_came_between_is_internal(tmp_path: Path) -> None:
    """And of two releases that the public is told the same of, the first on the line brought it, whatever tags say."""
    sites = []
    for between in ("Hides.", "Hides still."):
        made = repository(tmp_path / between / "project")
        write_config(made.config, CONFIG)
        made.commit(MARKS + _add_on("zeus", "Hides.", MARKED), when="2024-01-01T00:00:00Z")
        made.commit(_primitive("wren", "Hops."), when="2024-02-01T00:00:00Z")
        older = made.head
        made.commit(f"-- README --\n{between}\n{_add_on('zeus', between, MARKED)}", when="2024-03-01T00:00:00Z")
        made.tag("v1.1", when="2024-03-02T00:00:00Z")
        made.tag("v1.0", older, when="2024-04-01T00:00:00Z")
        made.commit(_add_on("zeus", "Hides still.", MARKED), when="2024-05-01T00:00:00Z")
        sites.append(public_site(made, "--release", "v1.0", "--release", "v1.1", "--as-of", "2024-06-01T00:00:00Z"))

    assert sites[0] == sites[1]
    assert "releases/v1.0/changes/v1.0.html" in sites[0]
    assert "releases/v1.0/changes/v1.1.html" not in sites[0]
    assert (b">wren<" in sites[0]["changes/v1.0.html"], "changes/v1.1.html" in sites[0]) == (True, False)


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_release_calls_nothing_by_the_title_that_another_with_its_name_has_today(
    place: Repository, audience: str
) -> None:
    place.commit(_add_on("owl", "Hunts alone at night.") + _add_on("lark", "Sings."))
    place.tag("v1.0")
    place.commit(_add_on("robin", "Hunts alone at night."), gone=["config/add_ons/owl.yml"])
    titles = "titles: {owl: Owl Next, robin: Owl Classic, lark: Lark Ascending}\n"
    place.commit(_add_on("owl", "Something else, and by day.") + MARKS + titles)

    ending = run("build", "--audience", audience, "--release", "v1.0", "--output", "public", cwd=place.root)

    assert ending.status == 0, ending.err
    owl, lark = (
        (place.root / f"public/releases/v1.0/add_ons/{name}.html").read_text("utf-8") for name in ("owl", "lark")
    )
    assert ("Owl Next" in owl, "The same page today: Owl Classic" in owl) == (False, True)
    assert "Lark Ascending" in lark
