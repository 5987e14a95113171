"""infra/pages.yaml: the bucket is closed, the firewall is there, and nothing of the API is kept on its way."""

import json
import re
import shutil
import subprocess
from typing import Any

from functions.shared.api.front import ADDRESS_HEADER, SECRET_HEADER
from infra.local.template import TEMPLATE, Template

PATH = TEMPLATE.parent / "infra" / "pages.yaml"
SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:FrontSecretA-a1b2c3"
STACK = Template(name="pages", region="us-east-1", parameters={"ApiHost": "api.example.com"}, path=PATH)
# AWS's own policy CachingDisabled.
NOT_KEPT = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"


def distribution(stack: Template = STACK) -> dict[str, Any]:
    (found,) = stack.of_type("AWS::CloudFront::Distribution").values()
    return dict(found["DistributionConfig"])


def test_the_bucket_is_read_by_this_distribution_alone() -> None:
    (bucket,) = STACK.of_type("AWS::S3::Bucket").values()
    (policy,) = STACK.of_type("AWS::S3::BucketPolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]

    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert (statement["Action"], statement["Principal"]) == ("s3:GetObject", {"Service": "cloudfront.amazonaws.com"})
    assert statement["Condition"] == {
        "StringEquals": {"AWS:SourceArn": "arn:aws:cloudfront::123456789012:distribution/Distribution"}
    }


def test_the_firewall_stands_before_it_and_turns_away_who_asks_too_much() -> None:
    (firewall,) = STACK.of_type("AWS::WAFv2::WebACL").values()
    limits = [rule for rule in firewall["Rules"] if "RateBasedStatement" in rule["Statement"]]

    assert distribution()["WebACLId"] == "Firewall.Arn"
    assert [rule["Action"] for rule in limits] == [{"Block": {}}]
    assert len({rule["Priority"] for rule in firewall["Rules"]}) == len(firewall["Rules"]) == 3


def test_what_the_api_answers_is_never_kept_and_every_method_gets_there() -> None:
    behaviours = {one["PathPattern"]: one for one in distribution()["CacheBehaviors"]}

    assert behaviours.keys() == {"/v1/*", "/docs", "/healthz"}
    for one in behaviours.values():
        assert (one["TargetOriginId"], one["CachePolicyId"]) == ("api", NOT_KEPT)
        assert {"PATCH", "PUT", "DELETE", "POST"} < set(one["AllowedMethods"])
    assert distribution()["DefaultCacheBehavior"]["TargetOriginId"] == "pages"


def test_a_look_up_does_not_come_this_way() -> None:
    patterns = [one["PathPattern"] for one in distribution()["CacheBehaviors"]]

    # FreeSWITCH asks the API itself: its passwords pass no cache.
    assert not any(path in pattern for path in ("directory", "dialplan", "pin-check") for pattern in patterns)


def api_origin(**parameters: str) -> dict[str, Any]:
    stack = Template(name="pages", region="us-east-1", parameters=parameters, path=PATH)
    (found,) = [origin for origin in distribution(stack)["Origins"] if origin["Id"] == "api"]
    return dict(found)


def test_the_api_is_asked_through_cloudfront_with_one_of_two_secrets() -> None:
    (header,) = api_origin(FrontSecretArn=SECRET_ARN)["OriginCustomHeaders"]

    assert header["HeaderName"].lower().encode() == SECRET_HEADER
    assert header["HeaderValue"] == f"{{{{resolve:secretsmanager:{SECRET_ARN}}}}}"
    assert "OriginCustomHeaders" not in api_origin()
    # Nobody else gets it.
    assert [origin["Id"] for origin in distribution()["Origins"] if "OriginCustomHeaders" in origin] == []


def test_cloudfront_itself_says_to_the_api_from_whom_a_request_comes() -> None:
    code = STACK.of_type("AWS::CloudFront::Function")["ViewerAddress"]["FunctionCode"]
    node = shutil.which("node")
    assert node, "node is needed for the pages"
    said = {"request": {"headers": {"x-viewer-address": {"value": "forged"}}}, "viewer": {"ip": "2001:db8::7"}}
    script = f"{code}\nconsole.log(JSON.stringify(handler({json.dumps(said)})));"
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, timeout=30, check=True)

    assert json.loads(done.stdout)["headers"] == {ADDRESS_HEADER.decode(): {"value": "2001:db8::7"}}
    for one in distribution()["CacheBehaviors"]:
        assert one["FunctionAssociations"] == [
            {"EventType": "viewer-request", "FunctionARN": "ViewerAddress.FunctionARN"}
        ]


def test_pages_have_the_headers_that_they_have_behind_nginx() -> None:
    text = (PATH.parents[1] / "web" / "nginx" / "pages.conf").read_text(encoding="utf-8")
    behind_nginx = dict(re.findall(r'^add_header (\S+) "(.+)" always;$', text, re.MULTILINE))
    (policy,) = STACK.of_type("AWS::CloudFront::ResponseHeadersPolicy").values()
    config = policy["ResponseHeadersPolicyConfig"]
    own, custom = config["SecurityHeadersConfig"], config["CustomHeadersConfig"]["Items"]
    here = {one["Header"]: one["Value"] for one in custom if one["Override"]} | {
        "X-Frame-Options": own["FrameOptions"]["FrameOption"],
        "Referrer-Policy": own["ReferrerPolicy"]["ReferrerPolicy"],
        "Content-Security-Policy": own["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "X-Content-Type-Options": "nosniff" if own["ContentTypeOptions"]["Override"] else "",
    }

    assert len(behind_nginx) > 5
    assert here == behind_nginx
    assert distribution()["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == "PagesHeaders"


def test_no_browser_keeps_a_page_that_names_files_of_before() -> None:
    (policy,) = STACK.of_type("AWS::CloudFront::ResponseHeadersPolicy").values()
    custom = policy["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"]

    # A file that was stored with a word of its own about it, because its name has a hash, is kept by that word.
    assert {"Header": "Cache-Control", "Value": "no-store", "Override": False} in custom
