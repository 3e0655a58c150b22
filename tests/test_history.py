"""From a real repository to the pages: what git tells, what it cannot tell, and text that would like to run."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from site_builder.build import build, check
from site_builder.catalog import Chronicle, chronicle_from
from site_builder.installed import own_files
from site_builder.settings import Settings, SiteSettings
from site_builder.site.pages.changes import changes_page
from site_builder.source import load_schemas, record_of
from tests.past import PAST, write_past
from tests.site.making import TITLES, material_of, write_config
from tests.site.reading import Html
from tests.source.repositories import Repository, clone, repository

AS_OF = datetime(2025, 2, 10, 12, tzinfo=UTC)


def settings(config: Path, output: Path) -> Settings:
    site = SiteSettings(titles=TITLES, repository_url="https://gitlab.com/gitlab-org/cloud-connector")
    schemas, templates = own_files("schemas"), own_files("templates")
    return Settings(config=config, output=output, schemas=schemas, templates=templates, site=site, as_of=AS_OF)


def chronicle(config: Path) -> Chronicle:
    catalog = check(settings(config, config.parent / "public")).catalog
    return chronicle_from(record_of(config, load_schemas(own_files("schemas"))), catalog, AS_OF)


def page(output: Path, address: str) -> Html:
    return Html((output / address).read_text(encoding="utf-8"))


def test_two_years_of_dated_steps_month_by_month(tmp_path: Path) -> None:
    found = chronicle(write_past(tmp_path, tags=False).config)

    assert [
        (
            f"{period.until:%Y-%m}",
            len(period.edits),
            [f"{it.change.sort} {it.change.ref.name}" for it in period.changes],
        )
        for period in found.periods
    ] == [
        ("2025-02", 1, ["removed resolve_vulnerability"]),
        (
            "2025-01",
            1,
            [
                "added review_merge_request",
                "lost refactor_code",
                "version_raised duo_chat",
                "facts_only duo_chat",
            ],
        ),
        (
            "2024-12",
            2,
            [
                *("added duo_core", "gained duo_chat", "gained explain_code", "renamed generate_tests"),
                *("deprecated categorize_issue", "facts_only complete_code", "facts_only generate_code"),
            ],
        ),
        ("2024-11", 1, ["facts_only refactor_code"]),
        (
            "2024-10",
            0,
            [
                *("became_paid duo_chat", "became_paid explain_code", "became_paid explain_vulnerability"),
                *("became_paid refactor_code", "became_paid resolve_vulnerability", "became_paid write_tests"),
                "version_raised duo_chat",
            ],
        ),
        ("2024-09", 1, ["added refactor_code", "added write_tests"]),
        ("2024-05", 1, ["added summarize_comments"]),
        ("2024-03", 1, ["added explain_code", "added explain_vulnerability", "added resolve_vulnerability"]),
        ("2024-02", 1, ["cut_off_moved duo_chat", "version_lowered duo_chat"]),
        ("2023-11", 1, ["added duo_chat"]),
        ("2023-04", 1, ["gained complete_code", "gained generate_code"]),
    ]
    assert [(it.edit.subject, it.problem.code) for it in found.skipped] == [
        ("Refer to an add-on that is not there yet", "E301")
    ]
    assert sum(len(period.edits) for period in found.periods) + len(found.skipped) + 1 == len(PAST)
    assert found.is_current


def test_the_same_with_tags_release_by_release(tmp_path: Path) -> None:
    found = chronicle(write_past(tmp_path, tags=True).config)

    assert [(period.release, len(period.edits), len(period.changes)) for period in found.periods] == [
        ("", 2, 5),
        ("17.7", 3, 15),
        ("17.4", 2, 3),
        ("17.0", 2, 5),
        ("16.7", 2, 3),
    ]


def test_without_a_repository_the_pages_say_so_and_the_site_is_built(tmp_path: Path) -> None:
    config = write_config(tmp_path / "config", "-- unit_primitives/duo_chat --")

    build(settings(config, tmp_path / "public"))

    assert (
        page(tmp_path / "public", "changes/index.html").one("main").text.split()
        == (
            "Changes The history is not available: not in a git repository. A site that is built from a whole clone of a Git "
            "repository tells what changed, and for whom."
        ).split()
    )
    assert sorted(it.name for it in (tmp_path / "public/changes").iterdir()) == ["index.html"]
    assert not (tmp_path / "public/feeds/changes.atom").exists()


def test_with_nothing_committed_the_pages_say_so(tmp_path: Path) -> None:
    made = repository(tmp_path / "new")
    write_config(made.config, "-- unit_primitives/duo_chat --")

    assert chronicle(made.config) == Chronicle(
        missing="nothing has been committed yet on the branch that is checked out"
    )


def test_a_shallow_clone_is_told_as_one_with_advice_and_nothing_in_it_is_new(tmp_path: Path) -> None:
    whole = write_past(tmp_path / "whole", tags=False)
    shallow = clone(whole, tmp_path / "shallow", "--depth", "2")

    found = chronicle(shallow.config)

    assert (found.is_incomplete, [len(period.changes) for period in found.periods]) == (True, [1])
    assert "set GIT_DEPTH: 0 in GitLab CI" in found.help
    built = build(settings(shallow.config, tmp_path / "public"))
    assert built.missing == f"{found.missing}; {found.help}"
    (told,) = (
        it for it in page(tmp_path / "public", "changes/index.html").all("p") if it.attributes.get("class") == "caution"
    )
    assert told.text.startswith("The history is not whole: the history begins with commit ")
    assert "set GIT_DEPTH: 0" in told.text


def test_two_clones_give_the_same_bytes(tmp_path: Path) -> None:
    whole = write_past(tmp_path / "whole", tags=True)
    other = clone(whole, tmp_path / "some where else")

    for made, output in ((whole, tmp_path / "one"), (other, tmp_path / "other")):
        build(settings(made.config, output))

    one, another = (
        {it.relative_to(root).as_posix(): it.read_bytes() for it in root.rglob("*") if it.is_file()}
        for root in (tmp_path / "one", tmp_path / "other")
    )
    assert one.keys() == another.keys()
    assert {name for name in one if one[name] != another[name]} == set()


def test_what_is_not_committed_is_said_to_be_missing(tmp_path: Path) -> None:
    made = write_past(tmp_path, tags=False)
    write_config(made.config, "-- unit_primitives/not_committed --")

    found = chronicle(made.config)

    assert not found.is_current
    of = material_of(made.config, site=SiteSettings(), as_of=AS_OF, chronicle=found)
    assert changes_page(of).note == (
        "What is shown here is not what was last told of: it was added or changed without a commit, or later."
    )


def test_what_was_committed_after_the_moment_of_a_build_is_not_told(tmp_path: Path) -> None:
    made = repository(tmp_path)
    for month, name in enumerate(("first", "second", "third"), 1):
        write_config(made.config, f"-- unit_primitives/{name}_one --")
        made.commit("", f"Add {name}", when=f"2024-0{month}-01T00:00:00Z")

    build(replace(settings(made.config, made.root / "public"), as_of=datetime(2024, 2, 15, tzinfo=UTC)))

    told = (made.root / "public/changes/all.html").read_text("utf-8")
    assert ("second_one" in told, "third_one" in told) == (True, False)


HOSTILE = "</title><script>alert(1)</script> ' onmouseover='x \u202egnp.exe \x1b[31m {{ 7*7 }} ]]>&amp;"


AUTHOR = 'Ada "&lt;b&gt;{{ 7*7 }}'  # git takes away what is sharper


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with that in the message of every commit, in the author's name, and in what a merge request is called."""
    made: Repository = repository(tmp_path_factory.mktemp("hostile"))
    write_config(made.config, "-- unit_primitives/duo_chat --\n-- add_ons/duo_pro --")
    made.commit("", HOSTILE, author=AUTHOR, when="2024-05-01T00:00:00Z")
    write_config(made.config, "-- unit_primitives/duo_chat --\nadd_ons: [duo_pro]\ncut_off_date: 2024-01-01T00:00:00Z")
    message = f'{HOSTILE}\n\nSee merge request javascript:alert(1)//a/../../b!12\nSee merge request "><img/src=x!13\n'
    made.commit("", message, author=AUTHOR, when="2024-06-01T00:00:00Z")
    made.git("tag", "<b>'\"&v1")
    write_config(made.config, "-- unit_primitives/duo_chat --\nadd_ons: [missing]")
    made.commit("", HOSTILE, when="2024-07-01T00:00:00Z")
    write_config(made.config, "-- unit_primitives/duo_chat --\nadd_ons: [duo_pro]\ncut_off_date: 2024-01-01T00:00:00Z")
    made.commit("", HOSTILE, when="2024-07-02T00:00:00Z")
    output = made.root / "public"
    build(settings(made.config, output))
    return output


