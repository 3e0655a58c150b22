"""`--audience`: every command that gives a catalog out leaves the same out of it, and says where that cannot be."""

import json
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from site_builder.source.reader import MAX_BYTES
from tests.cli.running import run
from tests.site.making import write_config
from tests.source.repositories import Repository, clone, repository

CONFIG = """
    -- unit_primitives/duo_chat --
    group: group::secret
    add_ons: [duo_pro, duo_next]
    -- unit_primitives/next_chat --
    visibility: internal
    -- add_ons/duo_next --
    visibility: internal
    -- add_ons/duo_pro --
    -- services/chat --
    unit_primitives: [duo_chat]
    """
OPEN = "internal_fields: []\n"
SITE = "internal_fields: [group]\ninternal_kinds: [services]\n"


@pytest.fixture
def place(tmp_path: Path) -> Repository:
    made = repository(tmp_path)
    write_config(made.config, CONFIG)
    made.commit(f"-- config/site.yml --\n{SITE}")
    return made


def exported(place: Repository, *arguments: str) -> str:
    ending = run("export", *arguments, "--audience", "public", cwd=place.root)
    assert (ending.status, ending.err) == (0, "")
    return ending.out


@pytest.mark.parametrize(
    "arguments",
    [("catalog-json",), ("warehouse-csv",), ("graphml",), ("dot",), ("mermaid",), ("groups-file",)],
    ids=" ".join,
)
def test_an_export_holds_what_the_public_sees(place: Repository, arguments: tuple[str, ...]) -> None:
    text = exported(place, *arguments)

    assert "duo_chat" in text
    assert [word for word in ("next", "secret", "visibility") if word in text] == []
    assert [word for word in ("next", "secret") if word in run("export", *arguments, cwd=place.root).out]


def test_a_field_that_is_left_out_is_no_empty_value_in_json(place: Repository) -> None:
    catalog = json.loads(exported(place, "catalog-json"))

    assert [kind for kind in catalog if kind.endswith("s")] == [
        *("unit_primitives", "add_ons", "license_types", "gitlab_realms", "backend_services", "feature_categories")
    ]
    assert "group" not in catalog["unit_primitives"][0]


@pytest.mark.parametrize("name", ["legacy-services", "cloud-connector-access"])
def test_services_that_are_internal_are_not_made_up_for_the_public(place: Repository, name: str) -> None:
    ending = run("export", name, "--realm", "gitlab-com", "--audience", "public", cwd=place.root)

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.endswith(
        "Error: Invalid value for '--audience': internal_kinds of site.yml keeps services from the public\n"
    )


REALMS = """
    -- unit_primitives/duo_chat --
    gitlab_realms: [saas, dedicated]
    -- unit_primitives/explain_code --
    gitlab_realms: [saas, self-managed, dedicated]
    -- unit_primitives/write_tests --
    -- gitlab_realms/saas --
    legacy_realm: gitlab-com
    -- gitlab_realms/self-managed --
    legacy_realm: self-managed
    -- gitlab_realms/dedicated --
    legacy_realm: self-managed
    visibility: internal
    -- services/chat --
    unit_primitives: [duo_chat, explain_code]
    """


def test_internal_realms_of_a_unit_primitive_stop_the_one_answer_that_would_be_of_others(tmp_path: Path) -> None:
    write_config(tmp_path / "config", REALMS)
    (tmp_path / "config/site.yml").write_text(OPEN, encoding="utf-8")
    access = ("export", "cloud-connector-access", "--realm")

    team, public = (
        run(*access, "self-managed", "--audience", audience, cwd=tmp_path) for audience in ("internal", "public")
    )
    check = run("check", "--audience", "public", cwd=tmp_path)

    told = json.loads(team.out)["data"]["cloudConnectorAccess"]["availableUnitPrimitives"]
    assert [it["name"] for it in told] == ["duo_chat", "explain_code", "write_tests"]
    assert (public.status, public.out) == (1, "")
    assert public.err.endswith(
        "config/unit_primitives/duo_chat.yml:7:1: error[E411] gitlab_realms: without those that are internal, "
        "older GitLab versions of other realms are said to read this\n"
        "  7 | gitlab_realms: [saas, dedicated]\n    | ^^^^^^^^^^^^^\n"
        "  help: leave these realms public, or give this unit primitive visibility: internal\n1 error.\n"
    )
    assert (check.status, "E411" in check.out) == (0, False)


def test_what_older_versions_read_is_the_same_for_the_public_without_internal_realms(tmp_path: Path) -> None:
    write_config(tmp_path / "config", REALMS)
    (tmp_path / "config/site.yml").write_text(OPEN, encoding="utf-8")

    for audience in ("internal", "public"):
        assert run("build", "--audience", audience, "--output", audience, cwd=tmp_path).status == 0

    files = [f"legacy/{realm}.yml" for realm in ("gitlab-com", "self-managed")]
    team, public = ([(tmp_path / it / file).read_bytes() for file in files] for it in ("internal", "public"))
    assert team == public
    assert all(name in text for name in (b"  chat:\n", b"  write_tests:\n") for text in team)
    assert {it.name for it in (tmp_path / "public/legacy").iterdir()} == {"gitlab-com.yml", "self-managed.yml"}
    served = json.loads((tmp_path / "public/api/v1/catalog.json").read_text("utf-8"))
    assert {it["name"]: it["gitlab_realms"] for it in served["unit_primitives"]} == {
        "duo_chat": ["saas"],
        "explain_code": ["saas", "self-managed"],
        "write_tests": [],
    }


