"""At a terminal: what is missing is asked for, with choices, meanings, and checks while one types."""

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.cli.terminal import CLEAR, CTRL_C, DOWN, ENTER, SPACE, at_terminal
from tests.output.publishing import state
from tests.site.making import write_config

CONFIG = """
    -- unit_primitives/duo_chat --
    status: beta
    add_ons: [duo_pro]
    gitlab_realms: [saas]
    backend_services: [ai_gateway]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- gitlab_realms/saas --
    -- backend_services/ai_gateway --
    """


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_config(tmp_path / "config", CONFIG)
    return tmp_path


def text(place: Path, path: str) -> str:
    return (place / "config" / path).read_text("utf-8")


def test_a_new_entity_is_asked_for_field_by_field(place: Path) -> None:
    with at_terminal("add", "unit_primitive", "--description", "Reviews code.", cwd=place) as terminal:
        terminal.expect("The one name of this permission")
        terminal.expect("Name:")
        terminal.type("Code Review")
        terminal.expect("'Code Review' is not of the form of a name (write 'code_review')")
        terminal.type(CLEAR, "code_review", ENTER)
        terminal.expect("The engineering group that owns it")
        terminal.expect("Group:")
        terminal.type("duo")
        terminal.expect("group::duo_chat")  # what other files state is offered
        terminal.type(CLEAR, "group::code review", ENTER)
        terminal.expect("Feature category:")
        terminal.type("code_review", ENTER)
        terminal.expect("https://docs.gitlab.com/user/gitlab_duo_chat/.")
        terminal.expect("Documentation:")
        terminal.type("http://docs.gitlab.com/")
        terminal.expect("begins with 'http:'")
        terminal.type(CLEAR, "https://docs.gitlab.com/", ENTER)
        terminal.expect("What else shall it state?")
        terminal.expect("● Backend services")  # what names others is chosen beforehand
        terminal.type(SPACE, ENTER)
        terminal.expect("Status:")
        terminal.expect("» beta")  # what most others state
        terminal.expect("Works, but is not finished")
        terminal.type(ENTER)
        terminal.expect("Backend services:")
        terminal.expect("● ai_gateway")
        terminal.type(ENTER)
        terminal.expect("Add-ons:")
        terminal.expect("○ duo_core")
        terminal.type(SPACE, ENTER)
        terminal.expect("GitLab realms:")
        terminal.type(ENTER)
        terminal.expect("config/unit_primitives/code_review.yml: added")
        assert terminal.ending() == 0

    assert text(place, "unit_primitives/code_review.yml") == (
        "---\nname: code_review\ndescription: Reviews code.\nstatus: beta\ngroup: group::code review\n"
        "feature_category: code_review\ndocumentation_url: https://docs.gitlab.com/\n"
        "backend_services:\n  - ai_gateway\nadd_ons:\n  - duo_pro\n  - duo_core\ngitlab_realms:\n  - saas\n"
    )


def test_an_update_shows_what_is_stated_and_changes_what_is_chosen(place: Path) -> None:
    before = text(place, "unit_primitives/duo_chat.yml")
    with at_terminal("update", "unit_primitive", "duo_chat", cwd=place) as terminal:
        terminal.expect("What shall change?")
        terminal.expect("What a user can do with it")  # the meaning of the field under the pointer
        terminal.type(SPACE, *[DOWN] * 16, SPACE, ENTER)
        terminal.expect("Description:")
        terminal.expect("Does something.")
        terminal.type(CLEAR)
        terminal.expect("This must be stated.")
        terminal.type("Opens a chat.", ENTER)
        terminal.expect("Add-ons:")
        terminal.expect("● duo_pro")
        terminal.type(SPACE, ENTER)
        terminal.expect("config/unit_primitives/duo_chat.yml: changed")
        assert terminal.ending() == 0

    assert text(place, "unit_primitives/duo_chat.yml") == before.replace("Does something.", "Opens a chat.").replace(
        "[duo_pro]", "[duo_pro, duo_core]"
    )


def test_several_are_chosen_from_what_the_schema_lists(place: Path) -> None:
    write_config(
        place / "config",
        """
        -- services/chat --
        gitlab_realm: [gitlab-com]
        unit_primitives: [duo_chat]
        """,
    )
    with at_terminal("update", "service", "chat", cwd=place) as terminal:
        terminal.expect("What shall change?")
        terminal.type(DOWN, DOWN, SPACE, ENTER)
        terminal.expect("Legacy realms:")
        terminal.expect("» ● gitlab-com")
        terminal.expect("○ self-managed")
        terminal.expect("GitLab.com.")  # what the one under the pointer means
        terminal.type(DOWN, SPACE, ENTER)
        terminal.expect("config/services/chat.yml: changed")
        assert terminal.ending() == 0

    assert text(place, "services/chat.yml") == (
        "---\nname: chat\ngitlab_realm: [gitlab-com, self-managed]\nunit_primitives: [duo_chat]\n"
    )


