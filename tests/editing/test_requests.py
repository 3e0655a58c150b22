"""Edits as authors ask for them: which files change, and how; written only where all is valid afterwards."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from site_builder import find_problems
from site_builder.catalog import KIND, Entity, Ref
from site_builder.editing import OpenConfig, adding, apply, open_config, rehearse, removing, renaming, updating
from site_builder.problems import EnvironmentProblem, InvalidConfig, Severity
from site_builder.source import FileEdit
from tests.output.publishing import run, state
from tests.trees import primitive, write_tree

_OPENING = import_module("site_builder.editing.open_config")  # the package gives the function of that name
CHAT = """\
# The chat.
name: duo_chat
description: "Opens a chat."
group: group::duo_chat
feature_category: duo_chat
documentation_url: https://docs.gitlab.com/
cut_off_date: 2024-10-17T00:00:00Z
add_ons:
- duo_pro   # since 2024
- duo_core
"""
SERVICE = """\
name: chat_service
basic_unit_primitive: duo_chat
unit_primitives: [duo_chat, explain_code]
"""
ORIGINS = """\
file,field,value,source,confidence
config/add_ons/duo_pro.yml,name,duo_pro,"a, b",stated
config/services/chat_service.yml,unit_primitives[],duo_chat,s,stated
config/services/chat_service.yml,unit_primitives[],explain_code,s,stated
config/unit_primitives/duo_chat.yml,add_ons[],duo_pro,"yes, once",inferred
config/unit_primitives/duo_chat.yml,add_ons[],duo_core,c,inferred
config/unit_primitives/duo_chat.yml,description,Opens a chat.,d,inferred
"""
PREMIUM = "-- license_types/premium.yml --\nname: premium\n"
TREE = f"""
-- PROVENANCE.csv --
{ORIGINS}-- site.yml --
title: Catalog
titles:
  duo_pro: Duo Pro # sold
  duo_chat: Chat
-- schemas/unit_primitive.json --
-- add_ons/duo_core.yml --
---
name: duo_core
-- add_ons/duo_pro.yml --
---
name: duo_pro
-- services/chat_service.yml --
{SERVICE}-- unit_primitives/duo_chat.yml --
{CHAT}{primitive("explain_code")}"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "config", TREE)


def entity(config: OpenConfig, ref: str) -> Entity:
    kind, _, name = ref.partition("/")
    return config.checked.catalog[Ref(kind=kind, name=name)]


def changed(edits: tuple[FileEdit, ...]) -> dict[str, str | None]:
    """What each file shall hold, by path."""
    return {edit.path: None if edit.after is None else edit.after.decode() for edit in edits}


def test_a_new_file_is_written_as_the_others_of_its_kind(config: Path) -> None:
    opened = open_config(config)

    edits = adding(
        opened, KIND["unit_primitive"], "code_review", {"min_gitlab_version": "16.10", "add_ons": ["duo_pro"]}
    )

    assert changed(edits) == {
        "unit_primitives/code_review.yml": "# yaml-language-server: $schema=../schemas/unit_primitive.json\n"
        "name: code_review\nmin_gitlab_version: '16.10'\nadd_ons:\n- duo_pro\n"
    }
    assert changed(adding(opened, KIND["add_on"], "duo_max", {})) == {"add_ons/duo_max.yml": "---\nname: duo_max\n"}
    assert list(changed(adding(opened, KIND["gitlab_realm"], "self-managed", {}))) == ["gitlab_realms/self_managed.yml"]


