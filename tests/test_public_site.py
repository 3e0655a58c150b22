"""A site for the public holds nothing that is internal, in no file and no form; the site for the team holds all.

Every internal value of the configuration below, and of its past, is a word of its own: `zq` with two digits.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, unquote_plus

import pytest

from site_builder.build import build
from site_builder.installed import own_files
from site_builder.settings import Audience, Settings
from site_builder.source import load_schemas, load_site_settings
from tests.source.repositories import repository

AS_OF = datetime(2024, 6, 1, tzinfo=UTC)
MARKS = """
    internal_fields: [group, introduced_by_url, deprecated_by_url]
    internal_kinds: [services]
    """

BEGINNING = """
    -- config/site.yml --
    title: Our catalog
    titles: {duo_pro: Duo Pro, zq39_add_on: Title zq40}
    -- config/PROVENANCE.csv --
    file,field,value,source,confidence
    config/unit_primitives/zq33_gone.yml,description,Once zq34.,Heard from zq41,stated
    -- config/unit_primitives/duo_chat.yml --
    # Then zq29
    name: duo_chat
    description: Opens a chat.
    group: group::zq30 team
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    introduced_by_url: https://gitlab.com/zq31/-/merge_requests/1
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro, zq39_add_on]
    license_types: [premium]
    gitlab_realms: [saas]
    -- config/unit_primitives/opened.yml --
    name: opened
    description: Still zq32.
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    visibility: internal
    -- config/unit_primitives/zq33_gone.yml --
    name: zq33_gone
    description: Once zq34.
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    visibility: internal
    -- config/unit_primitives/zq35_former.yml --
    name: zq35_former
    description: For all to see, zq36.
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    -- config/add_ons/duo_pro.yml --
    name: duo_pro
    -- config/add_ons/zq39_add_on.yml --
    name: zq39_add_on
    visibility: internal
    -- config/license_types/premium.yml --
    name: premium
    -- config/gitlab_realms/saas.yml --
    name: saas
    legacy_realm: gitlab-com
    """
NAMED = """
    -- config/unit_primitives/duo_chat.yml --
    name: duo_chat
    description: Opens a chat beside zq33_gone, zq44.
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro, zq39_add_on]
    license_types: [premium]
    gitlab_realms: [saas]
    -- config/unit_primitives/rented.yml --
    name: rented
    description: Sold by one alone, zq42.
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    cut_off_date: 2023-10-17T00:00:00Z
    add_ons: [zq39_add_on]
    """
WRONG = """
    -- config/unit_primitives/rented.yml --
    name: rented
    description: Sold by nobody.
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    add_ons: [zq45_add_on]
    """
TODAY = """
    -- config/site.yml --
    title: Our catalog
    repository_url: https://gitlab.com/zq50/catalog
    titles: {duo_pro: Duo Pro, zq04_add_on: Title zq22}
    MARKS
    -- config/PROVENANCE.csv --
    file,field,value,source,confidence
    config/unit_primitives/duo_chat.yml,description,Opens a chat.,Read by everybody,stated
    config/unit_primitives/duo_chat.yml,status,beta,As zq04_add_on and zq21 have it,inferred
    config/unit_primitives/duo_chat.yml,cut_off_date,2024-10-17T00:00:00+00:00,Read by everybody,as zq04_add_on has it
    config/unit_primitives/duo_chat.yml,group,group::zq02 R&D,Said zq19,stated
    config/unit_primitives/duo_chat.yml,group,None,Noted zq52,stated
    config/unit_primitives/duo_chat.yml,name,duo_chat,Read in https://gitlab.com/a/b/-/merge_requests/1?zq03=%22.,stated
    config/unit_primitives/zq06_primitive.yml,description,Does zq07.,Said zq20,stated
    -- config/unit_primitives/duo_chat.yml --
    # A remark on zq01
    name: duo_chat
    description: Opens a chat.
    status: beta
    group: group::zq02 R&D
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    introduced_by_url: https://gitlab.com/a/b/-/merge_requests/1?zq03=%22
    deprecated_by_url: https://gitlab.com/zq23/-/issues/1
    deprecation_message: Use opened.
    cut_off_date: 2024-10-17T00:00:00Z
    backend_services: [ai_gateway, zq05_backend]
    add_ons: [duo_pro, zq04_add_on]
    license_types: [premium, zq18_license]
    gitlab_realms: [saas, zq17_realm]
    -- config/unit_primitives/opened.yml --
    name: opened
    description: For everybody.
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    -- config/unit_primitives/rented.yml --
    name: rented
    description: Sold.
    group: group::duo_chat
    feature_category: duo_chat
    documentation_url: https://docs.gitlab.com/
    add_ons: [duo_pro]
    -- config/unit_primitives/zq06_primitive.yml --
    name: zq06_primitive
    description: Does zq07.
    group: group::zq24 team
    feature_category: zq09_category
    documentation_url: https://docs.gitlab.com/zq10/
    milestone: '31.7'
    cut_off_date: 2031-03-03T00:00:00Z
    alias_names: [zq08_alias, zq35_former]
    add_ons: [zq04_add_on]
    visibility: internal
    -- config/add_ons/zq04_add_on.yml --
    name: zq04_add_on
    description: Brings zq11.
    visibility: internal
    -- config/license_types/zq18_license.yml --
    name: zq18_license
    visibility: internal
    -- config/gitlab_realms/zq17_realm.yml --
    name: zq17_realm
    visibility: internal
    -- config/backend_services/ai_gateway.yml --
    name: ai_gateway
    group: group::zq14 team
    jwt_aud: gitlab-ai-gateway
    -- config/backend_services/zq05_backend.yml --
    name: zq05_backend
    jwt_aud: zq12 <"&'>
    project_url: https://gitlab.com/zq13/x
    visibility: internal
    -- config/services/zq15_service.yml --
    name: zq15_service
    description: Groups zq16.
    unit_primitives: [duo_chat, zq06_primitive]
    """
GONE = ("unit_primitives/zq33_gone", "unit_primitives/zq35_former", "add_ons/zq39_add_on")
# What the team's site shows: today, of the past in the history, and in the earlier release.
WORDS = (
    *(f"zq{number:02}" for number in range(1, 25)),
    *(f"zq{number}" for number in (*range(29, 37), *range(39, 51), 52)),
    "2031-03-03",
    "31.7",
)


def text_forms(content: bytes) -> Iterator[str]:
    """A file as text in the forms in which programs and people read it, none of which may be split or escaped."""
    text = re.sub(r"\r\n[ \t]", "", content.decode("utf-8", "replace"))
    for form in (text, re.sub(r"<wbr>|&shy;|\u00ad|\u200b", "", text), re.sub(r"<[^>]*>", "", text)):
        yield form
        yield html.unescape(form)
        yield unquote(form)
        yield unquote_plus(html.unescape(form))
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), form).replace("\\", "")


def parts_of(path: str, content: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of every file that is packed in it."""
    yield path.encode()
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from (name.encode(), archive.read(name))