@pytest.mark.parametrize("name", ["catalog-json", "warehouse-csv", "groups-file"])
def test_an_export_must_not_name_what_was_internal_when_it_went(place: Repository, name: str) -> None:
    write_config(place.config, CONFIG.replace("chat --", "chat --\n    description: Ask, as Nova did.", 1))
    place.commit("-- config/add_ons/nova.yml --\nname: nova\nvisibility: internal\n")
    place.commit(gone=["config/add_ons/nova.yml"])

    ending = run("export", name, "--audience", "public", cwd=place.root)

    assert (ending.status, ending.out) == (1, "")
    assert (
        "duo_chat.yml:5:14: error[E412] description: names 'Nova', which something internal was called\n" in ending.err
    )
    ways = (
        "give this visibility: internal as well, or list it in public_words of site.yml where it is a word of every day"
    )
    assert f"  help: write in description what the public may read, {ways}\n" in ending.err


def test_a_difference_is_told_without_what_is_internal_today(place: Repository) -> None:
    place.commit("-- config/add_ons/duo_core.yml --\nname: duo_core\n")
    write_config(place.config, CONFIG.replace("[duo_pro, duo_next]", "[duo_core, duo_pro]").replace("secret", "other"))

    text = run("diff", "--audience", "public", cwd=place.root).out

    assert "more Duo core" in text
    assert [word for word in ("next", "secret", "other") if word in text] == []


def test_what_either_side_marks_is_left_out_of_a_difference(place: Repository, tmp_path: Path) -> None:
    place.commit("-- config/site.yml --\ninternal_kinds: [services]\n")
    place.branch("feature")
    write_config(place.config, CONFIG.replace("secret", "other"))
    place.commit("-- config/site.yml --\ninternal_fields: [group]\n")
    place.git("checkout", "-q", "main")
    sides = [write_config(tmp_path / side, CONFIG.replace("secret", f"secret_{side}")) for side in ("a", "b")]
    for side, marks in zip(sides, (OPEN, "internal_fields: [group]\n"), strict=True):
        (side / "site.yml").write_text(marks, "utf-8")

    for words, root in ((("./a", "./b"), tmp_path), (("./b", "./a"), tmp_path), (("feature",), place.root)):
        assert "No changes" in run("diff", *words, "--audience", "public", cwd=root).out
        assert "Group group::" in run("diff", *words, cwd=root).out


def test_what_a_branch_marks_and_changes_nothing_else_is_left_out_of_a_difference(place: Repository) -> None:
    place.commit("-- config/site.yml --\ninternal_kinds: [services]\n")
    place.branch("marked")
    place.commit("-- config/site.yml --\ninternal_fields: [group]\ninternal_kinds: [services]\n")
    place.git("checkout", "-q", "main")
    write_config(place.config, CONFIG.replace("secret", "other"))

    assert "No changes" in run("diff", "marked", "--audience", "public", cwd=place.root).out
    assert "Group group::" in run("diff", "marked", cwd=place.root).out


def test_what_has_another_name_in_a_directory_that_marks_it_is_left_out_of_a_difference(
    place: Repository, tmp_path: Path
) -> None:
    """Although something open states the same."""
    bird = "    -- add_ons/{} --\n    description: Sings early in the morning.\n"
    both = f"{CONFIG}{bird.format('lark')}"
    write_config(tmp_path / "a", f"{both}{bird.format('early_bird')}")
    write_config(tmp_path / "b", f"{both}{bird.format('late_bird')}    visibility: internal\n")
    for side in ("a", "b"):
        (tmp_path / side / "site.yml").write_text(OPEN, "utf-8")

    assert "No changes" in run("diff", "./a", "./b", "--audience", "public", cwd=tmp_path).out
    assert "late_bird" in run("diff", "./a", "./b", cwd=tmp_path).out


def test_what_says_what_something_internal_of_the_other_directory_says_is_left_out_of_a_difference(
    tmp_path: Path,
) -> None:
    bird, said = "    -- add_ons/{} --\n    description: {}\n", "Sings early in the morning."
    late = f"{bird.format('late_bird', said)}    visibility: internal\n"
    write_config(tmp_path / "a", CONFIG + bird.format("early_bird", said))
    write_config(tmp_path / "b", CONFIG + bird.format("early_bird", "Tells the hour.") + late)
    for side in ("a", "b"):
        (tmp_path / side / "site.yml").write_text(OPEN, "utf-8")

    told = run("diff", "./a", "./b", "--audience", "public", cwd=tmp_path).out

    assert (said in told, "early_bird (add-on)  New add-on." in told) == (False, True)


def test_of_an_earlier_state_todays_marks_decide_as_they_do_for_the_history(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("secret", "other"))
    place.commit("-- config/site.yml --\ninternal_kinds: [services]\n")

    for words in (("HEAD~1",), ("HEAD~1", "HEAD"), ("HEAD", "HEAD~1")):
        assert "Group group::" in run("diff", *words, "--audience", "public", cwd=place.root).out