def test_what_the_others_begin_with_is_seen_below_their_comments(tmp_path: Path) -> None:
    line = "# yaml-language-server: $schema=../schemas/add_on.json\n"
    files = f"-- schemas/add_on.json --\n-- add_ons/duo_pro.yml --\n{line}---\nname: duo_pro\n"
    opened = open_config(write_tree(tmp_path, f"{files}{primitive()}"))

    assert changed(adding(opened, KIND["add_on"], "duo_max", {})) == {
        "add_ons/duo_max.yml": f"{line}---\nname: duo_max\n"
    }


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "a/b", "con", "index", "Ä", "", "a" * 65, "x\n", ".hidden", "-x"]
)
def test_a_name_that_would_lead_elsewhere_is_refused(config: Path, name: str) -> None:
    with pytest.raises(InvalidConfig) as caught:
        adding(open_config(config), KIND["unit_primitive"], name, {})

    assert {problem.path for problem in caught.value.problems} == {f"{config}/unit_primitives"}


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("add_on", "duo_pro", "there is an add-on 'duo_pro' already"),
        ("unit_primitive", "talk", "there is a unit primitive 'talk' already, as another name of 'explain_code'"),
        ("gitlab_realm", "de_di", "there is a GitLab realm 'de_di' already"),
    ],
)
def test_a_name_that_is_taken_is_refused(config: Path, kind: str, name: str, message: str) -> None:
    write_tree(
        config, primitive("explain_code", "alias_names: [talk]\n") + "-- gitlab_realms/de_di.yml --\nname: de_di\n"
    )

    with pytest.raises(InvalidConfig) as caught:
        adding(open_config(config), KIND[kind], name, {})

    assert [(problem.code, problem.message) for problem in caught.value.problems] == [("E302", message)]


def test_names_that_share_a_file_are_refused(config: Path) -> None:
    write_tree(config, "-- gitlab_realms/de_di.yml --\nname: de-di\n")

    with pytest.raises(
        InvalidConfig, match=r"de_di\.yml: error\[E302\] the file of GitLab realm 'de_di' would be one that"
    ):
        adding(open_config(config), KIND["gitlab_realm"], "de_di", {})


def test_an_update_changes_what_was_asked_and_forgets_the_origin_of_what_went(config: Path) -> None:
    opened = open_config(config)

    edits = updating(opened, entity(opened, "unit_primitive/duo_chat"), {"add_ons": ["duo_core"], "milestone": "16.10"})

    assert changed(edits) == {
        "PROVENANCE.csv": ORIGINS.replace(
            'config/unit_primitives/duo_chat.yml,add_ons[],duo_pro,"yes, once",inferred\n', ""
        ),
        "unit_primitives/duo_chat.yml": CHAT.replace("- duo_pro   # since 2024\n", "").replace(
            '"Opens a chat."\n', "\"Opens a chat.\"\nmilestone: '16.10'\n"
        ),
    }


MIDNIGHT = (
    "2024-10-17T00:00:00Z",
    "2024-10-17T00:00:00+00:00",
    "2024-10-17T02:00:00+02:00",
    "2024-10-17 00:00:00 UTC",
)


@pytest.mark.parametrize("spelled", [*MIDNIGHT, " 2024-10-17T00:00:00Z "])
@pytest.mark.parametrize("wish", [None, "2027-01-01T00:00:00Z"])
def test_the_row_of_a_moment_that_goes_goes_however_it_is_spelled(config: Path, spelled: str, wish: str | None) -> None:
    row = f"config/unit_primitives/duo_chat.yml,cut_off_date,{spelled},s,stated\n"
    (config / "PROVENANCE.csv").write_text(ORIGINS + row, "utf-8")
    opened = open_config(config)

    edits = updating(opened, entity(opened, "unit_primitive/duo_chat"), {"cut_off_date": wish})

    assert changed(edits)["PROVENANCE.csv"] == ORIGINS


@pytest.mark.parametrize(
    ("field", "wish", "before"),
    [
        *(("cut_off_date", spelled, MIDNIGHT[0]) for spelled in MIDNIGHT[1:]),
        ("description", " Opens a chat.", "Opens a chat."),
    ],
)
def test_what_is_only_spelled_otherwise_keeps_its_origin(config: Path, field: str, wish: str, before: str) -> None:
    (config / "PROVENANCE.csv").write_text(
        f"{ORIGINS}config/unit_primitives/duo_chat.yml,{field},{before},s,stated\n", "utf-8"
    )
    opened = open_config(config)

    edits = updating(opened, entity(opened, "unit_primitive/duo_chat"), {field: wish})

    assert [*changed(edits)] == ["unit_primitives/duo_chat.yml"]


def test_what_is_stated_already_is_no_edit(config: Path) -> None:
    opened = open_config(config)

    assert updating(opened, entity(opened, "unit_primitive/duo_chat"), {"description": "Opens a chat."}) == ()


