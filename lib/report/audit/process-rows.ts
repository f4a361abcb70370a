import { processRules } from "#lib/report/audit/audited-rules.ts";
import {
  type JudgedGroup,
  type KeyedRow,
  toEvidenceView,
  toPlainRow,
} from "#lib/report/audit/group-audit.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import { cite } from "#lib/rules/rule.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";
import { toProcessText, toSuspendedProcesses } from "#lib/rules/scaling/suspended-processes.ts";
import { toWords } from "#lib/rules/wording.ts";

/** Suspended processes that no rule objects to: they are listed all the same. */
export function toProcessRows(judged: JudgedGroup): readonly KeyedRow[] {
  const told = new Set(
    judged.findings
      .filter(({ rule, verdict }) => processRules.has(rule) && verdict !== "cannot-tell")
      .map(({ subject }) => subject.id),
  );
  return judged.facts["auto-scaling-group"].flatMap((group) => {
    const { name } = group.value;
    const suspended = toSuspendedProcesses(group);
    if (suspended.length === 0 || told.has(name)) return [];
    const since = suspended.flatMap(({ at }) => at ?? []).sort((a, b) => a - b)[0];
    const row = {
      ...toPlainRow(judged, name),
      severity: "info" as const,
      what: `Suspended: ${toWords(suspended.map(toProcessText))}.`,
      since: toIsoOrNull(since),
      seenSince: since === undefined ? toIsoOrNull(group.since) : null,
      evidence: suspended.map((one) =>
        toEvidenceView(cite(group, "SuspendedProcesses[]", toProcessText(one))),
      ),
      advice: [
        {
          text: "Look what is suspended and since when. It changes nothing.",
          command: toDescribeGroup(name, judged.scope),
        },
      ],
    };
    return [{ key: `suspended\n${name}`, row }];
  });
}
