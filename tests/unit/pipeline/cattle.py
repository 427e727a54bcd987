"""Invented sentences on a concept of a user's own, told in many words, and others that only look like it."""

from __future__ import annotations

from gesta.codebook.taught import Taught

CONCEPT = "cattle_raid"
YAML = """\
id: cattle_raid
class: event
label: Cattle raid
family: property
definition: Armed men take livestock from herders by force.
roles: {perpetrator: who took it, victim: whose it was, place: where, time: when}
triggers:
  - {lemma: rustle, pos: verb, weight: 0.8, object: [cattle, livestock]}
"""
_TOLD = (
    "Armed men [drove off] forty cows from a kraal near Lodwar on Monday.",
    "Raiders from across the river [stole] some 200 goats, herders said.",
    "Gunmen [made away] with the whole herd after they shot the herdsman.",
    "Bandits [seized] 300 head of cattle in Turkana at dawn.",
    "The warriors [took] every camel of the village and fled north.",
    "Cattle were [stolen] from three homesteads outside Isiolo last night.",
    "More than 500 sheep were [driven away] by armed youths on Friday.",
    "Attackers in uniform [rustled] cattle from the settlement of Pokot.",
    "The gang [made off] with sixty cows and burnt the huts.",
    "Herders lost 120 camels in a [raid] near Moyale on Sunday.",
    "Villagers in Baringo accused militiamen of [stealing] their goats.",
    "A cattle [raid] in Marsabit left two herdsmen dead.",
    "Rustlers [snatched] ninety bulls from a ranch before sunrise.",
    "Armed herders [carried off] the livestock of their neighbours on Tuesday.",
    "Forty oxen were [taken] at gunpoint from a farm near Kapenguria.",
    "Raiders [looted] two hundred head of cattle from the camp.",
)
_NOT = (
    "The ministry bought 300 head of cattle for the new ranch.",
    "Farmers drove their cows to the market in Isiolo on Friday.",
    "The drought killed thousands of goats in Turkana.",
    "Thieves stole a laptop from an office in Nairobi.",
    "Police raided a nightclub and found no drugs.",
    "He took the bus to Lodwar on Monday.",
    "Prices of cattle rose by a tenth this year.",
    "The vet treated forty sheep at the camp.",
    "Gunmen shot a shopkeeper in the town centre.",
    "Her goats won a prize at the county show.",
    "The herders moved their camels to the river.",
    "Police seized two hundred rolls of bhang near Moyale.",
    "The team made off with the trophy after a fine game.",
    "A new abattoir opened outside Kapenguria.",
)


def _taught(number: int, marked: str) -> Taught:
    start, end = marked.index("["), marked.index("]") - 1
    return Taught(marked.replace("[", "").replace("]", ""), start, end, True, f"told:{number}")


TOLD = tuple(_taught(number, each) for number, each in enumerate(_TOLD))
NOT = tuple(Taught(each, 0, 0, False, f"not:{number}") for number, each in enumerate(_NOT))
