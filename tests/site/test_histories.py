"""The history of an entity on its page: field by field, with the commit, and how far it is known."""

from dataclasses import replace

import pytest

from site_builder.catalog import Chronicle, Entity, Revision
from site_builder.site import Link, Material, histories
from site_builder.site.histories import entity_history
from tests.site.making import material
from tests.site.past import STATES, made

BEGAN = "the record began, on 1 August 2024"
UNTOLD = "What is shown here is not what was last told of: it was added or changed without a commit, or later."
# What was committed last, of which a primitive is free for longer by now, and what is new.
UNCOMMITTED = (
    STATES[-1].replace("2024-10-17", "2025-10-17")
    + """
    -- unit_primitives/new --
    add_ons: [duo_new]
    -- add_ons/duo_new --
    """
)


def rows(entity: Entity, of: Material) -> list[str]:
    return [
        f"{row.when} {row.commit.text}: {row.field or 'the file'}: {row.before or 'not stated'} -> {row.after or 'not stated'}"
        for row in entity_history(entity, of).rows
    ]


def test_each_field_as_it_was_and_as_it_is_also_under_another_name() -> None:
    of = made()

    assert rows(of.catalog.unit_primitives["talk"], of) == [
        "14 Jan 2025 33333333: name: chat -> talk",
        "14 Jan 2025 33333333: alias_names: not stated -> chat",
        "2 Dec 2024 22222222: add_ons: duo_pro -> duo_core, duo_pro",
    ]
    assert rows(of.catalog.add_ons["duo_core"], of) == ["2 Dec 2024 22222222: the file: not stated -> not stated"]


@pytest.mark.parametrize(
    ("kind", "name", "sentence", "query", "feed"),
    [
        (
            "unit_primitive",
            "talk",
            "It was there when the record began, on 1 August 2024, and has changed 2 times since then.",
            "?q=talk",
            "",
        ),
        (
            "add_on",
            "duo_core",
            "What belongs here has changed 3 times since the record began, on 1 August 2024, the latest on 14 Jan 2025.",
            "?add_ons=duo_core",
            "feeds/changes/add_ons/duo_core.atom",
        ),
        (
            "gitlab_realm",
            "saas",
            "What belongs here has not changed since the record began, on 1 August 2024.",
            "?gitlab_realms=saas",
            "",
        ),
        (
            "group",
            "group::duo_chat",
            "What belongs here has changed 3 times since the record began, on 1 August 2024, the latest on 14 Jan 2025.",
            "?group=duo_chat",
            "feeds/changes/groups/duo_chat.atom",
        ),
    ],
)
def test_how_far_it_is_known_and_where_there_is_more(
    kind: str, name: str, sentence: str, query: str, feed: str
) -> None:
    of = made()

    found = entity_history(of.catalog.of_kind(kind)[name], of)

    assert found.sentence == sentence
    assert found.changes == Link(text="What changed for customers", address="changes/all.html", query=query)
    assert (found.feed.address if found.feed else "") == feed


def test_what_came_after_the_record_began_was_added() -> None:
    known = made()
    talk = known.catalog.unit_primitives["talk"]
    found = known.chronicle.revisions[talk.ref]

    def sentence(*revisions: Revision) -> str:
        told = replace(known.chronicle, revisions={talk.ref: revisions})
        return entity_history(talk, replace(known, chronicle=told)).sentence

    added = replace(found[-1], before=None, fields=())
    assert sentence(added) == "It was added on 2 December 2024 and has not changed since then."
    assert sentence(found[0], added) == "It was added on 2 December 2024 and has changed once since then."
    assert sentence() == "Nothing that is told here has changed since the record began, on 1 August 2024."


@pytest.mark.parametrize(
    ("kind", "name", "sentence"),
    [
        ("unit_primitive", "talk", f"It was there when {BEGAN}, and has changed 2 times since then. {UNTOLD}"),
        ("unit_primitive", "new", f"The record began on 1 August 2024. {UNTOLD}"),
        (
            "add_on",
            "duo_core",
            f"What belongs here has changed 3 times since {BEGAN}, the latest on 14 Jan 2025. {UNTOLD}",
        ),
        ("add_on", "duo_new", f"The record began on 1 August 2024. {UNTOLD}"),
        ("gitlab_realm", "saas", f"What belongs here has not changed since {BEGAN}."),
    ],
)
def test_that_nothing_has_changed_is_not_said_of_what_was_never_told(kind: str, name: str, sentence: str) -> None:
    of = made(shown=UNCOMMITTED)

    assert entity_history(of.catalog.of_kind(kind)[name], of).sentence == sentence


def test_without_a_history_the_page_says_so_and_leads_to_the_reason() -> None:
    of = material("-- unit_primitives/chat --", chronicle=Chronicle(missing="git is not installed"))

    found = entity_history(of.catalog.unit_primitives["chat"], of)

    assert (found.sentence, found.rows, found.feed) == ("The history is not available here.", (), None)
    assert found.changes == Link(text="Changes", address="changes/index.html")


def test_of_many_rows_the_newest_are_shown_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histories, "MOST_ROWS", 2)
    of = made()

    found = entity_history(of.catalog.unit_primitives["talk"], of)

    assert ([row.field for row in found.rows], found.left_out) == (["name", "alias_names"], 1)