def test_what_is_not_stated_is_offered_to_stay_so(place: Path) -> None:
    before = state(place / "config")
    with at_terminal("update", "add_on", "duo_pro", cwd=place) as terminal:
        terminal.expect("What shall change?")
        terminal.type(DOWN, DOWN, SPACE, ENTER)
        terminal.expect("Visibility:")
        terminal.expect("» not stated")
        terminal.type(ENTER)
        terminal.ending()

    assert state(place / "config") == before


def test_an_update_of_nothing_changes_nothing(place: Path) -> None:
    before = state(place / "config")
    with at_terminal("update", "add_on", "duo_pro", cwd=place) as terminal:
        terminal.expect("What shall change?")
        terminal.type(ENTER)
        terminal.expect("say what is to change")
        assert terminal.ending() == 2

    assert state(place / "config") == before


def test_before_a_unit_primitive_is_removed_its_deprecation_is_proposed(place: Path) -> None:
    with at_terminal("remove", "duo_chat", cwd=place) as terminal:
        terminal.expect("unit primitive 'duo_chat' is not deprecated: instances out there may still ask for it.")
        terminal.expect("Deprecate it, and remove it some releases later")
        terminal.type(ENTER)
        terminal.expect("Deprecation message:")
        terminal.type("Use agents.", ENTER)
        terminal.expect("Deprecated by:")
        terminal.type(ENTER)
        terminal.expect("config/unit_primitives/duo_chat.yml: changed")
        assert terminal.ending() == 0

    assert "\ndeprecation_message: Use agents.\n" in text(place, "unit_primitives/duo_chat.yml")


def test_it_can_be_removed_all_the_same_or_left(place: Path) -> None:
    write_config(place / "config", "-- unit_primitives/explain_code --")
    before = state(place / "config")
    with at_terminal("remove", "duo_chat", cwd=place) as terminal:
        terminal.expect("Leave everything as it is")
        terminal.type(DOWN, DOWN, ENTER)
        assert terminal.ending() == 0
    assert state(place / "config") == before

    with at_terminal("remove", "duo_chat", cwd=place) as terminal:
        terminal.expect("Remove it now all the same")
        terminal.type(DOWN, ENTER)
        terminal.expect("config/unit_primitives/duo_chat.yml: removed")
        assert terminal.ending() == 0


def test_a_deprecation_asks_for_its_reason(place: Path) -> None:
    with at_terminal("deprecate", "duo_chat", cwd=place) as terminal:
        terminal.expect("What to use instead, or why it ends.")
        terminal.expect("Deprecation message:")
        terminal.type(ENTER)
        terminal.expect("This must be stated.")
        terminal.type("Use agents.", ENTER)
        terminal.expect("Deprecated by:")
        terminal.type("https://a.b/", ENTER)
        assert terminal.ending() == 0

    assert "\ndeprecated_by_url: https://a.b/\ndeprecation_message: Use agents.\n" in text(
        place, "unit_primitives/duo_chat.yml"
    )


@pytest.mark.parametrize(
    "words", [("add", "add_on"), ("update", "add_on", "duo_pro"), ("remove", "duo_chat"), ("deprecate", "duo_chat")]
)
def test_ctrl_c_ends_the_asking_with_nothing_changed(place: Path, words: tuple[str, ...]) -> None:
    before = state(place / "config")
    with at_terminal(*words, cwd=place) as terminal:
        terminal.expect("?")
        terminal.type(CTRL_C)
        terminal.expect("interrupted")
        assert terminal.ending() == 130

    assert state(place / "config") == before


def test_nobody_is_asked_who_does_not_want_to_be(place: Path) -> None:
    with at_terminal("add", "unit_primitive", "code_review", "--no-input", cwd=place) as terminal:
        terminal.expect("a unit primitive must state more: give --description, --group, --feature-category")
        assert terminal.ending() == 2
    with at_terminal("add", "add_on", "duo_max", cwd=place) as terminal:  # all that must be stated is given
        terminal.expect("config/add_ons/duo_max.yml: added")
        assert terminal.ending() == 0


def test_nobody_is_asked_where_nobody_is(place: Path) -> None:
    assert run("add", "add_on", cwd=place).err.endswith("Error: Missing argument 'NAME'.\n")
    assert run("remove", "duo_chat", cwd=place).status == 2
    assert run("deprecate", "duo_chat", cwd=place).status == 2
    assert run("update", "add_on", "duo_pro", cwd=place).status == 2
