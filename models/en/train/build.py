"""Build the model from the development data, step by step; what is done already is not done again.

`python train/build.py --data DIR` writes `gesta_en/data`. Needs the packages of `train/requirements.txt`.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

LOG = logging.getLogger("gesta-en")
STEPS = ((1344, 966), (1328, 960))  # updates on gold and silver, then on gold alone, of the two runs averaged


def build(data: Path, work: Path, epochs: int, threads: int) -> None:
    """All steps in order."""
    import lemma_tables
    import silver
    import teacher
    import truecase_tables
    import vectors
    from finetune import finetune
    from mix import mix
    from package import assemble, package
    from polish import average, lower_vectors, polish
    from prepare import prepare

    from gesta_en.truecase import Truecaser
    from train import gold_labels, train

    work.mkdir(parents=True, exist_ok=True)
    if not (work / "ner_held.spacy").exists():
        prepare(data, work)
    caser = work / "truecase.json.gz"
    if not caser.exists():
        truecase_tables.build(data, caser)
    teacher.train_teacher(work, epochs, threads)
    silver.silver(data, work, Truecaser.from_file(caser), threads)
    found = vectors.build(data, work, 96, threads)
    news, articles = work / "silver.spacy", work / "silver_worldwide.spacy"
    parts = {
        "parse": mix(work / "mix_parse.spacy", work / "parse_train.spacy", 2, [news, articles], share=0.3),
        "ner": mix(work / "mix_ner.spacy", work / "ner_train.spacy", 2, [news]),
    }
    shared = {"paths.vectors": str(found / "blank")}
    parse_paths = {
        "paths.dev": str(work / "parse_dev.spacy"),
        "paths.labels": str(gold_labels(HERE / "parse.cfg", work / "parse_train.spacy", work / "parse_dev.spacy", work / "labels")),
    }
    parser = train(HERE / "parse.cfg", work / "parse", parts["parse"], **shared, **parse_paths)
    more = mix(work / "mix_more.spacy", work / "parse_train.spacy", 2, [news, articles], share=0.15, seed=11)
    parser = finetune(HERE / "parse.cfg", parser, more, work / "parse_more", shared | parse_paths, steps=1450)
    parser = lower_vectors(parser, work / "parse_lower")
    gold = work / "parse_train.spacy"
    polished = [
        polish(parser, gold, [news, articles], work / f"parse_polished{half}", half, peak, STEPS[half])
        for half, peak in ((0, 0.001), (1, 0.0015))
    ]
    parser = average(polished, work / "parse_average")
    names = train(HERE / "ner.cfg", work / "ner", parts["ner"], **shared, **{"paths.dev": str(work / "ner_dev.spacy")})
    nlp = assemble(parser, names, lemma_tables.tables(data))
    package(nlp, HERE.parent / "gesta_en" / "data", found / "vectors.npz", caser)
    LOG.info("packaged")


def main() -> None:
    """Read the options and build."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="the development data")
    options.add_argument("--work", type=Path, default=HERE.parent / "work", help="intermediate files")
    options.add_argument("--epochs", type=int, default=3, help="of the teacher")
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(chosen.work / "build.log")],
    )
    build(chosen.data, chosen.work, chosen.epochs, chosen.threads)


if __name__ == "__main__":
    main()
