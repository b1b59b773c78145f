"""Shows the reports in a browser of this machine and reloads them when they change.

The server listens on the loopback address alone. It answers only GET, and only when the Host header names that address
and its port, so that no site can reach it by a name of its own (DNS rebinding); where there is an Origin header it must
be the server's own. It serves what was put into its memory and reads no file.
"""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote, urlsplit

from briefkit.errors import UsageError

HOST = "127.0.0.1"
_WAIT = 15.0
"""Seconds after which an event stream says that it is still there."""
_SCRIPT = (
    "const s=new EventSource('/events');let v;s.onmessage=e=>{if(v!==undefined&&v!==e.data)location.reload();v=e.data};"
)
_STYLE = (
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1b2430;--link:#1d4673}"
    "@media(prefers-color-scheme:dark){:root{--paper:#14181e;--ink:#e3e7ec;--link:#8ab6e6}}"
    "body{margin:0;font:15px/1.5 system-ui,sans-serif;background:var(--paper);color:var(--ink)}a{color:var(--link)}"
    "h1{font-size:1.2rem;margin:1rem 1rem 0}"
    "nav{padding:.4rem 1rem;border-bottom:1px solid #8886;display:flex;gap:1rem;flex-wrap:wrap}"
    "iframe{border:0;width:100%;height:calc(100vh - 2.6rem);background:var(--paper)}ul{padding:1rem 2rem}"
)


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


_POLICY = (
    f"default-src 'none'; script-src {_digest(_SCRIPT)}; style-src {_digest(_STYLE)}; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass
class Shown:
    """What is shown at the moment: documents by name, and the page with what the check said."""

    documents: Mapping[str, bytes] = field(default_factory=dict)
    check: bytes = b""
    version: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def show(self, documents: Mapping[str, bytes], check: bytes) -> None:
        """Show these from now on, and tell the browsers."""
        with self.changed:
            self.documents, self.check, self.version = dict(documents), check, self.version + 1
            self.changed.notify_all()

    def after(self, version: int, seconds: float) -> int:
        """The version as soon as it is another one, or after so many seconds."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != version, seconds)
            return self.version


def start_server(shown: Shown, port: int) -> ThreadingHTTPServer:
    """Serve in the background; port 0 takes a free one.

    Raises:
        UsageError: the port is taken or not ours to take.
    """

    class Handler(_Handler):
        state = shown

    try:
        server = ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        reason = (error.strerror or "it cannot be used").lower()
        raise UsageError(f"port {port}: {reason}", advice="name another: briefkit serve --port 0") from None
    Handler.port = server.server_port
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    state: Shown
    port: int
    server_version, sys_version = "briefkit", ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer, if the request is this machine's own."""
        if not self._own():
            self._answer(b"not for you\n", "text/plain", status=HTTPStatus.FORBIDDEN)
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/":
            self._answer(_index(self.state), "text/html", _POLICY)
        elif path == "/check":
            self._answer(_framed("/checked", "what the check says"), "text/html", _POLICY)
        elif path == "/checked":
            self._answer(self.state.check, "text/html")
        elif path == "/events":
            self._events()
        elif path.startswith("/report/") and path[8:] in self.state.documents:
            self._answer(_framed(f"/document/{quote(path[8:], safe='')}", path[8:]), "text/html", _POLICY)
        elif path.startswith("/document/") and path[10:] in self.state.documents:
            self._answer(self.state.documents[path[10:]], "text/html")
        else:
            self._answer(b"there is no such page\n", "text/plain", status=HTTPStatus.NOT_FOUND)

    def _own(self) -> bool:
        hosts = {f"{name}:{self.port}" for name in (HOST, "localhost")}
        origin = self.headers.get("Origin")
        return self.headers.get("Host") in hosts and (origin is None or origin in {f"http://{host}" for host in hosts})

    def _answer(self, body: bytes, kind: str, policy: str = "", status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        """The version as an event, again whenever it changes, until the browser leaves."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        version = self.state.version
        try:
            while True:
                self.wfile.write(f"data: {version}\n\n".encode())
                self.wfile.flush()
                version = self.state.after(version, _WAIT)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing: what matters is told by the rounds."""


def _index(shown: Shown) -> bytes:
    links = "".join(f'<li><a href="/report/{quote(name, safe="")}">{escape(name)}</a></li>' for name in shown.documents)
    check = '<li><a href="/check">what the check says</a></li>'
    return _page("Reports", f"<main><h1>Reports</h1><ul>{links}{check}</ul></main>")


def _framed(address: str, title: str) -> bytes:
    return _page(title, f'<iframe src="{escape(address)}" title="{escape(title)}"></iframe>')


def _page(title: str, body: str) -> bytes:
    nav = '<nav aria-label="briefkit"><a href="/">Reports</a><a href="/check">Check</a></nav>'
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    head += f"<title>{escape(title)}</title><style>{_STYLE}</style>"
    inside = f"<head>{head}</head><body>{nav}{body}<script>{_SCRIPT}</script></body>"
    return f'<!DOCTYPE html><html lang="en">{inside}</html>'.encode()