@pytest.mark.parametrize("words", [(), ("HEAD~1", "HEAD"), ("HEAD", "./config"), ("HEAD~1", "HEAD~2")])
def test_a_difference_is_not_told_to_the_public_where_marks_cannot_be_read(
    place: Repository, words: tuple[str, ...]
) -> None:
    place.commit("-- config/site.yml --\ntitel: Ours\n")
    place.commit("-- config/add_ons/duo_core.yml --\nname: duo_core\n")

    ending = run("diff", *words, "--audience", "public", cwd=place.root)

    assert (ending.status, ending.out) == (1, "")
    assert "config/site.yml:1:1: error[E202]" in ending.err


def test_what_is_internal_today_is_told_by_none_of_its_names_between_two_earlier_states(place: Repository) -> None:
    about = "description: Sings early in the morning, and late in the evening, for everybody who pays.\n"
    place.commit(f"-- config/add_ons/early_bird.yml --\nname: early_bird\n{about}")
    (place.config / "add_ons" / "early_bird.yml").rename(place.config / "add_ons" / "late_bird.yml")
    place.commit(f"-- config/add_ons/late_bird.yml --\nname: late_bird\n{about}")
    place.commit(f"-- config/add_ons/late_bird.yml --\nname: late_bird\n{about}visibility: internal\n")

    sides = (("HEAD~3", "HEAD~2"), ("HEAD~2", "HEAD~1"), ("HEAD~2",), ("HEAD~2", "HEAD"), ("HEAD", "HEAD~2"))
    told = [run("diff", *side, "--audience", "public", cwd=place.root) for side in sides]

    assert [ending.err for ending in told] == [""] * len(sides)
    assert [ending.out for ending in told if "bird" in ending.out] == []
    assert "early_bird" in run("diff", "HEAD~3", "HEAD~2", cwd=place.root).out


def test_a_difference_does_not_tell_what_was_internal_when_it_was_last_there_on_the_branch_of_a_side(
    place: Repository, tmp_path: Path
) -> None:
    other = clone(place, tmp_path / "other")
    other.commit("-- config/add_ons/late_bird.yml --\nname: late_bird\n")
    other.tag("there")
    other.commit("-- config/add_ons/late_bird.yml --\nname: late_bird\nvisibility: internal\n")
    other.commit(gone=("config/add_ons/late_bird.yml",))
    place.git("fetch", "--quiet", "--tags", str(other.root), "HEAD:gone")

    told = [run("diff", "there", side, "--audience", "public", cwd=place.root) for side in ("gone", str(other.config))]

    assert [ending.err for ending in told] == ["", ""]
    assert [ending.out for ending in told if "bird" in ending.out] == []
    assert "late_bird" in run("diff", "there", "gone", cwd=place.root).out


def test_a_configuration_that_cannot_be_told_to_the_public_is_built_for_the_team_only(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("[duo_pro, duo_next]", "[duo_next]"))

    ending = run("build", "--audience", "public", "--output", "public", cwd=place.root)

    assert ending.status == 1
    assert ending.err.startswith(
        "config/unit_primitives/duo_chat.yml:7:1: error[E411] add_ons: all of them are internal, "
        "and an empty list gives the public another answer\n"
    )
    assert not (place.root / "public").exists()
    assert run("check", cwd=place.root).status == 0


def test_a_text_must_not_give_an_address_that_only_an_internal_field_states(place: Repository) -> None:
    address = "https://gitlab.com/our/plans/-/issues/1"
    told = "https://gitlab.com/Our/Plans/-/issues/1/"
    write_config(place.config, CONFIG.replace("chat --", f"chat --\n    description: See {told}.", 1))
    chat = place.config / "unit_primitives" / "duo_chat.yml"
    chat.write_text(f"{chat.read_text('utf-8')}\nintroduced_by_url: {address}\n", "utf-8")
    assert run("build", "--audience", "public", cwd=place.root).status == 0

    (place.config / "site.yml").write_text("internal_fields: [introduced_by_url]\n", "utf-8")
    assert f"error[E412] description: names '{told.removesuffix('/')}', which is internal" in (
        run("build", "--audience", "public", cwd=place.root).err
    )


def test_a_title_must_not_name_what_is_internal(place: Repository) -> None:
    (place.config / "site.yml").write_text(
        f"{SITE}titles: {{duo_next: Next Suite, duo_pro: Pro of Next Suite}}\n", "utf-8"
    )

    assert run("build", "--audience", "public", cwd=place.root).err == (
        "config/site.yml: error[E412] titles.duo_pro: names 'Next Suite', which is internal\n"
        "  help: say it in other words\n1 error.\n"
    )


def test_what_is_said_of_the_data_must_not_name_what_is_internal(place: Repository) -> None:
    (place.config / "site.yml").write_text(
        f"{SITE}about: |\n  ## Sources\n\n  A list, but for duo\\_**next**.\n", "utf-8"
    )

    assert run("build", "--audience", "public", cwd=place.root).err == (
        "config/site.yml: error[E412] about: names 'duo\\_**next', which is internal\n"
        "  help: say it in other words\n1 error.\n"
    )


def test_the_path_of_the_configuration_must_not_name_what_is_internal(place: Repository) -> None:
    (place.config / "site.yml").write_text(f"{SITE}config_path: duo_next/config\n", "utf-8")

    ending = run("build", "--audience", "public", cwd=place.root)

    assert (ending.status, ending.err.splitlines()[0]) == (
        1,
        "config/site.yml: error[E412] config_path: names 'duo_next', which is internal",
    )


