"""One address fetched over HTTP, with limits, and never from a private network that the user has not named.

Each host is resolved once and the connection goes to the address that was looked at, so that no second answer of a name
server (DNS rebinding) leads elsewhere. Redirects are followed by hand, each looked at like the first.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from briefkit import __version__
from briefkit.errors import FetchError
from briefkit.files import size

Resolve = Callable[[str, int], list[str]]
"""Host and port to IP addresses; raises OSError where there are none."""
Allow = Callable[[str], bool]
"""Whether an IP address may be asked."""
REDIRECTS = (301, 302, 303, 307, 308)
SAFE = "/%?:@!$&'()*+,;=~[]"
SAVE = "open it in a browser, save the page, and add the file"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of an answer, seconds for all of it, and redirects."""

    size: int = 100_000_000
    seconds: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer.

    Attributes:
        urls: the address asked for and those it led to; the last one answered.
        headers: in order, names in small letters.
        body: as it came.
        data: unpacked, where the server had packed it.
    """

    urls: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes
    data: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")


def addresses(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    return list(dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet; one that wraps another is judged by both."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(one is not None and not is_public(str(one)) for one in inner):
            return False
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def fetch(url: str, *, resolve: Resolve = addresses, allow: Allow = is_public, limits: Limits | None = None) -> Fetched:
    """What an address answers.

    An address in a private network is asked only where the user has written it out, as an IP address or as localhost;
    no redirect leads to one.

    Raises:
        FetchError: the address is none, leads to a private network, does not answer, or answers with an error or too
            much.
    """
    limits = limits or Limits()
    end = time.monotonic() + limits.seconds
    urls = [url]
    while True:
        parts = _split(urls[-1])
        named = len(urls) == 1 and _written_out(parts.hostname or "")
        try:
            response = _ask(parts, resolve, (lambda _: True) if named else allow, limits, end)
        except (OSError, HTTPException, ValueError) as error:
            slow = time.monotonic() >= end
            problem = f"took over {limits.seconds:.0f} seconds" if slow else f"cannot be fetched: {_reason(error)}"
            raise FetchError(problem, path=urls[-1], advice=SAVE) from error
        status, headers, body = response
        location = next((value for key, value in headers if key == "location"), "")
        if status not in REDIRECTS or not location:
            break
        urls.append(urljoin(urls[-1], location))
        if len(urls) > limits.redirects + 1:
            raise FetchError(f"redirects more than {limits.redirects} times", path=url, advice=SAVE)
    if status != 200:
        raise FetchError(f"the server answers with status {status}", path=urls[-1], advice=SAVE)
    encoding = next((value for key, value in headers if key == "content-encoding"), "")
    return Fetched(tuple(urls), headers, body, _unpacked(body, encoding, limits.size, urls[-1]))


def _split(url: str) -> SplitResult:
    """The parts of an address.

    Raises:
        FetchError: it is no http or https address, or has a password in it.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise FetchError("is no address", path=url) from None
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError("is no http or https address", path=url, advice="write https://…, or name a file")
    if parts.username is not None or parts.password is not None:
        raise FetchError("has a user name or password in it", advice=f"leave it out; {SAVE}")
    return parts


def _written_out(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _ask(
    parts: SplitResult, resolve: Resolve, allow: Allow, limits: Limits, end: float
) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers and body of one request."""
    secure = parts.scheme == "https"
    host = (parts.hostname or "").encode("idna").decode("ascii") if not _written_out(parts.hostname or "") else None
    host = host or parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    found = resolve(host, port)
    if not found or not all(allow(address) for address in found):
        raise FetchError(
            "leads to a private network, or to none",
            path=urlunsplit(parts._replace(query="", fragment="")),
            advice=f"if that is what you want, {SAVE}",
        )
    connection = _Pinned(host, port, found[0], secure, max(0.1, min(20.0, end - time.monotonic())))
    target = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe=SAFE)
    headers = {"User-Agent": f"briefkit/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
    with _cut_off(connection, end):
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        told = tuple((key.lower(), value) for key, value in response.getheaders())
        body = b"" if response.status in REDIRECTS else _body(response, limits.size, end, parts)
    if time.monotonic() >= end:  # cut off: what came looks like the whole
        raise TimeoutError
    return response.status, told, body


class _Pinned(HTTPConnection):
    """A connection to an address that was looked at, under the name of its host."""

    def __init__(self, host: str, port: int, address: str, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address, self._secure = address, secure
        self.line: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.line = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = self.line = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


@contextmanager
def _cut_off(connection: _Pinned, end: float) -> Iterator[None]:
    """Close the connection when the time is over: a server may drip its headers for ever."""

    def cut() -> None:
        with suppress(OSError):
            if connection.line is not None:
                connection.line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, end - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _body(response: HTTPResponse, most: int, end: float, asked: SplitResult) -> bytes:
    parts: list[bytes] = []
    length = 0
    declared = response.length or 0
    while (chunk := response.read(1 << 16)) or declared > most:
        length += len(chunk)
        if max(length, declared) > most:
            address = urlunsplit(asked._replace(query="", fragment=""))
            raise FetchError(f"sends more than {size(most)}", path=address, advice=SAVE)
        if time.monotonic() > end:
            raise TimeoutError
        parts.append(chunk)
    if response.length:
        raise IncompleteRead(b"", response.length)
    return b"".join(parts)


def _unpacked(body: bytes, encoding: str, most: int, url: str) -> bytes:
    """The body without its content encoding, never more than `most` bytes."""
    if encoding.lower() in ("", "identity"):
        return body
    if encoding.lower() not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"is packed in a way that nobody asked for ({encoding})", path=url, advice=SAVE)
    unpacker = zlib.decompressobj(wbits=47)
    try:
        data = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise FetchError("is packed and damaged", path=url, advice=SAVE) from error
    if len(data) > most or unpacker.unconsumed_tail:
        raise FetchError(f"unpacks to more than {size(most)}", path=url, advice=SAVE)
    return data


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return f"its certificate or encryption is not in order ({error.reason or 'TLS'})"
    if isinstance(error, TimeoutError):
        return "the server does not answer in time"
    if isinstance(error, IncompleteRead):
        return "the answer is cut off"
    if isinstance(error, socket.gaierror):
        return "there is no such host, or no network"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
