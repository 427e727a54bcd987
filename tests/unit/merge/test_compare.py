"""What speaks for one occurrence, what against, and what a reader that is sure overrules."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from gesta.merge.compare import ANOTHER_TAKEN, OTHERS_HERE, SURE, TOLD_APART, Apart, compare
from gesta.model.incidents import IncidentActor, IncidentWeapon, Responsibility
from gesta.model.reading import Mention, Tie
from gesta.model.spans import Quote, Span
from gesta.model.tellings import Telling
from gesta.model.terms import ConceptId, PlaceId
from gesta.model.values import Count, Reason, When, Where, score


def telling(start: int, sentence: int, concept: str = "shooting", odds: float | None = None) -> Telling:
    """An act at a place in the text; ``odds``: of being one with the act at 0."""
    mention = Mention(
        Quote(start, start + 4, "shot"), ConceptId(concept), "event", "actual", "", False, "told as the news", (), None,
        score(Reason("trigger", 0.9)), ties=() if odds is None else (Tie(0, odds),),
    )  # fmt: skip
    return Telling(mention, sentence, When(), Where(), (), (), (), None, False, Responsibility(), ())


def weigh(one: Telling, other: Telling) -> dict[str, float]:
    family = {"robbery": "property", "shooting": "violence_against_civilians", "arrest": "coercion"}
    reasons = compare(one, [other], lambda a, b: a == b, lambda a, b: False, lambda each: family[each])
    return {reason.name: reason.weight for reason in reasons}


def on(day: str, at: int | None = None) -> When:
    evidence = () if at is None else (Quote(at, at + 6, "Monday"),)
    return When(day, day, "day", "weekday before publication", "Monday", evidence)


def test_a_day_read_elsewhere_gives_way_to_a_reader_that_is_sure() -> None:
    first, later = (
        replace(telling(0, 0), when=on("2023-05-01")),
        replace(telling(900, 9, odds=SURE), when=on("2023-05-04")),
    )
    assert weigh(later, first)["told apart"] == TOLD_APART
    with pytest.raises(Apart, match="2023-05-04"):
        weigh(replace(later, mention=telling(900, 9, odds=SURE - 0.1).mention), first)


def test_days_told_beside_both_acts_stay_a_cannot_link() -> None:
    first = replace(telling(0, 0), when=on("2023-05-01", at=10))
    later = replace(telling(900, 9, odds=6.0), when=on("2023-05-02", at=920))
    with pytest.raises(Apart):
        weigh(later, first)


def test_a_day_that_one_telling_of_the_act_shares_outweighs_another_that_it_does_not() -> None:
    known = [replace(telling(0, 0), when=on("2023-05-01")), replace(telling(90, 1), when=on("2023-05-04"))]
    later = replace(telling(900, 9), when=on("2023-05-04"))
    reasons = compare(later, known, lambda a, b: a == b, lambda a, b: False, lambda each: "violence_against_civilians")
    assert not {"same day", "told apart"} & {reason.name for reason in reasons}
    with pytest.raises(Apart, match="2023-05-04"):
        weigh(later, known[0])


def test_another_one_stays_apart_for_a_reader_that_weighs_no_pairs() -> None:
    with pytest.raises(Apart, match="another"):
        weigh(replace(telling(90, 1), apart=True), telling(0, 0))
    assert weigh(replace(telling(90, 1, odds=5.0), apart=True), telling(0, 0))["told apart"] == TOLD_APART


def test_a_robbery_may_be_the_shooting_where_pairs_are_weighed_an_arrest_never() -> None:
    assert weigh(telling(90, 1, "robbery", odds=4.0), telling(0, 0))["another kind of act"] < 0
    with pytest.raises(Apart):
        weigh(telling(90, 1, "robbery"), telling(0, 0))
    with pytest.raises(Apart):
        weigh(telling(90, 1, "arrest", odds=9.0), telling(0, 0))


def test_other_names_speak_against_and_one_kind_speaks_little_for() -> None:
    def victim(name: str, kind: str = "civilians") -> tuple[IncidentActor, ...]:
        return (IncidentActor("victim", name, None, kind, None, ()),)  # type: ignore[arg-type]

    one = replace(telling(0, 0), actors=victim("Adam Bello", "police"))
    other = replace(telling(90, 1), actors=victim("Musa Idris", "police"))
    assert weigh(other, one)["other done to"] == -0.8
    assert weigh(replace(other, actors=victim("Bello")), one)["same done to"] == 0.7
    assert weigh(replace(other, actors=victim("an officer", "police")), one)["same kind of done to"] == 0.2


def told_of(start: int, sentence: int, name: str, at: int) -> Telling:
    """An act with one to whom it was done, named at a place of the text; its own sentence has 80 characters."""
    victim = IncidentActor("victim", name, None, "civilians", None, (Quote(at, at + len(name), name),))
    return replace(telling(start, sentence), actors=(victim,), words=Span(start, start + 80))


def test_others_by_name_in_the_sentences_that_tell_them_speak_against_one_act() -> None:
    first = told_of(0, 0, "Adam Bello", 10)
    assert "others done to beside each" not in weigh(told_of(90, 1, "Bello", 100), first)
    other = told_of(90, 1, "Musa Idris", 100)
    assert weigh(other, first)["others done to beside each"] == OTHERS_HERE
    assert "others done to beside each" not in weigh(replace(other, definite=True), first)
    assert "others done to beside each" not in weigh(told_of(90, 1, "a trader", 100), told_of(0, 0, "a driver", 10))
    assert "others done to beside each" not in weigh(told_of(90, 1, "Musa Idris", 300), first)


def test_two_weekdays_of_an_undated_report_give_way_to_a_reader_that_is_sure() -> None:
    def on_weekday(one: Telling, day: str) -> Telling:
        at = one.mention.trigger.start + 10
        return replace(one, when=When(text=day, evidence=(Quote(at, at + len(day), day),)))

    first, later = on_weekday(telling(0, 0), "Friday"), on_weekday(telling(900, 9, odds=SURE), "Saturday")
    assert weigh(later, first)["told apart"] == TOLD_APART
    with pytest.raises(Apart, match="Saturday against Friday"):
        weigh(replace(later, mention=telling(900, 9).mention), first)


def taken(start: int, sentence: int, *names: str) -> Telling:
    """An arrest of those named."""
    told = tuple(IncidentActor("victim", name, None, "civilians", None, ()) for name in names)
    return replace(telling(start, sentence, "arrest"), actors=told)


def test_people_taken_one_by_one_are_taken_apart() -> None:
    first = taken(0, 0, "Adam Bello")
    assert weigh(taken(90, 1, "Musa Idris"), first)["another person taken"] == ANOTHER_TAKEN
    assert weigh(taken(90, 1, "a Clifton woman"), taken(0, 0, "a Clifton man"))["another person taken"] == ANOTHER_TAKEN
    assert "another person taken" not in weigh(taken(90, 1, "Bello"), first)
    assert "another person taken" not in weigh(taken(90, 1, "a man"), first)
    assert "another person taken" not in weigh(taken(90, 1, "Cape Coral Man"), first)
    assert "another person taken" not in weigh(taken(90, 1, "Musa Idris"), taken(0, 0, "Adam Bello", "Musa Idris"))


def taken_in_words(start: int, sentence: int, words: str, *, several: int = 1) -> Telling:
    """An arrest of one told by the words right behind the trigger, in a sentence of 80 characters."""
    at = start + 10
    told = IncidentActor("victim", words, None, "civilians", None, (Quote(at, at + len(words), words),))
    counts = (("detained", Count(several, several, words)),)
    return replace(
        telling(start, sentence, "arrest"),
        actors=(told,),
        counts=counts,
        words=Span(start, start + 80),  # type: ignore[arg-type]
    )


def test_somebody_told_anew_below_the_lead_is_another_who_was_taken() -> None:
    first = taken_in_words(0, 0, "a baker")
    assert weigh(taken_in_words(400, 5, "a carpenter"), first)["another person taken"] == ANOTHER_TAKEN
    assert "another person taken" not in weigh(taken_in_words(90, 1, "a carpenter"), first)
    assert "another person taken" not in weigh(taken_in_words(400, 5, "the carpenter"), first)
    assert "another person taken" not in weigh(taken_in_words(400, 5, "a carpenter", several=3), first)


def test_two_provinces_are_two_places_a_town_and_its_province_are_one() -> None:
    def there(start: int, name: str, level: str, admin1: str, within: tuple[str, ...] = ()) -> Telling:
        place = Where(name, level, within, admin1, "CO", basis="named")  # type: ignore[arg-type]
        return replace(telling(start, start // 90), where=place)

    north = there(0, "Norte", "admin1", "Norte")
    with pytest.raises(Apart, match="is not in"):
        weigh(there(90, "Sur", "admin1", "Sur"), north)
    with pytest.raises(Apart, match="is not in"):
        weigh(there(90, "Puerto Sur", "city", "Sur"), north)
    assert weigh(there(90, "Puerto Norte", "city", "Norte", ("Norte",)), north)["one place within the other"] > 0


def test_one_name_is_one_place_and_the_country_of_the_doer_is_none() -> None:
    town = Where("Lebanon", level="city", country="US", place_id=PlaceId("1"), basis="named; country US")
    twin = Where("Lebanon", level="city", country="LB", place_id=PlaceId("2"), basis="named; country LB")
    country = Where("Jordan", level="country", country="JO", place_id=PlaceId("3"), basis="country of who did it")
    first = replace(telling(0, 0), where=town)
    assert weigh(replace(telling(900, 9), where=twin), first)["same place"] > 0
    assert weigh(replace(telling(900, 9), where=country), first)["other place in the sentence"] < 0
    with pytest.raises(Apart, match="Jordan"):
        weigh(replace(telling(900, 9), where=msgspec.structs.replace(country, basis="named")), first)


def test_another_number_of_one_weapon_counts_whichever_is_told_first() -> None:
    both = (IncidentWeapon("missile", None, None, ()), IncidentWeapon("rocket", None, Count(5, 5), ()))
    other = (IncidentWeapon("rocket", None, Count(6, 6), ()), IncidentWeapon("missile", None, Count(6, 6), ()))
    one = replace(telling(0, 0), weapons=both)
    assert weigh(replace(telling(90, 1), weapons=other), one)["other number of weapons"] == -1.0
    assert weigh(replace(telling(90, 1), weapons=both), one)["same weapon"] == 0.4
