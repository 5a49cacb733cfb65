"""The page in a real browser: Debian's Chromium, without a screen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from geotimeline.interfaces.entries import State
from tests.faults.conftest import home, run, server
from tests.serve.conftest import event_text
from tests.watch.test_http import link, web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.conftest import Home
    from tests.serve.conftest import Served
    from tests.watch.test_http import Web

__all__ = ["home", "link", "run", "server", "web"]  # the fixtures

CHROMIUM = shutil.which("chromium")
PATIENT = 120_000  # milliseconds
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Page = Any  # Playwright's, which may be missing

VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
    (event) => window.violations.push(event.violatedDirective));
"""
CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = (colour) => numbers(colour).slice(0, 3)
    .map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((numbers(colour)[3] ?? 1) === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = [...document.body.querySelectorAll("*")].filter((one) =>
    one.checkVisibility() && !one.closest("svg, script") &&
    [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return texts.map((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))];
    return [one.textContent.trim().slice(0, 40),
            (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
}"""
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  return [one.getAttribute("aria-label") || one.textContent,
          style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium, for all tests of this file."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed"
    )
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=CHROMIUM, args=[*SWITCHES], timeout=PATIENT
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Page]]:  # noqa: ANN401 (the same)
    """Open a page: visit(url, color_scheme="dark", width=360)."""
    contexts = []

    def call(url: str, *, width: int = 1200, **wishes: object) -> Page:
        viewport = {"width": width, "height": 800}
        contexts.append(browser.new_context(viewport=viewport, **wishes))
        contexts[-1].set_default_timeout(PATIENT)
        page = contexts[-1].new_page()
        page.add_init_script(VIOLATIONS)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(url)
        return page

    yield call
    for context in contexts:
        context.close()


@pytest.fixture
def home_page(site: Served) -> str:
    """Serve the folder; give the address of the page."""
    return f"http://127.0.0.1:{site.port}/"


def test_it_breaks_no_rule_of_its_own_and_asks_no_other_host(
    home_page: str, visit: Callable[..., Page]
) -> None:
    page = visit(home_page)

    assert page.title() == "Calendars to subscribe to"
    assert page.evaluate("window.violations") == []
    assert page.asked == [home_page]


def test_markup_that_came_in_could_run_and_load_nothing(
    home_page: str, visit: Callable[..., Page]
) -> None:
    page = visit(home_page)

    page.evaluate(
        """() => document.body.insertAdjacentHTML("beforeend",
        `<img src="http://127.0.0.1:9/x" onerror="window.ran = 1">
         <p style="color: red" onclick="window.ran = 1" id="bait">bait</p>`)"""
    )
    page.click("#bait")

    # Violations are told in their own time.
    page.wait_for_function(
        """() => ["img-src", "script-src-attr", "style-src-attr"].every(
        (one) => window.violations.includes(one))"""
    )
    assert page.evaluate("window.ran") is None


def test_the_button_copies_the_address(
    home_page: str, visit: Callable[..., Page]
) -> None:
    page = visit(home_page, permissions=["clipboard-read", "clipboard-write"])

    page.click("text=Copy address >> nth=1")
    page.get_by_text("Copied", exact=True).wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{home_page}feeds/visits.ics"


def test_where_it_may_not_copy_it_selects_the_address(
    home_page: str, visit: Callable[..., Page]
) -> None:
    page = visit(home_page, permissions=[])
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")

    page.click("text=Copy address >> nth=1")
    page.get_by_text("copy it with").wait_for()

    assert page.evaluate("String(getSelection())") == f"{home_page}feeds/visits.ics"


def test_without_scripts_there_are_the_links_and_no_button_that_does_nothing(
    home_page: str, visit: Callable[..., Page]
) -> None:
    page = visit(home_page, java_script_enabled=False)

    assert page.locator("button:visible").count() == 0
    assert page.locator("a.main:visible").count() == 2


def test_all_of_it_is_reached_by_keyboard_and_the_place_is_seen(
    home_page: str, visit: Callable[..., Page]
) -> None:
    page = visit(home_page)
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))

    names = [name for name, _ in reached]
    assert names[:4] == [
        "Open Timeline in a calendar",
        "Copy the address of Timeline",
        f"{home_page}feeds/all.ics",
        "Open Timeline with windows at full length",
    ]
    assert names[4] == "Open Visits in a calendar"
    assert all(is_seen for _, is_seen in reached)


def test_it_has_landmarks_a_language_and_names_for_what_is_drawn(
    home_page: str, visit: Callable[..., Page]
) -> None:
    page = visit(home_page)

    assert page.locator("html").get_attribute("lang") == "en"
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    assert page.get_by_role("article", name="Visits").count() == 1
    assert page.get_by_role("img", name="QR code of the address of Visits").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(
    home_page: str, visit: Callable[..., Page], scheme: str
) -> None:
    contrasts = visit(home_page, color_scheme=scheme).evaluate(CONTRASTS)

    assert len(contrasts) > 20
    assert [one for one in contrasts if one[1] < 4.5] == []


def test_light_and_dark_follow_the_reader(
    home_page: str, visit: Callable[..., Page]
) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = (
        visit(home_page, color_scheme=scheme).evaluate(ground)
        for scheme in ("light", "dark")
    )

    assert light != dark


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_sticks_out_on_a_small_screen(
    site: Served, home_page: str, visit: Callable[..., Page], width: int
) -> None:
    site.write("events/long.yaml", event_text("2025-12-09", title="Long" * 40))
    long_name = "n" * 80
    feed = f"{{title: {'Longer' * 30}, description: {'d' * 90}, match: type:visit}}"
    site.write("alerts/feeds.yaml", f"feeds: {{{long_name}: {feed}}}\n")

    page = visit(home_page, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(f"text={long_name} >> visible=true").count() >= 1


def test_what_is_not_there_has_a_page_of_the_same_look(
    home_page: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{home_page}nothing", color_scheme="dark")

    assert page.get_by_role("heading", level=1).inner_text() == "There is nothing here"
    assert page.evaluate("window.violations") == []
    assert [one for one in page.evaluate(CONTRASTS) if one[1] < 4.5] == []


def test_a_reminder_is_acknowledged_by_the_button_of_its_page(
    home: Home, web: Web, link: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"http://127.0.0.1:{web.port}{link}")

    page.get_by_role("button", name="Acknowledge").click()
    page.get_by_text("Acknowledged").wait_for()

    assert page.evaluate("window.violations") == []
    assert [entry.state for entry in home.entries()] == [State.ACKED]
