"""Whether this machine can run a local Spark, and why not."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

LACKING = [
    *([] if find_spec("pyspark") else ["PySpark (make spark)"]),
    *([] if shutil.which("java") else ["a Java on the path"]),
]
REASON = f"NOT TESTED ON SPARK: {' and '.join(LACKING)} lacking"