def test_a_title_is_read_also_where_something_internal_of_another_kind_has_the_name(place: Repository) -> None:
    write_config(place.config, f"{CONFIG}\n    -- license_types/duo_pro --\n    visibility: internal\n")
    (place.config / "site.yml").write_text(
        f"{SITE}titles: {{duo_next: Next Suite, duo_pro: Pro of Next Suite}}\n", "utf-8"
    )

    assert run("build", "--audience", "public", cwd=place.root).err == (
        "config/site.yml: error[E412] titles.duo_pro: names 'Next Suite', which is internal\n"
        "  help: say it in other words\n1 error.\n"
    )


@pytest.mark.parametrize("kind", ["services", "unit_primitives"])
def test_a_title_is_public_only_where_pages_show_it(place: Repository, kind: str) -> None:
    write_config(
        place.config,
        f"""
        -- add_ons/songbird --
        visibility: internal
        -- {kind}/songbird --
        {"unit_primitives: [duo_chat]" if kind == "services" else "add_ons: [duo_pro]"}
        """,
    )
    (place.config / "site.yml").write_text("internal_fields: [group]\ntitles: {songbird: The Lark}\n", "utf-8")
    assert run("build", "--audience", "public", cwd=place.root).status == 0

    write_config(place.config, CONFIG.replace("chat --", "chat --\n    description: Part of the Lark.", 1))
    assert "error[E412] description: names 'the Lark', which is internal\n" in (
        run("build", "--audience", "public", cwd=place.root).err
    )


def test_what_was_public_is_not_called_by_the_title_of_something_internal_that_has_its_name(place: Repository) -> None:
    sold = CONFIG.replace("chat --", "chat --\n    license_types: [{}]", 1) + "-- license_types/premium --\n    "
    write_config(place.config, f"{sold.format('premium, lark')}-- license_types/lark --")
    place.commit("-- config/site.yml --\ninternal_kinds: [services]\n")
    place.tag("v1.0")
    write_config(place.config, sold.format("premium"))
    place.commit(gone=["config/license_types/lark.yml"])
    write_config(place.config, "-- add_ons/lark --\n    visibility: internal")
    place.commit("-- config/site.yml --\ninternal_kinds: [services]\ntitles: {lark: Songbird, premium: Silver}\n")

    ending = run("build", "--audience", "public", "--release", "v1.0", "--output", "public", cwd=place.root)
    site = [it.read_text("utf-8", "replace") for it in (place.root / "public").rglob("*") if it.is_file()]
    differences = [
        run("diff", *sides, "--audience", "public", cwd=place.root).out for sides in (["v1.0"], ["v1.0", "HEAD~1"])
    ]

    assert (ending.status, ending.err) == (0, "")
    assert [text for text in (*site, *differences) if "songbird" in text.lower()] == []
    assert ["lark" in text.lower() for text in differences] == [False, False]  # nor does the history tell of it
    assert "Silver" in (place.root / "public/releases/v1.0/license_types/premium.html").read_text("utf-8")


def test_names_of_a_kind_that_is_internal_as_a_whole_may_stand_in_public_texts(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("chat --", "chat --\n    description: Ask in a chat.", 1))
    assert run("build", "--audience", "public", cwd=place.root).status == 0

    place.commit(message="Say it")
    assert run("build", "--audience", "public", cwd=place.root).status == 0

    (place.config / "site.yml").write_text("internal_fields: [group]\n", "utf-8")
    (place.config / "services" / "chat.yml").unlink()
    assert "error[E412] description: names 'chat', which something internal was called\n" in (
        run("build", "--audience", "public", cwd=place.root).err
    )


def test_a_word_of_every_day_may_stand_in_public_texts_although_something_internal_is_or_was_called_so(
    place: Repository,
) -> None:
    write_config(place.config, CONFIG.replace("chat --", "chat --\n    description: Of an agent's session.", 1))
    write_config(place.config, "-- unit_primitives/agent --\n    add_ons: [duo_pro]\n    visibility: internal")
    place.commit("")
    place.tag("v1.0")
    build = ("build", "--audience", "public", "--output", "public")
    for release in ((), ("--release", "v1.0")):
        (place.config / "site.yml").write_text(SITE, "utf-8")
        assert "description: names 'agent', which is internal" in run(*build, *release, cwd=place.root).err

        (place.config / "site.yml").write_text(f"{SITE}public_words: [Agent, quokka]\n", "utf-8")
        assert run(*build, *release, cwd=place.root).status == 0
        site = [it.read_text("utf-8", "replace") for it in (place.root / "public").rglob("*") if it.is_file()]
        assert [text for text in site if "quokka" in text or "unit_primitives/agent" in text] == []

    place.commit(gone=["config/unit_primitives/agent.yml"])
    assert run("diff", "v1.0", "--audience", "public", cwd=place.root).status == 0
    (place.config / "site.yml").write_text(SITE, "utf-8")
    assert "names 'agent', which something internal was called" in run(*build, cwd=place.root).err


@pytest.mark.parametrize("field", ["feature_category: early_bird", "group: group::early_bird"])
def test_the_name_of_a_category_or_a_group_is_public_also_where_something_internal_has_it(
    place: Repository, field: str
) -> None:
    text = f"chat --\n    {field}\n    description: Of early_bird."
    write_config(place.config, CONFIG.replace("    group: group::secret\n", "").replace("chat --", text, 1))
    write_config(place.config, "-- unit_primitives/early_bird --\n    visibility: internal")
    (place.config / "site.yml").write_text("internal_kinds: [services]\n", "utf-8")
    assert run("build", "--audience", "public", cwd=place.root).status == 0

    (place.config / "site.yml").write_text("internal_kinds: [services, groups]\n", "utf-8")
    assert run("build", "--audience", "public", cwd=place.root).status == (1 if "group" in field else 0)


