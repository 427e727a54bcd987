"""The part of the store that a served project needs: releases, outlets, coverage, who and where, alerts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gesta.model.alerts import Alert, Delivery, DeliveryStatus
from gesta.model.merged import MergedIncident
from gesta.model.releases import Release
from gesta.model.terms import IncidentId
from gesta.store import alerts, coverage, one_outlet, outlets, releases, told_actors, told_places
from gesta.store.coverage import DayCount, ProblemGroup, Reviewed
from gesta.store.one_outlet import Contradiction, Copied, Told
from gesta.store.outlets import Outlet
from gesta.store.session import Session
from gesta.store.told_actors import InRole, ToldActor, With
from gesta.store.told_places import ToldPlace


class ServedStore:
    """What pages, alerts and releases ask of an open project; ``gesta.store.store.Store`` has all of it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Releases

    def add_release(self, draft: Release, incidents: Iterable[MergedIncident]) -> Release:
        """The incidents are frozen under the name; returns the release with its number, sum and count of incidents.

        Raises UsageError for a name that is taken or none.
        """
        return releases.add_release(self._session, draft, incidents)

    def releases(self) -> tuple[Release, ...]:
        """Every release, the newest first."""
        return releases.releases(self._session)

    def release(self, name: str) -> Release | None:
        """The release of the name."""
        return releases.release(self._session, name)

    def released(self, name: str) -> Iterator[bytes]:
        """The frozen JSON lines of the release, in pieces of any length; nothing where there is no such release."""
        return releases.content(self._session, name)

    # Outlets and coverage

    def outlets(self) -> list[Outlet]:
        """Every outlet in numbers, those with most reports first."""
        return outlets.outlets(self._session)

    def outlet_months(self) -> dict[str, dict[str, int]]:
        """The reports of each outlet by month of publication."""
        return outlets.outlet_months(self._session)

    def outlet_types(self, outlet: str) -> list[tuple[str, str, int]]:
        """Type, label and number of the incidents that the outlet tells."""
        return one_outlet.outlet_types(self._session, outlet)

    def outlet_reports(self, outlet: str, limit: int) -> list[Told]:
        """The newest reports of the outlet."""
        return one_outlet.outlet_reports(self._session, outlet, limit)

    def copied(self, outlet: str) -> list[Copied]:
        """Whose texts the outlet has, and who has its own."""
        return one_outlet.copied(self._session, outlet)

    def contradictions(self, outlet: str, limit: int) -> list[Contradiction]:
        """The tolls of the outlet that others give otherwise."""
        return one_outlet.contradictions(self._session, outlet, limit)

    def reports_by_day(self) -> list[DayCount]:
        """Reports that were read by day of publication and outlet."""
        return coverage.reports_by_day(self._session)

    def problem_groups(self) -> list[ProblemGroup]:
        """Problems by kind, the most frequent first."""
        return coverage.problem_groups(self._session)

    def unread_reports(self, limit: int) -> tuple[int, list[tuple[str, str]]]:
        """How many reports were never read, and source and arrival of the first of them."""
        return coverage.unread_reports(self._session, limit)

    def reviewed_by_type(self) -> list[Reviewed]:
        """The incidents of the default listing by type and status."""
        return coverage.reviewed_by_type(self._session)

    # Who and where

    def actors_told(self) -> list[ToldActor]:
        """The known actors of the incidents, those with most incidents first."""
        return told_actors.actors_told(self._session)

    def names_told(self, limit: int) -> list[ToldActor]:
        """The names that mean no known actor, those with most incidents first."""
        return told_actors.names_told(self._session, limit)

    def roles_of(self, actor: str) -> list[InRole]:
        """The incidents of the actor by role and month."""
        return told_actors.roles_of(self._session, actor)

    def told_with(self, actor: str, limit: int) -> list[With]:
        """Who else is told of in the incidents of the actor."""
        return told_actors.told_with(self._session, actor, limit)

    def units_told(self) -> list[tuple[str | None, str | None, int]]:
        """Country, province and number of incidents."""
        return told_places.units_told(self._session)

    def places_told(self, country: str | None, admin1: str | None, limit: int) -> list[ToldPlace]:
        """The places of the country and province, those with most incidents first."""
        return told_places.places_told(self._session, country, admin1, limit)

    # Alerts

    def add_alert(self, alert: Alert, members: Iterable[tuple[IncidentId, str]]) -> Alert:
        """The rule stands from the last change on; ``members``: what it knows already, with tolls."""
        return alerts.add_alert(self._session, alert, members)

    def alerts(self, *, ended: bool = False) -> list[Alert]:
        """The rules that hold; with ``ended`` the others too."""
        return alerts.alerts(self._session, ended=ended)

    def alert(self, id: str) -> Alert | None:
        """The rule of the id."""
        return alerts.alert_of(self._session, id)

    def end_alert(self, id: str, at: str) -> bool:
        """The rule holds no more; False where none of the id held."""
        return alerts.end_alert(self._session, id, at)

    def alert_members(self, id: str, incidents: Iterable[IncidentId]) -> dict[IncidentId, str]:
        """Those of the incidents that the rule knows, with their tolls then."""
        return alerts.members_of(self._session, id, incidents)

    def advance_alert(
        self, id: str, since: int, members: Mapping[IncidentId, str | None], found: Iterable[Delivery]
    ) -> None:
        """The rule went through the changes up to ``since``; what it found waits to be sent."""
        alerts.advance(self._session, id, since, members, found)

    def due_deliveries(self, at: str, limit: int, latest: str = "9999") -> list[Delivery]:
        """What waits and may be sent at the moment, or waits for one after ``latest``, as nothing does that was put
        off by a clock that is right."""
        return alerts.due(self._session, at, limit, latest)

    def claim_delivery(self, delivery: Delivery, at: str) -> bool:
        """The delivery is this sender's to send; False where another has it."""
        return alerts.claim(self._session, delivery, at)

    def settle_delivery(self, delivery: Delivery, status: DeliveryStatus, next_at: str | None, detail: str) -> None:
        """What was claimed was sent, failed, or waits for another try."""
        alerts.settle(self._session, delivery, status, next_at, detail)

    def give_up_deliveries(self, before: str) -> int:
        """What was claimed before the moment and never settled has failed."""
        return alerts.give_up(self._session, before)

    def deliveries(self, alert: str, limit: int) -> list[Delivery]:
        """What the rule told or is to tell, the newest first."""
        return alerts.deliveries(self._session, alert, limit)

    def delivery_counts(self) -> dict[str, dict[str, int]]:
        """How many deliveries each rule has by status."""
        return alerts.delivery_counts(self._session)
