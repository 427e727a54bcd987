"""Texts like news, by a grammar: names, places, numbers and dates of many scripts, quotations within quotations."""

from __future__ import annotations

from random import Random

NAMES = (
    "Ahmed Saleh", "Gen. J. P. O'Neill-Ng", "al-Shabaab", "İbrahim Şahin", "Nguyễn Văn A", "D’Arcy", "Ольга Іваненко",
    "محمد الأمين", "李小龍", "U.S.", "ISIS/ISIL", "the so-called \"Group of 7\"",
    "ẞtraße Ünion", "M-23", "Ansar (al) Din",
    "the 3rd Brigade", "Ｆｕｌｌ Ｗｉｄｔｈ",
    "ﬁrst ﬂoor group", "Dr. Dr. h.c. Xu", "M. d'A.", "É́́mile", "ΟΔΥΣΣΕΎΣ", "ǅemal",
)  # fmt: skip
PLACES = (
    "Kirkuk", "Mogadishu, Somalia", "Kyiv", "Київ", "صنعاء", "Port-au-Prince", "St. Petersburg", "N'Djamena", "北京",
    "the village of İğdır", "Darfur's El Fasher", "Paris, Texas", "Green Zone", "Republic of the Congo", "Ōsaka",
    "10 km north of Goma", "between Mosul and Erbil", "Null Island", "Ñuñoa", "Łódź", "ﬁji", "Rue 42/7", "Georgia",
)  # fmt: skip
NUMBERS = (
    "five", "5", "at least 30", "no fewer than 1,234", "some 12.5", "1.234.567", "two dozen", "dozens", "hundreds of",
    "٣٤", "१२", "②", "½", "3½", "-7", "0", "no", "1e9", "9" * 40, "Ⅻ", "between 3 and 2", "as many as three hundred",
    "a hundred and one thousand million", "1,2,3", "12,34", "½ dozen", "³", "three or four", "more than zero", "٬٬١",
    "one hundred thousand hundred million billion", "∞", "NaN", "0x41", "১০০", "twenty-", "the last two of the three",
)  # fmt: skip
DATES = (
    "on Monday", "on 31 February 2021", "on 3 May 2021", "last month", "in 99999", "on 0000-00-00", "yesterday",
    "early Thursday morning", "on 2024-02-30T25:61:61Z", "two thousand years ago", "in the spring of 1914",
    "12/13/14", "on ٣ مايو ٢٠٢١", "since the day before yesterday", "at 25:99", "on Sept. 31", "a decade earlier",
    "on 1 January 10000", "May may 5 May", "in the 19th century BC", "on the ½ of June", "'99", "on ②/②/2020",
    "9999999999999 days ago", "in week 54", "Ramadan", "on the 4th Friday of the month", "seconds from midnight",
)  # fmt: skip
VERBS = (
    "killed", "shot dead", "was killing", "did not kill", "would have bombed", "vowed to attack", "abducted", "wounded",
    "denied killing", "claimed responsibility for killing", "protested against", "were told to have been shelled by",
    "displaced", "said that others said that they had attacked", "ambushed", "is to ambush", "detained", "ﬁred on",
    "KİLLED", "kiIled", "kil\u00adled", "ki\u200blled", "demanded", "met", "threatened to shell", "torched and looted",
)  # fmt: skip
VICTIMS = (
    "soldiers", "people, including two children and a nurse", "civilians", "of its own men", "protesters", "cattle",
    "people and injuring seven", "\"terrorists\"", "policemen — all of them unarmed —", "hostages", "", "ﬁghters",
)  # fmt: skip
SAYING = (
    "police said",
    "said {name}",
    "according to {name}",
    "{name} told {name}",
    "a hospital source said",
    "it was claimed",
)
QUOTES = (('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"), ("«", "»"), ("「", "」"), ("“", '"'), ('"', ""), ("", "”"))
HEADS = ("KIRKUK, Iraq (AP) — ", "BAGHDAD, 3 JAN 90 -- [TEXT] ", "By Jane Roe\n\n", "Leave a Reply\n",
         "Posted: 3 May 2021\n",
         "Read more: ", "UPDATE 2-", "", "", "", "", "Related stories\n\n", "Name *\nEmail *\n")  # fmt: skip
ENDS = (
    ".",
    ".",
    ".",
    "!",
    "?",
    "...",
    "…",
    "",
    ". ",
    ".\n",
    ".\n\n",
    ".\r\n",
    ";",
    ":",
    " —",
    ".”",
    ".'",
    "\u2028",
    "\n\n\n",
)


def news(dice: Random, most: int) -> str:
    """A text of one to ``most`` sentences."""
    parts = [dice.choice(HEADS)]
    for _ in range(dice.randint(1, most)):
        parts.append(_said(dice, dice.choice((0, 0, 1, 1, 2, 4))))
        parts.append(dice.choice(ENDS))
        parts.append(dice.choice((" ", " ", " ", "", "\n", "\n\n")))
    text = "".join(parts)
    if dice.random() < 0.08:
        return text.upper()
    return text.title() if dice.random() < 0.04 else text


def _said(dice: Random, depth: int) -> str:
    """A sentence, within ``depth`` quotations."""
    if depth == 0:
        return _told(dice)
    left, right = dice.choice(QUOTES)
    saying = dice.choice(SAYING)
    while "{name}" in saying:
        saying = saying.replace("{name}", dice.choice(NAMES), 1)
    inner = _said(dice, depth - 1)
    return f"{left}{inner},{right} {saying}" if dice.random() < 0.6 else f"{saying}: {left}{inner}{right}"


def _told(dice: Random) -> str:
    who, verb = dice.choice(NAMES), dice.choice(VERBS)
    whom = f"{dice.choice(NUMBERS)} {dice.choice(VICTIMS)}"
    where, when = f"in {dice.choice(PLACES)}", dice.choice(DATES)
    order = dice.randrange(5)
    if order == 0:
        return f"{who} {verb} {whom} {where} {when}"
    if order == 1:
        return f"{when[:1].upper()}{when[1:]}, {whom} were {verb} by {who} {where}, and {dice.choice(NUMBERS)} others"
    if order == 2:
        return f"{whom} {verb} {where}, {who}, {when}, who {dice.choice(VERBS)} {dice.choice(NAMES)}"
    if order == 3:
        return f"The toll rose to {dice.choice(NUMBERS)} from {dice.choice(NUMBERS)} after {who} {verb} {whom} {when}"
    return f"{dice.choice(PLACES)}: {who} {verb} {who} and {who} {verb} {whom} {where} and {where}"
