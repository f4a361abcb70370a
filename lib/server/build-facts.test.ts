import { describe, expect, it } from "vitest";
import { addMs, minuteMs } from "#lib/domain/time.ts";
import { buildChanges } from "#lib/server/build-changes.ts";
import { buildFacts } from "#lib/server/build-facts.ts";
import { recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { observeAccount } from "#lib/testing/observed-account.ts";

async function watch() {
  const account = await observeAccount({ stories: [recursiveLimbo] });
  await account.read();
  await account.elapse(60);
  const { history, now } = account;
  const [scope] = await account.scopes();
  if (scope === undefined) throw new Error("the story has no deployment group");
  return { account, history, scope, now };
}

describe("what AWS said about an instance", () => {
  it("is what the report shows, of the source asked for, and only of that instance", async () => {
    const { account, history, scope, now } = await watch();
    const ghost = (await account.report("prod-api")).lanes.find((lane) => lane.ghost);
    const instanceId = ghost?.instanceId ?? "";
    const source = "ec2-instances";
    const { facts, cannotTell } = await buildFacts({
      history,
      scope,
      at: now(),
      known: now(),
      instanceId,
      source,
    });
    expect(facts).toMatchObject([
      { entity: instanceId, source, until: null, value: { state: "terminated" } },
    ]);
    expect(cannotTell).toEqual([]);
    const all = await buildFacts({ history, scope, at: now(), known: now(), instanceId });
    expect(new Set(all.facts.map((fact) => fact.source)).size).toBeGreaterThan(2);
  });
});

describe("what changed between two instants", () => {
  it("is an instance that was terminated, and nothing where nothing was done", async () => {
    const { account, history, scope, now } = await watch();
    const from = now();
    const running = [...account.state().instances.values()].find(({ state }) => state === "running");
    account.operator().terminateInstances([running?.id ?? ""]);
    await account.elapse(120);
    const { changes } = await buildChanges({ history, scope, from, to: now() });
    const own = changes.find(({ kind, entity }) => kind === "instance" && entity === running?.id);
    expect(own).toMatchObject({ change: "changed" });
    expect(own?.fields.map(({ path }) => path)).toContain("state");
    const still = await buildChanges({ history, scope, from, to: addMs(from, 1) });
    expect(still.changes).toEqual([]);
  });

  it("cannot be told of a service that refuses: nothing has vanished", async () => {
    const { account, history, scope, now } = await watch();
    const from = now();
    account.simulator.faults.deny({ service: "ec2" });
    await account.elapse(2 * 60);
    const { changes, cannotTell } = await buildChanges({ history, scope, from, to: now() });
    expect(cannotTell.map(({ source }) => source)).toContain("ec2-instances");
    expect(changes.filter(({ source }) => source === "ec2-instances")).toEqual([]);
  });

  it("cannot be told from before the first reading", async () => {
    const { history, scope, now } = await watch();
    const { changes, cannotTell } = await buildChanges({
      history,
      scope,
      from: addMs(now(), -60 * minuteMs),
      to: now(),
    });
    expect(changes).toEqual([]);
    expect(cannotTell.map(({ reason }) => reason).join()).toContain("had not been read yet");
  });
});
