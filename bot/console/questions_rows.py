"""What stands in a group's lists: its figures, answers, replies and passages, each as a row.

Depends on the markup, the table and the words of the questions' pages.
"""

from bot.brief import Piece
from bot.console.markup import link, tag, text
from bot.console.parts import when
from bot.console.questions_table import thumbs
from bot.console.questions_words import counted, lasting, percent, word
from bot.demand.asked import Given, Reply
from bot.demand.volume import Group


def figures(group: Group, language: str) -> str:
    """The group's figures in the period."""
    shown = {
        "asked": counted(group.asked, language),
        "unanswered": percent(group.share(group.unanswered) if group.asked else None, language),
        "alone": percent(group.share(group.alone) if group.asked else None, language),
        "agents": lasting(group.agent_s, language) if group.agent_s else "–",
    }
    values = {key: text(value) for key, value in shown.items()}
    values["thumbs"] = thumbs(group.up, group.down, language)
    parts = [
        tag("div", tag("dt", text(word(key, language))), tag("dd", value), class_="number")
        for key, value in values.items()
    ]
    return tag("dl", *parts, class_="numbers")


def given_row(given: Given, language: str) -> str:
    """An answer as the assistant gave it, how often, from where, and how it was taken."""
    times = (
        word("once", language)
        if given.times == 1
        else word("times", language, count=counted(given.times, language))
    )
    told = []
    if given.faq_id:
        told.append(word("of_faq", language, id=given.faq_id))
    if given.title:
        page = f", {word('page_short', language, page=given.page)}" if given.page else ""
        told.append(given.title + page)
    shown = link(word("as_given", language), f"/console/answers/{given.id}")
    said = tag("div", text(given.text), class_="said", lang=given.language)
    counts = f"{text(times)} · {thumbs(given.up, given.down, language)}"
    about = [counts, *map(text, told), shown]
    return said + tag("p", " · ".join(about), class_="why")


def reply_row(reply: Reply, language: str) -> str:
    """An agent's reply that solved it."""
    asked = word("asked_was", language, text=reply.question)
    told = [when(reply.at)]
    if reply.score is not None:
        told.append(word("csat", language, score=f"{reply.score:.0f}"))
    url = f"/console/conversation/{reply.conversation_id}"
    shown = link(word("open_conversation", language), url)
    said = tag("div", text(reply.text), class_="said", lang=reply.language)
    about = tag("p", text(asked), class_="why", lang=reply.language)
    return said + about + tag("p", f"{text(' · '.join(told))} · {shown}", class_="why")


def piece_row(piece: Piece, language: str) -> str:
    """A passage, or a FAQ entry, with the place that it stands in."""
    url = str((piece.citation or {}).get("url") or "")
    sure = word("near_only", language)
    if piece.confidence:
        sure = word("sure", language, share=percent(piece.confidence, language))
    place = link(piece.title, url, target="_blank") if url else text(piece.title)
    said = tag("div", text(piece.text), class_="said", lang=piece.language)
    return said + tag("p", f"{place} · {text(sure)}", class_="why")
