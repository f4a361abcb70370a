import { explainDeploymentError } from "#lib/domain/deployment-error-text.ts";
import { explainDiagnostics } from "#lib/domain/diagnostics-text.ts";
import { explainStateReason } from "#lib/domain/state-reason-text.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import type { ActivityView, Report } from "#lib/report/schema.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

type Text = { readonly what: string; readonly text: string };

/** A page lists no more than these; the count is of all. */
const mostListed = 100;

/** AWS's texts and codes that are none of the known ones: counted, and word for word. */
export function toUndecoded(
  activities: readonly ActivityView[],
  index: FactIndex,
): Pick<Report, "undecoded" | "undecodedTexts"> {
  const texts = [...toActivityTexts(activities), ...toStateReasons(index), ...toErrorCodes(index)];
  const same = groupBy(texts, ({ what, text }) => JSON.stringify([what, text]));
  const listed = [...same.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, times: more.length + 1 }],
  );
  return {
    undecoded: texts.length,
    undecodedTexts: listed.sort((a, b) => b.times - a.times).slice(0, mostListed),
  };
}

function toActivityTexts(activities: readonly ActivityView[]): readonly Text[] {
  return activities.flatMap(({ notDecoded = [] }) =>
    notDecoded.map((text) => ({ what: "scaling activity", text })),
  );
}

function toStateReasons({ instances }: FactIndex): readonly Text[] {
  return [...instances.values()].flatMap(({ value }) => {
    const code = value.listed ? value.stateReasonCode : undefined;
    return toUnknown("EC2 state reason", code, explainStateReason);
  });
}

function toErrorCodes({ deployments, facts }: FactIndex): readonly Text[] {
  const events = facts["deployment-target"].flatMap(({ value }) => value.events);
  return [
    ...deployments.flatMap(({ value }) =>
      toUnknown("deployment error code", value.errorCode, explainDeploymentError),
    ),
    ...events.flatMap(({ diagnostics }) =>
      toUnknown("lifecycle event error code", diagnostics?.errorCode, explainDiagnostics),
    ),
  ];
}

function toUnknown(
  what: string,
  code: string | undefined,
  explain: (code: string) => string | undefined,
): readonly Text[] {
  return code && explain(code) === undefined ? [{ what, text: code }] : [];
}
