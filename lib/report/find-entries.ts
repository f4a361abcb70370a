import { isGone } from "#lib/domain/ec2.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { toDeploymentTone, toEc2Tone, toLifecycleTone } from "#lib/domain/tones.ts";
import type { FoundKind, Hit, RuleView } from "#lib/report/schema.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** Something that can be found, and the texts by which it is. */
export type Entry = {
  readonly kind: FoundKind;
  /** What it is called. */
  readonly keys: readonly string[];
  /** What it may share with others: a tag, an address. */
  readonly aliases?: readonly string[];
  readonly hit: Hit;
};

/** Everything that the current facts of a deployment group name. */
export function toGroupEntries(scope: Scope, facts: AllFacts): readonly Entry[] {
  return [
    toGroupEntry(scope),
    ...toInstanceEntries(scope, facts),
    ...toDeploymentEntries(scope, facts),
    ...toNamedEntries("auto-scaling-group", scope, listAutoScalingGroups(facts)),
    ...toNamedEntries("target-group", scope, listTargetGroups(facts)),
  ];
}

export function toRuleEntry(rule: Pick<RuleView, "id" | "title" | "area">): Entry {
  const { id, title, area } = rule;
  const hit = { name: title, path: ["rules", id], scope: null, state: null, detail: id };
  return { kind: "rule", keys: toKeys([id, title, area]), hit };
}

function toGroupEntry(scope: Scope): Entry {
  const { account, region, application, group } = scope;
  const name = `${application} / ${group}`;
  return {
    kind: "group",
    keys: toKeys([group, name, `${application}/${group}`]),
    hit: { name, path: toPath(scope), scope: { ...scope }, state: null, detail: `${account} · ${region}` },
  };
}

function toInstanceEntries(scope: Scope, facts: AllFacts): readonly Entry[] {
  const rows = new Map(facts.instance.map(({ value }) => [value.id, value]));
  const members = new Map(facts.member.map(({ value }) => [value.instanceId, value]));
  const targets = groupBy(facts.target, ({ value }) => value.instanceId);
  const ids = new Set([
    ...rows.keys(),
    ...members.keys(),
    ...targets.keys(),
    ...facts["deployment-target"].map(({ value }) => value.targetId),
  ]);
  return [...ids].map((id): Entry => {
    const row = rows.get(id);
    const listed = row?.listed === true ? row : undefined;
    const member = members.get(id);
    const where = [
      listed?.tags.Name,
      listed?.privateIp,
      member === undefined ? undefined : `${member.lifecycleState} in ${member.group}`,
      ...new Set((targets.get(id) ?? []).map(({ value }) => `${value.state} in ${value.targetGroupName}`)),
    ];
    return {
      kind: "instance",
      keys: toKeys([id]),
      aliases: toKeys([listed?.tags.Name, listed?.privateIp]),
      hit: {
        name: id,
        path: [...toPath(scope), "instances", id],
        scope: { ...scope },
        state: toInstanceState(row, member?.lifecycleState),
        detail: where.filter((part) => part !== undefined && part !== "").join(" · "),
      },
    };
  });
}

function toInstanceState(
  row: AllFacts["instance"][number]["value"] | undefined,
  lifecycleState: string | undefined,
): Hit["state"] {
  if (row !== undefined && isGone(row))
    return { word: row.listed ? row.state : "not listed by EC2", tone: "gone" };
  if (row?.listed === true) {
    const held = lifecycleState?.endsWith(":Wait") === true;
    return { word: row.state, tone: held ? toLifecycleTone(lifecycleState) : toEc2Tone(row.state) };
  }
  return lifecycleState === undefined
    ? null
    : { word: lifecycleState, tone: toLifecycleTone(lifecycleState) };
}

function toDeploymentEntries(scope: Scope, facts: AllFacts): readonly Entry[] {
  return facts.deployment.map(({ value }): Entry => {
    const { id, status, creator, createTime, revision } = value;
    const created = createTime === undefined ? undefined : `created ${toMinuteText(createTime)}`;
    return {
      kind: "deployment",
      keys: toKeys([id]),
      hit: {
        name: id,
        path: [...toPath(scope), "deployments", id],
        scope: { ...scope },
        state: { word: status, tone: toDeploymentTone(status) },
        detail: [created, creator === undefined ? undefined : `by ${creator}`, revision?.label]
          .filter((part) => part !== undefined)
          .join(" · "),
      },
    };
  });
}

function toNamedEntries(
  kind: "auto-scaling-group" | "target-group",
  scope: Scope,
  names: readonly string[],
): readonly Entry[] {
  const path = toPath(scope);
  return names.map((name) => ({
    kind,
    keys: toKeys([name]),
    hit: { name, path, scope: { ...scope }, state: null, detail: "" },
  }));
}

/** Those that were read, and those that the deployment group names though they may not exist. */
function listAutoScalingGroups(facts: AllFacts): readonly string[] {
  const named = facts["deployment-group"].flatMap(({ value }) => value.autoScalingGroups);
  const read = facts["auto-scaling-group"].map(({ value }) => value);
  return [...new Set([...read, ...named].map(({ name }) => name))];
}

function listTargetGroups(facts: AllFacts): readonly string[] {
  const named = facts["deployment-group"].flatMap(({ value }) => value.targetGroupNames);
  const read = facts["target-group"].map(({ value }) => value.name);
  return [...new Set([...read, ...named])];
}

function toPath(scope: Scope): string[] {
  return ["groups", scope.account, scope.region, scope.application, scope.group];
}

function toKeys(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text) => text !== undefined).map((text) => text.toLowerCase());
}

function toMinuteText(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
