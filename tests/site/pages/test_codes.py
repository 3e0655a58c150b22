"""The page of codes: every code once, in its family, with what `site-builder explain` tells."""

from site_builder.explanations import EXPLANATIONS
from site_builder.problems import CODES, Severity
from site_builder.site import Link
from site_builder.site.pages.codes import FAMILIES, Block, Code, codes_page
from tests.site.making import material

PAGE = codes_page(material("-- unit_primitives/duo_chat --\n"))


def test_every_code_stands_in_its_family_by_number() -> None:
    assert [family.title for family in PAGE.families] == list(FAMILIES.values())
    assert [code.code for family in PAGE.families for code in family.codes] == list(EXPLANATIONS)
    assert all(code.code[1] == family.digit for family in PAGE.families for code in family.codes)
    assert PAGE.description == f"{len(CODES)} codes: what each means, why it matters, an example, and the fix."


def test_a_code_has_its_example_beside_the_same_repaired() -> None:
    (found,) = (code for family in PAGE.families for code in family.codes if code.code == "E302")

    assert found == Code(
        code="E302",
        title="Names that look alike",
        severity=Severity.ERROR,
        meaning=(
            (
                "Two entities of a kind have one name, or names that differ in nothing that a reader, or a file system, could see. "
                "Or one is to be renamed to what something of another kind is called, which has another title in "
            ),
            "site.yml",
            ".",
        ),
        harm=(
            (
                "On Windows and macOS one file takes the place of the other, and one entity is gone. "
                "A title is for a name: both would have the one that is there."
            ),
        ),
        example=(
            Block(
                caption="in a terminal",
                is_file=False,
                text="site-builder add service duo_chat --unit-primitives duo_chat --no-input\n"
                "site-builder add service duo_chat --unit-primitives explain_code --no-input\n",
            ),
        ),
        repaired=(
            Block(
                caption="in a terminal",
                is_file=False,
                text="site-builder add service duo_chat --unit-primitives duo_chat --no-input\n"
                "site-builder add service explain_code --unit-primitives explain_code --no-input\n",
            ),
        ),
        fix=(
            "Give one of the two another name, or change the one that is there: ",
            "site-builder update",
            " does it.",
        ),
    )


def test_it_leads_back_to_what_was_found() -> None:
    assert PAGE.problems == Link(text="what is found in this catalog", address="problems.html")
    assert PAGE.trail == (Link(text="Problems", address="problems.html"),)
