"""Realis by grammar, on invented sentences; each row names the trigger whose realis is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.documents import Report, report_id
from gesta.model.incidents import Record
from gesta.pipeline.reading import Engine
from gesta.readers.reader import Judge

SENTENCES = [
    ("Gunmen attacked the village of Dogo on Monday, killing four people.", "attacked", "actual"),
    ("The mayor of Dayton called the shooting a shocking event.", "shooting", "actual"),
    ("The opposition called for the arrest of the mayor.", "arrest", "hypothetical"),
    ("Dayton teen stabs classmate over messages. The boy was taken away.", "stabs", "actual"),
    ("In the north a herder stabs a farmer over water. The chiefs meet.", "stabs", "generic"),
    ("Was he at home after the attack on the bank?", "attack", "actual"),
    ("Was there an attack on the bank?", "attack", "hypothetical"),
    ("The find could lead to the arrest of the mayor.", "arrest", "hypothetical"),
    ("Police said gunmen attacked the village on Monday.", "attacked", "actual"),
    ("The army did not attack the village on Monday.", "attack", "negated"),
    ("No one was arrested after the march.", "arrested", "negated"),
    ("Rebels tried to attack the barracks overnight.", "attack", "attempted"),
    ("Two men were arrested for the attempted murder of a judge in Lima.", "murder", "attempted"),
    ("Rebels threatened to attack the capital within a week.", "attack", "threatened"),
    ("The unions plan to hold a march in Lima on Friday.", "march", "planned"),
    ("The army will attack the town on Friday.", "attack", "planned"),
    ("Rebels could attack the town.", "attack", "hypothetical"),
    ("If rebels attack the town, the army will withdraw.", "attack", "hypothetical"),
    ("Officials fear a bomb attack on the station.", "bomb attack", "hypothetical"),
    ("Security forces foiled a bomb attack on the station on Tuesday.", "bomb attack", "prevented"),
    ("Rocket attacks on the base have continued for years.", "Rocket attacks", "generic"),
    ("Gunmen usually attack convoys on this road.", "attack", "generic"),
    ("The ministry accused rebels of attacking the convoy.", "attacking", "alleged"),
    ("Rebels allegedly attacked the convoy near Gao on Sunday.", "attacked", "alleged"),
    ("The group denied attacking the convoy.", "attacking", "alleged"),
    ("Rebels managed to shell the airport on Sunday.", "shell", "actual"),
    ("Police were able to arrest two suspects on Sunday.", "arrest", "actual"),
    ("Forces intercepted three missiles fired at Aden on Sunday.", "fired", "actual"),
    ("The two governments held talks to halt the shelling of Aden.", "shelling", "generic"),
    ("Troops stopped an attack on the station on Sunday.", "attack", "prevented"),
    ("Instead of attacking the post, the rebels withdrew on Sunday.", "attacking", "negated"),
    ("This may have been a bomb attack on the station.", "bomb attack", "hypothetical"),
    ("Attacking villagers in their homes is a crime of war.", "Attacking", "generic"),
    ("The city counted 300 crimes last year, including murder and armed robbery.", "armed robbery", "generic"),
    ("He was freed on bail on charges he abducted a trader.", "abducted", "alleged"),
    ("A court convicted him of abducting a trader in Gao.", "abducting", "actual"),
    ("At times we were robbed by gunmen on this road.", "robbed", "generic"),
    ("In the first quarter 120 herders were killed in Tillaberi.", "killed", "generic"),
    ("Police arrested 312 traders in the first three months of the year.", "arrested", "generic"),
    ("So far this year 43 people have been killed in attacks in the valley.", "attacks", "generic"),
    ("Gunmen killed six guards in the last hour.", "killed", "actual"),
    ("A war in December 2013 which has killed thousands divides the country.", "killed", "generic"),
    ("There was no mention of a bomb attack in the letter to the police.", "bomb attack", "negated"),
    ("He faces trial for robbery in Lima once extradited.", "extradited", "planned"),
    ("He was jailed in Lima once extradited from Spain.", "extradited", "actual"),
    ("The two armies have previously clashed on this border.", "clashed", "generic"),
    ("They are going to attack the convoy near Gao.", "attack", "planned"),
    ("At least one woman died in clashes between police and traders.", "clashes", "actual"),
    ("Hundreds of thousands have been killed in clashes between herders and farmers.", "clashes", "generic"),
    ("It is true that relations between Rabat and Algiers have been severed.", "severed", "actual"),
    ("It is true that two guards have been shot dead in Rabat.", "shot dead", "actual"),
    ("A report which said that rebels had killed ten pupils was wrong, and we withdraw it.", "killed", "negated"),
    ("An earlier report that gunmen killed five people in Dogo was incorrect.", "killed", "negated"),
    ("Rumours that soldiers had shot two boys turned out to be untrue.", "shot", "negated"),
    ("Reports that rebels had killed ten pupils were false, the ministry said.", "killed", "alleged"),
    ("They held signs with the names of women who were killed in shootings by police.", "killed", "generic"),
    ("Two women were killed in shootings by police.", "killed", "actual"),
    ("The erroneous report on the shooting of a boy was carried by an agency.", "shooting", "negated"),
    ("The long report on the shooting of a boy was carried by an agency.", "shooting", "actual"),
    ("The gear confirmed their intent to board and hijack the vessels, he said.", "hijack", "planned"),
    ("The gunmen vowed to march on and attacked the barracks on Monday.", "attacked", "actual"),
    ("The senator has called for bombing the camps in the north.", "bombing", "hypothetical"),
    ("The army dismissed as untrue a report that gunmen had killed five people.", "killed", "alleged"),
    ("The ministry denied reports that gunmen had killed five people in Dogo.", "killed", "alleged"),
    ("A report that gunmen killed five people was wrong about the date.", "killed", "actual"),
    ("The report that gunmen had killed five people was not false.", "killed", "actual"),
    ("Police denied reports about two rebels who were arrested in Dogo.", "arrested", "actual"),
    (
        "The rebels denied a police statement that they had carried out Saturday's grenade attack.",
        "grenade attack",
        "actual",
    ),
    ("Reports that rebels had carried out an attack on a school were false, the ministry said.", "attack", "alleged"),
    ("Police confirmed reports that gunmen had killed five people in Dogo.", "killed", "actual"),
    ("Police did not only arrest two men in Gao on Monday, they took their car.", "arrest", "actual"),
    ("The president survived an assassination attempt in Goma on Monday.", "assassination", "attempted"),
    ("A coup attempt in Gabon failed on Monday, officials said.", "coup", "attempted"),
    ("Police foiled a kidnap attempt in Goma on Monday.", "kidnap", "prevented"),
    ("An envoy was almost assassinated in Juba on Sunday.", "assassinated", "attempted"),
    ("Had his home-made bomb gone off, dozens would have died.", "gone off", "hypothetical"),
    ("The weapon was designed to be detonated from the other bank of the river.", "detonated", "planned"),
    ("Monday's attack on the mine was aimed at scaring the owners.", "attack", "actual"),
    ("The attack on the mine was aimed at intimidating and extorting money from the owners.", "extorting", "planned"),
    ("Police said they were close to the arrest of the gunman.", "arrest", "hypothetical"),
    ("The court issued an order for the arrest of the general on Monday.", "arrest", "hypothetical"),
    ("He said his nephew had been shot dead in Leeds earlier this year.", "shot dead", "actual"),
    ("Ten traders have been shot dead in Leeds this year.", "shot dead", "generic"),
    ("It may be mentioned that seven traders were abducted on May 5 near Tura.", "abducted", "actual"),
    ("Prosecutors said that robbery was not being treated as a motive.", "robbery", "hypothetical"),
    ("The motive was robbery, police said.", "robbery", "hypothetical"),
    ("If you or someone you know has been sexually assaulted, call the helpline.", "assaulted", "hypothetical"),
    ("If you know who shot the clerk on Monday, call the police.", "shot", "actual"),
    ("In the letter there was no mention of a bombing in Kano.", "bombing", "negated"),
    ("The plan would have included the kidnapping of two judges.", "kidnapping", "hypothetical"),
    ("His opponents regarded the ruling as an attempted coup.", "coup", "generic"),
    ("Residents described the blast as an attack on the mosque.", "attack", "actual"),
    ("A robbery at the mill on Monday left the owner hurt.", "robbery", "actual"),
    ("Heavy clashes are continuing this morning in Goma.", "clashes", "actual"),
    ("Clashes between herders and farmers continue every year in central Nigeria.", "Clashes", "generic"),
]


@pytest.mark.parametrize(("sentence", "trigger", "expected"), SENTENCES)
def test_realis(read: Callable[..., Record], sentence: str, trigger: str, expected: str) -> None:
    record = read(sentence, "2023-05-10")
    start = sentence.index(trigger)
    found = {
        mention.realis
        for incident in record.incidents
        for mention in incident.mentions
        if mention.start < start + len(trigger) and start < mention.end
    }
    assert found == {expected}


def test_any_word_is_judged(loaded: Engine) -> None:
    document, analysis = loaded.analyse(Report(report_id(b"", "test"), "test", "text", "They did not sell the farm."))
    assert isinstance(loaded.reader, Judge)
    assert loaded.reader.judge(document, analysis, analysis.words.index("sell")) == "negated"