def test_what_is_internal_by_itself_is_looked_for_also_in_a_kind_that_is_internal_as_a_whole(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("chat --", "chat --\n    description: Before Duo next.", 1))
    place.commit("-- config/site.yml --\ninternal_kinds: [services, add_ons]\n")
    write_config(
        place.config,
        CONFIG.replace("[duo_pro, duo_next]", "[]").replace("chat --", "chat --\n    description: Before Duo next.", 1),
    )

    assert "error[E412] description: names 'Duo next', which is internal\n" in (
        run("build", "--audience", "public", cwd=place.root).err
    )


def test_a_release_must_not_name_what_is_internal_by_its_title_of_today(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("chat --", "chat --\n    description: Beside the New Suite.", 1))
    place.commit(f"-- config/site.yml --\n{SITE}titles: {{duo_next: Old Suite}}\n")
    place.tag("v1.0")
    write_config(place.config, CONFIG)
    place.commit(f"-- config/site.yml --\n{SITE}titles: {{duo_next: New Suite}}\n")

    assert run("build", "--audience", "public", "--release", "v1.0", cwd=place.root).err.startswith(
        "tags/v1.0:config/unit_primitives/duo_chat.yml:5:14: error[E412] description: names 'New Suite', which is internal\n"
    )


def test_what_was_opened_by_another_name_may_keep_its_title_also_beside_releases_that_do_not_tell_of_it(
    place: Repository,
) -> None:
    place.commit(f"-- config/site.yml --\n{SITE}titles: {{duo_next: The Suite}}\n")
    place.tag("v1.0")
    write_config(
        place.config,
        CONFIG.replace("duo_next", "duo_suite").replace(
            "-- add_ons/duo_suite --\n    visibility: internal", "-- add_ons/duo_suite --"
        ),
    )
    place.commit(
        f"-- config/site.yml --\n{SITE}titles: {{duo_suite: The Suite}}\n", gone=["config/add_ons/duo_next.yml"]
    )

    ending = run("build", "--audience", "public", "--release", "v1.0", "--output", "public", cwd=place.root)

    assert (ending.status, ending.err) == (0, "")
    assert "The Suite" in (place.root / "public" / "add_ons" / "duo_suite.html").read_text("utf-8")
    earlier = [it for it in (place.root / "public" / "releases" / "v1.0").rglob("*") if it.is_file()]
    assert [it for it in earlier if b"Suite" in it.read_bytes() or b"duo_next" in it.read_bytes()] == []


def test_a_release_does_not_tell_what_was_renamed_and_made_internal_since_the_last_commit(place: Repository) -> None:
    about = "description: Sings early in the morning, and late in the evening, for everybody who pays.\n"
    place.commit(f"-- config/add_ons/early_bird.yml --\nname: early_bird\n{about}")
    place.tag("v1.0")
    (place.config / "add_ons" / "early_bird.yml").unlink()
    (place.config / "add_ons" / "late_bird.yml").write_text(f"name: late_bird\n{about}visibility: internal\n", "utf-8")

    ending = run("build", "--audience", "public", "--release", "v1.0", "--output", "public", cwd=place.root)

    assert (ending.status, ending.err) == (0, "")
    files = [it for it in (place.root / "public").rglob("*") if it.is_file()]
    assert [it for it in files if b"bird" in it.read_bytes() or "bird" in it.name] == []


def test_the_past_does_not_tell_what_went_while_its_kind_was_internal(place: Repository) -> None:
    place.commit("-- config/services/nightingale.yml --\nname: nightingale\nunit_primitives: [duo_chat]\n")
    place.commit(gone=["config/services/nightingale.yml"])
    place.commit("-- config/site.yml --\ntitle: Ours\n")

    ending = run("build", "--audience", "public", "--output", "public", cwd=place.root)

    assert (ending.status, ending.err) == (0, "")
    files = [it for it in (place.root / "public").rglob("*") if it.is_file()]
    assert [it for it in files if b"nightingale" in it.read_bytes() or "nightingale" in it.name] == []
    assert [it for it in files if it.parent.name == "changes" and b"services/chat.html" in it.read_bytes()]


def test_the_past_does_not_tell_what_was_internal_when_it_was_last_there_among_errors(place: Repository) -> None:
    place.commit("-- config/add_ons/nightingale.yml --\nname: nightingale\n")
    marked = "-- config/add_ons/nightingale.yml --\nname: nightingale\nvisibility: internal\n"
    place.commit(f"{marked}-- config/add_ons/broken.yml --\nname: 1\n")
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n", gone=["config/add_ons/nightingale.yml"])
    place.commit(gone=["config/add_ons/broken.yml"])

    ending = run("build", "--audience", "public", "--output", "public", cwd=place.root)

    assert (ending.status, ending.err) == (0, "")
    files = [it for it in (place.root / "public").rglob("*") if it.is_file()]
    assert [it for it in files if b"nightingale" in it.read_bytes() or "nightingale" in it.name] == []
    assert [it for it in files if b"owl" in it.read_bytes()]


