"""How good the answers are: golden questions, retrieval measures, calibrated abstention.

Depends on `bot.knowledge` and `bot.answering`, and on no conversation: the ingest uses it too.
"""
