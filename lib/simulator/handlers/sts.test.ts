import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import { smallAccount } from "#lib/simulator/testing/small-world.ts";

const simulator = makeSimulator();
const { sts } = makeClients(simulator);

describe("AssumeRole", () => {
  it("hands out credentials of the role's account, which lead on to a third", async () => {
    const RoleSessionName = "reader";
    const second = await sts.send(
      new AssumeRoleCommand({ RoleArn: "arn:aws:iam::222222222222:role/path/read", RoleSessionName }),
    );
    expect(second.Credentials?.AccessKeyId).toBe("ASIA222222222222");
    const there = makeClients(simulator, { accessKeyId: "ASIA222222222222" }).sts;
    expect((await there.send(new GetCallerIdentityCommand({}))).Account).toBe("222222222222");
    const third = await there.send(
      new AssumeRoleCommand({ RoleArn: "arn:aws:iam::333333333333:role/read", RoleSessionName }),
    );
    expect(third.AssumedRoleUser?.Arn).toBe("arn:aws:sts::333333333333:assumed-role/read/reader");
  });

  it("lets them expire by the machine's clock, not by the world's", async () => {
    const command = {
      RoleArn: `arn:aws:iam::${smallAccount}:role/read`,
      RoleSessionName: "reader",
      DurationSeconds: 900,
    };
    const before = Date.now();
    const { Credentials } = await sts.send(new AssumeRoleCommand(command));
    const expires = Credentials?.Expiration?.getTime() ?? 0;
    expect(expires).toBeGreaterThanOrEqual(before + 900_000);
    expect(expires).toBeLessThanOrEqual(Date.now() + 900_000);
  });

  it.each([
    ["the external id", "shared secret", true],
    ["another external id", "guess", false],
    ["no external id", undefined, false],
  ])("asked for an external id, with %s", async (_what, ExternalId, trusted) => {
    const RoleArn = "arn:aws:iam::222222222222:role/read";
    const asked = makeClients(makeSimulator({ externalIds: { [RoleArn]: "shared secret" } })).sts;
    const sent = asked.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "reader", ExternalId }));
    if (trusted) await expect(sent).resolves.toMatchObject({ Credentials: expect.anything() });
    else {
      await expect(sent).rejects.toMatchObject({
        name: "AccessDenied",
        message: `User: arn:aws:iam::${smallAccount}:user/simulated is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      });
    }
  });

  it.each([
    ["no ARN of a role", { RoleArn: "read", RoleSessionName: "x" }],
    [
      "a session under 15 minutes",
      { RoleArn: `arn:aws:iam::${smallAccount}:role/read`, RoleSessionName: "x", DurationSeconds: 899 },
    ],
    ["no session name", { RoleArn: `arn:aws:iam::${smallAccount}:role/read`, RoleSessionName: undefined }],
  ])("refuses %s", async (_what, input) => {
    await expect(sts.send(new AssumeRoleCommand(input))).rejects.toMatchObject({ name: "ValidationError" });
  });
});
