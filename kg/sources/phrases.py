"""The phrases of buttons, links, appeals and notices that stand around articles, as patterns.

Each must match a whole paragraph, or a whole part of one between bars, without its closing mark.
Case does not count, but within ``(?-i:…)``. A pattern that matched prose would delete facts: a new
one needs a case in ``tests/test_sources_segments.py``, and a sentence that it must leave alone.
"""

import re
from typing import Final

_NETWORK: Final = (
    "(?:x|twitter|facebook|instagram|linkedin|whatsapp|telegram|reddit|youtube|tiktok|threads"
    "|bluesky|mastodon|pinterest|flipboard|messenger|snapchat|e-?mail|google(?: news)?|apple news"
    "|truth social|rss|(?:our )?social media)"
)
_NETWORKS: Final = rf"{_NETWORK}(?:(?:\s*[,/&]\s*(?:and )?|\s+and\s+|\s+or\s+|\s+){_NETWORK})*"
_PIECE: Final = "(?:article|story|post|page|video|report|link|news)"
_NAME: Final = r"(?-i:[A-Z][\w’'-]*(?: [A-Z&][\w’'-]*){0,4})"
_LETTER: Final = (
    "(?:newsletters?|e-?mails?|alerts?|briefings?|bulletins?|podcasts?|channels?|updates?|digest"
    "|notifications|inbox)"
)
_AD: Final = "(?:advertisements?|adverts?|ads?|sponsored(?: content)?|promoted(?: content)?)"
_CALL: Final = (
    r"(?-i:(?:Shop|Buy|Order|Book) (?:[Nn]ow|[Hh]ere|[Tt]oday)|(?:See|View|Get) (?:the )?(?:[Dd]eal|[Oo]ffer)"
    r"|Check (?:the )?[Pp]rice|Add to (?:[Cc]art|[Bb]asket))"
)
_NUMBER: Final = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"

