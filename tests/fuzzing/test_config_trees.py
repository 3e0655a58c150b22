"""The short run over configurations: a fixed number, the same every time. `python -m tests.fuzzing configs` goes on."""

from hypothesis import given, settings

from site_builder.catalog import Catalog
from tests.fuzzing.config_trees import Damage, damaged_promised, damages, sound_promised
from tests.source.layouts.generating import catalogs


@settings(max_examples=20)
@given(catalogs())
def test_a_sound_configuration_comes_back_from_every_layout_and_has_a_site(catalog: Catalog) -> None:
    sound_promised(catalog)


@settings(max_examples=40)
@given(catalogs(), damages())
def test_a_damaged_configuration_gets_an_answer_in_every_form(catalog: Catalog, damage: tuple[Damage, ...]) -> None:
    damaged_promised(catalog, damage)