def test_what_is_still_named_is_not_removed_and_every_place_is_listed(config: Path) -> None:
    opened = open_config(config)

    with pytest.raises(InvalidConfig) as caught:
        removing(opened, entity(opened, "unit_primitive/duo_chat"))

    assert [str(problem).removeprefix(f"{config}/") for problem in caught.value.problems] == [
        "services/chat_service.yml:2:23: error[E301] basic_unit_primitive: still names unit primitive 'duo_chat'",
        "services/chat_service.yml:3:19: error[E301] unit_primitives[0]: still names unit primitive 'duo_chat'",
    ]


def test_a_cascade_takes_the_name_out_everywhere(config: Path) -> None:
    opened = open_config(config)

    edits = removing(opened, entity(opened, "unit_primitive/duo_chat"), cascade=True)

    assert changed(edits) == {
        "PROVENANCE.csv": "".join(line for line in ORIGINS.splitlines(keepends=True) if "duo_chat" not in line),
        "services/chat_service.yml": "name: chat_service\nunit_primitives: [explain_code]\n",
        "unit_primitives/duo_chat.yml": None,
    }


def test_what_nothing_names_is_removed_as_it_is(config: Path) -> None:
    opened = open_config(config)

    assert changed(removing(opened, entity(opened, "service/chat_service"))) == {
        "PROVENANCE.csv": "".join(line for line in ORIGINS.splitlines(keepends=True) if "chat_service" not in line),
        "services/chat_service.yml": None,
    }


def test_a_rename_reaches_every_place_and_leaves_an_alias(config: Path) -> None:
    opened = open_config(config)

    edits = renaming(opened, entity(opened, "unit_primitive/duo_chat"), "chat")

    assert changed(edits) == {
        "PROVENANCE.csv": ORIGINS.replace("[],duo_chat,", "[],chat,").replace("/duo_chat.yml", "/chat.yml"),
        "services/chat_service.yml": SERVICE.replace("duo_chat", "chat"),
        "unit_primitives/chat.yml": CHAT.replace("name: duo_chat", "name: chat").replace(
            "add_ons:", "alias_names:\n- duo_chat\nadd_ons:"
        ),
        "unit_primitives/duo_chat.yml": None,
    }


def test_a_rename_back_takes_the_alias_away(config: Path) -> None:
    opened = open_config(config)
    apply(opened, renaming(opened, entity(opened, "unit_primitive/duo_chat"), "chat"))
    opened = open_config(config)

    apply(opened, renaming(opened, entity(opened, "unit_primitive/chat"), "duo_chat"))

    assert (config / "unit_primitives/duo_chat.yml").read_text("utf-8") == CHAT.replace(
        "add_ons:", "alias_names:\n- chat\nadd_ons:"
    )
    assert not (config / "unit_primitives/chat.yml").exists()


def test_a_kind_without_aliases_is_renamed_without_one(config: Path) -> None:
    opened = open_config(config)

    edits = changed(renaming(opened, entity(opened, "add_on/duo_pro"), "duo_plus"))

    assert edits["add_ons/duo_plus.yml"] == "---\nname: duo_plus\n"
    assert edits["unit_primitives/duo_chat.yml"] == CHAT.replace("- duo_pro ", "- duo_plus ")
    assert edits["site.yml"] == "title: Catalog\ntitles:\n  duo_plus: Duo Pro # sold\n  duo_chat: Chat\n"


def test_a_rename_and_the_one_back_leave_the_titles_as_they_were(config: Path) -> None:
    (config / "add_ons/duo_chat.yml").write_text("name: duo_chat\n", "utf-8")
    before = (config / "site.yml").read_text("utf-8")

    for old, new in (("duo_chat", "chat"), ("chat", "duo_chat")):
        opened = open_config(config)
        apply(opened, renaming(opened, entity(opened, f"add_on/{old}"), new))

    assert (config / "site.yml").read_text("utf-8") == before


def test_a_title_of_nothing_makes_way_for_that_of_what_is_renamed(config: Path) -> None:
    (config / "site.yml").write_text("titles:\n  chat: Old\n  duo_pro: Duo Pro\n", "utf-8")
    opened = open_config(config)

    edits = changed(renaming(opened, entity(opened, "add_on/duo_pro"), "chat"))

    assert edits["site.yml"] == "titles:\n  chat: Duo Pro\n"


