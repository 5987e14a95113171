"""No text from outside names a second target, opens an option block or expands."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.shared.encoders import dial_strings
from functions.shared.encoders.dial_strings import UnsafeWord
from tests.functions.freeswitch_model import expand

HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [*"|,:;@/\\'\"{}[]<>()^~ \n\r$%&=", "${", "$${", "user/", "sofia/", ":_:", "%0A", "äß", "１２"]
        ),
        st.text(max_size=6),
    ),
    max_size=6,
).map("".join)
ALLOWED = frozenset(string.ascii_letters + string.digits + "*#+_.-")
MANY = settings(max_examples=1500)


@MANY
@given(HOSTILE)
def test_a_word_is_taken_whole_or_refused(value: str) -> None:
    if value and len(value) <= 64 and set(value) <= ALLOWED:
        assert dial_strings.word("number", value) == value
    else:
        with pytest.raises(UnsafeWord, match="number is "):
            dial_strings.word("number", value)


@MANY
@given(HOSTILE, HOSTILE)
def test_a_bridge_has_one_target(who: str, where: str) -> None:
    makers = (
        dial_strings.bridge_to_user,
        lambda gateway, number: dial_strings.bridge_to_gateway("example.com", gateway, number),
    )
    for make in makers:
        try:
            written = make(who, where)
        except UnsafeWord:
            continue
        assert not set(written) & set("|,{}[]<>$ '\\\n\r^")
        assert written.count("@") + written.count("/") in (2, 3)


@MANY
@given(HOSTILE, HOSTILE)
def test_an_anonymous_call_has_the_same_one_target(gateway: str, number: str) -> None:
    try:
        plain = dial_strings.bridge_to_gateway("example.com", gateway, number)
    except UnsafeWord:
        return
    hidden = dial_strings.bridge_to_gateway("example.com", gateway, number, anonymous=True)
    assert hidden == dial_strings.ANONYMOUS + plain


DOMAINS = st.from_regex(r"[a-z](?:[a-z.-]{0,6}[a-z])?", fullmatch=True)
NAMES = st.from_regex(r"[a-z_.-]{1,8}", fullmatch=True)


@MANY
@given(DOMAINS, NAMES, DOMAINS, NAMES)
def test_no_domain_names_a_gateway_like_anothers(domain: str, name: str, other: str, theirs: str) -> None:
    try:
        same = dial_strings.gateway_on_switch(domain, name) == dial_strings.gateway_on_switch(other, theirs)
    except UnsafeWord:
        return
    assert same == ((domain, name) == (other, theirs))


@pytest.mark.parametrize(("domain", "name"), [("office", "2-trunk"), ("office/x", "a"), ("office", "a/b"), ("", "a")])
def test_a_gateway_whose_name_could_be_another_domains_is_refused(domain: str, name: str) -> None:
    with pytest.raises(UnsafeWord):
        dial_strings.gateway_on_switch(domain, name)


@MANY
@given(HOSTILE)
def test_an_assigned_value_never_expands(value: str) -> None:
    written = dial_strings.assignment("video_banner_text", value)

    name, _, assigned = expand(written, {"secret": "x"}).partition("=")
    assert name == "video_banner_text"
    assert assigned == written.partition("=")[2]
    assert not set(assigned) & set("${}\n\r\x00\\")


@pytest.mark.parametrize("name", ["internal", "my-conf-name", "room.example.com", "A_1", "essay", "x" * 64])
def test_a_conference_may_be_named(name: str) -> None:
    assert dial_strings.conference_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "list", "COUNT", "help", "say", "we-say-so", "a b", "a@b", "a+1", "a'b", "ä", "x" * 65, "a\n"]
)
def test_a_conference_may_not_be_named_like_a_command_or_with_what_cuts_a_name(name: str) -> None:
    with pytest.raises(UnsafeWord, match="conference is"):
        dial_strings.conference_name(name)


@pytest.mark.parametrize("found", ["", "sofia/internal/sip:1000@192.0.2.1,sofia/internal/sip:1000@192.0.2.2,error/"])
def test_the_dial_string_of_a_domain_needs_no_api_call_and_names_what_the_script_found(found: str) -> None:
    known = {"dialed_user": "1000", "dialed_domain": "example.com", "more_contacts_1000@example.com": found}
    written = dial_strings.user_dial_string("internal")

    # The inner names first, as FreeSWITCH does.
    inner = re.sub(r"\$\{(\w+)\}", lambda name: known[name[1]], written)

    assert expand(inner, known).rpartition("}")[2] == f"{found}sofia/internal/1000%example.com"


def test_an_unknown_cause_is_refused() -> None:
    assert dial_strings.cause("USER_BUSY") == "USER_BUSY"
    with pytest.raises(UnsafeWord, match="CALL_REJECTED"):
        dial_strings.cause("SHUTDOWN")
