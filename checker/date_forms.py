"""The forms that dates take in English news texts, as one regular expression, and the words around them that decide what is meant."""

from __future__ import annotations

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {word: n for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])} | {
    "a": 1,
    "an": 1,
    "the": 1,
}
HOLIDAYS = {"christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year's day": (1, 1), "new year's eve": (12, 31)}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

_WD = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY)"
_MN = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_DD = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YY = r"(?:19|20)\d\d"
_PART = r"(?:night|morning|afternoon|evening|midday|noon|dawn|midnight)"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?:day|week|month|year)s?"
_DASH = r"\s?[-–—]\s?"

# In order of preference at one place. Each form's named groups carry its number, so that one expression holds them all.
FORMS: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?P<iso_y>{_YY})-(?P<iso_m>0[1-9]|1[0-2])-(?P<iso_d>3[01]|[12]\d|0[1-9])(?:T[\d:.]+Z?)?"),
    ("numeric", rf"(?P<num_d>\d{{1,2}})(?P<num_sep>[./])(?P<num_m>\d{{1,2}})(?P=num_sep)(?P<num_y>{_YY})"),
    ("holiday", rf"(?P<hol>Christmas Day|Christmas Eve|Boxing Day|New Year['’]s Day|New Year['’]s Eve)(?:,? (?P<hol_y>{_YY}))?"),
    ("span_dm", rf"(?P<sdm_a>{_DD})(?:{_DASH}| to | and | or )(?P<sdm_b>{_DD}) (?P<sdm_m>{_MN})(?:,? (?P<sdm_y>{_YY}))?"),
    ("span_md", rf"(?P<smd_m>{_MN}) (?P<smd_a>{_DD})(?:{_DASH}| to | and | or )(?P<smd_b>{_DD})(?! (?:{_MN}|[ap]\.?m|people|troops))(?:, ?(?P<smd_y>{_YY}))?"),
    ("dmy", rf"(?:{_WD},? )?(?:the )?(?P<dmy_d>{_DD})(?: of)? (?P<dmy_m>{_MN})(?:,? (?P<dmy_y>{_YY}))?"),
    ("mdy", rf"(?:{_WD},? )?(?P<mdy_m>{_MN}) (?P<mdy_d>{_DD})(?![-–]?\d|[,.]\d|:\d)(?:,? (?P<mdy_y>{_YY}))?"),
    ("edge", rf"(?:[Tt]he )?(?P<edge>first|last) day of (?P<edge_m>{_MN})(?:,? (?P<edge_y>{_YY}))?"),
    (
        "my",
        rf"(?:(?P<my_part>[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:beginning|start|middle|end) of|[Bb]eginning of"
        rf"|[Ee]nd of)[- ])?(?P<my_m>{_MN})(?: of)?,? (?P<my_y>{_YY})",
    ),
    (
        "month",
        rf"(?:(?P<mo_part>[Ee]arly|[Mm]id|[Ll]ate|[Ll]ast|[Nn]ext|[Tt]his|[Tt]he (?:beginning|start|middle|end) of|[Bb]eginning of"
        rf"|[Ee]nd of)(?: in)?[- ])?(?P<mo_m>{_MN})",
    ),
    (
        "weekday",
        rf"(?:(?P<wd_mod>[Ll]ast|[Nn]ext|[Tt]his(?: coming)?|[Cc]oming|[Pp]ast|[Ee]arly(?: on)?|[Ll]ate(?: on)?) )?(?P<wd>{_WD})(?P<wd_s>['’]s)?"
        rf"(?: (?P<wd_part>{_PART})(?:['’]s)?)?(?: (?P<wd_week>last week|next week|of last week|of this week|this week))?",
    ),
    (
        "night",
        r"(?P<night>[Ll]ast night|[Oo]vernight|[Tt]onight|[Tt]his (?:morning|afternoon|evening)|(?:[Yy]esterday"
        r"|[Tt]omorrow) (?:night|morning|afternoon|evening))",
    ),
    ("near", r"(?P<near>[Tt]he day before yesterday|[Tt]he day after tomorrow|[Yy]esterday|[Tt]oday|[Tt]omorrow)(?:['’]s)?"),
    (
        "step",
        r"(?P<step>[Tt]he (?:previous|preceding|following|next) (?:day|night|morning|evening)|[Tt]he (?:day|night) (?:before"
        r"|after)(?! (?:the|a|an|his|her|its|their|[A-Z])))",
    ),
    ("ago", rf"(?P<ago_n>(?i:{_COUNT})) (?P<ago_u>{_UNIT}) (?P<ago>ago|earlier|before|previously|prior|later|afterwards?|after)\b"),
    ("hence", rf"[Ii]n (?P<hen_n>{_COUNT}) (?P<hen_u>{_UNIT})['’]? time"),
    (
        "unit",
        r"(?P<un_pre>[Ee]arlier |[Ll]ater |[Ee]arly |[Ll]ate )?(?P<un_mod>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Tt]he past|[Tt]he last"
        r"|[Tt]he coming|[Tt]he following|[Tt]he previous|[Tt]he(?= weekend)|[Oo]ver the(?= weekend)|[Aa]t the(?= weekend)) "
        r"(?P<un>weekend|week|month|year)(?P<un_s>['’]s)?",
    ),
    ("season", rf"(?:(?P<se_mod>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he) )?(?P<se>spring|summer|autumn|winter)(?: of)?,? (?P<se_y>{_YY})"),
    ("year", rf"(?P<ye_part>[Ee]arly |[Mm]id-|[Ll]ate )?(?P<ye>{_YY})"),
)
GRAMMAR = re.compile(r"(?<![\w/$€£-])(?:" + "|".join(f"(?P<form_{name}>{form})" for name, form in FORMS) + r")(?![\w/]|-\d)")
TO_NOW = re.compile(r"\bsince(?: the)? ?$", re.IGNORECASE)
MONTH_CONTEXT = re.compile(
    r"\b(?:in|since|until|till|by|of|from|to|for|during|through|throughout|before|after|this|last|next|early|late|between|and|the|around|over|mid|as of)[ -]$",
    re.IGNORECASE,
)
# Words that are also names, verbs or nouns when they stand alone.
DOUBTFUL_MONTHS = {"may", "march", "april", "june", "august", "mar", "apr", "jun", "aug", "jan", "dec", "nov", "oct", "sep"}
YEAR_CONTEXT = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|during|before|after|early|late|between|through|and|to|mid|the|around|year|summer"
    r"|spring|autumn|winter|as of)|\() ?$|-$",
    re.IGNORECASE,
)
COUNTED_AFTER = re.compile(
    r"\s+(?!(?:in|on|at|and|or|by|to|the|a|an|when|with|was|is|were|had|has|after|before|as|for|from|that|which|who|but|until"
    r"|during|it|he|she|they|its|their)\b)[a-z]"
)
NAME_DAY = re.compile(r"\b(?:Good|Black|Bloody|Palm|Easter|Ash|Holy|Maundy) $")
NAME_DAY_AFTER = re.compile(r"s\b| (?:Times|Telegraph|Mirror|Express|Mail|Post|Prayers?|Agreement)\b")
PLAN = re.compile(
    r"\b(?:will|would|shall|won['’]t|(?:may|might|can|could|should|must)(?! (?:not )?have\b)"
    r"|plan(?:s|ned|ning)?|scheduled|slated|upcoming|expected to|due to|due|set to|ready to|intends?|next"
    r"|(?:is|are|was|were) to|(?:promise|vow|pledge|offer|threaten)(?:s|d|ed)? to|undertook to|agreed to (?:meet|hold|resume|return)"
    r"|invit(?:ed|es)|deadline|to (?:meet|be held|resume|begin|start|take place|return))\b",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\b(?:said|says|told|announced|added|warned|stated|reported|reiterated|wrote|confirmed|statement|agreed|declared|insisted"
    r"|denied)(?: \w+)?(?: on| late| early)? ?$"
)
SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"'”’]?\s+(?=[A-Z\"“])")
# A date this long past is written with its year; without one the coming date is meant.
LONG_PAST = 300
