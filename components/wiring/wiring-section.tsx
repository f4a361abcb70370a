"use client";

import dynamic from "next/dynamic";
import { useUrlState } from "#components/data/use-url-state.ts";
import { Section } from "#components/group/section.tsx";
import type { Report } from "#lib/report/schema.ts";

const WiringBody = dynamic(
  () => import("#components/wiring/wiring-body.tsx").then((module) => module.WiringBody),
  { ssr: false, loading: () => <p className="text-muted">Drawing.</p> },
);

/** How the group hangs together; drawn, and loaded, when somebody opens it. */
export function WiringSection({ report }: { readonly report: Report }) {
  const { params, change } = useUrlState();
  const shown = params.get("wiring");
  return (
    <Section id="wiring" title="Wiring" note="From the deployment group to its target groups, link by link.">
      <button
        type="button"
        className="button"
        aria-expanded={shown !== null}
        onClick={() => change("replace", { wiring: shown === null ? "picture" : undefined })}
      >
        {shown === null ? "Show the wiring" : "Hide the wiring"}
      </button>
      {shown !== null && (
        <WiringBody
          report={report}
          form={shown === "list" ? "list" : "picture"}
          onForm={(form) => change("replace", { wiring: form })}
        />
      )}
    </Section>
  );
}
