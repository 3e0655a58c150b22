"""The commands that edit: what they print, how they end, and what the files hold afterwards."""

import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.source.exchange_list import Row, digest, make_workshop, write_list
from tests.cli.running import Ending, command, run, surroundings
from tests.cli.terminal import at_terminal
from tests.output.publishing import state
from tests.trees import primitive, write_tree

CHAT = (
    "name: duo_chat # the scope\r\ndescription: 'Opens a chat.'\r\ngroup: group::duo_chat\r\nfeature_category: chat\r\n"
    "documentation_url: https://docs.gitlab.com/\r\ncut_off_date: 2024-10-17T00:00:00Z\r\n"
    "backend_services: [ai_gateway]\r\nadd_ons: [duo_pro]"
)
TREE = f"""
-- add_ons/duo_core.yml --
name: duo_core
-- add_ons/duo_pro.yml --
name: duo_pro
-- backend_services/ai_gateway.yml --
name: ai_gateway
-- unit_primitives/duo_chat.yml --
{CHAT}"""
GIVEN = (
    *("--description", "Reviews code.", "--group", "group::code review", "--feature-category", "code_review"),
    *("--documentation-url", "https://docs.gitlab.com/", "--backend-services", "ai_gateway"),
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_tree(tmp_path / "config", TREE)
    return tmp_path


def text(place: Path, path: str) -> str:
    return (place / "config" / path).read_bytes().decode()


def test_a_unit_primitive_is_added_by_options_alone(place: Path) -> None:
    ending = run("add", "unit_primitive", "code_review", *GIVEN, "--min-gitlab-version", "16.10", cwd=place)

    assert ending == Ending(0, "config/unit_primitives/code_review.yml: added\n", "")
    assert text(place, "unit_primitives/code_review.yml") == (
        "name: code_review\ndescription: Reviews code.\ngroup: group::code review\nfeature_category: code_review\n"
        "documentation_url: https://docs.gitlab.com/\nmin_gitlab_version: '16.10'\nbackend_services:\n  - ai_gateway\n"
    )


def test_every_kind_can_be_added_updated_and_removed(place: Path) -> None:
    for kind, name in (
        ("add_on", "duo_max"),
        ("license-types", "premium"),
        ("gitlab_realm", "self-managed"),
        ("backend_service", "gateway"),
        ("services", "chat"),
    ):
        assert run("add", kind, name, cwd=place).status == 0
        assert run("update", kind, name, "--description", "New.", cwd=place).status == 0
        ending = run("remove", kind, name, cwd=place)
        file = f"config/{ending.out.partition('/')[2].partition('/')[0]}/{name.replace('-', '_')}.yml"
        assert ending == Ending(0, f"{file}: removed\n", "")


def test_warnings_that_an_edit_brings_come_apart_from_its_output(place: Path) -> None:
    assert run("update", "unit_primitive", "duo_chat", "--unset", "cut_off_date", cwd=place) == Ending(
        0,
        "config/unit_primitives/duo_chat.yml: changed\n",
        """\
config/unit_primitives/duo_chat.yml:7:1: warning[W402] add_ons: add-ons are listed without a cut_off_date, so they are not enforced
  7 | add_ons: [duo_pro]
    | ^^^^^^^
  help: state the date from which an add-on is needed
1 warning.
""",
    )


def test_a_dry_run_shows_the_diff_and_writes_nothing(place: Path) -> None:
    before = state(place)

    assert run("update", "unit_primitive", "duo_chat", "--add", "add_ons=duo_core", "--dry-run", cwd=place) == Ending(
        0,
        """\
diff --git a/config/unit_primitives/duo_chat.yml b/config/unit_primitives/duo_chat.yml
--- a/config/unit_primitives/duo_chat.yml
+++ b/config/unit_primitives/duo_chat.yml
@@ -5,4 +5,4 @@
 documentation_url: https://docs.gitlab.com/\r
 cut_off_date: 2024-10-17T00:00:00Z\r
 backend_services: [ai_gateway]\r
-add_ons: [duo_pro]
\\ No newline at end of file
+add_ons: [duo_pro, duo_core]
\\ No newline at end of file
""",
        "",
    )
    assert state(place) == before


def test_git_takes_the_diff_of_a_configuration_that_is_a_repository_of_its_own(place: Path) -> None:
    config = place / "config"
    subprocess.run(["git", "init", "-q", config], check=True)

    for directory, words in ((config, ("--config", ".")), (place, ())):
        shown = run("update", "add_on", "duo_pro", "--description", "Sold.", "--dry-run", *words, cwd=directory)
        assert shown.status == 0
        subprocess.run(["git", "apply", "--check", "-"], cwd=config, input=shown.out, text=True, check=True)


@pytest.fixture
def odd(place: Path) -> Path:
    """Where a row of the table of origins is to be repaired that stands below one with a byte that is not UTF-8."""
    write_tree(place / "config", primitive("explain_code", "min_gitlab_version: 17\n"))
    rows = b"a.yml,name,x,caf\xe9,stated\nunit_primitives/explain_code.yml,min_gitlab_version,17,s,stated\n"
    (place / "config/PROVENANCE.csv").write_bytes(b"file,field,value,source,confidence\n" + rows)
    return place


def test_git_makes_of_a_diff_what_the_edit_makes_also_of_bytes_that_are_not_utf_8(odd: Path) -> None:
    subprocess.run(["git", "init", "-q", odd], check=True)
    table = odd / "config/PROVENANCE.csv"
    before = table.read_bytes()

    words = command("fix", "--dry-run")
    shown = subprocess.run(words, cwd=odd, env=surroundings(), capture_output=True, check=False).stdout
    subprocess.run(["git", "apply", "-"], cwd=odd, input=shown, check=True)

    assert table.read_bytes() == before.replace(b",17,", b",17.0,")


def test_a_terminal_shows_bytes_that_are_not_utf_8(odd: Path) -> None:
    with at_terminal("fix", "--dry-run", cwd=odd) as terminal:
        terminal.expect("\n a.yml,name,x,caf\\xe9,stated\n")
        terminal.ending()


def test_an_edit_needs_no_directory_to_be_in(place: Path) -> None:
    gone = place / "gone"
    script = f'mkdir "{gone}" && cd "{gone}" && rmdir "{gone}" && "$@"'
    words = ("update", "add_on", "duo_pro", "--description", "Sold.", "--config", str(place / "config"), "--dry-run")
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command(*words)], env=surroundings(), capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("/config/add_ons/duo_pro.yml\n@@ -1 +1,2 @@\n name: duo_pro\n+description: Sold.\n")


