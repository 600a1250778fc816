"""Schemes and services that change with the times; kept as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DEFAULT = Path(__file__).parent / "data" / "services.toml"


@dataclass(frozen=True, slots=True)
class Services:
    """What links are judged by.

    Attributes:
        schemes: Schemes that are no mistake, lower case.
        hosts: Host -> class of the service, such as 网盘.
    """

    schemes: frozenset[str]
    hosts: Mapping[str, str]

    def of(self, host: str) -> str | None:
        """Return the class of service that a host, or one above it, belongs to."""
        while host:
            if host in self.hosts:
                return self.hosts[host]
            host = host.partition(".")[2]
        return None


@cache
def known_services() -> Services:
    """Return the list that comes with the suite."""
    data = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))
    return Services(
        schemes=frozenset(data["schemes"]),
        hosts={host: kind for kind, hosts in data["services"].items() for host in hosts},
    )