@pytest.mark.parametrize(
    "marked",
    [
        "-- config/add_ons/nightingale.yml --\nvisibility: internal\n",
        "-- config/site.yml --\ninternal_kinds: [add_ons]\n",
    ],
)
def test_the_past_does_not_tell_what_may_have_been_marked_in_a_file_that_was_too_large(
    place: Repository, marked: str
) -> None:
    place.commit("-- config/add_ons/nightingale.yml --\nname: nightingale\n")
    place.commit(f"{marked}# {'x' * MAX_BYTES}\n")
    place.commit(f"-- config/site.yml --\n{SITE}", gone=["config/add_ons/nightingale.yml"])
    place.commit("-- config/add_ons/owl.yml --\nname: owl\n")

    ending = run("build", "--audience", "public", "--output", "public", cwd=place.root)

    assert (ending.status, ending.err) == (0, "")
    files = [it for it in (place.root / "public").rglob("*") if it.is_file()]
    assert [it for it in files if b"nightingale" in it.read_bytes() or "nightingale" in it.name] == []
    assert [it for it in files if it.parent.name == "changes" and b"owl" in it.read_bytes()]


def test_a_public_site_of_nothing_is_refused(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("group: group::secret", "visibility: internal"))

    assert "error[E117] all unit primitives are internal" in run("build", "--audience", "public", cwd=place.root).err


@pytest.mark.parametrize("name", ["site.yaml", "Site.yml", "sites.yml", "site.yml.txt", "site.json", "site"])
@pytest.mark.parametrize("command", [("build", "--output", "out"), ("export", "dot"), ("diff", "HEAD")], ids=" ".join)
def test_a_file_that_may_hold_the_marks_and_is_not_read_stops_what_is_for_the_public(
    place: Repository, name: str, command: tuple[str, ...]
) -> None:
    (place.config / "site.yml").rename(place.config / name)

    ending = run(*command, "--audience", "public", cwd=place.root)

    assert (ending.status, ending.out) == (1, "")
    assert ending.err == (
        f"config/{name}: error[E119] this file is not read\n"
        "  help: what it marks as internal would be shown: call it site.yml, or remove it\n"
        "1 error.\n"
    )
    assert not (place.root / "out").exists()


UNMARKED = "error[E119] there is no site.yml, which says what the public must not read\n"


@pytest.mark.parametrize("command", [("export", "dot"), ("check",), ("build", "--output", "out")], ids=" ".join)
@pytest.mark.parametrize("how", ["sparse", "removed"])
def test_without_a_site_file_nothing_is_for_the_public(place: Repository, command: tuple[str, ...], how: str) -> None:
    if how == "sparse":
        place.git("sparse-checkout", "set", "--no-cone", "/config/*/")
    else:
        place.commit(gone=["config/site.yml"])

    ending = run(*command, "--audience", "public", cwd=place.root)

    help = "bring it back, or write one: 'internal_fields: []' in it says that the public may read every field\n"
    assert (ending.status, f"config: {UNMARKED}  help: {help}" in ending.err + ending.out) == (1, True)
    assert not (place.root / "out").exists()
    assert run(*command, cwd=place.root).status == 0
    (place.config / "site.yml").write_text(OPEN, encoding="utf-8")
    assert run(*command, "--audience", "public", cwd=place.root).status == 0


def test_outside_a_repository_neither(place: Repository) -> None:
    """A copy may lack it as well."""
    rmtree(place.root / ".git")
    assert "duo_chat" in exported(place, "dot")
    (place.config / "site.yml").unlink()

    assert run("export", "dot", "--audience", "public", cwd=place.root).err.startswith(f"config: {UNMARKED}")


def test_nothing_is_compared_for_the_public_without_the_site_file_of_each(place: Repository) -> None:
    """It may have stayed where the directory was."""
    place.commit(gone=["config/site.yml"])
    place.tag("v1")
    place.commit(f"-- config/site.yml --\n{SITE}")
    place.branch("feature")
    place.commit(gone=["config/site.yml"])
    place.git("checkout", "-q", "main")
    copytree(place.config, place.root / "next")
    (place.root / "next/site.yml").unlink()

    for sides, where in (("feature",), "feature:config"), (("./next",), "next"), (("./next", "./config"), "next"):
        ending = run("diff", *sides, "--audience", "public", cwd=place.root)
        assert (ending.status, ending.err.startswith(f"{where}: {UNMARKED}")) == (1, True)
        assert run("diff", *sides, cwd=place.root).status == 0
    for asked in ("diff", "v1"), ("check", "--release", "v1"), ("build", "--release", "v1"):
        ending = run(*asked, "--audience", "public", cwd=place.root)
        assert f"v1:config: {UNMARKED}  help: what is committed stays as it is: name another" in ending.out + ending.err
        assert run(*asked, cwd=place.root).status == 0


def test_a_link_that_leads_to_itself_beside_it_hides_it_from_nobody(place: Repository) -> None:
    (place.config / "site.yml").rename(place.config / "site.yaml")
    (place.config / "loop").symlink_to("loop")

    assert "config/site.yaml: error[E119]" in run("export", "dot", "--audience", "public", cwd=place.root).err


