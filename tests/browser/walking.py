"""A walk through a page by key: where the focus goes, and whether a reader sees it there."""

from typing import Any

from playwright.sync_api import Page

# Remembers each element that gets the focus, and whether a reader could see it and its outline.
REMEMBER = """
window.focused = [];
document.addEventListener('focusin', ({ target }) => {
    const box = target.getClientRects()[0]; // of a link over two lines the first
    const top = Math.max(box.top, 0), height = Math.min(box.bottom, innerHeight) - top; // of what is longer than the window the part in it
    const places = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]]
        .map(([x, y]) => [box.left + box.width * x, top + height * y]);
    const seen = places.map(([x, y]) => document.elementFromPoint(x, y));
    const style = getComputedStyle(target);
    window.focused.push({
        element: target,
        isSeen: seen.some(top => top && (target.contains(top) || top.contains(target) && top.closest('a, svg'))),
        hasOutline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
    });
});
"""
# In the order of the page; a closed fold hides what is in it, and only one of a group of choices is a stop.
STOPS = """
() => Array.from(document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]'))
    .filter(element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }))
    .filter(element => element.tagName !== 'SUMMARY' || element === element.parentElement.querySelector('summary'))
"""
WALK = f"""() => {{
    const stops = ({STOPS})();
    const name = element => element.outerHTML.slice(0, 120);
    return {{
        expected: stops.map(name),
        visited: window.focused.map(({{ element }}) => name(element)),
        unseen: window.focused.filter(({{ isSeen }}) => !isSeen).map(({{ element }}) => name(element)),
        bare: window.focused.filter(({{ hasOutline }}) => !hasOutline).map(({{ element }}) => name(element)),
    }};
}}"""


def walked(page: Page, key: str, times: int | None = None) -> dict[str, Any]:
    """What happens to somebody who presses the key so many times, or until every stop was passed once."""
    page.evaluate(REMEMBER)
    for _ in range(times or page.evaluate(f"({STOPS})().length")):
        page.keyboard.press(key)
    walk: dict[str, Any] = page.evaluate(WALK)
    return walk


def unseen_on_the_way_up(page: Page) -> list[str]:
    """What has the focus out of sight while a reader goes back through a long table, from the name in its last row."""
    page.locator("tr[data-row] th a").last.focus()
    walk = walked(page, "Shift+Tab", times=80)
    assert len(walk["visited"]) == 80
    unseen: list[str] = walk["unseen"]
    return unseen
