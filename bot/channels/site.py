"""Serves the widget's own files beside the conversation, so that page and webhook share one origin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw, redirect, text

WEB_DIR = Path(__file__).resolve().parent.parent / "web"
INDEX = "index.html"
CONTENT_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class WebFile:
    """A file of the widget, as it is sent."""

    body: bytes
    content_type: str


def read_files(folder: Path) -> dict[str, WebFile]:
    """Returns every file that may be served, by its path below `folder`.

    Only what was read here can be asked for, so no path in a request ever reaches the file system.
    """
    return {
        path.relative_to(folder).as_posix(): WebFile(path.read_bytes(), CONTENT_TYPES[path.suffix])
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in CONTENT_TYPES
    }


def security_headers(frame_ancestors: str) -> dict[str, str]:
    """Returns the headers that every answer carries; `frame_ancestors` says which pages may embed the widget."""
    policy = f"default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors {frame_ancestors}"
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cache-Control": "no-store",
    }


class WidgetSite(InputChannel):
    """A channel that takes no messages: it only serves the widget, under /signaalwijzer/."""

    def __init__(self, frame_ancestors: str = "'self'", folder: Path = WEB_DIR) -> None:
        """Keeps the settings; the files are read when the blueprint is made."""
        self._headers = security_headers(frame_ancestors)
        self._folder = folder

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name."""
        return "site"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WidgetSite:
        """Returns the channel; `frame_ancestors` in the credentials lists the origins that may embed the widget."""
        return cls(frame_ancestors=(credentials or {}).get("frame_ancestors") or "'self'")

    def url_prefix(self) -> str:
        """Returns an absolute path, so that Rasa mounts the site beside /webhooks/ and not below it."""
        return "/signaalwijzer"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002 - takes no messages
        """Returns the routes of the site."""
        files = read_files(self._folder)
        site = Blueprint("signaalwijzer_site")

        @site.get("/")
        async def index(request: Request) -> HTTPResponse:
            if request.path.endswith("/"):
                return self._send(files.get(INDEX))
            return redirect(request.path.rsplit("/", 1)[-1] + "/", status=308, headers=self._headers)

        @site.get("/<path:path>")
        async def file(_: Request, path: str) -> HTTPResponse:
            return self._send(files.get(path or INDEX))

        return site

    def _send(self, file: WebFile | None) -> HTTPResponse:
        if file is None:
            return text("404", status=404, headers=self._headers)
        return raw(file.body, content_type=file.content_type, headers=self._headers)
