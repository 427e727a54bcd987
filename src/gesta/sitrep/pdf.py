"""A briefing as PDF, printed by a Chromium that is installed; nothing is fetched, nothing is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from gesta.errors import UsageError

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""Commands that are looked for, in this order."""
_SECONDS = 120
_OPTIONS = (
    "--headless", "--disable-gpu", "--disable-extensions", "--disable-sync", "--disable-background-networking",
    "--disable-component-update", "--disable-default-apps", "--no-first-run", "--no-default-browser-check",
    "--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
)  # fmt: skip
"""Names lead nowhere and the proxy is nobody: whatever the page names, nothing goes over the network."""


def browser() -> str:
    """The path of the browser that prints; raises UsageError where there is none."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found is not None:
            return found
    raise UsageError(
        f"a PDF is printed by Chromium, and none of {', '.join(BROWSERS)} is installed; install it (Debian: "
        "apt install chromium), or write an .html file and print it from your browser"
    )


def printed(html: str) -> bytes:
    """The file as PDF. Raises UsageError where no browser is installed, or the one that is cannot print it."""
    command = browser()
    with tempfile.TemporaryDirectory(prefix="gesta-", ignore_cleanup_errors=True) as folder:
        page, made = Path(folder, "briefing.html"), Path(folder, "briefing.pdf")
        page.write_text(html, encoding="utf-8")
        # Chromium refuses to run as root in its sandbox, and root can be no one else here.
        root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        options = (*_OPTIONS, *root, f"--user-data-dir={Path(folder, 'profile')}", f"--print-to-pdf={made}")
        try:
            done = subprocess.run(
                [command, *options, page.as_uri()], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise UsageError(f"{command} did not print the page within {_SECONDS} seconds") from None
        except OSError as fault:
            raise UsageError(f"{command}: {fault.strerror or fault}") from None
        if not made.is_file():
            told = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UsageError(f"{command} printed nothing (status {done.returncode}): {told[-1] if told else 'no word'}")
        return made.read_bytes()
