"""One HTTP exchange with a host on the public internet: checked address, bounded time and size, no redirects followed.

A host's name is looked up once; the addresses found are checked and the connection goes to the checked address itself, so a name
that changes its meaning between check and connection (DNS rebinding) gains nothing. For that reason proxies are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from threading import Event, Timer
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection
    from urllib3.util import Url

    IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

ROBOT = "claim-consistency-checker"
PORTS = {"http": 80, "https": 443}
CHUNK = 64 * 2**10
# The well-known prefix under which a gateway reaches IPv4 (RFC 6052): what counts is the address behind it.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(CheckerError):
    """An address that gave nothing usable; the text is the reason, in one line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one exchange may cost. timeout: seconds without an answer; deadline: seconds in all; size: bytes, unpacked."""

    timeout: float = 15.0
    deadline: float = 60.0
    size: int = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (lower-case names) and unpacked body of a response; the body is empty unless the status is 200."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """Media type in lower case, without parameters; "" where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def web_url(text: str) -> Url:
    """A parsed http(s) address without fragment. Raises FetchError for everything else, and for one that holds a password."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        url = parse_url(text.strip())
    except LocationParseError:
        raise FetchError("is no web address; expected one such as https://example.org/story") from None
    if url.scheme not in PORTS or not url.host:
        raise FetchError("is no web address; expected http:// or https:// and a host")
    if url.auth:
        raise FetchError("holds a user name or password; leave it out")
    return url._replace(fragment=None)


def exchange(url: Url, *, accept: str, limits: Limits, allow_private: bool = False) -> Answer:
    """GET `url` once. Raises FetchError for hosts that are unknown or not public, for failures, and when a limit is reached."""
    from urllib3.exceptions import HTTPError

    addresses = public_addresses(url, allow_private=allow_private)
    open_now: list[Any] = []
    late = Event()
    # A socket's timeout starts anew with each byte; a server that drips is stopped by the clock.
    clock = Timer(limits.deadline, _cut, [open_now, late])
    clock.daemon = True
    clock.start()
    try:
        answer = _get(_connected(url, addresses, limits, open_now, late), url, accept, limits)
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise FetchError(_reason(error, limits, expired=late.is_set())) from None
    finally:
        clock.cancel()
        for item in open_now:
            item.close()
    if late.is_set():  # a connection that was cut looks like the end of a page that came without its length
        raise FetchError(_too_late(limits))
    return answer


def public_addresses(url: Url, *, allow_private: bool = False) -> list[str]:
    """The addresses of a host. Raises FetchError if it is unknown or any of them is not public."""
    host = (url.host or "").strip("[]")
    try:
        found = socket.getaddrinfo(host, url.port or PORTS[url.scheme or "http"], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"host {host!r} is not known; check the address and the network") from None
    addresses = [str(entry[4][0]) for entry in found]
    closed = next((address for address in addresses if not _is_public(address)), None)
    if closed and not allow_private:
        raise FetchError(f"host {host!r} has the address {closed}, which is not on the public internet; --allow-private lets it through")
    return list(dict.fromkeys(addresses))


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    return all(inner.is_global and not inner.is_multicast and not inner.is_reserved for inner in _meant(address))


def _meant(address: IpAddress) -> list[IpAddress]:
    """The address, or those inside it where an IPv6 address stands for IPv4 ones."""
    if not isinstance(address, ipaddress.IPv6Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, address.sixtofour] if address.sixtofour else [address]


def _connected(url: Url, addresses: Sequence[str], limits: Limits, open_now: list[Any], late: Event) -> HTTPConnection:
    """A connection to the first address that takes one. Raises the last error if none does.

    open_now holds it from the beginning, then its socket too, which the connection gives away with a response that ends it.
    """
    from urllib3.exceptions import HTTPError

    failure: Exception = OSError("no address")
    for address in addresses:
        connection = _connection(url, address, limits)
        open_now[:] = [connection]
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            failure = error
            continue
        open_now.append(connection.sock)
        if late.is_set():  # when the clock struck, there may have been no socket to cut
            break
        return connection
    raise failure


def _connection(url: Url, address: str, limits: Limits) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection

    port = url.port or PORTS[url.scheme or "http"]
    if url.scheme == "http":
        return HTTPConnection(address, port, timeout=limits.timeout)
    # The certificate is checked against the host's name though the connection goes to its address.
    return HTTPSConnection(address, port, timeout=limits.timeout, server_hostname=(url.host or "").strip("[]"), ssl_context=_tls())


@cache
def _tls() -> ssl.SSLContext:
    import certifi

    context = ssl.create_default_context()  # the system's authorities, and those of SSL_CERT_FILE
    context.load_verify_locations(certifi.where())
    return context


def _cut(open_now: Sequence[Any], late: Event) -> None:
    """Shut the sockets, so that whoever waits for them sees the end; of a connection under way, the one that it has now."""
    late.set()
    for item in open_now:
        held = getattr(item, "sock", item)
        if isinstance(held, socket.socket):
            with suppress(OSError):
                socket.socket.shutdown(held, socket.SHUT_RDWR)  # the plain socket's: TLS state belongs to the thread that reads


def _get(connection: HTTPConnection, url: Url, accept: str, limits: Limits) -> Answer:
    headers = {
        "Host": (url.host or "") + (f":{url.port}" if url.port else ""),
        "User-Agent": f"{ROBOT}/{version(ROBOT)}",
        "Accept": accept,
        "Accept-Language": "en",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    connection.request("GET", url.request_uri, headers=headers, preload_content=False)
    response = connection.getresponse()
    told = {name.lower(): value for name, value in response.headers.items()}
    body = _body(response, told, limits) if response.status == http.client.OK else b""
    return Answer(url.url, response.status, told, body)


def _body(response: BaseHTTPResponse, headers: Mapping[str, str], limits: Limits) -> bytes:
    too_large = FetchError(f"is larger than {limits.size / 2**20:g} MB")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.size:
        raise too_large
    parts, size = [], 0
    for part in response.stream(CHUNK, decode_content=True):
        size += len(part)
        if size > limits.size:
            raise too_large
        parts.append(part)
    return b"".join(parts)


def _reason(error: Exception, limits: Limits, *, expired: bool) -> str:
    from urllib3.exceptions import ConnectTimeoutError, ReadTimeoutError, SSLError

    if expired:
        return _too_late(limits)
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError | TimeoutError):
        return f"gave no answer for {limits.timeout:g} s"
    if isinstance(error, SSLError | ssl.SSLError):
        return f"has no certificate that can be trusted ({_short(error)})"
    return f"can't be reached or broke off ({_short(error)})"


def _too_late(limits: Limits) -> str:
    return f"took longer than {limits.deadline:g} s"


def _short(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or getattr(error.__cause__ or error.__context__, "strerror", None)
    return " ".join(str(reason or error or type(error).__name__).split())[:120]