@pytest.mark.parametrize(
    ("command", "where", "remedy"),
    [
        (("diff", "./other", "HEAD~1"), "other/", "call it site.yml, or remove it"),
        (("diff", "v1"), "v1:config/", "name another commit or release"),
        (("build", "--output", "out", "--release", "v1"), "tags/v1:config/", "name another commit or release"),
    ],
    ids=" ".join,
)
def test_neither_does_it_go_unseen_beside_what_is_compared_or_released(
    place: Repository, command: tuple[str, ...], where: str, remedy: str
) -> None:
    place.git("mv", "config/site.yml", "config/site.yaml")
    place.commit()
    place.tag("v1")
    copytree(place.config, place.root / "other")
    place.git("mv", "config/site.yaml", "config/site.yml")
    place.commit()

    ending = run(*command, "--audience", "public", cwd=place.root)

    assert (ending.status, ending.out) == (1, "")
    assert ending.err.startswith(
        f"{where}site.yaml: error[E119] this file is not read\n  help: what it marks as internal would be shown: {remedy}\n"
    )
    assert run(*command, cwd=place.root).status == 0


@pytest.mark.parametrize("name", ["site.yml~", "site.yml.orig", "site.yaml", ".site.yml.swp"])
def test_a_copy_beside_the_file_with_the_marks_stops_nothing(place: Repository, name: str) -> None:
    (place.config / name).write_text("title: Old\n", encoding="utf-8")

    assert run("build", "--audience", "public", cwd=place.root).status == 0


def test_what_a_directory_marks_by_itself_is_looked_for_also_in_a_kind_that_is_internal_as_a_whole_today(
    place: Repository, tmp_path: Path
) -> None:
    other = write_config(tmp_path / "other", f"{CONFIG}\n-- backend_services/nightingale --\nvisibility: internal\n")
    (other / "site.yml").write_text(OPEN, "utf-8")
    place.commit(f"-- config/site.yml --\n{SITE.replace('[services', '[backend_services, services')}")
    write_config(place.config, CONFIG.replace("chat --", "chat --\n    description: By nightingale.", 1))

    ending = run("diff", other, "--audience", "public", cwd=place.root)

    assert (ending.status, ending.out) == (1, "")
    assert "error[E412] description: names 'nightingale', which" in ending.err


def test_every_name_of_what_had_a_mark_of_its_own_is_looked_for_also_when_its_kind_is_internal_later(
    place: Repository,
) -> None:
    service = "-- config/backend_services/{0}.yml --\nname: {0}\njwt_aud: bird\ndescription: Sings.\n{1}"
    place.commit(service.format("nightingale", ""))
    place.commit(service.format("lark", "visibility: internal\n"), gone=["config/backend_services/nightingale.yml"])
    place.commit(service.format("lark", ""))
    place.commit(f"-- config/site.yml --\n{SITE.replace('[services', '[backend_services, services')}")

    for name in ("nightingale", "lark"):
        write_config(place.config, CONFIG.replace("chat --", f"chat --\n    description: As {name}.", 1))
        said = run("build", "--audience", "public", cwd=place.root).err
        assert f"error[E412] description: names '{name}', which " in said


def test_a_title_of_what_is_internal_with_its_kind_is_not_told_and_may_name_it(place: Repository) -> None:
    (place.config / "site.yml").write_text(f"{SITE}titles: {{chat: With duo_next}}\n", "utf-8")

    assert run("build", "--audience", "public", cwd=place.root).status == 0
    assert not [it for it in (place.root / "public").rglob("*") if it.is_file() and b"duo_next" in it.read_bytes()]


def test_a_check_tells_what_the_public_would_be_refused_with_the_warnings_of_the_team(place: Repository) -> None:
    text = CONFIG.replace(
        "    group: group::secret", "    description: Comes before Duo Next.\n    group: group::secret"
    )
    write_config(place.config, text)
    (place.config / "site.yml").write_text(f"{SITE}titles: {{duo_next: Duo Next}}\n", "utf-8")

    team, public = (run("check", "--audience", it, cwd=place.root) for it in ("internal", "public"))

    assert (team.status, public.status) == (0, 1)
    assert "error[E412] description: names 'Duo Next', which is internal" in public.out
    assert "E412" not in team.out
    assert all("warning[W402]" in it.out for it in (team, public))
    write_config(place.config, CONFIG)
    place.commit(f"-- config/site.yml --\n{OPEN}")
    assert run("check", "--audience", "public", cwd=place.root).status == 0


def test_a_check_tells_of_all_releases_what_stops_a_build_with_them(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("[duo_pro, duo_next]", "[duo_prro]"))
    place.commit()
    place.tag("v0-duo_next")
    write_config(place.config, CONFIG.replace("[duo_pro, duo_next]", "[duo_next]"))
    place.commit()
    place.tag("v2.0")
    write_config(place.config, CONFIG.replace("chat --", "chat --\n    description: Beside Duo next.", 1))
    place.commit()
    place.tag("v3.0")
    write_config(place.config, CONFIG)
    place.commit()
    place.tag("v1.0")
    arguments = ("--audience", "public", "--release", "v3.0 v0-duo_next v1.0", "--release", "v2.0")
    chat = "config/unit_primitives/duo_chat.yml"

    found = run("check", "--format", "json", *arguments, cwd=place.root)

    errors = [it for it in json.loads(found.out)["problems"] if it["code"].startswith("E")]
    assert (found.status, [(it["path"], it["code"], it["message"]) for it in errors]) == (
        1,
        [
            ("tags/v0-duo_next", "E412", "names 'duo_next', which is internal"),
            (f"tags/v0-duo_next:{chat}", "E301", "unknown add-on 'duo_prro'"),
            (
                "tags/v2.0:config/unit_primitives",
                "E117",
                "today's history tells of no unit primitive of that time, so that the public has nothing to read",
            ),
            (f"tags/v3.0:{chat}", "E412", "names 'Duo next', which is internal"),
        ],
    )
    built = run("build", *arguments, cwd=place.root)
    assert [built.status, *(f"{it['path']}:{it['line'] or ''}" in built.err for it in errors)] == [1, *[True] * 4]
    assert run("check", "--release", "v1.0 v2.0 v3.0", cwd=place.root).status == 0
    assert run("check", *arguments[:2], "--release", "v1.0", cwd=place.root).status == 0


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_check_ends_as_a_build_does_where_git_has_no_such_release(place: Repository, audience: str) -> None:
    arguments = ("--audience", audience, "--release")

    check, build = (run(it, *arguments, "v9.0", cwd=place.root) for it in ("check", "build"))

    assert (check.status, check.out) == (3, "")
    assert check.err == build.err
    assert check.err.startswith("config: error[E707] git knows no tag 'v9.0'")


