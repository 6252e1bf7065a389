"""The topic that agents know of an intent that a conversation began with.

Depends on nothing of ours.
"""

TOPIC_OF: dict[str, str] = {
    **dict.fromkeys(
        (
            *("order_status", "cancel_order", "change_address", "request_invoice"),
            *("report_damaged", "report_missing_part"),
        ),
        "orders",
    ),
    **dict.fromkeys(
        ("request_return", "return_status", "cancel_return", "exchange_product"), "returns"
    ),
    "request_refund": "refunds",
    **dict.fromkeys(("check_warranty", "register_product"), "warranty"),
    **dict.fromkeys(("request_repair", "repair_status"), "repairs"),
    "complaint": "complaints",
    "safety": "safety",
    **dict.fromkeys(("privacy", "delete_my_data"), "privacy"),
    **dict.fromkeys(("manual_question", "faq_question"), "products"),
}
"""Greetings, answers and the wish for a person have none."""


def topic_of(intent: str | None) -> str | None:
    """One of `bot.agents.TOPICS`, or None where the intent does not say."""
    return TOPIC_OF.get(intent or "")