def test_a_title_stays_where_something_else_goes_by_it(config: Path) -> None:
    write_tree(config, "-- license_types/duo_pro.yml --\nname: duo_pro\n")
    opened = open_config(config)

    edits = changed(renaming(opened, entity(opened, "add_on/duo_pro"), "duo_max"))

    assert (
        edits["site.yml"]
        == "title: Catalog\ntitles:\n  duo_pro: Duo Pro # sold\n  duo_max: Duo Pro\n  duo_chat: Chat\n"
    )


@pytest.mark.parametrize(("own", "line"), [("  duo_pro: Duo Pro\n", 3), ("", 2)])
def test_a_rename_never_takes_the_title_of_something_else(config: Path, own: str, line: int) -> None:
    (config / "site.yml").write_text(f"titles:\n{own}  premium: Premium\n", "utf-8")
    write_tree(config, PREMIUM)
    opened = open_config(config)

    with pytest.raises(InvalidConfig) as caught:
        renaming(opened, entity(opened, "add_on/duo_pro"), "premium")

    (problem,) = caught.value.problems
    assert str(problem) == (
        f"{config}/site.yml:{line}:12: error[E302] titles.premium: "
        "the title 'Premium' of license type 'premium' would be that of add-on 'duo_pro' too"
    )
    assert problem.excerpt == "  premium: Premium"
    assert problem.help == "give both names the same title there first, or choose a name that nothing else has"


def test_a_rename_never_gives_its_title_to_something_else(config: Path) -> None:
    write_tree(config, PREMIUM)
    (config / "site.yml").write_text("titles:\n  duo_pro: Duo Pro\n", "utf-8")
    opened = open_config(config)

    with pytest.raises(InvalidConfig) as caught:
        renaming(opened, entity(opened, "add_on/duo_pro"), "premium")

    assert str(caught.value.problems[0]) == (
        f"{config}/site.yml:2:12: error[E302] titles.duo_pro: "
        "the title 'Duo Pro' of add-on 'duo_pro' would be that of license type 'premium' too"
    )


def test_what_pages_call_by_its_name_has_no_part_in_titles(config: Path) -> None:
    """A unit primitive, here called as an add-on is: neither keeps, takes nor gives the title of that."""
    (config / "site.yml").write_text("titles:\n  duo_pro: Duo Pro\n  chat: Of nothing\n", "utf-8")
    opened = open_config(config)
    apply(opened, renaming(opened, entity(opened, "unit_primitive/duo_chat"), "duo_pro"))
    opened = open_config(config)

    back = changed(renaming(opened, entity(opened, "unit_primitive/duo_pro"), "chat"))
    other = changed(renaming(opened, entity(opened, "add_on/duo_pro"), "duo_max"))
    gone = changed(removing(opened, entity(opened, "add_on/duo_pro"), cascade=True))

    assert "site.yml" not in back
    assert other["site.yml"] == "titles:\n  duo_max: Duo Pro\n  chat: Of nothing\n"
    assert gone["site.yml"] == "titles:\n  chat: Of nothing\n"


def test_what_has_the_same_title_may_have_the_same_name(config: Path) -> None:
    write_tree(config, PREMIUM)
    (config / "site.yml").write_text("titles:\n  duo_pro: Paid\n  premium: Paid\n", "utf-8")
    opened = open_config(config)

    edits = changed(renaming(opened, entity(opened, "add_on/duo_pro"), "premium"))

    assert edits["site.yml"] == "titles:\n  premium: Paid\n"


def test_a_group_is_renamed_wherever_it_is_stated(config: Path) -> None:
    opened = open_config(config)

    edits = changed(renaming(opened, entity(opened, "group/group::duo_chat"), "group::chat"))

    assert list(edits) == ["unit_primitives/duo_chat.yml", "unit_primitives/explain_code.yml"]
    assert edits["unit_primitives/duo_chat.yml"] == CHAT.replace("group::duo_chat", "group::chat")


def test_a_title_goes_with_what_it_is_of(config: Path) -> None:
    opened = open_config(config)

    assert changed(removing(opened, entity(opened, "add_on/duo_pro"), cascade=True))["site.yml"] == (
        "title: Catalog\ntitles:\n  duo_chat: Chat\n"
    )


@pytest.mark.parametrize(("old", "new"), [("add_on/duo_pro", "duo_core"), ("add_on/duo_pro", "../x")])
def test_a_rename_to_what_cannot_be_is_refused(config: Path, old: str, new: str) -> None:
    opened = open_config(config)

    with pytest.raises(InvalidConfig):
        renaming(opened, entity(opened, old), new)


