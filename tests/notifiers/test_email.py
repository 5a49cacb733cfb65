from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.adapters.notifiers.email import EmailNotifier
from geotimeline.adapters.notifiers.mail import compose, read_addresses
from geotimeline.adapters.notifiers.plain_text import block, line
from geotimeline.adapters.notifiers.smtp_server import Encryption, SmtpServer
from geotimeline.errors import DeliveryError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.testing import NotifierContract, Received, make_message
from tests.servers.http import Cut, Reset, ScriptedHttpServer, refused_port
from tests.servers.smtp import OK, Mail, ScriptedSmtpServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.interfaces.messages import Message
    from geotimeline.interfaces.notifiers import Setting
    from tests.servers.certificates import Certificate

PASSWORD = "p@ss:wörd/#1"  # noqa: S105 (made up)
DESK, DUTY, GONE = "desk@example.org", "duty@example.org", "gone@example.org"


class Mailbox:
    """A receiver that reads what the server took."""

    def __init__(self, server: ScriptedSmtpServer) -> None:
        self.server = server

    def received(self) -> list[Received]:
        return [
            Received(
                mail.message["Subject"],
                mail.body,
                mail.message["X-Geotimeline-Key"],
            )
            for mail in self.server.mails
        ]

    def fail_temporarily(self) -> None:
        self.server.data_answer = f"451 later, {quote(PASSWORD)}"

    def fail_for_good(self) -> None:
        self.server.data_answer = "554 never"

    def hang(self) -> None:
        self.server.hangs = True

    def recover(self) -> None:
        self.server.data_answer = OK


class TestEmailNotifier(NotifierContract):
    notifier_class = EmailNotifier
    secrets = (PASSWORD, quote(PASSWORD))

    @pytest.fixture
    def receiver(self) -> Iterator[Mailbox]:
        with ScriptedSmtpServer(login=("desk", PASSWORD)) as server:
            yield Mailbox(server)

    @pytest.fixture
    def settings(
        self,
        receiver: Mailbox,
    ) -> dict[str, Setting]:
        return {
            "to": [DESK, f"Duty officer <{DUTY}>"],
            "smtp": f"smtp://localhost:{receiver.server.port}",
            "user": "desk",
            "password": PASSWORD,
            "timeout": "30",
        }


def _settings(server: ScriptedSmtpServer, **more: Setting) -> dict[str, Setting]:
    return {"to": DESK, "smtp": f"smtp://127.0.0.1:{server.port}"} | more


def _notifier(server: ScriptedSmtpServer, **more: Setting) -> EmailNotifier:
    return EmailNotifier.from_settings(_settings(server, **more))


def _failure(notifier: EmailNotifier, message: Message | None = None) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        notifier.send(message or make_message())
    return caught.value


def _sent(server: ScriptedSmtpServer, message: Message) -> Mail:
    _notifier(server, **{"from": "Timeline <timeline@example.org>"}).send(message)
    return server.mails[-1]


def test_a_mail_says_who_when_and_what_it_belongs_to(
    smtp_server: ScriptedSmtpServer,
) -> None:
    mail = _sent(smtp_server, make_message()).message

    assert mail["From"] == "Timeline <timeline@example.org>"
    assert mail["To"] == DESK
    assert mail["Date"].datetime == make_message().due_at
    assert mail["Message-ID"] == f"<{make_message().key}.geotimeline@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Geotimeline-Possible-Repeat"] is None
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"


def test_the_same_message_is_the_same_mail_and_a_repeat_says_so(
    smtp_server: ScriptedSmtpServer,
) -> None:
    first = _sent(smtp_server, make_message())
    second = _sent(smtp_server, make_message())
    third = _sent(smtp_server, replace(make_message(), possible_repeat=True)).message

    assert first.raw == second.raw
    assert third["X-Geotimeline-Possible-Repeat"] == "yes"
    assert third["Message-ID"] == first.message["Message-ID"]


def test_sending_gives_the_message_id(smtp_server: ScriptedSmtpServer) -> None:
    given_id = _notifier(smtp_server).send(make_message())

    assert given_id == smtp_server.mails[0].message["Message-ID"]


