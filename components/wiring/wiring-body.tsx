"use client";

import { useMemo } from "react";
import { Tabs } from "#components/ui/tabs.tsx";
import { buildWiring } from "#components/wiring/build-wiring.ts";
import { listTroubled } from "#components/wiring/wiring.ts";
import { WiringList } from "#components/wiring/wiring-list.tsx";
import { WiringPicture } from "#components/wiring/wiring-picture.tsx";
import { WiringTroubles } from "#components/wiring/wiring-troubles.tsx";
import type { Report } from "#lib/report/schema.ts";

type Form = "picture" | "list";

type WiringBodyProps = {
  readonly report: Report;
  readonly form: Form;
  readonly onForm: (form: Form) => void;
};

const forms: readonly Form[] = ["picture", "list"];

/** The wiring in the form that the reader chose, and above it what is wrong with it, in sentences. */
export function WiringBody({ report, form, onForm }: WiringBodyProps) {
  const wiring = useMemo(() => buildWiring(report), [report]);
  const troubled = listTroubled(wiring);
  return (
    <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-2">
      <WiringTroubles troubled={troubled} scope={report.scope} />
      <div>
        <Tabs
          label="Form of the wiring"
          names={forms}
          chosen={form}
          onChoose={onForm}
          toTitle={(name) => (name === "picture" ? "As a picture" : "As a list")}
        >
          {form === "picture" ? (
            <WiringPicture wiring={wiring} troubled={troubled} scope={report.scope} />
          ) : (
            <WiringList wiring={wiring} scope={report.scope} />
          )}
        </Tabs>
      </div>
    </div>
  );
}