def test_hostile_messages_names_and_tags_are_text_on_every_page(hostile: Path) -> None:
    addresses = [it.relative_to(hostile).as_posix() for it in hostile.rglob("*.html")]
    release = next(it for it in addresses if it.startswith("changes/") and "--" in it)

    for address in addresses:
        text = (hostile / address).read_text(encoding="utf-8")
        found = page(hostile, address)
        assert [it for it in found.all("script") if "src" not in it.attributes or it.text] == [], address
        assert not any(name.startswith("on") for it in found.elements for name in it.attributes), address
        assert "\u202e" not in text, address
        assert "\x1b" not in text, address
        assert "49" not in found.one("title").text, address
        assert all(not link.startswith("javascript:") for _, link in found.addresses), address
    assert page(hostile, release).one("h1").text == "Release <b>'\"&v1"
    subjects = [it.text for it in page(hostile, release).all("td")]
    assert HOSTILE.replace("\u202e", "\\u202e").replace("\x1b", "\\x1b") in subjects
    assert AUTHOR in subjects


def test_a_merge_request_that_is_none_leads_nowhere(hostile: Path) -> None:
    release = next(it for it in (hostile / "changes").iterdir() if "--" in it.name)

    shown = [it.text for it in Html(release.read_text("utf-8")).all("code") if "!1" in it.text]

    assert set(shown) == {"javascript:alert(1)//a/../../b!12", '"><img/src=x!13'}
    assert not [link for _, link in Html(release.read_text("utf-8")).addresses if "merge_requests" in link]


