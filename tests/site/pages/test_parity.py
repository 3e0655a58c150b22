"""Where realms differ: figures, groups and pairs that each add up to everything."""

from site_builder.catalog import parity
from site_builder.site import Link
from site_builder.site.named import Names
from site_builder.site.pages.parity import MOST_GAPS, ApartGroup, ApartRow, GapRow, ParityPage, parity_page
from site_builder.site.purchase_tables import purchases_by_realm
from site_builder.site.states import INCLUDED, UNAVAILABLE, Cell
from tests.site.making import material
from tests.site.sites import Built

CONFIG = """
    -- unit_primitives/everywhere --
    gitlab_realms: [saas, self-managed, dedicated]
    -- unit_primitives/cloud_only --
    description: Needs the cloud.
    gitlab_realms: [saas]
    -- unit_primitives/own_instance --
    gitlab_realms: [self-managed, dedicated]
    -- unit_primitives/zoom --
    gitlab_realms: [dedicated, self-managed]
    -- unit_primitives/unknown_where --
    -- gitlab_realms/saas --
    -- gitlab_realms/self-managed --
    -- gitlab_realms/dedicated --
    """
CLOUD = Link(text="GitLab.com", address="gitlab_realms/saas.html")
LOCAL = Link(text="Self-managed", address="gitlab_realms/self-managed.html")
DEDICATED = Link(text="Dedicated", address="gitlab_realms/dedicated.html")
HERE = Cell(state=INCLUDED, reason="listed")


def primitive(name: str) -> Link:
    return Link(text=name, address=f"unit_primitives/{name}.html", code=True)


def names(*shown: str) -> Names:
    return Names(links=tuple(map(primitive, shown)), deprecated=frozenset(), more=0)


def page_of(text: str = CONFIG) -> ParityPage:
    return parity_page(material(text))


def test_every_primitive_is_everywhere_or_apart_or_not_stated() -> None:
    page = page_of()

    assert (page.everywhere, page.apart, page.unstated, page.total) == (1, 3, 1, 5)
    assert page.unstated_list == Link(text="1", address="unit_primitives/index.html", query="?gitlab_realms=not-stated")
    assert page.realms == (CLOUD, LOCAL, DEDICATED)
    assert page.worst == "GitLab.com lacks most: 2 that Self-managed has."


def test_of_realms_that_lack_equally_much_all_are_named() -> None:
    page = page_of("""
        -- unit_primitives/here --
        gitlab_realms: [saas]
        -- unit_primitives/there --
        gitlab_realms: [self-managed]
        -- gitlab_realms/saas --
        -- gitlab_realms/self-managed --
        """)

    assert page.worst == "GitLab.com and Self-managed lack most: 1 that another realm has."


def test_what_differs_stands_with_others_of_the_same_realms() -> None:
    elsewhere = Cell(state=UNAVAILABLE, reason="only on Self-managed and Dedicated")
    assert page_of().groups == (
        ApartGroup(
            title="Self-managed and Dedicated, not GitLab.com",
            rows=tuple(
                ApartRow(
                    link=primitive(name), description="Does something.", deprecated=False, cells=(elsewhere, HERE, HERE)
                )
                for name in ("own_instance", "zoom")
            ),
        ),
        ApartGroup(
            title="Only GitLab.com",
            rows=(
                ApartRow(
                    link=primitive("cloud_only"),
                    description="Needs the cloud.",
                    deprecated=False,
                    cells=(HERE, *[Cell(state=UNAVAILABLE, reason="only on GitLab.com")] * 2),
                ),
            ),
        ),
    )


def test_each_two_realms_stand_side_by_side_in_the_order_readers_know() -> None:
    own = names("own_instance", "zoom")
    page = page_of()

    assert page.gaps == (
        GapRow(
            a=CLOUD,
            b=LOCAL,
            only_a=1,
            only_a_names=names("cloud_only"),
            only_b=2,
            only_b_names=own,
            both=1,
            neither=0,
        ),
        GapRow(
            a=CLOUD,
            b=DEDICATED,
            only_a=1,
            only_a_names=names("cloud_only"),
            only_b=2,
            only_b_names=own,
            both=1,
            neither=0,
        ),
        GapRow(
            a=LOCAL,
            b=DEDICATED,
            only_a=0,
            only_a_names=names(),
            only_b=0,
            only_b_names=names(),
            both=3,
            neither=1,
        ),
    )
    for gap in page.gaps:
        assert gap.only_a + gap.only_b + gap.both + gap.neither + page.unstated == page.total


