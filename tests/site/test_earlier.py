"""Earlier releases in the plan: whole sites below today's, which lead to it and leave it what speaks for the site."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from site_builder.catalog import Edit, Record, Ref, Tagged, chronicle_from, paired_entities
from site_builder.problems import printable
from site_builder.site import EarlierRelease, Link, Material, Site, plan, plan_with_earlier, urls
from site_builder.site.page import ReleaseMark
from tests.site.making import AS_OF, material

THEN = datetime(2024, 5, 1, tzinfo=UTC)
TODAY = material("""
    -- unit_primitives/duo_chat --
    add_ons: [duo_pro]
    -- unit_primitives/clarify_code --
    alias_names: [explain_code]
    -- add_ons/duo_pro --
    """)
RELEASED = material(
    """
    -- unit_primitives/duo_chat --
    add_ons: [duo_pro, duo_one]
    -- unit_primitives/explain_code --
    -- unit_primitives/write_tests --
    -- add_ons/duo_pro --
    -- add_ons/duo_one --
    """,
    as_of=THEN,
)


def with_releases(*names: str) -> Material:
    earlier = tuple(EarlierRelease(name=name, material=RELEASED) for name in names)
    return replace(_told(RELEASED, TODAY), earlier=earlier)


def _told(then: Material, *later: Material, released: int = 1) -> Material:
    """What there is in the end, with what became of that which was released as v1.0 after so many edits."""
    now = later[-1]
    states = [tuple(it for it in made.catalog if it.source) for made in (then, *later)]
    record = Record(
        edits=(
            Edit(id="1", moment=THEN, subject=""),
            *(Edit(id="2", moment=AS_OF, subject="", entities=paired_entities(*it)) for it in pairwise(states)),
        ),
        beginning=states[0],
        releases=(Tagged(name="v1.0", moment=THEN, edits=released),),
    )
    return replace(now, chronicle=chronicle_from(record, now.catalog, AS_OF))


SITE = plan_with_earlier(with_releases("v1.0"))
(RELEASE,) = SITE.earlier


def test_without_releases_there_is_nothing_more() -> None:
    site = plan_with_earlier(TODAY)

    assert (site.earlier, site.frame.releases, site.all_pages) == ((), None, len(site.pages))
    assert site.addresses == plan(TODAY).addresses
    assert urls.EARLIER_RELEASES not in site.addresses


def test_todays_site_has_a_list_of_them_and_may_link_to_where_they_begin() -> None:
    assert SITE.addresses - plan(_told(RELEASED, TODAY)).addresses == {
        "releases/index.html",
        "releases/v1.0/index.html",
    }
    assert SITE.frame.releases == Link(text="Earlier releases", address="releases/index.html")
    assert SITE.frame.release is None
    assert SITE.all_pages == len(SITE.pages) + len(RELEASE.pages)


def test_a_release_is_whole_but_for_what_speaks_for_the_site_as_such() -> None:
    whole = plan(RELEASED)

    assert RELEASE.place == "releases/v1.0/"
    assert whole.addresses - RELEASE.addresses == {
        *("404.html", "robots.txt", "sitemap.xml"),
        *(address for address in whole.addresses if address.endswith((".atom", ".ics"))),
    }
    assert "feeds/add_ons/duo_one.atom" in whole.addresses
    assert {*(page.address for page in RELEASE.pages), *(file.address for file in RELEASE.files)} <= RELEASE.addresses


def test_every_page_says_which_release_it_is_of_and_knows_the_list() -> None:
    assert RELEASE.frame.release == ReleaseMark(name="v1.0", moment="2024-05-01T00:00:00Z", day="1 May 2024")
    assert RELEASE.frame.as_of == "2024-05-01T00:00:00Z"
    assert RELEASE.frame.releases == SITE.frame.releases


@pytest.mark.parametrize(
    ("address", "today"),
    [
        ("matrix.html", Link(text="The same page today", address="matrix.html")),
        ("unit_primitives/duo_chat.html", Link(text="The same page today", address="unit_primitives/duo_chat.html")),
        (
            "unit_primitives/explain_code.html",
            Link(text="The same page today: clarify_code", address="unit_primitives/clarify_code.html"),
        ),
        (
            "unit_primitives/write_tests.html",
            Link(text="Not in today’s catalog: see what is", address="index.html"),
        ),
        ("feeds/add_ons/duo_pro.atom", Link(text="The same page today", address="feeds/add_ons/duo_pro.atom")),
        ("feeds/add_ons/duo_one.atom", Link(text="The catalog today", address="feeds/cut_offs.atom")),
        ("calendar/add_ons/duo_one.ics", Link(text="The catalog today", address="calendar/cut_offs.ics")),
        ("releases/index.html", Link(text="Earlier releases", address="releases/index.html")),
    ],
)
def test_what_stands_for_an_address_today(address: str, today: Link) -> None:
    assert RELEASE.today[address] == today


def test_what_is_called_otherwise_today_is_found_and_what_has_its_name_is_not_taken_for_it() -> None:
    """`q` is gone and `p` is called so, `s` and `t` have changed names."""
    then = _stating(
        {
            "unit_primitives/p": "p",
            "unit_primitives/q": "q",
            "unit_primitives/s": "s",
            "unit_primitives/t": "t",
            "add_ons/a": "a",
        }
    )
    now = _stating({"unit_primitives/q": "p", "unit_primitives/t": "s", "unit_primitives/s": "t", "add_ons/b": "a"})
    between = _stating({"unit_primitives/p": "p", "unit_primitives/s": "s", "unit_primitives/t": "t", "add_ons/a": "a"})
    release = _released(then, between, now)

    pages = ("unit_primitives/p", "unit_primitives/q", "unit_primitives/s", "unit_primitives/t", "add_ons/a")
    same = "The same page today"
    told = [
        Link(text=f"{same}: q", address="unit_primitives/q.html"),
        Link(text="What is called so today", address="unit_primitives/q.html"),
        Link(text=f"{same}: t", address="unit_primitives/t.html"),
        Link(text=f"{same}: s", address="unit_primitives/s.html"),
        Link(text=f"{same}: B", address="add_ons/b.html"),
    ]
    assert [release.today[f"{page}.html"] for page in pages] == told


def test_what_names_lead_to_is_made_of_those_of_today() -> None:
    """`a` and `b` have changed names, `c` is `d` now, and `e` is gone."""
    others = {"license_types/p": "p", "gitlab_realms/r": "r", "unit_primitives/u": "u"}
    more = "cut_off_date: 2027-01-01T00:00:00Z\nadd_ons:"
    then = _stating({**{f"add_ons/{name}": name for name in "abce"}, **others}, f"{more} [a, e]")
    now = _stating({"add_ons/b": "a", "add_ons/a": "b", "add_ons/d": "c", **others}, f"{more} [b]")

    today = _released(then, now).today

    home = "index.html"
    led = {
        "check/p/no-add-on/r.html": "check/p/no-add-on/r.html",
        "check/free/c/r.html": "check/free/d/r.html",
        "check/p/a/r.html": "check/p/b/r.html",
        "check/p/e/r.html": home,
        "compare/add_ons/a-vs-b.html": "compare/add_ons/a-vs-b.html",
        "compare/add_ons/b-vs-c.html": "compare/add_ons/a-vs-d.html",
        "compare/add_ons/c-vs-e.html": home,
        "feeds/add_ons/a.atom": "feeds/add_ons/b.atom",
        "feeds/add_ons/e.atom": "feeds/cut_offs.atom",
        "calendar/add_ons/a.ics": "calendar/add_ons/b.ics",
    }
    assert {address: today[address].address for address in led} == led
    assert {today[address].text for address in led} == {"The same page today", "The catalog today"}


def test_nothing_is_told_to_be_the_same_that_is_new_or_of_which_nothing_is_told() -> None:
    """It was gone for a time, or internal for the public, or another has its name; or the tag is later than today."""
    then = _stating({"unit_primitives/p": "p", "unit_primitives/q": "q", "add_ons/a": "a"})
    without = _stating({"unit_primitives/q": "q", "add_ons/b": "a"})
    now = _stating({"unit_primitives/p": "another", "unit_primitives/q": "q", "add_ons/a": "another", "add_ons/b": "a"})
    addresses = ("unit_primitives/p.html", "unit_primitives/q.html", "add_ons/a.html")

    release = _released(then, without, now)
    (untold,) = plan_with_earlier(replace(now, earlier=(EarlierRelease(name="v1.0", material=then),))).earlier

    so, same = "What is called so today", "The same page today"
    assert [release.today[it].text for it in addresses] == [so, same, f"{same}: B"]
    assert {untold.today[it].text for it in addresses} == {so}


def test_what_is_not_committed_says_nothing_of_what_is_in_the_history() -> None:
    """It may be only other, as what has one more part that nobody has committed."""
    then = _stating({"unit_primitives/p": "p"}, "add_ons: [a]\n-- add_ons/a --")
    more = "-- unit_primitives/q --\nadd_ons: [a]\n"
    now = _stating({"unit_primitives/p": "p"}, f"add_ons: [a]\n{more}-- add_ons/a --")
    today = replace(_told(then, then), catalog=now.catalog)
    today = replace(today, chronicle=replace(today.chronicle, new=frozenset({Ref(kind="unit_primitive", name="q")})))

    (release,) = plan_with_earlier(replace(today, earlier=(EarlierRelease(name="v1.0", material=then),))).earlier
    (later,) = plan_with_earlier(replace(today, earlier=(EarlierRelease(name="v1.0", material=now),))).earlier

    assert release.today["add_ons/a.html"].text == release.today["unit_primitives/p.html"].text == "The same page today"
    assert later.today["unit_primitives/q.html"].text == "What is called so today"


def test_what_had_the_name_for_a_time_is_not_taken_for_what_got_it() -> None:
    then = _stating({"unit_primitives/owl": "o"})
    between = _stating({"unit_primitives/owl": "o", "unit_primitives/wren": "another"})
    now = _stating({"unit_primitives/wren": "o"})

    release = _released(then, between, then, now)

    assert release.today["unit_primitives/owl.html"] == Link(
        text="The same page today: wren", address="unit_primitives/wren.html"
    )


def test_what_came_anew_by_a_later_name_of_what_is_gone_is_not_called_as_that_was() -> None:
    then = _stating({"unit_primitives/heron": "h", "add_ons/a": "a"})
    renamed = _stating({"unit_primitives/crane": "h", "add_ons/a": "a"})
    gone = _stating({"unit_primitives/b": "b", "add_ons/a": "a"})
    now = _stating({"unit_primitives/crane": "another", "add_ons/a": "a"})

    release = _released(then, renamed, gone, now)

    assert release.today["unit_primitives/heron.html"] == Link(
        text="Not in today’s catalog: see what is", address="index.html"
    )


def test_a_tag_with_a_character_that_nobody_sees_is_one_of_the_history() -> None:
    then = _stating({"unit_primitives/p": "p"})
    told = _told(then, then)
    (period, *others) = reversed(told.chronicle.periods)
    hidden = replace(told.chronicle, periods=(*reversed(others), replace(period, release=printable("v1.0\u200b"))))
    earlier = (EarlierRelease(name="v1.0\u200b", material=then),)

    (release,) = plan_with_earlier(replace(told, chronicle=hidden, earlier=earlier)).earlier

    assert release.today["unit_primitives/p.html"].text == "The same page today"


def test_what_the_last_edit_of_a_release_added_is_the_same_today() -> None:
    first, then = _stating({"unit_primitives/p": "p"}), _stating({"unit_primitives/p": "p", "unit_primitives/q": "q"})
    today = _told(first, then, then, released=2)

    (release,) = plan_with_earlier(replace(today, earlier=(EarlierRelease(name="v1.0", material=then),))).earlier

    assert release.today["unit_primitives/q.html"].text == "The same page today"


def _released(then: Material, *later: Material) -> Site:
    """The site of what was, below that of what there is in the end."""
    today = _told(then, *later)
    (release,) = plan_with_earlier(replace(today, earlier=(EarlierRelease(name="v1.0", material=then),))).earlier
    return release


def _stating(entities: Mapping[str, str], more: str = "") -> Material:
    """What is called so, and does what only it does; the last states `more`."""
    texts = (f"-- {path} --\ndescription: Does {does} alone." for path, does in entities.items())
    return material("\n".join((*texts, more)))


def test_whatever_stands_for_something_today_is_in_todays_site() -> None:
    assert {link.address for link in RELEASE.today.values()} <= SITE.addresses
    assert plan(RELEASED).addresses <= RELEASE.today.keys()


def test_tags_that_differ_in_case_alone_or_hold_what_no_address_can_have_places_of_their_own() -> None:
    names = ("v1.0", "V1.0", "release/1.0", "release-1.0", "index", "index.html", "con", 'a"<b>&', "été")

    places = [site.place for site in plan_with_earlier(with_releases(*names)).earlier]

    assert len({place.casefold() for place in places}) == len(names)
    assert places[0] == "releases/v1.0/"
    assert all(urls.relative("", place) == place for place in places)
    assert not {"releases/index/", "releases/index.html/", "releases/con/"} & {*places}
