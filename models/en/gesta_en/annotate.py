"""The components of the pipeline over the sentences of one document, as one batch.

The transition systems step from Python. Their compiled loop gives the interpreter's lock away at its start, and since
spaCy 3.8.7 (Cython 3) takes it back for a moment at every call inside, which costs more than the steps themselves; here
the lock is held throughout. The same functions score and take the same steps.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.pipeline.trainable_pipe import TrainablePipe
from spacy.pipeline.transition_parser import Parser
from spacy.tokens import Doc


def annotate(nlp: Language, docs: Sequence[Doc]) -> None:
    """Every doc has what ``nlp.pipe`` with one batch would give it. None of them may be empty."""
    for _, component in nlp.pipeline:
        if isinstance(component, Parser):
            _step(component, sorted(docs, key=len))
        elif isinstance(component, TrainablePipe):
            component.set_annotations(docs, component.predict(docs))
        else:
            for doc in docs:
                component(doc)


def _step(parser: Parser, docs: Sequence[Doc]) -> None:
    """Parse greedily: the best valid step of each unfinished doc, until all are finished.

    The scores are the state vectors themselves: our models have no upper layer (``use_upper``) and no unseen class.
    """
    states = parser.moves.init_batch(docs)
    model = parser.model.predict(docs)
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        scores = model.state2vec.predict(model.get_token_ids(unfinished))
        unfinished = parser.transition_states(unfinished, scores)
    parser.set_annotations(docs, states)