SHARING: Final = (
    r"(?:(?:click|tap) (?:here )?to )?(?:share|tweet|e-?mail|post|print|save|copy|bookmark|like)"
    rf"(?: (?:this|the|our))?(?: {_PIECE})?(?: link)?(?: (?:with|to) (?:a )?friends?)?"
    rf"(?: (?:on|via|by|to|with|in) {_NETWORKS})?(?: ?\(opens in (?:a )?new (?:window|tab)\))?",
    rf"share(?:[ :]+(?:this|on|via|{_NETWORK}))+",
    rf"(?:(?:share|tweet|post|save|print|e-?mail|copy link)(?: (?:on|via) {_NETWORK})?(?: |$)){{2,}}",
    _NETWORKS,
    r"cop(?:y|ied)(?: the)? link(?: to clipboard)?|(?:link )?copied!?",
    r"(?:show|view|see) (?:all|more)|shares?|\d[\d,.]*k? shares?",
    rf"(?:you can )?(?:please )?(?:follow|like|find|join|add|watch)"
    rf" (?:us|me|him|her|them|the author|@\w+|{_NAME})(?:,? @\w+,?)?"
    rf" (?:on|via|at|as a preferred source on) (?:{_NETWORKS}|@\w+)"
    r"(?:(?:,| at| -|:)? ?\(?@\w+\)?)*",
    r"share or comment on this article|(?:twitter|facebook|instagram|x): ?@?\w+",
    r"(?:follow|like|join) (?:us|@\w+(?:(?:,| and)? @\w+)*)",
)
JOINING: Final = (
    r"(?:sign up|signup|register|subscribe)(?: now| here| today| free| for free)*",
    rf"(?:sign up|register|subscribe)(?: \w+)? (?:for|to)\b[^.!?]{{0,40}}\b{_LETTER}"
    r"\b[^.!?]{0,60}",
    rf"(?:sign up|subscribe) (?:for|to) (?:our|the|{_NAME})(?: (?:daily|weekly|morning|free))*",
    r"(?:get|receive|have)\b[^.!?]{0,80}\b(?:in|to|into) your (?:e-?mail )?inbox\b[^.!?]{0,40}",
    r"(?:(?:get|join|try)(?: the| our)? (?:free )?)?newsletters?|newsletter sign[ -]?up",
    r"our (?:(?:flagship|free|daily|weekly|morning|evening|new) )+newsletter\b[^.!?]{0,100}",
    r"enter your e-?mail(?: address)?|thank you for (?:subscribing|signing up)",
    r"already (?:have )?(?:an? )?(?:subscriber|subscription|subscribed|member|account)\??"
    r"(?: (?:log|sign) in(?: here)?)?",
    r"(?:please )?(?:log|sign) ?(?:in|out|on)(?: or (?:register|subscribe|sign up))?"
    r"(?: to (?:continue|comment|read|view)[^.!?]{0,40})?|create (?:an? )?(?:free )?account",
    r"(?:this|the) (?:article|story|content) is (?:for|available to|reserved for)"
    r" (?:our )?(?:paid |premium )?(?:subscribers|members)(?: only)?",
    r"(?:support|donate to|join) (?:us|our (?:journalism|newsroom|work|mission)"
    r"|independent journalism)(?: today| now)?|donate(?: now)?",
    r"become an? (?:member|supporter|subscriber)(?: today| now)?",
    r"(?:download|get|install) (?:our|the)(?: free)?(?: \w+){0,3} app"
    r"(?: (?:on|for|from|now)\b[^.!?]{0,60})?",
    r"(?:got|have|do you have) an? (?:news |story )?(?:tip|story)\?(?: .{0,80})?",
    rf"(?:contact|e-?mail|reach|write to) (?:us|the (?:author|reporter|newsroom)|{_NAME})"
    r" (?:at|on|via):? \S+@\S+",
    r"(?:contact|e-?mail(?: address)?|tips?|phone|tel)\s*:\s*\S+",
)
INTERRUPTIONS: Final = (
    rf"(?:-+ ?)?{_AD}(?:[\s–—-]+(?:scroll to continue|(?:continue reading|story continues"
    r"|article continues|continues) below|skip|close)(?: this)?)?(?: ?-+)?|sponsored by .{1,40}",
    r"paid (?:content|post|partnership|partner content)|partner content|ads by \w+"
    r"|from our (?:partners|sponsors?)|affiliate links?|ad content|advertiser content",
    rf"(?:[^”\"]{{0,140}}[.!?–—|•]\s+)?{_CALL}(?:\s*[:–—]\s*[^.!?]{{1,100}})?",
    r"(?:story|article|report|content|text) continues (?:below|after)"
    rf"(?: (?:the |this )?(?:{_AD}|video|gallery|image|photos?|message|newsletter promotion))?",
    rf"(?:after|skip past) (?:the )?newsletter (?:promotion|{_AD})|skip {_AD}",
    r"(?:scroll|continue|keep reading)(?: down)?(?: (?:to|for) (?:continue|more|reading))?",
    r"continue reading(?: (?:the )?(?:main )?story)?|loading(?: ?(?:\.{3}|…))?|please wait",
    r"skip (?:to|past) (?:main )?(?:content|navigation)|(?:go )?back(?: to top)?|close|menu|search"
    r"|next|previous|prev|home",
    r"(?:play|watch)(?: the)?(?: video| audio| live)?(?: below| now)?|live ?tv|videos?|photos|gallery|audio",
    r"listen(?: to (?:this|the) (?:article|story))?(?: ?\(?\d+ min(?:ute)?s?\)?)?",
    r"(?:your browser|javascript|this (?:video|browser)) (?:does not support|is not (?:available"
    r"|supported)|isn[’']t supported|can ?not be played|must be enabled)\b[^.!?]{0,60}",
    r"please enable javascript\b[^.!?]{0,60}",
    r"(?:click|tap|swipe|scroll|see|read|go) (?:here|below)(?: (?:to|for)\b[^.!?]{1,80})?",
    r"scroll (?:down )?(?:for|to see|to read|to watch)\b[^.!?]{1,40}",
    r"(?:click|tap) (?:through|on) the (?:image|photo|gallery|link)s?\b[^.!?]{0,60}",
    rf"(?:(?:estimated )?read(?:ing)? time:? ?)?{_NUMBER}[ -]?min(?:ute)?s?\.?(?: (?:to )?read)?",
    r"(?:\d[\d,.]*k?|no|view|read|add|show|hide|post|leave)(?: an?| all)?(?: \d+)?"
    r" (?:comments?|repl(?:y|ies)|views|reactions|likes|responses)",
    r"comments?(?: ?(?:\(\d+\)|\d+))?|comments (?:are )?closed",
    r"join the (?:conversation|discussion)",
    r"ends?|-30-|more to (?:come|follow)|developing(?: story)?",
)
NOTICES: Final = (
    r"(?:accept|reject|allow|manage|decline)(?: all)? (?:cookies|preferences|choices|settings)",
    r"cookie (?:policy|settings|notice|preferences|consent)|(?:accept|reject) all",
    r"(?:privacy|terms)(?: (?:policy|notice|statement|of (?:use|service)|(?:and|&) conditions))?"
    r"(?: (?:and|&) privacy(?: policy)?)?",
    r"accessibility|do not sell my (?:personal )?information|(?:contact|about)(?: us)?"
    r"|advertise(?: with us)?",
    r"(?:we|(?:this|our) (?:web)?site) uses? (?:(?:first|third).party |our own )?cookies\b"
    r".{0,120}\b(?:you|your|our|experience|traffic)\b.{0,200}",
    r"(?:we|(?:this|our) (?:web)?site) uses? cookies",
    r"by (?:continuing|clicking|browsing|signing up|using (?:this|our) (?:web)?site)\b"
    r".{0,120}\byou (?:agree|accept|consent|acknowledge)\b.{0,200}",
    r"(?:we|the site|this site|our (?:site|newsroom)) (?:may|might|can|could|will) (?:earn|receive"
    r"|get) (?:an? )?(?:small |affiliate )?commissions?\b.{0,100}\b(?:links?|purchases?|sales?|buy)\b.{0,100}",
    r"(?:if|when) you (?:buy|purchase|click)\b.{0,80}\b(?:we|our)\b.{0,40}\b(?:earn|commission)\b.{0,80}",
    r"(?:this|the) (?:article|story|post|page) (?:contains|includes|may contain) affiliate links.{0,120}",
    r"(?:this|the) (?:content|article|story|post) (?:is|was) (?:paid for|sponsored|produced|provided)"
    r"(?: and \w+)? by .{1,60}",
    r"this site is protected by recaptcha\b.{0,160}",
    r"(?:the )?views expressed (?:in this (?:article|piece) |here )?are (?:those of the author"
    r"|the author[’']s own)s?\b[^.!?]{0,100}",
)
# Above the titles of other stories, which are no part of this one.
LISTS: Final = (
    r"(?:most|recently) (?:read|viewed|popular|shared|watched)(?: (?:stories|articles|news))?",
    r"trending(?: now| stories| news)?|(?:top|latest|more) (?:stories|news|headlines|updates)",
    r"breaking news|editors?[’']?s?[’']? (?:picks?|choice)|in case you missed it|what to read next"
    r"|up next|popular(?: now)?",
    r"(?:related|recommended|similar|further|more) (?:stories|story|articles?|topics?|content|news"
    r"|reading|coverage|links|videos?|posts)(?: for you)?",
    r"related|recommended(?: for you)?|read (?:more|next|also|on)(?: (?:here|below|stories))?",
    r"also read|see also|you (?:may|might) (?:also )?(?:like|be interested in)(?: these stories)?",
    rf"more (?:from|on|about|in) (?:this (?:story|topic|section|author)|{_NAME})|on this story",
    r"external links|sources|references",
)


def compiled(*phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for all PHRASES."""
    return re.compile("|".join(f"(?:{p})" for group in phrases for p in group), re.IGNORECASE)