def test_where_all_realms_have_the_same_nothing_lacks() -> None:
    page = page_of("-- unit_primitives/duo_chat --\ngitlab_realms: [saas]\n-- gitlab_realms/saas --\n")

    assert (page.everywhere, page.apart, page.groups, page.gaps, page.worst) == (1, 0, (), (), "")


def test_of_very_many_realms_those_that_differ_most_are_shown_and_the_others_counted() -> None:
    realms = [f"r{number:02}" for number in range(40)]
    stated = {f"p{number:03}": realms[number % 33 : number % 33 + 7] for number in range(120)}
    lines = [f"-- gitlab_realms/{name} --" for name in realms]
    lines += [f"-- unit_primitives/{name} --\ngitlab_realms: {it}" for name, it in stated.items()]
    made = material("\n".join(lines))
    page = parity_page(made)

    rows = [row for group in page.groups for row in group.rows]
    assert len(rows) == 40  # of 40 cells each, which weigh a third of a page together
    assert len(rows) + sum(group.more for group in page.groups) + page.more_apart == page.apart == 120
    assert {cell.reason for cell in rows[0].cells} == {"listed", "only on R00, R01, R02, R03, R04 and 2 others"}
    assert (len(page.gaps), page.more_gaps) == (MOST_GAPS, 40 * 39 // 2 - MOST_GAPS)
    assert (len(page.purchases), page.more_realms) == (0, 0)  # nobody sells a license
    differences = sorted((len(gap.in_a ^ gap.in_b) for gap in parity(made.catalog).gaps), reverse=True)
    assert sorted((gap.only_a + gap.only_b for gap in page.gaps), reverse=True) == differences[:MOST_GAPS]
    pairs = [(gap.a.text, gap.b.text) for gap in page.gaps]
    assert pairs == sorted(pairs)
    assert all(a < b for a, b in pairs)


def test_of_very_many_realms_the_first_have_their_purchases_and_the_others_are_counted() -> None:
    realms = "\n".join(f"-- gitlab_realms/r{number:02} --" for number in range(40))
    page = page_of(f"-- unit_primitives/duo_chat --\n-- license_types/premium --\n{realms}")

    assert [it.realm.text for it in page.purchases] == [f"R{number:02}" for number in range(20)]
    assert page.more_realms == 20


def test_of_very_many_licenses_those_without_purchases_are_named() -> None:
    licenses = "\n".join(f"-- license_types/tier_{number:02} --" for number in range(15))
    page = page_of(f"-- unit_primitives/duo_chat --\n-- gitlab_realms/saas --\n{licenses}")

    assert page.licenses_left_out == "Tier 04, Tier 05, Tier 06, Tier 07, Tier 08 and 6 others"
    assert page_of(CONFIG).licenses_left_out == ""


def test_what_tables_leave_out_is_said_beside_them() -> None:
    kinds = {"gitlab_realms/r": 15, "license_types/tier_": 5}
    files = [f"-- {kind}{number:02} --" for kind, many in kinds.items() for number in range(many)]
    page = Built(material("\n".join(("-- unit_primitives/duo_chat --", *files)))).pages["parity.html"]

    captions = [element.text for element in page.all("caption")]
    assert [it for it in captions if "Tier 04" in it] == [
        "By license and realm; every row sums to 1; left out to keep this short: Tier 04"
    ]
    assert [element.text for element in page.all("p") if element.attributes.get("class") == "left-out"] == [
        "5 more pairs are left out here; those that are shown differ as much or more."
    ]


def test_what_is_deprecated_says_so_wherever_it_is_named() -> None:
    bundles = (
        "-- add_ons/duo_pro --\n-- license_types/premium --\n-- gitlab_realms/saas --\n-- gitlab_realms/dedicated --"
    )
    stated = "cut_off_date: 2024-10-17T00:00:00Z\nadd_ons: [duo_pro]\ngitlab_realms: [saas]\ndeprecation_message: Gone."
    page = Built(material(f"-- unit_primitives/old --\n{stated}\n{bundles}")).files["parity.html"].decode()

    # Where parity fails, between two realms, and what one purchase opens.
    assert page.count(">old</code></a>") == 3
    assert page.count('>old</code></a> <span class="tag deprecated">Deprecated</span>') == 3


def test_what_is_one_purchase_away_stands_on_the_page() -> None:
    made = material(CONFIG)

    assert parity_page(made).purchases == purchases_by_realm(made)
