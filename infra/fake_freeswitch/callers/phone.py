"""A simulated telephone with a name, a password and a camera."""

from dataclasses import dataclass

from infra.fake_freeswitch.callers.call import Call
from infra.fake_freeswitch.callers.call_variables import AGENT, call_variables
from infra.fake_freeswitch.callers.dialplan import actions_for
from infra.fake_freeswitch.callers.directory import Directory
from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.conferences.life import hang_up
from infra.fake_freeswitch.state.account import Account
from infra.fake_freeswitch.state.channel import Channel, new_uuid
from infra.fake_freeswitch.state.digest import Challenge, a1_hash
from infra.fake_freeswitch.state.switch import Switch

_INVITE = ("sofia.c", "sofia_handle_sip_i_invite", "10723")
_REGISTER = ("sofia_reg.c", "sofia_reg_handle_register_token")


@dataclass
class Phone:
    switch: Switch
    xml_curl: XmlCurl
    user: str
    domain: str
    password: str
    name: str = ""
    video: bool = True
    port: str = "5070"
    dial_in: tuple[str, str] = ("", "")
    call: Call | None = None

    def register(self) -> bool:
        """REGISTER with a digest; an event tells how it went."""
        account = self._authenticate("REGISTER", "")
        contact = f'"" <sip:{self.user}@127.0.0.1:{self.port}>'
        if not account:
            self._tell("register_failure", "1792", [*self._address(), ("registration-type", "REGISTER")])
            return False
        call_id = new_uuid()
        with self.switch.lock:
            self.switch.registrations[f"{self.user}@{self.domain}"] = (call_id, contact)
        headers = [
            ("from-user", self.user),
            ("from-host", self.domain),
            ("contact", contact),
            ("call-id", call_id),
            ("rpid", "unknown"),
            ("status", "Registered(UDP)"),
            ("expires", "600"),
            *self._address(),
            ("username", self.user),
            ("realm", self.domain),
            ("presence-hosts", "n/a"),
            ("sip_number_alias", account.number_alias or self.user),
            ("sip_auth_username", self.user),
            ("sip_auth_realm", self.domain),
            ("number_alias", account.number_alias or self.user),
            ("user_name", self.user),
            ("domain_name", self.domain),
            *account.variables.items(),
        ]
        self._tell("register", "2059", headers)
        return True

    def dial(self, number: str) -> Call:
        """INVITE with a digest, then whatever the dialplan says. Refused calls are hung up."""
        channel = Channel(
            self.user, self.domain, self.name, number, video=self.video, call_state="RINGING", network_port=self.port
        )
        call = Call(self.switch, self.xml_curl, channel, self.dial_in)
        account = self._authenticate("INVITE", number)
        if not account:
            channel.hangup_cause = "CALL_REJECTED"
            return call
        with self.switch.lock:
            self.switch.sessions += 1
            self.switch.channels[channel.uuid] = channel
            stamp = self.switch.new_event("REQUEST_PARAMS", _INVITE).headers
            channel.variables = call_variables(channel, account, self.switch.sessions, stamp)
        channel.context = account.variables.get("user_context", "public")
        channel.caller_name = channel.caller_name or account.variables.get("effective_caller_id_name", "")
        call.follow(actions_for(self.xml_curl, channel))
        self.call = call
        return call

    def hang_up(self) -> None:
        if self.call:
            hang_up(self.switch, self.call.channel)

    def _authenticate(self, method: str, number: str) -> Account | None:
        uri = f"sip:{number}@{self.domain}" if number else f"sip:{self.domain}"
        challenge = Challenge(self.domain, new_uuid(), new_uuid()[:16], uri, method)
        response = challenge.response(a1_hash(self.user, self.domain, self.password))
        account = Directory(self.switch, self.xml_curl).find(
            self.user, self.domain, self._fields(challenge, response, number)
        )
        return account if account and account.accepts(challenge, response) else None

    def _fields(self, challenge: Challenge, response: str, number: str) -> list[tuple[str, str]]:
        return [
            ("action", "sip_auth"),
            ("sip_profile", "internal"),
            ("sip_user_agent", AGENT),
            ("sip_auth_username", self.user),
            ("sip_auth_realm", challenge.realm),
            ("sip_auth_nonce", challenge.nonce),
            ("sip_auth_uri", challenge.uri),
            ("sip_contact_user", self.user),
            ("sip_contact_host", "127.0.0.1"),
            ("sip_to_user", number or self.user),
            ("sip_to_host", self.domain),
            ("sip_via_protocol", "udp"),
            ("sip_from_user", self.user),
            ("sip_from_host", self.domain),
            ("sip_call_id", new_uuid()),
            ("sip_request_user", number),
            ("sip_request_host", self.domain),
            ("sip_auth_qop", "auth"),
            ("sip_auth_cnonce", challenge.cnonce),
            ("sip_auth_nc", challenge.count),
            ("sip_auth_response", response),
            ("sip_auth_method", challenge.method),
            ("client_port", self.port),
        ]

    def _address(self) -> list[tuple[str, str]]:
        return [
            ("to-user", self.user),
            ("to-host", self.domain),
            ("network-ip", "127.0.0.1"),
            ("user-agent", AGENT),
            ("network-port", self.port),
        ]

    def _tell(self, name: str, line: str, headers: list[tuple[str, str]]) -> None:
        source = (*_REGISTER, line)
        self.switch.fire("CUSTOM", source, [("profile-name", "internal"), *headers], subclass=f"sofia::{name}")
