"""Microsoft's Bot Connector: whether a request really comes from it, and the token with which it is answered."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
from jwt.algorithms import RSAAlgorithm

from bot.channels.calls import Answer, Calls, Unreachable

logger = logging.getLogger(__name__)

OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
AUTHORITY_URL = "https://login.microsoftonline.com"
ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
# Any customer of Azure can have a name under trafficmanager.net, so only the one of Teams is trusted.
SERVICES = ("https://smba.trafficmanager.net", "https://*.botframework.com")
ALGORITHM = "RS256"
LEEWAY_SECONDS = 300.0
FRESH_SECONDS = 24 * 3_600.0
USABLE_SECONDS = 72 * 3_600.0
PAUSE_SECONDS = 30.0
EARLY_SECONDS = 300.0

Clock = Callable[[], float]


class NotAllowed(Exception):
    """A request that is not taken; carries the HTTP status, and why in a word or two for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class TokenRefused(Exception):
    """Microsoft gives no token; carries its code for why."""


@dataclass(frozen=True)
class SigningKey:
    """A public key of the Bot Connector, and the channels that it may speak for."""

    key: Any
    endorsements: frozenset[str]


@dataclass(frozen=True)
class Caller:
    """What a token that was checked tells about a request."""

    service_url: str
    endorsements: frozenset[str]


class SigningKeys:
    """The keys of the Bot Connector: fetched when first needed, again every day, and when a key turns up that is not among them."""

    def __init__(self, calls: Calls, url: str = OPENID_URL, *, clock: Clock = time.monotonic) -> None:
        """Prepare; nothing is fetched yet."""
        self._calls = calls
        self._url = url
        self._clock = clock
        self._keys: dict[str, SigningKey] = {}
        self._fetched = self._tried = float("-inf")
        self._lock = asyncio.Lock()

    async def find(self, key_id: str) -> SigningKey | None:
        """Return a key, or None when the Bot Connector has no such key.

        Raises:
            Unreachable: when there are no keys that can still be relied on.
        """
        if key_id not in self._keys or self._age > FRESH_SECONDS:
            async with self._lock:
                if (key_id not in self._keys or self._age > FRESH_SECONDS) and self._clock() - self._tried > PAUSE_SECONDS:
                    await self._fetch()
        if self._age > USABLE_SECONDS:
            raise Unreachable(urlsplit(self._url).netloc)
        return self._keys.get(key_id)

    @property
    def _age(self) -> float:
        return self._clock() - self._fetched

    async def _fetch(self) -> None:
        """Fetch the keys; on failure those that are known stay."""
        self._tried = self._clock()
        try:
            found = _keys(await self._calls.get(self._keys_url(await self._calls.get(self._url))))
        except (Unreachable, ValueError) as error:
            logger.warning("The keys of the Bot Connector could not be fetched: %s", type(error).__name__)
            return
        self._keys = found
        self._fetched = self._clock()

    def _keys_url(self, answer: Answer) -> str:
        """Return where the keys are, according to the metadata; never over a less safe connection than that of the metadata."""
        url = answer.body.get("jwks_uri") if answer.ok and isinstance(answer.body, dict) else None
        if not isinstance(url, str) or urlsplit(url).scheme != urlsplit(self._url).scheme:
            raise ValueError("no address of keys")
        return url