def test_an_update_changes_only_what_it_must(place: Path) -> None:
    assert (
        run(
            *("update", "unit-primitives", "duo_chat", "--add", "add_ons=duo_core", "--drop", "add_ons=duo_pro"),
            *("--description", "Chats.", "--unset", "cut_off_date", "--milestone", "16.10"),
            cwd=place,
        ).out
        == "config/unit_primitives/duo_chat.yml: changed\n"
    )

    assert text(place, "unit_primitives/duo_chat.yml") == CHAT.replace("[duo_pro]", "[duo_core]").replace(
        "Opens a chat.", "Chats."
    ).replace("cut_off_date: 2024-10-17T00:00:00Z\r\n", "").replace("'\r\ngroup", "'\r\nmilestone: '16.10'\r\ngroup")


def test_lists_are_given_with_commas_or_by_repeating(place: Path) -> None:
    run("update", "unit_primitive", "duo_chat", "--add-ons", "duo_core, duo_pro", cwd=place)
    once = text(place, "unit_primitives/duo_chat.yml")

    ending = run("update", "unit_primitive", "duo_chat", "--add-ons", "duo_core", "--add-ons", "duo_pro", cwd=place)

    assert ending.out == "Nothing to change: the files state that already.\n"
    assert once == CHAT.replace("[duo_pro]", "[duo_core, duo_pro]")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add", "unit_primitve", "x"), "unknown kind 'unit_primitve' (did you mean 'unit_primitive'?)"),
        (("add", "group", "x"), "groups have no files: they arise from the files that name them"),
        (
            ("add", "unit_primitive", "x"),
            "a unit primitive must state more: give --description, --group, --feature-category, --documentation-url",
        ),
        (
            ("add", "unit_primitive", "x", *GIVEN, "--add-ons", "duo_prro"),
            "Invalid value for '--add-ons': unknown add-on 'duo_prro' (did you mean 'duo_pro'?)",
        ),
        (
            ("add", "unit_primitive", "x", *GIVEN, "--milestone", "v16.9"),
            "Invalid value for '--milestone': not a GitLab version: 'v16.9' (write '16.9')",
        ),
        (
            ("add", "unit_primitive", "x", *GIVEN, "--status", "betta"),
            "Invalid value for '--status': 'betta' is not one of experiment, beta, generally_available (did you mean 'beta'?)",
        ),
        (
            ("add", "unit_primitive", "x", *GIVEN, "--cut-off-date", "2024-10-17"),
            "Invalid value for '--cut-off-date': '2024-10-17' has no time and no time zone (write 2024-10-17T00:00:00+00:00 where UTC is meant)",
        ),
        (("add", "unit_primitive", "x", *GIVEN, "--description", "a\x1b[31mb"), "Invalid value for '--description': "),
        (("update", "unit_primitive", "duo_chatt"), "unknown unit primitive 'duo_chatt' (did you mean 'duo_chat'?)"),
        (
            ("update", "unit_primitive", "duo_chat"),
            "say what is to change, such as --add, --drop, --unset or a field; see site-builder update unit_primitive --help",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--add", "duo_core"),
            "Invalid value for '--add': 'duo_core' is not of the form FIELD=NAME; lists are alias_names, backend_services, add_ons, license_types, gitlab_realms",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--drop", "add_ons=duo_core"),
            "Invalid value for '--drop': add_ons does not list 'duo_core'",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--add", "add_ons=duo_prro"),
            "Invalid value for '--add': unknown add-on 'duo_prro' (did you mean 'duo_pro'?)",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--add-ons", "duo_pro,duo_pro"),
            "Invalid value for '--add-ons': 'duo_pro' is listed already (remove one of the two)",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--cut-off-date", ""),
            "Invalid value for '--cut-off-date': an empty value; --unset cut_off_date states nothing there",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--unset", "milestone", "--milestone", "16.1"),
            "Invalid value for '--unset': milestone is given a value as well",
        ),
        *(
            (
                ("update", "unit_primitive", "duo_chat", *words, "--drop", "add_ons=duo_core"),
                "Invalid value for '--drop': 'duo_core' shall stand in add_ons as well",
            )
            for words in (("--add", "add_ons=duo_core"), ("--add-ons", "duo_core,duo_pro"))
        ),
        (
            ("update", "add_on", "duo_pro", "--add", "x=y"),
            "add-ons have no field 'x'; there are description, documentation_url",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--unset", "name"),
            "Invalid value for '--unset': name is required; site-builder rename changes it",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--unset", "feature-category"),
            "Invalid value for '--unset': feature_category is required; --feature-category changes it",
        ),
        (
            ("update", "unit_primitive", "duo_chat", "--group", ""),
            "Invalid value for '--group': an empty value; group is required",
        ),
        (
            ("update", "add_on", "duo_pro", "--add", "name=x"),
            "Invalid value for '--add': add-ons state no lists",
        ),
        (
            ("remove", "duo_chat"),
            "unit primitive 'duo_chat' is not deprecated: instances out there may still ask for it. Tell customers first with `site-builder deprecate duo_chat --message ...`, or add --without-deprecation",
        ),
        (("remove", "group", "group::duo_chat"), "this is about"),
        (("deprecate", "duo_pro", "--message", "Gone."), "'duo_pro' is an add-on; this is about unit primitives"),
        (("deprecate", "duo_chat"), "say what to use instead with --message, where it was decided with --url, or both"),
        (
            ("deprecate", "duo_chat", "--url", "http://a.b/"),
            "Invalid value for '--url': not an https address: 'http://a.b/' begins with 'http:' (write https://a.b/)",
        ),
        (
            ("rename", "duo_pro"),
            "give the old name and the new one, and the kind before them if need be; 1 word given",
        ),
        (("rename", "duo_pro", "duo_pro"), "add-on 'duo_pro' is called that already"),
        (("rename", "group", "group::duo_chat", "group::duo_chat"), "group 'group::duo_chat' is called that already"),
    ],
)
def test_a_wrong_command_line_is_told_with_what_would_do_and_nothing_changes(
    place: Path, words: tuple[str, ...], message: str
) -> None:
    before = state(place)

    ending = run(*words, cwd=place)

    assert (ending.status, ending.out) == (2, "")
    assert message in ending.err.replace("\n", " ")
    assert "\x1b" not in ending.err
    assert state(place) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add", "unit_primitive", "../x", *GIVEN), "config/unit_primitives: error[E209]"),
        (
            ("add", "add_on", "duo_pro"),
            "config/add_ons/duo_pro.yml:1:7: error[E302] name: there is an add-on 'duo_pro' already",
        ),
        (
            ("rename", "duo_pro", "duo_core"),
            "config/add_ons/duo_core.yml:1:7: error[E302] name: there is an add-on 'duo_core' already",
        ),
        (
            ("remove", "duo_pro"),
            "config/unit_primitives/duo_chat.yml:8:11: error[E301] add_ons[0]: still names add-on 'duo_pro'",
        ),
        (
            (
                "update",
                "unit_primitive",
                "duo_chat",
                "--min-gitlab-version",
                "16.8",
                "--min-gitlab-version-for-free-access",
                "16.9",
                "--dry-run",
            ),
            "error[E403]",
        ),
    ],
)
def test_what_would_not_be_valid_is_refused_and_nothing_changes(
    place: Path, words: tuple[str, ...], message: str
) -> None:
    before = state(place)

    ending = run(*words, cwd=place)

    assert (ending.status, ending.out) == (1, "")
    assert message in ending.err
    assert state(place) == before


