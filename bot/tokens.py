"""The customer's token: a signed conversation id, given once and sent with every request."""

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.errors import BotError

MAX_AGE_S = 30 * 24 * 3600


class BadToken(BotError):
    """The token is not ours, was changed, or is older than 30 days."""

    def __init__(self) -> None:
        super().__init__("The conversation token is not valid. Start a new conversation.", 401)


class Tokens:
    """Signs and checks tokens with the service's secret."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="conversation")

    def issue(self, conversation_id: str) -> str:
        """The token for `conversation_id`."""
        return str(self._serializer.dumps(conversation_id))

    def conversation_id(self, token: str) -> str:
        """The conversation that `token` was issued for; `BadToken` otherwise."""
        try:
            return str(self._serializer.loads(token, max_age=MAX_AGE_S))
        except BadData as error:
            raise BadToken from error
