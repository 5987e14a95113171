"""Domains, users and groups of a directory; what proves a user goes into the file and nowhere else."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from functions.shared.tables.provisioned.domain_items import Domain
from infra.provision import load
from infra.provisioning.source import Source
from tests.infra.import_freeswitch.folders import PASSWORD, Imported, imported

HASH = "9b87f25b0b0e8ba7e6e1ef5e2b1c0a11"
USERS = f"""<include>
<domain name="Example.com">
<params><param name="dial-string" value="x"/></params>
<variables>
 <variable name="outbound_caller_id_number" value="496131123456789"/>
 <variable name="timezone" value="Europe/Berlin"/>
 <variable name="transfer_fallback_extension" value="operator"/>
</variables>
<groups>
<group name="sales">
<variables><variable name="callgroup" value="sales"/><variable name="process_cdr" value="a"/></variables>
<users>
<user id="1000" number-alias="77" mailbox="1000" cacheable="60000">
 <params><param name="password" value="{PASSWORD}"/><param name="vm-password" value="4711"/></params>
 <variables>
  <variable name="effective_caller_id_name" value="Ada"/>
  <variable name="effective_caller_id_number" value="1000"/>
  <variable name="accountcode" value="cost-7"/>
  <variable name="user_context" value="inside"/>
  <variable name="sip-force-contact" value="NDLB-connectile-dysfunction"/>
  <variable name="x_desk" value="3"/>
  <variable name="toll_allow" value="${{local}}"/>
 </variables>
</user>
<user id="1001" cidr="198.51.100.7/32, 198.51.100.8/32">
 <params><param name="a1-hash" value="{HASH.upper()}"/></params>
 <variables><variable name="user_context" value="inside"/></variables>
</user>
<user id="2000"><params><param name="vm-password" value="4712"/></params></user>
</users></group>
<group name="desk"><users><user id="1001" type="pointer"/><user id="9999" type="pointer"/></users></group>
<group name="nobody"><users><user id="2000" type="pointer"/></users></group>
</groups>
<users><user id="1000"><params><param name="password" value="other-secret"/></params></user></users>
</domain>
</include>"""


def found(folder: Path, text: str = USERS, chosen: Mapping[str, str] | None = None) -> Imported:
    return imported(
        folder, {"directory/default.xml": text, "autoload_configs/sofia.conf.xml": "<configuration/>"}, chosen
    )


def test_what_has_a_meaning_here_is_there_under_its_own_name(tmp_path: Path) -> None:
    assert found(tmp_path).content["domains"] == [
        {
            "name": "example.com",
            "context": "inside",
            "outbound_caller_number": "496131123456789",
            "variables": {"timezone": "Europe/Berlin"},
            "users": [
                {
                    "id": "1000", "alias": "77", "cacheable": 60000, "name": "Ada", "account": "cost-7",
                    "variables": {"callgroup": "sales", "x_desk": "3"}, "password": PASSWORD,
                },
                {
                    "id": "1001", "cidr": ["198.51.100.7/32", "198.51.100.8/32"],
                    "variables": {"callgroup": "sales"}, "a1_hash": HASH,
                },
            ],
            "groups": [{"name": "sales", "members": ["1000", "1001"]}, {"name": "desk", "members": ["1001"]}],
        }
    ]  # fmt: skip


def test_provisioning_takes_it(tmp_path: Path) -> None:
    file = load(Source("imported.yaml", yaml.safe_dump(found(tmp_path).content)))

    assert isinstance(file.domains[0], Domain)
    assert [user.id for user in file.domains[0].users] == ["1000", "1001"]


def test_everything_else_has_a_line_of_its_own_with_file_and_number(tmp_path: Path) -> None:
    told = found(tmp_path).told
    at = {line.split(": ")[0]: line for line in told if line.startswith("directory/")}

    assert {place: line.split(": ")[1] for place, line in at.items()} == {
        "directory/default.xml:2": "note",  # the domain's capitals
        "directory/default.xml:3": "left out",
        "directory/default.xml:7": "left out",
        "directory/default.xml:11": "left out",  # the group's own, once
        "directory/default.xml:13": "left out",  # mailbox
        "directory/default.xml:14": "left out",  # vm-password
        "directory/default.xml:20": "left out",
        "directory/default.xml:22": "left out",  # it would expand on the switch
        "directory/default.xml:29": "left out",  # nobody could prove to be 2000
        "directory/default.xml:10": "note",  # sales is without 2000
        "directory/default.xml:31": "note",
        "directory/default.xml:32": "left out",
        "directory/default.xml:34": "left out",  # a second 1000
    }


def test_no_line_shows_a_secret(tmp_path: Path) -> None:
    told = "\n".join(found(tmp_path).told)

    assert not [secret for secret in (PASSWORD, HASH, HASH.upper(), "4711", "4712", "other-secret") if secret in told]


def test_a_domain_that_only_the_switch_knows_is_asked_for(tmp_path: Path) -> None:
    text = USERS.replace("Example.com", "$${local_ip_v4}")

    assert "say it, as in --set domain=example.com" in found(tmp_path, text).about("directory/default.xml:2")[0]
    assert found(tmp_path, text, {"local_ip_v4": "192.0.2.1"}).content["domains"][0]["name"] == "192.0.2.1"


def test_a_group_that_is_too_large_to_ring_is_left_out(tmp_path: Path) -> None:
    users = "".join(
        f'<user id="{number}"><params><param name="password" value="{PASSWORD}"/></params></user>'
        for number in range(51)
    )
    text = f'<domain name="example.com"><groups><group name="all"><users>{users}</users></group></groups></domain>'
    result = found(tmp_path, text)

    assert "groups" not in result.content["domains"][0]
    assert len(result.content["domains"][0]["users"]) == 51
    assert "has 51 members" in result.about("<group")[0]
