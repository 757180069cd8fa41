"""Makes the pictures of the guides from the real, running assistant: ``python -m tests.e2e.screenshots``; they go to docs/images."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from bot.preparation import Settings, build_knowledge, train
from bot.supervisor import Stack
from tests.conftest import free_ports
from tests.e2e.serving import ROOT, chromium
from tests.e2e.talk import answered, say

IMAGES = ROOT / "docs" / "images"
CASE = (
    "Vrouw van 19, komt met haar vriend, die het woord doet en erbij wil blijven. Blauwe plekken op beide bovenarmen, slaapt slecht. "
    "Hij heeft haar paspoort. Ze mag haar geld niet zelf houden. Geen drugs."
)
INTRANET = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Intranet</title>
<style>body { font: 16px/1.6 Roboto, sans-serif; margin: 40px; color: #333 }</style></head><body>
<main><h1>Huisartsenpraktijk De Voorbeeld</h1><p>Spreekuurrooster</p><p>Verwijsafspraken</p><p>Protocollen</p></main>
<script src="/signaalwijzer/embed.js" data-title="Niet-pluisgevoel?" defer></script></body></html>"""


@contextmanager
def real_assistant() -> Iterator[str]:
    """Starts the assistant on free ports and yields its address."""
    bot_port, actions_port = free_ports(2)
    settings = Settings(var=Settings.from_environment().var, bot_port=bot_port, actions_port=actions_port)
    stack = Stack(settings, _tell, lambda _: None)
    build_knowledge(settings, _tell)
    train(settings, _tell)
    try:
        stack.start()
        yield f"http://127.0.0.1:{bot_port}"
    finally:
        stack.stop()


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")


class Camera:
    """Opens the widget, talks, and takes pictures."""

    def __init__(self, browser: Browser, base: str) -> None:
        self._browser = browser
        self._base = base

    def page(self, *, width: int = 860, height: int = 900, scheme: str = "light", path: str = "/signaalwijzer/") -> Page:
        """Opens the widget."""
        settings = {
            "viewport": {"width": width, "height": height},
            "color_scheme": scheme,
            "device_scale_factor": 1.5,
            "reduced_motion": "reduce",
        }
        page = self._browser.new_context(**settings).new_page()  # type: ignore[arg-type]
        page.route("**/intranet", lambda route: route.fulfill(body=INTRANET, content_type="text/html"))
        page.goto(self._base + path)
        return page

    def talk(self, *messages: str, **settings: object) -> Page:
        """Opens the widget and says something."""
        page = self.page(**settings)  # type: ignore[arg-type]
        for message in messages:
            say(page, message)
        return page


def take(page: Page, name: str, *, whole: bool = False) -> None:
    """Takes a picture; `whole` makes the window so high that the last message and its answer are in it."""
    if whole:
        show_last_turn(page)
    page.mouse.move(0, 0)
    page.screenshot(path=IMAGES / f"{name}.png")
    page.context.close()


def show_last_turn(page: Page) -> None:
    """Fits the window to the last answer and what it answers."""
    size = page.viewport_size
    assert size
    needed = page.locator(".turn.bot").last.evaluate("turn => turn.scrollHeight + turn.previousElementSibling.scrollHeight")
    around = page.evaluate("innerHeight - document.getElementById('log').clientHeight")
    page.set_viewport_size({"width": size["width"], "height": int(needed + around + 70)})
    page.locator(".user").last.evaluate("said => said.scrollIntoView({ block: 'start' })")


def opening(camera: Camera) -> None:
    """The page as it opens."""
    take(camera.page(height=560), "opening")


def signals(camera: Camera) -> None:
    """The signals of a case, in light and dark, and the note at a marked word."""
    for scheme, name in (("light", "signalen"), ("dark", "signalen-donker")):
        take(camera.talk(CASE, scheme=scheme), name, whole=True)
    page = camera.talk(CASE, height=620)
    page.locator(".user").last.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.user').scrollIntoView({block: 'start'})")
    page.locator(".word").nth(1).focus()
    take(page, "signaal-bij-woord")


def questions(camera: Camera) -> None:
    """The safe questions, with one answer being entered."""
    page = camera.talk(CASE, "veilige vragen")
    page.get_by_role("checkbox").first.check()
    page.locator(".note-answer").nth(1).click()
    page.get_by_role("textbox", name="Antwoord van de patiënt").fill("Mijn vriend wordt boos als ik nee zeg.")
    take(page, "veilige-vragen", whole=True)


def meldcode(camera: Camera) -> None:
    """A step, a weighing question and the outcome."""
    take(camera.talk("meldcode", "verder"), "meldcode", whole=True)
    page = camera.talk(CASE, "afwegingskader", "ja")
    page.get_by_text("Uitleg en voorbeelden").last.click()
    take(page, "afweging", whole=True)
    take(camera.talk(CASE, "afwegingskader", "ja", "ja"), "uitkomst", whole=True)


def handing_over(camera: Camera) -> None:
    """Whom to call, the note on the screen and on paper."""
    take(camera.talk(CASE, "contact"), "contact", whole=True)
    take(camera.talk(CASE, "afwegingskader", "ja", "ja", "dossiernotitie"), "dossiernotitie")
    page = camera.talk(CASE, "afwegingskader", "ja", "ja", "belscript")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Druk af").last.click()
    on_paper(page, "belscript-op-papier")


def on_paper(page: Page, name: str) -> None:
    """Takes a picture of the first sheet; pdftoppm is Debian's poppler-utils."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.pdf"
        page.pdf(path=paper, format="A4", prefer_css_page_size=True)
        subprocess.run(["pdftoppm", "-png", "-r", "80", "-singlefile", paper, IMAGES / name], check=True)
    page.context.close()


def control(camera: Camera) -> None:
    """Danger, wiping, and a bot that is gone."""
    page = camera.page(height=560)
    page.get_by_role("button", name="Acuut gevaar").click()
    answered(page)
    take(page, "acuut")
    page = camera.talk(CASE, height=560)
    page.get_by_role("button", name="Wis alles").click()
    answered(page)
    take(page, "gewist")
    page = camera.page(height=560)
    page.route("**/webhooks/**", lambda route: route.abort())
    say(page, "meldcode")
    take(page, "storing")


def small(camera: Camera) -> None:
    """The panel on an intranet page, and the widget at 320 pixels."""
    page = camera.page(width=1180, height=760, path="/intranet")
    page.get_by_role("button", name="Niet-pluisgevoel?").click()
    inside = page.frame_locator("iframe")
    inside.get_by_label("Uw bericht").fill(CASE)
    inside.get_by_label("Uw bericht").press("Enter")
    inside.locator(".card.signals").wait_for()
    take(page, "paneel-op-intranet")
    take(camera.talk(CASE, width=320, height=640), "smal")


SCENES: tuple[Callable[[Camera], None], ...] = (opening, signals, questions, meldcode, handing_over, control, small)


def main(addresses: list[str]) -> None:
    """Takes all pictures, of the assistant at the address given or of one that is started for it."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    if not addresses:
        with real_assistant() as base:
            main([base])
        return
    with chromium() as browser:
        camera = Camera(browser, addresses[0])
        for scene in SCENES:
            scene(camera)


if __name__ == "__main__":
    main(sys.argv[1:])
