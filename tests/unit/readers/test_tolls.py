"""Which words tell how many were killed or hurt, on invented sentences."""

from __future__ import annotations

import pytest

from gesta.model.documents import Report, ReportId
from gesta.model.reading import BESIDES, HIT, HIT_ALIVE, HIT_BESIDES, OVER_TIME, RISEN
from gesta.readers.linguistics import analyse_one
from gesta.readers.tolls import _at, as_argument, telling, tolls
from gesta.text.documents import document

TOLD = [
    ("He shot and fatally wounded four friends.", {("killed", "four friends", "toll")}),
    ("Three others sustained non-fatal bullet wounds.", {("injured", "Three others", HIT_BESIDES)}),
    ("The driver suffered no injuries in the blast.", {("injured", "no injuries", "toll")}),
    ("Gunmen shot at a van and the driver did not suffer any injuries.", {("injured", "any injuries", "toll")}),
    ("A service was held for a person who died of natural causes.", set()),
    ("Gunman shot at a dozen people before killing himself.", set()),
    ("Family grieving after 17-year-old boy found fatally shot in garage.", {("killed", "17-year-old boy", "toll")}),
    ("Also killed were two soldiers and a medic.", {("killed", "two soldiers and a medic", "toll")}),
    ("The gunman killed six people and wounded seven others in a drive-by shooting in a college town.",
     {("killed", "six people", "toll"), ("injured", "seven others", BESIDES)}),
    ("A Milford man shot his girlfriend and her 9-year-old son, wounding both early Friday.",
     {("injured", "his girlfriend and her 9-year-old son", HIT)}),
    ("The attack claimed the lives of 12 people.", {("killed", "12 people", "toll")}),
    ("Officers found the bodies of two men in a car.", {("killed", "two men", "toll")}),
    ("A second man, 25, was listed in good condition.", {("injured", "A second man, 25", HIT_BESIDES)}),
    ("One person is dead and another is fighting for his life.",
     {("killed", "One person", "toll"), ("injured", "another", HIT_BESIDES)}),
    ("One person is dead and two others are in the hospital.",
     {("killed", "One person", "toll"), ("injured", "two others", HIT_BESIDES)}),
    ("Another victim was found in the yard with a gunshot wound.", {("injured", "Another victim", HIT_BESIDES)}),
    ("Sheriff wounded in Milford shootout.", {("injured", "Sheriff", "toll")}),
    ("The mayor put the number of dead at 19 and the number of wounded at more than 40.",
     {("killed", "19", "toll"), ("injured", "more than 40", "toll")}),
    ("The number of people killed has risen to 23.", {("killed", "23", RISEN)}),
    ("Police put the number of marchers at 5,000.", set()),
    ("A nurse said she had counted 19 bodies in the morgue.", {("killed", "19 bodies", "toll")}),
    ("Dozens of bodies were recovered from a mass grave.", {("killed", "Dozens of bodies", "toll")}),
    ("Five people were killed in the raid. Police found two bodies in a well.", {("killed", "Five people", "toll")}),
    ("At least five people were killed. A nurse counted nine bodies.",
     {("killed", "At least five people", "toll"), ("killed", "nine bodies", "toll")}),
    ("Police found seven bodies and two rifles in the house.", {("killed", "seven bodies", "toll")}),
    ("The death toll rose from 12 to 19.", {("killed", "19", RISEN)}),
    ("The number of wounded climbed from 12 on Sunday to 19, police said.", {("injured", "19", RISEN)}),
    ("The blast brings the number of deaths this year to 45.", set()),
    ("Two regional bodies condemned the raid.", set()),
    ("Some 4,000 villagers were forced to flee their homes.", {("displaced", "Some 4,000 villagers", "toll")}),
    ("About 300 people fled the fighting in the town.", {("displaced", "About 300 people", "toll")}),
    ("Two men fled the scene in a car.", set()),
    ("Residents fled the town.", set()),
    ("He is charged with the attempted murder of two deputies.", set()),
    ("He is charged with the murder of two deputies.", {("killed", "two deputies", "toll")}),
    ("Gigante failed in an attempt to assassinate the minister.", set()),
    ("Gunmen vowed to kill 12 people.", set()),
    ("He managed to kill two guards.", {("killed", "two guards", "toll")}),
    ("The blast caused eight deaths and 16 injuries.",
     {("killed", "eight deaths", "toll"), ("injured", "16 injuries", "toll")}),
    ("A teacher, two students and a guard were killed in Jos.",
     {("killed", "A teacher, two students and a guard", "toll")}),
    ("Also last month, a 4-year-old boy, a 5-year-old girl and a 7-year-old boy were shot.",
     {("injured", "a 4-year-old boy, a 5-year-old girl and a 7-year-old boy", HIT)}),
    ("Gunmen shot dead a trader, and three men were arrested.",
     {("killed", "a trader", "toll"), ("detained", "three men", "toll")}),
    ("According to the officer, two men and a woman were shot.", {("injured", "two men and a woman", HIT)}),
    ("Four police were injured in the assault.", {("injured", "Four police", "toll")}),
    ("The raid hit the town, killing three security forces and injuring seven more.",
     {("killed", "three security forces", "toll"), ("injured", "seven more", "toll")}),
    ("Gunmen killed two and injured three.", {("killed", "two", "toll"), ("injured", "three", "toll")}),
    ("The raid killed five and wounded at least ten others in Jos.",
     {("killed", "five", "toll"), ("injured", "at least ten others", BESIDES)}),
    ("A bomb killed 20 people in Jos and wounded five.",
     {("killed", "20 people", "toll"), ("injured", "five", "toll")}),
    ("Ali Hassan, also known as the Fox, was killed in Jos.", {("killed", "Ali Hassan", "toll")}),
    ("Protests followed the death in custody of Ali Hassan.", {("killed", "Ali Hassan", "toll")}),
    ("By 20 September the death toll had risen to 39.", {("killed", "39", RISEN)}),
    ("A man was shot in the head in a drive-by shooting at 30 Porter Street.", {("injured", "A man", HIT)}),
    ("A boy was grazed by a bullet.", {("injured", "A boy", HIT_ALIVE)}),
    ("Police counted four fatalities in Jos, including the gunman, and one injured.",
     {("killed", "four fatalities in Jos", "toll"), ("injured", "one", "toll")}),
    ("Five men were shot on Monday, none of them fatally.",
     {("injured", "Five men", HIT), ("killed", "none of them", "toll")}),
    ("A boy who shot 4, including 2 guards, is killed by police.",
     {("injured", "4", HIT), ("killed", "A boy", "toll")}),
    ("Ann Bo, whose brother was one of four officers killed in the raid, spoke in Jos.",
     {("killed", "four officers", "toll")}),
    ("Two boys aged 12 and 14 were killed in the raid.", {("killed", "Two boys aged 12 and 14", "toll")}),
    ("A man, aged 34, and a woman, aged 30, were arrested in Jos.",
     {("detained", "A man, aged 34, and a woman, aged 30", "toll")}),
    ("Three people aged 20, 24 and 31 died in the raid.", {("killed", "Three people aged 20, 24 and 31", "toll")}),
    ("In Jos, Mayor Eduardo Rolo and mayoral candidate Alvaro Sarmi were kidnapped.",
     {("abducted", "Mayor Eduardo Rolo and mayoral candidate Alvaro Sarmi", "toll")}),
    ("Alvaro Torres, a clerk of the fund; Oscar Celio, an aide; and a worker were kidnapped in Jos.",
     {("abducted", "Alvaro Torres, a clerk of the fund; Oscar Celio, an aide; and a worker", "toll")}),
    ("Rebels have killed 43 people since January.", {("killed", "43 people", OVER_TIME)}),
    ("It was the worst raid since 2010 and killed 43 people.", {("killed", "43 people", "toll")}),
    ("Two other gunshot victims came to a hospital in Jos.",
     {("injured", "Two other gunshot victims", HIT_BESIDES)}),
    ("Two men were killed and another died in hospital.",
     {("killed", "Two men", "toll"), ("killed", "another", BESIDES)}),
    ("Two soldiers and three civilians, including two girls, were killed in Jos.",
     {("killed", "Two soldiers and three civilians", "toll")}),
    ("61-year-old Ann Hill, 29-year-old Bo Hill and 40-year-old Jo Li died of their wounds.",
     {("killed", "61-year-old Ann Hill, 29-year-old Bo Hill and 40-year-old Jo Li", "toll")}),
    ("A man walked into a clinic with a gunshot wound.", {("injured", "A man", HIT)}),
    ("Relatives of the victims went to the hospital.", set()),
    ("The former president has died at the age of 84.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_tolls(text: str, told: set[tuple[str, str, str]]) -> None:
    read = document(Report(ReportId("r"), "test", "text", text))
    analysis = analyse_one(read)
    found = [as_argument(read, analysis, toll) for toll in tolls(analysis)]
    assert {(each.role, each.quote.exact, each.basis) for each in found} == told


def test_no_word_that_is_passed_over_tells_a_toll() -> None:
    more = (
        "Four were shot, one fatally. Police found two men with gunshot wounds. A triple homicide shook Milford. "
        "The death toll rose to 45. 3 dead, 2 injured. Another man was grazed. No casualties were reported."
    )
    text = " ".join([*(sentence for sentence, _ in TOLD), more])
    analysis = analyse_one(document(Report(ReportId("r"), "test", "text", text)))
    looked_at = telling(analysis)
    assert 0 < len(looked_at) < len(analysis) / 2
    assert not [toll for token in set(range(len(analysis))) - set(looked_at) for toll in _at(analysis, token)]


def test_a_figure_is_of_whom_puts_it() -> None:
    read = document(Report(ReportId("r"), "test", "text", "A hospital official put the death toll at 19."))
    analysis = analyse_one(read)
    (found,) = (as_argument(read, analysis, toll) for toll in tolls(analysis))
    assert found.told_by is not None and found.told_by.speaker.exact == "A hospital official"