def test_an_edit_is_written_only_where_all_is_valid_afterwards(config: Path) -> None:
    opened = open_config(config)
    before = state(config)

    with pytest.raises(InvalidConfig) as caught:
        apply(opened, updating(opened, entity(opened, "unit_primitive/duo_chat"), {"add_ons": ["duo_prro"]}))

    assert [str(problem).removeprefix(f"{config}/") for problem in caught.value.problems] == [
        "unit_primitives/duo_chat.yml:9:3: error[E301] add_ons[0]: unknown add-on 'duo_prro' (did you mean 'duo_pro'?)"
    ]
    assert state(config) == before


def test_the_warnings_that_an_edit_brings_are_told_and_no_others(config: Path) -> None:
    opened = open_config(config)
    edits = updating(opened, entity(opened, "unit_primitive/duo_chat"), {"cut_off_date": None})

    assert [problem.code for problem in rehearse(opened, edits)] == ["W402"]
    assert [problem.code for problem in apply(opened, edits)] == ["W402"]
    opened = open_config(config)
    assert apply(opened, renaming(opened, entity(opened, "unit_primitive/duo_chat"), "chat")) == ()


def test_a_warning_is_told_also_where_the_file_had_one_of_its_sort(config: Path) -> None:
    """Of its service another value of the sample is not that of all members, as of its cut-off date."""
    opened = open_config(config)
    edits = updating(opened, entity(opened, "unit_primitive/duo_chat"), {"min_gitlab_version": "16.9"})

    assert "W404" in [problem.code for problem in opened.checked.problems]
    assert [problem.about for problem in rehearse(opened, edits)] == [
        "members differ from the sample in min_gitlab_version"
    ]


def test_of_two_edits_of_one_file_the_second_is_refused(config: Path) -> None:
    first, second = open_config(config), open_config(config)
    edits = [updating(it, entity(it, "unit_primitive/duo_chat"), {"milestone": "16.6"}) for it in (first, second)]
    apply(first, edits[0])
    after = state(config)

    with pytest.raises(EnvironmentProblem, match=r"duo_chat\.yml: error\[E610\]"):
        apply(second, edits[1])

    assert state(config) == after


@pytest.mark.parametrize("saved", [b"add_ons: [duo_pro, duo_core]", b"# Ask Ada.", b"# \xff", b""])
def test_what_was_saved_after_the_configuration_was_read_stops_an_edit_and_stays(config: Path, saved: bytes) -> None:
    """Its lists are made from what was read: what another edit put into them would be lost."""
    file = config / "unit_primitives/duo_chat.yml"
    opened = open_config(config)
    chat = entity(opened, "unit_primitive/duo_chat")
    if saved:
        file.write_bytes(file.read_bytes() + saved + b"\n")
    else:
        file.unlink()
    after = state(config)

    for edit in (
        lambda: updating(opened, chat, {"add_ons": ["duo_pro"]}),
        lambda: renaming(opened, chat, "chat"),
        lambda: removing(opened, chat, cascade=True),
        lambda: opened.stated(chat),
    ):
        with pytest.raises((EnvironmentProblem, InvalidConfig), match=r"duo_chat\.yml: error\[E(610|114)\]"):
            edit()
    assert state(config) == after


@pytest.mark.parametrize("name", ["site.yml", "PROVENANCE.csv"])
def test_a_file_beside_the_kinds_that_is_away_while_the_edit_is_made_follows_it(config: Path, name: str) -> None:
    opened = open_config(config)
    file, aside = config / name, config.with_name("aside")
    file.rename(aside)
    edits = renaming(opened, entity(opened, "add_on/duo_pro"), "duo_max")
    aside.rename(file)

    apply(opened, edits)

    assert "duo_max" in file.read_text("utf-8")


@pytest.mark.parametrize("name", ["site.yml", "PROVENANCE.csv"])
def test_a_file_beside_the_kinds_that_is_only_saved_again_stops_no_edit(config: Path, name: str) -> None:
    opened = open_config(config)
    edits = updating(opened, entity(opened, "add_on/duo_pro"), {"description": "Other."})
    (config / name).write_bytes((config / name).read_bytes())

    apply(opened, edits)

    assert "Other." in (config / "add_ons/duo_pro.yml").read_text("utf-8")


