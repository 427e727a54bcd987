"""Word lists of the toll reader: what kills, wounds, holds or drives out, and the states and nouns that count."""

from __future__ import annotations

from gesta.model.terms import CountField

VERBS: dict[str, tuple[CountField, ...]] = {
    **dict.fromkeys(("kill", "slay", "murder", "assassinate", "execute", "massacre", "behead", "lynch", "martyr",
                     "slaughter"), ("killed",)),
    **dict.fromkeys(("injure", "wound", "hurt", "maim"), ("injured",)),
    **dict.fromkeys(("arrest", "detain", "apprehend", "nab", "capture"), ("detained",)),
    **dict.fromkeys(("abduct", "kidnap"), ("abducted",)),
    **dict.fromkeys(("displace", "uproot", "evacuate"), ("displaced",)),
}  # fmt: skip
HARMING = frozenset({"shoot", "stab", "beat", "hack", "burn", "strangle", "torture", "club", "crush", "slash"})
SPARING = frozenset("sentence condemn scare frighten bore work starve love tickle worry".split())
"""Verbs before "to death" that nobody does to another, or that only a court does."""
HOSPITALISE = frozenset({"hospitalize", "hospitalise"})
LANDING = frozenset({"land", "put"})
TAKEN = frozenset({"send", "take", "rush", "transport", "airlift", "bring", "fly"})
COMING = frozenset({"arrive", "walk", "come", "go", "drive", "turn", "show"})
"""How the wounded get to a hospital by themselves."""
CLINICS = frozenset({"hospital", "clinic", "hospitals", "center", "centre"})
ALIVE = frozenset({"condition", "fight", "survive", "recover"}) | CLINICS
"""Words by which a report tells somebody alive ("in critical condition", "fighting for his life")."""
FATAL = frozenset({"dead", "death", "fatally", "deceased"})
MORTAL = frozenset(
    {"dead", "deceased", "death", "die", "kill", "murder", "fatal", "fatally", "body", "corpse", "slay", "homicide"}
)
DECLARED = frozenset({"pronounce", "declare", "find", "leave", "confirm"})
"""Verbs whose object is told to be dead ("was pronounced dead at the scene")."""
ILLNESSES = frozenset("cancer illness disease age overdose pneumonia ailment complication infection".split())
"""What people die of that no act did."""
DYING = frozenset({"die", "perish", "succumb"})
STATES: dict[str, CountField] = {
    "dead": "killed",
    "deceased": "killed",
    "killed": "killed",
    "slain": "killed",
    "murdered": "killed",
    "injured": "injured",
    "wounded": "injured",
    "hurt": "injured",
    "arrested": "detained",
    "detained": "detained",
    "missing_abducted": "abducted",
    "homeless": "displaced",
    "displaced": "displaced",
}
LEFT_OVER = frozenset({"dead", "killed", "slain", "murdered", "injured", "wounded", "hurt"})
"""States told of people right before the word: "three dead, two hurt"."""
HIT = frozenset({"shot", "stabbed"})
STRUCK = HIT | {"struck", "hit", "grazed"}
"""What shots, blades and bullets did to somebody, as the word stands right behind him."""
FIREARMS = frozenset("bullet gunfire gunshot shot shoot shooting shooter gunman gun fire round rifle sniper".split())
"""Words that tell that "struck" and "hit" are a bullet's work."""
MULTIPLES = frozenset({"double", "triple", "quadruple", "quintuple"})
MULTIPLIED: dict[str, CountField] = {
    **dict.fromkeys(("shooting", "stabbing"), "injured"),
    **dict.fromkeys(("homicide", "murder", "killing", "slaying", "assassination"), "killed"),
}
"""Acts told with the number of those they befell: "a triple shooting", "the double murder"."""
VEHICLES = frozenset("vehicle car truck van bus suv train motorcycle bike driver motorist".split())
THINGS = frozenset("house home building dog window".split())
"""What is hit in one breath with people, as vehicles are."""
WOUNDS = frozenset({"wound", "injury"})
WOUNDING = frozenset({"gunshot", "bullet", "stab", "gun", "shot", "knife"})
SUFFER = frozenset({"suffer", "sustain", "receive"})
NOUNS: dict[str, tuple[CountField, ...]] = {
    "casualty": ("killed", "injured"),
    "victim": ("killed", "injured"),
    "fatality": ("killed",),
    "death": ("killed",),
    "killing": ("killed",),
    "injury": ("injured",),
    "wounded": ("injured",),
    "arrest": ("detained",),
}
OF_WHOM: dict[str, CountField] = {
    **dict.fromkeys(("killing", "murder", "assassination", "slaying", "death", "execution", "massacre"), "killed"),
    **dict.fromkeys(("body", "corpse"), "killed"),
    **dict.fromkeys(("arrest", "detention", "capture"), "detained"),
    **dict.fromkeys(("kidnapping", "abduction"), "abducted"),
    **dict.fromkeys(("wounding", "injuring", "shooting", "stabbing"), "injured"),
}
"""Event nouns whose "of" phrase or possessor is whom it befell."""
FATALLY = frozenset({"fatal", "deadly"})
FINDING = frozenset({"find", "locate", "discover"})
TOLL_VERBS = frozenset("rise climb reach stand jump grow be put place raise hit pass exceed top increase bring".split())
RISING = frozenset("rise climb reach jump grow increase".split())
"""Verbs of a toll that is higher than the one told before."""
ZERO = frozenset({"no", "zero", "without"})
BODIES = frozenset({"body", "corpse"})
BODY_VERBS = frozenset(
    "find discover recover retrieve pull count see exhume unearth dig bring receive collect carry gather bury dump "
    "remove identify examine".split()
)
"""What is done to the dead and not to other bodies, such as councils."""
LARGE = frozenset({"dozen", "hundred", "thousand", "score", "million"})
FLEEING = frozenset(
    "person people resident villager civilian inhabitant refugee man woman child farmer herder citizen".split()
)
LEFT = frozenset(
    "home house village town city neighbourhood neighborhood district region area province camp country border "
    "hometown fighting violence clash conflict war attack shelling bombardment offensive advance raid bombing".split()
)
"""What people flee who are driven out, or where to; suspects flee a scene, in a car, on foot."""
PERIODS = frozenset({"year", "month", "decade", "since", "annual"})
"""Words of a sentence that counts over a time, not over one act."""
