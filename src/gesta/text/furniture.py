"""Page furniture: the lines of a scraped page that are not the report, each with the rule that says so.

A rule looks at one paragraph. ``FURNITURE`` is the whole list; order matters only for the reason that is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Rule:
    """A paragraph no longer than ``longest`` that the pattern matches from its start is furniture for the reason."""

    name: str
    pattern: re.Pattern[str]
    reason: str
    longest: int = 200


def _rule(name: str, reason: str, pattern: str, longest: int = 200) -> Rule:
    return Rule(name, re.compile(rf"(?:{pattern})", re.IGNORECASE), reason, longest)


_SITES = (
    r"(?:facebook|twitter|whats\s?app|telegram|instagram|linked\s?in|pinterest|reddit|google\+?|"
    r"e-?mail|tumblr|youtube|x)"
)
_STAMP = (
    r"(?:[\s\d:/.,;|@()+•·–—-]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b|(?:[ap]\.?m|noon|today|"
    r"yesterday|est|edt|et|pst|pdt|pt|cst|cdt|ct|mst|mdt|gmt|utc|bst|ist|eat|wat|cat|at|on|ago|just|"
    r"now|by|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|updated?|posted|"
    r"published|modified|st|nd|rd|th)\b)"
)
"""One token of a time stamp: no other word may stand in it, so that "Update 2:50 p.m.: five were hurt" is body."""
_END = r"\s*+[.!:|»>…]*+\s*+$"

FURNITURE: tuple[Rule, ...] = (
    _rule("no words", "no words", r"[\W_]*$", 10_000),
    _rule("leave a reply", "comment form", rf"(?:leave|post|write|submit|add) an? (?:reply|comment|response){_END}"),
    _rule("cancel reply", "comment form", rf"(?:leave a reply )?cancel reply{_END}"),
    _rule(
        "required fields", "comment form", r"(?:your e-?mail address will not be published|required fields are marked)"
    ),
    _rule("form fields", "comment form", r"(?:(?:name|e-?mail|website|comment|message)\s*+\*?[\s,:|]*+){1,5}$"),
    _rule("save my name", "comment form", r"save my name,? e-?mail"),
    _rule("must be logged in", "comment form", r"you must be logged in|(?:please )?log ?in to (?:comment|post|reply)"),
    _rule("notify me", "comment form", r"notify me of (?:new|follow-?up)"),
    _rule(
        "post comment",
        "comment link",
        rf"(?:post comment|submit comment|view comments?|\d+ comments?|no comments(?: yet)?|comments?|"
        rf"comments are closed|join the conversation|show comments){_END}",
    ),
    _rule(
        "comment policy",
        "comment form",
        r"(?:this site uses akismet|comments? (?:are|is) (?:moderated|subject to)|please keep (?:your )?comments)",
        400,
    ),
    _rule(
        "captcha",
        "captcha",
        r"(?:you must enter the characters|enter the characters|please enter the (?:code|characters)|"
        r"type the (?:characters|text)|prove you(?:'|’)?re (?:not a robot|human)|i(?:'|’)?m not a robot|"
        r"anti-?spam|captcha\b)",
    ),
    _rule(
        "share",
        "share links",
        rf"(?:click to )?(?:share|tweet|pin|print|e-?mail|like|send)(?: (?:this|it|on|to|by|via|with|a|"
        rf"the|link|article|story|page|post|friend|copy|your|now|friends|us|{_SITES}))*(?:[\s|"
        rf",/·•]+(?:{_SITES}|share|tweet|pin|print|save|and|or|via|on|more|"
        rf"copy link))*(?:\s*+\(opens in new window\))?{_END}",
        160,
    ),
    _rule(
        "site list",
        "share links",
        rf"(?:(?:{_SITES}|share|tweet|print|sms|copy link|more|messenger|viber|line)[\s|,/·•]*+){{2,}}$",
        160,
    ),
    _rule(
        "site alone",
        "share links",
        rf"(?:facebook|twitter|whatsapp|telegram|instagram|linkedin|pinterest|reddit){_END}",
        40,
    ),
    _rule(
        "share this story",
        "share links",
        r"(?:read or share this story|share this (?:story|article|post|page|video))\b",
    ),
    _rule(
        "source link",
        "source link",
        rf"(?:source link|original (?:article|source|post)|source){_END}|(?:source|via)\s*:\s*https?://\S+\s*$",
    ),
    _rule("url", "web address", r"(?:(?:https?://|www\.)\S++\s*+)+$|https?://[^\n]*$", 400),
    _rule(
        "read more",
        "reading list",
        r"(?:read|see|learn|watch|find out|load|show|view) more(?: (?:stories|news|articles|about|on|at|"
        r"from|in|by|here|like this)\b.*)?\s*[:.…»>\]]*$|(?:read|see) (?:also|more|next)\s*:|"
        r"\[?(?:continue reading|keep reading|full story|read the full|read full|read on)\b",
    ),
    _rule(
        "also read",
        "reading list",
        r"(?:also (?:read|see|watch)|read also|must read|don(?:'|’)?t miss|recommended|trending|"
        r"more like this|you (?:may|might) (?:also )?(?:like|be interested)|related|see also|"
        r"related coverage|more on this)\s*:",
    ),
    _rule(
        "lists",
        "reading list",
        rf"(?:related(?: (?:stories|articles|posts|news|content|topics|links|coverage|reading|video|"
        rf"videos|items))?|(?:most|more) (?:read|popular|viewed|commented|shared|recent)(?: (?:stories|"
        rf"news|articles|posts))?|(?:trending|popular|latest|recent|top|more)(?: (?:now|stories|news|"
        rf"articles|posts|headlines|videos|comments|from .{{1,40}}))|recommended(?: (?:for you|stories|"
        rf"articles|videos))?|you (?:may|might) (?:also )?(?:like|be interested in)(?: .{{1,20}})?|"
        rf"more on this(?: story| topic)?|in this (?:story|article)|editor(?:'|’)?s(?:'|’)? picks?|"
        rf"what to read next|up next|don(?:'|’)?t miss|previous (?:article|post|story)|next (?:article|"
        rf"post|story)|around the web|from the web|sponsored(?: content| links)?|promoted(?: stories|"
        rf" content)?){_END}",
    ),
    _rule(
        "newsletter",
        "sign-up",
        r"(?:sign up (?:for|to|now|here|today|and)|subscribe (?:to|now|for|here|today|and)|"
        r"get (?:the latest|our|breaking|alerts|daily|the day)\b.{0,60}\b(?:inbox|newsletter|alerts?|"
        r"e-?mails?|app)|join our (?:newsletter|mailing|whatsapp|telegram|channel|community)|(?:enter|"
        r"provide) your e-?mail|thank you for (?:subscribing|signing up)|register (?:now|here|for free)|"
        r"subscribe|newsletters?|support (?:our|independent) journalism)\b",
        300,
    ),
    _rule(
        "cookies",
        "cookie or privacy notice",
        r"(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|clicking|browsing|submitting|"
        r"signing))\b.{0,60}\b(?:cookies|privacy policy|terms of (?:use|service))|(?:privacy policy|"
        r"terms (?:of|and) (?:use|service|conditions)|cookie (?:policy|settings|preferences)|"
        r"accept (?:all )?cookies|manage cookies|about us|contact us|advertise with us|site ?map)(?:\s*[|"
        r"·•/]|\s*$)",
        500,
    ),
    _rule(
        "copyright",
        "copyright",
        r"\(?(?:(?:©|\(c\)|&copy;)\s*(?:copyright|(?:19|20)\d\d|.{0,50}$)|copyright\b(?=.{0,80}(?:\d{4}|"
        r"reserved|press|©))|all (?:content|rights)\b.{0,20}\b(?:©|copyright|reserved))",
        500,
    ),
    _rule(
        "rights",
        "copyright",
        r".{0,120}\b(?:all rights reserved|may not be (?:published|reproduced|broadcast|copied)|"
        r"(?:rewritten|reproduced),? or redistributed|without (?:prior|the express|express|"
        r"written)[^.]{0,30} (?:permission|consent))",
        400,
    ),
    _rule(
        "advertisement",
        "advertisement",
        rf"(?:advertisements?|advert|ad|sponsored|ads by .{{1,20}}|story continues below(?: advertisement|"
        rf" ad)?|article continues below.*|continue(?:s)? (?:reading )?below.*|remove ads?|skip (?:ad|"
        rf"advertisement|in \d+)|report this ad){_END}",
        100,
    ),
    _rule(
        "credit in brackets",
        "photo credit",
        r"[(\[](?:(?:file )?(?:photo|image|picture|video|screenshot|screengrab|pic|graphic|source|credit|"
        r"courtesy)s?\b[^)\]]{0,100}|[\w.-]{2,12} (?:photo|image)s?\b[^)\]]{0,80}|"
        r"(?:ap|afp|reuters|getty|epa|xinhua)[^)\]]{0,20}(?:photo|image|"
        r"file)[^)\]]{0,80}|[^)\]]{0,80}\b(?:photo|getty images|file photo|via ap|/ap|/afp|"
        r"/reuters))[)\]]\s*$",
        160,
    ),
    _rule(
        "credit line",
        "photo credit",
        r"(?:(?:photo(?:graph)?|image|picture|video|pic|graphic)s?(?: credit| courtesy| source)?|"
        r"(?:photo|image|video) by|credit|file photo|courtesy)\s*:.{0,120}$|(?:photo|image|picture|"
        r"video)s? (?:courtesy|credit|by|via)\b.{0,80}$|(?:file|stock|representational|representative|"
        r"courtesy|illustrative|handout) (?:photo|image|picture|pic|photograph)s?\b.{0,60}$|"
        r"(?:getty images|ap photo|reuters|afp photo)(?:/.{1,60})?\s*$",
        160,
    ),
    _rule(
        "gallery",
        "media marker",
        rf"(?:(?:photo|picture|image|video)s?(?: (?:gallery|galleries|slideshow))|photos?|videos?|"
        rf"slideshow|gallery|live(?: updates?| blog)?|watch(?: live| now| video| the video| it here)?|"
        rf"listen(?: live| now)?|play(?: video)?|image (?:caption|source|copyright)|media caption|"
        rf"enlarge (?:this )?image|hide caption|toggle caption|(?:view|see|launch) (?:gallery|slideshow|"
        rf"photos|comments|all)|loading|buffering|\d+ (?:of|/) \d+|video (?:player|unavailable|"
        rf"not available)|video player is loading){_END}",
        100,
    ),
    _rule(
        "watch",
        "media marker",
        r"(?:watch|listen|video|photos?|gallery|pictures|image (?:source|caption)|media caption|"
        r"live blog|embed)\s*[:|].{0,160}$",
    ),
    _rule(
        "javascript",
        "media marker",
        r"(?:please )?(?:enable|turn on|activate) javascript|(?:your browser|this browser|"
        r"javascript)\b.{0,60}\b(?:support|enabled?|disabled|required)",
        250,
    ),
    _rule("mobile users", "media marker", r"(?:mobile|app) users?\b.{0,30}\b(?:tap|click|see|view|watch)", 160),
    _rule(
        "click here",
        "link prompt",
        r"(?:click|tap|press) (?:here|on|below|the|to|for)\b|.{0,60}\b(?:click|tap) here\b.{0,60}$",
        160,
    ),
    _rule(
        "download",
        "link prompt",
        r"download (?:our|the|now|it|free)\b.{0,60}\bapps?\b|(?:get|free) (?:our|"
        r"the)?.{0,30}\bapps?\b\s*[:|.!]*$|(?:free )?apps?\s*\|",
        160,
    ),
    _rule(
        "follow us",
        "follow prompt",
        rf"(?:follow|like|find|join|connect with|add) (?:us|me|@\w+|our|the)\b.{{0,60}}\b{_SITES}\b|"
        rf"follow (?:us|@\w+)\b|follow .{{2,60}} (?:on|at) (?:facebook|twitter|instagram|telegram|youtube|"
        rf"x)\b|(?:you can )?(?:reach|contact|e-?mail|follow) (?:the )?(?:reporter|author|writer|"
        rf"[A-Z][\w.]+ [A-Z]\w+)\b.{{0,40}}(?:@|\bat\b)",
        220,
    ),
    _rule(
        "time stamp",
        "time stamp",
        rf"(?:(?:first |last |originally )?(?:posted|published|updated?|modified|created|date|issued|"
        rf"uploaded|edited)(?: on| at)?\s*+[:|]?\s*+){{1,2}}(?=[^\n]*\d|today|yesterday|"
        rf"just now){_STAMP}{{1,80}}$",
        160,
    ),
    _rule(
        "ago",
        "time stamp",
        r"\d+ (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago(?: by .{1,40})?\s*$",
        60,
    ),
    _rule(
        "clock",
        "time stamp",
        r"(?:[a-z]{3,9}day,? )?(?:\d{1,2} [a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2},? \d{4}|"
        r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})?[\s,|"
        r"@•-]*(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\s*$",
        60,
    ),
    _rule("reading time", "time stamp", r"(?:\d+|one|two|three|four|five) min(?:ute)?s? read\s*$", 40),
    _rule("navigation", "navigation", r"[^.!?|>»/]{1,30}+\s*+(?:[|»>](?=[^|»>])\s*+[^.!?|>»]{0,30}+\s*+){2,}$"),
    _rule(
        "menu",
        "navigation",
        rf"(?:skip to (?:main )?(?:content|navigation)|home|menu|search|toggle navigation|main menu|"
        rf"log ?in|sign ?in|register|my account|back to top|go to top|top|previous|next|close|"
        rf"breaking(?: news)?|news|sports?|weather|business|opinion|politics|world|local|print edition|"
        rf"e-?paper|font size|text size|a a a){_END}",
        40,
    ),
    _rule(
        "tags",
        "tag list",
        r"(?:tags?|topics?|filed under|keywords|categor(?:y|ies)|posted in|tagged(?: with)?|more (?:in|"
        r"about|on))\s*:.{0,300}$|(?:filed under|posted in|tagged(?: with)?)\b.{0,120}$|"
        r"(?:#\w++[\s,]*+)+$",
        330,
    ),
    _rule(
        "share this",
        "share links",
        rf"share (?:this|on|via|it)(?: (?:story|article|post))?\s*+:?\s*+(?:{_SITES}[\s|,/]*+)+$",
    ),
    _rule(
        "address alone",
        "web address",
        r"(?:e-?mail|contact|twitter|web|website|phone)?\s*+:?\s*+(?:[\w.+-]{1,60}@[\w.-]{3,80}|@\w{2,30}|"
        r"(?:www\.|twitter\.com/|facebook\.com/)\S{2,120})\s*$",
    ),
    _rule(
        "reading marker",
        "reading list",
        r"(?:read|more|related(?: (?:stories|headlines|story|article))?|previous story|next story|"
        r"previous article|next article|earlier)\s*[|:»]\s*\S.{0,150}$|(?:what others are|"
        r"people are also) (?:clicking|reading)\b",
    ),
    _rule(
        "playlist",
        "media marker",
        r"\d{1,2}:\d\d (?!a\.?m|p\.?m)[A-Z][^.]{10,150}(?<![.!?])$|(?:image|photo|"
        r"slide) \d{1,3} of \d{1,3}\b|buy (?:this )?photo\b",
    ),
    _rule("edit link", "site notice", r".{1,80}\[ ?edit ?\]\s*$"),
    _rule("account", "sign-up", r"(?:sign|log) ?in (?:using|with|to)\b.{0,60}$"),
    _rule(
        "find outlet",
        "follow prompt",
        rf"(?:why not |stay up to date,? |please )?(?:find|follow|like|"
        rf"join) .{{2,60}} on (?:{_SITES}[,\s]*(?:and |or )?)+",
    ),
    _rule(
        "report errors",
        "site notice",
        r"(?:report (?:an? )?(?:error|typo|correction)|(?:if you )?(?:spot|see|notice|find) an? (?:error|"
        r"typo|mistake)|have (?:a )?(?:news )?tips?\b|got a (?:news )?tip|"
        r"send (?:us )?(?:your )?(?:news )?tips?|(?:views|opinions) expressed (?:in|by|here)|"
        r"disclaimer\s*:|this (?:story|article) (?:has been|was) (?:automatically|auto)|stay (?:with|"
        r"tuned)|check back|this is an? (?:breaking|developing) (?:news )?story|(?:refresh|"
        r"check) (?:this page )?(?:back )?for updates|thank you for reading)",
        300,
    ),
)
"""The rules, made by reading some hundreds of development articles; invented lines of each kind are in the tests."""


def reason_of(paragraph: str) -> str | None:
    """Why the paragraph is furniture, None where it is part of the report."""
    if len(paragraph) > 500:
        return None if any(map(str.isalnum, paragraph)) else "no words"
    return _ruled(paragraph)


@lru_cache(maxsize=4096)
def _ruled(paragraph: str) -> str | None:
    """The same for a short paragraph; pages repeat their menus, and some are made of nothing else."""
    for rule in FURNITURE:
        if len(paragraph) <= rule.longest and rule.pattern.match(paragraph):
            return rule.reason
    return None