def test_an_edit_that_misses_a_title_which_somebody_gives_meanwhile_is_stopped(config: Path) -> None:
    (config / "site.yml").write_text("title: Catalog\n", "utf-8")
    opened = open_config(config)
    edits = renaming(opened, entity(opened, "add_on/duo_pro"), "duo_max")
    (config / "site.yml").write_text("title: Catalog\ntitles: {duo_pro: Duo Pro}\n", "utf-8")

    with pytest.raises(EnvironmentProblem, match=r"site\.yml: error\[E610\]"):
        apply(opened, edits)


@pytest.mark.parametrize("name", ["site.yml", "PROVENANCE.csv"])
def test_an_edit_without_regard_to_a_file_beside_the_kinds_that_went_is_stopped(config: Path, name: str) -> None:
    opened = open_config(config)
    edits = updating(opened, entity(opened, "add_on/duo_pro"), {"description": "Other."})
    (config / name).unlink()

    with pytest.raises(EnvironmentProblem, match=rf"{name}: error\[E610\]"):
        apply(opened, edits)


def test_a_file_beside_the_kinds_that_changes_as_the_configuration_is_opened_is_told(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading = _OPENING.load_site_settings

    def mending(*given: Any) -> Any:
        (config / "site.yml").write_text("titles: {duo_pro: Duo Pro}\n", "utf-8")
        return loading(*given)

    (config / "site.yml").write_bytes(b"titles: {duo_pro: \xff}\n")
    monkeypatch.setattr(_OPENING, "load_site_settings", mending)

    with pytest.raises(EnvironmentProblem, match=r"site\.yml: error\[E610\]"):
        open_config(config)


@pytest.mark.parametrize("name", ["site.yml", "PROVENANCE.csv"])
def test_an_edit_that_misses_a_file_beside_the_kinds_which_is_away_as_it_is_opened_is_stopped(
    config: Path, name: str
) -> None:
    """Titles and origins would not follow the new name."""
    file, aside = config / name, config.with_name("aside")
    file.rename(aside)
    opened = open_config(config)
    edits = renaming(opened, entity(opened, "add_on/duo_pro"), "duo_max")
    aside.rename(file)
    before = state(config)

    assert name not in {edit.path for edit in edits}
    with pytest.raises(EnvironmentProblem) as caught:
        apply(opened, edits)
    assert str(caught.value) == (
        f"{config}/{name}: error[E610] changed since this edit was made from it; nothing was written"
    )
    assert state(config) == before


def test_a_form_that_cannot_be_edited_is_named(config: Path) -> None:
    write_tree(
        config, "-- services/chat_service.yml --\nname: chat_service\nunit_primitives:\n-\n  explain_code\n- duo_chat\n"
    )
    opened = open_config(config)

    with pytest.raises(InvalidConfig) as caught:
        removing(opened, entity(opened, "unit_primitive/explain_code"), cascade=True)

    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        (f"{config}/services/chat_service.yml", "E611")
    ]


def test_a_configuration_with_errors_is_not_opened(config: Path) -> None:
    write_tree(config, "-- add_ons/duo_core.yml --\nname: duo_core\ndescrption: x\n")

    with pytest.raises(InvalidConfig, match="E202"):
        open_config(config)


def test_a_cascade_that_would_open_something_to_everybody_is_refused(config: Path) -> None:
    write_tree(
        config, "-- license_types/ultimate.yml --\nname: ultimate\n" + primitive("a", "license_types: [ultimate]\n")
    )
    opened = open_config(config)

    with pytest.raises(InvalidConfig) as caught:
        removing(opened, entity(opened, "license_type/ultimate"), cascade=True)

    assert [str(problem).removeprefix(f"{config}/") for problem in caught.value.problems] == [
        (
            "unit_primitives/a.yml:6:17: error[E410] license_types[0]: names this license type only: without it, it would be "
            "open to every one"
        )
    ]


