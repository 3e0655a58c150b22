"""`site-builder build`: says what it published, and what is wrong; a site that stands is not touched by a bad build."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.installed import own_files
from tests.cli.running import Ending, run
from tests.output.publishing import names, state
from tests.past import write_past
from tests.site.making import write_config
from tests.source.repositories import clone, repository

GOOD = "-- unit_primitives/duo_chat --\nbackend_services: [ai_gateway]\n-- backend_services/ai_gateway --\n"
WARNED = "-- unit_primitives/duo_chat --\n"
WARNING = (
    "config/unit_primitives/duo_chat.yml: warning[W309] backend_services: no backend service is stated, so no token can "
    "be made for it\n  help: list the service that hosts it\n"
)
WRONG = "-- unit_primitives/duo_chat --\nadd_ons: [duo_prro]\n-- add_ons/duo_pro --\n"
ERROR = (
    "config/unit_primitives/duo_chat.yml:7:11: error[E301] add_ons[0]: unknown add-on 'duo_prro' (did you mean "
    "'duo_pro'?)\n  7 | add_ons: [duo_prro]\n    |           ^^^^^^^^\n  help: add-ons are the files in config/add_ons\n"
)
PUBLISHED = r"{}: \d+ pages, \d+ files, \d\.\d MB{}\n"


def test_a_good_build_says_in_a_line_what_it_published(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)

    ending = run("build", cwd=tmp_path)

    assert (ending.status, ending.err) == (0, "")
    assert re.fullmatch(PUBLISHED.format("public", ""), ending.out)
    assert (tmp_path / "public/unit_primitives/duo_chat.html").is_file()
    assert names(tmp_path) == [".cache", "config", "public"]


def test_options_say_where_everything_is(tmp_path: Path) -> None:
    write_config(tmp_path / "my" / "yaml", GOOD)
    shutil.copytree(own_files("templates"), tmp_path / "look")
    (tmp_path / "look/pages/not_found.html").write_text("not here", encoding="utf-8")

    ending = run(
        *("build", "--config", "my/yaml", "--output", "out/site", "--cache", "out/cache", "--templates", "look"),
        cwd=tmp_path,
    )

    assert re.fullmatch(PUBLISHED.format("out/site", ""), ending.out)
    assert (tmp_path / "out/site/404.html").read_text("utf-8") == "not here"
    assert sorted(path.name.partition("-")[0] for path in (tmp_path / "out/cache").iterdir()) == [
        "CACHEDIR.TAG",
        "build",
        "layouts",
    ]


def test_warnings_are_counted_and_listed_when_asked_for(tmp_path: Path) -> None:
    write_config(tmp_path / "config", WARNED)

    counted = run("build", cwd=tmp_path)
    listed = run("build", "--warnings", cwd=tmp_path)

    assert re.fullmatch(PUBLISHED.format("public", "; 1 warning, see problems\\.html"), counted.out)
    assert (counted.status, counted.err) == (0, "")
    assert (listed.status, listed.out, listed.err) == (0, counted.out, f"{WARNING}1 warning.\n")


def test_a_build_that_may_go_without_graphviz_draws_plainly_and_says_so_until_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(tmp_path / "config", GOOD)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pygraphviz", None)
        stopped = run("build", cwd=tmp_path)
        plain = run("build", "--graphviz", "optional", cwd=tmp_path)
    drawn = (tmp_path / "public/unit_primitives/duo_chat.html").read_text("utf-8")
    later = run("build", "--graphviz", "optional", cwd=tmp_path)

    assert stopped.status == 3
    assert stopped.err.startswith("pygraphviz: error[E701] Graphviz cannot be used: ")
    assert plain.status == 0
    assert plain.err.startswith("pygraphviz: warning[W701] Graphviz cannot be used: ")
    assert "; diagrams are drawn plainly\n" in plain.err
    assert "<svg" in drawn
    assert (later.status, later.err) == (0, "")


def test_a_strict_build_ends_with_1_when_anything_is_found(tmp_path: Path) -> None:
    write_config(tmp_path / "config", WARNED)

    assert run("build", "--strict", cwd=tmp_path) == Ending(1, "", f"{WARNING}1 warning.\n")
    assert names(tmp_path) == ["config"]


def test_errors_end_with_1_and_leave_the_old_site_as_it_was(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)
    run("build", cwd=tmp_path)
    before = state(tmp_path / "public")
    write_config(tmp_path / "config", WRONG)

    assert run("build", cwd=tmp_path) == Ending(1, "", f"{ERROR}1 error.\n")
    assert state(tmp_path / "public") == before


def test_a_broken_template_ends_with_4_and_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)
    run("build", cwd=tmp_path)
    before = state(tmp_path / "public")
    shutil.copytree(own_files("templates"), tmp_path / "look")
    (tmp_path / "look/pages/not_found.html").write_text("\n{{ page.nothing }}", encoding="utf-8")

    assert run("build", "--templates", "look", cwd=tmp_path) == Ending(
        4,
        "",
        "templates/pages/not_found.html:2: error[E501] 'site_builder.site.pages.not_found.NotFoundPage object' has no "
        "attribute 'nothing'\n1 error.\ninternal error, please report\n",
    )
    assert state(tmp_path / "public") == before


def test_a_build_with_releases_says_how_many_and_takes_several_in_one(tmp_path: Path) -> None:
    made = repository(tmp_path)
    write_config(made.config, GOOD)
    made.commit()
    for tag in ("v1", "v2", "v3"):
        made.tag(tag)

    one = run("build", "--release", "v1", cwd=tmp_path)
    three = run("build", "--release", "v1 v2", "--release", "v3", "--release", "v1", cwd=tmp_path)
    found = names(tmp_path / "public/releases")
    none = run("build", "--release", "", cwd=tmp_path)

    assert (one.status, one.err, three.status, three.err) == (0, "", 0, "")
    assert re.fullmatch(PUBLISHED.format("public", "; with 1 earlier release"), one.out)
    assert re.fullmatch(PUBLISHED.format("public", "; with 3 earlier releases"), three.out)
    assert found == ["index.html", "v1", "v2", "v3"]
    assert re.fullmatch(PUBLISHED.format("public", ""), none.out)
    assert not (tmp_path / "public/releases").exists()


def test_a_tag_may_have_any_blank_in_it_that_git_allows(tmp_path: Path) -> None:
    made = repository(tmp_path)
    write_config(made.config, GOOD)
    made.commit()
    for tag in ("v1\u00a0x", "v2\u3000x", "v3"):
        made.tag(tag)

    ending = run("build", "--release", "v1\u00a0x \t v2\u3000x\nv3\n", cwd=tmp_path)

    assert (ending.status, ending.err) == (0, "")
    assert re.fullmatch(PUBLISHED.format("public", "; with 3 earlier releases"), ending.out)


def test_a_release_that_is_none_ends_with_3_before_anything_is_built(tmp_path: Path) -> None:
    made = repository(tmp_path)
    write_config(made.config, GOOD)
    made.commit()
    made.tag("v1.0")

    assert run("build", "--release", "v1.1", cwd=tmp_path) == Ending(
        3,
        "",
        "config: error[E707] git knows no tag 'v1.1' (did you mean 'v1.0'?)\n"
        "  help: name a tag of this repository: git tag lists them\n1 error.\n",
    )
    assert names(tmp_path) == [".git", "config"]


def test_a_release_with_errors_ends_with_1_and_names_its_tag(tmp_path: Path) -> None:
    made = repository(tmp_path)
    write_config(made.config, WRONG)
    made.commit()
    made.tag("v1.0")
    write_config(made.config, GOOD)

    assert run("build", "--release", "v1.0", cwd=tmp_path) == Ending(1, "", f"tags/v1.0:{ERROR}1 error.\n")
    assert names(tmp_path) == [".git", "config"]


def test_a_missing_configuration_ends_with_3_and_makes_nothing(tmp_path: Path) -> None:
    assert run("build", cwd=tmp_path) == Ending(
        3,
        "",
        "config: error[E703] no config directory here\n"
        "  help: name it with --config; it holds a directory for each kind, such as unit_primitives\n1 error.\n",
    )
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--as-of", "yesterday", "not a date and time: 'yesterday' (write it like 2024-10-17T00:00:00+00:00)"),
        ("--as-of", "", "not a date and time: '' (write it like 2024-10-17T00:00:00+00:00)"),
        ("--as-of", "2024-02-30T00:00:00Z", None),
        (
            "--as-of",
            "2024-10-17",
            "'2024-10-17' has no time and no time zone (write 2024-10-17T00:00:00+00:00 where UTC is meant)",
        ),
        ("SOURCE_DATE_EPOCH", "yesterday", "'yesterday' is no number of seconds since 1970"),
        ("SOURCE_DATE_EPOCH", "9" * 30, f"'{'9' * 30}' is no number of seconds since 1970"),
    ],
)
def test_a_moment_that_is_none_ends_with_2(tmp_path: Path, option: str, value: str, message: str | None) -> None:
    write_config(tmp_path / "config", GOOD)
    if option.startswith("--"):
        ending = run("build", option, value, cwd=tmp_path)
    else:
        ending = run("build", cwd=tmp_path, **{option: value})

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.startswith(f"{option}: error[E706] {message or ''}")
    assert ending.err.endswith("\n1 error.\n")
    assert names(tmp_path) == ["config"]


@pytest.mark.parametrize("output", ["config", "config/public", ".", "..", "/"])
def test_an_output_that_would_overwrite_what_it_is_made_from_ends_with_3(tmp_path: Path, output: str) -> None:
    write_config(tmp_path / "config", GOOD)
    before = state(tmp_path)

    ending = run("build", "--output", output, cwd=tmp_path)

    assert (ending.status, ending.out) == (3, "")
    assert ": error[E602] " in ending.err
    assert state(tmp_path) == before


def test_files_of_others_in_the_output_end_with_3_and_are_named(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)
    (tmp_path / "public").mkdir()
    (tmp_path / "public/holiday.jpg").write_text("a picture", encoding="utf-8")
    before = state(tmp_path / "public")

    ending = run("build", cwd=tmp_path)

    assert (ending.status, ending.out) == (3, "")
    assert "error[E601]" in ending.err
    assert "holiday.jpg" in ending.err
    assert state(tmp_path / "public") == before


def test_a_wrong_settings_file_ends_with_1(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)
    (tmp_path / "config/site.yml").write_text("titel: Our catalog\nbase_url: http://example.com\n", encoding="utf-8")

    ending = run("build", cwd=tmp_path)

    assert (ending.status, ending.out) == (1, "")
    assert "config/site.yml:1:1: error[E202] titel: " in ending.err
    assert "(did you mean 'title'?)" in ending.err
    assert "config/site.yml:2:11: error[E208] base_url: " in ending.err


def as_of(directory: Path) -> str:
    """The moment for which the published site speaks."""
    found: str = json.loads((directory / "public/api/v1/index.json").read_text("utf-8"))["as_of"]
    return found


def test_the_moment_of_a_site_is_as_told_else_of_the_environment(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)

    run("build", "--as-of", "2024-10-17T02:00:00+02:00", cwd=tmp_path, SOURCE_DATE_EPOCH="0")
    told = as_of(tmp_path)
    run("build", cwd=tmp_path, SOURCE_DATE_EPOCH="1729123200")

    assert told == as_of(tmp_path) == "2024-10-17T00:00:00Z"


@pytest.mark.parametrize(("cache", "directory"), [("public/cache", "public"), ("config/add_ons", "config")])
def test_a_cache_inside_the_site_or_the_configuration_is_refused(tmp_path: Path, cache: str, directory: str) -> None:
    write_config(tmp_path / "config", GOOD)
    before = names(tmp_path)

    ending = run("build", "--cache", cache, cwd=tmp_path)

    assert (ending.status, ending.out) == (3, "")
    assert ending.err.startswith(f"{cache}: error[E602] the cache would stand inside {directory}\n")
    assert names(tmp_path) == before


def test_a_cache_inside_another_published_site_is_refused(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)
    run("build", "--output", "other", cwd=tmp_path)

    ending = run("build", "--cache", "other/cache", cwd=tmp_path)

    assert ending.status == 3
    assert "other/cache: error[E602] the cache would stand inside " in ending.err
    assert not (tmp_path / "other/cache").exists()


def test_a_cache_that_no_file_system_would_have_is_told_with_its_code(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)
    name = "o" * 256

    ending = run("build", "--cache", name, cwd=tmp_path)

    assert (ending.status, ending.out) == (3, "")
    assert ending.err.startswith(f"{name}: error[E603] cannot be written: file name too long ({name})\n")


@pytest.mark.parametrize("output", [".cache/site_builder/public", "{outside}/link/public"])
def test_a_site_inside_the_cache_is_refused(tmp_path: Path, output: str) -> None:
    place, output = tmp_path / "place", output.format(outside=tmp_path)
    write_config(place / "config", GOOD)
    (tmp_path / "link").symlink_to("place/.cache/site_builder")
    run("build", cwd=place)
    before = names(tmp_path)

    ending = run("build", "--output", output, cwd=place)

    assert (ending.status, ending.out) == (3, "")
    assert ending.err.startswith(f"{output}: error[E602] would stand inside the cache .cache/site_builder\n")
    assert names(tmp_path) == before


def test_closed_outputs_change_no_exit_status(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)
    closed = 'exec "$0" -m site_builder "$@" >&- 2>&-'

    def status(*arguments: str) -> int:
        return subprocess.run(["sh", "-c", closed, sys.executable, *arguments], cwd=tmp_path, check=False).returncode

    assert (status("check"), status("check", "--config", "nowhere")) == (0, 3)


def test_a_shallow_clone_is_built_and_what_its_history_lacks_is_said(tmp_path: Path) -> None:
    whole = write_past(tmp_path / "whole", tags=False)
    clone(whole, tmp_path / "shallow", "--depth", "1")

    ending = run("build", cwd=tmp_path / "shallow")

    assert (ending.status, ending.err.partition("commit ")[0]) == (
        0,
        "E707: the history on the pages is not whole: the history begins with ",
    )
    assert "set GIT_DEPTH: 0 in GitLab CI" in ending.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to another user")
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_repository_that_git_does_not_read_is_told_with_its_advice_by_every_build(
    tmp_path: Path, audience: str
) -> None:
    made = write_past(tmp_path / "made", tags=False)
    (made.config / "site.yml").write_text("title: Ours\n", "utf-8")
    for path in (made.root, *made.root.rglob("*")):
        os.chown(path, 12345, 12345)
    advice = f"git config --global --add safe.directory {made.root}"

    endings = [run("build", "--audience", audience, cwd=made.root) for _ in range(2)]

    unknown = {"internal": "", "public": "what the public must not read of it is not known: "}[audience]
    told = f"{unknown}git does not read this repository, because it belongs to another user"
    help = f"if you trust what is in it, run: {advice}"
    expected = f"E707: the history on the pages is not whole: {told}; {help}\n"
    assert [(it.status, it.err) for it in endings] == [(0, expected)] * 2
    page = (made.root / "public/changes/index.html").read_text(encoding="utf-8")
    assert (advice in page) == (audience == "internal")


def test_a_build_of_what_was_never_committed_says_nothing_of_it(tmp_path: Path) -> None:
    made = repository(tmp_path / "made")
    write_config(made.config, GOOD)

    assert run("build", cwd=made.root).err == ""
    made.commit("-- README.md --\nx\n")
    assert run("build", cwd=made.root).err == ""
