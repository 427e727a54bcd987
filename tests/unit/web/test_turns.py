"""Writers take turns, readers need none."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send

from gesta.web.turns import Turns


def test_writers_wait_and_readers_go_by() -> None:
    inside: list[str] = []
    most = 0
    go = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal most
        inside.append(scope.get("method", scope["type"]))
        most = max(most, inside.count("POST"))
        if scope.get("method") == "POST":
            await go.wait()
            inside.remove("POST")

    async def ask() -> None:
        turns = Turns(app)
        quiet: Any = None
        writers = [asyncio.create_task(turns({"type": "http", "method": "POST"}, quiet, quiet)) for _ in range(9)]
        await asyncio.sleep(0)
        for scope in ({"type": "http", "method": "GET"}, {"type": "lifespan"}):
            await turns(scope, quiet, quiet)
        assert inside == ["POST", "POST", "POST", "GET", "lifespan"]
        go.set()
        await asyncio.gather(*writers)

    asyncio.run(ask())
    assert most == 3 and inside == ["GET", "lifespan"]
