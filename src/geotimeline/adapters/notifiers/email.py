"""Send reminders by e-mail through an SMTP server."""

from __future__ import annotations

import contextlib
import smtplib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Self

from geotimeline.adapters.notifiers.deadlines import within
from geotimeline.adapters.notifiers.mail import compose, read_addresses
from geotimeline.adapters.notifiers.network import fault_in_words, may_have_arrived
from geotimeline.adapters.notifiers.plain_text import line
from geotimeline.adapters.notifiers.reached import Reached
from geotimeline.adapters.notifiers.smtp_server import SmtpServer
from geotimeline.adapters.redaction import Redactor
from geotimeline.errors import DeliveryError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.interfaces.settings import text, texts, timeout_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from email.headerregistry import Address
    from email.message import EmailMessage

    from geotimeline.adapters.notifiers.deadlines import Deadline
    from geotimeline.interfaces.messages import Message
    from geotimeline.interfaces.notifiers import Setting

Refusals = dict[str, tuple[int, bytes]]  # address → code and words, as smtplib has it

_PERMANENT = range(500, 600)
_LONGEST_ANSWER = 200


@dataclass(frozen=True, slots=True)
class EmailNotifier:
    """One e-mail per message to all recipients of the channel.

    Where a server takes the mail for some recipients and refuses others, the attempt
    counts as failed and names those who were refused; the next attempt goes to them
    only, as long as this process lives.

    Attributes:
        server: Where mail is handed in.
        sender: Address in `From`, also the envelope sender.
        recipients: At least one.
        timeout_seconds: How long the whole attempt may take.
    """

    required: ClassVar[Mapping[str, str]] = {
        "to": "address, or list of addresses",
        "smtp": "smtp://HOST:PORT or smtps://HOST:PORT, with USER:PASSWORD@ if needed",
    }
    optional: ClassVar[Mapping[str, str]] = {
        "from": "sender; else the user if that is an address, else the first of to",
        "user": "login name, instead of the one in smtp",
        "password": "password as it is, instead of the one in smtp",
        "starttls": "yes or no; yes unless the server is this machine",
        "timeout": "seconds until an attempt is given up, 10 unless said otherwise",
    }

    server: SmtpServer
    sender: Address
    recipients: tuple[Address, ...]
    timeout_seconds: float = 10.0
    _reached: Reached = field(default_factory=Reached, repr=False, compare=False)

    @classmethod
    def from_settings(cls, settings: Mapping[str, Setting]) -> Self:
        """Make a notifier that writes to `to`.

        Raises:
            SettingError: An address or the server cannot be used.
        """
        server = SmtpServer.from_settings(settings)
        recipients = tuple(
            address
            for listed in texts(settings, "to")
            for address in read_addresses("to", listed)
        )
        return cls(
            server=server,
            sender=_sender(settings, server.user, recipients[0]),
            recipients=recipients,
            timeout_seconds=timeout_seconds(settings),
        )

    def send(self, message: Message) -> str:
        """Send the e-mail and give its Message-ID.

        Raises:
            DeliveryError: Not delivered to all; retryable for 4xx answers and whatever
                the network did, not for 5xx answers.
        """
        mail = compose(message, sender=self.sender, recipients=self.recipients)
        reached = self._reached.by(message.key)
        pending = [to for to in self._addresses() if to not in reached]
        try:
            refused = within(
                self.timeout_seconds, partial(self._hand_in, mail, pending)
            )
        except smtplib.SMTPResponseException as error:
            # Without its cause, whose text is the raw answer: that may repeat a secret.
            raise self._answered(error.smtp_code, error.smtp_error) from None
        except OSError as error:  # smtplib's own errors are OSErrors, too
            raise self._failure(error) from error
        if refused:
            reached = reached | {*pending} - {*refused}
            self._reached.remember(message.key, reached)
            raise self._refusal(refused, by_some=bool(reached))
        self._reached.forget(message.key)
        return str(mail["Message-ID"])

    def _addresses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(to.addr_spec for to in self.recipients))

    def _hand_in(
        self, mail: EmailMessage, pending: Sequence[str], deadline: Deadline
    ) -> Refusals:
        """Give those whom the server refused; empty when it took the mail for all."""
        connection = self.server.connect(deadline, self.timeout_seconds)
        try:
            # Not send_message: it writes a body line "From here" as ">From here".
            return connection.sendmail(self.sender.addr_spec, pending, mail.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            return error.recipients
        finally:
            # The answer to QUIT is not waited for: the mail is accepted or refused.
            with contextlib.suppress(OSError):
                connection.putcmd("quit")
            connection.close()

    def _failure(self, error: OSError) -> DeliveryError:
        hopeless = isinstance(error, smtplib.SMTPNotSupportedError)
        reason = self._without_password(fault_in_words(error))
        return DeliveryError(
            "email",
            reason,
            retryable=not hopeless,
            may_have_arrived=may_have_arrived(error),
        )

    def _answered(self, code: int, words: bytes | str) -> DeliveryError:
        return DeliveryError(
            "email",
            self._answer(code, words),
            retryable=code not in _PERMANENT,
            status=code,
        )

    def _refusal(self, refused: Refusals, *, by_some: bool) -> DeliveryError:
        """Say who was refused; `by_some` says that others have it.

        A restart forgets who they are, and they may then get it again.
        """
        told = "; ".join(
            f"{to} was refused, {self._answer(*answer)}"
            for to, answer in sorted(refused.items())
        )
        codes = [code for code, _ in refused.values()]
        return DeliveryError(
            "email",
            told,
            retryable=any(code not in _PERMANENT for code in codes),
            may_have_arrived=by_some,
            status=min(codes),
        )

    def _answer(self, code: int, words: bytes | str) -> str:
        said = words.decode(errors="replace") if isinstance(words, bytes) else words
        answer = f"the server answered {code} {line(said, _LONGEST_ANSWER)}".rstrip()
        return self._without_password(answer)

    def _without_password(self, words: str) -> str:
        return Redactor((self.server.password,)).redact(words)


def _sender(settings: Mapping[str, Setting], user: str, first: Address) -> Address:
    if "from" in settings:
        senders = read_addresses("from", text(settings, "from"))
        if len(senders) != 1:
            raise SettingError("from", "expected one address")
        return senders[0]
    if "@" in user:
        with contextlib.suppress(SettingError):  # a login name need not be an address
            return read_addresses("user", user)[0]
    return first
