"""One report through every stage, to the record of what was read from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gesta.claims.context import named
from gesta.claims.tellings import tellings
from gesta.codebook.load import load as load_codebook
from gesta.codebook.records import Codebook
from gesta.errors import Problem, UsageError
from gesta.knowledge.actors import Actors
from gesta.knowledge.actors import load as load_actors
from gesta.knowledge.places import Gazetteer, overlay_files
from gesta.merge.account import account, related
from gesta.merge.within import occurrences
from gesta.model.analysis import Analysis, renamed
from gesta.model.documents import Document, Published, Report, report_id
from gesta.model.entities import FacilityEntity
from gesta.model.incidents import Context, DocumentRef, Incident, Record, ReportRef
from gesta.model.reading import Mention
from gesta.model.spans import quote
from gesta.model.tellings import Resolved, Telling
from gesta.model.terms import COUNT_FIELDS
from gesta.pipeline.concepts import codes_of, kinds
from gesta.readers.context import context
from gesta.readers.linguistics import analyse_one, model_version
from gesta.readers.llm_endpoint import Endpoint
from gesta.readers.neural import NeuralReader
from gesta.readers.patterns import PatternsReader
from gesta.readers.reader import DEFAULT, Reader, ReaderName
from gesta.resolve.actors import actors
from gesta.resolve.counts import count_of, counts
from gesta.resolve.place_capitals import capitals
from gesta.resolve.places import home, places, where
from gesta.resolve.times import times
from gesta.resolve.weapons import weapons
from gesta.text.documents import document as read_document
from gesta.version import __version__


@dataclass(frozen=True)
class Engine:
    """Everything a reading stands on; loaded once, the same for every report."""

    codebook: Codebook
    actors: Actors
    gazetteer: Gazetteer
    reader: Reader

    def analyse(self, report: Report) -> tuple[Document, Analysis]:
        """The document of a report and its linguistic analysis."""
        document = read_document(report)
        return document, analyse_one(document)

    def read(self, report: Report) -> Record:
        """The record of one report; whatever is wrong with it stands under ``problems``."""
        document, analysis = self.analyse(report)
        read = self.reader.read(document, analysis)
        if read.names is not None:
            analysis = renamed(analysis, read.names)
        resolved = self._resolve(document, analysis, read.mentions)
        told = tellings(document, analysis, read.mentions, resolved)
        record = self._record(document, analysis, resolved, self._incidents(document, told))
        return msgspec.structs.replace(record, problems=(*record.problems, *read.problems))

    def _resolve(self, document: Document, analysis: Analysis, mentions: tuple[Mention, ...]) -> Resolved:
        found = places(document, analysis, self.gazetteer)
        spans = {argument.quote.span for mention in mentions for argument in mention.of(*COUNT_FIELDS)}
        read = {span: count_of(document, analysis, span) for span in sorted(spans)}
        return Resolved(
            places=found,
            places_as_where=tuple(where(place) for place in found),
            times=times(document, analysis),
            actors=actors(document, analysis, self.actors, found),
            facilities=tuple(_facilities(document, analysis)),
            weapons=weapons(document, analysis),
            counts=counts(document, analysis),
            tolls={span: count for span, count in read.items() if count is not None},
            home=home(document, found, self.gazetteer),
            capitals=tuple((each, where(each)) for each in capitals(document, found, self.gazetteer)),
        )

    def _incidents(self, document: Document, told: tuple[Telling, ...]) -> tuple[Incident, ...]:
        book = self.codebook
        groups = occurrences(told, book.related, book.may_result_in, book.family)
        made = [account(document, group, kinds(book), lambda each: book.concept(each).label) for group in groups]
        made.sort(key=lambda incident: (incident.cls, incident.background, incident.mentions[0].start))
        return related([msgspec.structs.replace(incident, codes=codes_of(book, incident)) for incident in made])

    @property
    def stamp(self) -> str:
        """Everything that a record depends on beside the report: version, models, codebook, knowledge base."""
        return f"gesta {__version__}, {self._model}, {self.codebook.version}, {self._knowledge}"

    @property
    def _knowledge(self) -> str:
        return self.actors.version + self.gazetteer.stamp

    @property
    def _model(self) -> str:
        """The model that read: the linguistic one, with the reader's name where that is trained too."""
        return model_version() if self.reader.name == "patterns" else f"{model_version()}+{self.reader.name}"

    def _record(
        self, document: Document, analysis: Analysis, resolved: Resolved, incidents: tuple[Incident, ...]
    ) -> Record:
        report = document.report
        return Record(
            gesta=__version__,
            model=self._model,
            codebook=self.codebook.version,
            knowledge=self._knowledge,
            report=ReportRef(
                report.id, report.source, document.outlet, document.published, report.row_id,
                document.outlet_basis, document.author, document.author_basis,
            ),
            document=DocumentRef(
                document.title, document.language, document.text, document.blocks, document.sentences
            ),
            entities=resolved.entities,
            incidents=incidents,
            context=named(context(document, analysis), resolved),
            problems=document.problems,
        )  # fmt: skip


def _facilities(document: Document, analysis: Analysis) -> Iterator[FacilityEntity]:
    for entity in analysis.entities:
        if entity.label == "Facility":
            words = quote(document.text, analysis.span(entity.first, entity.end))
            yield FacilityEntity(words.start, words.end, words.exact, words.exact)


def engine(
    codebooks: tuple[Path, ...] = (),
    overlays: tuple[Path, ...] = (),
    reader: ReaderName = DEFAULT,
    model: Endpoint | None = None,
) -> Engine:
    """The engine over the shipped codebook and knowledge base, with the user's added.

    ``model``: what the llm reader asks, and any other reader for a second opinion. Raises CodebookError or
    KnowledgeError with every problem of a user's files.
    """
    book = load_codebook(*codebooks)
    gazetteer = Gazetteer(overlays=overlay_files(overlays))
    return Engine(book, load_actors(*overlays), gazetteer, reader_of(reader, book, model))


def reader_of(name: ReaderName, book: Codebook, model: Endpoint | None) -> Reader:
    """The reader of the name that ``--reader`` takes."""
    if name == "llm":
        if model is None:
            raise UsageError("--reader llm needs --llm URL and --llm-model NAME")
        from gesta.readers.llm import LlmReader  # what speaks HTTP is loaded where a language model is named

        return LlmReader(book, model)
    inner = PatternsReader(book) if name == "patterns" else NeuralReader(book)
    if model is None:
        return inner
    from gesta.readers.second import SecondOpinion

    return SecondOpinion(inner, book, model)


def failed(problem: Problem, report: Report | None = None) -> Record:
    """The record of a report that could not be captured, or not be read: no text, and the problem that says why."""
    identity = report.id if report else report_id(b"", problem.where)
    row = report.row_id if report else None
    return Record(
        gesta=__version__,
        model=model_version(),
        codebook="",
        knowledge="",
        report=ReportRef(identity, problem.where, None, Published(), row),
        document=DocumentRef(None, None, "", ()),
        entities=(),
        incidents=(),
        context=Context(),
        problems=(problem,),
    )
