import type { Finding, Subject } from "#lib/rules/rule.ts";

/** What a finding is about: ids of AWS, from its subject and from the entities that its evidence names. */
export type Things = {
  /** The subject under each name that evidence may give it. */
  readonly subject: ReadonlySet<string>;
  /** Every id. */
  readonly all: ReadonlySet<string>;
};

/** Their entities name the deployment group, which all findings of a report have in common. */
const groupSources: readonly string[] = ["codedeploy-group", "codedeploy-inventory"];

export function toThings({ subject, evidence }: Pick<Finding, "subject" | "evidence">): Things {
  const own = toSubjectIds(subject);
  const entities = evidence.filter(({ source }) => !groupSources.includes(source));
  const cited = entities.flatMap(({ entity }) => toIds(entity));
  const parts = subject.kind === "deployment-group" ? [] : toIds(subject.id);
  return { subject: new Set(own), all: new Set([...own, ...parts, ...cited]) };
}

function toSubjectIds({ kind, id }: Subject): readonly string[] {
  if (kind === "deployment-group") return [];
  // `group/name`: the group is where the hook is, not the hook.
  if (kind === "lifecycle-hook") return [id, id.slice(id.indexOf("/") + 1)];
  return [id];
}

/** The ids in an entity: `group/i-…`, `d-…/i-…`, `group/hook`, `arn:…:targetgroup/name/hash/i-…:port@zone`. */
function toIds(entity: string): readonly string[] {
  if (!entity.startsWith("arn:")) return entity.split("/");
  const [head = "", name = "", hash = "", target = ""] = entity.split("/");
  const instance = /^i-[0-9a-f]+/.exec(target)?.[0];
  return [
    [head, name, hash].filter((part) => part !== "").join("/"),
    name,
    ...(instance === undefined ? [] : [instance]),
  ].filter((id) => id !== "");
}

/** One instance or one deployment: whoever has it in common is about the same case. Groups are shared by many cases. */
function isOneCase(id: string): boolean {
  return /^(i-[0-9a-f]+|d-[A-Z0-9]+)$/.test(id);
}

/**
 * Two findings about things of one kind are about the same only where one's subject is named by the other: two
 * instances of one deployment are two cases. Otherwise a common instance or deployment is enough.
 */
export function isAboutSame(one: Case, other: Case): boolean {
  if (isNamedIn(one.things.subject, other.things.all)) return true;
  if (isNamedIn(other.things.subject, one.things.all)) return true;
  if (one.kind === other.kind) return false;
  for (const id of one.things.all) if (isOneCase(id) && other.things.all.has(id)) return true;
  return false;
}

export type Case = { readonly kind: string; readonly things: Things };

function isNamedIn(subject: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const id of subject) if (all.has(id)) return true;
  return false;
}