def found_in(files: Mapping[str, bytes], words: tuple[str, ...]) -> dict[str, list[str]]:
    """The words that stand anywhere in the site, each with the files that hold it."""
    found: dict[str, list[str]] = {}
    for path, content in files.items():
        text = "\n".join(form for part in parts_of(path, content) for form in text_forms(part)).casefold()
        for word in words:
            if word.casefold() in text:
                found.setdefault(word, []).append(path)
    return found


@cache
def site(audience: Audience, *, word: str = "zq", marks: str = MARKS) -> Mapping[str, bytes]:
    """Every file of the site that is built for an audience, with history, a release, feeds and everything else."""
    with TemporaryDirectory() as directory:
        made = repository(Path(directory, "repository"))
        for text, day, message, gone in (
            (BEGINNING, "2023-01-10", "Begin with zq37", ()),
            (NAMED, "2023-03-01", "Name what is internal, zq43", ()),
            (WRONG, "2023-04-01", "Go wrong, zq46", ()),
            (TODAY.replace("MARKS", marks.strip()), "2023-05-01", "Open zq47\n\nSee merge request zq49/x!1\n", GONE),
        ):
            made.commit(
                text.replace("zq", word),
                message.replace("zq", word),
                when=f"{day}T00:00:00Z",
                author=f"Ada {word}51",
                gone=[f"config/{path}.yml".replace("zq", word) for path in gone],
            )
            if text == BEGINNING:
                made.tag("v1.0", when="2023-01-11T00:00:00Z")
        made.tag(f"{word}48-tag", when="2023-05-02T00:00:00Z")
        output, schemas = Path(directory, "public"), own_files("schemas")
        build(
            Settings(
                config=made.config,
                output=output,
                schemas=schemas,
                templates=own_files("templates"),
                site=load_site_settings(made.config, load_schemas(schemas)),
                as_of=AS_OF,
                commit=made.head,
                audience=audience,
                releases=("v1.0",),
            )
        )
        return {it.relative_to(output).as_posix(): it.read_bytes() for it in output.rglob("*") if it.is_file()}


