import { MessagePanel } from "#components/ui/message-panel.tsx";
import { GroupLink } from "#components/ui/resource-link.tsx";
import type { Scope } from "#lib/domain/scope.ts";

type NotInReportProps = {
  readonly report: { readonly scope: Scope; readonly window: { readonly from: string; readonly to: string } };
  readonly noun: "deployment" | "instance";
  readonly id: string;
};

/** An id the group's report no longer names while the page is open. */
export function NotInReport({ report, noun, id }: NotInReportProps) {
  const { from, to } = report.window;
  return (
    <MessagePanel tone="gone" title={`This group's report does not name ${noun} ${id}`}>
      <p>
        The report covers {toText(from)} to {toText(to)} UTC. The {noun} may be older than that, belong to
        another group, or the id may be mistyped.
      </p>
      <p>
        <GroupLink scope={report.scope}>Back to the group</GroupLink>
      </p>
    </MessagePanel>
  );
}

function toText(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}
