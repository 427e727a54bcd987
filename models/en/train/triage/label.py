"""What the full reader shows in each article of the draw: one line an article in OUT, those that are there already kept.

    python models/en/train/triage/label.py --data DATA --out OUT [--jobs 2]

0.2 s of a processor an article. A line: ``key``; ``language``; ``shown``: of each incident of the default listing its
type, whether it is background, its score, and where its mentions start in the article's text.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from gesta.evaluate.corpora import Article
from gesta.evaluate.incident_match import shown_incidents
from gesta.evaluate.suites.workers import report
from gesta.evaluate.triage_draw import MORE, SIZES, drawn, learnt
from gesta.model.incidents import Record
from gesta.pipeline.engines import Settings, run


def line(key: str, record: Record) -> str:
    """The label of one article."""
    shown = [
        [each.type, each.background, each.score.value, [mention.start for mention in each.mentions]] for each in shown_incidents(record)
    ]
    return json.dumps({"key": key, "language": record.document.language, "shown": shown})


def queue(data: Path, done: set[str]) -> list[Article]:
    """The articles still to be read, all corpora in step, so that a broken run has some of each."""
    turns: list[tuple[float, str, Article]] = []
    for draw, sizes in ((drawn, SIZES), (learnt, MORE)):
        for name, size in sizes.items():
            turns += [(at / size, each.key, each) for at, each in enumerate(draw(data, (name,)))]
    return [each for _, key, each in sorted(turns, key=lambda turn: turn[:2]) if key not in done]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    done: set[str] = set()
    if given.out.exists():
        done = {json.loads(each)["key"] for each in given.out.read_text().splitlines()}
    waiting = queue(given.data, done)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with given.out.open("a", encoding="utf-8") as out:
        for article, record in zip(waiting, run(map(report, waiting), Settings(), given.jobs), strict=True):
            out.write(line(article.key, record) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
