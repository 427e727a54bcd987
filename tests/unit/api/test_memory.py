"""What was worked out is kept within its bound, and made once however many ask at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from gesta.api.memory import Memory


def test_the_least_lately_used_goes_first() -> None:
    memory: Memory[str] = Memory(5, len)
    made: list[str] = []

    def get(key: str) -> str:
        return memory.get(key, lambda: made.append(key) or key * 2)

    assert [get(key) for key in "abab"] == ["aa", "bb", "aa", "bb"] and made == ["a", "b"]
    get("a")
    get("c")
    assert memory.used == 4
    get("a")
    get("b")
    assert made == ["a", "b", "c", "b"], "b had gone for c, a had not"


def test_what_is_too_large_is_made_and_not_kept() -> None:
    memory: Memory[str] = Memory(5, len)
    assert memory.get("a", lambda: "x" * 6) == "x" * 6 and memory.used == 0


def test_one_thread_makes_it_and_the_others_wait() -> None:
    memory: Memory[str] = Memory(100, len)
    made = []

    def make() -> str:
        made.append(1)
        time.sleep(0.05)
        return "value"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: memory.get("key", make), range(8))) == {"value"}
    assert len(made) == 1


def test_a_fault_is_told_and_the_next_who_asks_tries_again() -> None:
    memory: Memory[str] = Memory(100, len)
    with pytest.raises(ZeroDivisionError):
        memory.get("key", lambda: str(1 // 0))
    assert memory.get("key", lambda: "value") == "value"
