"""What the privacy filter takes out of a text, and what it leaves."""

from __future__ import annotations

import pytest

from bot.channels.privacy import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mevrouw De Vries kwam", "mevrouw [naam] kwam"),
        ("dr. K. Smit belde", "dr. [naam] belde"),
        ("een meisje genaamd Anca", "een meisje genaamd [naam]"),
        ("hij heet ionut", "hij heet [naam]"),
        ("Mohammed El Amrani kwam", "[naam] kwam"),
        ("zij heet Maria de Jong", "zij heet [naam]"),
        ("haar BSN is 111222333", "haar BSN is [bsn]"),
        ("bsn 1234 56 782", "bsn [bsn]"),
        ("123.456.782 staat op de kaart", "[bsn] staat op de kaart"),
        ("bel 06-12345678", "bel [telefoonnummer]"),
        ("bel 06 12 34 56 78", "bel [telefoonnummer]"),
        ("bel +31 (0)6 1234 5678", "bel [telefoonnummer]"),
        ("bel +40 721 234 567", "bel [telefoonnummer]"),
        ("bel 030-2345678", "bel [telefoonnummer]"),
        ("mail jan.jansen@voorbeeld.nl", "mail [e-mailadres]"),
        ("zie www.janjansen.nl/foto", "zie [e-mailadres]"),
        ("op insta is zij @ancaaa_99", "op insta is zij [e-mailadres]"),
        ("woont Kerkstraat 14 te Utrecht", "woont [adres] te Utrecht"),
        ("postcode 3511 AB", "postcode [adres]"),
        ("geb. 12-03-1998", "geb. [geboortedatum]"),
        ("geboren op 3 april 1988", "geboren op [geboortedatum]"),
        ("NL91 ABNA 0417 1643 00", "[nummer]"),
        ("kenteken AB-123-C", "kenteken [nummer]"),
        ("patiëntnummer 12345678", "patiëntnummer [nummer]"),
    ],
)
def test_identifying_data_goes(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Meneer is 47 en plukt paddenstoelen.",
        "mevrouw zegt dat ze moe is",
        "mag dr eigen paspoort niet hebben",
        "Een Roemeense man van 34, metselaar",
        "Sinds maandag, of in januari",
        "krijgt 3 euro per uur en 12.000 euro schuld",
        "werkt van 7 tot 22 uur, 7 dagen per week",
        "bel 112, 0800-2000, 0900-8844, 033-448 11 86 of 088-440 42 42",
        "advies gevraagd bij Veilig Thuis Utrecht",
        "gezien op 12-03-2026, controle over 2 weken",
        "RR 140/90, temp 38.5, 2dd 500 mg amoxicilline",
        "24j, vrouw, zwanger 6 mnd",
    ],
)
def test_medical_text_stays_as_it_is(text: str) -> None:
    assert redact(text).text == text


def test_kinds_are_counted() -> None:
    assert redact("mevrouw De Vries, 06-12345678 en dr. Smit").removed == {"naam": 2, "telefoon": 1}
