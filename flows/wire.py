"""The socket side of fetching: addresses checked at the moment of connecting, and one deadline for all of it.

A name is resolved once, here, and the connection goes to the very address that was checked: a name
that answers first with a public and then with a private address gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore

Resolve = Callable[[str, int], list[str]]
"""Gives the addresses of a host name."""

_TRIES = 3
"""Addresses of one host that are tried."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """A host is, or resolves to, an address that is not on the public internet."""


class UnknownHostError(Exception):
    """A host name has no address."""


class DeadlineError(Exception):
    """The time for the whole exchange is over."""


@dataclass(slots=True)
class Exchange:
    """What holds for the request under way."""

    deadline: float = float("inf")
    """Moment, on the clock of `now`, at which it has lasted too long."""
    private_host: str | None = None
    """The one host that may have a private address."""


@dataclass(slots=True)
class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only, and reads no longer than the deadline allows."""

    now: Callable[[], float]
    """A clock in seconds that never goes back."""
    resolve: Resolve
    """Gives the addresses of a host name."""
    exchange: Exchange = field(default_factory=Exchange)
    """The request under way."""
    inner: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    """Makes the connections."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a stream to `host`. Raises PrivateAddressError, UnknownHostError, DeadlineError."""
        addresses = self.resolve(host, port)
        if not addresses:
            raise UnknownHostError(host)
        if host != self.exchange.private_host:
            for address in addresses:
                if not is_public(address):
                    raise PrivateAddressError(f"{host} has the private address {address}")
        for address in addresses[: _TRIES - 1]:
            try:
                return self._connect(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if address == addresses[-1]:
                    raise
        return self._connect(addresses[-1], port, timeout, local_address, socket_options)

    def _connect(
        self,
        address: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[Any] | None,
    ) -> httpcore.NetworkStream:
        stream = self.inner.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
        return _TimedStream(stream, self)

    def left(self, timeout: float | None) -> float:
        """Return the seconds until time-out or deadline. Raises DeadlineError where none are left."""
        left = self.exchange.deadline - self.now()
        if left <= 0:
            raise DeadlineError("the whole exchange took too long")
        return left if timeout is None else min(timeout, left)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._backend.left(timeout))
        return _TimedStream(inner, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def is_public(address: str) -> bool:
    """Tell whether an IP address is on the public internet; addresses wrapped in others are unwrapped."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour
        if wrapped is None and found in _NAT64:
            wrapped = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return found.is_global and not found.is_multicast


def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of `host`, by the system's resolver; empty where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
