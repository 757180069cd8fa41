"""Microsoft, as far as the assistant knows it: the Bot Connector that signs and takes activities, its keys, and the tokens of a tenant."""

from __future__ import annotations

import json
import time
from collections import deque
from typing import Any
from urllib.parse import parse_qs

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.surfaces.limits import teams_faults
from tests.surfaces.loopback import Loopback

APP_ID = "11111111-2222-3333-4444-555555555555"
PASSWORD = "Ab8Q~geheim.van.de-praktijk_0123456789"
TENANT_ID = "99999999-8888-7777-6666-555555555555"
ISSUER = "https://api.botframework.com"
CONVERSATION, USER, BOT = "a:1x/yz;messageid=1", "29:1-user", f"28:{APP_ID}"
ENDORSEMENTS = ("msteams", "webchat")


class FakeMicrosoft(Loopback):
    """Keys, tokens and conversations; `shown` has the activities that are shown, `fail` makes it answer otherwise for once."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, tuple[rsa.RSAPrivateKey, tuple[str, ...]]] = {}
        self.shown: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[str] = []
        self.failures: deque[web.Response] = deque()
        self.key_requests = 0
        self.token_requests: list[tuple[str, dict[str, str]]] = []
        self.valid_tokens: set[str] = set()
        self.token_seconds = 3_600
        self.keys_down = False
        self.add_key("first")

    @property
    def openid_url(self) -> str:
        return f"{self.origin}/v1/.well-known/openidconfiguration"

    @property
    def service_url(self) -> str:
        return f"{self.origin}/emea/"

    @property
    def activities(self) -> list[dict[str, Any]]:
        return [activity for _, activity in self.shown]

    def add_key(self, key_id: str, endorsements: tuple[str, ...] = ENDORSEMENTS) -> None:
        """Sign with a new key from now on, beside those that there are."""
        self.keys[key_id] = (rsa.generate_private_key(public_exponent=65_537, key_size=2_048), endorsements)

    def fail(self, status: int, **headers: str) -> None:
        """Answer the next activity with an error."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.failures.append(web.json_response({"error": {"code": "Failed"}}, status=status, headers=named))

    def token(self, *, key_id: str = "first", header: dict[str, Any] | None = None, without: tuple[str, ...] = (), **claims: Any) -> str:
        """A token as the Bot Connector makes it; claims replace those that it has, `without` leaves some out."""
        now = int(time.time())
        held = {"serviceurl": self.service_url, "nbf": now, "exp": now + 3_600, "iss": ISSUER, "aud": APP_ID, **claims}
        for name in without:
            del held[name]
        key = self.keys[key_id][0]
        headers = {"kid": key_id, "x5t": key_id, **(header or {})}
        return jwt.encode(held, key, algorithm="RS256", headers={name: value for name, value in headers.items() if value is not None})

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/v1/.well-known/openidconfiguration", self._metadata),
            web.get("/v1/.well-known/keys", self._public_keys),
            web.post("/login/{tenant}/oauth2/v2.0/token", self._give_token),
            web.post("/emea/v3/conversations/{conversation}/activities", self._take),
        ]

    async def _metadata(self, _: web.Request) -> web.Response:
        if self.keys_down:
            return web.Response(status=500)
        supported = {"issuer": ISSUER, "jwks_uri": f"{self.origin}/v1/.well-known/keys", "id_token_signing_alg_values_supported": ["RS256"]}
        return web.json_response(supported)

    async def _public_keys(self, _: web.Request) -> web.Response:
        self.key_requests += 1
        listed = [
            {**json.loads(RSAAlgorithm.to_jwk(key.public_key())), "kid": key_id, "use": "sig", "endorsements": list(endorsements)}
            for key_id, (key, endorsements) in self.keys.items()
        ]
        return web.json_response({"keys": [{"kty": "EC", "kid": "other"}, *listed]})

    async def _give_token(self, request: web.Request) -> web.Response:
        form = {name: values[0] for name, values in parse_qs(await request.text()).items()}
        self.token_requests.append((request.match_info["tenant"], form))
        if request.match_info["tenant"] != TENANT_ID or request.content_type != "application/x-www-form-urlencoded":
            return web.json_response({"error": "invalid_request"}, status=400)
        right = {"grant_type": "client_credentials", "client_id": APP_ID, "client_secret": PASSWORD, "scope": f"{ISSUER}/.default"}
        if form != right:
            return web.json_response({"error": "invalid_client", "error_description": f"AADSTS7000215 {PASSWORD}"}, status=401)
        token = f"access-{len(self.token_requests)}"
        self.valid_tokens.add(token)
        return web.json_response({"token_type": "Bearer", "expires_in": self.token_seconds, "access_token": token})

    async def _take(self, request: web.Request) -> web.Response:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self.valid_tokens:
            return web.json_response({"message": "Authorization has been denied for this request."}, status=401)
        if self.failures:
            return self.failures.popleft()
        activity = await request.json()
        if found := teams_faults(activity):
            self.faults += found
            return web.json_response({"error": {"code": "BadSyntax"}}, status=400)
        self.shown.append((request.match_info["conversation"], activity))
        return web.json_response({"id": f"1:{len(self.shown)}"}, status=201)


def activity(service_url: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """An activity of somebody who talks to the assistant personally."""
    return {
        "type": "message",
        "id": f"f:{number}",
        "timestamp": "2026-11-24T10:00:00.000Z",
        "serviceUrl": service_url,
        "channelId": "msteams",
        "from": {"id": USER, "name": "Dokter De Vries", "aadObjectId": "00000000-0000-0000-0000-000000000001"},
        "conversation": {"id": CONVERSATION, "conversationType": "personal", "tenantId": TENANT_ID},
        "recipient": {"id": BOT, "name": "Signaalwijzer"},
        "channelData": {"tenant": {"id": TENANT_ID}},
        **more,
    }


def buttons(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons of an activity that is shown."""
    cards = [attachment["content"] for attachment in shown.get("attachments", ())]
    return [action for card in cards for item in card["body"] if item["type"] == "ActionSet" for action in item["actions"]]


def text_of(shown: dict[str, Any]) -> str:
    """The words of an activity that is shown, a line for each block."""
    lines = [str(shown.get("text") or "")]

    def walk(node: Any) -> None:
        if isinstance(node, dict) and node.get("type") == "RichTextBlock":
            lines.append("".join(run["text"] for run in node["inlines"]))
        elif isinstance(node, dict):
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk([attachment["content"] for attachment in shown.get("attachments", ())])
    return "\n".join(line for line in lines if line)
