"""Closed word classes of English that decide realis, background and attribution; all lemmas, lower case.

Classes follow the literature on factuality: implicative and attempt verbs (Karttunen 1971), event-selecting predicates
(Sauri and Pustejovsky 2009, FactBank), reporting verbs (PARC 3.0 and PolNeAR cue lists).
"""

from __future__ import annotations

NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly", "barely", "nowhere"})
NEARLY = frozenset({"almost", "nearly"})
"""Right before a verb: what it tells was begun and fell short ("was almost hit")."""
NOBODY = frozenset({"nobody", "none", "nothing"})
ATTEMPT = frozenset({"attempt", "try", "seek", "endeavour", "endeavor", "strive", "bid", "struggle", "effort", "fail"})
PREVENT = frozenset(
    (
        "prevent stop foil thwart avert block bar deter frustrate forestall abort halt intercept repel "
        "repulse defuse disrupt neutralize neutralise scuttle"
    ).split()
)
REPEL = frozenset({"repel", "repulse", "beat back", "intercept", "resist"})
"Verbs whose object was launched and failed: the attack "
"was carried out (design: an intercepted missile is actual)."
PLAN = frozenset(
    (
        "plan intend swear prepare hope want wish decide agree schedule expect vow pledge promise plot conspire "
        "mean consider set poise resolve contemplate organise organize hatch aim propose announce arrange"
    ).split()
)
PLAN_NOUNS = frozenset(
    "plan plot intention intent preparation conspiracy decision proposal scheme vow pledge promise".split()
)
THREATEN = frozenset({"threaten", "threat", "menace"})
CALL = frozenset(
    (
        "call urge ask demand order request appeal want tell encourage invite instruct allow permit let "
        "authorise authorize enable advise recommend incite advocate require seek"
    ).split()
)
CALL_NOUNS = frozenset(
    "call demand request appeal order permission authority right ability need capacity chance".split()
)
FEAR = frozenset(
    (
        "fear worry risk danger possibility potential likelihood prospect chance concern anticipation "
        "anticipate predict forecast imagine fantasise dread probability warn warning avoid scenario"
    ).split()
)
REFUSE = frozenset(["refuse", "decline", "avoid", "refrain", "forgo", "neglect", "omit", "abstain", "stop"])
VOTE = frozenset("vote back favour favor ballot consider approve oppose announce suggest mull debate discuss".split())
"""Verbs whose object is still to come ("voted for strike action")."""
CANCEL = frozenset({"suspend", "cancel", "postpone", "scrap", "shelve", "call off"})
LACK = frozenset(["lack", "absence", "without"])
ALLEGE = frozenset(
    (
        "accuse charge allege suspect blame indict acquit prosecute implicate sue try arraign "
        "denounce arrest detain book wanted"
    ).split()
)
ANSWERS = ALLEGE | frozenset(
    "convict sentence jail imprison hold seek want fine condemn punish criticise criticize praise thank expel".split()
)
"""Verbs whose object, not the subject, did what follows with "for" or "of" ("arrested him for stealing it")."""
ALLEGATIONS = frozenset("charge accusation allegation claim suspicion count rumour rumor".split())
"""Nouns whose clause is only alleged ("on charges he stole")."""
FEELING = frozenset(
    "like dislike love hate enjoy mind prefer consider risk favour favor oppose resist regret suggest recommend "
    "discuss face avoid".split()
)
"""Verbs whose gerund tells of an act as such, not that it took place ("I do not like being arrested")."""
FACED = frozenset("survive evade escape resist face risk avoid fear".split())
"""Verbs whose bare noun is a danger, not an act ("risks arrest"; "survived an attack" tells one)."""
DENY = frozenset(["deny", "dispute", "reject", "refute", "disprove", "dismiss"])
IMPLICATIVE = frozenset(
    (
        "return gather assemble converge manage begin start continue go proceed "
        "come use force cause help resume keep lead serve turn happen "
        "dare get get make have let see watch hear catch find leave send appear seem end finish"
    ).split()
)
HABITUAL = frozenset(
    (
        "usually often regularly frequently always typically generally sometimes commonly normally routinely "
        "occasionally rarely seldom traditionally customarily repeatedly everyday annually yearly"
    ).split()
)
ATTEMPTED_ADJECTIVES = frozenset(["attempted", "failed", "botched", "abortive", "unsuccessful"])
PREVENTED_ADJECTIVES = frozenset(["thwarted", "foiled", "averted", "prevented", "disrupted"])
PLANNED_ADJECTIVES = frozenset(
    (
        "planned upcoming scheduled impending imminent future forthcoming looming proposed intended expected "
        "coming anticipated"
    ).split()
)
HYPOTHETICAL_ADJECTIVES = frozenset(
    "potential possible hypothetical feared further eventual theoretical mock simulated fictional virtual".split()
)
ALLEGED_ADJECTIVES = frozenset(["alleged", "purported", "supposed", "reported_only", "so-called"])
ALLEGED_ADVERBS = frozenset(["allegedly", "purportedly", "supposedly"])
GENERIC_ADJECTIVES = frozenset(
    (
        "frequent regular daily routine constant recurrent habitual usual such typical common weekly monthly "
        "rampant endemic widespread rising increasing random perennial"
    ).split()
)
TREND = frozenset(
    (
        "increase decrease rise fall drop decline surge soar grow continue persist remain escalate double "
        "triple happen intensify occur abate diminish plague affect become"
    ).split()
)
CHANGE = frozenset("increase decrease rise fall drop decline surge soar double triple dwindle mount".split())
OCCUR = frozenset(
    (
        "erupt break occur happen take flare ensue rage begin start follow unfold leave kill wound injure "
        "rock hit strike shake claim come continue resume end last destroy damage target result cause"
    ).split()
)
LIGHT = frozenset(
    (
        "escalate carry launch stage conduct commit perpetrate "
        "mount make execute unleash wage hold organise organize "
        "lead begin join undertake do start resume intensify perform orchestrate mastermind"
    ).split()
)
"""Light verbs: their subject is the agent of the event noun they govern ("launched an attack")."""
SUFFER = frozenset(["suffer", "undergo", "face", "sustain", "endure", "survive", "experience", "come"])
"""Verbs whose subject is the patient of the event noun ("came under attack", "survived an assassination attempt")."""
REPORT = frozenset(
    (
        "say tell report state announce confirm claim add note declare explain insist argue assert allege "
        "maintain acknowledge admit reveal disclose describe recall recount write warn stress testify tweet "
        "post indicate specify observe remark comment reiterate affirm suggest estimate believe think deny "
        "quote cite inform think know show point emphasize emphasise charge contend concede complain learn "
        "hear assure caution mention"
    ).split()
)
PERCEIVE = frozenset("see hear witness watch find show know learn recall remember realise realize".split())
PAST_MARKERS = frozenset(
    ["previous", "earlier", "last", "past", "former", "previously", "historic", "historical", "prior"]
)
MONTHS = "january february march april may june july august september october november december".split()
STATIVE_HEADS = frozenset(
    (
        "police squad helicopter aircraft plane jet unit movement warrant ring bureau rifle gear dog gang "
        "club zone team force officer office law prevention season book game film movie drama ban policy "
        "expert specialist control industry rate statistics stats detector group leader organizer organiser "
        "camp record control threat threats risk risks fear fears plan plans drill exercise insurance crime "
        "crimes prone capability capabilities ability range position positions system systems ship submarine "
        "vessel formation chief commander planner tactics strategy weapon weapons dogs fund committee "
        "commission network hotline scene_setting ranks vehicle vehicles paper rights line lines fire cry "
        "mission missions leave call calls ratio average count list tribunal reporter prevention simulator "
        "training academy range sign signs slogan banner art music song lawyer attorney desk charge charges "
        "ballot ballots mandate vote tactic vector style affidavit report video footage "
        "norm norms tour tours veteran veterans case cases conviction rap trial trials allegation allegations suspicion"
    ).split()
)
"""Heads of compounds whose modifier names a kind, not an occurrence ("riot police", "attack helicopter")."""
WEAPONS = frozenset(
    (
        "bomb rocket missile mortar shell grenade gun rifle pistol firearm weapon explosive dynamite ied mine "
        "landmine drone uav knife machete sword axe bullet gunfire gunshot artillery projectile device "
        "projectile tank howitzer katyusha kalashnikov ak-47 rpg molotov cocktail stone rock brick baton "
        "truncheon teargas gas cannon shrapnel warhead torpedo charge blade spear arrow club stick acid fire "
        "round handgun shotgun revolver munition ammunition petard car-bomb bombing blast explosion "
        "machinegun submachinegun barrage salvo shot shotgun-blast gunshots"
    ).split()
)
"""Things that do the harm: as subject or object of an act they are its instrument."""
EVENT_NOUNS = frozenset(
    (
        "attack blast explosion bombing shooting clash fighting battle raid strike airstrike shelling "
        "violence incident assault ambush massacre fire gunfire accident crash war conflict unrest riot "
        "protest operation offensive bombardment stampede earthquake flood storm crossfire confrontation "
        "siege exchange"
    ).split()
)
"""Subjects that are themselves happenings ("the blast killed three"): no actors."""
PATIENT_NOUNS = frozenset(
    (
        "killing murder assassination arrest abduction kidnapping detention death execution release slaying "
        "shooting stabbing beating rape torture deportation expulsion eviction capture disappearance "
        "imprisonment lynching homicide rescue injury harassment massacre destruction demolition burning "
        "seizure surrender"
    ).split()
)
"""Event nouns whose possessor is whom it was done to ("his murder")."""
PLACE_CASES = frozenset(
    (
        "in at near on outside inside around across along between within off above over behind under beside "
        "north south east west northeast northwest southeast southwest close opposite throughout towards "
        "toward into"
    ).split()
)
AIM_CASES = frozenset(["at", "on", "against", "into", "toward", "towards", "upon", "onto", "over"])
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
TIME_WORDS = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow morning "
        "afternoon evening night midnight noon dawn dusk week weekend month year day hour minute overnight "
        "earlier later ago"
    ).split()
) | frozenset(MONTHS)
PERSON_NOUNS = frozenset(
    (
        "pupil schoolgirl schoolboy schoolchild monk imam kid reporter mayor clerk chief believer mourner person "
        "people man woman child boy girl civilian soldier policeman officer militant rebel fighter student teenager "
        "teen adult baby victim worker journalist resident villager protester protestor demonstrator guard troop "
        "member passenger worshipper worshiper pilgrim peasant farmer teacher driver other guerrilla insurgent "
        "suspect gunman bystander migrant refugee patient doctor nurse judge lawyer politician leader priest nun "
        "businessman tourist foreigner family couple brother sister son daughter wife husband mother father dozen "
        "hundred thousand score attacker assailant terrorist commander cadre hostage prisoner inmate employee staff "
        "aid-worker peacekeeper deputy trooper someone somebody national citizen player shopper customer infant "
        "youth male female personnel marine cop recruit cadet devotee trader vendor herder pastoralist fisherman "
        "sailor crew subversive extremist agent individual relative kin parent grandmother grandfather grandson "
        "granddaughter uncle aunt cousin nephew niece stepson stepdaughter stepfather sibling twin girlfriend "
        "boyfriend fiance friend neighbor neighbour roommate classmate teammate coworker co-worker colleague "
        "survivor homeowner robber burglar gangster mom dad mum toddler sheriff sergeant lieutenant marshal senior "
        "pedestrian motorist cyclist commuter diner clubgoer partygoer patron groom bride bridegroom guest passerby "
        "bodyguard aide orphan tailor butcher widow widower spouse fiancee goddaughter godson newborn "
        "septuagenarian octogenarian pensioner retiree accountant architect engineer scientist lecturer professor "
        "dean headmaster principal rabbi bishop deacon cleric sheikh elder chieftain tribesman nomad shepherd "
        "rancher logger miner welder plumber carpenter mechanic electrician cook chef waiter waitress maid cleaner "
        "janitor caretaker watchman lookout concierge receptionist cashier teller banker broker trucker biker "
        "cabbie cabdriver rider jockey athlete coach referee fan supporter spectator reveller clergyman layman "
        "midwife paramedic medic surgeon dentist chemist detective constable corporal captain colonel brigadier "
        "sniper gunner infantryman airman seaman jawan ranger scout conscript reservist veteran mercenary "
        "militiaman vigilante bandit pirate smuggler trafficker dealer convict fugitive detainee captive defector "
        "dissident activist campaigner organiser organizer lawmaker senator congressman councillor councilman "
        "councilwoman alderman envoy diplomat ambassador consul minister premier governor candidate voter editor "
        "columnist blogger cameraman photographer singer actor actress musician comedian dancer painter poet writer "
        "author artist operative landowner cattleman newsman spokesman founder hitman henchman kingpin"
    ).split()
)
TRANSITIVE = frozenset(
    (
        "arrest detain apprehend kill injure wound abduct kidnap murder execute deport expel displace assassinate "
        "behead torture rape evict capture lynch hospitalise hospitalize slay gun behead target martyr massacre "
        "shoot stab rob"
    ).split()
)
"""Verbs that are never without an object: where none stands, the subject is whom it befell ("12 killed in blast")."""
ACCIDENT = frozenset(
    "accidental accidentally unintentional unintentionally mistakenly inadvertently inadvertent".split()
)
REFLEXIVE = frozenset("himself herself themselves itself myself yourself oneself".split())
CROWD = frozenset("dozen hundred thousand score million several many few ten".split())
HARMING = frozenset("shoot kill stab injure hang wound cut hurt poison burn".split())
"""Acts that, done to oneself, are no attack; a bomber who blows himself up is one."""
