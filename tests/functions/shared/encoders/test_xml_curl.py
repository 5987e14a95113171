"""Whatever text stands in an answer, FreeSWITCH reads exactly that text and nothing more."""

import unicodedata
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.shared.encoders import xml_curl
from tests.functions.freeswitch_model import Element, preprocess, read_document

HOSTILE = st.sampled_from(
    [
        "<", ">", "&", '"', "'", "$", "-", "$${secret}", "${system ls}", "<!--#set x=y-->", "X-PRE-PROCESS",
        "x-pre-process", '<X-PRE-PROCESS cmd="exec" data="id"/>', "<?xml?>", "<include>", "</include>", "]]>",
        "<![CDATA[", "&#36;", "&amp;", '"/><user id="root">', "\n", "\r", "\r\n", "\t", "\x00", "\x1b", "\x85",
        "\u2028", "%41", "\ud800", "é", "😀", "\u202e",
    ]
)  # fmt: skip
ANY_TEXT = st.lists(st.one_of(HOSTILE, st.text(max_size=8)), max_size=8).map("".join)
MANY = settings(max_examples=1500)


def survives(character: str) -> bool:
    if character in "\n\r":
        return True
    return character not in "<\ufffe\uffff" and unicodedata.category(character) not in ("Cc", "Cs")


def kept(value: str) -> str:
    return "".join(filter(survives, value))


def only(element: Element, name: str) -> Element:
    (found,) = element.all(name)
    return found


@MANY
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_a_user_reads_back_as_written_and_nothing_is_added(user_id: str, name: str, value: str) -> None:
    written = xml_curl.user(user_id, {"a1-hash": value}, {name: value}, user_id, 5)
    text = xml_curl.document("directory", xml_curl.domain(name, xml_curl.params({}), xml_curl.users(written)))

    root = read_document(text)

    shape = [element.name for element in root.children[0].children[0].all("domain")[0].children]
    assert shape == ["params", "users"]
    assert [len(root.all(element)) for element in ("document", "section", "domain", "user", "param", "variable")] == [
        1
    ] * 6
    assert only(root, "domain").attributes == {"name": kept(name)}
    assert only(root, "variable").attributes == {"name": kept(name), "value": kept(value)}
    alias = {"number-alias": kept(user_id)} if user_id else {}
    assert only(root, "user").attributes == {"id": kept(user_id), **alias, "cacheable": "5"}


@MANY
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_an_extension_reads_back_as_written(context: str, name: str, data: str) -> None:
    extension = xml_curl.extension(name, [("set", data), (name, "")])

    root = read_document(xml_curl.document("dialplan", xml_curl.context(context, extension)))

    assert [action.attributes for action in root.all("action")] == [
        {"application": "set", "data": kept(data)},
        {"application": kept(name), "data": ""},
    ]
    assert only(root, "context").attributes == {"name": kept(context)}
    assert len(root.all("extension")) == len(root.all("condition")) == 1


@MANY
@given(ANY_TEXT, ANY_TEXT)
def test_a_gateway_names_a_global_variable_and_never_another(name: str, secret: str) -> None:
    outbound, inbound = {"p:caller_id_name": name}, {"rtp_secure_media": name}
    text = xml_curl.gateways([xml_curl.gateway(name, {"proxy": name}, secret, outbound=outbound, inbound=inbound)])

    assert [variable.attributes for variable in read_document(text).all("variable")] == [
        {"name": "p:caller_id_name", "value": kept(name), "direction": "outbound"},
        {"name": "rtp_secure_media", "value": kept(name), "direction": "inbound"},
    ]
    params = [param.attributes for param in read_document(text).all("param")]

    assert params == [{"name": "proxy", "value": kept(name)}]


@pytest.mark.parametrize("secret", ["xml_curl_password", "esl_password", "secret", "trunk_", "TRUNK_password", "$${x}"])
def test_a_gateway_gets_no_secret_of_the_node_that_is_not_one_for_trunks(secret: str) -> None:
    known = dict.fromkeys(("xml_curl_password", "esl_password", "secret", "TRUNK_password", "x"), "TOP-SECRET")

    written = xml_curl.gateway("g", {}, secret, outbound={}, inbound={})

    assert "TOP-SECRET" not in preprocess(written, known)
    assert "password" not in written


def test_a_gateways_password_is_put_in_on_the_node() -> None:
    written = xml_curl.gateway("g", {}, "trunk_password_2", outbound={}, inbound={})

    (password,) = read_document(f"<a>{written}</a>", {"trunk_password_2": "FOR-CARRIERS"}).all("param")
    assert password.attributes == {"name": "password", "value": "FOR-CARRIERS"}


@MANY
@given(ANY_TEXT)
def test_no_text_reaches_the_pre_processor(value: str) -> None:
    written = xml_curl.text(value)

    assert preprocess(f'<a b="{written}"/>', {}) == f'<a b="{written}"/>'
    assert not set(written) & set("<>\"'$-\n\r\t")


@MANY
@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_a_form(body: bytes) -> None:
    fields = xml_curl.request_fields(body)

    assert all(isinstance(value, str) for value in fields.values())


FORM_PARTS = st.sampled_from(
    ["a", "b=", "=", "&", "&&", "+", "%", "%4", "%41", "%zz", "%c3%a9", "%ff", "é", ";", "user", "\x00"]
)


@MANY
@given(st.lists(FORM_PARTS, max_size=24).map("".join))
def test_a_form_is_read_as_the_standard_library_reads_it(form: str) -> None:
    assert xml_curl.request_fields(form.encode()) == dict(parse_qsl(form, keep_blank_values=True, errors="replace"))


def test_the_first_counts_of_what_freeswitch_writes_first_and_the_last_of_all_others() -> None:
    body = b"section=directory&tag_name=domain&user=1000&section=dialplan&tag_name=x&user=1001&key_value=a&key_value=b"

    assert xml_curl.request_fields(body) == {
        "section": "directory",
        "tag_name": "domain",
        "user": "1001",
        "key_value": "b",
    }
