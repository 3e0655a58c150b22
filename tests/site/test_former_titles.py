"""Titles of what is gone: whose they are, and what is told apart from what has them now."""

from datetime import UTC, datetime

import pytest

from site_builder.catalog import AddOn, BackendService, Edit, Entity, LicenseType, Pair, Record, UnitPrimitive
from site_builder.site import Titles, titles_of_gone


def add_on(name: str) -> AddOn:
    return AddOn(name=name)


def primitive(name: str) -> UnitPrimitive:
    return UnitPrimitive(
        name=name, description="", group="group::a", feature_category="b", documentation_url="https://docs.gitlab.com/"
    )


def past(beginning: tuple[Entity, ...], *edits: tuple[Pair, ...]) -> Record:
    made = (
        Edit(id=str(place), moment=datetime(2026, 1, 1 + place, tzinfo=UTC), subject="", entities=pairs)
        for place, pairs in enumerate(((), *edits))
    )
    return Record(beginning=beginning, edits=tuple(made))


GATEWAY = BackendService(name="duo_pro")
PRO, SEATS, OTHER = add_on("duo_pro"), add_on("duo_seats"), add_on("other")
EVER = (("duo_pro", "Duo Pro"),)


@pytest.mark.parametrize(
    ("record", "today", "there", "ever", "called"),
    [
        pytest.param(past((PRO,), ((PRO, None),)), {}, (OTHER,), EVER, "Duo Pro", id="its own"),
        pytest.param(past((PRO,), ((PRO, None),)), {}, (OTHER,), (), "Duo pro", id="none"),
        pytest.param(
            past((PRO,), ((PRO, None),)), {}, (OTHER,), (*EVER, ("duo_pro", "Pro")), "Duo pro", id="one of two"
        ),
        pytest.param(
            past((PRO,), ((PRO, None), (None, SEATS))),
            {"duo_seats": "Duo Pro"},
            (SEATS,),
            EVER,
            "the former Duo Pro",
            id="that of another by now",
        ),
        pytest.param(
            past((PRO,), ((PRO, SEATS),)), {"duo_seats": "Duo Pro"}, (SEATS,), EVER, "Duo Pro", id="kept with a rename"
        ),
        pytest.param(
            past((PRO,), ((PRO, SEATS),)), {"duo_seats": "Seats"}, (SEATS,), EVER, "Duo pro", id="another with a rename"
        ),
        pytest.param(
            past((PRO,), ((PRO, SEATS),), ((None, PRO),), ((PRO, None),)),
            {"duo_seats": "Duo Pro"},
            (SEATS,),
            EVER,
            "the former Duo pro",
            id="of a name that was used again",
        ),
        pytest.param(
            past((PRO,), ((PRO, None), (None, SEATS)), ((SEATS, None),)),
            {},
            (OTHER,),
            (*EVER, ("duo_seats", "Duo Pro")),
            "Duo pro",
            id="that of another that is gone",
        ),
        pytest.param(
            past((PRO, GATEWAY), ((PRO, None), (GATEWAY, None))),
            {},
            (OTHER,),
            EVER,
            "Duo pro",
            id="of either of two kinds",
        ),
        pytest.param(
            past((PRO, GATEWAY), ((PRO, None),)),
            {},
            (GATEWAY,),
            EVER,
            "the former Duo pro",
            id="perhaps of another kind",
        ),
        pytest.param(
            past((PRO,), ((PRO, None),), ((None, PRO),), ((PRO, None), (None, LicenseType(name="duo_pro")))),
            {"duo_pro": "GitLab Pro"},
            (LicenseType(name="duo_pro"),),
            (),
            "Duo pro",
            id="of a name that was used again and then by another kind",
        ),
        pytest.param(
            past((PRO, GATEWAY), ((PRO, None), (GATEWAY, None), (None, LicenseType(name="duo_pro")))),
            {"duo_pro": "GitLab Pro"},
            (LicenseType(name="duo_pro"),),
            (),
            "Duo pro",
            id="of either of two kinds and then of a third",
        ),
        pytest.param(
            past((PRO, GATEWAY), ((PRO, None),)),
            {"duo_pro": "Gateway"},
            (GATEWAY,),
            (*EVER, ("duo_pro", "Gateway")),
            "Duo pro",
            id="of another kind by now",
        ),
        pytest.param(
            past((PRO, GATEWAY), ((PRO, None),)),
            {"duo_pro": "Duo Pro"},
            (GATEWAY,),
            EVER,
            "the former Duo pro",
            id="also of another kind all the time",
        ),
        pytest.param(
            past((PRO, GATEWAY), ((PRO, None), (None, SEATS))),
            {"duo_pro": "Duo Pro", "duo_seats": "Duo Pro"},
            (SEATS, GATEWAY),
            EVER,
            "the former Duo pro",
            id="beside another kind with its name",
        ),
        pytest.param(
            past((PRO,), ((PRO, SEATS),), ((None, GATEWAY),)),
            {"duo_pro": "Gateway", "duo_seats": "Duo Seats"},
            (SEATS, GATEWAY),
            (*EVER, ("duo_pro", "Gateway")),
            "Duo Seats",
            id="that of today of what was renamed before another kind came by its name",
        ),
        pytest.param(
            past((PRO,), ((PRO, SEATS),), ((SEATS, None), (None, GATEWAY))),
            {"duo_pro": "Gateway"},
            (GATEWAY,),
            (*EVER, ("duo_pro", "Gateway")),
            "Duo pro",
            id="none of what was renamed and is gone",
        ),
        pytest.param(
            past((PRO, SEATS), ((PRO, None), (SEATS, None))),
            {"duo_pro": "Duo", "duo_seats": "Duo"},
            (OTHER,),
            (("duo_pro", "Duo"), ("duo_seats", "Duo")),
            "Duo pro",
            id="that of another that is gone, which the table still has",
        ),
        pytest.param(
            past((PRO, add_on("duo")), ((PRO, None), (add_on("duo"), None))),
            {},
            (OTHER,),
            (("duo_pro", "DUO"),),
            "Duo pro",
            id="the name of another that is gone",
        ),
        pytest.param(
            past((PRO, SEATS), ((SEATS, OTHER),), ((PRO, SEATS),), ((None, GATEWAY),)),
            {"duo_seats": "Duo Seats", "other": "Other"},
            (SEATS, OTHER, GATEWAY),
            (),
            "Duo Seats",
            id="that of what it became, and not of what that became before",
        ),
        pytest.param(
            past((PRO,), ((PRO, SEATS),), ((SEATS, None), (None, SEATS), (None, GATEWAY))),
            {"duo_seats": "Duo Seats"},
            (SEATS, GATEWAY),
            (),
            "the former Duo pro",
            id="none of what is gone while another has the name that it had last",
        ),
        pytest.param(
            past((PRO, add_on("x")), ((PRO, SEATS), (add_on("x"), add_on("y"))), ((SEATS, None), (add_on("y"), None))),
            {"duo_seats": "Duo Pro", "y": "Duo Pro"},
            (OTHER,),
            (*EVER, ("duo_seats", "Duo Pro"), ("x", "Duo Pro"), ("y", "Duo Pro")),
            "Duo seats",
            id="what it became, where others that are gone had its title too",
        ),
        pytest.param(
            past((PRO, SEATS), ((PRO, None), (SEATS, None)), ((None, GATEWAY),)),
            {"duo_pro": "Gateway"},
            (GATEWAY,),
            (("duo_pro", "Gateway"), ("duo_seats", "Duo Pro")),
            "Duo pro",
            id="beside another that is gone and was called as its name is read",
        ),
        pytest.param(
            past((PRO,), ((PRO, None),), ((None, GATEWAY),)),
            {"duo_pro": "Gateway"},
            (GATEWAY,),
            (("duo_pro", "Gateway"),),
            "Duo pro",
            id="none, and another kind has come by its name",
        ),
        pytest.param(
            past(
                (PRO, primitive("duo_pro")),
                ((primitive("duo_pro"), primitive("chat")),),
                ((PRO, SEATS),),
            ),
            {"duo_seats": "Duo Pro"},
            (SEATS,),
            EVER,
            "Duo Pro",
            id="beside another kind that had another name",
        ),
    ],
)
def test_what_is_gone_is_called_by_the_title_that_was_its_own(
    record: Record, today: dict[str, str], there: tuple[Entity, ...], ever: tuple[tuple[str, str], ...], called: str
) -> None:
    titles = titles_of_gone(today, record, there, ever)

    assert Titles(today, titles).of(PRO) == called
    assert [Titles(today, titles).of(entity) for entity in there] == [Titles(today).of(entity) for entity in there]


def test_customers_without_a_license_are_called_by_no_title_of_the_past() -> None:
    free, later = LicenseType(name="free"), LicenseType(name="gitlab_free")
    record = past((free,), ((free, None), (None, later)))

    today = {"gitlab_free": "Free"}
    titles = titles_of_gone(today, record, (later,), (("free", "Free until 2025"),))

    assert Titles(today, titles).one("license_type", "free") == "Free"
