"""Occurrences of one report: what is one, what stays apart."""

from __future__ import annotations

from collections.abc import Callable

from gesta.merge.within import occurrences
from gesta.model.incidents import Incident, IncidentActor, Record, Responsibility
from gesta.model.reading import Mention, Tie
from gesta.model.spans import Quote, Span
from gesta.model.tellings import Telling
from gesta.model.terms import ConceptId
from gesta.model.values import Reason, When, Where, score


def events(record: Record) -> list[Incident]:
    return [incident for incident in record.incidents if incident.cls == "event" and incident.realis == "actual"]


def test_one_attack_told_three_times_is_one(read: Callable[..., Record]) -> None:
    text = (
        "A bomb exploded at a market in Kano on Monday. The blast killed 12 people, police said. "
        "The explosion happened as traders opened their stalls."
    )
    found = events(read(text, "2023-05-10"))
    assert len(found) == 1
    assert len(found[0].mentions) >= 3
    assert found[0].counts.killed is not None
    assert found[0].counts.killed.low == 12


def test_two_attacks_on_two_days_stay_apart(read: Callable[..., Record]) -> None:
    text = (
        "Rockets hit the airport in Aden on Monday. Rebels also fired three rockets at the airport on Tuesday, "
        "wounding two guards."
    )
    found = events(read(text, "2023-05-10"))
    assert [incident.when.start for incident in found] == ["2023-05-08", "2023-05-09"]
    assert found[0].counts.injured is None


def test_another_blast_stays_apart(read: Callable[..., Record]) -> None:
    text = "A bomb exploded at a market in Kano on Monday. Another bomb exploded near a mosque, killing two people."
    assert len(events(read(text, "2023-05-10"))) == 2


def test_two_tolls_by_two_speakers_disagree_and_the_first_leads(read: Callable[..., Record]) -> None:
    text = (
        "A bomb exploded at a market in Kano on Monday. Police said five people were killed in the blast. "
        "Hospital officials said nine people were killed in the blast."
    )
    found = events(read(text, "2023-05-10"))
    assert len(found) == 1
    assert [each.field for each in found[0].disagreements] == ["counts.killed"]
    assert found[0].counts.killed is not None
    assert found[0].counts.killed.low == 5
    told = {claim.speaker.kind for claim in found[0].claims if claim.field == "counts.killed"}
    assert told == {"police", "medical"}


def test_an_arrest_that_follows_is_an_incident_of_its_own(read: Callable[..., Record]) -> None:
    text = "A teacher was shot dead in Kano on Monday. Police arrested two suspects on Tuesday."
    found = events(read(text, "2023-05-10"))
    assert [incident.type for incident in found] == ["shooting", "arrest"]
    assert [tie.incident for tie in found[1].related] == [found[0].id]


def test_shot_and_killed_is_one(read: Callable[..., Record]) -> None:
    found = events(read("Gunmen shot and killed a teacher in Kano on Monday.", "2023-05-10"))
    assert [incident.type for incident in found] == ["shooting"]


def test_what_happened_in_the_same_incident_is_one(read: Callable[..., Record]) -> None:
    text = (
        "Gunmen attacked a convoy near Gao on Monday. The army sent helicopters. Talks went on in the capital. "
        "Two soldiers were killed in the same attack, a spokesman said."
    )
    (found,) = events(read(text, "2023-05-10"))
    assert found.counts.killed is not None
    assert found.counts.killed.low == 2


def test_what_says_how_many_there_were_is_the_one_told(read: Callable[..., Record]) -> None:
    text = "A teacher was shot dead in Kano on Monday, police said. It was the third homicide of the year in the city."
    assert [incident.type for incident in events(read(text, "2023-05-10"))] == ["shooting"]


def test_another_person_is_no_other_act(read: Callable[..., Record]) -> None:
    text = (
        "A gunman opened fire at a market in Kano on Monday. A trader was shot in the leg and another was shot in the "
        "arm, police said. Two guards were also wounded."
    )
    assert [incident.type for incident in events(read(text, "2023-05-10"))] == ["shooting"]


def test_what_ended_long_before_is_background_though_told_again_without_a_day(read: Callable[..., Record]) -> None:
    text = (
        "A court in Kano heard how a gunman shot two pupils at their school. The gunman shot the pupils on 3 March "
        "2023, the prosecutor said."
    )
    found = events(read(text, "2023-06-30"))
    assert [(incident.type, incident.background) for incident in found] == [("shooting", True)]


def test_a_bombing_that_killed_is_a_bombing(read: Callable[..., Record]) -> None:
    text = "Ten traders were killed in Kano on Monday. They were killed in a bombing at the market, police said."
    assert [incident.type for incident in events(read(text, "2023-05-10"))] == ["bombing"]


def test_shot_in_a_robbery_is_one_occurrence_arrested_in_a_protest_is_two(read: Callable[..., Record]) -> None:
    text = "Two people were shot during an attempted robbery at a barber shop in Leeds on Friday."
    assert len(read(text, "2023-05-10").incidents) == 1
    assert len(events(read("Three men were arrested during a protest in Leeds on Friday.", "2023-05-10"))) == 2


