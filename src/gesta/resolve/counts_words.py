"""Word lists of the count reader: bounds, vague amounts, groups of people, measures."""

from __future__ import annotations

from gesta.model.terms import Exactness

Cue = tuple[Exactness, int]
"""What the words before a number make of it, and what is added to the number: "more than 30" is at least 31."""

CUES: dict[tuple[str, ...], Cue] = {
    ("at", "least"): ("at_least", 0),
    ("a", "minimum", "of"): ("at_least", 0),
    ("minimum", "of"): ("at_least", 0),
    ("no", "fewer", "than"): ("at_least", 0),
    ("no", "less", "than"): ("at_least", 0),
    ("not", "less", "than"): ("at_least", 0),
    ("not", "fewer", "than"): ("at_least", 0),
    ("more", "than"): ("at_least", 1),
    ("over",): ("at_least", 1),
    ("above",): ("at_least", 1),
    ("upwards", "of"): ("at_least", 1),
    ("upward", "of"): ("at_least", 1),
    ("in", "excess", "of"): ("at_least", 1),
    ("greater", "than"): ("at_least", 1),
    ("fewer", "than"): ("at_most", -1),
    ("less", "than"): ("at_most", -1),
    ("under",): ("at_most", -1),
    ("up", "to"): ("at_most", 0),
    ("as", "many", "as"): ("at_most", 0),
    ("at", "most"): ("at_most", 0),
    ("no", "more", "than"): ("at_most", 0),
    ("not", "more", "than"): ("at_most", 0),
    ("a", "maximum", "of"): ("at_most", 0),
    ("about",): ("about", 0),
    ("around",): ("about", 0),
    ("some",): ("about", 0),
    ("nearly",): ("about", 0),
    ("almost",): ("about", 0),
    ("roughly",): ("about", 0),
    ("approximately",): ("about", 0),
    ("estimated",): ("about", 0),
    ("an", "estimated"): ("about", 0),
    ("close", "to"): ("about", 0),
    ("circa",): ("about", 0),
    ("~",): ("about", 0),
}
CUE_LENGTH = max(len(words) for words in CUES)
AFTER_CUES: dict[tuple[str, ...], Cue] = {
    ("or", "more"): ("at_least", 0),
    ("+",): ("at_least", 0),
    ("or", "so"): ("about", 0),
    ("or", "fewer"): ("at_most", 0),
}
VAGUE = frozenset(
    "dozens scores hundreds thousands tens millions several many few numerous countless multiple various some most "
    "lots handful".split()
)
"""Amounts that stand for no number. "a number of" and "a few" are read as they stand."""
NOBODY = frozenset({"nobody", "none", "no-one", "noone"})
ONE = frozenset("he she him her himself herself someone somebody one anyone another".split())
MANY = frozenset("they them we us you these those others".split())
GROUPS = frozenset(
    "family group crowd team crew gang convoy column squad party couple pair total number toll figure maximum "
    "minimum series handful majority half third quarter dozen battalion company platoon unit contingent mob throng "
    "population majority rest remainder range minority string bunch band delegation staff "
    "military army police government force public community personnel media press council "
    "opposition leadership regime militia navy".split()
)
"""Singular nouns that mean more than one, or a figure: alone they are no count of one."""
TOGETHER = {"couple": 2, "duo": 2, "trio": 3}
"""Words for so many people together ("a young couple")."""
HOUSEHOLDS = frozenset({"family", "household"})
"""Several persons each: their number bounds that of the people from below only."""
FIGURES = frozenset("toll number figure total count tally estimate percentage rate maximum minimum".split())
"""Nouns that name a figure: without the figure itself they tell nothing."""
MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
"""The number in the name of an act: "a triple shooting"."""
REFLEXIVE = frozenset("himself herself themselves itself myself yourself oneself".split())
"""Who does it to himself is no other person: "killed four classmates and himself" is four."""
ACTS = frozenset("wounding injuring killing murder slaying shooting stabbing death arrest attack robbery".split())
"""Nouns of what was done, joined to whom it was done to: "the death of a boy and the wounding of two others"."""
MALE = frozenset(
    "man boy male father brother son husband grandfather grandson uncle nephew boyfriend stepfather stepson "
    "gentleman dad".split()
)
FEMALE = frozenset(
    "woman girl female mother sister daughter wife grandmother granddaughter aunt niece girlfriend stepmother "
    "stepdaughter lady mom mum".split()
)
YOUNG = frozenset("boy girl child toddler baby infant newborn teen teenager kid".split())
GROWN = frozenset("man woman adult father mother husband wife grandfather grandmother dad mom mum".split())
"""Nouns for one person that no other of the opposite list can mean: "a toddler and grandfather" are two."""
PARENTS = frozenset("father mother parent grandfather grandmother dad mom mum stepfather stepmother".split())
OFFSPRING = frozenset("son daughter grandson granddaughter stepson stepdaughter".split())
KIN = frozenset(
    "father mother son daughter brother sister husband wife grandfather grandmother grandson granddaughter uncle aunt "
    "nephew niece boyfriend girlfriend stepfather stepmother stepson stepdaughter dad mom mum cousin friend".split()
)
ANYBODY = frozenset(
    "other person people victim individual child kid teen teenager juvenile youth relative sibling friend "
    "civilian member student officer patient".split()
)
"""Plurals that a list after them spells out: "three others, two men and a woman"."""
REPORTS = frozenset("report word information mention sign indication claim confirmation detail".split())
PART_KEYS: dict[str, str] = {
    **dict.fromkeys(
        "child kid girl boy infant baby toddler minor schoolchild schoolgirl schoolboy pupil".split(), "children"
    ),
    **dict.fromkeys("woman mother wife grandmother widow".split(), "women"),
    **dict.fromkeys("civilian bystander villager passerby resident passer-by shopper worshipper".split(), "civilians"),
    **dict.fromkeys(
        "soldier serviceman trooper marine paratrooper conscript troop reservist peacekeeper".split(), "soldiers"
    ),
    **dict.fromkeys("policeman policewoman constable gendarme cop police".split(), "police"),
    **dict.fromkeys(
        "attacker assailant bomber gunman shooter suspect hijacker kidnapper perpetrator knifeman arsonist "
        "raider".split(),
        "perpetrators",
    ),
    **dict.fromkeys("militant insurgent rebel guerrilla terrorist jihadist fighter extremist".split(), "militants"),
    **dict.fromkeys("foreigner expatriate tourist".split(), "foreigners"),
    **dict.fromkeys("journalist reporter cameraman photographer".split(), "journalists"),
    **dict.fromkeys("target".split(), "targets"),
    **dict.fromkeys("student".split(), "students"),
    **dict.fromkeys("protester demonstrator rioter".split(), "protesters"),
    **dict.fromkeys("passenger".split(), "passengers"),
    **dict.fromkeys("doctor nurse medic paramedic".split(), "medics"),
    **dict.fromkeys("official".split(), "officials"),
}
MEASURES = frozenset(
    "km kilometer kilometre kilometers kilometres mile miles meter metre meters metres m feet foot ft inch inches cm "
    "mm kg kilogram kilograms kilo kilos gram grams ton tons tonne tonnes pound pounds lb lbs litre litres liter "
    "liters gallon gallons barrel barrels acre acres hectare hectares degree degrees caliber calibre magnitude "
    "percent percentage % per-cent cent cents dollar dollars euro euros rupee rupees shilling shillings peso pesos "
    "yuan yen naira rand riyal dinar mph kph knots watts megawatts points point yard yards times time th st nd rd "
    "goals p.m a.m am pm second seconds minute minutes hour hours day days week weeks month months year years decade "
    "decades century centuries weekend".split()
)
"""Nouns after a number that is no number of people or things."""
NUMBERED = frozenset(
    "aged age ages no. no # number room route highway section article chapter page apartment block unit channel flight "
    "grade phase type model road street avenue district ward level resolution zone area line bus train".split()
)
"""Words before a number that is a name, an age or an address."""
CURRENCIES = frozenset("$ £ € ¥ us$ usd eur gbp rs rs. a$ c$".split())
SIZES = frozenset("member man strong person people woman".split())
""" "a five-member family", "a 20-strong group": the number of people in the group."""