def test_mails_about_one_event_stand_in_one_thread(
    smtp_server: ScriptedSmtpServer,
) -> None:
    one = _sent(smtp_server, make_message(key="a" * 24)).message
    other = _sent(smtp_server, make_message(key="b" * 24)).message
    digest = _sent(smtp_server, replace(make_message(), thread="")).message

    assert one["References"] == other["References"] == other["In-Reply-To"]
    assert one["Message-ID"] != other["Message-ID"]
    assert digest["References"] is None


def test_ids_stay_valid_whatever_the_event_is_called(
    smtp_server: ScriptedSmtpServer,
) -> None:
    thread = "визит " * 40 + "<x@y>\r\nBcc: eve@example.org"

    mail = _sent(smtp_server, replace(make_message(key="ключ " * 20), thread=thread))

    assert mail.message["Bcc"] is None
    for name in ("Message-ID", "References"):
        left, _, right = mail.message[name].strip("<>").partition("@")
        assert left.isascii()
        assert " " not in left
        assert right == "example.org"


# Half of these are letters that folding and encoding are known to stumble over.
_words = st.text("ab \t\n\r?=_<>\"',;:@é日🤝\u202e\x00", max_size=120) | st.text(
    max_size=300
)


@given(title=_words, body=_words)
def test_no_text_breaks_out_of_its_place_in_the_mail(title: str, body: str) -> None:
    (desk,) = read_addresses("to", DESK)
    message = make_message(body, title=title)

    raw = compose(message, sender=desk, recipients=[desk]).as_bytes()

    mail = Mail(DESK, (DESK,), raw)
    plain = compose(make_message(), sender=desk, recipients=[desk])
    assert [name for name, _ in mail.message.items()] == plain.keys()
    assert " ".join(str(mail.message["Subject"]).split()) == " ".join(
        line(title).split()
    )
    assert mail.body.rstrip("\n") == block(body).rstrip("\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_every_line_is_short_enough_for_any_server() -> None:
    (desk,) = read_addresses("to", f"desk@{'y' * 40}.example.org")
    message = make_message("word " * 2000, title="word " * 100)

    raw = compose(message, sender=desk, recipients=[desk] * 20).as_bytes()

    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"=?" not in raw.split(b"Message-ID")[1].split(b"\r\n")[0]


def test_login_and_starttls_protect_the_way(trusted: Certificate) -> None:
    with ScriptedSmtpServer(
        login=("desk", PASSWORD), starttls=trusted.server_context()
    ) as server:
        settings = _settings(server, user="desk", password=PASSWORD, starttls="yes")
        settings["smtp"] = f"smtp://localhost:{server.port}"

        EmailNotifier.from_settings(settings).send(make_message())

    assert len(server.mails) == 1


def test_tls_from_the_first_byte(trusted: Certificate) -> None:
    with ScriptedSmtpServer(tls=trusted.server_context()) as server:
        settings = _settings(server, smtp=f"smtps://localhost:{server.port}")

        EmailNotifier.from_settings(settings).send(make_message())

    assert len(server.mails) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_is_not_trusted_stops_the_mail(
    certificate: Certificate, scheme: str
) -> None:
    context = certificate.server_context()
    options = {"tls": context} if scheme == "smtps" else {"starttls": context}
    with ScriptedSmtpServer(**options) as server:  # type: ignore[arg-type] # one of the two
        settings = _settings(server, starttls="yes")
        settings["smtp"] = f"{scheme}://localhost:{server.port}"

        failure = _failure(EmailNotifier.from_settings(settings))

    assert "certificate verify failed" in failure.reason
    assert server.mails == ()


def test_a_server_without_starttls_gets_nothing(
    smtp_server: ScriptedSmtpServer,
) -> None:
    failure = _failure(_notifier(smtp_server, starttls="yes"))

    assert "STARTTLS" in failure.reason
    assert not failure.retryable
    assert smtp_server.mails == ()


def test_a_wrong_password_is_final_and_not_told() -> None:
    wrong = {"user": "desk", "password": "wrong-one"}
    with ScriptedSmtpServer(login=("desk", "right")) as server:
        failure = _failure(_notifier(server, **wrong))

    assert (failure.status, failure.retryable) == (535, False)
    assert "wrong-one" not in str(failure)


@pytest.mark.parametrize(
    ("answer", "retryable"),
    [("421 closing", True), ("450 greylisted", True), ("552 full", False)],
)
def test_the_first_digit_of_the_answer_says_whether_to_retry(
    smtp_server: ScriptedSmtpServer, answer: str, *, retryable: bool
) -> None:
    smtp_server.data_answer = answer

    failure = _failure(_notifier(smtp_server))

    assert failure.retryable == retryable
    assert failure.status == int(answer[:3])
    assert answer in failure.reason


def test_recipients_who_were_refused_are_named_and_tried_alone(
    smtp_server: ScriptedSmtpServer,
) -> None:
    notifier = _notifier(smtp_server, to=[DESK, DUTY])
    smtp_server.recipient_answers = {DUTY: "451 greylisted"}

    failure = _failure(notifier)
    smtp_server.recipient_answers = {}
    notifier.send(make_message())
    notifier.send(make_message())

    assert failure.retryable
    assert failure.may_have_arrived  # after a restart nobody knows that one has it
    assert f"{DUTY} was refused" in failure.reason
    assert DESK not in failure.reason
    told = [mail.recipients for mail in smtp_server.mails]
    assert told == [(DESK,), (DUTY,), (DESK, DUTY)]
    assert smtp_server.mails[1].message["To"] == f"{DESK}, {DUTY}"


def test_who_is_reached_is_kept_apart_for_each_message(
    smtp_server: ScriptedSmtpServer,
) -> None:
    notifier = _notifier(smtp_server, to=[DESK, DUTY])
    smtp_server.recipient_answers = {DUTY: "451 greylisted"}
    _failure(notifier, make_message(key="a" * 24))
    smtp_server.recipient_answers = {}

    notifier.send(make_message(key="b" * 24))

    assert smtp_server.mails[-1].recipients == (DESK, DUTY)


@pytest.mark.parametrize(
    ("answers", "retryable"),
    [
        ({GONE: "550 no such user"}, False),
        ({GONE: "550 no such user", DESK: "550 no"}, False),
        ({GONE: "550 no such user", DESK: "452 full"}, True),
    ],
    ids=["one for good", "all for good", "one may yet be reached"],
)
def test_a_refused_recipient_never_vanishes(
    smtp_server: ScriptedSmtpServer, answers: dict[str, str], *, retryable: bool
) -> None:
    smtp_server.recipient_answers = answers

    failure = _failure(_notifier(smtp_server, to=[GONE, DESK]))

    assert failure.retryable == retryable
    assert failure.may_have_arrived == (DESK not in answers)
    assert all(f"{to} was refused" in failure.reason for to in answers)
    assert "550 no such user" in failure.reason


@pytest.mark.parametrize("behaviour", [Reset(), Cut(b"")], ids=["reset", "closed"])
def test_what_is_no_mail_server_is_retryable(
    http_server: ScriptedHttpServer, behaviour: Reset | Cut
) -> None:
    http_server.default = behaviour
    settings = {"to": DESK, "smtp": f"smtp://127.0.0.1:{http_server.port}"}

    failure = _failure(EmailNotifier.from_settings(settings | {"timeout": "0.5"}))

    assert failure.retryable


def test_a_server_that_is_down_is_retryable() -> None:
    with refused_port() as port:
        settings = {"to": DESK, "smtp": f"smtp://127.0.0.1:{port}"}
        failure = _failure(EmailNotifier.from_settings(settings))

    assert (failure.reason, failure.retryable) == ("Connection refused", True)


@pytest.mark.parametrize(
    ("settings", "host", "port", "encryption"),
    [
        ({"smtp": "smtp://mail.example.org"}, "mail.example.org", 587, "STARTTLS"),
        ({"smtp": "smtp://mail.example.org:25"}, "mail.example.org", 25, "STARTTLS"),
        ({"smtp": "smtps://mail.example.org"}, "mail.example.org", 465, "TLS"),
        ({"smtp": "smtp://localhost"}, "localhost", 25, "NONE"),
        ({"smtp": "smtp://[::1]:2525/"}, "::1", 2525, "NONE"),
        ({"smtp": "smtp://localhost", "starttls": "yes"}, "localhost", 25, "STARTTLS"),
        ({"smtp": "smtp://relay.lan", "starttls": "no"}, "relay.lan", 587, "NONE"),
    ],
    ids=str,
)
def test_the_address_decides_port_and_encryption(
    settings: dict[str, Setting], host: str, port: int, encryption: str
) -> None:
    server = SmtpServer.from_settings(settings)

    assert (server.host, server.port) == (host, port)
    assert server.encryption is Encryption[encryption]


def test_a_login_stands_in_the_address_or_beside_it() -> None:
    inside = {"smtp": "smtps://desk%40x.org:p%40ss%2F@mail.example.org"}
    beside = {
        "smtp": "smtps://mail.example.org",
        "user": "desk@x.org",
        "password": "p@ss/",
    }

    read = SmtpServer.from_settings(inside)

    assert (read.user, read.password) == ("desk@x.org", "p@ss/")
    assert SmtpServer.from_settings(beside) == read


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"smtp": "mail.example.org"}, "smtp"),
        ({"smtp": "https://mail.example.org"}, "smtp"),
        ({"smtp": "smtp://"}, "smtp"),
        ({"smtp": "smtp://mail.example.org:0"}, "smtp"),
        ({"smtp": "smtp://mail.example.org:x"}, "smtp"),
        ({"smtp": "smtp://u:a/b@mail.example.org"}, "smtp"),
        ({"smtp": "smtp://u:a#b@mail.example.org"}, "smtp"),
        ({"smtp": "smtp://user@mail.example.org"}, "smtp"),
        ({"smtp": "smtp://u:secret@relay.lan", "starttls": "no"}, "starttls"),
        ({"to": "desk"}, "to"),
        ({"to": "desk@"}, "to"),
        ({"to": "desk@example.org\r\nBcc: eve@example.org"}, "to"),
        ({"to": "путин@example.org"}, "to"),
        ({"to": []}, "to"),
        ({"to": [""]}, "to"),
        ({"from": "a@example.org, b@example.org"}, "from"),
        ({"from": "nobody"}, "from"),
    ],
    ids=str,
)
def test_settings_that_cannot_work_are_refused_without_repeating_them(
    settings: dict[str, Setting], field: str
) -> None:
    complete = {"to": DESK, "smtp": "smtp://localhost"} | settings

    with pytest.raises(SettingError) as caught:
        EmailNotifier.from_settings(complete)

    assert caught.value.field == field
    assert "secret" not in str(caught.value)
    assert "u:a" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "sender"),
    [
        ({"from": "Timeline <timeline@example.org>"}, "timeline@example.org"),
        ({"user": "me@example.org", "password": "x"}, "me@example.org"),
        ({"user": "me", "password": "x"}, DESK),
        ({}, DESK),
    ],
    ids=["as set", "the user", "a user who is no address", "the first recipient"],
)
def test_the_sender_has_a_sensible_default(
    settings: dict[str, Setting], sender: str
) -> None:
    notifier = EmailNotifier.from_settings(
        {"to": [DESK, DUTY], "smtp": "smtp://localhost"} | settings
    )

    assert notifier.sender.addr_spec == sender


def test_the_date_of_a_mail_is_the_reminders_own() -> None:
    (desk,) = read_addresses("to", DESK)
    due_at = datetime.fromisoformat("2025-12-31T23:59:59+00:00")

    mail = compose(
        replace(make_message(), due_at=due_at), sender=desk, recipients=[desk]
    )

    assert isinstance(mail, EmailMessage)
    assert mail["Date"] == "Wed, 31 Dec 2025 23:59:59 +0000"
