import { toScopeKey } from "#lib/domain/scope.ts";
import type { Found, FoundKind, GroupRow, GroupSeverity, Hit } from "#lib/report/schema.ts";

/** One line of the palette: where it leads, and what is said of it. */
export type Choice = {
  /** Tells it from all others that are listed. */
  readonly key: string;
  readonly href: string;
  readonly name: string;
  /** Ids are set in a fixed-width face. */
  readonly isId: boolean;
  readonly detail: string;
  readonly state?: NonNullable<Hit["state"]>;
  readonly severity?: GroupSeverity;
};

export type Section = {
  readonly title: string;
  readonly choices: readonly Choice[];
  /** How many more there are. */
  readonly more: number;
};

const titles = {
  group: "Deployment groups",
  instance: "Instances",
  deployment: "Deployments",
  "auto-scaling-group": "Auto Scaling groups",
  "target-group": "Target groups",
  rule: "Rules",
} as const satisfies Record<FoundKind, string>;

type Page = { readonly path: readonly string[]; readonly name: string; readonly detail: string };

const pages: readonly Page[] = [
  { path: [], name: "Fleet", detail: "all deployment groups, worst first" },
  { path: ["audit"], name: "Audit", detail: "hooks, leftovers and suspended processes of the whole account" },
  { path: ["rules"], name: "Rules", detail: "the handbook: what is looked for, and why" },
];

/** Before anything is typed as many groups are listed: the worst. */
const groupsAtStart = 8;

/** What is offered before anything is typed: the groups in most trouble, and the pages. */
export function toStartSections(groups: readonly GroupRow[], at: string | undefined): readonly Section[] {
  const choices = groups.slice(0, groupsAtStart).map((row) => toGroupChoice(row, at));
  return [
    { title: titles.group, choices, more: groups.length - choices.length },
    { title: "Pages", choices: pages.map((page) => toPageChoice(page, at)), more: 0 },
  ].filter((section) => section.choices.length > 0);
}

type FoundInput = {
  /** May still answer what was asked before. */
  readonly found: Found | undefined;
  readonly q: string;
  readonly groups: readonly GroupRow[];
  readonly at: string | undefined;
};

/** What was found, best kind first, and the pages that are called so. */
export function toFoundSections({ found, q, groups, at }: FoundInput): readonly Section[] {
  const rows = new Map(groups.map((row) => [toScopeKey(row.scope), row]));
  const sections = (found?.kinds ?? []).map(({ kind, hits, total }) => ({
    title: titles[kind],
    choices: hits.map((hit) => toHitChoice({ hit, kind, rows, at })),
    more: total - hits.length,
  }));
  const words = q.toLowerCase();
  const named = pages.filter(({ name }) => name.toLowerCase().includes(words));
  const ownPages = { title: "Pages", choices: named.map((page) => toPageChoice(page, at)), more: 0 };
  if (named.length === 0) return sections;
  const isMeant = named.some(({ name }) => name.toLowerCase() === words);
  return isMeant ? [ownPages, ...sections] : [...sections, ownPages];
}

type HitInput = Pick<FoundInput, "at"> & {
  readonly hit: Hit;
  readonly kind: FoundKind;
  readonly rows: ReadonlyMap<string, GroupRow>;
};

function toHitChoice({ hit, kind, rows, at }: HitInput): Choice {
  const row = hit.scope === null ? undefined : rows.get(toScopeKey(hit.scope));
  if (kind === "group" && row !== undefined) return toGroupChoice(row, at);
  return {
    key: `${kind} ${JSON.stringify(hit.path)} ${hit.name}`,
    href: toHref(hit.path, kind === "rule" ? undefined : at),
    name: hit.name,
    isId: kind === "instance" || kind === "deployment",
    detail: toDetail(hit, kind),
    ...(hit.state !== null && { state: hit.state }),
  };
}

function toDetail({ scope, detail }: Hit, kind: FoundKind): string {
  if (scope === null || kind === "group") return detail;
  return [`${scope.application} / ${scope.group}`, detail].filter((part) => part !== "").join(" · ");
}

function toGroupChoice({ scope, severity, sentence }: GroupRow, at: string | undefined): Choice {
  const { account, region, application, group } = scope;
  const path = ["groups", account, region, application, group];
  return {
    key: `group ${JSON.stringify(path)}`,
    href: toHref(path, at),
    name: `${application} / ${group}`,
    isId: false,
    severity,
    detail: sentence,
  };
}

function toPageChoice({ path, name, detail }: Page, at: string | undefined): Choice {
  const key = `page ${name}`;
  return { key, href: toHref(path, path[0] === "rules" ? undefined : at), name, isId: false, detail };
}

/** Who looks at the past stays there. */
function toHref(path: readonly string[], at: string | undefined): string {
  const query = at === undefined ? "" : `?${new URLSearchParams({ at })}`;
  return `/${path.map(encodeURIComponent).join("/")}${query}`;
}
