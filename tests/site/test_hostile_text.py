"""Text that would like to run comes out as the text it is, in every field of every kind and in every format.

Each site is built twice: with a hostile text in every free field, and with a harmless one of the same length. When what
programs read of the two differs in that text and in nothing else, it was nowhere anything but text.
"""

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
import yaml

from site_builder.catalog import Chronicle, Edit, Record, Skipped, chronicle_from
from site_builder.output import Layouter
from site_builder.problems import InvalidConfig, Problem
from site_builder.settings import SiteSettings
from site_builder.site import Material, plan
from site_builder.site.as_markdown import as_markdown
from tests.artifacts import artifacts_of
from tests.site.making import material
from tests.site.readers import reader_of, text_of
from tests.site.reading import Html

LENGTH = 44  # the longest text that pictures draw whole
# A tilde stands for as many letters as bring the text to that length, so that one harmless site does for all.
HOSTILE = tuple(
    text.replace("~", "z" * (LENGTH + 1 - len(text)))
    for text in (
        '<script>alert(1)</script>"><img src=x>~',
        "' onmouseover='alert(1)' x=\"~",
        "JavaScript:alert(1)//~",
        "{{ 7*7 }}{% raw %}{# x #}${7*7}~",
        "Z~</title></textarea></svg><!-- ]]><![CDATA[",
        '\\N"];evil [label=<b>x</b>]~\\',
        "<b>~</b>",
        "&lt;b&gt; &#39; &evil; %3Cb%3E « é 🙂~",
        "`code` | **md** [x](javascript:1)~",
        '=1+1&"evil"~',
        "-1: [b] # c~",
        "<r><t>~</t></r>",
        "X;,\\n\\;_x0041_ é 🙂 :BEGIN:VEVENT ~",
    )
)
HARMLESS = "Zq" * (LENGTH // 2)
CONFIG = """
    -- unit_primitives/duo_chat --
    description: TEXT
    deprecation_message: TEXT
    documentation_url: https://docs.gitlab.com/?a='1'&lt;2&quot;#javascript:alert(1)
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    license_types: [premium]
    gitlab_realms: [saas]
    -- unit_primitives/explain_code --
    description: TEXT
    backend_services: [ai_gateway]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    description: TEXT
    -- license_types/premium --
    description: TEXT
    -- gitlab_realms/saas --
    description: TEXT
    legacy_realm: gitlab-com
    -- backend_services/ai_gateway --
    description: TEXT
    jwt_aud: TEXT
    -- services/chat --
    description: TEXT
    unit_primitives: [duo_chat]
    """
LAYOUTER = Layouter()


def made_with(text: str) -> Material:
    """The configuration with this text in every free field, of the site's settings too."""
    site = SiteSettings(
        title=text,
        description=text,
        notice=text,
        base_url="https://example.com/",
        repository_url="https://gitlab.com/example/catalog",
        default_branch=text,
        config_path=text,
        titles=dict.fromkeys(("duo_pro", "premium", "saas", "ai_gateway"), text),
    )
    made = material(CONFIG.replace("TEXT", quoted(text)), site=site, content_hash="0123")
    return replace(made, chronicle=past_of(made, text))


def past_of(made: Material, text: str) -> Chronicle:
    """A past in which a commit with that message brought the text into a file, and one with it was passed over."""
    chat = made.catalog.unit_primitives["duo_chat"]
    before = replace(chat, description="x" * 61, deprecation_message=None)
    others = (entity for entity in made.catalog if entity.source and entity != chat)
    first, second = (
        Edit(id=number * 40, moment=datetime(2024, 1, int(number), tzinfo=UTC), subject=text, entities=entities)
        for number, entities in (("1", ()), ("2", ((before, chat),)))
    )
    wrong = Skipped(edit=first, problem=Problem(path="config/x.yml", code="E301", message=text))
    known = Record(edits=(first, second), beginning=(before, *others), skipped=(wrong,))
    return chronicle_from(known, made.catalog, made.as_of)


def quoted(text: str) -> str:
    """The text as a YAML file holds it."""
    return json.dumps(text, ensure_ascii=False)


def files_with(text: str) -> Mapping[str, bytes]:
    """Every file of that site."""
    return {it.path: it.content for it in artifacts_of(plan(made_with(text)), layouter=LAYOUTER)}


@cache
def harmless_files() -> Mapping[str, Any]:
    """What programs read of every file of the site with a harmless text."""
    return {path: reader_of(path)(alike(text_of(path, content)), str) for path, content in files_with(HARMLESS).items()}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_every_file_of_the_site(text: str) -> None:
    def tamed(value: str) -> str:
        for written in (*in_hooks(text), quoted(text)[1:-1], as_markdown(text), as_markdown(f"x{text}")[1:], text):
            value = value.replace(written, HARMLESS)
        return value

    files = files_with(text)

    assert files.keys() == harmless_files().keys()
    for path, content in files.items():
        assert reader_of(path)(alike(text_of(path, content)), tamed) == harmless_files()[path], path


def in_hooks(text: str) -> tuple[str, ...]:
    """The text as hooks of Git hold it: a word of a shell, the same in YAML, and a pattern in YAML."""
    return quoted(shlex.quote(text))[1:-1], quoted(re.escape(text))[1:-1], shlex.quote(text)


def alike(text: str) -> str:
    """A file's text without what follows from words and texts: where a word may break, sizes and editions of files."""
    unsized = re.sub(r'data-sort="[0-9]+">[0-9.]+ kB', ">", text.replace('<wbr class="long">', ""))
    return re.sub(r"(?<=data\.js)\?[0-9a-f]{12}", "", unsized)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_old_format_on_a_service_s_page_reads_back_as_it_is(text: str) -> None:
    made = material(f"""
        -- unit_primitives/duo_chat --
        backend_services: [ai_gateway]
        -- backend_services/ai_gateway --
        jwt_aud: {quoted(text)}
        -- services/chat --
        unit_primitives: [duo_chat]
        """)
    files = {it.path: it.content for it in artifacts_of(plan(made), layouter=LAYOUTER)}

    (pre,) = (
        it for it in Html(files["services/chat.html"].decode()).elements if it.attributes.get("id") == "legacy-yaml"
    )

    bundles = {"_irrelevant": {"unit_primitives": ["duo_chat"]}}
    assert yaml.safe_load(pre.text) == {"services": {"chat": {"backend": text, "bundled_with": bundles}}}


@pytest.mark.parametrize("name", ["R&D", "a/b//c", "x - - y", "A B", "a b", "not-stated", "con", "Index", "a&amp", "1"])
def test_any_name_that_a_group_may_have_gets_a_page_that_links_find(name: str) -> None:
    made = material(
        f"-- unit_primitives/duo_chat --\ngroup: group::{name}\n-- unit_primitives/b --\ngroup: group::other\n"
    )

    pages = {
        it.path: Html(it.content.decode())
        for it in artifacts_of(plan(made), layouter=LAYOUTER)
        if it.path.endswith(".html")
    }

    links = [address for _, address in pages["groups/index.html"].addresses if "/" not in address]
    (page,) = {link for link in links if link in {path.removeprefix("groups/") for path in pages}} - {
        "index.html",
        "other.html",
    }
    assert pages[f"groups/{page}"].one("h1").text.casefold() == name.casefold()
    options = [
        it.attributes["value"]
        for it in pages["unit_primitives/index.html"].all("input")
        if it.attributes.get("name") == "group"
    ]
    rows = [
        it.attributes["data-group"]
        for it in pages["unit_primitives/index.html"].all("tr")
        if "data-group" in it.attributes
    ]
    assert sorted(options) == sorted(rows)
    assert not any(" " in value for value in rows)


@pytest.mark.parametrize("character", ["\u202e", "\u2028", "\u200b", "\x00", "\\u202e", "\\u2028", "\\x1b"])
def test_characters_that_deceive_the_eye_get_no_further_than_the_reader(character: str) -> None:
    with pytest.raises(InvalidConfig) as caught:
        material(f'-- unit_primitives/duo_chat --\ndescription: "a{character}b"\n')

    assert {problem.code for problem in caught.value.problems} == {"E103"}


def test_a_settings_file_that_the_reader_never_saw_is_escaped_all_the_same() -> None:
    made = replace(made_with("x"), commit="<script>\u2028\u202e", content_hash="<script>")

    for artifact in artifacts_of(plan(made), layouter=LAYOUTER):
        if artifact.path.endswith(".html"):
            assert b"<script>" not in artifact.content
