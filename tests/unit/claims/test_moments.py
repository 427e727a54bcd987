"""The date of each event, on invented reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Incident, Record

THURSDAY = "2024-05-16"
Read = Callable[..., Record]


def told(read: Read, text: str, concept: str, published: str | None = THURSDAY) -> list[Incident]:
    return [each for each in read(text, published).incidents if each.type == concept]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A man was shot dead in Kaduna on Tuesday, police said Wednesday.", "2024-05-14"),
        ("Police said on Wednesday that a man was shot dead in Kaduna on Monday night.", "2024-05-13"),
        ("A boy was charged Wednesday in the fatal shooting of a trader on Sunday.", "2024-05-12"),
        ("A man was shot in the old town.\n\nIt happened around 9 p.m. on Tuesday near the mill.", "2024-05-14"),
        ("A woman was shot in her car.\n\nOfficers were called to Mill Road at 10 p.m. on Tuesday.", "2024-05-14"),
        ("Two men were shot overnight in Mirpur.\n\nPolice were called just after 2:15 am.", "2024-05-15"),
        ("A man was shot in the old town, police said on Wednesday.", None),
        ("A man was shot in the old town, killing him at once.", None),
        ("A man was shot in the old town. A vigil will be held on Friday.", None),
        ("A man was shot in the old town. The mayor was charged on Wednesday with theft.", None),
        ("Updated: May 15, 2024, 10:15 PM\n\nA man was shot in the old town.", None),
        ("Police have held three men and sought two more on Wednesday over a shooting last Sunday.", "2024-05-12"),
        ("A porter was shot in a quarrel and died on Tuesday. He was shot in the back on Sunday.", "2024-05-12"),
        ("A statement sent on Wednesday does not name the porter who was shot.", None),
        ("Brown, accused of a shooting, was in court for Wednesday's hearing.", None),
        ("On Wednesday, witnesses took the stand and told how the porter was shot.", None),
        ("The trial for the shooting of a porter opened on Wednesday.", None),
        ("Officers on Wednesday are announcing an arrest in the shooting of a porter.", None),
        ("Police were searching on Wednesday for two men in a shooting that hurt four.", None),
        ("Three men charged in the shooting of a porter were in court today for a hearing.", None),
        ("A man is charged with the shooting of a porter. The charge was filed on Wednesday.", None),
        ("He knelt at a shrine on Sunday, two days before he shot a porter.", None),
        ("A porter who was shot in a quarrel died on Tuesday.", None),
        ("A crowd stands where a porter was shot, May 15, 2024. (AP Photo/Ann Cole)", None),
        ("A porter was shot in Bonn. His father, Eli Cole (5/13/24), was not there at the time of the shooting.", None),
        ("A porter was shot in Bonn on Sunday. The recent shootings in Bonn worry many.", "2024-05-12"),
    ],
)
def test_an_event_takes_its_own_date_else_that_of_the_account(read: Read, text: str, day: str | None) -> None:
    found = told(read, text, "shooting")
    assert found
    assert {(each.when.start or "")[:10] or None for each in found} == {day}


def test_the_time_of_speaking_is_never_the_event_s(read: Read) -> None:
    text = "Eight people were killed on Monday when gunmen attacked a post near Djibo, two sources said on Tuesday."
    days = {(each.when.start or "")[:10] for each in read(text, THURSDAY).incidents if each.cls == "event"}
    assert days == {"2024-05-13"}


def test_the_day_of_a_clause_on_others_is_not_the_event_s(read: Read) -> None:
    text = "Many who gathered on Sunday in Lyon remembered the victims of the shooting in Oran."
    (shooting,) = told(read, text, "shooting")
    assert shooting.when.start is None


def test_the_day_of_the_lead_holds_for_what_follows_it(read_by_rules: Read) -> None:
    text = (
        "Three passengers were shot dead near Jos on Sunday.\n\n"
        "A survivor spoke on Wednesday. The gunmen set fire to a second bus, he said."
    )
    (arson,) = told(read_by_rules, text, "arson")
    assert arson.when.start == "2024-05-12" and arson.when.basis.endswith("the day of the account")
    assert [quote.exact for quote in arson.when.evidence] == ["Sunday"]


def test_a_later_step_does_not_share_the_day_of_the_act(read: Read) -> None:
    text = "Three passengers were shot dead near Jos on Sunday.\n\nTwo suspects were arrested by soldiers."
    (arrest,) = told(read, text, "arrest")
    assert arrest.when.start is None


def test_a_background_date_does_not_leak(read: Read) -> None:
    text = (
        "Two farmers were shot dead near Wukari on Sunday.\n\n"
        "In March 2019 gunmen shot dead eleven people in the same district.\n\n"
        "The farmers were shot while they slept, their chief said."
    )
    months = {(each.when.start or "")[:7] for each in told(read, text, "shooting")}
    assert "2024-05" in months and months <= {"2024-05", "2019-03"}


def test_the_day_of_an_undated_account_is_one_of_its_last(read_by_rules: Read) -> None:
    text = (
        "Three passengers were shot dead near Jos. The market was rebuilt after the flood of July 7, 2005.\n\n"
        "The governor visited the place on 4 May 2016."
    )
    (shooting,) = told(read_by_rules, text, "shooting", None)
    assert (shooting.when.start or "") != "2005-07-07"


def test_without_a_publication_date_no_absolute_date(read: Read) -> None:
    text = "A man was shot dead in Kaduna on Tuesday. It happened around 9 p.m. near the mill."
    (shooting,) = told(read, text, "shooting", None)
    assert shooting.when.start is None and "no publication date" in shooting.when.basis


def test_the_basis_names_the_account_and_keeps_its_words(read_by_rules: Read) -> None:
    text = "A man was shot in the old town.\n\nIt happened around 9 p.m. on Tuesday near the mill."
    (shooting,) = told(read_by_rules, text, "shooting")
    assert shooting.when.basis == "weekday before publication; the day of the account"
    assert [quote.exact for quote in shooting.when.evidence] == ["around 9 p.m. on Tuesday"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Police say a man is in hospital after a shooting in Kaduna on Tuesday night.", "2024-05-14"),
        ("A man was shot in Kaduna.\n\nThe chief says at about 5:30 a.m. Tuesday they got a call.", "2024-05-14"),
        ("Officers were called to Mill Road about 12:20 a.m. Tuesday, where a man was shot.", "2024-05-14"),
        ("A boy has been charged with murder in Tuesday's shooting of a trader in Kaduna.", "2024-05-14"),
        ("A man was arrested on Wednesday in connection with the shooting of a trader.", None),
        ("A woman died Wednesday, a week after she was wounded in a shooting in Kaduna.", None),
        ("A man was shot in the old town. A vigil was held on Wednesday evening.", None),
        ("A trader was shot dead in Kaduna last month.\n\nIt happened on April 9 near the mill.", "2024-04-09"),
        ("A man was charged in the shooting of a trader.\n\nIt happened on April 9 near the mill.", "2024-04-09"),
        ("A trader was shot in Kaduna. A similar attack happened on April 9 in Jos.", None),
        ("A man was held after a shooting in Kaduna.\n\nHe gave up on Monday. It happened on Sunday.", "2024-05-12"),
        ("Police on Monday arrested a man wanted in the Sunday shooting of a trader in Kaduna.", "2024-05-12"),
        ("A boy died on Tuesday, hours after he was shot in Kaduna.", "2024-05-14"),
        ("A shooting in Kaduna left two dead overnight. The shooting happened at 2:15 a.m. Wednesday.", "2024-05-15"),
    ],
)
def test_a_day_is_that_of_what_owns_it(read: Read, text: str, day: str | None) -> None:
    found = told(read, text, "shooting")
    assert found
    assert {(each.when.start or "")[:10] or None for each in found} == {day}


def test_a_comparison_and_a_feast_weekend_date_no_act(read: Read) -> None:
    (killing,) = told(read, "Four people were killed near Jos, the deadliest day since May 3.", "killing")
    assert killing.when.start is None
    (shooting,) = told(read, "A man was shot in Kaduna during the Labour Day weekend.", "shooting")
    assert shooting.when.precision != "day"


def test_the_only_day_holds_far_from_where_it_is_told(read: Read) -> None:
    filler = "Neighbours said the street is quiet. The mayor thanked them. " * 5
    text = f"A man was shot in Kaduna.\n\n{filler}\n\nOfficers were called on Tuesday. {filler} The man was shot twice."
    assert {(each.when.start or "")[:10] for each in told(read, text, "shooting")} == {"2024-05-14"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A man was shot in Kaduna on Tuesday. A suspect was arrested a short time later at a store.", "2024-05-14"),
        ("A man was shot in Kaduna on Tuesday. A suspect was arrested by soldiers at a store.", None),
    ],
)
def test_an_arrest_at_once_is_of_the_day_of_its_act(read: Read, text: str, day: str | None) -> None:
    (arrest,) = told(read, text, "arrest")
    assert (arrest.when.start or "")[:10] == (day or "")


def test_the_day_before_the_act_s_noun_goes_before_one_of_a_later_step(read: Read) -> None:
    text = (
        "Half of the suspects arrested for the Mill Park shooting accepted plea deals Tuesday (May 14). "
        "They all pleaded guilty to their roles in the Nov. 22 shooting that wounded 17 people in Kaduna."
    )
    assert {each.when.start for each in told(read, text, "shooting")} == {"2023-11-22"}


@pytest.mark.parametrize(
    ("text", "concept", "day"),
    [
        ("On Monday the government declared a state of emergency in Kaduna.", "emergency_measures", "2024-05-13"),
        ("A curfew was announced on Monday in Kaduna.", "emergency_measures", "2024-05-13"),
        ("On Monday the mayor announced that gunmen had killed five soldiers in Jos.", "killing", None),
        ("Police made several arrests at a march in Kaduna on Monday.", "arrest", "2024-05-13"),
        ("There have been four bomb attacks on the pipeline in the last 72 hours.", "bombing", "2024-05-13"),
        ("There have been four bomb attacks on the pipeline in the last ten years.", "bombing", None),
        ("Rebels attacked the June 17 Bridge in Jos.", "armed_attack", None),
        ("Gunmen of the April 19 Movement attacked a police post in Jos.", "armed_attack", None),
        ("The April 19 bridge attack in Jos killed three soldiers.", "armed_attack", "2024-04-19"),
        ("Two guards were shot dead during the March riot in Jos.", "shooting", "2024-03-01"),
    ],
)
def test_what_is_declared_made_or_called_after_a_day(
    read_by_rules: Read, text: str, concept: str, day: str | None
) -> None:
    found = told(read_by_rules, text, concept)
    assert found
    assert {(each.when.start or "")[:10] or None for each in found} == {day}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A cook made her first court appearance on Wednesday.\n\n"
            "The shooting occurred on April 20 just after 9 p.m. "
            "She told officers that the shooting happened while she slept.",
            "2024-04-20",
        ),
        (
            "Cole is charged with the April 20 shooting of two porters in Bonn.\n\n"
            "On Wednesday, a cousin walked in with a lawyer and told how Cole shot the porters in Bonn.",
            "2024-04-20",
        ),
        (
            "Two porters were shot in Bonn on Sunday afternoon.\n\n"
            "One of the porters shot in Bonn, Ali Cole, died on Wednesday at 12:56 p.m., a doctor said.",
            "2024-05-12",
        ),
    ],
)
def test_the_day_of_the_act_goes_before_one_of_what_came_of_it(read: Read, text: str, day: str) -> None:
    assert {(each.when.start or "")[:10] for each in told(read, text, "shooting")} == {day}


def test_an_arrest_and_its_act_have_a_day_each(read: Read) -> None:
    text = "Police held a man on Wednesday over the killing of a nurse on Saturday night in Kano."
    days = {each.type: (each.when.start or "")[:10] for each in read(text, THURSDAY).incidents}
    assert days["arrest"] == "2024-05-15" and days["killing"] == "2024-05-11"


def test_the_year_of_another_noun_dates_no_act(read: Read) -> None:
    text = "Gunmen of the rebels, who disarmed under a 2016 peace accord, killed five people in Jos."
    (killing,) = told(read, text, "killing")
    assert killing.when.start is None


def test_the_day_below_a_letter_is_not_that_of_its_acts(read: Read) -> None:
    text = "We mourn a porter who was shot in Bonn.\n\nThe Council of Bonn, 14 May 2024."
    (shooting,) = told(read, text, "shooting")
    assert shooting.when.start is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The court in Bonn was shut on Tuesday, two days after a gunman shot three people there.", "2024-05-12"),
        ("His pupils went to school on Monday, the morning after the shooting in Bonn.", "2024-05-12"),
        ("He lay in hospital on Wednesday, just one day after he was shot in Bonn.", "2024-05-14"),
        ("Two days after a porter was shot in Bonn, police held a man on Wednesday.", None),
        ("Police seek a man wanted in the shooting that hurt four people in Bonn last Sunday.", "2024-05-12"),
        ("A porter died on Tuesday from injuries that he suffered in a shooting in Bonn.", None),
        ("Since Sunday night 11 people have fled. A porter was shot in Bonn.", None),
        ("A man was charged on Monday afternoon with shooting two porters in Bonn earlier in the day.", "2024-05-13"),
        ("A porter was shot at a club in Bonn around 4 a.m., on last April 21.", "2024-04-21"),
        (
            "Cole was held over the June 2021 shooting of a porter in Bonn. The porter was shot June 15 at a fair.",
            "2021-06-15",
        ),
        (
            "A porter was shot in Bonn on Wednesday night. The porter was shot around 11 p.m. on Wednesday, May 8.",
            "2024-05-08",
        ),
    ],
)
def test_a_day_is_measured_from_another_or_told_in_full_elsewhere(read: Read, text: str, day: str | None) -> None:
    days = {(each.when.start or "")[:10] or None for each in told(read, text, "shooting")}
    assert days == {day}


@pytest.mark.parametrize(
    ("text", "concept", "day"),
    [
        # a day that tells how long something has gone on is that of no other act
        ("Clerks have been on strike since Tuesday to protest the abduction of Ana Diaz.", "abduction", None),
        ("The town has been tense since 3 May, when rebels attacked the post.", "armed_attack", "2024-05-03"),
        # people and messages have dates too
        ("Ali Cole (DOB: 02/14/1977) was arrested over the theft of a car.", "arrest", None),
        ("Ben Roe, who was born on May 14, 1990, was shot in Bonn.", "shooting", None),
        # where it was told, and by whom
        (
            "In Lima on Tuesday, unnamed sources reported that 200 people were detained.",
            "arrest",
            None,
        ),
        (
            "The man accused of shooting two clerks is Ben Cole, a porter who was dismissed on Tuesday.",
            "shooting",
            None,
        ),
        ("The mayor made a plea on Tuesday for help with the shooting of a porter.", "shooting", None),
    ],
)
def test_a_day_of_something_else_dates_no_act(read: Read, text: str, concept: str, day: str | None) -> None:
    found = told(read, text, concept)
    assert found
    assert {(each.when.start or "")[:10] or None for each in found} == {day}


def test_an_act_named_in_passing_takes_no_day_of_other_news(read: Read) -> None:
    text = "The council approved a plan for the park on Tuesday.\n\nIt was drawn up following the shooting in Bonn."
    assert [each.when.start for each in told(read, text, "shooting")] == [None]


def test_a_year_in_which_many_were_killed_is_not_narrowed_to_one_day(read: Read) -> None:
    text = "Police raided a mill in Lima on Tuesday.\n\nThe rebels have killed 700 people this year, the minister said."
    assert {each.when.start for each in told(read, text, "killing")} == {"2024-01-01"}


def test_an_act_of_a_day_that_cannot_be_told_takes_no_other(read: Read) -> None:
    text = "On 3 May 2017 a bomb exploded in Bonn, killing five.\n\nThe man was seen at a protest in Kiel last year."
    assert [each.when.start for each in told(read, text, "protest", None)] == [None]


def test_the_time_before_the_act_s_noun_is_its_own(read: Read) -> None:
    text = "Ali Cole was held after a chase shortly after the Monday morning shootings at a mill in Bonn."
    found = told(read, text, "shooting")
    assert [(each.when.start or "")[:10] for each in found] == ["2024-05-13"]
