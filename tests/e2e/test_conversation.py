"""What a doctor sees and can press, card by card."""

from __future__ import annotations

from collections.abc import Callable
from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.e2e.answers import CASE, CHECKLIST, NOTE_TEXT
from tests.e2e.talk import answered, say, turns


def test_the_recognised_words_are_marked_each_with_its_status(page: Page) -> None:
    say(page, CASE)

    assert page.locator(".user .mark.present .word").evaluate_all("words => words.map(word => word.firstChild.data)") == [
        "19 jaar", "met haar vriend", "Blauwe plekken", "heeft haar paspoort"]  # fmt: skip
    expect(page.locator(".user .mark.uncertain")).to_contain_text("eet slecht")
    expect(page.locator(".user .mark.absent")).to_contain_text("drugs")
    expect(page.locator(".user .said")).to_contain_text("signaal: Leeftijd 12 tot en met 24 jaar")


def test_hovering_a_marked_word_shows_its_signal_and_escape_hides_it(page: Page) -> None:
    say(page, CASE)

    page.locator(".word", has_text="Blauwe plekken").hover()

    expect(page.locator(".tip")).to_be_visible()
    expect(page.locator(".tip")).to_contain_text("Verwondingen die op mishandeling kunnen wijzen")
    expect(page.locator(".tip")).to_contain_text("Fysieke indicatoren")
    page.locator(".tip").hover()
    expect(page.locator(".tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_be_hidden()


def test_focus_on_a_marked_word_shows_its_signal_and_enter_leads_to_it(page: Page) -> None:
    say(page, CASE)
    page.locator(".word", has_text="drugs").focus()

    expect(page.locator(".tip")).to_contain_text("Ontkend of niet aan de orde")
    page.keyboard.press("Enter")

    expect(page.locator(".signal:focus")).to_contain_text("(Veelvuldig) drugsgebruik")
    expect(page.locator(".tip")).to_be_hidden()


def test_signals_stand_in_groups_and_denied_ones_apart(page: Page) -> None:
    say(page, CASE)

    groups = page.locator(".signals .group")
    assert groups.locator("h3").all_inner_texts() == [
        "Fysieke indicatoren", "Contextuele indicatoren", "Verhoogd risico", "Ontkend of niet aan de orde"]  # fmt: skip
    expect(groups.nth(0).locator("li")).to_have_count(2)
    expect(groups.nth(3)).to_contain_text("(Veelvuldig) drugsgebruik")
    expect(page.locator(".signals .forms")).to_have_text("Dit kan wijzen op Seksuele uitbuiting of Arbeidsuitbuiting")


def test_nothing_is_said_twice_and_nothing_is_left_out(page: Page) -> None:
    say(page, CASE)

    card = page.locator(".card.signals")
    expect(card).to_contain_text("Een andere oorzaak blijft mogelijk")
    expect(card).to_contain_text("Dit is geen conclusie")
    assert (
        page.locator(".turn.bot").inner_text().count("‘Blauwe plekken’") + page.locator(".turn.bot q", has_text="Blauwe plekken").count()
        == 1
    )
    expect(
        page.locator(".turn.bot", has_text="Bedoelt u dat zij te weinig te eten krijgt?").get_by_text("te weinig te eten")
    ).to_have_count(1)


def test_an_unsure_signal_is_settled_in_place(page: Page, backend: str) -> None:
    say(page, CASE)

    page.get_by_role("group", name="Klopt dit: Ondervoeding?").get_by_role("button", name="Ja").click()
    answered(page)

    assert turns(backend)[-1] == "signaal ondervoeding ja"
    expect(page.locator(".user").last).to_contain_text("Ondervoeding: ja.")
    expect(page.locator(".fold[open] .tag.unsure")).to_have_count(0)
    expect(page.locator(".settle")).to_have_count(0)


def test_an_older_picture_folds_when_a_newer_one_comes(page: Page) -> None:
    say(page, CASE)
    say(page, CASE)

    folds = page.locator(".signals .fold")
    expect(folds.nth(0)).not_to_have_attribute("open", "")
    expect(folds.nth(1)).to_have_attribute("open", "")


def test_safe_questions_are_ticked_off(page: Page) -> None:
    say(page, "veilige vragen")

    page.get_by_role("checkbox", name="Wat gebeurt er als u nee zegt?").check()

    expect(page.locator(".progress")).to_have_text("1 van 4 gesteld")
    assert page.locator(".questions legend").all_inner_texts() == ["Omstandigheden", "Dwang", "Betaling"]


def test_an_answer_is_entered_at_its_question(page: Page, backend: str) -> None:
    say(page, CASE)
    say(page, "veilige vragen")

    page.get_by_role("button", name="Noteer het antwoord op: Wie regelt het geld voor u?").click()
    page.get_by_role("textbox", name="Antwoord van de patiënt").fill("mijn vriend krijgt het")
    page.keyboard.press("Enter")
    answered(page)

    assert turns(backend)[-1] == "antwoord geld: mijn vriend krijgt het"
    expect(page.locator(".questions .given")).to_have_text("Genoteerd: mijn vriend krijgt het")
    expect(page.locator(".progress")).to_have_text("1 van 4 gesteld")
    said = page.locator(".user").last
    expect(said.locator(".about")).to_have_text("Antwoord op ‘Wie regelt het geld voor u?’")
    expect(said.locator(".word")).to_contain_text("mijn vriend krijgt het")
    expect(page.locator(".signal", has_text="beheert of krijgt het geld").locator(".tag.fresh")).to_have_text("nieuw")


def test_the_meldcode_is_a_bar_of_five_steps_that_can_be_pressed(page: Page, backend: str) -> None:
    say(page, "meldcode")

    steps = page.locator(".steps > li")
    expect(steps).to_have_count(5)
    expect(page.locator(".steps [aria-current=step]")).to_contain_text("Advies")
    expect(page.locator(".card.meldcode .tick")).to_have_text(CHECKLIST)
    page.get_by_role("button", name="Ga naar stap 4, Overleg").click()
    answered(page)

    assert turns(backend)[-1] == "meldcode stap 4"
    expect(page.locator(".user").last).to_contain_text("Meldcode, stap 4")


def test_the_afwegingskader_is_drawn_with_the_path_and_the_place(page: Page) -> None:
    say(page, "afwegingskader")

    drawing = page.get_by_role("img", name="Het afwegingskader; u bent bij vraag 2")
    expect(drawing.locator(".node.now")).to_contain_text("Veiligheid")
    expect(drawing.locator(".node.past")).to_contain_text("Vermoeden")
    expect(drawing.locator(".edge.taken text")).to_have_text("ja")
    described = page.locator(f"#{drawing.get_attribute('aria-describedby')} li")
    assert described.all_inner_texts()[:3] == [
        "Vraag 1, Vermoeden: ja",
        "Vraag 2, Veiligheid: u bent hier",
        "Vraag 3, Hulp: nog niet aan de orde",
    ]


def test_explanation_and_examples_are_at_the_question(page: Page) -> None:
    say(page, "afwegingskader")

    expect(page.get_by_role("button", name="Uitleg en voorbeelden")).to_have_count(0)
    page.get_by_text("Uitleg en voorbeelden").click()

    expect(page.get_by_text("Acuut onveilig: er is direct gevaar.")).to_be_visible()
    expect(page.locator(".more h3")).to_have_text(["Voorbeelden van acute onveiligheid", "Voorbeelden van structurele onveiligheid"])


def test_the_outcome_says_whom_to_call_until_when_and_what_to_say(page: Page) -> None:
    say(page, "afwegingskader")
    page.get_by_role("button", name="Ja", exact=True).click()
    answered(page)

    card = page.locator(".card.outcome")
    expect(card.get_by_role("heading", level=2)).to_have_text("Melden bij Veilig Thuis")
    expect(card.locator(".first-call a")).to_have_attribute("href", "tel:08002000")
    expect(card.locator(".first-call .tag")).to_have_text("nu open")
    expect(card.locator("blockquote")).to_contain_text("Ik ben arts")
    expect(card.locator(".exit.reached")).to_have_text("Melden")
    expect(card.locator(".edge.taken")).to_have_count(2)
    expect(card).to_contain_text("Uitkomst: Melden bij Veilig Thuis")
    expect(page.locator(".weighing .figure")).to_be_hidden()


def test_desks_show_whether_they_are_open_and_never_guess(page: Page) -> None:
    say(page, "contact")

    desks = page.locator(".desk")
    expect(desks.nth(0).locator(".tag.open")).to_have_text("nu open")
    expect(desks.nth(1).locator(".tag.shut")).to_have_text("nu gesloten, weer open maandag om 9.00 uur")
    expect(desks.nth(1).locator("a.phone")).to_have_attribute("href", "tel:0334481186")
    expect(desks.nth(2).locator(".tag")).to_have_count(0)
    expect(desks.nth(0)).to_contain_text("Nagegaan op 1-11-2026")


def test_a_note_is_copied_without_its_marks(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    say(page, "dossiernotitie")

    page.get_by_role("button", name="Kopieer").click()

    expect(page.get_by_text("Gekopieerd. Let op wie er meekijkt.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == NOTE_TEXT.replace("# ", "").replace("#", "").replace("**", "")


def test_a_note_is_selected_where_there_is_no_clipboard(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    say(page, "dossiernotitie")

    page.get_by_role("button", name="Kopieer").click()

    expect(page.get_by_text("druk op Ctrl + C")).to_be_visible()
    assert "Blauwe plekken" in page.evaluate("getSelection().toString()")


def test_only_the_note_is_printed(page: Page) -> None:
    page.evaluate("window.print = () => { window.printed = true; }")
    say(page, CASE)
    say(page, "dossiernotitie")
    page.emulate_media(media="print")

    page.locator("button", has_text="Druk af").dispatch_event("click")

    assert page.evaluate("window.printed")
    expect(page.locator(".paper")).to_be_visible()
    for hidden in (".bar", ".composer", ".replies", ".tools", ".user", ".card.signals"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".user").first).to_be_visible()


def test_danger_comes_first_in_an_answer(page: Page) -> None:
    say(page, "gevaar")

    expect(page.locator(".turn.bot .card").first).to_have_class("card emergency")
    expect(page.locator(".card.emergency a[href='tel:112']")).to_be_visible()


def test_emergency_is_one_press_away_and_does_not_wait_for_the_server(page: Page, backend: str) -> None:
    page.get_by_label("Uw bericht").fill("traag")
    page.keyboard.press("Enter")
    expect(page.locator(".busy.on")).to_be_visible()

    page.get_by_role("button", name="Acuut gevaar").click()

    expect(page.locator(".card.emergency a[href='tel:112']")).to_be_visible()
    expect(page.locator(".card.emergency a[href='tel:08002000']")).to_be_visible()
    expect(page.locator(".turn.bot:focus .card.emergency")).to_have_count(1)
    urlopen(f"{backend}/release", timeout=10).close()
    answered(page)
    expect(page.locator(".card.emergency")).to_have_count(1)
    expect(page.locator(".turn.bot:focus .card.emergency")).to_contain_text("Blijf bij de patiënt.")


def test_wis_alles_clears_the_screen_and_says_so(page: Page, backend: str) -> None:
    say(page, CASE)

    page.get_by_role("button", name="Wis alles").click()

    expect(page.locator(".card.forgotten")).to_contain_text("Alles is gewist")
    expect(page.locator(".log")).not_to_contain_text("paspoort")
    expect(page.get_by_label("Uw bericht")).to_be_focused()
    assert turns(backend)[-1] == "wis alles"


def test_wis_alles_can_be_typed(page: Page) -> None:
    say(page, CASE)
    say(page, "Wis alles!")

    expect(page.locator(".card.forgotten")).to_contain_text("Alles is gewist")
    expect(page.locator(".user")).to_have_count(0)


def test_a_card_that_is_not_known_leaves_its_text(page: Page) -> None:
    say(page, "onbekende kaart")

    expect(page.locator(".turn.bot").last).to_contain_text("Tekst van een nieuwe kaart.")


def test_a_text_that_is_too_long_is_kept_and_said_so(page: Page, backend: str) -> None:
    before = len(turns(backend))
    page.get_by_label("Uw bericht").fill("x" * 4010)
    page.keyboard.press("Enter")

    expect(page.locator(".counter")).to_have_text("10 tekens te veel. Verdeel uw tekst over meer berichten; ik voeg ze samen.")
    expect(page.get_by_label("Uw bericht")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Uw bericht")).not_to_have_value("")
    assert len(turns(backend)) == before
