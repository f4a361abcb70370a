import { describe, expect, it } from "vitest";
import { makeEcho } from "#lib/simulator/testing/echo.ts";
import type { WireRequest } from "#lib/simulator/wire/message.ts";
import { parseCredential } from "#lib/simulator/wire/route.ts";

function signed(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKIATEST/20260131/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

async function respond(request: Partial<WireRequest>, output: object = {}) {
  const echo = makeEcho();
  echo.answerWith(output);
  const reply = await echo.respond({ headers: {}, body: "", ...request }, new AbortController().signal);
  if (reply.kind !== "answer") throw new Error("no answer");
  return { ...reply, seen: echo.seen };
}

const json = (target: string, body = "{}") => ({
  headers: { "x-amz-target": target, authorization: signed("codedeploy") },
  body,
});
const form = (service: string, body: string) => ({ headers: { authorization: signed(service) }, body });

describe("routing", () => {
  it.each([
    ["CodeDeploy_20141006.ListApplications"],
    ["com.amazonaws.codedeploy.CodeDeploy_20141006.ListApplications"],
  ])("finds %s", async (target) => {
    expect(await respond(json(target))).toMatchObject({ status: 200 });
  });

  it("tells the two load balancing APIs apart by Version", async () => {
    const body = "Action=DescribeTargetGroups&Version=";
    expect(await respond(form("elasticloadbalancing", `${body}2015-12-01`))).toMatchObject({ status: 200 });
    const classic = await respond(form("elasticloadbalancing", `${body}2012-06-01`));
    expect(classic).toMatchObject({
      status: 400,
      body: expect.stringContaining("<Code>InvalidAction</Code>"),
    });
  });

  it("reads a form from the address where the body is empty", async () => {
    const query = "?Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-1";
    const { status, seen } = await respond({ headers: { authorization: signed("ec2") }, query });
    expect({ status, seen }).toEqual({ status: 200, seen: [{ InstanceIds: ["i-1"] }] });
  });

  it("puts a tenth item after the second", async () => {
    const ids = Array.from({ length: 11 }, (_, index) => index + 1);
    const members = ids.map((id) => `InstanceId.${id}=i-${id}`).reverse();
    const { seen } = await respond(
      form("ec2", `Action=DescribeInstances&Version=2016-11-15&${members.join("&")}`),
    );
    expect(seen).toEqual([{ InstanceIds: ids.map((id) => `i-${id}`) }]);
  });

  it.each([
    ["JSON", json("CodeDeploy_20141006.DeleteApplication"), "UnknownOperationException"],
    ["JSON of an unknown service", json("Elsewhere.ListApplications"), "UnknownOperationException"],
    [
      "a form",
      form("autoscaling", "Action=SetDesiredCapacity&Version=2011-01-01"),
      "<Code>InvalidAction</Code>",
    ],
    [
      "an EC2 form",
      form("ec2", "Action=RunInstances&Version=2016-11-15"),
      "<Response><Errors><Error><Code>InvalidAction",
    ],
    ["nothing at all", form("ec2", ""), "InvalidAction"],
  ])("refuses an unknown operation in %s", async (_what, request, code) => {
    expect(await respond(request)).toMatchObject({ status: 400, body: expect.stringContaining(code) });
  });
});

describe("what cannot be accepted", () => {
  it.each([
    [
      "JSON",
      { headers: { "x-amz-target": "CodeDeploy_20141006.ListApplications" }, body: "{}" },
      "MissingAuthenticationTokenException",
    ],
    [
      "a form",
      { headers: {}, body: "Action=DescribeInstances&Version=2016-11-15" },
      "MissingAuthenticationToken<",
    ],
  ])("is unsigned in %s", async (_what, request, code) => {
    expect(await respond(request)).toMatchObject({ status: 403, body: expect.stringContaining(code) });
  });

  it.each([
    ["broken JSON", json("CodeDeploy_20141006.ListApplications", "{"), "SerializationException"],
    ["JSON that is no object", json("CodeDeploy_20141006.ListApplications", "[]"), "SerializationException"],
    [
      "a word for a number",
      form("autoscaling", "Action=DescribeAutoScalingGroups&Version=2011-01-01&MaxRecords=many"),
      "MalformedInput",
    ],
    [
      "a required member too few",
      json("CodeDeploy_20141006.GetDeploymentConfig"),
      "DeploymentConfigNameRequiredException",
    ],
  ])("is %s", async (_what, request, code) => {
    expect(await respond(request)).toMatchObject({ status: 400, body: expect.stringContaining(code) });
  });
});

describe("every answer", () => {
  it.each([
    ["good", json("CodeDeploy_20141006.ListApplications")],
    ["refused", json("CodeDeploy_20141006.DeleteApplication")],
    ["unsigned", { headers: {}, body: "" }],
  ])("has a request id, a %s one too", async (_what, request) => {
    const { headers } = await respond(request);
    expect(headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("keeps an empty list a list", async () => {
    const { body } = await respond(form("ec2", "Action=DescribeInstances&Version=2016-11-15"), {
      Reservations: [],
    });
    expect(body).toContain("<reservationSet/>");
  });
});

describe("parseCredential", () => {
  it("reads key, region and service, and nothing from what is not a signature", () => {
    expect(parseCredential(signed("ec2"))).toEqual({
      accessKeyId: "AKIATEST",
      region: "us-east-1",
      service: "ec2",
    });
    for (const header of [undefined, "", "Bearer token", "Credential=AKIATEST/us-east-1/ec2/aws4_request"]) {
      expect(parseCredential(header)).toBeUndefined();
    }
  });
});
