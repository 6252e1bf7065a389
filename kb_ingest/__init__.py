"""Turns manuals and policies into knowledge: read, cut into passages, publish an index.

Depends on `bot.knowledge` (which owns the index format) and on nothing else of `bot`.
"""
