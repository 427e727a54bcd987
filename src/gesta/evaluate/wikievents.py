"""The development part of WikiEvents as texts with acts: triggers and roles at their characters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gesta.evaluate.corpora import Article
from gesta.evaluate.kairos import Role, kind_of
from gesta.model.spans import Span


@dataclass(frozen=True, slots=True)
class GoldAct:
    """A trigger; ``asked``: it must be found. ``roles`` has every role that its types have, also without words."""

    trigger: Span
    asked: bool
    roles: Mapping[Role, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class ActText:
    """An article with its acts in text order, one a trigger."""

    article: Article
    acts: tuple[GoldAct, ...]


def act_texts(data: Path) -> Iterator[ActText]:
    """The articles of the development part.

    The file's own ``text`` runs its sentences together, so each sentence is a line here, as in the training part.
    """
    with (data / "wikievents" / "dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield act_text(json.loads(line))


def act_text(row: Mapping[str, Any]) -> ActText:
    """The article and acts of one row of the file."""
    text, tokens = _spelt_out(row["sentences"])
    names = {each["id"]: _span(tokens, each) for each in row["entity_mentions"]}
    acts: dict[Span, GoldAct] = {}
    for event in row["event_mentions"]:
        kind = kind_of(event["event_type"])
        if kind is None:
            continue
        trigger = _span(tokens, event["trigger"])
        old = acts.get(trigger)
        roles = dict(old.roles) if old else {}
        roles |= {role: roles.get(role, ()) for role in kind.roles.values()}
        for argument in event["arguments"]:
            role = kind.roles.get(argument["role"])
            if role:
                roles[role] = (*roles[role], names[argument["entity_id"]])
        acts[trigger] = GoldAct(trigger, kind.asked or (old is not None and old.asked), roles)
    return ActText(Article(f"wikievents:{row['doc_id']}", "", text), tuple(acts[span] for span in sorted(acts)))


def _spelt_out(sentences: Sequence[Any]) -> tuple[str, list[Span]]:
    """The sentences as lines, and where each token stands."""
    places: list[Span] = []
    start = 0
    for tokens, words in sentences:
        shift = start - tokens[0][1]
        places += [Span(first + shift, end + shift) for _, first, end in tokens]
        start += len(words) + 1
    return "\n".join(words for _, words in sentences), places


def _span(tokens: Sequence[Span], place: Mapping[str, int]) -> Span:
    return Span(tokens[place["start"]].start, tokens[place["end"] - 1].end)
