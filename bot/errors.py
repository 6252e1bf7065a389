"""The one error tree: an error that a door may show carries its HTTP status.

Subclasses live beside what raises them. Depends on nothing of ours.
"""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

FAILURE = {
    "es": "Algo ha fallado de nuestro lado y la petición no se ha guardado. Inténtelo de nuevo "
    "en un momento.",
    "en": "Something failed on our side and the request was not kept. Try again in a moment.",
}


class BotError(Exception):
    """Something went wrong that the reader can do something about.

    `message` names the offending value and what to do; `status_code` is the HTTP status
    with which a door answers.
    """

    def __init__(self, message: str, status_code: int = 500) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code


class Spoken(BotError):
    """An error that is read in either language: `said` has its words by language, `message`
    both."""

    def __init__(self, english: str, spanish: str, status_code: int) -> None:
        super().__init__(f"{english} / {spanish}", status_code)
        self.said = {"en": english, "es": spanish}


async def answer_bot_error(request: Request, error: Exception) -> JSONResponse:
    """The JSON body of every `BotError`: its class name as `code`, its words as `message`."""
    assert isinstance(error, BotError)
    return _answer(type(error).__name__, error.message, error.status_code)


async def answer_bad_request(request: Request, error: Exception) -> JSONResponse:
    """The same body for a request of another form: the first field that is wrong, and why.

    What was sent is not repeated: it may be long, private, or no text at all.
    """
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(one) for one in first["loc"])
    return _answer("BadRequest", f"{place}: {first['msg']}.", 422)


async def answer_failure(request: Request, error: Exception) -> JSONResponse:
    """The same body for what nobody foresaw (a full disk, a fault of ours): nothing was done.

    The error itself goes to the log. The reader's language is that of the browser.
    """
    language = "en" if request.headers.get("accept-language", "").startswith("en") else "es"
    return _answer("Failure", FAILURE[language], 500)


def _answer(code: str, message: str, status_code: int) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status_code)


def install(app: FastAPI) -> None:
    """Make `app` answer whatever goes wrong with a status and a message."""
    app.add_exception_handler(BotError, answer_bot_error)
    app.add_exception_handler(RequestValidationError, answer_bad_request)
    app.add_exception_handler(Exception, answer_failure)
