"""What MUC-4 calls things: concepts, weapons, targets, people, places and countries, as tables.

Sets and notes are those of the task documentation (part 1 section 7, part 2). Words are head nouns, upper case,
singular; a phrase is looked up by its head, then by its other words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from gesta.model.terms import ActorKind

MucType = Literal["ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "HIJACKING", "FORCED WORK STOPPAGE"]

TYPES: Mapping[str, MucType] = {
    "shooting": "ATTACK",
    "stabbing": "ATTACK",
    "assault": "ATTACK",
    "vehicle_attack": "ATTACK",
    "armed_attack": "ATTACK",
    "killing": "ATTACK",
    "assassination": "ATTACK",
    "execution": "ATTACK",
    "torture": "ATTACK",
    "sexual_violence": "ATTACK",
    "mob_violence": "ATTACK",
    "chemical_attack": "ATTACK",
    "armed_clash": "ATTACK",
    "shelling": "ATTACK",
    "air_strike": "ATTACK",  # bombs from aircraft are ATTACK (part 2, slot 4)
    "drone_strike": "ATTACK",
    "property_destruction": "ATTACK",  # sabotage of the infrastructure (part 1, section 1.1)
    "territory_seizure": "ATTACK",
    "bombing": "BOMBING",
    "suicide_bombing": "BOMBING",
    "grenade_attack": "BOMBING",
    "abduction": "KIDNAPPING",
    "arson": "ARSON",
    "robbery": "ROBBERY",
    "looting": "ROBBERY",
    "hijacking": "HIJACKING",
    "strike": "FORCED WORK STOPPAGE",  # only when an armed group calls it
}

WEAPON_TYPES: Mapping[str, str] = {
    "rocket": "ROCKET",
    "missile": "MISSILE",
    "mortar": "MORTAR",
    "artillery": "MORTAR",
    "bomb": "BOMB",
    "car_bomb": "VEHICLE BOMB",
    "ied": "BOMB",
    "mine": "MINE",
    "grenade": "GRENADE",
    "firearm": "GUN",
    "blade": "CUTTING DEVICE",
    "explosives": "EXPLOSIVE",
    "incendiary": "MOLOTOV COCKTAIL",
    "stone": "STONE",
}
"""Instrument type by weapon kind, where the words themselves do not say it."""

WEAPON_WORDS: Mapping[str, str] = {
    "DYNAMITE": "DYNAMITE",
    "MACHINEGUN": "MACHINE GUN",
    "SUBMACHINEGUN": "MACHINE GUN",
    "MACHINE GUN": "MACHINE GUN",
    "AK-47": "MACHINE GUN",
    "RIFLE": "RIFLE",
    "PISTOL": "HANDGUN",
    "REVOLVER": "HANDGUN",
    "CAR BOMB": "VEHICLE BOMB",
    "CAR-BOMB": "VEHICLE BOMB",
    "AERIAL BOMB": "AERIAL BOMB",
    "MOLOTOV": "MOLOTOV COCKTAIL",
}

IMPLIED_WEAPONS: Mapping[str, str] = {
    "shooting": "GUN",
    "bombing": "BOMB",
    "suicide_bombing": "BOMB",
    "grenade_attack": "GRENADE",
    "torture": "TORTURE",
    "stabbing": "CUTTING DEVICE",
    "air_strike": "AERIAL BOMB",
    "shelling": "MORTAR",
}
"""The type may be told by the act alone ("shot"), part 1, section 7.8, note 7."""

THING_TYPES: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "ENERGY": "PIPELINE PYLON POLE TRANSFORMER SUBSTATION REFINERY OLEODUCT ELECTRICITY POWER OIL GAS DAM",
        "COMMUNICATIONS": "TELEPHONE RADIO TELEVISION ANTENNA EXCHANGE BOOTH NEWSPAPER TELECOMMUNICATIONS TRANSMITTER",
        "FINANCIAL": "BANK BRANCH",
        "DIPLOMAT OFFICE OR RESIDENCE": "EMBASSY CONSULATE",
        "TRANSPORT VEHICLE": "CAR BUS VEHICLE PLANE TRUCK TAXI MINIBUS AMBULANCE TRAIN AIRPLANE AIRCRAFT HELICOPTER "
        "LOCOMOTIVE MOTORCYCLE JEEP VAN PICKUP WAGON TRAILER TANKER TRANSPORTATION AUTOMOBILE FREIGHTER",
        "TRANSPORTATION ROUTE": "BRIDGE HIGHWAY ROAD RAILROAD RAILWAY TRACK TUNNEL",
        "TRANSPORTATION FACILITY": "AIRPORT PORT TERMINAL",
        "WATER": "WATER AQUEDUCT RESERVOIR",
        "COMMERCIAL": "STORE SHOP RESTAURANT HOTEL MARKET SUPERMARKET MALL DEALERSHIP BROTHEL FACTORY THEATER "
        "WAREHOUSE ESTABLISHMENT BUSINESS FIRM COMPANY BAKERY PLANT DRUGSTORE BAR CINEMA BOAT",
        "LAW ENFORCEMENT FACILITY": "BARRACKS PRISON JAIL GARRISON PRECINCT",
        "GOVERNMENT OFFICE OR RESIDENCE": "MINISTRY HALL PALACE PRESIDENCY COURTHOUSE COURT CONGRESS",
        "ORGANIZATION OFFICE": "HEADQUARTERS OFFICE INSTITUTE",
        "CIVILIAN RESIDENCE": "HOUSE HOME RESIDENCE APARTMENT DWELLING",
        "OTHER": "CHURCH SCHOOL UNIVERSITY TEMPLE BUILDING FACILITY INSTALLATION PROPERTY FARM RANCH LIBRARY CLUB "
        "CAMP HOSPITAL CLINIC CENTER STATION TOWER LINE POST SYSTEM STRUCTURE MONUMENT STATUE CHAPEL CONVENT "
        "HACIENDA",
    }.items()
    for word in words.split()
}
"""Physical target type by a word of the phrase."""

THING_OWNERS: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "DIPLOMAT OFFICE OR RESIDENCE": "AMBASSADOR DIPLOMAT CONSUL DIPLOMATIC",
        "GOVERNMENT OFFICE OR RESIDENCE": "MINISTER PRESIDENTIAL MAYOR MUNICIPAL GOVERNMENT GOVERNOR MINISTRY JUDGE",
        "POLITICAL FIGURE OFFICE OR RESIDENCE": "DEPUTY SENATOR CANDIDATE POLITICIAN",
        "LAW ENFORCEMENT FACILITY": "POLICE GUARD SECURITY",
        "ORGANIZATION OFFICE": "PARTY UNION FEDERATION",
        "ENERGY": "ELECTRIC ELECTRICAL ELECTRICITY POWER OIL GAS FUEL HYDROELECTRIC LIGHT UTILITY",
        "COMMUNICATIONS": "TELEPHONE TELECOMMUNICATIONS RADIO TELEVISION RELAY",
        "FINANCIAL": "BANK BANKING SAVINGS",
        "COMMERCIAL": "SERVICE SHOPPING DRUG COMMERCIAL",
        "TRANSPORTATION FACILITY": "BUS TRAIN SUBWAY RAILROAD",
    }.items()
    for word in words.split()
}
"""A word beside the head of a place where people work or live that says whose it is."""
OWNED = frozenset(
    "HOUSE HOME RESIDENCE OFFICE HEADQUARTERS BUILDING STATION POST FACILITY INSTALLATION CENTER TOWER LINE SYSTEM "
    "STRUCTURE BRANCH COMPANY PLANT POLE STORE".split()
)

PERSON_TYPES: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "LEGAL OR JUDICIAL": "JUDGE ATTORNEY LAWYER MAGISTRATE PROSECUTOR JURIST",
        "DIPLOMAT": "AMBASSADOR DIPLOMAT CONSUL ATTACHE",
        "SECURITY GUARD": "BODYGUARD GUARD WATCHMAN WATCHMEN ESCORT",
        "LAW ENFORCEMENT": "POLICEMAN POLICEMEN POLICE DETECTIVE PATROLMAN PATROLMEN CONSTABLE AGENT GUARDSMAN",
        "ACTIVE MILITARY": "SOLDIER TROOP PARATROOPER MARINE CONSCRIPT SERVICEMAN SERVICEMEN COLONEL LIEUTENANT "
        "SERGEANT MAJOR CAPTAIN GENERAL CORPORAL UNIT PATROL",
        "GOVERNMENT OFFICIAL": "MAYOR MINISTER GOVERNOR PRESIDENT OFFICIAL COUNCILMAN COUNCILOR DEPUTY CONGRESSMAN "
        "SENATOR VICEMINISTER AUTHORITY ADMINISTRATOR",
        "POLITICAL FIGURE": "POLITICIAN CANDIDATE MILITANT LEADER",
        "CIVILIAN": "PRIEST PEOPLE JESUIT CIVILIAN PEASANT WOMAN WOMEN PERSON MAN MEN CHILD CHILDREN DAUGHTER SON "
        "WIFE HUSBAND DRIVER STUDENT EMPLOYEE JOURNALIST REPORTER CITIZEN RESIDENT WORKER MAID GIRL BOY BABY "
        "UNIONIST TEACHER PROFESSOR DOCTOR NURSE NUN BISHOP RECTOR BUSINESSMAN BUSINESSMEN INDUSTRIALIST RANCHER "
        "FARMER PASSERBY PASSERSBY INHABITANT VILLAGER FAMILY MEMBER OTHER COOK ENGINEER TECHNICIAN TOURIST "
        "PASSENGER RELATIVE COMPANION VICTIM OWNER NEWSMAN NEWSMEN CAMERAMAN PHOTOGRAPHER INDIVIDUAL MINOR YOUTH "
        "PATIENT PILOT POPULATION DEAD WOUNDED INJURED CLERGYMAN CLERGYMEN MISSIONARY SISTER BROTHER MOTHER "
        "FATHER REFUGEE PERSONNEL OFFICER INSPECTOR PROSTITUTE BAKER BODY DOMESTIC CORPSE",
    }.items()
    for word in words.split()
}
"""Human target type by a word of the phrase."""

KIND_TYPES: Mapping[ActorKind, str] = {
    "military": "ACTIVE MILITARY",
    "police": "LAW ENFORCEMENT",
    "government": "GOVERNMENT OFFICIAL",
    "party": "POLITICAL FIGURE",
    "leader": "GOVERNMENT OFFICIAL",
}
"""Human target type by actor kind, where no word says it; everybody else is CIVILIAN (part 1, section 7.21)."""
TITLES = frozenset(
    "MR MR. MRS MRS. MISS DR DR. DOCTOR COLONEL COL COL. GENERAL GEN GEN. LIEUTENANT LT LT. MAJOR MAJ CAPTAIN CAPT "
    "SERGEANT FATHER REVEREND MONSIGNOR BISHOP ARCHBISHOP SENATOR DEPUTY MINISTER PRESIDENT MAYOR GOVERNOR JUDGE "
    "AMBASSADOR ATTORNEY PROFESSOR ENGINEER JOURNALIST PRIEST PRIESTS LEADER CANDIDATE FORMER RETIRED".split()
)

ORGANIZATION_WORDS = frozenset(
    "FRONT ARMY FORCES FORCE PATH MOVEMENT CARTEL UNION PARTY ALLIANCE BATTALION POLICE ORGANIZATION BRIGADE "
    "COMMAND GOVERNMENT MILITARY MAFIA GROUP CORPS EXTRADITABLES FEDERATION GUARD REGIME AIRFORCE COORDINATING "
    "CONFEDERATION FRENTE EJERCITO MOVIMIENTO SENDERO LUMINOSO LIBERATION DETACHMENT DEPARTMENT MINISTRY SQUADS".split()
)
"""Heads of phrases that name a body and not the people in it (part 2, slot 10)."""

AMOUNTS = frozenset("GROUP BAND GANG SQUAD COUPLE PAIR NUMBER".split())
"""Heads of phrases that are of whom "of" tells ("a group of armed men")."""

FIGHTERS = frozenset(
    "GUERRILLA TERRORIST REBEL SUBVERSIVE INSURGENT EXTREMIST ASSASSIN GUNMAN GUNMEN FIGHTER COMMANDO ATTACKER "
    "KIDNAPPER HITMAN HITMEN SNIPER ASSAILANT TRAFFICKER CRIMINAL".split()
)
"""People of armed bodies, who are no type of human target."""

NOT_TARGETS = frozenset(
    "NEIGHBORHOOD CITY TOWN VILLAGE STREET ZONE AREA REGION DEPARTMENT COUNTRY SECTOR AVENUE PROVINCE TERRITORY "
    "CAPITAL ATTACK DAMAGE EXPLOSION BOMB DYNAMITE".split()
)
"""Heads that are no target: places on the location list are none (part 1, section 1.7), nor is the act."""

NOT_NAMES = frozenset(
    "WE OUR US THEY THEIR THEM HE HIS HIM SHE HER IT ITS I MY HERSELF HIMSELF ITSELF THEMSELVES "
    "THE A AN THIS THAT THESE THOSE WHO WHICH ONE".split()
)
"""Words that stand for somebody and name nobody; they are no string fill alone."""

COUNTRIES: Mapping[str, str] = {
    "SV": "EL SALVADOR",
    "GT": "GUATEMALA",
    "HN": "HONDURAS",
    "AR": "ARGENTINA",
    "BO": "BOLIVIA",
    "CL": "CHILE",
    "CO": "COLOMBIA",
    "EC": "ECUADOR",
    "PE": "PERU",
    "US": "UNITED STATES",
    "GB": "UNITED KINGDOM",
    "ES": "SPAIN",
    "NI": "NICARAGUA",
    "PA": "PANAMA",
    "BR": "BRAZIL",
    "MX": "MEXICO",
    "VE": "VENEZUELA",
    "CR": "COSTA RICA",
    "CU": "CUBA",
    "UY": "URUGUAY",
    "PY": "PARAGUAY",
    "DO": "DOMINICAN REPUBLIC",
    "JM": "JAMAICA",
    "HT": "HAITI",
    "CA": "CANADA",
    "FR": "FRANCE",
    "IT": "ITALY",
    "NL": "NETHERLANDS",
    "NO": "NORWAY",
    "SE": "SWEDEN",
    "CH": "SWITZERLAND",
    "AT": "AUSTRIA",
    "BE": "BELGIUM",
    "DE": "WEST GERMANY",
    "RU": "USSR",
    "CN": "PEOPLES REP OF CHINA",
    "JP": "JAPAN",
    "IL": "ISRAEL",
    "EG": "EGYPT",
    "LB": "LEBANON",
    "IR": "IRAN",
    "AU": "AUSTRALIA",
    "VA": "VATICAN CITY",
}
"""Country names of the set list by ISO code; the set list is of 1992."""
OF_INTEREST = frozenset({"SV", "GT", "HN", "AR", "BO", "CL", "CO", "EC", "PE"})
"""The nine countries of part 1, section 1.4."""

PLACE_TYPES: Mapping[str, tuple[str, ...]] = {
    "city": ("CITY", "TOWN", "MUNICIPALITY", "VILLAGE", "PORT", "CAPITAL"),
    "admin1": ("DEPARTMENT", "PROVINCE", "STATE", "OFFICIAL REGION", "REGION"),
    "district": ("MUNICIPALITY", "PROVINCE", "DISTRICT"),
    "neighbourhood": ("NEIGHBORHOOD", "SUBURB", "DISTRICT", "SECTOR"),
    "site": ("UNIVERSITY", "AIRPORT", "FARM", "SCHOOL"),
    "region": ("REGION", "ZONE", "VALLEY"),
}
"""Kinds of the location list that fit a place level, the likeliest first."""
