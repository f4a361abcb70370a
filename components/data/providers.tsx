"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ClockProvider } from "#components/clock/clock-provider.tsx";
import { makeQueryClient } from "#components/data/query-client.ts";
import { StreamProvider } from "#components/stream/stream-provider.tsx";

/** What the live parts of every page share: one cache, one stream and one clock. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(() => makeQueryClient(typeof window === "undefined" ? "server" : "browser"));
  return (
    <QueryClientProvider client={client}>
      <StreamProvider>
        <ClockProvider>{children}</ClockProvider>
      </StreamProvider>
    </QueryClientProvider>
  );
}
