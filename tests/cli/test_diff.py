"""`site-builder diff`: what changed between two configurations, in four forms, and what makes it fail."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from site_builder.cli.failing import WORDS
from tests.cli.running import ROOT, Ending, run
from tests.source.repositories import Repository, clone, repository
from tests.trees import primitive, write_tree

BASE = (
    "-- config/site.yml --\ntitle: T\nnotice: Not official.\ntitles: {duo_pro: Duo Pro, duo_core: Duo Core, saas: GitLab.com, premium: Premium}\n"
    "-- config/add_ons/duo_core.yml --\nname: duo_core\n-- config/add_ons/duo_pro.yml --\nname: duo_pro\n"
    "-- config/license_types/premium.yml --\nname: premium\n-- config/gitlab_realms/saas.yml --\nname: saas\n"
)
SELF_MANAGED = "-- config/gitlab_realms/self_managed.yml --\nname: self-managed\n"
LATER = "min_gitlab_version: '16.9'\n"
PAID = "cut_off_date: 2024-10-17T00:00:00Z\nlicense_types: [premium]\nadd_ons: [{}]\n"


def chat(add_ons: str = "duo_pro", more: str = "") -> str:
    return primitive("duo_chat", PAID.format(add_ons) + more).replace("-- unit", "-- config/unit", 1)


@pytest.fixture
def place(tmp_path: Path) -> Repository:
    made = repository(tmp_path)
    made.commit(BASE + chat(), "Begin", when="2024-09-01T00:00:00Z")
    made.tag("v1")
    made.commit(chat("duo_pro, duo_core"), "Sell it with Duo Core", when="2024-12-01T00:00:00Z")
    made.tag("v2")
    return made


def test_between_two_commits_the_calendar_counts_too(place: Repository) -> None:
    assert run("diff", "v1", "v2", cwd=place.root) == Ending(
        0,
        """\
2 changes between v1 (1 September 2024, 00:00 UTC) and v2 (1 December 2024, 00:00 UTC)

Became paid (1)
  duo_chat  Free use ended on 17 October 2024; Premium customers without Duo Pro or Duo Core lose it.

Facts only (1)
  duo_chat  Add-ons: more Duo Core.
""",
        "",
    )


def test_backwards_the_calendar_stands_still(place: Repository) -> None:
    assert (
        run("diff", "v2", "v1", cwd=place.root).out
        == """\
1 change between v2 and v1, both as of 1 December 2024, 00:00 UTC

Lost (1)
  duo_chat  No longer with Duo Core; Premium customers with Duo Core and not Duo Pro lose it.
"""
    )


def test_by_itself_the_working_tree_is_compared_with_the_last_commit(place: Repository) -> None:
    assert run("diff", cwd=place.root, SOURCE_DATE_EPOCH="1764547227").out == (
        "No changes between HEAD (1 December 2024, 00:00 UTC) and the working tree (1 December 2025, 00:00 UTC)\n"
    )
    write_tree(place.root, chat("duo_pro"))

    assert (
        run("diff", cwd=place.root, SOURCE_DATE_EPOCH="1764547200").out
        == """\
1 change between HEAD (1 December 2024, 00:00 UTC) and the working tree (1 December 2025, 00:00 UTC)

Lost (1)
  duo_chat  No longer with Duo Core; Premium customers with Duo Core and not Duo Pro lose it.
