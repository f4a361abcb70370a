import { isLaunchHook, type LifecycleHook } from "#lib/domain/auto-scaling.ts";
import { namesHook } from "#lib/domain/hook.ts";
import { secondMs, toIso } from "#lib/domain/time.ts";
import {
  type JudgedGroup,
  type KeyedRow,
  toEvidenceView,
  toPlainRow,
} from "#lib/report/audit/group-audit.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toHookViews } from "#lib/report/hooks.ts";
import type { AuditRow, HookView } from "#lib/report/schema.ts";
import { isComplete } from "#lib/report/source-health.ts";
import { toDurationWords } from "#lib/report/time-words.ts";
import { toDescribeHooks } from "#lib/rules/hooks/hook-commands.ts";
import { toKnownGroups } from "#lib/rules/hooks/known-hooks.ts";
import { hookNameMismatch, orphanHook } from "#lib/rules/index.ts";
import { cite } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

const hookRules: readonly string[] = [orphanHook.id, hookNameMismatch.id];

/** Every hook that no finding is about: whose it is, and what it holds. */
export function toHookRows(judged: JudgedGroup): readonly KeyedRow[] {
  const { facts, scope, now, sources } = judged;
  const told = new Set(
    judged.findings
      .filter(({ rule }) => hookRules.includes(rule))
      .flatMap(({ evidence }) => evidence.map(({ entity }) => entity)),
  );
  const inventory = isComplete(sources, "codedeploy-inventory") ? "complete" : "partial";
  const name = (instanceId: string) => instanceId;
  const views = toHookViews({ index: indexFacts(facts), waits: [], scope, now, inventory, name });
  return facts["lifecycle-hook"].flatMap((hook) => {
    const view = views.find(
      (one) => one.autoScalingGroup === hook.value.group && one.name === hook.value.name,
    );
    if (view === undefined || told.has(hook.entity)) return [];
    return [{ key: `hook\n${hook.entity}`, row: toRow(hook, view, judged) }];
  });
}

function toRow(hook: FactRevision<"lifecycle-hook">, view: HookView, judged: JudgedGroup): AuditRow {
  const { group, name } = hook.value;
  const { owner, transition, heartbeatTimeoutSeconds, globalTimeoutSeconds, defaultResult } = view;
  const naming = toKnownGroups(judged.facts).find(({ value }) => namesHook(value, hook.value));
  const field = "autoScalingGroups[].hook";
  const evidence = [
    cite(hook, "LifecycleHookName", name),
    ...(naming === undefined ? [] : [cite(naming, field, name)]),
  ].map(toEvidenceView);
  const severity = toSeverity(hook.value, view, naming !== undefined);
  return {
    ...toPlainRow(judged, group),
    severity,
    what: toWhat(hook.value, view),
    rules: owner === "orphan" ? [{ id: orphanHook.id, title: orphanHook.title }] : [],
    hook: { name, transition, owner, heartbeatTimeoutSeconds, globalTimeoutSeconds, defaultResult },
    seenSince: toIso(hook.firstSeen),
    evidence,
    advice:
      severity === "none"
        ? []
        : [
            {
              text: "Look at the hooks that the group has. It changes nothing.",
              command: toDescribeHooks(group, judged.scope),
            },
          ],
  };
}

function toSeverity(hook: LifecycleHook, { owner }: HookView, isNamed: boolean): AuditRow["severity"] {
  if (owner === "orphan" || owner === "unknown") return "unknown";
  if (owner === "foreign") return isLaunchHook(hook) ? "info" : "none";
  return isNamed ? "none" : "info";
}

function toWhat(hook: LifecycleHook, view: HookView): string {
  const transition = isLaunchHook(hook) ? "launch" : "termination";
  const told = `${hook.name}, a ${transition} hook: ${view.ownerText}.`;
  if (view.owner === "orphan")
    return `${told} It is newer than the last reading of the groups: not judged yet.`;
  return view.owner === "foreign" ? `${told} ${toHold(hook, transition)}` : told;
}

/** Heartbeats push the end of a wait back, and cannot be read. */
function toHold(hook: LifecycleHook, transition: "launch" | "termination"): string {
  const { heartbeatTimeoutSeconds: seconds, defaultResult } = hook;
  const length =
    seconds === undefined ? "" : ` ${toDurationWords(seconds * secondMs)}, or longer with heartbeats`;
  const result = defaultResult === undefined ? "" : ` (${defaultResult})`;
  return `If nobody answers, it holds each ${transition}${length}; then its default result${result} applies.`;
}
