"""Whether a message calls for an urgent person: its words first, then the classifier with them.

A classifier alone takes "fire drill at the office" for danger, and words alone do not know every
way to tell of one. So plain words of danger decide; where they are denied or imagined there is
none; for the rest the classifier must be sure, and less so where a word hints at danger. Pure;
depends on the words of danger and on how texts are folded.
"""

import re

from bot import dangers
from bot.nlu.text import fold

SURE = 0.7
"""Confidence (0 to 1) that means danger although no word of it is known."""
FEWEST_WORDS = 4
"""Of a message without a word of danger: a name of two words is no story."""
HINTED = 0.4
"""Confidence that means danger where a word hints at it."""

# Not danger by themselves: a socket, a smell, a bang. Misspelt as people in a hurry do.
HINTS = re.compile(
    r"quema|quemo|kema|kemo|chamusc|tostad|humit|\bh?umo|\bfueg|lumbre|candela|\bard[ei]|llamas\b"
    r"|\bchi[s]?pas|calambr|\bcorrien?te\b|descarga|sacudid|chasquid|chisporr|derrit|derret"
    r"|ampolla|\bherid|sangr|\bcort(?:e\b|ado|ao|ada)|clavado|revent|\be[sx]plo|\bpeta\b|h?inchad"
    r"|maread|toser|\btos(?:en|e)?\b|intoxic|\bgas\b|plomos|diferencial|enchufe|regleta|alargador"
    r"|\bcable|\bcobre\b|\bpum\b|atrapad|enganch|tragado|cristal|huele|\buele|\bolor|pestazo"
    r"|burn|scald|blister|smok|smoek|smould|\bfire\b|\bfyre\b|flame|alight|spark|sparc|shoc?k"
    r"|\bzap|\bjolt|tingl|electr(?!o\b)|elektr|\blive\b|melt|scorch|\bsoot|glow|cinder|\bfumes?\b"
    r"|smel+s?\b|\bstink|\breek|\bbang\b|\bboom\b|\bblew\b|\bblow\b|burst|explo|swell|swollen"
    r"|\bbulg|\bplugg?s?\b|socket|\boutlet|\bwir(?:e|ing)|\bcabl?e|\bfuse|\bhurt|injur|bleed|blood"
    r"|\bcut\b|trapped|pinned|chok(?:e|ing)|cough|dizzy|headache|\bsick\b|faint|unconscious|stitches"
    r"|\bshard|splinter|glass|to(?:o|uch) hot|hot to to?uch|vapou?r|steam"
)
# What breaks every day and hurts nobody, however sure the classifier is.
CALM = re.compile(
    r"\bgote|\bdrip|\bcharco|\bpuddle|\bleaks?\b|\bpierde agua|\bbuzz|\bzumb|\bnois[ey]|\bruido"
    r"|\bfell\b|\bse (?:me )?(?:ha )?ca(?:ido|yo)\b|\bscared of\b|\bmiedo (?:del|de la|al|a la)\b"
    r"|\bhech[oa] polvo\b|\bsmashed\b|\bdead\b|\bparpade|\bintermitente|\bblink|\bflashing\b"
)


def is_called_for(text: str, confidence: float) -> bool:
    """Whether `text`, which a classifier takes for danger with `confidence` (0 to 1), tells of
    one. With a confidence of 0 its words alone decide."""
    verdict = dangers.read(text)
    if verdict != "none":
        return verdict == "danger"
    folded = fold(text)
    if HINTS.search(folded):
        return confidence >= HINTED
    told = len(folded.split()) >= FEWEST_WORDS
    return told and confidence >= SURE and not CALM.search(folded)
