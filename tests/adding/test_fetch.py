"""Fetching one address: limits, redirects, private networks, name servers that change their mind."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from briefkit.adding.fetch import Fetched, Limits, fetch, is_public
from briefkit.errors import FetchError

PAGE = b"<!doctype html><title>A page</title><p>The river rose by 26 centimetres.</p>"


class Handler(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        Handler.asked.append((self.headers["Host"], self.path))
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
        elif path == "/loop":
            self.send_response(301)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif path == "/big":
            self._answer(b"x" * 300_000)
        elif path == "/packed":
            self._answer(gzip.compress(PAGE), ("Content-Encoding", "gzip"))
        elif path == "/bomb":
            self._answer(gzip.compress(b"0" * 5_000_000), ("Content-Encoding", "gzip"))
        elif path == "/odd":
            self._answer(PAGE, ("Content-Encoding", "br"))
        elif path == "/slow":
            self.send_response(200)
            self.flush_headers()
            for _ in range(100):
                try:
                    self.wfile.write(b"X-Drip: 1\r\n")
                except ConnectionError:
                    return
                time.sleep(0.1)
        elif path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b"short")
        elif path == "/gone":
            self.send_error(404)
        else:
            self._answer(PAGE, ("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "a=b"))

    def _answer(self, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            return

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    Handler.asked.clear()


def public(host: str, port: int) -> list[str]:
    """A resolver for which every host is this machine."""
    return ["127.0.0.1"]


def ask(url: str, **more: Any) -> Fetched:
    return fetch(url, **{"resolve": public, "allow": lambda _: True, **more})


def test_a_page_as_it_came(port: int) -> None:
    got = ask(f"http://example.org:{port}/page?a=b#part")
    assert got.body == got.data == PAGE
    assert got.header("content-type") == "text/html; charset=utf-8"
    assert Handler.asked == [(f"example.org:{port}", "/page?a=b")]


def test_letters_and_spaces_in_an_address(port: int) -> None:
    assert ask(f"http://example.org:{port}/größe der Brücke?a=ü%20b").data == PAGE
    assert Handler.asked[0][1] == "/gr%C3%B6%C3%9Fe%20der%20Br%C3%BCcke?a=%C3%BC%20b"


def test_a_host_is_asked_by_its_name_in_ascii(port: int) -> None:
    assert ask(f"http://bücher.example:{port}/").data == PAGE
    assert Handler.asked[0][0] == f"xn--bcher-kva.example:{port}"


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".org"])
def test_hosts_that_are_no_names(port: int, host: str) -> None:
    with pytest.raises(FetchError, match="cannot be fetched"):
        ask(f"http://{host}:{port}/")


def test_redirects_are_followed_and_told(port: int) -> None:
    got = ask(f"http://example.org:{port}/to/http://example.net:{port}/to//page")
    assert [url.split("/")[2].split(":")[0] for url in got.urls] == ["example.org", "example.net", "example.net"]
    assert got.data == PAGE


def test_no_redirect_leads_into_a_private_network(port: int) -> None:
    def resolve(host: str, _: int) -> list[str]:
        return ["127.0.0.1"] if host != "example.org" else ["93.184.215.14"]

    for target in (f"http://127.0.0.1:{port}/secret", f"http://localhost:{port}/x", f"http://intranet:{port}/x"):
        with pytest.raises(FetchError, match="private network"):
            fetch(
                f"http://127.0.0.1:{port}/to/{target}",
                resolve=lambda host, _: ["127.0.0.1"],
                allow=is_public,
            )
    assert all("/to/" in path for _, path in Handler.asked)
    with pytest.raises(FetchError, match="private network"):
        fetch(f"http://intranet:{port}/page", resolve=resolve)


def test_a_name_that_leads_to_a_public_and_a_private_address_is_refused(port: int) -> None:
    with pytest.raises(FetchError, match="private network"):
        fetch(f"http://example.org:{port}/", resolve=lambda *_: ["93.184.215.14", "127.0.0.1"])
    assert Handler.asked == []


def test_a_name_is_looked_up_once_and_its_answer_kept(port: int) -> None:
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    looked: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        looked.append(host)
        return answers[len(looked) - 1]

    got = fetch(f"http://example.org:{port}/", resolve=resolve, allow=lambda address: address == "127.0.0.1")
    assert got.data == PAGE
    assert looked == ["example.org"]


def test_an_address_that_the_user_wrote_out_is_asked(port: int) -> None:
    assert fetch(f"http://127.0.0.1:{port}/").data == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "192.0.2.1", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "no http or https"),
        ("ftp://example.org/x", "no http or https"),
        ("gopher://example.org", "no http or https"),
        ("http://", "no http or https"),
        ("http://user:pass@example.org/", "user name or password"),
        ("http://[::1", "no address"),
        ("http://example.org:99999/", "no address"),
    ],
)
def test_what_is_no_address(url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        ask(url)
    assert Handler.asked == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/big", "more than 200 kB"),
        ("/bomb", "unpacks to more than 200 kB"),
        ("/odd", "packed in a way"),
        ("/loop", "redirects more than 5 times"),
        ("/gone", "status 404"),
        ("/cut", "cut off"),
        ("/to/file:///etc/passwd", "no http or https"),
    ],
)
def test_what_is_refused(port: int, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        ask(f"http://example.org:{port}{path}", limits=Limits(size=200_000))


def test_a_packed_answer_is_unpacked_and_kept_as_it_came(port: int) -> None:
    got = ask(f"http://example.org:{port}/packed")
    assert got.data == PAGE
    assert gzip.decompress(got.body) == PAGE


def test_a_server_that_drips_is_left(port: int) -> None:
    start = time.monotonic()
    with pytest.raises(FetchError, match="took over 1 seconds"):
        ask(f"http://example.org:{port}/slow", limits=Limits(seconds=1.0))
    assert time.monotonic() - start < 4


def test_nobody_listens() -> None:
    with pytest.raises(FetchError, match="cannot be fetched"):
        ask("http://example.org:1/")