"""
    )


def test_directories_are_compared_as_of_one_moment(place: Repository, tmp_path: Path) -> None:
    write_tree(tmp_path / "other", (BASE + chat("duo_core")).replace("-- config/", "-- "))

    ending = run(
        "diff", "./config", tmp_path / "other", "--as-of", "2025-01-01T00:00:00Z", "--format", "json", cwd=place.root
    )

    found = json.loads(ending.out)
    assert (found["base"]["as_of"], found["head"]["as_of"]) == ("2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
    assert {sort: count for sort, count in found["counts"].items() if count} == {"lost": 1}
    assert found["changes"] == [
        {
            "class": "lost",
            "kind": "unit_primitive",
            "name": "duo_chat",
            "former_name": "duo_chat",
            "fields": ["add_ons"],
            "reach": {
                "situations": 1,
                "of": 6,
                "license_types": ["premium"],
                "add_ons": ["duo_pro"],
                "gitlab_realms": ["saas"],
                "customers": [
                    {
                        "license_types": ["premium"],
                        "add_ons": ["duo_pro"],
                        "without_add_ons": ["duo_core"],
                        "gitlab_realms": ["saas"],
                    }
                ],
            },
            "from": None,
            "sentence": "No longer with Duo Pro; Premium customers with Duo Pro and not Duo Core lose it.",
        }
    ]


def test_markdown_can_be_pasted_into_a_note(place: Repository) -> None:
    write_tree(place.root, chat("duo_pro", "deprecation_message: '*Gone* <b> [x](javascript:y)'\n"))

    assert (
        run("diff", "--format", "markdown", "--as-of", "2025-01-01T00:00:00Z", cwd=place.root).out
        == """\
2 changes between HEAD (1 December 2024, 00:00 UTC) and the working tree (1 January 2025, 00:00 UTC)

### Lost (1)

- `duo_chat`: No longer with Duo Core; Premium customers with Duo Core and not Duo Pro lose it.

### Deprecated (1)

