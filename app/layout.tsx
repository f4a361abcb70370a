import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import "#app/globals.css";
import { Providers } from "#components/data/providers.tsx";
import { SiteHeader } from "#components/shell/site-header.tsx";
import { themeScript } from "#components/shell/theme-script.ts";
import { loadInstallation } from "#lib/server/load-installation.ts";

// What is shown depends on the process that serves it, never on the one that built it.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Ghostline", template: "%s · Ghostline" },
  description: "Which instance is CodeDeploy waiting for, and does it still exist?",
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const { mode, places } = await loadInstallation();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, needed before the first paint */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: themeScript }} suppressHydrationWarning />
      </head>
      <body>
        <a className="skip-link" href="#main">
          Skip to content
        </a>
        <Providers>
          <SiteHeader mode={mode} places={places} />
          <main id="main" tabIndex={-1} className="page outline-none">
            {children}
          </main>
        </Providers>
      </body>
    </html>
  );
}
