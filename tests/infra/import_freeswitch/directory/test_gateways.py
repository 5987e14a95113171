"""Gateways become trunks; their passwords become the names of the nodes' variables."""

from pathlib import Path

import yaml

from infra.provision import load
from infra.provisioning.source import Source
from tests.infra.import_freeswitch.folders import PASSWORD, imported

OF_A_PROFILE = """<configuration name="sofia.conf"><profiles><profile name="external"><gateways>
<gateway name="car-rier">
<param name="username" value="me"/>
<param name="password" value="carrier-secret"/>
<param name="realm" value="carrier.example"/>
<param name="register-transport" value="tls"/>
<param name="expire-seconds" value="600"/>
<param name="extension" value="auto_to_user"/>
<param name="cid-type" value="pid"/>
<param name="caller-id-in-from" value="true"/>
<param name="retry-seconds" value="30"/>
</gateway></gateways></profile></profiles></configuration>"""
OF_A_USER = f"""<domain name="example.com"><users><user id="1000">
<params><param name="password" value="{PASSWORD}"/></params>
<gateways><gateway name="own"><param name="proxy" value="sip:own.example"/></gateway></gateways>
</user></users></domain>"""


def test_a_gateway_is_a_trunk_of_its_domain_and_names_where_its_password_is(tmp_path: Path) -> None:
    found = imported(tmp_path, {"autoload_configs/sofia.conf.xml": OF_A_PROFILE, "directory/default.xml": OF_A_USER})

    assert found.content["domains"][0]["gateways"] == [
        {
            "name": "car_rier", "proxy": "carrier.example", "register": True, "context": "default", "username": "me",
            "secret": "trunk_password", "realm": "carrier.example", "transport": "tls", "expires": 600,
            "called_number": "to", "identity": "p_asserted_identity", "caller_id_in_from": True,
        },
        {"name": "own", "proxy": "own.example", "context": "default"},
    ]  # fmt: skip
    assert load(Source("imported.yaml", yaml.safe_dump(found.content))).domains[0].gateways[0].name == "car_rier"
    assert "give it to every node as TRUNK_PASSWORD" in found.about("sofia.conf.xml:4")[0]
    assert "no such setting" in found.about("sofia.conf.xml:11")[0]
    assert "does not register" in found.about('<gateway name="own">')[0]
    assert "carrier-secret" not in "".join(found.told) + str(found.content)