def test_what_is_said_of_the_attack_joins_those_abducted_in_it(read: Callable[..., Record]) -> None:
    text = (
        "Ten tribesmen were abducted in an attack on a convoy in Kurram on Monday. Gunmen stopped the vans. "
        "The attack on the convoy was the third there, police said."
    )
    assert len(events(read(text, "2023-05-10"))) == 1


def test_elsewhere_and_in_a_separate_incident_tell_another_occurrence(read: Callable[..., Record]) -> None:
    first = "A roadside bomb killed 15 villagers near Kunduz on Monday. "
    for opening in ("Elsewhere in the country,", "In a separate incident,", "Meanwhile,"):
        found = events(read(f"{first}{opening} 13 people were wounded in a car bomb explosion in Herat.", "2023-05-10"))
        assert len(found) == 2


def test_both_attacks_are_those_told(read: Callable[..., Record]) -> None:
    text = (
        "Two bombings killed 15 people in Kabul on Monday. One of the bombs tore through a bus in the east. "
        "The group claimed responsibility for both attacks."
    )
    assert len(events(read(text, "2023-05-10"))) == 1


def test_a_stretch_of_time_tells_neighbours_apart_and_nobody_else(read: Callable[..., Record]) -> None:
    text = (
        "A delivery man was shot in Leeds on Thursday. He was shot several hours after he broke into a home, held the "
        "owners hostage and fought with them until they were able to shoot him."
    )
    assert sum(each.type == "shooting" for each in events(read(text, "2023-05-12"))) == 1


def test_an_attempt_stays_one_whatever_was_done_in_it(read: Callable[..., Record]) -> None:
    text = (
        "Unknown men tried to set fire to a hostel in the Nassarawa district of Kano on Monday, police said. The "
        "attackers threw two petrol bombs at a door. The governor of Kano condemned the arson attempt."
    )
    found = [each for each in read(text, "2023-05-10").incidents if each.cls == "event"]
    assert [(each.type, each.realis) for each in found] == [("arson", "attempted")]


def act(
    start: int, sentence: int, sure: float, *, when: str | None = None, who: tuple[str, ...] = (), odds: float = 0.5
) -> Telling:
    """An arrest, how sure its reader is, its time in words, who was taken, and the odds of being the first."""
    mention = Mention(
        Quote(start, start + 4, "word"), ConceptId("arrest"), "event", "alleged" if start else "actual", "", False, "",
        (), None, score(Reason("read in context", sure)), ties=(Tie(0, odds),) if start else (),
    )  # fmt: skip
    told = tuple(IncidentActor("target", name, None, "unknown", None, (Quote(start, start + 4, name),)) for name in who)
    words = Span(start, start + 50)
    return Telling(
        mention, sentence, When(text=when), Where(), told, (), (), None, False, Responsibility(), (), words=words
    )


def occurrences_of(*told: Telling) -> int:
    """How many occurrences the tellings are, where only equal concepts are related."""
    return len(occurrences(told, lambda one, two: one == two, lambda one, two: False, lambda each: "coercion"))


def test_a_lone_word_joins_more_readily_that_its_reader_is_not_sure_of_or_that_tells_neither_who_nor_when() -> None:
    first = act(0, 0, 0.99, when="in spring")
    assert occurrences_of(first, act(900, 12, 0.99, when="at the time")) == 2
    assert occurrences_of(first, act(900, 12, 0.6, when="at the time")) == 1
    assert occurrences_of(first, act(900, 12, 0.99)) == 1


def test_a_lone_word_that_tells_nobody_new_joins_more_readily() -> None:
    first = act(0, 0, 0.99, who=("a nurse",))
    assert occurrences_of(first, act(900, 12, 0.99, who=("the nurse",), odds=-0.2)) == 1
    assert occurrences_of(first, act(900, 12, 0.99, who=("the nurse",), odds=-0.2, when="at the time")) == 2
    assert occurrences_of(first, act(900, 12, 0.99, who=("a clerk",), odds=0.5)) == 2


def test_another_one_stays_apart_from_a_shorter_account(read: Callable[..., Record]) -> None:
    text = "A bomb exploded in Kano. A second bomb exploded near a mosque, killing two people and wounding four."
    assert len(events(read(text, "2023-05-10"))) == 2


def test_a_sentence_that_opens_with_another_matter_may_name_the_act_told(read: Callable[..., Record]) -> None:
    text = (
        "Gunmen attacked a convoy near Gao on Monday. Separately, a minister blamed the drought. "
        "Meanwhile, the council opened an inquiry into the attack."
    )
    assert len(events(read(text, "2023-05-10"))) == 1


def test_the_town_of_its_own_words_goes_before_a_site_that_stands_beside_it(read: Callable[..., Record]) -> None:
    text = (
        "Two officers were shot in Akron, Ohio, on Monday. A guest at the Vine Palace in Toledo saw the man before "
        "the shooting."
    )
    (shooting,) = events(read(text, "2023-05-10"))
    assert shooting.where.name == "Akron"
