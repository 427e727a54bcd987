"""What is page furniture and, more important, what is not. Every line is invented."""

from __future__ import annotations

import pytest

from gesta.text.furniture import FURNITURE, reason_of

CAUGHT = [
    ("Leave a Reply", "comment form"),
    ("Your email address will not be published. Required fields are marked *", "comment form"),
    ("You must enter the characters with black color that stand out", "captcha"),
    ("Share on Facebook", "share links"),
    ("Tweet", "share links"),
    ("Facebook Twitter WhatsApp Email Print", "share links"),
    ("Read or Share this story: http://coast.example/2dK", "share links"),
    ("Source link", "source link"),
    ("https://coastherald.example/2021/05/12/blast", "web address"),
    ("Read more: Port closed after blast", "reading list"),
    ("RELATED: Two held over market blast", "reading list"),
    ("Related stories", "reading list"),
    ("Also read: Army denies raid", "reading list"),
    ("Sign up for our daily newsletter", "sign-up"),
    (
        "We use cookies to improve your experience. By continuing you accept our privacy policy.",
        "cookie or privacy notice",
    ),
    ("© 2014 Coast Herald. All rights reserved.", "copyright"),
    ("Copyright 2013 Coast Press. This material may not be published, broadcast or redistributed.", "copyright"),
    ("(CH Photo/Amina Warsame)", "photo credit"),
    ("Photo: Amina Warsame", "photo credit"),
    ("File photo", "photo credit"),
    ("Advertisement", "advertisement"),
    ("Story continues below", "advertisement"),
    ("Follow us on Twitter", "follow prompt"),
    ("Download our app for breaking news", "link prompt"),
    ("Click here to watch the full statement", "link prompt"),
    ("Watch: Minister speaks after blast", "media marker"),
    ("Loading...", "media marker"),
    ("Home | News | Sports | Opinion", "navigation"),
    ("Tags: Kismayo, blast, police", "tag list"),
    ("Posted: Tuesday, May 11, 2021 10:21 pm; Updated: 11:02 pm", "time stamp"),
    ("* * *", "no words"),
]

BODY = [
    "Anyone with information is asked to call the harbour police at 555-0199.",
    "Police said no one was hurt.",
    "Share prices fell after the attack, traders said.",
    "Print shops in the town were burned on Monday.",
    "UPDATE 2:50 p.m.: The hospital confirms five patients have been taken there.",
    "Updated figures from the ministry put the toll at 12.",
    "Watch towers were shelled overnight, the army said.",
    "Sign-ups for the militia have doubled, residents said.",
    "Related attacks in May killed nine people.",
    "Home guards shot at the crowd.",
    "More than 30 people were killed.",
    "Follow-up raids led to four arrests.",
    "Download speeds fell as the army cut the internet in the region on Sunday.",
    "Topics at the talks include a ceasefire and the release of prisoners.",
    "Photographs of the scene show three burnt cars.",
    "Comments by the minister set off riots in the capital.",
    "Loading bays at the port were hit by two drones.",
    "Advertisements for the rally had been torn down by police.",
    "The rebels advanced | the army fled.",
    "Source close to the army said three men died.",
    "Read the statement of the group: we carried out the attack.",
    "By Tuesday, 40 people had been killed.",
]


@pytest.mark.parametrize(("line", "reason"), CAUGHT)
def test_furniture_is_named(line: str, reason: str) -> None:
    assert reason_of(line) == reason


@pytest.mark.parametrize("line", BODY)
def test_the_report_is_not_eaten(line: str) -> None:
    assert reason_of(line) is None


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in FURNITURE]
    assert len(names) == len(set(names))
