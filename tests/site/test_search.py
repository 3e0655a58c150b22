"""What the search looks through: one short document per page, as a script that cannot end early."""

import json
from typing import Any

from site_builder.problems import CODES
from site_builder.site import plan, urls
from site_builder.site.search import search_data
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    description: Opens a chat.
    group: group::ai framework
    feature_category: duo_chat_category
    alias_names: [gitlab_chat, old_chat]
    add_ons: [duo_pro]
    -- add_ons/duo_pro --
    description: An add-on.
    """


DEPRECATED = "-- unit_primitives/old_chat --\ndeprecation_message: Use duo_chat.\n-- add_ons/duo_pro --\n"


def documents(text: str) -> list[dict[str, Any]]:
    """The documents of the script."""
    script = search_data(material(text))
    assert script.name == "siteSearch"
    found: list[dict[str, Any]] = json.loads(script.text)["documents"]
    return found


def test_what_is_deprecated_says_so_where_its_kind_stands() -> None:
    assert [(it["t"], it["k"]) for it in documents(DEPRECATED)[:2]] == [
        ("old_chat", "Deprecated unit primitive"),
        ("Duo Pro", "Add-on"),
    ]


def test_entities_come_first_with_every_name_a_reader_may_know_them_by() -> None:
    assert documents(CONFIG)[:4] == [
        {
            "i": 0,
            "t": "duo_chat",
            "k": "Unit primitive",
            "u": "unit_primitives/duo_chat.html",
            "d": "Opens a chat.",
            "a": "gitlab_chat old_chat duo_chat_category ai framework",
        },
        {"i": 1, "t": "Duo Pro", "k": "Add-on", "u": "add_ons/duo_pro.html", "d": "An add-on.", "a": "duo_pro"},
        {
            "i": 2,
            "t": "ai framework",
            "k": "Group",
            "u": "groups/ai-framework.html",
            "d": "",
            "a": "group::ai framework",
        },
        {
            "i": 3,
            "t": "duo_chat_category",
            "k": "Feature category",
            "u": "feature_categories/duo_chat_category.html",
            "d": "",
            "a": "",
        },
    ]


def test_every_page_but_home_and_404_can_be_found_and_nothing_else() -> None:
    planned = {page.address for page in plan(material(CONFIG)).pages}

    found = [document["u"] for document in documents(CONFIG) if document["k"] != "Status"]

    assert sorted(found) == sorted(planned - {urls.HOME, urls.NOT_FOUND})


def test_a_page_is_also_found_by_words_for_what_it_has() -> None:
    assert {
        document["t"]: document["a"] for document in documents(CONFIG) if document["k"] == "Page" and document["a"]
    } == {
        "Changes": "history feed atom rss",
        "Timeline": "cut-offs calendar ics feed atom rss",
        "Data": "csv json graphml xlsx spreadsheet excel download api",
        "About": "glossary",
        "Codes of problems": " ".join(CODES),
    }


def test_a_status_leads_to_the_list_of_those_that_state_it() -> None:
    found = documents(
        """
        -- unit_primitives/a --
        status: beta
        -- unit_primitives/b --
        status: beta
        -- unit_primitives/c --
        status: experiment
        -- unit_primitives/d --
        """
    )

    assert [(it["t"], it["u"], it["d"]) for it in found if it["k"] == "Status"] == [
        ("Experiment", "unit_primitives/index.html?status=experiment", "1 unit primitive states it"),
        ("Beta", "unit_primitives/index.html?status=beta", "2 unit primitives state it"),
    ]


def test_documents_are_numbered_in_their_order() -> None:
    assert [document["i"] for document in documents(CONFIG)] == list(range(len(documents(CONFIG))))


def test_a_long_description_is_cut() -> None:
    text = f"-- unit_primitives/duo_chat --\ndescription: {'word ' * 40}\n"

    assert documents(text)[0]["d"] == ("word " * 32).rstrip() + "…"


def test_no_text_ends_the_script_or_a_line_of_it() -> None:
    made = material("""
        -- unit_primitives/duo_chat --
        description: "</script><!-- ]]> \\\\ \\" é"
        """)

    script = search_data(made).text

    assert "</" not in script
    assert "\n" not in script
    assert json.loads(script)["documents"][0]["d"] == '</script><!-- ]]> \\ " é'
