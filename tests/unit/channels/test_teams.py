"""The Teams channel against a faithful Microsoft on loopback: what it lets in, what it passes on, what it shows."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from bot.channels.bot_connector import SERVICES, is_trusted
from bot.channels.calls import Calls
from bot.channels.surface import Surface, SwitchedOff
from bot.channels.teams import TeamsChannel, plain_text
from tests.surfaces import microsoft
from tests.surfaces.loopback import until
from tests.surfaces.microsoft import FakeMicrosoft, activity, buttons, text_of
from tests.surfaces.serving import Conversation, serving

MENU = [{"title": f"Knop {number}", "payload": f"woord {number}"} for number in range(12)]


async def no_wait(_: float) -> None:
    """Wait no time at all between two tries."""


def teams(fake: FakeMicrosoft, **more: Any) -> TeamsChannel:
    given = {"password": microsoft.PASSWORD, "openid_url": fake.openid_url, **more}
    return TeamsChannel(
        microsoft.APP_ID,
        given.pop("password"),
        microsoft.TENANT_ID,
        surface=Surface("Teams", "docs/teams.md", turn_seconds=0.5),
        calls=Calls(seconds=2, sleep=no_wait),
        authority_url=f"{fake.origin}/login",
        services=(fake.origin,),
        **given,
    )


class Practice:
    """The channel as it runs, with both of its sides in reach of a test."""

    def __init__(self, fake: FakeMicrosoft, conversation: Conversation, url: str, http: aiohttp.ClientSession) -> None:
        self.microsoft = fake
        self.conversation = conversation
        self.url = url
        self._http = http

    async def send(self, number: int = 1, *, token: str | None = None, content_type: str = "application/json", **more: Any) -> int:
        body = json.dumps(activity(self.microsoft.service_url, number, **more)).encode()
        return await self.send_raw(body, f"Bearer {token or self.microsoft.token()}", content_type)

    async def send_raw(self, body: bytes, authorization: str | None, content_type: str = "application/json") -> int:
        headers = {"Content-Type": content_type, **({"Authorization": authorization} if authorization is not None else {})}
        async with self._http.post(self.url, data=body, headers=headers) as answer:
            return answer.status

    async def shown(self, count: int) -> list[str]:
        """Wait for so many activities in the conversation, and give their words."""
        await until(lambda: len(self.microsoft.shown) >= count, f"{count} activities, there are {len(self.microsoft.shown)}")
        return [text_of(shown) for shown in self.microsoft.activities]

    async def settled(self, number: int = 900) -> None:
        """Wait until everything that was sent before is dealt with, by sending one more."""
        assert await self.send(number, text="tot slot") == 200
        await until(lambda: any("tot slot" in text_of(shown) for shown in self.microsoft.activities), "the last message")


@pytest.fixture
def fake() -> Iterator[FakeMicrosoft]:
    with FakeMicrosoft() as running:
        yield running


@pytest.fixture
async def practice(fake: FakeMicrosoft) -> AsyncIterator[Practice]:
    conversation = Conversation()
    async with serving(teams(fake), conversation) as url, aiohttp.ClientSession() as http:
        yield Practice(fake, conversation, url, http)
    assert fake.faults == []


async def test_message_is_answered_in_its_conversation(practice: Practice) -> None:
    assert await practice.send(text="Meisje van 17, bang voor haar vriend") == 200
    answer, notice = await practice.shown(2)
    assert answer == "Gehoord: Meisje van 17, bang voor haar vriend"
    assert "niet anoniem" in notice
    [conversation, shown], _ = practice.microsoft.shown
    assert conversation == microsoft.CONVERSATION
    assert shown["from"]["id"] == microsoft.BOT
    assert shown["recipient"]["id"] == microsoft.USER


async def test_notification_tells_nothing_of_the_answer(practice: Practice) -> None:
    await practice.send(text="kanariepiet")
    await practice.shown(1)
    assert "kanariepiet" not in practice.microsoft.activities[0]["summary"]
    assert practice.microsoft.activities[0]["text"] == ""


async def test_sender_tells_nothing_about_the_user_and_lasts(practice: Practice) -> None:
    await practice.send(1, text="een")
    await practice.send(2, text="twee")
    await practice.shown(3)
    first, second = (message.sender_id for message in practice.conversation.heard)
    assert first == second
    assert not any(part in first for part in (microsoft.USER, microsoft.CONVERSATION, "Vries"))
    assert all(message.metadata is None for message in practice.conversation.heard)


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
async def test_content_type_may_have_parameters(practice: Practice, content_type: str) -> None:
    assert await practice.send(text="hallo", content_type=content_type) == 200
    await practice.shown(1)


NOW = int(time.time())
WRONG_TOKENS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://sts.windows.net/abc/"},
    "another audience": {"aud": "00000000-0000-0000-0000-000000000000"},
    "expired": {"exp": NOW - 3_600, "nbf": NOW - 7_200},
    "not valid yet": {"nbf": NOW + 3_600},
    "no expiry": {"without": ("exp",)},
    "no issuer": {"without": ("iss",)},
    "no audience": {"without": ("aud",)},
    "no key id": {"header": {"kid": None}},
    "unknown key": {"header": {"kid": "unknown"}},
}


@pytest.mark.parametrize("wrong", WRONG_TOKENS.values(), ids=WRONG_TOKENS)
async def test_token_that_is_not_right_is_refused(practice: Practice, wrong: dict[str, Any]) -> None:
    assert await practice.send(text="hallo", token=practice.microsoft.token(**wrong)) == 401
    await practice.settled()
    assert practice.conversation.texts == ["tot slot"]


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer abc", "Bearer a.b.c", "Bearer é.é.é"])
async def test_request_without_a_token_is_refused(practice: Practice, authorization: str | None) -> None:
    body = json.dumps(activity(practice.microsoft.service_url, text="hallo")).encode()
    assert await practice.send_raw(body, authorization) == 401


async def test_unsigned_token_is_refused(practice: Practice) -> None:
    claims = jwt.decode(practice.microsoft.token(), options={"verify_signature": False})
    unsigned = jwt.encode(claims, None, algorithm="none", headers={"kid": "first"})
    assert await practice.send(text="hallo", token=unsigned) == 401


async def test_token_signed_with_the_public_key_as_a_password_is_refused(practice: Practice) -> None:
    public = practice.microsoft.keys["first"][0].public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    header = base64.urlsafe_b64encode(b'{"alg": "HS256", "kid": "first", "typ": "JWT"}').rstrip(b"=")
    signed = b".".join((header, practice.microsoft.token().split(".")[1].encode()))
    signature = base64.urlsafe_b64encode(hmac.digest(pem, signed, "sha256")).rstrip(b"=")
    assert await practice.send(text="hallo", token=b".".join((signed, signature)).decode()) == 401


async def test_token_of_another_algorithm_is_refused(practice: Practice) -> None:
    claims = jwt.decode(practice.microsoft.token(), options={"verify_signature": False})
    other = jwt.encode(claims, practice.microsoft.keys["first"][0], algorithm="RS512", headers={"kid": "first"})
    assert await practice.send(text="hallo", token=other) == 401


async def test_token_signed_with_somebody_elses_key_is_refused(practice: Practice) -> None:
    with FakeMicrosoft() as impostor:
        forged = impostor.token(serviceurl=practice.microsoft.service_url)
    assert await practice.send(text="hallo", token=forged) == 401


async def test_clock_may_differ_a_little(practice: Practice) -> None:
    token = practice.microsoft.token(nbf=int(time.time()) + 120, exp=int(time.time()) - 120 + 3_600)
    assert await practice.send(text="hallo", token=token) == 200


@pytest.mark.parametrize("claim", ["https://kwaad.example/", "", "without"])
async def test_service_must_be_the_one_in_the_token(practice: Practice, claim: str) -> None:
    changed = {"without": ("serviceurl",)} if claim == "without" else {"serviceurl": claim}
    assert await practice.send(text="hallo", token=practice.microsoft.token(**changed)) == 403


async def test_service_must_be_one_that_is_trusted_and_never_gets_our_token(practice: Practice) -> None:
    with FakeMicrosoft() as other:
        token = practice.microsoft.token(serviceurl=other.service_url)
        assert await practice.send(text="hallo", token=token, serviceUrl=other.service_url) == 403
        await practice.settled()
        assert other.shown == []
    assert practice.conversation.texts == ["tot slot"]


async def test_key_must_be_endorsed_for_teams(practice: Practice) -> None:
    practice.microsoft.add_key("webchat only", ("webchat",))
    assert await practice.send(text="hallo", token=practice.microsoft.token(key_id="webchat only")) == 403


@pytest.mark.parametrize(
    "more",
    [
        {"channelId": "webchat"},
        {"channelId": None},
        {"channelData": {"tenant": {"id": "another"}}},
        {"conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "another"}},
    ],
)
async def test_activity_of_another_channel_or_tenant_is_refused(practice: Practice, more: dict[str, Any]) -> None:
    assert await practice.send(text="hallo", **more) == 403


async def test_keys_are_fetched_once_and_again_when_a_new_one_turns_up(fake: FakeMicrosoft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.bot_connector.PAUSE_SECONDS", 0.0)
    conversation = Conversation()
    async with serving(teams(fake), conversation) as url, aiohttp.ClientSession() as http:
        practice = Practice(fake, conversation, url, http)
        assert fake.key_requests == 0
        for number in range(3):
            assert await practice.send(number, text="hallo") == 200
        assert fake.key_requests == 1
        fake.add_key("second")
        assert await practice.send(4, text="hallo", token=fake.token(key_id="second")) == 200
        assert fake.key_requests == 2


async def test_unknown_keys_do_not_make_us_fetch_without_end(practice: Practice) -> None:
    for _ in range(5):
        assert await practice.send(text="hallo", token=practice.microsoft.token(header={"kid": "unknown"})) == 401
    assert practice.microsoft.key_requests == 1


async def test_first_messages_at_once_fetch_the_keys_once(practice: Practice) -> None:
    statuses = await asyncio.gather(*(practice.send(number, text="hallo") for number in range(5)))
    assert statuses == [200] * 5
    assert practice.microsoft.key_requests == 1


async def test_without_keys_a_request_is_put_off_and_nothing_else_breaks(fake: FakeMicrosoft, caplog: pytest.LogCaptureFixture) -> None:
    fake.keys_down = True
    async with serving(teams(fake), Conversation()) as url, aiohttp.ClientSession() as http:
        practice = Practice(fake, Conversation(), url, http)
        assert await practice.send(text="hallo") == 503
        async with http.get(url.removesuffix("webhook")) as answer:
            assert answer.status == 200
    assert "does not answer" in caplog.text


ODD_BODIES = {
    "broken": (b"{", 400),
    "list": (b"[]", 400),
    "not UTF-8": (b"\xff\xfe", 400),
    "deep": (b"[" * 100_000, 400),
    "empty": (b"{}", 403),
    "too large": (b" " * 600_000, 413),
}


@pytest.mark.parametrize(("body", "status"), ODD_BODIES.values(), ids=ODD_BODIES)
async def test_odd_bodies_do_no_harm(practice: Practice, body: bytes, status: int) -> None:
    assert await practice.send_raw(body, f"Bearer {practice.microsoft.token()}") == status


@pytest.mark.parametrize(
    "more",
    [
        {"type": "typing"},
        {"type": "messageReaction"},
        {"type": "invoke", "name": "signin/verifyState"},
        {"type": "message", "from": {}},
        {"type": "message", "conversation": None},
        {"type": "conversationUpdate"},
        {"type": "conversationUpdate", "membersAdded": 3},
    ],
)
async def test_what_is_no_message_is_ignored(practice: Practice, more: dict[str, Any]) -> None:
    assert await practice.send(text="niet voor mij", **more) == 200
    await practice.settled()
    assert practice.conversation.texts == ["tot slot"]


async def test_activity_that_comes_again_is_answered_once(practice: Practice) -> None:
    for _ in range(3):
        assert await practice.send(7, text="eenmaal") == 200
    await practice.settled()
    assert practice.conversation.texts == ["eenmaal", "tot slot"]


async def test_installing_brings_a_greeting_once(practice: Practice) -> None:
    members = [{"id": microsoft.BOT}, {"id": microsoft.USER}]
    await practice.send(1, type="conversationUpdate", membersAdded=members)
    await practice.send(2, type="conversationUpdate", membersAdded=members)
    await practice.settled()
    greeting, *rest = await practice.shown(2)
    assert "niet anoniem" in greeting
    assert "0800-2000" in greeting
    assert buttons(practice.microsoft.activities[0])[0]["data"]["payload"] == "casus"
    assert rest == ["Gehoord: tot slot"]


@pytest.mark.parametrize("kind", ["channel", "groupChat"])
async def test_mention_outside_a_personal_conversation_gets_one_invitation(practice: Practice, kind: str) -> None:
    group = {"id": "19:team@thread.tacv2", "conversationType": kind, "isGroup": True, "tenantId": microsoft.TENANT_ID}
    for _ in range(2):
        await practice.send(1, text="<at>Signaalwijzer</at> meisje van 17", conversation=group)
    await practice.settled()
    invitation, *_ = await practice.shown(2)
    assert "direct bericht" in invitation
    assert "112" in invitation
    assert practice.conversation.texts == ["tot slot"]


async def test_being_added_to_a_team_gets_the_invitation_and_others_who_are_added_do_not(practice: Practice) -> None:
    team = {"id": "19:team@thread.tacv2", "conversationType": "channel", "isGroup": True, "tenantId": microsoft.TENANT_ID}
    await practice.send(1, type="conversationUpdate", membersAdded=[{"id": "29:other"}], conversation=team)
    await practice.send(2, type="conversationUpdate", membersAdded=[{"id": microsoft.BOT}], conversation=team)
    await practice.settled()
    texts = await practice.shown(2)
    assert sum("direct bericht" in text for text in texts) == 1


@pytest.mark.parametrize("as_text", [False, True], ids=["object", "string"])
async def test_button_says_its_word(practice: Practice, as_text: bool) -> None:
    practice.conversation.answers = [{"text": "Kiest u?", "buttons": [{"title": "Veilige vragen", "payload": "veilige vragen"}]}]
    await practice.send(1, text="menu")
    await practice.shown(1)
    back = buttons(practice.microsoft.activities[0])[0]["data"]["msteams"]
    assert back["displayText"] == "Veilige vragen"
    value = json.dumps(back["value"]) if as_text else back["value"]
    await practice.send(2, text=back["text"], value=value, replyToId="1:1")
    await until(lambda: practice.conversation.texts == ["menu", "veilige vragen"], "the click")


async def test_button_of_a_client_that_sends_no_text_works_too(practice: Practice) -> None:
    await practice.send(1, value={"payload": "meldcode"}, replyToId="1:1")
    await until(lambda: practice.conversation.texts == ["meldcode"], "the click")


async def test_double_click_counts_once(practice: Practice) -> None:
    for number in (1, 2):
        await practice.send(number, value={"payload": "ja"}, replyToId="1:1")
    await practice.send(3, value={"payload": "ja"}, replyToId="1:2")
    await practice.settled()
    assert practice.conversation.texts == ["ja", "ja", "tot slot"]


async def test_twelve_buttons_are_all_shown(practice: Practice) -> None:
    practice.conversation.answers = [{"text": "Kies", "buttons": MENU}]
    await practice.send(text="menu")
    await practice.shown(1)
    payloads = [button["data"]["payload"] for button in buttons(practice.microsoft.activities[0])]
    assert payloads == [button["payload"] for button in MENU]


@pytest.mark.parametrize(
    "content", [{"text": "/restart"}, {"text": '/casus{"x": 1}'}, {"value": {"payload": "/restart"}}, {"text": "&#47;restart"}]
)
async def test_nothing_becomes_a_command_of_rasa(practice: Practice, content: dict[str, Any]) -> None:
    await practice.send(**content)
    await until(lambda: practice.conversation.heard, "the message")
    assert not practice.conversation.texts[0].startswith("/")


async def test_identifying_data_goes_before_the_conversation_hears_it(practice: Practice) -> None:
    await practice.send(text="BSN 111222333, bel 06-12345678, mail a@b.nl, zegt <at>Jan Jansen</at>")
    _, removed, _ = await practice.shown(3)
    heard = practice.conversation.texts[0]
    assert not any(part in heard for part in ("111222333", "12345678", "a@b.nl", "Jansen"))
    assert "weggehaald" in removed


async def test_attachment_is_refused_kindly_and_its_message_heard(practice: Practice) -> None:
    picture = {"contentType": "image/jpeg", "contentUrl": "https://smba.trafficmanager.net/x.jpg"}
    await practice.send(text="zie foto", attachments=[{"contentType": "text/html", "content": "<p>zie foto</p>"}, picture])
    answer, refusal, _ = await practice.shown(3)
    assert answer == "Gehoord: zie foto"
    assert "bijlage" in refusal
    assert "112" in refusal


async def test_how_teams_itself_renders_a_message_is_no_attachment(practice: Practice) -> None:
    await practice.send(text="hallo", attachments=[{"contentType": "text/html", "content": "<p>hallo</p>"}])
    await practice.settled()
    assert not any("bijlage" in text for text in await practice.shown(3))


@pytest.mark.parametrize("answers", [[], [{"text": ""}], [{"custom": {"type": "faq"}}], [{"text": "# \n- "}]])
async def test_silence_is_answered_with_the_emergency_numbers(practice: Practice, answers: list[dict[str, Any]]) -> None:
    practice.conversation.answers = answers
    await practice.send(text="hallo")
    text = (await practice.shown(1))[0]
    assert "112" in text
    assert "0800-2000" in text


async def test_conversation_that_fails_is_answered_for(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ValueError("kanariepiet")

    practice.conversation.before = fail
    await practice.send(text="kanariepiet")
    assert "0800-2000" in (await practice.shown(1))[0]
    assert "kanariepiet" not in caplog.text


async def test_wiping_says_that_teams_still_has_the_messages(practice: Practice) -> None:
    practice.conversation.answers = [{"text": "Alles is gewist.", "custom": {"type": "forgotten"}}]
    await practice.send(text="wis alles")
    assert "kan ik niet wissen" in (await practice.shown(2))[1]


async def test_slow_answer_does_not_hold_up_the_request_nor_other_people(practice: Practice) -> None:
    release = asyncio.Event()

    async def wait_for_the_first() -> None:
        if "eerst" in practice.conversation.texts[-1]:
            await release.wait()

    practice.conversation.before = wait_for_the_first
    assert await practice.send(1, text="eerst") == 200
    await practice.send(2, text="ander", **{"from": {"id": "29:other"}})
    assert (await practice.shown(1))[0] == "Gehoord: ander"
    release.set()
    await until(lambda: "Gehoord: eerst" in map(text_of, practice.microsoft.activities), "the slow answer")


async def test_token_is_asked_for_at_the_tenant_and_once(practice: Practice) -> None:
    for number in range(3):
        await practice.send(number, text="hallo")
    await practice.shown(4)
    assert [tenant for tenant, _ in practice.microsoft.token_requests] == [microsoft.TENANT_ID]


async def test_token_is_renewed_before_it_ends(fake: FakeMicrosoft) -> None:
    fake.token_seconds = 0
    conversation = Conversation()
    async with serving(teams(fake), conversation) as url, aiohttp.ClientSession() as http:
        practice = Practice(fake, conversation, url, http)
        await practice.send(1, text="hallo")
        await practice.shown(2)
    assert len(fake.token_requests) >= 3


async def test_token_that_is_no_longer_good_is_replaced(practice: Practice) -> None:
    await practice.send(1, text="een")
    await practice.shown(2)
    practice.microsoft.valid_tokens.clear()
    await practice.send(2, text="twee")
    assert (await practice.shown(3))[2] == "Gehoord: twee"


@pytest.mark.parametrize("status", [429, 502, 503])
async def test_service_that_is_busy_is_asked_again(practice: Practice, status: int) -> None:
    practice.microsoft.fail(status, Retry_After="1")
    await practice.send(text="hallo")
    assert (await practice.shown(1))[0] == "Gehoord: hallo"


@pytest.mark.parametrize("status", [400, 413])
async def test_card_that_is_refused_is_shown_as_text(practice: Practice, caplog: pytest.LogCaptureFixture, status: int) -> None:
    practice.microsoft.fail(status)
    practice.conversation.answers = [{"text": "**kanariepiet**", "buttons": [{"title": "Ja", "payload": "ja"}]}]
    await practice.send(text="hallo")
    await practice.shown(1)
    shown = practice.microsoft.activities[0]
    assert shown["text"] == "kanariepiet\n\n• Ja"
    assert shown["textFormat"] == "plain"
    assert "kanariepiet" not in caplog.text


async def test_conversation_that_is_gone_is_not_hammered(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    practice.microsoft.fail(403)
    await practice.send(text="hallo")
    await practice.settled()
    assert "not delivered: Refused 403" in caplog.text
    assert "Gehoord: hallo" not in map(text_of, practice.microsoft.activities)


async def test_hostile_words_are_shown_literally(practice: Practice) -> None:
    hostile = '- signaal ("<at>Jan</at> [klik](javascript:alert) *vet* <b>x</b> {{DATE(2017)}}")'
    practice.conversation.answers = [{"text": hostile}]
    await practice.send(text="hallo")
    assert (await practice.shown(1))[0] == "• " + hostile.removeprefix("- ")
    assert "selectAction" not in json.dumps(practice.microsoft.activities[0])


def test_bots_own_name_goes_and_others_stay_unnamed() -> None:
    typed = {
        "text": "<at>Signaalwijzer</at> en <at>Jan</at> &amp; ik",
        "recipient": {"id": "28:bot"},
        "entities": [{"type": "mention", "mentioned": {"id": "28:bot"}, "text": "<at>Signaalwijzer</at>"}, 3, {"type": "clientInfo"}],
    }
    assert plain_text(typed) == "en [naam] & ik"


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://smba.trafficmanager.net:443/emea/tenant/", True),
        ("https://europe.botframework.com/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://kwaad.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net.kwaad.nl/", False),
        ("https://smba.trafficmanager.net@kwaad.nl/", False),
        ("https://kwaad.nl/smba.trafficmanager.net", False),
        ("https://kwaadbotframework.com/", False),
        ("https://botframework.com/", False),
        ("https://smba.trafficmanager.net:8443/", False),
        ("https://smba.trafficmanager.net:x/", False),
        ("", False),
    ],
)
def test_only_the_services_of_teams_are_trusted(url: str, trusted: bool) -> None:
    assert is_trusted(url, SERVICES) is trusted


class TestSettings:
    """What the environment says about Teams."""

    SETTINGS = (
        ("MICROSOFT_APP_ID", microsoft.APP_ID),
        ("MICROSOFT_APP_PASSWORD", microsoft.PASSWORD),
        ("MICROSOFT_APP_TENANT_ID", microsoft.TENANT_ID),
    )

    @pytest.fixture(autouse=True)
    def _no_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, _ in self.SETTINGS:
            monkeypatch.delenv(name, raising=False)

    def test_without_any_it_is_off_and_silent(self, caplog: pytest.LogCaptureFixture) -> None:
        assert isinstance(TeamsChannel.from_credentials(None), SwitchedOff)
        assert caplog.text == ""

    @pytest.mark.parametrize("odd", ["", "x"])
    @pytest.mark.parametrize("place", range(3))
    def test_with_a_part_or_with_odd_ones_it_says_so_and_is_off(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: int, odd: str
    ) -> None:
        for number, (name, value) in enumerate(self.SETTINGS):
            monkeypatch.setenv(name, odd if number == place else value)
        assert isinstance(TeamsChannel.from_credentials({}), SwitchedOff)
        [record] = caplog.records
        assert record.levelname == "ERROR"
        assert self.SETTINGS[place][0] in record.getMessage()
        assert microsoft.PASSWORD not in caplog.text

    def test_with_all_it_is_on_without_a_word_to_the_network(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("requests.get", lambda *_, **__: pytest.fail("a call that blocks"))
        monkeypatch.setattr("requests.post", lambda *_, **__: pytest.fail("a call that blocks"))
        for name, value in self.SETTINGS:
            monkeypatch.setenv(name, value)
        assert isinstance(TeamsChannel.from_credentials({}), TeamsChannel)

    async def test_wrong_secret_shows_in_the_log_at_the_start(self, fake: FakeMicrosoft, caplog: pytest.LogCaptureFixture) -> None:
        async with serving(teams(fake, password="een-verkeerd-geheim"), Conversation()):
            await until(lambda: "invalid_client" in caplog.text, "the complaint")
        assert "geheim" not in caplog.text
        assert microsoft.PASSWORD not in caplog.text