@pytest.mark.parametrize(("old", "new"), [("saas", "gitlab_com"), ("dedicated", "saas")])
def test_gitlab_com_keeps_its_name_by_which_versions_are_not_checked_there(place: Path, old: str, new: str) -> None:
    write_tree(place / "config", f"-- gitlab_realms/{old}.yml --\nname: {old}\n")
    before = state(place)

    ending = run("rename", "gitlab_realm", old, new, cwd=place)
    assert (ending.status, ending.out, state(place)) == (2, "", before)
    assert (
        "GitLab.com keeps the name 'saas', and no other realm can have it: by that name alone versions are not"
        in ending.err
    )


def test_a_rename_is_told_file_by_file(place: Path) -> None:
    assert run("rename", "add_on", "duo_pro", "duo_plus", cwd=place) == Ending(
        0,
        "config/add_ons/duo_plus.yml: renamed from add_ons/duo_pro.yml\nconfig/unit_primitives/duo_chat.yml: changed\n",
        "",
    )
    assert text(place, "unit_primitives/duo_chat.yml") == CHAT.replace("duo_pro", "duo_plus")


def test_a_cascade_and_an_end_without_deprecation(place: Path) -> None:
    write_tree(place / "config", primitive("explain_code", "backend_services: [ai_gateway]\n"))

    ending = run("remove", "unit_primitive", "duo_chat", "--cascade", "--without-deprecation", cwd=place)

    assert (ending.status, ending.out) == (0, "config/unit_primitives/duo_chat.yml: removed\n")
    assert "no unit primitive names this add-on" in ending.err