- `duo_chat`: Deprecated: \\*Gone\\* \\<b\\> \\[x\\](javascript:y).
"""
    )


def test_the_page_stands_alone_and_lets_nothing_in(place: Repository) -> None:
    write_tree(place.root, chat("duo_pro", "deprecation_message: <script>alert(1)</script>\n"))

    page = run("diff", "--format", "html", cwd=place.root).out

    assert page.startswith("<!doctype html>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "Not official." in page


def test_classes_to_fail_on_decide_the_exit_status(place: Repository) -> None:
    ending = run("diff", "v1", "v2", "--fail-on", "lost,became_paid", cwd=place.root)

    assert (ending.status, ending.err) == (1, "1 of the changes is of a class to fail on: became_paid\n")
    assert run("diff", "v1", "v2", "--fail-on", "removed", cwd=place.root).status == 0


@pytest.mark.parametrize(
    ("edited", "failing"),
    [
        (chat("duo_core"), "lost"),
        (f"{SELF_MANAGED}{chat('duo_pro, duo_core', LATER)}", "version_raised"),
        (primitive("explain_code").replace("-- unit", "-- config/unit", 1), "removed"),
    ],
)
def test_losses_are_all_classes_in_which_customers_lose_something(place: Repository, edited: str, failing: str) -> None:
    (place.root / "config/unit_primitives/duo_chat.yml").unlink()
    write_tree(place.root, edited)

    ending = run("diff", "--fail-on", "losses", cwd=place.root)

    assert ending.status == 1
    assert ending.err == f"1 of the changes is of a class to fail on: {failing}\n"


def test_the_classes_to_fail_on_are_those_that_are_told_everywhere() -> None:
    texts = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "templates/catalog-site/template.yml")}

    assert [(name, word) for name, text in texts.items() for word in WORDS if word not in text] == []


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("mian",), 3, "config: error[E707] git knows no commit 'mian' (did you mean 'main'?)"),
        (("v1", "nothing"), 3, "E707"),
        (("",), 3, "config: error[E707] git knows no commit ''"),
        (("o" * 256,), 3, f"config: error[E707] git knows no commit '{'o' * 256}'"),
        (("--fail-on", "losst"), 2, "unknown class of change 'losst' (did you mean 'lost'?)"),
        (("v1", "v2", "v3"), 2, "unexpected extra argument"),
        (("--upload-pack=x",), 2, "No such option"),
    ],
)
def test_what_cannot_be_compared_is_told(place: Repository, words: tuple[str, ...], status: int, message: str) -> None:
    ending = run("diff", *words, cwd=place.root)

    assert (ending.status, ending.out) == (status, "")
    assert message in ending.err


def test_errors_of_a_commit_are_told_with_its_name(place: Repository) -> None:
    place.commit(chat("duo_prro"), "Break it", when="2025-01-01T00:00:00Z")
    write_tree(place.root, chat())

    ending = run("diff", cwd=place.root)

    assert ending.status == 1
    assert (
        "HEAD:config/unit_primitives/duo_chat.yml:8:11: error[E301] add_ons[0]: unknown add-on 'duo_prro'" in ending.err
    )


def test_errors_of_the_site_settings_are_those_of_the_working_tree(place: Repository) -> None:
    write_tree(place.root, "-- config/site.yml --\ntitel: T\n")

    ending = run("diff", cwd=place.root)

    assert (ending.status, ending.out) == (1, "")
    assert "config/site.yml:1:1: error[E202]" in ending.err
    assert run("diff", "v1", "v2", cwd=place.root).status == 0


def test_two_commits_are_compared_on_a_branch_without_any(place: Repository) -> None:
    before = run("diff", "v1", "v2", cwd=place.root)
    place.git("checkout", "-q", "--orphan", "anew")

    assert run("diff", "v1", "v2", cwd=place.root) == before


def test_a_directory_is_never_taken_for_the_commit_of_its_name(place: Repository) -> None:
    today, long = place.head, {"SOURCE_DATE_EPOCH": "1764547227"}
    losing = chat("duo_pro")
    write_tree(place.root, losing)
    for name in ("main", "HEAD", "v1", "v1~0", "refs/heads/main", today):
        write_tree(place.root, (BASE + losing).replace("-- config/", f"-- {name}/"))

    for name in ("main", "v1", "v1~0", "refs/heads/main"):
        assert run("diff", name, cwd=place.root) == Ending(
            3,
            "",
            f"config: error[E707] '{name}' is a directory, and git knows a commit by that name as well\n"
            f"  help: write './{name}' for the directory, '{name}^{{commit}}' for the commit\n1 error.\n",
        )
    assert run("diff", "v2", "v1~0", cwd=place.root).status == 3
    for words in ((), ("HEAD",), ("main^{commit}",), ("refs/heads/main^{commit}",), (today,)):
        assert "\nLost (1)\n" in run("diff", *words, cwd=place.root, **long).out
    for word in ("./main", f"{place.root}/main", "main/"):
        assert run("diff", word, cwd=place.root, **long).out.startswith(f"No changes between the directory {word} ")


def test_a_directory_is_not_taken_for_a_commit_that_the_clone_lacks(place: Repository, tmp_path: Path) -> None:
    lacking = clone(place, tmp_path / "lacking", "--depth", "1")
    first = place.git("rev-parse", "v1").strip()
    names = ("main", "origin/main", "refs/heads/main", "tags/v1", first[:8])
    lacking.git("checkout", "-q", "-b", "mr")
    lacking.git("branch", "-q", "-D", "main")
    lacking.git("update-ref", "-d", "refs/remotes/origin/HEAD")
    lacking.git("update-ref", "-d", "refs/remotes/origin/main")
    for name in (*names, first):
        write_tree(lacking.root, (BASE + chat()).replace("-- config/", f"-- {name}/"))

    for name in names:
        ending = run("diff", name, "--fail-on", "losses", cwd=lacking.root)
        assert (ending.status, ending.out) == (3, "")
        message = f"'{name}' is a directory, and may be the name of a branch or commit that this clone lacks"
        assert f"error[E707] {message}\n  help: write './{name}' for the directory; this" in ending.err
        assert "set GIT_DEPTH: 0 in GitLab CI" in ending.err
    ending = run("diff", first, cwd=lacking.root)
    assert (ending.status, ending.out) == (3, "")
    assert f"error[E707] git knows no commit '{first}'\n  help: this clone is shallow" in ending.err


def test_a_directory_named_like_what_is_no_commit_is_told_to_be_none(place: Repository) -> None:
    blob = place.git("rev-parse", "HEAD:config/site.yml").strip()[:7]
    write_tree(place.root, (BASE + chat()).replace("-- config/", f"-- {blob}/"))

    message = f"'{blob}' is a directory, and may be the name of a branch or commit that this clone lacks"
    assert run("diff", blob, cwd=place.root).err == (
        f"config: error[E707] {message}\n  help: write './{blob}' for the directory\n1 error.\n"
    )


def test_a_directory_with_a_separator_needs_no_mark(place: Repository) -> None:
    for name in ("old/config", "new/config", "0" * 40):
        write_tree(place.root, (BASE + chat()).replace("-- config/", f"-- {name}/"))

    sides = "No changes between the directory old/config and the directory new/config,"
    assert run("diff", "old/config", "new/config", cwd=place.root).out.startswith(sides)
    place.git("config", "core.bare", "nonsense")
    assert "git cannot read this repository" in run("diff", "old/config", "new/config", cwd=place.root).err
    assert run("diff", f"./{'0' * 40}", "./old/config", cwd=place.root).status == 0


def test_without_git_every_directory_is_one(tmp_path: Path) -> None:
    for name in ("a", "main"):
        write_tree(tmp_path, (BASE + chat()).replace("-- config/", f"-- {name}/"))

    assert run("diff", "a", "main", cwd=tmp_path, PATH=str(tmp_path)).status == 0


def test_outside_a_repository_there_is_no_commit(tmp_path: Path) -> None:
    write_tree(tmp_path, BASE + chat())

    write_tree(tmp_path, (BASE + chat()).replace("-- config/", "-- old/"))

    assert run("diff", cwd=tmp_path).status == 3
    assert run("diff", "old", "config", cwd=tmp_path).status == 0


def test_what_is_gone_is_called_by_the_title_that_it_had(place: Repository) -> None:
    place.commit("-- config/site.yml --\ntitles: {duo_core: Basic, duo_pro: Falcon, premium: Premium}\n")
    write_tree(place.root, chat() + "-- config/site.yml --\ntitles: {premium: Premium}\n")
    (place.config / "add_ons/duo_core.yml").unlink()

    told = run("diff", cwd=place.root).out
    assert "No longer with Basic; Premium customers with Basic and not Duo pro lose it." in told
    assert "Falcon" not in told


def test_what_is_gone_is_called_so_beside_a_legacy_service_that_has_its_name(place: Repository) -> None:
    place.commit(
        "-- config/services/duo_core.yml --\nname: duo_core\nunit_primitives: [duo_chat]\n"
        "-- config/site.yml --\ntitles: {duo_core: Basic, duo_pro: Duo Pro}\n"
    )
    write_tree(place.root, chat() + "-- config/site.yml --\ntitles: {duo_pro: Duo Pro}\n")
    (place.config / "add_ons/duo_core.yml").unlink()

    assert (
        "No longer with Basic; Premium customers with Basic and not Duo Pro lose it." in run("diff", cwd=place.root).out
    )


def test_what_is_gone_while_another_has_its_title_is_the_former(place: Repository) -> None:
    place.commit("-- config/site.yml --\ntitles: {duo_core: Duo Pro, duo_pro: Other}\n")
    write_tree(place.root, chat() + "-- config/site.yml --\ntitles: {duo_pro: Duo pro}\n")
    (place.config / "add_ons/duo_core.yml").unlink()

    told = run("diff", cwd=place.root).out
    assert (
        "No longer with the former Duo Pro; Premium customers with the former Duo Pro and not Duo pro lose it." in told
    )
    assert "\n  duo_core (add-on)  Removed.\n" in told


def test_so_is_what_had_no_title_but_a_name_that_reads_like_it(place: Repository) -> None:
    place.commit("-- config/add_ons/duo.yml --\nname: duo\n")
    write_tree(place.root, chat("duo"))
    place.commit()
    write_tree(
        place.root,
        chat("duo_2026") + "-- config/add_ons/duo_2026.yml --\nname: duo_2026\ndescription: Sold anew.\n"
        "-- config/site.yml --\ntitles: {duo_2026: Duo, premium: Premium}\n",
    )
    (place.config / "add_ons/duo.yml").unlink()

    for told in (run("diff", cwd=place.root).out, run("diff", "--audience", "public", cwd=place.root).out):
        assert "Now also with Duo, no longer with the former Duo; " in told


@pytest.mark.parametrize("titles", ["duo_core: Duo Pro, duo_pro: Classic", "duo_core: 'Duo Pro ', duo_next: Other"])
def test_of_two_releases_each_thing_is_called_as_it_was_then(place: Repository, titles: str) -> None:
    place.commit(
        chat() + f"-- config/site.yml --\ntitles: {{{titles}, premium: Premium}}\n", when="2024-12-02T00:00:00Z"
    )
    place.tag("v3")
    place.commit(
        "-- config/add_ons/duo_next.yml --\nname: duo_next\n"
        "-- config/site.yml --\ntitles: {duo_next: Classic, duo_pro: 'DUO PRO ', duo_core: Basic, saas: GitLab.com}\n"
    )

    other = "Classic" if "Classic" in titles else "Duo pro"
    gone = f"Premium customers with Duo Pro and not {other} lose it"
    assert f"No longer with Duo Pro; {gone}." in run("diff", "v2", "v3", cwd=place.root).out


def test_what_is_gone_is_called_as_before_where_another_kind_has_its_name(place: Repository) -> None:
    gateway = "-- config/backend_services/duo_core.yml --\nname: duo_core\njwt_aud: a\n"
    place.commit(f"{gateway}-- config/site.yml --\ntitles: {{duo_core: Basic, duo_pro: Duo Pro}}\n")
    write_tree(place.root, chat() + "-- config/site.yml --\ntitles: {duo_core: Gateway, duo_pro: Duo Pro}\n")
    (place.config / "add_ons/duo_core.yml").unlink()

    told = run("diff", cwd=place.root).out
    assert "No longer with Basic; Premium customers with Basic and not Duo Pro lose it" in told


def test_what_is_gone_is_called_as_it_was_though_another_has_its_name_today(place: Repository) -> None:
    place.commit("-- config/site.yml --\ntitles: {duo_core: Basic, duo_pro: Duo Pro}\n")
    place.tag("v3")
    place.commit(chat() + "-- config/site.yml --\ntitles: {duo_pro: Duo Pro}\n", gone=["config/add_ons/duo_core.yml"])
    place.tag("v4")
    place.commit(
        "-- config/add_ons/duo_core.yml --\nname: duo_core\ndescription: Another.\n"
        "-- config/site.yml --\ntitles: {duo_core: Super, duo_pro: Duo Pro}\n"
    )

    told = run("diff", "v3", "v4", cwd=place.root).out
    assert "No longer with Basic; Premium customers with Basic and not Duo Pro lose it" in told


@pytest.mark.parametrize("is_committed", [True, False])
def test_what_had_no_title_then_is_not_called_by_that_of_what_has_its_name_today(
    place: Repository, is_committed: bool
) -> None:
    place.commit("-- config/site.yml --\ntitles: {duo_pro: Duo Pro}\n")
    place.tag("v3")
    place.commit(chat(), gone=["config/add_ons/duo_core.yml"])
    place.tag("v4")
    another = (
        "-- config/add_ons/duo_core.yml --\nname: duo_core\ndescription: Another.\n"
        "-- config/site.yml --\ntitles: {duo_core: Super, duo_pro: Duo Pro}\n"
    )
    if is_committed:
        place.commit(another)
    write_tree(place.root, another)

    for told in (run("diff", "v3", "v4", *asked, cwd=place.root).out for asked in ((), ("--audience", "public"))):
        assert "No longer with Duo core; Premium customers with Duo core and not Duo Pro lose it" in told


@pytest.mark.parametrize("asked", [(), ("--audience", "public")])
def test_no_title_of_today_makes_two_things_of_then_one(place: Repository, asked: tuple[str, ...]) -> None:
    place.commit(chat() + "-- config/site.yml --\ntitle: T\n")
    place.tag("v3")
    place.commit(chat("duo_pro, duo_core"))
    place.tag("v4")
    place.commit("-- config/site.yml --\ntitles: {duo_core: Duo Pro, duo_pro: Other}\n")
    write_tree(place.root, "-- config/site.yml --\ntitles: {duo_core: duo pro}\n")

    assert "Now also with Duo core; " in run("diff", "v3", "v4", *asked, cwd=place.root).out


def test_what_came_or_was_renamed_between_two_states_has_its_own_title_of_today_for_the_public(
    place: Repository,
) -> None:
    titles = "-- config/site.yml --\ntitles: {duo_pro: Duo Pro, duo_seats: GitLab Duo Seats, duo_max: Duo Max}\n"
    place.commit(
        f"{titles}-- config/add_ons/duo_seats.yml --\nname: duo_seats\n"
        f"-- config/add_ons/duo_max.yml --\nname: duo_max\ndescription: New.\n{chat('duo_pro, duo_seats, duo_max')}",
        gone=["config/add_ons/duo_core.yml"],
    )
    place.tag("v3")
    place.commit(primitive("duo_seats").replace("-- unit", "-- config/unit", 1))

    for head in ("v3", "HEAD", "./config"):
        told = run("diff", "v1", head, "--audience", "public", cwd=place.root).out
        assert "GitLab Duo Seats and Duo Max" in told


def test_where_names_changed_among_each_other_no_title_of_today_is_told_to_the_public(place: Repository) -> None:
    both = "-- {0}/add_ons/duo_pro.yml --\nname: duo_pro\ndescription: {1}\n-- {0}/add_ons/duo_core.yml --\nname: duo_core\ndescription: {2}\n"
    place.commit(both.format("config", "Seats of one kind.", "For everybody else."))
    copytree(place.config, place.root / "next")
    write_tree(place.root, both.format("next", "For everybody else.", "Seats of one kind."))
    write_tree(place.root, chat("duo_pro").replace("config", "next", 1))

    told = run("diff", "HEAD", "./next", "--audience", "public", cwd=place.root).out
    assert ("Duo Pro" in told, "Duo Core" in told, "Duo pro" in told) == (False, False, True)


@pytest.mark.parametrize(
    "said",
    [
        *("Works with falcon.", "Works with Sky Hawk.", "As in https://docs.gitlab.com/hawk/."),
        *("Like proto bird.", "Like Early Wing.", "As in https://docs.gitlab.com/wing/."),
    ],
)
@pytest.mark.parametrize(
    ("here", "sides"),
    [
        *[("config", sides) for sides in (("v3", "./next"), ("HEAD", "./next"), ("./next", "v3"), ("./next",))],
        *[("other", sides) for sides in (("./other", "./next"), ("./next", "./other"))],
    ],
)
def test_what_a_directory_marks_is_internal_by_every_name_that_it_has_or_had_elsewhere(
    place: Repository, here: str, sides: tuple[str, ...], said: str
) -> None:
    if here != "config":
        copytree(place.config, place.root / here)
    bird = "description: Sees very far.\ndocumentation_url: https://docs.gitlab.com/{}/\n"
    titles = f"-- {here}/site.yml --\ntitles: {{{{{{}}: {{}}}}}}\n"
    place.commit(
        f"{titles.format('proto_bird', 'Early Wing')}"
        f"-- {here}/add_ons/proto_bird.yml --\nname: proto_bird\n{bird.format('wing')}"
    )
    place.commit(
        f"{titles.format('falcon', 'Sky Hawk')}-- {here}/add_ons/falcon.yml --\nname: falcon\n{bird.format('hawk')}",
        gone=[f"{here}/add_ons/proto_bird.yml"],
    )
    place.commit(f"-- {here}/add_ons/duo_core.yml --\nname: duo_core\ndescription: '{said}'\n")
    place.tag("v3")
    copytree(place.root / here, place.root / "next")
    (place.root / "next/add_ons/falcon.yml").unlink()
    marked = f"-- next/add_ons/eagle.yml --\nname: eagle\nvisibility: internal\n{bird.format('hawk')}"
    write_tree(place.root, f"{marked}-- next/add_ons/duo_core.yml --\nname: duo_core\n-- next/site.yml --\ntitle: T\n")

    ending = run("diff", *sides, "--audience", "public", cwd=place.root)
    assert (ending.status, "error[E412]" in ending.out + ending.err) == (1, True)


@pytest.mark.parametrize("sides", [("HEAD", "./next"), ("./next", "HEAD"), ("v1", "./next"), ("./next",)])
@pytest.mark.parametrize("is_committed", [True, False])
def test_what_is_internal_today_is_so_in_a_directory_by_the_name_that_it_has_there(
    place: Repository, sides: tuple[str, ...], is_committed: bool
) -> None:
    copytree(place.config, place.root / "next")
    stated = "description: Sees very far.\n"
    write_tree(place.root, f"-- next/add_ons/falcon.yml --\nname: falcon\n{stated}")
    write_tree(place.root, chat("duo_pro, duo_core, falcon").replace("config", "next", 1))
    marked = f"-- config/add_ons/eagle.yml --\nname: eagle\nvisibility: internal\n{stated}"
    if is_committed:
        place.commit(marked)
    write_tree(place.root, marked)

    ending = run("diff", *sides, "--audience", "public", cwd=place.root)
    assert (ending.status, "alcon" in ending.out + ending.err) == (0, False)


def test_names_of_a_kind_that_is_internal_are_no_words_in_a_directory_either(place: Repository) -> None:
    place.commit(
        "-- config/site.yml --\ninternal_kinds: [services]\n"
        "-- config/services/code_suggestions.yml --\nname: code_suggestions\nunit_primitives: [duo_chat]\n"
        "-- config/add_ons/duo_core.yml --\nname: duo_core\ndescription: Reviews code suggestions.\n"
    )

    for sides in (("./config",), ("./config", "HEAD"), ("HEAD", "./config")):
        assert run("diff", *sides, "--audience", "public", cwd=place.root).status == 0


def test_what_is_gone_has_no_title_of_another_beside_a_unit_primitive_that_has_its_name(place: Repository) -> None:
    place.commit("-- config/site.yml --\ntitle: T\n")
    place.tag("v3")
    place.commit(chat(), gone=["config/add_ons/duo_core.yml"])
    place.commit("-- config/add_ons/duo_core.yml --\nname: duo_core\ndescription: Another.\n")
    place.commit(
        primitive("duo_core").replace("-- unit", "-- config/unit", 1)
        + "-- config/site.yml --\ntitles: {duo_core: Super, duo_pro: Duo Pro}\n",
        gone=["config/add_ons/duo_core.yml"],
    )
    place.tag("v4")

    assert "No longer with Duo core; " in run("diff", "v3", "v4", "--audience", "public", cwd=place.root).out


def test_what_is_gone_keeps_its_title_though_the_later_side_has_another_for_its_name(place: Repository) -> None:
    place.commit("-- config/site.yml --\ntitles: {duo_core: Basic, duo_pro: Duo Pro}\n")
    write_tree(place.root, chat() + "-- config/site.yml --\ntitles: {duo_core: Left Over, duo_pro: Duo Pro}\n")
    (place.config / "add_ons/duo_core.yml").unlink()

    assert "No longer with Basic; " in run("diff", cwd=place.root).out


@pytest.mark.parametrize(
    "said",
    [
        *("Beside Thunder bolt.", "Beside Early Storm.", "Beside proto."),
        *("Beside https://docs.gitlab.com/neo/ it is.", "Beside https://docs.gitlab.com/early/ it was."),
        "As in https://gitlab.com/plan it began.",
    ],
)
@pytest.mark.parametrize("sides", [("./old", "./new"), ("./new", "./old"), ("./old",), ("v2", "./old")])
def test_what_a_directory_marks_is_known_by_all_its_names_titles_and_addresses(
    place: Repository, said: str, sides: tuple[str, ...]
) -> None:
    copytree(place.config, place.root / "old")
    neo = "visibility: internal\ndocumentation_url: https://docs.gitlab.com/{}/\n"
    place.commit(
        f"-- old/add_ons/proto.yml --\nname: proto\n{neo.format('early')}"
        "-- old/site.yml --\ntitles: {proto: Early Storm}\n"
    )
    place.commit(
        f"-- old/add_ons/neo.yml --\nname: neo\n{neo.format('neo')}"
        "-- old/site.yml --\ntitles: {neo: Thunder Bolt}\ninternal_fields: [introduced_by_url]\n"
        f"{chat('duo_pro', 'introduced_by_url: https://gitlab.com/plan').replace('config', 'old', 1)}",
        gone=["old/add_ons/proto.yml"],
    )
    other = f"-- config/add_ons/zz.yml --\nname: zz\ndescription: '{said}'\n"
    write_tree(place.root, other)
    copytree(place.config, place.root / "new")
    place.commit()
    place.tag("v3")

    asked = [side.replace("v2", "v3") for side in sides]
    ending = run("diff", *asked, "--audience", "public", cwd=place.root)
    assert (ending.status, "error[E412]" in ending.out + ending.err) == (1, True)


def test_of_two_directories_each_thing_is_called_as_they_call_it(place: Repository) -> None:
    place.commit("-- config/site.yml --\ntitles: {duo_pro: Pro}\n")
    for name, add_ons in (("old", "duo_pro, duo_core"), ("new", "duo_pro")):
        copytree(place.config, place.root / name)
        write_tree(
            place.root,
            chat(add_ons).replace("config", name, 1) + f"-- {name}/site.yml --\ntitles: {{duo_core: Core of {name}}}\n",
        )

    told = run("diff", "./old", "./new", cwd=place.root).out
    assert "No longer with Core of new; Premium customers with Core of new and not Duo pro lose it." in told


def test_what_else_is_called_as_gitlab_com_may_have_another_name(place: Repository) -> None:
    place.commit(primitive("saas").replace("-- unit", "-- config/unit", 1))
    (place.config / "unit_primitives/saas.yml").unlink()
    write_tree(place.root, primitive("saas_chat", "alias_names: [saas]\n").replace("-- unit", "-- config/unit", 1))

    ending = run("diff", "--fail-on", "added,removed", cwd=place.root)
    assert (ending.status, ending.out.partition("\nRenamed (1)\n")[2]) == (
        0,
        "  saas_chat  Renamed from saas to saas_chat.\n",
    )


def test_titles_of_a_configuration_that_was_copied_and_removed_are_known(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.commit(
        (BASE + chat("duo_pro, duo_core")).replace("-- config/", "-- catalog/")
        + "-- catalog/site.yml --\ntitles: {duo_core: Basic}\n"
    )
    copytree(tmp_path / "catalog", made.config)
    made.commit()
    made.commit(chat() + "-- config/site.yml --\ntitle: Ours\n", gone=["catalog", "config/add_ons/duo_core.yml"])

    assert "No longer with Basic" in run("diff", "HEAD~2", cwd=tmp_path).out


def test_gitlab_com_under_another_name_is_another_realm(place: Repository) -> None:
    """Versions are checked there, and who has an older one loses what is in it."""
    place.commit(chat("duo_pro", f"gitlab_realms: [saas]\n{LATER}"))
    (place.config / "gitlab_realms/saas.yml").unlink()
    renamed = "-- config/gitlab_realms/gitlab_com.yml --\nname: gitlab_com\n"
    write_tree(place.root, renamed + chat("duo_pro", f"gitlab_realms: [gitlab_com]\n{LATER}"))

    ending = run("diff", "--fail-on", "losses", cwd=place.root)
    assert ending.status == 1
    assert "\n  saas (GitLab realm)  Removed.\n" in ending.out
    assert "Renamed" not in ending.out
