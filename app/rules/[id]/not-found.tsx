import Link from "next/link";
import { MessagePanel } from "#components/ui/message-panel.tsx";

export default function RuleNotFound() {
  return (
    <MessagePanel tone="gone" title="There is no such rule">
      <p>It may belong to another version of the dashboard, or its id may be mistyped.</p>
      <p>
        <Link href="/rules">All rules</Link>
      </p>
    </MessagePanel>
  );
}
