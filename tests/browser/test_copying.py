"""Copy buttons: what they promise is in the clipboard, and they say so, also where the browser has no new clipboard."""

from playwright.sync_api import Page, expect

from tests.browser.visiting import LIST, Visit

WITHOUT_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })"
REFUSING = "Clipboard.prototype.writeText = () => Promise.reject(new Error('no')); document.execCommand = () => false"


def pasted(page: Page) -> str:
    """What a reader gets who pastes into a text field."""
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste', ariaLabel: 'Paste' }))"
    )
    page.locator("#paste").press("Control+V")
    return page.locator("#paste").input_value()


def test_the_link_is_the_address_with_every_choice(visit: Visit) -> None:
    page = visit(f"{LIST}?add_ons=duo_pro")
    page.locator("#facets input[name=q]").fill("chat")
    button = page.locator("[data-copy=location]")
    expect(button).to_have_text("Copy link")
    button.click()

    expect(button).to_have_text("Copied")
    expect(page.locator("body > [role=status]")).to_have_text("Copied")
    assert pasted(page) == page.url
    assert page.url.endswith(f"{LIST}?q=chat&add_ons=duo_pro")


def test_a_bundle_is_copied_as_markdown(visit: Visit) -> None:
    page = visit("add_ons/duo_core.html")
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()

    text = pasted(page)
    assert text.startswith("## Duo Core (`duo_core`)\n")
    assert "\n| `duo_chat` | With an add-on, since 17 Oct 2024 | Duo Core, Duo Pro, Duo Enterprise |" in text


def test_yaml_is_copied_as_it_stands(visit: Visit) -> None:
    page = visit("schema/unit_primitive.html")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert pasted(page) == page.locator("#example-file").text_content()

    page = visit("services/duo_chat.html")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    text = pasted(page)
    assert text == page.locator("#legacy-yaml").text_content()
    assert "duo_chat" in text


def test_pressing_twice_does_not_leave_the_wrong_label(visit: Visit) -> None:
    page = visit(LIST)
    button = page.locator("[data-copy=location]")
    button.click()
    button.click()

    expect(button).to_have_text("Copied")
    expect(button).to_have_text("Copy link")


def test_an_older_browser_copies_too_and_keeps_the_focus(visit: Visit) -> None:
    page = visit(LIST)
    page.evaluate(WITHOUT_CLIPBOARD)
    button = page.locator("[data-copy=location]")
    button.press("Enter")

    expect(button).to_have_text("Copied")
    expect(button).to_be_focused()
    assert pasted(page) == page.url


def test_a_refusal_is_said(visit: Visit) -> None:
    page = visit(LIST)
    page.evaluate(REFUSING)
    page.locator("[data-copy=location]").click()

    expect(page.locator("[data-copy=location]")).to_have_text("Not copied")
    expect(page.locator("body > [role=status]")).to_have_text("Not copied")