@pytest.mark.parametrize(("kind", "field"), [("license_types", "license_types"), ("gitlab_realms", "gitlab_realms")])
def test_an_update_that_opens_something_to_everybody_warns(config: Path, kind: str, field: str) -> None:
    write_tree(
        config, f"-- {kind}/x.yml --\nname: x\n" + primitive("a", f"{field}: [x]\n") + primitive("b", f"{field}: [x]\n")
    )
    opened = open_config(config)

    edits = updating(opened, entity(opened, "unit_primitive/a"), {field: None})

    assert [(problem.code, problem.field) for problem in rehearse(opened, edits)] == [("W410", field)]


def test_a_group_that_is_renamed_keeps_the_origin_of_its_name(config: Path) -> None:
    rows = "config/unit_primitives/duo_chat.yml,group,group::duo_chat,s,stated\n"
    (config / "PROVENANCE.csv").write_text(ORIGINS + rows, "utf-8")
    opened = open_config(config)

    edits = changed(renaming(opened, entity(opened, "group/group::duo_chat"), "group::chat"))

    assert edits["PROVENANCE.csv"] == ORIGINS + rows.replace("group::duo_chat", "group::chat")


def test_a_name_that_no_group_can_have_is_told_once(config: Path) -> None:
    opened = open_config(config)

    with pytest.raises(InvalidConfig) as caught:
        renaming(opened, entity(opened, "group/group::duo_chat"), "chat")

    assert [str(problem) for problem in caught.value.problems] == [
        "groups: error[E215] group: 'chat' is not of the form group::name (write 'group::chat')"
    ]


@pytest.mark.parametrize("text", ["titles: [", "- a", "titles: {duo_pro: x", "titel: x", "titles: 1"])
def test_a_broken_site_file_is_mended_first(config: Path, text: str) -> None:
    (config / "site.yml").write_text(text, "utf-8")

    with pytest.raises(InvalidConfig) as caught:
        open_config(config)

    errors = {problem.path for problem in caught.value.problems if problem.severity is Severity.ERROR}
    assert errors == {f"{config}/site.yml"}


def test_the_last_title_goes_with_its_field(config: Path) -> None:
    (config / "site.yml").write_text("title: T\ntitles:\n  duo_pro: Duo Pro\n", "utf-8")
    opened = open_config(config)

    edits = removing(opened, entity(opened, "add_on/duo_pro"), cascade=True)

    assert changed(edits)["site.yml"] == "title: T\n"
    apply(opened, edits)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"title": "T", "titles": {"duo_pro": "Duo Pro"}}\n', '{"title": "T"}\n'),
        ('{"titles": {"duo_pro": "Duo Pro"}, "title": "T"}\n', '{"title": "T"}\n'),
        ('{"titles": {"duo_pro": "Duo Pro"}}\n', "{}\n"),
        ("titles:\n  duo_pro: Duo Pro\n", "titles: {}\n"),
    ],
)
def test_the_last_title_goes_with_its_field_between_braces_and_alone_too(config: Path, before: str, after: str) -> None:
    (config / "site.yml").write_text(before, "utf-8")
    opened = open_config(config)

    edits = removing(opened, entity(opened, "add_on/duo_pro"), cascade=True)

    assert changed(edits)["site.yml"] == after
    apply(opened, edits)


def test_a_realm_may_change_its_hyphen(config: Path) -> None:
    write_tree(config, "-- gitlab_realms/self_managed.yml --\nname: self-managed\n")
    opened = open_config(config)

    edits = renaming(opened, entity(opened, "gitlab_realm/self-managed"), "self_managed")

    assert changed(edits) == {"gitlab_realms/self_managed.yml": "name: self_managed\n"}


def test_what_a_killed_rename_left_is_undone_before_anything_is_read(config: Path) -> None:
    before = {path: path.read_bytes() for path in config.rglob("*.*") if path.is_file()}
    program = """
from site_builder.editing import apply, open_config, renaming
from site_builder.catalog import Ref
config = open_config(Path(sys.argv[1]))
edits = renaming(config, config.checked.catalog[Ref(kind="add_on", name="duo_pro")], "duo_plus")
def killing(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("duo_chat.yml"):
        die()
sys.addaudithook(killing)
if os.fork() == 0:
    apply(config, edits)
os.wait()
"""
    run(program, config)
    assert "E116" in {problem.code for problem in find_problems(config)}

    open_config(config)

    assert {path: path.read_bytes() for path in config.rglob("*.*") if path.is_file()} == before
    assert "E116" not in {problem.code for problem in find_problems(config)}