def test_no_file_of_the_public_site_holds_anything_internal() -> None:
    assert found_in(site(Audience.PUBLIC), (*WORDS, "zq")) == {}


@pytest.mark.parametrize("word", WORDS)
def test_the_same_search_finds_each_of_it_on_the_team_s_site(word: str) -> None:
    assert found_in(site(Audience.INTERNAL), (word,)) != {}


def test_no_byte_of_the_public_site_depends_on_anything_internal() -> None:
    others = site(Audience.PUBLIC, word="wk_w")

    assert {path for path, content in site(Audience.PUBLIC).items() if others.get(path) != content} == set()
    assert others.keys() == site(Audience.PUBLIC).keys()


def test_what_is_public_is_there_with_its_origin_and_its_past() -> None:
    files = site(Audience.PUBLIC)

    assert {
        "unit_primitives/duo_chat.html",
        "unit_primitives/opened.html",
        "unit_primitives/rented.html",
        "add_ons/duo_pro.html",
        "backend_services/ai_gateway.html",
        "feeds/changes.atom",
        "changes/index.html",
        "releases/v1.0/unit_primitives/duo_chat.html",
    } <= files.keys()
    assert found_in(files, ("Read by everybody", "For everybody.", "Opens a chat.")).keys() == {
        "Read by everybody", "For everybody.", "Opens a chat.",
    }  # fmt: skip


def test_a_kind_that_is_left_out_has_neither_page_nor_file_nor_link() -> None:
    files = site(Audience.PUBLIC)

    assert [path for path in files if re.search(r"(^|/)(services|service|groups|group|legacy)[/.]", path)] == []
    assert found_in(files, ('"services/', '"../services/', '"groups/', '"../groups/')) == {}


def test_the_public_schema_asks_for_no_field_that_it_does_not_describe() -> None:
    schema = json.loads(site(Audience.PUBLIC)["schema/unit_primitive.json"])

    assert schema["required"] == ["name", "description", "feature_category", "documentation_url"]
    assert {*schema["required"]} <= schema["properties"].keys()


def test_what_cannot_be_told_apart_is_left_out_and_every_page_says_so() -> None:
    said = b"For the public: what is internal is left out, and so are the files of the configuration, findings in them"

    for path, content in site(Audience.PUBLIC).items():
        assert not path.endswith(".html") or said in content, path


def test_the_site_of_the_team_says_nothing_of_audiences() -> None:
    assert not any(b"For the public" in content for content in site(Audience.INTERNAL).values())
