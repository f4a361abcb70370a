"""Reads cases as JSON from standard input, calls each operation with botocore, writes what it sent, expected and got.

A client written by other people, with its own parsers and its own copy of AWS's models, must read what the simulated
account writes. Members that its models do not know are left out of what is compared.
"""

import datetime
import json
import sys

try:
    from botocore.config import Config
    from botocore.session import Session
except ImportError:
    from awscli.botocore.config import Config
    from awscli.botocore.session import Session

CLIENTS = {"elasticloadbalancing": "elbv2"}


def to_python(shape, value):
    """A JSON value as botocore has it, without the members that its model does not know."""
    if shape.type_name == "structure":
        return {name: to_python(shape.members[name], member) for name, member in value.items() if name in shape.members}
    if shape.type_name == "list":
        return [to_python(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {key: to_python(shape.value, item) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    return value


def to_json(value):
    """The reverse, for comparing; what is empty is dropped, since forms and XML cannot tell it from nothing."""
    if isinstance(value, dict):
        members = {name: to_json(member) for name, member in value.items() if name != "ResponseMetadata"}
        return {name: member for name, member in members.items() if member not in ({}, [])}
    if isinstance(value, list):
        return [item for item in map(to_json, value) if item not in ({}, [])]
    if isinstance(value, datetime.datetime):
        return round(value.timestamp() * 1000)
    return value


def run(clients, case):
    client = clients[case["service"]]
    model = client.meta.service_model.operation_model(case["operation"])
    sent = to_python(model.input_shape, case["input"])
    expected = to_python(model.output_shape, case["output"])
    got = client._make_api_call(case["operation"], dict(sent))
    request_id = got["ResponseMetadata"].get("RequestId")
    return {"sent": to_json(sent), "expected": to_json(expected), "got": to_json(got), "requestId": request_id}


def main():
    request = json.load(sys.stdin)
    session = Session()
    session.set_credentials("AKIATEST", "secret")
    config = Config(parameter_validation=False)
    clients = {
        name: session.create_client(
            CLIENTS.get(name, name), region_name="us-east-1", endpoint_url=request["url"], config=config
        )
        for name in {case["service"] for case in request["cases"]}
    }
    results = []
    for case in request["cases"]:
        known = case["operation"] in clients[case["service"]].meta.service_model.operation_names
        results.append(run(clients, case) if known else {"unknown": case["operation"]})
    json.dump(results, sys.stdout)


main()
