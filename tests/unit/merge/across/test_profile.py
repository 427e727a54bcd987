"""Profiles: what is taken of an account, and that it goes to bytes and back."""

from __future__ import annotations

from collections.abc import Callable

from gesta.merge.across.profile import main_account, profiles
from gesta.merge.across.words import hashed, packed, unpacked, words
from gesta.model.incidents import Record
from gesta.model.profiles import Profile, decode, encode

TEXT = (
    "Gunmen shot dead Terrell Okafor, 19, outside a bakery on Larch Street in Kano on Monday night, police said. "
    "A 43-year-old man was wounded. Police arrested a suspect on Tuesday."
)


def told(record: Record) -> dict[str, Profile]:
    return {each.concept: each for each in profiles(record).values()}


def test_every_incident_has_a_profile_and_one_is_the_main_one(read: Callable[..., Record]) -> None:
    record = read(TEXT, "2023-05-10")
    found = profiles(record)
    assert found.keys() == {incident.id for incident in record.incidents}
    main = main_account(record)
    assert main is not None
    assert [each.account for each in found.values() if each.main] == [main.id]
    assert main.type == "shooting"


def test_names_ages_and_hours_are_taken(read: Callable[..., Record]) -> None:
    shooting = told(read(TEXT, "2023-05-10"))["shooting"]
    assert shooting.ages == (19, 43)
    assert {hashed("okafor"), hashed("terrell")} <= set(unpacked(shooting.people)) | set(unpacked(shooting.named))
    assert shooting.first_day == shooting.last_day
    assert shooting.clock is not None
    assert hashed("bakery") in set(unpacked(shooting.words))


def test_the_incidents_own_place_and_time_are_no_words(read: Callable[..., Record]) -> None:
    shooting = told(read(TEXT, "2023-05-10"))["shooting"]
    assert hashed("monday") not in set(unpacked(shooting.near))
    assert hashed("kano") not in set(unpacked(shooting.words)) | set(unpacked(shooting.near))


def test_a_profile_goes_to_bytes_and_back(read: Callable[..., Record]) -> None:
    for profile in profiles(read(TEXT, "2023-05-10")).values():
        assert decode(encode(profile)) == profile


def test_words_are_folded_and_packed_in_order() -> None:
    assert list(words("The Mayor's house — ÉCOLE 12 a")) == ["the", "mayor", "house", "école", "12"]
    assert list(unpacked(packed([7, 3, 7]))) == [7, 3]


ROUNDUP = (
    "Nine people were shot in Kano over the weekend, police said. Terrell Okafor, 19, was shot dead outside a bakery "
    "on Larch Street on Saturday morning. He died at the scene. Musa Bello, 43, was wounded in an attack on a bus at "
    "the harbour on Sunday night. He was taken to hospital."
)


def test_in_a_list_of_acts_each_is_told_by_its_own_sentences(read: Callable[..., Record]) -> None:
    found = list(profiles(read(ROUNDUP, "2023-05-15")).values())
    assert [each.summary for each in found if each.killed == (1, 1)] == [False]
    (dead,) = (each for each in found if each.killed == (1, 1))
    assert dead.ages == (19,)
    assert hashed("bello") not in set(unpacked(dead.people)) | set(unpacked(dead.words))
    assert any(each.summary and not each.ages for each in found)


def test_one_act_of_a_weekend_is_no_summary(read: Callable[..., Record]) -> None:
    record = read("Two men were shot in a drive-by shooting in Kano over the weekend, police said.", "2023-05-15")
    assert not any(each.summary for each in profiles(record).values())