class Gatekeeper:
    """Lets in what the Bot Connector sends to this bot, and nothing else."""

    def __init__(self, keys: SigningKeys, app_id: str, tenant_id: str, services: Sequence[str] = SERVICES) -> None:
        """Keep what requests are compared with."""
        self._keys = keys
        self._app_id = app_id
        self._tenant_id = tenant_id
        self._services = services

    async def identify(self, authorization: str | None) -> Caller:
        """Check the token of a request, before anything of its body is looked at.

        Raises:
            NotAllowed: when there is no token, or not one of the Bot Connector for this bot.
            Unreachable: when there are no keys to check it with.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotAllowed(401, "no token")
        try:
            key_id = jwt.get_unverified_header(token.strip()).get("kid")
            if not isinstance(key_id, str):
                raise NotAllowed(401, "no key id")
            key = await self._keys.find(key_id)
            if key is None:
                raise NotAllowed(401, "unknown key")
            claims = self._claims(token.strip(), key)
        except jwt.PyJWTError as error:
            raise NotAllowed(401, type(error).__name__) from None
        return Caller(str(claims.get("serviceurl", "")), key.endorsements)

    def admit(self, caller: Caller, activity: Mapping[str, Any]) -> None:
        """Check that an activity is the one that its token was made for.

        Raises:
            NotAllowed: when its service, its channel or its tenant is another.
        """
        service = activity.get("serviceUrl")
        if not isinstance(service, str) or service != caller.service_url or not is_trusted(service, self._services):
            raise NotAllowed(403, "service")
        if activity.get("channelId") != "msteams" or "msteams" not in caller.endorsements:
            raise NotAllowed(403, "channel")
        if any(tenant != self._tenant_id for tenant in _tenants(activity)):
            raise NotAllowed(403, "tenant")

    def _claims(self, token: str, key: SigningKey) -> Mapping[str, Any]:
        return jwt.decode(
            token,
            key.key,
            algorithms=[ALGORITHM],
            audience=self._app_id,
            issuer=ISSUER,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iss", "aud"]},
        )


class AccessToken:
    """The token with which the bot speaks: asked for at the practice's own tenant, and kept until shortly before it ends."""

    def __init__(
        self, calls: Calls, app_id: str, password: str, tenant_id: str, *, authority: str = AUTHORITY_URL, clock: Clock = time.monotonic
    ) -> None:
        """Prepare; nothing is asked for yet."""
        self._calls = calls
        self._url = f"{authority.rstrip('/')}/{tenant_id}/oauth2/v2.0/token"
        self._form = {"grant_type": "client_credentials", "client_id": app_id, "client_secret": password, "scope": SCOPE}
        self._clock = clock
        self._token = ""
        self._ends = float("-inf")
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """Return a token that is still good.

        Raises:
            TokenRefused: when Microsoft gives none.
            Unreachable: when Microsoft says nothing.
        """
        async with self._lock:
            if self._clock() >= self._ends:
                await self._renew()
            return self._token

    def forget(self, token: str) -> None:
        """Ask for another one next time, unless that has happened already."""
        if token == self._token:
            self._ends = float("-inf")

    async def _renew(self) -> None:
        answer = await self._calls.post(self._url, form=self._form)
        body = answer.body if isinstance(answer.body, dict) else {}
        token, seconds = body.get("access_token"), body.get("expires_in")
        if not answer.ok or not isinstance(token, str) or not isinstance(seconds, (int, float, str)):
            raise TokenRefused(str(body.get("error", f"status {answer.status}")))
        lifetime = float(seconds)
        self._token = token
        self._ends = self._clock() + max(lifetime - EARLY_SECONDS, lifetime / 2)


def is_trusted(url: str, services: Sequence[str]) -> bool:
    """Tell whether an address is at one of the services; `*` stands for one or more labels of a host name."""
    try:
        asked = urlsplit(url)
        port = asked.port
    except ValueError:
        return False
    if asked.username is not None or asked.password is not None or not asked.hostname:
        return False
    return any(_matches(asked.scheme, asked.hostname, port, service) for service in services)


def _matches(scheme: str, host: str, port: int | None, service: str) -> bool:
    trusted = urlsplit(service)
    if scheme != trusted.scheme or (port or _default(scheme)) != (trusted.port or _default(scheme)):
        return False
    name = trusted.hostname or ""
    return host.endswith(name[1:]) if name.startswith("*.") else host == name


def _default(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _keys(answer: Answer) -> dict[str, SigningKey]:
    """Return the RSA keys in an answer.

    Raises:
        ValueError: when there are none.
    """
    listed = answer.body.get("keys") if answer.ok and isinstance(answer.body, dict) else None
    found = {}
    for entry in listed if isinstance(listed, list) else ():
        try:
            if entry["kty"] == "RSA":
                found[str(entry["kid"])] = SigningKey(RSAAlgorithm.from_jwk(entry), frozenset(map(str, entry.get("endorsements") or ())))
        except (KeyError, TypeError, ValueError, jwt.PyJWTError):
            continue
    if not found:
        raise ValueError("no keys")
    return found


def _tenants(activity: Mapping[str, Any]) -> list[Any]:
    """Return the tenants that an activity names."""
    conversation, data = activity.get("conversation"), activity.get("channelData")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    named = [
        conversation.get("tenantId") if isinstance(conversation, dict) else None,
        tenant.get("id") if isinstance(tenant, dict) else None,
    ]
    return [each for each in named if each is not None]
