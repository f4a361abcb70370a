import {
  type CurrentRevision,
  type RevisionStep,
  toCurrentRevision,
  toRevisionSteps,
} from "#components/instance/revisions.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Report, Tone } from "#lib/report/schema.ts";

type RevisionTableProps = { readonly id: string; readonly report: Report; readonly gone: boolean };

/** Which revision the instance got by which deployment and when, and whether a new instance would get the same. */
export function RevisionTable({ id, report, gone }: RevisionTableProps) {
  const steps = toRevisionSteps(report.deployments, id);
  const current = toCurrentRevision(steps, report.nextRevision);
  return (
    <>
      <CurrentText current={current} report={report} gone={gone} />
      {steps.length > 0 && (
        <div className="mt-2">
          <ScrollTable label="Revisions" narrow="cards">
            <thead>
              <tr>
                <th scope="col">Revision</th>
                <th scope="col">Outcome</th>
                <th scope="col">When</th>
                <th scope="col">Deployment</th>
                <th scope="col">How that is known</th>
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <StepRow key={step.deploymentId} step={step} report={report} />
              ))}
            </tbody>
          </ScrollTable>
        </div>
      )}
    </>
  );
}

const outcomes = {
  installed: { tone: "good", word: "installed" },
  "half-done": { tone: "bad", word: "half done" },
  "under-way": { tone: "busy", word: "under way" },
  "not-reached": { tone: "idle", word: "not installed" },
  "not-known": { tone: "unknown", word: "not known" },
} as const satisfies Record<RevisionStep["outcome"], { readonly tone: Tone; readonly word: string }>;

function StepRow({ step, report }: { readonly step: RevisionStep; readonly report: Report }) {
  const { tone, word } = outcomes[step.outcome];
  return (
    <tr>
      <th scope="row" className="long">
        {step.revision === null ? (
          <span className="text-muted">not named</span>
        ) : (
          <Breakable text={step.revision} />
        )}
      </th>
      <td data-label="Outcome">
        <StateChip tone={tone}>{word}</StateChip>
      </td>
      <td data-label="When">
        <Moment iso={step.at} at={report.at} />
      </td>
      <td data-label="Deployment">
        <ResourceLink scope={report.scope} kind="deployment" id={step.deploymentId} />{" "}
        <span className="text-muted">{step.creatorText}</span>
      </td>
      <td data-label="How that is known" className="long">
        {step.because}
      </td>
    </tr>
  );
}

type CurrentTextProps = Pick<RevisionTableProps, "report" | "gone"> & { readonly current: CurrentRevision };

function CurrentText({ current, report, gone }: CurrentTextProps) {
  const { step, doubt } = current;
  return (
    <div className="max-w-[75ch] space-y-1">
      {step === undefined ? (
        <p>
          <StateChip tone="unknown">unknown</StateChip> Which revision it {gone ? "had" : "has"} cannot be
          told: no deployment that was read has put one on it.
        </p>
      ) : (
        <p>
          It {gone ? "had" : "has"}{" "}
          <strong>
            <Breakable text={step.revision ?? "a revision that CodeDeploy did not name"} />
          </strong>
          , by <LinkedText text={step.deploymentId} scope={report.scope} />
          {step.at !== null && (
            <>
              , since <Moment iso={step.at} at={report.at} />
            </>
          )}
          .
        </p>
      )}
      {doubt !== undefined && (
        <p data-tone="waiting" className="deadline">
          <LinkedText text={doubt} scope={report.scope} />
        </p>
      )}
      {!gone && <DriftText current={current} report={report} />}
    </div>
  );
}

function DriftText({ current, report }: Pick<CurrentTextProps, "current" | "report">) {
  const { next, drift } = current;
  if (next === null)
    return (
      <p className="text-muted">
        {report.nextRevision === null
          ? "The deployment group was not read: what a new instance would get cannot be told."
          : "What a new instance would get cannot be told: the deployment that last succeeded was not read."}
      </p>
    );
  if (drift === "same") return <p>An instance launched now would get the same: no drift.</p>;
  if (drift === "differs")
    return (
      <p>
        <StateChip tone="waiting">drift</StateChip> An instance launched now would get{" "}
        <strong>
          <Breakable text={next} />
        </strong>
        .
      </p>
    );
  return (
    <p>
      An instance launched now would get{" "}
      <strong>
        <Breakable text={next} />
      </strong>
      ; whether that is the same cannot be told.
    </p>
  );
}
