import Link from "next/link";
import { MessagePanel } from "#components/ui/message-panel.tsx";

export default function NotFound() {
  return (
    <MessagePanel tone="gone" title="There is no such page">
      <p>The address may be cut off or out of date.</p>
      <p className="flex gap-3">
        <Link href="/">All deployment groups</Link>
        <Link href="/rules">All rules</Link>
      </p>
    </MessagePanel>
  );
}
