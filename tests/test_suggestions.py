"""The word that was likely meant, and the letters that only look right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.suggestions import Suggester, did_you_mean, foreign_letters, latin

ADD_ONS = ["duo_core", "duo_pro", "duo_enterprise", "duo_amazon_q"]
REALMS = ["saas", "self-managed", "dedicated"]
FIELDS = ["name", "milestone", "add_ons", "alias_names", "license_types", "min_gitlab_version", "min_backend_version"]


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("duo_prro", ADD_ONS, "duo_pro"),
        ("duo_rpo", ADD_ONS, "duo_pro"),
        ("Duo-Pro", ADD_ONS, "duo_pro"),
        ("enterprise", ADD_ONS, "duo_enterprise"),
        ("duo_enterprise_", ADD_ONS, "duo_enterprise"),
        ("premuim", ["premium", "ultimate"], "premium"),
        ("ultmate", ["premium", "ultimate"], "ultimate"),
        ("sass", REALMS, "saas"),
        ("Self Managed", REALMS, "self-managed"),
        ("selfmanaged", REALMS, "self-managed"),
        ("self_managed", REALMS, "self-managed"),
        ("chat_duo", ["duo_chat", "explain_code"], "duo_chat"),
        ("naem", FIELDS, "name"),
        ("milstone", FIELDS, "milestone"),
        ("addons", FIELDS, "add_ons"),
        ("min_version", FIELDS, "min_gitlab_version"),
        ("licence_types", FIELDS, "license_types"),
    ],
)
def test_the_likeliest_word_is_found(word: str, choices: list[str], meant: str) -> None:
    assert did_you_mean(word, choices) == f"did you mean '{meant}'?"


@pytest.mark.parametrize("word", ["xyz", "", "z", "kubernetes", "123"])
def test_nothing_is_found_where_nothing_is_alike(word: str) -> None:
    assert did_you_mean(word, ADD_ONS) == ""


def test_nothing_is_found_among_nothing() -> None:
    assert did_you_mean("duo_pro", []) == ""


def test_a_look_alike_letter_is_named_beside_the_word_that_was_meant() -> None:
    assert did_you_mean("du\N{CYRILLIC SMALL LETTER O}_pro", ADD_ONS) == (
        "did you mean 'duo_pro'? '\N{CYRILLIC SMALL LETTER O}' is CYRILLIC SMALL LETTER O (U+043E)"
    )


def test_a_word_of_nothing_but_look_alike_letters_is_read_as_it_looks() -> None:
    word = "\N{CYRILLIC SMALL LETTER DZE}\N{CYRILLIC SMALL LETTER A}\N{CYRILLIC SMALL LETTER A}\N{CYRILLIC SMALL LETTER DZE}"

    assert did_you_mean(word, REALMS) == (
        "did you mean 'saas'? '\N{CYRILLIC SMALL LETTER A}' is CYRILLIC SMALL LETTER A (U+0430), "
        "'\N{CYRILLIC SMALL LETTER DZE}' is CYRILLIC SMALL LETTER DZE (U+0455)"
    )


def test_at_most_three_foreign_letters_are_named() -> None:
    assert foreign_letters("żółć") == (
        "'ó' is LATIN SMALL LETTER O WITH ACUTE (U+00F3), 'ć' is LATIN SMALL LETTER C WITH ACUTE (U+0107), "
        "'ł' is LATIN SMALL LETTER L WITH STROKE (U+0142)"
    )
    assert foreign_letters("duo_pro") == ""


def test_letters_without_a_name_are_named_by_number() -> None:
    assert foreign_letters("\ue000") == "'\ue000' is unnamed (U+E000)"


def test_latin_writes_what_a_word_looks_like() -> None:
    assert (
        latin("d\N{CYRILLIC SMALL LETTER U}\N{GREEK SMALL LETTER OMICRON}_pr\N{LATIN SMALL LETTER O WITH ACUTE}")
        == "dyo_pro"
    )
    assert latin("\N{FULLWIDTH LATIN SMALL LETTER A}b") == "ab"


def test_what_was_found_once_is_remembered() -> None:
    suggester = Suggester(ADD_ONS)

    assert suggester.did_you_mean("duo_prro") is suggester.did_you_mean("duo_prro")


def test_among_thousands_of_misspelt_words_the_first_get_a_suggestion_and_the_rest_an_end() -> None:
    suggester = Suggester(f"duo_pro_{number:05}" for number in range(5_000))
    found = [suggester.did_you_mean(f"duo_prro_{number:05}") for number in range(5_000)]

    assert found[0] == "did you mean 'duo_pro_00000'?"
    assert found[-1] == ""


def test_long_words_of_one_letter_are_no_trouble() -> None:
    choices = ["a" * length for length in range(1, 300)]

    assert did_you_mean("a" * 100_000, choices) == "did you mean 'aa'?"


@given(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=5))
def test_a_suggestion_is_always_one_of_the_choices(word: str, choices: list[str]) -> None:
    found = did_you_mean(word, choices)

    assert not found.startswith("did you mean") or any(found.startswith(f"did you mean '{one}'?") for one in choices)
