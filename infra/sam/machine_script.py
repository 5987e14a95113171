"""The script with which a node's machine is made, as EC2 gets it: `python -m infra.sam.machine_script | bash -n`."""

from infra.local.template import node_template


def script() -> str:
    """Read it from infra/node.yaml, with every name filled in."""
    template = node_template("stack", "fs1", region="eu-central-1", parameters={"EdgeImage": "edge:1"})
    (node,) = template.of_type("AWS::EC2::Instance").values()
    return str(node["UserData"]["Fn::Base64"])


if __name__ == "__main__":
    print(script())
