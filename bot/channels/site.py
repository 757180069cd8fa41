"""Serves the widget's own files beside the conversation, so that page and webhook share one origin."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw, redirect, text

WEB_DIR = Path(__file__).resolve().parent.parent / "web"
INDEX = "index.html"
ORIGINS_VARIABLE = "SIGNAALWIJZER_EMBED_ORIGINS"
ORIGIN = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?")
CONTENT_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class InvalidOrigin(ValueError):
    """A page that may embed the widget is not named as an origin."""

    def __init__(self, found: str) -> None:
        super().__init__(f"{ORIGINS_VARIABLE}: '{found}' is geen herkomst; schrijf bijvoorbeeld https://intranet.praktijk.nl, zonder pad")


@dataclass(frozen=True)
class WebFile:
    """A file of the widget, as it is sent."""

    body: bytes
    zipped: bytes
    content_type: str
    etag: str


def read_files(folder: Path) -> dict[str, WebFile]:
    """Returns every file that may be served, by its path below `folder`.

    Only what was read here can be asked for, so no path in a request ever reaches the file system.
    """
    return {
        path.relative_to(folder).as_posix(): _read(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in CONTENT_TYPES
    }


def _read(path: Path) -> WebFile:
    body = path.read_bytes()
    return WebFile(body, gzip.compress(body, mtime=0), CONTENT_TYPES[path.suffix], f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def frame_ancestors(origins: Iterable[str]) -> str:
    """Returns which pages may embed the widget: those of its own origin, and those of the origins given.

    Raises:
        InvalidOrigin: when one is not an origin; anything else could end or widen the policy.
    """
    checked = list(origins)
    for origin in checked:
        if not ORIGIN.fullmatch(origin):
            raise InvalidOrigin(origin)
    return " ".join(("'self'", *checked))


def security_headers(ancestors: str) -> dict[str, str]:
    """Returns the headers that every answer carries; `docker/nginx.conf` sends the same.

    Trusted Types without a policy make the browser itself refuse to read any text as HTML.
    """
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        f"require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors {ancestors}"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cache-Control": "no-cache",
    }


class WidgetSite(InputChannel):
    """A channel that takes no messages: it only serves the widget, under /signaalwijzer/."""

    def __init__(self, origins: Iterable[str] = (), folder: Path = WEB_DIR) -> None:
        """Keeps the settings; the files are read when the blueprint is made.

        Raises:
            InvalidOrigin: when one of the origins that may embed the widget is none.
        """
        self._headers = security_headers(frame_ancestors(origins))
        self._folder = folder

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name."""
        return "site"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WidgetSite:
        """Returns the channel; an environment variable lists the origins that may embed the widget, with spaces between them."""
        return cls(os.environ.get(ORIGINS_VARIABLE, "").split())

    def url_prefix(self) -> str:
        """Returns an absolute path, so that Rasa mounts the site beside /webhooks/ and not below it."""
        return "/signaalwijzer"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Returns the routes of the site."""
        files = read_files(self._folder)
        site = Blueprint("signaalwijzer_site")

        @site.get("/")
        async def index(request: Request) -> HTTPResponse:
            if request.path.endswith("/"):
                return self._send(request, files.get(INDEX))
            return redirect(request.path.rsplit("/", 1)[-1] + "/", status=308, headers=self._headers)

        @site.get("/<path:path>")
        async def file(request: Request, path: str) -> HTTPResponse:
            return self._send(request, files.get(path or INDEX))

        return site

    def _send(self, request: Request, file: WebFile | None) -> HTTPResponse:
        if file is None:
            return text("404", status=404, headers=self._headers)
        headers = {**self._headers, "ETag": file.etag, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == file.etag:
            return empty(status=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return raw(file.zipped, content_type=file.content_type, headers={**headers, "Content-Encoding": "gzip"})
        return raw(file.body, content_type=file.content_type, headers=headers)
