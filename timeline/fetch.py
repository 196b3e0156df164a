"""Fetch a page of the web: its address in, its bytes with what the server says of them out.

An address may lead into the machine or the network that this runs on, at once or by a redirect. So at every step the host
is looked up once, everything it is found at must be public, and the connection goes to what was checked: a name that
answers differently the second time it is asked gains nothing. urllib3 is asked for no more than one such connection.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import certifi
import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, LocationParseError, NewConnectionError, ReadTimeoutError, SSLError
from urllib3.util import Url, parse_url

from timeline.noun import Noun

LARGEST = 20_000_000  # bytes, unpacked; no page with a story on it is longer
PATIENCE = 20.0  # seconds until a server must have said something
LONGEST = 60.0  # seconds for a whole page
MOST_REDIRECTS = 10
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; news-timeline)", "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9"}
PAGES, TEXTS = ("text/html", "application/xhtml+xml", ""), ("text/plain", "text/markdown")
BY_HAND = "open the page in a browser, save it as HTML and add that file"


class Fetched(Noun, frozen=True):
    """A page as the server sent it."""

    url: str  # where it was in the end
    data: bytes
    is_html: bool
    encoding: str  # as the server states it, or nothing


class NotFetched(Exception):
    """What stood in the way, and what to do about it, in words for the reader of the screen."""

    def __init__(self, what: str, fix: str):
        super().__init__(what)
        self.fix = fix


def fetch(url: str, allow_local: bool = False) -> Fetched:
    """The page at an address; raises NotFetched."""
    for _ in range(MOST_REDIRECTS + 1):
        address = _parsed(url)
        response = _ask(address, allow_local)
        try:
            if response.status not in (301, 302, 303, 307, 308) or "Location" not in response.headers:
                return _page(address.url, response)
            # A header is read as Latin-1; servers that send letters beyond ASCII mean UTF-8.
            url = urljoin(address.url, response.headers["Location"].encode("latin-1").decode("utf-8", errors="replace"))
        finally:
            response.close()
    raise NotFetched(f"sends on and on, more than {MOST_REDIRECTS} times, the last time to {url}", BY_HAND)


def _parsed(url: str) -> Url:
    try:
        address = parse_url(url)
    except LocationParseError:
        address = Url()
    if not address.host or address.scheme not in ("http", "https"):
        raise NotFetched(f"{url} is no address of a web page", "an address is written as https://example.org/news/1")
    if address.auth:
        raise NotFetched(f"{url} holds a user's name", "leave out what stands before the @")
    return address._replace(fragment=None)


def _ask(url: Url, allow_local: bool) -> urllib3.BaseHTTPResponse:
    """The answer to a request, its body still to be read."""
    assert url.host
    host = url.host.strip("[]")
    port = url.port or (443 if url.scheme == "https" else 80)
    headers = {**HEADERS, "Host": url.netloc or "", **urllib3.make_headers(accept_encoding=True)}
    patience = urllib3.Timeout(connect=PATIENCE / 2, read=PATIENCE)
    failure: HTTPError | None = None
    for address in _addresses(host, port, allow_local):
        if url.scheme == "https":
            pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
                address, port, timeout=patience, server_hostname=host, assert_hostname=host, ca_certs=certifi.where()
            )
        else:
            pool = urllib3.HTTPConnectionPool(address, port, timeout=patience)
        try:
            return pool.urlopen("GET", url.request_uri, headers=headers, redirect=False, retries=False, preload_content=False)
        except (NewConnectionError, ConnectTimeoutError) as error:
            failure = error
        except HTTPError as error:
            raise _failed(host, error) from None
    raise _failed(host, failure)


def _addresses(host: str, port: int, allow_local: bool) -> list[str]:
    """Where a host is found, if all of it is public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotFetched(f"no host {host} is found", "check the address, and whether this machine is on the internet") from None
    addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
    inside = [address for address in addresses if not is_public(address)]
    if inside and not allow_local:
        where = host if host == inside[0] else f"{host} ({inside[0]})"
        raise NotFetched(f"{where} is inside this machine or its network", "if that is what you mean, add --allow-local")
    return addresses


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # how a network without IPv4 writes an address of IPv4: in the last 32 bits


def is_public(address: str) -> bool:
    """Whether an address belongs to the internet at large; an IPv4 address inside one of IPv6 is judged by itself."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _TRANSLATED else None
        ip = translated or ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast


def _failed(host: str, error: HTTPError | None) -> NotFetched:
    if isinstance(error, NewConnectionError):  # which is a ConnectTimeoutError too
        return NotFetched(f"{host} takes no connection", "check the address, or try again later")
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError):
        return NotFetched(f"{host} does not answer", f"try again later, or {BY_HAND}")
    if isinstance(error, SSLError):
        return NotFetched(f"{host} cannot prove that it is {host}: {error}", BY_HAND)
    return NotFetched(f"{host} broke off: {error}", f"try again later, or {BY_HAND}")


def _page(url: str, response: urllib3.BaseHTTPResponse) -> Fetched:
    """What a server answers in the end, if it is a page."""
    if response.status != HTTPStatus.OK:
        raise _refused(url, response.status)
    stated = response.headers.get("Content-Type", "")
    kind = stated.partition(";")[0].strip().lower()
    if kind not in PAGES + TEXTS:
        raise NotFetched(f"{url} is no page but {kind}", "save its text as .txt and add that file")
    encoding = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", stated, re.IGNORECASE)
    return Fetched(url, b"".join(_body(url, response)), kind in PAGES, encoding[1] if encoding else "")


def _refused(url: str, status: int) -> NotFetched:
    said = f"{status} {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else str(status)
    if status in (404, 410):
        return NotFetched(f"there is no page {url} ({said})", "check the address; an archive such as web.archive.org may have a copy")
    if status >= 500:
        return NotFetched(f"the server of {url} fails ({said})", "try again later")
    return NotFetched(f"the server does not hand out {url} ({said})", BY_HAND)


def _body(url: str, response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    """The pieces of a page as they come in, until it is too long or takes too long."""
    begin, size = time.monotonic(), 0
    try:
        while piece := response.read1(65536):
            size += len(piece)
            if size > LARGEST:
                raise NotFetched(f"{url} is longer than {LARGEST // 1_000_000} MB", BY_HAND)
            if time.monotonic() - begin > LONGEST:
                raise NotFetched(f"{url} takes longer than {LONGEST:.0f} seconds", f"try again later, or {BY_HAND}")
            yield piece
    except HTTPError as error:
        raise _failed(urlsplit(url).hostname or "", error) from None
