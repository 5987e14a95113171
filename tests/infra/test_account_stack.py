"""infra/account.yaml: what API Gateway asks of an account before it makes the WebSocket API of template.yaml."""

import yaml

from infra.local.template import TEMPLATE, Template

ROOT = TEMPLATE.parent


def test_who_makes_a_websocket_api_with_a_log_lets_api_gateway_write_logs_before() -> None:
    template = Template(name="stack", region="eu-central-1")
    (api,) = [one for one in template.of_type("AWS::ApiGatewayV2::Api").values() if one["ProtocolType"] == "WEBSOCKET"]
    (stage,) = template.of_type("AWS::ApiGatewayV2::Stage").values()
    resources = yaml.safe_load((ROOT / "infra" / "account.yaml").read_text())["Resources"]
    (account,) = [one for one in resources.values() if one["Type"] == "AWS::ApiGateway::Account"]

    assert api
    assert stage["AccessLogSettings"]["DestinationArn"] == "LiveApiLog.Arn"
    role = resources[account["Properties"]["CloudWatchRoleArn"]["Fn::GetAtt"][0]]["Properties"]
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "apigateway.amazonaws.com"}
    assert role["ManagedPolicyArns"][0]["Fn::Sub"].endswith(":policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs")
    # Of all stages of the account: a stack of one of them would take it from the others.
    assert template.of_type("AWS::ApiGateway::Account") == {}


def test_it_is_deployed_before_all_and_looked_through_as_the_others() -> None:
    document = (ROOT / "docs" / "aws.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    check = makefile.partition("\ndeploy-check:")[2].partition("\n\n")[0]

    assert 0 < document.index("--template-file infra/account.yaml") < document.index("`sam deploy`")
    stacks = [
        *(ROOT / "infra").glob("*.yaml"),
        ROOT / "template.yaml",
    ]
    of_cloudformation = {
        str(one.relative_to(ROOT)) for one in stacks if "AWSTemplateFormatVersion" in one.read_text().splitlines()[0]
    }
    assert "infra/account.yaml" in of_cloudformation
    for path in of_cloudformation:
        assert check.count(f" {path}") == 2, path