def test_a_check_for_the_public_refuses_a_release_of_another_line(place: Repository) -> None:
    place.git("checkout", "-q", "--orphan", "other")
    place.commit("-- config/add_ons/duo_core.yml --\nname: duo_core\n")
    place.tag("v0.9")
    place.git("checkout", "-q", "main")

    team, public, build = (
        run(*words, "--release", "v0.9", cwd=place.root)
        for words in (("check",), ("check", "--audience", "public"), ("build", "--audience", "public"))
    )

    assert (team.status, public.status, public.out) == (0, 3, "")
    assert public.err == build.err
    assert "error[E707] what the public must not read of 'v0.9' is not known" in public.err


def test_a_check_tells_what_is_wrong_with_a_release_for_the_team_too(place: Repository) -> None:
    write_config(place.config, CONFIG.replace("[duo_pro, duo_next]", "[duo_prro]"))
    place.commit()
    place.tag("v2.0")
    write_config(place.config, CONFIG)
    place.commit()

    ending = run("check", "--release", "v2.0", cwd=place.root)

    assert (ending.status, ending.err) == (1, "")
    assert "tags/v2.0:config/unit_primitives/duo_chat.yml:7:11: error[E301] add_ons[0]: " in ending.out
    assert run("check", cwd=place.root).status == 0


@pytest.mark.parametrize("tag", ["v1-duo_next", "v1-Duo-Next", "duo-next/v1"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_the_tag_of_a_release_must_not_name_what_is_internal(place: Repository, command: str, tag: str) -> None:
    place.tag(tag)
    place.tag("v1")

    team, public, other = (
        run(command, "--audience", audience, "--release", name, cwd=place.root)
        for audience, name in (("internal", tag), ("public", tag), ("public", "v1"))
    )

    assert (team.status, public.status, other.status) == (0, 1, 0)
    named = tag.replace("v1-", "").replace("/v1", "")
    assert (
        f"tags/{tag}: error[E412] names '{named}', which is internal\n"
        "  help: make another tag of that commit, as git tag NEW TAG^{} does, and name that\n"
    ) in public.out + public.err


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        *((tag, "nova") for tag in ("v1_nova", "nova_launch", "v1.nova", "release/nova+1")),
        *((tag, "duo falcon") for tag in ("v1.duo.falcon", "v1/duo/falcon")),
        # a title that has a mark in itself
        *((tag, "Falcon 2.0") for tag in ("v1_Falcon_2.0",)),
        *((tag, "Falcon-2.0") for tag in ("v1_Falcon-2.0", "v1-Falcon-2.0", "Falcon-2.0_rc1")),
    ],
)
def test_the_tag_of_a_release_must_not_name_what_is_internal_beside_other_words(
    place: Repository, tag: str, named: str
) -> None:
    place.commit(
        "-- config/add_ons/nova.yml --\nname: nova\nvisibility: internal\n"
        "-- config/add_ons/duo_falcon.yml --\nname: duo_falcon\nvisibility: internal\n"
        "-- config/site.yml --\ntitles: {duo_next: Falcon 2.0}\n"
    )
    place.tag(tag)

    ending = run("check", "--audience", "public", "--release", tag, cwd=place.root)
    assert (ending.status, f"tags/{tag}: error[E412] names '{named}', which is internal" in ending.out) == (1, True)


def test_the_tag_of_a_release_must_not_name_what_was_internal_and_is_told_beside_what_is_wrong_in_it(
    place: Repository,
) -> None:
    write_config(place.config, CONFIG.replace("[duo_pro, duo_next]", "[duo_next]"))
    place.commit("-- config/add_ons/nova.yml --\nname: nova\nvisibility: internal\n")
    place.tag("nova-1")
    write_config(place.config, CONFIG)
    place.commit(gone=["config/add_ons/nova.yml"])

    said = run("build", "--audience", "public", "--release", "nova-1", cwd=place.root).err

    assert "tags/nova-1: error[E412] names 'nova', which something internal was called\n" in said
    assert "or list it in public_words of site.yml where it is a word of every day\n" in said
    assert "tags/nova-1:config/unit_primitives: error[E117] " in said
    (place.config / "site.yml").write_text(f"{SITE}public_words: [nova]\n", "utf-8")
    assert "E412" not in run("build", "--audience", "public", "--release", "nova-1", cwd=place.root).err