def test_a_deprecated_unit_primitive_is_removed_as_it_is(place: Path) -> None:
    write_tree(place / "config", primitive("explain_code", "backend_services: [ai_gateway]\n"))
    deprecated = run("deprecate", "duo_chat", "--message", "Use agents.", "--url", "https://a.b/", cwd=place)

    assert (deprecated.status, deprecated.out) == (0, "config/unit_primitives/duo_chat.yml: changed\n")
    assert run("remove", "duo_chat", cwd=place).out == "config/unit_primitives/duo_chat.yml: removed\n"


def test_a_developer_undoes_nothing_by_hand(place: Path) -> None:
    """Adds a unit primitive, sells it, renames it back and forth, deprecates and removes it: all is as it was."""
    before = {path: path.read_bytes() for path in (place / "config").rglob("*") if path.is_file()}
    for words in (
        ("add", "unit_primitive", "code_review", *GIVEN),
        ("update", "unit_primitive", "code_review", "--add", "add_ons=duo_pro,duo_core"),
        ("update", "unit_primitive", "code_review", "--drop", "add_ons=duo_pro"),
        ("rename", "code_review", "review_code"),
        ("update", "unit_primitive", "review_code", "--unset", "alias_names"),
        ("rename", "review_code", "code_review"),
        ("deprecate", "code_review", "--message", "It ends."),
        ("remove", "code_review"),
    ):
        assert run(*words, cwd=place).status == 0, words

    assert {path: path.read_bytes() for path in (place / "config").rglob("*") if path.is_file()} == before


