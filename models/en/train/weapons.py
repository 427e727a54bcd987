"""The weapon gazetteer: a grammar of weapon names used to label `Weapon` in training text.

No corpus of any size marks weapons, so the class is taught from this list: nouns that name a weapon by
themselves, and nouns that do so only with a modifier ("assault rifle", "car bomb"). A determiner, a number or
an owner is never part of the span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MODIFIERS = """anti-tank anti-aircraft anti-personnel antipersonnel anti-ship surface-to-air surface-to-surface air-to-surface
air-to-air ground-to-air ballistic cruise hypersonic guided laser-guided unguided heat-seeking shoulder-fired shoulder-launched
man-portable long-range short-range medium-range intermediate-range intercontinental tactical heavy light medium sub
semi-automatic semiautomatic automatic fully-automatic hand homemade home-made improvised crude makeshift
roadside car truck suicide pipe petrol gasoline barrel cluster smart dirty nail fire sticky magnetic remote-controlled
remotely-controlled time parcel letter mail nuclear thermobaric fragmentation incendiary tear stun smoke gas
rocket-propelled self-propelled vehicle-borne explosive-laden explosives-laden armed combat kamikaze one-way attack
reconnaissance sniper assault hunting bolt-action sawed-off sawn-off pump-action high-powered high-caliber military-grade
kitchen butcher pocket hunting sub-machine submachine machine mortar artillery tank howitzer chemical biological
white phosphorus plastic booby-trapped unexploded multiple-launch multiple surface-to-air water bunker-buster"""

_NAMED = r"""AK-?47s?|AKs?-?74|AKMs?|AR-?15s?|M-?16s?|M-?4|M60|M203|RPG-?7s?|RPGs?|Kalashnikovs?|Uzis?|Galils?|Glocks?|Katyushas?
Qassams?|Grads?|Scuds?|Tomahawks?|Kinzhals?|Iskanders?|Kalibrs?|Shaheds?|Shahed-?13[16]s?|Geran-?2|Lancets?|Bayraktars?(?: TB2)?|Reapers?|Predators?
HIMARS|ATACMS|Javelins?|NLAWs?|MANPADS?|Stingers?|Strelas?|Patriots?|Iron Dome|S-?[34]00|Buk|BM-?21|Storm Shadows?
Neptunes?|Novichok|sarin|VX|chlorine gas|mustard gas|white phosphorus|napalm|C-?4|Semtex|TNT|TATP|ANFO|ammonium nitrate|RDX|PETN
[SV]BIEDs?|IEDs?|UXOs?|ERWs?|ATGMs?|SAMs?|ICBMs?|UAVs?|FPVs?|drones?|Molotovs?|Beretta|Dragunov|Tavor|Makarov|Tokarev|Colt|Remington|Winchester|Ruger"""

_ALONE = """rifle pistol handgun revolver shotgun firearm gun carbine musket machete knife dagger sword axe hatchet spear
crossbow bayonet bomb bombshell grenade mine landmine warhead missile rocket torpedo mortar howitzer cannon artillery
explosive dynamite detonator gunpowder munition ammunition ammo bullet cartridge rifle-grenade flamethrower bazooka
firebomb petrol-bomb booby-trap teargas pepper-spray truncheon baton taser slingshot catapult projectile
weapon weaponry submachine-gun machine-gun machinegun minigun drone quadcopter"""

_NEEDS_MODIFIER = {
    "shell": "artillery mortar tank howitzer unexploded",
    "round": "artillery mortar tank",
    "device": "explosive incendiary nuclear",
    "charge": "explosive",
    "vest": "suicide explosive",
    "belt": "suicide explosive",
    "launcher": "rocket grenade missile rocket-propelled-grenade",
    "cocktail": "Molotov molotov",
    "gas": "tear poison nerve chlorine mustard",
    "agent": "nerve chemical",
    "canister": "gas tear-gas",
    "arms": "small",
    "mine": "land anti-personnel anti-tank antipersonnel naval sea",
    "vehicle": "explosive-laden explosives-laden unmanned-aerial",
}
# Words that are weapons only sometimes: taken alone they are not labelled.
_AMBIGUOUS = frozenset(
    [
        "mine",
        "mines",
        "cannon",
        "baton",
        "batons",
        "catapult",
        "battery",
        "cartridge",
        "cartridges",
        "Colt",
        "Patriots",
        "Patriot",
        "Reaper",
        "Predator",
        "Grads",
        "Grad",
        "Neptune",
        "Lancet",
        "Javelin",
        "Winchester",
        "Ruger",
        "Remington",
    ]
)


def _pattern() -> re.Pattern[str]:
    modifier = "|".join(sorted((re.escape(m).replace(r"\-", "[- ]") for m in set(_MODIFIERS.split())), key=len, reverse=True))
    named = "|".join(part.strip() for part in _NAMED.replace("\n", "|").split("|") if part.strip())
    alone = "|".join(sorted((re.escape(w).replace(r"\-", "[- ]") for w in _ALONE.split()), key=len, reverse=True))
    paired = "|".join(
        rf"(?:{'|'.join(m.replace('-', '[- ]') for m in mods.split())})[- ]{head}s?" for head, mods in _NEEDS_MODIFIER.items()
    )
    calibre = r"(?:\.?\d{1,3}(?:\.\d+)?(?:[- ]?mm|[- ]?cal(?:iber|ibre)?)[- ])?"
    core = (
        rf"(?:(?:rocket[- ]propelled[- ]grenades?|RPG)(?:[- ]launchers?)?|(?:anti-tank |multiple |grenade |rocket |missile )+launchers?"
        rf"|improvised explosive devices?|explosive devices?|explosives?|knives|{paired}|(?:{alone})(?:es|s)?)"
    )
    weapon = rf"{calibre}(?:(?:{named})[- ])?(?:(?:{modifier})[- ]){{0,3}}(?:(?:{named})[- ])?(?:(?:rocket|mortar|artillery|missile|grenade|tank|gun)[- ])?{core}"
    flexible = rf"(?:{weapon})|(?:{named})(?:[- ](?:rifles?|rockets?|missiles?|drones?|launchers?|grenades?|guns?|pistols?))?"
    return re.compile(rf"(?<![\w-])(?:{flexible})(?![\w]|[-‑]\w)")


_PATTERN = _pattern()


def weapons(text: str) -> Iterator[tuple[int, int]]:
    """Character spans of the weapons named in `text`."""
    for match in _PATTERN.finditer(text):
        if match.group() not in _AMBIGUOUS:
            yield match.start(), match.end()