def test_hostile_messages_make_feeds_that_are_read_all_the_same(hostile: Path) -> None:
    feed = ElementTree.fromstring((hostile / "feeds/changes.atom").read_bytes())
    contents = list(feed.iter("{http://www.w3.org/2005/Atom}content"))

    assert contents
    for content in contents:
        assert HOSTILE.replace("\u202e", "\\u202e").replace("\x1b", "\\x1b") in str(content.text)


@pytest.mark.parametrize("is_renamed", [True, False])
def test_a_title_that_another_had_too_is_that_of_what_was_renamed_alone(tmp_path: Path, is_renamed: bool) -> None:
    """Who has another description as well is another, and both are called by their names."""
    made = repository(tmp_path)
    add_ons = "-- add_ons/{name} --\ndescription: {text}\n".format
    write_config(
        made.config,
        "-- unit_primitives/chat --\nadd_ons: [other]\n-- add_ons/other --\n" + add_ons(name="duo_pro", text="Old."),
    )
    made.commit("-- config/site.yml --\ntitles: {duo_pro: Duo Pro}\n")
    write_config(made.config, "-- unit_primitives/chat --\nadd_ons: [duo_pro, other]\n")
    made.commit()
    again = add_ons(name="duo_seats", text="Old." if is_renamed else "New.")
    write_config(made.config, "-- unit_primitives/chat --\nadd_ons: [duo_seats, other]\n" + again)
    made.commit("-- config/site.yml --\ntitles: {duo_seats: Duo Pro}\n", gone=["config/add_ons/duo_pro.yml"])
    asked = settings(made.config, tmp_path / "public")

    build(replace(asked, site=SiteSettings(titles={"duo_seats": "Duo Pro"})))

    told = (tmp_path / "public/changes/all.html").read_text("utf-8")
    assert "Duo Pro" in told
    assert ("the former Duo Pro" in told) is not is_renamed
    assert "Duo pro" not in told


def test_what_is_gone_with_its_title_is_called_by_that_where_it_had_no_other(tmp_path: Path) -> None:
    made = repository(tmp_path)
    write_config(
        made.config,
        "-- unit_primitives/chat --\nadd_ons: [basic, duo_pro, max]\n"
        "-- add_ons/basic --\n-- add_ons/duo_pro --\n-- add_ons/max --\n",
    )
    made.commit("-- config/site.yml --\ntitles: {basic: Duo First, duo_pro: Duo Second}\n")
    made.commit("-- config/site.yml --\ntitles: {basic: Duo First, duo_pro: Duo Third}\n")
    made.commit(f"-- config/site.yml --\ntitles: {{basic: Duo First, duo_pro: Duo Third, max: {'Long ' * 30}}}\n")
    write_config(made.config, "-- unit_primitives/chat --\n")
    made.commit("-- config/site.yml --\ntitle: Ours\n", gone=["config/add_ons"])
    asked = settings(made.config, tmp_path / "public")

    build(replace(asked, site=SiteSettings()))

    told = (tmp_path / "public/changes/all.html").read_text("utf-8")
    assert "Duo First" in told
    assert [word for word in ("Basic", "Duo Second", "Duo Third") if word in told] == []
    assert "Duo pro" in told
    assert "Max" in told
    assert "Long Long" not in told
