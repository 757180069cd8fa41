"""How the widget is served, and that the proxy serves it in the same way."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.channels.site import ORIGINS_VARIABLE, WEB_DIR, InvalidOrigin, WidgetSite, frame_ancestors, read_files, security_headers

DOCKER = Path(__file__).resolve().parents[3] / "docker"


@pytest.mark.parametrize(
    "origin", ["https://intranet.praktijk.nl", "http://10.0.0.5:8080", "https://*.praktijk.nl", "http://intranet", "http://localhost:3000"]
)
def test_an_origin_may_embed_the_widget(origin: str) -> None:
    assert frame_ancestors([origin]) == f"'self' {origin}"


@pytest.mark.parametrize(
    "origin", ["*", "https:", "intranet.nl", "https://a.nl/pad", "https://a.nl;script-src", "'none'", "javascript:x", "https://a.nl:999999"]
)
def test_what_is_no_origin_is_refused_by_name(origin: str) -> None:
    with pytest.raises(InvalidOrigin, match=ORIGINS_VARIABLE):
        frame_ancestors([origin])


def test_the_environment_says_who_may_embed_the_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ORIGINS_VARIABLE, " https://a.nl  https://b.nl ")
    assert WidgetSite.from_credentials({})._headers["Content-Security-Policy"].endswith("frame-ancestors 'self' https://a.nl https://b.nl")


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    policy = security_headers("'self'")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_only_files_of_the_widget_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    (tmp_path / "geheim.env").write_text("x")
    (tmp_path / "onder").mkdir()
    (tmp_path / "onder" / "b.css").write_text("2")
    files = read_files(tmp_path)
    assert sorted(files) == ["a.js", "onder/b.css"]
    assert gzip.decompress(files["a.js"].zipped) == files["a.js"].body == b"1"


def test_every_file_of_the_widget_has_a_type() -> None:
    assert sorted(read_files(WEB_DIR)) == sorted(path.relative_to(WEB_DIR).as_posix() for path in WEB_DIR.rglob("*") if path.is_file())


def test_the_proxy_sends_the_same_headers_as_the_bot() -> None:
    text = (DOCKER / "nginx.conf").read_text(encoding="utf-8")
    sent = dict(re.findall(r'add_header (\S+) (?:"([^"]*)"|\S+) always;', text))
    plain = dict(re.findall(r"add_header (\S+) ([^\"\s]+) always;", text))
    assert {**sent, **plain} == security_headers("'self' ${" + ORIGINS_VARIABLE + "}")


@pytest.mark.skipif(not shutil.which("envsubst"), reason="needs envsubst (gettext-base)")
@pytest.mark.parametrize(
    ("origins", "starts"),
    [("", True), ("https://a.nl https://b.nl:8443", True), ("https://a.nl; x", False), ("$(id)", False), ('"', False)],
)
def test_the_proxy_starts_with_a_list_of_origins_and_nothing_else(tmp_path: Path, origins: str, starts: bool) -> None:
    nginx = tmp_path / "nginx"
    nginx.write_text('#!/bin/sh\ngrep -o "frame-ancestors [^\\"]*" "$2"\n')
    nginx.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", ORIGINS_VARIABLE: origins, "NGINX_TEMPLATE": str(DOCKER / "nginx.conf")}
    done = subprocess.run(["sh", DOCKER / "web-start.sh"], env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode == 0) is starts
    assert (f"frame-ancestors 'self' {origins}" in done.stdout) is starts
