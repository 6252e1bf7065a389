"""Every setting, from the environment or `.env`, with a default that runs on one machine.

Depends on nothing of ours. `docs/settings.md` is the tested table of these fields;
`python -m bot.settings` prints the values in force, secrets left out.
"""

import hmac
import json
import os
import re
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of the service, the ingest and the set-up. Paths are relative to the checkout."""

    model_config = SettingsConfigDict(env_prefix="MOSTRADOR_", env_file=".env", extra="ignore")

    host: str = Field("127.0.0.1", description="Address the service listens on")
    port: int = Field(8080, description="Port of the service")
    public_url: str = Field("", description="Address customers see; empty: host and port")
    rasa_port: int = Field(5005, description="Port of Rasa, always on 127.0.0.1")
    rasa_url: str = Field("", description="Address of Rasa; empty: 127.0.0.1 and rasa_port")
    var_dir: Path = Field(
        Path("var"), description="Folder of the database, the secrets and the tracker"
    )
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in var_dir")
    index_dir: Path = Field(Path("var/index"), description="Folder of the knowledge index")
    model_dir: Path = Field(Path("var/model"), description="Folder of the embedding model")
    embedding_model: str = Field(
        "",
        description="Another sentence-transformers model (folder or name); empty: model_dir",
        validation_alias=AliasChoices("EMBEDDING_MODEL", "MOSTRADOR_EMBEDDING_MODEL"),
    )
    embed_with: Literal["processes", "ray", "nothing"] = Field(
        "processes", description="What embeds many passages: processes, ray or nothing besides"
    )
    embed_processes: int = Field(0, description="Processes that embed; 0: one for each core")
    vector_store: str = Field(
        "faiss", description="Where passage vectors are: faiss, or postgresql://... with pgvector"
    )
    manuals_dir: Path = Field(Path("var/manuals"), description="Manuals that make the index")
    manuals_source: Path = Field(
        Path("data/sample/manuals"), description="Markdown sources typeset into manuals_dir"
    )
    policies_dir: Path = Field(
        Path("data/sample/policies"),
        description="Policies: their rules, and documents for the index",
    )
    golden_file: Path = Field(
        Path("data/sample/golden.csv"), description="Golden questions a new index is checked with"
    )
    check_margin: float = Field(
        0.02, description="How much a score on them may fall before a version is held back"
    )
    kept_versions: int = Field(5, description="Published versions of the index kept for rollback")
    max_manual_mb: int = Field(200, description="Largest manual that may be uploaded, in MB")
    products_file: Path = Field(Path("data/sample/products.csv"), description="List of products")
    faq_file: Path = Field(Path("data/sample/faq.csv"), description="FAQ entries of a new database")
    faq_four_eyes: bool = Field(
        False, description="Whether somebody other than the writer must approve a FAQ entry"
    )
    replies_file: Path = Field(
        Path("data/sample/replies.csv"), description="Canned replies of a new database"
    )
    flows_dir: Path = Field(
        Path("data/flows"), description="Training files that examples are proposed for"
    )
    training_test_file: Path = Field(
        Path("data/sample/practice.csv"),
        description="Messages (text, intent, language) that proposals are measured with",
    )
    training_most: int = Field(20, description="New examples of one intent in one proposal")
    shop_file: Path = Field(
        Path("data/sample/shop.json"), description="Customers and orders of a new database"
    )
    company: str = Field("Tramontana", description="Name shown to customers")
    secret: str = Field("", description="Signs tokens; empty: made once in var_dir/secret")
    webhook_token: str = Field("", description="Rasa's token at /webhook; empty: from the secret")
    agent_email: str = Field("ana@tramontana.example", description="First agent's login")
    agent_password: str = Field(
        "", description="First agent's password; empty: made once in var_dir/agent-password"
    )
    allowed_origins: list[str] = Field(
        [], description="Other sites that may embed the widget without a key (JSON list of origins)"
    )
    sites_file: Path = Field(
        Path("data/sample/sites.yml"),
        description="Site keys of pages that embed the widget, with their origins",
    )
    max_file_mb: int = Field(
        10, description="Largest file sent in a conversation; 0: none is taken"
    )
    conversation_files_mb: int = Field(60, description="All files of one conversation, in MB")
    files_reserve_mb: int = Field(
        500, description="Free space on the disk below which no file is taken"
    )
    file_rate: str = Field("20/minute", description="Files allowed per conversation")
    hours_file: Path = Field(
        Path("data/sample/hours.yml"), description="Opening hours and holidays of those who answer"
    )
    always_open: bool = Field(
        False, description="Whether people answer at all hours, whatever it says"
    )
    usual_wait_min: float = Field(
        3.0,
        description="Minutes within which half are taken, while too few waits are known",
    )
    longest_wait_min: float = Field(
        10.0, description="The same for nine times in ten: what is promised then"
    )
    mail_promise_h: float = Field(
        9.0, description="Open hours within which an answer by mail is promised"
    )
    callback_places: int = Field(
        2, description="Calls that can be made at once; 0: none is offered"
    )
    callback_min: int = Field(30, description="Minutes of one slot for a call")
    first_reply_min: float = Field(
        5.0, description="Open minutes within which an agent first answers who asked for a person"
    )
    next_reply_min: float = Field(
        3.0, description="Open minutes within which an agent answers each later message"
    )
    resolution_min: float = Field(
        60.0, description="Open minutes within which agents resolve, the customer's own left out"
    )
    mail_reply_min: float = Field(
        480.0, description="Open minutes within which who waits for a mail is answered"
    )
    warn_at: float = Field(
        0.7, description="Share of those minutes after which the console warns, 0 to 1"
    )
    max_message_chars: int = Field(4000, description="Longest message a customer may send")
    turn_timeout_s: float = Field(10.0, description="Seconds to wait for the assistant's turn")
    action_timeout_s: float = Field(6.0, description="Seconds one action may take")
    llm_url: str = Field(
        "", description="OpenAI-compatible address that words answers; empty: copies alone"
    )
    llm_model: str = Field("", description="Model to ask for at llm_url")
    llm_key: str = Field("", description="Secret key of llm_url; empty: none is sent")
    llm_timeout_s: float = Field(3.0, description="Seconds to wait for it; then the copy is said")
    backoffice_url: str = Field(
        "", description="Address of the shop's own system; empty: our own tables"
    )
    backoffice_token: str = Field("", description="Secret token of backoffice_url")
    backoffice_timeout_s: float = Field(
        4.0, description="Seconds to wait for it, with all that is tried again"
    )
    events_url: str = Field(
        "", description="Address that gets news of every change (webhooks); empty: none is sent"
    )
    events_secret: str = Field("", description="Secret that signs them; empty: the secret")
    identity_attempts: int = Field(
        5, description="Wrong identifications allowed per conversation and per number"
    )
    identity_window_min: float = Field(30.0, description="Minutes for which they are counted")
    customer_secret: str = Field(
        "", description="Secret of the shop's tokens for signed-in customers; empty: none is taken"
    )
    customer_audience: str = Field("mostrador", description="Audience those tokens must name")
    smtp_url: str = Field(
        "",
        description="Mail server for what goes out (smtps://name:password@host); empty: a folder",
    )
    mail_dir: str = Field("", description="That folder; empty: mail in var_dir")
    mail_from: str = Field(
        "counter@tramontana.example", description="Address that mails come from and are answered to"
    )
    mail_plus: bool = Field(
        True, description="Whether answers go to name+token@ instead of that address itself"
    )
    mail_gather_s: float = Field(
        60.0, description="Seconds of an agent's silence before their words go out as one mail"
    )
    imap_url: str = Field(
        "", description="Mailbox of answers (imaps://name:password@host/INBOX); empty: none is read"
    )
    imap_every_s: float = Field(60.0, description="Seconds between looks into it")
    inbound_token: str = Field(
        "", description="Secret token of /api/mail/inbound; empty: that door is closed"
    )
    mail_max_mb: int = Field(10, description="Largest mail that is taken, in MB")
    mail_kept_days: float = Field(90.0, description="Days that mails put aside are kept")
    mail_rate: str = Field(
        "5/hour", description="Transcripts by mail allowed per conversation and per recipient"
    )
    recovery_every_s: float = Field(2.0, description="Seconds between looks for lost turns")
    away_after_min: float = Field(
        10.0, description="Minutes without a touch after which an agent counts as away"
    )
    keep_for_s: float = Field(
        45.0, description="Seconds for which a conversation is kept for one agent; 0: for nobody"
    )
    keep_until_s: float = Field(
        120.0, description="Seconds of waiting after which it is kept for nobody any more"
    )
    reassign_gone_min: float = Field(
        2.0, description="Minutes after which an absent agent's conversations are given to others"
    )
    reassign_silent_min: float = Field(
        5.0, description="Minutes without an answer after which a conversation goes to another"
    )
    session_hours: float = Field(12.0, description="Hours an agent stays logged in")
    message_rate: str = Field("60/minute", description="Messages allowed per conversation")
    conversation_rate: str = Field("60/minute", description="Conversations one address may start")
    help_rate: str = Field(
        "60/minute", description="Searches of the help pages allowed per address"
    )
    help_vote_rate: str = Field(
        "30/hour", description="Votes on the help pages allowed per address"
    )
    help_kept_days: float = Field(
        90.0, description="Days that searches and words about the help pages are kept"
    )
    login_rate: str = Field(
        "10/minute", description="Wrong passwords an account bears from one address"
    )
    short_survey_one_in: int = Field(
        4, ge=0, description="One customer in so many is asked the short survey; 0: nobody"
    )
    metrics_token: str = Field(
        "", description="Token that opens /metrics to other machines; empty: to this one alone"
    )
    demo: bool = Field(
        False, description="Whether simulated customers may come, and what they did is counted"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR"
    )

    @property
    def own_url(self) -> str:
        """The address under which customers reach this service, without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def rasa(self) -> str:
        """The address of Rasa, without a trailing slash."""
        return (self.rasa_url or f"http://127.0.0.1:{self.rasa_port}").rstrip("/")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite+aiosqlite:///{self.var_dir / 'mostrador.db'}"

    @property
    def demo_token(self) -> str:
        """What a simulator shows at the doors of a demonstration; from the secret."""
        return hmac.digest(self.secret.encode(), b"demo", "sha256").hex()

    @property
    def mail_folder(self) -> Path:
        """The folder for mails where no server is set."""
        return Path(self.mail_dir) if self.mail_dir else self.var_dir / "mail"

    @property
    def model(self) -> Path:
        """The folder (or hub name) of the embedding model in force."""
        return Path(self.embedding_model) if self.embedding_model else self.model_dir

    def with_secrets(self) -> "Settings":
        """A copy whose secrets are filled in, made on first use under `var_dir`."""
        secret = self.secret or kept_secret(self.var_dir / "secret")
        password = self.agent_password or kept_secret(self.var_dir / "agent-password", 9)
        token = self.webhook_token or hmac.digest(secret.encode(), b"webhook", "sha256").hex()
        update = {"secret": secret, "webhook_token": token, "agent_password": password}
        return self.model_copy(update=update)


def kept_secret(path: Path, length: int = 32) -> str:
    """The secret kept in `path`; made there, readable by the owner alone, when absent.

    It appears whole or not at all: of two processes that make it at once, both read the
    same one, and a crash leaves no empty secret behind.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(length))
        with suppress(FileExistsError):
            os.link(fresh, path)
        os.unlink(fresh)
    return path.read_text().strip()


def main() -> None:
    """Print the settings in force as JSON, secrets left out."""
    hidden = {"secret", "webhook_token", "agent_password", "metrics_token", "llm_key"}
    hidden |= {"backoffice_token", "events_secret", "customer_secret", "inbound_token"}
    shown = Settings().model_dump(mode="json", exclude=hidden)
    for name in ("database_url", "vector_store", "smtp_url", "imap_url"):
        shown[name] = re.sub(r"(://[^:@/]*):[^@/]*@", r"\1:***@", shown[name])
    print(json.dumps(shown, indent=2))


if __name__ == "__main__":
    main()
