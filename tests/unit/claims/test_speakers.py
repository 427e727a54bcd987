"""Who tells an act, on invented sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Record

OUTLET = "the report"
TOLD = [
    ("A teenager who police said shot a student in Dogo was arrested on Tuesday.", "shooting", {"police"}),
    ("Wednesday at the debate, candidate Ana Diaz said rebels attacked a market.", "armed_attack", {"Ana Diaz"}),
    ("The minister condemned the attack on a market in Dogo on Monday.", "armed_attack", {"The minister"}),
    ("The minister visited the town after the attack on a market in Dogo.", "armed_attack", {OUTLET}),
    ("Ana Diaz, whose brother was killed in Dogo, said the road was closed.", "killing", {OUTLET}),
    ("The town welcomed the mayor, Ana Diaz said two days after rebels attacked a market.", "armed_attack", {OUTLET}),
    (
        "Police said a bomb killed two in Dogo. Ana Diaz said she was at home during the attack.",
        "bombing",
        {"Police", OUTLET},
    ),
    (
        "Police said a bomb killed two in Dogo. Ana Diaz said the mayor must explain the attack.",
        "bombing",
        {"Police", OUTLET},
    ),
    ("Police said a bomb went off in Dogo. Ana Diaz said she heard the blast.", "bombing", {"Ana Diaz", "Police"}),
    (
        "Police said a bomb went off in Dogo. Ana Diaz said rebels carried out the attack.",
        "bombing",
        {"Ana Diaz", "Police"},
    ),
    ("Police are hunting a man believed to have planted a bomb in Dogo on Monday.", "bombing", {"Police"}),
    (
        "Police said a bomb went off in Dogo. The pastor declined to say if the blast was political.",
        "bombing",
        {"Police"},
    ),
    ("Police said a bomb went off in Dogo. The data show that the blast was strong.", "bombing", {"Police"}),
    ("The mayor called the blast in Dogo an attack but no group has claimed it.", "bombing", {"The mayor"}),
    ("After the shooting, Mr Paz was rushed to a hospital but was declared dead.", "shooting", {OUTLET}),
]


@pytest.mark.parametrize(("text", "act", "speakers"), TOLD)
def test_who_tells_an_act(read: Callable[..., Record], text: str, act: str, speakers: set[str]) -> None:
    record = read(text, "2023-05-10")
    (told,) = (each for each in record.incidents if each.type == act)
    assert {claim.speaker.name for claim in told.claims} == speakers


@pytest.mark.parametrize("name", ["Islamic State", "The Islamic State group", "The Lord's Resistance Army"])
def test_a_known_group_speaks_as_what_it_is_whatever_its_name_says(read: Callable[..., Record], name: str) -> None:
    record = read(f"{name} said it had killed ten soldiers near Dogo on Monday.", "2023-05-10")
    assert {claim.speaker.kind for each in record.incidents for claim in each.claims} == {"armed_group"}


def test_what_a_speaker_takes_for_known_he_does_not_tell(read: Callable[..., Record]) -> None:
    text = (
        "Traffic has doubled since the bombing in Kaduna in 2019, said Ali Hassan, a trader.\n\n"
        "Soldiers shot two men dead in Kaduna on Tuesday, Ali Hassan said."
    )
    told = {each.type: {claim.speaker.name for claim in each.claims} for each in read(text, "2024-05-16").incidents}
    assert told["bombing"] == {"the report"}
    assert "Ali Hassan" in told["shooting"]
