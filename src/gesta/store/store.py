"""The store: one open project. Every method is one call of the modules beside this one.

Outside ``transaction`` each call that writes is a transaction of its own. Ids and texts come back as they went in,
sorted by id where no other order is said. A store is used by one thread at a time; another process may read while one
writes, and a second writer waits, then gets ``LockedError``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from gesta.errors import Problem
from gesta.model.documents import Report
from gesta.model.feeds import FeedState
from gesta.model.filters import EVERYTHING, Filter
from gesta.model.incidents import Record
from gesta.model.judgements import Judgement
from gesta.model.listed import ListedIncident, Page
from gesta.model.merged import Change, Copy, Figure, Glimpse, Link, MergedIncident
from gesta.model.report_lines import ReportLine
from gesta.model.served import SecondReading, Token
from gesta.model.spans import Span
from gesta.model.terms import CountField, IncidentId, Policy, ReportId
from gesta.store import (
    backups,
    boxes,
    copies,
    feeds,
    incidents,
    judgements,
    lines,
    links,
    listing,
    lookups,
    merging,
    paging,
    readings,
    report_lines,
    reports,
    search,
    second_readings,
    settings,
    stats,
    tokens,
    weighing,
)
from gesta.store.backups import Head
from gesta.store.boxes import Box
from gesta.store.engine import is_address
from gesta.store.lines import Line
from gesta.store.project import create_project, empty, open_project
from gesta.store.records import Reading
from gesta.store.served import ServedStore
from gesta.store.session import Session
from gesta.store.streams import Tell, counts
from gesta.store.weighing import Weighed

WAIT = 10.0
"""Seconds that a writer waits for another one while a person waits for it."""
PATIENT = 900.0
"""Seconds that a command which nobody need watch waits for another writer: the longest merging is shorter."""


class Store(ServedStore):
    """An open project. Made by ``create`` or ``open``; closed by ``close`` or at the end of a ``with``."""

    def __init__(self, session: Session, folder: Path | None) -> None:
        super().__init__(session)
        self._folder = folder

    @classmethod
    def create(cls, target: str | Path, *, wait: float = WAIT, told: Mapping[str, str] | None = None) -> Self:
        """A new project without reports at the path or ``postgresql://`` address, with the settings told, or nothing.

        Raises ExistsError, NotThereError.
        """

        def fill(connection: Connection) -> None:
            empty(connection)
            settings.put_settings(connection, told or {})

        return cls(create_project(target, wait, fill), _folder(target))

    @classmethod
    def open(
        cls,
        target: str | Path,
        *,
        wait: float = WAIT,
        patience: float | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Self:
        """The project at the path or address, brought up to date where an older Gesta wrote it.

        ``patience``: seconds that a question may take in PostgreSQL, None for any; ``SlowError`` ends a longer one.
        ``tell``: is told, once, that a write has to wait for another process.
        Raises NotThereError, NotAProjectError, NewerProjectError, LockedError.
        """
        return cls(open_project(target, wait, patience, tell), _folder(target))

    def close(self) -> None:
        """The project is closed; closing again does nothing."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All calls inside stand together or not at all; a transaction inside another is part of it."""
        with self._session.write():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All calls inside, which must only read, see the project as it is at one moment; no writer waits for them."""
        with self._session.snapshot():
            yield

    # Capture

    def add_report(self, report: Report, at: str) -> reports.Added:
        """The report stands once: "new", "known", or "version" when it replaces a capture of the same address."""
        return reports.add_report(self._session, report, at, self._folder)

    def add_problem(self, problem: Problem, at: str, report: ReportId | None = None) -> None:
        """The problem stands once, however often it is met."""
        reports.add_problem(self._session, problem, at, report)

    def problems(self, report: ReportId | None = None) -> list[Problem]:
        """Problems in the order met: those of the report, or all."""
        return reports.problems(self._session, report)

    def unread(self, stamp: str) -> Iterator[Report]:
        """Reports whose current reading is not of the stamp, in order of arrival; readings may be saved meanwhile.

        Call ``recall`` first, so that readings of the stamp that are there already are not made again.
        """
        return reports.unread(self._session, stamp)

    def count_unread(self, stamp: str) -> int:
        """How many reports ``unread`` has."""
        return reports.count_unread(self._session, stamp)

    def unread_ids(self, stamp: str) -> list[ReportId]:
        """The ids of the reports that ``unread`` has, in order of arrival."""
        return reports.unread_ids(self._session, stamp)

    def stamps_of(self, ids: Iterable[ReportId]) -> dict[ReportId, str]:
        """For those of the reports that have a reading: the stamp of the one that holds."""
        return reports.stamps_of(self._session, ids)

    def read_ids(self) -> list[ReportId]:
        """The reports that have a reading, in order of arrival."""
        return reports.read_ids(self._session)

    def captured(self, ids: Iterable[ReportId]) -> Iterator[Report]:
        """The reports as captured, in the order asked for, one in memory at a time."""
        return reports.captured(self._session, ids)

    def count_reports(self) -> int:
        """How many reports there are, versions and copies and all."""
        return reports.count_reports(self._session)

    def find_reports(self, given: str, limit: int = 20) -> list[ReportId]:
        """The reports whose id begins so, or whose row id or source it is, in order of arrival."""
        return lookups.find_reports(self._session, given, limit)

    def has_address(self, url: str) -> bool:
        """True where a report was captured from the address."""
        return reports.has_address(self._session, url)

    def versions_of(self, ids: Iterable[ReportId]) -> dict[ReportId, ReportId]:
        """For those of the reports that replace an earlier capture of their address: that capture."""
        return reports.versions_of(self._session, ids)

    def replaced_by(self, ids: Iterable[ReportId]) -> dict[ReportId, ReportId]:
        """For those of the reports that a later capture of their address replaces directly: that one."""
        return reports.replaced_by(self._session, ids)

    # Readings

    def save_reading(self, reading: Reading) -> None:
        """The reading stands and holds; the accounts that it replaces and its own are dirty."""
        readings.save_readings(self._session, [reading])

    def save_readings(self, many: Sequence[Reading]) -> None:
        """All the readings stand and hold, or none."""
        readings.save_readings(self._session, many)

    def recall(self, stamp: str) -> int:
        """Reports read under the stamp before, and otherwise since, have that reading again; how many there were."""
        return readings.recall(self._session, stamp)

    def record(self, report: ReportId) -> Record:
        """The record of the current reading; raises UsageError where there is none."""
        return lookups.records(self._session, [report])[0]

    def records(self, ids: Sequence[ReportId]) -> list[Record]:
        """The record of each report's current reading, in the order asked for; all are in memory at once."""
        return lookups.records(self._session, ids)

    def current_record(self, report: ReportId) -> Record | None:
        """The record of the report's current reading; None where it was not read, or is not in the project."""
        return lookups.current_record(self._session, report)

    def previous_accounts(self, report: ReportId) -> list[tuple[IncidentId, tuple[Span, ...]]]:
        """The accounts of the report's current reading with the spans of their mentions."""
        return lookups.previous_accounts(self._session, report)

    def texts_with_triggers(self, ids: Iterable[ReportId]) -> dict[ReportId, tuple[str, lookups.TriggersOf]]:
        """For those of the reports that were read: the text, and the accounts as ``previous_accounts`` has them."""
        return lookups.texts_with_triggers(self._session, ids)

    def accounts_of_reports(self, ids: Iterable[ReportId]) -> list[IncidentId]:
        """The current accounts of the reports."""
        return lookups.accounts_of_reports(self._session, ids)

    def account_report(self, accounts: Iterable[IncidentId]) -> dict[IncidentId, ReportId]:
        """The report that tells each of the accounts, also of those that no longer hold."""
        return lookups.account_report(self._session, accounts)

    def search(self, query: str, limit: int = 100) -> list[ReportId]:
        """The reports whose title or text holds every word and "quoted phrase" of the query, the last added first."""
        return search.search(self._session, query, limit)

    # Merging

    def dirty(self) -> list[IncidentId]:
        """Accounts to be merged again, current ones and removed ones."""
        return merging.dirty(self._session)

    def mark_dirty(self, accounts: Iterable[IncidentId]) -> None:
        """The accounts are merged again next."""
        merging.mark_dirty(self._session, accounts)

    def mark_all_dirty(self) -> None:
        """Every current account is merged again next."""
        merging.mark_all_dirty(self._session)

    def members_of_keys(self, keys: Iterable[str]) -> Mapping[str, list[tuple[IncidentId, bytes]]]:
        """The current accounts of each block with their profiles; no entry for an empty block."""
        return merging.members_of_keys(self._session, keys)

    def profiles(self, accounts: Iterable[IncidentId]) -> dict[IncidentId, bytes]:
        """The profiles of those of the accounts that are current."""
        return merging.profiles(self._session, accounts)

    def keys_of(self, accounts: Iterable[IncidentId], *, former: bool = False) -> dict[IncidentId, tuple[str, ...]]:
        """The blocks of each account; of one that is no longer current, the last it stood in.

        ``former``: also the blocks that it stood in by earlier readings.
        """
        return merging.keys_of(self._session, accounts, former=former)

    def replace_links(self, touched: Iterable[IncidentId], new: Iterable[Link]) -> None:
        """Of the links with an end in ``touched`` only those given stand."""
        links.replace_links(self._session, touched, new)

    def links_of(self, accounts: Iterable[IncidentId]) -> list[Link]:
        """The links with an end among the accounts, each once."""
        return links.links_of(self._session, accounts)

    def ensure_ids(self, ids: Sequence[IncidentId]) -> None:
        """Every id has its number in the ledger: the new ones the next numbers, in the order given."""
        links.ensure_ids(self._session, ids)

    def seq_of(self, ids: Iterable[IncidentId]) -> dict[IncidentId, int]:
        """The number of each id that is in the ledger: the lower, the older."""
        return links.seq_of(self._session, ids)

    def save_ties(self, ties: Iterable[tuple[IncidentId, IncidentId, str]]) -> None:
        """These are the ties between incidents of different reports: one, other, relation."""
        links.save_ties(self._session, ties)

    def all_members(self) -> dict[IncidentId, tuple[IncidentId, ...]]:
        """The accounts of every incident, as last published."""
        return links.all_members(self._session)

    def clusters_of(self, accounts: Iterable[IncidentId]) -> dict[IncidentId, IncidentId]:
        """The incident that each account is part of, as last published."""
        return links.clusters_of(self._session, accounts)

    def members(self, ids: Iterable[IncidentId]) -> dict[IncidentId, tuple[IncidentId, ...]]:
        """The accounts of each incident, as last published."""
        return links.members(self._session, ids)

    # Copies

    def reports_of_copy_keys(self, keys: Iterable[str]) -> dict[str, list[ReportId]]:
        """The reports whose current reading has the key, for each key."""
        return copies.reports_of_copy_keys(self._session, keys)

    def copy_keys_of(self, ids: Iterable[ReportId]) -> dict[ReportId, tuple[str, ...]]:
        """The copy keys of each report's current reading."""
        return copies.copy_keys_of(self._session, ids)

    def save_copies(self, touched: Iterable[ReportId], new: Iterable[Copy]) -> None:
        """Each report in ``touched``, and each copy given, is the copy of what is given, or of nothing."""
        copies.save_copies(self._session, touched, new)

    def copies_of(self, ids: Iterable[ReportId]) -> list[Copy]:
        """The copies whose report or original is among the reports."""
        return copies.copies_of(self._session, ids)

    # Judgements

    def append_judgement(self, judgement: Judgement) -> None:
        """The judgement stands last; one that stands already is not added again."""
        judgements.append_judgement(self._session, judgement)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, in the order appended."""
        return judgements.judgements(self._session)

    def add_second_reading(self, reading: SecondReading) -> None:
        """The answer of a second reader stands; raises UsageError where the reader gave one already."""
        second_readings.add_second_reading(self._session, reading)

    def second_readings(self) -> list[SecondReading]:
        """Every answer of second readers, in the order given."""
        return second_readings.second_readings(self._session)

    # Who may come in

    def add_token(self, token: Token) -> None:
        """The token stands; raises UsageError where its id is taken."""
        tokens.add_token(self._session, token)

    def token(self, id: str) -> Token | None:
        """The token with the id, whether it holds or not."""
        return tokens.token(self._session, id)

    def tokens(self) -> list[Token]:
        """Every token that was made, in the order of making."""
        return tokens.tokens(self._session)

    def revoke_token(self, id: str, at: str) -> None:
        """The token does not hold from now on; raises UsageError for an unknown id."""
        tokens.revoke_token(self._session, id, at)

    # Incidents

    def publish(
        self,
        new: Iterable[MergedIncident],
        membership: Mapping[IncidentId, tuple[IncidentId, ...]],
        superseded: Mapping[IncidentId, IncidentId | None],
        removed: Iterable[IncidentId],
        changes: Iterable[Change],
        clean: Iterable[IncidentId],
    ) -> tuple[Change, ...]:
        """The incidents stand as given, with the accounts of ``membership``; returns the changes with their numbers.

        ``superseded``: ids that went into another incident; None where one stands for an incident of its own again.
        ``removed``: incidents that nothing tells any more. ``clean``: accounts that are no longer dirty.
        """
        return incidents.publish(self._session, new, membership, superseded, removed, changes, clean)

    def incident(self, id: IncidentId) -> MergedIncident | None:
        """The incident as last published, also when it was merged into another since: then with ``superseded_by``."""
        return listing.incident(self._session, id)

    def published(self, id: IncidentId) -> MergedIncident | None:
        """The incident exactly as it was published: without the ties to incidents of other reports."""
        return listing.incident(self._session, id, ties=False)

    def whole(self, ids: Iterable[IncidentId]) -> list[MergedIncident]:
        """Those of the incidents that are in the project, current or not, as ``incident`` has them, in the order asked
        for; all are in memory at once."""
        return listing.whole(self._session, ids)

    def superseded_by(self, id: IncidentId) -> IncidentId | None:
        """The incident that stands for this one now, over however many merges; None where it was never superseded."""
        return listing.superseded_by(self._session, id)

    def incidents(self, wanted: Filter = EVERYTHING, *, limit: int | None = None) -> Iterator[MergedIncident]:
        """The current incidents that the filter lets through, by start and id, those of unknown start last; streaming.

        What is published meanwhile may or may not be among them.
        """
        return listing.incidents(self._session, wanted, limit)

    def page(
        self, wanted: Filter = EVERYTHING, after: str | None = None, limit: int = 50, *, newest: bool = True
    ) -> Page:
        """At most ``limit`` current incidents that the filter lets through, from behind the cursor ``after`` on.

        ``newest``: by start and id from the latest down; otherwise in the order of ``incidents``. Those of unknown
        start are last either way. Raises UsageError for a cursor that no page gave, or a limit under 1.
        """
        return paging.page(self._session, wanted, after, limit, newest)

    def listed(self, ids: Iterable[IncidentId]) -> tuple[ListedIncident, ...]:
        """The rows of those of the incidents that are in the project, current or not, in the order asked for."""
        return paging.listed(self._session, ids)

    def wanted_ids(self, wanted: Filter) -> Iterator[IncidentId]:
        """The current incidents that the filter lets through, in no order; faster than ``incidents``."""
        return paging.wanted_ids(self._session, wanted)

    def columns(self, names: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Those columns of the table of incidents, of all current ones in no order; no record is unpacked."""
        return paging.columns(self._session, names)

    def weighed(self) -> list[Weighed]:
        """What a question about each shown incident is weighed by, in no order; no record is unpacked."""
        return weighing.weighed(self._session)

    def glimpses(self, ids: Iterable[IncidentId]) -> list[Glimpse]:
        """What doubts about those of the incidents that are in the project follow from, in the order asked for."""
        return listing.glimpses(self._session, ids)

    def page_in_box(self, wanted: Filter, box: Box | None, after: str | None, limit: int) -> boxes.Found:
        """At most ``limit`` current incidents that the filter lets through and whose point lies in the box, by id.

        ``after``: the id that they come behind. Places known by province, country or region only lie in no box.
        """
        return boxes.page(self._session, wanted, box, after, limit)

    def lines(self, wanted: Filter = EVERYTHING) -> Iterator[Line]:
        """The incidents that the filter lets through as lines of the listing, those of unknown start first."""
        return lines.lines(self._session, wanted)

    def figures(self, wanted: Filter, policy: Policy) -> dict[IncidentId, dict[CountField, Figure]]:
        """The tolls of those incidents by the policy, as the machine derives them."""
        return lines.figures(self._session, wanted, policy)

    def count_incidents(self, wanted: Filter = EVERYTHING) -> int:
        """How many current incidents the filter wants."""
        return listing.count(self._session, wanted)

    def reports_of(self, wanted: Filter = EVERYTHING) -> Iterator[ReportId]:
        """The reports that tell an incident that the filter lets through, each once, in order of id; streaming."""
        return listing.reports_of(self._session, wanted)

    def reports_after(self, after: int, limit: int) -> tuple[ReportLine, ...]:
        """At most ``limit`` reports that arrived after the one of the number, in order of arrival."""
        return report_lines.reports_after(self._session, after, limit)

    def find_ids(self, prefix: str, limit: int = 20) -> list[IncidentId]:
        """The incidents, current ones and superseded ones, whose id begins so."""
        return listing.find_ids(self._session, prefix, limit)

    def changes(self, since_seq: int = 0, limit: int = 1000) -> list[Change]:
        """The entries of the change feed after the one numbered ``since_seq``, oldest first."""
        return listing.changes(self._session, since_seq, limit)

    def last_change(self) -> int:
        """The number of the newest entry of the change feed; 0 where there is none."""
        return listing.last_change(self._session)

    # Feeds, and the project as a whole

    def feed(self, url: str) -> FeedState | None:
        """What is remembered of the feed."""
        return feeds.feed(self._session, url)

    def feeds(self) -> list[FeedState]:
        """Every feed that something is remembered of."""
        return feeds.feeds(self._session)

    def save_feed(self, state: FeedState) -> None:
        """The state is what is remembered of its feed."""
        feeds.save_feed(self._session, state)

    def settings(self) -> dict[str, str]:
        """What the project was told to be run with, by name."""
        return settings.settings(self._session)

    def save_settings(self, told: Mapping[str, str]) -> None:
        """The settings stand as told; those that are not named stay."""
        settings.save_settings(self._session, told)

    def stats(self) -> dict[str, int]:
        """Counts by name: reports, reports_read, versions, accounts, dirty, incidents, incidents_shown and more."""
        return stats.stats(self._session)

    def state(self) -> str:
        """Another text whenever a report, reading, incident, judgement, problem or release was added or changed."""
        return stats.state(self._session)

    def back_up(self, file: Path, project: str, at: str, tell: Tell) -> Head:
        """The project as it is at one moment stands in the file, whole, compressed and checked.

        ``project``: what the backup calls it; ``tell``: is told of rows. Raises ExistsError; what is in it is returned.
        """
        return backups.back_up(self._session, file, project, at, tell)

    def count_rows(self) -> int:
        """How many rows a backup has."""
        with self._session.read() as connection:
            return sum(counts(connection).values())

    def stamps(self) -> dict[str, int]:
        """How many reports have a current reading under each stamp."""
        return stats.stamps(self._session)


def _folder(target: str | Path) -> Path | None:
    """The folder that paths are taken from: that of the file; none for a server."""
    return None if is_address(str(target)) else Path(target).absolute().parent
