"""The filter of incidents in its forms: options and URLs, words for a person, a test of one incident."""

from gesta.query.concepts import narrowed
from gesta.query.grammar import Pairs, pairs, parse, read_query, to_query
from gesta.query.holds import holds
from gesta.query.told import told

__all__ = ["Pairs", "holds", "narrowed", "pairs", "parse", "read_query", "to_query", "told"]
