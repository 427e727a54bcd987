"""Rules made as a person asks for them, from the command line and from a page."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from gesta.api.alert_channels import checked_target
from gesta.codebook.records import Codebook
from gesta.errors import UsageError
from gesta.model.alerts import ALERT_KINDS, Alert, AlertHow, AlertKind
from gesta.model.filters import Filter
from gesta.model.plain import harmless
from gesta.pipeline.alerting import watch
from gesta.query import to_query, told
from gesta.store.store import Store

_LONGEST_NAME = 200


def made(
    store: Store, book: Codebook, project: str, wanted: Filter, how: AlertHow, target: str, *, name: str | None,
    kinds: Sequence[str], quiet: str | None, zone: str, who: str, at: str, private: bool = False,
) -> Alert:  # fmt: skip
    """The rule stands, with a secret where it posts; ``name``: by default the filter in words. Raises UsageError."""
    taken: list[AlertKind] = [each for each in ALERT_KINDS if each in kinds]
    if unknown := [each for each in kinds if each not in ALERT_KINDS]:
        raise UsageError(f"{unknown[0]}: an alert tells {', '.join(ALERT_KINDS)}")
    rule = Alert(
        f"alr_{secrets.token_hex(6)}",
        harmless((name or "").strip() or told(wanted))[:_LONGEST_NAME],
        to_query(wanted),
        how,
        checked_target(how, target, project),
        tuple(taken),
        who,
        at,
        0,
        (quiet or "").strip() or None,
        zone.strip() or "UTC",
        secrets.token_hex(32) if how == "webhook" else None,
        private and how == "webhook",
    )
    return watch(store, book, rule)
