"""Tests of conversations, turns, the customer's door, the log of contacts and the console."""
