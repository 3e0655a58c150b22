"""What one more purchase would open, as tables that stay small: those that bring most, and a count of the rest."""

from site_builder.site import Link
from site_builder.site.bounds import MOST_IN_CELL
from site_builder.site.named import Names, some
from site_builder.site.purchase_tables import (
    MOST_ADD_ONS,
    MOST_LICENSES,
    MOST_OFFERS,
    Gain,
    LicensePurchases,
    OfferRow,
    PurchaseRow,
    RealmPurchases,
    purchases_by_realm,
)
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_core, duo_pro]
    -- unit_primitives/explain_code --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    license_types: [premium, ultimate]
    -- unit_primitives/resolve_vulnerability --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    license_types: [ultimate]
    -- unit_primitives/free_use --
    license_types: [ultimate]
    -- unit_primitives/not_sold --
    cut_off_date: 2024-10-17T00:00:00Z
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- add_ons/duo_enterprise --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/self-managed --
    """
ULTIMATE = Link(text="Ultimate", address="license_types/ultimate.html")


def offer(opened_by: str, steps: int, *names: str) -> OfferRow:
    links = tuple(Link(text=name, address=f"unit_primitives/{name}.html", code=True) for name in names)
    shown = Names(links=links, deprecated=frozenset(), more=0)
    return OfferRow(opened_by=opened_by, steps=steps, count=len(names), names=shown)


def row(held: str, page: str, works: int, *gains: int | None) -> PurchaseRow:
    found = tuple(None if gain is None else Gain(opens=gain) for gain in gains)
    return PurchaseRow(held=Link(text=held, address=f"check/{page}/self-managed.html"), works=works, gains=found)


def test_what_to_add_in_a_realm() -> None:
    assert purchases_by_realm(material(CONFIG)) == (
        RealmPurchases(
            realm=Link(text="Self-managed", address="gitlab_realms/self-managed.html"),
            licenses=(
                LicensePurchases(
                    license=Link(text="Premium", address="license_types/premium.html"),
                    works=0,
                    one_away=3,
                    two_away=1,
                    closed=1,
                    offers=(
                        offer("Duo Core or Duo Pro", 1, "duo_chat"),
                        offer("Duo Pro", 1, "explain_code"),
                        offer("Ultimate", 1, "free_use"),
                        offer("Ultimate with Duo Pro", 2, "resolve_vulnerability"),
                    ),
                    more_offers=0,
                ),
                LicensePurchases(
                    license=ULTIMATE,
                    works=1,
                    one_away=3,
                    two_away=0,
                    closed=1,
                    offers=(
                        offer("Duo Pro", 1, "explain_code", "resolve_vulnerability"),
                        offer("Duo Core or Duo Pro", 1, "duo_chat"),
                    ),
                    more_offers=0,
                ),
            ),
            bought=(
                Link(text="Duo Core", address="add_ons/duo_core.html"),
                Link(text="Duo Pro", address="add_ons/duo_pro.html"),
                ULTIMATE,
            ),
            rows=(
                row("Premium, no add-on", "premium/no-add-on", 0, 1, 2, 1),
                row("Premium and Duo Core", "premium/duo_core", 1, None, 1, 1),
                row("Premium and Duo Pro", "premium/duo_pro", 2, 0, None, 2),
                row("Ultimate, no add-on", "ultimate/no-add-on", 1, 1, 3, None),
                row("Ultimate and Duo Core", "ultimate/duo_core", 2, None, 2, None),
                row("Ultimate and Duo Pro", "ultimate/duo_pro", 4, 0, None, None),
            ),
            without_effect="Duo Enterprise would open none",
            left_out="",
        ),
    )


def test_a_license_that_opens_something_only_with_an_add_on_has_a_column() -> None:
    config = CONFIG.replace("-- unit_primitives/free_use --\n    license_types: [ultimate]\n", "")
    (found,) = purchases_by_realm(material(config))

    assert [link.text for link in found.bought] == ["Duo Core", "Duo Pro", "Ultimate"]
    assert [(it.held.text, it.gains[-1]) for it in found.rows[:3]] == [
        ("Premium, no add-on", Gain(opens=0)),
        ("Premium and Duo Core", Gain(opens=0)),
        ("Premium and Duo Pro", Gain(opens=1)),
    ]


def test_of_another_license_it_is_told_how_many_it_ends() -> None:
    terms = {"duo_chat": "premium", "explain_code": "premium", "free_use": "ultimate"}
    files = [f"-- unit_primitives/{name} --\nlicense_types: [{license}]\n" for name, license in terms.items()]
    files += ["-- unit_primitives/sold --\nlicense_types: [premium]\nadd_ons: [duo_pro]\n"]
    files += ["cut_off_date: 2024-10-17T00:00:00Z\n-- add_ons/duo_pro --\n"]
    files += ["-- license_types/premium --\n-- license_types/ultimate --\n-- gitlab_realms/saas --\n"]

    (found,) = purchases_by_realm(material("".join(files)))

    assert [link.text for link in found.bought] == ["Duo Pro", "Premium", "Ultimate"]
    assert [(it.held.text, it.works, it.gains) for it in found.rows] == [
        ("Premium, no add-on", 2, (Gain(opens=1), None, Gain(opens=1, ends=2))),
        ("Premium and Duo Pro", 3, (None, None, Gain(opens=1, ends=3))),
        ("Ultimate, no add-on", 1, (Gain(opens=0), Gain(opens=2, ends=1), None)),
        ("Ultimate and Duo Pro", 1, (None, Gain(opens=3, ends=1), None)),
    ]


def test_of_an_add_on_that_opens_something_for_a_license_that_is_left_out_not_more_is_said_than_is_true() -> None:
    licenses = [f"tier_{number}" for number in range(MOST_LICENSES + 1)]
    files = [f"-- license_types/{name} --\n" for name in licenses]
    files += [f"-- add_ons/{name} --\n" for name in ("duo_pro", "duo_last")]
    terms = {
        "some": f"[duo_pro]\nlicense_types: [{licenses[0]}]",
        "other": f"[duo_last]\nlicense_types: [{licenses[-1]}]",
    }
    files += [
        f"-- unit_primitives/{name} --\ncut_off_date: 2024-10-17T00:00:00Z\nadd_ons: {it}\n"
        for name, it in terms.items()
    ]

    (found,) = purchases_by_realm(material("".join([*files, "-- gitlab_realms/saas --\n"])))

    assert (found.without_effect, found.left_out) == ("Duo last would open none with these licenses", "")


def test_however_many_bundles_there_are_the_tables_stay_small_and_say_what_they_leave_out() -> None:
    add_ons = [f"extra_{number:02}" for number in range(20)]
    files = [f"-- add_ons/{name} --\n" for name in (*add_ons, *(f"idle_{number:02}" for number in range(12)))]
    files += [f"-- license_types/tier_{number} --\n" for number in range(10)]
    for size, name in enumerate(add_ons, start=1):
        files += [
            f"-- unit_primitives/p_{name}_{number} --\ncut_off_date: 2024-10-17T00:00:00Z\nadd_ons: [{name}]\n"
            for number in range(size + MOST_IN_CELL)
        ]

    (found,) = purchases_by_realm(material("".join([*files, "-- gitlab_realms/saas --\n"])))

    assert len(found.licenses) == MOST_LICENSES
    assert [link.text for link in found.bought] == [f"Extra {number}" for number in range(14, 20)]
    assert len(found.rows) == MOST_LICENSES * (1 + MOST_ADD_ONS)
    assert found.left_out == "Extra 00, Extra 01, Extra 02, Extra 03, Extra 04 and 9 others"
    assert (
        found.without_effect
        == "Idle 00, Idle 01, Idle 02, Idle 03, Idle 04 and 7 others would open none with these licenses"
    )
    first = found.licenses[0]
    assert len(first.offers) == MOST_OFFERS
    assert (first.offers[0].count, first.offers[0].names.more) == (20 + MOST_IN_CELL, 20)
    assert sum(shown.count for shown in first.offers) + first.more_offers == first.one_away


def test_names_are_links_up_to_a_number_and_the_rest_is_counted() -> None:
    files = (f"-- unit_primitives/name_{number:02} --\n" for number in range(MOST_IN_CELL + 3))
    made = material("".join((*files, "-- unit_primitives/old --\ndeprecation_message: Gone.\n")))

    found = some(made.catalog.unit_primitives.names[:-1], made, MOST_IN_CELL)

    assert (len(found.links), found.deprecated, found.more) == (MOST_IN_CELL, frozenset(), 3)
    assert some(["old"], made).deprecated == {"old"}
    assert some([], made) == Names(links=(), deprecated=frozenset(), more=0)
