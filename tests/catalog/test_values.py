"""The core hands out values: nobody changes them, adds to them, or has to know the order of their fields."""

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from site_builder import catalog
from site_builder.catalog import ChangeClass, Code, Overlap

OFFERED = [getattr(catalog, name) for name in catalog.__all__]
VALUES = [it for it in OFFERED if isinstance(it, type) and is_dataclass(it) and it is not catalog.Catalog]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_a_value_cannot_be_changed_holds_its_fields_only_and_is_made_by_their_names(value: Any) -> None:
    assert value.__dataclass_params__.frozen
    assert "__dict__" not in dir(value)
    assert all(field.kw_only for field in fields(value))


def test_words_that_programs_outside_read_stay_what_they_are() -> None:
    assert [str(word) for word in Code] == [
        "free",
        "add_on",
        "missing_add_on",
        "missing_license",
        "version_too_old",
        "not_in_realm",
        "no_add_on_sells_it",
    ]
    assert [str(word) for word in Overlap] == ["apart", "same", "contained", "mostly_contained", "partial"]
    assert [str(word) for word in ChangeClass] == [
        "added",
        "gained",
        "became_free",
        "lost",
        "became_paid",
        "cut_off_moved",
        "version_raised",
        "version_lowered",
        "renamed",
        "deprecated",
        "removed",
        "facts_only",
    ]
