"""Which network addresses may be connected to."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

_GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
"""All that is routed of IPv6: site-local addresses, IPv4 addresses in IPv6 clothes and local translators are not."""
_PROTOCOLS = ipaddress.IPv4Network("192.0.0.0/24")
"""RFC 6890: for protocols, not for hosts; a cloud keeps its secrets there."""
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052: a translator behind this prefix reaches the IPv4 address in the last four bytes."""


class Refused(OSError):
    """The address is not a public web address."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets connections through to the public internet only.

    ``also``: (IP address, port) pairs let through all the same. Nothing but a test gives any: no option, variable or
    page reaches it.
    """

    also: frozenset[tuple[str, int]] = frozenset()

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of the host; raises Refused where any of them is not on the public internet."""
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        for address in found:
            if not _is_public(address) and (address, port) not in self.also:
                raise Refused(f"{host} is at {address}, which is not a public address")
        return found


def _is_public(address: str) -> bool:
    """True for an address of the public internet; one that carries IPv4 addresses inside is judged by those too."""
    number = ipaddress.ip_address(address.split("%")[0])
    if isinstance(number, ipaddress.IPv4Address):
        return number.is_global and not number.is_multicast and number not in _PROTOCOLS
    if number.ipv4_mapped is not None:
        return _is_public(str(number.ipv4_mapped))
    inner = [number.sixtofour, *(number.teredo or ())]
    if number in _TRANSLATED:
        inner.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
    is_routed = number in _GIVEN_OUT or number in _TRANSLATED
    return number.is_global and is_routed and all(_is_public(str(held)) for held in inner if held)


PUBLIC = Guard()
"""The guard of every command."""
