"""A concept as a page of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.codebook.records import Concept, Trigger


def describe(concept: Concept) -> str:
    """Definition, limits, roles, triggers and examples of a concept, readable in a terminal and as markdown."""
    return "\n".join(_lines(concept)) + "\n"


def _lines(concept: Concept) -> Iterator[str]:
    yield f"# {concept.label}"
    yield f"\n`{concept.id}`, {concept.cls}, family {concept.family}"
    if concept.parents:
        yield f"\nA kind of {', '.join(concept.parents)}."
    yield f"\n{concept.definition}"
    for name, entries in (("Included", concept.inclusions), ("Not included", concept.exclusions)):
        if entries:
            yield f"\n{name}:"
            yield from (f"- {entry}" for entry in entries)
    yield "\nRoles:"
    yield from (f"- {role}: {gloss}" for role, gloss in concept.roles.items())
    yield "\nTriggers:"
    yield from (f"- {_trigger(trigger)}" for trigger in concept.triggers)
    yield "\nExamples:"
    yield from (
        f"- {example.text.replace(example.trigger, f'**{example.trigger}**', 1)}" for example in concept.examples
    )
    yield from (f"- not: {counter.text} ({counter.why})" for counter in concept.counter_examples)


def _trigger(trigger: Trigger) -> str:
    limits = (
        ("object", trigger.object),
        ("subject", trigger.subject),
        ("any", trigger.any),
        ("modifier", trigger.modifier),
        ("with", trigger.together),
        ("not", trigger.exclude),
        ("without", trigger.without),
    )
    told = "; ".join(f"{name} {_few(words)}" for name, words in limits if words)
    return f"{trigger.lemma} ({trigger.pos}, {trigger.weight})" + (f": {told}" if told else "")


def _few(words: frozenset[str]) -> str:
    shown = sorted(words)[:6]
    return ", ".join(shown) + (f" and {len(words) - 6} more" if len(words) > 6 else "")
