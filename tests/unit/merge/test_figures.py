"""The figures an account leads with, on invented reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Incident, Record

TOLLS = [
    ("Four people were shot, one fatally, in Dayton on Sunday.", 1, 3),
    ("Five people were shot in Dayton on Sunday. Two of them died in hospital.", 2, 3),
    ("A man was shot on Elm Street in Dayton. He was pronounced dead at the scene.", 1, None),
    ("Two men were shot and killed in Dayton on Sunday.", 2, None),
    ("A woman was killed and two men were wounded when a gunman opened fire in Dayton.", 1, 2),
    ("A shooting sent four teenagers to hospital in Dayton on Sunday.", None, 4),
    ("A gunman killed three relatives at a home in Dayton. Police shot the gunman dead.", 3, None),
    ("Three dead in Dayton shooting\n\nA woman was shot dead at a bar on Sunday, police said.", 3, None),
    ("A 27-year-old woman and two 30-year-old men were shot dead in Dayton on Sunday.", 3, None),
    ("There were four victims in a shooting in Dayton on Sunday.", None, None),
    ("Man killed, 4 others injured in Dayton shooting.", 1, 4),
    ("Shooting at a tavern in Dayton leaves 1 dead, injures five.", 1, 5),
    ("A shooting in Dayton left two men dead and a 3-year-old hurt.", 2, 1),
    ("2 dead, 3-year-old hurt in Dayton shooting.", 2, 1),
    ("4 shot at a party in Dayton.", None, 4),
    ("A double shooting in Dayton on Sunday left one man dead.", 1, 1),
    ("A quadruple shooting in Dayton on Sunday has police looking for witnesses.", None, 4),
    ("Police are investigating a triple murder in Dayton on Sunday.", 3, None),
    ("A gunman fired into a crowd in Dayton on Sunday, hitting five people.", None, 5),
    ("Gunfire struck Smith and three others in Dayton. Smith died at the hospital.", 1, 3),
    ("Police found two men with gunshot wounds in Dayton after a shooting. One of them died.", 1, 1),
    ("A man killed three people and shot another in Dayton on Sunday.", 3, 1),
    ("A woman was shot in Dayton on Sunday. Police searched the area. The street was closed. Neighbors gathered. "
     "A dog barked. Brown was pronounced dead at the hospital.", 1, None),
    ("A man was shot in Dayton on Sunday. A woman nearby was not injured.", None, 1),
    ("DAYTON - Six people were injured when gunmen opened fire at a bar on Sunday.", None, 6),
    ("A man killed her father and daughter in Dayton on Sunday.", 2, None),
    ("Four teens were hit by bullets in Dayton on Sunday. Nothing will be done until somebody gets killed, Cole said.",
     None, 4),
    ("Five people are shot at a house party on Dayton's west side. No arrests were made.", None, 5),
    ("5 people shot, 1 dead after shooting in Dayton. A man was killed. Five other people were shot on Sunday.", 1, 5),
    ("Police said six people, three men and three women, were shot by an unknown man in Dayton on Sunday.", None, None),
    ("Four people and two vehicles were shot at in Dayton; four people were wounded.", None, 4),
    ("Five people were shot in Dayton on Sunday, including one who suffered critical injuries.", None, 5),
    ("Shots were fired at a house in Dayton on Sunday. No one was hurt.", None, 0),
    ("Woman, toddler shot dead in Dayton.", 2, None),
    ("10-year-old girl, 14-year-old boy injured in Dayton shooting.", None, 2),
    ("A toddler and grandfather were wounded in a shooting in Dayton.", None, 2),
    ("Three others, two men and a woman, were wounded in a shooting in Dayton.", None, 3),
    ("A man, a student at the college, was shot dead in Dayton.", 1, None),
    ("Two men, 24 and 30, were shot in Dayton on Sunday.", None, 2),
    ("Twin brothers were killed in a drive-by shooting in Dayton on Sunday.", 2, None),
    ("Two men were killed in a shooting in Dayton. A man and a woman in the car were also hit by gunfire.", 2, 2),
    ("Three musicians were shot dead in Dayton on Sunday. The street was closed. Neighbors gathered. "
     "A fourth victim was shot in the arm.", 3, 1),
    ("A boy was shot dead in Dayton on Sunday. He was wounded in the chest, police said.", 1, None),
    ("Six people were shot in Dayton. One of the victims was seriously injured.", None, 6),
    ("At least four people were wounded in a shooting in Dayton. The five people who were shot are adults.", None, 5),
    ("More than 200 people were wounded in a bomb attack in Dayton. A doctor said 215 people were wounded.", None, 201),
    ("A 2-year-old was shot in Dayton. The child is in critical condition.", None, 1),
    ("Ann's father, 32-year-old James Hill, was shot several times in Dayton.", None, 1),
    ("James Hill, Ann's father, was shot dead in Dayton.", 1, None),
    ("Four people were shot dead in Dayton. A fifth person was shot. A fifth victim, a girl, is stable.", 4, 1),
    ("A bomb killed 20 people in Dayton and wounded five. The death toll later rose to 39.", 39, 5),
    ("A bomb killed two people in Dayton. A third victim died in hospital on Tuesday.", 3, None),
    ("A girl was grazed by a bullet and a man was shot dead in Dayton on Sunday.", 1, 1),
    ("Ann Hill, whose son Bo was stabbed to death in Dayton, spoke on Sunday.", 1, None),
    ("More than 1.000 people were killed in violent clashes in Dayton.", 1001, None),
    ("Shooting in central Dayton lands four men in hospital.", None, 4),
    ("Police are investigating a double homicide in Dayton. Three men were taken to a hospital with "
     "non-life-threatening injuries.", 2, 3),
    ("A gunman wounded Ann Hill in Dayton on Sunday. Police closed the road. Neighbors gathered. A dog barked. In all, "
     "four people were wounded in the shooting.", None, 4),
    ("Three people were injured in a shooting in Dayton, including a girl who succumbed to her wounds.", 1, 2),
    ("A teenager was nearly killed in a shooting in Dayton on Sunday. He was shot in the neck.", None, 1),
    ("One man was killed and several others were wounded in a shooting in Dayton. No officers were injured.", 1, None),
    ("Officers found one man and two female victims with gunshot wounds in Dayton.", None, 3),
    ("A girl was shot in the wrist in Dayton on Sunday. A 36-year-old woman was also shot in the hand.", None, 2),
    ("A 22-year-old man was shot in Dayton on Sunday. A 25-year-old woman was shot in the arm.", None, 2),
    ("A 22-year-old man was shot in Dayton. A 25-year-old woman was shot in the arm. The man died.", 1, 1),
    ("A man was shot in Dayton on Sunday. The 30-year-old man is stable. The street was closed.", None, 1),
    ("Girl shot in Dayton\n\nAn 8-year-old girl was shot on Sunday. The girl, 8, is stable.", None, 1),
    ("One person was shot in Dayton on Sunday. A 22-year-old man was hit. A 25-year-old was also hit.", None, 1),
    ("Four people were shot at a party in Dayton. A woman was shot in the chest, and three men were wounded.", None, 4),
    ("Four people were shot in Dayton, one fatally. Two men were wounded in the leg and a girl in the arm.", 1, 2),
    ("A man was wounded in an attack in Dayton on Sunday. Another man was also injured.", None, 2),
    ("Ann Hill was wounded in the ambush that killed six people in Dayton. Two others were wounded.", 6, 3),
    ("An ambush killed six people in Dayton. Two others were wounded, and Ann Hill was badly hurt.", 6, 2),
    ("A man killed three people in Dayton and wounded another. A fourth person, a girl, was shot but survived.", 3, 1),
    ("One man is in critical condition and three others were injured after a shooting in Dayton.", None, 4),
    ("Four people are dead and another is fighting for her life after a shooting in Dayton. Police found another "
     "female with a gunshot wound.", 4, 1),
    ("Four people were shot in Dayton. One died at the scene and another died at a hospital.", 2, 2),
    ("At least five people were taken to the hospital after a shooting in Dayton. Two others died.", 2, 5),
    ("A 7-year-old girl was killed in a shooting in Dayton. A 56-year-old was shot in the leg.", 1, 1),
    ("Five people were shot in Dayton on Sunday. Scott heard the gunfire. His mother died several years ago.", None, 5),
    ("Four people were shot in Dayton on Sunday, police said. It was in retaliation for the killing of Sam Bell on "
     "May 10, 2021, they said.", None, 4),
    ("Gunmen killed a guard in Dayton on Sunday. The attacks have killed 43 people since January.", 1, None),
]  # fmt: skip


def told(record: Record) -> Incident:
    events = [each for each in record.incidents if each.cls == "event"]
    return max(events, key=lambda each: len(each.mentions))


@pytest.mark.parametrize(("text", "killed", "injured"), TOLLS)
def test_tolls(read: Callable[..., Record], text: str, killed: int | None, injured: int | None) -> None:
    counts = told(read(text, "2023-05-10")).counts
    assert (counts.killed.low if counts.killed else None) == killed
    assert (counts.injured.low if counts.injured else None) == injured


def test_the_dead_doer_is_none_of_those_he_hit(read: Callable[..., Record]) -> None:
    text = "A gunman shot four people at a mill in Dayton on Sunday. Police killed the gunman."
    injured = told(read(text, "2023-05-10")).counts.injured
    assert injured is not None and (injured.low, injured.text) == (4, "four")


def test_one_more_suspect_arrested_tells_no_other_act(read: Callable[..., Record]) -> None:
    text = (
        "Third suspect arrested in Dayton shooting that left one dead\n\nPolice have arrested a third suspect in the "
        "shooting that killed one man and wounded four others in Dayton on Sunday."
    )
    shootings = [each for each in read(text, "2023-05-10").incidents if each.type in {"shooting", "killing"}]
    assert len(shootings) == 1
    counts = shootings[0].counts
    assert (counts.killed and counts.killed.low, counts.injured and counts.injured.low) == (1, 4)


def test_what_is_left_of_those_hit_shows_both_figures(read: Callable[..., Record]) -> None:
    record = read(TOLLS[1][0], "2023-05-10")
    injured = told(record).counts.injured
    assert injured is not None
    assert [quote.exact for quote in injured.evidence] == ["Five", "Two"]
    assert all(record.document.text[quote.start : quote.end] == quote.exact for quote in injured.evidence)


def test_the_dead_among_those_who_did_it_stand_apart(read: Callable[..., Record]) -> None:
    killed = told(read(TOLLS[6][0], "2023-05-10")).counts.killed
    assert killed is not None
    assert (killed.low, killed.parts) == (3, {"perpetrators": 1})
