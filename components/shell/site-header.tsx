import Link from "next/link";
import { PaletteButton } from "#components/palette/palette-button.tsx";
import { ThemeToggle } from "#components/shell/theme-toggle.tsx";

type SiteHeaderProps = {
  readonly mode: "simulated" | "aws";
  readonly places: readonly { readonly account: string; readonly region: string }[];
};

export function SiteHeader({ mode, places }: SiteHeaderProps) {
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex w-full max-w-[110rem] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5">
        <Link href="/" className="flex items-center gap-2 font-semibold text-ink">
          {/* biome-ignore lint/performance/noImgElement: a small static drawing needs no image pipeline */}
          <img src="/icon.svg" alt="" width={20} height={20} />
          Ghostline
        </Link>
        <nav aria-label="Main" className="flex gap-3 text-[0.8125rem]">
          <Link href="/">Fleet</Link>
          <Link href="/audit">Audit</Link>
          <Link href="/rules">Rules</Link>
        </nav>
        <PaletteButton />
        {mode === "simulated" && <span className="badge">simulated account</span>}
        <span className="ml-auto text-[0.8125rem] text-muted">{toPlacesText(places)}</span>
        <ThemeToggle />
      </div>
    </header>
  );
}

function toPlacesText(places: SiteHeaderProps["places"]): string {
  const [only] = places;
  if (only === undefined) return "no account is read";
  if (places.length === 1) return `${only.account} · ${only.region}`;
  const accounts = new Set(places.map((place) => place.account));
  const noun = accounts.size === 1 ? "account" : "accounts";
  return `${accounts.size} ${noun}, ${new Set(places.map((place) => place.region)).size} regions`;
}