def test_repairs_are_shown_and_what_is_left_decides_the_exit_status(place: Path) -> None:
    write_tree(place / "config", primitive("explain_code", "milestone: 16.10\nbackend_services: [ai_gateway]\n"))

    shown = run("fix", "--dry-run", cwd=place)

    assert shown == Ending(
        0,
        """\
diff --git a/config/unit_primitives/explain_code.yml b/config/unit_primitives/explain_code.yml
--- a/config/unit_primitives/explain_code.yml
+++ b/config/unit_primitives/explain_code.yml
@@ -3,5 +3,5 @@
 group: group::duo_chat
 feature_category: duo_chat
 documentation_url: https://docs.gitlab.com/
-milestone: 16.10
+milestone: '16.10'
 backend_services: [ai_gateway]
""",
        "Would repair 1 value in 1 file.\n",
    )
    check = run("check", cwd=place)
    assert (check.status, check.out.splitlines()[-2]) == (
        1,
        "1 of these has one right answer: site-builder fix writes it.",
    )
    assert run("fix", cwd=place) == Ending(0, shown.out, "Repaired 1 value in 1 file.\n")
    assert run("check", cwd=place).status == 0
    assert run("fix", cwd=place) == Ending(0, "Nothing to repair.\n", "")
    write_tree(place / "config", primitive("explain_code", "milestone: 16.10\nadd_ons: [duo_prro]\n"))
    ending = run("fix", cwd=place)
    assert (ending.status, "E301" in ending.err, "W" in ending.err) == (1, True, False)
    assert "milestone: '16.10'" in text(place, "unit_primitives/explain_code.yml")


def test_a_configuration_with_errors_is_mended_first(place: Path) -> None:
    write_tree(place / "config", "-- add_ons/duo_core.yml --\nname: duo_core\ndescrption: x\n")
    before = state(place)

    assert run("add", "add_on", "duo_max", cwd=place).status == 1
    assert state(place) == before


def test_without_a_configuration_there_is_nothing_to_edit(tmp_path: Path) -> None:
    for words in (("add", "add_on", "x"), ("update", "add_on", "x"), ("remove", "x"), ("fix",)):
        assert run(*words, cwd=tmp_path).status == 3


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("add",),
        ("add", "unit_primitive"),
        ("update",),
        ("update", "services"),
        ("remove",),
        ("rename",),
        ("deprecate",),
        ("fix",),
    ],
)
def test_help_teaches_by_example_without_a_configuration(tmp_path: Path, words: tuple[str, ...]) -> None:
    ending = run(*words, "--help", cwd=tmp_path)

    assert (ending.status, ending.err) == (0, "")
    assert "site-builder " in ending.out.partition("Usage:")[2].partition("\n")[2]


def test_nobody_waits_for_what_is_not_asked(place: Path) -> None:
    listing = (sys.executable, "-X", "importtime", "-m", "site_builder", "list", "add_ons", "--format", "names")

    done = subprocess.run(listing, cwd=place, env=surroundings(), capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["duo_core", "duo_pro"]
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert loaded.isdisjoint({"questionary", "prompt_toolkit", "jinja2", "pygraphviz"})
    assert "yaml" in loaded


def half_done(place: Path) -> None:
    """What an edit leaves that was killed between its two files."""
    config = place / "config"
    old, new = config / ".site-builder-edit/old", config / ".site-builder-edit/new"
    make_workshop(config)
    old.mkdir()
    new.mkdir()
    rows = []
    for number, name in enumerate(("duo_core", "duo_pro")):
        file = config / f"add_ons/{name}.yml"
        before, after = file.read_bytes(), file.read_bytes() + b"description: D\n"
        (old / str(number)).write_bytes(before)
        rows.append(Row(path=f"add_ons/{name}.yml", before=digest(before), after=digest(after)))
        (file if name == "duo_core" else new / str(number)).write_bytes(after)
    write_list(config, rows)


@pytest.mark.parametrize(
    "command",
    [
        ("build", "--output", "public"),
        ("export", "catalog-json"),
        ("available", "--license", "premium"),
        ("list", "add_ons"),
        ("fix", "--dry-run"),
        ("update", "add_on", "duo_pro", "--description", "X", "--dry-run"),
    ],
)
def test_nobody_reads_or_shows_what_an_edit_left_half_done(place: Path, command: tuple[str, ...]) -> None:
    half_done(place)
    before = state(place)

    ending = run(*command, cwd=place)

    assert ending.status == 1
    assert "config/.site-builder-edit: error[E116] an edit has not ended" in ending.err
    assert ending.out == ""
    assert state(place) == before


@pytest.mark.parametrize("command", [("fix",), ("update", "add_on", "duo_pro", "--description", "X")])
def test_who_edits_is_told_that_an_edit_was_killed_and_is_undone(place: Path, command: tuple[str, ...]) -> None:
    half_done(place)

    ending = run(*command, cwd=place)

    assert (ending.status, ending.err) == (0, "An edit that was killed half way is undone: 2 files as before it.\n")
    assert text(place, "add_ons/duo_core.yml") == "name: duo_core\n"
    assert not (place / "config/.site-builder-edit").exists()
